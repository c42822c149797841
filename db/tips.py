"""Tips and whom they helped."""

from __future__ import annotations

from datetime import date, datetime

from db import rows
from db.connection import Connection, Tx
from db.queries import load_queries
from rules.tips import Remover, Tip

_sql = load_queries("tips")


async def add(tx: Tx, tip: Tip, at: datetime) -> None:
    """Keep a tip; a second time changes nothing."""
    await _sql.add(tx, **rows.params(tip), shared_at=at)


async def find(connection: Connection, id: int) -> Tip | None:
    """Return one tip, taken down or not."""
    row = await _sql.find(connection, id=id)
    return None if row is None else rows.read(Tip, row)


async def of_server(connection: Connection, server_id: int) -> list[Tip]:
    """Return a server's tips, oldest first; none that was taken down, and none of somebody who left."""
    return [rows.read(Tip, row) async for row in _sql.of_server(connection, server_id=server_id)]


async def taken_down(connection: Connection, server_id: int) -> list[str]:
    """Return the words of the tips that a server's moderators took down."""
    return [rows.value(str, row) async for row in _sql.taken_down(connection, server_id=server_id)]


async def for_post(connection: Connection, server_id: int) -> list[Tip]:
    """Return a server's tips whose writers did not opt out of boards and the weekly post."""
    return [rows.read(Tip, row) async for row in _sql.for_post(connection, server_id=server_id)]


async def add_vote(tx: Tx, id: int, member_id: int, at: datetime) -> bool:
    """Note that a tip helped a member; False when that was known before."""
    return bool(await _sql.add_vote(tx, tip_id=id, member_id=member_id, voted_at=at))


async def drop_vote(tx: Tx, id: int, member_id: int) -> None:
    """Forget that a tip helped a member."""
    await _sql.drop_vote(tx, tip_id=id, member_id=member_id)


async def set_shown(tx: Tx, id: int, on: date) -> None:
    """Note the day of the weekly post that a tip rode with."""
    await _sql.set_shown(tx, id=id, shown_on=on)


async def remove(tx: Tx, id: int, by: Remover, at: datetime) -> None:
    """Take a tip down; one that is down already stays as it is."""
    await _sql.remove(tx, id=id, removed_at=at, removed_by=by)


async def put_back(tx: Tx, id: int) -> None:
    """Show a tip again."""
    await _sql.put_back(tx, id=id)
