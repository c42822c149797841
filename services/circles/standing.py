"""A circle's cards of the week that stand already: drawn anew where whoever they name is in the circle no more."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from db import circles, schedule
from db.connection import Connection, Tx
from rules.schedule.due import Due, UnderWay
from services.circles import weeks
from services.circles.places import TITLE
from services.circles.weeks import PROMISE, REPORT, Week
from services.due import Addressee, DueKind, NoWay, Skipped

LOOK = "circle_look"


@dataclass(frozen=True, slots=True)
class StandingCard:
    """A circle's card as it is to stand now, and by what it is found; `is_report` says which of the two it is."""

    week: Week
    is_report: bool
    where: UnderWay


async def look(tx: Tx, circle_id: int, now: datetime) -> None:
    """Have a circle's latest two cards drawn anew: somebody they may name is gone, with their open promise."""
    for kind in (PROMISE, REPORT):
        week_on = await schedule.last_sent(tx, kind, circle_id)
        if week_on is not None:
            await schedule.plan(tx, Due(LOOK, circle_id, f"{kind}/{week_on}/{now.isoformat()}", now))


async def prepare(connection: Connection, due: Due, now: datetime) -> StandingCard | Skipped:
    """Work out how a card stands, where it is known to have been posted."""
    kind, week_on, _ = due.period.split("/")
    circle = await circles.find(connection, due.subject_id)
    if circle is None or circle.closed_at is not None:
        return NoWay.GONE
    if circle.place_id is None or circle.lost_at is not None:
        return NoWay.NO_CHANNEL
    posted = Due(kind, circle.id, week_on, due.due_at)
    set_off_at = await schedule.went_at(connection, posted)
    if set_off_at is None:
        return NoWay.GONE
    week = await weeks.week_of(connection, circle, date.fromisoformat(week_on), now)
    return StandingCard(week, kind == REPORT, UnderWay(circle.place_id, posted.mark, set_off_at))


async def follow_up(tx: Tx, due: Due, _card: StandingCard | None, _now: datetime) -> None:
    """Keep nothing of it: it told nobody anything."""
    await schedule.drop(tx, due)


# A card that is changed twice is changed.
LOOK_KIND = DueKind(LOOK, prepare, TITLE, Addressee(), follow_up, repeat_unread=True)
