"""Introductions: what members say of themselves in a server, and where it was posted."""

from __future__ import annotations

from datetime import datetime

from db import rows
from db.connection import Connection, Tx
from db.queries import load_queries
from rules.people import Introduction, PostedMessage

_sql = load_queries("people")


async def find(connection: Connection, server_id: int, member_id: int) -> Introduction | None:
    """Return a member's introduction in a server."""
    row = await _sql.find(connection, server_id=server_id, member_id=member_id)
    return None if row is None else rows.read(Introduction, row)


async def put(tx: Tx, server_id: int, member_id: int, said: Introduction) -> None:
    """Keep a member's words in place of those before; where they were posted stays noted."""
    await _sql.put(tx, server_id=server_id, member_id=member_id, **rows.params(said))


async def post_of(connection: Connection, server_id: int, member_id: int) -> PostedMessage | None:
    """Return where a member's introduction in a server stands, or may stand."""
    row = await _sql.post_of(connection, server_id=server_id, member_id=member_id)
    return None if row is None else rows.read(PostedMessage, row)


async def set_off(tx: Tx, server_id: int, member_id: int, channel_id: int, at: datetime) -> bool:
    """Note where an introduction is about to go; False where there is none."""
    noted = await _sql.set_off(tx, server_id=server_id, member_id=member_id, channel_id=channel_id, set_off_at=at)
    return bool(noted)


async def set_message(tx: Tx, server_id: int, member_id: int, message_id: int) -> bool:
    """Note the message an introduction stands in; False where there is none."""
    return bool(await _sql.set_message(tx, server_id=server_id, member_id=member_id, message_id=message_id))


async def take_back(tx: Tx, server_id: int, member_id: int) -> None:
    """Note that an introduction which was about to go did not."""
    await _sql.take_back(tx, server_id=server_id, member_id=member_id)
