"""Ranks, ties, neighbours, and what counts as a planned day kept."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from rules.leaderboards import (
    BoardLog,
    BoardPeriod,
    BoardSpan,
    Score,
    board_spans,
    current_run,
    is_listed,
    kept_days,
    kept_score,
    neighbours,
    period_start,
    places,
)
from rules.streaks.plans import ONE_DAY, Pause, Plan, PlanKind
from rules.streaks.streak import History, PromisesKept, kept_promises

MONDAY = date(2026, 1, 5)
SUNDAY = date(2026, 1, 11)


def days(*numbers: int) -> frozenset[date]:
    return frozenset(date(2026, 1, number) for number in numbers)


def history(*written: int, kind: PlanKind = PlanKind.DAILY, times: int = 1, pauses: tuple[Pause, ...] = ()) -> History:
    plans = (Plan(kind, date(2025, 12, 1), date(2025, 12, 1), times),)
    return History(days(*written), since_on=date(2025, 12, 1), plans=plans, pauses=pauses)


@pytest.mark.parametrize(
    ("values", "ranks"),
    [
        ([], []),
        ([0, 0], []),
        ([3], [1]),
        ([3, 2, 1], [1, 2, 3]),
        ([3, 3, 1], [1, 1, 3]),
        ([5, 3, 3, 3, 1], [1, 2, 2, 2, 5]),
        ([1, 0], [1]),
    ],
)
def test_equals_share_a_rank_and_the_next_is_left_out(values: list[float], ranks: list[int]) -> None:
    assert [place.rank for place in places([Score(*each) for each in enumerate(values)])] == ranks


def test_a_streak_of_weeks_is_ranked_by_how_long_it_is() -> None:
    scores = [Score(1, 4, unit="day"), Score(2, 3, unit="week"), Score(3, 21, unit="day"), Score(4, 1, unit="month")]

    assert [(place.rank, place.score.member_id) for place in places(scores)] == [(1, 4), (2, 2), (2, 3), (4, 1)]


@pytest.mark.parametrize("kind", [PlanKind.WEEKLY, PlanKind.MONTHLY])
def test_whatever_a_plan_counts_in_no_streak_is_longer_than_it_has_lasted(kind: PlanKind) -> None:
    today = date(2026, 1, 30)
    daily = History(frozenset(today - ONE_DAY * back for back in range(20)), date(2026, 1, 1))
    first = History(frozenset([today]), today, (Plan(kind, date(2026, 1, 1), today),))
    runs = {number: current_run(BoardLog.of(log), today) for number, log in enumerate((daily, first), start=1)}
    scores = [Score(number, run.length, unit=run.unit, lasted=run.lasted) for number, run in runs.items()]

    assert [(place.score.member_id, place.score.value, place.score.weight) for place in places(scores)] == [
        (1, 20, 20),
        (2, 1, 1),
    ]


def test_among_equals_more_promised_stands_first_under_the_same_rank() -> None:
    ranked = places([Score(1, 1.0, 3, 3), Score(2, 1.0, 7, 7)])

    assert [(place.rank, place.score.member_id) for place in ranked] == [(1, 2), (1, 1)]


@pytest.mark.parametrize(("asker", "shown"), [(1, [1, 2]), (3, [2, 3, 4]), (5, [4, 5]), (9, [])])
def test_neighbours_are_the_places_beside_ones_own(asker: int, shown: list[int]) -> None:
    ranked = places([Score(number, 10 - number) for number in range(1, 6)])

    assert [place.score.member_id for place in neighbours(ranked, asker)] == shown


@pytest.mark.parametrize(
    ("period", "start"),
    [
        (BoardPeriod.WEEK, date(2026, 5, 18)),
        (BoardPeriod.MONTH, date(2026, 5, 1)),
        (BoardPeriod.SEASON, date(2026, 4, 1)),
        (BoardPeriod.ALL, date.min),
    ],
)
def test_periods_start_on_monday_the_first_and_every_third_month(period: BoardPeriod, start: date) -> None:
    assert period_start(period, date(2026, 5, 20)) == start


@pytest.mark.parametrize(
    ("log", "today", "expected"),
    [
        pytest.param(history(5, 6, 7), date(2026, 1, 12), PromisesKept(3, 7), id="a week that is over"),
        pytest.param(history(5, 6), date(2026, 1, 7), PromisesKept(2, 2), id="today is open"),
        pytest.param(history(5, 6, 7), date(2026, 1, 7), PromisesKept(3, 3), id="today is kept"),
        pytest.param(history(kind=PlanKind.WEEKDAYS), date(2026, 1, 12), PromisesKept(0, 5), id="weekends are free"),
        pytest.param(
            history(10, kind=PlanKind.WEEKDAYS),
            date(2026, 1, 12),
            PromisesKept(0, 5),
            id="a free day makes up for nothing",
        ),
        pytest.param(
            history(5, pauses=(Pause(date(2026, 1, 6), date(2026, 1, 9)),)),
            date(2026, 1, 12),
            PromisesKept(1, 3),
            id="paused days are neither",
        ),
        pytest.param(
            history(5, 8, kind=PlanKind.DAYS_A_WEEK, times=3),
            date(2026, 1, 12),
            PromisesKept(2, 3),
            id="three a week are three planned days",
        ),
        pytest.param(
            history(5, 6, 7, 8, kind=PlanKind.DAYS_A_WEEK, times=3),
            date(2026, 1, 12),
            PromisesKept(3, 3),
            id="more is no more",
        ),
        pytest.param(
            history(5, kind=PlanKind.DAYS_A_WEEK, times=3),
            date(2026, 1, 7),
            PromisesKept(1, 1),
            id="a running week can be kept",
        ),
        pytest.param(
            history(5, kind=PlanKind.DAYS_A_WEEK, times=3),
            date(2026, 1, 11),
            PromisesKept(1, 2),
            id="with one day left, one of three is missed",
        ),
    ],
)
def test_planned_days_kept_this_week(log: History, today: date, expected: PromisesKept) -> None:
    assert kept_days(BoardLog.of(log), MONDAY, SUNDAY, today) == expected


def test_days_before_somebody_joined_are_not_held_against_them() -> None:
    log = History(days(8, 9), since_on=date(2026, 1, 8))

    assert kept_days(BoardLog.of(log), MONDAY, SUNDAY, date(2026, 1, 12)) == PromisesKept(2, 4)


@pytest.mark.parametrize("today_after", range(10))
def test_for_a_daily_plan_it_is_the_promise_rate_of_the_streak(today_after: int) -> None:
    log, today = history(5, 7, 8, 10), MONDAY + timedelta(days=today_after)

    assert kept_days(BoardLog.of(log), MONDAY, SUNDAY, today) == kept_promises(log, MONDAY, SUNDAY, today)


@pytest.mark.parametrize(
    ("day", "spans"),
    [
        (5, [(date(2025, 12, 29), date(2026, 1, 4)), (MONDAY, MONDAY)]),
        (7, [(date(2025, 12, 29), date(2026, 1, 4)), (MONDAY, date(2026, 1, 7))]),
        (8, [(MONDAY, date(2026, 1, 8))]),
    ],
)
def test_until_thursday_a_board_of_the_week_looks_back(day: int, spans: list[tuple[date, date]]) -> None:
    found = board_spans(BoardPeriod.WEEK, date(2026, 1, day))
    assert [(span.first_on, span.last_on) for span in found] == spans
    assert board_spans(BoardPeriod.MONTH, MONDAY) == (BoardSpan(date(2026, 1, 1), MONDAY),)


@pytest.mark.parametrize(
    ("kind", "times", "kept", "planned", "listed"),
    [
        (PlanKind.DAILY, 1, 2, 2, False),
        (PlanKind.DAILY, 1, 2, 4, True),
        (PlanKind.DAILY, 1, 3, 7, False),
        (PlanKind.WEEKLY, 1, 1, 1, True),
        (PlanKind.DAYS_A_WEEK, 2, 2, 2, True),
        (PlanKind.DAYS_A_WEEK, 2, 1, 1, False),
        (PlanKind.MONTHLY, 1, 1, 1, True),
    ],
)
def test_enough_is_three_days_or_one_week_or_month_and_half_of_it_kept(
    kind: PlanKind, times: int, kept: int, planned: int, listed: bool
) -> None:
    plans = (Plan(kind, date.min, date.min, times),)
    assert is_listed(kept_score(1, PromisesKept(kept, planned), plans, SUNDAY), plans, SUNDAY) is listed
