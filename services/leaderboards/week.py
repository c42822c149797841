"""What the weekly post tells besides its boards: milestones, comebacks, newcomers, and a tip."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta

from db import goals, streaks
from db.connection import Connection, Tx
from db.leaderboards import week
from rules.goals.goal import milestones_reached
from rules.kit.calendar import wall_clock
from rules.leaderboards import DayWritten, GoalMilestone, in_turns
from rules.servers import Server
from rules.streaks.streak import is_comeback, streak
from rules.tips import Tip
from services import tips

# How many of each kind the post names; it says how many more there are.
NAMED = 8
ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class WeekNews:
    """A server's week: milestones with the highest first, and the ids of who came back and who began."""

    milestones: tuple[GoalMilestone, ...] = ()
    comebacks: tuple[int, ...] = ()
    newcomers: tuple[int, ...] = ()
    tip: Tip | None = None

    @property
    def named_ids(self) -> set[int]:
        """Everyone the post names for it."""
        reached = (each.member_id for each in self.milestones[:NAMED])
        shared = () if self.tip is None else (self.tip.member_id,)
        return {*reached, *self.comebacks[:NAMED], *self.newcomers[:NAMED], *shared}


async def news_of(connection: Connection, server: Server, first: date, last: date) -> WeekNews:
    """Return what happened from `first` to `last`, the server's own days.

    Milestones and first entries count by when they were logged, so that weeks leave no gap for a late entry.
    Whoever left the server, opted out of boards or wrote only quietly is not in it.
    """
    span = (wall_clock(first, time(), server.zone), wall_clock(last + ONE_DAY, time(), server.zone))
    return WeekNews(
        milestones=tuple(in_turns(await _milestones(connection, server.id, *span))),
        comebacks=await _comebacks(connection, server.id, first, last),
        newcomers=tuple(await week.newcomers(connection, server.id, *span)),
        tip=await tips.tip_of_the_week(connection, server.id, last + ONE_DAY),
    )


async def _milestones(
    connection: Connection, server_id: int, from_at: datetime, to_at: datetime
) -> list[GoalMilestone]:
    """Return the highest milestone each shared goal reached in a span and still stands at, as others see it."""
    told: dict[int, GoalMilestone] = {}
    for goal_id, percent in await week.milestones(connection, server_id, from_at, to_at):
        if goal_id in told:
            continue
        goal = await goals.find(connection, goal_id, with_quiet=False)
        if goal is not None and percent in milestones_reached(goal.target, goal.total):
            told[goal_id] = GoalMilestone(goal.member_id, goal.text, percent, goal.channel_id)
    return list(told.values())


async def remember(tx: Tx, news: WeekNews, post_on: date) -> None:
    """Keep what the post of a day told that should not come again soon."""
    if news.tip is not None:
        await tips.tip_shown(tx, news.tip, post_on)


async def _comebacks(connection: Connection, server_id: int, first: date, last: date) -> tuple[int, ...]:
    found: dict[int, None] = {}
    for written in await week.days_written(connection, server_id, first, last):
        follows_a_gap = written.previous_on is not None and written.day_on - written.previous_on > ONE_DAY
        if follows_a_gap and written.member_id not in found and await _came_back(connection, written):
            found[written.member_id] = None
    return tuple(found)


async def _came_back(connection: Connection, written: DayWritten) -> bool:
    history = (await streaks.log_of(connection, written.member_id, written.joined_on)).history
    days_before = frozenset(day for day in history.entry_days if day < written.day_on)
    return is_comeback(streak(replace(history, entry_days=days_before), written.day_on), written.day_on)
