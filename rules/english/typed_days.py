"""The one day typed into an option: the past day of an entry, the coming day of a pause."""

from __future__ import annotations

from contextlib import suppress
from datetime import date
from typing import Final

from rules.calendar import DAY, MONTHS, WEEKDAYS
from rules.english.day_phrases import day_names
from rules.english.numbers import in_digits
from rules.english.spans import DayName, Length, Span, exactly
from rules.english.tokens import read_line
from rules.errors import Refusal

MAX_LATE_DAYS: Final = 7
# Who means another year mistyped it; days and instants around these can be reckoned with.
_YEARS: Final = range(1900, 3000)
_LEADS: Final = ("on", "by", "until", "from")


class DayNotUnderstood(Refusal):
    """The typed day is not one the reader knows, or has no single meaning."""

    def __init__(self, typed: str) -> None:
        super().__init__(typed)
        self.typed = typed


class DayTooEarly(Refusal):
    """The day lies more than `MAX_LATE_DAYS` back; `earliest` is the first one still open."""

    def __init__(self, day: date, earliest: date) -> None:
        super().__init__(day, earliest)
        self.day = day
        self.earliest = earliest


class DayAhead(Refusal):
    """A day still to come, given for something that has happened."""

    def __init__(self, day: date) -> None:
        super().__init__(day)
        self.day = day


class DayInFuture(Refusal):
    """The day has not begun yet for this member."""

    def __init__(self, day: date) -> None:
        super().__init__(day)
        self.day = day


def entry_day(typed: str | None, today: date) -> date:
    """Return the day meant by `typed`: today, yesterday, a weekday or a date up to `MAX_LATE_DAYS` back.

    A weekday is the most recent one, today's own included. A date with several readings (3/1, no year) is
    taken only when one of them lies within those days. Raise DayNotUnderstood, DayTooEarly or DayInFuture.
    """
    earliest = today - DAY * MAX_LATE_DAYS
    readings = _readings(typed or "today", today)
    latest = {max(past) for reading in readings if (past := [day for day in reading if day <= today])}
    within = {day for day in latest if day >= earliest}
    if len(within) == 1:
        return within.pop()
    if within:
        raise DayNotUnderstood(typed or "")
    nearest = min((day for reading in readings for day in reading), key=lambda day: abs(day - today))
    if nearest > today:
        raise DayInFuture(nearest)
    raise DayTooEarly(nearest, earliest)


def coming_day(typed: str, today: date, from_on: date | None = None) -> date:
    """Return the day ahead meant by `typed`: today, tomorrow, a weekday, a date or "in 2 weeks".

    A weekday or a date without a year is the first one from `from_on` on, where that is given: the end of a span
    that starts there. Raise DayNotUnderstood, also for a date with two readings (3/4).
    """
    first = from_on or today
    readings = _readings(typed, today)
    if all(len(days) > 1 for days in readings):  # named without a year, and so read from the span's start
        readings = _readings(typed, first)
    coming = {next((day for day in days if day >= first), days[-1]) for days in readings}
    if len(coming) != 1:
        raise DayNotUnderstood(typed)
    return coming.pop()


def past_day(typed: str, today: date) -> date:
    """Return the day meant by `typed`, today or any before it; without a year it is the latest one.

    Raise DayNotUnderstood, also for a date with two readings (3/4), or DayAhead.
    """
    readings = _readings(typed or "today", today)
    past = {max(before) for reading in readings if (before := [day for day in reading if day <= today])}
    if not past:
        raise DayAhead(min(day for reading in readings for day in reading))
    if len(past) != 1:
        raise DayNotUnderstood(typed)
    return past.pop()


def entry_day_choices(today: date, typed: str) -> list[tuple[str, date]]:
    """Return labelled days for autocomplete, newest first; one that `typed` names exactly leads.

    The list is empty when nothing fits, because Discord's Enter key takes the first choice shown.
    """
    days = [today - DAY * back for back in range(MAX_LATE_DAYS + 1)]
    named: date | None = None
    text = _tidy(typed)
    if text:
        with suppress(Refusal):
            named = entry_day(typed, today)
    fitting = [day for day in days if day == named or text in _tidy(_label(day, today))]
    fitting.sort(key=lambda day: day != named)
    return [(_label(day, today), day) for day in fitting]


def _label(day: date, today: date) -> str:
    written = f"{WEEKDAYS[day.weekday()]}, {day.day} {MONTHS[day.month - 1]}"
    if day == today:
        return f"Today · {written}"
    return f"Yesterday · {written}" if day == today - DAY else written


def _tidy(typed: str) -> str:
    return " ".join(typed.casefold().replace(",", " ").replace("·", " ").split()).strip(" .!?'\"")


def _readings(typed: str, today: date) -> list[list[date]]:
    """Return the days each reading of `typed` can mean, near or far. Raise DayNotUnderstood where it names none."""
    name = _name(_with_weekday(typed), today)
    if name is None or name.trouble is not None or not name.readings:
        raise DayNotUnderstood(typed)
    readings = [[span.last for span in spans] for spans in name.readings]
    if not all(day.year in _YEARS for days in readings for day in days):
        raise DayNotUnderstood(typed)
    return readings


def _with_weekday(typed: str) -> str:
    """Write out a weekday of which at least two letters are typed: "mo", "thur"."""
    text = _tidy(typed)
    begun = [name for name in WEEKDAYS if len(text) > 1 and name.casefold().startswith(text)]
    return begun[0] if len(begun) == 1 else typed


def _name(typed: str, today: date) -> DayName | None:
    """Return the name of a day that is all of `typed`, apart from "on" or "in"."""
    tokens = [token for token in day_names(in_digits(read_line(typed)), today).tokens if token.text not in (",", ".")]
    words = [token.text for token in tokens]
    if words in (["now"], ["right", "now"]):
        return exactly(Span.of(today))
    if words in (["in", "LENGTH"], ["in", "A_LENGTH"]) and isinstance(length := tokens[1].meaning, Length):
        return _after(length, today)
    while len(tokens) > 1 and tokens[0].text in _LEADS:
        tokens = tokens[1:]
    if len(tokens) != 1 or tokens[0].text not in ("DAY", "TODAY"):
        return None
    return tokens[0].meaning if isinstance(tokens[0].meaning, DayName) else None


def _after(length: Length, today: date) -> DayName | None:
    with suppress(OverflowError):
        return exactly(Span.of(length.after(today)))
    return None
