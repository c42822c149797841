"""One read from its beginning to its author's verdict: start, pass, extend, comment, answer."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta

from db import members, schedule
from db.connection import Connection, Tx
from db.swaps import offers, reads
from rules.calendar import wall_clock
from rules.comments.check import CommentVerdict, Reason, check_comment
from rules.errors import Refusal
from rules.members import Member
from rules.schedule import Due
from rules.swaps.moves import (
    EXTENSION,
    RATINGS,
    RESUMED_FOR,
    SILENCE,
    ReadEvent,
    ReadMovedOn,
    ReadState,
    comment_opens_at,
    read_move,
)
from rules.swaps.offers import OfferedPiece
from rules.swaps.reads import Comment, Read, read_id
from services.acts import Act, GoneForGood, NotYours, meet
from services.context import Context
from services.due import WorkKind
from services.swaps.moves import READ_DUE, VERDICT_DUE, HadBefore, begin_read, move_read
from services.swaps.offers import check_is_there, check_may_read, enter

YOU_WERE_READ = "you_were_read"
# When the weekly "You were read" comes, on the author's own clock.
YOU_WERE_READ_AT = time(18, 0)
SUNDAY = 6
ONE_DAY = timedelta(days=1)


class OwnPiece(Refusal):
    """A piece of the asker's own, which somebody else has to read."""


class AlreadyExtended(Refusal):
    """A read that has had its 48 hours more."""

    def __init__(self, due_at: datetime) -> None:
        super().__init__(due_at)
        self.due_at = due_at


class CommentNotAccepted(Refusal):
    """A comment that did not go to its author, with every reason; what was typed is kept.

    `opens_at` is set when it came before the piece can have been read.
    """

    def __init__(self, read: Read, reasons: tuple[Reason, ...], opens_at: datetime | None) -> None:
        super().__init__(read.id, reasons, opens_at)
        self.read = read
        self.reasons = reasons
        self.opens_at = opens_at


class RatingOutOfRange(Refusal):
    """A rating that is not one of the stars there are."""

    def __init__(self, rating: int) -> None:
        super().__init__(rating)
        self.rating = rating


@dataclass(frozen=True, slots=True)
class ReadChange:
    """A read after an act; `is_new` is False when the act had been done before."""

    read: Read
    is_new: bool


@dataclass(frozen=True, slots=True)
class CommentForm:
    """A read to comment on, and what its reader has typed already; `opens_at` is when it can be sent."""

    read: Read
    typed: Comment
    opens_at: datetime


async def start_read(context: Context, act: Act, piece_id: int) -> ReadChange:
    """Open a piece to the asker and start their clock; a second press shows it again.

    Also takes up an assigned or a missed read. Raise PieceMovedOn when somebody was quicker, and SittingOut,
    TooManyReads, OwnPiece, HadBefore or GoneForGood.
    """

    async def work(tx: Tx) -> ReadChange:
        piece = await _piece_for(tx, act, piece_id)
        swapper = await enter(tx, act, piece.server_id)
        read = await reads.find(tx, read_id(piece.id, act.member_id))
        if read is not None and read.state is ReadState.READING:
            return ReadChange(read, is_new=False)
        if read is not None and read.state is ReadState.ASSIGNED:
            return ReadChange(await move_read(tx, read, ReadEvent.START, act.at, started_at=act.at), is_new=True)
        await check_may_read(tx, act, swapper, piece.server_id)
        if read is not None and read.state is ReadState.MISSED:
            return ReadChange(await _resume(tx, read, act.at), is_new=True)
        if read is not None:
            raise HadBefore
        return ReadChange(await begin_read(tx, piece, act.member_id, ReadEvent.START, act.at), is_new=True)

    return await context.db.write(work)


async def _piece_for(tx: Tx, act: Act, piece_id: int) -> OfferedPiece:
    """Return a piece the asker may read. Raise OwnPiece, or GoneForGood, which also hides a block."""
    piece = await offers.find_piece(tx, piece_id)
    if piece is None or await offers.is_blocked(tx, piece.author_id, act.member_id):
        raise GoneForGood
    if piece.author_id == act.member_id:
        raise OwnPiece
    return piece


async def _resume(tx: Tx, read: Read, at: datetime) -> Read:
    started_at = read.started_at or at
    return await move_read(tx, read, ReadEvent.RESUME, at, due_at=at + RESUMED_FOR, started_at=started_at)


async def pass_on(context: Context, act: Act, piece_id: int) -> ReadChange:
    """Let a piece go, begun or not: it is not served to the asker again, and nothing is held against them.

    Raise LeftServer for who never had it and is not in its server, and OwnPiece, ReadMovedOn or GoneForGood.
    """

    async def work(tx: Tx) -> ReadChange:
        piece = await _piece_for(tx, act, piece_id)
        await enter(tx, act, piece.server_id)
        read = await reads.find(tx, read_id(piece.id, act.member_id))
        if read is not None and read.state is ReadState.PASSED:
            return ReadChange(read, is_new=False)
        if read is None:
            await check_is_there(tx, act, piece.server_id)
            return ReadChange(await begin_read(tx, piece, act.member_id, ReadEvent.PASS, act.at), is_new=True)
        return ReadChange(await move_read(tx, read, ReadEvent.PASS, act.at, by_id=act.member_id), is_new=True)

    return await context.db.write(work)


async def extend(context: Context, act: Act, read_id: int) -> Read:
    """Give the asker 48 hours more, once. Raise AlreadyExtended or ReadMovedOn."""

    async def work(tx: Tx) -> Read:
        read = await _own_read(tx, act, read_id)
        read_move(read.state, ReadEvent.EXTEND)
        if read.extended:
            raise AlreadyExtended(read.due_at)
        return await move_read(tx, read, ReadEvent.EXTEND, act.at, extended=True, due_at=read.due_at + EXTENSION)

    return await context.db.write(work)


async def _own_read(connection: Connection, act: Act, read_id: int) -> Read:
    """Return a read whose reader is the asker. Raise NotYours or GoneForGood."""
    read = await reads.find(connection, read_id)
    if read is None:
        raise GoneForGood
    if read.reader_id != act.member_id:
        raise NotYours
    return read


async def open_read(context: Context, act: Act, read_id: int) -> Read:
    """Return a read that its reader can still do something about. Raise ReadMovedOn, NotYours or GoneForGood."""
    async with context.db.read() as connection:
        read = await _own_read(connection, act, read_id)
    if not (read.state.is_with_reader or read.state in (ReadState.MISSED, ReadState.MORE_ASKED)):
        raise ReadMovedOn(read.state, ReadEvent.COMMENT)
    return read


async def show_on_profile(context: Context, act: Act, read_id: int, *, shown: bool) -> Read:
    """Let others see the asker's comment on their profile while it counts as helpful, or no longer.

    Raise NotYours or GoneForGood.
    """

    async def work(tx: Tx) -> Read:
        read = await _own_read(tx, act, read_id)
        if not (read.helped and read.state is ReadState.ACCEPTED):
            raise GoneForGood
        await reads.set_on_profile(tx, read.id, shown=shown)
        return read

    return await context.db.write(work)


async def open_comment(context: Context, act: Act, read_id: int) -> CommentForm:
    """Return what the comment form opens with: what was typed last, or the comment to be added to.

    Raise ReadMovedOn where no comment can be left.
    """
    async with context.db.read() as connection:
        read = await _own_read(connection, act, read_id)
        _comment_event(read)
        typed = await reads.find_draft(connection, read.id) or read.comment or Comment()
        return CommentForm(read, typed, _opens_at(read))


async def leave_comment(context: Context, act: Act, read_id: int, typed: Comment) -> ReadChange:
    """Check a comment and give it to the author; the same comment sent twice is one.

    What was typed is kept first of all, whatever comes of it. Raise CommentNotAccepted with every reason, or
    ReadMovedOn where no comment can be left any more.
    """

    async def keep(tx: Tx) -> Read:
        read = await _own_read(tx, act, read_id)
        if not _is_given(read, typed):
            await reads.keep_draft(tx, read.id, typed, act.at)
        return read

    read = await context.db.write(keep)
    if _is_given(read, typed):
        return ReadChange(read, is_new=False)
    _comment_event(read)
    verdict = await _judge(context, read, typed)
    opens_at = _opens_at(read)
    if not verdict.is_accepted or act.at < opens_at:
        raise CommentNotAccepted(read, verdict.reasons, opens_at if act.at < opens_at else None)
    given = await context.db.write(lambda tx: _hand_over(tx, act, read_id, typed, verdict))
    return ReadChange(given, is_new=True)


def _is_given(read: Read, typed: Comment) -> bool:
    return read.comment == typed and read.state is not ReadState.MORE_ASKED


async def _judge(context: Context, read: Read, typed: Comment) -> CommentVerdict:
    """Check a comment: some milliseconds of work, during which others get their answer."""
    async with context.db.read() as connection:
        earlier = await reads.earlier_comments(connection, read.reader_id, read.id)
        min_words = (await offers.find_server(connection, read.piece.server_id)).min_words
    return await asyncio.to_thread(
        check_comment,
        typed.text,
        quote=typed.quote,
        piece_title=read.piece.title,
        piece_text=read.piece.text,
        earlier=earlier,
        min_words=min_words,
    )


def _comment_event(read: Read) -> ReadEvent:
    event = ReadEvent.ADD if read.state is ReadState.MORE_ASKED else ReadEvent.COMMENT
    read_move(read.state, event)
    return event


def _opens_at(read: Read) -> datetime:
    return comment_opens_at(read.started_at or read.began_at, read.piece.words)


async def _hand_over(tx: Tx, act: Act, read_id: int, typed: Comment, verdict: CommentVerdict) -> Read:
    """Give a comment to its author and let go of the draft. Raise ReadMovedOn when time ran out meanwhile."""
    read = await _own_read(tx, act, read_id)
    event = _comment_event(read)
    reader = (await meet(tx, act)).member
    author = await members.find(tx, read.piece.author_id)
    assert author is not None
    read = await move_read(
        tx,
        read,
        event,
        act.at,
        comment=typed,
        own_words=verdict.own_words,
        quote_found=verdict.quote_found,
        commented_at=act.at,
        commented_on=reader.today(act.at),
        told_week_on=read.told_week_on or await _plan_week(tx, author, act.at),
        verdict_by_at=act.at + SILENCE,
    )
    await reads.drop_draft(tx, read.id)
    return read


async def _plan_week(tx: Tx, author: Member, at: datetime) -> date:
    """Plan the author's weekly "You were read"; return its Sunday."""
    day = at.astimezone(author.zone).date()
    day += ONE_DAY * ((SUNDAY - day.weekday()) % 7)
    due = _week_due(author, day)
    if due.due_at <= at or await schedule.is_settled(tx, due):
        day += ONE_DAY * 7
        due = _week_due(author, day)
    await schedule.plan(tx, due)
    return day


def _week_due(author: Member, sunday: date) -> Due:
    at = wall_clock(sunday, YOU_WERE_READ_AT, author.zone)
    return Due(YOU_WERE_READ, author.id, sunday.isoformat(), at)


async def _read_about_me(connection: Connection, act: Act, read_id: int) -> Read:
    """Return a read of the asker's piece. Raise NotYours or GoneForGood."""
    read = await reads.find(connection, read_id)
    if read is None:
        raise GoneForGood
    if read.piece.author_id != act.member_id:
        raise NotYours
    return read


async def received_comment(context: Context, act: Act, read_id: int) -> Read:
    """Return a read with the comment it gave the asker. Raise NotYours, or GoneForGood where there is none."""
    async with context.db.read() as connection:
        read = await _read_about_me(connection, act, read_id)
    if read.comment is None:
        raise GoneForGood
    return read


async def mark_helped(context: Context, act: Act, read_id: int) -> ReadChange:
    """Accept a comment on the asker's piece as helpful; also after silence has. A second press changes nothing."""

    async def work(tx: Tx) -> ReadChange:
        read = await _read_about_me(tx, act, read_id)
        if read.helped and read.state is ReadState.ACCEPTED:
            return ReadChange(read, is_new=False)
        moved = await move_read(tx, read, ReadEvent.HELPED, act.at, by_id=act.member_id, helped=True)
        return ReadChange(moved, is_new=True)

    return await context.db.write(work)


async def ask_for_more(context: Context, act: Act, read_id: int) -> ReadChange:
    """Ask the reader to say more, once; the comment counts as it stands if neither of the two says anything else."""

    async def work(tx: Tx) -> ReadChange:
        read = await _read_about_me(tx, act, read_id)
        if read.state is ReadState.MORE_ASKED:
            return ReadChange(read, is_new=False)
        if read.more_asked:
            raise ReadMovedOn(read.state, ReadEvent.ASK_MORE)
        changes = {"more_asked": True, "verdict_by_at": act.at + SILENCE}
        moved = await move_read(tx, read, ReadEvent.ASK_MORE, act.at, by_id=act.member_id, **changes)
        return ReadChange(moved, is_new=True)

    return await context.db.write(work)


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

    return await context.db.write(work)


async def run_read_due(tx: Tx, due: Due, now: datetime) -> None:
    """Take a piece back from a reader whose time ran out, and count it."""
    read = await reads.find(tx, due.subject_id)
    if read is not None and read.state.is_with_reader and read.due_at <= now:
        await move_read(tx, read, ReadEvent.MISS, now)
        await offers.add_miss(tx, read.piece.server_id, read.reader_id)


async def run_verdict_due(tx: Tx, due: Due, now: datetime) -> None:
    """Accept a comment whose author said nothing for 72 hours."""
    read = await reads.find(tx, due.subject_id)
    if read is not None and read.state.awaits_verdict and read.verdict_by_at is not None and read.verdict_by_at <= now:
        await move_read(tx, read, ReadEvent.SILENCE, now)


READ_DUE_KIND = WorkKind(READ_DUE, run_read_due)
VERDICT_DUE_KIND = WorkKind(VERDICT_DUE, run_verdict_due)
