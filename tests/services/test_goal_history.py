"""A goal's way to its total, from a real database: what the pace picture draws."""

from __future__ import annotations

from datetime import date

import pytest

from db.database import Database
from rules.goals.goal import Goal
from rules.streaks.streak import LEAST_DAYS_SHOWN, YEAR_DAYS
from services import streaks
from services.goals import running as goals
from services.goals.running import GoalView
from tests.services.goal_room import Room, open_room


@pytest.fixture
def room(db: Database) -> Room:
    return open_room(db)


def january(day: int) -> date:
    return date(2026, 1, day)


async def shown(room: Room, goal: Goal, *, days: float = 0) -> GoalView:
    return await goals.show_goal(room.context, room.act(goal.member_id, days=days), goal.id)


async def test_totals_told_by_hand(room: Room) -> None:
    goal = await room.set("500 followers in 3 months")
    await room.tell(goal, "80")
    await room.tell(goal, "+20", room.act(days=3))
    await room.tell(goal, "+5", room.act(days=3))

    assert (await shown(room, goal, days=4)).history == ((january(5), 80), (january(8), 105))


async def test_writing_moves_a_goal_in_words_and_the_way_ends_at_its_total(room: Room) -> None:
    goal = await room.set("50k words by Nov 30")
    await room.write(300)
    undone = await room.write(999, days=1)
    await streaks.set_undone(room.context, room.act(days=1), undone, undone=True)
    await room.tell(goal, "1000", room.act(days=2))
    await room.write(200, days=3)
    await room.write(50, days=4, day="yesterday")
    view = await shown(room, goal, days=5)

    assert list(view.history) == [(january(5), 300), (january(7), 1000), (january(8), 1250)]
    assert view.history[-1][1] == view.goal.total


async def test_a_start_of_its_own_holds_what_was_written_before(room: Room) -> None:
    await room.write(700)
    goal = await room.set("from 10000 to 50000 words by Nov 30")
    await room.write(40)
    view = await shown(room, goal)

    assert list(view.history) == [(january(5), 10_040)]
    assert view.goal.total == 10_040


async def test_hours_are_minutes_by_sixty_and_nobody_elses(room: Room) -> None:
    goal = await room.set("100 hours by Nov 30")
    await room.write(minutes=90)

    assert (await shown(room, goal)).history == ((january(5), 1.5),)


async def test_a_rhythm_has_no_way_to_a_total(room: Room) -> None:
    goal = await room.set("3 posts a week")
    await room.tell(goal, "+1")

    assert (await shown(room, goal)).history == ()


async def test_the_year_shown_with_a_streak_begins_with_the_first_entry(room: Room) -> None:
    await room.write(10)
    await room.write(100, days=2)
    young = await streaks.show_streak(room.context, room.act(days=2))
    old = await streaks.show_streak(room.context, room.act(days=400))

    assert [mark.name for mark in young.year[:4]] == ["KEPT", "MISSED", "KEPT", "FUTURE"]
    assert (len(young.year), young.words) == (LEAST_DAYS_SHOWN, 110)
    assert [shade.name for shade in young.shades[:3]] == ["LITTLE", "LITTLE", "MUCH"]
    assert (len(old.year), old.words) == (YEAR_DAYS, 0)
