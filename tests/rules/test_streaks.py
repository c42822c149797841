"""Streaks, drawn: one letter a day from Monday 1 June 2026, the last one is today.

`#` written, `.` nothing, `p` paused, `P` paused and written, `r` rest; spaces part weeks.
"""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from rules.streaks.changes import FreezeEarned, FreezeReturned, FreezeUsed, RunEnded, RunRepaired, changes
from rules.streaks.plans import Pause, Plan, PlanKind, Unit, choose_plan
from rules.streaks.streak import (
    LEAST_DAYS_SHOWN,
    YEAR_DAYS,
    Frozen,
    History,
    Mark,
    PromisesKept,
    StreakState,
    how_it_went,
    is_comeback,
    kept_promises,
    marks,
    streak,
    week_dots,
    year_shown,
)

MONDAY = date(2026, 6, 1)
BEFORE = date(2026, 5, 1)
SEVEN = "#######"
MARKS = {
    Mark.KEPT: "K",
    Mark.BONUS: "B",
    Mark.FROZEN: "F",
    Mark.MISSED: "M",
    Mark.PAUSED: "p",
    Mark.RESTING: "r",
    Mark.OPEN: "o",
    Mark.UNPLANNED: "-",
    Mark.FUTURE: "?",
}
DAILY = Plan(PlanKind.DAILY, BEFORE, BEFORE)
WEEKDAYS = Plan(PlanKind.WEEKDAYS, BEFORE, BEFORE)
THREE_A_WEEK = Plan(PlanKind.DAYS_A_WEEK, BEFORE, BEFORE, 3)
WEEKLY = Plan(PlanKind.WEEKLY, BEFORE, BEFORE)
MONTHLY = Plan(PlanKind.MONTHLY, BEFORE, BEFORE)


def day(number: int) -> date:
    """The day `number` in June, going on into July after the 30th."""
    return MONDAY + timedelta(days=number - 1)


def drawn(picture: str, *plans: Plan) -> tuple[History, date]:
    letters = picture.replace(" ", "")
    days = {letter: [day(n) for n, found in enumerate(letters, 1) if found in letter] for letter in ("#P", "pP", "r")}
    pauses = tuple(Pause(paused, paused) for paused in days["pP"])
    return History(frozenset(days["#P"]), MONDAY, plans, pauses, frozenset(days["r"])), day(len(letters))


def state(picture: str, *plans: Plan) -> StreakState:
    return streak(*drawn(picture, *plans))


def written(history: History, *days: date) -> History:
    return replace(history, entry_days=history.entry_days | set(days))


def signs(found: tuple[Mark, ...]) -> str:
    return "".join(MARKS[mark] for mark in found)


@pytest.mark.parametrize(
    ("picture", "current", "longest", "freezes", "to_next"),
    [
        (".", 0, 0, 0, 7),
        ("#", 1, 1, 0, 6),
        ("###.", 3, 3, 0, 4),
        ("###..", 0, 3, 0, 7),
        ("###.#", 1, 3, 0, 6),
        ("####..#..", 0, 4, 0, 7),
        (SEVEN, 7, 7, 1, 7),
        (SEVEN + " .", 7, 7, 1, 7),
        (SEVEN + " ..", 7, 7, 0, 7),
        (SEVEN + " .#", 8, 8, 0, 6),
        (SEVEN + " ..#", 1, 7, 0, 6),
        (SEVEN * 2, 14, 14, 2, 0),
        (SEVEN * 3, 21, 21, 2, 0),
        (SEVEN * 3 + " ..#", 22, 22, 0, 6),
        (SEVEN * 3 + " ...#", 1, 21, 0, 6),
        (SEVEN + " .###### .#", 1, 13, 0, 6),
        (SEVEN + " .####### .#", 15, 15, 0, 6),
        ("###### ..####### .#", 8, 8, 0, 6),
        ("###pppppppp#", 4, 4, 0, 3),
        ("###ppPpp#", 5, 5, 0, 2),
        ("###r", 3, 3, 0, 4),
        (SEVEN + " r", 7, 7, 0, 7),
        (SEVEN + " r#", 8, 8, 0, 6),
        (SEVEN + " .r", 7, 7, 0, 7),
    ],
)
def test_a_daily_streak(picture: str, current: int, longest: int, freezes: int, to_next: int) -> None:
    found = state(picture)
    assert (found.current, found.longest) == (current, longest)
    assert (found.freezes, found.kept_to_next_freeze) == (freezes, to_next)
    assert found.unit is Unit.DAY


@pytest.mark.parametrize(
    ("plan", "picture", "current", "freezes"),
    [
        (WEEKDAYS, "#####.. #", 6, 0),
        (WEEKDAYS, "######. #", 6, 0),
        (WEEKDAYS, "#####.. ##... ", 0, 0),
        (WEEKDAYS, "#####.. ##.##.. ", 9, 0),
        (WEEKDAYS, "####.## #", 1, 0),
        (THREE_A_WEEK, "#.#.#.. ", 1, 0),
        (THREE_A_WEEK, "#.#.... ", 0, 0),
        (THREE_A_WEEK, "####### #######", 2, 0),
        (THREE_A_WEEK, "#.#.#.. ##.....", 1, 0),
        (THREE_A_WEEK, "#.#.#.. ##..... .", 0, 0),
        (THREE_A_WEEK, "####### .#.#.#. ###....", 3, 1),
        (THREE_A_WEEK, "###.... ###.... ##..... .", 2, 0),
        (THREE_A_WEEK, "###.... ###.... ##..... ###", 3, 0),
        (THREE_A_WEEK, "###.... ###.... #...... .", 0, 0),
        (THREE_A_WEEK, "###.... ###.... ....... .", 0, 0),
        (THREE_A_WEEK, "###.... ppppppp ###....", 2, 0),
        (THREE_A_WEEK, "###.... ppppp.. #......", 0, 0),
        (WEEKLY, "......# #...... .", 2, 0),
        (WEEKLY, "......# ....... #", 1, 0),
        (MONTHLY, "#" + 29 * "." + 30 * "." + "#", 2, 0),
        (MONTHLY, "#" + 29 * "." + 31 * "." + ".", 0, 0),
    ],
)
def test_a_streak_under_other_plans(plan: Plan, picture: str, current: int, freezes: int) -> None:
    found = state(picture, plan)
    assert (found.current, found.freezes, found.unit) == (current, freezes, plan.unit)


def test_a_short_week_costs_a_freeze_for_each_missing_day() -> None:
    six_a_week = replace(THREE_A_WEEK, days=6)
    found = state("######. ######. ######. ####... .", six_a_week)
    assert found.frozen == (Frozen(day(22), day(28), 2),)
    assert (found.current, found.freezes) == (3, 0)


@pytest.mark.parametrize(
    ("plan", "picture", "kept", "asked", "at_stake"),
    [
        (DAILY, "##.", False, True, True),
        (DAILY, ".", False, True, False),
        (DAILY, "###", True, False, False),
        (DAILY, "##p", False, False, False),
        (DAILY, "##P", True, False, False),
        (DAILY, "##r", False, False, False),
        (WEEKDAYS, "#####.", False, False, False),
        (WEEKDAYS, "######", False, False, False),
        (THREE_A_WEEK, "###.... #.", False, True, False),
        (THREE_A_WEEK, "###.... ##", False, False, False),
        (THREE_A_WEEK, "###.... ....#.", False, True, True),
        (THREE_A_WEEK, "###.... ##.....", False, True, True),
        (THREE_A_WEEK, "###.... ###....", True, False, False),
        (THREE_A_WEEK, "###.... ppppppp", False, False, False),
        (MONTHLY, "....", False, True, False),
        (MONTHLY, "#...", True, False, False),
    ],
)
def test_what_today_asks(plan: Plan, picture: str, kept: bool, asked: bool, at_stake: bool) -> None:
    found = state(picture, plan)
    assert (found.today_kept, found.today_asked, found.at_stake) == (kept, asked, at_stake)


def test_logging_yesterday_repairs_the_streak() -> None:
    history, today = drawn("######.#")
    assert streak(history, today).current == 1
    repaired = written(history, day(7))
    assert streak(repaired, today).current == 8
    assert changes(streak(history, today), streak(repaired, today)) == (
        FreezeEarned(1),
        RunRepaired(8, Unit.DAY),
    )


def test_entries_after_today_are_left_out() -> None:
    history, today = drawn("###")
    assert streak(written(history, day(4), day(5)), today) == streak(history, today)


def test_entries_later_this_week_do_not_keep_it_yet() -> None:
    history, today = drawn("#.", THREE_A_WEEK)
    assert streak(written(history, day(3), day(4)), today).current == 0


def test_a_rest_covers_a_week_only_on_its_last_day() -> None:
    assert state("###.... ###.... ##r", THREE_A_WEEK).frozen == ()
    assert state("###.... ###.... ##....r", THREE_A_WEEK).frozen == (Frozen(day(15), day(21), 1),)


def test_a_first_choice_keeps_what_the_running_week_had() -> None:
    history, today = drawn("##....#")
    chosen = replace(history, plans=choose_plan((), PlanKind.DAYS_A_WEEK, today, 3))
    assert streak(history, today).current == 1
    assert streak(chosen, today).run_days == 3
    assert (streak(chosen, today).current, streak(chosen, today).unit) == (1, Unit.WEEK)


def test_days_before_a_first_choice_are_earned_once_and_help_the_week() -> None:
    history, today = drawn("###")
    chosen = replace(history, plans=choose_plan((), PlanKind.DAYS_A_WEEK, today, 3))
    assert streak(chosen, today).kept_to_next_freeze == 7 - 3
    assert streak(chosen, today).today_kept


def test_a_change_of_plan_keeps_the_run_in_the_new_unit() -> None:
    history, sunday = drawn("#######")
    plans = choose_plan((DAILY,), PlanKind.WEEKLY, sunday)
    changed = replace(history, plans=plans)
    assert (streak(changed, sunday).current, streak(changed, sunday).unit) == (7, Unit.DAY)
    monday = streak(written(changed, day(8)), day(8))
    assert (monday.current, monday.longest, monday.unit) == (2, 8, Unit.WEEK)
    assert (monday.run_days, monday.run_began_on) == (8, day(1))


def test_the_longest_counts_days_written_whatever_the_plan() -> None:
    history, saturday = drawn("######")
    weekly = replace(history, plans=choose_plan((), PlanKind.WEEKLY, saturday))
    daily = replace(weekly, plans=choose_plan(weekly.plans, PlanKind.DAILY, saturday))
    for changed in (history, weekly, daily):
        assert [streak(changed, today).longest for today in (saturday, day(30))] == [6, 6]


def test_a_week_that_began_under_another_plan_is_not_held_to_the_new_one() -> None:
    wednesday = date(2026, 4, 29)
    (*_, weekly) = choose_plan((Plan(PlanKind.MONTHLY, date.min, date.min),), PlanKind.DAYS_A_WEEK, wednesday, 5)
    assert (weekly.from_on, weekly.asked_from_on) == (date(2026, 5, 1), date(2026, 5, 4))


def test_a_change_of_plan_hides_no_miss() -> None:
    history, today = drawn("###..")
    for kind in (PlanKind.WEEKDAYS, PlanKind.WEEKLY, PlanKind.MONTHLY):
        changed = replace(history, plans=choose_plan((DAILY,), kind, today))
        assert streak(changed, today).current == 0


@pytest.mark.parametrize(
    ("plan", "picture", "kept", "planned"),
    [
        (DAILY, "##.#", 3, 4),
        (DAILY, "##..", 2, 3),
        (DAILY, SEVEN + " .#", 8, 9),
        (DAILY, SEVEN + " r", 7, 7),
        (DAILY, "#ppP#", 2, 2),
        (WEEKDAYS, "####.## #", 5, 6),
        (THREE_A_WEEK, "###.... #......", 1, 1),
        (THREE_A_WEEK, "###.... ###....", 2, 2),
        (THREE_A_WEEK, "###.... #...... .", 1, 2),
        (MONTHLY, "...", 0, 0),
        (MONTHLY, "..#", 1, 1),
    ],
)
def test_promises_are_planned_units_that_ended_or_are_kept(plan: Plan, picture: str, kept: int, planned: int) -> None:
    history, today = drawn(picture, plan)
    assert streak(history, today).promises == PromisesKept(kept, planned)
    assert kept_promises(history, BEFORE, today, today) == PromisesKept(kept, planned)


def test_promises_of_a_window_leave_the_rest_out() -> None:
    history, today = drawn("##.#### #.#")
    assert kept_promises(history, day(2), day(4), today) == PromisesKept(2, 3)
    assert kept_promises(history, day(8), day(14), today) == PromisesKept(2, 3)
    assert kept_promises(replace(history, since_on=day(4)), day(1), day(7), today) == PromisesKept(4, 4)
    weekly, now = drawn("###.... #...... ###", THREE_A_WEEK)
    assert kept_promises(weekly, day(1), day(13), now) == PromisesKept(1, 1)
    assert kept_promises(weekly, day(8), day(14), now) == PromisesKept(0, 1)
    assert kept_promises(weekly, day(15), day(21), now) == PromisesKept(1, 1)


def test_where_nothing_was_promised_the_days_written_are_told_also_those_before_joining() -> None:
    entry_days = frozenset({day(2), day(3), day(4), day(9)})
    history = History(entry_days, since_on=day(9))
    assert how_it_went(history, day(3), day(9)) == PromisesKept(3, 3)
    assert how_it_went(replace(history, plans=(THREE_A_WEEK,)), day(3), day(14)) == kept_promises(
        replace(history, plans=(THREE_A_WEEK,)), day(3), day(14), day(14)
    )


def test_late_days_before_joining_are_kept_but_were_not_promised() -> None:
    history, today = drawn("####.##")
    joined = replace(history, since_on=day(6))
    assert streak(joined, today).longest == 4
    assert streak(joined, today).promises == PromisesKept(2, 2)


@pytest.mark.parametrize(
    ("picture", "number", "welcome"),
    [
        ("###..", 5, True),
        ("###..", 4, False),
        ("##...", 5, False),
        ("###.", 4, False),
        ("###..#", 7, False),
        ("###...", 5, True),
        (".", 1, False),
    ],
)
def test_the_first_entry_after_a_run_worth_missing_is_a_comeback(picture: str, number: int, welcome: bool) -> None:
    assert is_comeback(state(picture), day(number)) is welcome


def test_a_comeback_on_a_day_off_is_welcomed_once() -> None:
    history, friday = drawn("###..", WEEKDAYS)
    assert is_comeback(streak(history, friday), day(6))
    assert not is_comeback(streak(written(history, day(6)), day(7)), day(7))


def test_a_freeze_is_announced_when_used_and_when_given_back() -> None:
    history, today = drawn(SEVEN + " .#")
    used = Frozen(day(8), day(8), 1)
    before, after = streak(history, day(8)), streak(history, today)
    assert changes(before, after) == (FreezeUsed(used),)
    assert streak(history, today).frozen_since(day(7)) == (used,)
    assert streak(history, today).frozen_since(day(8)) == ()
    late = streak(written(history, day(8)), today)
    assert changes(after, late) == (FreezeReturned(used),)


def test_a_freeze_earned_and_a_run_ended_are_announced() -> None:
    assert changes(state("######"), state(SEVEN)) == (FreezeEarned(1),)
    assert changes(state(SEVEN * 2), state(SEVEN * 3)) == ()
    assert changes(state("###."), state("###..")) == (RunEnded(3, Unit.DAY),)
    assert changes(state("###.."), state("###...")) == ()


def test_a_lone_late_day_ends_no_run() -> None:
    assert changes(state("..##"), state("#.##")) == ()


@pytest.mark.parametrize(
    ("plan", "picture", "dots"),
    [
        (DAILY, "##.", "KKo????"),
        (DAILY, "##.#", "KKMK???"),
        (DAILY, "##r", "KKr????"),
        (DAILY, SEVEN + " r", "F??????"),
        (DAILY, SEVEN + " .#", "FK?????"),
        (DAILY, "#pP.", "KpKo???"),
        (WEEKDAYS, "####.#.", "KKKKMB-"),
        (THREE_A_WEEK, "#.#.", "K-Ko???"),
        (THREE_A_WEEK, "###.", "KKK-???"),
        (THREE_A_WEEK, "#.#", "K-K????"),
    ],
)
def test_the_dots_of_this_week(plan: Plan, picture: str, dots: str) -> None:
    assert signs(week_dots(*drawn(picture, plan))) == dots


def test_a_pause_ahead_shows_in_the_dots() -> None:
    history, today = drawn("##.")
    away = replace(history, pauses=(Pause(day(5), day(6)),))
    assert signs(week_dots(away, today)) == "KKo?pp?"


def test_the_year_shows_what_became_of_every_day() -> None:
    history, today = drawn("###.... ###.... ##..... #...... .", THREE_A_WEEK)
    days = year_shown(history, today)
    year = signs(marks(history, days[0], days[-1], today))
    assert year[:29] == "KKK----" + "KKK----" + "KK----F" + "K----MM" + "o"
    assert set(year[29:]) == {signs((Mark.FUTURE,))}
    assert len(days) == LEAST_DAYS_SHOWN


def test_a_year_is_the_longest_shown() -> None:
    history, _ = drawn("#")
    later = day(500)
    assert year_shown(history, later) == [later - timedelta(days=back) for back in reversed(range(YEAR_DAYS))]


def test_an_account_with_no_entries_has_nothing_to_lose() -> None:
    found = streak(History(frozenset(), MONDAY), day(5))
    assert (found.current, found.longest, found.broken_run, found.broken_on) == (0, 0, 0, None)
    assert found.promises == PromisesKept(0, 4)
    assert found.last_entry_on is None
