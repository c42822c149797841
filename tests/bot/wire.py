"""The wire between the bot and SimCord's Discord on which answers go, and the ways it fails."""

from __future__ import annotations

from collections import deque
from collections.abc import Awaitable, Callable
from types import SimpleNamespace
from typing import Any

import aiohttp
import discord
import pytest
from simcord.http.client import FakeWebhookAdapter

from cogs.kit.answering import delivery
from cogs.kit.answering.delivery import Patience

Send = Callable[[], Awaitable[Any]]
Fault = Callable[[Send], Awaitable[Any]]

MESSAGE, THINKING, SILENT, CHANGE, CHOICES, FORM = 4, 5, 6, 7, 8, 9  # the types of Discord's callbacks


async def cut(_: Send) -> None:
    """Lose a request on its way."""
    raise aiohttp.ServerDisconnectedError


async def lost(send: Send) -> None:
    """Lose what Discord says to a request that it took."""
    await send()
    raise aiohttp.ServerDisconnectedError


async def taken(send: Send) -> Any:
    """Let a request through."""
    return await send()


def refused(status: int, code: int = 0) -> Fault:
    """Let Discord answer a request with an error."""

    async def refuse(_: Send) -> None:
        raise error(status, code)

    return refuse


def failed_after(status: int) -> Fault:
    """Let Discord take a request and answer it with an error all the same."""

    async def fail(send: Send) -> None:
        await send()
        raise error(status)

    return fail


def error(status: int, code: int = 0) -> discord.HTTPException:
    """Return an error as discord.py raises it."""
    response: Any = SimpleNamespace(status=status, reason="Trouble")
    kind = {403: discord.Forbidden, 404: discord.NotFound}.get(status, discord.HTTPException)
    return (discord.DiscordServerError if status >= 500 else kind)(response, {"code": code, "message": "trouble"})


class Wire:
    """What goes over it, in order; `fail` says how the next requests end."""

    def __init__(self, patch: pytest.MonkeyPatch) -> None:
        self.heard: list[tuple[str, Any]] = []
        self._faults: deque[Fault] = deque()
        self._request = FakeWebhookAdapter.request
        patch.setattr(FakeWebhookAdapter, "request", self._over)
        for name, pauses in (("FIRST", 2), ("LONG", 3), ("ONCE", 0)):
            patch.setattr(delivery, name, Patience(5.0, (0.0,) * pauses))

    def fail(self, *faults: Fault) -> None:
        """Let the next requests end so."""
        self._faults += faults

    def recover(self) -> None:
        """Let everything through again."""
        self._faults.clear()

    @property
    def callbacks(self) -> list[int]:
        """The types of the first answers that were tried."""
        return [payload["type"] for path, payload in self.heard if path.endswith("/callback")]

    @property
    def _over(self) -> Any:
        wire = self

        async def request(adapter: Any, route: Any, session: Any, **options: Any) -> Any:
            payload = options.get("payload")
            for part in options.get("multipart") or ():
                payload = part["value"] if part["name"] == "payload_json" else payload
            wire.heard.append((f"{route.method} {route.url}", payload))
            fault = wire._faults.popleft() if wire._faults else taken
            return await fault(lambda: wire._request(adapter, route, session, **options))

        return request
