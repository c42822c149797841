"""Reads: one reader's assignment to one piece, the comment that comes of it, and what was typed on the way."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime

from db import rows
from db.connection import Connection, Row, Tx
from db.queries import load_queries
from rules.swaps.offers import OfferedPiece
from rules.swaps.reads import Comment, Given, ProfileComment, Read
from rules.swaps.standing import Standing

_sql = load_queries("swaps/reads")

EARLIER_COMMENTS = 100


async def add(tx: Tx, read: Read) -> bool:
    """Keep a new read; False when that reader had that piece before."""
    return bool(await _sql.add(tx, **rows.params(read), piece_id=read.piece.id))


async def save(tx: Tx, before: Read, read: Read) -> Read | None:
    """Save what became of a read; None, and nothing changed, when it no longer was as `before`."""
    comment = read.comment or Comment()
    saved = await _sql.save(
        tx,
        **rows.params(read),
        before=before.state,
        quote=comment.quote,
        effect=comment.effect,
        question=comment.question,
    )
    return replace(read, version=read.version + 1) if saved else None


async def set_rating(tx: Tx, id: int, rating: int) -> None:
    """Keep an author's rating of a comment; the last stays."""
    await _sql.set_rating(tx, id=id, rating=rating)


async def set_disowned(tx: Tx, id: int) -> None:
    """Note that an author did not find their piece in a comment."""
    await _sql.set_disowned(tx, id=id)


async def set_nudged(tx: Tx, id: int) -> None:
    """Note that the reader was reminded of a read."""
    await _sql.set_nudged(tx, id=id)


async def find(connection: Connection, id: int) -> Read | None:
    """Return a read with its piece."""
    row = await _sql.find(connection, id=id)
    return None if row is None else _read(row)


def _read(row: Row) -> Read:
    comment = rows.read(Comment, row)
    return rows.read(
        Read,
        row,
        piece=rows.read(OfferedPiece, row, prefix="piece_"),
        comment=None if comment == Comment() else comment,
    )


async def of_reader(connection: Connection, piece_id: int, reader_id: int) -> Read | None:
    """Return a reader's read of a piece; somebody nameless has one from before they erased themselves."""
    row = await _sql.of_reader(connection, piece_id=piece_id, reader_id=reader_id)
    return None if row is None else _read(row)


async def of_piece(connection: Connection, piece_id: int) -> Read | None:
    """Return the read that holds a piece: with its reader, its author or the moderators."""
    row = await _sql.of_piece(connection, piece_id=piece_id)
    return None if row is None else _read(row)


async def with_reader(connection: Connection, reader_id: int) -> list[Read]:
    """Return what lies with a reader in every server, the most urgent first."""
    return [_read(row) async for row in _sql.with_reader(connection, reader_id=reader_id)]


async def to_finish(connection: Connection, reader_id: int, server_id: int) -> list[Read]:
    """Return a reader's unfinished reads in a server, and the missed ones they could take up again."""
    return [_read(row) async for row in _sql.to_finish(connection, reader_id=reader_id, server_id=server_id)]


async def awaiting_verdict(connection: Connection, author_id: int, server_id: int) -> list[Read]:
    """Return the comments that lie with an author, the first to be accepted by itself first."""
    return [_read(row) async for row in _sql.awaiting_verdict(connection, author_id=author_id, server_id=server_id)]


async def awaiting_author(connection: Connection, author_id: int) -> list[Read]:
    """Return the comments that lie with an author in every server they are in."""
    return [_read(row) async for row in _sql.awaiting_author(connection, author_id=author_id)]


async def between(connection: Connection, one_id: int, other_id: int) -> list[Read]:
    """Return the reads without a comment between two members."""
    return [_read(row) async for row in _sql.between(connection, one_id=one_id, other_id=other_id)]


async def of_week(connection: Connection, author_id: int, sunday: date) -> list[Read]:
    """Return the comments an author's weekly message of that Sunday tells of."""
    return [_read(row) async for row in _sql.of_week(connection, author_id=author_id, told_week_on=sunday)]


async def accepted_for(connection: Connection, author_id: int, from_at: datetime, to_at: datetime) -> list[Read]:
    """Return the comments on an author's pieces that were accepted in a span, `to_at` excluded, oldest first."""
    found = _sql.accepted_for(connection, author_id=author_id, from_at=from_at, to_at=to_at)
    return [_read(row) async for row in found]


async def count_with_reader(connection: Connection, reader_id: int, server_id: int) -> int:
    """Return how many pieces a reader holds in a server."""
    return int(await _sql.count_with_reader(connection, reader_id=reader_id, server_id=server_id))


async def count_given_back(connection: Connection, reader_id: int, server_id: int, since: datetime) -> int:
    """Return how many pieces a reader opened and gave back or let run out since an instant, and finished none after."""
    return int(await _sql.count_given_back(connection, reader_id=reader_id, server_id=server_id, since=since))


async def accepted_around(
    connection: Connection, reader_id: int, author_id: int, since: datetime, steps: int
) -> set[tuple[int, int]]:
    """Return who read whom (reader, author) since an instant in any server, so many steps on from an author.

    Whether the reader has read that author is among them.
    """
    found = _sql.accepted_around(connection, reader_id=reader_id, author_id=author_id, since=since, steps=steps)
    return {(row["reader_id"], row["author_id"]) async for row in found}


async def earlier_comments(connection: Connection, reader_id: int, except_id: int) -> list[str]:
    """Return a reader's last comments on other pieces, the newest first."""
    found = _sql.earlier_comments(connection, reader_id=reader_id, except_id=except_id, most=EARLIER_COMMENTS)
    return [Comment(effect=row["effect"], question=row["question"]).text async for row in found]


async def other_comments(connection: Connection, read: Read) -> list[str]:
    """Return what other readers have left in a read's server: on its piece, then on its last ones, the newest first."""
    found = _sql.other_comments(
        connection,
        server_id=read.piece.server_id,
        piece_id=read.piece.id,
        reader_id=read.reader_id,
        most=EARLIER_COMMENTS,
    )
    return [Comment(effect=row["effect"], question=row["question"]).text async for row in found]


async def standing(connection: Connection, read: Read, since: datetime) -> Standing:
    """Return what its reader's other comments in that server came to; what is remembered counts since an instant."""
    row = await _sql.standing(
        connection, reader_id=read.reader_id, server_id=read.piece.server_id, except_id=read.id, since=since
    )
    return rows.read(Standing, row)


async def ratings(connection: Connection, reader_id: int) -> list[int]:
    """Return how a reader's comments were rated, in the order in which they were left."""
    return [rows.value(int, row) async for row in _sql.ratings(connection, reader_id=reader_id)]


async def given(connection: Connection, reader_id: int, server_id: int) -> Given:
    """Return what a reader gave in a server."""
    return rows.read(Given, await _sql.given(connection, reader_id=reader_id, server_id=server_id))


async def keep_draft(tx: Tx, read_id: int, typed: Comment, at: datetime) -> None:
    """Keep what a reader typed; the latest stays."""
    await _sql.keep_draft(tx, read_id=read_id, **rows.params(typed), typed_at=at)


async def find_draft(connection: Connection, read_id: int) -> Comment | None:
    """Return what a reader last typed and could not send."""
    row = await _sql.find_draft(connection, read_id=read_id)
    return None if row is None else rows.read(Comment, row)


async def drafts_of(connection: Connection, reader_id: int) -> frozenset[int]:
    """Return the ids of the reads for which a reader typed something and could not send it yet."""
    return frozenset([rows.value(int, row) async for row in _sql.drafts_of(connection, reader_id=reader_id)])


async def drop_draft(tx: Tx, read_id: int) -> None:
    """Let go of a draft whose comment is with its author."""
    await _sql.drop_draft(tx, read_id=read_id)


async def set_on_profile(tx: Tx, id: int, *, shown: bool) -> None:
    """Show a comment that helped on its reader's profile, or no longer."""
    await _sql.set_on_profile(tx, id=id, on_profile=shown)


async def profile_comments(connection: Connection, reader_id: int, server_id: int, most: int) -> list[ProfileComment]:
    """Return the comments that a reader lets others see in a server, the newest first."""
    found = _sql.profile_comments(connection, reader_id=reader_id, server_id=server_id, most=most)
    return [rows.read(ProfileComment, row) async for row in found]
