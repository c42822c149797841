"""When a member's reminder and last call come on a day of theirs, and until when a late one still helps."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from rules.kit.calendar import DAY, NIGHT_BEGINS, day_ends_at, reminder_instant, wall_clock
from rules.members.consent import offset
from rules.members.member import Member

# A chosen time may come so much early or late, so that not everybody's falls due in one minute.
SPREAD = 10
# Late is fine for so long, and always until the evening is over.
LATE_FOR = timedelta(hours=2)
# What comes later than this before the day's end could no longer be acted on.
LEAST_TIME_LEFT = timedelta(minutes=30)
# One planned for the day's last minutes, or by a clock change for its very end, is still sent on time.
ON_TIME = timedelta(minutes=5)


def reminder_at(member: Member, day: date) -> datetime:
    """Return the instant of a day's reminder: at a chosen time within ten minutes, always on that day."""
    at = reminder_instant(day, member.reminder_time, member.zone, member.day_end_hour)
    if member.reminder.at is None:
        return at
    spread = at + timedelta(minutes=offset(member.id, SPREAD))
    begins_at, ends_at = (day_ends_at(each, member.zone, member.day_end_hour) for each in (day - DAY, day))
    return spread if begins_at <= spread < ends_at else at


def last_call_at(member: Member, day: date) -> datetime:
    """Return the instant of a day's last call, for a member who wants one."""
    assert member.reminder.last_call_at is not None
    return reminder_instant(day, member.reminder.last_call_at, member.zone, member.day_end_hour)


def latest(member: Member, day: date, due_at: datetime) -> datetime:
    """Return the last instant at which what was due may still be sent for a day."""
    evening_ends_at = wall_clock(day, NIGHT_BEGINS, member.zone)
    ends_at = day_ends_at(day, member.zone, member.day_end_hour)
    return max(min(max(due_at + LATE_FOR, evening_ends_at), ends_at - LEAST_TIME_LEFT), due_at + ON_TIME)
