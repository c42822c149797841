"""The day typed into `/wrote day:`, `/streak pause` and `/piece`."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules.english.typed_days import (
    MAX_LATE_DAYS,
    DayAhead,
    DayInFuture,
    DayNotUnderstood,
    DayTooEarly,
    coming_day,
    coming_end,
    entry_day,
    entry_day_choices,
    past_day,
)
from rules.goals.reading.answers import GoalReading
from rules.goals.reading.read import read_goal

DAY = timedelta(days=1)
SATURDAY = date(2026, 11, 21)
days = st.dates(date(1950, 1, 1), date(2060, 12, 31))


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
        ("next friday", date(2026, 11, 27)),
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
    assert today - DAY * MAX_LATE_DAYS <= day <= today


@given(days, st.integers(0, MAX_LATE_DAYS))
def test_every_choice_reads_back_as_its_own_day(today: date, back: int) -> None:
    label, day = entry_day_choices(today, "")[back]
    assert day == today - DAY * back
    assert entry_day(label.rpartition("· ")[2], today) == day
    assert entry_day(day.isoformat(), today) == day


def test_choices_narrow_as_one_types() -> None:
    assert entry_day_choices(SATURDAY, "")[:3] == [
        ("Today · Saturday, 21 November", SATURDAY),
        ("Yesterday · Friday, 20 November", date(2026, 11, 20)),
        ("Thursday, 19 November", date(2026, 11, 19)),
    ]
    assert [day for _, day in entry_day_choices(SATURDAY, "yes")] == [date(2026, 11, 20)]
    assert entry_day_choices(SATURDAY, "11/18") == [("Wednesday, 18 November", date(2026, 11, 18))]
    assert [day for _, day in entry_day_choices(SATURDAY, "sat")] == [SATURDAY, date(2026, 11, 14)]


def test_no_choice_is_offered_for_a_day_that_cannot_be_logged() -> None:
    assert entry_day_choices(SATURDAY, "12 Oct") == []


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
    assert past_day(typed, SATURDAY) == day


@pytest.mark.parametrize("typed", ["soon", "3/4", "31 February", "tomorrow week"])
def test_a_past_day_with_no_single_meaning_is_asked_about(typed: str) -> None:
    with pytest.raises(DayNotUnderstood):
        past_day(typed, SATURDAY)


@pytest.mark.parametrize("typed", ["tomorrow", "2027-01-01"])
def test_a_past_day_is_not_ahead(typed: str) -> None:
    with pytest.raises(DayAhead):
        past_day(typed, SATURDAY)


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("today", SATURDAY),
        ("now", SATURDAY),
        ("tomorrow", date(2026, 11, 22)),
        ("Saturday", SATURDAY),
        ("next Saturday", date(2026, 11, 28)),
        ("5 March", date(2027, 3, 5)),
        ("Nov 20", date(2027, 11, 20)),
        ("Feb 29", date(2028, 2, 29)),
        ("the 3rd", date(2026, 12, 3)),
        ("Christmas", date(2026, 12, 25)),
        ("end of the month", date(2026, 11, 30)),
        ("in 2 weeks", date(2026, 12, 5)),
        ("2 weeks from Friday", date(2026, 12, 11)),
        ("2026-01-01", date(2026, 1, 1)),  # over, which is for the caller to say
    ],
)
def test_a_coming_day_is_the_next_one_meant(typed: str, day: date) -> None:
    assert coming_day(typed, SATURDAY) == day


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("Friday", "2027-01-15"),
        ("5 Jan", "2028-01-05"),
        ("tomorrow", "2026-11-22"),
        ("in 60 days", "2027-01-20"),
        ("next month", "2026-12-31"),
        ("for two weeks", "2027-01-23"),
        ("a month", "2027-02-09"),
    ],
)
def test_the_end_of_a_span_comes_after_its_start(typed: str, day: str) -> None:
    assert coming_end(typed, SATURDAY, date(2027, 1, 10)) == date.fromisoformat(day)


@pytest.mark.parametrize(("typed", "day"), [("next week", "2026-11-23"), ("March", "2027-03-01")])
def test_a_stretch_begins_on_its_first_day(typed: str, day: str) -> None:
    assert coming_day(typed, SATURDAY) == date.fromisoformat(day)


@pytest.mark.parametrize(
    "by",
    [
        *("in two weeks", "in 45 days", "in a month", "in a fortnight", "within 2 weeks", "2 weeks from now"),
        *("a month from today", "a week from Friday", "tomorrow", "the day after tomorrow", "tonight", "this Friday"),
        *("Friday next week", "30 January", "Feb 1st", "2/13", "2027-02-01", "the 15th", "the 28th", "end of March"),
        *("mid February", "EOM", "Christmas", "Easter", "the last Friday of May", "next week", "the weekend", "March"),
        *("end of next week", "next quarter", "two months from now", "3 weeks from Monday", "beginning of February"),
    ],
)
def test_whatever_end_a_goal_understands_a_pause_understands(by: str) -> None:
    goal = read_goal(f"500 words by {by}", SATURDAY)
    assert isinstance(goal, GoalReading)
    assert coming_end(by, SATURDAY, SATURDAY) == goal.deadline


@pytest.mark.parametrize("typed", ["soon", "3/4", "31 February", "Monday or Tuesday", "summer"])
def test_a_coming_day_with_no_single_meaning_is_asked_about(typed: str) -> None:
    with pytest.raises(DayNotUnderstood):
        coming_day(typed, SATURDAY)
