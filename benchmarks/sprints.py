"""Sprints that end together in the midst of a rush of reminders: how long after the second the last is rung out.

`python -m benchmarks.sprints` starts the real bot on a local Discord that applies the published limits, lets reminders
fall due, and has twenty sprints end at one instant and two hundred at a later one, ten members in each: two thousand
people, about in the middle of ten thousand reminders. It prints each figure with its limit, and ends with status 1 when
a limit is missed, 2 when the bot does not come up.
"""

from __future__ import annotations

import argparse
import asyncio
import sys
import tempfile
import time
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.interactions import ROOT, NotMeasuredError, running
from benchmarks.report import Figure, report, say
from benchmarks.rush import FIRST_REMINDED_ID, let_fall_due, open_channels, seed
from db import sprints
from db.connection import Tx
from db.database import Database
from rules.sprints import Sprint, SprintKind
from services.sprints import timing
from tests.loopback.limits import Limits
from tests.loopback.server import LoopbackDiscord

if TYPE_CHECKING:
    from tests.loopback.records import MessageRecord

REMINDERS = 10_000
REMINDERS_PER_SECOND = 45
MEMBERS_EACH = 10
ROUND_TRIP = (0.1, 0.2)
PATIENCE = timedelta(seconds=15)


@dataclass(frozen=True, slots=True)
class Ending:
    """So many sprints that end together, so long after the rush began, and the seconds in which all are rung out."""

    sprints: int
    after: timedelta
    within: float


def endings_in(reminders: int) -> tuple[Ending, ...]:
    """Return what ends in a rush of so many reminders, after 40 and 70 % of its time: a beat has seen it by then."""
    rush = timedelta(seconds=reminders / REMINDERS_PER_SECOND)
    return Ending(20, rush * 0.4, 1.0), Ending(200, rush * 0.7, 5.0)


async def measure(reminders: int, folder: Path) -> list[Figure]:
    """Let everything fall due in a database in `folder`; return every figure."""
    url = f"sqlite:///{folder}/onereader.db"
    environment = {"DATABASE_URL": url, "LOG_LEVEL": "WARNING"}
    async with LoopbackDiscord() as discord, running(discord, "OneReader", ["bot.py"], environment) as bot:
        await bot.warm_up(discord)
        say(f"opening {reminders:,} direct-message channels")
        channels = await open_channels(discord, bot.application, reminders)
        await seed(url, discord.guild_id, channels, datetime.now(UTC))
        discord.limits = limits = Limits()
        discord.round_trip = ROUND_TRIP
        discord.messages.clear()
        endings = endings_in(reminders)
        began, began_at = time.perf_counter(), datetime.now(UTC)
        places = await begin(url, discord.guild_id, list(channels.values()), began_at, endings)
        await let_fall_due(url, list(channels), began_at)
        await asyncio.sleep((endings[-1].after + PATIENCE).total_seconds())
        sent = [message for message in discord.messages if "Time is up" in str(message.body.get("content"))]
        return [
            *(figure for ending in endings for figure in figures(ending, places[ending.sprints], sent, began)),
            Figure("reminders delivered meanwhile", len(discord.messages) - len(sent), ""),
            Figure("requests refused with 429", limits.refused, "", 0, at_least=False),
        ]


async def begin(
    url: str, server_id: int, channels: list[int], now: datetime, endings: tuple[Ending, ...]
) -> dict[int, set[int]]:
    """Let every sprint run, each in a channel of its own; return the channels by how many end together."""
    db = await Database.open(url)
    places: dict[int, set[int]] = {}

    async def work(tx: Tx) -> None:
        number = 0
        for ending in endings:
            places[ending.sprints] = set()
            for channel_id in channels[number : number + ending.sprints]:
                number += 1
                ends_at = now + ending.after
                sprint = Sprint(
                    *(number, server_id, channel_id, None, SprintKind.WRITING, 20, now, now - ending.after, ends_at)
                )
                await sprints.add(tx, sprint)
                for member in range(MEMBERS_EACH):
                    await sprints.join(tx, sprint.id, FIRST_REMINDED_ID + (number * MEMBERS_EACH + member), now)
                await timing.plan(tx, sprint, now)
                places[ending.sprints].add(channel_id)

    await db.write(work)
    await db.close()
    return places


def figures(ending: Ending, places: set[int], sent: list[MessageRecord], began: float) -> list[Figure]:
    """Return how many of the sprints that end together were rung out, and when the last of them was."""
    arrived = [message.created - began for message in sent if message.channel_id in places]
    late = max(arrived, default=0.0) - ending.after.total_seconds()
    return [
        Figure(f"of {ending.sprints} that end together, rung out once", len(arrived), "", ending.sprints),
        Figure("the last of them, after its second", late, "s", ending.within + ROUND_TRIP[1], at_least=False),
    ]


def main(arguments: list[str] | None = None) -> int:
    """Measure and print; return 1 when a limit is missed, 2 when nothing could be measured."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.sprints", description=__doc__)
    parser.add_argument("--reminders", type=int, default=REMINDERS, help="how many fall due as the rush begins")
    parser.add_argument("--folder", type=Path, default=ROOT / "build", help="on the disk the database is to be kept on")
    options = parser.parse_args(arguments)
    options.folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=options.folder, prefix="bench-") as folder:
        try:
            measured = asyncio.run(measure(options.reminders, Path(folder).resolve()))
        except NotMeasuredError as problem:
            print(problem, file=sys.stderr)
            return 2
    return report(f"Sprints in a rush of {options.reminders:,} reminders, 150 ± 50 ms from Discord", measured)


if __name__ == "__main__":
    sys.exit(main())
