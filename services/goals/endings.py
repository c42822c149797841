"""How goals end: finished or dropped, and taken back for a day."""

from __future__ import annotations

from dataclasses import replace

from db import goals
from db.connection import Tx
from rules.goals.goal import Ending, Goal
from rules.kit.errors import Refusal
from services.acts import Act, commit, meet, still_there
from services.context import Context
from services.goals.running import GoalView, running_goal, told_view, view_of


class NotThereYet(Refusal):
    """An outcome called done below 100 %: possible, but asked about first."""

    def __init__(self, view: GoalView) -> None:
        super().__init__(view.goal.id)
        self.view = view


class EndedForGood(Refusal):
    """An ending that is too old to be taken back."""

    def __init__(self, goal: Goal) -> None:
        super().__init__(goal.id)
        self.goal = goal


async def finish_goal(context: Context, act: Act, goal_id: int, *, early_is_meant: bool = False) -> GoalView:
    """Call a goal done; what was done stays on record. Raise NotThereYet to ask first, GoalEnded the second time."""

    async def work(tx: Tx) -> GoalView:
        today = (await meet(tx, act)).member.today(act.at)
        view = await view_of(tx, act, await running_goal(tx, act, goal_id, today), today)
        if view.pace is not None and view.pace.remaining > 0 and not early_is_meant:
            raise NotThereYet(view)
        return await _end(tx, act, await told_view(tx, act, view.goal, today), Ending.FINISHED, "")

    return await commit(context, act, work)


async def drop_goal(context: Context, act: Act, goal_id: int, why: str) -> GoalView:
    """Let a goal go, between the two of us; what was done stays on record. Raise GoalEnded the second time."""

    async def work(tx: Tx) -> GoalView:
        today = (await meet(tx, act)).member.today(act.at)
        view = await view_of(tx, act, await running_goal(tx, act, goal_id, today), today)
        return await _end(tx, act, view, Ending.DROPPED, why)

    return await commit(context, act, work)


async def _end(tx: Tx, act: Act, view: GoalView, ending: Ending, why: str) -> GoalView:
    await goals.end(tx, view.goal.id, ending, why, act.at)
    return replace(view, goal=replace(view.goal, ending=ending, ended_at=act.at))


async def take_back(context: Context, act: Act, goal_id: int) -> GoalView:
    """Let a goal that ended within the last day go on; one that runs stays as it is.

    Raise GoneForGood, NotYours or EndedForGood.
    """

    async def work(tx: Tx) -> GoalView:
        today = (await meet(tx, act)).member.today(act.at)
        goal = still_there(await goals.find(tx, goal_id))
        act.check_own(goal.member_id)
        if not goal.is_running and not goal.may_be_taken_back(act.at):
            raise EndedForGood(goal)
        await goals.reopen(tx, goal.id)
        return await told_view(tx, act, await running_goal(tx, act, goal_id, today), today)

    return await commit(context, act, work)
