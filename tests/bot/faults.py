"""What becomes of requests that send messages, when the line to Discord or Discord itself fails."""

from __future__ import annotations

import json
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from types import SimpleNamespace
from typing import Any

import aiohttp
import discord
import pytest
from discord.http import HTTPClient, MultipartParameters


def answered(status: int) -> Exception:
    response: Any = SimpleNamespace(status=status, reason="Trouble")
    kind = discord.DiscordServerError if status >= 500 else discord.HTTPException
    return kind(response, "trouble")


CUT = aiohttp.ServerDisconnectedError()
SILENT = TimeoutError()  # what a send that is given up for now ends with
FAULTS = {"cut": CUT, "silent": SILENT, "429": answered(429), "500": answered(500), "503": answered(503)}
LOST = {"cut": CUT, "silent": SILENT, "500": answered(500), "503": answered(503)}


def nonce_in(params: MultipartParameters) -> str:
    """Return the nonce a message goes under, also beside a file."""
    payload: Any = params.payload
    if payload is None:
        payload = json.loads(next(part["value"] for part in params.multipart or () if part["name"] == "payload_json"))
    return str(payload.get("nonce", ""))


@dataclass
class Line:
    """The line to Discord for messages: how often it fails, how, and whether the message arrives all the same."""

    error: BaseException | None = None
    times: int = 0
    applied: bool = False
    sends: int = 0

    def break_down(self, error: BaseException, *, applied: bool, times: int = 1) -> None:
        self.error, self.times, self.applied = error, times, applied

    async def carry(self, send: Callable[[], Awaitable[Any]], _nonce: str) -> Any:
        self.sends += 1
        if self.times == 0:
            return await send()
        self.times -= 1
        if self.applied:
            await send()
        assert self.error is not None
        raise self.error

    def lay(self, monkeypatch: pytest.MonkeyPatch) -> None:
        """Let every message take this line."""
        send = HTTPClient.send_message

        async def send_message(http: HTTPClient, channel_id: int, *, params: Any) -> Any:
            return await self.carry(lambda: send(http, channel_id, params=params), nonce_in(params))

        monkeypatch.setattr(HTTPClient, "send_message", send_message)
