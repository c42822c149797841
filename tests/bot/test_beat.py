"""The beat and its alarms: each thing at its own instant, whatever becomes of the machine's clock, and quietly."""

from __future__ import annotations

import asyncio
import logging
from datetime import timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

import process
from clock import SystemClock
from cogs.kit.answering.router import Router
from cogs.post.due import Speakers
from cogs.schedule.alarms import Alarms
from cogs.schedule.cog import Schedule
from db import schedule as due_rows
from db.database import Database
from db.sqlite.connection import Reader
from rules.kit.errors import Unreachable
from rules.schedule.due import Due
from services import process as life
from services.context import Context
from tests.engines import sqlite_of
from tests.hasty_loop import HastyLoop
from tests.kinds import HOUSE
from tests.services.desk import START
from tests.world import World


class SetClock:
    """The machine's clock, which somebody sets."""

    def __init__(self) -> None:
        self.off_by = timedelta(0)

    def now(self) -> Any:
        return SystemClock().now() + self.off_by


def bot_on(db: Database, clock: Any) -> Any:
    """Return as much of a bot as the schedule needs."""
    return SimpleNamespace(
        alarm=True,
        clock=clock,
        context=Context(db, clock),
        router=Router(),
        speakers=Speakers(),
        house=HOUSE,
        deliver=None,
        post=SimpleNamespace(has_arrived=None),
        is_there=False,
        guilds=[],
        shards={0: None},
        shard_count=1,
        delivering=SimpleNamespace(holder=""),
    )


async def plan(db: Database, due: Due) -> None:
    await db.write(lambda tx: due_rows.plan(tx, due))


async def settled(db: Database, due: Due) -> None:
    """Wait until something due was dealt with; in vain, and the suite's own timeout ends the test."""
    while True:
        async with db.read() as connection:
            if await due_rows.is_settled(connection, due):
                return


def test_each_instant_rings_once_and_the_past_at_once() -> None:
    rung: list[float] = []

    async def evening() -> None:
        loop = asyncio.get_running_loop()
        alarms = Alarms(lambda: rung.append(round(loop.time() - begun, 3)))
        begun = loop.time()
        for seconds in (3, 1.5, 3, -60):
            alarms.set(START + timedelta(seconds=seconds), START)
        await asyncio.sleep(10)
        alarms.set(START + timedelta(seconds=20), START)
        alarms.clear()
        await asyncio.sleep(30)

    with asyncio.Runner(loop_factory=HastyLoop) as runner:
        runner.run(evening())
    assert rung == [0.0, 1.5, 3.0]


async def test_what_falls_due_before_the_next_beat_is_sent_at_its_own_instant(db: Database) -> None:
    bot = bot_on(db, SystemClock())
    now = bot.clock.now()
    soon, later = (
        Due("milestone", 1, "25", now + timedelta(seconds=0.3)),
        Due("milestone", 2, "25", now + life.BEAT * 2),
    )
    await plan(db, soon)
    await plan(db, later)
    cog = Schedule(bot)
    await cog.cog_load()
    await cog.beat()
    await settled(db, soon)

    assert bot.clock.now() >= soon.due_at
    async with db.read() as connection:
        assert not await due_rows.is_settled(connection, later)
    await cog.cog_unload()


async def test_a_clock_set_back_half_an_hour_stops_nothing(db: Database) -> None:
    clock = SetClock()
    bot = bot_on(db, clock)
    cog = Schedule(bot)
    await cog.cog_load()
    await cog.beat()
    clock.off_by = timedelta(minutes=-30)
    due = Due("milestone", 1, "25", clock.now())
    await plan(db, due)
    await cog.beat()

    await settled(db, due)
    await cog.cog_unload()


async def test_the_beat_itself_goes_on_when_the_clock_is_set_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    clock, beats, enough = SetClock(), [], asyncio.Event()
    (tmp_path / "bot.db").touch()

    async def beat() -> None:
        beats.append(clock.now())
        clock.off_by -= timedelta(minutes=30)
        if len(beats) == 3:
            enough.set()

    monkeypatch.setattr(life, "BEAT", timedelta(milliseconds=1))
    settings = SimpleNamespace(database_url=f"sqlite:///{tmp_path}/bot.db", beat_file="")
    bot: Any = SimpleNamespace(settings=settings, beat=beat)
    beating = asyncio.create_task(process._beat(bot))
    await enough.wait()
    beating.cancel()

    assert beats[0] > beats[1] > beats[2]


def trips(db: Database, monkeypatch: pytest.MonkeyPatch) -> dict[str, int]:
    """Count the trips to the file from here on."""
    sqlite_of(db)
    counted = {"write": 0, "look": 0}
    write, fetch = Database.write, Reader.fetch

    async def counted_write(self: Database, *args: Any, **options: Any) -> Any:
        counted["write"] += 1
        return await write(self, *args, **options)

    async def counted_fetch(self: Reader, *args: Any) -> Any:
        counted["look"] += 1
        return await fetch(self, *args)

    monkeypatch.setattr(Database, "write", counted_write)
    monkeypatch.setattr(Reader, "fetch", counted_fetch)
    return counted


async def test_an_entry_takes_one_write_and_two_looks(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    await world.mara.slash(world.general, "wrote", words=100)
    counted = trips(world.bot.context.db, monkeypatch)

    await world.mara.slash(world.general, "wrote", words=50)

    assert counted == {"write": 1, "look": 2}  # the member as the act left them, and what waits for them


async def test_an_idle_beat_is_one_write_and_two_looks_and_says_nothing(
    db: Database, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    bot = bot_on(db, SystemClock())
    await life.begin(bot.context, "me")
    cog = Schedule(bot)
    counted = trips(db, monkeypatch)
    with caplog.at_level(logging.INFO):
        assert await life.beat(bot.context, "me", is_ready=True)
        await cog.beat()

    assert counted == {"write": 1, "look": 2}
    assert caplog.records == []


async def test_nothing_is_taken_while_a_shard_is_out_of_reach(db: Database) -> None:
    bot = bot_on(db, SystemClock())
    bot.shards = {0: None, 1: None}
    cog = Schedule(bot)
    taking = {"read_due", "verdict_due", "erase_server"}
    assert not taking & set(cog._kinds)
    await cog.on_shard_ready(0)
    await cog.on_shard_resumed(0)
    assert not taking & set(cog._kinds)
    await cog.on_shard_ready(1)
    await cog.on_ready()
    assert taking <= set(cog._kinds)
    await cog.on_shard_disconnect(1)
    assert not taking & set(cog._kinds)
    assert not bot.is_there
    await cog.on_shard_resumed(1)
    assert taking <= set(cog._kinds)


async def test_an_hour_without_the_database_is_an_hour_away(
    world: World, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    async def unreachable(*_args: Any, **_options: Any) -> None:
        raise Unreachable

    await world.bot.beat()
    with monkeypatch.context() as broken:
        broken.setattr(Database, "write", unreachable)
        with pytest.raises(Unreachable):
            await world.bot.beat()
    was_there = world.bot.is_there
    await world.pass_time(hours=1)
    await world.bot.beat()

    assert (was_there, world.bot.is_there) == (False, True)  # nothing is taken before the deadlines have moved
    assert "members' deadlines move" in caplog.text
