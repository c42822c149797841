"""The bot's first word in a server: once, to those who can use it, or not at all."""

from __future__ import annotations

import asyncio
from typing import Any

import discord
import pytest
from simcord.backend import serializers

from cogs.setup.cards import GREETING
from tests.world import World, typed_out


def said_in(channel: Any) -> list[str]:
    return [typed_out(message.content) for message in channel.history()]


async def arrive(world: World, guild: Any, *, times: int = 1) -> None:
    """Tell the bot of a server, so many times at once, and wait until it has done what it does on joining."""
    cog: Any = world.bot.get_cog("Greeting")
    with world.env._bot_scope():
        await asyncio.gather(*(cog.on_guild_join(world.bot.get_guild(guild.id)) for _ in range(times)))
    await world.env.settle()


async def come_back(world: World) -> None:
    """Restart the bot, and wait until it has done what it does when it is ready."""
    await world.restart()
    cog: Any = world.bot.get_cog("Greeting")
    with world.env._bot_scope():
        await cog.on_ready()
    await world.env.settle()


async def wait_for_word(world: World, channel: Any) -> None:
    """Wait for what the bot says upon an event that nobody awaits."""
    while not said_in(channel):
        await world.env.settle()


def closed_to(guild: Any, **denied: bool) -> dict[Any, discord.PermissionOverwrite]:
    return {guild.default_role: discord.PermissionOverwrite(**dict.fromkeys(denied, False))}


async def test_a_server_is_greeted_on_joining_in_three_lines(world: World) -> None:
    await arrive(world, world.guild)

    assert said_in(world.general) == [GREETING]
    assert said_in(world.board) == []
    first, everyone, manager = GREETING.splitlines()
    assert first.startswith("Hello")
    assert "`/swap next`" in everyone
    assert "`/setup`" in manager
    assert "`/goal set`" in everyone
    assert "`/wrote`" in everyone
    assert "`/help`" in everyone


async def test_discord_telling_of_a_server_brings_the_greeting(world: World) -> None:
    backend = world.env.backend
    payload: Any = dict(serializers.guild_create_payload(backend, backend.get_guild(world.guild.id)))
    payload.pop("unavailable", None)  # Discord sends it for servers the bot was in before
    with world.env._bot_scope():
        backend.emit("GUILD_CREATE", payload)
    await wait_for_word(world, world.general)

    assert said_in(world.general) == [GREETING]


async def test_joining_told_twice_or_at_once_or_after_a_restart_greets_once(world: World) -> None:
    await arrive(world, world.guild, times=2)
    await arrive(world, world.guild)
    await come_back(world)
    await arrive(world, world.guild)

    assert said_in(world.general) == [GREETING]


async def test_a_server_that_came_while_the_bot_was_down_is_greeted_when_it_is_back(world: World) -> None:
    assert said_in(world.general) == []
    await world.restart()
    await wait_for_word(world, world.general)
    await come_back(world)

    assert said_in(world.general) == [GREETING]


async def test_who_uses_the_bot_already_needs_no_greeting(world: World) -> None:
    await world.mara.slash(world.general, "wrote", words=1, quiet=True)
    await come_back(world)

    assert said_in(world.general) == []


async def test_the_first_channel_it_may_write_in_is_taken(world: World) -> None:
    guild = world.env.create_guild("Quills")
    rules = guild.create_text_channel("rules", overwrites=closed_to(guild, send_messages=True))
    staff = guild.create_text_channel("staff", overwrites=closed_to(guild, view_channel=True))
    talk = guild.create_text_channel("talk")
    await arrive(world, guild)

    assert [said_in(channel) for channel in (rules, staff, talk)] == [[], [], [GREETING]]


async def test_it_greets_where_people_talk_and_not_where_only_some_can_read(world: World) -> None:
    guild = world.env.create_guild("Quills")
    guild.add_member(world.mara.user)
    staff = guild.create_text_channel("staff", overwrites=closed_to(guild, view_channel=True))
    quiet, talk = guild.create_text_channel("announcements"), guild.create_text_channel("talk")
    for channel in (talk, staff):
        world.env.backend.get_channel(channel.id).last_message_id = 1
    await come_back(world)

    assert [said_in(channel) for channel in (staff, quiet, talk)] == [[], [], [GREETING]]


async def test_an_emptied_database_greets_nobody_twice(world: World) -> None:
    await arrive(world, world.guild)
    await forget_everything(world)
    await come_back(world)
    assert said_in(world.general) == [GREETING]

    with world.env._bot_scope():  # the greeting is gone, or lies under too much talk to be seen
        await world.bot.http.delete_message(world.general.id, world.general.last_message.id)
    await forget_everything(world)
    await world.env.advance_time(4 * 86_400)
    await come_back(world)
    assert said_in(world.general) == []


async def forget_everything(world: World) -> None:
    await world.bot.context.db.write(lambda tx: tx.execute("DELETE FROM servers"))


async def test_the_system_channel_comes_first(world: World) -> None:
    with world.env._bot_scope():
        world.env.backend.edit_guild(world.guild.id, {"system_channel_id": world.board.id})
    await world.env.settle()
    await arrive(world, world.guild)

    assert said_in(world.board) == [GREETING]
    assert said_in(world.general) == []


async def test_with_nowhere_to_write_it_stays_silent_and_greets_once_it_can(world: World) -> None:
    guild = world.env.create_guild("Quills")
    rules = guild.create_text_channel("rules", overwrites=closed_to(guild, send_messages=True))
    await arrive(world, guild)
    assert said_in(rules) == []
    talk = guild.create_text_channel("talk")
    await come_back(world)

    assert said_in(rules) == []
    assert said_in(talk) == [GREETING]


@pytest.mark.breaks_things
async def test_a_greeting_that_discord_refuses_is_tried_again_at_the_next_start(world: World) -> None:
    world.env.inject_error("POST", "/channels/*/messages", status=403, code=50013, times=1)
    await arrive(world, world.guild)
    assert said_in(world.general) == []
    await come_back(world)

    assert said_in(world.general) == [GREETING]
