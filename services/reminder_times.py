"""When the daily reminder, the last call and the snooze come."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

from db import schedule
from db.connection import Connection, Tx
from rules.members.member import Member
from rules.reminders.times import LEAST_TIME_LEFT, last_call_at, latest, reminder_at
from rules.schedule.due import Due, Settled

REMINDER = "reminder"
LAST_CALL = "last_call"
SNOOZE = "snooze"

SNOOZED_FOR = timedelta(hours=1)
ONE_DAY = timedelta(days=1)


async def plan_next(
    tx: Tx, member: Member, now: datetime, *, after: date | None = None, catch_up: bool = False
) -> None:
    """Put the member's next reminder and last call on the schedule, one of each kind.

    A day whose reminder was settled is never planned again, whatever zone or time the member moves to. With
    `catch_up` a day that was promised one keeps it where its instant has just passed: it comes late.
    """
    for kind in (REMINDER, LAST_CALL):
        if is_on(member, kind):
            await plan_one(tx, member, kind, now, after, catch_up=catch_up)
        else:
            await schedule.forget(tx, kind, member.id)


async def plan_one(tx: Tx, member: Member, kind: str, now: datetime, after: date | None, *, catch_up: bool) -> None:
    """Put the member's next of one kind on the schedule, for a day later than `after`."""
    promised = after + ONE_DAY if after is not None else None
    if promised is None and (waiting := await schedule.waiting(tx, kind, member.id)) is not None:
        promised = day_of(waiting)
    if not catch_up:
        promised = None
    due = next_due(member, kind, now, after=after, promised=promised)
    while await schedule.is_settled(tx, due):
        due = next_due(member, kind, now, after=day_of(due), promised=promised)
    await schedule.plan_only(tx, due)


async def plan_following(tx: Tx, member: Member, due: Due, now: datetime) -> bool:
    """Plan the one after `due` in a single trip, which nearly always will do; False where it must be done with care.

    Others wait for the writer meanwhile, and in a rush there are fifty of these a second.
    """
    day = day_of(due)
    following = next_due(member, due.kind, now, after=day, promised=day + ONE_DAY)
    return await schedule.plan_unless_changed(tx, following, member)


def next_due(
    member: Member, kind: str, now: datetime, *, after: date | None = None, promised: date | None = None
) -> Due:
    """Return the member's first reminder or last call that comes later than `now`, for a day later than `after`.

    From the day `promised` on, one whose instant has passed counts as well while it can still be sent late.
    """
    day = member.today(now)
    if after is not None:
        day = max(after + ONE_DAY, day)
    due = _due(member, kind, day)
    while due.due_at <= now and (promised is None or day < promised or now > latest(member, day, due.due_at)):
        day += ONE_DAY
        due = _due(member, kind, day)
    return due


def _due(member: Member, kind: str, day: date) -> Due:
    at = reminder_at(member, day) if kind == REMINDER else last_call_at(member, day)
    return Due(kind, member.id, day.isoformat(), at)


def day_of(due: Due | Settled) -> date:
    """Return the member's day that it is about."""
    return date.fromisoformat(due.period[:10])


def is_on(member: Member, kind: str) -> bool:
    """Return whether the member wants reminders, and last calls where it is one."""
    return member.reminder.is_on and (kind == REMINDER or member.reminder.last_call_at is not None)


async def next_reminder_on(connection: Connection, member_id: int) -> date | None:
    """Return the local day the member's next reminder is about; None while it is off."""
    waiting = await schedule.waiting(connection, REMINDER, member_id)
    return None if waiting is None else day_of(waiting)


async def snooze(tx: Tx, member: Member, message_id: int, at: datetime, day: date) -> datetime | None:
    """Send the reminder in that message once more, an hour later; None when its day is over before that.

    One snooze waits at a time, and a message can be snoozed once: pressing again changes nothing.
    """
    waiting = await schedule.waiting(tx, SNOOZE, member.id)
    if waiting is not None and day_of(waiting) == day and waiting.due_at > at:
        return waiting.due_at
    due = _snooze_due(member.id, message_id, day, (at + SNOOZED_FOR).astimezone(UTC))
    if due.due_at > member.day_ends_at(day) - LEAST_TIME_LEFT:
        return None
    if await schedule.is_settled(tx, due):
        return None
    await schedule.plan(tx, due)
    return due.due_at


async def came_back(connection: Connection, member_id: int, message_id: int, day: date) -> bool:
    """Return whether the snooze of that very message is over."""
    return await schedule.is_settled(
        connection, _snooze_due(member_id, message_id, day, datetime.max.replace(tzinfo=UTC))
    )


def _snooze_due(member_id: int, message_id: int, day: date, at: datetime) -> Due:
    return Due(SNOOZE, member_id, f"{day.isoformat()}/{message_id}", at)
