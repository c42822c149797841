"""What holds for every streak, whatever was written, planned, paused or rested."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rules.streaks.plans import Pause, Plan, PlanKind, Unit, choose_plan, days_between, plan_on, unit_end
from rules.streaks.streak import MAX_FREEZES, History, Mark, StreakState, kept_promises, marks, streak
from tests.examples import examples
from tests.rules.histories import SPAN, START, TODAY, Choice, choices, chosen, days, histories, pauses

pytestmark = pytest.mark.slow


def written(history: History, day: date) -> History:
    return replace(history, entry_days=history.entry_days | {day})


def is_no_shorter(after: StreakState, before: StreakState) -> bool:
    return after.current >= before.current and after.longest >= before.longest and after.run_days >= before.run_days


@given(st.data(), histories)
def test_order_of_logging_does_not_matter(data: st.DataObject, history: History) -> None:
    one_by_one = replace(history, entry_days=frozenset())
    for day in data.draw(st.permutations(sorted(history.entry_days))):
        one_by_one = written(one_by_one, day)
        streak(one_by_one, TODAY)
    assert streak(one_by_one, TODAY) == streak(history, TODAY)


@settings(max_examples=examples(400))
@given(histories, st.integers(-10, SPAN), days)
def test_logging_more_never_shortens(history: History, late: int, today: date) -> None:
    more = written(history, START + timedelta(days=late))
    assert is_no_shorter(streak(more, today), streak(history, today))


@settings(max_examples=examples(300))
@given(histories, pauses, days)
def test_a_pause_never_shortens(history: History, pause: Pause, today: date) -> None:
    paused = replace(history, pauses=(*history.pauses, pause))
    assert is_no_shorter(streak(paused, today), streak(history, today))


@settings(max_examples=examples(300))
@given(histories, days)
def test_a_day_without_an_entry_never_extends(history: History, today: date) -> None:
    history = replace(history, entry_days=history.entry_days - {today})
    yesterday = streak(history, today - timedelta(days=1))
    assert streak(history, today).run_days <= yesterday.run_days or plan_on(history.plans, today).unit is not Unit.DAY


@given(histories, days)
def test_a_run_is_made_of_entries_alone(history: History, today: date) -> None:
    found = streak(history, today)
    if found.run_began_on is None:
        assert found.run_days == found.current == 0
    else:
        since = [day for day in history.entry_days if found.run_began_on <= day <= today]
        assert found.current <= found.run_days == len(since)


@given(histories, days)
def test_a_rest_changes_no_length(history: History, today: date) -> None:
    rested = streak(replace(history, rests=history.rests | {today}), today)
    plain = streak(replace(history, rests=history.rests - {today}), today)
    assert (rested.current, rested.longest, rested.run_days) == (plain.current, plain.longest, plain.run_days)
    assert plain.freezes - rested.freezes == sum(frozen.freezes for frozen in rested.frozen if frozen.last_on == today)


@settings(max_examples=examples(300))
@given(histories, days)
def test_freezes_are_few_and_paid_for(history: History, today: date) -> None:
    found = streak(history, today)
    spent = sum(frozen.freezes for frozen in found.frozen)
    assert 0 <= found.freezes <= MAX_FREEZES
    assert 7 * (found.freezes + spent) <= len([day for day in history.entry_days if day <= today])
    assert (found.kept_to_next_freeze == 0) == (found.freezes == MAX_FREEZES)


@given(histories)
def test_one_freeze_covers_one_day(history: History) -> None:
    found = streak(replace(history, plans=()), TODAY)
    assert all(frozen.first_on == frozen.last_on and frozen.freezes == 1 for frozen in found.frozen)
    assert not {frozen.first_on for frozen in found.frozen} & (history.entry_days | history.paused)


@given(histories, histories, days)
def test_nothing_else_matters(history: History, other: History, today: date) -> None:
    """What lies ahead of the running unit, rests that are over and the day of joining play no part."""
    end = unit_end(Unit.MONTH, today)
    ahead = frozenset(day for day in other.entry_days if day > today)
    changed = replace(
        history,
        entry_days=frozenset(day for day in history.entry_days if day <= today) | ahead,
        pauses=(*history.pauses, *(pause for pause in other.pauses if pause.from_on > end)),
        rests=(history.rests & {today}) | (other.rests - {today}),
    )
    assert streak(changed, today) == streak(history, today)
    joined = streak(replace(history, since_on=other.since_on), today)
    assert replace(joined, promises=streak(history, today).promises) == streak(history, today)


@given(histories)
def test_a_paused_day_is_never_missed(history: History) -> None:
    first = TODAY - timedelta(days=364)
    for number, mark in enumerate(marks(history, first, TODAY, TODAY)):
        if first + timedelta(days=number) in history.paused:
            assert mark in (Mark.KEPT, Mark.BONUS, Mark.PAUSED)


@given(histories, days, days)
def test_promises_add_up(history: History, split: date, today: date) -> None:
    whole = kept_promises(history, date(2020, 1, 1), today, today)
    early = kept_promises(history, date(2020, 1, 1), split, today)
    late = kept_promises(history, split + timedelta(days=1), today, today)
    assert 0 <= whole.kept <= whole.planned
    assert whole == streak(history, today).promises
    if split < today:
        assert (early.kept + late.kept, early.planned + late.planned) == (whole.kept, whole.planned)


@settings(max_examples=examples(300))
@given(histories, days)
def test_the_longest_is_never_lost(history: History, today: date) -> None:
    found, later = streak(history, today), streak(history, today + timedelta(days=1))
    assert later.longest >= found.longest >= found.run_days >= found.current


@settings(max_examples=examples(400))
@given(histories, choices, days, days)
def test_no_change_of_plan_shortens_the_longest(history: History, choice: Choice, chosen_on: date, later: date) -> None:
    before, after = changed(history, choice, chosen_on)
    assert streak(after, max(chosen_on, later)).longest >= streak(before, chosen_on).longest


@settings(max_examples=examples(400))
@given(histories, choices, days)
def test_no_change_of_plan_splits_a_run(history: History, choice: Choice, chosen_on: date) -> None:
    """Until the new plan asks for something, a run is as long as it would have been."""
    before, after = changed(history, choice, chosen_on)
    for today in days_between(chosen_on, max(chosen_on, plan_on(after.plans, date.max).asked_from_on)):
        assert streak(after, today).run_days >= streak(before, today).run_days


def changed(history: History, choice: Choice, today: date) -> tuple[History, History]:
    begun = tuple(plan for plan in history.plans if plan.from_on <= today)
    return replace(history, plans=begun), replace(history, plans=chosen(begun, choice, today))


@given(histories, choices)
def test_living_it_day_by_day_comes_to_the_same(history: History, choice: Choice) -> None:
    (plan,) = choose_plan((), choice[0], START, choice[1])
    lived = Lived(plan, history.paused)
    for number in range(SPAN + 1):
        today = START + timedelta(days=number)
        lived.wake_up(today)
        lived.written += today in history.entry_days
        found = streak(replace(history, plans=(plan,), rests=frozenset()), today)
        assert (found.run_days, found.freezes) == (lived.run_so_far(), lived.freezes())


class Lived:
    """A second telling of the rules, for one plan begun at START: it keeps a run and settles units."""

    def __init__(self, plan: Plan, paused: frozenset[date]) -> None:
        self.plan, self.paused = plan, paused
        self.run = self.earned = self.written = self.required = 0
        self.ends = START - timedelta(days=1)

    def wake_up(self, today: date) -> None:
        if today <= self.ends:
            return
        self.settle()
        self.ends = unit_end(self.plan.unit, today)
        length = {Unit.DAY: 1, Unit.WEEK: 7, Unit.MONTH: self.ends.day}[self.plan.unit]
        ahead = [today + timedelta(days=number) for number in range((self.ends - today).days + 1)]
        asked = len([day for day in ahead if day not in self.paused])
        self.required, self.written = int(self.plan.days * asked / length + 0.5), 0

    def settle(self) -> None:
        self.run += self.written
        if self.is_day_off():
            return
        missing = max(0, self.required - self.written)
        self.earned = min(14, self.earned + min(self.written, self.plan.days)) - 7 * missing
        if self.earned < 0:
            self.run = self.earned = 0

    def is_day_off(self) -> bool:
        return self.plan.kind is PlanKind.WEEKDAYS and self.ends.weekday() > 4

    def is_kept(self) -> bool:
        return self.written >= max(1, self.required) and not self.is_day_off()

    def run_so_far(self) -> int:
        return self.run + self.written

    def freezes(self) -> int:
        return min(14, self.earned + min(self.written, self.plan.days) * self.is_kept()) // 7
