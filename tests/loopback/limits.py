"""Discord's published rate limits, as the local Discord applies them: a global one, one bucket per route."""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

GLOBAL_PER_SECOND = 50
"""Requests a second from one bot; replies to interactions do not count (docs: Topics, Rate Limits)."""

MESSAGES_PER_CHANNEL = (5, 5.0)
"""Messages in one channel and the seconds they last: what Discord's own headers have long reported."""


@dataclass(slots=True)
class Window:
    """A fixed window of `size` requests in `seconds`, opened by the first request in it."""

    size: int
    seconds: float
    opened_at: float = 0.0
    used: int = 0

    def take(self, now: float) -> float:
        """Count one request; return the seconds to wait, 0 when it fits."""
        if now >= self.opened_at + self.seconds:
            self.opened_at, self.used = now, 0
        if self.used >= self.size:
            return self.opened_at + self.seconds - now
        self.used += 1
        return 0.0


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the limits say of one request: seconds to wait (0 when it may pass), and the headers to send."""

    retry_after: float
    is_global: bool
    headers: dict[str, str]


@dataclass
class Limits:
    """The limits in force; `buckets` maps a route ("POST /channels/{id}/messages") to (requests, seconds)."""

    global_per_second: int | None = GLOBAL_PER_SECOND
    buckets: Mapping[str, tuple[int, float]] = field(
        default_factory=lambda: {"POST /channels/{channel_id}/messages": MESSAGES_PER_CHANNEL}
    )
    monotonic: Callable[[], float] = time.monotonic
    refused: int = field(default=0, init=False)
    _globals: dict[int, Window] = field(default_factory=dict, init=False)
    _windows: dict[tuple[int, str, str], Window] = field(default_factory=dict, init=False)

    def check(self, application_id: int, route: str, major: str) -> Verdict:
        """Count one request of a bot on a route; `major` is the channel, guild or webhook id in its path."""
        now = self.monotonic()
        if self.global_per_second is not None and not route.startswith(("POST /interactions", "POST /webhooks")):
            window = self._globals.setdefault(application_id, Window(self.global_per_second, 1.0))
            if wait := window.take(now):
                return self._refuse(wait, is_global=True, headers={"X-RateLimit-Global": "true"})
        if route not in self.buckets:
            return Verdict(0.0, False, {})
        size, seconds = self.buckets[route]
        window = self._windows.setdefault((application_id, route, major), Window(size, seconds))
        wait = window.take(now)
        reset_after = max(window.opened_at + window.seconds - now, 0.0)
        headers = {
            "X-RateLimit-Limit": str(size),
            "X-RateLimit-Remaining": str(size - window.used),
            "X-RateLimit-Reset": f"{time.time() + reset_after:.3f}",
            "X-RateLimit-Reset-After": f"{reset_after:.3f}",
            "X-RateLimit-Bucket": f"{hash(route) & 0xFFFFFFFF:08x}",
        }
        if wait:
            return self._refuse(wait, is_global=False, headers=headers)
        return Verdict(0.0, False, headers)

    def _refuse(self, wait: float, *, is_global: bool, headers: dict[str, str]) -> Verdict:
        self.refused += 1
        scope = "global" if is_global else "user"
        return Verdict(wait, is_global, headers | {"Retry-After": str(int(wait) + 1), "X-RateLimit-Scope": scope})
