"""What a tick with 100 due costs among 1 thousand, 100 thousand and 1 million members.

`python -m benchmarks.tick` fills one database for each size and ticks in turns within every round, so that a busy
machine is busy for all of them. Beside it stands the usual way, one APScheduler cron job for each member in memory:
what it takes to load, and how much memory it holds. It ends with status 1 when a limit is missed.
"""

from __future__ import annotations

import argparse
import asyncio
import resource
import statistics
import sys
import tempfile
import time
from concurrent.futures import ProcessPoolExecutor
from contextlib import AsyncExitStack
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from multiprocessing import get_context
from pathlib import Path
from typing import Any

from apscheduler.schedulers.asyncio import AsyncIOScheduler
from apscheduler.triggers.cron import CronTrigger

from benchmarks.interactions import ROOT
from benchmarks.report import Figure, report, say
from bot import FEATURES
from cogs.kit.feature import House
from db.connection import Tx
from db.database import Database
from rules.schedule.due import Due
from services.context import Context
from services.reminder_times import REMINDER
from services.schedule import run as schedule

LARGEST_OF_SMALLEST = 1.5

KINDS = House(FEATURES, {}).kinds
SIZES = (1_000, 100_000, 1_000_000)
DUE_AT_ONCE = 100
ROUNDS = 10
LOADED = (1_000, 100_000)
NOON = datetime(2026, 5, 20, 12, tzinfo=UTC)
EVENING = datetime(2026, 5, 20, 20, tzinfo=UTC)
MINUTES_OF_EVENING = 60
STATM = Path("/proc/self/statm")


@dataclass(slots=True)
class HandClock:
    """A clock that stands until it is moved."""

    at: datetime = NOON

    def now(self) -> datetime:
        """Return the instant it stands at."""
        return self.at


async def seed(db: Database, members: int) -> None:
    """Give every member a reminder: DUE_AT_ONCE of them in each of ROUNDS minutes from noon, the rest at night."""
    at_noon = ROUNDS * DUE_AT_ONCE
    instant = "strftime('%Y-%m-%dT%H:%M:00.000000+00:00', {})"
    early = instant.format("datetime(?, '+' || (id / ?) || ' minutes')")
    late = instant.format("datetime(?, '+' || (id % ?) || ' minutes')")

    async def work(tx: Tx) -> None:
        await tx.execute(
            "WITH RECURSIVE numbers (n) AS (SELECT 0 UNION ALL SELECT n + 1 FROM numbers WHERE n + 1 < ?) "
            "INSERT INTO members (id, zone, since_on, reminder_mode) SELECT n, 'UTC', ?, 'daily' FROM numbers",
            (members, NOON.date().isoformat()),
        )
        await tx.execute(
            "INSERT INTO due (key, kind, subject_id, period, due_at) "
            f"SELECT ? || ':' || id || ':' || ?, ?, id, ?, CASE WHEN id < ? THEN {early} ELSE {late} END FROM members",
            (
                REMINDER,
                NOON.date().isoformat(),
                REMINDER,
                NOON.date().isoformat(),
                at_noon,
                f"{NOON:%Y-%m-%d %H:%M:%S}",
                DUE_AT_ONCE,
                f"{EVENING:%Y-%m-%d %H:%M:%S}",
                MINUTES_OF_EVENING,
            ),
        )
        await tx.execute("UPDATE members SET reminder_at = '12:00' WHERE id < ?", (at_noon,))

    await db.write(work)


async def _deliver(_due: Due, _message: Any) -> None:
    """Take a message without sending it: what is measured is the schedule."""


async def measure_ticks(folder: Path) -> list[Figure]:
    """Tick ROUNDS times in a database of each size; return what a tick took, and how it grew."""
    clock = HandClock()
    taken: dict[int, list[float]] = {size: [] for size in SIZES}
    async with AsyncExitStack() as stack:
        contexts = {}
        for size in SIZES:
            say(f"filling a database of {size:,} members")
            db = await Database.open(f"sqlite:///{folder / f'{size}.db'}")
            stack.push_async_callback(db.close)
            await seed(db, size)
            contexts[size] = Context(db, clock)
        for turn in range(ROUNDS):
            clock.at = NOON + timedelta(minutes=turn)
            for size in (*SIZES[turn % len(SIZES) :], *SIZES[: turn % len(SIZES)]):
                began = time.perf_counter()
                count = await schedule.run_due(contexts[size], KINDS, _deliver)
                taken[size].append((time.perf_counter() - began) * 1000)
                if count != DUE_AT_ONCE:
                    raise AssertionError(f"{count} were due among {size}")
    rows = [Figure(f"tick, {DUE_AT_ONCE} due among {size:,}", statistics.median(taken[size]), "ms") for size in SIZES]
    ratio = statistics.median(large / small for large, small in zip(taken[SIZES[-1]], taken[SIZES[0]], strict=True))
    return [*rows, Figure("largest ÷ smallest", ratio, "", LARGEST_OF_SMALLEST, at_least=False)]


def load_jobs(members: int) -> tuple[float, float]:
    """Load the usual way's jobs; return the seconds it took and the MiB it holds."""
    return asyncio.run(_load_jobs(members))


async def _load_jobs(members: int) -> tuple[float, float]:
    before = _resident_mib()
    began = time.perf_counter()
    scheduler = AsyncIOScheduler(timezone=UTC)
    scheduler.start(paused=True)
    for number in range(members):
        trigger = CronTrigger(hour=number // MINUTES_OF_EVENING % 24, minute=number % MINUTES_OF_EVENING, timezone=UTC)
        scheduler.add_job(_nothing, trigger, args=[number])
    seconds = time.perf_counter() - began
    mib = _resident_mib() - before
    scheduler.shutdown(wait=False)
    return seconds, mib


def load_schedule(path: Path) -> tuple[float, float]:
    """Open the database and find what is due next; return the seconds it took and the MiB it holds."""
    return asyncio.run(_load_schedule(path))


async def _load_schedule(path: Path) -> tuple[float, float]:
    before = _resident_mib()
    began = time.perf_counter()
    db = await Database.open(f"sqlite:///{path}")
    await schedule.run_due(Context(db, HandClock(NOON - timedelta(days=1))), KINDS, _deliver)
    seconds = time.perf_counter() - began
    mib = _resident_mib() - before
    await db.close()
    return seconds, mib


def _nothing(_number: int) -> None:
    """Stand for a member's reminder."""


def _resident_mib() -> float:
    # A fresh process inherits its parent's peak on Linux, so there the present is asked for.
    if STATM.exists():
        return int(STATM.read_text().split()[1]) * resource.getpagesize() / 1024**2
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024**2


def measure_loading(folder: Path) -> list[Figure]:
    """Load both ways, each in a fresh process; return seconds and memory."""
    rows = []
    for size in LOADED:
        say(f"loading {size:,} members both ways")
        for name, load, what in (
            ("due table", load_schedule, folder / f"{size}.db"),
            ("a cron job each", load_jobs, size),
        ):
            with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as process:
                seconds, mib = process.submit(load, what).result()  # type: ignore[arg-type]
            rows += [
                Figure(f"{name}, {size:,}: to load", seconds, "s"),
                Figure(f"{name}, {size:,}: memory", mib, "MiB"),
            ]
    return rows


def main(arguments: list[str] | None = None) -> int:
    """Measure ticks and loading and print them; return 1 when a limit is missed."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.tick", description=__doc__)
    parser.add_argument(
        "--folder", type=Path, default=ROOT / "build", help="on the disk the databases are to be kept on"
    )
    options = parser.parse_args(arguments)
    options.folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=options.folder, prefix="bench-") as name:
        folder = Path(name).resolve()
        measured = asyncio.run(measure_ticks(folder)) + measure_loading(folder)
    return report(f"{ROUNDS} rounds of {DUE_AT_ONCE} due", measured)


if __name__ == "__main__":
    sys.exit(main())
