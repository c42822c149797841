"""Servers the bot comes into and is removed from, also while it was away."""

from __future__ import annotations

from collections.abc import Callable, Collection

from db import members, servers
from db.connection import Tx
from services.context import Context
from services.due import Kinds
from services.privacy import requests as privacy
from services.schedule.run import mend


async def server_left(context: Context, server_id: int) -> None:
    """Stop what is sent to a server the bot was removed from; its data is kept for a while."""
    now = context.clock.now()

    async def work(tx: Tx) -> None:
        await servers.add(tx, server_id)
        if (await servers.find(tx, server_id)).removed_at is not None:
            return  # the days count from when it was first known
        await servers.set_removed(tx, server_id, now)
        await members.lose_fallbacks_of_server(tx, server_id, now)
        await privacy.plan_server_erase(tx, server_id, now)

    await context.db.write(work)


async def server_joined(context: Context, kinds: Kinds, server_id: int) -> None:
    """Take a server up; what had stopped for one that the bot was removed from begins again."""

    async def work(tx: Tx) -> bool:
        await servers.add(tx, server_id)
        was_removed = (await servers.find(tx, server_id)).removed_at is not None
        await servers.set_back(tx, server_id)
        await privacy.keep_server(tx, server_id)
        return was_removed

    if await context.db.write(work):
        await mend(context, kinds)


async def servers_found(
    context: Context, kinds: Kinds, present: Collection[int], is_ours: Callable[[int], bool]
) -> None:
    """Notice at start which servers the bot was removed from, or taken back into, while nobody told it.

    `present` are the servers it is in, unavailable ones among them; `is_ours` says which ones those would be with.
    """
    async with context.db.read() as connection:
        known = await servers.are_removed(connection)
    for server_id, was_removed in known.items():
        if not is_ours(server_id):
            continue
        if was_removed and server_id in present:
            await server_joined(context, kinds, server_id)
        elif not was_removed and server_id not in present:
            await server_left(context, server_id)
