"""Any history a member could have, for the laws of streaks and boards."""

from datetime import date, timedelta

from hypothesis import strategies as st

from rules.streaks.plans import Pause, Plan, PlanKind, PlanUnchanged, choose_plan
from rules.streaks.streak import History

START = date(2026, 1, 26)  # a Monday, so that weeks, months and the first of a month all come up early
SPAN = 130
TODAY = START + timedelta(days=SPAN)

numbers = st.integers(0, SPAN)
days = numbers.map(lambda number: START + timedelta(days=number))


@st.composite
def entry_days(draw: st.DrawFn) -> frozenset[date]:
    """Stretches of writing with short gaps between, so that freezes are earned, spent and too few."""
    found: set[int] = set()
    at = draw(st.integers(0, 20))
    for written, gap in draw(st.lists(st.tuples(st.integers(1, 24), st.integers(1, 4)), max_size=12)):
        found.update(range(at, at + written))
        at += written + gap
    found -= draw(st.sets(numbers, max_size=6))
    return frozenset(START + timedelta(days=number) for number in found if number <= SPAN)


@st.composite
def plan_histories(draw: st.DrawFn) -> tuple[Plan, ...]:
    plans: tuple[Plan, ...] = ()
    for chosen_on in sorted(draw(st.sets(days, max_size=4))):
        plans = chosen(plans, draw(choices), chosen_on)
    return plans


Choice = tuple[PlanKind, int]
choices = st.tuples(st.sampled_from(PlanKind), st.integers(2, 6))
pauses = st.builds(lambda first, length: Pause(first, first + timedelta(days=length)), days, st.integers(0, 20))
histories = st.builds(
    History,
    entry_days=entry_days(),
    since_on=days,
    plans=plan_histories(),
    pauses=st.lists(pauses, max_size=2).map(tuple),
    rests=st.frozensets(days, max_size=5),
)


def chosen(plans: tuple[Plan, ...], choice: Choice, today: date) -> tuple[Plan, ...]:
    try:
        return choose_plan(plans, choice[0], today, choice[1])
    except PlanUnchanged:
        return plans
