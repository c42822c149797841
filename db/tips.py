"""Tips and whom they helped."""

from __future__ import annotations

from datetime import date, datetime

from db import codec
from db.connection import Connection, Row
from db.queries import load_queries
from rules.tips import Remover, Tip

_sql = load_queries("tips")


async def add(connection: Connection, tip: Tip, at: datetime) -> None:
    """Keep a tip; a second time changes nothing."""
    await _sql.add(
        connection,
        id=tip.id,
        member_id=tip.member_id,
        server_id=tip.server_id,
        text=tip.text,
        shared_at=codec.instant_to_text(at),
    )


async def find(connection: Connection, id: int) -> Tip | None:
    """Return one tip, taken down or not."""
    row = await _sql.find(connection, id=id)
    return None if row is None else _tip(row)


async def of_server(connection: Connection, server_id: int) -> list[Tip]:
    """Return a server's tips, oldest first; none that was taken down, and none of somebody who left."""
    return [_tip(row) async for row in _sql.of_server(connection, server_id=server_id)]


async def for_post(connection: Connection, server_id: int) -> list[Tip]:
    """Return a server's tips whose writers did not opt out of boards and the weekly post."""
    return [_tip(row) async for row in _sql.for_post(connection, server_id=server_id)]


async def add_vote(connection: Connection, id: int, member_id: int, at: datetime) -> bool:
    """Note that a tip helped a member; False when that was known before."""
    return bool(await _sql.add_vote(connection, tip_id=id, member_id=member_id, voted_at=codec.instant_to_text(at)))


async def drop_vote(connection: Connection, id: int, member_id: int) -> None:
    """Forget that a tip helped a member."""
    await _sql.drop_vote(connection, tip_id=id, member_id=member_id)


async def set_shown(connection: Connection, id: int, on: date) -> None:
    """Note the day of the weekly post that a tip rode with."""
    await _sql.set_shown(connection, id=id, shown_on=on.isoformat())


async def remove(connection: Connection, id: int, by: Remover, at: datetime) -> None:
    """Take a tip down; one that is down already stays as it is."""
    await _sql.remove(connection, id=id, removed_at=codec.instant_to_text(at), removed_by=by.value)


async def put_back(connection: Connection, id: int) -> None:
    """Show a tip again."""
    await _sql.put_back(connection, id=id)


def _tip(row: Row) -> Tip:
    return Tip(
        id=row[0],
        member_id=row[1],
        server_id=row[2],
        text=row[3],
        helped=row[4],
        shown_on=codec.text_to_day(row[5]),
        removed_by=None if row[6] is None else Remover(row[6]),
    )
