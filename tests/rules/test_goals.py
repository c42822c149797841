"""Pace, rhythms, milestones, progress as typed, and what makes a goal easier."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules.goals.goal import (
    MAX_TOTAL,
    MILESTONES,
    PastRhythm,
    ProgressNotUnderstood,
    Target,
    fraction_done,
    is_due_a_check_in,
    is_easier,
    milestones_reached,
    pace,
    period_of,
    practice,
    read_progress,
    takes_effect_on,
)
from rules.goals.reading.answers import Period

MONDAY = date(2026, 1, 5)


def outcome(
    amount: float = 100, start: float = 0, days: int = 100, unit: str = "followers", starts_on: date = MONDAY
) -> Target:
    return Target(amount, unit, start, None, starts_on, starts_on + timedelta(days=days - 1))


def rhythm(
    amount: float = 3,
    per: Period = Period.WEEK,
    unit: str = "posts",
    starts_on: date = MONDAY,
    deadline_on: date | None = None,
) -> Target:
    return Target(amount, unit, 0, per, starts_on, deadline_on)


def on(day: int) -> date:
    """Return the n-th day, counted from 0 on Monday 5 January 2026."""
    return MONDAY + timedelta(days=day)


# Pace


@pytest.mark.parametrize(
    ("target", "total", "day", "left", "per_day", "per_week", "ahead", "projected"),
    [
        pytest.param(outcome(), 0, 0, 100, 1, 7, 0, None, id="first day"),
        pytest.param(outcome(), 10, 10, 90, 1, 7, 0, 100, id="on schedule"),
        pytest.param(outcome(), 30, 10, 90, 70 / 90, 490 / 90, 20, 34, id="ahead"),
        pytest.param(outcome(), 5, 20, 80, 95 / 80, 665 / 80, -15, 400, id="behind"),
        pytest.param(outcome(500, 120, 380), 310, 95, 285, 2 / 3, 14 / 3, 95, 190, id="from 120 to 500"),
        pytest.param(outcome(days=3), 0, 1, 2, 50, 100, -1, None, id="less than a week left"),
        pytest.param(outcome(), 60, 99, 1, 40, 40, -39, 165, id="the last day"),
        pytest.param(outcome(), 60, 109, 0, 40, 40, -40, 182, id="ten days late"),
        pytest.param(outcome(), 130, 50, 50, 0, 0, 50, 50, id="more than reached"),
        pytest.param(outcome(start=50), 40, 10, 90, 60 / 90, 420 / 90, -10, None, id="below the start"),
        pytest.param(outcome(days=1), 0, 0, 1, 100, 100, 0, None, id="one day only"),
        pytest.param(outcome(10**9), 1, 99, 1, 10**9 - 1, 10**9 - 1, -99, None, id="too far to project"),
    ],
)
def test_pace(
    target: Target,
    total: float,
    day: int,
    left: int,
    per_day: float,
    per_week: float,
    ahead: int,
    projected: int | None,
) -> None:
    found = pace(target, total, on(day))

    assert found.days_left == left
    assert found.needed_per_day == pytest.approx(per_day)
    assert found.needed_per_week == pytest.approx(per_week)
    assert found.days_ahead == ahead
    assert found.projected_on == (None if projected is None else on(projected))


@pytest.mark.parametrize("day", [0, 1, 2])
def test_nothing_is_projected_from_a_day_or_two(day: int) -> None:
    assert pace(outcome(), 50, on(day)).projected_on is None


@given(
    amount=st.integers(1, 10**6),
    total=st.integers(0, 10**6),
    days=st.integers(1, 2000),
    day=st.integers(0, 3000),
)
def test_what_is_needed_each_day_gets_there(amount: int, total: int, days: int, day: int) -> None:
    found = pace(outcome(amount, days=days), total, on(day))

    assert total + found.needed_per_day * max(1, found.days_left) >= amount - 1e-6
    assert found.needed_per_week <= found.needed_per_day * 7 + 1e-9
    assert 0 <= found.fraction <= 1


@given(total=st.integers(0, 1000), more=st.integers(0, 1000), day=st.integers(0, 120))
def test_more_progress_never_puts_anybody_behind(total: int, more: int, day: int) -> None:
    before, after = pace(outcome(1000), total, on(day)), pace(outcome(1000), total + more, on(day))

    assert after.days_ahead >= before.days_ahead
    assert after.needed_per_week <= before.needed_per_week
    if before.projected_on is not None and after.projected_on is not None:
        assert after.projected_on <= before.projected_on


def test_a_goal_that_goes_down_is_done_by_having_less() -> None:
    cut = outcome(90, 120, days=30)

    half = pace(cut, 105, on(15))

    assert cut.goes_down
    assert (half.done, half.remaining, half.fraction) == (15, 15, 0.5)
    assert (half.needed_per_day, half.days_ahead, half.projected_on) == (1, 0, on(30))
    assert milestones_reached(cut, 105) == (25, 50)
    assert fraction_done(cut, 130) == 0
    assert pace(cut, 85, on(15)).remaining == 0


def test_before_its_first_day_a_goal_needs_nothing_and_misses_nothing() -> None:
    later = outcome(100, days=10, starts_on=on(31))

    found = pace(later, 0, on(0))

    assert (later.days_until_it_begins(on(0)), later.days_until_it_begins(on(40))) == (31, 0)
    assert (found.days_left, found.needed_per_day, found.days_ahead, found.projected_on) == (10, 10, 0, None)


def test_a_rhythm_that_begins_later_counts_nothing_before() -> None:
    later = rhythm(1, Period.DAY, starts_on=on(10))

    assert practice(later, {on(2): 5}, on(5)).planned == 0
    assert practice(later, {on(2): 5, on(10): 1}, on(11)).kept == 1


# Milestones


@pytest.mark.parametrize(
    ("total", "reached"),
    [
        (0, ()),
        (24.9, ()),
        (25, (25,)),
        (74, (25, 50)),
        (99.99, (25, 50, 75)),
        (100, MILESTONES),
        (400, MILESTONES),
    ],
)
def test_milestones(total: float, reached: tuple[int, ...]) -> None:
    assert milestones_reached(outcome(), total) == reached


def test_milestones_count_from_where_the_writer_began() -> None:
    assert milestones_reached(outcome(500, 120), 214) == ()
    assert milestones_reached(outcome(500, 120), 215) == (25,)


@given(amount=st.integers(1, 10**9), total=st.integers(0, 10**9))
def test_all_milestones_mean_done_and_the_way_there_is_in_order(amount: int, total: int) -> None:
    reached = milestones_reached(outcome(amount), total)

    assert (100 in reached) == (total >= amount)
    assert reached == MILESTONES[: len(reached)]
    assert (fraction_done(outcome(amount), total) == 1) == (total >= amount)


# Rhythms


@pytest.mark.parametrize(
    ("target", "done", "today", "expected"),
    [
        pytest.param(rhythm(), {}, 0, (0, 0, 0), id="the first week is open"),
        pytest.param(rhythm(), {0: 1, 2: 1}, 3, (2, 0, 0), id="two of three"),
        pytest.param(rhythm(), {0: 3}, 0, (3, 1, 1), id="kept before the week is over"),
        pytest.param(rhythm(), {0: 2}, 7, (0, 0, 1), id="a missed week"),
        pytest.param(rhythm(), {0: 3, 8: 3, 15: 1}, 21, (0, 2, 3), id="two kept, one missed"),
        pytest.param(rhythm(starts_on=on(3)), {3: 1}, 7, (0, 0, 0), id="half a first week is not asked for"),
        pytest.param(rhythm(starts_on=on(3)), {3: 3}, 7, (0, 1, 1), id="half a first week kept counts"),
        pytest.param(rhythm(starts_on=on(3)), {1: 3}, 7, (0, 0, 0), id="what came before does not count"),
        pytest.param(rhythm(500, Period.DAY, "words"), {0: 500, 1: 499}, 2, (0, 1, 2), id="daily"),
        pytest.param(rhythm(2, Period.MONTH), {0: 2}, 26, (2, 1, 1), id="monthly, begun inside the month"),
        pytest.param(rhythm(2, Period.MONTH), {0: 1}, 57, (0, 0, 1), id="a missed whole month"),
        pytest.param(rhythm(deadline_on=on(9)), {1: 3, 8: 1, 10: 5}, 30, (1, 1, 1), id="over; half a last week"),
        pytest.param(rhythm(deadline_on=on(9)), {1: 3, 8: 3}, 30, (3, 2, 2), id="over; half a last week kept"),
        pytest.param(rhythm(), {0: 4, 1: -2}, 1, (2, 0, 0), id="a step taken back"),
        pytest.param(rhythm(1, Period.DAY, starts_on=on(1)), {}, 0, (0, 0, 0), id="a zone changed to the day before"),
    ],
)
def test_practice(target: Target, done: dict[int, float], today: int, expected: tuple[float, int, int]) -> None:
    found = practice(target, {on(day): amount for day, amount in done.items()}, on(today))

    assert (found.done, found.kept, found.planned) == expected


@pytest.mark.parametrize(
    ("per", "day", "first", "last"),
    [
        (Period.DAY, on(2), on(2), on(2)),
        (Period.WEEK, on(0), on(0), on(6)),
        (Period.WEEK, on(6), on(0), on(6)),
        (Period.MONTH, on(26), date(2026, 1, 1), date(2026, 1, 31)),
        (Period.MONTH, date(2028, 2, 1), date(2028, 2, 1), date(2028, 2, 29)),
    ],
)
def test_a_period_begins_and_ends_with_the_calendar(per: Period, day: date, first: date, last: date) -> None:
    assert period_of(per, day) == (first, last)


def test_a_harder_rhythm_takes_no_kept_week_away() -> None:
    done = {on(0): 3.0, on(7): 3.0, on(14): 3.0}
    past = [PastRhythm(3, Period.WEEK, on(14))]

    found = practice(rhythm(5), done, on(21), past)

    assert (found.kept, found.planned) == (2, 3)


def test_a_week_in_which_the_rhythm_changed_is_measured_by_the_new_one() -> None:
    found = practice(rhythm(5), {on(0): 3.0, on(3): 2.0}, on(7), [PastRhythm(3, Period.WEEK, on(2))])

    assert (found.kept, found.planned) == (1, 1)


def test_weeks_kept_stay_kept_when_the_rhythm_becomes_daily() -> None:
    done = {on(0): 3.0, on(7): 3.0, on(14): 1.0, on(15): 0.0}
    past = [PastRhythm(3, Period.WEEK, on(14))]

    found = practice(rhythm(1, Period.DAY), done, on(16), past)

    assert (found.done, found.kept, found.planned) == (0, 3, 4)


@given(
    amounts=st.dictionaries(st.integers(0, 60), st.integers(0, 5), max_size=30),
    extra_on=st.integers(0, 60),
    today=st.integers(0, 60),
    per=st.sampled_from(Period),
)
def test_doing_more_never_keeps_less(amounts: dict[int, int], extra_on: int, today: int, per: Period) -> None:
    done = {on(day): float(amount) for day, amount in amounts.items()}
    more = {**done, on(extra_on): done.get(on(extra_on), 0) + 1}

    before, after = practice(rhythm(per=per), done, on(today)), practice(rhythm(per=per), more, on(today))

    assert before.kept <= after.kept <= after.planned
    assert before.kept <= before.planned


@given(changed_on=st.integers(0, 60), today=st.integers(0, 60), per=st.sampled_from(Period))
def test_a_change_to_the_same_rhythm_changes_nothing(changed_on: int, today: int, per: Period) -> None:
    done = {on(day): 2.0 for day in range(0, 60, 3)}

    same = practice(rhythm(per=per), done, on(today), [PastRhythm(3, per, on(min(changed_on, today)))])

    assert same == practice(rhythm(per=per), done, on(today))


# Progress as typed


@pytest.mark.parametrize(
    ("typed", "total"),
    [
        ("180", 180),
        ("+20", 120),
        ("+ 20", 120),
        ("-5", 95),
        ("−5", 95),
        ("-500", 0),
        ("1,234", 1234),
        ("12 345", 12345),
        ("1'000", 1000),
        ("1.5k", 1500),
        ("12k words", 12000),
        ("3 thousand", 3000),
        ("2.5", 2.5),
        ("180 followers", 180),
        ("I have 180 followers!", 180),
        ("now at 180", 180),
        ("20 more", 120),
        ("plus 20", 120),
        ("another 20 followers", 120),
        (" 180. ", 180),
        ("１８０", 180),
        ("0", 0),
    ],
)
def test_progress_is_a_total_or_a_step(typed: str, total: float) -> None:
    assert read_progress(typed, 100) == total


@pytest.mark.parametrize(
    "typed",
    [
        "", "soon", "1,5", "1.200", "1.234.567", "12,34", "180 of 500", "180/500", "50%", "50 percent", "3 dozen",
        "2 million", "2m", "10 less", "lost 10", "180 or 190", "180-190", "1e5", "20 20", "++5", "--5", "not 180",
        "9999999999", "twenty", "+", "'; DROP TABLE goals; --",
    ],
)  # fmt: skip
def test_progress_that_could_mean_something_else_is_refused(typed: str) -> None:
    with pytest.raises(ProgressNotUnderstood):
        read_progress(typed, 100)


@given(st.text(max_size=30), st.integers(0, 10**6))
def test_any_text_is_a_sound_total_or_refused(typed: str, total: int) -> None:
    try:
        found = read_progress(typed, total)
    except ProgressNotUnderstood:
        return
    assert 0 <= found <= MAX_TOTAL


@given(total=st.integers(0, 10**6), new=st.integers(0, 10**6))
def test_a_total_as_the_bot_writes_it_is_read_back(total: int, new: int) -> None:
    assert read_progress(f"{new:,}", total) == new
    assert read_progress(f"+{new}", total) == total + new


# Easier and harder


@pytest.mark.parametrize(
    ("old", "new", "easier"),
    [
        pytest.param(outcome(500), outcome(400), True, id="less"),
        pytest.param(outcome(500), outcome(600), False, id="more"),
        pytest.param(outcome(500), outcome(500), False, id="the same"),
        pytest.param(outcome(90, 120), outcome(100, 120), True, id="cutting less"),
        pytest.param(outcome(90, 120), outcome(80, 120), False, id="cutting more"),
        pytest.param(outcome(150, 120), outcome(90, 120), True, id="down instead of up"),
        pytest.param(outcome(days=50), outcome(days=60), True, id="later"),
        pytest.param(outcome(days=50), outcome(days=40), False, id="sooner"),
        pytest.param(outcome(500, days=50), outcome(600, days=60), True, id="more but later"),
        pytest.param(outcome(), replace(outcome(), deadline_on=None), True, id="no end any more"),
        pytest.param(outcome(), outcome(unit="likes"), True, id="another unit"),
        pytest.param(outcome(), rhythm(), True, id="a rhythm instead"),
        pytest.param(rhythm(3), rhythm(2), True, id="fewer a week"),
        pytest.param(rhythm(3), rhythm(1, Period.DAY), False, id="one a day is more than three a week"),
        pytest.param(rhythm(1, Period.DAY), rhythm(6), True, id="six a week is less than daily"),
        pytest.param(rhythm(2), rhythm(8, Period.MONTH), True, id="eight a month is less than two a week"),
        pytest.param(rhythm(), rhythm(deadline_on=on(3)), True, id="a rhythm that ends"),
        pytest.param(rhythm(deadline_on=on(9)), rhythm(deadline_on=on(20)), False, id="a rhythm that lasts longer"),
        pytest.param(rhythm(deadline_on=on(9)), rhythm(), False, id="a rhythm without end"),
    ],
)
def test_what_makes_a_goal_easier(old: Target, new: Target, easier: bool) -> None:
    assert is_easier(old, new) is easier
    assert takes_effect_on(old, new, on(1)) == on(8 if easier else 1)


def test_a_goal_whose_time_is_over_gets_its_new_date_at_once() -> None:
    old, new = outcome(days=10), outcome(days=40)

    assert takes_effect_on(old, new, on(9)) == on(16)
    assert takes_effect_on(old, new, on(10)) == on(10)


# Check-ins


@pytest.mark.parametrize(
    ("since", "updated", "deadline", "today", "due"),
    [
        pytest.param(0, None, None, 6, False, id="not a week yet"),
        pytest.param(0, None, None, 7, True, id="a week"),
        pytest.param(0, 3, None, 7, True, id="told four days ago"),
        pytest.param(0, 4, None, 7, False, id="told three days ago"),
        pytest.param(0, 7, None, 7, False, id="told today"),
        pytest.param(0, None, 7, 7, True, id="the last day"),
        pytest.param(0, None, 6, 7, False, id="over"),
    ],
)
def test_check_ins(since: int, updated: int | None, deadline: int | None, today: int, due: bool) -> None:
    found = is_due_a_check_in(
        since_on=on(since),
        updated_on=None if updated is None else on(updated),
        deadline_on=None if deadline is None else on(deadline),
        today=on(today),
    )
    assert found is due
