"""Milestones of outcome goals: celebrated once while they hold, in the channel where the goal was shared."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from db import codec, goals, schedule, servers
from db.connection import Connection, Tx
from rules.goals.goal import Goal, milestones_reached
from rules.schedule.due import Due
from services.acts import Act
from services.due import DueKind, NoWay, Skipped, to_channel
from services.goals.together.timing import look_at_all_of

MILESTONE = "milestone"
# How long one waits for a channel that the bot may post in.
CELEBRATED_WITHIN = timedelta(days=1)
# A lower total told by hand so soon after a milestone was a slip before: later it went down by itself.
CORRECTED_WITHIN = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Milestone:
    """A milestone just reached, in percent; `told_in` is the channel that will hear of it, when not here."""

    percent: int
    told_in: int | None


@dataclass(frozen=True, slots=True)
class MilestoneMessage:
    """A milestone to celebrate in the channel where the goal was shared."""

    goal: Goal
    percent: int
    server_id: int
    channel_id: int


async def claim(tx: Tx, act: Act, goal: Goal) -> Milestone | None:
    """Claim what was just reached for the answer to `act`; tell the goal's channel when that is another.

    `goal` is as everybody sees it who may.
    """
    percent = await _highest_new(tx, goal, act.at)
    if percent is None:
        return None
    if goal.private or goal.channel_id is None or goal.channel_id == act.channel_id:
        return Milestone(percent, None)
    await _plan(tx, goal, percent, act.at)
    return Milestone(percent, goal.channel_id)


async def claim_counted(tx: Tx, member_id: int, at: datetime) -> None:
    """Tell of what the member's goals reached that the bot counts by itself, and those they are in together."""
    await claim_each(tx, await goals.running_of(tx, member_id, with_quiet=False), at)
    await look_at_all_of(tx, member_id, at)


async def claim_each(tx: Tx, running: Iterable[Goal], at: datetime) -> None:
    """Tell of what each of these goals reached, where the bot counts it by itself.

    A private goal's waits for the member's own next progress: /wrote may be answered in public.
    """
    for goal in running:
        if goal.private or goal.channel_id is None or goal.source is None:
            continue
        percent = await _highest_new(tx, goal, at)
        if percent is not None:
            await _plan(tx, goal, percent, at)


async def _highest_new(tx: Tx, goal: Goal, at: datetime) -> int | None:
    if goal.target.is_practice:
        return None
    reached = milestones_reached(goal.target, goal.total)
    # What the bot counts only falls where it is taken back; a number told by hand falls by itself after a while.
    since = at - CORRECTED_WITHIN if goal.source is None else goal.set_at
    await goals.release_milestones(tx, goal.id, max(reached, default=0), since)
    new = [percent for percent in reached if await goals.reach_milestone(tx, goal.id, percent, at)]
    return new[-1] if new else None


async def _plan(tx: Tx, goal: Goal, percent: int, at: datetime) -> None:
    """Plan that a milestone is said where the goal was shared; one that still waits to be said is said once."""
    if not await schedule.still_waits(tx, MILESTONE, goal.id, f"{percent}/"):
        await schedule.plan(tx, Due(MILESTONE, goal.id, f"{percent}/{codec.instant_to_text(at)}", at))


async def prepare(connection: Connection, due: Due, _now: datetime) -> MilestoneMessage | Skipped:
    """Word a milestone for the channel where the goal was shared, where it stands at it as others see it."""
    goal = await goals.find(connection, due.subject_id, with_quiet=False)
    percent = int(due.period.partition("/")[0])
    if goal is None or percent not in milestones_reached(goal.target, goal.total):
        return NoWay.GONE
    if goal.private or goal.server_id is None or goal.channel_id is None:
        return NoWay.NO_CHANNEL
    return MilestoneMessage(goal, percent, goal.server_id, goal.channel_id)


MILESTONE_KIND = DueKind(
    MILESTONE, prepare, "Milestones", to_channel(blocked_for=CELEBRATED_WITHIN, outcomes=servers.outcomes_of_goals)
)
