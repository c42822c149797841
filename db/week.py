"""What a week brought in one server: milestones, first entries, and days written with the day before them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from db import codec
from db.connection import Connection
from db.queries import load_queries

_sql = load_queries("week")


@dataclass(frozen=True, slots=True)
class GoalMilestone:
    """The highest milestone a shared goal reached, in percent."""

    member_id: int
    goal_text: str
    percent: int


@dataclass(frozen=True, slots=True)
class DayWritten:
    """A day a member wrote openly; `previous_on` is the written day before it, `joined_on` when they met the bot."""

    member_id: int
    joined_on: date
    day_on: date
    previous_on: date | None


async def milestones(connection: Connection, server_id: int, from_at: datetime, to_at: datetime) -> list[GoalMilestone]:
    """Return what the shared goals of a server's shown members reached in a span, `to_at` excluded."""
    rows = _sql.milestones(
        connection,
        server_id=server_id,
        from_at=codec.instant_to_text(from_at),
        to_at=codec.instant_to_text(to_at),
    )
    return [GoalMilestone(row[0], row[1], row[2]) async for row in rows]


async def newcomers(connection: Connection, server_id: int, from_at: datetime, to_at: datetime) -> list[int]:
    """Return the ids of a server's shown members who logged their first entry in a span, `to_at` excluded."""
    rows = _sql.newcomers(
        connection,
        server_id=server_id,
        from_at=codec.instant_to_text(from_at),
        to_at=codec.instant_to_text(to_at),
    )
    return [row[0] async for row in rows]


async def days_written(connection: Connection, server_id: int, first: date, last: date) -> list[DayWritten]:
    """Return the days from `first` to `last` on which a server's shown members wrote openly."""
    rows = _sql.days_written(connection, server_id=server_id, first_on=first.isoformat(), last_on=last.isoformat())
    return [
        DayWritten(row[0], date.fromisoformat(row[1]), date.fromisoformat(row[2]), codec.text_to_day(row[3]))
        async for row in rows
    ]
