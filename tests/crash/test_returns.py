"""Killed and stopped at random moments of a rush, and back after seconds, hours, a day: none twice, none lost.

Discord's clock goes with the bots', so it has forgotten every nonce after five minutes. A direct message and a post, in
words that no other has and that never come too late. `make returns` lets it die a hundred times; here it is a few.
"""

from __future__ import annotations

import asyncio
import os
import random
from collections import Counter
from collections.abc import AsyncIterator, Iterator
from datetime import timedelta
from typing import Any

import pytest
from aiohttp import web

from db import codec, schedule
from db.connection import Tx
from db.database import Database
from process import CLEAN
from rules.schedule.due import Due
from services.circles.places import LOST
from services.goals.milestones import MILESTONE
from tests.conftest import NewDatabase
from tests.crash.test_kills import FIRST_MEMBER, PATIENCE, Rush, rush_of, until
from tests.loopback.requests import RefusedError
from tests.loopback.server import LoopbackDiscord

KILLS, STOPS = int(os.environ.get("RETURNS_KILLS", "2")), int(os.environ.get("RETURNS_STOPS", "1"))
MESSAGES = 500

AWAY = (
    timedelta(seconds=1),
    timedelta(minutes=4),
    timedelta(minutes=20),
    timedelta(hours=3),
    timedelta(hours=36),
)


class Letters(Rush):
    """So many direct messages and as many posts, each with words of its own, due at one moment."""

    def judge(self) -> None:
        """Each came once, and the database says the same."""
        heard = Counter(message.body["content"] for message in self.discord.messages)
        assert [words for words, times in heard.items() if times > 1] == [], "twice"
        assert len(heard) == self.size, "lost"
        assert self.count("state = 'sent'") == self.size
        assert self.count("state <> 'sent' AND kind IN ('circle_lost', 'milestone')") == 0
        assert self.discord.unknown_requests == []


async def letters_of(discord: LoopbackDiscord, url: str) -> Letters:
    rush = await rush_of(discord, url, MESSAGES // 2, ago=timedelta(days=40))
    at = codec.instant_to_text(rush.due_at)

    async def work(tx: Tx) -> None:
        await tx.execute("DELETE FROM due")
        await tx.execute("UPDATE members SET reminder_mode = 'off'")
        for number in range(MESSAGES // 2):
            member_id = FIRST_MEMBER + number
            circle = (number + 1, discord.guild_id, f"Owls {number}", member_id, 8, at, at)
            await tx.execute(
                "INSERT INTO circles (id, server_id, name, owner_id, seats, lost_at, created_at)"
                " VALUES (?, ?, ?, ?, ?, ?, ?)",
                circle,
            )
            await tx.execute(
                "INSERT INTO circle_members (server_id, member_id, circle_id, joined_at) VALUES (?, ?, ?, ?)",
                (discord.guild_id, member_id, number + 1, at),
            )
            goal = (number + 1, member_id, discord.guild_id, discord.channel_id, f"{number + 100} poems", 400, "poems")
            await tx.execute(
                "INSERT INTO goals (id, member_id, server_id, channel_id, text, amount, unit, starts_on, set_at)"
                " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
                (*goal, at[:10], at),
            )
            told = (number + 1, number + 1, at[:10], 100, 100, 100, 100, at)
            await tx.execute(
                "INSERT INTO goal_updates (id, goal_id, day_on, total, step, aloud_total, aloud_step, made_at)"
                " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                told,
            )
            await schedule.plan(tx, Due(LOST, number + 1, "7", rush.due_at))
            await schedule.plan(tx, Due(MILESTONE, number + 1, "25", rush.due_at))

    database = await Database.open(url, "a key")
    await database.write(work)
    await database.close()
    return Letters(rush.discord, rush.application, url, MESSAGES, rush.due_at)


@pytest.fixture
async def discord() -> AsyncIterator[LoopbackDiscord]:
    async with LoopbackDiscord() as server:
        yield server


def rushes(deaths: int, most: int) -> Iterator[int]:
    """Deal so many deaths out over rushes of at most so many, so that none is over before its last one."""
    while deaths > 0:
        yield min(deaths, most)
        deaths -= most


async def die_and_return(url: str, deaths: int, signal: str, chance: random.Random) -> None:
    """Let processes die in one rush; the last one sends the rest."""
    async with LoopbackDiscord() as discord:
        rush = await letters_of(discord, url)
        for _ in range(deaths):
            process = await rush.start()
            sent = len(discord.messages) + chance.randint(1, 20)
            await until(lambda sent=sent: len(discord.messages) >= sent, PATIENCE)  # type: ignore[misc]
            getattr(process, signal)()
            async with asyncio.timeout(PATIENCE):
                await process.communicate()
            assert process.returncode == (CLEAN if signal == "terminate" else -9)
            rush.downtime += chance.choice(AWAY)
        assert rush.count("state = 'sent'") < MESSAGES, "the rush was over before the last death"
        rush.downtime += timedelta(minutes=5)
        await rush.finish(await rush.start())
        rush.judge()
        assert discord.repeated_nonces == 0


@pytest.mark.timeout(600 + 60 * (KILLS + STOPS))
# A process that is asked to end sees through what is on its way, up to a hundred messages.
@pytest.mark.parametrize(
    ("deaths", "most", "signal"), [(KILLS, 20, "kill"), (STOPS, 3, "terminate")], ids=["killed", "stopped"]
)
async def test_back_after_any_time_everything_has_come_once(
    new_database: NewDatabase, deaths: int, most: int, signal: str
) -> None:
    chance = random.Random(11)
    for in_this_one in rushes(deaths, most):
        await die_and_return(await new_database(), in_this_one, signal, chance)


class Unreliable(LoopbackDiscord):
    """Loses answers after the message stands, or fails before or after, each now and then, while the `line_is_bad`."""

    line_is_bad = True
    chance = random.Random(13)

    async def _post_message(self, request: web.Request) -> Any:
        luck = self.chance.random() if self.line_is_bad else 1.0
        if luck < 0.1:
            raise RefusedError(503, 0, "503: Service Unavailable")
        sent = await super()._post_message(request)
        if luck < 0.2:
            raise RefusedError(500, 0, "500: Internal Server Error")
        if luck < 0.3 and request.transport is not None:
            request.transport.close()
        return sent


async def test_answers_that_are_lost_double_nothing_and_lose_nothing(database_url: str) -> None:
    async with Unreliable() as discord:
        rush = await letters_of(discord, database_url)
        for _ in range(3):
            process = await rush.start()
            sent = len(discord.messages) + 60
            await until(lambda sent=sent: len(discord.messages) >= sent, PATIENCE)  # type: ignore[misc]
            process.kill()
            await process.communicate()
            rush.downtime += timedelta(minutes=20)
        discord.line_is_bad = False
        await rush.finish(await rush.start())
        rush.judge()
        assert discord.histories_read > 0


async def test_a_gateway_that_drops_in_a_rush_doubles_nothing_and_loses_nothing(
    discord: LoopbackDiscord, database_url: str
) -> None:
    rush = await letters_of(discord, database_url)
    process = await rush.start()
    for sent in (50, 150):
        await until(lambda sent=sent: len(discord.messages) >= sent, PATIENCE)  # type: ignore[misc]
        await discord.gateway.disconnect(rush.application.application_id, forget=sent == 150)
    await rush.finish(process)
    rush.judge()
