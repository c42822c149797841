"""The daily reminder, the last call and the snooze: when each comes, and whether it should still be sent."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from db import goals, members, praise, schedule, streaks
from db.connection import Connection, Tx
from db.swaps import reads as swap_reads
from rules.goals.goal import Goal, is_due_a_check_in
from rules.kit.calendar import month_start
from rules.members.consent import Mode
from rules.members.member import Member
from rules.praise import Praise
from rules.reminders.needed import is_due, is_to_fall_quiet
from rules.reminders.times import latest
from rules.reminders.today import Today
from rules.schedule.due import Due
from rules.streaks.log import Log
from rules.streaks.plans import Plan, days_between, plan_on, unit_start
from rules.streaks.streak import History, StreakState, streak
from rules.swaps.moves import NUDGE_AFTER_DAYS
from rules.swaps.reads import Read
from services.due import TO_MEMBER, DueKind, Mend, NotTaken, NoWay, Skipped
from services.reminder_times import (
    LAST_CALL,
    ONE_DAY,
    REMINDER,
    SNOOZE,
    day_of,
    is_on,
    plan_following,
    plan_next,
    plan_one,
)
from services.reminders.today import today_of

# Why one did not come that its member could not help.
NOT_THEIR_DOING = {NoWay.TOO_LATE, NotTaken.NO_CONNECTION, NotTaken.TIMEOUT, NotTaken.ERROR}


class NotNeeded(Skipped):
    """Why a day's reminder was left out."""

    OFF = "off"
    NOT_AT_STAKE = "not_at_stake"  # by the member's own choice, or on a plan that leaves room
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
    ends_at: datetime
    is_over: bool
    today: Today
    plan: Plan
    written: int
    asks_for_writing: bool  # False when only goals are asked about, or reads
    check_ins: tuple[Goal, ...]
    reads_due: tuple[Read, ...]
    is_last_call: bool
    missed_on: date | None  # the day of the one before, where it was due and did not come
    praise: Praise | None = None
    month_on: date | None = None  # the month before, where this is the first message of a new one

    @property
    def day_on(self) -> date:
        """The day it is about."""
        return self.today.day_on

    @property
    def streak(self) -> StreakState:
        """The streak as of that day."""
        return self.today.streak


@dataclass(frozen=True, slots=True)
class Farewell:
    """The last word to a member who gave no sign of life: nothing more comes by itself."""

    member: Member


async def prepare(connection: Connection, due: Due, now: datetime) -> ReminderMessage | Farewell | Skipped:
    """Decide at the moment of sending whether the member still needs the reminder, and what it says."""
    member = await members.find(connection, due.subject_id)
    if member is None or await members.is_gone(connection, due.subject_id):
        return NoWay.GONE
    day = day_of(due)
    obstacle = await _obstacle(connection, member, due, now)
    if obstacle is not None:
        return obstacle
    log = await streaks.log_of(connection, member.id, member.since_on)
    state = streak(log.history, day)
    if day in log.history.rests:
        return NotNeeded.RESTING
    if due.kind == REMINDER and is_to_fall_quiet(member.reminder, state.unit, _heard_at(member, log, day), now):
        return Farewell(member)
    # A goal's weekly question or a read on its third day is worth a message by itself, but not on days off, nor where
    # others read it.
    may_ask_more = due.kind == REMINDER and day not in log.history.paused and member.mentioned_in is None
    running = await goals.running_of(connection, member.id)
    check_ins = due_check_ins(running, day) if may_ask_more else ()
    reads_due = await _reads_due(connection, member, day, now) if may_ask_more else ()
    asks = is_due(member.reminder.mode, state)
    if not asks and not reads_due and not (check_ins and member.reminder.mode is Mode.DAILY):
        return _why_not(state, log.history, day)
    ends_at = member.day_ends_at(day)
    return ReminderMessage(
        member=member,
        ends_at=ends_at,
        is_over=now >= ends_at,
        today=await today_of(connection, member, log, state, day, running, REMINDER),
        plan=plan_on(log.history.plans, day),
        written=_written(log, state, day),
        asks_for_writing=asks,
        check_ins=check_ins,
        reads_due=reads_due,
        is_last_call=due.kind == LAST_CALL,
        missed_on=await _missed_on(connection, member.id) if due.kind == REMINDER else None,
        praise=await praise.untold(connection, member.id) if member.mentioned_in is None else None,
        month_on=await _month_on(connection, member.id, log, day) if due.kind == REMINDER else None,
    )


async def sample(connection: Connection, member: Member, now: datetime) -> ReminderMessage:
    """Return today's reminder as it would come, for somebody who wants to see one."""
    day = member.today(now)
    log = await streaks.log_of(connection, member.id, member.since_on)
    running = await goals.running_of(connection, member.id)
    state = streak(log.history, day)
    return ReminderMessage(
        member=member,
        ends_at=member.day_ends_at(day),
        is_over=False,
        today=await today_of(connection, member, log, state, day, running, REMINDER),
        plan=plan_on(log.history.plans, day),
        written=_written(log, state, day),
        asks_for_writing=True,
        check_ins=(),
        reads_due=(),
        is_last_call=False,
        missed_on=None,
    )


def _written(log: Log, state: StreakState, day: date) -> int:
    return sum(on in log.history.entry_days for on in days_between(unit_start(state.unit, day), day))


async def _obstacle(connection: Connection, member: Member, due: Due, now: datetime) -> Skipped | None:
    """Return why a reminder cannot come just now, whatever it would say."""
    day = day_of(due)
    if not member.reminder.is_on and due.kind != SNOOZE:
        return NotNeeded.OFF
    if member.is_out_of_reach and not member.may_be_written_to(now):
        return NoWay.DM_CLOSED
    if now > latest(member, day, due.due_at):
        return NoWay.TOO_LATE
    if due.kind != LAST_CALL and await _last_call_is_due(connection, member.id, day, now):
        return NotNeeded.LAST_CALL
    return None


def _why_not(state: StreakState, history: History, day: date) -> NotNeeded:
    if state.today_kept or day in history.entry_days:
        return NotNeeded.KEPT
    return NotNeeded.NOT_AT_STAKE if state.today_asked else NotNeeded.NOT_ASKED


def _heard_at(member: Member, log: Log, day: date) -> datetime | None:
    """Return the last sign of life; a pause is one until it ends."""
    if member.seen_at is None:
        return None
    paused_to = (kept.pause.to_on for kept in log.pauses if kept.pause.from_on <= day)
    return max([member.seen_at, *(member.day_ends_at(last_on) for last_on in paused_to)])


async def _missed_on(connection: Connection, member_id: int) -> date | None:
    """Return the day of the reminder before this one, where the bot or Discord kept it from coming."""
    before = await schedule.last_settled(connection, REMINDER, member_id)
    return day_of(before) if before is not None and before.reason in NOT_THEIR_DOING else None


async def _month_on(connection: Connection, member_id: int, log: Log, day: date) -> date | None:
    """Return the month before, for the first reminder of a new one, where something was written in it."""
    before = await schedule.last_sent(connection, REMINDER, member_id)
    month = month_start(month_start(day) - ONE_DAY)
    if before is None or date.fromisoformat(before) >= month_start(day):
        return None
    return month if any(month_start(on) == month for on in log.history.entry_days) else None


async def _last_call_is_due(connection: Connection, member_id: int, day: date, now: datetime) -> bool:
    """Tell whether a late reminder would come together with the day's last call."""
    waiting = await schedule.waiting(connection, LAST_CALL, member_id)
    return waiting is not None and day_of(waiting) == day and waiting.due_at <= now


def due_check_ins(running: Iterable[Goal], day: date) -> tuple[Goal, ...]:
    """Return the goals whose weekly question is due: how they stand, nobody but their owner knows."""
    return tuple(
        goal
        for goal in running
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


async def follow_up(tx: Tx, due: Due, message: ReminderMessage | Farewell | None, now: datetime) -> None:
    """After a reminder was settled: note which goals and reads were asked about, and plan the next day's.

    Nothing is planned for somebody who is gone; their next command in a server starts it again.
    """
    if isinstance(message, Farewell):
        await members.set_quiet(tx, due.subject_id, now)
    if isinstance(message, ReminderMessage):
        if due.kind == REMINDER:
            await members.set_reminded(tx, due.subject_id)
        if message.member.is_out_of_reach:
            await members.set_dm_open(tx, due.subject_id)  # it was tried again, and arrived
        for goal in message.check_ins:
            await goals.set_asked(tx, goal.id, message.day_on)
        if message.praise is not None:
            await praise.set_told(tx, due.subject_id, message.praise, now)
        for read in message.reads_due:
            await swap_reads.set_nudged(tx, read.id)
        if due.kind != SNOOZE and await plan_following(tx, message.member, due, now):
            return
    member = await members.find(tx, due.subject_id)
    if member is None or not member.reminder.is_on or await members.is_gone(tx, member.id):
        for kind in (REMINDER, LAST_CALL, SNOOZE):
            await schedule.forget(tx, kind, due.subject_id)
    elif due.kind != SNOOZE and is_on(member, due.kind):
        await plan_one(tx, member, due.kind, now, day_of(due), catch_up=True)


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
