"""Offering pieces, being served the next one, and what of a member's lies where."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta

from db.connection import Connection, Tx
from db.swaps import ledger, offers, reads
from rules.kit.errors import Refusal
from rules.kit.limits import Kept, check_room
from rules.swaps.limits import GIVEN_BACK_WITHIN, FinishOneFirst, check_held, excerpt_of, sees_excerpts
from rules.swaps.members import SwapServer
from rules.swaps.moves import (
    PieceEvent,
    PieceState,
    ReadEvent,
    ReadState,
)
from rules.swaps.offers import (
    MAX_TEXT_LENGTH,
    KeptOffer,
    Offer,
    OfferedPiece,
    check_offer,
    first_in_line,
    read_languages,
)
from rules.swaps.reads import Given, Read, average_rating
from services import contact
from services.acts import Act, commit, meet, still_there
from services.context import Context
from services.swaps.credits import Swapper, cost_of_offer, enter, look_in
from services.swaps.moves import add_piece, move_piece, move_read, refunded

# Whoever read you this lately is served to you only when nobody else waits.
JUST_READ = timedelta(days=7)


class SittingOut(Refusal):
    """A member who missed so many reads that they get none until they say they are back."""

    def __init__(self, misses: int, server_id: int) -> None:
        super().__init__(misses, server_id)
        self.misses = misses
        self.server_id = server_id


class LeftServer(Refusal):
    """A piece of a server that the asker, who presses in direct messages or elsewhere, is not in."""


class PresenceUnknown(Refusal):
    """Discord does not say just now in which servers the asker still is."""


class WordsWait(Refusal):
    """Words not passed on yet: Discord does not say just now whether the asker is still in the server they are for."""


class CommentWaits(Refusal):
    """A piece that cannot be withdrawn any more: its reader's comment is there."""


class AlreadyOffered(Refusal):
    """A form about a piece that is offered already, with other words in it than it was offered with."""

    def __init__(self, piece: OfferedPiece) -> None:
        super().__init__(piece.id)
        self.piece = piece


class WhichPiece(Refusal):
    """A piece named by hand rather than picked from the list."""


class CannotBlockYourself(Refusal):
    """A member who named themselves."""


@dataclass(frozen=True, slots=True)
class Offered:
    """A piece in the line, the credits its author has left, and whether they want no direct answers."""

    piece: OfferedPiece
    balance: int
    is_muted: bool = False


@dataclass(frozen=True, slots=True)
class Served:
    """What /swap next found: a piece nobody reads yet, or none; `waiting` counts what the reader could be served.

    `begins` shows how a text begins to who has opened and given back many.
    """

    piece: OfferedPiece | None
    waiting: int
    begins: str = ""


@dataclass(frozen=True, slots=True)
class MySwaps:
    """Everything of a member's in one server's swaps; `average` is None below five ratings."""

    swapper: Swapper
    pieces: tuple[OfferedPiece, ...]
    reads: tuple[Read, ...]
    drafts: frozenset[int]
    verdicts: tuple[Read, ...]
    given: Given
    average: float | None
    blocked: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Withdrawn:
    """A piece taken back, what was refunded for it so far, and the author's credits."""

    piece: OfferedPiece
    refunded: int
    balance: int


async def offer_piece(context: Context, act: Act, offer: Offer, piece_id: int | None = None) -> Offered:
    """Put a piece in the server's line; a repeat under the same id changes nothing.

    That is its act's, or the one it was kept under. What was typed is kept until the piece is in the line. Raise the
    Refusal that says what is missing, TooManyOffers, NotEnoughCredits, StartNotOpen, NotYours where that id is another
    member's piece, or AlreadyOffered where it is offered in other words: then these are kept for a piece of their own.
    """
    server_id = act.here_id
    # Written by itself: what is refused below is kept.
    kept = await keep_offer(context, act, offer, piece_id)
    words = check_offer(offer)

    async def work(tx: Tx) -> Offered:
        swapper = await enter(tx, act, server_id)
        known = await offers.find_piece(tx, kept.id)
        if known is not None:
            act.check_own(known.author_id)
        if known is not None and not _says_the_same(known, offer):
            raise AlreadyOffered(known)
        cost = await cost_of_offer(tx, act, server_id, swapper.purse) if known is None else known.cost
        piece = known or _offered(act, kept.id, server_id, offer, words, cost)
        await add_piece(tx, piece)
        await offers.drop_offer(tx, server_id, act.member_id, kept.id)
        balance = await ledger.balance(tx, server_id, act.member_id)
        return Offered(piece, balance, await offers.is_muted(tx, act.member_id))

    try:
        return await commit(context, act, work)
    except AlreadyOffered:
        await keep_offer(context, act, offer)
        raise


def _says_the_same(piece: OfferedPiece, offer: Offer) -> bool:
    """Return whether a piece was offered in these words; of a closed one the text is gone."""
    if piece.text not in ("", offer.text):
        return False
    names = ("title", "link", "language", "tags", "wanted", "content_note")
    return all(getattr(piece, name) == getattr(offer, name) for name in names)


def _offered(act: Act, id: int, server_id: int, offer: Offer, words: int, cost: int) -> OfferedPiece:
    return OfferedPiece(
        id=id,
        server_id=server_id,
        author_id=act.member_id,
        title=offer.title,
        link=offer.link,
        text=offer.text,
        words=words,
        language=offer.language,
        tags=offer.tags,
        wanted=offer.wanted,
        content_note=offer.content_note,
        cost=cost,
        state=PieceState.OPEN,
        at_front=False,
        offered_at=act.at,
    )


async def keep_offer(context: Context, act: Act, offer: Offer, id: int | None = None) -> KeptOffer:
    """Keep what the asker typed about a piece, as the last such; a text too long for any piece is left out."""
    server_id = act.here_id
    kept = KeptOffer(id or act.id, offer if len(offer.text) <= MAX_TEXT_LENGTH else replace(offer, text=""))

    async def work(tx: Tx) -> KeptOffer:
        await enter(tx, act, server_id)
        await offers.keep_offer(tx, server_id, act.member_id, kept)
        return kept

    return await context.db.write(work)  # not what was asked for yet: it may still be refused


async def kept_offer(context: Context, act: Act) -> KeptOffer | None:
    """Return what the asker last typed about a piece that is not in the line."""
    async with context.db.read() as connection:
        return await offers.kept_offer(connection, act.here_id, act.member_id)


async def next_piece(context: Context, act: Act, server_id: int) -> Served:
    """Return the piece whose turn it is for the asker. Raise LeftServer, SittingOut, TooManyReads or FinishOneFirst.

    Nothing is held for them yet: whoever starts reading first has it.
    """
    async with context.db.read() as connection:
        return await serve(connection, act, server_id)


async def serve(connection: Connection, act: Act, server_id: int) -> Served:
    """Do what next_piece does, within what the caller reads or writes."""
    swapper = await look_in(connection, act, server_id)
    await check_is_in(connection, act, swapper, server_id)
    line = await offers.line(connection, server_id, act.member_id, act.at - JUST_READ)
    first = first_in_line(line, swapper.swaps.languages)
    piece = None if first is None else await offers.find_piece(connection, first.piece_id)
    if piece is None:
        return Served(None, 0)
    given_back = await check_hands(connection, act, server_id)
    return Served(piece, len(line), excerpt_of(piece.text) if sees_excerpts(given_back) else "")


async def check_is_in(connection: Connection, act: Act, swapper: Swapper, server_id: int) -> None:
    """Raise LeftServer or SittingOut for who takes no part in a server's swaps now."""
    await check_is_there(connection, act, server_id)
    if swapper.sits_out:
        raise SittingOut(swapper.swaps.misses, server_id)


async def check_hands(connection: Connection, act: Act, server_id: int) -> int:
    """Return how many pieces the asker has opened lately and given back.

    Raise TooManyReads or FinishOneFirst for who has enough in their hands.
    """
    held = await reads.count_with_reader(connection, act.member_id, server_id)
    check_held(held, await offers.count_waiting(connection, server_id, act.member_id))
    given_back = await count_given_back(connection, act, server_id)
    if held and sees_excerpts(given_back):
        raise FinishOneFirst(given_back)
    return given_back


async def count_given_back(connection: Connection, act: Act, server_id: int) -> int:
    """Return how many pieces the asker has opened lately and given back, and finished none after."""
    return await reads.count_given_back(connection, act.member_id, server_id, act.at - GIVEN_BACK_WITHIN)


async def check_is_there(connection: Connection, act: Act, server_id: int) -> None:
    """Raise LeftServer for who is not in that server; whoever acts in it is."""
    if act.server_id == server_id:
        return
    if not await contact.is_in_server(connection, act.member_id, server_id):
        raise LeftServer


async def come_back(context: Context, act: Act, server_id: int) -> Swapper:
    """Count the asker in again after missed reads; harmless to repeat. Raise LeftServer."""

    async def work(tx: Tx) -> Swapper:
        await check_is_there(tx, act, server_id)
        swapper = await enter(tx, act, server_id)
        await offers.forgive_misses(tx, server_id, act.member_id)
        return replace(swapper, swaps=replace(swapper.swaps, misses=0))

    return await commit(context, act, work)


async def choose_languages(context: Context, act: Act, typed: str) -> Swapper:
    """Keep which languages the asker reads, such as "English, German"; nothing typed means any."""
    server_id, languages = act.here_id, read_languages(typed)

    async def work(tx: Tx) -> Swapper:
        swapper = await enter(tx, act, server_id)
        await offers.set_languages(tx, server_id, act.member_id, languages)
        return replace(swapper, swaps=replace(swapper.swaps, languages=languages))

    return await commit(context, act, work)


async def my_swaps(context: Context, act: Act) -> MySwaps:
    """Return everything of the asker's in this server's swaps."""
    async with context.db.read() as connection:
        return MySwaps(
            swapper=await look_in(connection, act, act.here_id),
            pieces=tuple(await offers.pieces_of(connection, act.member_id, act.here_id)),
            reads=tuple(
                [read.as_its_reader_hears for read in await reads.to_finish(connection, act.member_id, act.here_id)]
            ),
            drafts=await reads.drafts_of(connection, act.member_id),
            verdicts=tuple(await reads.awaiting_verdict(connection, act.member_id, act.here_id)),
            given=await reads.given(connection, act.member_id, act.here_id),
            average=average_rating(await reads.ratings(connection, act.member_id)),
            blocked=tuple(await offers.blocked_by(connection, act.member_id)),
        )


async def open_pieces(context: Context, act: Act) -> list[OfferedPiece]:
    """Return the asker's pieces in this server that could still be withdrawn or read."""
    async with context.db.read() as connection:
        pieces = await offers.pieces_of(connection, act.member_id, act.here_id)
    return [piece for piece in pieces if not piece.state.is_closed]


async def _own_piece(connection: Connection, act: Act, piece_id: int) -> OfferedPiece:
    """Return the asker's own piece. Raise NotYours or GoneForGood."""
    piece = still_there(await offers.find_piece(connection, piece_id))
    act.check_own(piece.author_id)
    return piece


async def withdraw(context: Context, act: Act, piece_id: int) -> Withdrawn:
    """Take the asker's piece out of the line and refund it; doing it twice changes nothing more.

    Whoever had begun to read it may still finish, and what it cost is theirs; else it comes back when their time is up.

    Raise CommentWaits when somebody has read it, PieceMovedOn when it is closed otherwise, NotYours or GoneForGood.
    """

    async def work(tx: Tx) -> Withdrawn:
        piece = await _own_piece(tx, act, piece_id)
        if piece.state is not PieceState.WITHDRAWN:
            read = await reads.of_piece(tx, piece.id)
            if read is not None and not read.state.is_with_reader:
                raise CommentWaits
            piece = await move_piece(tx, piece, PieceEvent.WITHDRAW, act.at)
            if read is not None:
                await move_read(tx, replace(read, piece=piece), ReadEvent.CALL_OFF, act.at)
        return Withdrawn(piece, await refunded(tx, piece), await ledger.balance(tx, piece.server_id, piece.author_id))

    return await commit(context, act, work)


async def block(context: Context, act: Act, other_id: int) -> bool:
    """Keep the asker and another member apart in every swap; False when they were. The other is not told.

    A read between the two that has no comment yet ends: the asker's own is given back, the other's called off.
    """
    if other_id == act.member_id:
        raise CannotBlockYourself

    async def work(tx: Tx) -> bool:
        await meet(tx, act)
        blocked = await offers.blocked_by(tx, act.member_id)
        if other_id not in blocked:
            check_room(Kept.BLOCKS, len(blocked))
        is_new = await offers.block(tx, act.member_id, other_id, act.at)
        for read in await reads.between(tx, act.member_id, other_id):
            if read.reader_id == act.member_id:
                await _give_back_by_block(tx, act, read)
            else:
                await move_read(tx, read, ReadEvent.BLOCK, act.at, by_id=act.member_id)
        return is_new

    return await commit(context, act, work)


async def _give_back_by_block(tx: Tx, act: Act, read: Read) -> None:
    """Give back what the asker reads of whom they block; it is a miss as well where that was no longer open to them."""
    server_id = read.piece.server_id
    is_miss = read.state is ReadState.READING and sees_excerpts(await count_given_back(tx, act, server_id))
    await move_read(tx, read, ReadEvent.PASS, act.at, by_id=act.member_id)
    if is_miss:
        await offers.add_miss(tx, server_id, act.member_id)


async def unblock(context: Context, act: Act, other_id: int) -> bool:
    """Take a block back; False when there was none."""

    async def work(tx: Tx) -> bool:
        await meet(tx, act)
        return await offers.unblock(tx, act.member_id, other_id)

    return await commit(context, act, work)


async def mute_answers(context: Context, act: Act, *, muted: bool) -> None:
    """Stop, or bring back, the messages that tell the asker at once when they were read or matched."""

    async def work(tx: Tx) -> None:
        await meet(tx, act)
        await offers.set_muted(tx, act.member_id, act.at if muted else None)

    await commit(context, act, work)


async def are_answers_muted(context: Context, act: Act) -> bool:
    """Return whether the asker wants no direct answers."""
    async with context.db.read() as connection:
        return await offers.is_muted(connection, act.member_id)


async def server_swaps(context: Context, server_id: int) -> SwapServer:
    """Return what a server chose for its swaps."""
    async with context.db.read() as connection:
        return await offers.find_server(connection, server_id)
