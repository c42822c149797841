"""Being asked about reminders, as a member meets it."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from tests.bot.swap_steps import Stage, real
from tests.bot.test_inbox import told
from tests.bot.test_reminders import EVENING, inbox
from tests.world import World

QUESTION = "Shall I remind you about 20:00 on days you have not written?"
A_DAY = timedelta(days=1)


def asked(result: Any) -> list[Any]:
    """Return the questions behind an answer."""
    return [each for each in result.followups if "Shall I" in each.content]


async def entry(world: World) -> Any:
    return await world.mara.slash(world.general, "wrote", words=5)


async def goal(world: World) -> Any:
    card = await world.mara.slash(world.general, "goal set", text="500 followers in 3 months")
    return await world.mara.click(card.response, label="Looks right")


async def plan(world: World) -> Any:
    return await world.mara.slash(world.general, "streak plan", rhythm="Monday to Friday")


@pytest.mark.parametrize("first", [entry, goal, plan])
async def test_the_first_entry_goal_or_plan_is_answered_with_one_private_line(world: World, first: Any) -> None:
    (question,) = asked(await first(world))

    assert question.ephemeral
    assert question.content.endswith(QUESTION)
    assert [button["label"] for button in question.components[0]["components"]] == [
        "Yes",
        "Another time",
        "No, thank you",
    ]
    assert asked(await entry(world)) == []


async def test_who_begins_to_read_is_asked_once_their_comment_is_sent(world: World) -> None:
    stage = Stage(world)
    await stage.offer(world.tomas)
    served = (await stage.slash(world.mara, "next")).response
    started = await stage.press(world.mara, served, "Start reading")
    await world.pass_time(hours=0.2)
    sent = await stage.fill(world.mara, started.response, "Leave my comment", real(1))

    assert asked(started) == []
    assert len(asked(sent)) == 1
    assert asked(await entry(world)) == []


async def test_unanswered_means_no_and_looking_is_never_asked(world: World) -> None:
    for command in ("streak show", "settings show", "goal list", "help"):
        assert asked(await world.tomas.slash(world.general, command)) == []
    await entry(world)
    for _ in range(6):
        await world.pass_time(days=1)

    assert inbox(world, world.mara) == inbox(world, world.tomas) == []


async def test_a_week_later_it_is_asked_once_more_with_the_answer_to_their_entry(world: World) -> None:
    await entry(world)
    await world.pass_time(days=7)
    (again,) = asked(await entry(world))
    await world.pass_time(days=7)

    assert again.content == QUESTION
    assert asked(await entry(world)) == []


async def test_yes_opens_the_direct_messages_and_reminds_from_the_next_day_without_an_entry(world: World) -> None:
    (question,) = asked(await entry(world))
    await world.restart()
    await world.mara.click(question, label="Yes")
    opened = [each for each in world.env.http_requests if each.path.endswith("/users/@me/channels")]
    await world.until(EVENING + A_DAY)

    assert "I will write to you **about 20:00**" in question.content
    assert len(opened) == 1
    assert len(inbox(world, world.mara)) == 1


async def test_another_time_is_asked_for_in_a_form_and_read(world: World) -> None:
    (question,) = asked(await entry(world))
    form = await world.mara.click(question, label="Another time")
    await world.mara.submit_modal(form, {"time": "7 am"})

    assert "I will write to you **at 07:00**" in question.content
    assert "give or take 10 minutes" in question.content


async def test_no_thank_you_is_kept(world: World) -> None:
    (question,) = asked(await entry(world))
    await world.mara.click(question, label="No, thank you")
    await world.pass_time(days=8)

    assert question.content.startswith("Then I will not.")
    assert asked(await entry(world)) == []


async def test_fewer_of_these_says_each_step_aloud(world: World) -> None:
    await world.mara.slash(world.general, "settings reminder", on=True)
    await world.until(EVENING)
    said = [
        (await world.mara.user.click(inbox(world, world.mara)[0], label="Fewer of these")).response.content
        for _ in "12"
    ]

    assert "only on days when your streak or your week is at stake" in said[0]
    assert "No more reminders" in said[1]


async def test_silence_is_met_with_one_last_word_and_one_tap_wakes_it(world: World) -> None:
    await world.mara.slash(world.general, "settings reminder", on=True)
    for day in range(20):
        await world.until(EVENING + day * A_DAY)
    *reminders, farewell = inbox(world, world.mara)
    assert len(reminders) == 5
    assert "I will be quiet from now on" in farewell.content
    await world.restart()
    woken = await world.mara.user.click(farewell, label="Wake me again")
    await world.until(EVENING + 20 * A_DAY)

    assert woken.response.content.startswith("Good to have you back. I will write to you **about 20:00**")
    assert len(inbox(world, world.mara)) == 8  # those six, the answer, and a new one


@pytest.mark.parametrize("sign", ["command", "button", "form", "look"])
async def test_a_sign_of_life_is_any_command_button_or_form(world: World, sign: str) -> None:
    shown = await entry(world)
    await world.mara.slash(world.general, "settings reminder", on=True)
    for day in range(1, 6):
        await world.until(EVENING + day * A_DAY)
    if sign == "command":
        await world.mara.slash(world.general, "wrote", words=5, day="yesterday")
    elif sign == "look":
        await world.mara.slash(world.general, "help")
    else:
        form = await world.mara.click(shown.response, label="…")
        if sign == "form":
            await world.mara.submit_modal(form, {"words": "7", "minutes": "", "note": "", "link": ""})
    for day in range(6, 8):
        await world.until(EVENING + day * A_DAY)

    assert len(inbox(world, world.mara)) == 7
    assert "quiet" not in inbox(world, world.mara)[-1].content


async def test_a_goals_weekly_question_waits_in_the_inbox_of_whoever_wants_no_reminder(world: World) -> None:
    await goal(world)
    await world.pass_time(days=8)
    said = [told(world)]
    for _ in range(2):
        await world.mara.slash(world.general, "help")
        said.append(told(world))

    question = "Your goal “500 followers in 3 months”: where are you now? `/goal progress` moves it."
    line = f"This had not reached you:\n- {question}"
    assert said == [[], [line], [line]]
    assert inbox(world, world.mara) == []
    await world.pass_time(days=7)
    await world.mara.slash(world.general, "help")
    assert told(world) == [line, line]
