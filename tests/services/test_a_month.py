"""A month of whatever can be done about reminders, in any order: nobody hears more than they asked for."""

from __future__ import annotations

import random
from collections import Counter
from datetime import timedelta

import pytest

from rules.members.consent import Mode
from services import members, streaks
from services.reminder_times import LAST_CALL, REMINDER
from services.reminders import consent
from services.reminders.consent import ReminderChange
from services.reminders.daily import Farewell
from services.streaks import EntryInput
from tests.services.desk import BERLIN, HELSINKI, MARA, NEW_YORK, START, TOKYO, Desk

DAYS = 31
DAY = timedelta(days=1)
TIMES = ("06:00", "19:30", "22:45", "01:30")


async def act_somehow(desk: Desk, chance: random.Random) -> None:
    """Do one thing, or nothing, as a member might at any hour."""
    await desk.seen()
    what = chance.randrange(9)
    if what <= 2:
        await streaks.record_entry(desk.context, desk.act(), EntryInput(words=5))
    elif what == 3:
        await members.choose_zone(desk.context, desk.act(), chance.choice([BERLIN, HELSINKI, TOKYO, NEW_YORK]))
    elif what == 4:
        await members.choose_day_end(desk.context, desk.act(), chance.randrange(7))
    elif what == 5:
        await consent.choose_reminder(
            desk.context, desk.act(), consent.read_change(chance.choice(TIMES), True, chance.choice([*TIMES, "none"]))
        )
    elif what == 6:
        await consent.take_fewer(desk.context, desk.act())
    elif what == 7:
        await consent.wake(desk.context, desk.act())
    else:
        await consent.choose_reminder(desk.context, desk.act(), ReminderChange(mode=Mode.OFF))


@pytest.mark.parametrize("seed", range(12))
async def test_nobody_gets_more_than_one_reminder_a_day_and_a_last_call(desk: Desk, seed: int) -> None:
    chance = random.Random(seed)
    end = START + DAYS * DAY
    while desk.clock.at < end:
        await desk.at(desk.clock.at + timedelta(hours=chance.uniform(1, 40)))
        await act_somehow(desk, chance)

    came = Counter((due.kind, due.period) for _, due, _ in desk.post.sent)
    assert set(came.values()) <= {1}
    assert {kind for kind, _ in came} <= {REMINDER, LAST_CALL}


@pytest.mark.parametrize("seed", range(4))
async def test_whoever_does_nothing_hears_of_it_six_times_in_a_month_at_most(desk: Desk, seed: int) -> None:
    chance = random.Random(seed)
    for _ in range(seed):
        await act_somehow(desk, chance)
    desk.post.sent.clear()
    await desk.at(desk.clock.at + DAYS * DAY)

    reminders = [message for _, due, message in desk.post.sent if due.kind == REMINDER and due.subject_id == MARA]
    assert len(reminders) <= 6
    assert all(not isinstance(message, Farewell) for message in reminders[:-1])
