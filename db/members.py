"""Members: their zone, day, reminder and servers."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import datetime
from zoneinfo import ZoneInfo

from db import rows
from db.connection import Connection, Row, Tx
from db.queries import load_queries
from rules.members.consent import Reminder
from rules.members.member import Fallback, Member

_sql = load_queries("members")


async def find(connection: Connection, id: int, server_id: int | None = None) -> Member | None:
    """Return a member, knowing whether they are in that server, or None for a stranger."""
    row = await _sql.find(connection, id=id, server_id=server_id)
    if row is None:
        return None
    return rows.read(Member, row, fallback=_fallback(row), reminder=rows.read(Reminder, row, prefix="reminder_"))


def _fallback(row: Row) -> Fallback | None:
    return None if row["fallback_channel_id"] is None else rows.read(Fallback, row, prefix="fallback_")


async def add(tx: Tx, member: Member) -> None:
    """Keep a new member; a second time changes nothing."""
    await _sql.add(tx, **rows.params(member))


async def join_server(tx: Tx, id: int, server_id: int, at: datetime) -> None:
    """Note that the member is in a server."""
    await _sql.join_server(tx, server_id=server_id, member_id=id, joined_at=at)


async def set_name(tx: Tx, id: int, server_id: int, name: str) -> None:
    """Keep what the member is called in a server."""
    await _sql.set_name(tx, server_id=server_id, member_id=id, name=name)


async def names_in(connection: Connection, ids: Iterable[int], server_id: int) -> dict[int, str]:
    """Return what members are called in a server, as far as it is known."""
    found = _sql.names_in(connection, server_id=server_id, member_ids=json.dumps(list(ids)))
    return {row["member_id"]: row["name"] async for row in found}


async def names_known_to(connection: Connection, ids: Iterable[int], reader_id: int) -> dict[int, str]:
    """Return what members are called where the reader can see it, as far as it is known."""
    found = _sql.names_known_to(connection, reader_id=reader_id, member_ids=json.dumps(list(ids)))
    return {row["member_id"]: row["name"] async for row in found}


async def leave_server(tx: Tx, id: int, server_id: int, at: datetime) -> None:
    """Hide the member in a server they left, and mention them there no more."""
    await _sql.leave_server(tx, server_id=server_id, member_id=id, left_at=at)
    await _sql.lose_fallback_in_server(tx, id=id, server_id=server_id, lost_at=at)


async def leave_all(tx: Tx, id: int, at: datetime) -> None:
    """Note that the member shares no server with the bot any more."""
    await _sql.leave_all(tx, member_id=id, left_at=at)
    await lose_fallback(tx, id, at)


async def servers_of(connection: Connection, id: int) -> list[int]:
    """Return the servers the member still shares with the bot."""
    return [rows.value(int, row) async for row in _sql.servers_of(connection, member_id=id)]


async def is_gone(connection: Connection, id: int) -> bool:
    """Return whether the member has left every server they shared with the bot.

    Somebody met in direct messages only was never seen in a server, so they cannot have left one.
    """
    if await servers_of(connection, id):
        return False
    return bool(await _sql.has_been_in_a_server(connection, member_id=id))


async def without_reminder(connection: Connection, kind: str, after_id: int, batch: int) -> list[int]:
    """Return up to `batch` ids above `after_id` of present members who want a reminder and have none waiting."""
    found = _sql.without_reminder(connection, after_id=after_id, kind=kind, batch=batch)
    return [rows.value(int, row) async for row in found]


async def set_zone(tx: Tx, id: int, zone: ZoneInfo) -> None:
    """Move the member's clock; entries keep the days they were logged for."""
    await _sql.set_zone(tx, id=id, zone=zone)


async def set_day_end(tx: Tx, id: int, hour: int) -> None:
    """Set the local hour (0 to 6) at which the member's day ends."""
    await _sql.set_day_end(tx, id=id, day_end_hour=hour)


async def set_reminder(tx: Tx, id: int, reminder: Reminder) -> None:
    """Keep what a member wants of reminders, with what they did about it and when; that wakes them."""
    await _sql.set_reminder(tx, id=id, **rows.params(reminder))


async def set_asked(tx: Tx, id: int, at: datetime) -> None:
    """Note that the member was asked whether to remind them."""
    await _sql.set_asked(tx, id=id, asked_at=at)


async def set_reminded(tx: Tx, id: int) -> None:
    """Count a reminder that was sent."""
    await _sql.set_reminded(tx, id=id)


async def set_quiet(tx: Tx, id: int, at: datetime) -> None:
    """Note that reminders have fallen silent."""
    await _sql.set_quiet(tx, id=id, quiet_since=at)


async def set_seen(tx: Tx, id: int, at: datetime) -> None:
    """Note a sign of life."""
    await _sql.set_seen(tx, id=id, seen_at=at)


async def set_on_boards(tx: Tx, id: int, *, shown: bool) -> None:
    """Show or hide the member on every leaderboard."""
    await _sql.set_on_boards(tx, id=id, on_boards=shown)


async def set_dm_channel(tx: Tx, id: int, channel_id: int | None) -> None:
    """Keep the DM channel, or none; that it exists does not say that it takes messages."""
    await _sql.set_dm_channel(tx, id=id, dm_channel_id=channel_id)


async def set_dm_open(tx: Tx, id: int) -> None:
    """Note that direct messages reach the member, or should be tried again; mentions in a channel end."""
    await _sql.set_dm_open(tx, id=id)


async def set_dm_closed(tx: Tx, id: int, at: datetime) -> None:
    """Note that Discord refused a DM to the member just now."""
    await _sql.set_dm_closed(tx, id=id, tried_at=at)


async def set_dm_closed_told(tx: Tx, id: int) -> None:
    """Note that the member has heard that their DMs are closed."""
    await _sql.set_dm_closed_told(tx, id=id)


async def set_fallback(tx: Tx, id: int, fallback: Fallback | None) -> None:
    """Choose where the member is mentioned while their DMs are closed, or with None, that they are not."""
    server_id, channel_id = (fallback.server_id, fallback.channel_id) if fallback else (None, None)
    await _sql.set_fallback(tx, id=id, server_id=server_id, channel_id=channel_id)


async def lose_fallback(tx: Tx, id: int, at: datetime) -> None:
    """Note that the member cannot be mentioned where they chose; they have not heard of it yet."""
    await _sql.lose_fallback(tx, id=id, lost_at=at)


async def lose_fallbacks_of_server(tx: Tx, server_id: int, at: datetime) -> None:
    """Note that nobody can be mentioned in a server any more."""
    await _sql.lose_fallbacks_of_server(tx, server_id=server_id, lost_at=at)
