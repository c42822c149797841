"""Reports about comments and pieces, and what the moderators decided."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from db import codec
from db.connection import Connection
from db.queries import load_queries

_sql = load_queries("swap_reports")


class Decision(StrEnum):
    """What moderators can do about a report; a piece earns nothing, so there is no credit to revoke."""

    REMOVE = "remove"
    REVOKE = "revoke"
    DISMISS = "dismiss"


@dataclass(frozen=True, slots=True)
class Report:
    """A report; about a comment when it names a read, otherwise about the piece."""

    id: int
    piece_id: int
    read_id: int | None
    by_id: int
    why: str
    reported_at: datetime
    decision: Decision | None = None
    decided_by_id: int | None = None
    decided_at: datetime | None = None


async def add(connection: Connection, report: Report) -> bool:
    """Keep a report; False when that very interaction has made it before."""
    found = await _sql.add(
        connection,
        id=report.id,
        piece_id=report.piece_id,
        read_id=report.read_id,
        by_id=report.by_id,
        why=report.why,
        reported_at=codec.instant_to_text(report.reported_at),
    )
    return found is not None


async def find(connection: Connection, id: int) -> Report | None:
    """Return a report, decided or not."""
    row = await _sql.find(connection, id=id)
    if row is None:
        return None
    return Report(
        id=row[0],
        piece_id=row[1],
        read_id=row[2],
        by_id=row[3],
        why=row[4],
        reported_at=datetime.fromisoformat(row[5]),
        decision=None if row[6] is None else Decision(row[6]),
        decided_by_id=row[7],
        decided_at=codec.text_to_instant(row[8]),
    )


async def about_read(connection: Connection, read_id: int) -> Report | None:
    """Return the report about a comment: there is one at most."""
    found = await _sql.read_report(connection, read_id=read_id)
    return None if found is None else await find(connection, found)


async def about_piece(connection: Connection, piece_id: int, by_id: int) -> Report | None:
    """Return the report a member already made about a piece."""
    found = await _sql.piece_report(connection, piece_id=piece_id, by_id=by_id)
    return None if found is None else await find(connection, found)


async def decide(connection: Connection, id: int, decision: Decision, by_id: int, at: datetime) -> bool:
    """Write down a decision; False when there was one before."""
    found = await _sql.decide(
        connection, id=id, decision=decision.value, decided_by_id=by_id, decided_at=codec.instant_to_text(at)
    )
    return found is not None


async def undecided(connection: Connection, server_id: int) -> list[int]:
    """Return the ids of a server's reports that wait for a decision, the oldest first."""
    return [row[0] async for row in _sql.undecided(connection, server_id=server_id)]
