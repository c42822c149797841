"""Pieces: add and mend them, think them through, note where they were sent and how they are read."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from db import pieces
from db.connection import Connection, Tx
from rules.comments.promotion import check_aloud
from rules.english.typed_days import past_day
from rules.kit.errors import Refusal
from rules.kit.limits import Kept, check_room
from rules.kit.text import in_few_lines
from rules.pieces import Checklist, Numbers, Piece, PublicationAnswer, Submission, check_numbers
from rules.streaks.entries import check_entry
from services.acts import Act, GoneForGood, commit, meet, still_there, today_of
from services.context import Context
from services.goals import milestones


class NameMissing(Refusal):
    """A piece without a title, or a publication without a name."""


class NoPieces(Refusal):
    """There is no piece to act on."""


class WhichPiece(Refusal):
    """Several pieces are there and none was clearly meant."""

    def __init__(self, found: Sequence[Piece]) -> None:
        super().__init__([piece.id for piece in found])
        self.found = found


class NothingSubmitted(Refusal):
    """There is no submission that waits for an answer."""


class WhichSubmission(Refusal):
    """Several submissions wait for an answer and none was clearly meant."""

    def __init__(self, found: Sequence[SubmissionView]) -> None:
        super().__init__([sent.submission.id for sent in found])
        self.found = found


class AlreadyWaiting(Refusal):
    """A piece sent where it still waits for an answer."""

    def __init__(self, submission: Submission) -> None:
        super().__init__(submission.id)
        self.submission = submission


class AnsweredBeforeSent(Refusal):
    """An answer dated before its submission."""

    def __init__(self, submitted_on: date) -> None:
        super().__init__(submitted_on)
        self.submitted_on = submitted_on


@dataclass(frozen=True, slots=True)
class PieceView:
    """A piece as of its writer's today, everything oldest first; `others` are the latest of their other pieces'."""

    piece: Piece
    today: date
    submissions: tuple[Submission, ...]
    history: tuple[Numbers, ...]
    others: tuple[Numbers, ...]

    @property
    def latest(self) -> Numbers | None:
        """How the numbers stood last."""
        return self.history[-1] if self.history else None


@dataclass(frozen=True, slots=True)
class SubmissionView:
    """A submission with the piece that was sent, as of its writer's today."""

    piece: Piece
    submission: Submission
    today: date


async def add_piece(context: Context, act: Act, title: str, link: str, published_in: str) -> PieceView:
    """Keep a new piece. Raise NameMissing or LinkNotWeb."""
    _check(title, link)

    async def work(tx: Tx) -> PieceView:
        today = (await meet(tx, act)).member.today(act.at)
        check_room(Kept.PIECES, len(await pieces.of_member(tx, act.member_id)))
        await pieces.add(tx, Piece(act.id, act.member_id, title, link, published_in), act.at)
        await milestones.claim_counted(tx, act.member_id, act.at)
        return await _view(tx, act, act.id, today)

    return await commit(context, act, work)


async def change_piece(context: Context, act: Act, id: int, title: str, link: str, published_in: str) -> PieceView:
    """Say anew what a piece is called and where it is. Raise NameMissing or LinkNotWeb."""
    _check(title, link)

    async def work(tx: Tx) -> PieceView:
        await _mine(tx, act, id)
        await pieces.change(tx, id, title=title, link=link, published_in=published_in)
        await milestones.claim_counted(tx, act.member_id, act.at)
        return await _view(tx, act, id, await _today(tx, act))

    return await commit(context, act, work)


def _check(title: str, link: str) -> None:
    if not title:
        raise NameMissing
    check_entry(None, None, link)


async def set_removed(context: Context, act: Act, id: int, *, removed: bool) -> Piece:
    """Take a piece with its numbers off the list, or put it back; a second time changes nothing."""

    async def work(tx: Tx) -> Piece:
        piece = await _mine(tx, act, id, also_removed=True)
        await pieces.set_removed(tx, id, act.at if removed else None)
        await milestones.claim_counted(tx, act.member_id, act.at)
        return replace(piece, removed=removed)

    return await commit(context, act, work)


async def answer_checklist(context: Context, act: Act, id: int, answers: Checklist) -> PieceView:
    """Keep the answers to a piece's four questions in place of those before."""
    tidied = (in_few_lines(each) for each in (answers.would_take, answers.improves, answers.solves, answers.success))
    checklist = Checklist(*tidied)

    async def work(tx: Tx) -> PieceView:
        await _mine(tx, act, id)
        await pieces.set_checklist(tx, id, checklist)
        return await _view(tx, act, id, await _today(tx, act))

    return await commit(context, act, work)


async def my_pieces(context: Context, act: Act) -> list[Piece]:
    """Return the asker's own pieces, oldest first."""
    async with context.db.read() as connection:
        return await pieces.of_member(connection, act.member_id)


async def list_pieces(context: Context, act: Act) -> list[PieceView]:
    """Return the asker's own pieces with all that is known of them, oldest first."""
    today = await today_of(context, act)
    async with context.db.read() as connection:
        return await _shelf(connection, act.member_id, today)


async def show_piece(context: Context, act: Act, id: int) -> PieceView:
    """Return one of the asker's own pieces. Raise GoneForGood or NotYours."""
    today = await today_of(context, act)
    async with context.db.read() as connection:
        await _mine(connection, act, id)
        return await _view(connection, act, id, today)


async def piece_to_share(context: Context, act: Act, id: int) -> PieceView:
    """Return one of the asker's own pieces for everybody to read. Raise OfferToTrade, GoneForGood or NotYours."""
    view = await show_piece(context, act, id)
    taken = (each.publication for each in view.submissions if each.answer is PublicationAnswer.ACCEPTED)
    check_aloud(view.piece.published_in, *taken, title=view.piece.title)
    return view


async def submit(context: Context, act: Act, id: int, publication: str, day: str) -> SubmissionView:
    """Note that a piece was sent to a publication. Raise NameMissing, or AlreadyWaiting while that one is silent."""
    if not publication:
        raise NameMissing

    async def work(tx: Tx) -> SubmissionView:
        piece = await _mine(tx, act, id)
        today = await _today(tx, act)
        submission = Submission(act.id, id, publication, past_day(day, today))
        for other in await pieces.submissions(tx, act.member_id):
            is_same = other.piece_id == id and other.publication.casefold() == publication.casefold()
            if is_same and other.answer is None and other.id != act.id:
                raise AlreadyWaiting(other)
        await pieces.add_submission(tx, submission, act.at)
        await milestones.claim_counted(tx, act.member_id, act.at)
        return SubmissionView(piece, submission, today)

    return await commit(context, act, work)


async def my_submissions(context: Context, act: Act) -> list[SubmissionView]:
    """Return where the asker's pieces were sent, the first sent first."""
    today = await today_of(context, act)
    async with context.db.read() as connection:
        return await _sent(connection, act, today)


async def note_answer(context: Context, act: Act, id: int, answer: PublicationAnswer, day: str) -> SubmissionView:
    """Note what a publication said; saying it again replaces it. Raise AnsweredBeforeSent."""

    async def work(tx: Tx) -> SubmissionView:
        sent = await _my_submission(tx, act, id)
        on = past_day(day, sent.today)
        if on < sent.submission.submitted_on:
            raise AnsweredBeforeSent(sent.submission.submitted_on)
        await pieces.set_answer(tx, id, answer, on)
        return replace(sent, submission=replace(sent.submission, answer=answer, answered_on=on))

    return await commit(context, act, work)


async def find_submission(context: Context, act: Act, id: int) -> SubmissionView:
    """Return one of the asker's own submissions. Raise GoneForGood."""
    today = await today_of(context, act)
    async with context.db.read() as connection:
        return _one(await _sent(connection, act, today), id)


async def write_feedback(context: Context, act: Act, id: int, feedback: str) -> SubmissionView:
    """Keep what a publication said about a piece in place of what was there."""
    said = in_few_lines(feedback)

    async def work(tx: Tx) -> SubmissionView:
        sent = await _my_submission(tx, act, id)
        await pieces.set_feedback(tx, id, said)
        return replace(sent, submission=replace(sent.submission, feedback=said))

    return await commit(context, act, work)


async def tell_numbers(
    context: Context,
    act: Act,
    id: int,
    day: str = "",
    *,
    views: int | None = None,
    reads: int | None = None,
    claps: int | None = None,
) -> PieceView:
    """Keep how a piece's numbers stood on a day; what is not told stays as told before for that day.

    Raise NumberOutOfRange or MoreReadsThanViews.
    """

    async def work(tx: Tx) -> PieceView:
        await _mine(tx, act, id)
        today = await _today(tx, act)
        history = (await pieces.numbers(tx, act.member_id)).get(id, [])
        day_on = past_day(day, today)
        before = next((each for each in history if each.day_on == day_on), Numbers(day_on))
        numbers = Numbers(day_on, **{**before.told, **Numbers(day_on, views, reads, claps).told})
        check_numbers(numbers)
        await pieces.set_numbers(tx, id, numbers)
        return await _view(tx, act, id, today)

    return await commit(context, act, work)


async def _today(tx: Tx, act: Act) -> date:
    return (await meet(tx, act)).member.today(act.at)


async def _mine(connection: Connection, act: Act, id: int, *, also_removed: bool = False) -> Piece:
    piece = await pieces.find(connection, id)
    if piece is None or (piece.removed and not also_removed):
        raise GoneForGood
    act.check_own(piece.member_id)
    return piece


async def _shelf(connection: Connection, member_id: int, today: date) -> list[PieceView]:
    found = await pieces.of_member(connection, member_id)
    submissions = await pieces.submissions(connection, member_id)
    numbers = await pieces.numbers(connection, member_id)
    return [
        PieceView(
            piece=piece,
            today=today,
            submissions=tuple(each for each in submissions if each.piece_id == piece.id),
            history=tuple(numbers.get(piece.id, ())),
            others=tuple(told[-1] for piece_id, told in numbers.items() if piece_id != piece.id),
        )
        for piece in found
    ]


async def _view(connection: Connection, act: Act, id: int, today: date) -> PieceView:
    return next(view for view in await _shelf(connection, act.member_id, today) if view.piece.id == id)


async def _sent(connection: Connection, act: Act, today: date) -> list[SubmissionView]:
    by_id = {piece.id: piece for piece in await pieces.of_member(connection, act.member_id)}
    found = await pieces.submissions(connection, act.member_id)
    return [SubmissionView(by_id[each.piece_id], each, today) for each in found]


async def _my_submission(tx: Tx, act: Act, id: int) -> SubmissionView:
    return _one(await _sent(tx, act, await _today(tx, act)), id)


def _one(found: list[SubmissionView], id: int) -> SubmissionView:
    return still_there(next((each for each in found if each.submission.id == id), None))


def choose(found: list[Piece], typed: str) -> Piece:
    """Return the piece picked from the list (its id) or named by part of its title; the only one for nothing typed.

    Raise NoPieces where there is none, WhichPiece where the words fit none or several.
    """
    if not found:
        raise NoPieces
    fitting = [piece for piece in found if str(piece.id) == typed]
    fitting = fitting or [piece for piece in found if typed.casefold() in piece.title.casefold()]
    if len(fitting) != 1:
        raise WhichPiece(found)
    return fitting[0]


def choose_submission(found: list[SubmissionView], typed: str) -> SubmissionView:
    """Return the submission picked from the list (its id) or named by its publication; the only one that waits.

    A publication that answered before is taken where none that waits is meant, to mend its answer. Raise
    NothingSubmitted or WhichSubmission.
    """
    waiting = [sent for sent in found if sent.submission.answer is None]
    if not found or not (waiting or typed):
        raise NothingSubmitted
    fitting = [sent for sent in found if str(sent.submission.id) == typed]
    for among in (waiting, found):
        fitting = fitting or [sent for sent in among if typed.casefold() in sent.submission.publication.casefold()]
    if len(fitting) != 1:
        raise WhichSubmission(waiting or found)
    return fitting[0]
