"""Who is asking, and their settings: zone, day end, reminder, boards."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from db import members
from db.connection import Tx
from rules.errors import Refusal
from rules.members import Fallback, Member
from services import reminders
from services.acts import Act, commit, look, meet
from services.context import Context

LATEST_DAY_END_HOUR = 6
MAX_LAST_CALL_HOURS = 6


class TimeNotUnderstood(Refusal):
    """A time of day that cannot be read."""

    def __init__(self, typed: str) -> None:
        super().__init__(typed)
        self.typed = typed


_TIME = re.compile(r"(?P<hour>\d{1,2})(?:[:.h]?(?P<minute>\d{2}))?\s*(?P<half>am|pm|a\.m\.|p\.m\.)?")
_NAMED_TIMES = {"noon": time(12), "midday": time(12), "midnight": time(0)}


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


async def remember_dm_channel(context: Context, member_id: int, channel_id: int) -> None:
    """Keep the DM channel so that a reminder is one request, not two."""
    await context.db.write(lambda tx: members.set_dm_channel(tx, member_id, channel_id))


async def awaits_first_dm(context: Context, member_id: int) -> bool:
    """Return whether direct messages are yet to be opened with whoever asked for a reminder."""
    async with context.db.read() as connection:
        member = await members.find(connection, member_id)
    return member is not None and member.awaits_first_dm


async def forget_dm_channel(context: Context, member_id: int) -> None:
    """Drop a DM channel that Discord knows no more."""
    await context.db.write(lambda tx: members.set_dm_channel(tx, member_id, None))


async def note_dms(context: Context, member_id: int, at: datetime, *, are_open: bool) -> None:
    """Keep what a test DM showed; the member hears of it at once, so closed ones need no telling later."""

    async def work(tx: Tx) -> None:
        if are_open:
            await members.set_dm_open(tx, member_id)
        else:
            await members.set_dm_closed(tx, member_id, at)
            await members.set_dm_closed_told(tx, member_id)

    await context.db.write(work)


async def my_settings(context: Context, act: Act) -> Member:
    """Return what /settings shows."""
    async with context.db.read() as connection:
        return await look(connection, act)


async def choose_zone(context: Context, act: Act, zone: ZoneInfo) -> Member:
    """Move the member's clock from now on; days already logged stay where they are."""

    async def work(tx: Tx) -> Member:
        member = replace((await meet(tx, act)).member, zone=zone, zone_chosen=True)
        await members.set_zone(tx, member.id, zone)
        await reminders.plan_next(tx, member, act.at, catch_up=True)
        return member

    return await commit(context, act, work)


async def choose_day_end(context: Context, act: Act, hour: int) -> Member:
    """Set the local hour (0 to 6) at which the member's day ends."""

    async def work(tx: Tx) -> Member:
        member = replace((await meet(tx, act)).member, day_end_hour=hour)
        await members.set_day_end(tx, member.id, hour)
        await reminders.plan_next(tx, member, act.at, catch_up=True)
        return member

    return await commit(context, act, work)


@dataclass(frozen=True, slots=True)
class ReminderChosen:
    """A member's reminder after a change, and the local day of the next one; None while it is off."""

    member: Member
    today: date
    next_on: date | None


async def choose_reminder(
    context: Context,
    act: Act,
    *,
    at: time | None = None,
    on: bool | None = None,
    last_call: int | None = None,
) -> ReminderChosen:
    """Change what is given of the reminder; `last_call` is in hours before the day's end, 0 for none.

    A time that has passed today holds from tomorrow on, as an alarm clock's would.
    """

    async def work(tx: Tx) -> ReminderChosen:
        before = (await meet(tx, act)).member
        member = replace(
            before,
            reminder_time=at if at is not None else before.reminder_time,
            # Giving a time is asking for the reminder.
            reminder_on=on if on is not None else (True if at is not None else before.reminder_on),
            last_call_hours=before.last_call_hours if last_call is None else (last_call or None),
        )
        await members.set_reminder(
            tx,
            member.id,
            on=member.reminder_on,
            at=member.reminder_time,
            last_call_hours=member.last_call_hours,
        )
        if member.reminder_on and (at is not None or on) and member.mentioned_in is None:
            await members.set_dm_open(tx, member.id)
            member = replace(member, dm_closed_at=None, dm_closed_told=False, fallback=None)
        unchanged = before.reminder_on and before.reminder_time == member.reminder_time
        await reminders.plan_next(tx, member, act.at, catch_up=unchanged)
        next_on = await reminders.next_reminder_on(tx, member.id)
        return ReminderChosen(member, member.today(act.at), next_on)

    return await commit(context, act, work)


async def choose_fallback(context: Context, act: Act, channel_id: int) -> Member:
    """Mention the member in a channel of that server while their direct messages are closed.

    Where those have opened meanwhile, nothing is chosen: they come first.
    """
    fallback = Fallback(act.here_id, channel_id)

    async def work(tx: Tx) -> Member:
        member = (await meet(tx, act)).member
        if member.dm_closed_at is None:
            return member
        await members.set_fallback(tx, member.id, fallback)
        return replace(member, fallback=fallback)

    return await commit(context, act, work)


async def drop_fallback(context: Context, act: Act) -> Member:
    """Mention the member nowhere any more."""

    async def work(tx: Tx) -> Member:
        member = replace((await meet(tx, act)).member, fallback=None)
        await members.set_fallback(tx, member.id, None)
        return member

    return await commit(context, act, work)


async def claim_telling(context: Context, member_id: int) -> Member | None:
    """Return a member who is to be told now that reminders do not reach them; None where there is nothing to tell."""
    async with context.db.read() as connection:
        member = await members.find(connection, member_id)
    if member is None or not member.is_to_hear:
        return None  # as nearly always: no transaction for it

    async def work(tx: Tx) -> Member | None:
        member = await members.find(tx, member_id)
        if member is None or not member.is_to_hear:
            return None
        await members.set_dm_closed_told(tx, member.id)
        return member

    return await context.db.write(work)


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
        if await reminders.came_back(tx, member.id, message_id, day):
            return Snoozed(member, None, came_back=True)
        return Snoozed(member, await reminders.snooze(tx, member, message_id, act.at, day))

    return await commit(context, act, work)


async def choose_boards(context: Context, act: Act, *, shown: bool) -> Member:
    """Show or hide the member on every leaderboard."""

    async def work(tx: Tx) -> Member:
        member = replace((await meet(tx, act)).member, on_boards=shown)
        await members.set_on_boards(tx, member.id, shown=shown)
        return member

    return await commit(context, act, work)


async def left_server(context: Context, server_id: int, member_ids: list[int], at: datetime) -> None:
    """Hide members who turned out to have left a server."""

    async def work(tx: Tx) -> None:
        for member_id in member_ids:
            await members.leave_server(tx, member_id, server_id, at)

    await context.db.write(work)
