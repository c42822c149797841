"""Goals as the tests write them: `goal(500, "words", "06-30")` said on 15 January 2027."""

from __future__ import annotations

from datetime import date

from rules.goals.reading.answers import GoalReading, Period

TODAY = date(2027, 1, 15)  # a Friday
DAY, WEEK, MONTH = Period.DAY, Period.WEEK, Period.MONTH


def day(text: str) -> date:
    """Return 15 January 2027 for "01-15", or a day of another year written in full."""
    return date.fromisoformat(text if len(text) == 10 else f"2027-{text}")


def goal(
    amount: float,
    unit: str,
    until: str | None = None,
    begins: str | None = None,
    per: Period | None = None,
    start: float | None = None,
    **more: bool,
) -> GoalReading:
    deadline = None if until is None else day(until)
    return GoalReading(amount, unit, start, per, deadline, None if begins is None else day(begins), **more)


def promise(amount: float, unit: str, per: Period, until: str | None = None, begins: str | None = None) -> GoalReading:
    return goal(amount, unit, until, begins, per, is_promise=True)
