"""The bot's own life: the beat that says it is there, the mark of a clean stop, and what it published."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from db import acts, codec, process
from db.connection import Tx
from db.process import ALIVE_AT, BEGUN_AT, STOPPED_CLEANLY
from db.writer import Lane
from rules.acts import KEPT_FOR, first_id
from services.answers import doubt_the_last
from services.context import Context
from services.privacy.scrub import scrub

VERSION = "1.0.0"

PUBLISHED, PUBLISHED_IDS, PUBLISHED_IN = "published", "published_ids", "published_in"
READY_AT, QUARANTINED_AT = "ready_at", "quarantined_at"

BEAT = timedelta(seconds=10)
# Three beats that did not come: another process may deliver what is due.
DELIVERS_FOR = 3 * BEAT

# Nobody tells when a quarantine is lifted: one opening is tried after this.
TRY_AFTER = timedelta(hours=1)

# At each beat, so that nobody waits behind it: several times what comes in between two of them.
MOST_DROPPED = 5_000


@dataclass(frozen=True, slots=True)
class LastLife:
    """What the bot left behind when it last ran: `alive_at` is None at its very first start."""

    alive_at: datetime | None
    stopped_cleanly: bool


async def begin(context: Context, holder: str, place: str = "", *, is_alone: bool = True) -> LastLife:
    """Return how the last life ended, and begin this one: until it ends cleanly, it has not.

    Whoever is alone holds the file's lock, so the one that delivered before is gone; of several, each has its `place`.
    """
    now = context.clock.now()
    alive, stopped = ALIVE_AT + place, STOPPED_CLEANLY + place

    async def work(tx: Tx) -> LastLife:
        alive_at = codec.text_to_instant(await process.noted(tx, alive))
        clean = await process.noted(tx, stopped) is not None
        await process.forget(tx, stopped)
        if alive_at is not None and not clean:
            await doubt_the_last(tx, alive_at)
        await _note(tx, alive, now)
        if is_alone and alive_at is None:
            await _note(tx, BEGUN_AT, now)
        if is_alone:
            await process.take_delivering(tx, holder, now + DELIVERS_FOR)
        return LastLife(alive_at, clean)

    return await context.db.write(work, lane=Lane.SCHEDULE)


async def beat(
    context: Context, holder: str, *, is_ready: bool, place: str = "", lasts: timedelta = DELIVERS_FOR
) -> bool:
    """Write down that the bot is there, and that Discord reaches it where it `is_ready`; return whether it delivers.

    Of several processes, each has its `place`. Acts that nobody asks about any more are dropped, and the traces of
    erasings cleared.
    """
    now = context.clock.now()

    async def work(tx: Tx) -> bool:
        await _note(tx, ALIVE_AT + place, now)
        if is_ready:
            await _note(tx, READY_AT, now)
        await acts.drop_below(tx, first_id(now - KEPT_FOR), MOST_DROPPED)
        return await _deliver_on(tx, holder, now, lasts, is_ready=is_ready or not place)

    delivers = await context.db.write(work, lane=Lane.CLAIMS)
    await scrub(context)
    return delivers


async def hold(context: Context, holder: str, lasts: timedelta, *, is_ready: bool) -> bool:
    """Go on delivering, or begin where nobody does any more; return whether this process is the one."""
    now = context.clock.now()
    return await context.db.write(lambda tx: _deliver_on(tx, holder, now, lasts, is_ready=is_ready), lane=Lane.CLAIMS)


async def _deliver_on(tx: Tx, holder: str, now: datetime, lasts: timedelta, *, is_ready: bool) -> bool:
    """Whom Discord does not reach leaves delivering to another process, as long as it reaches one."""
    if not is_ready and await _was_reached(tx, since=now - BEAT):
        await process.stop_delivering(tx, holder)
        return False
    return await process.keep_delivering(tx, holder, now, now + lasts)


async def _was_reached(tx: Tx, *, since: datetime) -> bool:
    ready_at = codec.text_to_instant(await process.noted(tx, READY_AT))
    return ready_at is not None and ready_at > since


async def end(context: Context, holder: str, place: str = "") -> None:
    """Leave the mark of a clean stop, and let another deliver at once."""
    now = context.clock.now()

    async def work(tx: Tx) -> None:
        await _note(tx, ALIVE_AT + place, now)
        await _note(tx, STOPPED_CLEANLY + place, now)
        await process.stop_delivering(tx, holder)

    await context.db.write(work)


async def _note(tx: Tx, name: str, at: datetime) -> None:
    await process.note(tx, name, codec.instant_to_text(at))


async def published_ids(context: Context, fingerprint: str) -> dict[str, int] | None:
    """Return Discord's ids of the commands by name, where it was last given exactly these; else None."""
    async with context.db.read() as connection:
        if await process.noted(connection, PUBLISHED) != fingerprint:
            return None
        ids = await process.noted(connection, PUBLISHED_IDS)
    return None if ids is None else json.loads(ids)


async def note_published(context: Context, fingerprint: str, ids: Mapping[str, int]) -> None:
    """Remember which commands Discord was given, and what it calls them."""

    async def work(tx: Tx) -> None:
        await process.note(tx, PUBLISHED, fingerprint)
        await process.note(tx, PUBLISHED_IDS, json.dumps(ids))

    await context.db.write(work, lane=Lane.SCHEDULE)


async def published_in(context: Context) -> int | None:
    """Return the one server that was given the commands, None where they are everywhere."""
    async with context.db.read() as connection:
        server_id = await process.noted(connection, PUBLISHED_IN)
    return None if server_id is None else int(server_id)


async def note_published_in(context: Context, server_id: int | None) -> None:
    """Remember the one server that is given the commands; None for everywhere."""
    if server_id is None:
        await context.db.write(lambda tx: process.forget(tx, PUBLISHED_IN), lane=Lane.SCHEDULE)
    else:
        await context.db.write(lambda tx: process.note(tx, PUBLISHED_IN, str(server_id)), lane=Lane.SCHEDULE)


async def forget_published(context: Context) -> None:
    """Give Discord the commands again at the next start: it offered one that we do not know."""
    await context.db.write(lambda tx: process.forget(tx, PUBLISHED), lane=Lane.SCHEDULE)


async def note_quarantine(context: Context) -> None:
    """Keep that Discord lets this bot open no direct messages."""
    now = context.clock.now()
    await context.db.write(lambda tx: _note(tx, QUARANTINED_AT, now))


async def note_quarantine_over(context: Context) -> None:
    """Keep that Discord let this bot open one again; nearly always it had before."""
    if await quarantined_at(context) is not None:
        await context.db.write(lambda tx: process.forget(tx, QUARANTINED_AT))


async def quarantined_at(context: Context) -> datetime | None:
    """Return since when Discord lets this bot open no direct messages, as it last said; None where it does."""
    async with context.db.read() as connection:
        return codec.text_to_instant(await process.noted(connection, QUARANTINED_AT))


async def is_quarantined(context: Context) -> bool:
    """Return whether opening direct messages is of no use yet."""
    at = await quarantined_at(context)
    return at is not None and context.clock.now() < at + TRY_AFTER
