"""Answers are sent once each time somebody sends them: whether one may be sent again, only its sender knows.

discord.py sends an answer again by itself when Discord fails. A follow-up that had arrived would then stand twice, and
nobody could tell which request found that another was there before it.
"""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import aiohttp
import discord
from discord.webhook.async_ import AsyncWebhookAdapter, async_context


class OneTry(AsyncWebhookAdapter):
    """Raises Discord's own failures at once."""

    async def request(self, route: Any, session: aiohttp.ClientSession, **options: Any) -> Any:
        return await super().request(route, _Strict(session), **options)  # type: ignore[arg-type]


class _Strict:
    def __init__(self, session: aiohttp.ClientSession) -> None:
        self._session = session

    @asynccontextmanager
    async def request(self, *args: Any, **options: Any) -> AsyncIterator[aiohttp.ClientResponse]:
        async with self._session.request(*args, **options) as response:
            if response.status >= 500:
                raise discord.DiscordServerError(response, await response.text())
            yield response


def install() -> None:
    """Send answers so in the tasks that begin from here."""
    async_context.set(OneTry())  # type: ignore[no-untyped-call]
