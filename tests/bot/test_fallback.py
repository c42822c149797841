"""Closed direct messages: told at the next command, and mentioned in a channel by choice."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from typing import Any

import discord
import pytest
from simcord.backend.models import Overwrite
from simcord.enums import OverwriteType

from services import members
from tests.bot.test_reminders import EVENING, inbox, meet
from tests.world import World, typed_out

A_DAY = timedelta(days=1)


async def close_dms(world: World) -> Any:
    """Let Mara meet the bot and have Monday's reminder refused; return the note that tells her so."""
    await meet(world, world.mara)
    refuse_dms(world)
    await world.until(EVENING)
    result = await world.mara.slash(world.general, "wrote", words=300, quiet=True)
    (note,) = result.followups
    return note


def refuse_dms(world: World, times: int | None = None) -> None:
    path = f"/channels/{world.mara.user.dm_channel.id}/messages"
    world.env.inject_error("POST", path, status=403, code=50007, times=times)


async def choose_here(world: World, note: Any) -> Any:
    """Have the note's button pressed, and the channel it is in chosen; return what the question became."""
    question = await world.mara.click(note, label="Mention me in a channel instead")
    await world.mara.click(question.response, label="Here, in this channel")
    return question.response


async def choose(world: World, note: Any, channel: Any) -> Any:
    """Have a channel chosen in the menu; return the answer."""
    question = await world.mara.click(note, label="Mention me in a channel instead")
    menu = f"channel:reminders:channel:{world.mara.id}"
    return await world.mara.select(question.response, [channel], custom_id=menu)


async def mentioned(world: World) -> Any:
    """Let Mara choose the general channel, and return Tuesday's mention."""
    await choose_here(world, await close_dms(world))
    await world.until(EVENING + A_DAY)
    return world.general.history()[-1]


def mentions(world: World, channel: Any) -> list[str]:
    return [each.content for each in channel.history() if "your reminder to write" in each.content]


async def settings(world: World, **options: Any) -> Any:
    command = "settings reminder" if options else "settings show"
    return (await world.mara.slash(world.general, command, **options)).response


async def test_who_cannot_be_reached_hears_it_at_their_next_command_whichever_it_is(world: World) -> None:
    await meet(world, world.mara)
    refuse_dms(world)
    await world.until(EVENING)
    first = await world.mara.slash(world.general, "leaderboard", board="words")
    second = await world.mara.slash(world.general, "leaderboard", board="words")
    third = await world.mara.slash(world.general, "wrote", words=1)

    assert [each.content for each in first.followups if "closed to me" in each.content]
    assert all(each.ephemeral for each in first.followups)
    assert not [each for result in (second, third) for each in result.followups if "closed to me" in each.content]


async def test_two_commands_at_once_tell_it_once(world: World) -> None:
    await meet(world, world.mara)
    refuse_dms(world)
    await world.until(EVENING)
    told = await asyncio.gather(*(members.claim_telling(world.bot.context, world.mara.id) for _ in range(5)))

    assert sum(told) == 1


async def test_a_question_about_the_zone_tells_it_too(world: World) -> None:
    await meet(world, world.mara)
    refuse_dms(world)
    await world.until(EVENING)
    asked = await world.mara.slash(world.general, "settings zone", place="IST")

    assert [each for each in asked.followups if "closed to me" in each.content]


async def test_what_the_settings_have_shown_is_not_told_again(world: World) -> None:
    await meet(world, world.mara)
    refuse_dms(world)
    await world.until(EVENING)
    card = await settings(world)
    after = await world.mara.slash(world.general, "wrote", words=1)

    assert "closed to me" in str(card.components)
    assert not [each for each in after.followups if "closed to me" in each.content]


async def test_the_choice_says_who_will_read_it_and_is_confirmed_privately(world: World) -> None:
    note = await close_dms(world)
    question = await world.mara.click(note, label="Mention me in a channel instead")
    assert question.ephemeral
    assert "Others in that channel can read it" in str(question.response.components)
    await world.restart()
    await world.mara.click(question.response, label="Here, in this channel")

    assert f"From now on I mention you in <#{world.general.id}>" in str(question.response.components)
    assert mentions(world, world.general) == []


async def test_the_mention_reaches_one_member_once_and_says_nothing_private(world: World) -> None:
    goal = await world.mara.slash(world.general, "goal set", text="500 followers in 3 months", private=True)
    await world.mara.click(goal.response, label="Looks right")
    message = await mentioned(world)
    await world.tick()

    mara = f"<@{world.mara.id}>"
    said = (
        f"{mara}, here is your reminder to write for Tuesday 6 January. "
        "Your streak is 1 day. A line counts, and so does editing."
    )
    assert mentions(world, world.general) == [said]
    assert [each.id for each in message.mentions] == [world.mara.id]
    sent: list[Any] = [
        each.json for each in world.env.http_requests if each.path == f"/channels/{world.general.id}/messages"
    ]
    assert sent[-1]["allowed_mentions"] == {"parse": [], "users": [world.mara.id]}
    assert (len(sent[-1]["nonce"]), sent[-1]["enforce_nonce"]) == (24, True)
    assert inbox(world, world.mara) == []

    await world.until(EVENING + 8 * A_DAY)  # the goal is due its weekly question, which is for direct messages
    assert "followers" not in str([each.content for each in world.general.history()])


async def test_its_buttons_are_for_that_member_alone(world: World) -> None:
    message = await mentioned(world)
    for label in ("I wrote today", "Snooze 1 h", "Rest today"):
        refused = await world.tomas.click(message, label=label)
        assert refused.ephemeral
        assert "belongs to somebody else" in refused.response.content

    snoozed = await world.mara.click(message, label="Snooze 1 h")
    assert snoozed.ephemeral
    assert "I will come back" in snoozed.response.content
    await world.pass_time(hours=1)
    assert len(mentions(world, world.general)) == 2
    rested = await world.mara.click(message, label="Rest today")
    assert rested.ephemeral
    assert "Rest well" in rested.response.content


async def test_i_wrote_today_logs_from_the_channel_also_after_a_restart(world: World) -> None:
    message = await mentioned(world)
    form = await world.mara.click(message, label="I wrote today")
    await world.restart()
    await world.mara.submit_modal(form, {"words": "250", "minutes": "", "note": "", "link": ""})

    assert "250 words" in world.general.history()[-1].content
    await world.until(EVENING + 2 * A_DAY)
    assert len(mentions(world, world.general)) == 2


async def test_a_kept_day_a_pause_and_off_are_quiet_in_the_channel_too(world: World) -> None:
    await choose_here(world, await close_dms(world))
    await world.pass_time(hours=10)
    await world.mara.slash(world.general, "wrote", words=1)
    await world.until(EVENING + A_DAY)
    await world.mara.slash(world.general, "streak pause", **{"from": "tomorrow", "to": "tomorrow"})
    await world.until(EVENING + 2 * A_DAY)
    await settings(world, on=False)
    await world.until(EVENING + 3 * A_DAY)

    assert mentions(world, world.general) == []


async def test_a_channel_chosen_in_the_menu_and_another_later(world: World) -> None:
    await choose(world, await close_dms(world), world.board)
    await world.until(EVENING + A_DAY)
    assert (len(mentions(world, world.board)), len(mentions(world, world.general))) == (1, 0)

    question = await world.mara.click(await settings(world), label="Another channel")
    await world.mara.click(question.response, label="Here, in this channel")
    await world.until(EVENING + 2 * A_DAY)
    assert (len(mentions(world, world.board)), len(mentions(world, world.general))) == (1, 1)


async def test_the_settings_show_it_and_end_it(world: World) -> None:
    await choose_here(world, await close_dms(world))
    cards = [await world.mara.slash(world.general, "settings reminder", time="20:30") for _ in range(2)]
    for card in cards:
        assert f"so I mention you in <#{world.general.id}> instead" in str(card.response.components)
    for card in cards:
        await world.mara.click(card.response, label="Stop mentioning me")
        assert "I will not mention you in a channel any more" in str(card.response.components)
    await world.pass_time(days=2)

    assert "Mention me in a channel instead" in str((await settings(world)).components)
    assert mentions(world, world.general) == []


async def test_open_direct_messages_come_first_again_once_a_test_arrives(world: World) -> None:
    await choose_here(world, await close_dms(world))
    still_closed = await settings(world, test=True)
    assert f"so I mention you in <#{world.general.id}> instead" in still_closed.content
    world.env.backend.faults.clear()
    opened = await settings(world, test=True)
    await world.until(EVENING + A_DAY)

    assert "Your reminders come there again, and I mention you no more." in opened.content
    assert mentions(world, world.general) == []
    assert "Your day ends at 03:00." in inbox(world, world.mara)[-1].content


@pytest.mark.parametrize(("status", "code"), [(404, 10003), (403, 50001), (403, 50013)])
async def test_a_channel_that_is_lost_is_tried_once_told_of_once_and_can_be_replaced(
    world: World, status: int, code: int
) -> None:
    await choose_here(world, await close_dms(world))
    path = f"/channels/{world.general.id}/messages"
    world.env.inject_error("POST", path, status=status, code=code, times=None)
    await world.until(EVENING + 3 * A_DAY)
    assert len([each for each in world.env.http_requests if each.method == "POST" and each.path == path]) == 1

    first = await world.mara.slash(world.general, "wrote", words=1)
    second = await world.mara.slash(world.general, "wrote", words=1)
    (note,) = first.followups
    assert f"I can no longer mention you in <#{world.general.id}>" in note.content
    assert second.followups == []

    await choose(world, note, world.board)
    await world.until(EVENING + 4 * A_DAY)
    assert len(mentions(world, world.board)) == 1
    setup = await world.owner.slash(world.general, "setup")
    assert "1 went to a channel" in str(setup.response.components)


async def test_nobody_is_mentioned_where_they_may_not_read_any_more_and_hears_why_once(world: World) -> None:
    await choose(world, await close_dms(world), world.board)
    denied = discord.Permissions(view_channel=True).value
    world.env.backend.set_overwrite(world.board.id, Overwrite(world.mara.id, OverwriteType.MEMBER, 0, denied))
    await world.until(EVENING + 3 * A_DAY)
    assert mentions(world, world.board) == []

    (note,) = (await world.mara.slash(world.general, "wrote", words=1)).followups
    assert f"I can no longer mention you in <#{world.board.id}>" in note.content
    await choose_here(world, note)
    await world.until(EVENING + 4 * A_DAY)
    assert len(mentions(world, world.general)) == 1


async def test_who_left_the_server_is_not_mentioned_there(world: World) -> None:
    await choose_here(world, await close_dms(world))
    world.guild.remove_member(world.mara)
    await world.until(EVENING + 3 * A_DAY)

    assert mentions(world, world.general) == []
    asked = [each for each in world.env.http_requests if each.method == "GET" and "/members/" in each.path]
    assert len(asked) == 1


async def test_a_server_without_the_bot_ends_it_and_the_member_hears_in_another(world: World) -> None:
    await choose_here(world, await close_dms(world))
    other = world.env.create_guild("Quills")
    talk = other.create_text_channel("talk")
    there = other.add_member(world.mara.user)
    await there.slash(talk, "settings boards", shown=True)
    world.env.backend.remove_guild(world.guild.id)
    await world.env.settle()
    await world.until(EVENING + 2 * A_DAY)
    result = await there.slash(talk, "wrote", words=1)

    assert [each for each in result.followups if "I can no longer mention you" in each.content]


async def test_where_either_of_us_may_not_write_nobody_is_mentioned(world: World) -> None:
    note = await close_dms(world)
    open_to, closed_to = (
        discord.PermissionOverwrite(send_messages=True),
        discord.PermissionOverwrite(send_messages=False),
    )
    everyone = world.guild.default_role
    news = world.guild.create_text_channel("news", overwrites={everyone: closed_to})
    den = world.guild.create_text_channel("den", overwrites={everyone: closed_to, world.mara: open_to})
    not_hers, not_mine = await choose(world, note, news), await choose(world, note, den)
    assert "You cannot write in" in not_hers.response.content
    assert f"I am missing **Send Messages** in <#{den.id}>" in not_mine.response.content
    await world.until(EVENING + A_DAY)

    assert news.history() == den.history() == []
    assert "Mention me in a channel instead" in str((await settings(world)).components)


async def test_in_direct_messages_it_says_where_to_choose(world: World) -> None:
    await close_dms(world)
    card = await world.mara.user.slash("settings show")
    result = await world.mara.user.click(card.response, label="Mention me in a channel instead")

    assert "Use `/settings show` in the server" in typed_out(result.response.content)
