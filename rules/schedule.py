"""What falls due: a scheduled thing, the states it goes through, and how things ended."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class State(StrEnum):
    """How a scheduled thing stands; every state but waiting is final."""

    WAITING = "waiting"
    SENT = "sent"
    SKIPPED = "skipped"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Due:
    """One scheduled thing; its key (kind, whom, period) makes a second attempt at the same impossible."""

    kind: str
    subject_id: int
    period: str
    due_at: datetime
    attempts: int = 0

    @property
    def key(self) -> str:
        """The unique key."""
        return f"{self.kind}:{self.subject_id}:{self.period}"


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
