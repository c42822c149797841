"""Clearing what erased rows leave in the log beside the database, also where somebody's reading holds it up."""

from __future__ import annotations

from db import process
from db.connection import Tx
from db.writer import Lane
from services.context import Context

WANTED = "scrub_wanted"


async def want(tx: Tx, why: str) -> None:
    """Note in an erasing's own transaction that its traces are to be cleared; `why` is like no other erasing's."""
    await process.note(tx, WANTED, why)


async def scrub(context: Context) -> bool:
    """Clear the traces of erasings; False where a reader holds that up, so that it is still to be done."""
    async with context.db.read() as connection:
        wanted = await process.noted(connection, WANTED)
    if wanted is None:
        return True
    if not await context.db.scrub():
        return False

    async def work(tx: Tx) -> None:
        if await process.noted(tx, WANTED) == wanted:  # else there was another erasing since
            await process.forget(tx, WANTED)

    await context.db.write(work, lane=Lane.SCHEDULE)
    return True
