"""/setup as a server's manager meets it."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import discord

from tests.world import World


async def set_up(world: World, **options: Any) -> Any:
    return await world.owner.slash(world.general, "setup", **options)


async def pick(world: World, panel: Any, menu: str, *values: Any, by: Any = None) -> Any:
    """Use one of the panel's menus."""
    kind = "channel" if menu == "channel" else "pick"
    return await (by or world.owner).select(panel, list(values), custom_id=f"{kind}:setup:{menu}:{world.guild.id}")


async def panel_now(world: World) -> str:
    return str((await set_up(world)).response.components)


async def test_the_panel_is_private_and_says_that_nothing_is_chosen(world: World) -> None:
    result = await set_up(world)

    assert result.ephemeral
    assert "**nowhere yet**" in str(result.response.components)


async def test_every_menu_changes_its_part_also_after_a_restart(world: World) -> None:
    panel = (await set_up(world, zone="Berlin")).response
    await pick(world, panel, "channel", world.board)
    await world.restart()
    await pick(world, panel, "weekday", "2")
    await pick(world, panel, "hour", "18")

    shown = await panel_now(world)
    assert f"goes to <#{world.board.id}> on **Wednesday** at **18:00**, next on Wednesday 7 January 2026" in shown
    assert "Berlin (Europe/Berlin)" in shown


async def test_the_board_is_posted_there_and_then(world: World) -> None:
    panel = (await set_up(world, zone="Berlin")).response
    await pick(world, panel, "channel", world.board)
    await world.mara.slash(world.general, "wrote", words=1200)
    await world.until(datetime(2026, 1, 12, 7, 59, tzinfo=UTC))
    assert world.board.history() == []
    await world.until(datetime(2026, 1, 12, 8, 0, tzinfo=UTC))

    (post,) = world.board.history()
    assert "The week to Sunday 11 January 2026" in str(post.components)
    assert "**1 writer** showed up and wrote **1,200 words**" in str(post.components)


async def test_only_managers_may_use_the_command_and_the_menus(world: World) -> None:
    assert "setup" not in world.mara.available_commands(world.general)
    helpers = world.guild.create_role("Helpers", permissions=discord.Permissions(manage_guild=True))
    world.env.backend.add_member_role(world.guild.id, world.mara.id, helpers.id)
    panel = (await world.mara.slash(world.general, "setup")).response
    world.env.backend.remove_member_role(world.guild.id, world.mara.id, helpers.id)
    result = await pick(world, panel, "weekday", "2", by=world.mara)

    assert result.ephemeral
    assert "Only people who may manage this server" in result.response.content
    assert "**Monday**" in await panel_now(world)


async def test_a_channel_without_permission_is_named_with_what_is_missing(world: World) -> None:
    silent = world.guild.create_text_channel(
        "announcements",
        overwrites={world.guild.default_role: discord.PermissionOverwrite(send_messages=False)},
    )
    panel = (await set_up(world)).response
    await pick(world, panel, "channel", silent)

    shown = await panel_now(world)
    assert f"I cannot post in <#{silent.id}> yet: I am missing **Send Messages** there" in shown
    await pick(world, panel, "channel", world.board)
    assert "I cannot post" not in await panel_now(world)


async def test_an_ambiguous_zone_asks_again_and_changes_nothing(world: World) -> None:
    result = await set_up(world, zone="CST")

    assert result.ephemeral
    assert "Use `/setup` again" in result.response.content
    assert "UTC" in await panel_now(world)


async def test_new_members_start_with_the_servers_clock(world: World) -> None:
    await set_up(world, zone="Tokyo")
    result = await world.mara.slash(world.general, "settings show")

    assert "Tokyo (Asia/Tokyo)" in str(result.response.components)
