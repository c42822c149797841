"""Who is on a server's boards, and the sums they show."""

from __future__ import annotations

from datetime import date

from db.database import Connection, load_queries

_sql = load_queries("leaderboards")


async def shown_members(connection: Connection, server_id: int) -> list[int]:
    """Return the ids of a server's present members who did not opt out."""
    return [row[0] async for row in _sql.shown_members(connection, server_id=server_id)]


async def words_between(connection: Connection, server_id: int, first: date, last: date) -> dict[int, int]:
    """Return the words that a server's shown members logged openly for days from `first` to `last`."""
    rows = _sql.words_between(connection, server_id=server_id, first_on=first.isoformat(), last_on=last.isoformat())
    return {row[0]: int(row[1]) async for row in rows}


async def written_between(connection: Connection, server_id: int, first: date, last: date) -> tuple[int, int]:
    """Return a server's words and how many members wrote, for days from `first` to `last`."""
    row = await _sql.written_between(
        connection, server_id=server_id, first_on=first.isoformat(), last_on=last.isoformat()
    )
    return int(row[0]), int(row[1])
