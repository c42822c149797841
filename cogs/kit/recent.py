"""Who something was done for lately."""

from __future__ import annotations

from datetime import datetime, timedelta


class Recent:
    """Whom something was noted for within a span of time; who was noted before is forgotten."""

    def __init__(self, within: timedelta) -> None:
        self._within = within
        self._noted_at: dict[int, datetime] = {}

    def has(self, member_id: int, now: datetime) -> bool:
        """Return whether it was noted for a member lately."""
        self._noted_at = {each: at for each, at in self._noted_at.items() if now < at + self._within}
        return member_id in self._noted_at

    def note(self, member_id: int, now: datetime) -> None:
        """Note it for a member."""
        self._noted_at[member_id] = now
