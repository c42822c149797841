"""The bot belongs to servers that added it and to direct messages with it; nobody takes it along anywhere else."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
import simcord.interactions

from tests.bot.circle_steps import begin, invitation
from tests.world import World

GUILD_INSTALL, USER_INSTALL = "0", "1"
IN_SERVER, BOT_DM, FRIENDS_DM = 0, 1, 2

Change = Callable[[dict[str, Any]], None]


@pytest.fixture
def taken_along(monkeypatch: pytest.MonkeyPatch) -> Callable[[Change], None]:
    """Let Discord tell what SimCord leaves out: who added the bot, and what kind of conversation it is."""
    build = simcord.interactions.base_payload

    def begin_to_tell(change: Change) -> None:
        def told(*args: Any, **options: Any) -> tuple[Any, dict[str, Any]]:
            record, payload = build(*args, **options)
            change(payload)
            return record, payload

        monkeypatch.setattr(simcord.interactions, "base_payload", told)

    return begin_to_tell


def by_their_member(payload: dict[str, Any]) -> None:
    who = payload["member"]["user"] if "member" in payload else payload["user"]
    payload["authorizing_integration_owners"] = {USER_INSTALL: who["id"]}


def in_a_friends_dm(payload: dict[str, Any]) -> None:
    by_their_member(payload)
    payload["context"] = FRIENDS_DM


def by_the_server_too(payload: dict[str, Any]) -> None:
    by_their_member(payload)
    payload["authorizing_integration_owners"][GUILD_INSTALL] = payload.get("guild_id", "0")


async def test_every_command_is_for_servers_that_added_the_bot(world: World) -> None:
    for command in world.bot.tree.get_commands():
        payload = command.to_dict(world.bot.tree)
        assert payload["integration_types"] == [int(GUILD_INSTALL)], command.name
        # In direct messages everywhere that servers are not asked for.
        assert payload["contexts"] in ([IN_SERVER], None), command.name


async def test_in_a_friends_conversation_nothing_is_kept_or_said_aloud(
    world: World, taken_along: Callable[[Change], None]
) -> None:
    taken_along(in_a_friends_dm)
    told = await world.mara.user.slash("wrote", words=350)

    assert told.response.ephemeral
    assert "direct messages with me, so nothing was kept here" in told.response.content
    assert await rows(world, "members") == 0


async def test_a_server_that_never_added_the_bot_is_none_of_its_own(
    world: World, taken_along: Callable[[Change], None]
) -> None:
    await begin(world, world.tomas)
    taken_along(by_their_member)
    written = await world.mara.slash(world.general, "wrote", words=350)
    pressed = await world.mara.click(invitation(world), label="Join")

    assert "whoever manages this server can add me" in written.response.content
    assert pressed.response.content == written.response.content
    assert await rows(world, "entries") == 0
    assert await rows(world, "members") == 1


@pytest.mark.parametrize("where", ["server", "dm"])
async def test_who_has_it_with_them_too_is_at_home_where_it_is(
    world: World, taken_along: Callable[[Change], None], where: str
) -> None:
    taken_along(by_the_server_too)
    if where == "server":
        told = await world.mara.slash(world.general, "wrote", words=350)
    else:
        told = await world.mara.user.slash("wrote", words=350)

    assert "**350 words**" in told.response.content


async def rows(world: World, table: str) -> int:
    async with world.bot.context.db.read() as connection:
        return len(await connection.fetch(f"SELECT 1 FROM {table}"))
