"""Words of a goal that were typed elsewhere than where it was told, or by somebody who may not write there."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import discord
import pytest

from tests.bot.channel_steps import mute
from tests.bot.goal_steps import lines, set_goal
from tests.world import World

BOARD = datetime(2026, 1, 12, 9, 0, tzinfo=UTC)


async def silence(world: World, who: Any, how: str) -> None:
    """Keep somebody from writing in #general and on the board, or anywhere."""
    if how == "muted":
        await mute(world, who, world.general)
        await mute(world, who, world.board)
    else:
        until = (world.env.now() + timedelta(days=20)).isoformat()
        world.env.backend.edit_member(world.guild.id, who.id, {"timed_out_until": until})
        await world.env.settle()


async def board_on(world: World) -> None:
    panel = (await world.owner.slash(world.general, "setup")).response
    await world.owner.select(panel, [world.board], custom_id=f"channel:setup:channel:{world.guild.id}")


async def seen_by_mara(world: World, owner: Any) -> str:
    shown = [await world.mara.slash(world.general, each, member=owner) for each in ("goal list", "profile")]
    return "\n".join(lines(each.response) for each in shown)


async def test_before_new_words_of_a_told_goal_are_kept_their_writer_reads_who_will_read_them(world: World) -> None:
    hidden, shown = discord.PermissionOverwrite(view_channel=False), discord.PermissionOverwrite(view_channel=True)
    role = world.guild.create_role("Writers")
    lena = world.guild.add_member(world.env.create_user("lena"), roles=[role])
    den = world.guild.create_text_channel("den", overwrites={world.guild.default_role: hidden, role: shown})
    await set_goal(world, "4 letters by June 30", who=lena)
    said = f"You told this goal in <#{world.general.id}>"

    for where in (
        await lena.slash(den, "goal edit", text="4 letters about my relapse by June 30"),
        await lena.user.slash("goal edit", text="4 letters about my illness by June 30"),
    ):
        assert said in lines(where.response)
    await set_goal(world, "9 letters by June 30", who=lena, private=True)
    kept = await lena.user.slash("goal edit", text="8 letters by June 30", goal="9 letters by June 30")
    assert said not in lines(kept.response)


async def test_who_left_while_muted_brings_no_new_words_of_a_goal_when_they_come_back(world: World) -> None:
    await set_goal(world, "4 posts by June 30", who=world.tomas)
    await mute(world, world.tomas, world.general)
    world.guild.remove_member(world.tomas)
    await world.env.settle()
    drafted = await world.tomas.user.slash("goal edit", text="4 posts by June 30 on Mara, who is a thief")
    assert "where you cannot write now" in lines(drafted.response)
    refused = await world.tomas.user.click(drafted.response, label="Looks right")
    back = world.guild.add_member(world.tomas.user)
    await back.slash(world.general, "wrote", words=5)

    assert f"You cannot write in <#{world.general.id}>" in refused.response.content
    seen = await seen_by_mara(world, back)
    assert ("4 posts" in seen, "thief" in seen) == (True, False)


@pytest.mark.parametrize("how", ["muted", "timed out"])
async def test_who_may_not_write_where_a_goal_was_told_says_nothing_there_by_changing_it(
    world: World, how: str
) -> None:
    await board_on(world)
    await set_goal(world, "4 posts by June 30", who=world.tomas)
    await silence(world, world.tomas, how)
    drafted = await world.tomas.user.slash("goal edit", text="4 posts by June 30 on Mara, who is a thief")
    assert "where you cannot write now" in lines(drafted.response)
    refused = await world.tomas.user.click(drafted.response, label="Looks right")
    assert f"You cannot write in <#{world.general.id}>" in refused.response.content
    await world.tomas.user.slash("goal progress", to="4")
    await world.mara.slash(world.general, "wrote", words=5)
    assert "thief" not in await seen_by_mara(world, world.tomas)

    await world.until(BOARD)
    assert "thief" not in lines(world.board.last_message)
    assert "tomas reached" not in lines(world.board.last_message)


async def test_a_goal_set_where_its_owner_may_not_write_is_a_private_one(world: World) -> None:
    await board_on(world)
    await silence(world, world.tomas, "muted")
    drafted = await world.tomas.slash(world.general, "goal set", text="2 posts by June 30 on how Mara is a thief")
    assert "so this goal will be private: only you see it" in lines(drafted.response)
    kept = await world.tomas.click(drafted.response, label="Looks right")
    assert "Private: only you see it." in lines(kept.response)
    assert "You cannot write in this channel, so I told nobody." in lines(kept.response)
    reached = await world.tomas.slash(world.general, "goal progress", to="2")
    assert reached.ephemeral
    await world.mara.slash(world.general, "wrote", words=5)
    assert "thief" not in await seen_by_mara(world, world.tomas)

    await world.until(BOARD)
    assert "thief" not in lines(world.board.last_message)


async def test_no_channel_is_promised_to_hear_what_its_owner_may_not_say_there(world: World) -> None:
    await set_goal(world, "4 posts by June 30", who=world.tomas)
    await set_goal(world, "4 poems by June 30")
    told = f"I tell <#{world.general.id}> too."
    assert told in lines((await world.mara.user.slash("goal progress", to="2")).response)
    await silence(world, world.tomas, "muted")

    assert told not in lines((await world.tomas.user.slash("goal progress", to="2")).response)


async def test_an_offer_to_trade_is_no_new_words_of_a_told_goal_wherever_it_is_typed(world: World) -> None:
    await set_goal(world, "4 posts by June 30")
    refused = await world.mara.user.slash("goal edit", text="4 posts by June 30, follow me and I follow you back!")
    assert "4 posts by June 30, follow me" in refused.response.content
    assert "Looks right" not in lines(refused.response)
