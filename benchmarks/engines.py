"""SQLite and PostgreSQL side by side in one run, by turns; then more and more processes on one PostgreSQL.

`python -m benchmarks.engines [wrote] [rush] [boards] [processes]` starts a PostgreSQL of its own, which flushes to the
disk of `--folder` as SQLite does, and prints facts: `/wrote` at full speed and at fifty a second, a rush of reminders,
a server's boards, and what two, four and eight processes answer together. All of it is on this machine, Discord and
the servers too: with as many processes as it has processors they take each other's time.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import statistics
import subprocess
import sys
import tempfile
from collections.abc import AsyncIterator, Callable, Coroutine, Iterator
from contextlib import AsyncExitStack, asynccontextmanager, contextmanager
from dataclasses import dataclass
from pathlib import Path

from benchmarks import leaderboard, rush
from benchmarks.interactions import (
    CLIENTS,
    FIRST_MEMBER_ID,
    MEMBERS,
    PACE_PER_SECOND,
    ROOT,
    START_SECONDS,
    Contestant,
    NotMeasuredError,
    percentile,
    running,
)
from benchmarks.report import Figure, report, say
from benchmarks.rush import PRIVACY_KEY
from db.database import Database
from db.moving import move
from services.context import Context
from tests.engines import make
from tests.loopback.limits import Limits
from tests.loopback.server import LoopbackDiscord
from tests.postgres import PostgresServer

SQLITE, POSTGRESQL = "SQLite", "PostgreSQL"
# As durable as SQLite's file is: an answer stands on the disk.
DURABLE = ("fsync=on", "synchronous_commit=on", "shared_buffers=256MB")
PROCESSES = (1, 2, 4, 8)
# Each of several processes has members of its own, as it has shards of its own.
CLIENTS_OF_EACH = 10


@dataclass(frozen=True, slots=True)
class Options:
    """How long and how much."""

    rounds: int
    seconds: float
    reminders: int
    members: int


@dataclass(frozen=True, slots=True)
class Place:
    """Where databases are kept: a folder, and a server beside it."""

    folder: Path
    server: PostgresServer

    async def databases(self, name: str) -> dict[str, str]:
        """Return the address of a new database on each engine."""
        return {
            SQLITE: f"sqlite:///{self.folder}/{name}.db",
            POSTGRESQL: await make(self.server.url(), name),
        }


def environment(url: str) -> dict[str, str]:
    """Return what a bot is told of its database."""
    return {"DATABASE_URL": url, "PRIVACY_KEY": PRIVACY_KEY, "LOG_LEVEL": "WARNING"}


def in_turn(names: list[str], number: int) -> list[str]:
    """Return them beginning with another at each turn."""
    turn = number % len(names)
    return names[turn:] + names[:turn]


# /wrote


async def wrote(place: Place, options: Options) -> list[Figure]:
    """Measure `/wrote` on both engines by turns."""
    async with LoopbackDiscord() as discord, AsyncExitStack() as stack:
        bots = {}
        for name, url in (await place.databases("wrote")).items():
            bots[name] = await stack.enter_async_context(running(discord, name, ["bot.py"], environment(url)))
            await bots[name].warm_up(discord)
        for number in range(options.rounds):
            say(f"/wrote, round {number + 1} of {options.rounds}")
            for name in in_turn(list(bots), number):
                for clients in CLIENTS:
                    await bots[name].measure_throughput(discord, clients, options.seconds)
                await bots[name].measure_pace(discord, options.seconds * 2)
    rows = [
        Figure(f"/wrote, {name}, clients: {clients}", statistics.median(bot.per_second[clients]), "per s")
        for clients in CLIENTS
        for name, bot in bots.items()
    ]
    return rows + [
        Figure(f"/wrote, {name}, p99 at {PACE_PER_SECOND} per s", percentile(bot.paced_seconds, 99) * 1000, "ms")
        for name, bot in bots.items()
    ]


# A rush


async def rushed(place: Place, options: Options) -> list[Figure]:
    """Let the same rush come over both engines, one after the other."""
    rows = []
    for name, url in (await place.databases("rush")).items():
        say(f"a rush on {name}")
        async with LoopbackDiscord() as discord, running(discord, name, ["bot.py"], environment(url)) as bot:
            channels = await rush.prepare(discord, bot, url, options.reminders)
            discord.limits = limits = Limits()
            everybody, waiting = list(channels)[: options.reminders], dict(list(channels.items())[options.reminders :])
            run = await rush.rush(discord, bot, url, everybody, waiting, options.seconds * 4)
            unsettled = options.reminders - await rush.settled_as_sent(url, options.reminders)
            rows += [
                Figure(f"rush, {name}", (len(run.arrived) - 1) / (run.arrived[-1] - run.arrived[0]), "per s"),
                Figure(f"rush, {name}, p99 of /wrote before it", run.p99s[0], "ms"),
                Figure(f"rush, {name}, p99 of /wrote in it", run.p99s[1], "ms"),
                Figure(
                    f"rush, {name}, 429, unsettled, twice", limits.refused + unsettled + discord.repeated_nonces, ""
                ),
            ]
    return rows


# Boards


async def boards(place: Place, options: Options) -> list[Figure]:
    """Ask for every board of one server of many on both engines by turns; PostgreSQL has what was moved from SQLite."""
    urls = await place.databases("boards")
    say(f"filling a file with {options.members:,} members, and moving it")
    seeded = await Database.open(urls[SQLITE], PRIVACY_KEY)
    await leaderboard.seed(seeded, options.members)
    await seeded.close()
    await move(urls[SQLITE], urls[POSTGRESQL], PRIVACY_KEY, leaderboard.NOW)
    await asyncio.to_thread(
        subprocess.run, [place.server.program("vacuumdb"), "-q", "-z", urls[POSTGRESQL]], check=True
    )
    taken: dict[str, list[float]] = {SQLITE: [], POSTGRESQL: []}
    slowest: dict[str, float] = {}
    for number in range(2):
        for name in in_turn(list(urls), number):
            database = await Database.open(urls[name], PRIVACY_KEY)
            of_each = (await leaderboard.time_boards(Context(database, leaderboard.Fixed()))).values()
            await database.close()
            medians = [statistics.median(each) for each in of_each]
            taken[name] += medians
            slowest[name] = max(*medians, slowest.get(name, 0.0))
    return [
        figure
        for name in urls
        for figure in (
            Figure(f"boards, {name}, median of them", statistics.median(taken[name]), "ms"),
            Figure(f"boards, {name}, the slowest of them", slowest[name], "ms"),
        )
    ]


# Several processes


async def processes(place: Place, options: Options) -> list[Figure]:
    """Let more and more processes answer on one PostgreSQL."""
    rows = []
    for count in PROCESSES:
        say(f"{count} processes on one PostgreSQL")
        url = await make(place.server.url(), f"of_{count}")
        async with AsyncExitStack() as stack:
            each = [await stack.enter_async_context(_one_of(number, count, url)) for number in range(1, count + 1)]
            for discord, bot in each:
                bot.application.commands = each[0][1].application.commands  # which the first gave Discord for all
                await bot.warm_up(discord)
            for _ in range(options.rounds):
                await asyncio.gather(
                    *(bot.measure_throughput(discord, CLIENTS_OF_EACH, options.seconds * 2) for discord, bot in each)
                )
        together = map(sum, zip(*(bot.per_second[CLIENTS_OF_EACH] for _, bot in each), strict=True))
        rows.append(Figure(f"/wrote, processes: {count}", statistics.median(together), "per s"))
    return rows


@asynccontextmanager
async def _one_of(number: int, count: int, url: str) -> AsyncIterator[tuple[LoopbackDiscord, Contestant]]:
    """Start one of several processes, with a Discord that has the server of its shard."""
    discord = _of_shard(number - 1, count)
    async with discord:
        application = discord.add_application("OneReader")
        process = await asyncio.create_subprocess_exec(
            *(sys.executable, "bot.py"),
            cwd=ROOT,
            env={
                **os.environ,
                **environment(url),
                "DISCORD_TOKEN": application.token,
                "DISCORD_API_URL": discord.api_url,
                "SHARD_COUNT": str(count),
                "PROCESS": f"{number}/{count}",
            },
        )
        try:
            async with asyncio.timeout(START_SECONDS):
                await application.ready.wait()
                while number == 1 and not application.commands:  # noqa: ASYNC110 - there is no event for it
                    await asyncio.sleep(0.05)
            yield (
                discord,
                Contestant("OneReader", application, process, first_member=FIRST_MEMBER_ID + number * MEMBERS),
            )
        except TimeoutError:
            raise NotMeasuredError(f"process {number} of {count} did not come up") from None
        finally:
            process.kill()
            await process.wait()


def _of_shard(shard: int, count: int) -> LoopbackDiscord:
    """Return a Discord whose one server is of a shard."""
    while True:
        discord = LoopbackDiscord()
        if (discord.guild_id >> 22) % count == shard:
            return discord


PARTS: dict[str, Callable[[Place, Options], Coroutine[None, None, list[Figure]]]] = {
    "wrote": wrote,
    "rush": rushed,
    "boards": boards,
    "processes": processes,
}


@contextmanager
def place_in(folder: Path) -> Iterator[Place]:
    """Start a PostgreSQL in a folder of its own beside the files."""
    folder.mkdir(parents=True, exist_ok=True)
    server = PostgresServer(*DURABLE, folder=folder)
    with tempfile.TemporaryDirectory(dir=folder, prefix="bench-") as files:
        try:
            server.start()
            yield Place(Path(files).resolve(), server)
        finally:
            server.remove()


def main(arguments: list[str] | None = None) -> int:
    """Measure and print; return 2 when nothing could be measured."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.engines", description=__doc__)
    parser.add_argument("parts", nargs="*", metavar="PART", default=list(PARTS), help=", ".join(PARTS))
    parser.add_argument("--rounds", type=int, default=5, help="in which each has its turns")
    parser.add_argument("--seconds", type=float, default=2.0, help="of one turn at full speed")
    parser.add_argument("--reminders", type=int, default=1_000, help="in the rush")
    parser.add_argument("--members", type=int, default=5_000, help="with a year each, in the database of the boards")
    parser.add_argument("--folder", type=Path, default=ROOT / "build", help="on the disk that is to be measured")
    given = parser.parse_args(arguments)
    options = Options(given.rounds, given.seconds, given.reminders, given.members)
    rows = []
    with place_in(given.folder) as place:
        for part in given.parts:
            try:
                rows += asyncio.run(PARTS[part](place, options))
            except NotMeasuredError as problem:
                print(problem, file=sys.stderr)
                return 2
    return report(f"{options.rounds} rounds, {options.reminders:,} reminders, {options.members:,} members", rows)


if __name__ == "__main__":
    sys.exit(main())
