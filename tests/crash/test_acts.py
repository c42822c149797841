"""Killed and stopped while members act, and back after seconds or hours: nothing is done twice, nothing is lost.

Commands, forms and presses, at random moments. Whoever heard nothing comes back and uses another command: either they
hear then what became of it, or it was not done, and they do it again. `make acts` ends it a hundred times; here it is
a few.
"""

from __future__ import annotations

import asyncio
import os
import random
import signal
import sys
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

import pytest

from process import CLEAN
from tests import engines
from tests.crash.test_kills import FIRST_MEMBER, PATIENCE, ROOT, until
from tests.loopback.acting import Acting
from tests.loopback.records import InteractionRecord
from tests.loopback.server import LoopbackDiscord

KILLS, STOPS = int(os.environ.get("ACTS_KILLS", "3")), int(os.environ.get("ACTS_STOPS", "3"))
AT_ONCE = 30
SECONDS = 0.8
"""How long a round's acts take to come, and when at the latest the process is ended."""

AWAY = (timedelta(seconds=1), timedelta(minutes=4), timedelta(minutes=20), timedelta(hours=3))


@dataclass
class Intent:
    """What one member wants done once: so many words logged, or an earlier entry of theirs undone."""

    member_id: int
    words: int
    kind: str
    record: InteractionRecord
    entry_id: int = 0

    @property
    def was_told(self) -> bool:
        """Whether they saw an answer to it."""
        return self.record.answered is not None


@dataclass
class Server:
    """Members, the process they act with, and the database it writes into."""

    acting: Acting
    database_url: str
    chance: random.Random
    rounds: list[list[Intent]] = field(default_factory=list)
    twice: int = 0
    lost: int = 0
    members: int = 0

    async def start(self) -> asyncio.subprocess.Process:
        """Start a process on the members' clock, and wait until it can be used."""
        discord, application = self.acting.discord, self.acting.application
        application.ready.clear()
        process = await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", "tests.crash.runner", str(self.acting.shift)),
            cwd=ROOT,
            env={
                **os.environ,
                "DISCORD_TOKEN": application.token,
                "DISCORD_API_URL": discord.api_url,
                **engines.settings_for(self.database_url),
                "LOG_LEVEL": "ERROR",
            },
            stdout=asyncio.subprocess.DEVNULL,
        )
        await until(lambda: application.ready.is_set() and bool(application.commands), PATIENCE, pause=0.02)
        return process

    async def end(self, process: asyncio.subprocess.Process, how: signal.Signals) -> int:
        """End the process, and return its status; what is sent after that reaches nobody."""
        process.send_signal(how)
        async with asyncio.timeout(PATIENCE):
            status = await process.wait()
        await self.acting.discord.gateway.disconnect(self.acting.application.application_id, forget=True)
        return status

    async def act(self) -> None:
        """Let members act at random moments of a while; some of them had done something before."""
        self.rounds.append([])
        for _ in range(AT_ONCE):
            await asyncio.sleep(self.chance.random() * 2 * SECONDS / AT_ONCE)
            self.rounds[-1].append(await self._intent())

    async def _intent(self) -> Intent:
        earlier = [each for each in self._settled() if each.kind != "press" and not self.chance.randrange(3)]
        if earlier:
            return await self._undo(self.chance.choice(earlier))
        self.members += 1
        member_id, words = FIRST_MEMBER + self.members, 1_000 + self.members
        kind = self.chance.choice(("command", "form"))
        return Intent(member_id, words, kind, await self._log(member_id, words, kind))

    def _settled(self) -> list[Intent]:
        used = {each.member_id for round_ in self.rounds for each in round_ if each.kind == "press"}
        return [each for round_ in self.rounds[:-1] for each in round_ if each.member_id not in used]

    async def _log(self, member_id: int, words: int, kind: str) -> InteractionRecord:
        if kind == "command":
            return await self.acting.use(member_id, "wrote", words=words)
        day = datetime.now(UTC) + timedelta(seconds=self.acting.shift, hours=-3)  # noqa: TID251 - as Discord's
        form = f"streaks:write:{member_id}:{day.date()}"
        return await self.acting.fill_in(member_id, form, words=str(words), minutes="", note="", link="")

    async def _undo(self, entry: Intent) -> Intent:
        ((entry_id,),) = self._rows("SELECT id FROM entries WHERE words = ? AND undone_at IS NULL", entry.words)
        record = await self.acting.press(entry.member_id, f"streaks:undo:{entry_id}")
        return Intent(entry.member_id, entry.words, "press", record, entry_id)

    async def settle(self) -> None:
        """Let whoever heard nothing come back: they hear of it now, or do it again. Then count."""
        for each in self.rounds[-1] if self.rounds else ():
            if not each.was_told and not await self._hears_of(each):
                again = await self._again(each)
                await self._answered(again)
            self._count(each)

    async def _hears_of(self, intent: Intent) -> bool:
        record = await self.acting.use(intent.member_id, "help")
        await self._answered(record)
        is_done = self._is_done(intent)
        if is_done:  # it is told below the next answer
            await until(lambda: any("reached you" in str(said) for said in record.follow_ups), PATIENCE, pause=0.02)
        return is_done

    async def _again(self, intent: Intent) -> InteractionRecord:
        if intent.kind == "press":
            return await self.acting.press(intent.member_id, f"streaks:undo:{intent.entry_id}")
        return await self._log(intent.member_id, intent.words, intent.kind)

    async def _answered(self, record: InteractionRecord) -> None:
        async with asyncio.timeout(PATIENCE):
            await record.finished

    def _is_done(self, intent: Intent) -> bool:
        if intent.kind == "press":
            return bool(self._rows("SELECT id FROM entries WHERE id = ? AND undone_at IS NOT NULL", intent.entry_id))
        return bool(self._rows("SELECT id FROM entries WHERE words = ?", intent.words))

    def _count(self, intent: Intent) -> None:
        entries = self._rows("SELECT id, undone_at FROM entries WHERE words = ?", intent.words)
        self.twice += len(entries) > 1
        self.lost += not self._is_done(intent)

    def _rows(self, sql: str, *values: int) -> list[tuple[int, ...]]:
        return engines.rows(self.database_url, sql, *values)


@pytest.fixture
async def server(database_url: str) -> AsyncIterator[Server]:
    async with LoopbackDiscord() as discord:
        acting = Acting(discord, discord.add_application("OneReader"))
        yield Server(acting, database_url, random.Random(11))


@pytest.mark.timeout(600 + 60 * (KILLS + STOPS))
async def test_ended_while_members_act_nothing_is_done_twice_and_nothing_lost(server: Server) -> None:
    ends = [signal.SIGKILL] * KILLS + [signal.SIGTERM] * STOPS
    server.chance.shuffle(ends)
    unheard = 0
    for how in ends:
        process = await server.start()
        await server.settle()
        acting = asyncio.create_task(server.act())
        await asyncio.sleep(server.chance.random() * 2 * SECONDS)
        status = await server.end(process, how)
        await acting
        if how is signal.SIGTERM:
            assert status == CLEAN
        unheard += sum(not each.was_told for each in server.rounds[-1])
        server.acting.shift += server.chance.choice(AWAY).total_seconds()
    process = await server.start()
    await server.settle()
    await server.end(process, signal.SIGTERM)

    assert (server.twice, server.lost) == (0, 0)
    assert unheard > 0, "nobody was ever cut off"
    assert server.acting.discord.unknown_requests == []
