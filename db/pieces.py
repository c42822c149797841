"""Pieces a member wrote, where they were sent, and how their numbers stood."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from db import codec
from db.connection import Connection, Row
from db.queries import load_queries
from rules.pieces import Numbers

_sql = load_queries("pieces")


class PublicationAnswer(StrEnum):
    """What a publication said."""

    ACCEPTED = "accepted"
    DECLINED = "declined"


@dataclass(frozen=True, slots=True)
class Checklist:
    """Four questions to ask of a piece, as its writer answered them; empty until then."""

    would_take: str = ""
    improves: str = ""
    solves: str = ""
    success: str = ""


@dataclass(frozen=True, slots=True)
class Piece:
    """Something a member wrote; `published_in` is where it can be read."""

    id: int
    member_id: int
    title: str
    link: str = ""
    published_in: str = ""
    checklist: Checklist = Checklist()
    removed: bool = False


@dataclass(frozen=True, slots=True)
class Submission:
    """A piece sent to a publication; no answer while it waits."""

    id: int
    piece_id: int
    publication: str
    submitted_on: date
    answer: PublicationAnswer | None = None
    answered_on: date | None = None
    feedback: str = ""


async def add(connection: Connection, piece: Piece, at: datetime) -> None:
    """Keep a piece; a second time changes nothing."""
    await _sql.add(
        connection,
        id=piece.id,
        member_id=piece.member_id,
        title=piece.title,
        link=piece.link,
        published_in=piece.published_in,
        added_at=codec.instant_to_text(at),
    )


async def find(connection: Connection, id: int) -> Piece | None:
    """Return one piece, removed or not."""
    return next(iter([_piece(row) async for row in _sql.find(connection, id=id, member_id=0)]), None)


async def of_member(connection: Connection, member_id: int) -> list[Piece]:
    """Return a member's pieces, oldest first; none that was removed."""
    return [_piece(row) async for row in _sql.find(connection, id=0, member_id=member_id)]


async def change(connection: Connection, id: int, *, title: str, link: str, published_in: str) -> None:
    """Replace what a piece is called and where it is."""
    await _sql.change(connection, id=id, title=title, link=link, published_in=published_in)


async def set_checklist(connection: Connection, id: int, answers: Checklist) -> None:
    """Keep the answers to a piece's four questions."""
    await _sql.set_checklist(
        connection,
        id=id,
        would_take=answers.would_take,
        improves=answers.improves,
        solves=answers.solves,
        success=answers.success,
    )


async def set_removed(connection: Connection, id: int, at: datetime | None) -> None:
    """Take a piece off its writer's list, or with None put it back."""
    await _sql.set_removed(connection, id=id, removed_at=codec.instant_to_text(at))


async def add_submission(connection: Connection, submission: Submission) -> None:
    """Note that a piece was sent to a publication; a second time changes nothing."""
    await _sql.add_submission(
        connection,
        id=submission.id,
        piece_id=submission.piece_id,
        publication=submission.publication,
        submitted_on=submission.submitted_on.isoformat(),
    )


async def submissions(connection: Connection, member_id: int) -> list[Submission]:
    """Return where a member's pieces were sent, the first sent first."""
    return [
        Submission(
            id=row[0],
            piece_id=row[1],
            publication=row[2],
            submitted_on=date.fromisoformat(row[3]),
            answer=None if row[4] is None else PublicationAnswer(row[4]),
            answered_on=codec.text_to_day(row[5]),
            feedback=row[6],
        )
        async for row in _sql.submissions(connection, member_id=member_id)
    ]


async def set_answer(connection: Connection, id: int, answer: PublicationAnswer, on: date) -> None:
    """Note a publication's answer; a later one replaces it."""
    await _sql.set_answer(connection, id=id, answer=answer.value, answered_on=on.isoformat())


async def set_feedback(connection: Connection, id: int, feedback: str) -> None:
    """Keep what a publication said about a piece."""
    await _sql.set_feedback(connection, id=id, feedback=feedback)


async def set_numbers(connection: Connection, piece_id: int, numbers: Numbers) -> None:
    """Keep how a piece's numbers stood on a day, in place of what was told for it before."""
    await _sql.set_numbers(
        connection,
        piece_id=piece_id,
        day_on=numbers.day_on.isoformat(),
        views=numbers.views,
        reads=numbers.reads,
        claps=numbers.claps,
    )


async def numbers(connection: Connection, member_id: int) -> dict[int, list[Numbers]]:
    """Return the numbers of a member's pieces by the piece's id, oldest first."""
    found: defaultdict[int, list[Numbers]] = defaultdict(list)
    async for piece_id, day_on, views, reads, claps in _sql.numbers(connection, member_id=member_id):
        found[piece_id].append(Numbers(date.fromisoformat(day_on), views, reads, claps))
    return found


def _piece(row: Row) -> Piece:
    return Piece(
        id=row[0],
        member_id=row[1],
        title=row[2],
        link=row[3],
        published_in=row[4],
        checklist=Checklist(row[5], row[6], row[7], row[8]),
        removed=row[9] is not None,
    )
