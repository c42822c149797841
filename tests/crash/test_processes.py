"""Four processes on one PostgreSQL: one is killed midway through a rush, or loses the database; none lost, none twice.

What a dead process had claimed is free again after its lease, which is shorter in CI than the bot's. `make failover`
has the bot's own, a thousand reminders, twenty kills, and a minute without the database.
"""

from __future__ import annotations

import asyncio
import os
import random
import sys
import time
from collections import Counter
from collections.abc import AsyncIterator
from datetime import timedelta

import pytest

from db.database import Database, is_shared
from tests.crash.runner import LEASE_SECONDS
from tests.crash.test_kills import FIRST_MEMBER, PATIENCE, ROOT, plan_rush, until
from tests.engines import settings_for
from tests.loopback.records import MessageRecord
from tests.loopback.server import LoopbackDiscord
from tests.postgres import line_to

KILLS = int(os.environ.get("FAILOVERS", "0"))
REMINDERS = 1_000 if KILLS else 200
SECONDS_WITHOUT = 60 if KILLS else 0
LEASE = {} if KILLS else {LEASE_SECONDS: "20"}
PROCESSES = 4
# The first of them calls Discord by another name than the others.
NAMES = {1: "localhost"}


class Several:
    """The processes, what each was seen to claim, and everything that they were given to send."""

    def __init__(self, discord: LoopbackDiscord, database_url: str) -> None:
        self.discord = discord
        self.database_url = database_url
        self.application = discord.add_application("OneReader")
        self.running: dict[int, asyncio.subprocess.Process] = {}
        self.claimed_at: dict[int, float] = {}
        self.planned = 0
        self._reading: set[asyncio.Task[None]] = set()

    async def start(self, number: int, url: str = "") -> None:
        """Start one of them, or start it again; `url` is where it finds the database where that is a way of its own."""
        process = await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", "tests.crash.runner", "0"),
            cwd=ROOT,
            env={
                **os.environ,
                **settings_for(url or self.database_url),
                **LEASE,
                "DISCORD_TOKEN": self.application.token,
                "DISCORD_API_URL": self.discord.api_url.replace("127.0.0.1", NAMES.get(number, "127.0.0.1")),
                "SHARD_COUNT": str(PROCESSES),
                "PROCESS": f"{number}/{PROCESSES}",
                "LOG_LEVEL": "ERROR",
            },
            stdout=asyncio.subprocess.PIPE,
        )
        self.running[number] = process
        self._reading.add(asyncio.create_task(self._read(number, process)))

    async def _read(self, number: int, process: asyncio.subprocess.Process) -> None:
        assert process.stdout is not None
        while await process.stdout.readline():
            self.claimed_at[number] = time.monotonic()

    @property
    def deliverer(self) -> int:
        """Whoever claimed last."""
        return max(self.claimed_at, key=lambda each: self.claimed_at[each])

    @property
    def reminders(self) -> list[MessageRecord]:
        """What members got, in the order in which it came."""
        return [message for message in self.discord.messages if message.channel_id in self.discord._recipients]

    async def plan(self) -> None:
        """Let so many members more be due now."""
        database = await Database.open(self.database_url, "a key")
        first = FIRST_MEMBER + self.planned
        await plan_rush(self.discord, self.application, database, REMINDERS, timedelta(0), first)
        await database.close()
        self.planned += REMINDERS

    async def there(self, count: int) -> None:
        """Wait until so many are connected."""
        await until(lambda: len(self.discord.gateway.sessions) >= count, PATIENCE, pause=0.05)

    async def sent(self, count: int) -> None:
        """Wait until members got so many."""
        await until(lambda: len(self.reminders) >= count, PATIENCE * 2, pause=0.01)

    async def kill(self, number: int) -> None:
        """Kill one as a machine without power would."""
        process = self.running.pop(number)
        process.kill()
        await process.wait()

    async def another_claims(self, than: int) -> float:
        """Wait until another process claims; return how many seconds that took."""
        began = time.monotonic()
        del self.claimed_at[than]
        await until(lambda: any(at > began for at in self.claimed_at.values()), PATIENCE, pause=0.01)
        return max(self.claimed_at.values()) - began

    def judge(self) -> None:
        """Everybody got one message."""
        received = Counter(self.discord._recipients[message.channel_id] for message in self.reminders)
        everyone = range(FIRST_MEMBER, FIRST_MEMBER + self.planned)
        assert [member for member in everyone if member not in received] == [], "lost"
        assert [member for member, times in received.items() if times > 1] == [], "twice"
        assert set(received) == set(everyone)
        assert self.discord.unknown_requests == []


@pytest.fixture
async def several(database_url: str) -> AsyncIterator[Several]:
    if not is_shared(database_url):
        pytest.skip("needs a PostgreSQL: --engine postgresql")
    async with LoopbackDiscord() as discord:
        several = Several(discord, database_url)
        yield several
        await asyncio.gather(*(several.kill(number) for number in list(several.running)))


@pytest.mark.timeout(600 + 180 * KILLS)
async def test_the_deliverer_or_another_is_killed_midway_and_everything_comes_once(several: Several) -> None:
    await several.plan()
    for number in range(1, PROCESSES + 1):
        await several.start(number)
    chance, seconds = random.Random(5), []
    for kill in range(KILLS or 2):
        if kill:
            await several.plan()
        midway = several.planned - chance.randint(REMINDERS * 3 // 10, REMINDERS * 7 // 10)
        await several.sent(midway)
        deliverer = several.deliverer
        killed = deliverer if kill % 2 == 0 else chance.choice([each for each in several.running if each != deliverer])
        await several.kill(killed)
        if killed == deliverer:
            seconds.append(await several.another_claims(deliverer))
        await several.sent(several.planned)
        await several.start(killed)

    several.judge()
    print(f"{KILLS or 2} killed; taken over after {sorted(round(each, 1) for each in seconds)} s")
    assert max(seconds) < 15


@pytest.mark.timeout(600)
async def test_a_deliverer_that_lost_the_database_stops_sending_before_another_starts(several: Several) -> None:
    async with line_to(several.database_url) as (line, address):
        for number, url in ((1, address), (2, several.database_url), (3, several.database_url)):
            await several.start(number, url)
            await several.there(number)
        await several.plan()
        several.discord.round_trip = (1.0, 9.0)  # so that much is on its way when it happens
        await several.sent(REMINDERS // 4)
        line.swallows, lost_at = True, time.monotonic()
        seconds = await several.another_claims(1)
        several.discord.round_trip = (0.0, 0.0)
        await several.sent(several.planned)
        await asyncio.sleep(max(0.0, lost_at + SECONDS_WITHOUT - time.monotonic()))
        line.swallows = False

        whose = [message.dialled.startswith(NAMES[1]) for message in several.reminders]
        print(f"another claimed after {seconds:.1f} s; {sum(whose)} of {len(whose)} messages were the first one's")
        assert whose == sorted(whose, reverse=True), "the first one sent after another had begun"
        several.judge()

        await asyncio.gather(several.kill(2), several.kill(3))
        await several.plan()  # and with the database back it delivers like any other
        await several.sent(several.planned)
        await several.kill(1)
    several.judge()
