"""Alarms that ring at an instant."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from datetime import datetime


class Alarms:
    """Rings once at each instant it is set to. What was set runs on the loop's clock: the machine's may be changed."""

    def __init__(self, ring: Callable[[], None]) -> None:
        self._ring = ring
        self._set: dict[datetime, asyncio.TimerHandle] = {}

    def set(self, at: datetime, now: datetime) -> None:
        """Ring at an instant, at once where that is past; set twice, it rings once."""
        if at not in self._set:
            seconds = max((at - now).total_seconds(), 0.0)
            self._set[at] = asyncio.get_running_loop().call_later(seconds, self._rings, at)

    def _rings(self, at: datetime) -> None:
        del self._set[at]
        self._ring()

    def clear(self) -> None:
        """Ring no more."""
        for alarm in self._set.values():
            alarm.cancel()
        self._set.clear()
