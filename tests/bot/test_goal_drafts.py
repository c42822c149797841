"""/goal set as members meet it: said in plain words, asked about, confirmed, shared."""

from __future__ import annotations

import json

import discord
import pytest

from cogs.kit.routes import Route
from tests.bot.goal_steps import lines, send_buttons, set_goal, show, split
from tests.world import World

# Setting


async def test_the_card_shows_what_was_understood_before_anything_is_kept(world: World) -> None:
    shown = await world.mara.slash(world.general, "goal set", text="from 120 to 500 followers before March")

    text = lines(shown.response)
    assert shown.ephemeral
    assert "> from 120 to 500 followers before March" in text
    assert "**500 followers**" in text
    assert "Starting from 120" in text
    assert "Starts today, Monday 5 January 2026" in text
    assert "To the end of **Saturday 28 February 2026**" in text
    assert "about 6.9 a day, 48 a week" in text
    assert text.endswith("[Looks right]\n[Keep it private]\n[Edit]\n[Cancel]")
    assert "You have no goal yet" in (await world.mara.slash(world.general, "goal list")).response.content


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("12 articles this year", "That is about 1 article every 30 days"),
        ("50k words by Nov 30", "That is about 152 a day, 1,061 a week"),
        ("9 scenes by tomorrow", "That is about 4.5 a day\n"),
    ],
)
async def test_the_pace_needed_is_in_numbers_a_writer_can_use(world: World, typed: str, said: str) -> None:
    shown = await world.mara.slash(world.general, "goal set", text=typed)

    assert said in lines(shown.response)


async def test_one_novel_is_not_cut_into_tenths(world: World) -> None:
    shown = await world.mara.slash(world.general, "goal set", text="finish my novel by the end of March")

    assert "**1 novel**" in lines(shown.response)
    assert "That is about" not in lines(shown.response)


async def test_a_confirmed_goal_is_shared_and_a_rhythm_is_one_tap_away(world: World) -> None:
    confirmed = await set_goal(world, "500 followers in 3 months")

    assert "### It is set" in lines(confirmed.response)
    assert confirmed.response.ephemeral
    assert all(each.ephemeral for each in confirmed.followups)
    shared = world.general.last_message
    assert "mara has a goal\n> 500 followers in 3 months" in lines(shared)
    assert "By **Sunday 5 April 2026**, 91 days left" in lines(shared)

    taken = await world.mara.click(confirmed.response, label="2 posts a week")

    assert "> 2 posts a week until 5 April 2026\nThis week: **0** of 2 posts." in lines(taken.response)
    assert "> 500 followers in 3 months" in lines(taken.response)
    assert "> 2 posts a week until 5 April 2026" in lines((await world.mara.slash(world.general, "goal list")).response)


async def test_a_private_goal_is_not_shared_and_nobody_else_finds_it(world: World) -> None:
    confirmed = await set_goal(world, "500 followers in 3 months", private=True)

    assert all(each.ephemeral for each in confirmed.followups)
    assert "Private: only you see it." in lines(confirmed.response)
    listed = await world.tomas.slash(world.general, "goal list", member=world.mara)
    assert listed.response.content == "They share no goal in this server right now."
    told = await world.mara.slash(world.general, "goal progress", to="+200")
    assert told.ephemeral
    assert "has passed a quarter of the way" in lines(told.response)


@pytest.mark.parametrize(
    ("text", "public"), [("500 followers in 3 months", "Looks right"), ("4 days a week", "Keep it as a goal")]
)
async def test_whoever_confirms_knows_before_who_hears_of_it_and_can_keep_it_private(
    world: World, text: str, public: str
) -> None:
    shown = await world.mara.slash(world.general, "goal set", text=text)
    told = f"**{public}** also tells this channel, in your words, and whoever reads here can look it up. "
    assert told + "**Keep it private** tells nobody." in lines(shown.response)

    kept = await world.mara.click(shown.response, label="Keep it private")

    assert "Private: only you see it." in lines(kept.response)
    assert world.general.last_message is None
    listed = await world.tomas.slash(world.general, "goal list", member=world.mara)
    assert listed.response.content == "They share no goal in this server right now."


async def test_where_nobody_hears_of_a_goal_nothing_is_said_of_it(world: World) -> None:
    private = await world.mara.slash(world.general, "goal set", text="500 followers in 3 months", private=True)
    alone = await world.mara.user.slash("goal set", text="200 subscribers in 3 months")
    await set_goal(world, "9 articles this year")
    change = await world.mara.slash(world.general, "goal edit", text="12 articles this year")

    assert "tells" not in "".join(lines(shown.response) for shown in (private, alone, change))


async def test_pressing_looks_right_again_sets_and_shares_nothing_more(world: World) -> None:
    shown = await world.mara.slash(world.general, "goal set", text="500 followers in 3 months")
    custom_id = next(
        item["custom_id"]
        for item in shown.response.components[0]["components"][-1]["components"]
        if item["label"] == "Looks right"
    )
    await world.mara.click(shown.response, label="Looks right")
    copy = await send_buttons(world, Route(split(custom_id)[0]).button("Looks right", *split(custom_id)[1:]))

    again = await world.mara.click(copy, label="Looks right")

    assert again.followups == []
    assert lines((await world.mara.slash(world.general, "goal list")).response).count("> 500 followers") == 1


async def test_vague_words_get_one_question_and_are_kept(world: World) -> None:
    asked = await world.mara.slash(world.general, "goal set", text="a ton of readers one day")
    assert "> a ton of readers one day" in lines(asked.response)
    assert "[Looks right]" not in lines(asked.response)

    form = await world.mara.click(asked.response, label="Say it differently")
    assert "a ton of readers one day" in json.dumps(form.modal)
    mended = await world.mara.submit_modal(form, {"text": "40 readers by the end of February"})

    assert "To the end of **Saturday 28 February 2026**" in lines(mended.response)
    assert "### It is set" in lines((await world.mara.click(mended.response, label="Looks right")).response)


async def test_a_question_offers_readings_to_pick_and_confirm(world: World) -> None:
    asked = await world.mara.slash(world.general, "goal set", text="500 followers")
    picked = await world.mara.click(asked.response, label="500 followers by Sunday 5 April 2026")
    assert "### Is this your goal?" in lines(picked.response)

    confirmed = await world.mara.click(picked.response, label="Looks right")

    assert "By **Sunday 5 April 2026**" in lines(confirmed.response)


async def test_cancel_sets_nothing_and_keeps_the_words(world: World) -> None:
    shown = await world.mara.slash(world.general, "goal set", text="500 followers in 3 months")
    cancelled = await world.mara.click(shown.response, label="Cancel")
    assert "Nothing was set." in lines(cancelled.response)

    form = await world.mara.click(cancelled.response, label="Edit and try again")
    assert "500 followers in 3 months" in json.dumps(form.modal)
    mended = await world.mara.submit_modal(form, {"text": "400 followers in 3 months"})

    assert "### It is set" in lines((await world.mara.click(mended.response, label="Looks right")).response)


async def test_where_the_bot_may_not_write_a_shared_goal_follows_its_answer(world: World) -> None:
    silent, heard = (discord.PermissionOverwrite(send_messages=may) for may in (False, True))
    hall = world.guild.create_text_channel("hall", overwrites={world.guild.default_role: silent, world.mara: heard})
    card = await world.mara.slash(hall, "goal set", text="500 followers in 3 months")
    confirmed = await world.mara.click(card.response, label="Looks right")

    (shared,) = [each for each in confirmed.followups if not each.ephemeral]
    assert "mara has a goal" in lines(shared)


async def test_a_restart_between_any_two_steps_changes_nothing(world: World) -> None:
    asked = await world.mara.slash(world.general, "goal set", text="a ton of readers one day")
    await world.restart()
    form = await world.mara.click(asked.response, label="Say it differently")
    await world.restart()
    mended = await world.mara.submit_modal(form, {"text": "500 followers"})
    await world.restart()
    picked = await world.mara.click(mended.response, label="500 followers by Sunday 5 April 2026")
    await world.restart()
    confirmed = await world.mara.click(picked.response, label="Looks right")
    assert "has a goal" in lines(world.general.last_message)
    await world.restart()
    taken = await world.mara.click(confirmed.response, label="1 post a week")
    assert "> 1 post a week" in lines(taken.response)
    await world.restart()

    shown = await world.mara.slash(world.general, "goal show", goal="500 followers")
    form = await world.mara.click(shown.response, label="Update")
    await world.restart()
    told = await world.mara.submit_modal(form, {"to": "+20"})

    assert "**20** of 500 followers" in lines(told.response)


@pytest.mark.parametrize(
    "typed",
    [
        "500 followers in 3 months <@{tomas}> @everyone",
        "500 **bold** followers in 3 months",
        "500 followers in 3 months'; DROP TABLE goals; --",
        "500 followers in 3 months [click](https://example.com)",
    ],
)
async def test_text_stays_text(world: World, typed: str) -> None:
    typed = typed.replace("{tomas}", str(world.tomas.id))
    await set_goal(world, typed)

    shared = world.general.last_message
    assert [user.id for user in shared.mentions] == []
    assert not shared.mention_everyone
    for live in (f"<@{world.tomas.id}>", "@everyone", " **bold** ", " [click](https"):
        assert live not in lines(shared)
    form = await world.mara.click((await world.mara.slash(world.general, "goal show")).response, label="Change")
    assert json.dumps(typed)[1:-1] in json.dumps(form.modal)


async def test_three_hundred_characters_are_shown_in_full(world: World) -> None:
    typed = ("500 followers in 3 months " + "because *this* novel_of_mine matters " * 9)[:300].strip()
    await set_goal(world, "500 followers in 3 months")
    changed = await world.mara.slash(world.general, "goal edit", text=typed)

    shown = discord.utils.remove_markdown(lines(changed.response)).replace("\\", "")
    assert discord.utils.remove_markdown(typed) in shown


async def test_many_long_goals_fit_in_one_list(world: World) -> None:
    for number in range(10):
        await set_goal(world, f"{500 + number} followers in 3 months " + "because my novel matters a lot " * 8)

    listed = lines((await world.mara.slash(world.general, "goal list")).response)

    assert len(listed) <= 4000
    assert "And 2 more." in listed


# Other people's buttons


@pytest.mark.parametrize("action", ["edit", "cancel", "confirm", "practice", "update", "lower", "change", "finish"])
async def test_another_members_button_changes_nothing(world: World, action: str) -> None:
    await set_goal(world, "500 followers in 3 months")
    await world.mara.slash(world.general, "goal progress", to="100")
    choices = await world.mara.autocomplete(world.general, "goal show", "goal", "")
    goal_id = int(choices[0]["value"])
    extra = {"practice": "0", "lower": "5"}.get(action, "")
    forged = await send_buttons(world, Route(f"goals:{action}").button("Press", goal_id, extra=extra))

    pressed = await world.tomas.click(forged, label="Press")
    if pressed.modal is not None:
        value = {"update": {"to": "400"}, "change": {"text": "1 follower by 5 April 2026"}}[action]
        pressed = await world.tomas.submit_modal(pressed, value)

    assert pressed.ephemeral
    assert "belongs to somebody else" in pressed.response.content
    assert "**100** of 500 followers" in await show(world)
