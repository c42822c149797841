"""How an outcome goal came to its total, day by day."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from rules.goals.goal import Target
from rules.goals.history import Step, step_aloud, totals_by_day

MONDAY = date(2026, 1, 5)


def day(number: int) -> date:
    return MONDAY + timedelta(days=number)


def told(number: int, total: float) -> Step:
    return Step(day(number), total, is_total=True)


def wrote(number: int, amount: float) -> Step:
    return Step(day(number), amount, is_total=False)


@pytest.mark.parametrize(
    ("steps", "expected"),
    [
        ([], []),
        ([told(0, 80)], [(0, 80)]),
        ([told(0, 80), told(0, 90), told(3, 70)], [(0, 90), (3, 70)]),
        ([wrote(0, 300), wrote(2, 200)], [(0, 320), (2, 520)]),
        ([wrote(0, 300), told(2, 1000), wrote(4, 50)], [(0, 320), (2, 1000), (4, 1050)]),
        # Logged on day 3 for day 1: it lifts day 1 and all after it, also after a total told in between.
        ([wrote(0, 300), wrote(3, 100), wrote(1, 50)], [(0, 320), (1, 370), (3, 470)]),
        ([told(2, 1000), wrote(1, 50)], [(1, 70), (2, 1050)]),
        ([told(-9, 40), told(-2, 60), told(1, 90)], [(0, 60), (1, 90)]),
    ],
)
def test_the_total_of_each_day(steps: list[Step], expected: list[tuple[int, float]]) -> None:
    target = Target(500, "words", 20, None, MONDAY, day(90))
    assert totals_by_day(target, steps) == tuple((day(number), total) for number, total in expected)


@pytest.mark.parametrize(("step", "standing", "aloud"), [(20, 0, 20), (-5, 20, -5), (-640, 0, 0), (-640, 100, -100)])
def test_others_see_a_step_back_end_at_nothing(step: float, standing: float, aloud: float) -> None:
    assert step_aloud(step, standing) == aloud
