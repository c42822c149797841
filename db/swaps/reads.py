"""Reads: one reader's assignment to one piece, the comment that comes of it, and what was typed on the way."""

from __future__ import annotations

import hashlib
from collections.abc import AsyncIterator
from dataclasses import dataclass, replace
from datetime import date, datetime

from db import codec
from db.connection import Connection, Row
from db.queries import load_queries
from db.swaps.offers import PIECE_COLUMNS, Piece, piece_of
from rules.swaps.moves import ReadState

_sql = load_queries("swap_reads")

EARLIER_COMMENTS = 100


@dataclass(frozen=True, slots=True)
class Comment:
    """The three fields of a comment: the line that stayed, what it did, a question or suggestion."""

    quote: str
    effect: str
    question: str

    @property
    def text(self) -> str:
        """What the reader says in words of their own."""
        return "\n".join(part for part in (self.effect, self.question) if part)


@dataclass(frozen=True, slots=True)
class Read:
    """One reader and one piece. A comment's day is the reader's own; `told_week_on` is its author's Sunday."""

    id: int
    piece: Piece
    reader_id: int
    state: ReadState
    began_at: datetime
    due_at: datetime
    started_at: datetime | None = None
    extended: bool = False
    nudged: bool = False
    comment: Comment | None = None
    own_words: int = 0
    quote_found: bool | None = None
    commented_at: datetime | None = None
    commented_on: date | None = None
    told_week_on: date | None = None
    verdict_by_at: datetime | None = None
    more_asked: bool = False
    helped: bool = False
    reported: bool = False
    accepted_at: datetime | None = None
    credits: int = 0
    rating: int | None = None
    version: int = 0


@dataclass(frozen=True, slots=True)
class Given:
    """What a reader gave in a server: accepted comments, and how many of them their authors marked helpful."""

    accepted: int
    helped: int


@dataclass(frozen=True, slots=True)
class ProfileComment:
    """A comment that helped, as its reader's profile shows it."""

    title: str
    effect: str


def read_id(piece_id: int, reader_id: int) -> int:
    """Return the id of a reader's read of a piece: the same two always make the same."""
    digest = hashlib.sha256(f"{piece_id}:{reader_id}".encode()).digest()
    return int.from_bytes(digest[:8]) >> 1  # a BIGINT has a sign


async def add(connection: Connection, read: Read) -> bool:
    """Keep a new read; False when that reader had that piece before."""
    return bool(
        await _sql.add(
            connection,
            id=read.id,
            piece_id=read.piece.id,
            reader_id=read.reader_id,
            state=read.state.value,
            began_at=codec.instant_to_text(read.began_at),
            started_at=codec.instant_to_text(read.started_at),
            due_at=codec.instant_to_text(read.due_at),
        )
    )


async def save(connection: Connection, before: Read, read: Read) -> Read | None:
    """Save what became of a read; None, and nothing changed, when it no longer was as `before`."""
    comment = read.comment or Comment("", "", "")
    saved = await _sql.save(
        connection,
        id=read.id,
        before=before.state.value,
        version=before.version,
        state=read.state.value,
        began_at=codec.instant_to_text(read.began_at),
        started_at=codec.instant_to_text(read.started_at),
        due_at=codec.instant_to_text(read.due_at),
        extended=int(read.extended),
        nudged=int(read.nudged),
        quote=comment.quote,
        effect=comment.effect,
        question=comment.question,
        own_words=read.own_words,
        quote_found=None if read.quote_found is None else int(read.quote_found),
        commented_at=codec.instant_to_text(read.commented_at),
        commented_on=codec.day_to_text(read.commented_on),
        told_week_on=codec.day_to_text(read.told_week_on),
        verdict_by_at=codec.instant_to_text(read.verdict_by_at),
        more_asked=int(read.more_asked),
        helped=int(read.helped),
        reported=int(read.reported),
        accepted_at=codec.instant_to_text(read.accepted_at),
        credits=read.credits,
        rating=read.rating,
    )
    return None if saved is None else replace(read, version=before.version + 1)


async def set_rating(connection: Connection, id: int, rating: int) -> None:
    """Keep an author's rating of a comment; the last stays."""
    await _sql.set_rating(connection, id=id, rating=rating)


async def set_nudged(connection: Connection, id: int) -> None:
    """Note that the reader was reminded of a read."""
    await _sql.set_nudged(connection, id=id)


async def find(connection: Connection, id: int) -> Read | None:
    """Return a read with its piece."""
    row = await _sql.find(connection, id=id)
    return None if row is None else _read(piece_of(row), row[PIECE_COLUMNS:])


def _read(piece: Piece, row: Row) -> Read:
    quote, effect, question = row[9:12]
    return Read(
        id=row[0],
        piece=piece,
        reader_id=row[1],
        state=ReadState(row[2]),
        version=row[3],
        began_at=datetime.fromisoformat(row[4]),
        started_at=codec.text_to_instant(row[5]),
        due_at=datetime.fromisoformat(row[6]),
        extended=bool(row[7]),
        nudged=bool(row[8]),
        comment=Comment(quote, effect, question) if quote or effect or question else None,
        own_words=row[12],
        quote_found=None if row[13] is None else bool(row[13]),
        commented_at=codec.text_to_instant(row[14]),
        commented_on=codec.text_to_day(row[15]),
        told_week_on=codec.text_to_day(row[16]),
        verdict_by_at=codec.text_to_instant(row[17]),
        more_asked=bool(row[18]),
        helped=bool(row[19]),
        reported=bool(row[20]),
        accepted_at=codec.text_to_instant(row[21]),
        credits=row[22],
        rating=row[23],
    )


async def of_piece(connection: Connection, piece_id: int) -> Read | None:
    """Return the read that holds a piece: with its reader, its author or the moderators."""
    found = await _reads(connection, _sql.live_ids(connection, piece_id=piece_id))
    return found[0] if found else None


async def with_reader(connection: Connection, reader_id: int) -> list[Read]:
    """Return what lies with a reader in every server, the most urgent first."""
    return await _reads(connection, _sql.ids_with_reader(connection, reader_id=reader_id))


async def to_finish(connection: Connection, reader_id: int, server_id: int) -> list[Read]:
    """Return a reader's unfinished reads in a server, and the missed ones they could take up again."""
    return await _reads(connection, _sql.ids_to_finish(connection, reader_id=reader_id, server_id=server_id))


async def awaiting_verdict(connection: Connection, author_id: int, server_id: int) -> list[Read]:
    """Return the comments that lie with an author, the first to be accepted by itself first."""
    return await _reads(connection, _sql.ids_awaiting_verdict(connection, author_id=author_id, server_id=server_id))


async def between(connection: Connection, one_id: int, other_id: int) -> list[Read]:
    """Return the reads without a comment between two members."""
    return await _reads(connection, _sql.ids_between(connection, one_id=one_id, other_id=other_id))


async def of_week(connection: Connection, author_id: int, sunday: date) -> list[Read]:
    """Return the comments an author's weekly message of that Sunday tells of."""
    return await _reads(connection, _sql.ids_of_week(connection, author_id=author_id, told_week_on=sunday.isoformat()))


async def _reads(connection: Connection, ids: AsyncIterator[Row]) -> list[Read]:
    found = [await find(connection, row[0]) async for row in ids]
    return [read for read in found if read is not None]


async def count_with_reader(connection: Connection, reader_id: int, server_id: int) -> int:
    """Return how many pieces a reader holds in a server."""
    return int(await _sql.count_with_reader(connection, reader_id=reader_id, server_id=server_id))


async def count_accepted(connection: Connection, reader_id: int, author_id: int, since: datetime) -> int:
    """Return how many comments of a reader an author has accepted since an instant, in any server."""
    return int(
        await _sql.count_accepted(
            connection, reader_id=reader_id, author_id=author_id, since=codec.instant_to_text(since)
        )
    )


async def earlier_comments(connection: Connection, reader_id: int, except_id: int) -> list[str]:
    """Return a reader's last comments on other pieces, the newest first."""
    rows = _sql.earlier_comments(connection, reader_id=reader_id, except_id=except_id, most=EARLIER_COMMENTS)
    return [Comment("", *row).text async for row in rows]


async def ratings(connection: Connection, reader_id: int) -> tuple[int, float]:
    """Return how many ratings a reader has, and their average; 0.0 for none."""
    row = await _sql.ratings(connection, reader_id=reader_id)
    return int(row[0]), float(row[1] or 0.0)


async def given(connection: Connection, reader_id: int, server_id: int) -> Given:
    """Return what a reader gave in a server."""
    row = await _sql.given(connection, reader_id=reader_id, server_id=server_id)
    return Given(int(row[0]), int(row[1]))


async def keep_draft(connection: Connection, read_id: int, typed: Comment, at: datetime) -> None:
    """Keep what a reader typed; the latest stays."""
    await _sql.keep_draft(
        connection,
        read_id=read_id,
        quote=typed.quote,
        effect=typed.effect,
        question=typed.question,
        typed_at=codec.instant_to_text(at),
    )


async def find_draft(connection: Connection, read_id: int) -> Comment | None:
    """Return what a reader last typed and could not send."""
    row = await _sql.find_draft(connection, read_id=read_id)
    return None if row is None else Comment(*row)


async def drop_draft(connection: Connection, read_id: int) -> None:
    """Let go of a draft whose comment is with its author."""
    await _sql.drop_draft(connection, read_id=read_id)


async def set_on_profile(connection: Connection, id: int, *, shown: bool) -> None:
    """Show a comment that helped on its reader's profile, or no longer."""
    await _sql.set_on_profile(connection, id=id, on_profile=int(shown))


async def profile_comments(connection: Connection, reader_id: int, server_id: int, most: int) -> list[ProfileComment]:
    """Return the comments that a reader lets others see in a server, the newest first."""
    rows = _sql.profile_comments(connection, reader_id=reader_id, server_id=server_id, most=most)
    return [ProfileComment(*row) async for row in rows]
