"""The one way anything changes in swaps: look up the move, save it if nobody was quicker, and do what the table says.

A move's credits, its piece, its clocks and whom it is told to all follow from its row in `rules/swaps/moves.py`, in
the transaction that saves it. So each happens exactly once, whoever presses, however often, in whichever process.
"""

from __future__ import annotations

import secrets
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from db import members, privacy, schedule
from db.connection import Connection, Tx
from db.swaps import ledger, offers, reads
from rules.kit.calendar import after_the_night
from rules.kit.errors import Refusal
from rules.schedule.due import Due
from rules.swaps.credits import LONGEST_RING, STRANGERS_AFTER, NotEnoughCredits, are_strangers, credits_earned
from rules.swaps.ledger import Booking, CreditReason
from rules.swaps.moves import (
    NUDGE_AFTER_DAYS,
    READ_WITHIN,
    Credit,
    PieceEvent,
    PieceMovedOn,
    PieceState,
    ReadEvent,
    ReadMovedOn,
    ReadState,
    Told,
    piece_move,
    read_move,
)
from rules.swaps.offers import OfferedPiece
from rules.swaps.reads import GIVES_COMMENT, Read
from rules.swaps.reports import Report
from services.goals import milestones

NEWS = "swap_news"
NUDGE = "read_nudge"
READ_DUE = "read_due"
VERDICT_DUE = "verdict_due"
REFUND_DUE = "refund_due"

# A read is known by a number that tells nothing: it stays when its reader's name goes.
READ_ID_BITS = 63


class HadBefore(Refusal):
    """A piece somebody has had already: nobody is served one twice."""


async def add_piece(tx: Tx, piece: OfferedPiece) -> bool:
    """Put a piece in the line and take what it costs; False when it is there. Raise NotEnoughCredits."""
    move = piece_move(None, PieceEvent.OFFER)
    assert (move.after, move.credit) == (piece.state, Credit.COST)
    if not await offers.add_piece(tx, piece):
        return False
    cost = Booking(CreditReason.OFFER, piece.server_id, piece.author_id, -piece.cost, piece.id)
    if not await ledger.book(tx, cost, piece.offered_at):
        raise NotEnoughCredits(piece.cost, await ledger.balance(tx, piece.server_id, piece.author_id))
    return True


async def move_piece(tx: Tx, piece: OfferedPiece, event: PieceEvent, at: datetime) -> OfferedPiece:
    """Move a piece as the table says. Raise PieceMovedOn when somebody was quicker or it has no such move."""
    move = piece_move(piece.state, event)
    moved = replace(
        piece,
        state=move.after,
        at_front=event is PieceEvent.GIVE_BACK,
        text="" if move.after.is_closed else piece.text,
    )
    if not await offers.move_piece(tx, piece.state, moved, at):
        now = await offers.find_piece(tx, piece.id)
        raise PieceMovedOn(PieceState.REMOVED if now is None else now.state, event)
    if move.credit is Credit.REFUND:
        await refund(tx, piece, at)
    if Told.AUTHOR in move.told:
        await tell_author(tx, piece, at)
    return moved


async def begin_read(tx: Tx, piece: OfferedPiece, reader_id: int, event: ReadEvent, at: datetime) -> Read:
    """Give a piece to a reader, or note that they pass on it. Raise PieceMovedOn or HadBefore."""
    move = read_move(None, event)
    if await reads.of_reader(tx, piece.id, reader_id) is not None:
        raise HadBefore
    if move.piece is not None:
        piece = await move_piece(tx, piece, move.piece, at)
    read = Read(
        id=secrets.randbits(READ_ID_BITS),
        piece=piece,
        reader_id=reader_id,
        state=move.after,
        began_at=at,
        started_at=at if event is ReadEvent.START else None,
        due_at=at + READ_WITHIN,
    )
    await reads.add(tx, read)
    await _set_clocks(tx, read)
    if read.state.is_with_reader:
        nudge_at = at + timedelta(days=NUDGE_AFTER_DAYS)
        await schedule.plan(tx, Due(NUDGE, reader_id, str(read.id), nudge_at))
    return read


async def move_read(
    tx: Tx, read: Read, event: ReadEvent, at: datetime, *, by_id: int | None = None, **changes: Any
) -> Read:
    """Move a read as the table says, with what else changes in it; `by_id` is who did it and need not be told.

    The moderators hear of a report from `services/swaps/reports.py`, which keeps it. Raise ReadMovedOn when somebody
    was quicker or it has no such move, PieceMovedOn when its piece has none.
    """
    move = read_move(read.state, event)
    if move.credit is Credit.EARNED and read.accepted_at is None:
        changes |= {"accepted_at": at, "credits": await earned(tx, read, at)}
    elif move.credit in (Credit.TAKEN_BACK, Credit.UNDONE):
        changes["credits"] = read.credits - await _take_back(tx, read, at)
    if move.piece is PieceEvent.GIVE_BACK and read.state.is_with_reader:
        changes["due_at"] = min(read.due_at, at)
    moved = await reads.save(tx, read, replace(read, state=move.after, **changes))
    if moved is None:
        now = await reads.find(tx, read.id)
        raise ReadMovedOn(read.state if now is None else now.state, event)
    if move.credit is Credit.EARNED and moved.credits:
        await ledger.book(tx, _earning(moved), at)
    if moved.accepted_at == at or move.credit in (Credit.TAKEN_BACK, Credit.UNDONE):
        for member_id in (read.reader_id, read.piece.author_id):
            await milestones.claim_counted(tx, member_id, at)
    if move.credit is Credit.UNDONE and read.piece.state in (PieceState.READ, PieceState.WITHDRAWN):
        await refund(tx, read.piece, at)
    if move.credit is Credit.REFUND_LATER:
        await _plan_refund(tx, moved)
    if move.piece is PieceEvent.TAKE or (move.piece is not None and not read.piece.state.is_closed):
        # A closed piece stays closed, and cannot be taken.
        moved = replace(moved, piece=await move_piece(tx, read.piece, move.piece, at))
    await _set_clocks(tx, moved)
    for told, member_id in ((Told.READER, read.reader_id), (Told.AUTHOR, read.piece.author_id)):
        if told in move.told and member_id != by_id:
            told_at = await _after_the_night(tx, member_id, at) if event.is_verdict else at
            await _tell(tx, member_id, f"read/{event}/{read.id}/{at.isoformat()}", told_at)
    return moved


async def put_off(tx: Tx, read: Read, ends_at: datetime) -> None:
    """Let the deadline that runs for a read be at another instant."""
    later = replace(read, verdict_by_at=ends_at) if read.state.awaits_verdict else replace(read, due_at=ends_at)
    if (moved := await reads.save(tx, read, later)) is not None:
        await _set_clocks(tx, moved)
        if moved.state is ReadState.CALLED_OFF:
            await _plan_refund(tx, moved)


async def earned(connection: Connection, read: Read, at: datetime) -> int:
    """Return the credits that a comment earns if it is accepted at an instant.

    Whom somebody who erased themselves had read cannot be told: for as long as it counts, nobody is a stranger to them.
    """
    reader_id, author_id = read.reader_id, read.piece.author_id
    since = at - STRANGERS_AFTER
    around = await reads.accepted_around(connection, reader_id, author_id, since, LONGEST_RING - 1)
    is_one_new = await privacy.has_erased(connection, reader_id, author_id, since)
    return credits_earned(
        read.own_words,
        is_text_known=read.piece.is_text_known,
        are_strangers=not is_one_new and are_strangers(reader_id, author_id, around),
    )


def _earning(read: Read) -> Booking:
    return Booking(CreditReason.READ, read.piece.server_id, read.reader_id, read.credits, read_id=read.id)


async def _take_back(tx: Tx, read: Read, at: datetime) -> int:
    """Take back what a read earned, as far as its reader still has it; return how much that was."""
    earned = await ledger.booked_amount(tx, _earning(read))
    amount = min(earned, await ledger.balance(tx, read.piece.server_id, read.reader_id))
    if amount:
        taken = Booking(CreditReason.REVOKED, read.piece.server_id, read.reader_id, -amount, read_id=read.id)
        await ledger.book(tx, taken, at)
    return amount


async def refund(tx: Tx, piece: OfferedPiece, at: datetime) -> None:
    """Give back what a piece cost; twice changes nothing more."""
    await ledger.book(tx, _refund(piece), at)


async def _plan_refund(tx: Tx, read: Read) -> None:
    """Plan the end of the time in which a withdrawn piece is still commented on; what it cost comes back then."""
    await schedule.plan(tx, Due(REFUND_DUE, read.id, "", read.due_at))


async def refunded(connection: Connection, piece: OfferedPiece) -> int:
    """Return what of a piece's cost came back to its author so far."""
    return await ledger.booked_amount(connection, _refund(piece))


def _refund(piece: OfferedPiece) -> Booking:
    return Booking(CreditReason.REFUND, piece.server_id, piece.author_id, piece.cost, piece.id)


async def _set_clocks(tx: Tx, read: Read) -> None:
    """Let the deadline of the read's state run, and no other."""
    for kind, runs, ends_at in (
        (READ_DUE, read.state.is_with_reader, read.due_at),
        (VERDICT_DUE, read.state.awaits_verdict, read.verdict_by_at),
    ):
        if runs and ends_at is not None:
            await schedule.plan_only(tx, Due(kind, read.id, ends_at.isoformat(), ends_at))
        else:
            await schedule.forget(tx, kind, read.id)


async def _after_the_night(tx: Tx, member_id: int, at: datetime) -> datetime:
    member = await members.find(tx, member_id)
    return at if member is None else after_the_night(at, member.zone)


async def is_untold(connection: Connection, read: Read) -> bool:
    """Return whether its author has yet to be told of a comment."""
    author_id = read.piece.author_id
    return any(
        [await schedule.still_waits(connection, NEWS, author_id, f"read/{event}/{read.id}/") for event in GIVES_COMMENT]
    )


async def tell_reporter(tx: Tx, report: Report, at: datetime) -> None:
    """Have whoever reported a piece hear what became of it."""
    await _tell(tx, report.by_id, f"report/{report.id}", at)


async def tell_author(tx: Tx, piece: OfferedPiece, at: datetime) -> None:
    """Have an author hear that moderators decided against a piece, also against one that is out of the line."""
    await _tell(tx, piece.author_id, f"piece/{PieceEvent.REMOVE}/{piece.id}", at)


async def _tell(tx: Tx, member_id: int, what: str, at: datetime) -> None:
    if member_id > 0:  # who erased themselves hears of nothing
        await schedule.plan(tx, Due(NEWS, member_id, what, at))
