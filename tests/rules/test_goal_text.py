"""What goals in plain words say, what is asked about, and laws that hold for any text."""

# ruff: noqa: SIM905 - word lists read better as text

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cogs.goals.questions import goal_question
from rules.english.holidays import easter
from rules.goals.reading.answers import Ask, GoalQuestion, GoalReading, Period
from rules.goals.reading.read import read_goal
from rules.kit.calendar import add_months
from tests.examples import examples

TODAY = date(2026, 11, 21)  # a Saturday
DAY, WEEK, MONTH = Period.DAY, Period.WEEK, Period.MONTH

READ = [
    # works without a number
    ("finish my novel by June", 1, "novels", None, None, "2027-06-30"),
    ("second draft of my novel by June", 1, "drafts", None, None, "2027-06-30"),
    ("finish chapter 5 by June", 1, "chapters", None, None, "2027-06-30"),
    ("I have 3 months to write a novel", 1, "novels", None, None, "2027-02-21"),
    ("publish a short story collection next year", 1, "short story collections", None, None, "2027-12-31"),
    # numbers that describe others
    ("finish my 80k word novel by June", 80000, "words", None, None, "2027-06-30"),
    ("write 3 chapters of 2000 words each by June", 3, "chapters", None, None, "2027-06-30"),
    ("publish 3 2000-word articles by March", 3, "articles", None, None, "2027-03-31"),
    ("write 3 500 word stories by May", 3, "stories", None, None, "2027-05-31"),
    ("write book 2 of my trilogy, 80k words by May", 80000, "words", None, None, "2027-05-31"),
    ("500 page views by June", 500, "page views", None, None, "2027-06-30"),
    # formats
    ("1.500 followers by June", 1500, "followers", None, None, "2027-06-30"),
    ("1'500 followers by June", 1500, "followers", None, None, "2027-06-30"),
    ("one and a half thousand followers by June", 1500, "followers", None, None, "2027-06-30"),
    ("twenty and a half thousand words by June", 20500, "words", None, None, "2027-06-30"),
    ("twenty dozen posts by June", 240, "posts", None, None, "2027-06-30"),
    ("half a million words by 2030", 500000, "words", None, None, "2030-12-31"),
    ("2m followers by 2030", 2000000, "followers", None, None, "2030-12-31"),
    ("１００ followers by June", 100, "followers", None, None, "2027-06-30"),
    ("~~500~~ 600 followers by June", 600, "followers", None, None, "2027-06-30"),
    ("$500 a month from Medium by June", 500, "dollars", None, MONTH, "2027-06-30"),
    ("2030 followers by June", 2030, "followers", None, None, "2027-06-30"),
    ("increase my followers by 200 by June", 200, "followers", None, None, "2027-06-30"),
    ("get my follower count to 500 by June", 500, "followers", None, None, "2027-06-30"),
    # where the writer stands
    ("500 followers by June, up from 120", 500, "followers", 120, None, "2027-06-30"),
    ("reach 500 followers by March. I have 120.", 500, "followers", 120, None, "2027-03-31"),
    ("20k words written so far, 80k by June", 80000, "words", 20000, None, "2027-06-30"),
    ("0 to 100 followers by June", 100, "followers", 0, None, "2027-06-30"),
    # rates
    ("post every Monday", 1, "posts", None, WEEK, None),
    ("post on Mondays, Wednesdays and Fridays", 3, "posts", None, WEEK, None),
    ("post on Medium 3x a week", 3, "posts", None, WEEK, None),
    ("a post every weekday", 5, "posts", None, WEEK, None),
    ("write 500 words every Monday", 500, "words", None, WEEK, None),
    ("publish a weekly newsletter for 3 months", 1, "newsletters", None, WEEK, "2027-02-20"),
    ("write for half an hour a day", 0.5, "hours", None, DAY, None),
    ("at 7 pm every day 30 min of writing", 30, "minutes", None, DAY, None),
    ("500 words before work every day", 500, "words", None, DAY, None),
    ("500 words a day starting tomorrow for 30 days", 500, "words", None, DAY, "2026-12-21"),
    ("500 words a day from 1 December to 31 December", 500, "words", None, DAY, "2026-12-31"),
    ("from now on 500 words a day", 500, "words", None, DAY, None),
    ("500 words a day before Christmas", 500, "words", None, DAY, "2026-12-24"),
    ("500 words a day for NaNoWriMo", 500, "words", None, DAY, "2026-11-30"),
    ("go from 100 to 500 words a day", 500, "words", 100, DAY, None),
    ("new year's resolution: 500 words a day", 500, "words", None, DAY, None),
    ("500 words a day from 6 to 7 am", 500, "words", None, DAY, None),
    ("write 5 days a week", 5, "days", None, WEEK, None),
    # deadlines
    ("by nov 30 2000 words", 2000, "words", None, None, "2026-11-30"),
    ("500 followers before 2027 ends", 500, "followers", None, None, "2027-12-31"),
    ("500 followers in a year and a half", 500, "followers", None, None, "2028-05-21"),
    ("500 followers, 3 months", 500, "followers", None, None, "2027-02-21"),
    ("5000 words in 24 hours", 5000, "words", None, None, "2026-11-22"),
    ("500 followers by mid-March", 500, "followers", None, None, "2027-03-15"),
    ("500 followers by 30 nov 26", 500, "followers", None, None, "2026-11-30"),
    ("500 followers by nov '27", 500, "followers", None, None, "2027-11-30"),
    ("500 followers by 11/2027", 500, "followers", None, None, "2027-11-30"),
    ("500 followers by Friday next week", 500, "followers", None, None, "2026-11-27"),
    ("500 followers by Friday, November 27", 500, "followers", None, None, "2026-11-27"),
    ("500 followers by the last Friday of November", 500, "followers", None, None, "2026-11-27"),
    ("500 followers before the year is over", 500, "followers", None, None, "2026-12-31"),
    ("500 followers by American Thanksgiving", 500, "followers", None, None, "2026-11-26"),
    ("500 followers before New Year", 500, "followers", None, None, "2026-12-31"),
    ("500 followers by H1 2027", 500, "followers", None, None, "2027-06-30"),
    ("500 followers within the quarter", 500, "followers", None, None, "2026-12-31"),
    ("2027 goal: 500 followers", 500, "followers", None, None, "2027-12-31"),
    ("1000 true fans by 31/12/2026 at 23:59", 1000, "true fans", None, None, "2026-12-31"),
]


@pytest.mark.parametrize(("text", "amount", "unit", "start", "per", "deadline"), READ, ids=[r[0] for r in READ])
def test_it_understands(
    text: str, amount: float, unit: str, start: float | None, per: Period | None, deadline: str | None
) -> None:
    last_day = date.fromisoformat(deadline) if deadline else None
    goal = read_goal(text, TODAY)
    assert isinstance(goal, GoalReading), goal
    assert (goal.amount, goal.unit, goal.start, goal.per, goal.deadline) == (amount, unit, start, per, last_day)


ASKED = [
    ("", Ask.EMPTY),
    ("500 words a day. " * 100, Ask.TOO_LONG),
    ("500 palabras al día", Ask.NOT_ENGLISH),
    ("500 слов в день", Ask.NOT_ENGLISH),
    ("grow my newsletter by June", Ask.NO_AMOUNT),
    ("hundreds of followers by June", Ask.NO_AMOUNT),
    ("10k by June", Ask.NO_UNIT),
    ("12 articles a year", Ask.NO_DEADLINE),
    ("500 words by 20 November 2026", Ask.PAST_DEADLINE),
    ("500 words by 29 Feb 2027", Ask.IMPOSSIBLE_DATE),
    ("500 words by Monday, November 27", Ask.AMBIGUOUS_DATE),
    ("500 words by 03.04.2027", Ask.AMBIGUOUS_DATE),
    ("500 words by Saturday", Ask.AMBIGUOUS_DATE),
    ("500 words by the 31st", Ask.AMBIGUOUS_DATE),
    ("500 words in June or July", Ask.AMBIGUOUS_DATE),
    ("500 followers in 6-8 weeks", Ask.VAGUE_DEADLINE),
    ("500 followers in 3m", Ask.VAGUE_DEADLINE),
    ("500 followers by my 30th birthday", Ask.VAGUE_DEADLINE),
    ("500 followers around Christmas", Ask.VAGUE_DEADLINE),
    ("500 followers a week before Christmas", Ask.VAGUE_DEADLINE),
    ("500 followers a week from Friday", Ask.VAGUE_DEADLINE),
    ("500 words daily until I finish my novel", Ask.VAGUE_DEADLINE),
    ("500 words a day before school starts", Ask.VAGUE_DEADLINE),
    ("<t:1798761600:D> 500 followers", Ask.VAGUE_DEADLINE),
    ("500 followers in 200 years", Ask.FAR_DEADLINE),
    ("publish 2 posts every week until June and reach 300 followers", Ask.SEVERAL_GOALS),
    ("post daily to reach 500 followers by June", Ask.SEVERAL_NUMBERS),
    ("get 500 followers by posting daily", Ask.SEVERAL_NUMBERS),
    ("500 followers if I post daily", Ask.SEVERAL_NUMBERS),
    ("2-3 posts a week", Ask.RANGE),
    ("write a 2000-word short story every week", Ask.SEVERAL_NUMBERS),
    ("finish my novel and get an agent by June", Ask.SEVERAL_NUMBERS),
    ("10**15 words by June", Ask.UNCLEAR_NUMBER),
    ("10¹⁵ words by June", Ask.UNCLEAR_NUMBER),
    ("1.500 hours by June", Ask.UNCLEAR_NUMBER),
    ("at most 500 words a day", Ask.UNCLEAR_NUMBER),
    ("increase followers by 50% by June", Ask.UNCLEAR_NUMBER),
    ("write a book about 3 sisters by June", Ask.SEVERAL_NUMBERS),
    ("from 1 to 3 posts a week", Ask.SEVERAL_NUMBERS),
    ("finish 2 drafts this or next week", Ask.VAGUE_DEADLINE),
    ("three thousand word essays by June", Ask.UNCLEAR_NUMBER),
    ("write 500 words 3 times a week", Ask.UNCLEAR_RATE),
    ("2 hours every Saturday and Sunday", Ask.UNCLEAR_RATE),
    ("500 words every weekday", Ask.UNCLEAR_RATE),
    ("post every other day", Ask.UNCLEAR_RATE),
    ("write 500 words for 30 days straight", Ask.UNCLEAR_RATE),
    ("100 claps per story by June", Ask.UNCLEAR_RATE),
    ("lose 5 followers by June", Ask.NOT_POSITIVE),
    ("1e30 words by June", Ask.TOO_LARGE),
    ("from 500 to 120 followers by June", Ask.ALREADY_REACHED),
]


@pytest.mark.parametrize(("text", "code"), ASKED, ids=[a[0][:60] or "nothing" for a in ASKED])
def test_it_asks(text: str, code: Ask) -> None:
    goal = read_goal(text, TODAY)
    assert isinstance(goal, GoalQuestion), goal
    assert goal.code is code


def test_an_ambiguous_date_offers_both_days() -> None:
    goal = read_goal("500 followers by 03/04", TODAY)
    assert isinstance(goal, GoalQuestion)
    assert {reading.deadline for reading in goal.readings} == {date(2027, 3, 4), date(2027, 4, 3)}
    assert {reading.amount for reading in goal.readings} == {500}


def test_a_missing_deadline_offers_a_month_three_months_and_the_years_end() -> None:
    goal = read_goal("500 followers", TODAY)
    assert isinstance(goal, GoalQuestion)
    assert [r.deadline for r in goal.readings] == [date(2026, 12, 21), date(2026, 12, 31), date(2027, 2, 21)]


@pytest.mark.parametrize(
    ("today", "deadline"),
    [("2027-02-28", "2027-06-30"), ("2027-06-30", "2027-06-30"), ("2027-07-01", "2028-06-30")],
)
def test_a_month_without_a_year_is_the_next_to_end(today: str, deadline: str) -> None:
    goal = read_goal("500 followers by June", date.fromisoformat(today))
    assert isinstance(goal, GoalReading)
    assert goal.deadline == date.fromisoformat(deadline)


@pytest.mark.parametrize(("today", "asks"), [("2026-11-23", True), ("2026-11-27", False), ("2026-11-28", False)])
def test_next_friday_is_asked_about_only_while_this_weeks_is_still_to_come(today: str, asks: bool) -> None:
    assert isinstance(read_goal("5 pages by next Friday", date.fromisoformat(today)), GoalQuestion) is asks


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("folowers", "followers"), ("follwers", "followers"), ("subscibers", "subscribers"), ("wrods", "words")],
)
def test_a_slip_in_a_unit_is_mended(typed: str, meant: str) -> None:
    goal = read_goal(f"500 {typed} by June", TODAY)
    assert isinstance(goal, GoalReading)
    assert goal.unit == meant


@pytest.mark.parametrize("word", ["poets", "works", "stores", "worlds"])
def test_a_real_word_near_a_unit_is_left_alone(word: str) -> None:
    goal = read_goal(f"500 {word} by June", TODAY)
    assert isinstance(goal, GoalReading)
    assert goal.unit == word


def test_easter_falls_where_the_church_calendar_puts_it() -> None:
    known = {2000: (4, 23), 2008: (3, 23), 2011: (4, 24), 2024: (3, 31), 2026: (4, 5), 2038: (4, 25)}
    assert {year: (easter(year).month, easter(year).day) for year in known} == known


DAYS = st.dates(date(1950, 1, 1), date(2150, 12, 31))
PIECES = st.sampled_from(
    (
        "500 1.5k 2 -3 0 03/04 31 2026 2027-06-30 30.11 15th 1e30 half two dozen a an my one followers words posts "
        "novel chapters per every each day daily week weekly month monthly year twice times x by before until in on "
        "for from to next this last end of the start mid june march may friday monday easter christmas q1 eoy "
        "weekend 3 months days and or at 8pm more new i have now , . ; - -> ** ¦ $ % ½ ² <@123> someday birthday ago "
        "between so nan inf"
    ).split()
)


@settings(max_examples=examples(400))
@given(st.text(max_size=80) | st.lists(PIECES, max_size=14).map(" ".join), DAYS)
def test_any_text_is_read_soundly_or_asked_about(text: str, today: date) -> None:
    goal = read_goal(text, today)
    assert goal == read_goal(text, today)
    readings = goal.readings if isinstance(goal, GoalQuestion) else (goal,)
    if isinstance(goal, GoalQuestion):
        assert len(goal.readings) <= 4
        assert goal_question(goal).endswith(("?", ".", "!"))
    for reading in readings:
        assert 0 < reading.amount <= 10**9
        assert reading.unit
        assert reading.per or reading.deadline
        assert reading.deadline is None or reading.deadline >= today
        assert reading.start is None or reading.start != reading.amount


@given(st.integers(1, 10**6), st.integers(1, 24), DAYS)
def test_in_n_months_keeps_the_day_or_takes_the_months_last(amount: int, months: int, today: date) -> None:
    goal = read_goal(f"{amount} followers in {months} months", today)
    assert isinstance(goal, GoalReading)
    assert goal.deadline is not None
    assert goal.amount == amount
    ends_month = (goal.deadline + timedelta(days=1)).day == 1
    assert goal.deadline.day == today.day or (goal.deadline.day < today.day and ends_month)
    assert (goal.deadline.year - today.year) * 12 + goal.deadline.month - today.month == months


@given(DAYS, st.integers(1, 400))
def test_a_date_reads_the_same_in_every_notation(today: date, ahead: int) -> None:
    day = today + timedelta(days=ahead)
    months = "January February March April May June July August September October November December".split()
    month = months[day.month - 1]
    for typed in (day.isoformat(), f"{day.day} {month} {day.year}", f"{month[:3]} {day.day}, {day.year}"):
        goal = read_goal(f"5 poems by {typed}", today)
        assert isinstance(goal, GoalReading)
        assert goal.deadline == day


@given(DAYS, st.integers(1, 36))
def test_for_n_months_ends_a_day_before_in_n_months(today: date, months: int) -> None:
    goal = read_goal(f"2 posts a week for {months} months", today)
    assert isinstance(goal, GoalReading)
    assert goal.deadline == add_months(today, months) - timedelta(days=1)
