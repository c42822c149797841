"""Rounds: who takes part, who read whom before, and who reads whom now."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from db import codec
from db.connection import Connection
from db.queries import load_queries
from rules.swaps.matching import Pair
from rules.swaps.moves import MISSES_ALLOWED

_sql = load_queries("swap_rounds")


@dataclass(frozen=True, slots=True)
class TakingPart:
    """A member of a round, the languages they read, and the piece of theirs that will be read."""

    member_id: int
    reads: tuple[str, ...]
    piece_id: int
    language: str
    tags: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class MyRound:
    """What a round brought one member: the read it gave them, and who reads them."""

    read_id: int | None
    reader_id: int | None


async def taking_part(connection: Connection, server_id: int) -> list[TakingPart]:
    """Return the members of a server's next round, each with their longest-waiting piece."""
    rows = _sql.taking_part(connection, server_id=server_id, most_misses=MISSES_ALLOWED)
    names = codec.text_to_names
    return [TakingPart(row[0], names(row[1]), row[2], row[3], names(row[4])) async for row in rows]


async def count_joined(connection: Connection, server_id: int) -> int:
    """Return how many members joined a server's rounds."""
    return int(await _sql.count_joined(connection, server_id=server_id))


async def recent_pairs(connection: Connection, server_id: int, rounds: int) -> set[Pair]:
    """Return who read whom in a server's last rounds."""
    return {Pair(*row) async for row in _sql.recent_pairs(connection, server_id=server_id, rounds=rounds)}


async def blocked_pairs(connection: Connection, server_id: int) -> set[Pair]:
    """Return whom the members of a server's rounds blocked."""
    return {Pair(*row) async for row in _sql.blocked_pairs(connection, server_id=server_id)}


async def had_pairs(connection: Connection, server_id: int) -> set[Pair]:
    """Return who has had an open piece of whom before, passed on or missed."""
    return {Pair(*row) async for row in _sql.had_pairs(connection, server_id=server_id)}


async def add_pair(
    connection: Connection, server_id: int, round_on: date, reader_id: int, author_id: int | None, read_id: int | None
) -> None:
    """Write down whom a member reads in a round; nobody for the one left over."""
    await _sql.add_pair(
        connection,
        server_id=server_id,
        round_on=round_on.isoformat(),
        reader_id=reader_id,
        author_id=author_id,
        read_id=read_id,
    )


async def my_round(connection: Connection, server_id: int, round_on: date, member_id: int) -> MyRound | None:
    """Return what a round brought a member; None when they were not in it."""
    where = {"server_id": server_id, "round_on": round_on.isoformat()}
    row = await _sql.pair_of(connection, **where, reader_id=member_id)
    if row is None:
        return None
    return MyRound(row[1], await _sql.reader_in_round(connection, **where, author_id=member_id))


async def without_round(connection: Connection, kind: str, after_id: int, batch: int) -> list[int]:
    """Return up to `batch` ids above `after_id` of servers with joined members and no round planned."""
    return [row[0] async for row in _sql.without_round(connection, after_id=after_id, kind=kind, batch=batch)]
