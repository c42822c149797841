"""What a stop, a kill, a lost gateway or a start in trouble leaves of acts: none twice, none lost, none unanswered.

The rest of the fault matrix, with the real process on a local Discord: `tests/bot/test_fault_matrix.py` has the others.
"""

from __future__ import annotations

import asyncio
import resource
import sqlite3
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import pytest

from db.database import is_shared
from process import CLEAN, MEND
from tests import engines
from tests.conftest import NewDatabase
from tests.crash.test_process import Host
from tests.loopback.acting import Acting
from tests.loopback.faults import Fault
from tests.loopback.records import DEFERRALS, Application, InteractionRecord
from tests.loopback.server import LoopbackDiscord

PATIENCE, SEEN_BY_THEN_SECONDS = 90.0, 8.0
ANNA, BELA, CARL, DORA = (900_000_000_000_000_001 + number for number in range(4))


class Acts:
    """A host whose members log words, take them back, change them and look for a day, all at once."""

    def __init__(self, host: Host) -> None:
        self.host = host
        self.discord = host.discord
        self.entries: dict[int, InteractionRecord] = {}

    @property
    def application(self) -> Application:
        return self.discord.applications[self.host.token]

    async def start(self, *how: str) -> asyncio.subprocess.Process:
        """Start the bot, or what stands in its place; return once it hears members."""
        self.application.ready.clear()
        process = await self.host.start(*how)
        await self.hears()
        return process

    async def hears(self) -> None:
        """Wait until the bot is connected and has given Discord its commands."""
        async with asyncio.timeout(PATIENCE):
            await self.application.ready.wait()
        await self.host.alive()

    async def begin(self, *how: str) -> asyncio.subprocess.Process:
        """Start the bot, and let two members log what they change afterwards."""
        process = await self.start(*how)
        for member in (BELA, CARL):
            self.entries[member] = await self.wrote(member, 300)
        await self.wrote(ANNA, 1)
        return process

    async def wrote(self, member: int, words: int) -> InteractionRecord:
        return await self.discord.use_command(self.application, "wrote", {"words": words}, member)

    async def all_at_once(self) -> dict[int, InteractionRecord]:
        """Let a command, a press, a form and a look for choices arrive."""
        acting = Acting(self.discord, self.application)
        edited, taken_back = self.entries[CARL].interaction_id, self.entries[BELA].interaction_id
        return {
            ANNA: await acting.use(ANNA, "wrote", words=200),
            BELA: await acting.press(BELA, f"streaks:undo:{taken_back}"),
            CARL: await acting.fill_in(CARL, f"streaks:edit:{edited}", words="400", minutes="", note="", link=""),
            DORA: await acting.type_into(DORA, "wrote", "day"),
        }

    def words(self) -> dict[int, list[int]]:
        """Return the words that count, by who wrote them."""
        sql = "SELECT member_id, words FROM entries WHERE undone_at IS NULL ORDER BY id"
        found: dict[int, list[int]] = {ANNA: [], BELA: [], CARL: []}
        for member, words in engines.rows(self.host.database_url, sql):
            found[member].append(words)
        return found

    async def are_done(self) -> None:
        """Wait until everything is in the database."""
        async with asyncio.timeout(PATIENCE):
            while self.words() != DONE:  # noqa: ASYNC110 - another process
                await asyncio.sleep(0.02)

    async def what_waited(self, member: int) -> str:
        """Let a member ask for help; return what they are told after the answer."""
        record = await self.discord.use_command(self.application, "help", {}, member)
        async with asyncio.timeout(5):
            while not record.follow_ups:  # noqa: ASYNC110 - another process
                await asyncio.sleep(0.02)
        return str(record.follow_ups[0]["content"])


DONE = {ANNA: [1, 200], BELA: [], CARL: [400]}


@pytest.fixture
async def discord() -> AsyncIterator[LoopbackDiscord]:
    async with LoopbackDiscord() as server:
        yield server


@pytest.fixture
async def acts(discord: LoopbackDiscord, tmp_path: Path, new_database: NewDatabase) -> Acts:
    return Acts(Host(discord, tmp_path, await new_database()))


async def heard(records: dict[int, InteractionRecord]) -> None:
    """Wait until each was answered."""
    async with asyncio.timeout(PATIENCE):
        await asyncio.gather(*(record.finished for record in records.values()))


async def test_asked_to_end_it_answers_whatever_has_arrived(acts: Acts) -> None:
    process = await acts.begin()
    acts.discord.faults.slow = 0.25  # on its way when it is stopped, and in time on a busy machine
    records = await acts.all_at_once()
    await acts.are_done()
    process.terminate()

    assert (await acts.host.end_of(process))[0] == CLEAN
    await heard(records)
    assert acts.words() == DONE
    assert [len(record.callbacks) for record in records.values()] == [1, 1, 1, 1]


async def test_killed_before_it_could_answer_it_tells_what_became_of_each(acts: Acts) -> None:
    process = await acts.begin()
    acts.discord.faults.slow = 2.0
    await acts.all_at_once()
    await acts.are_done()
    process.kill()
    await process.wait()
    acts.discord.faults.slow = 0.0
    process = await acts.start()

    for member, what in ((ANNA, "`/wrote` of <t:"), (BELA, "**Press** of <t:"), (CARL, "the form you sent of <t:")):
        assert what in await acts.what_waited(member)
    again = await acts.wrote(ANNA, 200)
    assert "Is this on top of it, or was it the same?" in again.answer["content"]
    records = await acts.all_at_once()
    await heard(records)
    assert acts.words() == DONE
    process.terminate()
    assert (await acts.host.end_of(process))[0] == CLEAN


async def test_what_somebody_else_holds_up_is_acknowledged_by_the_timer_and_done_afterwards(acts: Acts) -> None:
    process = await acts.begin("-m", "tests.crash.patient")
    async with engines.held_up(acts.host.database_url):
        records = await acts.all_at_once()
        late = [records[member] for member in (ANNA, BELA, CARL)]
        async with asyncio.timeout(PATIENCE):
            while not all(record.callbacks for record in late):  # noqa: ASYNC110 - another process
                await asyncio.sleep(0.02)
    await heard(records)

    assert acts.words() == DONE
    assert all(record.callbacks[0]["type"] in DEFERRALS for record in late)
    process.terminate()
    assert (await acts.host.end_of(process))[0] == CLEAN


@pytest.mark.parametrize("is_gone_before", [False, True], ids=["answers are on their way", "acts are on their way"])
async def test_a_gateway_that_drops_costs_no_act_and_no_answer(acts: Acts, is_gone_before: bool) -> None:
    process = await acts.begin()
    drop = acts.discord.gateway.disconnect(acts.application.application_id, forget=False)
    if is_gone_before:
        await drop
        records = await acts.all_at_once()
    else:
        records = await acts.all_at_once()
        await drop
    await acts.are_done()

    # Discord waited three seconds; the bot sees after that whether a lost answer stands.
    await asyncio.wait([record.finished for record in records.values()], timeout=SEEN_BY_THEN_SECONDS)
    late = [member for member, record in records.items() if not record.finished.done() and member != DORA]
    for member in late:
        assert "had not reached you" in await acts.what_waited(member)
    assert acts.words() == DONE
    process.terminate()
    assert (await acts.host.end_of(process))[0] == CLEAN


# A start in trouble

Trouble = Callable[[Host], Awaitable[asyncio.subprocess.Process]]


def fails(fault: Fault) -> Trouble:
    """Let the first request of a start fail."""

    async def start(host: Host) -> asyncio.subprocess.Process:
        host.discord.faults.coming.append(fault)
        return await host.start()

    return start


async def held(host: Host) -> asyncio.subprocess.Process:
    """Let somebody else hold the file for the first ten seconds."""
    host.file.touch()
    with closing(sqlite3.connect(host.file, isolation_level=None)) as holder:
        holder.execute("PRAGMA journal_mode = WAL")
        holder.execute("BEGIN EXCLUSIVE")
        process = await host.start()
        await asyncio.sleep(10)
        assert process.returncode is None
        holder.execute("ROLLBACK")
    return process


async def no_room(host: Host) -> asyncio.subprocess.Process:
    """Let no file grow; once there is room, start again."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    process = await host.start(file_size=(16_384, before[1]))
    status, said = await host.end_of(process)
    assert status == MEND
    assert len(said.splitlines()) <= 3
    return await host.start()


async def begun(host: Host) -> asyncio.subprocess.Process:
    """Start, up to where the bot logs in."""
    host.discord.faults.coming.append(Fault.SILENT)
    process = await host.start()
    async with asyncio.timeout(PATIENCE):
        while host.discord.faults.coming:  # noqa: ASYNC110 - another process
            await asyncio.sleep(0.02)
    return process


async def terminated(host: Host) -> asyncio.subprocess.Process:
    """End a start, and start again."""
    process = await begun(host)
    process.terminate()
    assert (await host.end_of(process))[0] == CLEAN
    return await host.start()


async def killed(host: Host) -> asyncio.subprocess.Process:
    """Kill a start, and start again."""
    process = await begun(host)
    process.kill()
    await process.wait()
    return await host.start()


async def dropped(host: Host) -> asyncio.subprocess.Process:
    """Drop the gateway as soon as it is there."""
    process = await host.start()
    async with asyncio.timeout(PATIENCE):
        while not host.discord.gateway.sessions:  # noqa: ASYNC110 - another process
            await asyncio.sleep(0.02)
    (application,) = host.discord.applications.values()
    await host.discord.gateway.disconnect(application.application_id, forget=True)
    application.ready.clear()
    return process


@dataclass(frozen=True)
class StartRow:
    """One trouble of a start; with a file only, where it `is_of_files`."""

    name: str
    start: Trouble
    is_of_files: bool = False


STARTS = (
    StartRow("answer cut", fails(Fault.CUT)),
    StartRow("answer lost after it was applied", fails(Fault.LOST)),
    StartRow("429", fails(Fault.TOO_MANY)),
    StartRow("500", fails(Fault.BROKEN)),
    StartRow("503", fails(Fault.AWAY)),
    StartRow("silent for 5 s", fails(Fault.SILENT)),
    StartRow("database held for 10 s", held, is_of_files=True),
    StartRow("disk full", no_room, is_of_files=True),
    StartRow("SIGTERM", terminated),
    StartRow("SIGKILL", killed),
    StartRow("gateway drop", dropped),
)


@pytest.mark.timeout(300)  # eleven starts, two of which take ten seconds
async def test_a_start_in_trouble_ends_in_a_bot_that_answers(tmp_path: Path, new_database: NewDatabase) -> None:
    """Some at once, each with a Discord and a database of its own: what is waited for is waited for together."""
    starting = asyncio.Semaphore(3)
    databases = {row: await new_database() for row in STARTS}
    rows = [row for row, url in databases.items() if not (row.is_of_files and is_shared(url))]

    async def one(row: StartRow) -> None:
        async with starting:
            await _answers_after(row, tmp_path, databases[row])

    outcomes = await asyncio.gather(*map(one, rows), return_exceptions=True)
    wrong = {row.name: repr(came) for row, came in zip(rows, outcomes, strict=True) if came is not None}
    assert not wrong


async def _answers_after(row: StartRow, tmp_path: Path, database_url: str) -> None:
    folder = tmp_path / row.name
    folder.mkdir()
    async with LoopbackDiscord() as discord:
        acts = Acts(Host(discord, folder, database_url))
        process = await row.start(acts.host)
        try:
            await acts.hears()
            record = await acts.wrote(ANNA, 1)
            # A busy machine acknowledges first: what is said to everybody follows then.
            assert any("wrote **1 word**" in each.get("content", "") for each in (record.answer, *record.follow_ups))
            assert acts.words()[ANNA] == [1]
            process.terminate()
            assert (await acts.host.end_of(process))[0] == CLEAN
        finally:
            if process.returncode is None:
                process.kill()
                await process.wait()
