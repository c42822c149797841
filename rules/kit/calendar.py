"""Turn instants into a member's own days and back; weeks, months and seasons.

A local day runs from one day-end hour to the next on the member's wall clock, so it can last 23 or 25
hours or, where a country skipped a date, none. Every rule below rests on one law: day N+1 begins when
day N ends.
"""

from calendar import monthrange
from collections.abc import Iterator
from datetime import MAXYEAR, MINYEAR, UTC, date, datetime, time, timedelta
from typing import Final
from zoneinfo import ZoneInfo

LATEST_DAY_END_HOUR: Final = 6
MONTHS_PER_SEASON: Final = 3

# Clocks are set by three hours at most, or by a whole day, and a day ends by 06:00: between these hours of the wall
# clock the date is the member's day.
MORNING: Final = 10
EVENING: Final = 20

NIGHT_BEGINS: Final = time(22)
NIGHT_ENDS: Final = time(8)

DAY: Final = timedelta(days=1)
WEEKDAYS: Final = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
MONTHS: Final = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)


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


def after_the_night(at: datetime, zone: ZoneInfo) -> datetime:
    """Return when to say what need not wake anybody: now by day, and from 22:00 on in the morning."""
    shown = _shown(at, zone)
    if NIGHT_ENDS.hour <= shown.hour < NIGHT_BEGINS.hour:
        return at
    morning = shown.date() + DAY if shown.hour >= NIGHT_BEGINS.hour else shown.date()
    return wall_clock(morning, NIGHT_ENDS, zone)


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
    """Return `day` moved by `months` (may be negative), clamped to the end of a shorter month.

    Raise OverflowError beyond the years that a calendar has, as adding days does.
    """
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    if not MINYEAR <= year <= MAXYEAR:
        raise OverflowError(f"{day} and {months} months")
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))
