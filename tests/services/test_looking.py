"""Looking leaves nothing behind and waits for nobody who writes."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import suppress
from zoneinfo import ZoneInfo

import pytest

from db.database import Database
from rules.kit.errors import Refusal
from services import members
from services.acts import Act
from services.context import Context
from services.goals import running
from services.leaderboards.boards import set_up
from tests.engines import sqlite_of
from tests.features import every
from tests.services.desk import SERVER, START, HandClock
from tests.services.goal_room import open_room

STRANGER = 77
Look = Callable[[Context, Act], Awaitable[object]]
LOOKS: list[Look] = every("LOOKS")
LOOKS_IN_A_SERVER: list[Look] = every("LOOKS_IN_A_SERVER")
LOOKS_AROUND: list[Look] = every("LOOKS_AROUND")


def writing(db: Database) -> asyncio.Lock:
    """Return what keeps everybody from writing for as long as it is held."""
    return sqlite_of(db).writer.turn


@pytest.fixture
def context(db: Database) -> Context:
    return Context(db, HandClock())


def act(server_id: int | None = SERVER) -> Act:
    return Act(1, STRANGER, server_id, 7, START)


@pytest.mark.parametrize(
    ("look", "server_id"),
    [(look, SERVER) for look in LOOKS + LOOKS_IN_A_SERVER] + [(look, None) for look in LOOKS],
)
async def test_a_stranger_who_only_looks_leaves_no_row_and_gets_no_reminder(
    context: Context, look: Look, server_id: int | None
) -> None:
    await look(context, act(server_id))

    async with context.db.read() as connection:
        for table in ("members", "memberships", "servers", "due", "swap_members", "swap_credits"):
            assert await connection.fetch(f"SELECT 1 FROM {table}") == [], table


@pytest.mark.parametrize("look", LOOKS_AROUND)
async def test_looking_around_a_server_leaves_no_row_and_waits_for_nobody_who_writes(
    context: Context, look: Look
) -> None:
    async with writing(context.db):
        with suppress(Refusal):
            await asyncio.wait_for(look(context, act()), timeout=20)

    async with context.db.read() as connection:
        assert await connection.fetch("SELECT 1 FROM members") == []


@pytest.mark.parametrize("look", LOOKS + LOOKS_IN_A_SERVER)
async def test_looking_waits_for_nobody_who_writes(context: Context, look: Look) -> None:
    async with writing(context.db):
        await asyncio.wait_for(look(context, act()), timeout=20)


@pytest.mark.parametrize("look", [running.show_goal, running.my_goal])
async def test_looking_at_a_goal_waits_for_nobody_who_writes(
    db: Database, look: Callable[[Context, Act, int], Awaitable[object]]
) -> None:
    room = open_room(db)
    goal = await room.set("500 followers in 3 months")

    async with writing(db):
        await asyncio.wait_for(look(room.context, room.act(), goal.id), timeout=20)


async def test_a_stranger_sees_the_servers_zone_as_they_would_be_met(context: Context) -> None:
    await set_up(context, SERVER, START, zone=ZoneInfo("Asia/Tokyo"))
    seen = await members.my_settings(context, act())
    met = await members.choose_boards(context, act(), shown=True)

    assert seen.zone.key == "Asia/Tokyo"
    assert (seen.since_on, seen.reminder_time, seen.on_boards) == (met.since_on, met.reminder_time, met.on_boards)
