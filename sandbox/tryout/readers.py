"""Neighbours who read what a visitor offers, by the bot's own commands like everybody else."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

import simcord

from sandbox.swap_pieces import UNPLACED, DemoPiece
from sandbox.transcript import said
from sandbox.world import World

OFFERED, PASS, START, COMMENT, AS_IS = (
    "While you wait,",
    "Not for me",
    "Start reading",
    "Leave my comment",
    "Send as it is",
)
PLACE = "general"


@dataclass(slots=True)
class Reader:
    """Who reads the first piece that somebody offers after some instant; of the sample they have more to say."""

    name: str
    author: str
    sample: DemoPiece
    since: datetime
    has_begun: bool = False
    has_commented: bool = False
    _comment: dict[str, str] = field(default_factory=dict)

    async def begin(self, world: World) -> None:
        """Take the piece out of the line, once it is there."""
        if self.has_begun or not self._is_offered(world):
            return
        reader, author = world.writers[self.name], world.writers[self.author]
        card = _card(await world.slash(reader, PLACE, "swap next"))
        while f"<@{author.user.id}>" not in card:
            if PASS not in card:
                return
            card = _card(await world.press(reader, PLACE, PASS))
        is_sample = self.sample.title in _card(await world.press(reader, PLACE, START))
        self._comment = self.sample.comment if is_sample else UNPLACED
        self.has_begun = True

    async def finish(self, world: World) -> None:
        """Say what the piece did for them, once they had the time to read it."""
        if self.has_commented or not self.has_begun:
            return
        reader = world.writers[self.name]
        form = await world.press(reader, PLACE, COMMENT)
        if AS_IS in _card(await world.submit(reader, PLACE, form, **self._comment)):
            await world.press(reader, PLACE, AS_IS)
        self.has_commented = True
        await world.pass_until(world.now)

    def _is_offered(self, world: World) -> bool:
        author = world.writers.get(self.author)
        return author is not None and any(
            OFFERED in said(message)
            for place in author.server.channels
            for message in world.history(place, author)
            if message.created_at > self.since
        )


def _card(result: simcord.InteractionResult) -> str:
    return str(result.response and result.response.components)
