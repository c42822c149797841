"""Circles' places: noticing that one is gone and telling its owner, and leaving that of a circle that is over."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from db import circles, members, schedule
from db.connection import Connection, Tx
from rules.circles import Circle, looks_after
from rules.members.member import Member
from rules.schedule.due import Due
from services import inbox
from services.context import Context
from services.due import Addressee, DueKind, InboxNote, NoWay, Skipped, Unreached, unreached

LOST = "circle_lost"
OVER = "circle_over"
TITLE = "Circles"


@dataclass(frozen=True, slots=True)
class LostMessage:
    """A circle's place is gone: word of it to whoever looks after it."""

    circle: Circle
    owner: Member


async def keep_about(tx: Tx, circle: Circle, member_id: int, kind: str, about: str, at: datetime) -> None:
    """Keep something in a member's inbox, in the name of a circle."""
    await inbox.keep(tx, member_id, kind, about, at, text=circle.name, server_id=circle.server_id, named_id=circle.id)


async def keeper_of(connection: Connection, circle: Circle) -> int | None:
    """Return who looks after a circle now."""
    return looks_after(circle.owner_id, await circles.members(connection, circle.id))


async def tell_keeper(tx: Tx, circle: Circle, kind: str, about: str, at: datetime) -> None:
    """Leave word with whoever looks after a circle."""
    keeper_id = await keeper_of(tx, circle)
    if keeper_id is not None:
        await keep_about(tx, circle, keeper_id, kind, about, at)


async def note_lost(tx: Tx, circle_id: int, channel_id: int, now: datetime) -> None:
    """Note that a circle's place is gone, and let its owner know; a second time changes nothing."""
    if await circles.lose_channel(tx, circle_id, channel_id, now):
        await schedule.plan(tx, Due(LOST, circle_id, str(channel_id), now))


async def channel_deleted(context: Context, channel_id: int, now: datetime) -> None:
    """Note that a channel or thread is gone, where a circle lived in it."""
    async with context.db.read() as connection:
        if not await circles.of_channel(connection, channel_id):
            return

    async def work(tx: Tx) -> None:
        for circle_id in await circles.of_channel(tx, channel_id):
            await note_lost(tx, circle_id, channel_id, now)

    await context.db.write(work)


async def prepare_lost(connection: Connection, due: Due, now: datetime) -> LostMessage | Unreached | Skipped:
    """Word the loss for whoever looks after the circle, unless it has a new place by now."""
    circle = await circles.find(connection, due.subject_id)
    if circle is None or circle.closed_at is not None or circle.lost_at is None:
        return NoWay.GONE
    owner_id = await keeper_of(connection, circle)
    owner = None if owner_id is None else await members.find(connection, owner_id)
    if owner is None:
        return NoWay.GONE
    lost = LostMessage(circle, owner)
    return lost if owner.may_be_written_to(now) else unreached(owner, lost)


def note_of_lost(due: Due, message: LostMessage) -> InboxNote:
    """Leave word of a lost place with whoever could not be told."""
    circle = message.circle
    return InboxNote(message.owner.id, f"{circle.id}/{due.period}", circle.name, circle.server_id, circle.id)


LOST_KIND = DueKind(LOST, prepare_lost, TITLE, Addressee(), repeat_unread=True, inbox_note=note_of_lost)


async def leave_behind(tx: Tx, circle_id: int, now: datetime) -> None:
    """Let the thread of a circle that is over go into the archive."""
    await schedule.plan(tx, Due(OVER, circle_id, now.date().isoformat(), now))


async def prepare_over(connection: Connection, due: Due, _now: datetime) -> Circle | Skipped:
    """Return the circle whose thread is left; one that lived in a channel of the server's own leaves nothing."""
    circle = await circles.find(connection, due.subject_id)
    has_thread = circle is not None and circle.parent_id is not None and circle.lost_at is None
    return circle if circle is not None and has_thread else NoWay.GONE


# Archiving a thread twice is archiving it.
OVER_KIND = DueKind(OVER, prepare_over, TITLE, Addressee(), repeat_unread=True)
