"""The doors of private circles: who is in one no more is seen out of its thread, tried again until it is done."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from db import circles, schedule
from db.connection import Connection, Tx
from rules.circles import Circle
from rules.schedule.due import Due
from services.circles.places import TITLE, tell_keeper
from services.context import Context
from services.due import Addressee, DueKind, NoWay, Skipped

DOOR = "circle_door"
# By then the words about it are said, and whoever was being brought in is: it is done after both.
AFTER_WORDS = timedelta(seconds=10)
# As long as the data of a server is kept that the bot was removed from.
TRIED_FOR = timedelta(days=30)


@dataclass(frozen=True, slots=True)
class OpenDoor:
    """The thread of a private circle, and who may still read it though they are in the circle no more."""

    circle: Circle
    thread_id: int
    member_id: int


async def plan(tx: Tx, circle: Circle, member_id: int, now: datetime) -> None:
    """Plan to see out who leaves a private circle, also again; a circle that all may read has no door."""
    if circle.private_place_id is not None:
        await schedule.plan(tx, Due(DOOR, member_id, f"{circle.id}/{circle.private_place_id}", now + AFTER_WORDS))
        await schedule.unblock(tx, DOOR, member_id)


async def plan_unless_in(context: Context, circle: Circle, member_id: int) -> None:
    """Plan to see out who was brought into a circle's thread while they left it."""

    async def work(tx: Tx) -> None:
        if circle.id not in await circles.seats_of(tx, member_id):
            await plan(tx, circle, member_id, context.clock.now())

    await context.db.write(work)


async def open_to(connection: Connection, member_id: int) -> list[Circle]:
    """Return the private circles whose thread a member may read: they are in it, or still to be seen out."""
    ids = {*await circles.seats_of(connection, member_id)}
    ids |= {_door(due)[0] for due in await schedule.waiting_of(connection, DOOR, member_id)}
    found = [await circles.find(connection, circle_id) for circle_id in sorted(ids)]
    return [circle for circle in found if circle is not None and circle.private_place_id is not None]


def _door(due: Due) -> tuple[int, int]:
    """Return the ids of the circle and of the thread that somebody is to be seen out of."""
    circle_id, thread_id = map(int, due.period.split("/"))
    return circle_id, thread_id


async def prepare(connection: Connection, due: Due, _now: datetime) -> OpenDoor | Skipped:
    """Return whom to see out, unless they are in again or the thread is gone."""
    circle_id, thread_id = _door(due)
    circle = await circles.find(connection, circle_id)
    if circle is None or circle.place_id != thread_id:
        return NoWay.GONE
    is_in_again = circle_id in await circles.seats_of(connection, due.subject_id)
    return NoWay.GONE if is_in_again else OpenDoor(circle, thread_id, due.subject_id)


async def follow_up(tx: Tx, due: Due, _door: OpenDoor | None, _now: datetime) -> None:
    """Keep nothing of it once it is over: whoever it was may have erased themselves."""
    await schedule.drop(tx, due)


async def _tell_keeper(tx: Tx, due: Due, _reason: str, now: datetime) -> None:
    """Let whoever looks after the circle know, once a thread, that somebody has to be taken out of it by hand."""
    circle_id, thread_id = _door(due)
    circle = await circles.find(tx, circle_id)
    if circle is not None:
        await tell_keeper(tx, circle, DOOR, str(thread_id), now)


# Seeing out twice is seeing out.
DOOR_KIND = DueKind(
    DOOR,
    prepare,
    TITLE,
    Addressee(on_failed=_tell_keeper, on_blocked=_tell_keeper, blocked_for=TRIED_FOR),
    follow_up,
    repeat_unread=True,
)
