"""Weeks of simulated life under faults of every kind: what stands at Discord's side is what the database says was sent.

Members of several servers do whatever comes to their minds; messages are cut, answered with errors or not at all, or
arrive without an answer, the process dies, the disk is full. SimCord remembers no nonces. `make month` plays a whole
month of two hundred members; here it is a few of them, for nine days.
"""

from __future__ import annotations

import asyncio
import hashlib
import os
import random
import sqlite3
from collections import Counter
from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import dataclass, field, replace
from typing import Any

import discord
import pytest
from simcord.backend.errors import BackendError, SetupError

from db.sqlite import writer
from services.due import DueKind
from tests.bot.faults import LOST, Line, answered
from tests.bot.swap_steps import Stage, real
from tests.kinds import KINDS
from tests.world import World

pytestmark = [pytest.mark.breaks_things, pytest.mark.slow, pytest.mark.no_cover]

MEMBERS = int(os.environ.get("MONTH_MEMBERS", "10"))
SERVERS = int(os.environ.get("MONTH_SERVERS", "2"))
DAYS = int(os.environ.get("MONTH_DAYS", "9"))
HOURS = 3
"""So much time goes by at once."""

# A hundred messages at once take a busy machine longer than SimCord waits by itself.
SETTLED_SECONDS = 120.0

NONCE = 24
"""The length of a nonce that is made of a key."""


@dataclass
class Weather(Line):
    """The line to Discord, with faults at random; what arrived is counted there by nonce."""

    chance: random.Random = field(default_factory=lambda: random.Random(5))
    is_bad: bool = True
    arrived: Counter[str] = field(default_factory=Counter)

    async def carry(self, send: Callable[[], Awaitable[Any]], nonce: str) -> Any:
        if len(nonce) != NONCE:
            return await send()
        fault = self._fault() if self.is_bad else None
        if isinstance(fault, discord.HTTPException) and fault.status == 429:
            raise fault
        if fault is not None and self.chance.random() < 0.5:
            raise fault
        sent = await send()
        self.arrived[nonce] += 1
        if fault is not None:
            raise fault
        return sent

    def _fault(self) -> BaseException | None:
        if self.chance.random() < 0.7:
            return None
        return self.chance.choice([*LOST.values(), answered(429), asyncio.CancelledError()])


@dataclass
class Town:
    """One server and whoever lives in it."""

    world: World
    stage: Stage
    people: list[Any]

    async def act(self, who: Any, chance: random.Random) -> None:
        """Let somebody do something; where it cannot be done just now, they leave it."""
        act = chance.choice([self.write, self.write, self.aim, self.offer, self.read, self.gather, self.look, self.ask])
        with suppress(BackendError, SetupError, LookupError, StopIteration):
            await act(who, chance)

    async def slash(self, who: Any, command: str, **options: Any) -> Any:
        return (await who.slash(self.world.general, command, **options)).response

    async def write(self, who: Any, chance: random.Random) -> None:
        await self.slash(who, "wrote", words=chance.randint(1, 900))

    async def aim(self, who: Any, chance: random.Random) -> None:
        shown = await self.slash(who, "goal set", text=f"{chance.randint(3, 40)} poems by June 30")
        await who.click(shown, label="Looks right")
        await self.slash(who, "goal progress", amount=f"+{chance.randint(1, 20)}")

    async def offer(self, who: Any, _chance: random.Random) -> None:
        await self.stage.offer(who)
        await self.slash(who, "swap join-round")

    async def read(self, who: Any, chance: random.Random) -> None:
        card = await self.stage.start(who)
        if chance.random() < 0.7:
            await self.world.pass_time(hours=0.2)
            await self.stage.comment(who, card, real(chance.randint(1, self.stage.stories)))

    async def gather(self, who: Any, _chance: random.Random) -> None:
        await self.slash(who, "circle create", name=f"Circle of {who.id}")
        invitation = next(each for each in reversed(self.world.general.history()) if "Join" in str(each.components))
        await self.people[0].click(invitation, label="Join")

    async def look(self, who: Any, chance: random.Random) -> None:
        await self.slash(who, chance.choice(["streak show", "leaderboard", "swap mine", "tip random", "settings show"]))

    async def ask(self, who: Any, _chance: random.Random) -> None:
        await self.slash(who, "settings reminder", on=True)


async def settled_town(world: World, number: int, people: int) -> Town:
    """Found a server with a board, a channel for reports and so many people."""
    if number:
        guild = world.env.create_guild(f"Server {number}")
        managers = guild.create_role("Managers", permissions=discord.Permissions(manage_guild=True))
        owner = guild.add_member(world.env.create_user(f"owner{number}"), roles=[managers])
        general, board = guild.create_text_channel("general"), guild.create_text_channel("board")
        world = replace(world, guild=guild, general=general, board=board, owner=owner)
    stage = Stage(world)
    panel = (await world.owner.slash(world.general, "setup")).response
    await world.owner.select(panel, [world.board], custom_id=f"channel:setup:channel:{world.guild.id}")
    await stage.moderated()
    members = [world.guild.add_member(world.env.create_user(f"m{number}x{each}")) for each in range(people)]
    return Town(world, stage, members)


async def spend_time(world: World, weather: Weather, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let some hours go by: at times the disk is full meanwhile, or a new process takes over."""
    await world.env.advance_time(HOURS * 3600)
    with monkeypatch.context() as disk:
        if weather.is_bad and weather.chance.random() < 0.1:
            disk.setattr(writer, "_write_batch", _refuse)
        with suppress(sqlite3.OperationalError):
            await world.tick()
    if weather.is_bad and weather.chance.random() < 0.1:
        await world.restart()


def _refuse(*_: Any) -> None:
    raise sqlite3.OperationalError("database or disk is full")


async def test_what_discord_has_is_what_the_database_says_was_sent(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    world.env.settle_timeout = SETTLED_SECONDS
    weather = Weather()
    weather.lay(monkeypatch)
    chance = random.Random(7)
    towns = [await settled_town(world, number, MEMBERS // SERVERS) for number in range(SERVERS)]
    for _ in range(DAYS * 24 // HOURS):
        for town in towns:
            for who in town.people:
                if chance.random() < 2 * HOURS / 24:
                    await town.act(who, chance)
        await spend_time(world, weather, monkeypatch)
    weather.is_bad = False
    for _ in range(6):
        await world.pass_time(hours=0.5)

    said_sent, waiting = await told_by(world)
    assert not waiting
    assert {nonce: times for nonce, times in weather.arrived.items() if times > 1} == {}
    assert said_sent == set(weather.arrived)
    assert len(said_sent) > DAYS


async def told_by(world: World) -> tuple[set[str], list[str]]:
    """Return what the database says was sent, by nonce, and what is due and came to nothing yet."""
    kinds = [name for name, kind in KINDS.items() if isinstance(kind, DueKind)]
    async with world.bot.context.db.read() as connection:
        rows = await connection.fetch("SELECT key, kind, state, due_at, leased_until FROM due")
    now = world.clock.now().isoformat()
    messages = [row for row in rows if row["kind"] in kinds]
    sent = {hashlib.sha256(row["key"].encode()).hexdigest()[:NONCE] for row in messages if row["state"] == "sent"}
    return sent, [row["key"] for row in messages if row["state"] == "waiting" and row["due_at"] < now[:19]]
