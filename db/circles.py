"""Circles: who is in them, what they promised for a week, and how they say it went."""

from __future__ import annotations

from datetime import UTC, date, datetime

from db import rows
from db.connection import Connection, Row, Tx
from db.queries import load_queries
from rules.circles import Circle, Promise, PromiseOutcome, Sign, WeekTally
from rules.schedule.due import OutcomeCount

_sql = load_queries("circles")


async def find(connection: Connection, id: int) -> Circle | None:
    """Return a circle, open or closed."""
    row = await _sql.find(connection, id=id)
    return None if row is None else rows.read(Circle, row)


async def add(tx: Tx, circle: Circle) -> None:
    """Keep a new circle; a second time changes nothing."""
    await _sql.add(tx, **rows.params(circle))


async def open_in(connection: Connection, server_id: int) -> dict[Circle, int]:
    """Return a server's open circles, the oldest first, each with how many of its members are present."""
    found = _sql.open_in(connection, server_id=server_id)
    return {rows.read(Circle, row): row["present"] async for row in found}


async def kept_apart(connection: Connection, server_id: int, member_id: int) -> set[int]:
    """Return the ids of the circles of a server which a block keeps a member out of; the one they are in is none."""
    found = _sql.kept_apart(connection, server_id=server_id, member_id=member_id)
    return {rows.value(int, row) async for row in found}


async def of_channel(connection: Connection, channel_id: int) -> list[int]:
    """Return the ids of the open circles that live in a channel."""
    return [rows.value(int, row) async for row in _sql.of_channel(connection, channel_id=channel_id)]


async def circle_of(connection: Connection, server_id: int, member_id: int) -> Circle | None:
    """Return the circle a member is in, in that server."""
    found: int | None = await _sql.circle_of(connection, server_id=server_id, member_id=member_id)
    return None if found is None else await find(connection, found)


async def members(connection: Connection, circle_id: int) -> tuple[int, ...]:
    """Return the ids of a circle's members who are still in its server, the longest-standing first."""
    return tuple([row["member_id"] async for row in _sql.members(connection, circle_id=circle_id)])


async def noticed_since(connection: Connection, circle_id: int, day: date) -> list[int]:
    """Return the ids of a circle's present members whom it asked after since a day."""
    found = _sql.members(connection, circle_id=circle_id)
    return [row["member_id"] async for row in found if (row["noticed_on"] or "") >= day.isoformat()]


async def join(tx: Tx, circle: Circle, member_id: int, at: datetime) -> None:
    """Take a member in; one who is in a circle of that server already stays where they are."""
    await _sql.join(
        tx,
        server_id=circle.server_id,
        member_id=member_id,
        circle_id=circle.id,
        joined_at=at,
    )


async def part(
    tx: Tx, id: int, circle_id: int, member_id: int, at: datetime, *, let_go: bool, by_manager: bool = False
) -> None:
    """Take a member out of a circle, and note whether they went by themselves."""
    await _sql.leave(tx, circle_id=circle_id, member_id=member_id)
    parting = {"circle_id": circle_id, "member_id": member_id, "let_go": let_go, "by_manager": by_manager}
    await _sql.part(tx, id=id, **parting, parted_at=at)


async def drop_partings(tx: Tx, circle_id: int, until: datetime) -> None:
    """Forget who left a circle by themselves up to an instant."""
    await _sql.drop_partings(tx, circle_id=circle_id, until=until)


async def parted_since(connection: Connection, server_id: int, member_id: int, since: datetime) -> list[datetime]:
    """Return when a member left circles of a server by themselves since an instant, the first of them first."""
    found = _sql.parted_since(connection, server_id=server_id, member_id=member_id, since=since)
    return [rows.value(datetime, row) async for row in found]


async def let_go_from(connection: Connection, server_id: int, member_id: int) -> list[Circle]:
    """Return the open circles of a server that let a member go and are closed to them, the last first."""
    found = _sql.let_go_from(connection, server_id=server_id, member_id=member_id)
    return [rows.read(Circle, row) async for row in found]


async def set_by_manager(tx: Tx, circle_id: int, member_id: int) -> None:
    """Note that who manages the server let a member go from a circle, or would have."""
    await _sql.set_by_manager(tx, circle_id=circle_id, member_id=member_id)


async def is_by_manager(connection: Connection, circle_id: int, member_id: int) -> bool:
    """Return whether it was who manages the server that let a member go from a circle."""
    return bool(await _sql.is_by_manager(connection, circle_id=circle_id, member_id=member_id))


async def let_back(tx: Tx, circle_id: int, member_id: int) -> None:
    """Let somebody who was let go come back if they like."""
    await _sql.let_back(tx, circle_id=circle_id, member_id=member_id)


async def free_seats(tx: Tx, circle_id: int) -> None:
    """Let those go who left the server."""
    await _sql.free_seats(tx, circle_id=circle_id)


async def of_nobody_else(connection: Connection, member_id: int) -> list[int]:
    """Return the ids of the circles that a member is the last one in, in whatever server."""
    return [rows.value(int, row) async for row in _sql.of_nobody_else(connection, member_id=member_id)]


async def seats_of(connection: Connection, member_id: int) -> list[int]:
    """Return the ids of the circles that a member is in, in whatever server."""
    return [rows.value(int, row) async for row in _sql.seats_of(connection, member_id=member_id)]


async def unname(tx: Tx, id: int, name: str) -> None:
    """Take a circle's name away, also from what waits in inboxes about it."""
    await _sql.unname_waiting(tx, id=id, name=name)
    await _sql.unname(tx, id=id, name=name)


async def last_begun(connection: Connection, server_id: int, member_id: int) -> datetime | None:
    """Return when a member began their last circle in a server, also where it was closed or passed on."""
    row = await _sql.last_begun(connection, server_id=server_id, begun_by_id=member_id)
    return None if row is None else rows.value(datetime, row)


async def set_owner(tx: Tx, id: int, owner_id: int) -> None:
    """Put a circle in somebody's hands."""
    await _sql.set_owner(tx, id=id, owner_id=owner_id)


async def offer(tx: Tx, id: int, member_id: int, at: datetime) -> None:
    """Note whom a circle is offered to, in place of anybody before."""
    await _sql.offer(tx, id=id, offered_to_id=member_id, offered_at=at)


async def last_offered(connection: Connection, id: int) -> datetime | None:
    """Return when somebody was last asked to look after a circle, also where they said yes."""
    row = await _sql.last_offered(connection, id=id)
    return None if row is None else rows.value(datetime, row)


async def offered_to(connection: Connection, id: int) -> int | None:
    """Return the id of the member whom a circle is offered to."""
    found: int | None = await _sql.offered_to(connection, id=id)
    return found


async def withdraw(tx: Tx, id: int) -> None:
    """Offer a circle to nobody any more; when that was last done stays."""
    await _sql.withdraw(tx, id=id)


async def set_noticed(tx: Tx, circle_id: int, member_id: int, on: date) -> None:
    """Note that the circle asked after a member."""
    await _sql.set_noticed(tx, circle_id=circle_id, member_id=member_id, noticed_on=on)


async def settle_in(tx: Tx, id: int, channel_id: int, parent_id: int | None) -> bool:
    """Give a circle its place; False where it has one by now, or was closed."""
    return bool(await _sql.settle_in(tx, id=id, channel_id=channel_id, parent_id=parent_id))


async def lose_channel(tx: Tx, id: int, channel_id: int, at: datetime) -> bool:
    """Note that a circle's place is gone; False where that is known, or it has another by now."""
    return bool(await _sql.lose_channel(tx, id=id, channel_id=channel_id, lost_at=at))


async def close(tx: Tx, id: int, at: datetime) -> None:
    """Close a circle and let everybody go; what was promised in it stays."""
    await _sql.close(tx, id=id, closed_at=at)
    await _sql.empty(tx, circle_id=id)
    await _sql.drop_partings_of(tx, circle_id=id)


async def promise(tx: Tx, circle_id: int, member_id: int, week_on: date, text: str, at: datetime) -> None:
    """Keep what a member will do in a week, in place of what they said before."""
    await _sql.promise(
        tx,
        circle_id=circle_id,
        member_id=member_id,
        week_on=week_on,
        text=text,
        said_at=at,
    )


async def report(tx: Tx, circle_id: int, member_id: int, week_on: date, outcome: PromiseOutcome, at: datetime) -> bool:
    """Keep how a promise went; False where there is none for that week."""
    reported = await _sql.report(
        tx,
        circle_id=circle_id,
        member_id=member_id,
        week_on=week_on,
        outcome=outcome,
        said_at=at,
    )
    return bool(reported)


async def add_note(tx: Tx, circle_id: int, member_id: int, week_on: date, note: str, at: datetime) -> bool:
    """Keep a line about how a promise went; False where there is none for that week."""
    noted = await _sql.add_note(
        tx,
        circle_id=circle_id,
        member_id=member_id,
        week_on=week_on,
        note=note,
        said_at=at,
    )
    return bool(noted)


async def take_back(tx: Tx, circle_id: int, member_id: int, week_on: date) -> None:
    """Drop a member's promises for that week and later which they have not reported on."""
    await _sql.take_back(tx, circle_id=circle_id, member_id=member_id, week_on=week_on)


async def promises(connection: Connection, circle_id: int, week_on: date) -> dict[int, Promise]:
    """Return what was promised for a week, by member."""
    found = _sql.promises(connection, circle_id=circle_id, week_on=week_on)
    return {row["member_id"]: rows.read(Promise, row) async for row in found}


async def tallies(connection: Connection, circle_id: int) -> list[WeekTally]:
    """Return how every week with a promise went, the oldest first."""
    return [rows.read(WeekTally, row) async for row in _sql.tallies(connection, circle_id=circle_id)]


async def signs(connection: Connection, circle_id: int, today: date) -> list[Sign]:
    """Return the present members' last signs of life; a pause that has begun is one until it ends."""
    return [_sign(row) async for row in _sql.signs(connection, circle_id=circle_id, today=today)]


def _sign(row: Row) -> Sign:
    # Instants and days are ISO texts: the first ten characters of either are its day, in UTC or as it was logged.
    days = [row[name][:10] for name in ("joined_at", "said_at", "entry_on", "pause_to_on") if row[name] is not None]
    return rows.read(Sign, row, last_on=date.fromisoformat(max(days)))


async def joined_on(connection: Connection, circle_id: int) -> date | None:
    """Return the day (UTC) on which the newest of the present members joined."""
    days = [
        datetime.fromisoformat(row["joined_at"]).astimezone(UTC).date()
        async for row in _sql.members(connection, circle_id=circle_id)
    ]
    return max(days, default=None)


async def without_post(connection: Connection, kind: str, after_id: int, batch: int) -> list[int]:
    """Return up to `batch` ids above `after_id` of open circles that have no post of a kind waiting."""
    found = _sql.without_post(connection, after_id=after_id, kind=kind, batch=batch)
    return [rows.value(int, row) async for row in found]


async def with_parting_to_forget(connection: Connection, kind: str, after_id: int, batch: int) -> list[int]:
    """Return up to `batch` ids above `after_id` of circles that somebody left, with nothing of a kind waiting."""
    found = _sql.with_parting_to_forget(connection, after_id=after_id, kind=kind, batch=batch)
    return [rows.value(int, row) async for row in found]


async def outcomes(connection: Connection, server_id: int, kind: str, since: datetime) -> list[OutcomeCount]:
    """Count how the posts of a kind in a server's circles, due since an instant, ended."""
    found = _sql.outcomes(connection, server_id=server_id, kind=kind, since=since)
    return [rows.read(OutcomeCount, row) async for row in found]
