"""Every request that discord.py makes, seen where it leaves: paced with the bot's token, and what comes back counted."""

from __future__ import annotations

import asyncio
from types import SimpleNamespace

import aiohttp
from discord.http import Route

from cogs.post.pacer import Pacer
from cogs.post.standing import Standing

# Answers to interactions go with a token of their own and do not count towards the limit.
NOT_COUNTED = ("/interactions/", "/webhooks/")


def watched(pacer: Pacer, standing: Standing) -> aiohttp.TraceConfig:
    """Return what discord.py is to be given as its `http_trace`: it stands around its retries as well."""

    async def leaving(
        _: aiohttp.ClientSession, request: SimpleNamespace, sent: aiohttp.TraceRequestStartParams
    ) -> None:
        request.counts = _counts(str(sent.url))
        if request.counts:
            standing.check(asyncio.get_running_loop().time())
            request.left_at = await pacer.turn()

    async def back(_: aiohttp.ClientSession, request: SimpleNamespace, answer: aiohttp.TraceRequestEndParams) -> None:
        standing.note(answer.response, asyncio.get_running_loop().time(), with_token=request.counts)
        if request.counts:
            pacer.came_back(request.left_at)

    async def failed(
        _: aiohttp.ClientSession, request: SimpleNamespace, __: aiohttp.TraceRequestExceptionParams
    ) -> None:
        if request.counts:
            pacer.came_back(request.left_at, answered=False)

    trace = aiohttp.TraceConfig()
    trace.on_request_start.append(leaving)
    trace.on_request_end.append(back)
    trace.on_request_exception.append(failed)
    return trace


def _counts(url: str) -> bool:
    return url.startswith(Route.BASE) and not url.removeprefix(Route.BASE).startswith(NOT_COUNTED)
