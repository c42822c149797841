"""Everybody's reminder at once: how near Discord's limit the bot delivers, and whether /wrote still answers.

`python -m benchmarks.rush` starts the real bot on a local Discord that applies the published limits and refuses
what exceeds them, and makes 10,000 reminders due in one minute. All the while members use /wrote, as they did
before on the idle bot. It prints each figure with its limit, and ends with status 1 when a limit is missed, 2 when
the bot does not come up.
"""

from __future__ import annotations

import argparse
import asyncio
import sqlite3
import sys
import tempfile
import time
from contextlib import closing
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import aiohttp

from benchmarks.interactions import PACE_PER_SECOND, ROOT, Contestant, Figure, NotMeasuredError, percentile, running
from benchmarks.report import report, say
from db import codec, servers
from db.connection import Tx
from db.database import Database
from rules.schedule import Due
from services.reminders.daily import REMINDER
from tests.loopback.limits import GLOBAL_PER_SECOND, Limits
from tests.loopback.server import LoopbackDiscord

if TYPE_CHECKING:
    from tests.loopback.records import Application

LIMIT_USED = 95.0
P99_OF_IDLE = 1.5

REMINDERS = 10_000
FIRST_REMINDED_ID = 800_000_000_000_000_000
DAYS_WRITTEN = 30
DUE_WITHIN = timedelta(minutes=1)
NOON = 12
AT_ONCE_OPENING = 20
IDLE_SECONDS = 30.0
SLICE_SECONDS = 2.0
SHOWN_EVERY_SECONDS = 10.0
STALLED_SECONDS = 60.0
SETTLED_SECONDS = 15.0


async def measure(reminders: int, folder: Path) -> list[Figure]:
    """Run the rush in a database in `folder`; return every figure, promises and facts."""
    path = folder / "onereader.db"
    environment = {"DATABASE_URL": f"sqlite:///{path}", "LOG_LEVEL": "WARNING"}
    async with LoopbackDiscord() as discord, running(discord, "OneReader", ["bot.py"], environment, path) as bot:
        await bot.warm_up(discord)
        say("idle: /wrote alone")
        await bot.measure_pace(discord, IDLE_SECONDS)
        idle, bot.paced_seconds = bot.paced_seconds, []
        say(f"opening {reminders:,} direct-message channels")
        channels = await open_channels(discord, bot.application, reminders)
        discord.limits = limits = Limits()
        discord.messages.clear()  # what the bot said to the server at its start
        await seed(path, discord.guild_id, channels, datetime.now(UTC))
        await watch(discord, bot, reminders)
        problems = reminders - await settled_as_sent(path, reminders)
        return figures(discord, limits, problems, idle, bot.paced_seconds)


async def open_channels(discord: LoopbackDiscord, application: Application, reminders: int) -> dict[int, int]:
    """Open a direct-message channel with everybody, as an earlier reminder would have; map member to channel."""
    channels: dict[int, int] = {}
    waiting = iter(range(FIRST_REMINDED_ID, FIRST_REMINDED_ID + reminders))
    headers = {"Authorization": f"Bot {application.token}"}
    async with aiohttp.ClientSession(headers=headers) as session, asyncio.TaskGroup() as group:

        async def open_some() -> None:
            for member_id in waiting:
                body = {"recipient_id": str(member_id)}
                async with session.post(f"{discord.api_url}/users/@me/channels", json=body) as answer:
                    channels[member_id] = int((await answer.json())["id"])

        tasks = [group.create_task(open_some()) for _ in range(AT_ONCE_OPENING)]
        await asyncio.gather(*tasks)
    return channels


async def seed(path: Path, server_id: int, channels: dict[int, int], now: datetime) -> None:
    """Give every member a month of entries and a reminder that falls due within the past minute.

    Their zone is one in which it is about noon, so that no reminder is too late for its day.
    """
    zone = ZoneInfo(f"Etc/GMT{now.hour - NOON:+d}")
    today = now.astimezone(zone).date()
    since_on = today - timedelta(days=DAYS_WRITTEN)
    last_id = FIRST_REMINDED_ID + len(channels) - 1
    instants = (now - DUE_WITHIN * place / len(channels) for place in range(len(channels)))
    dues = [Due(REMINDER, member_id, today.isoformat(), at) for member_id, at in zip(channels, instants, strict=True)]
    db = await Database.open(f"sqlite:///{path}")

    async def work(tx: Tx) -> None:
        await servers.add(tx, server_id)
        for due, channel_id in zip(dues, channels.values(), strict=True):
            await tx.execute(
                "INSERT INTO members (id, zone, since_on, reminder_mode, dm_channel_id) VALUES (?, ?, ?, 'daily', ?)",
                (due.subject_id, zone.key, since_on.isoformat(), channel_id),
            )
        await tx.execute(
            "INSERT INTO memberships (server_id, member_id, joined_at) "
            "SELECT ?, id, ? FROM members WHERE id BETWEEN ? AND ?",
            (server_id, codec.instant_to_text(now), FIRST_REMINDED_ID, last_id),
        )
        await tx.execute(
            "WITH RECURSIVE back (days) AS (SELECT 1 UNION ALL SELECT days + 1 FROM back WHERE days < ?) "
            "INSERT INTO entries (id, member_id, server_id, day_on, words, logged_at) "
            "SELECT (m.id - ?) * ? + days, m.id, ?, date(?, '-' || days || ' days'), 300, ? "
            "FROM members m, back WHERE m.id BETWEEN ? AND ?",
            (
                DAYS_WRITTEN,
                FIRST_REMINDED_ID,
                DAYS_WRITTEN,
                server_id,
                today.isoformat(),
                codec.instant_to_text(now),
                FIRST_REMINDED_ID,
                last_id,
            ),
        )
        for due in dues:
            await tx.execute(
                "INSERT INTO due (key, kind, subject_id, period, due_at) VALUES (?, ?, ?, ?, ?)",
                (due.key, due.kind, due.subject_id, due.period, codec.instant_to_text(due.due_at)),
            )

    await db.write(work)
    await db.close()


async def watch(discord: LoopbackDiscord, bot: Contestant, reminders: int) -> None:
    """Let members use /wrote until every reminder has arrived or none does any more, and say how far it is."""
    while not discord.messages:  # noqa: ASYNC110 - the local Discord has no event for it
        await asyncio.sleep(0.05)
    shown = changed = time.perf_counter()
    arrived = 0
    while len(discord.messages) < reminders:
        await bot.measure_pace(discord, SLICE_SECONDS)
        now = time.perf_counter()
        if len(discord.messages) > arrived:
            arrived, changed = len(discord.messages), now
        elif now - changed > STALLED_SECONDS:
            return
        if now - shown >= SHOWN_EVERY_SECONDS:
            shown = now
            rate = arrived / (now - discord.messages[0].created)
            say(f"{arrived:,} of {reminders:,} reminders, {rate:.1f} per s")


async def settled_as_sent(path: Path, reminders: int) -> int:
    """Return how many reminders the bot wrote down as sent, once it is done with them."""
    counted = 0
    until = time.perf_counter() + SETTLED_SECONDS
    while counted < reminders and time.perf_counter() < until:
        await asyncio.sleep(0.5)
        with closing(sqlite3.connect(path)) as connection, connection:
            rows = connection.execute(
                "SELECT COUNT(*) FROM due WHERE state = 'sent' AND subject_id BETWEEN ? AND ?",
                (FIRST_REMINDED_ID, FIRST_REMINDED_ID + reminders - 1),
            )
            counted = rows.fetchone()[0]
    return counted


def figures(
    discord: LoopbackDiscord, limits: Limits, problems: int, idle: list[float], busy: list[float]
) -> list[Figure]:
    """Turn what the local Discord saw into figures."""
    arrived = [message.created for message in discord.messages]
    per_second = (len(arrived) - 1) / (arrived[-1] - arrived[0])
    twice = len(arrived) - len({message.channel_id for message in discord.messages}) + discord.repeated_nonces
    p99s = [percentile(seconds, 99) * 1000 for seconds in (idle, busy)]
    return [
        Figure("reminders delivered", len(arrived), ""),
        Figure("from the first to the last", arrived[-1] - arrived[0], "s"),
        Figure("longest pause between two", max(b - a for a, b in pairwise(arrived)) * 1000, "ms"),
        Figure("delivered", per_second, "per s"),
        Figure(f"share of Discord's {GLOBAL_PER_SECOND} per s", per_second / GLOBAL_PER_SECOND * 100, "%", LIMIT_USED),
        Figure("requests refused with 429", limits.refused, "", 0, at_least=False),
        Figure("reminders not settled as sent", problems, "", 0, at_least=False),
        Figure("sent twice", twice, "", 0, at_least=False),
        Figure(f"p99 of /wrote at {PACE_PER_SECOND} per s, idle", p99s[0], "ms"),
        Figure(f"p99 of /wrote at {PACE_PER_SECOND} per s, rush", p99s[1], "ms"),
        Figure("p99 of /wrote, rush ÷ idle", p99s[1] / p99s[0], "", P99_OF_IDLE, at_least=False),
    ]


def main(arguments: list[str] | None = None) -> int:
    """Run the rush and print it; return 1 when a limit is missed, 2 when nothing could be measured."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.rush", description=__doc__)
    parser.add_argument("--reminders", type=int, default=REMINDERS, help="how many fall due in the one minute")
    parser.add_argument("--folder", type=Path, default=ROOT / "build", help="on the disk the database is to be kept on")
    options = parser.parse_args(arguments)
    options.folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=options.folder, prefix="bench-") as folder:
        try:
            measured = asyncio.run(measure(options.reminders, Path(folder).resolve()))
        except NotMeasuredError as problem:
            print(problem, file=sys.stderr)
            return 2
    return report(f"{options.reminders:,} reminders due in one minute", measured)


if __name__ == "__main__":
    sys.exit(main())
