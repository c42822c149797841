"""Servers the bot comes into and is removed from, also while it was away."""

from __future__ import annotations

import logging
from collections.abc import Callable, Collection
from datetime import datetime

from db import codec, members, process, schedule, servers
from db.connection import Tx
from rules.schedule.due import LEAST_ABSENCE, after_absence
from services.context import Context
from services.due import Kinds, WorkKind
from services.privacy import requests as privacy
from services.process import READY_AT
from services.schedule.run import mend

log = logging.getLogger("onereader.schedule")


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


async def came_back(context: Context, kinds: Kinds) -> None:
    """Move the deadlines that take something from members by the time that Discord reached no process of the bot."""
    back_at = context.clock.now()
    taking = [kind for kind in kinds.values() if isinstance(kind, WorkKind) and kind.put_off is not None]

    async def work(tx: Tx) -> None:
        away_since = codec.text_to_instant(await process.noted(tx, READY_AT))
        await process.note(tx, READY_AT, codec.instant_to_text(back_at))
        if away_since is None or back_at - away_since < LEAST_ABSENCE:
            return
        log.warning("Discord did not reach the bot since %s: members' deadlines move by that", away_since)
        for kind in taking:
            await _put_off(tx, kind, away_since, back_at)

    await context.db.write(work)


async def _put_off(tx: Tx, kind: WorkKind, away_since: datetime, back_at: datetime) -> None:
    assert kind.put_off is not None
    for due in await schedule.all_waiting(tx, kind.name):
        moved_to = after_absence(due.due_at, away_since, back_at)
        if moved_to != due.due_at:
            await kind.put_off(tx, due, moved_to)
