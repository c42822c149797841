"""Gather what a member's reminder can speak of."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

from db import schedule, streaks
from db.connection import Connection
from db.swaps import reads
from rules.goals.goal import Goal
from rules.members.member import Member
from rules.reminders.today import Today, goal_today
from rules.streaks.log import Log
from rules.streaks.streak import Frozen, StreakState

# An older note is nothing one has just left off at.
NOTE_FROM_WITHIN = timedelta(days=14)


async def today_of(
    connection: Connection, member: Member, log: Log, state: StreakState, day: date, goals: Iterable[Goal], kind: str
) -> Today:
    """Return a member's day; `kind` is that of the reminders which told of freezes."""
    found = (goal_today(goal, day) for goal in goals)
    return Today(
        day_on=day,
        streak=state,
        frozen_since=await _frozen_since(connection, member.id, state, kind),
        days_written=len(log.days),
        met_on=member.since_on,
        last_note=await streaks.last_note(connection, member.id, day - NOTE_FROM_WITHIN),
        goals=tuple(each for each in found if each is not None),
        comments_on=tuple(read.piece.title for read in await reads.awaiting_author(connection, member.id)),
    )


async def _frozen_since(connection: Connection, member_id: int, state: StreakState, kind: str) -> tuple[Frozen, ...]:
    """Return the freezes used since the last word between us: an entry, or a reminder."""
    if state.last_entry_on is None:
        return ()
    heard_on = state.last_entry_on
    if (reminded := await schedule.last_sent(connection, kind, member_id)) is not None:
        # A reminder tells of what was over by then: its own day was not.
        heard_on = max(heard_on, date.fromisoformat(reminded) - timedelta(days=1))
    return state.frozen_since(heard_on)
