"""Drafts of goals: what was typed, how it was read, and the goal it would come to."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime

from rules.goals.goal import WRITTEN_THINGS, Goal, Target, read_progress
from rules.goals.reading.answers import GoalReading
from rules.goals.sources import source_of
from rules.kit.errors import Refusal


class AlreadyThere(Refusal):
    """As many there now as the goal asks for, or more."""

    def __init__(self, now: float, reading: GoalReading) -> None:
        super().__init__(now, reading.amount)
        self.now = now
        self.reading = reading


@dataclass(frozen=True, slots=True)
class GoalForm:
    """A goal filled in instead of said: how many, of what, by when, and how often; each as it was typed."""

    amount: str
    unit: str
    by: str
    per: str


DRAFTS_KEPT = 100
"""So many of a member's drafts that became no goal are kept, the last ones: buttons under older ones find nothing."""


@dataclass(frozen=True, slots=True)
class Draft:
    """What a member typed for a goal, and how it was last read back to them; `form` where it was filled in.

    `server_id` and `channel_id` are where its words are read once they are confirmed: where it was typed, or for a
    change of a goal where that was told. With `together` it is to be one of several.
    """

    id: int
    member_id: int
    server_id: int | None
    channel_id: int | None
    goal_id: int | None
    text: str
    reading: GoalReading | None
    private: bool
    drafted_on: date
    together: bool = False
    is_closed: bool = False

    @property
    def is_said_aloud(self) -> bool:
        """Whether others may read its words: one set in direct messages is private."""
        return not self.private and self.server_id is not None

    @property
    def will_be_told(self) -> bool:
        """Whether the channel it was drafted in hears of it once it is set; a change of a goal is not told."""
        return self.is_said_aloud and self.goal_id is None

    form: GoalForm | None = None


def target_of(reading: GoalReading, today: date) -> Target:
    """Return what a goal set today would ask for; a promise to write becomes as many sessions."""
    return Target(
        amount=reading.amount,
        unit="sessions" if reading.is_promise and source_of(reading.unit) is None else reading.unit,
        start=reading.start or 0.0,
        per=reading.per,
        starts_on=reading.begins or today,
        deadline_on=reading.deadline,
    )


def asks_for_start(reading: GoalReading) -> bool:
    """Return whether a gain has to know how many there are now; what one writes is counted from nothing."""
    return reading.is_gain and source_of(reading.unit) is None and reading.unit not in WRITTEN_THINGS


def may_have_some(reading: GoalReading) -> bool:
    """Return whether a member may have some already of what an outcome asks for."""
    return reading.per is None and reading.start is None


def with_start(reading: GoalReading, typed: str) -> GoalReading:
    """Return a reading that begins at what there is now; a gain comes on top.

    Raise ProgressNotUnderstood or AlreadyThere.
    """
    now = read_progress(typed, 0)
    amount = now + reading.amount if reading.is_gain else reading.amount
    if now >= amount:
        raise AlreadyThere(now, reading)
    return replace(reading, amount=amount, start=now, is_gain=False)


def changed_target(old: Goal, reading: GoalReading) -> Target:
    """Return what a goal would ask for after a change.

    Where and when it began stays unless it is said anew, and a gain comes on top of what there is.
    """
    new = target_of(reading, old.starts_on)
    if asks_for_start(reading):
        new = replace(new, amount=new.amount + old.total)
    return new if reading.start is not None else replace(new, start=old.target.start)


def goal_of(draft: Draft, reading: GoalReading, at: datetime) -> Goal:
    """Return the goal that a draft comes to; one set in direct messages is private."""
    target = target_of(reading, draft.drafted_on)
    return Goal(
        id=draft.id,
        member_id=draft.member_id,
        server_id=draft.server_id,
        channel_id=draft.channel_id,
        text=draft.text,
        target=target,
        private=not draft.is_said_aloud,
        set_at=at,
        counted_from_on=target.starts_on,
    )
