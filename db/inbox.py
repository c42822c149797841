"""What waits for members whom it could not reach."""

from __future__ import annotations

from datetime import datetime

from db import rows
from db.connection import Connection, Tx
from db.queries import load_queries
from rules.inbox import Waiting

_sql = load_queries("inbox")


async def add(
    tx: Tx,
    member_id: int,
    kind: str,
    about: str,
    text: str,
    server_id: int | None,
    named_id: int | None,
    kept_at: datetime,
) -> None:
    """Keep something for a member, once for each kind and what it is about."""
    await _sql.add(
        tx,
        member_id=member_id,
        kind=kind,
        about=about,
        text=text,
        server_id=server_id,
        named_id=named_id,
        kept_at=kept_at,
    )


async def unseen(connection: Connection, member_id: int, server_id: int | None) -> list[Waiting]:
    """Return what a member has not seen, oldest first; in a server only what may be told there."""
    found = _sql.unseen(connection, member_id=member_id, server_id=server_id)
    return [rows.read(Waiting, row) async for row in found]


async def after(connection: Connection, member_id: int, server_id: int | None, number: int, most: int) -> list[Waiting]:
    """Return up to `most` things behind one, seen or not."""
    found = _sql.after(connection, member_id=member_id, server_id=server_id, number=number, most=most)
    return [rows.read(Waiting, row) async for row in found]


async def set_seen(tx: Tx, member_id: int, server_id: int | None, number: int, at: datetime) -> None:
    """Note that a member saw everything up to one that may be told in a place."""
    await _sql.set_seen(tx, member_id=member_id, server_id=server_id, number=number, shown_at=at)


async def drop(tx: Tx, member_id: int, kind: str, about: str) -> None:
    """Drop what was kept for a member of one kind about one thing."""
    await _sql.drop(tx, member_id=member_id, kind=kind, about=about)


async def drop_old(tx: Tx, member_id: int, before: datetime) -> None:
    """Drop what was kept for a member at an instant or earlier."""
    await _sql.drop_old(tx, member_id=member_id, before=before)
