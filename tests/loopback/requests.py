"""Requests as the local Discord takes and refuses them."""

from __future__ import annotations

import asyncio
import json
import random
from collections.abc import Awaitable, Callable
from typing import Any

from aiohttp import web

from tests.loopback.payloads import Json


class RefusedError(Exception):
    """A request that Discord refuses, with its HTTP status and its own error code."""

    def __init__(self, status: int, code: int, message: str) -> None:
        super().__init__(message)
        self.status, self.code, self.message = status, code, message


async def body_of(request: web.Request) -> Json:
    """Return what was sent, also beside a file."""
    if request.content_type == "application/json":
        parsed: Json = await request.json()
        return parsed
    form = await request.post()
    payload: Json = json.loads(str(form.get("payload_json", "{}")))
    return payload


def reply(status: int, body: Any, headers: dict[str, str]) -> web.Response:
    """Answer as Discord does: discord.py parses a body only when its type is this exact string, without a charset."""
    raw = json.dumps(body, separators=(",", ":")).encode()
    return web.Response(status=status, body=raw, headers={"Content-Type": "application/json", **headers})


Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


def from_afar(handle: Handler, round_trip: Callable[[], tuple[float, float]]) -> Handler:
    """Return a handler whose requests take their time on the way there and back, half of it each way, by chance."""

    async def on_the_way() -> None:
        least, most = round_trip()
        if most:
            await asyncio.sleep(random.uniform(least, most) / 2)

    async def handle_late(request: web.Request) -> web.StreamResponse:
        await on_the_way()
        answer = await handle(request)
        await on_the_way()
        return answer

    return handle_late
