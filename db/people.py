"""Introductions: what members say of themselves in a server, and where it was posted."""

from __future__ import annotations

from db import rows
from db.connection import Connection, Tx
from db.queries import load_queries
from rules.people import Introduction

_sql = load_queries("people")


async def find(connection: Connection, server_id: int, member_id: int) -> Introduction | None:
    """Return a member's introduction in a server."""
    row = await _sql.find(connection, server_id=server_id, member_id=member_id)
    return None if row is None else rows.read(Introduction, row)


async def put(tx: Tx, server_id: int, member_id: int, said: Introduction) -> None:
    """Keep a member's words in place of those before; where they were posted stays noted."""
    await _sql.put(tx, server_id=server_id, member_id=member_id, **rows.params(said))


async def set_post(tx: Tx, server_id: int, member_id: int, channel_id: int, message_id: int) -> None:
    """Note the message an introduction stands in."""
    await _sql.set_post(tx, server_id=server_id, member_id=member_id, channel_id=channel_id, message_id=message_id)
