"""Rounds: who takes part, who read whom before, and who reads whom now."""

from __future__ import annotations

from datetime import date

from db import rows
from db.connection import Connection, Tx
from db.queries import load_queries
from rules.swaps.limits import MISSES_ALLOWED
from rules.swaps.matching import MyRound, Pair, TakingPart

_sql = load_queries("swaps/rounds")


async def taking_part(connection: Connection, server_id: int) -> list[TakingPart]:
    """Return the members of a server's next round, each with their longest-waiting piece."""
    found = _sql.taking_part(connection, server_id=server_id, most_misses=MISSES_ALLOWED)
    return [rows.read(TakingPart, row) async for row in found]


async def count_joined(connection: Connection, server_id: int) -> int:
    """Return how many members joined a server's rounds."""
    return int(await _sql.count_joined(connection, server_id=server_id))


async def recent_pairs(connection: Connection, server_id: int, rounds: int) -> set[Pair]:
    """Return who read whom in a server's last rounds."""
    return {rows.read(Pair, row) async for row in _sql.recent_pairs(connection, server_id=server_id, rounds=rounds)}


async def blocked_pairs(connection: Connection, server_id: int) -> set[Pair]:
    """Return whom the members of a server's rounds blocked."""
    return {rows.read(Pair, row) async for row in _sql.blocked_pairs(connection, server_id=server_id)}


async def had_pairs(connection: Connection, server_id: int) -> set[Pair]:
    """Return who has had an open piece of whom before, passed on or missed."""
    return {rows.read(Pair, row) async for row in _sql.had_pairs(connection, server_id=server_id)}


async def add_pair(
    tx: Tx, server_id: int, round_on: date, reader_id: int, author_id: int | None, read_id: int | None
) -> None:
    """Write down whom a member reads in a round; nobody for the one left over."""
    await _sql.add_pair(
        tx, server_id=server_id, round_on=round_on, reader_id=reader_id, author_id=author_id, read_id=read_id
    )


async def my_round(connection: Connection, server_id: int, round_on: date, member_id: int) -> MyRound | None:
    """Return what a round brought a member; None when they were not in it."""
    row = await _sql.my_round(connection, server_id=server_id, round_on=round_on, member_id=member_id)
    return None if row is None else rows.read(MyRound, row)


async def without_round(connection: Connection, kind: str, after_id: int, batch: int) -> list[int]:
    """Return up to `batch` ids above `after_id` of servers with joined members and no round planned."""
    found = _sql.without_round(connection, after_id=after_id, kind=kind, batch=batch)
    return [rows.value(int, row) async for row in found]
