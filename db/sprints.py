"""Sprints: when they begin and end, who is in them, and the entries in which they said how it went."""

from __future__ import annotations

from datetime import datetime

from db import rows
from db.connection import Connection, Tx
from db.queries import load_queries
from rules.schedule.due import OutcomeCount
from rules.sprints import Part, Sprint, WeeklySprint

_sql = load_queries("sprints")


async def add(tx: Tx, sprint: Sprint) -> None:
    """Keep a new sprint."""
    await _sql.add(tx, **rows.params(sprint))


async def find(connection: Connection, id: int) -> Sprint | None:
    """Return a sprint, however it stands."""
    row = await _sql.find(connection, id=id)
    return None if row is None else rows.read(Sprint, row)


async def last_in(connection: Connection, channel_id: int, at: datetime) -> Sprint | None:
    """Return the sprint that waits or runs in a channel at an instant, else the one made last there."""
    row = await _sql.last_in(connection, channel_id=channel_id, at=at)
    return None if row is None else rows.read(Sprint, row)


async def join(tx: Tx, sprint_id: int, member_id: int, at: datetime) -> bool:
    """Take a member in; False for who is in already, and stays in their place."""
    return bool(await _sql.join(tx, sprint_id=sprint_id, member_id=member_id, joined_at=at))


async def leave(tx: Tx, sprint_id: int, member_id: int) -> bool:
    """Let a member go; False where they were not in."""
    return bool(await _sql.leave(tx, sprint_id=sprint_id, member_id=member_id))


async def parts(connection: Connection, sprint_id: int) -> tuple[Part, ...]:
    """Return who is in a sprint and still in its server, in the order they came."""
    return tuple([rows.read(Part, row) async for row in _sql.parts(connection, sprint_id=sprint_id)])


async def entry_of(connection: Connection, sprint_id: int, member_id: int) -> int | None:
    """Return the id of the entry in which a member said how a sprint went, undone or not."""
    entry_id: int | None = await _sql.entry_of(connection, sprint_id=sprint_id, member_id=member_id)
    return entry_id


async def tell(tx: Tx, sprint_id: int, member_id: int, entry_id: int, total: int | None) -> None:
    """Note in which entry a member said how it went, and what their text has in all, where they said that."""
    await _sql.tell(tx, sprint_id=sprint_id, member_id=member_id, entry_id=entry_id, total=total)


async def last_total(connection: Connection, sprint: Sprint, member_id: int) -> int | None:
    """Return what a member last said their text had, in another sprint of the same server."""
    total: int | None = await _sql.last_total(
        connection, server_id=sprint.server_id, member_id=member_id, sprint_id=sprint.id
    )
    return total


async def set_begin(tx: Tx, sprint: Sprint) -> None:
    """Move when a sprint begins and ends."""
    await _sql.set_begin(tx, id=sprint.id, begins_at=sprint.begins_at, ends_at=sprint.ends_at)


async def cancel(tx: Tx, id: int, at: datetime) -> None:
    """Call a sprint off."""
    await _sql.cancel(tx, id=id, cancelled_at=at)


async def set_told(tx: Tx, id: int, at: datetime) -> None:
    """Note when a sprint's end was said."""
    await _sql.set_told(tx, id=id, told_at=at)


async def set_message(tx: Tx, id: int, message_id: int) -> None:
    """Note which message is a sprint's card."""
    await _sql.set_message(tx, id=id, message_id=message_id)


async def set_results(tx: Tx, id: int, message_id: int) -> None:
    """Note which message has a sprint's results."""
    await _sql.set_results(tx, id=id, results_id=message_id)


async def with_results_of(connection: Connection, entry_id: int) -> int | None:
    """Return the id of the sprint whose results are out and name an entry's words."""
    sprint_id: int | None = await _sql.with_results_of(connection, entry_id=entry_id)
    return sprint_id


async def with_results_for(connection: Connection, server_id: int, reader_id: int, since: datetime) -> int | None:
    """Return the id of the last reading sprint that a reader joined since an instant, where its results are out."""
    sprint_id: int | None = await _sql.with_results_for(
        connection, server_id=server_id, reader_id=reader_id, since=since
    )
    return sprint_id


async def weekly_of(connection: Connection, server_id: int) -> WeeklySprint:
    """Return where and when a server's own sprint begins, or the defaults."""
    row = await _sql.weekly_of(connection, server_id=server_id)
    return WeeklySprint() if row is None else rows.read(WeeklySprint, row)


async def set_weekly(tx: Tx, server_id: int, chosen: WeeklySprint) -> None:
    """Keep where and when a server's own sprint begins."""
    await _sql.set_weekly(tx, server_id=server_id, **rows.params(chosen))


async def without_weekly(connection: Connection, kind: str, after_id: int, batch: int) -> list[int]:
    """Return up to `batch` ids above `after_id` of servers that have a sprint of their own and none waiting."""
    found = _sql.without_weekly(connection, after_id=after_id, kind=kind, batch=batch)
    return [rows.value(int, row) async for row in found]


async def outcomes(connection: Connection, server_id: int, kind: str, since: datetime) -> list[OutcomeCount]:
    """Count how the posts of a kind about a server's sprints, due since an instant, ended."""
    found = _sql.outcomes(connection, server_id=server_id, kind=kind, since=since)
    return [rows.read(OutcomeCount, row) async for row in found]
