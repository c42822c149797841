"""What a week brought in one server: milestones, first entries, and days written with the day before them."""

from __future__ import annotations

from datetime import date, datetime

from db import rows
from db.connection import Connection
from db.queries import load_queries
from rules.leaderboards import DayWritten

_sql = load_queries("leaderboards/week")


async def milestones(
    connection: Connection, server_id: int, from_at: datetime, to_at: datetime
) -> list[tuple[int, int]]:
    """Return which of the shared goals of a server's shown members reached what percent in a span, the highest first.

    `to_at` is excluded.
    """
    found = _sql.milestones(connection, server_id=server_id, from_at=from_at, to_at=to_at)
    return [(row["goal_id"], row["percent"]) async for row in found]


async def newcomers(connection: Connection, server_id: int, from_at: datetime, to_at: datetime) -> list[int]:
    """Return the ids of a server's shown members who logged their first entry in a span, `to_at` excluded."""
    found = _sql.newcomers(connection, server_id=server_id, from_at=from_at, to_at=to_at)
    return [rows.value(int, row) async for row in found]


async def days_written(connection: Connection, server_id: int, first: date, last: date) -> list[DayWritten]:
    """Return the days from `first` to `last` on which a server's shown members wrote openly."""
    found = _sql.days_written(connection, server_id=server_id, first_on=first, last_on=last)
    return [rows.read(DayWritten, row) async for row in found]
