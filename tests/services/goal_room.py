"""A room for the goal services: members acting on a real database, one interaction after the other."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from itertools import count
from typing import Any

from db.database import Database
from rules.goals.goal import Goal
from rules.schedule.due import Due
from services import streaks
from services.acts import Act
from services.context import Context
from services.goals import drafts as goal_drafts
from services.goals import running as goals
from services.goals.drafts import Confirmed, Drafted, Understood
from services.goals.milestones import MilestoneMessage
from services.schedule import run as schedule
from services.streaks import EntryInput
from tests.kinds import KINDS

MARA, TOMAS = 101, 102
INK, OTHER = 11, 12
GENERAL, ELSEWHERE = 21, 22
MONDAY = datetime(2026, 1, 5, 9, 0, tzinfo=UTC)


@dataclass
class Fixed:
    """A clock the test sets."""

    at: datetime = MONDAY

    def now(self) -> datetime:
        return self.at


@dataclass
class Room:
    """Members acting on a real database, one interaction after the other."""

    context: Context
    clock: Fixed

    def __post_init__(self) -> None:
        self._ids = count(1000)

    def act(
        self,
        member_id: int = MARA,
        *,
        server_id: int | None = INK,
        channel_id: int | None = GENERAL,
        days: float = 0,
    ) -> Act:
        number = next(self._ids)
        at = self.clock.at + timedelta(days=days, seconds=number - 1000)
        return Act(number, member_id, server_id, channel_id, at)

    async def set(self, text: str, act: Act | None = None, *, private: bool = False) -> Goal:
        act = act or self.act()
        drafted = await goal_drafts.draft_goal(self.context, act, text, private=private)
        assert isinstance(drafted.found, Understood), text
        confirmed = await self.confirm(drafted, act)
        return confirmed.view.goal

    async def confirm(self, drafted: Drafted, act: Act) -> Confirmed:
        confirmed = await goal_drafts.confirm(self.context, replace(act, id=next(self._ids)), drafted.draft.id)
        assert isinstance(confirmed, Confirmed)
        return confirmed

    async def change(self, goal: Goal, text: str, *, days: float = 0) -> Confirmed:
        act = self.act(goal.member_id, days=days)
        return await self.confirm(await goal_drafts.draft_goal(self.context, act, text, goal_id=goal.id), act)

    async def tell(self, goal: Goal, typed: str, act: Act | None = None, **more: Any) -> goals.Progressed:
        return await goals.update_progress(self.context, act or self.act(goal.member_id), goal.id, typed, **more)

    async def total(self, goal: Goal, *, days: float = 0) -> float:
        return (await goals.show_goal(self.context, self.act(goal.member_id, days=days), goal.id)).goal.total

    async def write(self, words: int = 0, *, minutes: int = 0, days: float = 0, day: str | None = None) -> int:
        act = self.act(days=days)
        await streaks.record_entry(self.context, act, EntryInput(words=words, minutes=minutes, day=day))
        return act.id

    async def deliver(self, *, days: float = 0) -> list[MilestoneMessage]:
        sent: list[MilestoneMessage] = []

        async def take(_due: Due, message: Any) -> None:
            if isinstance(message, MilestoneMessage):
                sent.append(message)

        self.clock.at += timedelta(days=days, hours=1)
        await schedule.run_due(self.context, KINDS, take)
        return sent


def open_room(db: Database) -> Room:
    """Return a room on an empty database, on a Monday morning."""
    clock = Fixed()
    return Room(Context(db, clock), clock)
