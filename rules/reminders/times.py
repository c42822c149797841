"""When a member's reminder and last call come on a day of theirs, and until when a late one still helps."""

from __future__ import annotations

from datetime import date, datetime, timedelta

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
    at = member.instant_of(day, member.reminder_time)
    if member.reminder.at is None:
        return at
    spread = at + timedelta(minutes=offset(member.id, SPREAD))
    begins_at = member.day_ends_at(day - timedelta(days=1))
    return spread if begins_at <= spread < member.day_ends_at(day) else at


def last_call_at(member: Member, day: date) -> datetime:
    """Return the instant of a day's last call, for a member who wants one."""
    assert member.reminder.last_call_at is not None
    return member.instant_of(day, member.reminder.last_call_at)


def latest(member: Member, day: date, due_at: datetime) -> datetime:
    """Return the last instant at which what was due may still be sent for a day."""
    helps_until = max(due_at + LATE_FOR, member.evening_ends_at(day))
    return max(min(helps_until, member.day_ends_at(day) - LEAST_TIME_LEFT), due_at + ON_TIME)
