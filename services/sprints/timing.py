"""When a sprint begins, ends, and shows its results: putting that on the schedule, and taking it off."""

from __future__ import annotations

from datetime import datetime

from db import schedule, sprints
from db.connection import Connection, Tx
from rules.schedule.due import Due
from rules.sprints import COMMENTED_WITHIN, Sprint, results_at
from services.due import BLOCKS, NoWay, Skipped

BEGIN, END, RESULTS = "sprint_begin", "sprint_end", "sprint_results"
# The period of results that come after all; behind every date.
LATE = "late"
# The card after the end: nobody waits for it, and two hundred ends at once go before two hundred cards. So with a look
# at results that are out.
CARD, LOOK = "sprint_card", "sprint_look"


class NobodyTold(Skipped):
    """Why a sprint's results were left out."""

    NOBODY_TOLD = "nobody_told"


# Results left out for these come after all. Those that could not be read back may stand there already.
LEFT_OUT = {NobodyTold.NOBODY_TOLD, NoWay.TOO_LATE}


def _due(kind: str, sprint: Sprint, at: datetime) -> Due:
    return Due(kind, sprint.id, sprint.made_at.date().isoformat(), at, awaited=True)


async def plan(tx: Tx, sprint: Sprint, now: datetime) -> None:
    """Plan a sprint's begin, where that is still to come, and its end; planned before, they are moved."""
    if sprint.begins_at > now:
        await schedule.plan(tx, _due(BEGIN, sprint, sprint.begins_at))
    else:
        await schedule.forget(tx, BEGIN, sprint.id)
    await schedule.plan(tx, _due(END, sprint, sprint.ends_at))


async def plan_card(tx: Tx, due: Due, now: datetime) -> None:
    """Plan that the card of a sprint whose end is settled says so."""
    await schedule.plan(tx, Due(CARD, due.subject_id, due.period, now))


async def plan_results(tx: Tx, sprint: Sprint, now: datetime) -> None:
    """Plan the results of a sprint whose end was said; those that are out stay as they are.

    Where they were left out, since nobody had told in time or the bot was away, they come with whoever tells first.
    """
    if sprint.told_at is None:
        return
    last = await schedule.last_settled(tx, RESULTS, sprint.id)
    if last is not None and last.reason in LEFT_OUT:
        await schedule.plan(tx, Due(RESULTS, sprint.id, LATE, now, awaited=True))
        return
    at = results_at(sprint, sprint.told_at, await sprints.parts(tx, sprint.id), now)
    await schedule.plan(tx, _due(RESULTS, sprint, at))


async def results_due_at(connection: Connection, sprint_id: int) -> datetime | None:
    """Return when a sprint's results come; None where none wait, or they wait for their channel to be mended."""
    due = await schedule.waiting(connection, RESULTS, sprint_id)
    return None if due is None or due.reason in BLOCKS else due.due_at


async def look(tx: Tx, entry_id: int, now: datetime) -> None:
    """Have the results looked after that name an entry's words: it was changed, or taken back."""
    await _look(tx, await sprints.with_results_of(tx, entry_id), now)


async def look_for_reader(tx: Tx, server_id: int, reader_id: int, now: datetime) -> None:
    """Have the results looked after in which a reader read along: their comment is given now."""
    since = now - COMMENTED_WITHIN
    await _look(tx, await sprints.with_results_for(tx, server_id, reader_id, since), now)


async def _look(tx: Tx, sprint_id: int | None, now: datetime) -> None:
    if sprint_id is not None:
        await schedule.plan_only(tx, Due(LOOK, sprint_id, now.isoformat(), now))


async def stop(tx: Tx, sprint_id: int) -> None:
    """Take a sprint off the schedule."""
    for kind in (BEGIN, END, RESULTS):
        await schedule.forget(tx, kind, sprint_id)
