"""Pieces a member wrote, where they were sent, and how their numbers stood."""

from __future__ import annotations

from collections import defaultdict
from datetime import date, datetime

from db import rows
from db.connection import Connection, Row, Tx
from db.queries import load_queries
from rules.pieces import Checklist, Numbers, Piece, PublicationAnswer, Submission

_sql = load_queries("pieces")


async def add(tx: Tx, piece: Piece, at: datetime) -> None:
    """Keep a piece; a second time changes nothing."""
    await _sql.add(tx, **rows.params(piece), added_at=at)


async def find(connection: Connection, id: int) -> Piece | None:
    """Return one piece, removed or not."""
    found = [_piece(row) async for row in _sql.find(connection, id=id, member_id=0)]
    return found[0] if found else None


async def of_member(connection: Connection, member_id: int) -> list[Piece]:
    """Return a member's pieces, oldest first; none that was removed."""
    return [_piece(row) async for row in _sql.find(connection, id=0, member_id=member_id)]


def _piece(row: Row) -> Piece:
    return rows.read(Piece, row, checklist=rows.read(Checklist, row))


async def change(tx: Tx, id: int, *, title: str, link: str, published_in: str) -> None:
    """Replace what a piece is called and where it is."""
    await _sql.change(tx, id=id, title=title, link=link, published_in=published_in)


async def set_checklist(tx: Tx, id: int, answers: Checklist) -> None:
    """Keep the answers to a piece's four questions."""
    await _sql.set_checklist(tx, id=id, **rows.params(answers))


async def count_added(connection: Connection, member_id: int, from_at: datetime, to_at: datetime) -> int:
    """Return how many pieces a member added in a span, `to_at` excluded."""
    count: int = await _sql.count_added(connection, member_id=member_id, from_at=from_at, to_at=to_at)
    return count


async def set_removed(tx: Tx, id: int, at: datetime | None) -> None:
    """Take a piece off its writer's list, or with None put it back."""
    await _sql.set_removed(tx, id=id, removed_at=at)


async def add_submission(tx: Tx, submission: Submission, at: datetime) -> None:
    """Note that a piece was sent to a publication; a second time changes nothing."""
    await _sql.add_submission(tx, **rows.params(submission), noted_at=at)


async def submissions(connection: Connection, member_id: int) -> list[Submission]:
    """Return where a member's pieces were sent, the first sent first."""
    return [rows.read(Submission, row) async for row in _sql.submissions(connection, member_id=member_id)]


async def set_answer(tx: Tx, id: int, answer: PublicationAnswer, on: date) -> None:
    """Note a publication's answer; a later one replaces it."""
    await _sql.set_answer(tx, id=id, answer=answer, answered_on=on)


async def set_feedback(tx: Tx, id: int, feedback: str) -> None:
    """Keep what a publication said about a piece."""
    await _sql.set_feedback(tx, id=id, feedback=feedback)


async def set_numbers(tx: Tx, piece_id: int, numbers: Numbers) -> None:
    """Keep how a piece's numbers stood on a day, in place of what was told for it before."""
    await _sql.set_numbers(tx, piece_id=piece_id, **rows.params(numbers))


async def numbers(connection: Connection, member_id: int) -> dict[int, list[Numbers]]:
    """Return the numbers of a member's pieces by the piece's id, oldest first."""
    found: defaultdict[int, list[Numbers]] = defaultdict(list)
    async for row in _sql.numbers(connection, member_id=member_id):
        found[row["piece_id"]].append(rows.read(Numbers, row))
    return found
