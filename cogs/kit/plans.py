"""How the bot writes plans: goals, reminders, profiles and streaks all speak of them."""

from __future__ import annotations

from cogs.kit import text
from rules.streaks.plans import Plan, PlanKind
from rules.streaks.streak import PromisesKept


def plan_words(plan: Plan) -> str:
    """Write a plan: "every day", "3 days a week"."""
    return rhythm_words(plan.kind, plan.days)


def rhythm_words(kind: PlanKind, days: int) -> str:
    """Write a rhythm that can be promised; `days` matters only for some days a week."""
    return {
        PlanKind.DAILY: "every day",
        PlanKind.WEEKDAYS: "Monday to Friday",
        PlanKind.DAYS_A_WEEK: f"{days} days a week",
        PlanKind.WEEKLY: "once a week",
        PlanKind.MONTHLY: "once a month",
    }[kind]


def promises_kept(recent: PromisesKept, plan: Plan) -> str:
    """Say how the last 90 days went: by what was promised, or where no plan was chosen by what was done."""
    if not plan.is_chosen:
        return f"wrote on **{text.count(recent.kept, 'day')}** in the last 90"
    return f"kept **{recent.kept} of {recent.planned}** promised {plan.unit.value}s in the last 90 days"
