"""Writing, against a real database: repeats, two at once, and what a log adds up to."""

from __future__ import annotations

import asyncio
import sqlite3
from datetime import UTC, datetime

import pytest

from db import schedule
from db.database import Database
from services import streaks
from services.acts import Act
from services.context import Context
from services.goals.milestones import MILESTONE
from services.streaks import EntryInput
from tests.engines import sqlite_of
from tests.services.goal_room import open_room
from tests.world import SimClock

MORNING = datetime(2026, 1, 5, 9, 0, tzinfo=UTC)


def act(id: int, member_id: int = 42) -> Act:
    return Act(id=id, member_id=member_id, server_id=7, channel_id=8, at=MORNING)


async def test_the_same_interaction_logs_once_and_answers_the_same(db: Database) -> None:
    context = Context(db, SimClock())
    first = await streaks.record_entry(context, act(1), EntryInput(words=300))
    again = await streaks.record_entry(context, act(1), EntryInput(words=300))

    assert first.standing.total_words == again.standing.total_words == 300
    assert (await streaks.show_streak(context, act(2))).standing.total_words == 300


async def test_many_at_once_are_all_logged_once(db: Database) -> None:
    context = Context(db, SimClock())
    acts = [act(1000 + number, member_id=1 + number % 20) for number in range(200)]
    await asyncio.gather(*(streaks.record_entry(context, each, EntryInput(words=1)) for each in acts * 2))

    shown = [await streaks.show_streak(context, act(5000, member_id)) for member_id in range(1, 21)]
    assert [each.standing.total_words for each in shown] == [10] * 20


async def test_undoing_twice_and_putting_back_twice_change_nothing_more(db: Database) -> None:
    context = Context(db, SimClock())
    await streaks.record_entry(context, act(1), EntryInput(words=300))
    for undone, words in ((True, 0), (True, 0), (False, 300), (False, 300)):
        outcome = await streaks.set_undone(context, act(2), 1, undone=undone)
        assert outcome.standing.total_words == words


async def test_an_entry_with_all_that_follows_from_it_is_one_commit(db: Database) -> None:
    room = open_room(db)
    goal = await room.set("500 words by Friday")
    ends: list[str] = []
    await sqlite_of(db).connection.set_trace_callback(
        lambda sql: ends.append(sql) if sql in ("COMMIT", "ROLLBACK") else None
    )
    await streaks.record_entry(room.context, room.act(channel_id=99), EntryInput(words=500))

    assert ends == ["COMMIT"]
    async with db.read() as connection:
        assert await schedule.waiting(connection, MILESTONE, goal.id) is not None


async def test_an_entry_the_database_refuses_is_told_once_and_changes_nothing(db: Database) -> None:
    context = Context(db, SimClock())
    sqlite_of(db)
    refuse = "CREATE TRIGGER refuse BEFORE INSERT ON entries BEGIN SELECT RAISE(ABORT, 'no'); END"
    await db.write(lambda tx: tx.execute(refuse))

    with pytest.raises(sqlite3.IntegrityError, match="no"):
        await streaks.record_entry(context, act(1), EntryInput(words=300))
    async with db.read() as connection:
        assert await connection.fetch("SELECT 1 FROM members") == []
