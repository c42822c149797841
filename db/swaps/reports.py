"""Reports about comments and pieces, and what the moderators decided."""

from __future__ import annotations

from datetime import datetime

from db import rows
from db.connection import Connection, Row, Tx
from db.queries import load_queries
from rules.swaps.reports import Decision, Report

_sql = load_queries("swaps/reports")


async def add(tx: Tx, report: Report) -> bool:
    """Keep a report; False when that very interaction has made it before."""
    return bool(await _sql.add(tx, **rows.params(report)))


async def find(connection: Connection, id: int) -> Report | None:
    """Return a report, decided or not."""
    return _report(await _sql.find(connection, id=id))


def _report(row: Row | None) -> Report | None:
    return None if row is None else rows.read(Report, row)


async def about_read(connection: Connection, read_id: int) -> Report | None:
    """Return the report about a comment: there is one at most."""
    return _report(await _sql.about_read(connection, read_id=read_id))


async def about_piece(connection: Connection, piece_id: int, by_id: int) -> Report | None:
    """Return the report a member already made about a piece."""
    return _report(await _sql.about_piece(connection, piece_id=piece_id, by_id=by_id))


async def removing(connection: Connection, piece_id: int) -> Report | None:
    """Return the report for which a piece was taken out of the line."""
    return _report(await _sql.removing(connection, piece_id=piece_id))


async def decide(tx: Tx, id: int, decision: Decision, by_id: int | None, why: str, at: datetime) -> bool:
    """Write down a decision and why, by nobody where time decided; False when there was one before."""
    decided = await _sql.decide(tx, id=id, decision=decision, decided_by_id=by_id, decided_at=at, decided_why=why)
    return bool(decided)


async def undecided(connection: Connection, server_id: int) -> list[int]:
    """Return the ids of a server's reports that wait for a decision, the oldest first."""
    return [rows.value(int, row) async for row in _sql.undecided(connection, server_id=server_id)]
