"""A member's log: all they wrote, day by day, with what was quiet of it, and what the streak rules need."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from rules.streaks.entries import Entry
from rules.streaks.plans import Pause
from rules.streaks.streak import History, promises_begin_on


@dataclass(frozen=True, slots=True)
class KeptPause:
    """A pause with the id its buttons carry."""

    id: int
    member_id: int
    pause: Pause
    reason: str


@dataclass(frozen=True, slots=True)
class DayTotal:
    """What one local day adds up to over its entries."""

    words: int
    minutes: int
    entries: int

    def plus(self, words: int, minutes: int, entries: int = 1) -> DayTotal:
        """Return the total with that much more, or with negative numbers that much less."""
        return DayTotal(self.words + words, self.minutes + minutes, self.entries + entries)


NOTHING = DayTotal(0, 0, 0)


@dataclass(frozen=True, slots=True)
class Log:
    """A member's whole log: what the streak rules need, each written day's total, and what of it was quiet."""

    history: History
    days: dict[date, DayTotal]
    quiet: dict[date, DayTotal]
    pauses: tuple[KeptPause, ...]
    joined_on: date
    feeds_goals: bool  # whether there is a goal that what is written may move

    @property
    def words(self) -> int:
        """All words ever logged."""
        return sum(day.words for day in self.days.values())

    def with_entry(self, entry: Entry) -> Log:
        """Return the log as it is once an entry has been added."""
        day = entry.day_on
        days = {**self.days, day: self.days.get(day, NOTHING).plus(entry.words, entry.minutes)}
        quiet = self.quiet
        if entry.quiet:
            quiet = {**quiet, day: quiet.get(day, NOTHING).plus(entry.words, entry.minutes)}
        history = replace(
            self.history,
            entry_days=frozenset(days),
            since_on=promises_begin_on(self.joined_on, days.keys(), self.history.plans),
        )
        return replace(self, days=days, quiet=quiet, history=history)

    def for_everybody(self) -> Log:
        """Return the log as others may see it: a quiet entry keeps its day and shows no amount; no pause is told."""
        days = {
            day: total.plus(-quiet.words, -quiet.minutes, -quiet.entries)
            for day, total in self.days.items()
            for quiet in [self.quiet.get(day, NOTHING)]
        }
        return replace(self, days=days, quiet={}, pauses=())
