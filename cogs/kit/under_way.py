"""What is under way: acts that were begun and whose answer is still to come, so that a stop can see them through."""

from __future__ import annotations

import asyncio
from types import TracebackType


class UnderWay:
    """A counter to work inside of, and to wait for."""

    def __init__(self) -> None:
        self.count = 0
        self._none_left = asyncio.Event()
        self._none_left.set()

    def __enter__(self) -> None:
        self.count += 1
        self._none_left.clear()

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, where: TracebackType | None
    ) -> None:
        self.count -= 1
        if not self.count:
            self._none_left.set()

    async def none_left(self) -> None:
        """Wait until nothing is under way."""
        await self._none_left.wait()
