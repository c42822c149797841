"""What `/wrote` costs, beside a bot that does nothing and one that only does the same write.

`python -m benchmarks.interactions` starts the three bots, each in a process of its own, on one local Discord
and measures them in turns within every round, so that a busy machine is busy for all of them. All three get the
same options and answer with as much text. With `--before FOLDER` another checkout of OneReader takes its turns too:
whether `/wrote` became slower since. It prints each figure with its limit, and ends with status 1 when a
limit is missed, 2 when a bot does not come up.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import sqlite3
import statistics
import sys
import tempfile
import time
from collections import defaultdict
from contextlib import AsyncExitStack, asynccontextmanager, closing, suppress
from dataclasses import dataclass, field
from itertools import count
from operator import truediv
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.report import Figure, report
from tests.loopback.server import LoopbackDiscord

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from contextlib import AbstractAsyncContextManager

    from tests.loopback.payloads import Json
    from tests.loopback.records import Application, InteractionRecord

ROOT = Path(__file__).resolve().parent.parent

THROUGHPUT_OF_BARE = 0.5
THROUGHPUT_OF_MINIMAL = 0.85
P99_OF_BARE = 3.0

CLIENTS = (1, 10)
PACE_PER_SECOND = 50
MEMBERS = 1_000
"""Members who take turns, so that nobody's log grows longer than a writer's; each has written once before."""

FIRST_MEMBER_ID = 900_000_000_000_000_000
START_SECONDS, STOP_SECONDS = 120.0, 15.0
LAST_WORDS = 30
# What counts for one that was not answered while its member waited.
NEVER_ANSWERED_SECONDS = 12.0
OPTIONS: Json = {"words": 512, "minutes": 35, "note": "Chapter three, the scene on the bridge, second draft."}


class NotMeasuredError(Exception):
    """A bot that did not come up or did not store what it answered: there is nothing to compare."""


@dataclass
class Contestant:
    """One running bot with what has been measured of it."""

    name: str
    application: Application
    process: asyncio.subprocess.Process
    database: Path | None = None
    ready_seconds: float = 0.0
    """From its process's start until it was connected and had its servers."""
    logged: list[bytes] = field(default_factory=list)
    used: int = 0
    per_second: defaultdict[int, list[float]] = field(default_factory=lambda: defaultdict(list))
    paced_seconds: list[float] = field(default_factory=list)
    first_member: int = FIRST_MEMBER_ID
    _members: count[int] = field(default_factory=count)

    async def once(self, discord: LoopbackDiscord) -> InteractionRecord:
        """Have the next member use the command; return it answered."""
        self.used += 1
        member_id = self.first_member + next(self._members) % MEMBERS
        return await discord.use_command(self.application, "wrote", OPTIONS, member_id)

    async def warm_up(self, discord: LoopbackDiscord) -> InteractionRecord:
        """Have every member use the command once and the first one twice; return that last answer."""
        for _ in range(MEMBERS):
            await self.once(discord)
        return await self.once(discord)

    async def measure_throughput(self, discord: LoopbackDiscord, clients: int, seconds: float) -> None:
        """Let `clients` members write, each as soon as the last answer is there, for so many seconds."""
        began = time.perf_counter()
        finished = 0

        async def keep_writing() -> None:
            nonlocal finished
            while time.perf_counter() - began < seconds:
                await self.once(discord)
                finished += 1

        async with asyncio.TaskGroup() as group:
            for _ in range(clients):
                group.create_task(keep_writing())
        self.per_second[clients].append(finished / (time.perf_counter() - began))

    async def measure_pace(self, discord: LoopbackDiscord, seconds: float) -> None:
        """Send PACE_PER_SECOND interactions a second, whether or not earlier ones are answered."""
        began = time.perf_counter()
        tasks: list[asyncio.Task[float]] = []
        async with asyncio.TaskGroup() as group:
            for number in range(int(seconds * PACE_PER_SECOND)):
                await asyncio.sleep(began + number / PACE_PER_SECOND - time.perf_counter())
                tasks.append(group.create_task(self._seconds_of_one(discord)))
        self.paced_seconds += [task.result() for task in tasks]

    async def _seconds_of_one(self, discord: LoopbackDiscord) -> float:
        try:
            return (await self.once(discord)).seconds
        except TimeoutError:
            return NEVER_ANSWERED_SECONDS

    def stored(self) -> int:
        """Count the entries in the bot's database."""
        if self.database is None:
            return 0
        with closing(sqlite3.connect(self.database)) as connection, connection:
            return int(connection.execute("SELECT count(*) FROM entries").fetchone()[0])


@asynccontextmanager
async def running(
    discord: LoopbackDiscord,
    name: str,
    command: list[str],
    environment: dict[str, str],
    database: Path | None = None,
    checkout: Path = ROOT,
) -> AsyncIterator[Contestant]:
    """Start a bot of a checkout in a fresh process, wait until it is connected, and stop it at the end.

    Raises NotMeasuredError with the bot's own last words when it does not come up.
    """
    application = discord.add_application(name)
    began = time.perf_counter()
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        *command,
        cwd=checkout,
        env={
            **os.environ,
            "DISCORD_TOKEN": application.token,
            "DISCORD_API_URL": discord.api_url,
            "PYTHONDONTWRITEBYTECODE": "",  # a host's Python keeps what it compiled
            **environment,
        },
        stdout=asyncio.subprocess.DEVNULL,
        stderr=asyncio.subprocess.PIPE,
    )
    logged: list[bytes] = []
    listening = asyncio.create_task(_drain(process, logged))
    connected = asyncio.create_task(_up(application))
    try:
        done, _ = await asyncio.wait({listening, connected}, timeout=START_SECONDS, return_when=asyncio.FIRST_COMPLETED)
        if connected not in done:
            words = b"".join(logged[-LAST_WORDS:]).decode(errors="replace")
            raise NotMeasuredError(f"{name} did not come up:\n{words}")
        yield Contestant(name, application, process, database, connected.result() - began, logged)
    finally:
        connected.cancel()
        if process.returncode is None:
            await _stop(process)
        await listening


async def _stop(process: asyncio.subprocess.Process) -> None:
    process.terminate()
    try:
        await asyncio.wait_for(process.wait(), STOP_SECONDS)
    except TimeoutError:
        with suppress(ProcessLookupError):  # it ended meanwhile
            process.kill()
        await process.wait()


async def _up(application: Application) -> float:
    """Wait until a bot is connected and has given Discord its commands; return when it was connected."""
    await application.ready.wait()
    ready_at = time.perf_counter()
    while not application.commands:  # noqa: ASYNC110 - the local Discord has no event for it
        await asyncio.sleep(0.05)
    return ready_at


async def _drain(process: asyncio.subprocess.Process, lines: list[bytes]) -> None:
    assert process.stderr is not None
    async for line in process.stderr:
        lines.append(line)  # noqa: PERF401 - they are read while it runs


def visible_characters(body: Json) -> int:
    """Count the characters a member reads in a message: its content and the text in its components."""
    total = len(body.get("content") or "") if body.get("type") in {None, 10} else 0
    for component in body.get("components") or []:
        total += visible_characters(component)
    return total


async def compare(
    rounds: int, seconds: float, pace_seconds: float, folder: Path, before: Path | None = None
) -> list[Figure]:
    """Run the comparison; `folder` holds the databases. Return every figure, promises and facts."""
    async with LoopbackDiscord() as discord, AsyncExitStack() as stack:
        theirs = folder / "minimal.db"
        wrote = await stack.enter_async_context(one_reader(discord, "OneReader", folder / "onereader.db"))
        reply = visible_characters((await wrote.warm_up(discord)).answer)
        environment = {"DATABASE": str(theirs), "REPLY_CHARACTERS": str(reply)}
        minimal = await stack.enter_async_context(
            running(discord, "minimal", ["-m", "benchmarks.bots", "minimal"], environment, theirs)
        )
        bare = await stack.enter_async_context(
            running(discord, "bare", ["-m", "benchmarks.bots", "bare"], environment, None)
        )
        contestants = [wrote, minimal, bare]
        if before is not None:
            earlier = one_reader(discord, "OneReader before", folder / "before.db", before)
            contestants.append(await stack.enter_async_context(earlier))
        for contestant in contestants[1:]:
            await contestant.warm_up(discord)
        for number in range(rounds):
            turn = number % len(contestants)
            for clients in CLIENTS:
                for contestant in contestants[turn:] + contestants[:turn]:
                    await contestant.measure_throughput(discord, clients, seconds)
            for contestant in contestants[turn:] + contestants[:turn]:
                await contestant.measure_pace(discord, pace_seconds)
        for contestant in contestants:
            if contestant.database and contestant.stored() != contestant.used:
                raise NotMeasuredError(
                    f"{contestant.name} answered {contestant.used} times, stored {contestant.stored()}"
                )
        measured = figures(wrote, minimal, bare)
        return measured + beside(wrote, contestants[-1]) if before else measured


def one_reader(
    discord: LoopbackDiscord, name: str, database: Path, checkout: Path = ROOT
) -> AbstractAsyncContextManager[Contestant]:
    """Start OneReader as it stands in a checkout."""
    environment = {"DATABASE_URL": f"sqlite:///{database}", "LOG_LEVEL": "WARNING"}
    return running(discord, name, ["bot.py"], environment, database, checkout)


def beside(wrote: Contestant, before: Contestant) -> list[Figure]:
    """Say how `/wrote` does beside an earlier one: throughput as medians over rounds, each within its own round."""
    throughputs = [
        Figure(
            f"throughput of /wrote ÷ before, {clients} at a time",
            statistics.median(map(truediv, wrote.per_second[clients], before.per_second[clients])),
            "",
            1.0,
        )
        for clients in CLIENTS
    ]
    ratio = percentile(wrote.paced_seconds, 99) / percentile(before.paced_seconds, 99)
    p99 = Figure(f"p99 of /wrote ÷ before at {PACE_PER_SECOND} per s", ratio, "", 1.0, at_least=False)
    return [*throughputs, p99]


def figures(wrote: Contestant, minimal: Contestant, bare: Contestant) -> list[Figure]:
    """Turn the measurements into figures: the ratios are medians over rounds, each within its own round."""
    facts: list[Figure] = []
    promises: list[Figure] = []
    for clients in CLIENTS:
        who = "1 client" if clients == 1 else f"{clients} clients"
        facts += [
            Figure(f"{one.name}, {who}", statistics.median(one.per_second[clients]), "per s")
            for one in (bare, minimal, wrote)
        ]
        for other, limit in ((bare, THROUGHPUT_OF_BARE), (minimal, THROUGHPUT_OF_MINIMAL)):
            pairs = zip(wrote.per_second[clients], other.per_second[clients], strict=True)
            ratio = statistics.median(mine / its for mine, its in pairs)
            promises.append(Figure(f"throughput of /wrote ÷ {other.name}, {who}", ratio, "", limit))
    p99s = {one.name: percentile(one.paced_seconds, 99) * 1000 for one in (bare, minimal, wrote)}
    facts += [Figure(f"{name}, p99 at {PACE_PER_SECOND} per s", p99, "ms") for name, p99 in p99s.items()]
    ratio = p99s[wrote.name] / p99s[bare.name]
    promises.append(Figure(f"p99 of /wrote ÷ bare at {PACE_PER_SECOND} per s", ratio, "", P99_OF_BARE, at_least=False))
    return facts + promises


def percentile(values: list[float], percent: int) -> float:
    """Return the smallest of the values that at least `percent` per cent of them do not exceed."""
    ordered = sorted(values)
    return ordered[max(-(-len(ordered) * percent // 100) - 1, 0)]


def main(arguments: list[str] | None = None) -> int:
    """Run the comparison and print it; return 1 when a limit is missed, 2 when nothing could be measured."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.interactions", description=__doc__)
    parser.add_argument("--rounds", type=int, default=9, help="rounds in which every bot has its turns")
    parser.add_argument("--seconds", type=float, default=1.5, help="seconds of one throughput turn")
    parser.add_argument("--pace-seconds", type=float, default=4.0, help="seconds of one turn at 50 a second")
    parser.add_argument(
        "--folder", type=Path, default=ROOT / "build", help="on the disk the databases are to be kept on"
    )
    parser.add_argument("--before", type=Path, help="another checkout of OneReader, to take its turns beside this one")
    options = parser.parse_args(arguments)
    options.folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=options.folder, prefix="bench-") as folder:
        try:
            measured = asyncio.run(
                compare(options.rounds, options.seconds, options.pace_seconds, Path(folder).resolve(), options.before)
            )
        except NotMeasuredError as problem:
            print(problem, file=sys.stderr)
            return 2
    turns = f"{len(CLIENTS)} × {options.seconds} s and {options.pace_seconds} s each"
    return report(f"{options.rounds} rounds, {turns}", measured)


if __name__ == "__main__":
    sys.exit(main())
