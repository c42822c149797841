"""When the reminder, the last call and the snooze come, and when they rightly do not."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

import pytest

from rules.schedule.due import Due
from rules.streaks.plans import PlanKind
from services import members, plans, streaks
from services.due import NoWay
from services.goals import drafts as goal_drafts
from services.reminder_times import LAST_CALL, REMINDER, SNOOZE
from services.reminders import consent, daily
from services.reminders.daily import NotNeeded, ReminderMessage
from tests.services.desk import (
    BERLIN,
    HELSINKI,
    MONDAY,
    NEW_YORK,
    TOKYO,
    Desk,
    due_of,
    utc,
)


async def test_one_reminder_a_day_at_its_time(desk: Desk) -> None:
    await desk.at(utc(8, 12))

    assert [at for at, _, _ in desk.post.sent] == [utc(day, 19) for day in (5, 6, 7)]
    message = desk.post.sent[0][2]
    assert isinstance(message, ReminderMessage)
    assert message.day_on == MONDAY
    assert message.ends_at == utc(6, 2)


async def test_ticking_again_at_the_same_instant_sends_nothing_more(desk: Desk) -> None:
    await desk.at(utc(5, 19))
    for _ in range(3):
        await desk.tick()

    assert len(desk.post.sent) == 1


async def test_not_when_written_before_and_again_the_day_after(desk: Desk) -> None:
    await desk.wrote(words=5)
    await desk.at(utc(6, 19))

    assert desk.post.kinds == [(REMINDER, "2026-01-06")]
    assert (await desk.outcomes())[REMINDER, "skipped", NotNeeded.KEPT.value] == 1


async def test_an_undone_entry_does_not_count_as_written(desk: Desk) -> None:
    outcome = await desk.wrote(words=5)
    await streaks.set_undone(desk.context, desk.act(), outcome.entry.id, undone=True)
    await desk.at(utc(5, 19))

    assert len(desk.post.sent) == 1


async def test_not_on_a_pause_and_not_when_resting(desk: Desk) -> None:
    await plans.pause(desk.context, desk.act(), MONDAY, date(2026, 1, 6), "")
    await desk.at(utc(7, 12))
    await plans.rest(desk.context, desk.act(), date(2026, 1, 7))
    await desk.at(utc(8, 19))

    assert desk.post.kinds == [(REMINDER, "2026-01-08")]
    counted = await desk.outcomes()
    assert counted[REMINDER, "skipped", NotNeeded.NOT_ASKED.value] == 2
    assert counted[REMINDER, "skipped", NotNeeded.RESTING.value] == 1


async def test_not_on_a_weekend_under_a_weekday_plan(desk: Desk) -> None:
    await plans.choose_plan(desk.context, desk.act(), PlanKind.WEEKDAYS, None)
    await desk.at(utc(8, 12))
    await desk.seen()
    await desk.at(utc(12, 23))

    assert [period for _, period in desk.post.kinds] == [f"2026-01-{day:02}" for day in (5, 6, 7, 8, 9, 12)]


async def test_a_week_plan_is_silent_until_the_week_is_at_stake_and_told_how_far_it_is(desk: Desk) -> None:
    await plans.choose_plan(desk.context, desk.act(), PlanKind.DAYS_A_WEEK, 3)
    await desk.wrote(words=5)
    await desk.at(utc(10, 19))
    message = desk.post.sent[-1][2]
    await desk.wrote(words=5)
    await desk.at(utc(11, 12))
    await desk.wrote(words=5)
    await desk.at(utc(11, 23))

    assert (message.written, message.plan.days) == (1, 3)
    assert desk.post.kinds == [(REMINDER, "2026-01-10")]


async def test_off_and_on_again(desk: Desk) -> None:
    await desk.reminder(on=False)
    await desk.at(utc(6, 12))
    assert desk.post.sent == []
    await desk.reminder(on=True)
    await desk.at(utc(6, 23))

    assert desk.post.kinds == [(REMINDER, "2026-01-06")]


async def test_off_and_on_after_it_came_does_not_bring_it_twice(desk: Desk) -> None:
    await desk.at(utc(5, 19))
    await desk.reminder(on=False)
    await desk.reminder(on=True)
    chosen = await desk.reminder(at="23:00")
    await desk.at(utc(6, 21))

    assert chosen.next_on == date(2026, 1, 6)
    assert desk.post.kinds == [(REMINDER, "2026-01-05")]


async def test_a_later_time_today_moves_it_and_a_time_gone_by_begins_tomorrow(desk: Desk) -> None:
    later = await desk.reminder(at="22:00")
    await desk.at(utc(5, 20))
    earlier = await desk.reminder(at="18:00")
    await desk.at(utc(6, 17))

    assert later.next_on == MONDAY
    assert earlier.next_on == date(2026, 1, 6)
    assert [at for at, _, _ in desk.post.sent] == [utc(6, 17)]


@pytest.mark.parametrize(
    ("at", "last"),
    [
        ("09:00", utc(5, 21)),  # 22:00 in Berlin
        (None, utc(5, 21)),  # two hours after 20:00
        ("21:30", utc(5, 22, 30)),
        ("01:30", utc(6, 1, 30)),  # half an hour before the day's end
    ],
)
async def test_late_until_two_hours_after_its_time_or_22_but_never_in_the_days_last_half_hour(
    desk: Desk, at: str | None, last: datetime
) -> None:
    desk.jump(utc(5, 4))
    await desk.reminder(at=at)
    due = await due_of(desk)
    async with desk.context.db.read() as connection:
        assert isinstance(await daily.prepare(connection, due, last), ReminderMessage)
        assert await daily.prepare(connection, due, last + timedelta(minutes=1)) is NoWay.TOO_LATE


async def test_after_twelve_hours_down_it_is_skipped_counted_and_the_next_comes(desk: Desk) -> None:
    desk.jump(utc(6, 7))
    await desk.tick()
    assert desk.post.sent == []
    assert (await desk.outcomes())[REMINDER, "skipped", NoWay.TOO_LATE.value] == 1
    await desk.at(utc(6, 19))

    assert desk.post.kinds == [(REMINDER, "2026-01-06")]


async def test_back_up_late_on_another_day_that_days_reminder_still_comes(desk: Desk) -> None:
    desk.jump(utc(7, 21))
    await desk.tick()

    assert desk.post.kinds == [(REMINDER, "2026-01-07")]


# Zones and clocks


async def test_moving_east_across_the_reminder_still_brings_that_days_one(desk: Desk) -> None:
    await desk.at(utc(5, 18, 30))  # 19:30 in Berlin, 20:30 in Helsinki
    await desk.zone(HELSINKI)
    await desk.at(utc(6, 17, 55))

    assert desk.post.kinds == [(REMINDER, "2026-01-05")]


async def test_moving_west_after_the_reminder_brings_no_second(desk: Desk) -> None:
    await desk.at(utc(5, 19))
    await desk.zone(NEW_YORK)
    await desk.at(utc(7, 3))

    assert desk.post.kinds == [(REMINDER, "2026-01-05"), (REMINDER, "2026-01-06")]
    assert desk.post.sent[1][0] == utc(7, 1)  # 20:00 on the 6th in New York


async def test_moving_there_and_back_brings_one_per_local_date(desk: Desk) -> None:
    for day in range(5, 12):
        await desk.at(utc(day, 18, 55))
        await desk.zone(TOKYO if day % 2 else BERLIN)
        await desk.at(utc(day, 19, 5))
        await desk.zone(NEW_YORK)
        await desk.zone(BERLIN)

    assert len(set(desk.post.kinds)) == len(desk.post.kinds)


async def test_moving_the_days_end_across_the_reminder_keeps_one_per_date(desk: Desk) -> None:
    await desk.reminder(at="02:00")
    await desk.at(utc(6, 0, 30))  # 01:30 in Berlin: still Monday's
    await members.choose_day_end(desk.context, desk.act(), 0)
    await desk.at(utc(8, 12))

    assert [(at, due.period) for at, due, _ in desk.post.sent] == [
        (utc(6, 1), "2026-01-06"),
        (utc(7, 1), "2026-01-07"),
        (utc(8, 1), "2026-01-08"),
    ]


async def test_a_zone_change_while_it_is_on_its_way_does_not_bring_it_again(desk: Desk) -> None:
    async def travel(_due: Due) -> None:
        desk.post.trouble = None
        await desk.zone(TOKYO)

    desk.post.trouble = travel
    await desk.at(utc(5, 19))
    await desk.zone(NEW_YORK)
    await desk.at(utc(6, 12))

    assert desk.post.kinds == [(REMINDER, "2026-01-05")]


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({"at": "06:30"}, utc(6, 5, 30)),
        ({"last_call": "1:00"}, utc(6, 19)),
        ({"on": False}, None),
    ],
)
async def test_settings_changed_while_it_is_on_its_way_hold_for_the_next(
    desk: Desk, change: dict[str, Any], expected: datetime | None
) -> None:
    await desk.reminder()

    async def change_meanwhile(_due: Due) -> None:
        desk.post.trouble = None
        await desk.reminder(**change)

    desk.post.trouble = change_meanwhile
    await desk.at(utc(5, 20))

    waiting = await desk.waiting()
    assert (waiting and waiting.due_at) == expected
    assert desk.post.kinds == [(REMINDER, "2026-01-05")]


async def test_a_reminder_in_the_days_last_half_hour_still_comes(desk: Desk) -> None:
    await desk.reminder(at="02:45")
    await desk.at(utc(7, 12))

    assert [at for at, _, _ in desk.post.sent] == [utc(6, 1, 45), utc(7, 1, 45)]


async def test_where_the_clocks_skip_it_to_the_days_very_end_it_comes_then(desk: Desk) -> None:
    await desk.zone(NEW_YORK)
    await desk.reminder(at="02:30")
    desk.jump(utc(8, 5, month=3))  # 00:00, two hours before 02:00 becomes 03:00
    await desk.seen()
    await desk.tick()
    desk.post.sent.clear()
    await desk.at(utc(9, 12, month=3))

    assert [(at, due.period) for at, due, _ in desk.post.sent] == [
        (utc(8, 7, month=3), "2026-03-07"),
        (utc(9, 6, 30, month=3), "2026-03-08"),
    ]
    assert desk.post.sent[0][2].is_over


async def test_an_hour_that_occurs_twice_brings_one(desk: Desk) -> None:
    await desk.zone(BERLIN)
    await desk.reminder(at="02:30")
    desk.jump(utc(24, 12, month=10))
    await desk.seen()
    await desk.tick()
    desk.post.sent.clear()
    await desk.at(utc(26, 12, month=10))

    assert [due.period for _, due, _ in desk.post.sent] == ["2026-10-24", "2026-10-25"]


# Last call and snooze


async def test_the_last_call_comes_beside_the_reminder_until_written(desk: Desk) -> None:
    await desk.reminder(last_call="1:00")
    await desk.at(utc(6, 12))
    await desk.wrote(words=1)
    await desk.at(utc(7, 12))

    assert [(due.kind, at) for at, due, _ in desk.post.sent] == [(REMINDER, utc(5, 19)), (LAST_CALL, utc(6, 0))]
    assert desk.post.sent[1][2].is_last_call


async def test_a_late_reminder_gives_way_to_a_last_call_that_is_due(desk: Desk) -> None:
    await desk.reminder(last_call="21:30")
    desk.jump(utc(5, 20, 40))
    await desk.tick()

    assert desk.post.kinds == [(LAST_CALL, "2026-01-05")]
    assert (await desk.outcomes())[REMINDER, "skipped", NotNeeded.LAST_CALL.value] == 1


async def test_last_call_off_again(desk: Desk) -> None:
    await desk.reminder(last_call="1:00")
    await desk.reminder(last_call="none")
    await desk.at(utc(6, 12))

    assert desk.post.kinds == [(REMINDER, "2026-01-05")]


async def test_snoozing_twice_is_one_more_message(desk: Desk) -> None:
    await desk.at(utc(5, 19))
    first = await consent.snooze(desk.context, desk.act(), 55, MONDAY)
    desk.jump(utc(5, 19, 20))
    second = await consent.snooze(desk.context, desk.act(), 55, MONDAY)
    await desk.at(utc(6, 12))
    third = await consent.snooze(desk.context, desk.act(), 55, MONDAY)

    assert first.again_at == second.again_at == utc(5, 20)
    assert desk.post.kinds == [(REMINDER, "2026-01-05"), (SNOOZE, "2026-01-05")]
    assert third.came_back


async def test_a_snoozed_reminder_is_not_sent_when_written_meanwhile(desk: Desk) -> None:
    await desk.at(utc(5, 19))
    await consent.snooze(desk.context, desk.act(), 55, MONDAY)
    await desk.wrote(words=1)
    await desk.at(utc(6, 12))

    assert len(desk.post.sent) == 1


@pytest.mark.parametrize(("minute", "comes"), [(30, True), (31, False)])
async def test_a_snooze_close_to_the_days_end_says_so(desk: Desk, minute: int, comes: bool) -> None:
    desk.jump(utc(6, 0, minute))  # the day ends at 02:00 UTC
    snoozed = await consent.snooze(desk.context, desk.act(), 55, MONDAY)

    assert (snoozed.again_at is not None) is comes
    assert not snoozed.came_back


async def test_a_snooze_pressed_on_an_old_reminder_is_over(desk: Desk) -> None:
    desk.jump(utc(6, 12))

    assert (await consent.snooze(desk.context, desk.act(), 55, MONDAY)).again_at is None


# What a reminder tells of


async def test_a_freeze_is_announced_in_one_reminder_only(desk: Desk) -> None:
    for day in range(5, 12):
        await desk.at(utc(day, 12))
        await desk.wrote(words=1)
    await desk.at(utc(15, 12))

    told = [[frozen.first_on.day for frozen in message.today.frozen_since] for _, _, message in desk.post.sent]
    assert told == [[], [12], []]


async def test_a_goal_due_a_check_in_rides_along_and_is_not_asked_about_again(desk: Desk) -> None:
    draft = await goal_drafts.draft_goal(desk.context, desk.act(), "500 followers in 3 months")
    await goal_drafts.confirm(desk.context, desk.act(), draft.draft.id)
    counted = await goal_drafts.draft_goal(desk.context, desk.act(), "500 words a day")
    await goal_drafts.confirm(desk.context, desk.act(), counted.draft.id)
    await desk.at(utc(9, 12))
    await desk.seen()
    await desk.at(utc(14, 12))

    asked = [(due.period, [goal.text for goal in message.check_ins]) for _, due, message in desk.post.sent]
    assert [each for each in asked if each[1]] == [("2026-01-12", ["500 followers in 3 months"])]
