"""Local days, wall-clock times across odd zones, and the day typed into `/wrote day:`."""

from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules import calendar
from rules.calendar import DayInFuture, DayNotUnderstood, DayTooEarly, entry_day

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
    ("typed", "expected"),
    [
        (None, SATURDAY),
        ("", SATURDAY),
        ("  Today ", SATURDAY),
        ("tonight", SATURDAY),
        ("YESTERDAY", date(2026, 11, 20)),
        ("the day before yesterday", date(2026, 11, 19)),
        ("3 days ago", date(2026, 11, 18)),
        ("two days ago", date(2026, 11, 19)),
        ("a week ago", date(2026, 11, 14)),
        ("0 days ago", SATURDAY),
        ("saturday", SATURDAY),
        ("last saturday", date(2026, 11, 14)),
        ("this saturday", SATURDAY),
        ("sunday", date(2026, 11, 15)),
        ("Fri", date(2026, 11, 20)),
        ("last fri", date(2026, 11, 20)),
        ("on Monday", date(2026, 11, 16)),
        ("tues", date(2026, 11, 17)),
        ("weds.", date(2026, 11, 18)),
        ("thurs", date(2026, 11, 19)),
        ("mo", date(2026, 11, 16)),
        ("2026-11-14", date(2026, 11, 14)),
        ("2026/11/18", date(2026, 11, 18)),
        ("18 Nov", date(2026, 11, 18)),
        ("18th of November", date(2026, 11, 18)),
        ("Nov 18", date(2026, 11, 18)),
        ("November 18th, 2026", date(2026, 11, 18)),
        ("nov 18 2026", date(2026, 11, 18)),
        ("Wednesday, 18 November", date(2026, 11, 18)),
        ("Wed 18/11", date(2026, 11, 18)),
        ("18/11", date(2026, 11, 18)),
        ("11/18", date(2026, 11, 18)),
        ("18.11.", date(2026, 11, 18)),
        ("18.11.2026", date(2026, 11, 18)),
        ("11/18/26", date(2026, 11, 18)),
        ("18-11-2026", date(2026, 11, 18)),
        ("the 18th", date(2026, 11, 18)),
        ("Ｔｏｄａｙ", SATURDAY),
    ],
)
def test_days_people_type(typed: str | None, expected: date) -> None:
    assert entry_day(typed, SATURDAY) == expected


@pytest.mark.parametrize(
    ("typed", "today", "expected"),
    [
        ("3/1", date(2027, 1, 5), date(2027, 1, 3)),
        ("1/3", date(2027, 1, 5), date(2027, 1, 3)),
        ("3/1", date(2027, 3, 4), date(2027, 3, 1)),
        ("30 Dec", date(2027, 1, 2), date(2026, 12, 30)),
        ("31st", date(2027, 1, 2), date(2026, 12, 31)),
        ("Feb 29", date(2028, 3, 1), date(2028, 2, 29)),
        ("monday", date(2027, 1, 1), date(2026, 12, 28)),
        ("3/3", date(2027, 3, 4), date(2027, 3, 3)),
    ],
)
def test_a_date_with_two_readings_is_the_one_within_the_last_week(typed: str, today: date, expected: date) -> None:
    assert entry_day(typed, today) == expected


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("13 Nov", date(2026, 11, 13)),
        ("2026-11-13", date(2026, 11, 13)),
        ("8 days ago", date(2026, 11, 13)),
        ("two weeks ago", date(2026, 11, 7)),
        ("3 Aug", date(2026, 8, 3)),
        ("1999-01-01", date(1999, 1, 1)),
    ],
)
def test_a_day_too_long_ago_names_the_earliest_open_one(typed: str, day: date) -> None:
    with pytest.raises(DayTooEarly) as refusal:
        entry_day(typed, SATURDAY)
    assert (refusal.value.day, refusal.value.earliest) == (day, date(2026, 11, 14))


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("tomorrow", date(2026, 11, 22)),
        ("22 Nov", date(2026, 11, 22)),
        ("11/22", date(2026, 11, 22)),
        ("the 22nd", date(2026, 11, 22)),
        ("2030-01-01", date(2030, 1, 1)),
    ],
)
def test_a_day_to_come_is_refused(typed: str, day: date) -> None:
    with pytest.raises(DayInFuture) as refusal:
        entry_day(typed, SATURDAY)
    assert refusal.value.day == day


@pytest.mark.parametrize(
    "typed",
    [
        *(
            "soon",
            "18",
            "t",
            "last",
            "last week",
            "31 Feb",
            "2026-02-31",
            "0/0",
            "32/13",
            "Tuesday 18 Nov",
            "18 Foo",
        ),
        *(
            "many days ago",
            "-1",
            "18/11/202",
            "99999999999",
            "next friday",
            "18 Nov or 19 Nov",
            "@everyone",
            "²",
        ),
    ],
)
def test_a_day_that_says_nothing_clear_is_not_guessed(typed: str) -> None:
    with pytest.raises(DayNotUnderstood) as refusal:
        entry_day(typed, SATURDAY)
    assert refusal.value.typed == typed


@given(st.text(max_size=40) | st.from_regex(r"[0-9a-z/. -]{1,12}", fullmatch=True), days)
def test_any_text_gives_an_open_day_or_a_named_refusal(typed: str, today: date) -> None:
    try:
        day = entry_day(typed, today)
    except (DayNotUnderstood, DayTooEarly, DayInFuture):
        return
    assert today - DAY * calendar.MAX_LATE_DAYS <= day <= today


@given(days, st.integers(0, calendar.MAX_LATE_DAYS))
def test_every_choice_reads_back_as_its_own_day(today: date, back: int) -> None:
    label, day = calendar.entry_day_choices(today, "")[back]
    assert day == today - DAY * back
    assert entry_day(label.rpartition("· ")[2], today) == day
    assert entry_day(day.isoformat(), today) == day


def test_choices_narrow_as_one_types() -> None:
    assert calendar.entry_day_choices(SATURDAY, "")[:3] == [
        ("Today · Saturday, 21 November", SATURDAY),
        ("Yesterday · Friday, 20 November", date(2026, 11, 20)),
        ("Thursday, 19 November", date(2026, 11, 19)),
    ]
    assert [day for _, day in calendar.entry_day_choices(SATURDAY, "yes")] == [date(2026, 11, 20)]
    assert calendar.entry_day_choices(SATURDAY, "11/18") == [("Wednesday, 18 November", date(2026, 11, 18))]
    assert [day for _, day in calendar.entry_day_choices(SATURDAY, "sat")] == [SATURDAY, date(2026, 11, 14)]


def test_no_choice_is_offered_for_a_day_that_cannot_be_logged() -> None:
    assert calendar.entry_day_choices(SATURDAY, "12 Oct") == []


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("", SATURDAY),
        ("today", SATURDAY),
        ("Yesterday", date(2026, 11, 20)),
        ("3 weeks ago", date(2026, 10, 31)),
        ("Saturday", SATURDAY),
        ("last Monday", date(2026, 11, 16)),
        ("2024-02-29", date(2024, 2, 29)),
        ("5 March", date(2026, 3, 5)),
        ("24 December", date(2025, 12, 24)),  # without a year it is the latest one
        ("25.10.", date(2026, 10, 25)),
    ],
)
def test_a_past_day_is_the_latest_one_meant(typed: str, day: date) -> None:
    assert calendar.past_day(typed, SATURDAY) == day


@pytest.mark.parametrize("typed", ["soon", "3/4", "31 February", "tomorrow week"])
def test_a_past_day_with_no_single_meaning_is_asked_about(typed: str) -> None:
    with pytest.raises(DayNotUnderstood):
        calendar.past_day(typed, SATURDAY)


@pytest.mark.parametrize("typed", ["tomorrow", "2027-01-01"])
def test_a_past_day_is_not_ahead(typed: str) -> None:
    with pytest.raises(calendar.DayAhead):
        calendar.past_day(typed, SATURDAY)
