"""A rhythm without an amount ("write every day") is a promise: the plan it can become."""

from __future__ import annotations

from dataclasses import dataclass

from rules.goals.reading.answers import GoalReading, Period
from rules.streaks.plans import DAYS_A_WEEK, PlanKind


@dataclass(frozen=True, slots=True)
class PlanOffer:
    """A plan to take up with one tap; `days` is the N of N days a week, None for the others."""

    kind: PlanKind
    days: int | None = None


_ONCE = {Period.DAY: PlanKind.DAILY, Period.WEEK: PlanKind.WEEKLY, Period.MONTH: PlanKind.MONTHLY}


def plan_of(reading: GoalReading) -> PlanOffer | None:
    """Return the plan a promise asks for; None for what is no promise, and for one that no plan can hold."""
    if not reading.is_promise or reading.per is None:
        return None
    if reading.per is Period.DAY or reading.amount == 1:
        return PlanOffer(_ONCE[reading.per])
    if reading.per is Period.WEEK and reading.amount <= DAYS_A_WEEK:
        return PlanOffer(PlanKind.DAYS_A_WEEK, int(reading.amount))
    return None
