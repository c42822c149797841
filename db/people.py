"""Introductions: what members say of themselves in a server, and where it was posted."""

from __future__ import annotations

from dataclasses import dataclass

from db.connection import Connection
from db.queries import load_queries

_sql = load_queries("people")


@dataclass(frozen=True, slots=True)
class Introduction:
    """A member's words about themselves; `links` are lines. The message is where it stands, if it was posted."""

    who: str = ""
    writes: str = ""
    why: str = ""
    offers: str = ""
    links: str = ""
    channel_id: int | None = None
    message_id: int | None = None


async def find(connection: Connection, server_id: int, member_id: int) -> Introduction | None:
    """Return a member's introduction in a server."""
    row = await _sql.find(connection, server_id=server_id, member_id=member_id)
    return None if row is None else Introduction(*row)


async def put(connection: Connection, server_id: int, member_id: int, said: Introduction) -> None:
    """Keep a member's words in place of those before; where they were posted stays noted."""
    await _sql.put(
        connection,
        server_id=server_id,
        member_id=member_id,
        who=said.who,
        writes=said.writes,
        why=said.why,
        offers=said.offers,
        links=said.links,
    )


async def set_post(connection: Connection, server_id: int, member_id: int, channel_id: int, message_id: int) -> None:
    """Note the message an introduction stands in."""
    await _sql.set_post(
        connection, server_id=server_id, member_id=member_id, channel_id=channel_id, message_id=message_id
    )
