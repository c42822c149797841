"""Days and stretches of days as people name them, and lengths of time."""

from __future__ import annotations

import calendar
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from rules.kit.calendar import DAY, add_months, month_end

MAX_YEARS_AHEAD = 50


class Trouble(StrEnum):
    """Why a name of days is no day yet."""

    IMPOSSIBLE = "impossible"
    AMBIGUOUS = "ambiguous"
    VAGUE = "vague"
    MOVES = "moves"
    FAR = "far"


@dataclass(frozen=True, slots=True)
class Span:
    """A day or a stretch of days; `before` is the last day before it."""

    first: date
    last: date
    before: date

    @classmethod
    def of(cls, first: date, last: date | None = None) -> Span:
        """Name one day, or the days from `first` to `last`."""
        return cls(first, last or first, first - DAY if first > date.min else first)

    @classmethod
    def end(cls, last: date) -> Span:
        """Name the end of a stretch: what is done before the end of March may be done on its last day."""
        return cls(last, last, last)


@dataclass(frozen=True, slots=True)
class DayName:
    """Days as somebody named them.

    Each reading (03/04 has two) holds what it can mean in the order of time: one span where a year is named, one a
    year where none is. With a trouble, the readings are what can be offered instead.
    """

    readings: tuple[tuple[Span, ...], ...]
    trouble: Trouble | None = None

    def changed(self, change: Callable[[Span], Span]) -> DayName:
        """Return the name of what a change makes of each span."""
        return DayName(tuple(tuple(change(span) for span in reading) for reading in self.readings), self.trouble)


@dataclass(frozen=True, slots=True)
class Length:
    """A length of time; `is_exact` is false where it had to be rounded, such as 2.5 months."""

    months: int
    days: int
    is_exact: bool = True

    def after(self, day: date) -> date:
        """Return the same day of the month that much later. Raise OverflowError beyond `MAX_YEARS_AHEAD`."""
        if self.months > 12 * MAX_YEARS_AHEAD or self.days > 366 * MAX_YEARS_AHEAD:
            raise OverflowError
        return add_months(day, self.months) + timedelta(days=self.days)

    def before(self, day: date) -> date:
        """Return the same day of the month that much earlier."""
        return add_months(day, -self.months) - timedelta(days=self.days)


def exactly(*spans: Span) -> DayName:
    """Name the one span there is, or several of which one is meant."""
    return DayName(tuple((span,) for span in spans))


def yearly(make: Callable[[int], Span | None], years: Iterable[int]) -> tuple[Span, ...]:
    """Return a span of each year that has it."""
    return tuple(span for year in years if (span := make(year)) is not None)


def month_span(year: int, month: int, months: int = 1) -> Span:
    """Return the stretch of `months` months that starts with `month`."""
    first = date(year, month, 1)
    return Span.of(first, month_end(add_months(first, months - 1)))


def nth_weekday(year: int, month: int, weekday: int, nth: int) -> date:
    """Return the nth such weekday of a month; -1 is the last."""
    first = date(year, month, 1)
    if nth < 0:
        last = month_end(first)
        return last - timedelta(days=(last.weekday() - weekday) % 7)
    return first + timedelta(days=(weekday - first.weekday()) % 7, weeks=nth - 1)


def existing(year: int, month: int, day: int) -> date | None:
    """Return a date, or nothing where the calendar has no such day."""
    return date(year, month, day) if day <= calendar.monthrange(year, month)[1] else None
