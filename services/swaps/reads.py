"""One read, its comment apart: start, pass, extend; and what its author says of the comment."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from db.connection import Connection, Tx
from db.swaps import offers, reads
from rules.comments.promotion import check_aloud
from rules.kit.errors import Refusal
from rules.schedule.due import Due
from rules.swaps.limits import FinishOneFirst, sees_excerpts
from rules.swaps.moves import (
    EXTENSION,
    RESUMED_FOR,
    PieceState,
    ReadEvent,
    ReadMovedOn,
    ReadState,
    read_move,
)
from rules.swaps.offers import OfferedPiece
from rules.swaps.reads import RATINGS, Read
from services import contact
from services.acts import Act, GoneForGood, commit, still_there
from services.context import Context
from services.due import WorkKind
from services.swaps.credits import enter
from services.swaps.moves import (
    READ_DUE,
    REFUND_DUE,
    VERDICT_DUE,
    HadBefore,
    begin_read,
    is_untold,
    move_read,
    put_off,
    refund,
)
from services.swaps.offers import check_hands, check_is_in, check_is_there, count_given_back


class OwnPiece(Refusal):
    """A piece of the asker's own, which somebody else has to read."""


class AlreadyExtended(Refusal):
    """A read that has had its 48 hours more."""

    def __init__(self, due_at: datetime) -> None:
        super().__init__(due_at)
        self.due_at = due_at


class RatingOutOfRange(Refusal):
    """A rating that is not one of the stars there are."""

    def __init__(self, rating: int) -> None:
        super().__init__(rating)
        self.rating = rating


class ReaderErased(Refusal):
    """A word for a reader who has erased themselves: nobody would get it."""


class HeldLongEnough(Refusal):
    """A missed piece that its reader began too long ago to take it up again: it is somebody else's turn."""

    def __init__(self, read_id: int) -> None:
        super().__init__(read_id)
        self.read_id = read_id


@dataclass(frozen=True, slots=True)
class ReadChange:
    """A read after an act; `is_new` is False when the act had been done before."""

    read: Read
    is_new: bool


async def start_read(context: Context, act: Act, piece_id: int) -> ReadChange:
    """Open a piece to the asker and start their clock; a second press shows it again.

    Also takes up an assigned or a missed read. Raise PieceMovedOn when somebody was quicker, and SittingOut,
    TooManyReads, OwnPiece, HadBefore, HeldLongEnough, LeftServer or GoneForGood.
    """

    return await commit(context, act, lambda tx: start(tx, act, piece_id))


async def start(tx: Tx, act: Act, piece_id: int) -> ReadChange:
    """Do what start_read does, within a change of the caller's."""
    piece = await _piece_for(tx, act, piece_id)
    await check_is_there(tx, act, piece.server_id)
    swapper = await enter(tx, act, piece.server_id)
    read = await _read_of(tx, act, piece)
    if read is not None and read.state is ReadState.READING:
        return ReadChange(read, is_new=False)
    if not await contact.is_in_server(tx, piece.author_id, piece.server_id):
        raise GoneForGood
    if read is not None and read.state is ReadState.ASSIGNED:
        return ReadChange(await move_read(tx, read, ReadEvent.START, act.at, started_at=act.at), is_new=True)
    await check_is_in(tx, act, swapper, piece.server_id)
    await check_hands(tx, act, piece.server_id)
    if read is not None and read.state is ReadState.MISSED:
        return ReadChange(await _resume(tx, read, act.at), is_new=True)
    if read is not None:
        raise HadBefore
    return ReadChange(await begin_read(tx, piece, act.member_id, ReadEvent.START, act.at), is_new=True)


async def whose(context: Context, act: Act, piece_id: int) -> OfferedPiece:
    """Return a piece the asker may read, to ask whether its author is still there. Raise OwnPiece or GoneForGood."""
    async with context.db.read() as connection:
        return await _piece_for(connection, act, piece_id)


async def _piece_for(connection: Connection, act: Act, piece_id: int) -> OfferedPiece:
    """Return a piece the asker may read. Raise OwnPiece, or GoneForGood, which also hides a block."""
    piece = still_there(await offers.find_piece(connection, piece_id))
    await contact.check_open(connection, act.member_id, piece.author_id)
    if piece.author_id == act.member_id:
        raise OwnPiece
    return piece


async def _read_of(tx: Tx, act: Act, piece: OfferedPiece) -> Read | None:
    """Return the asker's read of a piece. Raise HadBefore where it is from before they erased themselves."""
    read = await reads.of_reader(tx, piece.id, act.member_id)
    if read is not None and read.reader_id != act.member_id:
        raise HadBefore
    return read


async def _resume(tx: Tx, read: Read, at: datetime) -> Read:
    if not read.can_be_resumed(at):
        raise HeldLongEnough(read.id)
    started_at = read.started_at or at
    return await move_read(tx, read, ReadEvent.RESUME, at, due_at=at + RESUMED_FOR, started_at=started_at)


async def pass_on(context: Context, act: Act, piece_id: int) -> ReadChange:
    """Let a piece go, begun or not: it is not served to the asker again, and nothing is held against them.

    Raise LeftServer for who never had it and is not in its server, FinishOneFirst for who has given back many they had
    opened, and OwnPiece, HadBefore, ReadMovedOn or GoneForGood.
    """

    async def work(tx: Tx) -> ReadChange:
        piece = await _piece_for(tx, act, piece_id)
        await enter(tx, act, piece.server_id)
        read = await _read_of(tx, act, piece)
        if read is not None and read.state is ReadState.PASSED:
            return ReadChange(read, is_new=False)
        if read is None:
            await check_is_there(tx, act, piece.server_id)
            return ReadChange(await begin_read(tx, piece, act.member_id, ReadEvent.PASS, act.at), is_new=True)
        given_back = await count_given_back(tx, act, piece.server_id)
        if read.state is ReadState.READING and sees_excerpts(given_back):
            raise FinishOneFirst(given_back)
        return ReadChange(await move_read(tx, read, ReadEvent.PASS, act.at, by_id=act.member_id), is_new=True)

    return await commit(context, act, work)


async def extend(context: Context, act: Act, read_id: int) -> Read:
    """Give the asker 48 hours more, once. Raise AlreadyExtended or ReadMovedOn."""

    async def work(tx: Tx) -> Read:
        read = await own_read(tx, act, read_id)
        read_move(read.state, ReadEvent.EXTEND)
        if read.extended:
            raise AlreadyExtended(read.due_at)
        return await move_read(tx, read, ReadEvent.EXTEND, act.at, extended=True, due_at=read.due_at + EXTENSION)

    return await commit(context, act, work)


async def own_read(connection: Connection, act: Act, read_id: int) -> Read:
    """Return a read whose reader is the asker. Raise NotYours or GoneForGood."""
    read = still_there(await reads.find(connection, read_id))
    act.check_own(read.reader_id)
    return read


async def open_read(context: Context, act: Act, read_id: int) -> Read:
    """Return a read that its reader can still do something about.

    Raise ReadMovedOn, LeftServer, NotYours or GoneForGood.
    """
    async with context.db.read() as connection:
        read = await own_read(connection, act, read_id)
        await contact.check_open(connection, act.member_id, read.piece.author_id)
        await check_is_there(connection, act, read.piece.server_id)
    if not (read.state.is_with_reader or read.state in (ReadState.MISSED, ReadState.MORE_ASKED)):
        raise ReadMovedOn(read.state, ReadEvent.COMMENT)
    return read


async def show_on_profile(context: Context, act: Act, read_id: int, *, shown: bool) -> Read:
    """Let others see the asker's comment on their profile while it counts as helpful, or no longer.

    Raise NotYours or GoneForGood.
    """

    async def work(tx: Tx) -> Read:
        read = await own_read(tx, act, read_id)
        if shown:
            await contact.check_open(tx, act.member_id, read.piece.author_id)
        if not (read.helped and read.state in (ReadState.ACCEPTED, ReadState.REPORTED)):
            raise GoneForGood
        await reads.set_on_profile(tx, read.id, shown=shown)
        return read

    return await commit(context, act, work)


async def _read_about_me(connection: Connection, act: Act, read_id: int) -> Read:
    """Return a read of the asker's piece. Raise NotYours or GoneForGood."""
    read = still_there(await reads.find(connection, read_id))
    act.check_own(read.piece.author_id)
    return read


async def _read_to_answer(tx: Tx, act: Act, read_id: int) -> Read:
    """Return a read whose reader the asker may write to. Raise ReaderErased, NotYours, LeftServer or GoneForGood."""
    read = _with_reader(await _read_about_me(tx, act, read_id))
    await check_is_there(tx, act, read.piece.server_id)
    await contact.check_open(tx, act.member_id, read.reader_id)
    return read


def _with_reader(read: Read) -> Read:
    """Return a read whose reader is somebody still. Raise ReaderErased."""
    if not read.has_reader:
        raise ReaderErased
    return read


async def received_comment(
    context: Context, act: Act, read_id: int, *, in_its_server: bool = False, for_its_reader: bool = False
) -> Read:
    """Return a read with the comment it gave the asker; for what only those in its server may see, `in_its_server`.

    Raise NotYours, LeftServer, GoneForGood where there is none, or ReaderErased for what is `for_its_reader`.
    """
    async with context.db.read() as connection:
        read = await _read_about_me(connection, act, read_id)
        if in_its_server:
            await check_is_there(connection, act, read.piece.server_id)
    if read.comment is None:
        raise GoneForGood
    return _with_reader(read) if for_its_reader else read


async def mark_helped(context: Context, act: Act, read_id: int) -> ReadChange:
    """Accept a comment on the asker's piece as helpful; also after silence has. A second press changes nothing."""

    async def work(tx: Tx) -> ReadChange:
        read = await _read_about_me(tx, act, read_id)
        if read.helped and read.state is ReadState.ACCEPTED:
            return ReadChange(read, is_new=False)
        moved = await move_read(tx, read, ReadEvent.HELPED, act.at, by_id=act.member_id, helped=True)
        return ReadChange(moved, is_new=True)

    return await commit(context, act, work)


async def thank(context: Context, act: Act, read_id: int, said: str) -> Read:
    """Give the reader a line of thanks for a comment that helped, once.

    Raise ReadMovedOn, OfferToTrade or GoneForGood.
    """
    check_aloud(said)

    async def work(tx: Tx) -> Read:
        read = await _read_to_answer(tx, act, read_id)
        if read.thanks == said:
            return read
        if not read.helped or read.thanks:
            raise ReadMovedOn(read.state, ReadEvent.THANK)
        return await move_read(tx, read, ReadEvent.THANK, act.at, by_id=act.member_id, thanks=said)

    return await commit(context, act, work)


async def disown(context: Context, act: Act, read_id: int) -> Read:
    """Note that a comment is not about the asker's piece. Raise ReadMovedOn.

    Their silence pays nothing where the check could not tell either; else a report has it looked at. Once two authors
    have found that, the reader is asked about what they send next.
    """

    async def work(tx: Tx) -> Read:
        read = await _read_about_me(tx, act, read_id)
        if not read.state.awaits_verdict:
            raise ReadMovedOn(read.state, ReadEvent.LAPSE)
        await reads.set_disowned(tx, read.id)
        return replace(read, disowned=True)

    return await commit(context, act, work)


async def ask_for_more(context: Context, act: Act, read_id: int, wanted: str = "") -> ReadChange:
    """Ask the reader to say more, once, and about what; the comment counts as it stands if neither says anything else.

    Raise ReadMovedOn, OfferToTrade or GoneForGood.
    """
    check_aloud(wanted)

    async def work(tx: Tx) -> ReadChange:
        read = await _read_to_answer(tx, act, read_id)
        if read.state is ReadState.MORE_ASKED:
            return ReadChange(read, is_new=False)
        if read.more_asked:
            raise ReadMovedOn(read.state, ReadEvent.ASK_MORE)
        changes = {"more_asked": True, "more_wanted": wanted, "verdict_by_at": act.at + read.silence}
        moved = await move_read(tx, read, ReadEvent.ASK_MORE, act.at, by_id=act.member_id, **changes)
        return ReadChange(moved, is_new=True)

    return await commit(context, act, work)


async def rate(context: Context, act: Act, read_id: int, rating: int) -> Read:
    """Keep how much a comment on the asker's piece gave them, 1 to 5; the reader sees only their average.

    The last rating stays. Raise RatingOutOfRange.
    """
    if rating not in RATINGS:
        raise RatingOutOfRange(rating)

    async def work(tx: Tx) -> Read:
        read = await _read_about_me(tx, act, read_id)
        if read.comment is None:
            raise GoneForGood
        await reads.set_rating(tx, read.id, rating)
        return replace(read, rating=rating)

    return await commit(context, act, work)


async def run_read_due(tx: Tx, due: Due, now: datetime) -> None:
    """Take a piece back from a reader whose time ran out, and count it."""
    read = await reads.find(tx, due.subject_id)
    if read is not None and read.state.is_with_reader and read.due_at <= now:
        await move_read(tx, read, ReadEvent.MISS, now)
        await offers.add_miss(tx, read.piece.server_id, read.reader_id)


async def run_verdict_due(tx: Tx, due: Due, now: datetime) -> None:
    """Let a comment count as it stands whose author heard of it and said nothing in time."""
    read = await reads.find(tx, due.subject_id)
    if read is None or not read.state.awaits_verdict or read.verdict_by_at is None or read.verdict_by_at > now:
        return
    if await is_untold(tx, read):
        await put_off(tx, read, now + read.silence)
    else:
        await move_read(tx, read, read.silent_end, now)


async def run_refund_due(tx: Tx, due: Due, now: datetime) -> None:
    """Give back what a piece cost that was withdrawn while it was read, and that nobody commented on after all."""
    read = await reads.find(tx, due.subject_id)
    if read is None or read.due_at > now:
        return
    if read.state is ReadState.CALLED_OFF and read.piece.state is PieceState.WITHDRAWN:
        await refund(tx, read.piece, now)


async def put_off_deadline(tx: Tx, due: Due, ends_at: datetime) -> None:
    """Let a read's deadline be later: the bot was away."""
    read = await reads.find(tx, due.subject_id)
    if read is not None:
        await put_off(tx, read, ends_at)


READ_DUE_KIND = WorkKind(READ_DUE, run_read_due, needs_gateway=True, put_off=put_off_deadline)
REFUND_DUE_KIND = WorkKind(REFUND_DUE, run_refund_due, needs_gateway=True, put_off=put_off_deadline)
VERDICT_DUE_KIND = WorkKind(VERDICT_DUE, run_verdict_due, needs_gateway=True, put_off=put_off_deadline)
