"""Pieces offered to be read, members and servers as swaps know them, blocks, and the sums for the boards."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time

from db import codec
from db.connection import Connection, Row
from db.queries import load_queries
from rules.swaps.limits import MIN_OWN_WORDS
from rules.swaps.moves import PieceState
from rules.swaps.offers import InLine, Offer

_sql = load_queries("swaps")

DEFAULT_ROUND_WEEKDAY = 0
DEFAULT_ROUND_TIME = time(18, 0)

PIECE_COLUMNS = 15  # how many of them a piece takes in a row


@dataclass(frozen=True, slots=True)
class Piece:
    """Something a member offered to be read; its text is kept only while it is open."""

    id: int
    server_id: int
    author_id: int
    title: str
    link: str
    text: str
    words: int
    language: str
    tags: tuple[str, ...]
    wanted: str
    content_note: str
    cost: int
    state: PieceState
    at_front: bool
    offered_at: datetime


@dataclass(frozen=True, slots=True)
class SwapMember:
    """A member in one server's swaps; without languages they read any."""

    misses: int = 0
    languages: tuple[str, ...] = ()
    joined_rounds_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class SwapServer:
    """What a server chose for its swaps. Weekdays count from Monday, 0."""

    min_words: int = MIN_OWN_WORDS
    round_weekday: int = DEFAULT_ROUND_WEEKDAY
    round_time: time = DEFAULT_ROUND_TIME
    report_channel_id: int | None = None


@dataclass(frozen=True, slots=True)
class KeptOffer:
    """What a member typed about a piece that is not in the line yet; `id` is the piece's once it is."""

    id: int
    offer: Offer


async def add_piece(connection: Connection, piece: Piece) -> bool:
    """Keep a new piece; False when that very interaction has offered it before."""
    return bool(
        await _sql.add_piece(
            connection,
            id=piece.id,
            server_id=piece.server_id,
            author_id=piece.author_id,
            title=piece.title,
            link=piece.link,
            text=piece.text,
            words=piece.words,
            language=piece.language,
            tags=codec.names_to_text(piece.tags),
            wanted=piece.wanted,
            content_note=piece.content_note,
            cost=piece.cost,
            state=piece.state.value,
            offered_at=codec.instant_to_text(piece.offered_at),
        )
    )


async def find_piece(connection: Connection, id: int) -> Piece | None:
    """Return one piece, open or closed."""
    row = await _sql.find_piece(connection, id=id)
    return None if row is None else piece_of(row)


def piece_of(row: Row) -> Piece:
    """Return the piece in a row's first `PIECE_COLUMNS` columns."""
    return Piece(
        id=row[0],
        server_id=row[1],
        author_id=row[2],
        title=row[3],
        link=row[4],
        text=row[5],
        words=row[6],
        language=row[7],
        tags=codec.text_to_names(row[8]),
        wanted=row[9],
        content_note=row[10],
        cost=row[11],
        state=PieceState(row[12]),
        at_front=bool(row[13]),
        offered_at=datetime.fromisoformat(row[14]),
    )


async def pieces_of(connection: Connection, author_id: int, server_id: int) -> list[Piece]:
    """Return a member's pieces in a server, the open ones first, then the newest."""
    return [piece_of(row) async for row in _sql.pieces_of(connection, author_id=author_id, server_id=server_id)]


async def count_open(connection: Connection, author_id: int, server_id: int) -> int:
    """Return how many of a member's pieces are open or being read in a server."""
    return int(await _sql.count_open(connection, author_id=author_id, server_id=server_id))


async def move_piece(connection: Connection, before: PieceState, piece: Piece, at: datetime) -> bool:
    """Save a piece's new state, place and text; False when it no longer was in the state `before`."""
    return bool(
        await _sql.move_piece(
            connection,
            id=piece.id,
            before=before.value,
            after=piece.state.value,
            at_front=int(piece.at_front),
            text=piece.text,
            closed_at=codec.instant_to_text(at) if piece.state.is_closed else None,
        )
    )


async def line(connection: Connection, server_id: int, reader_id: int, read_me_since: datetime) -> list[InLine]:
    """Return every open piece a reader may be served; who read them since an instant is marked."""
    rows = _sql.line(
        connection,
        server_id=server_id,
        reader_id=reader_id,
        read_me_since=codec.instant_to_text(read_me_since),
    )
    return [
        InLine(row[0], row[1], bool(row[2]), datetime.fromisoformat(row[3]), just_read_me=bool(row[4]))
        async for row in rows
    ]


async def find_member(connection: Connection, server_id: int, member_id: int) -> SwapMember:
    """Return a member as the server's swaps know them; one they do not know has the defaults."""
    row = await _sql.find_member(connection, server_id=server_id, member_id=member_id)
    if row is None:
        return SwapMember()
    return SwapMember(row[0], codec.text_to_names(row[1]), codec.text_to_instant(row[2]))


async def add_member(connection: Connection, server_id: int, member_id: int) -> bool:
    """Take a member into the server's swaps; False when they were in them."""
    return bool(await _sql.add_member(connection, server_id=server_id, member_id=member_id))


async def add_miss(connection: Connection, server_id: int, member_id: int) -> None:
    """Count a read whose time ran out."""
    await _sql.add_miss(connection, server_id=server_id, member_id=member_id)


async def forgive_misses(connection: Connection, server_id: int, member_id: int) -> None:
    """Count a member's misses from zero again."""
    await _sql.forgive_misses(connection, server_id=server_id, member_id=member_id)


async def set_languages(connection: Connection, server_id: int, member_id: int, languages: tuple[str, ...]) -> None:
    """Keep the languages a member reads; none means any."""
    await _sql.set_languages(
        connection, server_id=server_id, member_id=member_id, languages=codec.names_to_text(languages)
    )


async def set_joined(connection: Connection, server_id: int, member_id: int, at: datetime | None) -> None:
    """Note since when a member takes part in rounds; None when they do not."""
    await _sql.set_joined(
        connection, server_id=server_id, member_id=member_id, joined_rounds_at=codec.instant_to_text(at)
    )


async def find_server(connection: Connection, server_id: int) -> SwapServer:
    """Return what a server chose, or the defaults."""
    row = await _sql.find_server(connection, server_id=server_id)
    return SwapServer() if row is None else SwapServer(row[0], row[1], codec.text_to_time(row[2]), row[3])


async def set_server(connection: Connection, server_id: int, chosen: SwapServer) -> None:
    """Keep what a server chose."""
    await _sql.set_server(
        connection,
        server_id=server_id,
        min_words=chosen.min_words,
        round_weekday=chosen.round_weekday,
        round_time=codec.time_to_text(chosen.round_time),
        report_channel_id=chosen.report_channel_id,
    )


async def keep_offer(connection: Connection, server_id: int, member_id: int, kept: KeptOffer) -> None:
    """Keep what a member typed; the latest stays."""
    offer = kept.offer
    await _sql.keep_offer(
        connection,
        server_id=server_id,
        member_id=member_id,
        id=kept.id,
        title=offer.title,
        link=offer.link,
        text=offer.text,
        words=offer.words,
        language=offer.language,
        tags=codec.names_to_text(offer.tags),
        wanted=offer.wanted,
        content_note=offer.content_note,
    )


async def kept_offer(connection: Connection, server_id: int, member_id: int) -> KeptOffer | None:
    """Return what a member last typed and did not offer yet."""
    row = await _sql.kept_offer(connection, server_id=server_id, member_id=member_id)
    if row is None:
        return None
    number, title, link, text, words, language, tags, wanted, content_note = row
    offer = Offer(title, link, text, words, language, codec.text_to_names(tags), wanted, content_note)
    return KeptOffer(number, offer)


async def drop_offer(connection: Connection, server_id: int, member_id: int, id: int) -> None:
    """Let go of what was typed about a piece that is in the line now."""
    await _sql.drop_offer(connection, server_id=server_id, member_id=member_id, id=id)


async def block(connection: Connection, member_id: int, blocked_id: int, at: datetime) -> bool:
    """Keep two members apart; False when they were already, by this member's wish."""
    found = await _sql.block(
        connection, member_id=member_id, blocked_id=blocked_id, blocked_at=codec.instant_to_text(at)
    )
    return found is not None


async def unblock(connection: Connection, member_id: int, blocked_id: int) -> bool:
    """Take a block back; False when there was none."""
    return await _sql.unblock(connection, member_id=member_id, blocked_id=blocked_id) is not None


async def blocked_by(connection: Connection, member_id: int) -> list[int]:
    """Return whom a member blocked, in that order."""
    return [row[0] async for row in _sql.blocked_by(connection, member_id=member_id)]


async def is_blocked(connection: Connection, one_id: int, other_id: int) -> bool:
    """Return whether either of two members blocked the other."""
    return bool(await _sql.is_blocked(connection, one_id=one_id, other_id=other_id))


async def set_muted(connection: Connection, member_id: int, at: datetime | None) -> None:
    """Keep that a member wants no direct answers from an instant on; None brings them back."""
    if at is None:
        await _sql.unmute(connection, member_id=member_id)
    else:
        await _sql.mute(connection, member_id=member_id, muted_at=codec.instant_to_text(at))


async def is_muted(connection: Connection, member_id: int) -> bool:
    """Return whether a member wants no direct answers."""
    return bool(await _sql.is_muted(connection, member_id=member_id))


async def reads_given(connection: Connection, server_id: int, first: date, last: date) -> dict[int, int]:
    """Return each shown member's accepted comments that they gave from `first` to `last`, their own days."""
    rows = _sql.reads_given(connection, server_id=server_id, first_on=first.isoformat(), last_on=last.isoformat())
    return {row[0]: int(row[1]) async for row in rows}


async def readers_reached(connection: Connection, server_id: int, first: date, last: date) -> dict[int, int]:
    """Return how many people's accepted comments reached each shown member; a comment's day is its reader's."""
    rows = _sql.readers_reached(connection, server_id=server_id, first_on=first.isoformat(), last_on=last.isoformat())
    return {row[0]: int(row[1]) async for row in rows}


async def readers_of(connection: Connection, author_id: int, server_id: int) -> int:
    """Return how many people's accepted comments have reached one member in a server, ever."""
    return int(await _sql.readers_of(connection, author_id=author_id, server_id=server_id))
