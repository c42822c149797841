"""What a member says about their reminder: whether, when, fewer, wake again; and their signs of life."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta

from db import goals, members
from db.connection import Tx
from rules.kit.errors import Refusal
from rules.members.consent import Consent, Mode, Reminder, fewer
from rules.members.member import Member
from services import inbox, reminder_times
from services.acts import Act, commit, meet
from services.context import Context
from services.reminders import daily
from services.reminders.daily import ReminderMessage

# A sign of life is written down once in so long, unless something waits for it.
SEEN_EVERY = timedelta(days=1)
# What waits in the inbox of somebody without a reminder: how a goal stands.
QUESTION = "goal_question"


class TimeNotUnderstood(Refusal):
    """A time of day that cannot be read."""

    def __init__(self, typed: str) -> None:
        super().__init__(typed)
        self.typed = typed


_TIME = re.compile(r"(?P<hour>\d{1,2})(?:[:.h]?(?P<minute>\d{2}))?\s*(?P<half>am|pm|a\.m\.|p\.m\.)?")
_NAMED_TIMES = {"noon": time(12), "midday": time(12), "midnight": time(0)}
_NONE = {"none", "no", "off", "never", "0"}


def read_time(typed: str) -> time:
    """Return the time of day meant by "20:00", "8pm", "8.30 pm" or "noon". Raise TimeNotUnderstood."""
    text = typed.strip().lower()
    if text in _NAMED_TIMES:
        return _NAMED_TIMES[text]
    found = _TIME.fullmatch(text)
    if found is None:
        raise TimeNotUnderstood(typed)
    hour, minute = int(found["hour"]), int(found["minute"] or 0)
    if found["half"]:
        if not 1 <= hour <= 12:
            raise TimeNotUnderstood(typed)
        hour = hour % 12 + (12 if found["half"].startswith("p") else 0)
    if hour > 23 or minute > 59:
        raise TimeNotUnderstood(typed)
    return time(hour, minute)


def read_last_call(typed: str) -> time | None:
    """Return the time of day of a last call, None for "none". Raise TimeNotUnderstood."""
    return None if typed.strip().lower() in _NONE else read_time(typed)


@dataclass(frozen=True, slots=True)
class ReminderChosen:
    """A member's reminder after a change, and the local day of the next one; None while it is off."""

    member: Member
    today: date
    next_on: date | None


async def claim_question(context: Context, asker: Member, at: datetime) -> Member | None:
    """Return a member who is to be asked now whether to remind them; None where there is nothing to ask."""
    if not asker.reminder.is_to_be_asked(at):
        return None  # as nearly always: no transaction for it

    async def work(tx: Tx) -> Member | None:
        member = await members.find(tx, asker.id)
        if member is None or not member.reminder.is_to_be_asked(at):
            return None
        await members.set_asked(tx, member.id, at)
        return member

    return await context.db.write(work)


async def accept(context: Context, act: Act, at: time | None = None) -> ReminderChosen:
    """Remind the member every day from now on, at a time of their choice or a minute of their own."""
    consent = Consent.YES if at is None else Consent.ANOTHER_TIME
    return await _choose(context, act, consent, lambda before: replace(before, mode=Mode.DAILY, at=at))


async def decline(context: Context, act: Act) -> ReminderChosen:
    """Remind the member never, and ask no more."""
    return await _choose(context, act, Consent.NO, lambda before: replace(before, mode=Mode.OFF))


async def take_fewer(context: Context, act: Act) -> ReminderChosen:
    """Go one step down: daily, only at stake, off."""
    return await _choose(context, act, Consent.FEWER, lambda before: replace(before, mode=fewer(before.mode)))


async def wake(context: Context, act: Act) -> ReminderChosen:
    """Take up again what silence had ended."""
    return await _choose(context, act, Consent.WOKEN, _woken)


def _woken(before: Reminder) -> Reminder:
    return replace(before, mode=Mode.DAILY if before.mode is Mode.OFF else before.mode)


@dataclass(frozen=True, slots=True)
class ReminderChange:
    """What somebody changes of their reminder; None leaves a thing as it is, `no_last_call` takes it away."""

    mode: Mode | None = None
    at: time | None = None
    last_call_at: time | None = None
    no_last_call: bool = False


def read_change(at: str | None, on: bool | None, last_call: str | None) -> ReminderChange:
    """Return what somebody typed of a change. Raise TimeNotUnderstood."""
    last_call_at = None if last_call is None else read_last_call(last_call)
    return ReminderChange(
        mode=None if on is None else Mode.DAILY if on else Mode.OFF,
        at=None if at is None else read_time(at),
        last_call_at=last_call_at,
        no_last_call=last_call is not None and last_call_at is None,
    )


async def choose_reminder(context: Context, act: Act, change: ReminderChange) -> ReminderChosen:
    """Change what is given of the reminder.

    A time that has passed today holds from tomorrow on, as an alarm clock's would. To change nothing says nothing.
    """
    if change == ReminderChange():
        return await _as_it_is(context, act)
    return await _choose(context, act, Consent.SETTINGS, lambda before: _changed(before, change))


async def _as_it_is(context: Context, act: Act) -> ReminderChosen:
    async def work(tx: Tx) -> ReminderChosen:
        member = (await meet(tx, act)).member
        return ReminderChosen(member, member.today(act.at), await reminder_times.next_reminder_on(tx, member.id))

    return await commit(context, act, work)


def _changed(before: Reminder, change: ReminderChange) -> Reminder:
    mode = change.mode or before.mode
    if change.mode is None and change.at is not None and before.mode is Mode.OFF:
        mode = Mode.DAILY  # giving a time is asking for the reminder
    return replace(
        before,
        mode=mode,
        at=change.at or before.at,
        last_call_at=None if change.no_last_call else change.last_call_at or before.last_call_at,
    )


async def _choose(
    context: Context, act: Act, consent: Consent, change: Callable[[Reminder], Reminder]
) -> ReminderChosen:
    async def work(tx: Tx) -> ReminderChosen:
        before = (await meet(tx, act)).member
        reminder = replace(change(before.reminder), consent=consent, consent_at=act.at, unanswered=0, quiet_since=None)
        member = await _reached_again(tx, replace(before, reminder=reminder))
        await members.set_reminder(tx, member.id, reminder)
        unchanged = before.reminder.is_on and before.reminder_time == member.reminder_time
        await reminder_times.plan_next(tx, member, act.at, catch_up=unchanged)
        next_on = await reminder_times.next_reminder_on(tx, member.id)
        return ReminderChosen(member, member.today(act.at), next_on)

    return await commit(context, act, work)


async def _reached_again(tx: Tx, member: Member) -> Member:
    """Try closed direct messages again for somebody who wants a reminder, unless they chose to be mentioned."""
    if not member.reminder.is_on or member.mentioned_in is not None:
        return member
    await members.set_dm_open(tx, member.id)
    return replace(member, dm_closed_at=None, dm_closed_told=False, fallback=None)


async def sample(context: Context, member: Member, now: datetime) -> ReminderMessage:
    """Return today's reminder as it would come."""
    async with context.db.read() as connection:
        return await daily.sample(connection, member, now)


async def seen(context: Context, member: Member, at: datetime) -> bool:
    """Note a sign of life; return whether it was one to be noted."""
    if not _is_news(member, at):
        return False  # as nearly always: no transaction for it

    async def work(tx: Tx) -> None:
        await members.set_seen(tx, member.id, at)
        if not member.reminder.is_on:
            await _leave_questions(tx, member, at)

    await context.db.write(work)
    return True


async def _leave_questions(tx: Tx, member: Member, at: datetime) -> None:
    """Leave in the inbox what would ride in the daily message of somebody whose reminder is off."""
    day = member.today(at)
    for goal in daily.due_check_ins(await goals.running_of(tx, member.id), day):
        await inbox.keep(tx, member.id, QUESTION, f"{goal.id}/{day.isoformat()}", at, text=goal.text)
        await goals.set_asked(tx, goal.id, day)


def _is_news(member: Member, at: datetime) -> bool:
    return bool(member.reminder.unanswered) or member.seen_at is None or at - member.seen_at >= SEEN_EVERY


@dataclass(frozen=True, slots=True)
class Snoozed:
    """When a snoozed reminder comes back; None when it did already, or its day is over before that."""

    member: Member
    again_at: datetime | None
    came_back: bool = False


async def snooze(context: Context, act: Act, message_id: int, day: date) -> Snoozed:
    """Bring the reminder in that message, about `day`, back in an hour; pressing twice is one snooze."""

    async def work(tx: Tx) -> Snoozed:
        member = (await meet(tx, act)).member
        if await reminder_times.came_back(tx, member.id, message_id, day):
            return Snoozed(member, None, came_back=True)
        return Snoozed(member, await reminder_times.snooze(tx, member, message_id, act.at, day))

    return await commit(context, act, work)
