"""Neighbours who read the sample that a visitor offers, by the bot's own commands like everybody else."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

import simcord

from sandbox.swap_pieces import DemoPiece
from sandbox.transcript import said
from sandbox.world import World

OFFERED, PASS, START, COMMENT = "While you wait,", "Not for me", "Start reading", "Leave my comment"
PLACE = "general"


@dataclass(slots=True)
class Reader:
    """Who reads the sample, if somebody offers it after some instant; of another piece they could say nothing."""

    name: str
    author: str
    sample: DemoPiece
    since: datetime
    has_begun: bool = False
    has_commented: bool = False

    async def begin(self, world: World) -> None:
        """Take the piece out of the line, once it is there."""
        if self.has_begun or not self._is_offered(world):
            return
        reader = world.writers[self.name]
        card = _card(await world.slash(reader, PLACE, "swap next"))
        while not self._is_of_sample(card):
            if PASS not in card:
                return
            card = _card(await world.press(reader, PLACE, PASS))
        await world.press(reader, PLACE, START)
        self.has_begun = True

    async def finish(self, world: World) -> None:
        """Say what the piece did for them, once they had the time to read it."""
        if self.has_commented or not self.has_begun:
            return
        reader = world.writers[self.name]
        form = await world.press(reader, PLACE, COMMENT)
        await world.submit(reader, PLACE, form, **self.sample.comment)
        self.has_commented = True
        await world.pass_until(world.now)

    def _is_of_sample(self, card: str) -> bool:
        return self.sample.title in card and f"{len(self.sample.text.split())} words" in card

    def _is_offered(self, world: World) -> bool:
        author = world.writers.get(self.author)
        return author is not None and any(
            OFFERED in said(message) and self._is_of_sample(said(message))
            for place in author.server.channels
            for message in world.history(place, author)
            if message.created_at > self.since
        )


def _card(result: simcord.InteractionResult) -> str:
    return str(result.response and result.response.components)
