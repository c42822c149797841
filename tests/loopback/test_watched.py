"""What stands around discord.py's requests, judged by the real one: a pace, a count, and an end."""

from __future__ import annotations

import asyncio
from types import SimpleNamespace
from typing import Any

import discord
import pytest

import process
from cogs.post.pacer import Pacer
from cogs.post.requests import watched
from cogs.post.standing import Ending, Standing
from tests.loopback.limits import Limits
from tests.loopback.server import LoopbackDiscord
from tests.loopback.test_loopback import MEMBER, Client, connected

pytestmark = pytest.mark.slow

# So far off that whatever waits for its turn would never be done.
NEVER = 1e9


class WatchedClient(Client):
    """The loopback tests' client, with our pacer and counts around its requests."""

    def __init__(self) -> None:
        super().__init__()
        self.pacer, self.standing = Pacer(), Standing()
        self.http.http_trace = watched(self.pacer, self.standing)


@pytest.fixture
def client() -> WatchedClient:
    return WatchedClient()


async def test_a_rush_of_requests_is_never_refused(loopback: LoopbackDiscord, client: WatchedClient) -> None:
    async with connected(loopback, client):
        await asyncio.sleep(1)  # Discord's own second, of which connecting used a part
        loopback.limits = Limits(buckets={})
        await asyncio.gather(*(client.http.start_private_message(number) for number in range(1, 120)))

    assert loopback.limits.refused == 0


async def test_an_answer_to_an_interaction_waits_for_no_turn(loopback: LoopbackDiscord, client: WatchedClient) -> None:
    async with connected(loopback, client) as application:
        client.pacer._free_at = NEVER
        record = await loopback.use_command(application, "echo", {"text": "at once"}, MEMBER)

    assert record.answer["content"] == "at once"


async def test_what_discord_py_tries_again_by_itself_is_counted(
    loopback: LoopbackDiscord, client: WatchedClient
) -> None:
    async with connected(loopback, client):
        loopback.limits = Limits(global_per_second=3, buckets={})
        await asyncio.gather(*(client.http.start_private_message(number) for number in range(1, 9)))

    assert len(client.standing._invalid_at) == loopback.limits.refused > 0


async def test_a_token_reset_while_the_bot_runs_ends_it_with_a_sentence(
    loopback: LoopbackDiscord, client: WatchedClient
) -> None:
    async with connected(loopback, client) as application:
        del loopback.applications[application.token]
        with pytest.raises(discord.HTTPException):
            await client.http.start_private_message(MEMBER)
        loopback.applications[application.token] = application

    assert client.standing.ending is Ending.TOKEN
    bot: Any = SimpleNamespace(standing=client.standing)
    with pytest.raises(process.CannotRun, match="does not take the token") as ended:
        await process._unwelcome(bot)
    assert ended.value.status == process.MEND
