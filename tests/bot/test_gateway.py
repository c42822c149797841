"""What of a server is kept: what permissions are worked out from, and not the rest."""

from __future__ import annotations

from typing import Any

from discord import ChannelType

from gateway import lean
from tests.loopback import payloads
from tests.world import World

BOT = 42


def server(**more: Any) -> dict[str, Any]:
    return {"id": "1", "channels": [], "threads": [], **more}


def channel(kind: ChannelType, **more: Any) -> dict[str, Any]:
    return {"id": "5", "type": kind.value, "topic": "A long one", "permission_overwrites": ["kept"], **more}


def test_channels_that_one_writes_in_are_kept_with_what_is_granted_there() -> None:
    given = [channel(kind) for kind in (ChannelType.text, ChannelType.voice, ChannelType.category, ChannelType.news)]
    kept = lean(server(channels=given), BOT)["channels"]
    assert [each["type"] for each in kept] == [ChannelType.text.value, ChannelType.news.value]
    assert all(each["permission_overwrites"] == ["kept"] and each["topic"] is None for each in kept)
    assert given[0]["topic"] == "A long one"


def test_of_threads_the_bots_own_are_kept() -> None:
    threads = [{"id": "7", "owner_id": "41"}, {"id": "8", "owner_id": str(BOT)}]
    assert [each["id"] for each in lean(server(threads=threads), BOT)["threads"]] == ["8"]


def test_a_server_that_is_away_is_taken_as_it_is() -> None:
    away = {"id": "1", "unavailable": True}
    assert lean(away, BOT) is away


async def test_the_bot_itself_keeps_no_voice_channels(world: World) -> None:
    assert world.bot.user is not None
    bot = payloads.user(world.bot.user.id, "OneReader", bot=True)
    voice = {"id": "9", "type": ChannelType.voice.value, "name": "loud", "position": 0, "permission_overwrites": []}
    events: Any = world.bot._connection.parsers
    events["GUILD_CREATE"](payloads.guild(world.guild.id + 1, "Loud", [voice], bot, 12))

    found = world.bot.get_guild(world.guild.id + 1)
    assert found is not None
    assert found.name == "Loud"
    assert not found.channels
