"""Goals that run: follow their progress, show and list them. They are set in `drafts` and ended in `endings`."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from db import goals, members
from db.connection import Connection, Tx
from rules.goals.goal import Goal, Pace, Practice, pace, practice, read_progress
from rules.goals.history import Update, step_aloud, totals_by_day
from rules.kit.errors import Refusal
from services.acts import Act, commit, meet, still_there
from services.context import Context
from services.goals import milestones
from services.goals.milestones import Milestone


class NoGoals(Refusal):
    """There is no goal to act on."""


class WhichGoal(Refusal):
    """Several goals are running and none was clearly meant."""

    def __init__(self, running: list[Goal]) -> None:
        super().__init__([goal.id for goal in running])
        self.running = running


class WhichGoalMoves(WhichGoal):
    """Progress for one of several running goals, and none was clearly meant; what was typed is kept."""

    def __init__(self, running: list[Goal], typed: str) -> None:
        super().__init__(running)
        self.typed = typed


class NotBegun(Refusal):
    """Progress with a goal whose first day is still ahead."""

    def __init__(self, goal: Goal, typed: str, today: date) -> None:
        super().__init__(goal.id, typed)
        self.goal = goal
        self.typed = typed
        self.today = today


class GoalEnded(Refusal):
    """A change to a goal that is finished or dropped."""

    def __init__(self, goal: Goal) -> None:
        super().__init__(goal.id)
        self.goal = goal


class CountsItself(Refusal):
    """Progress given by hand to a rhythm of words, time or sessions, which /wrote counts."""

    def __init__(self, goal: Goal) -> None:
        super().__init__(goal.id)
        self.goal = goal


class StepBack(Refusal):
    """A new total farther from the goal than the present one: possible, but asked about first.

    `goal.total` is what it is compared with: for a rhythm, what was done in this period.
    """

    def __init__(self, goal: Goal, typed: str, total: float) -> None:
        super().__init__(typed, total)
        self.goal = goal
        self.typed = typed
        self.total = total

    @property
    def is_step(self) -> bool:
        """Whether a step down to the total was typed, "-3", rather than the total itself."""
        return read_progress(self.typed, 0.0) != self.total


@dataclass(frozen=True, slots=True)
class GoalView:
    """A goal as of its owner's today; one of `pace` and `practice` is there unless it has no deadline.

    `shared_here` says whether everybody where it was asked for may see it. `history` is an outcome's total at the
    end of each day it moved; only `show_goal` looks it up.
    """

    goal: Goal
    today: date
    pace: Pace | None
    practice: Practice | None
    shared_here: bool
    history: tuple[tuple[date, float], ...] = ()


@dataclass(frozen=True, slots=True)
class Progressed:
    """A goal after a step, with a milestone to celebrate; `told_step` is how far it moved as `view` shows it."""

    view: GoalView
    step: float
    told_step: float
    milestone: Milestone | None


async def update_progress(
    context: Context, act: Act, goal_id: int, typed: str, *, back_is_meant: bool = False
) -> Progressed:
    """Take a new total ("180") or a step ("+20"); a rhythm's total is that of the running day, week or month.

    Raise StepBack to ask first, or another Refusal.
    """

    async def work(tx: Tx) -> Progressed:
        today = (await meet(tx, act)).member.today(act.at)
        goal = await running_goal(tx, act, goal_id, today)
        if goal.counts_itself:
            raise CountsItself(goal)
        if goal.target.days_until_it_begins(today):
            raise NotBegun(goal, typed, today)
        seen = await view_of(tx, act, goal, today)
        now = _standing(seen)
        total = read_progress(typed, now)
        if goal.target.is_back(total, now) and not back_is_meant:
            raise StepBack(replace(goal, total=now), typed, total)
        step = total - now
        aloud = await _view_again(tx, act, goal, today, with_quiet=False)
        aloud_step = step_aloud(step, _standing(aloud))
        update = Update(
            id=act.id,
            goal_id=goal.id,
            day_on=today,
            total=goal.total + step,
            step=step + _below(seen),
            aloud_total=aloud.goal.total + aloud_step,
            aloud_step=aloud_step + _below(aloud),
            made_at=act.at,
        )
        await goals.add_update(tx, update)
        told = await told_view(tx, act, goal, today)
        milestone = await milestones.claim(tx, act, await _as_all_see(tx, told))
        return Progressed(told, step, aloud_step if told.shared_here else step, milestone)

    return await commit(context, act, work)


async def _as_all_see(tx: Tx, told: GoalView) -> Goal:
    if told.shared_here or told.goal.private:
        return told.goal
    return still_there(await goals.find(tx, told.goal.id, with_quiet=False))


def _standing(view: GoalView) -> float:
    return view.goal.total if view.practice is None else view.practice.done


def _below(view: GoalView) -> float:
    return 0.0 if view.practice is None else view.practice.below


async def show_goal(context: Context, act: Act, goal_id: int) -> GoalView:
    """Return one of the asker's own goals. Raise GoneForGood or NotYours."""
    today = await _own_today(context, act, act.member_id)
    async with context.db.read() as connection:
        goal = still_there(await goals.find(connection, goal_id))
        act.check_own(goal.member_id)
        view = await view_of(connection, act, goal, today)
        if view.pace is None:
            return view
        steps = await goals.history(connection, goal)
    return replace(view, history=totals_by_day(goal.target, steps))


async def list_goals(context: Context, act: Act, member_id: int | None = None) -> list[GoalView]:
    """Return a member's running goals, oldest first; another's only those shared in a server both are in."""
    owner_id = act.member_id if member_id is None else member_id
    is_own = owner_id == act.member_id
    today = await _own_today(context, act, owner_id)
    async with context.db.read() as connection:
        owner = await members.find(connection, owner_id, act.server_id)
        if not is_own and not (owner and owner.in_server):
            return []
        found = [
            goal for goal in await goals.running_of(connection, owner_id, with_quiet=is_own) if _may_see(goal, act)
        ]
        return [await view_of(connection, act, goal, today, with_quiet=is_own) for goal in found]


async def _own_today(context: Context, act: Act, member_id: int) -> date:
    """Return a goal owner's local day, having let the changes that waited for it take effect."""
    async with context.db.read() as connection:
        owner = await members.find(connection, member_id)
        if owner is None:
            return act.at.date()  # a stranger has no goals to show
        today = owner.today(act.at)
        are_due = await goals.has_easings_due(connection, member_id, today)
    if are_due:  # nearly never: no transaction for looking
        await context.db.write(lambda tx: goals.apply_easings(tx, member_id, today))
    return today


async def running_goals(context: Context, act: Act) -> list[Goal]:
    """Return the asker's own running goals, for choosing one."""
    async with context.db.read() as connection:
        return await goals.running_of(connection, act.member_id)


async def my_goal(context: Context, act: Act, goal_id: int) -> Goal:
    """Return the asker's own running goal. Raise GoneForGood, NotYours or GoalEnded."""
    await _own_today(context, act, act.member_id)
    async with context.db.read() as connection:
        return await _own_running(connection, act, goal_id)


async def count_for_me(context: Context, act: Act, goal_id: int) -> GoalView:
    """Let the bot count, from today on, what was moved by hand so far. Raise GoneForGood, NotYours or GoalEnded."""

    async def work(tx: Tx) -> GoalView:
        today = (await meet(tx, act)).member.today(act.at)
        goal = await running_goal(tx, act, goal_id, today)
        await goals.count_from(tx, goal.id, today)
        return await view_of(tx, act, await running_goal(tx, act, goal_id, today), today)

    return await commit(context, act, work)


def _may_see(goal: Goal, act: Act) -> bool:
    return goal.member_id == act.member_id or _is_shared_here(goal, act)


def _is_shared_here(goal: Goal, act: Act) -> bool:
    return not goal.private and goal.server_id is not None and goal.server_id == act.server_id


async def running_goal(tx: Tx, act: Act, goal_id: int, today: date) -> Goal:
    """Return the asker's own goal while it runs. Raise GoneForGood, NotYours or GoalEnded."""
    await goals.apply_easings(tx, act.member_id, today)
    return await _own_running(tx, act, goal_id)


async def _own_running(connection: Connection, act: Act, goal_id: int) -> Goal:
    goal = still_there(await goals.find(connection, goal_id))
    act.check_own(goal.member_id)
    if not goal.is_running:
        raise GoalEnded(goal)
    return goal


async def told_view(connection: Connection, act: Act, goal: Goal, today: date) -> GoalView:
    """Return a goal as its owner's act is answered: for all, and without what was quiet, where it is shared."""
    return await _view_again(connection, act, goal, today, with_quiet=not _is_shared_here(goal, act))


async def _view_again(connection: Connection, act: Act, goal: Goal, today: date, *, with_quiet: bool) -> GoalView:
    found = still_there(await goals.find(connection, goal.id, with_quiet=with_quiet))
    return await view_of(connection, act, found, today, with_quiet=with_quiet)


async def view_of(connection: Connection, act: Act, goal: Goal, today: date, *, with_quiet: bool = True) -> GoalView:
    """Return a goal with its pace or practice as of its owner's `today`."""
    shared_here = _is_shared_here(goal, act)
    if goal.target.is_practice:
        by_day = await _done_by_day(connection, goal, with_quiet=with_quiet)
        past = await goals.past_rhythms(connection, goal.id)
        return GoalView(goal, today, None, practice(goal.target, by_day, today, past), shared_here)
    if goal.deadline_on is None:
        return GoalView(goal, today, None, None, shared_here)
    return GoalView(goal, today, pace(goal.target, goal.total, today), None, shared_here)


async def _done_by_day(connection: Connection, goal: Goal, *, with_quiet: bool) -> Mapping[date, float]:
    """Return what was done on each day: what the bot counted, and what was told besides."""
    done = defaultdict(float, await goals.steps_by_day(connection, goal.id, with_quiet=with_quiet))
    for count in await goals.counts_of(connection, goal, with_quiet=with_quiet):
        done[count.day_on] += count.amount
    return done


def told_by_hand(running: list[Goal]) -> list[Goal]:
    """Return the goals whose progress a member reports; those that count themselves are left out."""
    return [goal for goal in running if not goal.counts_itself]


def choose(running: list[Goal], typed: str) -> Goal:
    """Return the goal picked from the list (its id) or named by part of its words; the only one for nothing typed.

    Raise NoGoals where there is none, WhichGoal where the words fit none or several.
    """
    if not running:
        raise NoGoals
    fitting = [goal for goal in running if str(goal.id) == typed]
    fitting = fitting or [goal for goal in running if typed.casefold() in goal.text.casefold()]
    if len(fitting) != 1:
        raise WhichGoal(running)
    return fitting[0]


def choose_to_move(running: list[Goal], typed: str, progress: str) -> Goal:
    """Choose as `choose` does, preferring goals told by hand. Raise WhichGoalMoves to ask, with what was typed kept."""
    by_hand = told_by_hand(running)
    try:
        return choose(running if typed or not by_hand else by_hand, typed)
    except WhichGoal as which:
        raise WhichGoalMoves(by_hand or which.running, progress) from None
