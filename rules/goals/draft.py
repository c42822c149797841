"""Drafts of goals: what was typed, how it was read, and the goal it would come to."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from rules.goals.goal import Goal, Target
from rules.goals.reading.answers import GoalReading


@dataclass(frozen=True, slots=True)
class Draft:
    """What a member typed for a goal, and how it was last read back to them."""

    id: int
    member_id: int
    server_id: int | None
    channel_id: int | None
    goal_id: int | None
    text: str
    reading: GoalReading | None
    private: bool
    drafted_on: date
    is_closed: bool = False


def target_of(reading: GoalReading, starts_on: date) -> Target:
    """Return what a goal set on a day would ask for."""
    return Target(
        amount=reading.amount,
        unit=reading.unit,
        start=reading.start or 0.0,
        per=reading.per,
        starts_on=starts_on,
        deadline_on=reading.deadline,
    )


def changed_target(old: Goal, reading: GoalReading) -> Target:
    """Return what a goal would ask for after a change: where it began stays unless it is said anew."""
    new = target_of(reading, old.starts_on)
    return new if reading.start is not None else replace(new, start=old.target.start)


def goal_of(draft: Draft, reading: GoalReading) -> Goal:
    """Return the goal that a draft comes to; one set in direct messages is private."""
    return Goal(
        id=draft.id,
        member_id=draft.member_id,
        server_id=draft.server_id,
        channel_id=draft.channel_id,
        text=draft.text,
        target=target_of(reading, draft.drafted_on),
        private=draft.private or draft.server_id is None,
    )
