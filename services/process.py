"""The bot's own life: the beat that says it is there, the mark of a clean stop, and what it published."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from db import acts, codec, process
from db.connection import Tx
from db.writer import Lane
from rules.acts import KEPT_FOR, first_id
from services.answers import doubt_the_last
from services.context import Context

ALIVE_AT, STOPPED_CLEANLY, PUBLISHED = "alive_at", "stopped_cleanly", "published"
QUARANTINED_AT = "quarantined_at"

# Nobody tells when a quarantine is lifted: one opening is tried after this.
TRY_AFTER = timedelta(hours=1)

# At each beat, so that nobody waits behind it: several times what comes in between two of them.
MOST_DROPPED = 5_000


@dataclass(frozen=True, slots=True)
class LastLife:
    """What the bot left behind when it last ran: `alive_at` is None at its very first start."""

    alive_at: datetime | None
    stopped_cleanly: bool


async def begin(context: Context) -> LastLife:
    """Return how the last life ended, and begin this one: until it ends cleanly, it has not."""
    now = context.clock.now()

    async def work(tx: Tx) -> LastLife:
        alive_at = codec.text_to_instant(await process.noted(tx, ALIVE_AT))
        clean = await process.noted(tx, STOPPED_CLEANLY) is not None
        await process.forget(tx, STOPPED_CLEANLY)
        if alive_at is not None and not clean:
            await doubt_the_last(tx, alive_at)
        await _note_alive(tx, now)
        return LastLife(alive_at, clean)

    return await context.db.write(work, lane=Lane.SCHEDULE)


async def beat(context: Context) -> None:
    """Write down that the bot is there, and drop the acts that nobody asks about any more."""
    now = context.clock.now()

    async def work(tx: Tx) -> None:
        await _note_alive(tx, now)
        await acts.drop_below(tx, first_id(now - KEPT_FOR), MOST_DROPPED)

    await context.db.write(work, lane=Lane.SCHEDULE)


async def end(context: Context) -> None:
    """Leave the mark of a clean stop."""
    now = context.clock.now()

    async def work(tx: Tx) -> None:
        await _note_alive(tx, now)
        await process.note(tx, STOPPED_CLEANLY, codec.instant_to_text(now))

    await context.db.write(work)


async def _note_alive(tx: Tx, now: datetime) -> None:
    await process.note(tx, ALIVE_AT, codec.instant_to_text(now))


async def is_published(context: Context, fingerprint: str) -> bool:
    """Return whether Discord was last given exactly these commands."""
    async with context.db.read() as connection:
        return await process.noted(connection, PUBLISHED) == fingerprint


async def note_published(context: Context, fingerprint: str) -> None:
    """Remember which commands Discord was given."""
    await context.db.write(lambda tx: process.note(tx, PUBLISHED, fingerprint), lane=Lane.SCHEDULE)


async def forget_published(context: Context) -> None:
    """Give Discord the commands again at the next start: it offered one that we do not know."""
    await context.db.write(lambda tx: process.forget(tx, PUBLISHED), lane=Lane.SCHEDULE)


async def note_quarantine(context: Context) -> None:
    """Keep that Discord lets this bot open no direct messages."""
    now = codec.instant_to_text(context.clock.now())
    await context.db.write(lambda tx: process.note(tx, QUARANTINED_AT, now))


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
