"""When a chosen plan begins, what it asks for, and which pauses are taken."""

from datetime import date

import pytest

from rules.streaks.plans import (
    MAX_PAUSE_DAYS,
    DaysAWeekOutOfRange,
    Pause,
    PauseEndsBeforeItStarts,
    PauseInPast,
    PauseOverlaps,
    PauseTooLong,
    Plan,
    PlanKind,
    PlanUnchanged,
    Unit,
    asks,
    check_pause,
    choose_plan,
    paused_days,
    plan_on,
    plan_starts_on,
    unit_end,
    unit_start,
)

WEDNESDAY = date(2026, 6, 10)
LONG_AGO = date(2020, 1, 1)


def plan(kind: PlanKind, from_on: date, days: int = 1, asked_from_on: date | None = None) -> Plan:
    return Plan(kind, from_on, asked_from_on or from_on, days)


@pytest.mark.parametrize(
    ("unit", "day", "start", "end"),
    [
        (Unit.DAY, date(2026, 6, 10), date(2026, 6, 10), date(2026, 6, 10)),
        (Unit.WEEK, date(2026, 6, 8), date(2026, 6, 8), date(2026, 6, 14)),
        (Unit.WEEK, date(2026, 6, 14), date(2026, 6, 8), date(2026, 6, 14)),
        (Unit.WEEK, date(2027, 1, 1), date(2026, 12, 28), date(2027, 1, 3)),
        (Unit.MONTH, date(2028, 2, 29), date(2028, 2, 1), date(2028, 2, 29)),
        (Unit.MONTH, date(2026, 12, 31), date(2026, 12, 1), date(2026, 12, 31)),
    ],
)
def test_a_unit_has_a_first_and_a_last_day(unit: Unit, day: date, start: date, end: date) -> None:
    assert (unit_start(unit, day), unit_end(unit, day)) == (start, end)


@pytest.mark.parametrize(
    ("current", "kind", "from_on", "asked_from_on"),
    [
        (None, PlanKind.WEEKDAYS, WEDNESDAY, WEDNESDAY),
        (None, PlanKind.DAYS_A_WEEK, date(2026, 6, 8), WEDNESDAY),
        (None, PlanKind.MONTHLY, date(2026, 6, 1), WEDNESDAY),
        (PlanKind.DAILY, PlanKind.WEEKDAYS, date(2026, 6, 11), date(2026, 6, 11)),
        (PlanKind.DAILY, PlanKind.WEEKLY, date(2026, 6, 15), date(2026, 6, 15)),
        (PlanKind.WEEKLY, PlanKind.DAILY, date(2026, 6, 15), date(2026, 6, 15)),
        (PlanKind.DAYS_A_WEEK, PlanKind.WEEKLY, date(2026, 6, 15), date(2026, 6, 15)),
        (PlanKind.WEEKLY, PlanKind.MONTHLY, date(2026, 7, 1), date(2026, 7, 1)),
        (PlanKind.MONTHLY, PlanKind.DAILY, date(2026, 7, 1), date(2026, 7, 1)),
    ],
)
def test_a_plan_begins_where_it_rewrites_nothing(
    current: PlanKind | None, kind: PlanKind, from_on: date, asked_from_on: date
) -> None:
    in_force = plan(current, LONG_AGO) if current else None
    assert plan_starts_on(in_force, kind, WEDNESDAY) == (from_on, asked_from_on)


def test_before_any_choice_the_plan_is_daily() -> None:
    chosen = (plan(PlanKind.WEEKLY, date(2026, 6, 15)), plan(PlanKind.MONTHLY, date(2026, 7, 1)))
    assert plan_on(chosen, date(2026, 6, 14)).kind is PlanKind.DAILY
    assert plan_on(chosen, date(2026, 6, 15)).kind is PlanKind.WEEKLY
    assert plan_on(chosen, date(2026, 7, 1)).kind is PlanKind.MONTHLY


@pytest.mark.parametrize(
    ("days", "kind", "kept_days"),
    [
        (1, PlanKind.WEEKLY, 1),
        (2, PlanKind.DAYS_A_WEEK, 2),
        (6, PlanKind.DAYS_A_WEEK, 6),
        (7, PlanKind.DAILY, 1),
    ],
)
def test_each_rhythm_has_one_name(days: int, kind: PlanKind, kept_days: int) -> None:
    (chosen,) = choose_plan((), PlanKind.DAYS_A_WEEK, WEDNESDAY, days)
    assert (chosen.kind, chosen.days) == (kind, kept_days)


@pytest.mark.parametrize("days", [None, 0, -1, 8])
def test_a_number_of_days_no_week_has_is_refused(days: int | None) -> None:
    with pytest.raises(DaysAWeekOutOfRange) as refused:
        choose_plan((), PlanKind.DAYS_A_WEEK, WEDNESDAY, days)
    assert refused.value.days == days


def test_a_waiting_plan_is_replaced_by_the_next_choice() -> None:
    begun = choose_plan((), PlanKind.DAILY, LONG_AGO)
    waiting = choose_plan(begun, PlanKind.MONTHLY, WEDNESDAY)
    replaced = choose_plan(waiting, PlanKind.WEEKLY, WEDNESDAY)
    assert replaced == (*begun, plan(PlanKind.WEEKLY, date(2026, 6, 15)))
    assert choose_plan(waiting, PlanKind.DAILY, WEDNESDAY) == begun


def test_choosing_the_same_plan_again_changes_nothing() -> None:
    begun = choose_plan((), PlanKind.DAILY, LONG_AGO)
    waiting = choose_plan(begun, PlanKind.WEEKLY, WEDNESDAY)
    for plans, kind in ((begun, PlanKind.DAILY), (waiting, PlanKind.WEEKLY)):
        with pytest.raises(PlanUnchanged) as refused:
            choose_plan(plans, kind, WEDNESDAY)
        assert refused.value.plan == plans[-1]


@pytest.mark.parametrize(
    ("days", "paused", "required"),
    [
        (3, 0, 3),
        (3, 1, 3),
        (3, 2, 2),
        (3, 5, 1),
        (3, 6, 0),
        (3, 7, 0),
        (1, 3, 1),
        (1, 4, 0),
        (6, 1, 5),
        (6, 6, 1),
    ],
)
def test_a_paused_week_is_asked_for_in_proportion(days: int, paused: int, required: int) -> None:
    off = frozenset(date(2026, 6, 8 + day) for day in range(paused))
    weekly = plan(PlanKind.DAYS_A_WEEK, date(2026, 6, 1), days)
    (week,) = asks((weekly,), off, WEDNESDAY, WEDNESDAY)
    assert (week.first_on, week.last_on) == (date(2026, 6, 8), date(2026, 6, 14))
    assert (week.required, week.full) == (required, days)


def test_a_first_choice_asks_only_from_the_day_it_is_made() -> None:
    chosen = choose_plan((), PlanKind.DAYS_A_WEEK, WEDNESDAY, 3)
    monday, tuesday, week = asks(chosen, frozenset(), date(2026, 6, 8), WEDNESDAY)
    assert [(day.first_on, day.required) for day in (monday, tuesday)] == [
        (date(2026, 6, 8), 0),
        (date(2026, 6, 9), 0),
    ]
    assert (week.first_on, week.counts_from, week.required) == (WEDNESDAY, date(2026, 6, 8), 2)


def test_a_week_cut_short_by_the_next_plan_is_not_asked_for() -> None:
    plans = (plan(PlanKind.DAYS_A_WEEK, date(2026, 6, 1), 6), plan(PlanKind.MONTHLY, date(2026, 7, 1)))
    cut, july = asks(plans, frozenset(), date(2026, 6, 29), date(2026, 7, 1))
    assert (cut.first_on, cut.last_on, cut.required) == (date(2026, 6, 29), date(2026, 6, 30), 0)
    assert (july.first_on, july.last_on, july.required) == (date(2026, 7, 1), date(2026, 7, 31), 1)


def test_a_week_that_begins_with_its_plan_is_asked_for_in_proportion() -> None:
    plans = (plan(PlanKind.MONTHLY, LONG_AGO), plan(PlanKind.DAYS_A_WEEK, date(2026, 7, 1), 6))
    (week,) = asks(plans, frozenset(), date(2026, 7, 1), date(2026, 7, 5))
    assert (week.first_on, week.counts_from, week.required) == (date(2026, 7, 1), date(2026, 7, 1), 4)


def test_weekdays_leave_the_weekend_free() -> None:
    weekdays = plan(PlanKind.WEEKDAYS, LONG_AGO)
    asked = [ask.first_on.day for ask in asks((weekdays,), frozenset(), date(2026, 6, 11), date(2026, 6, 16))]
    assert asked == [11, 12, 15, 16]


def test_a_pause_takes_up_to_thirty_days_from_today() -> None:
    pause = check_pause(WEDNESDAY, date(2026, 7, 9), WEDNESDAY, [Pause(date(2026, 6, 1), date(2026, 6, 9))])
    assert pause == Pause(WEDNESDAY, date(2026, 7, 9))
    assert len(paused_days([pause])) == MAX_PAUSE_DAYS == 30


def test_each_refused_pause_says_why() -> None:
    with pytest.raises(PauseTooLong) as too_long:
        check_pause(WEDNESDAY, date(2026, 7, 10), WEDNESDAY, [])
    assert (too_long.value.days, too_long.value.limit) == (31, MAX_PAUSE_DAYS)
    assert (too_long.value.longest_to_on, too_long.value.latest_from_on) == (date(2026, 7, 9), date(2026, 6, 11))
    with pytest.raises(PauseEndsBeforeItStarts):
        check_pause(WEDNESDAY, date(2026, 6, 9), WEDNESDAY, [])
    with pytest.raises(PauseInPast) as in_past:
        check_pause(date(2026, 6, 9), WEDNESDAY, WEDNESDAY, [])
    assert (in_past.value.from_on, in_past.value.today) == (date(2026, 6, 9), WEDNESDAY)


@pytest.mark.parametrize(("first", "last"), [(12, 15), (15, 20), (20, 25), (10, 30)])
def test_a_pause_shares_no_day_with_another(first: int, last: int) -> None:
    other = Pause(date(2026, 6, 15), date(2026, 6, 20))
    with pytest.raises(PauseOverlaps) as overlap:
        check_pause(date(2026, 6, first), date(2026, 6, last), WEDNESDAY, [other])
    assert overlap.value.other == other
    assert check_pause(date(2026, 6, 10), date(2026, 6, 14), WEDNESDAY, [other])
    assert check_pause(date(2026, 6, 21), date(2026, 6, 22), WEDNESDAY, [other])
