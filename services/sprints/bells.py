"""The bells of a sprint, worked out at the moment they ring: its begin, its end, and its results."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from db import servers, sprints
from db.connection import Connection, Tx
from rules.schedule.due import Due
from rules.sprints import PUNCTUAL, RUNG_WITHIN, Phase, SprintKind
from services.due import Addressee, DueKind, NoWay, Skipped, to_channel
from services.sprints.going import SprintShown, shown_of
from services.sprints.timing import BEGIN, CARD, END, LOOK, RESULTS, NobodyTold, plan_card, plan_results

TITLE = "Sprints"


class NobodyIn(Skipped):
    """Why a sprint was not rung out."""

    NOBODY_IN = "nobody_in"


@dataclass(frozen=True, slots=True)
class SprintEnd:
    """The end of a sprint, said to whom is in it; `is_late` where the bot was away when it came."""

    shown: SprintShown
    is_late: bool


async def _find(connection: Connection, due: Due, now: datetime) -> SprintShown | None:
    """Return the sprint a bell is about; None where it was called off, or its server is gone."""
    sprint = await sprints.find(connection, due.subject_id)
    if sprint is None or sprint.cancelled_at is not None:
        return None
    if (await servers.find(connection, sprint.server_id)).removed_at is not None:
        return None
    return await shown_of(connection, sprint, now)


async def prepare_begin(connection: Connection, due: Due, now: datetime) -> SprintShown | Skipped:
    """Work out a sprint's begin; none where it is over by now."""
    shown = await _find(connection, due, now)
    if shown is None:
        return NoWay.GONE
    return NoWay.TOO_LATE if shown.phase is Phase.OVER else shown


async def prepare_end(connection: Connection, due: Due, now: datetime) -> SprintEnd | Skipped:
    """Work out a sprint's end."""
    shown = await _find(connection, due, now)
    if shown is None:
        return NoWay.GONE
    late_by = now - shown.sprint.ends_at
    if late_by > RUNG_WITHIN:
        return NoWay.TOO_LATE
    return SprintEnd(shown, late_by > PUNCTUAL) if shown.parts else NobodyIn.NOBODY_IN


async def follow_end(tx: Tx, due: Due, message: SprintEnd | None, now: datetime) -> None:
    """Note that the end was said, and plan the results, where anybody was in it; the card says it in any case."""
    await plan_card(tx, due, now)
    if message is not None and message.shown.parts:
        await sprints.set_told(tx, message.shown.sprint.id, now)
        await plan_results(tx, replace(message.shown.sprint, told_at=now), now)


async def prepare_card(connection: Connection, due: Due, now: datetime) -> SprintShown | Skipped:
    """Work out what stands there of a sprint that is over: its card, or its results."""
    return await _find(connection, due, now) or NoWay.GONE


async def prepare_results(connection: Connection, due: Due, now: datetime) -> SprintShown | Skipped:
    """Work out a sprint's results; none where nobody said how it went. Who reads was there, whatever they say."""
    shown = await _find(connection, due, now)
    if shown is None:
        return NoWay.GONE
    if now > due.due_at + RUNG_WITHIN:
        return NoWay.TOO_LATE
    is_reading = shown.sprint.kind is SprintKind.READING
    return shown if any(part.has_told or is_reading for part in shown.parts) else NobodyTold.NOBODY_TOLD


TO_CHANNEL = to_channel(outcomes=sprints.outcomes)

BEGIN_KIND = DueKind(BEGIN, prepare_begin, TITLE, to_channel())  # the card is changed: no post to be counted
END_KIND = DueKind(END, prepare_end, TITLE, TO_CHANNEL, follow_up=follow_end)
CARD_KIND = DueKind(CARD, prepare_card, TITLE, Addressee(), repeat_unread=True)
RESULTS_KIND = DueKind(RESULTS, prepare_results, TITLE, TO_CHANNEL)
LOOK_KIND = DueKind(LOOK, prepare_card, TITLE, Addressee(), repeat_unread=True)
