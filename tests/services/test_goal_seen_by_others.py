"""What others see of a goal is what they would see had its owner written nothing quietly, whatever was done since."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta
from itertools import count
from typing import Any

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from db.database import Database
from rules.goals.goal import Goal
from services import streaks
from services.goals import running as goals
from services.goals.running import GoalView
from services.streaks import EntryInput
from tests.services.goal_room import TOMAS, Room, open_room

KINDS = st.sampled_from(("write", "write quietly", "undo", "edit", "tell", "sleep"))
# What is done, with which entry or goal, and how much of it.
DAYS = st.lists(st.tuples(KINDS, st.integers(0, 5), st.integers(0, 5) | st.integers(0, 1500)), max_size=10)
Id = int | None


@pytest.fixture
def room(db: Database) -> Room:
    return open_room(db)


@dataclass
class Writer:
    """Somebody with a goal that the bot counts and a rhythm that may be told by hand besides."""

    room: Room
    id: int
    goals: list[Goal] = field(default_factory=list)
    entries: list[Id] = field(default_factory=list)
    undone: set[int] = field(default_factory=set)

    async def begin(self) -> Writer:
        for text in ("1,000 words by March 31", "3 posts a week"):
            self.goals.append(await self.room.set(text, self.room.act(self.id)))
        return self

    async def write(self, amount: int, *, quiet: bool = False) -> object:
        outcome = await streaks.record_entry(self.room.context, self.room.act(self.id), said(amount, quiet=quiet))
        self.entries.append(outcome.entry.id)
        return [as_read(view) for view in outcome.moved]

    async def undo(self, entry_id: Id) -> None:
        """Take an entry out of the log, or put it back."""
        if entry_id is not None:
            self.undone ^= {entry_id}
            undone = entry_id in self.undone
            await streaks.set_undone(self.room.context, self.room.act(self.id), entry_id, undone=undone)

    async def edit(self, entry_id: Id, amount: int) -> None:
        if entry_id is not None:
            await streaks.change_entry(self.room.context, self.room.act(self.id), entry_id, said(amount))

    async def standing(self, goal: int) -> float:
        view = await goals.show_goal(self.room.context, self.room.act(self.id), self.goals[goal].id)
        return view.goal.total if view.practice is None else view.practice.done

    async def tell(self, goal: int, total: float) -> object:
        progressed = await self.room.tell(self.goals[goal], f"{total:.0f}", back_is_meant=True)
        return as_read(progressed.view), progressed.told_step, progressed.milestone

    async def seen(self) -> object:
        return [as_read(view) for view in await goals.list_goals(self.room.context, self.room.act(TOMAS), self.id)]


def said(amount: int, *, quiet: bool = False) -> EntryInput:
    return EntryInput(words=amount, link=f"https://example.com/{amount % 3}", quiet=quiet)


def as_read(view: GoalView) -> object:
    return view.goal.total, view.goal.updated_on, view.pace, view.practice


async def do(kind: str, number: int, amount: int, writer: Writer, other: Writer) -> tuple[object, object]:
    """Let two do the same, but for what is quiet, and return what everybody reads of it; a total moves both as far."""
    match kind:
        case "write":
            return await writer.write(amount), await other.write(amount)
        case "write quietly":
            await writer.write(amount, quiet=True)
            other.entries.append(None)
        case "tell":
            goal = number % 2
            step = amount - await writer.standing(goal)
            theirs = max(0.0, await other.standing(goal) + step)
            return await writer.tell(goal, amount), await other.tell(goal, theirs)
        case "undo" | "edit" if writer.entries:
            for each in (writer, other):
                entry_id = each.entries[number % len(each.entries)]
                await (each.undo(entry_id) if kind == "undo" else each.edit(entry_id, amount))
        case "sleep":
            writer.room.clock.at += timedelta(days=1)
    return None, None


@pytest.fixture
def ids() -> count[int]:
    return count(5000)


@given(days=DAYS)
@example(days=[("write quietly", 0, 640), ("tell", 0, 660), ("undo", 0, 0)])
@settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture])
async def test_what_others_see_of_a_goal_never_tells_of_what_was_quiet(
    room: Room, ids: count[int], days: list[Any]
) -> None:
    writer, other = [await Writer(room, next(ids)).begin() for _ in range(2)]
    for kind, number, amount in days:
        read, read_of_other = await do(kind, number, amount, writer, other)

        assert read == read_of_other
    assert await writer.seen() == await other.seen()
