"""Servers: what their manager chose in /setup."""

from __future__ import annotations

from datetime import datetime

from db import rows
from db.connection import Connection, Tx
from db.queries import load_queries
from rules.schedule.due import OutcomeCount
from rules.servers import Server

_sql = load_queries("servers")


async def find(connection: Connection, id: int) -> Server:
    """Return a server; one never seen before has the defaults."""
    row = await _sql.find(connection, id=id)
    return Server(id) if row is None else rows.read(Server, row)


async def add(tx: Tx, id: int) -> None:
    """Keep a server, with the defaults; one that is known stays as it is."""
    await _sql.add(tx, id=id)


async def set_post(tx: Tx, server: Server) -> None:
    """Keep where and when the server's weekly post goes, and by which zone; no channel means never."""
    await _sql.set_post(
        tx,
        id=server.id,
        zone=server.zone,
        board_channel_id=server.board_channel_id,
        board_weekday=server.board_weekday,
        board_time=server.board_time,
    )


async def set_set_up_by(tx: Tx, id: int, member_id: int) -> None:
    """Set who last chose a channel for the server's posts."""
    await _sql.set_set_up_by(tx, id=id, set_up_by_id=member_id)


async def set_intro_channel(tx: Tx, id: int, channel_id: int | None) -> None:
    """Set where introductions are posted, or nowhere."""
    await _sql.set_intro_channel(tx, id=id, intro_channel_id=channel_id)


async def greet_once(tx: Tx, id: int, at: datetime) -> bool:
    """Claim the one greeting a server gets; False when it was given before."""
    return bool(await _sql.set_greeted(tx, id=id, greeted_at=at))


async def unclaim_greeting(tx: Tx, id: int) -> None:
    """Give the claim back after a greeting that Discord refused."""
    await _sql.unclaim_greeting(tx, id=id)


async def need_no_greeting(connection: Connection) -> set[int]:
    """Return the ids of servers that were greeted, or are at home with the bot already."""
    return {rows.value(int, row) async for row in _sql.need_no_greeting(connection)}


async def outcomes_of_server(connection: Connection, id: int, kind: str, since: datetime) -> list[OutcomeCount]:
    """Count how a server's own posts of a kind, due since an instant, ended."""
    found = _sql.outcomes_of_server(connection, server_id=id, kind=kind, since=since)
    return [rows.read(OutcomeCount, row) async for row in found]


async def outcomes_of_members(connection: Connection, id: int, kind: str, since: datetime) -> list[OutcomeCount]:
    """Count how the messages of a kind to a server's present members, due since an instant, ended."""
    found = _sql.outcomes_of_members(connection, server_id=id, kind=kind, since=since)
    return [rows.read(OutcomeCount, row) async for row in found]


async def outcomes_of_goals(connection: Connection, id: int, kind: str, since: datetime) -> list[OutcomeCount]:
    """Count how the posts of a kind about goals set in a server, due since an instant, ended."""
    found = _sql.outcomes_of_goals(connection, server_id=id, kind=kind, since=since)
    return [rows.read(OutcomeCount, row) async for row in found]


async def goal_channels(connection: Connection, id: int) -> list[int]:
    """Return the ids of the channels in which a server's running goals were shared."""
    return [rows.value(int, row) async for row in _sql.goal_channels(connection, server_id=id)]


async def are_removed(connection: Connection) -> dict[int, bool]:
    """Return every server ever met, and whether the bot was removed from it."""
    return {row["id"]: bool(row["removed"]) async for row in _sql.are_removed(connection)}


async def set_removed(tx: Tx, id: int, at: datetime) -> None:
    """Note that the bot was removed from the server."""
    await _sql.set_removed(tx, id=id, removed_at=at)


async def set_back(tx: Tx, id: int) -> None:
    """Note that the bot is in the server (again)."""
    await _sql.set_back(tx, id=id)


async def without_post(connection: Connection, kind: str, after_id: int, batch: int) -> list[int]:
    """Return up to `batch` ids above `after_id` of servers that chose a channel and have no post waiting."""
    found = _sql.without_post(connection, after_id=after_id, kind=kind, batch=batch)
    return [rows.value(int, row) async for row in found]
