"""Calendar arithmetic behind goal deadlines: months, weeks, quarters, holidays."""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from rules.goals.reading.answers import Ask, Unclear

if TYPE_CHECKING:
    from collections.abc import Callable

MAX_YEARS_AHEAD = 50
DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Span:
    """A day or period named in a goal: the last day of "by" it, and the last day of "before" it."""

    by: date
    before: date

    @classmethod
    def day(cls, day: date) -> Span:
        """Name one day."""
        return cls(day, day - DAY)

    @classmethod
    def period(cls, first: date, last: date) -> Span:
        """Name a stretch of days."""
        return cls(last, first - DAY)

    @classmethod
    def end(cls, last: date) -> Span:
        """Name the end of a period: what happens before the end of March may happen on its last day."""
        return cls(last, last)

    def deadline(self, before: bool) -> date:
        """Return the last day that counts."""
        return self.before if before else self.by


def add_months(day: date, months: int) -> date:
    """Return the same day `months` later, clamped to the end of a shorter month."""
    index = day.year * 12 + day.month - 1 + months
    year, month = divmod(index, 12)
    if year > day.year + MAX_YEARS_AHEAD:
        raise Unclear(Ask.FAR_DEADLINE)
    return date(year, month + 1, min(day.day, month_days(year, month + 1)))


def add_days(day: date, days: int) -> date:
    """Return the day `days` later."""
    if days > MAX_YEARS_AHEAD * 366:
        raise Unclear(Ask.FAR_DEADLINE)
    return day + timedelta(days=days)


def month_days(year: int, month: int) -> int:
    """Return how many days a month has."""
    return monthrange(year, month)[1]


def month_span(year: int, month: int, months: int = 1) -> tuple[date, date]:
    """Return the first and last day of `months` months starting with `month`."""
    first = date(year, month, 1)
    return first, add_months(first, months) - DAY


def week_of(day: date) -> tuple[date, date]:
    """Return the Monday and Sunday around a day."""
    monday = day - timedelta(days=day.weekday())
    return monday, monday + timedelta(days=6)


def quarter_of(day: date) -> tuple[date, date]:
    """Return the first and last day of the quarter around a day."""
    return month_span(day.year, (day.month - 1) // 3 * 3 + 1, 3)


def coming_weekday(day: date, weekday: int) -> date:
    """Return the next such weekday, `day` itself included."""
    return day + timedelta(days=(weekday - day.weekday()) % 7)


def nth_weekday(year: int, month: int, weekday: int, nth: int) -> date:
    """Return the nth such weekday of a month; -1 is the last."""
    if nth < 0:
        last = date(year, month, month_days(year, month))
        return last - timedelta(days=(last.weekday() - weekday) % 7)
    return coming_weekday(date(year, month, 1), weekday) + timedelta(weeks=nth - 1)


def easter(year: int) -> date:
    """Return Western Easter Sunday (the anonymous Gregorian algorithm; Meeus, Astronomical Algorithms)."""
    golden = year % 19
    century, rest = divmod(year, 100)
    skipped, century_leap = divmod(century, 4)
    correction = (century - (century + 8) // 25 + 1) // 3
    epact = (19 * golden + century - skipped - correction + 15) % 30
    leap, rest_leap = divmod(rest, 4)
    to_sunday = (32 + 2 * century_leap + 2 * leap - epact - rest_leap) % 7
    shift = (golden + 11 * epact + 22 * to_sunday) // 451
    month, day = divmod(epact + to_sunday - 7 * shift + 114, 31)
    return date(year, month, day + 1)


def thanksgiving(year: int) -> date:
    """Return Thanksgiving as kept in the United States."""
    return nth_weekday(year, 11, 3, 4)


def _fixed(month: int, day: int) -> Callable[[int], date]:
    return lambda year: date(year, month, day)


EDGES = {
    "last": {"last"},
    "end": {"end", "close", "ends", "finish", "finishes", "closes", "over", "out", "rest", "remainder"},
    "start": {"beginning", "start", "first"},
    "middle": {"middle", "mid"},
}
HOLIDAYS: dict[str, Callable[[int], date]] = {
    "new years eve": _fixed(12, 31),
    "nye": _fixed(12, 31),
    "new years day": _fixed(1, 1),
    "new years": _fixed(1, 1),
    "new year": _fixed(1, 1),
    "valentines day": _fixed(2, 14),
    "valentines": _fixed(2, 14),
    "valentine": _fixed(2, 14),
    "st patricks day": _fixed(3, 17),
    "april fools day": _fixed(4, 1),
    "april fools": _fixed(4, 1),
    "good friday": lambda year: easter(year) - 2 * DAY,
    "easter monday": lambda year: easter(year) + DAY,
    "easter sunday": easter,
    "easter": easter,
    "halloween": _fixed(10, 31),
    "black friday": lambda year: thanksgiving(year) + DAY,
    "cyber monday": lambda year: thanksgiving(year) + 4 * DAY,
    "thanksgiving day": thanksgiving,
    "thanksgiving": thanksgiving,
    "christmas eve": _fixed(12, 24),
    "christmas day": _fixed(12, 25),
    "christmas": _fixed(12, 25),
    "xmas eve": _fixed(12, 24),
    "xmas": _fixed(12, 25),
    "boxing day": _fixed(12, 26),
}


def next_to_come(make: Callable[[int], Span | None], today: date, before: bool) -> Span:
    """Return the first yearly occurrence whose deadline is not over."""
    for year in range(today.year, today.year + 9):
        span = make(year)
        if span is not None and span.deadline(before) >= today:
            return span
    raise Unclear(Ask.IMPOSSIBLE_DATE)


def existing_date(year: int, month: int, day: int) -> date:
    """Return a date, or ask when the calendar has no such day."""
    try:
        return date(year, month, day)
    except ValueError:
        raise Unclear(Ask.IMPOSSIBLE_DATE) from None


def lasting_from(first: date, months: int, days: int) -> date:
    """Return the last day of a stretch that counts its first day."""
    return add_days(add_months(first, months), days) - DAY


def named_edge(groups: dict[str, str | None]) -> str:
    """Return which edge of a period is named: start, middle, end, last (day) or none."""
    words = set(re.split(r"[ -]", groups.get("edge") or ""))
    if words & {"early", "late"}:
        raise Unclear(Ask.VAGUE_DEADLINE)
    for edge, names in EDGES.items():
        if words & names:
            return edge
    return ""


def edge_of(first: date, last: date, edge: str) -> Span:
    """Return the day or days that an edge of a period names."""
    if edge == "end":
        return Span.end(last)
    if edge == "last":
        return Span.day(last)
    if edge == "start":
        return Span.day(first)
    if edge == "middle":
        if first.month != last.month:
            raise Unclear(Ask.VAGUE_DEADLINE)
        return Span.day(first.replace(day=15))
    return Span.period(first, last)
