"""Reading together: what each has to read in a sprint, and the comment to it. All of it is an ordinary swap."""

from __future__ import annotations

from dataclasses import dataclass

from db.connection import Connection
from db.swaps import reads
from rules.sprints import NothingRead
from rules.swaps.moves import ReadState
from rules.swaps.reads import Read
from services.acts import Act
from services.context import Context
from services.sprints.going import SprintShown, join, sprint_here
from services.swaps import comments, offers
from services.swaps.comments import CommentForm
from services.swaps.offers import Served


@dataclass(frozen=True, slots=True)
class SprintPiece:
    """What somebody reads in a sprint: what they hold already, or the next piece of the line."""

    shown: SprintShown
    piece: Read | Served


async def my_piece(context: Context, act: Act, sprint_id: int) -> SprintPiece:
    """Take the asker in, and return what they read. Raise a Refusal."""
    shown = await join(context, act, sprint_id)
    async with context.db.read() as connection:
        held = await _held(connection, act)
    return SprintPiece(shown, held or await offers.next_piece(context, act, act.here_id))


async def my_comment(context: Context, act: Act, sprint_id: int) -> CommentForm:
    """Return the form for a comment on what the asker reads. Raise NothingRead or what the comment's form does."""
    async with context.db.read() as connection:
        sprint = await sprint_here(connection, act, sprint_id)
        held = await _held(connection, act)
    if held is None:
        raise NothingRead(sprint)
    return await comments.open_comment(context, act, held.id)


async def _held(connection: Connection, act: Act) -> Read | None:
    """Return what the asker began to read last in the server and has not commented on."""
    found = await reads.to_finish(connection, act.member_id, act.here_id)
    begun = [(read.started_at, read) for read in found if read.state is ReadState.READING and read.started_at]
    return max(begun, key=lambda each: each[0])[1] if begun else None
