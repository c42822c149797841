"""How the local Discord fails, request by request."""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from enum import Enum, auto

from aiohttp import web

from tests.loopback.requests import reply

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]

SILENT_SECONDS = 5.0


class Fault(Enum):
    """What becomes of one request: it never arrives, or only its answer does not, or it is answered with an error."""

    CUT = auto()
    LOST = auto()
    SILENT = auto()
    TOO_MANY = auto()
    BROKEN = auto()
    AWAY = auto()


STATUS = {Fault.TOO_MANY: 429, Fault.BROKEN: 500, Fault.AWAY: 503}


@dataclass
class Faults:
    """What becomes of the next requests, in order; those after them are served. `slow` is how long each takes."""

    coming: deque[Fault] = field(default_factory=deque)
    slow: float = 0.0

    def around(self, handler: Handler) -> Handler:
        """Let a route fail when its request is the next to."""

        async def handle(request: web.Request) -> web.StreamResponse:
            fault = self.coming.popleft() if self.coming else None
            await asyncio.sleep(SILENT_SECONDS if fault is Fault.SILENT else self.slow)
            if fault in STATUS:
                body = {"message": "Trouble", "retry_after": 0.5, "global": False, "code": 0}
                return reply(STATUS[fault], body, {"Via": "1.1 loopback"})
            answer = web.Response() if fault is Fault.CUT else await handler(request)
            if fault in (Fault.CUT, Fault.LOST) and request.transport is not None:
                request.transport.abort()
            return answer

        return handle
