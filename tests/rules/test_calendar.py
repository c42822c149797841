"""Local days, wall-clock times across odd zones."""

from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules.kit import calendar

DAY = timedelta(days=1)
TICK = timedelta(microseconds=1)
SATURDAY = date(2026, 11, 21)

# Half-hour DST, a skipped date, DST that ends for Ramadan, changes at 00:01 and at midnight, a repeated date.
ZONES = [
    *("Australia/Lord_Howe", "Pacific/Apia", "Africa/Casablanca", "America/St_Johns", "America/Havana"),
    *("America/New_York", "Europe/London", "Asia/Kathmandu", "Asia/Beirut", "Pacific/Kwajalein", "UTC"),
    *("America/Sao_Paulo", "Asia/Gaza", "Antarctica/Troll", "America/Nuuk", "Pacific/Chatham"),
]
zones = st.sampled_from(ZONES).map(ZoneInfo)
days = st.dates(date(1950, 1, 1), date(2060, 12, 31))
hours = st.integers(0, 6)
instants = st.datetimes(datetime(1950, 1, 1), datetime(2060, 12, 31), timezones=st.just(UTC))  # noqa: DTZ001
times = st.times(timezones=st.none()).map(lambda at: at.replace(fold=0))


def shown(instant: datetime, zone: ZoneInfo) -> datetime:
    """Return what a clock on the wall shows."""
    return instant.astimezone(zone).replace(tzinfo=None, fold=0)


@given(days, zones, hours)
def test_a_day_ends_where_the_next_begins(day: date, zone: ZoneInfo, hour: int) -> None:
    end = calendar.day_ends_at(day, zone, hour)
    if calendar.day_ends_at(day - DAY, zone, hour) < end:
        assert calendar.local_day(end - TICK, zone, hour) == day
    following = day + DAY
    while calendar.day_ends_at(following, zone, hour) == end:
        following += DAY
    assert calendar.local_day(end, zone, hour) == following


@given(instants, zones, hours)
def test_every_instant_lies_inside_its_own_day(at: datetime, zone: ZoneInfo, hour: int) -> None:
    day = calendar.local_day(at, zone, hour)
    assert calendar.day_ends_at(day - DAY, zone, hour) <= at < calendar.day_ends_at(day, zone, hour)


@given(instants, st.timedeltas(timedelta(0), DAY * 3), zones, hours)
def test_days_never_run_backwards(at: datetime, later: timedelta, zone: ZoneInfo, hour: int) -> None:
    assert calendar.local_day(at, zone, hour) <= calendar.local_day(at + later, zone, hour)


@given(days, times, zones)
def test_a_wall_clock_time_is_the_first_instant_that_shows_it_or_later(day: date, at: time, zone: ZoneInfo) -> None:
    instant = calendar.wall_clock(day, at, zone)
    asked = datetime.combine(day, at)
    assert shown(instant, zone) >= asked
    assert shown(instant - TICK, zone) < asked
    for earlier in (timedelta(minutes=30), timedelta(hours=1), timedelta(hours=2)):
        assert shown(instant - earlier, zone) != asked


@given(days, times, zones, hours)
def test_a_reminder_falls_on_its_own_day_or_at_its_very_end(day: date, at: time, zone: ZoneInfo, hour: int) -> None:
    instant = calendar.reminder_instant(day, at, zone, hour)
    assert calendar.day_ends_at(day - DAY, zone, hour) <= instant <= calendar.day_ends_at(day, zone, hour)


@pytest.mark.parametrize(
    ("day", "at", "zone", "instant"),
    [
        (date(2026, 3, 8), time(2, 30), "America/New_York", "2026-03-08T07:00+00:00"),  # skipped: 03:00 EDT
        (date(2026, 11, 1), time(1, 30), "America/New_York", "2026-11-01T05:30+00:00"),  # twice: the first
        (date(2026, 10, 4), time(2, 15), "Australia/Lord_Howe", "2026-10-03T15:30+00:00"),  # half-hour gap
        (date(2026, 4, 5), time(1, 45), "Australia/Lord_Howe", "2026-04-04T14:45+00:00"),  # half-hour fold
        (date(2011, 12, 30), time(9), "Pacific/Apia", "2011-12-30T10:00+00:00"),  # a date that never was
        (date(2026, 1, 15), time(8), "Asia/Kathmandu", "2026-01-15T02:15+00:00"),
        (date(2008, 11, 2), time(0, 0), "America/St_Johns", "2008-11-02T02:30+00:00"),  # midnight twice
        (date(2026, 3, 8), time(2, 30, 0, 5), "America/New_York", "2026-03-08T07:00+00:00"),
    ],
)
def test_wall_clock_times(day: date, at: time, zone: str, instant: str) -> None:
    assert calendar.wall_clock(day, at, ZoneInfo(zone)) == datetime.fromisoformat(instant)


@pytest.mark.parametrize(
    ("instant", "zone", "hour", "day"),
    [
        ("2026-11-21T23:59:59+00:00", "UTC", 0, date(2026, 11, 21)),
        ("2026-11-22T00:00:00+00:00", "UTC", 0, date(2026, 11, 22)),
        ("2026-11-22T02:59:59+00:00", "UTC", 3, date(2026, 11, 21)),
        ("2026-11-22T03:00:00+00:00", "UTC", 3, date(2026, 11, 22)),
        # The night clocks skip 02:00 to 03:00: three on the clock comes after two hours.
        ("2026-03-08T06:59:59+00:00", "America/New_York", 3, date(2026, 3, 7)),
        ("2026-03-08T07:00:00+00:00", "America/New_York", 3, date(2026, 3, 8)),
        # The night 01:00 comes twice, and the day ended at the first.
        ("2026-11-01T05:00:00+00:00", "America/New_York", 1, date(2026, 11, 1)),
        ("2026-11-01T06:00:00+00:00", "America/New_York", 1, date(2026, 11, 1)),
        # Clocks went from 00:01 back to 23:01: the day that ended at midnight stays ended.
        ("2008-11-02T02:30:30+00:00", "America/St_Johns", 0, date(2008, 11, 2)),
        ("2008-11-02T02:45:00+00:00", "America/St_Johns", 0, date(2008, 11, 2)),
        ("2011-12-30T09:59:59+00:00", "Pacific/Apia", 0, date(2011, 12, 29)),
        ("2011-12-30T10:00:00+00:00", "Pacific/Apia", 0, date(2011, 12, 31)),
    ],
)
def test_local_days(instant: str, zone: str, hour: int, day: date) -> None:
    assert calendar.local_day(datetime.fromisoformat(instant), ZoneInfo(zone), hour) == day


def test_the_skipped_date_has_no_length() -> None:
    apia = ZoneInfo("Pacific/Apia")
    assert calendar.day_ends_at(date(2011, 12, 29), apia, 0) == calendar.day_ends_at(date(2011, 12, 30), apia, 0)


def test_a_reminder_after_midnight_belongs_to_the_evening_before() -> None:
    paris = ZoneInfo("Europe/Paris")
    assert calendar.reminder_instant(SATURDAY, time(1, 30), paris, 3) == datetime(2026, 11, 22, 0, 30, tzinfo=UTC)
    assert calendar.reminder_instant(SATURDAY, time(3), paris, 3) == datetime(2026, 11, 21, 2, tzinfo=UTC)


def test_an_instant_without_a_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="time zone"):
        calendar.local_day(datetime(2026, 1, 1), ZoneInfo("UTC"), 3)  # noqa: DTZ001


@pytest.mark.parametrize("hour", [-1, 7, 24])
def test_a_day_end_outside_its_range_is_refused(hour: int) -> None:
    with pytest.raises(ValueError, match="day_end_hour"):
        calendar.day_ends_at(SATURDAY, ZoneInfo("UTC"), hour)


@pytest.mark.parametrize(
    ("function", "day", "expected"),
    [
        (calendar.week_start, SATURDAY, date(2026, 11, 16)),
        (calendar.week_start, date(2026, 11, 16), date(2026, 11, 16)),
        (calendar.week_end, SATURDAY, date(2026, 11, 22)),
        (calendar.week_end, date(2026, 12, 31), date(2027, 1, 3)),
        (calendar.month_start, SATURDAY, date(2026, 11, 1)),
        (calendar.month_end, date(2028, 2, 3), date(2028, 2, 29)),
        (calendar.month_end, date(2100, 2, 3), date(2100, 2, 28)),
        (calendar.season_start, date(2026, 3, 31), date(2026, 1, 1)),
        (calendar.season_start, SATURDAY, date(2026, 10, 1)),
        (calendar.season_end, date(2026, 4, 1), date(2026, 6, 30)),
        (calendar.season_end, SATURDAY, date(2026, 12, 31)),
    ],
)
def test_period_bounds(function: Callable[[date], date], day: date, expected: date) -> None:
    assert function(day) == expected


@pytest.mark.parametrize(
    ("day", "months", "expected"),
    [
        (date(2026, 1, 31), 1, date(2026, 2, 28)),
        (date(2028, 1, 31), 1, date(2028, 2, 29)),
        (date(2026, 11, 30), 3, date(2027, 2, 28)),
        (date(2026, 12, 15), 1, date(2027, 1, 15)),
        (date(2026, 3, 31), -1, date(2026, 2, 28)),
        (date(2026, 1, 5), -13, date(2024, 12, 5)),
        (date(2026, 5, 5), 0, date(2026, 5, 5)),
    ],
)
def test_adding_months_keeps_the_day_or_clamps(day: date, months: int, expected: date) -> None:
    assert calendar.add_months(day, months) == expected


@pytest.mark.parametrize(
    ("hour", "minute", "day", "told"),
    [(21, 59, 5, (21, 59)), (22, 0, 6, (8, 0)), (23, 30, 6, (8, 0)), (7, 59, 5, (8, 0)), (8, 0, 5, (8, 0))],
)
def test_what_need_not_wake_anybody_waits_from_22_to_8(hour: int, minute: int, day: int, told: tuple[int, int]) -> None:
    berlin = ZoneInfo("Europe/Berlin")
    at = datetime(2026, 1, 5, hour, minute, tzinfo=berlin).astimezone(UTC)

    assert calendar.after_the_night(at, berlin) == datetime(2026, 1, day, *told, tzinfo=berlin)
