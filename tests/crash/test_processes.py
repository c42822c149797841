"""Three processes on one PostgreSQL: the one that delivers is killed in a rush, another goes on; none lost or twice.

What a dead process had claimed is free again after its lease, so that this takes two minutes: `make failover` runs it,
and CI does not.
"""

from __future__ import annotations

import asyncio
import os
import random
import sys
import time
from collections import Counter
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from typing import Any

import asyncpg
import pytest

from db.database import Database, is_shared
from tests.crash.test_kills import FIRST_MEMBER, PATIENCE, ROOT, plan_rush, until
from tests.loopback.server import LoopbackDiscord

KILLS = int(os.environ.get("FAILOVERS", "0"))
PROCESSES = 3
REMINDERS = 400 + 150 * KILLS


class Several:
    """The processes, and what each was seen to claim."""

    def __init__(self, environment: dict[str, str], shift: float) -> None:
        self._environment = environment
        self._shift = shift
        self.running: dict[int, asyncio.subprocess.Process] = {}
        self.claimed_at: dict[int, float] = {}
        self._reading: set[asyncio.Task[None]] = set()

    async def start(self, number: int) -> None:
        """Start one of them, or start it again."""
        process = await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", "tests.crash.runner", str(self._shift)),
            cwd=ROOT,
            env={**os.environ, **self._environment, "PROCESS": f"{number}/{PROCESSES}"},
            stdout=asyncio.subprocess.PIPE,
        )
        self.running[number] = process
        self._reading.add(asyncio.create_task(self._read(number, process)))

    async def _read(self, number: int, process: asyncio.subprocess.Process) -> None:
        assert process.stdout is not None
        while await process.stdout.readline():
            self.claimed_at[number] = time.monotonic()

    async def kill(self, number: int) -> None:
        """Kill one as a machine without power would."""
        process = self.running.pop(number)
        process.kill()
        await process.wait()

    async def kill_the_deliverer(self) -> float:
        """Kill whoever claimed last; return how many seconds later another claimed."""
        number = max(self.claimed_at, key=lambda each: self.claimed_at[each])
        await self.kill(number)
        self.claimed_at.clear()
        killed_at = time.monotonic()
        await until(lambda: bool(self.claimed_at), PATIENCE, pause=0.05)
        await self.start(number)
        return min(self.claimed_at.values()) - killed_at


@pytest.fixture
async def discord() -> AsyncIterator[LoopbackDiscord]:
    async with LoopbackDiscord() as server:
        yield server


@pytest.mark.timeout(1200)
@pytest.mark.skipif(not KILLS, reason="takes minutes: make failover")
async def test_whoever_delivers_is_killed_and_another_goes_on(discord: LoopbackDiscord, database_url: str) -> None:
    if not is_shared(database_url):
        pytest.skip("needs a PostgreSQL: --engine postgresql")
    application = discord.add_application("OneReader")
    database = await Database.open(database_url, "a key")
    due_at = await plan_rush(discord, application, database, REMINDERS)
    shift = (due_at - datetime.now(UTC)).total_seconds()  # noqa: TID251 - the processes are on this clock
    discord.shift = shift
    several = Several(
        {
            "DISCORD_TOKEN": application.token,
            "DISCORD_API_URL": discord.api_url,
            "DATABASE_URL": database_url,
            "PRIVACY_KEY": "a key",
            "SHARD_COUNT": str(PROCESSES),
            "LOG_LEVEL": "ERROR",
        },
        shift,
    )
    for number in range(1, PROCESSES + 1):
        await several.start(number)
    chance, seconds = random.Random(5), []
    for kill in range(KILLS):
        target = (kill + 1) * 150 + chance.randint(-60, 60)
        await until(lambda target=target: len(discord.messages) >= target, PATIENCE * 2)  # type: ignore[misc]
        seconds.append(await several.kill_the_deliverer())
    await until(lambda: len(discord.messages) >= REMINDERS, PATIENCE * 4, pause=0.5)
    await asyncio.gather(*(several.kill(number) for number in list(several.running)))
    await database.close()
    print(f"taken over after {sorted(round(each, 1) for each in seconds)} s")

    received = Counter(discord._recipients[message.channel_id] for message in discord.messages)
    assert set(received) == set(range(FIRST_MEMBER, FIRST_MEMBER + REMINDERS))
    assert set(received.values()) == {1}
    assert max(seconds) < 15 + 2  # and what it takes to notice
    connection: Any = await asyncpg.connect(database_url)
    assert await connection.fetchval("SELECT COUNT(*) FROM due WHERE state = 'sent'") >= REMINDERS - 100
    await connection.close()
