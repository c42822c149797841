"""/help as somebody new meets it."""

from __future__ import annotations

import re
from dataclasses import replace

from discord import app_commands

from cogs.help import topics as ui
from cogs.help.typed import WHAT_WORKS_WHERE
from services.members import known
from tests.world import World, typed_out

MENTION = re.compile(r"`/([a-z]+(?: [a-z-]+)?)`")


def commands_of(world: World) -> set[str]:
    """Return every slash command by its full name."""
    return {
        command.qualified_name
        for command in world.bot.tree.walk_commands()
        if isinstance(command, app_commands.Command)
    }


def texts(world: World) -> list[str]:
    return [topic.text for topic in world.bot.house.help.values()]


async def test_every_command_is_told_of_under_some_topic(world: World) -> None:
    told = {name for words in texts(world) for name in MENTION.findall(words)}

    assert commands_of(world) - told == {"help"}


async def test_no_text_names_a_command_that_does_not_exist(world: World) -> None:
    told = {name for words in (ui.OVERVIEW, *texts(world)) for name in MENTION.findall(words)}

    assert told <= commands_of(world)


async def test_options_are_named_as_they_are(world: World) -> None:
    options = {
        parameter.display_name
        for command in world.bot.tree.walk_commands()
        if isinstance(command, app_commands.Command)
        for parameter in command.parameters
    }
    named = {name for words in texts(world) for name in re.findall(r"`([a-z-]+)`", words)}

    assert "quiet" in named
    assert named - options == {"yesterday"}


async def test_help_says_how_to_begin_for_oneself_alone(world: World) -> None:
    result = await world.mara.slash(world.general, "help")

    assert result.ephemeral
    shown = typed_out(str(result.response.components))
    assert "`/goal set`" in shown
    assert "`/wrote`" in shown


async def test_every_topic_can_be_asked_for_by_name(world: World) -> None:
    for topic in world.bot.house.help.values():
        result = await world.mara.slash(world.general, "help", topic=topic.key)
        assert result.ephemeral
        assert f"### {topic.name}" in str(result.response.components)
        assert len(topic.text.splitlines()) <= 6


async def test_the_menu_turns_to_another_topic_also_after_a_restart(world: World) -> None:
    first = (await world.mara.slash(world.general, "help", topic="goals")).response
    assert "A **freeze** covers" not in str(first.components)
    await world.restart()
    await world.mara.select(first, ["streaks"], custom_id="pick:help:topic:0")

    (shown,) = [
        each for each in world.env.http_requests if each.path.endswith("/callback") and "A **freeze**" in str(each.json)
    ]
    assert shown.json is not None
    assert shown.json["type"] == 7  # the same message, changed


async def test_help_links_the_pages_where_a_host_has_put_them(world: World) -> None:
    plain = await world.mara.slash(world.general, "help")
    world.bot.settings = replace(world.bot.settings, docs_url="https://writers.example/onereader")
    linked = await world.mara.slash(world.general, "help")

    assert "https://" not in str(plain.response.components)
    assert "(https://writers.example/onereader)" in str(linked.response.components)


async def test_a_command_sent_as_words_is_answered_once_an_hour_and_nothing_of_it_is_kept(world: World) -> None:
    def said() -> list[str]:
        found = world.mara.user.dm_channel.history(viewer=world.mara.user)
        return [typed_out(each.content) for each in found if each.author.bot]

    await world.mara.send_dm("hello, are you there?")
    assert said() == []

    await world.mara.send_dm("/swap mine")
    assert len(said()) == 1
    assert "works in a server, not in our direct messages.\nIn one of its channels type **/swap mine**" in said()[0]

    await world.env.advance_time(59 * 60)
    await world.mara.send_dm("/wrote words: 300")
    assert len(said()) == 1

    await world.env.advance_time(60)
    await world.mara.send_dm("/Goal   set 500 followers in 3 months")
    assert "Tap `/goal set`" in (said())[-1]
    await world.tomas.send_dm("/")  # each has their own hour
    assert await known(world.bot.context, world.mara.id) is None


def test_what_is_said_to_work_in_direct_messages_does(world: World) -> None:
    here, there = WHAT_WORKS_WHERE.split("what is between", 1)
    server_only = {
        each.qualified_name for each in world.bot.tree.walk_commands() if (each.root_parent or each).guild_only
    }

    assert not server_only & set(MENTION.findall(here))
    assert re.findall(r"\*\*/([a-z ]+)\*\*", there)[0] in server_only
