"""The pace of every request with the bot's token: evenly spaced, and what somebody waits for goes first.

Discord counts what arrives and we count what leaves, so a pace that is right here can be too fast there: what left late
catches up on the way with what left early. How much the way varies is measured, and the spacing leaves room for it.
"""

from __future__ import annotations

import asyncio
import time
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from enum import IntEnum

# Discord's limit on all requests with one token; answers to interactions do not count.
REQUESTS_PER_SECOND = 50
# A wake-up that comes later than this is a turn lost: what a stall kept back does not leave all at once.
LATENESS_SECONDS = 0.010
# How many round trips tell how much the way varies, the share of them that counts, and the most that is believed.
TRIPS = 200
USUAL_SHARE = 0.95
MOST_VARIATION_SECONDS = 0.2
# The process before this one may have used up the running second.
FIRST_SECONDS = 1.0


class Lane(IntEnum):
    """Who goes first."""

    AWAITED = 0  # somebody waits for it
    QUIET = 1  # a reminder, a board: nobody is looking


_lane: ContextVar[Lane] = ContextVar("lane", default=Lane.AWAITED)


@contextmanager
def quietly() -> Iterator[None]:
    """Let whatever somebody waits for go before the requests made in here."""
    before = _lane.set(Lane.QUIET)
    try:
        yield
    finally:
        _lane.reset(before)


def spacing(variation: float) -> float:
    """Return the seconds between two departures that keep every second of arrivals within Discord's limit.

    `variation` is by how many seconds the way there differs from one request to the next. What arrives within one
    second left within 1 + variation, plus what lateness is made up for; and one more stands at the edge.
    """
    return (1 + min(variation, MOST_VARIATION_SECONDS) + LATENESS_SECONDS) / (REQUESTS_PER_SECOND - 1)


def first_turn_at() -> float:
    """Return the loop's time from which on a process may ask Discord for something.

    One that has computed for so long began at least so long ago.
    """
    return time.monotonic() + FIRST_SECONDS - time.process_time()


class Pacer:
    """Lets one request go at a time; `not_before` is the loop's time at which the first may."""

    def __init__(self, not_before: float = 0.0) -> None:
        self._free_at = not_before
        self._waiting: dict[Lane, deque[asyncio.Future[None]]] = {lane: deque() for lane in Lane}
        self._timer: asyncio.TimerHandle | None = None
        self._trips: deque[float] = deque(maxlen=TRIPS)
        self.turns = 0
        """How many were let go."""

    async def turn(self) -> None:
        """Wait until the next request may leave."""
        mine = asyncio.get_running_loop().create_future()
        self._waiting[_lane.get()].append(mine)
        self._set_timer()
        await mine

    def came_back(self, seconds: float) -> None:
        """Take in how long a request took, there and back."""
        self._trips.append(seconds)

    @property
    def variation(self) -> float:
        """By how many seconds the way there differs, taken for half of what the way there and back does."""
        trips = sorted(self._trips)
        return (trips[int(len(trips) * USUAL_SHARE)] - trips[0]) / 2 if trips else MOST_VARIATION_SECONDS

    def waiting_in(self, lane: Lane) -> int:
        """Return how many wait for their turn."""
        return len(self._waiting[lane])

    def _set_timer(self) -> None:
        if self._timer is None:
            self._timer = asyncio.get_running_loop().call_at(self._free_at, self._let_one_go)

    def _let_one_go(self) -> None:
        self._timer = None
        first = self._first()
        if first is not None:
            now = asyncio.get_running_loop().time()
            self._free_at = max(self._free_at, now - LATENESS_SECONDS) + spacing(self.variation)
            first.set_result(None)
            self.turns += 1
            self._set_timer()

    def _first(self) -> asyncio.Future[None] | None:
        for lane in Lane:
            while self._waiting[lane]:
                waiting = self._waiting[lane].popleft()
                if not waiting.done():  # whoever gave up takes no turn
                    return waiting
        return None
