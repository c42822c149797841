"""What the bot counts of itself since it began, for whoever watches it. Nothing in it tells of a member."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from dataclasses import dataclass, field
from datetime import datetime
from itertools import accumulate
from math import inf

from rules.schedule.due import Due, State

# From a write that waited for nobody to a reminder that came an hour late.
BOUNDS_SECONDS = (0.01, 0.03, 0.1, 0.3, 1.0, 3.0, 10.0, 60.0, 300.0, 900.0, 3600.0)


class Spread:
    """How often something took how long."""

    def __init__(self) -> None:
        self.seconds = 0.0
        self._counts = [0] * (len(BOUNDS_SECONDS) + 1)

    def add(self, seconds: float) -> None:
        """Count one that took so long."""
        self._counts[bisect_left(BOUNDS_SECONDS, seconds)] += 1
        self.seconds += seconds

    @property
    def up_to(self) -> list[tuple[float, int]]:
        """How many took up to each of the bounds, and how many there were in all."""
        return list(zip((*BOUNDS_SECONDS, inf), accumulate(self._counts), strict=True))


@dataclass(slots=True)
class Tally:
    """What became of what fell due, and how long members waited."""

    claimed: Counter[str] = field(default_factory=Counter)
    """Tries, by kind."""
    endings: Counter[tuple[str, str, str]] = field(default_factory=Counter)
    """By kind, state and reason."""
    delays: Counter[tuple[str, str]] = field(default_factory=Counter)
    """Tries that came to nothing for now, by kind and reason."""
    lateness: Spread = field(default_factory=Spread)
    """How long after it was due each thing was sent."""
    answering: Spread = field(default_factory=Spread)
    """How long after an interaction came in Discord had its first answer."""

    def end(self, due: Due, state: State, reason: str, now: datetime) -> None:
        """Count how a thing ended."""
        self.endings[due.kind, state, reason] += 1
        if state is State.SENT:
            self.lateness.add((now - due.due_at).total_seconds())

    def delay(self, due: Due, reason: str) -> None:
        """Count a try that came to nothing for now."""
        self.delays[due.kind, reason] += 1
