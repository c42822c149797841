"""The person at the terminal, who presses, looks and says what they see."""

from __future__ import annotations

import asyncio

YES, NO = {"y", "yes"}, {"n", "no"}


class AtTerminal:
    """Asks and hears through the terminal."""

    async def confirms(self, question: str) -> bool:
        """Ask until the answer is yes or no."""
        while (answer := await asyncio.to_thread(input, f"{question} [y/n] ")).strip().lower() not in YES | NO:
            self.hears("Please answer y or n.")
        return answer.strip().lower() in YES

    async def does(self, task: str) -> None:
        """Ask for something, and wait for Enter."""
        await asyncio.to_thread(input, f"{task} Then press Enter. ")

    def hears(self, words: str) -> None:
        """Print."""
        print(words, flush=True)  # noqa: T201 - this is for the person there
