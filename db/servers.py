"""Servers: what their manager chose in /setup."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, time
from zoneinfo import ZoneInfo

from db import codec
from db.database import Connection, load_queries

_sql = load_queries("servers")


@dataclass(frozen=True, slots=True)
class Server:
    """A Discord server with the bot in it. Weekdays count from Monday, 0."""

    id: int
    zone: ZoneInfo
    board_channel_id: int | None
    board_weekday: int
    board_time: time
    greeted_at: datetime | None = None
    removed_at: datetime | None = None


async def find(connection: Connection, id: int) -> Server:
    """Return a server; one never seen before is added with the defaults."""
    row = await _sql.find(connection, id=id)
    if row is None:
        await _sql.add(connection, id=id)
        row = await _sql.find(connection, id=id)
    return Server(
        id=row[0],
        zone=ZoneInfo(row[1]),
        board_channel_id=row[2],
        board_weekday=row[3],
        board_time=codec.text_to_time(row[4]),
        greeted_at=codec.text_to_instant(row[5]),
        removed_at=codec.text_to_instant(row[6]),
    )


async def set_zone(connection: Connection, id: int, zone: ZoneInfo) -> None:
    """Set the zone the server's posts go by, and new members start with."""
    await _sql.set_zone(connection, id=id, zone=zone.key)


async def set_board(connection: Connection, id: int, channel_id: int | None, weekday: int, at: time) -> None:
    """Set where and when the weekly board is posted; no channel means never."""
    await _sql.set_board(
        connection,
        id=id,
        board_channel_id=channel_id,
        board_weekday=weekday,
        board_time=codec.time_to_text(at),
    )


async def greet_once(connection: Connection, id: int, at: datetime) -> bool:
    """Claim the one greeting a server gets; False when it was given before."""
    return bool(await _sql.set_greeted(connection, id=id, greeted_at=codec.instant_to_text(at)))


async def set_removed(connection: Connection, id: int, at: datetime) -> None:
    """Note that the bot was removed from the server."""
    await _sql.set_removed(connection, id=id, removed_at=codec.instant_to_text(at))


async def set_back(connection: Connection, id: int) -> None:
    """Note that the bot is in the server (again)."""
    await _sql.set_back(connection, id=id)


async def without_post(connection: Connection, kind: str, after_id: int, batch: int) -> list[int]:
    """Return up to `batch` ids above `after_id` of servers that chose a channel and have no post waiting."""
    return [row[0] async for row in _sql.without_post(connection, after_id=after_id, kind=kind, batch=batch)]
