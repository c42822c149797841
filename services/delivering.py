"""Whether this process is the one that delivers what is due: it holds a lease, which runs out where it is not renewed.

What is claimed is held to the lease where it stands, in the database. What is on its way is held to it here, by the
loop's own clock: who cannot reach the database does not know that another took over, and stops before that may be.
"""

from __future__ import annotations

import asyncio
import secrets
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import timedelta

from services.process import BEAT


@dataclass(frozen=True, slots=True)
class Terms:
    """How a lease is held: others wait until it has run out, its holder stops a little before that."""

    renewed_every: timedelta
    lasts: timedelta
    stops_after: timedelta | None  # None: there is no other, the file's lock sees to it


ALONE = Terms(BEAT, 3 * BEAT, None)
# Somebody else begins 10 to 13 seconds after a death; the clocks of two machines may be two seconds apart.
SHARED = Terms(timedelta(seconds=3), timedelta(seconds=10), timedelta(seconds=8))


class Delivering:
    """This process's part in it."""

    def __init__(self, terms: Terms) -> None:
        self.terms = terms
        self.holder = secrets.token_hex(8)
        self.is_ours = False
        self._ends: asyncio.TimerHandle | None = None
        self._sending: set[asyncio.Timeout] = set()

    def asked(self) -> float:
        """Return the instant before a renewal is asked for: from there on it counts, however long the answer takes."""
        return asyncio.get_running_loop().time()

    def answered(self, kept: bool, asked_at: float) -> bool:
        """Take in what a renewal came to; return whether this process has just become the one."""
        was_ours, self.is_ours = self.is_ours, kept
        if self._ends is not None:
            self._ends.cancel()
        if not kept:
            self._stop()
        elif self.terms.stops_after is not None:
            ends_at = asked_at + self.terms.stops_after.total_seconds()
            self._ends = asyncio.get_running_loop().call_at(ends_at, self._stop)
        return kept and not was_ours

    @asynccontextmanager
    async def sending(self) -> AsyncIterator[None]:
        """Send as long as this process delivers. Raise TimeoutError where it does not any more."""
        async with asyncio.timeout(None) as limit:
            self._sending.add(limit)
            try:
                yield
            finally:
                self._sending.discard(limit)

    def _stop(self) -> None:
        self.is_ours = False
        for limit in self._sending:
            limit.reschedule(asyncio.get_running_loop().time())
