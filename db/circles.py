"""Circles: who is in them, what they promised for a week, and how they say it went."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime

from db import codec
from db.connection import Connection, Row
from db.queries import load_queries
from db.schedule import OutcomeCount, State
from rules.circles import PromiseOutcome, WeekTally

_sql = load_queries("circles")

COLUMNS = 11  # how many of them a circle takes in a row


@dataclass(frozen=True, slots=True)
class Circle:
    """A small group in a server. `channel_id` is its own place: a thread of `parent_id`, or a channel chosen for it.

    `lost_at` says since when that place is gone. Who looks after it is `rules.circles.looks_after`.
    """

    id: int
    server_id: int
    name: str
    owner_id: int | None
    seats: int
    private: bool
    parent_id: int | None
    channel_id: int | None
    created_at: datetime
    lost_at: datetime | None = None
    closed_at: datetime | None = None

    @property
    def place_id(self) -> int | None:
        """The channel it can be written to in, as far as is known."""
        return self.channel_id if self.lost_at is None else None


@dataclass(frozen=True, slots=True)
class Promise:
    """What a member said they would do in a week; no `outcome` until they say how it went."""

    member_id: int
    text: str
    outcome: PromiseOutcome | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class Sign:
    """When a member of a circle last gave a sign of life, and when the circle last asked after them."""

    member_id: int
    last_on: date
    noticed_on: date | None


def _circle(row: Row) -> Circle:
    created_at = codec.text_to_instant(row[9])
    assert created_at is not None
    return Circle(
        id=row[0],
        server_id=row[1],
        name=row[2],
        owner_id=row[3],
        seats=row[4],
        private=bool(row[5]),
        parent_id=row[6],
        channel_id=row[7],
        lost_at=codec.text_to_instant(row[8]),
        created_at=created_at,
        closed_at=codec.text_to_instant(row[10]),
    )


async def find(connection: Connection, id: int) -> Circle | None:
    """Return a circle, open or closed."""
    row = await _sql.find(connection, id=id)
    return None if row is None else _circle(row)


async def add(connection: Connection, circle: Circle) -> None:
    """Keep a new circle; a second time changes nothing."""
    await _sql.add(
        connection,
        id=circle.id,
        server_id=circle.server_id,
        name=circle.name,
        owner_id=circle.owner_id,
        seats=circle.seats,
        private=int(circle.private),
        parent_id=circle.parent_id,
        channel_id=circle.channel_id,
        created_at=codec.instant_to_text(circle.created_at),
    )


async def open_in(connection: Connection, server_id: int) -> dict[Circle, int]:
    """Return a server's open circles, the oldest first, each with how many of its members are present."""
    return {_circle(row): row[COLUMNS] async for row in _sql.open_in(connection, server_id=server_id)}


async def of_channel(connection: Connection, channel_id: int) -> list[int]:
    """Return the ids of the open circles that live in a channel."""
    return [row[0] async for row in _sql.of_channel(connection, channel_id=channel_id)]


async def circle_of(connection: Connection, server_id: int, member_id: int) -> Circle | None:
    """Return the circle a member is in, in that server."""
    found: int | None = await _sql.circle_of(connection, server_id=server_id, member_id=member_id)
    return None if found is None else await find(connection, found)


async def members(connection: Connection, circle_id: int) -> tuple[int, ...]:
    """Return the ids of a circle's members who are still in its server, the longest-standing first."""
    return tuple([row[0] async for row in _sql.members(connection, circle_id=circle_id)])


async def noticed_since(connection: Connection, circle_id: int, day: date) -> list[int]:
    """Return the ids of a circle's present members whom it asked after since a day."""
    return [row[0] async for row in _sql.members(connection, circle_id=circle_id) if (row[2] or "") >= day.isoformat()]


async def join(connection: Connection, circle: Circle, member_id: int, at: datetime) -> None:
    """Take a member in; one who is in a circle of that server already stays where they are."""
    await _sql.join(
        connection,
        server_id=circle.server_id,
        member_id=member_id,
        circle_id=circle.id,
        joined_at=codec.instant_to_text(at),
    )


async def leave(connection: Connection, circle_id: int, member_id: int) -> None:
    """Let a member go."""
    await _sql.leave(connection, circle_id=circle_id, member_id=member_id)


async def free_seats(connection: Connection, circle_id: int) -> None:
    """Let those go who left the server."""
    await _sql.free_seats(connection, circle_id=circle_id)


async def set_owner(connection: Connection, id: int, owner_id: int) -> None:
    """Put a circle in somebody's hands."""
    await _sql.set_owner(connection, id=id, owner_id=owner_id)


async def set_noticed(connection: Connection, circle_id: int, member_id: int, on: date) -> None:
    """Note that the circle asked after a member."""
    await _sql.set_noticed(connection, circle_id=circle_id, member_id=member_id, noticed_on=on.isoformat())


async def settle_in(connection: Connection, id: int, channel_id: int, parent_id: int | None) -> bool:
    """Give a circle its place; False where it has one by now, or was closed."""
    return bool(await _sql.settle_in(connection, id=id, channel_id=channel_id, parent_id=parent_id))


async def lose_channel(connection: Connection, id: int, channel_id: int, at: datetime) -> bool:
    """Note that a circle's place is gone; False where that is known, or it has another by now."""
    lost_at = codec.instant_to_text(at)
    return bool(await _sql.lose_channel(connection, id=id, channel_id=channel_id, lost_at=lost_at))


async def close(connection: Connection, id: int, at: datetime) -> None:
    """Close a circle and let everybody go; what was promised in it stays."""
    await _sql.close(connection, id=id, closed_at=codec.instant_to_text(at))
    await _sql.empty(connection, circle_id=id)


async def promise(
    connection: Connection, circle_id: int, member_id: int, week_on: date, text: str, at: datetime
) -> None:
    """Keep what a member will do in a week, in place of what they said before."""
    await _sql.promise(
        connection,
        circle_id=circle_id,
        member_id=member_id,
        week_on=week_on.isoformat(),
        text=text,
        said_at=codec.instant_to_text(at),
    )


async def report(
    connection: Connection, circle_id: int, member_id: int, week_on: date, outcome: PromiseOutcome, at: datetime
) -> bool:
    """Keep how a promise went; False where there is none for that week."""
    reported = await _sql.report(
        connection,
        circle_id=circle_id,
        member_id=member_id,
        week_on=week_on.isoformat(),
        outcome=outcome.value,
        said_at=codec.instant_to_text(at),
    )
    return bool(reported)


async def add_note(
    connection: Connection, circle_id: int, member_id: int, week_on: date, note: str, at: datetime
) -> bool:
    """Keep a line about how a promise went; False where there is none for that week."""
    noted = await _sql.add_note(
        connection,
        circle_id=circle_id,
        member_id=member_id,
        week_on=week_on.isoformat(),
        note=note,
        said_at=codec.instant_to_text(at),
    )
    return bool(noted)


async def take_back(connection: Connection, circle_id: int, member_id: int, week_on: date) -> None:
    """Drop a member's promises for that week and later which they have not reported on."""
    await _sql.take_back(connection, circle_id=circle_id, member_id=member_id, week_on=week_on.isoformat())


async def promises(connection: Connection, circle_id: int, week_on: date) -> dict[int, Promise]:
    """Return what was promised for a week, by member."""
    rows = _sql.promises(connection, circle_id=circle_id, week_on=week_on.isoformat())
    return {
        row[0]: Promise(row[0], row[1], None if row[2] is None else PromiseOutcome(row[2]), row[3])
        async for row in rows
    }


async def tallies(connection: Connection, circle_id: int) -> list[WeekTally]:
    """Return how every week with a promise went, the oldest first."""
    rows = _sql.tallies(connection, circle_id=circle_id)
    return [WeekTally(date.fromisoformat(row[0]), row[1], int(row[2])) async for row in rows]


async def signs(connection: Connection, circle_id: int, today: date) -> list[Sign]:
    """Return the present members' last signs of life; a pause that has begun is one until it ends."""
    found = []
    async for member_id, joined_at, noticed_on, said_at, entry_on, pause_to_on in _sql.signs(
        connection, circle_id=circle_id, today=today.isoformat()
    ):
        # Instants and days are ISO texts: the first ten characters of either are its day, in UTC or as it was logged.
        days = [text[:10] for text in (joined_at, said_at, entry_on, pause_to_on) if text is not None]
        found.append(Sign(member_id, date.fromisoformat(max(days)), codec.text_to_day(noticed_on)))
    return found


async def joined_on(connection: Connection, circle_id: int) -> date | None:
    """Return the day (UTC) on which the newest of the present members joined."""
    days = [
        datetime.fromisoformat(row[1]).astimezone(UTC).date()
        async for row in _sql.members(connection, circle_id=circle_id)
    ]
    return max(days, default=None)


async def without_post(connection: Connection, kind: str, after_id: int, batch: int) -> list[int]:
    """Return up to `batch` ids above `after_id` of open circles that have no post of a kind waiting."""
    return [row[0] async for row in _sql.without_post(connection, after_id=after_id, kind=kind, batch=batch)]


async def outcomes(connection: Connection, server_id: int, kind: str, since: datetime) -> list[OutcomeCount]:
    """Count how the posts of a kind in a server's circles, due since an instant, ended."""
    rows = _sql.outcomes(connection, server_id=server_id, kind=kind, since=codec.instant_to_text(since))
    return [OutcomeCount(row[0], State(row[1]), row[2], row[3]) async for row in rows]
