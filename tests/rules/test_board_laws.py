"""A board counts in bits what the streak's rules say day by day: the two agree on every history."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rules.leaderboards import BoardLog, current_run, kept_days
from rules.streaks.day_bits import FIRST_DAY, bits_of, first_day, month_shift, range_bits, units_touched
from rules.streaks.plans import Ask, Unit, asks, days_between, unit_start
from rules.streaks.streak import History, PromisesKept, streak
from tests.examples import examples
from tests.rules.histories import days, histories

pytestmark = pytest.mark.slow


@settings(max_examples=examples(1500))
@given(histories, days)
def test_a_boards_run_is_the_streaks_current_one(history: History, today: date) -> None:
    state = streak(history, today)
    run = current_run(BoardLog.of(history), today)
    assert (run.length, run.unit) == (state.current, state.unit)


@settings(max_examples=examples(800))
@given(histories, days, days, days)
def test_kept_days_are_what_the_plans_asked_for_one_by_one(
    history: History, first: date, last: date, today: date
) -> None:
    kept = planned = 0
    for ask in asks(history.plans, history.paused, max(first, history.since_on), min(last, today)):
        if ask.required and ask.last_on >= history.since_on and first <= min(ask.last_on, today) <= last:
            done = min(sum(day in history.entry_days for day in counted(ask, today)), ask.required)
            kept += done
            planned += max(done, ask.required - sum(is_free(history, day) for day in coming(ask, today)))
    assert kept_days(BoardLog.of(history), first, last, today) == PromisesKept(kept, planned)


def counted(ask: Ask, today: date) -> list[date]:
    return list(days_between(ask.counts_from, min(ask.last_on, today)))


def coming(ask: Ask, today: date) -> list[date]:
    return list(days_between(max(ask.first_on, today), ask.last_on))


def is_free(history: History, day: date) -> bool:
    return day not in history.paused and day not in history.entry_days


@given(st.sets(days, min_size=1), days, days)
def test_bits_are_days(some: set[date], first: date, last: date) -> None:
    bits = bits_of(some)
    assert first_day(bits) == min(some)
    assert bits & range_bits(first, last) == bits_of(day for day in some if first <= day <= last)
    for unit in Unit:
        assert units_touched(bits, unit) == len({unit_start(unit, day) for day in some})


@pytest.mark.parametrize("month_on", [date(2020, 2, 1), date(2024, 2, 1), date(2026, 12, 1)])
def test_a_month_is_stored_by_its_day_numbers(month_on: date) -> None:
    assert (1 << 1 | 1 << 29) << month_shift(month_on) == bits_of([month_on, month_on.replace(day=29)])


def test_days_before_the_first_are_none() -> None:
    assert range_bits(date.min, FIRST_DAY) == 1
    assert range_bits(date.min, date.min) == 0
