"""The daily reminder, the last call and the snooze: when each comes, and whether it should still be sent."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from db import goals, members, schedule, streaks
from db.connection import Connection, Tx
from db.swaps import reads as swap_reads
from rules.calendar import day_ends_at, reminder_instant
from rules.goals.goal import Goal, is_due_a_check_in
from rules.members import Member
from rules.schedule import Due
from rules.streaks.plans import Plan, days_between, plan_on, unit_start
from rules.streaks.streak import Frozen, StreakState, streak
from rules.swaps.moves import NUDGE_AFTER_DAYS
from rules.swaps.reads import Read
from services.due import TO_MEMBER, DueKind, Mend, NoWay, Skipped

REMINDER = "reminder"
LAST_CALL = "last_call"
SNOOZE = "snooze"

# A late reminder that comes later than this before the day's end could no longer be acted on.
LEAST_TIME_LEFT = timedelta(minutes=30)
# One planned for the day's last minutes, or by a clock change for its very end, is still sent on time.
ON_TIME = timedelta(minutes=5)
SNOOZED_FOR = timedelta(hours=1)
ONE_DAY = timedelta(days=1)


class NotNeeded(Skipped):
    """Why a day's reminder was left out."""

    OFF = "off"
    KEPT = "kept"
    NOT_ASKED = "not_asked"
    RESTING = "resting"
    LAST_CALL = "last_call"  # the last call was due by then, and says the same


@dataclass(frozen=True, slots=True)
class ReminderMessage:
    """What the day's one DM (or mention) says; `is_last_call` when the day is about to end.

    `written` counts the days with an entry in the running week or month of `plan`.
    """

    member: Member
    day_on: date
    ends_at: datetime
    is_over: bool
    streak: StreakState
    plan: Plan
    written: int
    asks_for_writing: bool  # False when only goals are asked about, or reads
    check_ins: tuple[Goal, ...]
    reads_due: tuple[Read, ...]
    frozen_since: tuple[Frozen, ...]
    is_last_call: bool


async def plan_next(
    tx: Tx, member: Member, now: datetime, *, after: date | None = None, catch_up: bool = False
) -> None:
    """Put the member's next reminder and last call on the schedule, one of each kind.

    A day whose reminder was settled is never planned again, whatever zone or time the member moves to. With
    `catch_up` a day that was promised one keeps it where its instant has just passed: it comes late.
    """
    for kind in (REMINDER, LAST_CALL):
        if not member.reminder_on or (kind == LAST_CALL and member.last_call_hours is None):
            await schedule.forget(tx, kind, member.id)
        else:
            await _plan(tx, member, kind, now, after, catch_up=catch_up)


async def _plan(tx: Tx, member: Member, kind: str, now: datetime, after: date | None, *, catch_up: bool) -> None:
    promised = after + ONE_DAY if after is not None else None
    if promised is None and (waiting := await schedule.waiting(tx, kind, member.id)) is not None:
        promised = _day_of(waiting)
    if not catch_up:
        promised = None
    due = next_due(member, kind, now, after=after, promised=promised)
    while await schedule.is_settled(tx, due):
        due = next_due(member, kind, now, after=_day_of(due), promised=promised)
    await schedule.plan_only(tx, due)


async def _plan_following(tx: Tx, member: Member, due: Due, now: datetime) -> bool:
    """Plan the one after `due` in a single trip, which nearly always will do; False where it must be done with care.

    Others wait for the writer meanwhile, and in a rush there are fifty of these a second.
    """
    day = _day_of(due)
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
    while due.due_at <= now and (promised is None or day < promised or now > _latest(due, member)):
        day += ONE_DAY
        due = _due(member, kind, day)
    return due


def _due(member: Member, kind: str, day: date) -> Due:
    if kind == REMINDER:
        at = reminder_instant(day, member.reminder_time, member.zone, member.day_end_hour)
    else:
        ends_at = day_ends_at(day, member.zone, member.day_end_hour)
        at = ends_at - timedelta(hours=member.last_call_hours or 0)
    return Due(kind, member.id, day.isoformat(), at)


def _day_of(due: Due) -> date:
    return date.fromisoformat(due.period[:10])


def _latest(due: Due, member: Member) -> datetime:
    """Return the last instant at which it may still be sent."""
    ends_at = day_ends_at(_day_of(due), member.zone, member.day_end_hour)
    return max(ends_at - LEAST_TIME_LEFT, due.due_at + ON_TIME)


async def prepare(connection: Connection, due: Due, now: datetime) -> ReminderMessage | Skipped:
    """Decide at the moment of sending whether the member still needs the reminder, and what it says."""
    member = await members.find(connection, due.subject_id)
    if member is None or await members.is_gone(connection, due.subject_id):
        return NoWay.GONE
    if not member.reminder_on and due.kind != SNOOZE:
        return NotNeeded.OFF
    if member.is_out_of_reach:
        return NoWay.DM_CLOSED
    if now > _latest(due, member):
        return NoWay.TOO_LATE
    day = _day_of(due)
    if due.kind != LAST_CALL and await _last_call_is_due(connection, member.id, day, now):
        return NotNeeded.LAST_CALL
    log = await streaks.log_of(connection, member.id, member.since_on)
    state = streak(log.history, day)
    if day in log.history.rests:
        return NotNeeded.RESTING
    is_kept = state.today_kept or day in log.history.entry_days
    # A goal's weekly question or a read on its third day is worth a message by itself, but not on days off, nor where
    # others read it.
    may_ask_more = due.kind == REMINDER and day not in log.history.paused and member.mentioned_in is None
    check_ins = await _check_ins(connection, member.id, day) if may_ask_more else ()
    reads_due = await _reads_due(connection, member, day, now) if may_ask_more else ()
    asks_more = bool(check_ins or reads_due)
    if is_kept and not asks_more:
        return NotNeeded.KEPT
    if not state.today_asked and not asks_more:
        return NotNeeded.NOT_ASKED
    ends_at = day_ends_at(day, member.zone, member.day_end_hour)
    return ReminderMessage(
        member=member,
        day_on=day,
        ends_at=ends_at,
        is_over=now >= ends_at,
        streak=state,
        plan=plan_on(log.history.plans, day),
        written=sum(on in log.history.entry_days for on in days_between(unit_start(state.unit, day), day)),
        asks_for_writing=state.today_asked and not is_kept,
        check_ins=check_ins,
        reads_due=reads_due,
        frozen_since=await _frozen_since(connection, member.id, state),
        is_last_call=due.kind == LAST_CALL,
    )


async def _last_call_is_due(connection: Connection, member_id: int, day: date, now: datetime) -> bool:
    """Tell whether a late reminder would come together with the day's last call."""
    waiting = await schedule.waiting(connection, LAST_CALL, member_id)
    return waiting is not None and _day_of(waiting) == day and waiting.due_at <= now


async def _frozen_since(connection: Connection, member_id: int, state: StreakState) -> tuple[Frozen, ...]:
    """Return the freezes used since the last word between us: an entry, or a reminder."""
    if state.last_entry_on is None:
        return ()
    heard_on = state.last_entry_on
    if (reminded := await schedule.last_sent(connection, REMINDER, member_id)) is not None:
        # A reminder tells of what was over by then: its own day was not.
        heard_on = max(heard_on, date.fromisoformat(reminded) - ONE_DAY)
    return state.frozen_since(heard_on)


async def _check_ins(connection: Connection, member_id: int, day: date) -> tuple[Goal, ...]:
    return tuple(
        goal
        for goal in await goals.running_of(connection, member_id)
        if goal.source is None
        and is_due_a_check_in(
            since_on=goal.asked_on or goal.starts_on,
            updated_on=goal.updated_on,
            deadline_on=goal.deadline_on,
            today=day,
        )
    )


async def _reads_due(connection: Connection, member: Member, day: date, now: datetime) -> tuple[Read, ...]:
    """Return what the member began to read three of their days ago, each once and while there is time."""
    return tuple(
        read
        for read in await swap_reads.with_reader(connection, member.id)
        if not read.nudged and read.due_at > now and (day - member.today(read.began_at)).days >= NUDGE_AFTER_DAYS
    )


async def follow_up(tx: Tx, due: Due, message: ReminderMessage | None, now: datetime) -> None:
    """After a reminder was settled: note which goals and reads were asked about, and plan the next day's.

    Nothing is planned for somebody who is gone; their next command in a server starts it again.
    """
    if message is not None:
        for goal in message.check_ins:
            await goals.set_asked(tx, goal.id, message.day_on)
        for read in message.reads_due:
            await swap_reads.set_nudged(tx, read.id)
        if due.kind != SNOOZE and await _plan_following(tx, message.member, due, now):
            return
    member = await members.find(tx, due.subject_id)
    if member is None or await members.is_gone(tx, member.id):
        for kind in (REMINDER, LAST_CALL, SNOOZE):
            await schedule.forget(tx, kind, due.subject_id)
    elif due.kind != SNOOZE and _is_on(member, due.kind):
        await _plan(tx, member, due.kind, now, _day_of(due), catch_up=True)


def _is_on(member: Member, kind: str) -> bool:
    return member.reminder_on and (kind == REMINDER or member.last_call_hours is not None)


async def next_reminder_on(connection: Connection, member_id: int) -> date | None:
    """Return the local day the member's next reminder is about; None while it is off."""
    waiting = await schedule.waiting(connection, REMINDER, member_id)
    return None if waiting is None else _day_of(waiting)


async def snooze(tx: Tx, member: Member, message_id: int, at: datetime, day: date) -> datetime | None:
    """Send the reminder in that message once more, an hour later; None when its day is over before that.

    One snooze waits at a time, and a message can be snoozed once: pressing again changes nothing.
    """
    waiting = await schedule.waiting(tx, SNOOZE, member.id)
    if waiting is not None and _day_of(waiting) == day and waiting.due_at > at:
        return waiting.due_at
    due = _snooze_due(member.id, message_id, day, (at + SNOOZED_FOR).astimezone(UTC))
    if due.due_at > day_ends_at(day, member.zone, member.day_end_hour) - LEAST_TIME_LEFT:
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


async def _plan_again(tx: Tx, member_id: int, now: datetime) -> None:
    member = await members.find(tx, member_id)
    assert member is not None
    await plan_next(tx, member, now)


TITLE = "Reminders"
REMINDER_KIND = DueKind(
    REMINDER, prepare, TITLE, TO_MEMBER, follow_up, mend=Mend(members.without_reminder, _plan_again)
)
LAST_CALL_KIND = DueKind(LAST_CALL, prepare, TITLE, TO_MEMBER, follow_up)
SNOOZE_KIND = DueKind(SNOOZE, prepare, TITLE, TO_MEMBER, follow_up)
