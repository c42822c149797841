"""Turn instants into a member's own days and back, and read the day typed into `/wrote day:`.

A local day runs from one day-end hour to the next on the member's wall clock, so it can last 23 or 25
hours or, where a country skipped a date, none. Every rule below rests on one law: day N+1 begins when
day N ends.
"""

import re
import unicodedata
from calendar import monthrange
from collections.abc import Iterator
from contextlib import suppress
from datetime import UTC, date, datetime, time, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from rules.errors import Refusal

MAX_LATE_DAYS: Final = 7
LATEST_DAY_END_HOUR: Final = 6
MONTHS_PER_SEASON: Final = 3

# Clocks are set by three hours at most, or by a whole day, and a day ends by 06:00: between these hours of the wall
# clock the date is the member's day.
MORNING: Final = 10
EVENING: Final = 20

DAY: Final = timedelta(days=1)
HALF_YEAR: Final = timedelta(days=182)
WEEKDAYS: Final = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
MONTHS: Final = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)


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


# Instants and local days


def wall_clock(day: date, at: time, zone: ZoneInfo) -> datetime:
    """Return the UTC instant at which clocks in `zone` first show `at` on `day`, or first show later than it.

    A time that clocks skip moves to the first instant after the gap; one that occurs twice is the first.
    """
    naive = datetime.combine(day, at.replace(tzinfo=None, fold=0))
    instant = naive.replace(tzinfo=zone).astimezone(UTC)
    if _shown(instant, zone) == naive:
        return instant
    # PEP 495: inside a gap, fold=1 counts with the offset after it and so lands before it, fold=0 after it.
    before = naive.replace(tzinfo=zone, fold=1).astimezone(UTC).replace(microsecond=0)
    seconds = (instant.replace(microsecond=0) - before) // timedelta(seconds=1)
    low, high = 0, seconds
    while high - low > 1:
        middle = (low + high) // 2
        if _shown(before + timedelta(seconds=middle), zone) < naive:
            low = middle
        else:
            high = middle
    return before + timedelta(seconds=high)


def _shown(instant: datetime, zone: ZoneInfo) -> datetime:
    return instant.astimezone(zone).replace(tzinfo=None, fold=0)


def day_ends_at(day: date, zone: ZoneInfo, day_end_hour: int) -> datetime:
    """Return the UTC instant at which local day `day` ends; `day_end_hour` is 0 to 6 on the next date."""
    if not 0 <= day_end_hour <= LATEST_DAY_END_HOUR:
        raise ValueError(f"day_end_hour must be 0 to {LATEST_DAY_END_HOUR}, not {day_end_hour}")
    return wall_clock(day + DAY, time(day_end_hour), zone)


def local_day(at: datetime, zone: ZoneInfo, day_end_hour: int) -> date:
    """Return the member's day that the aware instant `at` belongs to; raise ValueError if `at` is naive."""
    if at.utcoffset() is None:
        raise ValueError("an instant needs a time zone")
    shown = _shown(at, zone)
    if MORNING <= shown.hour < EVENING:  # no change of clocks reaches from here to the day's end
        return shown.date()
    at = at.astimezone(UTC)
    day = (shown - timedelta(hours=day_end_hour)).date()
    # Clocks set back across the day's end show the old date again, but a day that has ended stays ended.
    while at >= day_ends_at(day, zone, day_end_hour):
        day += DAY
    while at < day_ends_at(day - DAY, zone, day_end_hour):
        day -= DAY
    return day


def reminder_instant(day: date, at: time, zone: ZoneInfo, day_end_hour: int) -> datetime:
    """Return the UTC instant of reminder time `at` for local day `day`.

    A time before the day-end hour falls on the next calendar date, which is still the same member day. Where
    clocks skip from `at` past the day-end hour, the result is the day's end itself.
    """
    return wall_clock(day + DAY if at.hour < day_end_hour else day, at, zone)


# Weeks, months and seasons


def week_start(day: date) -> date:
    """Return the Monday of the week `day` is in."""
    return day - DAY * day.weekday()


def week_end(day: date) -> date:
    """Return the Sunday of the week `day` is in."""
    return week_start(day) + DAY * 6


def month_start(day: date) -> date:
    """Return the first day of the month `day` is in."""
    return day.replace(day=1)


def month_end(day: date) -> date:
    """Return the last day of the month `day` is in."""
    return day.replace(day=monthrange(day.year, day.month)[1])


def weekdays_from(day: date, weekday: int) -> Iterator[date]:
    """Yield without end the days from `day` on that fall on a weekday, 0 for Monday."""
    day += timedelta(days=(weekday - day.weekday()) % 7)
    while True:
        yield day
        day += timedelta(days=7)


def season_start(day: date) -> date:
    """Return the first day of the season `day` is in; seasons start in January, April, July and October."""
    return day.replace(month=day.month - (day.month - 1) % MONTHS_PER_SEASON, day=1)


def season_end(day: date) -> date:
    """Return the last day of the season `day` is in."""
    return month_end(add_months(season_start(day), MONTHS_PER_SEASON - 1))


def add_months(day: date, months: int) -> date:
    """Return `day` moved by `months` (may be negative), clamped to the end of a shorter month."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


# The day typed into `/wrote day:`

_COUNTS: Final = {
    name: number
    for number, names in enumerate(("a one", "two", "three", "four", "five", "six", "seven"), start=1)
    for name in names.split()
}
_FIXED: Final = {"": 0, "today": 0, "tonight": 0, "yesterday": 1, "day before yesterday": 2, "tomorrow": -1}

_AGO: Final = re.compile(r"(?P<count>\d{1,4}|[a-z]+) (?P<unit>days?|weeks?) ago")
_YEAR_FIRST: Final = re.compile(r"(\d{4})[-/. ](\d{1,2})[-/. ](\d{1,2})")
_NUMERIC: Final = re.compile(r"(\d{1,2})\s?[-/. ]\s?(\d{1,2})\.?(?:\s?[-/. ]?\s?(\d{4}|\d{2}))?")
_DAY_MONTH: Final = re.compile(r"(?:the )?(\d{1,2})(?:st|nd|rd|th)?(?: of)? ?([a-z]{3,9})(?: (\d{4}))?")
_MONTH_DAY: Final = re.compile(r"([a-z]{3,9}) ?(?:the )?(\d{1,2})(?:st|nd|rd|th)?(?: (\d{4}))?")
_ORDINAL: Final = re.compile(r"(?:the )?(\d{1,2})(?:st|nd|rd|th)")
_SEPARATORS: Final = re.compile(r"[\s,\u00b7]+")


def entry_day(typed: str | None, today: date) -> date:
    """Return the day meant by `typed`: today, yesterday, a weekday or a date up to `MAX_LATE_DAYS` back.

    A weekday is the most recent one, today's own included. A date with several readings (3/1, no year) is
    taken only when one of them lies within those days. Raise DayNotUnderstood, DayTooEarly or DayInFuture.
    """
    text = _tidy(typed or "")
    days = list(_readings(text, today))
    if not days:
        raise DayNotUnderstood(typed or "")
    earliest = today - DAY * MAX_LATE_DAYS
    open_days = {day for day in days if earliest <= day <= today}
    if len(open_days) == 1:
        return open_days.pop()
    if open_days:
        raise DayNotUnderstood(typed or "")
    nearest = min(days, key=lambda day: abs(day - today))
    if nearest > today:
        raise DayInFuture(nearest)
    raise DayTooEarly(nearest, earliest)


def coming_day(typed: str, today: date, from_on: date | None = None) -> date:
    """Return the day ahead meant by `typed`: today, tomorrow, a weekday or a date, the next one to come.

    A weekday or a date without a year is the first one from `from_on` on, where that is given: the end of a span
    that starts there. Raise DayNotUnderstood, also for a date with two readings (3/4).
    """
    text = _tidy(typed).removeprefix("on ")
    if text in ("today", "now", "tonight"):
        return today
    if text == "tomorrow":
        return today + DAY
    first = from_on or today
    if (weekday := _weekday(text.removeprefix("this "))) is not None:
        return first + DAY * ((weekday - first.weekday()) % 7)
    days = sorted(set(_dates(text, first)))
    if len({(day.month, day.day) for day in days}) != 1:
        raise DayNotUnderstood(typed)
    return next((day for day in days if day >= first), days[-1])


def past_day(typed: str, today: date) -> date:
    """Return the day meant by `typed`, today or any before it; without a year it is the latest one.

    Raise DayNotUnderstood, also for a date with two readings (3/4), or DayAhead.
    """
    days = set(_readings(_tidy(typed), today))
    past = {day for day in days if day <= today}
    if len({(day.month, day.day) for day in past or days}) != 1:
        raise DayNotUnderstood(typed)
    if not past:
        raise DayAhead(min(days))
    return max(past)


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
    return _SEPARATORS.sub(" ", unicodedata.normalize("NFKC", typed).casefold()).strip(" .!?'\"")


def _readings(text: str, today: date) -> Iterator[date]:
    """Yield every day `text` can mean, near or far; nothing if it names no day."""
    text = text.removeprefix("on ")
    if text.removeprefix("the ") in _FIXED:
        yield today - DAY * _FIXED[text.removeprefix("the ")]
        return
    if ago := _AGO.fullmatch(text):
        count = int(ago["count"]) if ago["count"].isdigit() else _COUNTS.get(ago["count"])
        if count is not None:
            with suppress(OverflowError):
                yield today - DAY * count * (7 if ago["unit"].startswith("week") else 1)
        return
    if (weekday := _weekday(text.removeprefix("this "))) is not None:
        yield today - DAY * ((today.weekday() - weekday) % 7)
        return
    if text.startswith("last ") and (weekday := _weekday(text.removeprefix("last "))) is not None:
        yield today - DAY * ((today.weekday() - weekday - 1) % 7 + 1)
        return
    yield from _dates(text, today)


def _weekday(word: str) -> int | None:
    """Return 0 (Monday) to 6 for a weekday's name or any beginning of it from two letters."""
    if word == "weds":
        return 2
    return next((n for n, name in enumerate(WEEKDAYS) if len(word) > 1 and name.casefold().startswith(word)), None)


def _month(word: str) -> int | None:
    if word == "sept":
        return 9
    return next((n for n, name in enumerate(MONTHS, 1) if name.casefold().startswith(word)), None)


def _dates(text: str, today: date) -> Iterator[date]:
    """Yield the calendar dates `text` can mean; a weekday written before the date must agree with it."""
    first, _, rest = text.partition(" ")
    weekday = _weekday(first.rstrip("."))
    for year, month, day in _date_parts(text if weekday is None else rest.lstrip("·- "), today):
        with suppress(ValueError):
            found = date(year, month, day)
            if weekday is None or (found.weekday() == weekday and abs(found - today) < HALF_YEAR):
                yield found


def _date_parts(text: str, today: date) -> Iterator[tuple[int, int, int]]:
    nearby = (today.year - 1, today.year, today.year + 1)
    if match := _YEAR_FIRST.fullmatch(text):
        yield int(match[1]), int(match[2]), int(match[3])
    elif match := _NUMERIC.fullmatch(text):
        written = match[3]
        years = nearby if written is None else (int(written) + (2000 if len(written) == 2 else 0),)
        for year in years:
            yield year, int(match[2]), int(match[1])
            yield year, int(match[1]), int(match[2])
    elif match := _ORDINAL.fullmatch(text):
        for back in (-1, 0, 1):
            month = add_months(month_start(today), back)
            yield month.year, month.month, int(match[1])
    elif match := _DAY_MONTH.fullmatch(text) or _MONTH_DAY.fullmatch(text):
        number, name = (match[1], match[2]) if match[1].isdigit() else (match[2], match[1])
        if month_number := _month(name):
            for year in nearby if match[3] is None else (int(match[3]),):
                yield year, month_number, int(number)
