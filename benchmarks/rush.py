"""Everybody's reminder at once: how near Discord's limit the bot delivers, and whether it still answers.

`python -m benchmarks.rush SCENE` starts the real bot on a local Discord that applies the published limits and refuses
what exceeds them. Five times over, members use /wrote on the idle bot, then a fifth of the reminders falls due and they
go on. In the midst of each rush twenty members ask for a test message and wait for it. The scenes: `near`, on this
machine; `far`, with 100 to 200 ms there and back; `slow-disk`, with 30 ms for every flush, by `slow_flush.c`, which
needs a C compiler. It prints each figure with its limit, and ends with status 1 when a limit is missed, 2 when the bot
does not come up.
"""

from __future__ import annotations

import argparse
import asyncio
import statistics
import sys
import tempfile
import time
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import aiohttp

from benchmarks.interactions import PACE_PER_SECOND, ROOT, Contestant, NotMeasuredError, percentile, running
from benchmarks.report import Figure, report, say
from db import codec, servers
from db.connection import Tx
from db.database import Database
from rules.schedule.due import Due
from services.reminder_times import REMINDER
from tests.loopback.limits import GLOBAL_PER_SECOND, Limits
from tests.loopback.server import LoopbackDiscord

if TYPE_CHECKING:
    from tests.loopback.records import Application, MessageRecord

P99_OF_IDLE = 1.5
FLUSHES_OVER_IDLE = 2

REMINDERS, RUNS = 10_000, 5
FIRST_REMINDED_ID = 800_000_000_000_000_000
DAYS_WRITTEN = 30
DUE_WITHIN = timedelta(minutes=1)
NOT_YET = timedelta(days=1)
NOON = 12
AT_ONCE_OPENING = 20
IDLE_SECONDS = 20.0
SLICE_SECONDS = 2.0
AWAITED, AWAITED_SECONDS = 20, 1.0
STALLED_SECONDS = 60.0
PRIVACY_KEY = "a key"  # a PostgreSQL has no place of its own for one
SETTLED_SECONDS = 15.0


@dataclass(frozen=True, slots=True)
class Scene:
    """Where the bot is: how far from Discord, on which disk, and how much of the limit it is to use there."""

    title: str
    limit_used: float
    round_trip: tuple[float, float] = (0.0, 0.0)
    flush_ms: int = 0


SCENES = {
    "near": Scene("on this machine", limit_used=95.0),
    "far": Scene("150 ± 50 ms from Discord", limit_used=90.0, round_trip=(0.1, 0.2)),
    "slow-disk": Scene("on a disk that takes 30 ms more to flush", limit_used=90.0, flush_ms=30),
}


@dataclass
class Run:
    """What one fifth of the rush showed: /wrote before and during it, what arrived, and how long others waited."""

    idle: list[float]
    busy: list[float] = field(default_factory=list)
    arrived: list[float] = field(default_factory=list)
    reminders: list[MessageRecord] = field(default_factory=list)
    awaited: float = 0.0

    @property
    def p99s(self) -> tuple[float, float]:
        """The 99th percentile of /wrote in ms, idle and in the rush."""
        return percentile(self.idle, 99) * 1000, percentile(self.busy, 99) * 1000


async def measure(scene: Scene, reminders: int, idle_seconds: float, folder: Path) -> list[Figure]:
    """Run the rush in a database in `folder`; return every figure, promises and facts."""
    url = f"sqlite:///{folder}/onereader.db"
    environment = {"DATABASE_URL": url, "LOG_LEVEL": "WARNING", **await slow_disk(scene, folder)}
    async with LoopbackDiscord() as discord, running(discord, "OneReader", ["bot.py"], environment) as bot:
        channels = await prepare(discord, bot, url, reminders)
        waiting = dict(list(channels.items())[reminders:])
        discord.limits = limits = Limits()
        discord.round_trip = scene.round_trip
        runs = []
        for number in range(RUNS):
            some = list(channels)[number * reminders // RUNS : (number + 1) * reminders // RUNS]
            runs.append(await rush(discord, bot, url, some, waiting, idle_seconds))
            say(f"run {number + 1} of {RUNS}: {runs[-1].p99s[0]:.0f} ms idle, {runs[-1].p99s[1]:.0f} ms in the rush")
        problems = reminders - await settled_as_sent(url, reminders)
        return figures(scene, runs, limits.refused, problems, discord.repeated_nonces)


async def prepare(discord: LoopbackDiscord, bot: Contestant, url: str, reminders: int) -> dict[int, int]:
    """Let a running bot be one that is in use; return whom it may write to, with their channels."""
    say("letting every member write once")
    await bot.warm_up(discord)
    say(f"opening {reminders:,} direct-message channels")
    channels = await open_channels(discord, bot.application, reminders + AWAITED)
    await seed(url, discord.guild_id, channels, datetime.now(UTC))
    return channels


async def slow_disk(scene: Scene, folder: Path) -> dict[str, str]:
    """Return what slows the bot's flushes down, as environment. Raise NotMeasuredError without a C compiler."""
    if not scene.flush_ms:
        return {}
    library, source = folder / "slow_flush.so", Path(__file__).with_name("slow_flush.c")
    try:
        compiler = await asyncio.create_subprocess_exec("cc", "-shared", "-fPIC", "-o", library, source)
    except FileNotFoundError:
        raise NotMeasuredError("there is no C compiler (cc) to slow the disk down with") from None
    if await compiler.wait():
        raise NotMeasuredError(f"{source} could not be compiled")
    return {"LD_PRELOAD": str(library), "FLUSH_MS": str(scene.flush_ms)}


async def rush(
    discord: LoopbackDiscord,
    bot: Contestant,
    url: str,
    member_ids: list[int],
    waiting: dict[int, int],
    idle_seconds: float,
) -> Run:
    """Measure /wrote on the idle bot, let reminders fall due, and measure it until they have arrived.

    Meanwhile others, each `waiting` in a channel of their own, ask for a message.
    """
    bot.paced_seconds = []
    await bot.measure_pace(discord, idle_seconds)
    run = Run(bot.paced_seconds)
    bot.paced_seconds = run.busy
    discord.messages.clear()
    await let_fall_due(url, member_ids, datetime.now(UTC))
    while not discord.messages:  # noqa: ASYNC110 - the local Discord has no event for it
        await asyncio.sleep(0.05)
    awaited = asyncio.create_task(await_messages(discord, bot, waiting))
    await watch(discord, bot, len(member_ids) + AWAITED)
    run.busy = bot.paced_seconds
    run.awaited = await awaited
    run.arrived = [message.created for message in discord.messages]
    run.reminders = [message for message in discord.messages if message.channel_id not in waiting.values()]
    return run


async def await_messages(discord: LoopbackDiscord, bot: Contestant, waiting: dict[int, int]) -> float:
    """Have members ask for a test message in the midst of the rush; return the seconds until the last one was there."""
    await asyncio.sleep(1)
    asked_at = time.perf_counter()
    options = {"test": True}
    asking = (discord.use_command(bot.application, "settings reminder", options, each) for each in waiting)
    await asyncio.gather(*asking)
    return max(message.created for message in discord.messages if message.channel_id in waiting.values()) - asked_at


async def watch(discord: LoopbackDiscord, bot: Contestant, expected: int) -> None:
    """Let members use /wrote until every message has arrived or none does any more."""
    changed, arrived = time.perf_counter(), 0
    while len(discord.messages) < expected:
        await bot.measure_pace(discord, SLICE_SECONDS)
        if len(discord.messages) > arrived:
            arrived, changed = len(discord.messages), time.perf_counter()
        elif time.perf_counter() - changed > STALLED_SECONDS:
            return


async def open_channels(discord: LoopbackDiscord, application: Application, reminders: int) -> dict[int, int]:
    """Open a direct-message channel with everybody, as their own press once did; map member to channel."""
    channels: dict[int, int] = {}
    waiting = iter(range(FIRST_REMINDED_ID, FIRST_REMINDED_ID + reminders))
    headers = {"Authorization": f"Bot {application.token}"}
    async with aiohttp.ClientSession(headers=headers) as session, asyncio.TaskGroup() as group:

        async def open_some() -> None:
            for member_id in waiting:
                body = {"recipient_id": str(member_id)}
                async with session.post(f"{discord.api_url}/users/@me/channels", json=body) as answer:
                    channels[member_id] = int((await answer.json())["id"])

        for _ in range(AT_ONCE_OPENING):
            group.create_task(open_some())
    return dict(sorted(channels.items()))


async def seed(url: str, server_id: int, channels: dict[int, int], now: datetime) -> None:
    """Give every member a month of entries and a reminder that is not due yet.

    Their zone is one in which it is about noon, so that no reminder is too late for its day.
    """
    zone = ZoneInfo(f"Etc/GMT{now.hour - NOON:+d}")
    today = now.astimezone(zone).date()
    since_on = today - timedelta(days=DAYS_WRITTEN)
    everybody = (FIRST_REMINDED_ID, FIRST_REMINDED_ID + len(channels) - 1)
    written_at = codec.instant_to_text(now)
    db = await Database.open(url, PRIVACY_KEY)
    days = ", ".join(f"({back}, '{today - timedelta(days=back)}')" for back in range(1, DAYS_WRITTEN + 1))

    async def work(tx: Tx) -> None:
        await servers.add(tx, server_id)
        for member_id, channel_id in channels.items():
            await tx.execute(
                "INSERT INTO members (id, zone, since_on, reminder_mode, dm_channel_id) VALUES (?, ?, ?, 'daily', ?)",
                (member_id, zone.key, since_on.isoformat(), channel_id),
            )
            due = Due(REMINDER, member_id, today.isoformat(), now + NOT_YET)
            await tx.execute(
                "INSERT INTO due (key, kind, subject_id, period, due_at) VALUES (?, ?, ?, ?, ?)",
                (due.key, due.kind, due.subject_id, due.period, codec.instant_to_text(due.due_at)),
            )
        await tx.execute(
            "INSERT INTO memberships (server_id, member_id, joined_at) "
            "SELECT CAST(? AS BIGINT), id, CAST(? AS TEXT) FROM members WHERE id BETWEEN ? AND ?",
            (server_id, written_at, *everybody),
        )
        await tx.execute(
            f"WITH back (days, day_on) AS (VALUES {days}) "
            "INSERT INTO entries (id, member_id, server_id, day_on, words, logged_at) "
            "SELECT (m.id - ?) * ? + days, m.id, CAST(? AS BIGINT), day_on, 300, CAST(? AS TEXT) "
            "FROM members m, back WHERE m.id BETWEEN ? AND ?",
            (FIRST_REMINDED_ID, DAYS_WRITTEN, server_id, written_at, *everybody),
        )

    await db.write(work)
    await db.close()


async def let_fall_due(url: str, member_ids: list[int], now: datetime) -> None:
    """Let the reminders of some members have fallen due within the past minute."""

    async def work(tx: Tx) -> None:
        for place, member_id in enumerate(member_ids):
            due_at = codec.instant_to_text(now - DUE_WITHIN * place / len(member_ids))
            await tx.execute(
                f"UPDATE due SET due_at = ? WHERE subject_id = ? AND kind = '{REMINDER}' AND state = 'waiting'",
                (due_at, member_id),
            )

    db = await Database.open(url, PRIVACY_KEY)
    await db.write(work)
    await db.close()


async def settled_as_sent(url: str, reminders: int) -> int:
    """Return how many reminders the bot wrote down as sent, once it is done with them."""
    counted = 0
    until = time.perf_counter() + SETTLED_SECONDS
    db = await Database.open(url, PRIVACY_KEY)
    while counted < reminders and time.perf_counter() < until:
        await asyncio.sleep(0.5)
        async with db.read() as connection:
            ((counted,),) = await connection.fetch(
                "SELECT COUNT(*) FROM due WHERE state = 'sent' AND subject_id BETWEEN ? AND ?",
                (FIRST_REMINDED_ID, FIRST_REMINDED_ID + reminders - 1),
            )
    await db.close()
    return counted


def figures(scene: Scene, runs: list[Run], refused: int, problems: int, repeated: int) -> list[Figure]:
    """Turn what the local Discord saw into figures."""
    arrived = [run.arrived for run in runs]
    seconds = sum(each[-1] - each[0] for each in arrived)
    per_second = sum(len(each) - 1 for each in arrived) / seconds
    twice = repeated + sum(len(run.reminders) - len({each.channel_id for each in run.reminders}) for run in runs)
    return [
        Figure("reminders delivered", sum(len(run.reminders) for run in runs), ""),
        Figure("longest pause between two", max(b - a for each in arrived for a, b in pairwise(each)) * 1000, "ms"),
        Figure(
            f"share of Discord's {GLOBAL_PER_SECOND} per s", per_second / GLOBAL_PER_SECOND * 100, "%", scene.limit_used
        ),
        Figure("requests refused with 429", refused, "", 0, at_least=False),
        Figure("reminders not settled as sent", problems, "", 0, at_least=False),
        Figure("sent twice", twice, "", 0, at_least=False),
        Figure(
            f"{AWAITED} messages somebody waits for, slowest run",
            max(run.awaited for run in runs),
            "s",
            AWAITED_SECONDS + scene.round_trip[1],
            at_least=False,
        ),
        *wrote_figures(scene, runs),
    ]


def wrote_figures(scene: Scene, runs: list[Run]) -> list[Figure]:
    """Compare /wrote in the rush with /wrote before it, run by run."""
    idle, busy = (statistics.median(p99s) for p99s in zip(*(run.p99s for run in runs), strict=True))
    median = f"p99 of /wrote at {PACE_PER_SECOND} per s"
    measured = [Figure(f"{median}, idle", idle, "ms"), Figure(f"{median}, rush", busy, "ms")]
    if scene.flush_ms:
        over = statistics.median((run.p99s[1] - run.p99s[0]) / scene.flush_ms for run in runs)
        return [*measured, Figure("p99 over idle, in flushes", over, "", FLUSHES_OVER_IDLE, at_least=False)]
    ratio = statistics.median(run.p99s[1] / run.p99s[0] for run in runs)
    return [*measured, Figure("p99 of /wrote, rush ÷ idle, median", ratio, "", P99_OF_IDLE, at_least=False)]


def main(arguments: list[str] | None = None) -> int:
    """Run the rush in each scene and print it; return 1 when a limit is missed, 2 when nothing could be measured."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.rush", description=__doc__)
    parser.add_argument("scenes", nargs="*", metavar="SCENE", default=list(SCENES), help=", ".join(SCENES))
    parser.add_argument("--reminders", type=int, default=REMINDERS, help="how many, in five rushes")
    parser.add_argument("--idle", type=float, default=IDLE_SECONDS, help="seconds of /wrote alone before each")
    parser.add_argument("--folder", type=Path, default=ROOT / "build", help="on the disk the database is to be kept on")
    options = parser.parse_args(arguments)
    options.folder.mkdir(parents=True, exist_ok=True)
    worst = 0
    for name in options.scenes:
        scene = SCENES[name]
        with tempfile.TemporaryDirectory(dir=options.folder, prefix="bench-") as folder:
            try:
                measured = asyncio.run(measure(scene, options.reminders, options.idle, Path(folder).resolve()))
            except NotMeasuredError as problem:
                print(problem, file=sys.stderr)
                return 2
        worst = max(worst, report(f"{options.reminders:,} reminders, {scene.title}", measured))
    return worst


if __name__ == "__main__":
    sys.exit(main())
