"""Leaving circles: for how long it is remembered, and what it is for whoever erases themselves."""

from __future__ import annotations

from datetime import datetime

from db import circles, schedule
from db.connection import Tx
from rules.circles import PARTINGS_WITHIN
from rules.schedule.due import Due
from services.acts import Act
from services.circles import places, standing, weeks
from services.due import Mend, WorkKind

PARTING_OVER = "circle_parting_over"


async def run_parting_over(tx: Tx, due: Due, now: datetime) -> None:
    """Forget who left a circle, once it keeps nobody from joining any more."""
    await circles.drop_partings(tx, due.subject_id, now - PARTINGS_WITHIN)


async def plan_over(tx: Tx, circle_id: int, now: datetime) -> None:
    """Plan the forgetting of who leaves a circle now."""
    await schedule.plan(tx, Due(PARTING_OVER, circle_id, now.isoformat(), now + PARTINGS_WITHIN))


# By the circle, not the member: it is forgotten also of whoever erases themselves within the day.
PARTING_OVER_KIND = WorkKind(PARTING_OVER, run_parting_over, mend=Mend(circles.with_parting_to_forget, plan_over))


async def leave_all(tx: Tx, act: Act, unnamed: str) -> None:
    """Take whoever erases themselves out of their circles, which counts as leaving them.

    One that nobody is left in is closed, and its name goes too.
    """
    closing = await circles.of_nobody_else(tx, act.member_id)
    for number, circle_id in enumerate(await circles.seats_of(tx, act.member_id)):
        parting_id = act.id + number  # one act leaves them all
        await circles.part(tx, parting_id, circle_id, act.member_id, act.at, let_go=False)
        await plan_over(tx, circle_id, act.at)
        await standing.look(tx, circle_id, act.at)
    for circle_id in closing:
        await circles.close(tx, circle_id, act.at)
        await circles.unname(tx, circle_id, unnamed)
        await weeks.stop(tx, circle_id)
        await places.leave_behind(tx, circle_id, act.at)
