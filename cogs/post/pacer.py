"""The pace of every request with the bot's token: evenly spaced, and what somebody waits for goes first.

Discord counts what arrives and we count what leaves, so a pace that is right here can be too fast there: what left late
catches up on the way with what left early. How much the way varies is measured, and the spacing leaves room for it.
Where nothing comes back any more, all that is on its way is held up and will arrive together: nothing more is sent after
it, and once it has arrived its turns are not made up for.
"""

from __future__ import annotations

import asyncio
import time
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager, suppress
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
# What is this much later than usual, while nothing else comes back either, is held up; how often to look whether it
# still is, and for how long at most: one request that is never answered must not keep all others.
OVERDUE_SECONDS = 0.05
LOOK_AGAIN_SECONDS = 0.005
HELD_UP_SECONDS = 1.0
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
        self._on_the_way: deque[float] = deque()
        self._heard_at = 0.0
        self._looks = self._held_up = 0
        self.turns = 0
        """How many were let go."""

    async def turn(self) -> float:
        """Wait until the next request may leave; return the loop's time at which it does, for `came_back`."""
        loop = asyncio.get_running_loop()
        mine = loop.create_future()
        self._waiting[_lane.get()].append(mine)
        self._set_timer()
        await mine
        self._on_the_way.append(left_at := loop.time())
        return left_at

    def came_back(self, left_at: float, *, answered: bool = True) -> None:
        """Take in that a request is over, and how long it took there and back if it was answered."""
        now = asyncio.get_running_loop().time()
        with suppress(ValueError):  # nobody waited for it any more
            self._on_the_way.remove(left_at)
        if answered:
            self._heard_at = now
            self._trips.append(now - left_at)

    @property
    def variation(self) -> float:
        """By how many seconds the way there differs, taken for half of what the way there and back does."""
        return (self._usual_trip() - min(self._trips)) / 2 if self._trips else MOST_VARIATION_SECONDS

    def _usual_trip(self) -> float:
        return sorted(self._trips)[int(len(self._trips) * USUAL_SHARE)] if self._trips else HELD_UP_SECONDS

    def waiting_in(self, lane: Lane) -> int:
        """Return how many wait for their turn."""
        return len(self._waiting[lane])

    def _set_timer(self) -> None:
        if self._timer is None:
            self._timer = asyncio.get_running_loop().call_at(self._free_at, self._let_one_go)

    def _let_one_go(self) -> None:
        self._timer = None
        now = asyncio.get_running_loop().time()
        if wait := self._wait_for_arrivals(now):
            self._free_at = now + wait
            self._set_timer()
        elif (first := self._first()) is not None:
            self._free_at = max(self._free_at, now - LATENESS_SECONDS) + spacing(self.variation)
            first.set_result(None)
            self.turns += 1
            self._set_timer()

    def _wait_for_arrivals(self, now: float) -> float:
        """Return the seconds to wait: while what is on its way is held up, and then for its turns.

        Once is not enough: where this process was held up itself, the answers are there and not yet read.
        """
        if self._is_overdue(now):
            self._looks += 1
            self._held_up = len(self._on_the_way)
            return LOOK_AGAIN_SECONDS
        owed = self._held_up * spacing(self.variation) if self._looks > 1 else 0.0
        self._looks = self._held_up = 0
        return owed

    def _is_overdue(self, now: float) -> bool:
        while self._on_the_way and now - self._on_the_way[0] > HELD_UP_SECONDS:
            self._on_the_way.popleft()
        if not self._on_the_way:
            return False
        return now - max(self._heard_at, self._on_the_way[0] + self._usual_trip()) > OVERDUE_SECONDS

    def _first(self) -> asyncio.Future[None] | None:
        for lane in Lane:
            while self._waiting[lane]:
                waiting = self._waiting[lane].popleft()
                if not waiting.done():  # whoever gave up takes no turn
                    return waiting
        return None
