"""How light the bot is: how soon it is there, what it holds once it was used, and what it does while nobody asks.

`python -m benchmarks.light` starts OneReader and a bot that does nothing by turns on one local Discord, each in a
process of its own; OneReader finds its database, as at every start but the first. Then members use what loads most:
pictures, goals and places in plain words, words that are looked at before others read them. It ends with status 1 when
a limit is missed, 2 when a bot does not come up.
"""

from __future__ import annotations

import argparse
import asyncio
import resource
import socket
import statistics
import sys
import tempfile
from contextlib import AsyncExitStack
from pathlib import Path
from typing import TYPE_CHECKING

import aiohttp

from benchmarks.interactions import FIRST_MEMBER_ID, ROOT, Contestant, NotMeasuredError, running
from benchmarks.report import Figure, report, say
from tests.loopback.server import LoopbackDiscord

if TYPE_CHECKING:
    from contextlib import AbstractAsyncContextManager

    from tests.loopback.payloads import Json

RESIDENT_MIB = 70.0
READY_OF_BARE = 3.0
LINES_AN_HOUR = 0.0

TURNS = 9
IDLE_SECONDS = 60.0
SECONDS_AN_HOUR = 3600
# Several times, so that what only the first one needs is not all that is measured.
ROUNDS, AT_ONCE = 20, 6
USED: tuple[tuple[str, Json], ...] = (
    ("wrote", {"words": 512, "note": "Chapter three, the scene on the bridge."}),
    ("settings zone", {"place": "Sprngfield"}),
    ("goal set", {"text": "500 wrods a day until the end of March"}),
    ("streak show", {}),
    ("leaderboard", {}),
    ("tip share", {"text": "Leave the last sentence of the day unfinished: tomorrow begins with it."}),
    ("help", {}),
)


def started(
    discord: LoopbackDiscord, name: str, folder: Path, **settings: str
) -> AbstractAsyncContextManager[Contestant]:
    """Start one of the bots."""
    if name == "bare":
        return running(discord, name, ["-m", "benchmarks.bots", "bare"], {"REPLY_CHARACTERS": "180"}, None)
    return running(discord, name, ["bot.py"], {"DATABASE_URL": f"sqlite:///{folder / name}.db", **settings}, None)


async def ready_seconds(discord: LoopbackDiscord, turns: int, folder: Path) -> dict[str, list[float]]:
    """Start each bot so many times by turns; return how long each took until it was there."""
    seconds: dict[str, list[float]] = {"OneReader": [], "bare": []}
    async with started(discord, "OneReader", folder):
        say("the first start, which makes the database, is not counted")
    for turn in range(turns):
        for name in sorted(seconds, reverse=turn % 2 == 0):
            async with started(discord, name, folder) as bot:
                seconds[name].append(bot.ready_seconds)
    return seconds


async def use(discord: LoopbackDiscord, bot: Contestant) -> None:
    """Let members use everything that loads something, several times and all at once."""
    for number in range(ROUNDS):
        for name, options in USED:
            asked = (
                discord.use_command(bot.application, name, options, FIRST_MEMBER_ID + member)
                for member in range(number, number + AT_ONCE)
            )
            await asyncio.gather(*asked)


def resident_mib(pid: int | str) -> float:
    """Return what a process holds in memory now, as Linux tells it."""
    return int(Path(f"/proc/{pid}/statm").read_text().split()[1]) * resource.getpagesize() / 1024**2


async def database_trips(port: int) -> float:
    """Return how often a bot went to its database so far: a transaction, or a look with whatever it asked there."""
    async with aiohttp.request("GET", f"http://127.0.0.1:{port}/metrics") as answer:
        lines = (await answer.text()).splitlines()
    return sum(float(line.split()[-1]) for line in lines if line.startswith("onereader_database_seconds_count"))


def free_port() -> int:
    """Return a port that nobody listens at."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port: int = free.getsockname()[1]
    return port


async def measure(turns: int, idle_seconds: float, folder: Path) -> list[Figure]:
    """Start both by turns, use OneReader, and leave all alone for a while; return every figure."""
    async with LoopbackDiscord() as discord, AsyncExitStack() as stack:
        seconds = await ready_seconds(discord, turns, folder)
        port = free_port()
        # One of its own is asked what it did: serving that takes memory.
        await stack.enter_async_context(started(discord, "watched", folder, METRICS_PORT=str(port)))
        bare = await stack.enter_async_context(started(discord, "bare", folder))
        bot = await stack.enter_async_context(started(discord, "OneReader", folder))
        before = resident_mib(bot.process.pid)
        await use(discord, bot)
        logged, trips = len(bot.logged), await database_trips(port)
        await asyncio.sleep(idle_seconds)
        an_hour = SECONDS_AN_HOUR / idle_seconds
        return [
            *figures(seconds, resident_mib(bare.process.pid), before, resident_mib(bot.process.pid)),
            Figure("log lines an idle hour", (len(bot.logged) - logged) * an_hour, "", LINES_AN_HOUR, at_least=False),
            Figure("trips to the database an idle hour", (await database_trips(port) - trips) * an_hour, ""),
        ]


def figures(seconds: dict[str, list[float]], bare: float, before: float, after: float) -> list[Figure]:
    """Turn the measurements into figures; the ratio is the median over turns, each within its own turn."""
    ratio = statistics.median(mine / its for mine, its in zip(seconds["OneReader"], seconds["bare"], strict=True))
    return [
        Figure("bare, ready after", statistics.median(seconds["bare"]), "s"),
        Figure("OneReader, ready after", statistics.median(seconds["OneReader"]), "s"),
        Figure("ready, OneReader ÷ bare", ratio, "", READY_OF_BARE, at_least=False),
        Figure("bare, resident", bare, "MiB"),
        Figure("OneReader, resident before use", before, "MiB"),
        Figure("OneReader, resident after use", after, "MiB", RESIDENT_MIB, at_least=False),
    ]


def main(arguments: list[str] | None = None) -> int:
    """Measure and print; return 1 when a limit is missed, 2 when nothing could be measured."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.light", description=__doc__)
    parser.add_argument("--turns", type=int, default=TURNS, help="starts of each bot")
    parser.add_argument("--idle", type=float, default=IDLE_SECONDS, help="seconds in which nobody asks")
    parser.add_argument("--folder", type=Path, default=ROOT / "build", help="on the disk the database is to be kept on")
    options = parser.parse_args(arguments)
    options.folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=options.folder, prefix="bench-") as folder:
        try:
            measured = asyncio.run(measure(options.turns, options.idle, Path(folder).resolve()))
        except NotMeasuredError as problem:
            print(problem, file=sys.stderr)
            return 2
    return report(f"{options.turns} starts each by turns, {options.idle:.0f} s idle", measured)


if __name__ == "__main__":
    sys.exit(main())
