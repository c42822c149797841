"""Reminders by consent, and with an end: each test is a sentence of what the bot promises."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

import pytest

from rules.members.consent import Consent, Mode
from rules.members.member import Member
from rules.streaks.plans import PlanKind
from services import members, plans, streaks
from services.reminder_times import LAST_CALL, REMINDER
from services.reminders import consent
from services.reminders.daily import Farewell, NotNeeded, ReminderMessage
from tests.services.desk import BERLIN, MARA, TOMAS, Desk, utc

WEEK = timedelta(days=7)


async def is_asked(desk: Desk, member_id: int = TOMAS) -> bool:
    member = await members.known(desk.context, member_id)
    return member is not None and await consent.claim_question(desk.context, member, desk.clock.at) is not None


async def tomas(desk: Desk) -> Member:
    return await members.my_settings(desk.context, desk.act(TOMAS))


def to(desk: Desk, member_id: int) -> list[object]:
    return [message for _, due, message in desk.post.sent if due.subject_id == member_id]


async def test_a_look_makes_nobody_a_member_and_brings_nothing(desk: Desk) -> None:
    await streaks.show_streak(desk.context, desk.act(TOMAS))
    await desk.seen(TOMAS)
    await desk.at(utc(20, 12))

    assert not await is_asked(desk)
    assert to(desk, TOMAS) == []


async def test_unanswered_means_no(desk: Desk) -> None:
    await desk.wrote(TOMAS, words=5)

    assert await is_asked(desk)
    assert not await is_asked(desk)
    await desk.at(utc(20, 12))
    assert to(desk, TOMAS) == []


async def test_a_week_later_it_is_asked_once_more_and_then_never_again(desk: Desk) -> None:
    await desk.wrote(TOMAS, words=5)
    start = desk.clock.at
    asked = []
    for after in (timedelta(0), WEEK - timedelta(minutes=1), WEEK, 2 * WEEK, 9 * WEEK):
        desk.jump(start + after)
        asked.append(await is_asked(desk))

    assert asked == [True, False, True, False, False]


async def test_who_said_anything_is_not_asked(desk: Desk) -> None:
    await desk.wrote(TOMAS, words=5)
    await consent.decline(desk.context, desk.act(TOMAS))

    assert not await is_asked(desk)


async def test_the_press_and_its_time_are_kept(desk: Desk) -> None:
    await desk.wrote(TOMAS, words=5)
    act = desk.act(TOMAS)
    await consent.accept(desk.context, act)
    accepted = (await tomas(desk)).reminder
    await consent.accept(desk.context, desk.act(TOMAS), time(7))
    at_seven = (await tomas(desk)).reminder
    await consent.decline(desk.context, desk.act(TOMAS))
    declined = (await tomas(desk)).reminder

    assert (accepted.mode, accepted.consent, accepted.consent_at) == (Mode.DAILY, Consent.YES, act.at)
    assert (at_seven.at, at_seven.consent) == (time(7), Consent.ANOTHER_TIME)
    assert (declined.mode, declined.consent) == (Mode.OFF, Consent.NO)


# An end


async def test_after_five_reminders_without_a_sign_of_life_it_says_once_that_it_will_be_quiet_and_is(
    desk: Desk,
) -> None:
    await desk.at(utc(28, 12))

    assert [type(message) for message in to(desk, 1)] == [ReminderMessage] * 5 + [Farewell]
    assert await desk.waiting() is None


async def test_after_fourteen_days_without_a_sign_of_life_it_will_be_quiet(desk: Desk) -> None:
    await consent.take_fewer(desk.context, desk.act())  # nothing is at stake, so that nothing is sent
    await desk.seen()
    await desk.at(utc(19, 18))
    assert to(desk, 1) == []
    await desk.at(utc(28, 12))

    assert [(at, type(message)) for at, _, message in desk.post.sent] == [(utc(19, 19), Farewell)]


@pytest.mark.parametrize("kind", [PlanKind.WEEKLY, PlanKind.MONTHLY])
async def test_two_reminders_are_enough_for_weekly_and_monthly_plans(desk: Desk, kind: PlanKind) -> None:
    await plans.choose_plan(desk.context, desk.act(), kind, None)
    await desk.at(utc(5, 12, month=5))

    assert [type(message) for message in to(desk, 1)] == [ReminderMessage, ReminderMessage, Farewell]


async def test_a_sign_of_life_is_any_command_and_begins_the_count_anew(desk: Desk) -> None:
    for day in (8, 12, 16):
        await desk.at(utc(day, 12))
        await desk.seen()

    assert [type(message) for message in to(desk, 1)] == [ReminderMessage] * 11


async def test_a_pause_is_no_silence(desk: Desk) -> None:
    await plans.pause(desk.context, desk.act(), date(2026, 1, 6), date(2026, 1, 30), "")
    await desk.at(datetime.combine(date(2026, 2, 1), time(12), utc(1, 1).tzinfo))

    assert [type(message) for message in to(desk, 1)] == [ReminderMessage, ReminderMessage]


async def test_wake_me_again_brings_them_back_and_nothing_else_does(desk: Desk) -> None:
    await desk.at(utc(12, 12))
    await desk.wrote(words=5)
    desk.post.sent.clear()
    await desk.at(utc(14, 12))
    assert desk.post.sent == []
    await consent.wake(desk.context, desk.act())
    await desk.at(utc(15, 12))

    assert desk.post.kinds == [(REMINDER, "2026-01-14")]


async def test_whoever_fell_silent_is_asked_again_at_their_next_entry(desk: Desk) -> None:
    await desk.at(utc(12, 12))
    await desk.wrote(words=5)

    assert await is_asked(desk, MARA)


# Fewer


async def test_fewer_of_these_goes_one_step_a_press(desk: Desk) -> None:
    modes = [(await consent.take_fewer(desk.context, desk.act())).member.reminder.mode for _ in range(3)]

    assert modes == [Mode.AT_STAKE, Mode.OFF, Mode.OFF]


async def test_only_at_stake_is_silent_until_a_streak_is(desk: Desk) -> None:
    await consent.take_fewer(desk.context, desk.act())
    await desk.at(utc(6, 12))
    await desk.wrote(words=5)
    await desk.at(utc(8, 12))

    assert desk.post.kinds == [(REMINDER, "2026-01-07")]
    assert (await desk.outcomes())[REMINDER, "skipped", NotNeeded.NOT_AT_STAKE.value] == 1


async def test_weekly_plans_are_silent_when_nothing_is_at_stake_and_once_the_week_is_lost(desk: Desk) -> None:
    await plans.choose_plan(desk.context, desk.act(), PlanKind.DAYS_A_WEEK, 3)
    await desk.at(utc(12, 12))

    assert desk.post.kinds == [(REMINDER, "2026-01-09")]  # Friday: Saturday and Sunday would not be enough without it


# When


async def test_who_never_chose_a_time_gets_a_minute_of_their_own_between_1930_and_2030(desk: Desk) -> None:
    instants = []
    for number in range(0, 200, 7):
        member_id = number << 22
        await desk.zone(BERLIN, member_id)
        await desk.reminder(member_id, on=True)
        waiting = await desk.waiting(REMINDER, member_id)
        assert waiting is not None
        instants.append(waiting.due_at)

    assert all(utc(5, 18, 30) <= at <= utc(5, 19, 30) for at in instants)
    assert len(set(instants)) > 20


async def test_a_chosen_time_comes_within_ten_minutes_and_on_its_day(desk: Desk) -> None:
    instants = set()
    for number in range(1, 30):
        member_id = number << 22
        await desk.zone(BERLIN, member_id)
        await desk.reminder(member_id, at="03:05")  # five minutes into the day
        waiting = await desk.waiting(REMINDER, member_id)
        assert waiting is not None
        instants.add(waiting.due_at)

    assert min(instants) >= utc(6, 2)
    assert max(instants) == utc(6, 2, 15)


async def test_the_next_one_says_that_yesterdays_did_not_come(desk: Desk) -> None:
    desk.jump(utc(6, 7))
    await desk.at(utc(7, 20))

    assert [message.missed_on for _, _, message in desk.post.sent] == [date(2026, 1, 5), None]


async def test_a_last_call_comes_at_a_clock_time(desk: Desk) -> None:
    await desk.reminder(last_call="11:15 pm")
    await desk.at(utc(6, 12))

    assert [(due.kind, at) for at, due, _ in desk.post.sent] == [(REMINDER, utc(5, 19)), (LAST_CALL, utc(5, 22, 15))]


async def test_closed_dms_are_tried_again_once_a_week_and_not_for_ever(desk: Desk) -> None:
    await desk.seen()
    await members.note_dms(desk.context, 1, desk.clock.at, are_open=False)
    for day in range(5, 29):
        await desk.at(utc(day, 21))
        await desk.seen()

    assert desk.post.kinds[0] == (REMINDER, "2026-01-12")
