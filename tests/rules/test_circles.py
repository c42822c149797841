"""Circles: a week's clock, what a week is worth, the streak and its laws, and who is asked after."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules.circles import (
    ASLEEP_AFTER,
    LEAST_COMPANY,
    ONE_WEEK,
    QUIET_AFTER,
    CircleStreak,
    PromisingOver,
    ReportingOver,
    WeekTally,
    check_promising,
    check_reporting,
    circle_streak,
    first_open_week,
    is_asleep,
    is_to_be_noticed,
    looks_after,
    promise_at,
    promise_week,
    report_at,
)

BERLIN = ZoneInfo("Europe/Berlin")
MONDAY = date(2026, 1, 5)
SUNDAY_EVENING = datetime(2026, 1, 11, 17, 0, tzinfo=UTC)  # 18:00 in Berlin
JUST_BEFORE = SUNDAY_EVENING - timedelta(microseconds=1)


def test_a_week_is_asked_on_monday_morning_and_sunday_evening_of_its_servers_clock() -> None:
    assert promise_at(MONDAY, BERLIN) == datetime(2026, 1, 5, 7, 0, tzinfo=UTC)
    assert report_at(MONDAY, BERLIN) == SUNDAY_EVENING


def test_the_clock_change_moves_no_question() -> None:
    week_on = date(2026, 3, 23)  # ends with the Sunday on which Berlin's clocks go forward
    assert report_at(week_on, BERLIN) == datetime(2026, 3, 29, 16, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("at", "week_on"),
    [
        (datetime(2026, 1, 4, 22, 59, tzinfo=UTC), MONDAY),  # Sunday 23:59 in Berlin: the coming week
        (datetime(2026, 1, 4, 23, 0, tzinfo=UTC), MONDAY),
        (JUST_BEFORE, MONDAY),
        (SUNDAY_EVENING, MONDAY + ONE_WEEK),
    ],
)
def test_a_promise_is_for_this_week_until_it_is_asked_how_it_went(at: datetime, week_on: date) -> None:
    assert promise_week(at, BERLIN) == week_on
    check_promising(week_on, at, BERLIN)
    with pytest.raises(PromisingOver) as over:
        check_promising(week_on - ONE_WEEK, at, BERLIN, "two pages")
    assert over.value.typed == "two pages"
    for not_yet in (week_on + ONE_WEEK, week_on + timedelta(days=1), date(2090, 1, 2)):
        with pytest.raises(PromisingOver):
            check_promising(not_yet, at, BERLIN)


@pytest.mark.parametrize(("at", "earliest"), [(JUST_BEFORE, MONDAY - ONE_WEEK), (SUNDAY_EVENING, MONDAY)])
def test_a_week_takes_reports_until_the_next_one_is_asked_for_its_own(at: datetime, earliest: date) -> None:
    assert first_open_week(at, BERLIN) == earliest
    check_reporting(earliest, at, BERLIN)
    with pytest.raises(ReportingOver):
        check_reporting(earliest - ONE_WEEK, at, BERLIN)
    check_reporting(earliest + ONE_WEEK, at, BERLIN)
    for not_yet in (earliest + 2 * ONE_WEEK, earliest + timedelta(days=1), date(2090, 1, 2)):
        with pytest.raises(ReportingOver):
            check_reporting(not_yet, at, BERLIN)


def tallies(weeks: str) -> list[WeekTally]:
    """Read "3/4 - 0/2" as weeks from MONDAY on: kept or partly kept of promised; a dash is a week without any."""
    found = []
    for number, written in enumerate(weeks.split()):
        if written != "-":
            fulfilled, promised = written.split("/")
            found.append(WeekTally(MONDAY + number * ONE_WEEK, int(promised), int(fulfilled)))
    return found


@pytest.mark.parametrize(
    ("weeks", "open_weeks", "current", "longest"),
    [
        ("", 0, 0, 0),
        ("2/2", 0, 1, 1),
        ("1/2", 0, 1, 1),  # half is enough
        ("1/3", 0, 0, 0),
        ("1/1", 0, 0, 0),  # a promise alone does not count
        ("2/2 3/4 2/4", 0, 3, 3),
        ("2/2 1/3 2/2", 0, 1, 1),
        ("2/2 - 2/2", 0, 2, 2),  # one quiet week is passed over
        ("2/2 0/1 2/2", 0, 2, 2),  # and so is one with a promise alone
        ("2/2 - - 2/2", 0, 1, 1),  # two are not
        ("2/2 - 2/2 - 2/2", 0, 3, 3),
        ("2/2 2/2 - -", 0, 0, 2),
        ("2/2 2/2 0/2", 0, 0, 2),
        ("2/2 2/2 0/2", 1, 2, 2),  # not yet: it may still be reported on
        ("2/2 2/2 1/2", 1, 3, 3),  # counts as soon as it can
        ("2/2 2/2 1/2 0/2", 2, 3, 3),
    ],
)
def test_weeks_in_a_row(weeks: str, open_weeks: int, current: int, longest: int) -> None:
    first_open_on = MONDAY + (len(weeks.split()) - open_weeks) * ONE_WEEK
    assert circle_streak(tallies(weeks), first_open_on) == CircleStreak(current, longest)


def test_weeks_of_silence_after_the_last_promise_end_a_streak() -> None:
    known = tallies("2/2 2/2")
    assert [circle_streak(known, MONDAY + number * ONE_WEEK).current for number in (2, 3, 4, 5)] == [2, 2, 0, 0]


@st.composite
def histories(draw: st.DrawFn) -> tuple[list[WeekTally], date]:
    numbers = draw(st.lists(st.integers(0, 14), unique=True))
    known = []
    for number in numbers:
        promised = draw(st.integers(1, 8))
        known.append(WeekTally(MONDAY + number * ONE_WEEK, promised, draw(st.integers(0, promised))))
    return known, MONDAY + draw(st.integers(0, 16)) * ONE_WEEK


def spelled_out(known: list[WeekTally], first_open_on: date) -> int:
    """Return the current streak by going back from the newest week, in the words of the rule."""
    by_week = {each.week_on: each for each in known}
    count, quiet = 0, 0
    week_on = max([*by_week, first_open_on])
    while week_on >= min([*by_week, first_open_on]):
        week = by_week.get(week_on)
        enough = week is not None and week.promised >= LEAST_COMPANY
        if enough and week is not None and week.fulfilled / week.promised >= 0.5:
            count, quiet = count + 1, 0
        elif week_on < first_open_on:
            quiet += 1
            if enough or quiet == 2:
                break
        week_on -= ONE_WEEK
    return count


@given(histories())
def test_the_streak_is_what_the_rule_says_when_counted_backwards(history: tuple[list[WeekTally], date]) -> None:
    known, first_open_on = history
    streak = circle_streak(known, first_open_on)
    assert streak.current == spelled_out(known, first_open_on)
    assert streak.current <= streak.longest <= len(known)


@given(histories(), st.randoms(use_true_random=False))
def test_the_order_of_the_weeks_does_not_matter(history: tuple[list[WeekTally], date], random: object) -> None:
    known, first_open_on = history
    shuffled = list(known)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    assert circle_streak(shuffled, first_open_on) == circle_streak(known, first_open_on)


@given(histories(), st.data())
def test_keeping_one_more_promise_never_shortens_a_streak(
    history: tuple[list[WeekTally], date], data: st.DataObject
) -> None:
    known, first_open_on = history
    missed = [each for each in known if each.fulfilled < each.promised]
    if not missed:
        return
    better = data.draw(st.sampled_from(missed))
    changed = [replace(each, fulfilled=each.fulfilled + 1) if each == better else each for each in known]
    before, after = circle_streak(known, first_open_on), circle_streak(changed, first_open_on)
    assert (after.current >= before.current, after.longest >= before.longest) == (True, True)


@given(histories())
def test_time_alone_never_lengthens_a_streak_nor_takes_the_longest(history: tuple[list[WeekTally], date]) -> None:
    known, first_open_on = history
    now, later = circle_streak(known, first_open_on), circle_streak(known, first_open_on + ONE_WEEK)
    assert later.current <= now.current
    assert later.longest <= now.longest


@pytest.mark.parametrize(
    ("owner_id", "member_ids", "found"),
    [(1, (2, 1, 3), 1), (9, (2, 1, 3), 2), (None, (3,), 3), (1, (), None)],
)
def test_who_looks_after_a_circle(owner_id: int | None, member_ids: tuple[int, ...], found: int | None) -> None:
    assert looks_after(owner_id, member_ids) == found


def test_a_silence_is_noticed_after_two_weeks_and_once() -> None:
    today = MONDAY + QUIET_AFTER
    assert is_to_be_noticed(MONDAY, None, today)
    assert not is_to_be_noticed(MONDAY + timedelta(days=1), None, today)
    assert not is_to_be_noticed(MONDAY, today, today + ONE_WEEK)
    # They came back on the day they were noticed, and fell silent again.
    assert is_to_be_noticed(today, today, today + QUIET_AFTER)


def test_who_is_on_a_pause_that_goes_on_is_not_quiet() -> None:
    assert not is_to_be_noticed(MONDAY + timedelta(days=20), None, MONDAY)


def test_a_circle_sleeps_after_four_weeks_without_a_promise() -> None:
    assert not is_asleep(MONDAY, MONDAY + ASLEEP_AFTER)
    assert is_asleep(MONDAY, MONDAY + ASLEEP_AFTER + ONE_WEEK)
