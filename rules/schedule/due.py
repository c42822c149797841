"""What falls due: a scheduled thing, the states it goes through, and how things ended."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum


class State(StrEnum):
    """How a scheduled thing stands; every state but waiting is final."""

    WAITING = "waiting"
    SENT = "sent"
    SKIPPED = "skipped"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Due:
    """One scheduled thing; its key (kind, whom, period) makes a second attempt at the same impossible.

    `reason` says why the last attempt came to nothing. What is `awaited` goes before all else that is due.
    """

    kind: str
    subject_id: int
    period: str
    due_at: datetime
    attempts: int = 0
    reason: str = ""
    awaited: bool = False

    @property
    def key(self) -> str:
        """The unique key."""
        return f"{self.kind}:{self.subject_id}:{self.period}"

    @property
    def mark(self) -> int:
        """What its message is known by where it stands."""
        return mark_of(self.key)


def mark_of(text: str) -> int:
    """Return 31 bits of a text's hash, never 0: what Discord takes as a component's id, and gives back."""
    return int.from_bytes(hashlib.sha256(text.encode()).digest()[:4]) >> 1 or 1


@dataclass(frozen=True, slots=True)
class UnderWay:
    """A message of which nobody knows whether it arrived: where it would stand, by which mark, and since when."""

    channel_id: int
    mark: int
    set_off_at: datetime


# What comes later than this says so.
PUNCTUAL = timedelta(hours=1)


def late_from(due_at: datetime, now: datetime) -> datetime | None:
    """Return when a post was to come, where it comes so late that it says so."""
    return due_at if now > due_at + PUNCTUAL else None


# A shorter absence takes nobody's chance.
LEAST_ABSENCE = timedelta(minutes=15)
LEFT_AFTER_ABSENCE = timedelta(hours=24)


def after_absence(due_at: datetime, away_since: datetime, back_at: datetime) -> datetime:
    """Return when a member's deadline is, the bot having been out of their reach from one instant to another.

    It moves by that time, and at least a day of it is left; one that was over by then is over.
    """
    if due_at <= away_since or back_at - away_since < LEAST_ABSENCE:
        return due_at
    return max(due_at + (back_at - away_since), back_at + LEFT_AFTER_ABSENCE)


@dataclass(frozen=True, slots=True)
class Settled:
    """How the latest of a subject's things of a kind ended."""

    state: State
    reason: str
    period: str


@dataclass(frozen=True, slots=True)
class OutcomeCount:
    """How many things of a kind ended in a state for a reason."""

    kind: str
    state: State
    reason: str
    count: int
