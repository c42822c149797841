"""The bot was down when something fell due: what comes late, what is skipped, and that both are counted."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from typing import Any

import pytest

from rules.schedule.due import State
from services.due import NoWay
from services.leaderboards.boards import BOARD, set_up
from services.reminder_times import LAST_CALL, REMINDER, SNOOZE
from services.reminders import consent
from tests.bot.test_reminders import EVENING, inbox, meet
from tests.services.desk import BERLIN, MONDAY, SERVER, Desk, outcomes_in, utc
from tests.world import World

LATE = NoWay.TOO_LATE.value
# The reminder was due at 20:00: an hour later it still helps.
DOWN = [(1, (State.SENT, "")), (3, (State.SKIPPED, LATE)), (12, (State.SKIPPED, LATE))]


@pytest.mark.parametrize(("hours", "outcome"), DOWN)
async def test_a_bot_that_comes_back_sends_late_or_skips_and_counts_it(
    world: World, hours: int, outcome: tuple[State, str]
) -> None:
    await meet(world, world.mara)
    await meet(world, world.tomas)
    await world.env.advance_time((EVENING + timedelta(hours=hours) - world.env.now()).total_seconds())
    assert inbox(world, world.mara) == []
    await world.restart()
    await world.tick()
    await world.tick()

    arrived = 1 if outcome[0] is State.SENT else 0
    assert len(inbox(world, world.mara)) == len(inbox(world, world.tomas)) == arrived
    assert await outcomes_in(world.bot.context.db) == {(REMINDER, *outcome): 2}

    await world.until(EVENING + timedelta(days=1))
    assert len(inbox(world, world.mara)) == len(inbox(world, world.tomas)) == arrived + 1
    expected = {(REMINDER, *outcome): 2}
    expected[REMINDER, State.SENT, ""] = expected.get((REMINDER, State.SENT, ""), 0) + 2
    assert await outcomes_in(world.bot.context.db) == expected


async def back_after(desk: Desk, due_at: datetime, hours: float) -> None:
    """Have the bot down from five minutes before something is due until so many hours after."""
    await desk.at(due_at - timedelta(minutes=5))
    desk.post.sent.clear()
    desk.jump(due_at + timedelta(hours=hours))
    await desk.tick()


@pytest.mark.parametrize(("hours", "outcome"), [(1, ("sent", "")), (3, ("skipped", LATE)), (12, ("skipped", LATE))])
async def test_a_last_call_is_late_only_while_its_day_lasts(desk: Desk, hours: int, outcome: tuple[str, str]) -> None:
    await desk.reminder(last_call="1:00")
    await back_after(desk, utc(6, 0), hours)

    assert (LAST_CALL in dict(desk.post.kinds)) is (outcome[0] == "sent")
    assert (await desk.outcomes())[LAST_CALL, *outcome] == 1
    waiting = await desk.waiting(LAST_CALL)
    assert waiting is not None
    assert waiting.period == "2026-01-06"


@pytest.mark.parametrize(("hours", "outcome"), [(1, ("sent", "")), (3, ("skipped", LATE)), (12, ("skipped", LATE))])
async def test_a_snooze_is_late_by_two_hours_at_most(desk: Desk, hours: int, outcome: tuple[str, str]) -> None:
    await desk.at(utc(5, 19))
    await consent.snooze(desk.context, desk.act(), 55, MONDAY)
    await back_after(desk, utc(5, 20), hours)

    assert (SNOOZE in dict(desk.post.kinds)) is (outcome[0] == "sent")
    assert (await desk.outcomes())[SNOOZE, *outcome] == 1


@pytest.mark.parametrize("hours", [0.5, 3, 13, 24 * 6, 24 * 7 - 11])
async def test_a_weekly_post_comes_late_within_its_week_and_says_so(desk: Desk, hours: float) -> None:
    changes: dict[str, Any] = {"channel_id": 9, "weekday": 0, "at": time(9), "zone": BERLIN}
    await desk.reminder(on=False)
    await desk.wrote(words=10)
    await set_up(desk.context, SERVER, desk.clock.at, **changes)
    await back_after(desk, utc(12, 8), hours)

    outcome = ("sent", "") if hours <= 24 * 6 else ("skipped", LATE)
    assert await desk.outcomes() == {(BOARD, *outcome): 1}
    for _, due, message in desk.post.sent:
        assert message.late_from == (due.due_at if hours > 1 else None)
    waiting = await desk.waiting(BOARD, SERVER)
    assert waiting is not None
    assert waiting.period == "2026-01-19"


async def test_three_days_down_bring_one_reminder_and_one_skipped_for_the_days_before(desk: Desk) -> None:
    await back_after(desk, utc(5, 19), 72)

    assert desk.post.kinds == [(REMINDER, "2026-01-08")]
    assert await desk.outcomes() == {(REMINDER, "skipped", LATE): 1, (REMINDER, "sent", ""): 1}
