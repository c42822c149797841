"""What is said aloud of a goal together, and how its card stands, worked out at the moment of sending."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from db import circles, schedule, servers, together
from db.connection import Connection, Tx
from rules.circles import Circle
from rules.goals.together import TogetherGoal, is_so_far, newly_said
from rules.schedule.due import Due
from services.due import Addressee, DueKind, NoWay, Skipped, to_channel
from services.goals.together import timing
from services.goals.together.timing import LOOK, SAID, Aloud, aloud

TITLE = "Goals together"
# What comes later is no news any more; the end of a goal still is.
NEWS_WITHIN, END_WITHIN = timedelta(hours=12), timedelta(days=7)


@dataclass(frozen=True, slots=True)
class TogetherShown:
    """A goal together as of its server's today: whose it is, who is in it in the order they came, what they put in."""

    goal: TogetherGoal
    circle: Circle | None
    member_ids: tuple[int, ...]
    total: float
    today: date


@dataclass(frozen=True, slots=True)
class TogetherMessage:
    """Something to say aloud of a goal together."""

    what: Aloud
    shown: TogetherShown


async def shown_of(connection: Connection, goal: TogetherGoal, now: datetime) -> TogetherShown:
    """Return a goal as of an instant."""
    zone = (await servers.find(connection, goal.server_id)).zone
    return TogetherShown(
        goal=goal,
        circle=None if goal.circle_id is None else await circles.find(connection, goal.circle_id),
        member_ids=tuple(member.member_id for member in await together.members(connection, goal.id)),
        total=await together.total(connection, goal),
        today=now.astimezone(zone).date(),
    )


async def _find(connection: Connection, due: Due, now: datetime) -> TogetherShown | None:
    """Return the goal something is about; None where nobody is there to hear of it."""
    goal = await together.find(connection, due.subject_id)
    if goal is None or (await servers.find(connection, goal.server_id)).removed_at is not None:
        return None
    shown = await shown_of(connection, goal, now)
    return None if shown.circle is not None and shown.circle.closed_at is not None else shown


async def prepare_said(connection: Connection, due: Due, now: datetime) -> TogetherMessage | Skipped:
    """Work out what is said aloud; of a goal that has ended nothing but its end, and of its way what still holds."""
    what = aloud(due)
    shown = await _find(connection, due, now)
    if shown is None or (what is not Aloud.ENDED and not shown.goal.is_open):
        return NoWay.GONE
    if what.percent is not None and not is_so_far(shown.goal, shown.total, what.percent):
        return NoWay.GONE  # whose words carried it there has left, or took them out
    if now > due.due_at + (END_WITHIN if what is Aloud.ENDED else NEWS_WITHIN):
        return NoWay.TOO_LATE
    return TogetherMessage(what, shown)


async def follow_said(tx: Tx, due: Due, _message: TogetherMessage | None, now: datetime) -> None:
    """Close a goal whose end was said, or could not be, and let its card show it; note what of the way was."""
    what = aloud(due)
    if what is Aloud.ENDED:
        await together.set_told(tx, due.subject_id, now)
        await timing.look(tx, due.subject_id, now)
    elif what.percent is not None:
        await _note_said(tx, due, what.percent, now)


async def _note_said(tx: Tx, due: Due, percent: int, now: datetime) -> None:
    """Note that so much of the way was said, or could not be; what no longer held is said once it does again."""
    shown = await _find(tx, due, now)
    if shown is None or is_so_far(shown.goal, shown.total, percent) or await schedule.is_sent(tx, due):
        await together.set_said(tx, due.subject_id, percent)
    else:
        await timing.look(tx, due.subject_id, now)


async def prepare_look(connection: Connection, due: Due, now: datetime) -> TogetherShown | Skipped:
    """Work out a goal's card, where it is known where that stands."""
    shown = await _find(connection, due, now)
    return NoWay.GONE if shown is None or shown.goal.message_id is None else shown


async def follow_look(tx: Tx, due: Due, shown: TogetherShown | None, now: datetime) -> None:
    """Have said aloud what of the way was reached."""
    percent = None if shown is None or not shown.goal.is_open else newly_said(shown.goal, shown.total)
    if percent is not None:
        await timing.say_reached(tx, due.subject_id, percent, due.period, now)


SAID_KIND = DueKind(SAID, prepare_said, TITLE, to_channel(outcomes=together.outcomes), follow_up=follow_said)
# A card that is changed twice is changed.
LOOK_KIND = DueKind(LOOK, prepare_look, TITLE, Addressee(), follow_up=follow_look, repeat_unread=True)
