"""Discord is given the commands, keeps what is not the bot's, and its ids become links that can be tapped."""

from __future__ import annotations

import logging
from dataclasses import replace
from typing import Any

import discord
import pytest

from bot import create_bot
from cogs.kit.outgoing.links import CommandLinks
from cogs.post.publishing import publish
from services import process
from tests.world import World

ENTRY_POINT = {"id": "77", "type": 4, "name": "launch", "handler": 2}
SERVER = 4242


def command_id(world: World, name: str) -> int:
    known: Any = world.env.backend.commands[None]
    return next(int(each["id"]) for each in known.values() if each["name"] == name)


async def test_a_command_is_a_link_as_soon_as_discord_has_it_and_after_a_restart(world: World) -> None:
    link = f"</goal set:{command_id(world, 'goal')}>"
    assert link in str((await world.mara.slash(world.general, "help")).response.components)
    await world.restart()
    assert link in str((await world.mara.slash(world.general, "help")).response.components)
    published = [each for each in world.env.http_requests if each.method == "PUT" and each.path.endswith("/commands")]
    assert len(published) == 1


async def test_a_database_from_before_the_links_gets_them(world: World) -> None:
    async with world.bot.context.db.read() as connection:
        assert await connection.fetch("SELECT 1 FROM process WHERE name = 'published_ids'")
    await world.bot.context.db.write(lambda tx: tx.execute("DELETE FROM process WHERE name = 'published_ids'"))
    await world.restart()

    assert "</wrote:" in str((await world.mara.slash(world.general, "help")).response.components)


async def test_in_direct_messages_no_link_leads_to_what_works_in_servers_alone(world: World) -> None:
    said = "`/wrote` and `/swap next`"

    assert world.bot.dm_links.put_in(said, None, is_private=True).endswith("and `/swap next`")
    assert "</wrote:" in world.bot.dm_links.put_in(said, None, is_private=True)
    assert "</swap next:" in world.bot.links.put_in(said, None, is_private=True)


def known() -> CommandLinks:
    links = CommandLinks()
    links.know({"wrote": 5, "goal set": 6})
    return links


@pytest.mark.parametrize(
    ("said", "shown"),
    [
        ("`/wrote` logs it, `/goal set` begins.", "</wrote:5> logs it, </goal set:6> begins."),
        ("`/goal` has many parts, `/wrote words:350` an option.", None),
        (r"They wrote \`/wrote\` to me.", None),
        ("```\n`/wrote`\n```", None),
        ("``/wrote``", None),
    ],
)
def test_only_what_can_be_sent_as_it_stands_becomes_a_link(said: str, shown: str | None) -> None:
    assert known().put_in(said, None, is_private=True) == (shown or said)


def test_the_first_words_of_a_message_stay_as_one_would_type_them() -> None:
    said = "`/wrote` keeps day 12.\n`/wrote` takes a line."

    assert known().put_in(said, None, is_private=False) == "`/wrote` keeps day 12.\n</wrote:5> takes a line."


def test_a_text_that_would_grow_too_long_keeps_its_backticks() -> None:
    said = "`/wrote` " * 220

    assert known().put_in(said, None, is_private=True) == said


class Commands:
    """Discord's commands of one application with Activities, as its documentation has them."""

    def __init__(self, world: World, monkeypatch: pytest.MonkeyPatch) -> None:
        self.everywhere: list[Any] = [ENTRY_POINT]
        self.in_servers: dict[int, list[Any]] = {}
        http = world.bot.http
        monkeypatch.setattr(http, "bulk_upsert_global_commands", self.put_everywhere)
        monkeypatch.setattr(http, "get_global_commands", self.get_everywhere)
        monkeypatch.setattr(http, "bulk_upsert_guild_commands", self.put_in_server)

    async def put_everywhere(self, _application_id: int, payload: list[Any]) -> list[Any]:
        if not any(each["type"] == 4 for each in payload):
            raise discord.HTTPException(
                Answer(), {"code": 50240, "message": "You cannot remove this app's Entry Point"}
            )
        self.everywhere = numbered(payload)
        return self.everywhere

    async def get_everywhere(self, _application_id: int) -> list[Any]:
        return self.everywhere

    async def put_in_server(self, _application_id: int, server_id: int, payload: list[Any]) -> list[Any]:
        self.in_servers[server_id] = numbered(payload)
        return self.in_servers[server_id]


class Answer:
    """What discord.py asks of a response."""

    status, reason = 400, "Bad Request"


def numbered(payload: list[Any]) -> list[Any]:
    return [{"id": str(number), **each} for number, each in enumerate(payload, start=1)]


async def test_the_entry_point_of_activities_is_kept_and_said(
    world: World, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    discords = Commands(world, monkeypatch)
    await process.forget_published(world.bot.context)
    with caplog.at_level(logging.WARNING):
        await publish(world.bot)

    names = [each["name"] for each in discords.everywhere]
    assert "launch" in names
    assert "wrote" in names
    assert "Entry Point command" in caplog.text


async def test_one_servers_commands_are_said_to_be_double_and_go_with_the_setting(
    world: World, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    discords = Commands(world, monkeypatch)
    settings = world.bot.settings
    world.bot.settings = replace(settings, sync_guild_id=SERVER)
    with caplog.at_level(logging.WARNING):
        await publish(world.bot)
    assert discords.in_servers[SERVER]
    assert "show a second time there" in caplog.text

    world.bot.settings = settings
    await publish(world.bot)
    assert discords.in_servers[SERVER] == []
    discords.in_servers.clear()
    await process.forget_published(world.bot.context)
    await publish(world.bot)
    assert discords.in_servers == {}


def test_the_bot_begins_without_links(world: World) -> None:
    assert create_bot(world.settings, alarm=False).links.put_in("`/wrote`", None, is_private=True) == "`/wrote`"
