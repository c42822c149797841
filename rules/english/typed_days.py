"""The one day typed into an option: the past day of an entry, the coming day of a pause."""

from __future__ import annotations

from contextlib import suppress
from datetime import date
from typing import Final

from rules.english.day_phrases import day_names
from rules.english.lines import Token
from rules.english.numbers import in_digits
from rules.english.spans import DayName, Length, Span, exactly
from rules.english.tokens import read_line
from rules.kit.calendar import DAY, MONTHS, WEEKDAYS
from rules.kit.errors import Refusal

MAX_LATE_DAYS: Final = 7
# Who means another year mistyped it; days and instants around these can be reckoned with.
_YEARS: Final = range(1900, 3000)
_LEADS: Final = ("on", "by", "until", "from")
_LENGTHS: Final = ("LENGTH", "A_LENGTH")
# What may stand around a length of time that begins today.
_FROM_NOW: Final = (["in", "…"], ["within", "…"], ["…", "from", "now"], ["…", "from", "TODAY"])


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


def coming_day(typed: str, today: date) -> date:
    """Return the day ahead meant by `typed`: today, a weekday, a date, "in 2 weeks", or the first day of "next week".

    Raise DayNotUnderstood, also for a date with two readings (3/4).
    """
    return _coming(typed, [[span.first for span in spans] for spans in _spans(typed, today)], today)


def coming_end(typed: str, today: date, from_on: date) -> date:
    """Return the last day meant by `typed` of what starts on `from_on`: a day, "next week", or how long it lasts.

    A weekday or a date without a year is the first one from `from_on` on. Raise DayNotUnderstood.
    """
    if (length := _length(typed, today)) is not None and (name := _after(length, from_on)) is not None:
        return name.readings[0][0].last - DAY
    readings = _last_days(typed, today)
    if all(len(days) > 1 for days in readings):  # named without a year, and so read from the span's start
        readings = _last_days(typed, from_on)
    return _coming(typed, readings, from_on)


def _coming(typed: str, readings: list[list[date]], first: date) -> date:
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
    spans = _spans(typed, today)
    if any(span.first != span.last for reading in spans for span in reading):
        raise DayNotUnderstood(typed)
    return [[span.last for span in reading] for reading in spans]


def _last_days(typed: str, today: date) -> list[list[date]]:
    return [[span.last for span in reading] for reading in _spans(typed, today)]


def _spans(typed: str, today: date) -> tuple[tuple[Span, ...], ...]:
    """Return what each reading of `typed` can mean, near or far. Raise DayNotUnderstood where it names no days."""
    name = _name(_with_weekday(typed), today) or _name(f"by {typed}", today)  # "March" alone may be a verb
    if name is None or name.trouble is not None or not name.readings:
        raise DayNotUnderstood(typed)
    if not all(day.year in _YEARS for reading in name.readings for span in reading for day in (span.first, span.last)):
        raise DayNotUnderstood(typed)
    return name.readings


def _with_weekday(typed: str) -> str:
    """Write out a weekday of which at least two letters are typed: "mo", "thur"."""
    text = _tidy(typed)
    begun = [name for name in WEEKDAYS if len(text) > 1 and name.casefold().startswith(text)]
    return begun[0] if len(begun) == 1 else typed


def _name(typed: str, today: date) -> DayName | None:
    """Return the name of days that is all of `typed`, apart from "on" or "in"."""
    tokens = _tokens(typed, today)
    words = [token.text for token in tokens]
    if words in (["now"], ["right", "now"]):
        return exactly(Span.of(today))
    length = next((token.meaning for token in tokens if token.text in _LENGTHS), None)
    if isinstance(length, Length) and ["…" if word in _LENGTHS else word for word in words] in _FROM_NOW:
        return _after(length, today)
    while len(tokens) > 1 and tokens[0].text in _LEADS:
        tokens = tokens[1:]
    if len(tokens) != 1 or tokens[0].text not in ("DAY", "TODAY", "SPAN"):
        return None
    return tokens[0].meaning if isinstance(tokens[0].meaning, DayName) else None


def _length(typed: str, today: date) -> Length | None:
    """Return the length of time that is all of `typed`: "2 weeks", "for a month"."""
    tokens = [token for token in _tokens(typed, today) if token.text != "for"]
    is_one = len(tokens) == 1 and tokens[0].text in _LENGTHS
    return tokens[0].meaning if is_one and isinstance(tokens[0].meaning, Length) else None


def _tokens(typed: str, today: date) -> list[Token]:
    return [token for token in day_names(in_digits(read_line(typed)), today).tokens if token.text not in (",", ".")]


def _after(length: Length, today: date) -> DayName | None:
    with suppress(OverflowError):
        return exactly(Span.of(length.after(today)))
    return None
