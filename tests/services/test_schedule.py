"""The schedule against a real database: failures, crashes, two processes, and the weekly post."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from db import members as members_db
from db import schedule as schedule_db
from db.connection import Tx
from db.database import Database
from rules.schedule.due import Due, State
from services import members
from services.acts import Act, meet
from services.context import Context
from services.due import DeliveryFailed, NotTaken, NoWay
from services.reminder_times import REMINDER, SNOOZE
from services.reminders import consent
from services.schedule import presence
from services.schedule import run as schedule
from tests.kinds import KINDS
from tests.services.desk import BERLIN, MARA, SERVER, START, TOMAS, Desk, due_of, utc

# Failures


async def test_trouble_that_passes_is_tried_again_later_and_ends_well(desk: Desk) -> None:
    desk.post.trouble = failing("discord_503", again=True)
    await desk.at(utc(5, 19, 10))
    assert len(desk.post.tried) > 1
    desk.post.trouble = None
    await desk.at(utc(5, 20))

    assert desk.post.kinds == [(REMINDER, "2026-01-05")]
    assert {schedule.nonce_of(due) for due in desk.post.tried} == {schedule.nonce_of(desk.post.tried[0])}
    assert await desk.outcomes() == {(REMINDER, "sent", ""): 1}


def failing(reason: str, *, again: bool, for_member: int | None = None) -> Callable[[Due], Awaitable[None]]:
    async def trouble(due: Due) -> None:
        if for_member in (None, due.subject_id):
            raise DeliveryFailed(reason, again=again)

    return trouble


async def test_retries_are_spaced_out_and_end_with_the_day(desk: Desk) -> None:
    desk.post.trouble = failing("discord_503", again=True)
    await desk.at(utc(6, 12))

    assert len(desk.post.tried) < 40
    assert (await desk.outcomes())[REMINDER, "skipped", NoWay.TOO_LATE.value] == 1
    desk.post.trouble = None
    await desk.at(utc(6, 19))
    assert desk.post.kinds == [(REMINDER, "2026-01-06")]


async def test_what_cannot_be_delivered_is_given_up_at_once(desk: Desk) -> None:
    desk.post.trouble = failing("discord_400", again=False)
    await desk.at(utc(5, 23))

    assert len(desk.post.tried) == 1
    assert await desk.outcomes() == {(REMINDER, "failed", "discord_400"): 1}


async def test_closed_dms_are_noticed_told_once_and_not_tried_again(desk: Desk) -> None:
    desk.post.trouble = failing(NotTaken.DM_CLOSED, again=False)
    await desk.at(utc(7, 12))
    await desk.wrote(words=1)
    told = [await members.claim_telling(desk.context, desk.act().member_id) for _ in range(2)]

    assert len(desk.post.tried) == 1
    assert told == [True, False]
    assert (await desk.outcomes())[REMINDER, "skipped", NoWay.DM_CLOSED.value] == 1

    desk.post.trouble = None
    await desk.reminder(on=True)
    await desk.at(utc(9, 12))
    assert desk.post.kinds == [(REMINDER, "2026-01-08")]


async def test_somebody_gone_is_left_alone_until_they_come_back(desk: Desk) -> None:
    desk.post.trouble = failing(NotTaken.GONE, again=False)
    await desk.at(utc(7, 12))
    assert len(desk.post.tried) == 1
    assert await desk.waiting() is None
    assert await schedule.mend(desk.context, KINDS) == 0

    desk.post.trouble = None
    await members.choose_boards(desk.context, desk.act(), shown=True)
    await desk.at(utc(7, 23))
    assert desk.post.kinds == [(REMINDER, "2026-01-07")]


async def test_a_removed_server_stops_everything_and_its_return_starts_it_again(desk: Desk) -> None:
    await presence.server_left(desk.context, SERVER)
    await desk.at(utc(6, 12))
    assert desk.post.tried == []
    await presence.server_joined(desk.context, KINDS, SERVER)
    await desk.at(utc(6, 23))

    assert desk.post.kinds == [(REMINDER, "2026-01-06")]


async def test_an_error_with_one_member_touches_nobody_else(desk: Desk) -> None:
    await desk.zone(BERLIN, TOMAS)
    await desk.reminder(TOMAS, on=True)

    async def break_for_mara(due: Due) -> None:
        if due.subject_id == MARA:
            raise ZeroDivisionError

    desk.post.trouble = break_for_mara
    await desk.at(utc(6, 12))

    assert [due.subject_id for _, due, _ in desk.post.sent] == [TOMAS]
    assert len([due for due in desk.post.tried if due.subject_id == MARA]) == schedule.MAX_ERRORS
    assert (await desk.outcomes())[REMINDER, "failed", "error"] == 1
    assert (await due_of(desk)).period == "2026-01-06"


async def test_a_member_whose_row_cannot_be_read_touches_nobody_else(desk: Desk) -> None:
    await desk.zone(BERLIN, TOMAS)
    await desk.reminder(TOMAS, on=True)
    await desk.context.db.write(
        lambda tx: tx.execute("UPDATE members SET zone = 'Nowhere/Atall' WHERE id = ?", (MARA,))
    )
    await desk.at(utc(6, 19))

    assert [due.subject_id for _, due, _ in desk.post.sent] == [TOMAS, TOMAS]
    assert (await desk.outcomes())[REMINDER, "failed", "error"] == 1


async def test_what_was_sent_is_on_record_even_where_nothing_can_follow(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def broken(*_: Any) -> None:
        raise ZeroDivisionError

    kind: Any = KINDS[REMINDER]
    with monkeypatch.context() as patch:
        patch.setitem(KINDS, REMINDER, replace(kind, follow_up=broken))
        await desk.at(utc(5, 23))
    assert desk.post.kinds == [(REMINDER, "2026-01-05")]
    assert await desk.waiting() is None

    assert await schedule.mend(desk.context, KINDS) == 1
    await desk.at(utc(6, 23))
    assert desk.post.kinds == [(REMINDER, "2026-01-05"), (REMINDER, "2026-01-06")]


async def test_a_stuck_send_holds_up_nobody_and_is_tried_again(desk: Desk) -> None:
    await desk.zone(BERLIN, TOMAS)
    await desk.reminder(TOMAS, on=True)

    async def stuck(due: Due) -> None:
        if due.subject_id == MARA:
            while (REMINDER, "sent", "") not in await desk.outcomes():
                pass
            raise TimeoutError

    desk.post.trouble = stuck
    desk.jump(utc(5, 19))
    await desk.tick()

    assert [due.subject_id for _, due, _ in desk.post.sent] == [TOMAS]
    desk.post.trouble = None
    desk.jump(utc(5, 19, 1))
    await desk.tick()
    assert [due.subject_id for _, due, _ in desk.post.sent] == [TOMAS, MARA]


async def test_a_send_that_never_ends_is_given_up_and_tried_again(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    async def endless(_: Due) -> None:
        await asyncio.Event().wait()

    desk.post.trouble = endless
    desk.jump(utc(5, 19))
    with monkeypatch.context() as patch:
        patch.setattr(schedule, "SEND_TIMEOUT", timedelta(0))
        await desk.tick()
    assert desk.post.sent == []
    assert await desk.waiting() is not None

    desk.post.trouble = None
    desk.jump(utc(5, 19, 1))
    await desk.tick()
    assert desk.post.kinds == [(REMINDER, "2026-01-05")]


async def meet_all(desk: Desk, member_ids: range) -> None:
    async def work(tx: Tx) -> None:
        for member_id in member_ids:
            await meet(tx, Act(member_id, member_id, SERVER, 7, START))

    await desk.context.db.write(work)
    for member_id in member_ids:
        await desk.reminder(member_id, on=True)


@pytest.mark.slow
async def test_a_thousand_due_at_once_are_each_sent_once(desk: Desk) -> None:
    await meet_all(desk, range(1000, 2000))
    desk.jump(utc(5, 20))
    await desk.tick()

    reached = [due.subject_id for _, due, _ in desk.post.sent if due.subject_id >= 1000]
    assert sorted(reached) == list(range(1000, 2000))


@pytest.mark.slow
async def test_what_somebody_waits_for_goes_before_a_rush_that_was_due_sooner(desk: Desk) -> None:
    await meet_all(desk, range(1000, 1000 + 3 * schedule.AT_ONCE))
    desk.jump(utc(5, 20))
    awaited = Due(SNOOZE, MARA, "2026-01-05", desk.clock.at + timedelta(seconds=1), awaited=True)
    await desk.context.db.write(lambda tx: schedule_db.plan(tx, awaited))

    async def first_hundred_take_a_second(due: Due) -> None:
        desk.clock.at = awaited.due_at

    desk.post.trouble = first_hundred_take_a_second
    await desk.tick()

    tried = [due.key for due in desk.post.tried]
    assert len(tried) > 3 * schedule.AT_ONCE
    assert tried.index(awaited.key) < 2 * schedule.AT_ONCE


async def test_what_falls_due_while_others_are_slow_goes_as_soon_as_it_rings(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(schedule, "LULL_SECONDS", 60)
    desk.jump(utc(5, 20))
    awaited = Due(SNOOZE, MARA, "2026-01-05", desk.clock.at + timedelta(seconds=1), awaited=True)
    await desk.context.db.write(lambda tx: schedule_db.plan(tx, awaited))
    rung, gone = asyncio.Event(), asyncio.Event()

    async def slow(due: Due) -> None:
        if due.awaited:
            gone.set()
            return
        desk.clock.at = awaited.due_at
        rung.set()
        await asyncio.wait_for(gone.wait(), 20)

    desk.post.trouble = slow
    await schedule.run_due(desk.context, KINDS, desk.post, rung=rung)

    assert [due.kind for _, due, _ in desk.post.sent] == [SNOOZE, REMINDER]


# Crashes and several processes


async def claim(desk: Desk) -> list[Due]:
    """Claim as a process would that dies before it writes anything down."""
    at = desk.clock.at
    return await desk.context.db.write(lambda tx: schedule_db.claim(tx, at, at + schedule.LEASE, 10))


async def test_a_lease_keeps_others_away_and_runs_out_after_a_crash(desk: Desk) -> None:
    desk.jump(utc(5, 19))
    claimed = await claim(desk)
    await desk.tick()
    assert len(claimed) == 1
    assert desk.post.sent == []

    desk.clock.at += schedule.LEASE
    await desk.tick()
    assert desk.post.kinds == [(REMINDER, "2026-01-05")]


async def test_a_crash_between_send_and_save_sends_again_under_the_same_nonce(desk: Desk) -> None:
    desk.jump(utc(5, 19))
    (claimed,) = await claim(desk)
    await desk.post(claimed, "sent, and then the process died")
    desk.clock.at += schedule.LEASE
    await desk.tick()
    await desk.at(utc(6, 12))

    assert len(desk.post.sent) == 2
    assert len({schedule.nonce_of(due) for _, due, _ in desk.post.sent}) == 1


async def test_the_longest_send_ends_within_its_lease() -> None:
    assert schedule.SEND_TIMEOUT < schedule.LEASE / 2


async def test_nonces_fit_discords_limit_and_differ(desk: Desk) -> None:
    dues = [Due(REMINDER, member, f"2026-01-{day:02}", START) for member in range(50) for day in range(1, 29)]

    assert len({schedule.nonce_of(due) for due in dues}) == len(dues)
    assert all(len(schedule.nonce_of(due)) <= 25 for due in dues)


async def test_two_processes_on_one_file_deliver_each_thing_once(desk: Desk, database_url: str) -> None:
    await meet_all(desk, range(1000, 1200))
    other = await Database.open(database_url)
    try:
        desk.jump(utc(5, 20))
        await asyncio.gather(
            *(
                schedule.run_due(Context(database, desk.clock), KINDS, desk.post)
                for database in (desk.context.db, other, desk.context.db, other)
            )
        )
    finally:
        await other.close()

    assert len(desk.post.sent) == 201
    assert len({due.key for _, due, _ in desk.post.sent}) == 201


async def test_a_settled_key_can_never_be_planned_again(desk: Desk) -> None:
    await desk.at(utc(5, 19))
    _, due, _ = desk.post.sent[0]
    await desk.context.db.write(lambda tx: schedule_db.plan(tx, replace(due, due_at=utc(5, 20))))
    await desk.context.db.write(lambda tx: schedule_db.settle(tx, due, State.FAILED, "late news", utc(5, 21)))
    await desk.at(utc(5, 22))

    assert len(desk.post.sent) == 1
    assert await desk.outcomes() == {(REMINDER, "sent", ""): 1}


async def test_old_outcomes_are_dropped_and_what_waits_stays(desk: Desk) -> None:
    await desk.at(utc(5, 19))
    desk.jump(utc(5, 19) + schedule.KEEP_SETTLED + timedelta(minutes=1))
    await schedule.mend(desk.context, KINDS)

    assert await desk.outcomes() == {}
    assert await desk.waiting() is not None


async def test_somebody_met_in_direct_messages_only_is_reminded(desk: Desk) -> None:
    act = replace(desk.act(TOMAS), server_id=None)
    await members.choose_boards(desk.context, act, shown=True)
    await consent.accept(desk.context, act)
    async with desk.context.db.read() as connection:
        assert not await members_db.is_gone(connection, TOMAS)
    await desk.at(utc(5, 21))

    assert TOMAS in [due.subject_id for _, due, _ in desk.post.sent]
