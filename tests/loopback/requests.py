"""Requests as the local Discord takes and refuses them."""

from __future__ import annotations

import json
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
