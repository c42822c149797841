"""Setting and changing goals against a real database: rights, repeats, changes that wait."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from db.database import Database
from rules.goals.draft import DRAFTS_KEPT
from rules.goals.reading.answers import GoalQuestion
from rules.goals.reading.read import read_goal
from services import members
from services.acts import GoneForGood, NotYours
from services.goals import drafts as goal_drafts
from services.goals import running as goals
from services.goals.drafts import Drafted
from tests.services.goal_room import GENERAL, INK, MARA, TOMAS, Room, open_room


@pytest.fixture
def room(db: Database) -> Room:
    return open_room(db)


# Setting


async def test_sentences_are_read_before_anybody_has_to_wait_for_the_write(
    room: Room, monkeypatch: pytest.MonkeyPatch
) -> None:
    threads = []

    def noting(text: str, today: date) -> Any:
        threads.append(threading.current_thread())
        return read_goal(text, today)

    monkeypatch.setattr(goal_drafts, "read_goal", noting)
    drafted = await goal_drafts.draft_goal(room.context, room.act(), "500 followers in 3 months")
    await goal_drafts.mend_draft(room.context, room.act(), drafted.draft.id, "400 followers in 3 months")

    assert threads == [threading.main_thread()] * 2  # the writer has a thread of its own


async def test_nothing_is_a_goal_before_it_is_confirmed(room: Room) -> None:
    await goal_drafts.draft_goal(room.context, room.act(), "500 followers in 3 months")

    assert await goals.list_goals(room.context, room.act()) == []


async def test_a_confirmed_goal_is_what_was_understood(room: Room) -> None:
    goal = await room.set("from 120 to 500 followers in 3 months")

    assert (goal.target.start, goal.target.amount, goal.target.unit) == (120, 500, "followers")
    assert (goal.starts_on, goal.deadline_on) == (date(2026, 1, 5), date(2026, 4, 5))
    assert (goal.server_id, goal.channel_id, goal.total) == (INK, GENERAL, 120)


async def test_confirming_twice_at_once_sets_one_goal_and_says_new_once(room: Room) -> None:
    act = room.act()
    drafted = await goal_drafts.draft_goal(room.context, act, "500 followers in 3 months")

    both = await asyncio.gather(*(room.confirm(drafted, act) for _ in range(2)))

    assert sorted(each.is_new for each in both) == [False, True]
    assert both[0].view.goal == both[1].view.goal
    assert len(await goals.list_goals(room.context, room.act())) == 1


async def test_of_what_became_no_goal_the_last_hundred_are_kept_and_every_goal_keeps_its_words(room: Room) -> None:
    kept = await goal_drafts.draft_goal(room.context, room.act(), "500 words by June 30")
    await room.confirm(kept, room.act())
    typed = [
        await goal_drafts.draft_goal(room.context, room.act(), f"{number} followers by June 30")
        for number in range(1, DRAFTS_KEPT + 3)
    ]
    for gone in typed[:2]:
        with pytest.raises(GoneForGood):
            await goal_drafts.my_draft(room.context, room.act(), gone.draft.id)

    for there in (kept, typed[2], typed[-1]):
        assert (await goal_drafts.my_draft(room.context, room.act(), there.draft.id)).text == there.draft.text


async def test_the_same_command_twice_is_one_draft(room: Room) -> None:
    act = room.act()
    first = await goal_drafts.draft_goal(room.context, act, "500 followers in 3 months")
    second = await goal_drafts.draft_goal(room.context, act, "500 followers in 3 months")

    assert first == second


@pytest.mark.parametrize(
    "press",
    [
        goal_drafts.confirm,
        goal_drafts.let_go,
        goal_drafts.my_draft,
        lambda context, act, draft_id: goal_drafts.mend_draft(context, act, draft_id, "1 post a week"),
        lambda context, act, draft_id: goal_drafts.pick_reading(context, act, draft_id, 0),
    ],
)
async def test_nobody_touches_another_members_draft(room: Room, press: Callable[..., Any]) -> None:
    drafted = await goal_drafts.draft_goal(room.context, room.act(), "500 followers in 3 months")

    with pytest.raises(NotYours):
        await press(room.context, room.act(TOMAS), drafted.draft.id)
    with pytest.raises(GoneForGood):
        await press(room.context, room.act(), 99)


async def test_a_question_is_answered_by_one_of_its_readings(room: Room) -> None:
    act = room.act()
    drafted = await goal_drafts.draft_goal(room.context, act, "500 followers")
    assert isinstance(drafted.found, GoalQuestion)
    assert drafted.found.readings

    with pytest.raises(GoneForGood):
        await room.confirm(drafted, act)
    with pytest.raises(GoneForGood):
        await goal_drafts.pick_reading(room.context, room.act(), act.id, 9)
    picked = await goal_drafts.pick_reading(room.context, room.act(), act.id, 1)
    goal = (await room.confirm(picked, act)).view.goal

    assert goal.deadline_on == drafted.found.readings[1].deadline
    assert goal.text == "500 followers"


async def test_words_let_go_can_be_mended_and_set_after_all(room: Room) -> None:
    act = room.act()
    drafted = await goal_drafts.draft_goal(room.context, act, "500 followers in 3 months")
    await goal_drafts.let_go(room.context, room.act(), drafted.draft.id)
    with pytest.raises(GoneForGood):
        await room.confirm(drafted, act)

    mended = await goal_drafts.mend_draft(room.context, room.act(), drafted.draft.id, "400 followers in 3 months")

    assert (await room.confirm(mended, act)).view.goal.target.amount == 400


async def test_a_form_sent_after_the_goal_was_set_changes_that_goal(room: Room) -> None:
    goal = await room.set("500 followers in 3 months")

    mended = await goal_drafts.mend_draft(room.context, room.act(), goal.id, "600 followers in 3 months")
    await room.confirm(mended, room.act())

    assert [view.goal.target.amount for view in await goals.list_goals(room.context, room.act())] == [600]
    with pytest.raises(GoneForGood):
        await goal_drafts.let_go(room.context, room.act(), goal.id)


async def test_a_draft_that_lay_past_its_deadline_is_asked_about_instead_of_set(room: Room) -> None:
    act = room.act()
    drafted = await goal_drafts.draft_goal(room.context, act, "500 followers by 20 January 2026")

    stale = await goal_drafts.confirm(room.context, room.act(days=16), drafted.draft.id)

    assert isinstance(stale, Drafted)
    assert isinstance(stale.found, GoalQuestion)
    assert await goals.list_goals(room.context, room.act()) == []


async def test_a_rhythm_towards_an_outcome_is_taken_up_once(room: Room) -> None:
    goal = await room.set("500 followers in 3 months")

    first = await goal_drafts.propose_practice(room.context, room.act(), goal.id, 1)
    second = await goal_drafts.propose_practice(room.context, room.act(), goal.id, 2)

    assert first.view.goal == goal
    assert first.practice is not None
    assert first.practice.goal.text == "2 posts a week until 5 April 2026"
    assert first.practice.goal.deadline_on == goal.deadline_on
    assert (first.is_new, second.is_new) == (True, False)
    assert second.practice == first.practice
    with pytest.raises(NotYours):
        await goal_drafts.propose_practice(room.context, room.act(TOMAS), goal.id, 1)
    with pytest.raises(GoneForGood):
        await goal_drafts.propose_practice(room.context, room.act(), goal.id, 7)


async def test_the_day_a_goal_starts_is_the_members_own(room: Room) -> None:
    await members.choose_zone(room.context, room.act(), ZoneInfo("Pacific/Auckland"))
    room.clock.at = datetime(2026, 1, 5, 20, 0, tzinfo=UTC)  # Tuesday morning in Auckland

    assert (await room.set("500 followers in 3 months")).starts_on == date(2026, 1, 6)


# Changing


async def test_harder_holds_at_once_and_keeps_the_progress(room: Room) -> None:
    goal = await room.set("500 followers in 3 months")
    await room.tell(goal, "180")

    changed = await room.change(goal, "600 followers by 5 April 2026")

    assert changed.easier_on is None
    assert (changed.view.goal.target.amount, changed.view.goal.total) == (600, 180)
    assert changed.view.goal.starts_on == goal.starts_on


async def test_easier_waits_seven_days(room: Room) -> None:
    goal = await room.set("from 120 to 500 followers in 3 months")
    await room.tell(goal, "180")

    changed = await room.change(goal, "400 followers by 5 April 2026")
    assert changed.easier_on == date(2026, 1, 12)
    assert changed.view.goal.target.amount == 500

    before = (await goals.show_goal(room.context, room.act(days=6), goal.id)).goal
    after = (await goals.show_goal(room.context, room.act(days=7), goal.id)).goal
    assert (before.target.amount, before.text) == (500, goal.text)
    assert (after.target.amount, after.text) == (400, "400 followers by 5 April 2026")
    assert (after.total, after.target.start, after.easier_on) == (180, 120, None)


async def test_an_easier_change_takes_effect_whoever_looks(room: Room) -> None:
    goal = await room.set("500 followers in 3 months")
    await room.change(goal, "400 followers by 5 April 2026")

    seen = await goals.list_goals(room.context, room.act(TOMAS, days=8), MARA)

    assert [view.goal.target.amount for view in seen] == [400]


async def test_a_harder_change_replaces_an_easier_one_that_waits(room: Room) -> None:
    goal = await room.set("500 followers in 3 months")
    await room.change(goal, "400 followers by 5 April 2026")
    await room.change(goal, "700 followers by 5 April 2026")

    assert (await goals.show_goal(room.context, room.act(days=8), goal.id)).goal.target.amount == 700


async def test_confirming_a_change_twice_changes_once(room: Room) -> None:
    goal = await room.set("500 followers in 3 months")
    act = room.act()
    drafted = await goal_drafts.draft_goal(room.context, act, "400 followers by 5 April 2026", goal_id=goal.id)
    await room.confirm(drafted, act)
    again = await room.confirm(drafted, replace(act, at=act.at + timedelta(days=3)))

    assert again.easier_on == date(2026, 1, 12)


async def test_a_goal_past_its_deadline_gets_a_new_date_at_once(room: Room) -> None:
    goal = await room.set("500 followers by 20 January 2026")

    changed = await room.change(goal, "500 followers by 20 February 2026", days=20)

    assert changed.easier_on is None
    assert changed.view.goal.deadline_on == date(2026, 2, 20)


async def test_weeks_kept_survive_a_harder_rhythm(room: Room) -> None:
    goal = await room.set("3 posts a week")
    await room.tell(goal, "3")
    room.clock.at += timedelta(days=7)

    changed = await room.change(goal, "5 posts a week")

    assert changed.view.practice is not None
    assert (changed.view.practice.kept, changed.view.practice.planned) == (1, 1)


async def test_weeks_kept_survive_an_easier_rhythm_that_waited(room: Room) -> None:
    goal = await room.set("3 posts a week")
    await room.tell(goal, "2")
    await room.change(goal, "1 post a week")
    room.clock.at += timedelta(days=15)

    shown = (await goals.show_goal(room.context, room.act(), goal.id)).practice

    assert shown is not None
    assert (shown.kept, shown.planned) == (0, 2)  # 2 of 3 stays missed; the week after asked for 1 and got 0


async def test_an_outcome_that_becomes_a_rhythm_begins_anew(room: Room) -> None:
    goal = await room.set("500 followers in 3 months")
    await room.tell(goal, "180")
    await room.change(goal, "3 posts a week")

    shown = await goals.show_goal(room.context, room.act(days=7), goal.id)

    assert shown.goal.starts_on == date(2026, 1, 12)
    assert shown.practice is not None
    assert (shown.practice.done, shown.practice.planned) == (0, 0)
