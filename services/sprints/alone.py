"""Twenty minutes alone, begun from a reminder: the bot rings when they are over, and that is all of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from db import members, schedule
from db.connection import Connection, Tx
from rules.members.member import Member
from rules.schedule.due import Due
from rules.sprints import RUNG_WITHIN, USUAL_MINUTES
from services.acts import Act, commit, meet
from services.context import Context
from services.due import TO_MEMBER, DueKind, NoWay, Skipped, Unreached, unreached
from services.sprints.bells import TITLE

ALONE = "sprint_alone"


@dataclass(frozen=True, slots=True)
class AloneEnd:
    """The end of a member's twenty minutes, and their day at that moment."""

    member: Member
    day_on: date


async def begin_alone(context: Context, act: Act) -> datetime:
    """Begin twenty minutes for the asker alone, in place of those that still run; return when they end."""
    ends_at = act.at + timedelta(minutes=USUAL_MINUTES)

    async def work(tx: Tx) -> datetime:
        await meet(tx, act)
        await schedule.plan_only(tx, Due(ALONE, act.member_id, str(act.id), ends_at, awaited=True))
        return ends_at

    return await commit(context, act, work)


async def prepare_end(connection: Connection, due: Due, now: datetime) -> AloneEnd | Unreached | Skipped:
    """Work out the bell at the moment it rings."""
    member = await members.find(connection, due.subject_id)
    if member is None:
        return NoWay.GONE
    if now > due.due_at + RUNG_WITHIN:
        return NoWay.TOO_LATE
    end = AloneEnd(member, member.today(now))
    return end if member.may_be_written_to(now) else unreached(member, end)


ALONE_KIND = DueKind(ALONE, prepare_end, TITLE, TO_MEMBER)
