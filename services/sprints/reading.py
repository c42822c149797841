"""Reading together: what each has to read in a sprint, and the comment to it. All of it is an ordinary swap."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from db.connection import Tx
from db.swaps import reads as reads_db
from rules.sprints import NothingRead
from rules.swaps.moves import ReadState
from rules.swaps.reads import Read
from services import contact
from services.acts import Act, commit
from services.context import Context
from services.sprints.going import SprintShown, sprint_here, take_in
from services.swaps import comments, offers, reads
from services.swaps.comments import CommentForm
from services.swaps.offers import Served


@dataclass(frozen=True, slots=True)
class SprintPiece:
    """What somebody reads in a sprint: a piece that is theirs, or one that they are asked about first."""

    shown: SprintShown
    piece: Read | Served


class AuthorNotAsked(Exception):
    """The piece whose turn it is comes from somebody of whom Discord has not said yet whether they are still there."""

    def __init__(self, author_id: int) -> None:
        super().__init__(author_id)
        self.author_id = author_id


async def my_piece(context: Context, act: Act, sprint_id: int, asked: Collection[int]) -> SprintPiece:
    """Take the asker in and open a piece to them. Raise a Refusal: who gets no piece by it is not taken in either.

    Raise AuthorNotAsked, with nothing changed, where what they have not begun is by none of the authors `asked` about.

    What they began to read goes first, then what a round gave them, then the next of the line. It is theirs from then
    on, so that no two are shown the same. What its author warns of, and what they may see only the beginning of, they
    are asked about first.
    """

    async def work(tx: Tx) -> SprintPiece:
        shown = (await take_in(tx, act, sprint_id)).shown
        theirs = await reads_db.to_finish(tx, act.member_id, act.here_id)
        return SprintPiece(shown, _held(theirs) or await _next(tx, act, _given(theirs), asked))

    return await commit(context, act, work)


async def _next(tx: Tx, act: Act, given: Read | None, asked: Collection[int]) -> Read | Served:
    if given is not None and not await contact.is_in_server(tx, given.piece.author_id, given.piece.server_id):
        given = None
    waiting = given or await offers.serve(tx, act, act.here_id)
    if waiting.piece is not None and waiting.piece.author_id not in asked:
        raise AuthorNotAsked(waiting.piece.author_id)
    asks_first = isinstance(waiting, Served) and waiting.begins
    if waiting.piece is None or waiting.piece.content_note or asks_first:
        return waiting
    return (await reads.start(tx, act, waiting.piece.id)).read


def _given(theirs: Iterable[Read]) -> Read | None:
    """Return what a round gave a reader and they have not begun."""
    return next((read for read in theirs if read.state is ReadState.ASSIGNED), None)


async def my_comment(context: Context, act: Act, sprint_id: int) -> CommentForm:
    """Return the form for a comment on what the asker reads. Raise NothingRead or what the comment's form does."""
    async with context.db.read() as connection:
        sprint = await sprint_here(connection, act, sprint_id)
        held = _held(await reads_db.to_finish(connection, act.member_id, act.here_id))
    if held is None:
        raise NothingRead(sprint)
    return await comments.open_comment(context, act, held.id)


def _held(theirs: Iterable[Read]) -> Read | None:
    """Return what a reader began last and has not commented on."""
    begun = [(read.started_at, read) for read in theirs if read.state is ReadState.READING and read.started_at]
    return max(begun, key=lambda each: each[0])[1] if begun else None
