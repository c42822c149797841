"""Circles in channels that only some may read."""

from __future__ import annotations

from typing import Any

import discord
import pytest
from simcord.backend.models import Overwrite
from simcord.enums import OverwriteType

from cogs.kit.channels import TO_OPEN_PRIVATE_THREAD, TO_OPEN_THREAD
from tests.bot.circle_steps import OWLS, begin, invitation, promise, said
from tests.bot.goal_steps import lines
from tests.world import World

# To write there, to open a thread of either kind, and to have a circle meet in it.
IN = discord.PermissionOverwrite(**dict.fromkeys([*TO_OPEN_THREAD, *TO_OPEN_PRIVATE_THREAD, "manage_channels"], True))


def let(world: World, channel: Any, who: Any, *, enter: bool) -> None:
    """Let a member into a channel, or take that away."""
    granted = IN.pair()[0].value if enter else 0
    world.env.backend.set_overwrite(channel.id, Overwrite(who.id, OverwriteType.MEMBER, granted, 0))


async def begin_behind_a_door(world: World, how: str) -> Any:
    """Let Mara begin a circle in a channel that others cannot read, and promise something; return the channel."""
    shut = discord.PermissionOverwrite(view_channel=False)
    den = world.guild.create_text_channel(
        "den", overwrites={world.guild.default_role: shut, world.guild.me: IN, world.mara: IN}
    )
    options: dict[str, Any] = {"a thread": {}, "a private thread": {"private": True}, "the channel": {"channel": den}}
    await world.mara.slash(den, "circle create", name="Den", **options[how])
    shown = await world.mara.slash(den, "circle show")
    await promise(world.mara, shown.response, "Three mornings")
    return den


@pytest.mark.parametrize("how", ["a thread", "a private thread", "the channel"])
async def test_a_circle_is_known_to_joined_by_and_read_by_whoever_may_read_where_it_meets(
    world: World, how: str
) -> None:
    den = await begin_behind_a_door(world, how)
    listed = await world.tomas.slash(world.general, "circle list")
    shown = await world.tomas.slash(world.general, "circle show", circle="Den")
    joined = await world.tomas.slash(world.general, "circle join", circle="Den")
    let(world, den, world.tomas, enter=True)
    await world.env.settle()
    open_list = await world.tomas.slash(world.general, "circle list")
    await world.tomas.slash(world.general, "circle join", circle="Den")
    inside = await world.tomas.slash(world.general, "circle show")
    let(world, den, world.tomas, enter=False)
    await world.env.settle()
    outside = await world.tomas.slash(world.general, "circle show")
    board = await world.tomas.slash(world.general, "circle board")

    assert ["Den" in lines(each.response) for each in (listed, open_list)] == [False, True]
    assert all("I know no circle called “Den”" in each.response.content for each in (shown, joined))
    assert ["Three mornings" in lines(each.response) for each in (inside, outside)] == [True, False]
    assert "This week I will…" not in lines(outside.response)
    assert "a channel you cannot read" in board.response.content


async def test_no_button_from_before_brings_anybody_into_a_circle_behind_a_door(world: World) -> None:
    den = await begin_behind_a_door(world, "a private thread")
    let(world, den, world.tomas, enter=True)
    await world.env.settle()
    menu = await world.tomas.slash(world.general, "circle list")
    card = await world.tomas.slash(world.general, "circle show", circle="Den")
    let(world, den, world.tomas, enter=False)
    await world.env.settle()
    pressed = await world.tomas.click(card.response, label="Join")
    (den_choice,) = await world.mara.autocomplete(world.general, "circle show", "circle", "")
    picked = await world.tomas.select(menu.response, [den_choice["value"]], custom_id="pick:circles:choose:0")

    for refused in (pressed, picked):
        assert "a channel you cannot read" in refused.response.content


async def test_who_manages_the_server_knows_of_every_circle_and_joins_those_they_may_read(world: World) -> None:
    await begin_behind_a_door(world, "a thread")
    manages = discord.Permissions(manage_guild=True)
    keeper = world.guild.add_member(
        world.env.create_user("keeper"), roles=[world.guild.create_role("Keepers", permissions=manages)]
    )
    listed = await keeper.slash(world.general, "circle list")
    joined = await keeper.slash(world.general, "circle join", circle="Den")
    asked = await keeper.slash(world.general, "circle close", circle="Den")

    assert "Den" in lines(listed.response)
    assert "a channel you cannot read" in joined.response.content
    assert "Close Den?" in lines(asked.response)


async def test_a_circle_whose_channel_was_deleted_is_its_members_own_again(world: World) -> None:
    den = await begin_behind_a_door(world, "the channel")
    world.env.backend.delete_channel(den.id)
    await world.env.settle()
    shown = await world.mara.slash(world.general, "circle show")
    board = await world.mara.slash(world.general, "circle board")

    assert "Three mornings" in lines(shown.response)
    assert "Kept promises" in lines(board.response)


async def test_a_name_that_is_taken_behind_a_door_is_not_told(world: World) -> None:
    await begin_behind_a_door(world, "a thread")
    refused = await world.tomas.slash(world.general, "circle create", name="DEN")

    assert "A circle here has a name that looks like that" in refused.response.content
    assert "Den" not in refused.response.content


async def test_who_cannot_join_a_circle_is_not_told_who_is_in_it_be_it_full_or_closed_by_a_block(world: World) -> None:
    await begin(world, world.mara, seats=3)
    await world.mara.slash(world.general, "swap block", member=world.tomas)
    blocked = await looked_at(world)
    for number in range(2):
        await world.guild.add_member(world.env.create_user(f"guest{number}")).click(invitation(world), label="Join")
    await world.mara.slash(world.general, "swap unblock", member=world.tomas)

    assert "It has no seat for you right now" in blocked
    assert "<@" not in blocked
    assert f"**{OWLS}** · no seat for you right now" in blocked
    assert await looked_at(world) == blocked


async def looked_at(world: World) -> str:
    shown = await world.tomas.slash(world.general, "circle show", circle=OWLS)
    return said(shown.response) + said((await world.tomas.slash(world.general, "circle list")).response)
