"""The local Discord is judged by the real discord.py: a client connects, registers, answers and resumes."""

from __future__ import annotations

import asyncio
from contextlib import asynccontextmanager, suppress
from typing import TYPE_CHECKING

import aiohttp
import discord
import pytest
import yarl
from discord import app_commands
from discord.gateway import DiscordWebSocket

from bot import create_bot
from settings import Settings
from tests.loopback.limits import Limits
from tests.loopback.server import LoopbackDiscord

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path

    from tests.loopback.records import Application

pytestmark = pytest.mark.slow

MEMBER = 4242


class Client(discord.AutoShardedClient):
    """A bot with two commands: one answers at once, one thinks first."""

    def __init__(self) -> None:
        super().__init__(intents=discord.Intents(guilds=True), max_messages=None, guild_ready_timeout=0.1)
        self.tree = app_commands.CommandTree(self)
        self.resumed = asyncio.Event()
        self.finished = asyncio.Event()
        self.answers: list[str] = []

        @self.tree.command(description="Answer at once")
        async def echo(interaction: discord.Interaction, text: str) -> None:
            await interaction.response.send_message(text)
            self.answers.append((await interaction.original_response()).content)

        @self.tree.command(description="Think first")
        async def think(interaction: discord.Interaction) -> None:
            await interaction.response.defer()
            await interaction.edit_original_response(content="thought")
            followup = await interaction.followup.send("and more", wait=True)
            self.answers.append(followup.content)
            self.finished.set()

    async def setup_hook(self) -> None:
        await self.tree.sync()

    async def on_shard_resumed(self, shard_id: int) -> None:
        self.resumed.set()


@asynccontextmanager
async def connected(server: LoopbackDiscord, client: discord.Client) -> AsyncIterator[Application]:
    application = server.add_application("tester")
    running = asyncio.create_task(client.start(application.token))
    try:
        await application.ready.wait()
        await client.wait_until_ready()
        yield application
    finally:
        await client.close()
        with suppress(asyncio.CancelledError):
            await running


@pytest.fixture
def client() -> Client:
    return Client()


async def test_a_client_gets_ready_and_sees_the_guild(loopback: LoopbackDiscord, client: Client) -> None:
    async with connected(loopback, client) as application:
        assert client.user is not None
        assert client.user.id == application.application_id
        guild = client.get_guild(loopback.guild_id)
        assert guild is not None
        assert guild.get_channel(loopback.channel_id) is not None
    assert loopback.gateway.dialled == ["/gateway"]
    assert loopback.unknown_requests == []


async def test_a_command_goes_to_the_bot_and_its_answer_comes_back(loopback: LoopbackDiscord, client: Client) -> None:
    async with connected(loopback, client) as application:
        assert set(application.commands) == {"echo", "think"}
        record = await loopback.use_command(application, "echo", {"text": "Day 12"}, MEMBER)
        assert record.answer["content"] == "Day 12"
        assert record.acknowledged == record.answered
        assert 0 < record.seconds < 3
        thought = await loopback.use_command(application, "think", {}, MEMBER)
        assert thought.answer["content"] == "thought"
        assert thought.acknowledged is not None
        assert thought.answered is not None
        assert thought.acknowledged < thought.answered
        await client.finished.wait()
        assert client.answers == ["Day 12", "and more"]
    assert [len(record.callbacks) for record in loopback.interactions.values()] == [1, 1]
    assert loopback.unknown_requests == []


async def test_a_command_nobody_registered_cannot_be_used(loopback: LoopbackDiscord, client: Client) -> None:
    async with connected(loopback, client) as application:
        with pytest.raises(LookupError, match="/goal"):
            await loopback.use_command(application, "goal", {}, MEMBER)


async def test_a_second_acknowledgement_is_refused(loopback: LoopbackDiscord, client: Client) -> None:
    async with connected(loopback, client) as application:
        record = await loopback.use_command(application, "echo", {"text": "once"}, MEMBER)
    url = f"{loopback.api_url}/interactions/{record.interaction_id}/{record.token}/callback"
    async with aiohttp.ClientSession() as session, session.post(url, json={"type": 4, "data": {}}) as answer:
        assert answer.status == 400
        assert (await answer.json())["code"] == 40060
    assert len(record.callbacks) == 2


async def test_a_lost_connection_is_resumed_where_ready_said(loopback: LoopbackDiscord, client: Client) -> None:
    async with connected(loopback, client) as application:
        await loopback.gateway.disconnect(application.application_id, forget=False)
        await client.resumed.wait()
        assert loopback.gateway.dialled == ["/gateway", "/resume"]
        assert loopback.gateway.resumed == 1
        await loopback.use_command(application, "echo", {"text": "still here"}, MEMBER)


@pytest.mark.parametrize("shard_count", [None, 1])
async def test_onereader_starts_again_at_the_configured_gateway_when_nothing_can_be_resumed(
    shard_count: int | None, loopback: LoopbackDiscord, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(DiscordWebSocket, "DEFAULT_GATEWAY", yarl.URL("ws://127.0.0.1:9/not-configured"))
    monkeypatch.setattr("bot.FEATURES", ())
    settings = Settings(
        discord_api_url=loopback.api_url, database_url=f"sqlite:///{tmp_path}/bot.db", shard_count=shard_count
    )
    async with connected(loopback, create_bot(settings)) as application:
        application.ready.clear()
        await loopback.gateway.disconnect(application.application_id, forget=True)
        await application.ready.wait()
    assert loopback.gateway.dialled == ["/gateway", "/resume", "/gateway"]
    assert loopback.gateway.refused_resumes == 1


async def test_a_repeated_nonce_makes_no_second_message(loopback: LoopbackDiscord, client: Client) -> None:
    async with connected(loopback, client):
        channel = await client.create_dm(discord.Object(MEMBER))
        first = await channel.send("Day 12", nonce="reminder:1")
        again = await channel.send("Day 12", nonce="reminder:1")
        other = await channel.send("Day 13", nonce="reminder:2")
        assert first.id == again.id != other.id
    assert [message.nonce for message in loopback.messages] == ["reminder:1", "reminder:2"]
    assert loopback.repeated_nonces == 1


async def test_closed_direct_messages_are_refused_with_discords_code(loopback: LoopbackDiscord, client: Client) -> None:
    loopback.closed_dms.add(MEMBER)
    async with connected(loopback, client):
        channel = await client.create_dm(discord.Object(MEMBER))
        with pytest.raises(discord.Forbidden) as refusal:
            await channel.send("Day 12")
        assert refusal.value.code == 50007
    assert loopback.messages == []


async def test_a_stale_channel_answers_as_somebody_elses_until_it_is_opened_anew(
    loopback: LoopbackDiscord, client: Client
) -> None:
    async with connected(loopback, client):
        stale = int((await client.http.start_private_message(MEMBER))["id"])
        loopback.stale_dms.add(stale)
        with pytest.raises(discord.Forbidden) as refusal:
            await client.get_partial_messageable(stale).send("Day 12")
        assert refusal.value.code == 50001
        fresh = int((await client.http.start_private_message(MEMBER))["id"])
        await client.get_partial_messageable(fresh).send("Day 12")
    assert [message.channel_id for message in loopback.messages] == [fresh] != [stale]


async def test_a_quarantined_bot_reaches_whom_it_knows_and_nobody_new(
    loopback: LoopbackDiscord, client: Client
) -> None:
    async with connected(loopback, client):
        await client.http.start_private_message(MEMBER)
        loopback.quarantined = True
        await client.http.start_private_message(MEMBER)
        with pytest.raises(discord.Forbidden) as refusal:
            await client.http.start_private_message(MEMBER + 1)
        assert refusal.value.code == 20026


async def test_discord_py_waits_out_a_limit_and_loses_nothing(loopback: LoopbackDiscord, client: Client) -> None:
    loopback.limits = Limits(global_per_second=None, buckets={"POST /channels/{channel_id}/messages": (2, 0.3)})
    async with connected(loopback, client):
        channel = await client.create_dm(discord.Object(MEMBER))
        await asyncio.gather(*(channel.send(str(number)) for number in range(5)))
    assert len(loopback.messages) == 5


async def test_the_global_limit_answers_429_and_is_obeyed(loopback: LoopbackDiscord, client: Client) -> None:
    async with connected(loopback, client):
        loopback.limits = Limits(global_per_second=3, buckets={})
        users = await asyncio.gather(*(client.create_dm(discord.Object(number)) for number in range(1, 6)))
    assert len({channel.id for channel in users}) == 5
    assert loopback.limits.refused >= 1


def test_replies_to_interactions_do_not_count_against_the_global_limit() -> None:
    limits = Limits(global_per_second=1, buckets={}, monotonic=lambda: 1.0)
    assert limits.check(1, "GET /users/@me", "").retry_after == 0
    assert limits.check(1, "POST /interactions/{interaction_id}/{token}/callback", "7").retry_after == 0
    refused = limits.check(1, "GET /users/@me", "")
    assert refused.is_global
    assert refused.retry_after == pytest.approx(1.0)
    assert limits.check(2, "GET /users/@me", "").retry_after == 0


async def test_without_read_message_history_a_channel_seems_empty(loopback: LoopbackDiscord, client: Client) -> None:
    loopback.may_read_history = False
    async with connected(loopback, client):
        channel = client.get_channel(loopback.channel_id)
        assert isinstance(channel, discord.TextChannel)
        await channel.send("There it stands.")

        assert not channel.permissions_for(channel.guild.me).read_message_history
        assert [message async for message in channel.history()] == []
        loopback.may_read_history = True
        assert [message.content async for message in channel.history()] == ["There it stands."]
