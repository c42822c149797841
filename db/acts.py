"""Acts that were committed lately, by the ids of their interactions."""

from __future__ import annotations

from datetime import datetime

from db import rows
from db.connection import Connection, Tx
from db.queries import load_queries
from rules.acts import Committed

_sql = load_queries("acts")


async def add(tx: Tx, id: int, member_id: int, receipt: int, what: str, at: datetime) -> bool:
    """Write an act down; False where another arrival of its interaction was committed."""
    added = await _sql.add(tx, id=id, member_id=member_id, receipt=receipt, what=what, committed_at=at)
    return added is not None


async def find(connection: Connection, id: int) -> Committed | None:
    """Return an act; None where it did not commit, or long ago."""
    row = await _sql.find(connection, id=id)
    return None if row is None else rows.read(Committed, row)


async def since(connection: Connection, id: int, at: datetime) -> list[Committed]:
    """Return the acts from an id on that were committed since an instant."""
    return [rows.read(Committed, row) async for row in _sql.since(connection, id=id, committed_at=at)]


async def set_unconfirmed(tx: Tx, id: int, unconfirmed: bool) -> None:
    """Note whether an act's answer may not have arrived."""
    await _sql.set_unconfirmed(tx, id=id, unconfirmed=unconfirmed)


async def drop(tx: Tx, id: int) -> None:
    """Drop an act that came to nothing."""
    await _sql.drop(tx, id=id)


async def drop_below(tx: Tx, id: int, most: int) -> None:
    """Drop acts with lower ids, the oldest first."""
    await _sql.drop_below(tx, id=id, most=most)
