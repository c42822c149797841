"""Goals against a real database: progress, who sees what, endings, milestones."""

from __future__ import annotations

import asyncio
from datetime import date, timedelta
from functools import partial

import pytest

from db import goals as goals_db
from db.database import Database
from rules.goals.goal import Ending, Goal
from services import streaks
from services.acts import GoneForGood, NotYours
from services.goals import drafts as goal_drafts
from services.goals import endings, milestones
from services.goals import running as goals
from services.goals.running import CountsItself, GoalEnded, GoalView, NoGoals, StepBack, WhichGoal
from tests.services.goal_room import ELSEWHERE, GENERAL, MARA, OTHER, TOMAS, Room, open_room


@pytest.fixture
def room(db: Database) -> Room:
    return open_room(db)


# Progress


async def test_totals_and_steps(room: Room) -> None:
    goal = await room.set("500 followers in 3 months")

    assert (await room.tell(goal, "80")).step == 80
    assert (await room.tell(goal, "+20")).view.goal.total == 100
    with pytest.raises(StepBack) as back:
        await room.tell(goal, "90")
    assert (back.value.total, back.value.goal.total) == (90, 100)
    assert await room.total(goal) == 100
    assert (await room.tell(goal, "90", back_is_meant=True)).step == -10


async def test_the_same_step_twice_counts_once(room: Room) -> None:
    goal = await room.set("500 followers in 3 months")
    act = room.act()

    await asyncio.gather(*(room.tell(goal, "+20", act) for _ in range(3)))

    assert await room.total(goal) == 20


async def test_nobody_reports_on_ends_or_changes_another_members_goal(room: Room) -> None:
    goal = await room.set("500 followers in 3 months")
    tomas = room.act(TOMAS)

    with pytest.raises(NotYours):
        await room.tell(goal, "+20", tomas)
    with pytest.raises(NotYours):
        await endings.drop_goal(room.context, tomas, goal.id, "-")
    with pytest.raises(NotYours):
        await goal_drafts.draft_goal(room.context, tomas, "1 follower in 9 months", goal_id=goal.id)
    with pytest.raises(GoneForGood):
        await goals.update_progress(room.context, room.act(), 12345, "+20")
    assert await room.total(goal) == 0


async def test_a_rhythm_is_told_in_this_weeks_total_or_by_steps(room: Room) -> None:
    goal = await room.set("3 posts a week")
    await room.tell(goal, "+1")
    done = (await room.tell(goal, "3")).view.practice
    assert done is not None
    assert (done.done, done.kept) == (3, 1)

    room.clock.at += timedelta(days=7)
    told = await room.tell(goal, "2")
    assert told.view.practice is not None
    assert (told.step, told.view.practice.done, told.view.practice.kept) == (2, 2, 1)
    with pytest.raises(StepBack) as back:
        await room.tell(goal, "1")
    assert back.value.goal.total == 2


async def test_a_rhythm_of_words_counts_itself(room: Room) -> None:
    goal = await room.set("500 words a day")
    await room.write(300)
    undone = await room.write(300)

    kept = (await goals.show_goal(room.context, room.act(), goal.id)).practice
    await streaks.set_undone(room.context, room.act(), undone, undone=True)
    open_again = (await goals.show_goal(room.context, room.act(), goal.id)).practice

    assert kept is not None
    assert (kept.done, kept.kept) == (600, 1)
    assert open_again is not None
    assert (open_again.done, open_again.kept) == (300, 0)
    with pytest.raises(CountsItself):
        await room.tell(goal, "+100")


async def test_an_outcome_in_words_grows_with_what_is_written_from_its_first_day(room: Room) -> None:
    await room.write(400)
    goal = await room.set("50k words by Nov 30")
    await room.write(1000, day="yesterday")
    assert await room.total(goal) == 400

    entry = await room.write(600)
    assert await room.total(goal) == 1000
    await streaks.set_undone(room.context, room.act(), entry, undone=True)
    assert await room.total(goal) == 400


async def test_a_total_told_by_hand_is_where_wrote_goes_on_from(room: Room) -> None:
    goal = await room.set("50k words by Nov 30")
    await room.write(1000)
    told = await room.tell(goal, "12000")
    assert (told.step, told.view.goal.total) == (11000, 12000)

    await room.write(500)
    assert await room.total(goal) == 12500
    assert (await room.tell(goal, "+100")).view.goal.total == 12600


async def test_a_start_of_its_own_already_holds_what_was_written_before(room: Room) -> None:
    await room.write(400)
    goal = await room.set("from 10k to 50k words by Nov 30")
    await room.write(600)

    assert await room.total(goal) == 10_600


async def test_minutes_make_hours(room: Room) -> None:
    goal = await room.set("20 hours by Nov 30")
    await room.write(minutes=90)

    assert await room.total(goal) == 1.5


async def test_writing_counts_as_the_goals_last_update(room: Room) -> None:
    goal = await room.set("50k words by Nov 30")
    await room.write(100, days=3)

    async with room.context.db.read() as connection:
        found = await goals_db.find(connection, goal.id)
    assert found is not None
    assert found.updated_on == date(2026, 1, 8)


# Who sees what


async def test_a_shared_goal_is_seen_in_its_server_only(room: Room) -> None:
    goal = await room.set("500 followers in 3 months")

    there = await goals.list_goals(room.context, room.act(TOMAS), MARA)
    assert [view.goal.id for view in there] == [goal.id]
    assert there[0].shared_here
    for elsewhere in (room.act(TOMAS, server_id=OTHER), room.act(TOMAS, server_id=None)):
        assert await goals.list_goals(room.context, elsewhere, MARA) == []


@pytest.mark.parametrize("private", [False, True])
async def test_a_goal_is_opened_by_its_owner_alone_also_where_others_see_it_listed(room: Room, private: bool) -> None:
    goal = await room.set("500 followers in 3 months", private=private)

    assert (await goals.show_goal(room.context, room.act(), goal.id)).goal.id == goal.id
    with pytest.raises(NotYours):
        await goals.show_goal(room.context, room.act(TOMAS), goal.id)


async def test_an_answer_about_a_goal_is_public_only_in_its_own_server(room: Room) -> None:
    goal = await room.set("500 followers in 3 months")

    assert (await room.tell(goal, "+1", room.act())).view.shared_here
    assert not (await room.tell(goal, "+1", room.act(server_id=OTHER))).view.shared_here
    assert not (await room.tell(goal, "+1", room.act(server_id=None))).view.shared_here


@pytest.mark.parametrize("in_dm", [False, True])
async def test_a_private_goal_is_seen_by_nobody_else(room: Room, in_dm: bool) -> None:
    act = room.act(server_id=None) if in_dm else room.act()
    goal = await room.set("500 followers in 3 months", act, private=not in_dm)

    assert goal.private
    assert await goals.list_goals(room.context, room.act(TOMAS), MARA) == []
    assert await goals.list_goals(room.context, room.act(TOMAS, server_id=None), MARA) == []
    assert len(await goals.list_goals(room.context, room.act())) == 1
    practice = await goal_drafts.propose_practice(room.context, room.act(), goal.id, 0)
    assert practice.view.goal.private


async def test_goals_of_somebody_never_met_are_none(room: Room) -> None:
    assert await goals.list_goals(room.context, room.act(), 777) == []


# Ending


async def end(room: Room, goal: Goal, ending: Ending) -> GoalView:
    if ending is Ending.DROPPED:
        return await endings.drop_goal(room.context, room.act(), goal.id, "too much at once")
    return await endings.finish_goal(room.context, room.act(), goal.id, early_is_meant=True)


@pytest.mark.parametrize("ending", Ending)
async def test_an_ended_goal_takes_no_more_and_ends_once(room: Room, ending: Ending) -> None:
    goal = await room.set("500 followers in 3 months")
    await end(room, goal, ending)

    for late in (
        room.tell(goal, "+1"),
        room.change(goal, "600 followers in 3 months"),
        end(room, goal, Ending.FINISHED),
        goal_drafts.propose_practice(room.context, room.act(), goal.id, 0),
    ):
        with pytest.raises(GoalEnded) as ended:
            await late
        assert ended.value.goal.ending is ending
    assert await goals.list_goals(room.context, room.act()) == []


async def test_words_written_after_the_end_are_not_the_goals(room: Room) -> None:
    goal = await room.set("50k words by Nov 30")
    await room.write(500)
    await end(room, goal, Ending.FINISHED)
    await room.write(900)

    assert await room.total(goal) == 500


# Milestones


async def test_a_milestone_is_celebrated_once_however_the_total_moves(room: Room) -> None:
    goal = await room.set("500 followers in 3 months")

    half = (await room.tell(goal, "260")).milestone
    assert half is not None
    assert (half.percent, half.told_in) == (50, None)
    room.clock.at += timedelta(days=2)
    assert (await room.tell(goal, "10", back_is_meant=True)).milestone is None
    assert (await room.tell(goal, "270")).milestone is None
    last = (await room.tell(goal, "500")).milestone
    assert last is not None
    assert last.percent == 100
    assert await room.deliver() == []


async def test_a_milestone_that_was_a_slip_is_celebrated_when_it_is_true(room: Room) -> None:
    goal = await room.set("500 followers in 3 months")
    assert (await room.tell(goal, "1200")).milestone == milestones.Milestone(100, None)
    assert (await room.tell(goal, "120", back_is_meant=True)).milestone is None

    room.clock.at += timedelta(days=20)

    assert (await room.tell(goal, "130")).milestone == milestones.Milestone(25, None)
    assert (await room.tell(goal, "500")).milestone == milestones.Milestone(100, None)


async def test_no_milestone_is_told_whose_words_were_taken_back_and_it_is_when_it_is_true(room: Room) -> None:
    goal = await room.set("50k words by November 30")
    slip = await room.write(60_000)
    await streaks.set_undone(room.context, room.act(), slip, undone=True)
    await room.write(600)
    assert await room.deliver() == []

    await room.write(50_000, days=3)

    assert [(said.goal.id, said.percent) for said in await room.deliver(days=3)] == [(goal.id, 100)]


async def test_a_milestone_is_celebrated_anew_after_it_was_said_and_taken_back(room: Room) -> None:
    await room.set("50k words by November 30")
    slip = await room.write(60_000)
    assert [said.percent for said in await room.deliver()] == [100]
    await streaks.set_undone(room.context, room.act(), slip, undone=True)
    assert await room.deliver() == []

    await room.write(51_000, days=2)

    assert [said.percent for said in await room.deliver(days=2)] == [100]


async def test_a_milestone_reached_elsewhere_is_told_where_the_goal_was_shared(room: Room) -> None:
    goal = await room.set("500 followers in 3 months")

    told = await room.tell(goal, "+125", room.act(server_id=None, channel_id=99))

    assert told.milestone == milestones.Milestone(25, GENERAL)
    sent = await room.deliver()
    assert [(message.percent, message.channel_id, message.goal.id) for message in sent] == [(25, GENERAL, goal.id)]
    assert await room.deliver(days=1) == []


async def test_a_private_goals_milestone_is_told_to_nobody_else(room: Room) -> None:
    goal = await room.set("500 followers in 3 months", private=True)

    told = await room.tell(goal, "+125", room.act(channel_id=ELSEWHERE))

    assert told.milestone == milestones.Milestone(25, None)
    assert await room.deliver() == []


async def test_a_milestone_reached_by_writing_is_told_once_and_a_private_one_waits(room: Room) -> None:
    shared = await room.set("10k words by Nov 30")
    private = await room.set("10k words by Nov 29", private=True)
    await room.write(2500)
    for act in (room.act(channel_id=ELSEWHERE), room.act(channel_id=ELSEWHERE)):
        await room.context.db.write(partial(milestones.claim_counted, member_id=MARA, at=act.at))

    assert [(message.goal.id, message.percent) for message in await room.deliver()] == [(shared.id, 25)]
    assert (await room.tell(private, "2500")).milestone == milestones.Milestone(25, None)


async def test_a_rhythm_has_no_milestones(room: Room) -> None:
    goal = await room.set("3 posts a week")

    assert (await room.tell(goal, "3")).milestone is None


# Choosing


async def test_the_only_goal_needs_no_naming(room: Room) -> None:
    with pytest.raises(NoGoals):
        goals.choose(await goals.running_goals(room.context, room.act()), "")
    followers = await room.set("500 followers in 3 months")
    running = await goals.running_goals(room.context, room.act())
    assert goals.choose(running, "").id == followers.id

    words = await room.set("500 words a day")
    running = await goals.running_goals(room.context, room.act())
    with pytest.raises(WhichGoal):
        goals.choose(running, "")
    with pytest.raises(WhichGoal):
        goals.choose(running, "500")
    with pytest.raises(WhichGoal):
        goals.choose(running, "novel")
    assert goals.choose(running, "WORDS").id == words.id
    assert goals.choose(running, str(words.id)).id == words.id
    assert goals.choose_to_move(running, "", "+20").id == followers.id
