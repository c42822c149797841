"""Writing, against a real database: repeats, two at once, and what a log adds up to."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime

from db.database import Database
from services import streaks
from services.acts import Act
from services.context import Context
from services.streaks import Said
from tests.world import SimClock

MORNING = datetime(2026, 1, 5, 9, 0, tzinfo=UTC)


def act(id: int, member_id: int = 42) -> Act:
    return Act(id=id, member_id=member_id, server_id=7, channel_id=8, at=MORNING)


async def test_the_same_interaction_logs_once_and_answers_the_same(db: Database) -> None:
    context = Context(db, SimClock())
    first = await streaks.record_entry(context, act(1), Said(words=300))
    again = await streaks.record_entry(context, act(1), Said(words=300))

    assert first.standing.total_words == again.standing.total_words == 300
    assert (await streaks.standing_of(context, act(2))).total_words == 300


async def test_many_at_once_are_all_logged_once(db: Database) -> None:
    context = Context(db, SimClock())
    acts = [act(1000 + number, member_id=1 + number % 20) for number in range(200)]
    await asyncio.gather(*(streaks.record_entry(context, each, Said(words=1)) for each in acts * 2))

    totals = [(await streaks.standing_of(context, act(5000, member_id))).total_words for member_id in range(1, 21)]
    assert totals == [10] * 20


async def test_undoing_twice_and_putting_back_twice_change_nothing_more(db: Database) -> None:
    context = Context(db, SimClock())
    await streaks.record_entry(context, act(1), Said(words=300))
    for undone, words in ((True, 0), (True, 0), (False, 300), (False, 300)):
        outcome = await streaks.set_undone(context, act(2), 1, undone=undone)
        assert outcome.standing.total_words == words
