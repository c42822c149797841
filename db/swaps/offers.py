"""Pieces offered to be read, members and servers as swaps know them, blocks, and the sums for the boards."""

from __future__ import annotations

from collections import Counter
from datetime import date, datetime

from db import privacy, rows
from db.connection import Connection, Tx
from db.queries import load_queries
from rules.swaps.members import SwapMember, SwapServer
from rules.swaps.moves import PieceState
from rules.swaps.offers import InLine, KeptOffer, Offer, OfferedPiece
from rules.swaps.standing import REMEMBERED

_sql = load_queries("swaps/offers")


async def add_piece(tx: Tx, piece: OfferedPiece) -> bool:
    """Keep a new piece; False when that very interaction has offered it before."""
    return bool(await _sql.add_piece(tx, **rows.params(piece)))


async def find_piece(connection: Connection, id: int) -> OfferedPiece | None:
    """Return one piece, open or closed."""
    row = await _sql.find_piece(connection, id=id)
    return None if row is None else rows.read(OfferedPiece, row)


async def pieces_of(connection: Connection, author_id: int, server_id: int) -> list[OfferedPiece]:
    """Return a member's pieces in a server, the open ones first, then the newest."""
    found = _sql.pieces_of(connection, author_id=author_id, server_id=server_id)
    return [rows.read(OfferedPiece, row) async for row in found]


async def count_open(connection: Connection, author_id: int, server_id: int) -> int:
    """Return how many of a member's pieces are open or being read in a server."""
    return int(await _sql.count_open(connection, author_id=author_id, server_id=server_id))


async def offered_since(connection: Connection, author_id: int, server_id: int, since: datetime) -> list[datetime]:
    """Return when a member offered what they have not withdrawn, the first first."""
    found = _sql.offered_since(connection, author_id=author_id, server_id=server_id, since=since)
    return [rows.value(datetime, row) async for row in found]


async def count_waiting(connection: Connection, server_id: int, reader_id: int) -> int:
    """Return how many pieces of others wait in a server's line that a member has not read."""
    return int(await _sql.count_waiting(connection, server_id=server_id, reader_id=reader_id))


async def move_piece(tx: Tx, before: PieceState, piece: OfferedPiece, at: datetime) -> bool:
    """Save a piece's new state, place and text; False when it no longer was in the state `before`."""
    closed_at = at if piece.state.is_closed else None
    return bool(await _sql.move_piece(tx, **rows.params(piece), before=before, closed_at=closed_at))


async def line(connection: Connection, server_id: int, reader_id: int, read_me_since: datetime) -> list[InLine]:
    """Return every open piece a reader may be served; who read them since an instant is marked."""
    found = _sql.line(connection, server_id=server_id, reader_id=reader_id, read_me_since=read_me_since)
    return [rows.read(InLine, row) async for row in found]


async def find_member(connection: Connection, server_id: int, member_id: int) -> SwapMember | None:
    """Return a member as the server's swaps know them."""
    row = await _sql.find_member(connection, server_id=server_id, member_id=member_id)
    return None if row is None else rows.read(SwapMember, row)


async def add_member(tx: Tx, server_id: int, member_id: int) -> bool:
    """Take a member into the server's swaps; False when they were in them."""
    return bool(await _sql.add_member(tx, server_id=server_id, member_id=member_id))


async def misses_before(connection: Connection, server_id: int, member_id: int) -> int | None:
    """Return the misses of somebody who was in the server's swaps before they were erased; None for anybody else."""
    found: int | None = await _sql.misses_before(connection, server_id=server_id, member_id=member_id)
    return found


async def set_misses(tx: Tx, server_id: int, member_id: int, misses: int) -> None:
    """Set how many reads in a row ran out."""
    await _sql.set_misses(tx, server_id=server_id, member_id=member_id, misses=misses)


async def add_miss(tx: Tx, server_id: int, member_id: int) -> None:
    """Count a read whose time ran out."""
    await _sql.add_miss(tx, server_id=server_id, member_id=member_id)


async def forgive_misses(tx: Tx, server_id: int, member_id: int) -> None:
    """Count a member's misses from zero again."""
    await _sql.forgive_misses(tx, server_id=server_id, member_id=member_id)


async def set_languages(tx: Tx, server_id: int, member_id: int, languages: tuple[str, ...]) -> None:
    """Keep the languages a member reads; none means any."""
    await _sql.set_languages(tx, server_id=server_id, member_id=member_id, languages=languages)


async def set_joined(tx: Tx, server_id: int, member_id: int, at: datetime | None) -> None:
    """Note since when a member takes part in rounds; None when they do not."""
    await _sql.set_joined(tx, server_id=server_id, member_id=member_id, joined_rounds_at=at)


async def find_server(connection: Connection, server_id: int) -> SwapServer:
    """Return what a server chose, or the defaults."""
    row = await _sql.find_server(connection, server_id=server_id)
    return SwapServer() if row is None else rows.read(SwapServer, row)


async def set_server(tx: Tx, server_id: int, chosen: SwapServer) -> None:
    """Keep what a server chose."""
    await _sql.set_server(tx, server_id=server_id, **rows.params(chosen))


async def keep_offer(tx: Tx, server_id: int, member_id: int, kept: KeptOffer) -> None:
    """Keep what a member typed; the latest stays."""
    await _sql.keep_offer(tx, server_id=server_id, member_id=member_id, id=kept.id, **rows.params(kept.offer))


async def kept_offer(connection: Connection, server_id: int, member_id: int) -> KeptOffer | None:
    """Return what a member last typed and did not offer yet."""
    row = await _sql.kept_offer(connection, server_id=server_id, member_id=member_id)
    return None if row is None else rows.read(KeptOffer, row, offer=rows.read(Offer, row))


async def drop_offer(tx: Tx, server_id: int, member_id: int, id: int) -> None:
    """Let go of what was typed about a piece that is in the line now."""
    await _sql.drop_offer(tx, server_id=server_id, member_id=member_id, id=id)


async def block(tx: Tx, member_id: int, blocked_id: int, at: datetime) -> bool:
    """Keep two members apart; False when they were already, by this member's wish."""
    return bool(await _sql.block(tx, member_id=member_id, blocked_id=blocked_id, blocked_at=at))


async def unblock(tx: Tx, member_id: int, blocked_id: int) -> bool:
    """Take a block back; False when there was none."""
    was_blocked = await _sql.unblock(tx, member_id=member_id, blocked_id=blocked_id)
    # Somebody who was erased since is still blocked, by another name.
    return bool(await _sql.unblock_erased(tx, member_id=member_id, blocked_id=blocked_id) or was_blocked)


async def blocked_by(connection: Connection, member_id: int) -> list[int]:
    """Return whom a member blocked, in that order."""
    return [rows.value(int, row) async for row in _sql.blocked_by(connection, member_id=member_id)]


async def is_blocked(connection: Connection, one_id: int, other_id: int) -> bool:
    """Return whether either of two members blocked the other."""
    return bool(await _sql.is_blocked(connection, one_id=one_id, other_id=other_id))


async def set_muted(tx: Tx, member_id: int, at: datetime | None) -> None:
    """Keep that a member wants no direct answers from an instant on; None brings them back."""
    if at is None:
        await _sql.unmute(tx, member_id=member_id)
    else:
        await _sql.mute(tx, member_id=member_id, muted_at=at)


async def is_muted(connection: Connection, member_id: int) -> bool:
    """Return whether a member wants no direct answers."""
    return bool(await _sql.is_muted(connection, member_id=member_id))


async def reads_given(connection: Connection, server_id: int, first: date, last: date) -> dict[int, int]:
    """Return each shown member's accepted comments that they gave from `first` to `last`, their own days."""
    found = _sql.reads_given(connection, server_id=server_id, first_on=first, last_on=last)
    return {row["member_id"]: row["reads"] async for row in found}


async def readers_reached(connection: Connection, server_id: int, first: date, last: date) -> dict[int, int]:
    """Return how many people's accepted comments reached each shown member; a comment's day is its reader's.

    Two who read each other count once in 90 days.
    """
    remembered = first - min(REMEMBERED, first - date.min)
    found = _sql.readers_reached(
        connection, server_id=server_id, remembered_on=remembered, first_on=first, last_on=last
    )
    again = await _reached_again(connection, server_id, first, last)
    return {row["member_id"]: row["readers"] - again[row["member_id"]] async for row in found}


async def _reached_again(connection: Connection, server_id: int, first: date, last: date) -> Counter[int]:
    """Return how many reached each author both before they erased themselves and since they are back."""
    found = _sql.reached_beside_nameless(connection, server_id=server_id, first_on=first, last_on=last)
    together = {(row["author_id"], row["reader_id"], row["nameless_id"]) async for row in found}
    before = {reader_id: await privacy.nameless_of(connection, reader_id) for _, reader_id, _ in together}
    return Counter(author_id for author_id, reader_id, nameless_id in together if before[reader_id] == nameless_id)


async def readers_of(connection: Connection, author_id: int, server_id: int) -> int:
    """Return how many people's accepted comments have reached one member in a server, ever."""
    again = await _reached_again(connection, server_id, date.min, date.max)
    return int(await _sql.readers_of(connection, author_id=author_id, server_id=server_id)) - again[author_id]
