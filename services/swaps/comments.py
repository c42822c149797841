"""A reader's comment: typed, kept, checked, asked about where the check doubts, and given to its author."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from functools import partial

from db import members, schedule
from db.connection import Connection, Tx
from db.swaps import offers, reads
from rules.comments.check import CommentVerdict, Reason, Verdict, check_comment
from rules.kit.calendar import wall_clock
from rules.kit.errors import Refusal
from rules.members.member import Member
from rules.schedule.due import Due
from rules.swaps.moves import HELD_FOR, ReadEvent, ReadMovedOn, ReadState, read_move
from rules.swaps.reads import Comment, Read, with_answer
from rules.swaps.standing import REMEMBERED, Standing, in_standing
from services import contact
from services.acts import Act, GoneForGood, commit, meet
from services.context import Context
from services.sprints import timing
from services.swaps.moves import earned, move_read, refunded
from services.swaps.offers import check_is_there
from services.swaps.reads import own_read

YOU_WERE_READ = "you_were_read"
# When the weekly "You were read" comes, on the author's own clock.
YOU_WERE_READ_AT = time(18, 0)
SUNDAY = 6
ONE_DAY = timedelta(days=1)


# Lets Discord say whether the asker is still in a server and may speak there. Raises WordsWait or TimedOut.
CheckPresence = Callable[[int], Awaitable[None]]


async def in_sight(_server_id: int) -> None:
    """Take whoever acts as being there, and free to speak."""


class CommentNotAccepted(Refusal):
    """A comment that did not go to its author, with every reason; what was typed is kept.

    `opens_at` is set when it came before the piece can have been read.
    """

    def __init__(self, read: Read, reasons: tuple[Reason, ...], opens_at: datetime | None) -> None:
        super().__init__(read.id, reasons, opens_at)
        self.read = read
        self.reasons = reasons
        self.opens_at = opens_at


class CommentAsked(Refusal):
    """A comment that the check doubts: it waits for its reader's answer, or for their word to send it as it is.

    `silence_pays` tells whether, sent as it is, it earns its credit when its author says nothing.
    """

    def __init__(self, read: Read, question: Reason, *, silence_pays: bool) -> None:
        super().__init__(read.id, question, silence_pays)
        self.read = read
        self.question = question
        self.silence_pays = silence_pays


@dataclass(frozen=True, slots=True)
class CommentForm:
    """A read to comment on, what its reader has typed already, and the least words wanted of their own."""

    read: Read
    typed: Comment
    min_words: int


@dataclass(frozen=True, slots=True)
class CommentGiven:
    """A comment that is with its author, and the credits it earns once it is accepted; not new when sent before.

    `is_answered`: it was asked about, and its reader has answered.
    """

    read: Read
    earns: int
    is_new: bool
    is_answered: bool = False


@dataclass(frozen=True, slots=True)
class _Grounds:
    """What a comment is judged by besides its piece: comments that there are, the server, and its reader's standing."""

    earlier: list[str]
    others: list[str]
    min_words: int
    standing: Standing


@dataclass(frozen=True, slots=True)
class _Checked:
    """What a comment is held to be, and by what."""

    typed: Comment
    verdict: CommentVerdict
    grounds: _Grounds


Check = Callable[[], Awaitable[_Checked]]


class _GroundsChanged(Exception):
    """What a comment was judged by was no longer so when it was to be kept: another came, or its reader's standing."""


async def open_comment(context: Context, act: Act, read_id: int) -> CommentForm:
    """Return what the comment form opens with: what was typed last, or the comment to be added to.

    Raise ReadMovedOn where no comment can be left.
    """
    async with context.db.read() as connection:
        read = await own_read(connection, act, read_id)
        _comment_event(read, act.at)
        typed = await reads.find_draft(connection, read.id) or read.comment or Comment()
        return CommentForm(read, typed, (await offers.find_server(connection, read.piece.server_id)).min_words)


async def open_question(context: Context, act: Act, read_id: int) -> Read:
    """Return the read whose comment is asked about. Raise ReadMovedOn where that is over."""
    async with context.db.read() as connection:
        read = await own_read(connection, act, read_id)
    _comment_event(read, act.at)
    return read


async def leave_comment(
    context: Context, act: Act, read_id: int, typed: Comment, check_presence: CheckPresence = in_sight
) -> CommentGiven:
    """Check a comment and give it to the author; the same comment sent twice is one.

    What was typed is kept first of all, whatever comes of it. Raise CommentNotAccepted with every reason, CommentAsked,
    or ReadMovedOn where no comment can be left any more.
    """
    read = await _keep(context, act, read_id, typed)
    if _is_given(read, typed):
        return await _given_before(context, read)
    return await _give(context, act, read, partial(_check_or_ask, context, act, read, typed), check_presence)


async def answer_question(
    context: Context, act: Act, read_id: int, answer: str, check_presence: CheckPresence = in_sight
) -> CommentGiven:
    """Add the asker's answer to the comment that was asked about, and give both to the author.

    Both are judged together and nothing is asked again: where they still would be, they go as what is sent as it is.
    Raise CommentNotAccepted, ReadMovedOn, or GoneForGood where nothing was typed.
    """
    read, draft = await _keep_answer(context, act, read_id, answer)
    if draft is None:
        return await _given_before(context, read)
    await _check(context, act, read, draft)
    check = partial(_check, context, act, read, with_answer(draft, answer), answer)
    return replace(await _give(context, act, read, check, check_presence), is_answered=True)


async def send_as_is(
    context: Context, act: Act, read_id: int, check_presence: CheckPresence = in_sight
) -> CommentGiven:
    """Give the comment that was asked about to the author as it is, and say so.

    Raise CommentNotAccepted, ReadMovedOn, or GoneForGood where nothing was typed.
    """
    async with context.db.read() as connection:
        read, draft = await _asked_about(connection, act, read_id)
    if draft is None:
        return await _given_before(context, read)
    return await _give(context, act, read, partial(_check, context, act, read, draft), check_presence)


async def _asked_about(connection: Connection, act: Act, read_id: int) -> tuple[Read, Comment | None]:
    """Return a read of the asker's with what they typed; None where that is with its author."""
    read = await own_read(connection, act, read_id)
    draft = await reads.find_draft(connection, read.id)
    if draft is None and read.state.is_with_reader:
        raise GoneForGood
    if draft is not None:
        _comment_event(read, act.at)
    return read, draft


async def _keep_answer(context: Context, act: Act, read_id: int, answer: str) -> tuple[Read, Comment | None]:
    """Keep what was answered beside the comment it is about; return that as it was before."""

    async def work(tx: Tx) -> tuple[Read, Comment | None]:
        read, draft = await _asked_about(tx, act, read_id)
        if draft is not None:
            await reads.keep_draft(tx, read.id, with_answer(draft, answer), act.at)
        return read, draft

    return await context.db.write(work)


async def _keep(context: Context, act: Act, read_id: int, typed: Comment) -> Read:
    """Keep what was typed, unless it is with its author already."""

    async def work(tx: Tx) -> Read:
        read = await own_read(tx, act, read_id)
        if not _is_given(read, typed):
            await reads.keep_draft(tx, read.id, typed, act.at)
        return read

    return await context.db.write(work)


def _is_given(read: Read, typed: Comment) -> bool:
    return read.comment == typed and read.state is not ReadState.MORE_ASKED


async def _given_before(context: Context, read: Read) -> CommentGiven:
    async with context.db.read() as connection:
        return CommentGiven(read, await _earns(connection, read), is_new=False)


async def _earns(connection: Connection, read: Read) -> int:
    if read.accepted_at is not None or read.commented_at is None:
        return read.credits
    return await earned(connection, read, read.commented_at)


async def _check(context: Context, act: Act, read: Read, typed: Comment, answer: str = "") -> _Checked:
    """Return what a comment is held to be. Raise CommentNotAccepted, also before the piece can have been read."""
    _comment_event(read, act.at)
    checked = await _judge(context, act, read, typed, answer)
    refused = checked.verdict.verdict is Verdict.REFUSED
    opens_at = read.opens_at
    if refused:
        read = await _stop_clock(context, act, read.id)
    if refused or act.at < opens_at:
        reasons = checked.verdict.reasons if refused else ()
        raise CommentNotAccepted(read, reasons, opens_at if act.at < opens_at else None)
    return checked


async def _check_or_ask(context: Context, act: Act, read: Read, typed: Comment) -> _Checked:
    """Return what a comment is held to be. Raise CommentNotAccepted, or CommentAsked where it is doubted."""
    checked = await _check(context, act, read, typed)
    if checked.verdict.verdict is Verdict.ASKED and read.has_author:  # whom nobody reads is asked nothing
        read = await _stop_clock(context, act, read.id)
        silence_pays = checked.grounds.standing.silence_pays or read.is_withdrawn
        raise CommentAsked(read, checked.verdict.reasons[0], silence_pays=silence_pays)
    return checked


async def _judge(context: Context, act: Act, read: Read, typed: Comment, answer: str) -> _Checked:
    """Check a comment: some milliseconds of work, during which others get their answer."""
    async with context.db.read() as connection:
        grounds = await _grounds(connection, act, read)
    verdict = await asyncio.to_thread(
        check_comment,
        typed.text,
        quote=typed.quote,
        piece_title=read.piece.title,
        piece_text=read.piece.text,
        earlier=grounds.earlier,
        others=grounds.others,
        answer=answer,
        min_words=grounds.min_words,
    )
    return _Checked(typed, in_standing(verdict, grounds.standing, is_answered=bool(answer)), grounds)


async def _grounds(connection: Connection, act: Act, read: Read) -> _Grounds:
    return _Grounds(
        earlier=await reads.earlier_comments(connection, read.reader_id, read.id),
        others=await reads.other_comments(connection, read),
        min_words=(await offers.find_server(connection, read.piece.server_id)).min_words,
        standing=await reads.standing(connection, read, act.at - REMEMBERED),
    )


def _comment_event(read: Read, at: datetime) -> ReadEvent:
    """Return what a comment would be to a read at an instant. Raise ReadMovedOn where none can come any more."""
    event = ReadEvent.ADD if read.state is ReadState.MORE_ASKED else ReadEvent.COMMENT
    read_move(read.state, event)
    if read.state is ReadState.CALLED_OFF and not read.can_still_be_finished(at):
        raise ReadMovedOn(read.state, event)
    return event


async def _stop_clock(context: Context, act: Act, read_id: int) -> Read:
    """Let the reader's clock stand still while they mend what they typed, once a read."""

    async def work(tx: Tx) -> Read:
        read = await own_read(tx, act, read_id)
        if read.held or read.state is not ReadState.READING:
            return read
        return await move_read(tx, read, ReadEvent.HOLD, act.at, held=True, due_at=read.due_at + HELD_FOR)

    return await context.db.write(work)


async def _give(context: Context, act: Act, read: Read, check: Check, check_presence: CheckPresence) -> CommentGiven:
    """Check a comment and give it to its author; where it is doubted all the same, as one that was sent as it is.

    Whatever it was judged by may change until it is kept. Then it is judged again.
    """
    checked = await check()
    await check_presence(read.piece.server_id)
    while True:
        try:
            return await _commit(context, act, read, checked)
        except _GroundsChanged:
            checked = await check()


async def _commit(context: Context, act: Act, read: Read, checked: _Checked) -> CommentGiven:
    as_is = checked.verdict.verdict is Verdict.ASKED or read.piece.is_text_gone

    async def work(tx: Tx) -> CommentGiven:
        given = await _hand_over(tx, act, read.id, checked, as_is=as_is)
        return CommentGiven(given, await earned(tx, given, act.at), is_new=True)

    return await commit(context, act, work)


async def _hand_over(tx: Tx, act: Act, read_id: int, checked: _Checked, *, as_is: bool) -> Read:
    """Give a comment to its author and let go of the draft. Raise _GroundsChanged.

    Where the author has erased themselves it is paid at once. Raise ReadMovedOn or PieceMovedOn where it is too late,
    LeftServer where the reader is no longer there, GoneForGood where its author is out of reach.
    """
    read = await own_read(tx, act, read_id)
    event = _comment_event(read, act.at)
    if read.state is ReadState.CALLED_OFF and await refunded(tx, read.piece):
        raise ReadMovedOn(read.state, event)  # who is read pays: the credit went back while the comment was checked
    if await _grounds(tx, act, read) != checked.grounds:
        raise _GroundsChanged
    reader = (await meet(tx, act)).member
    author = await members.find(tx, read.piece.author_id)
    if author is None:
        raise GoneForGood
    await contact.check_open(tx, reader.id, author.id)
    await check_is_there(tx, act, read.piece.server_id)
    read = replace(read, sent_as_is=as_is)
    read = await move_read(
        tx,
        read,
        event,
        act.at,
        comment=checked.typed,
        own_words=checked.verdict.own_words,
        quote_found=checked.verdict.quote_found,
        paragraph=checked.verdict.paragraph,
        silence_pays=not as_is or read.is_withdrawn or checked.grounds.standing.silence_pays,
        commented_at=act.at,
        commented_on=reader.today(act.at),
        told_week_on=read.told_week_on or (await _plan_week(tx, author, act.at) if read.has_author else None),
        verdict_by_at=act.at + read.silence,
    )
    if not read.has_author:
        read = await move_read(tx, read, read.silent_end, act.at, by_id=reader.id)
    await reads.drop_draft(tx, read.id)
    await timing.look_for_reader(tx, read.piece.server_id, reader.id, act.at)
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
