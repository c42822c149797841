"""`kill -9` in the middle of a rush, with the real process on a local Discord: none lost, none doubled.

The database, the Discord and the processes are real; only the bots' clock is set, so that a dead process's lease
has run out when the next one starts. Doubles are counted at Discord's side, after its own dropping of nonces.
"""

from __future__ import annotations

import asyncio
import os
import random
import sys
from collections import Counter
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import aiohttp
import pytest

from db import members, schedule, servers
from db.connection import Tx
from db.database import Database, is_shared
from process import CLEAN, TRY_LATER
from rules.members.consent import Consent, Mode, Reminder
from rules.members.member import Member
from rules.schedule.due import Due
from services.reminder_times import REMINDER
from services.schedule.run import LEASE
from tests import engines
from tests.crash.runner import POINTS
from tests.loopback.records import Application
from tests.loopback.server import LoopbackDiscord

ROOT = Path(__file__).resolve().parents[2]
FIRST_MEMBER = 800_000_000_000_000_000
# As many deaths as CI has time for; `make returns` dies fifty times, in a rush that is long enough for it.
KILLS = int(os.environ.get("KILLS", "8"))
REMINDERS = 500
PATIENCE = 120.0
"""Seconds a process has to get to the point where it dies."""


DOWN = LEASE + timedelta(seconds=10)
"""How long the bot stays away after a kill: what the dead process leased is free again."""


@dataclass
class Rush:
    """So many reminders due at one moment, and the processes that send them."""

    discord: LoopbackDiscord
    application: Application
    database_url: str
    size: int
    due_at: datetime
    downtime: timedelta = timedelta(0)
    claimed: list[int] = field(default_factory=list)

    async def start(self, point: str = "", times: int = 0) -> asyncio.subprocess.Process:
        """Start a process that sends what is due, and dies at a point where one is given."""
        shift = self.due_at + self.downtime - datetime.now(UTC)  # noqa: TID251 - the processes are on this clock
        self.discord.shift = shift.total_seconds()  # and Discord with them, which forgets nonces meanwhile
        return await asyncio.create_subprocess_exec(
            sys.executable,
            *("-m", "tests.crash.runner", str(shift.total_seconds()), *((point, str(times)) if point else ())),
            cwd=ROOT,
            env={
                **os.environ,
                "DISCORD_TOKEN": self.application.token,
                "DISCORD_API_URL": self.discord.api_url,
                **engines.settings_for(self.database_url),
                "LOG_LEVEL": "ERROR",
            },
            stdout=asyncio.subprocess.PIPE,
        )

    async def kill_at(self, process: asyncio.subprocess.Process, messages: int) -> None:
        """Kill a process from outside once Discord has so many messages of it more."""
        target = min(len(self.discord.messages) + messages, self.size)
        await until(lambda: len(self.discord.messages) >= target, PATIENCE)
        process.kill()

    async def dead(self, process: asyncio.subprocess.Process) -> None:
        """Wait until a process was killed; what it had leased is free for the next."""
        try:
            async with asyncio.timeout(PATIENCE):
                told, _ = await process.communicate()
        except TimeoutError:
            process.kill()
            raise
        self.claimed.append(sum(int(line) for line in told.split()))
        assert process.returncode == -9

    async def finish(self, *processes: asyncio.subprocess.Process) -> None:
        """Let processes send the rest, and end them."""
        await until(lambda: self.count("state = 'sent'") == self.size, PATIENCE, pause=0.05)
        for process in processes:
            process.kill()
            await self.dead(process)

    def count(self, where: str) -> int:
        """Count rows of the schedule."""
        ((count,),) = engines.rows(self.database_url, f"SELECT COUNT(*) FROM due WHERE {where}")
        return int(count)

    def judge(self) -> None:
        """Everyone got one message, and has tomorrow's waiting."""
        received = Counter(self.discord._recipients[message.channel_id] for message in self.discord.messages)
        everyone = range(FIRST_MEMBER, FIRST_MEMBER + self.size)
        assert [member for member in everyone if member not in received] == [], "lost"
        assert [member for member, times in received.items() if times > 1] == [], "doubled"
        assert set(received) == set(everyone)
        assert self.count("state <> 'waiting'") == self.count("state = 'sent'") == self.size
        assert self.count("state = 'waiting'") == self.size
        assert self.discord.unknown_requests == []


async def until(condition: Callable[[], bool], seconds: float, pause: float = 0.001) -> None:
    """Wait for what another process does. Raise TimeoutError."""
    async with asyncio.timeout(seconds):
        while not condition():  # noqa: ASYNC110 - no event crosses from there to here
            await asyncio.sleep(pause)


async def open_dms(discord: LoopbackDiscord, application: Application, member_ids: range) -> dict[int, int]:
    """Open a direct message with every member, as their press once did; return the channels by member."""
    channels = {}
    async with aiohttp.ClientSession(headers={"Authorization": f"Bot {application.token}"}) as bot:
        for member_id in member_ids:
            url = f"{discord.api_url}/users/@me/channels"
            async with bot.post(url, json={"recipient_id": str(member_id)}) as answer:
                channels[member_id] = int((await answer.json())["id"])
    return channels


async def rush_of(discord: LoopbackDiscord, url: str, size: int, ago: timedelta = timedelta(hours=3)) -> Rush:
    """Let members be due at a moment so long ago by the machine's clock; the processes go on from there."""
    application = discord.add_application("OneReader")
    database = await Database.open(url, "a key")
    due_at = await plan_rush(discord, application, database, size, ago)
    await database.close()
    rush = Rush(discord, application, url, size, due_at)
    assert rush.count(f"state = 'waiting' AND due_at = '{due_at.isoformat(timespec='microseconds')}'") == size
    return rush


async def plan_rush(
    discord: LoopbackDiscord,
    application: Application,
    database: Database,
    size: int,
    ago: timedelta = timedelta(hours=3),
    first: int = FIRST_MEMBER,
) -> datetime:
    """Give members, from a `first` on, a reminder each, due at one moment; return it."""
    # A fixed zone where it is noon or a little later, so that no day ends during the test.
    due_at = datetime.now(UTC).replace(second=0, microsecond=0) - ago  # noqa: TID251
    zone = ZoneInfo(f"Etc/GMT{due_at.hour - 12:+d}")
    channels = await open_dms(discord, application, range(first, first + size))

    async def work(tx: Tx) -> None:
        await servers.add(tx, discord.guild_id)
        for member_id in range(first, first + size):
            member = Member(
                id=member_id,
                zone=zone,
                zone_chosen=True,
                day_end_hour=3,
                since_on=due_at.date() - timedelta(days=9),
                on_boards=True,
                reminder=Reminder(Mode.DAILY, time(12, due_at.minute), consent=Consent.SETTINGS),
            )
            await members.add(tx, member)
            await members.set_reminder(tx, member_id, member.reminder)
            await members.join_server(tx, member_id, discord.guild_id, due_at - timedelta(days=9))
            await schedule.plan(tx, Due(REMINDER, member_id, due_at.astimezone(zone).date().isoformat(), due_at))
            await members.set_dm_channel(tx, member_id, channels[member_id])

    await database.write(work)
    return due_at


@pytest.fixture
async def discord() -> AsyncIterator[LoopbackDiscord]:
    async with LoopbackDiscord() as server:
        yield server


def moments(seed: int) -> list[tuple[str, int]]:
    """Return the points to die at, shuffled, each with how often it is passed before; "" is a kill from outside."""
    chance = random.Random(seed)
    each = KILLS // (len(POINTS) + 1)
    found = [(point, chance.randint(1, 9)) for point in POINTS if "claim" not in point for _ in range(each)]
    found += [(point, 1) for point in POINTS if "claim" in point for _ in range(each - 1)]
    # A process claims again while what it claimed first is on its way.
    found += [(point, 2) for point in POINTS if "claim" in point]
    found += [("", chance.randint(1, 9)) for _ in range(KILLS - len(found))]
    chance.shuffle(found)
    return found


async def test_kills_in_a_rush_lose_nothing_and_double_nothing(discord: LoopbackDiscord, database_url: str) -> None:
    rush = await rush_of(discord, database_url, REMINDERS)
    for point, times in moments(seed=3):
        process = await rush.start(point, times)
        if not point:
            await rush.kill_at(process, times)
        await rush.dead(process)
        rush.downtime += DOWN
    assert len(rush.claimed) == KILLS
    assert rush.count("state = 'sent'") < REMINDERS, "the rush was over before the last kill"
    await rush.finish(await rush.start())

    rush.judge()
    # What was sent and not saved was looked for; no process had to leave that to a nonce.
    assert discord.histories_read >= KILLS // 5
    assert discord.repeated_nonces == 0


async def test_a_second_process_on_the_file_ends_by_itself_and_leaves_the_rush_to_the_first(
    discord: LoopbackDiscord, database_url: str
) -> None:
    if is_shared(database_url):
        pytest.skip("of several on a PostgreSQL one delivers: test_processes.py")
    rush = await rush_of(discord, database_url, 300)
    first = await rush.start()
    await until(lambda: len(discord.messages) > 0, PATIENCE)
    second = await rush.start()
    async with asyncio.timeout(PATIENCE):
        told, _ = await second.communicate()
    assert second.returncode == TRY_LATER
    assert told == b""
    await until(lambda: rush.count("state = 'sent'") == rush.size, PATIENCE, pause=0.05)
    first.kill()
    await rush.dead(first)

    rush.judge()


async def test_stopped_in_a_rush_it_ends_cleanly_and_the_next_one_sends_the_rest_once(
    discord: LoopbackDiscord, database_url: str
) -> None:
    rush = await rush_of(discord, database_url, REMINDERS)
    chance = random.Random(7)
    for _ in range(3):
        process = await rush.start()
        target = min(len(discord.messages) + chance.randint(1, 60), rush.size)
        await until(lambda target=target: len(discord.messages) >= target, PATIENCE)  # type: ignore[misc]
        process.terminate()
        async with asyncio.timeout(PATIENCE):
            await process.communicate()
        assert process.returncode == CLEAN
        assert rush.count("state = 'waiting' AND leased_until IS NOT NULL") == 0, "a lease was not given back"
    assert rush.count("state = 'sent'") < REMINDERS
    await rush.finish(await rush.start())

    rush.judge()
    assert discord.repeated_nonces == 0
