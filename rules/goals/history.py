"""How an outcome goal came to its total, day by day."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from heapq import heappop, heappush

from rules.goals.goal import Target
from rules.goals.sources import Count


@dataclass(frozen=True, slots=True)
class Step:
    """Something that moved a goal: a total told by hand, or an amount that the bot counted."""

    day_on: date
    amount: float
    is_total: bool


@dataclass(frozen=True, slots=True)
class Update:
    """Progress told by hand: the total after it and what was added; `aloud_…` is the same as others see it.

    Both are kept: what was quiet is undone and edited later, and others would see by how much.
    """

    id: int
    goal_id: int
    day_on: date
    total: float
    step: float
    aloud_total: float
    aloud_step: float
    made_at: datetime


def total_of(told: float, told_at: datetime | None, counts: Iterable[Count]) -> float:
    """Return the last total told by hand and what the bot has counted since; all it counted where none was told."""
    return told + sum(each.amount for each in counts if told_at is None or each.counted_at > told_at)


def step_aloud(step: float, standing: float) -> float:
    """Return how far others see a step move a goal from where it stands for them: a step back ends at nothing."""
    return max(0.0, standing + step) - standing


def totals_by_day(target: Target, steps: Sequence[Step]) -> tuple[tuple[date, float], ...]:
    """Return the total at the end of each day that has a step, oldest first; `steps` in the order they were told.

    As of a day, the last total told by then counts, and what was logged after it for days up to then. So a late entry
    lifts the day it is for. Steps from before the goal began stand on its first day.
    """
    by_day: defaultdict[date, list[tuple[int, Step]]] = defaultdict(list)
    for number, step in enumerate(steps, start=1):
        by_day[max(step.day_on, target.starts_on)].append((number, step))
    told, base, added = 0, target.start, 0.0
    counted: list[tuple[int, float]] = []  # what `added` sums up, the earliest told on top
    totals: list[tuple[date, float]] = []
    for day in sorted(by_day):
        for number, step in by_day[day]:
            if not step.is_total:
                heappush(counted, (number, step.amount))
                added += step.amount
            elif number > told:
                told, base = number, step.amount
        while counted and counted[0][0] < told:
            added -= heappop(counted)[1]
        totals.append((day, base + added))
    return tuple(totals)
