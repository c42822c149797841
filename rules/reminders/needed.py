"""Which days ask for a reminder, and after how much silence none is sent any more."""

from __future__ import annotations

from datetime import datetime, timedelta

from rules.members.consent import Mode, Reminder
from rules.streaks.plans import Unit
from rules.streaks.streak import StreakState

SILENT_FOR = timedelta(days=14)
MOST_UNANSWERED = 5
MOST_UNANSWERED_WEEKS = 2  # of a plan that counts in weeks or months


def is_due(mode: Mode, state: StreakState) -> bool:
    """Return whether a day asks for a reminder to write.

    A plan that counts in weeks or months has room: it asks on days without which the week is lost, and no more once
    it is.
    """
    if not state.today_asked:
        return False
    if state.unit is Unit.DAY:
        return mode is not Mode.AT_STAKE or state.at_stake
    return 0 <= state.missing - state.days_left <= state.freezes


def is_to_fall_quiet(reminder: Reminder, unit: Unit, heard_at: datetime | None, now: datetime) -> bool:
    """Return whether to send no more to somebody who gave no sign of life since `heard_at`, where that is known.

    A plan that counts in weeks or months reminds rarely, so there the reminders count and not the days.
    """
    if unit is not Unit.DAY:
        return reminder.unanswered >= MOST_UNANSWERED_WEEKS
    return reminder.unanswered >= MOST_UNANSWERED or (heard_at is not None and now - heard_at >= SILENT_FOR)
