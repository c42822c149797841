"""Neighbours who read a visitor's sample and sit in on their sprints, by the bot's own commands like everybody else."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol

import discord
import simcord

from sandbox.swap_pieces import DemoPiece
from sandbox.transcript import said
from sandbox.world import World, button_labels

OFFERED, PASS, START, COMMENT = "has been offered to readers", "Not for me", "Start reading", "Leave my comment"
PLACE = "general"
JOIN, WAITS, TELL, SPRINTS = "I'm in", "Start now", "My words", "writing"


class Neighbour(Protocol):
    """Somebody who does what a visitor waits for: a part of it before time passes, the rest after."""

    async def begin(self, world: World) -> None:
        """Do what comes first."""

    async def finish(self, world: World) -> None:
        """Do what took the time that passed."""


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
            for place in author.server.seen_by(author.user)
            for message in world.history(place, author)
            if message.created_at > self.since
        )


@dataclass(slots=True)
class Companion:
    """Who joins a sprint that is begun after some instant, and says how many words it came to."""

    name: str
    words: int
    since: datetime
    told: set[int] = field(default_factory=set)

    async def begin(self, world: World) -> None:
        """Join the sprint that waits for its begin, if one does."""
        if self._newest(world, lambda message: WAITS in button_labels(message)) is not None:
            await world.press(world.writers[self.name], SPRINTS, JOIN)

    async def finish(self, world: World) -> None:
        """Say how it went, where it was rung out."""
        rung_out = self._newest(world, lambda message: self._is_asked(world, message))
        if rung_out is None or rung_out.id in self.told:
            return
        writer = world.writers[self.name]
        await world.submit(writer, SPRINTS, await world.press(writer, SPRINTS, TELL), words=str(self.words))
        self.told.add(rung_out.id)

    def _newest(self, world: World, is_it: Callable[[discord.Message], bool]) -> discord.Message | None:
        history = reversed(world.history(SPRINTS, world.writers[self.name]))
        return next((each for each in history if each.created_at > self.since and is_it(each)), None)

    def _is_asked(self, world: World, message: discord.Message) -> bool:
        return TELL in button_labels(message) and world.writers[self.name].user.mention in message.content


def _card(result: simcord.InteractionResult) -> str:
    return str(result.response and result.response.components)
