"""Which goals an entry moves."""

from __future__ import annotations

from rules.goals.goal import Goal
from rules.goals.sources import Source
from rules.streaks.entries import Entry


def moves(entry: Entry, goal: Goal) -> bool:
    """Return whether an entry counts towards a goal that the bot counts by itself."""
    if entry.undone or goal.counted_from_on is None or entry.day_on < max(goal.starts_on, goal.counted_from_on):
        return False
    match goal.source:
        case Source.WORDS:
            return entry.words > 0
        case Source.MINUTES:
            return entry.minutes > 0
        case Source.LINKS:
            return bool(entry.link)
        case source:
            return source is Source.SESSIONS
