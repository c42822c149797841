"""/goal as members meet it: progress, milestones, pace, changes, endings."""

from __future__ import annotations

import pytest

from services.schedule import run as schedule
from tests.bot.goal_steps import lines, set_goal, show
from tests.world import World, typed_out

# Progress


async def test_a_total_then_a_step(world: World) -> None:
    await set_goal(world, "500 followers in 3 months")

    total = await world.mara.slash(world.general, "goal progress", to="80")
    assert not total.ephemeral
    assert total.response.content == f"<@{world.mara.id}> +80: **80** of 500 followers (16 %)"
    step = await world.mara.slash(world.general, "goal progress", to="+20")
    assert step.response.content == f"<@{world.mara.id}> +20: **100** of 500 followers (20 %)"


async def test_a_lower_total_asks_first(world: World) -> None:
    await set_goal(world, "500 followers in 3 months")
    await world.mara.slash(world.general, "goal progress", to="100")

    asked = await world.mara.slash(world.general, "goal progress", to="90")
    assert asked.ephemeral
    assert "You are at 100 followers, and 90 would be lower." in asked.response.content
    assert "**100** of 500" in await show(world)

    await world.restart()
    taken = await world.mara.click(asked.response, label="Yes, that is right")
    assert taken.response.content == "Noted: 10 followers less."
    assert "[Yes, that is right]" not in lines(taken.response)
    assert "**90** of 500" in world.general.last_message.content


async def test_a_step_down_is_asked_about_without_a_number_that_nobody_typed(world: World) -> None:
    await set_goal(world, "500 followers in 3 months")
    await world.mara.slash(world.general, "goal progress", to="100")

    total = await world.mara.slash(world.general, "goal progress", to="97")
    assert "would be lower. Is that right? To add to what you have, type a plus: `+97`." in total.response.content
    step = await world.mara.slash(world.general, "goal progress", to="-3")
    assert "You are at 100 followers, and 97 would be lower. Is that right?" in step.response.content
    assert "+97" not in step.response.content


async def test_a_lower_total_can_be_typed_again(world: World) -> None:
    await set_goal(world, "500 followers in 3 months")
    await world.mara.slash(world.general, "goal progress", to="1234567")
    asked = await world.mara.slash(world.general, "goal progress", to="1234560")

    form = await world.mara.click(asked.response, label="No, let me type it again")
    told = await world.mara.submit_modal(form, {"to": "1234570"})

    assert "**1,234,570** of 500 followers" in lines(told.response)


async def test_progress_that_cannot_be_read_says_how_to_write_it(world: World) -> None:
    await set_goal(world, "500 followers in 3 months")

    refused = await world.mara.slash(world.general, "goal progress", to="1,5 lots")

    assert refused.ephemeral
    assert "I could not read “1,5 lots” as progress." in refused.response.content


async def test_a_rhythm_is_told_by_steps_and_starts_again_each_week(world: World) -> None:
    await set_goal(world, "3 posts a week")
    await world.mara.slash(world.general, "goal progress", to="+1")
    told = await world.mara.slash(world.general, "goal progress", to="3")
    assert told.response.content == f"<@{world.mara.id}> +2: **3** of 3 posts this week"
    assert "This week: **3** of 3 posts. Done.\nKept 1 of 1 week so far" in await show(world)

    await world.pass_time(days=7)

    assert "This week: **0** of 3 posts.\nKept 1 of 1 week so far" in await show(world)


async def test_writing_moves_goals_in_words(world: World) -> None:
    await set_goal(world, "50k words by Nov 30")
    await set_goal(world, "500 words a day")
    await world.mara.slash(world.general, "wrote", words=800)

    assert "**800** of 50,000 words (1 %)" in await show(world, "50k")
    assert "I count this for you: the words of your `/wrote`." in await show(world, "50k")
    assert "Today: **800** of 500 words. Done." in await show(world, "500 words")
    # The rhythm counts itself, so progress without a name can only mean the other one.
    told = await world.mara.slash(world.general, "goal progress", to="1000")
    assert "+200: **1,000** of 50,000 words (2 %)" in told.response.content
    refused = await world.mara.slash(world.general, "goal progress", to="1000", goal="500 words")
    assert "counts itself" in refused.response.content


# Milestones


async def test_a_milestone_is_celebrated_in_the_answer(world: World) -> None:
    await set_goal(world, "500 followers in 3 months")

    told = lines((await world.mara.slash(world.general, "goal progress", to="250")).response)

    assert told.startswith("### mara has passed halfway to 500 followers")
    assert await world.tick() == 0


async def test_a_milestone_reached_in_a_dm_is_told_in_the_goals_channel(world: World) -> None:
    await set_goal(world, "500 followers in 3 months")
    before = len(world.general.history())

    told = lines((await world.mara.user.slash("goal progress", to="500")).response)
    assert "has reached 500 followers!" in told
    assert f"I tell <#{world.general.id}> too." in told
    await world.tick()
    await world.tick()

    posted = world.general.history()[before:]
    assert [lines(message).splitlines()[0] for message in posted] == ["mara has reached 500 followers!"]


async def test_a_goal_whose_channel_is_gone_goes_on(world: World) -> None:
    channel = world.guild.create_text_channel("short-lived")
    shown = await world.mara.slash(channel, "goal set", text="500 followers in 3 months")
    await world.mara.click(shown.response, label="Looks right")
    world.env.backend.delete_channel(channel.id)

    told = await world.mara.slash(world.general, "goal progress", to="250")
    assert "halfway" in lines(told.response)
    await world.tick()

    assert "**250** of 500 followers" in await show(world)
    next_due = await schedule.next_due_at(world.bot.context)
    assert next_due is None or (next_due - world.env.now()).total_seconds() >= 3600  # not tried again and again


# Showing


async def test_show_has_the_pace_in_words(world: World) -> None:
    await set_goal(world, "500 followers in 3 months")
    await world.mara.slash(world.general, "goal progress", to="91")
    await world.pass_time(days=10)

    assert (await show(world)).splitlines()[2:] == [
        "█▁▁▁▁▁▁▁▁▁ **91** of 500 followers (18 %)",
        "By **Sunday 5 April 2026**, 81 days left",
        "Still to go: 409 followers. That is about 5 a day, 35 a week",
        "7 days ahead of schedule",
        "At your pace so far you get there around Sunday 1 March 2026",
        "[Update]",
        "[Change]",
    ]


async def test_a_goal_past_its_day_says_kindly_what_next(world: World) -> None:
    await set_goal(world, "500 followers by 20 January 2026")
    await world.pass_time(days=20)

    shown = await world.mara.slash(world.general, "goal show")
    text = lines(shown.response)
    assert "By **Tuesday 20 January 2026**, 5 days ago" in text
    assert "The day has passed, and what you did stays yours." in text

    form = await world.mara.click(shown.response, label="New goal or date")
    changed = await world.mara.submit_modal(form, {"text": "500 followers by 20 February 2026"})
    assert "It starts today. Your progress stays." in lines(changed.response)
    await world.mara.click(changed.response, label="Looks right")
    assert "By **Friday 20 February 2026**, 27 days left" in await show(world)


async def test_another_members_goals_are_listed_without_the_private_ones(world: World) -> None:
    await set_goal(world, "500 followers in 3 months")
    await set_goal(world, "200 subscribers in 3 months", private=True)

    listed = await world.tomas.slash(world.general, "goal list", member=world.mara)

    assert listed.ephemeral
    assert "> 500 followers in 3 months" in lines(listed.response)
    assert "subscribers" not in lines(listed.response)


async def test_autocomplete_offers_ones_own_running_goals(world: World) -> None:
    await set_goal(world, "500 followers in 3 months")
    await set_goal(world, "500 words a day")
    await set_goal(world, "9 articles this year", world.tomas)

    async def offered(command: str, typed: str) -> list[str]:
        filled = {"goal progress": {"to": "1"}, "goal drop": {"why": "-"}}.get(command, {})
        choices = await world.mara.autocomplete(world.general, command, "goal", typed, **filled)
        return [choice["name"] for choice in choices]

    assert await offered("goal show", "") == ["500 words a day", "500 followers in 3 months"]
    assert await offered("goal drop", "WORDS") == ["500 words a day"]
    assert await offered("goal progress", "") == ["500 followers in 3 months"]
    assert await offered("goal show", "articles") == []


async def test_a_goal_picked_from_the_list_is_the_one_meant(world: World) -> None:
    await set_goal(world, "500 followers in 3 months")
    await set_goal(world, "500 subscribers in 3 months")
    choices = await world.mara.autocomplete(world.general, "goal show", "goal", "subs")

    assert "> 500 subscribers" in await show(world, choices[0]["value"])
    which = await world.mara.slash(world.general, "goal show")
    assert "Which of your goals?" in which.response.content
    assert which.ephemeral


# Changing and ending


async def test_an_easier_goal_starts_in_a_week_and_says_so(world: World) -> None:
    await set_goal(world, "500 followers in 3 months")
    await world.mara.slash(world.general, "goal progress", to="100")

    shown = await world.mara.slash(world.general, "goal edit", text="400 followers by 5 April 2026")
    assert "it starts in a week, on **Monday 12 January 2026**" in lines(shown.response)
    confirmed = await world.mara.click(shown.response, label="Looks right")
    assert "The change starts on Monday 12 January 2026" in lines(confirmed.response)
    assert confirmed.followups == []
    assert "**100** of 500 followers" in await show(world)

    await world.pass_time(days=7)

    assert "**100** of 400 followers" in await show(world)


async def test_a_harder_goal_holds_at_once(world: World) -> None:
    await set_goal(world, "500 followers in 3 months")
    await world.mara.slash(world.general, "goal progress", to="100")

    shown = await world.mara.slash(world.general, "goal edit", text="600 followers by 5 April 2026")
    await world.mara.click(shown.response, label="Looks right")

    assert "**100** of 600 followers" in await show(world)


async def test_finish_is_told_where_the_goal_is_shared_and_only_once(world: World) -> None:
    await set_goal(world, "500 followers in 3 months")
    await world.mara.slash(world.general, "goal progress", to="500")
    card = (await world.mara.slash(world.general, "goal show")).response

    finished = await world.mara.click(card, label="Finish")
    assert not finished.ephemeral
    assert "mara finished a goal\n> 500 followers in 3 months" in lines(finished.response)
    again = await world.mara.click(card, label="Finish")
    assert again.ephemeral
    assert "is already finished" in again.response.content


async def test_a_goal_finished_in_a_dm_is_not_told_there_as_public(world: World) -> None:
    await set_goal(world, "500 followers in 3 months")
    before = len(world.general.history())

    await world.mara.user.slash("goal progress", to="500")
    finished = await world.mara.user.slash("goal finish")

    assert "finished a goal" in lines(finished.response)
    assert len(world.general.history()) == before


async def test_drop_takes_one_line_and_is_private(world: World) -> None:
    await set_goal(world, "500 followers in 3 months")

    dropped = await world.mara.slash(world.general, "goal drop", why="I want to write, not to count")

    assert dropped.ephemeral
    assert "You let this goal go. That is a decision too." in lines(dropped.response)
    assert "You have no goal yet" in (await world.mara.slash(world.general, "goal list")).response.content


@pytest.mark.parametrize("command", ["progress", "show", "edit", "finish", "drop"])
async def test_without_a_goal_every_command_says_how_to_set_one(world: World, command: str) -> None:
    needed = {"progress": {"to": "1"}, "edit": {"text": "1 post a week"}, "drop": {"why": "-"}}.get(command, {})

    refused = await world.mara.slash(world.general, f"goal {command}", **needed)

    assert refused.ephemeral
    assert "`/goal set`" in typed_out(refused.response.content)
