"""A server's first word from the bot, and what its manager sees of how the sending goes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from db import servers
from db.connection import Tx
from db.swaps import offers
from rules.schedule.due import OutcomeCount
from services.context import Context
from services.due import DueKind, Kinds
from services.process import quarantined_at

LOOK_BACK = timedelta(days=7)
# How long after it was added, while it was not running, the bot still greets.
NEW_FOR = timedelta(days=3)


@dataclass(frozen=True, slots=True)
class Overview:
    """How a server's posts and its members' reminders ended lately, and where running goals were shared.

    `report_channel_id` is where reports go; `quarantined_at` is since when Discord lets the bot open no direct
    messages, as it last said.
    """

    outcomes: tuple[OutcomeCount, ...]
    goal_channel_ids: tuple[int, ...]
    report_channel_id: int | None
    quarantined_at: datetime | None


async def overview(context: Context, kinds: Kinds, server_id: int, now: datetime) -> Overview:
    """Return the counts of the seven days up to `now`, nobody named, and the channels goals were shared in."""
    since = now - LOOK_BACK
    counts: list[OutcomeCount] = []
    async with context.db.read() as connection:
        for kind in kinds.values():
            if isinstance(kind, DueKind) and kind.to.outcomes is not None:
                counts += await kind.to.outcomes(connection, server_id, kind.name, since)
        channel_ids = tuple(await servers.goal_channels(connection, server_id))
        swaps = await offers.find_server(connection, server_id)
    return Overview(tuple(counts), channel_ids, swaps.report_channel_id, await quarantined_at(context))


async def to_greet(context: Context, joined: Mapping[int, datetime | None]) -> list[int]:
    """Return those of the servers joined, and when, that never heard a first word and do not use the bot yet.

    One that the bot joined long ago and the database never heard of was there before the database was.
    """
    since = context.clock.now() - NEW_FOR
    async with context.db.read() as connection:
        at_home = await servers.need_no_greeting(connection)
        known = await servers.are_removed(connection)
    new = {server_id for server_id, at in joined.items() if at is None or at > since}
    may_be_greeted = (known.keys() | new) - at_home
    return [server_id for server_id in joined if server_id in may_be_greeted]


async def claim_greeting(context: Context, server_id: int) -> bool:
    """Claim the one greeting a server gets; False when it was given before, by whichever process."""
    now = context.clock.now()

    async def work(tx: Tx) -> bool:
        await servers.add(tx, server_id)
        return await servers.greet_once(tx, server_id, now)

    return await context.db.write(work)


async def greeting_refused(context: Context, server_id: int) -> None:
    """Give the claim back: Discord did not take the greeting, so the next start may try again."""
    await context.db.write(lambda tx: servers.unclaim_greeting(tx, server_id))
