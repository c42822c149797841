"""A server's own sprint, once a week at a fixed hour: nobody begins it, and whoever likes is in."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from db import schedule, servers, sprints
from db.connection import Connection, Tx
from rules.kit.calendar import wall_clock, weekdays_from
from rules.kit.given import Taken, with_given
from rules.schedule.due import Due
from rules.sprints import CALLED_BEFORE, USUAL_MINUTES, Sprint, SprintKind, WeeklySprint
from services.context import Context
from services.due import DueKind, Mend, WorkKind, plan_first
from services.sprints import timing
from services.sprints.bells import TITLE, TO_CHANNEL, prepare_begin

WEEKLY, CALL = "sprint_weekly", "sprint_call"


@dataclass(frozen=True, slots=True)
class WeeklyChosen:
    """A server's weekly sprint, and when the next begins; None where there is none."""

    weekly: WeeklySprint
    next_at: datetime | None


async def set_up(
    context: Context,
    server_id: int,
    now: datetime,
    *,
    channel_id: int | Taken | None = None,
    weekday: int | None = None,
    at: time | None = None,
) -> WeeklyChosen:
    """Change what is given of a server's weekly sprint; what is not stays. No channel ends it."""

    async def work(tx: Tx) -> WeeklyChosen:
        await servers.add(tx, server_id)
        before = await sprints.weekly_of(tx, server_id)
        chosen = with_given(before, channel_id=channel_id, weekday=weekday, time=at)
        await sprints.set_weekly(tx, server_id, chosen)
        await plan_next(tx, server_id, now)
        return await _chosen(tx, server_id)

    return await context.db.write(work)


async def _chosen(connection: Connection, server_id: int) -> WeeklyChosen:
    due = await schedule.waiting(connection, WEEKLY, server_id)
    weekly = await sprints.weekly_of(connection, server_id)
    return WeeklyChosen(weekly, None if due is None else due.due_at + CALLED_BEFORE)


async def plan_next(tx: Tx, server_id: int, now: datetime, *, after: date | None = None) -> None:
    """Put the call to a server's next weekly sprint on the schedule, as its only one; none where it has no channel."""
    chosen = await sprints.weekly_of(tx, server_id)
    if chosen.channel_id is None:
        await schedule.forget(tx, WEEKLY, server_id)
        return
    zone = (await servers.find(tx, server_id)).zone
    day = now.astimezone(zone).date()
    if after is not None:
        day = max(day, after + timedelta(days=1))
    dues = (
        Due(WEEKLY, server_id, each.isoformat(), wall_clock(each, chosen.time, zone) - CALLED_BEFORE)
        for each in weekdays_from(day, chosen.weekday)
    )
    await plan_first(tx, dues, now)


async def run(tx: Tx, due: Due, now: datetime) -> None:
    """Make a server's sprint of the week and have it called, whatever members have begun there; plan the next."""
    chosen = await sprints.weekly_of(tx, due.subject_id)
    if chosen.channel_id is None or (await servers.find(tx, due.subject_id)).removed_at is not None:
        return
    sprint = _made(due, chosen.channel_id, now)
    if now < sprint.begins_at:
        await sprints.add(tx, sprint)
        await timing.plan(tx, sprint, now)
        await schedule.plan(tx, Due(CALL, sprint.id, due.period, now, awaited=True))
    await plan_next(tx, due.subject_id, now, after=date.fromisoformat(due.period))


def _made(due: Due, channel_id: int, now: datetime) -> Sprint:
    begins_at = due.due_at + CALLED_BEFORE
    return Sprint(
        id=int.from_bytes(hashlib.sha256(due.key.encode()).digest()[:8]) >> 1,  # a BIGINT has a sign
        server_id=due.subject_id,
        channel_id=channel_id,
        starter_id=None,
        kind=SprintKind.WRITING,
        minutes=USUAL_MINUTES,
        made_at=now,
        begins_at=begins_at,
        ends_at=begins_at + timedelta(minutes=USUAL_MINUTES),
    )


WEEKLY_KIND = WorkKind(WEEKLY, run, mend=Mend(sprints.without_weekly, plan_next))
CALL_KIND = DueKind(CALL, prepare_begin, TITLE, TO_CHANNEL)
