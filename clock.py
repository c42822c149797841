"""The one place that asks the system for the time."""

from datetime import UTC, datetime
from typing import Protocol


class Clock(Protocol):
    """What the bot tells time by; tests and the sandbox pass their own."""

    def now(self) -> datetime:
        """Return the current instant, aware, in UTC."""
        ...


class SystemClock:
    """The machine's own clock."""

    def now(self) -> datetime:
        return datetime.now(UTC)
