"""Members: their zone, day, reminder and servers."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from db import codec
from db.database import Connection, Row, load_queries
from rules.calendar import local_day

_sql = load_queries("members")

COLUMNS = 16  # how many of them a member takes in a row


@dataclass(frozen=True, slots=True)
class Fallback:
    """The channel a member chose to be mentioned in while their direct messages are closed.

    `lost_at` says since when it is of no use: gone, closed to the bot, or in a server that one of them left.
    """

    server_id: int
    channel_id: int
    lost_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Member:
    """A person using the bot, with the settings that are theirs in every server."""

    id: int
    zone: ZoneInfo
    zone_chosen: bool
    day_end_hour: int
    since_on: date
    reminder_on: bool
    reminder_time: time
    last_call_hours: int | None
    on_boards: bool
    dm_channel_id: int | None = None
    dm_closed_at: datetime | None = None
    dm_closed_told: bool = False
    fallback: Fallback | None = None
    in_server: bool = False

    def today(self, at: datetime) -> date:
        """Return the member's local day at an instant: it ends at their day-end hour."""
        return local_day(at, self.zone, self.day_end_hour)

    @property
    def mentioned_in(self) -> int | None:
        """The channel reminders come to instead of direct messages, by the member's own choice."""
        if self.dm_closed_at is None or self.fallback is None or self.fallback.lost_at is not None:
            return None
        return self.fallback.channel_id

    @property
    def is_out_of_reach(self) -> bool:
        """Whether reminders reach the member nowhere, as far as is known."""
        return self.dm_closed_at is not None and self.mentioned_in is None

    @property
    def is_to_hear(self) -> bool:
        """Whether the member has yet to hear that reminders do not reach them."""
        return self.is_out_of_reach and not self.dm_closed_told


async def find(connection: Connection, id: int, server_id: int | None = None) -> Member | None:
    """Return a member, knowing whether they are in that server, or None for a stranger."""
    row = await _sql.find(connection, id=id, server_id=server_id)
    return None if row is None else from_row(row)


def from_row(row: Row) -> Member:
    """Return the member in a row's first `COLUMNS` columns."""
    return Member(
        id=row[0],
        zone=ZoneInfo(row[1]),
        zone_chosen=bool(row[2]),
        day_end_hour=row[3],
        since_on=date.fromisoformat(row[4]),
        reminder_on=bool(row[5]),
        reminder_time=codec.text_to_time(row[6]),
        last_call_hours=row[7],
        on_boards=bool(row[8]),
        dm_channel_id=row[9],
        dm_closed_at=codec.text_to_instant(row[10]),
        dm_closed_told=bool(row[11]),
        fallback=None if row[13] is None else Fallback(row[12], row[13], codec.text_to_instant(row[14])),
        in_server=bool(row[15]),
    )


async def add(connection: Connection, member: Member) -> None:
    """Keep a new member; a second time changes nothing."""
    await _sql.add(
        connection,
        id=member.id,
        zone=member.zone.key,
        day_end_hour=member.day_end_hour,
        since_on=codec.day_to_text(member.since_on),
        reminder_time=codec.time_to_text(member.reminder_time),
    )


async def join_server(connection: Connection, id: int, server_id: int, at: datetime) -> None:
    """Note that the member is in a server."""
    await _sql.join_server(connection, server_id=server_id, member_id=id, joined_at=codec.instant_to_text(at))


async def leave_server(connection: Connection, id: int, server_id: int, at: datetime) -> None:
    """Hide the member in a server they left, and mention them there no more."""
    left_at = codec.instant_to_text(at)
    await _sql.leave_server(connection, server_id=server_id, member_id=id, left_at=left_at)
    await _sql.lose_fallback_in_server(connection, id=id, server_id=server_id, lost_at=left_at)


async def leave_all(connection: Connection, id: int, at: datetime) -> None:
    """Note that the member shares no server with the bot any more."""
    await _sql.leave_all(connection, member_id=id, left_at=codec.instant_to_text(at))
    await lose_fallback(connection, id, at)


async def servers_of(connection: Connection, id: int) -> list[int]:
    """Return the servers the member still shares with the bot."""
    return [row[0] async for row in _sql.servers_of(connection, member_id=id)]


async def is_gone(connection: Connection, id: int) -> bool:
    """Return whether the member has left every server they shared with the bot.

    Somebody met in direct messages only was never seen in a server, so they cannot have left one.
    """
    if await servers_of(connection, id):
        return False
    return bool(await _sql.has_been_in_a_server(connection, member_id=id))


async def without_reminder(connection: Connection, kind: str, after_id: int, batch: int) -> list[int]:
    """Return up to `batch` ids above `after_id` of present members who want a reminder and have none waiting."""
    return [row[0] async for row in _sql.without_reminder(connection, after_id=after_id, kind=kind, batch=batch)]


async def set_zone(connection: Connection, id: int, zone: ZoneInfo) -> None:
    """Move the member's clock; entries keep the days they were logged for."""
    await _sql.set_zone(connection, id=id, zone=zone.key)


async def set_day_end(connection: Connection, id: int, hour: int) -> None:
    """Set the local hour (0 to 6) at which the member's day ends."""
    await _sql.set_day_end(connection, id=id, day_end_hour=hour)


async def set_reminder(connection: Connection, id: int, *, on: bool, at: time, last_call_hours: int | None) -> None:
    """Set whether, and at which local time, the daily reminder comes."""
    await _sql.set_reminder(
        connection,
        id=id,
        reminder_on=int(on),
        reminder_time=codec.time_to_text(at),
        last_call_hours=last_call_hours,
    )


async def set_on_boards(connection: Connection, id: int, *, shown: bool) -> None:
    """Show or hide the member on every leaderboard."""
    await _sql.set_on_boards(connection, id=id, on_boards=int(shown))


async def set_dm_channel(connection: Connection, id: int, channel_id: int) -> None:
    """Keep the DM channel; that it exists does not say that it takes messages."""
    await _sql.set_dm_channel(connection, id=id, dm_channel_id=channel_id)


async def set_dm_open(connection: Connection, id: int) -> None:
    """Note that direct messages reach the member, or should be tried again; mentions in a channel end."""
    await _sql.set_dm_open(connection, id=id)


async def set_dm_closed(connection: Connection, id: int, at: datetime) -> None:
    """Note that Discord refused a DM to the member, since when."""
    await _sql.set_dm_closed(connection, id=id, dm_closed_at=codec.instant_to_text(at))


async def set_dm_closed_told(connection: Connection, id: int) -> None:
    """Note that the member has heard that their DMs are closed."""
    await _sql.set_dm_closed_told(connection, id=id)


async def set_fallback(connection: Connection, id: int, fallback: Fallback | None) -> None:
    """Choose where the member is mentioned while their DMs are closed, or with None, that they are not."""
    await _sql.set_fallback(
        connection,
        id=id,
        server_id=fallback.server_id if fallback else None,
        channel_id=fallback.channel_id if fallback else None,
    )


async def lose_fallback(connection: Connection, id: int, at: datetime) -> None:
    """Note that the member cannot be mentioned where they chose; they have not heard of it yet."""
    await _sql.lose_fallback(connection, id=id, lost_at=codec.instant_to_text(at))


async def lose_fallbacks_of_server(connection: Connection, server_id: int, at: datetime) -> None:
    """Note that nobody can be mentioned in a server any more."""
    await _sql.lose_fallbacks_of_server(connection, server_id=server_id, lost_at=codec.instant_to_text(at))
