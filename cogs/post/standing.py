"""How the bot stands with Discord: what was refused lately, and whether it may go on at all."""

from __future__ import annotations

import asyncio
import logging
from collections import Counter, deque
from enum import Enum

import aiohttp

log = logging.getLogger("onereader.post")

# Discord bans an address for a while that makes 10,000 invalid requests in 10 minutes: we stop half way.
INVALID = {401, 403, 429}
MOST_INVALID = 5_000
INVALID_SECONDS = 600.0


class Ending(Enum):
    """Why Discord has nothing to do with this bot any more until its host does something."""

    TOKEN = "token"
    ADDRESS = "address"


class Resting(aiohttp.ClientError):
    """Nothing is asked of Discord for a while: it refused too much."""


class Standing:
    """Counts what Discord answers, by status, and what it refuses. `ended` is set where going on is of no use; `ending` says why."""

    def __init__(self) -> None:
        self.ended = asyncio.Event()
        self.ending: Ending | None = None
        self.answers: Counter[int] = Counter()
        self._invalid_at: deque[float] = deque()
        self._is_resting = False

    def note(self, answer: aiohttp.ClientResponse, now: float, *, with_token: bool) -> None:
        """Take in what came back, at the loop's time."""
        self.answers[answer.status] += 1
        if answer.status == 401 and with_token:
            self.end(Ending.TOKEN)
        # What others used up is not ours.
        if answer.status in INVALID and answer.headers.get("X-RateLimit-Scope") != "shared":
            self._invalid_at.append(now)

    def end(self, ending: Ending) -> None:
        """Say that Discord takes nothing from this bot as it is."""
        self.ending = ending
        self.ended.set()

    def check(self, now: float) -> None:
        """Raise Resting while Discord refused so much that more would get the address banned."""
        while self._invalid_at and self._invalid_at[0] <= now - INVALID_SECONDS:
            self._invalid_at.popleft()
        was_resting, self._is_resting = self._is_resting, len(self._invalid_at) >= MOST_INVALID
        if self._is_resting:
            if not was_resting:
                log.error("Discord refused %s requests in ten minutes; nothing is sent until that passes", MOST_INVALID)
            raise Resting("too many refusals")
