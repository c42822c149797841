"""Who said "well done" to what, and whether its writer was told."""

from __future__ import annotations

from datetime import datetime

from db import rows
from db.connection import Connection, Tx
from db.queries import load_queries
from rules.praise import Praise

_sql = load_queries("praise")


async def add(tx: Tx, thing_id: int, percent: int, by_id: int, for_id: int, at: datetime) -> bool:
    """Keep that somebody said it to an entry, or a goal's milestone; False when they had."""
    added = await _sql.add(tx, thing_id=thing_id, percent=percent, by_id=by_id, for_id=for_id, said_at=at)
    return added is not None


async def untold(connection: Connection, for_id: int) -> Praise | None:
    """Return what a member has not been told yet."""
    row = await _sql.untold(connection, for_id=for_id)
    return rows.read(Praise, row) if row["people"] else None


async def set_told(tx: Tx, for_id: int, praise: Praise, at: datetime) -> None:
    """Note that a member was told."""
    await _sql.set_told(tx, for_id=for_id, last_at=praise.last_at, told_at=at)
