"""One process of the real bot for the crash tests: its clock is set, and it can die at a chosen point of a send.

`python -m tests.crash.runner OFFSET [POINT TIMES]` runs it with its clock so many seconds off the machine's, and
kills it, as `kill -9` does, when it passes a point of `POINTS` for the given time. Everything else is bot.py.
"""

from __future__ import annotations

import asyncio
import logging
import os
import signal
import sys
from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta
from typing import Any

import process
from bot import create_bot
from clock import SystemClock
from rules.schedule.due import Due
from services.context import Context
from services.due import Kinds
from services.schedule import run as schedule
from services.schedule.settling import Settling
from settings import Settings

Asynchronous = Callable[..., Awaitable[Any]]

# For how long what a process claimed is its own, where a test has no time for the bot's own minute and a half.
LEASE_SECONDS = "LEASE_SECONDS"

POINTS = ("before claim", "after claim", "after send", "before save", "after save")


class ShiftedClock:
    """The machine's clock and so many seconds: what a lease or a downtime lasts is then gone at once."""

    def __init__(self, seconds: float) -> None:
        self.shift = timedelta(seconds=seconds)

    def now(self) -> datetime:
        return SystemClock().now() + self.shift


class Mortal:
    """Kills the process when it passes a point for the chosen time."""

    def __init__(self, point: str, times: int) -> None:
        self.point, self.left = point, times

    def passes(self, point: str) -> None:
        """Count one passing."""
        if point == self.point:
            self.left -= 1
            if self.left == 0:
                os.kill(os.getpid(), signal.SIGKILL)

    def watch(self, function: Asynchronous, before: str | None = None, after: str | None = None) -> Asynchronous:
        """Return the function with points before and after it."""

        async def watched(*args: Any) -> Any:
            if before is not None:
                self.passes(before)
            result = await function(*args)
            if after is not None:
                self.passes(after)
            return result

        return watched


def put_points(mortal: Mortal) -> None:
    """Put every point of `POINTS` where it belongs, and tell each claim's size on standard output."""
    claim, run_due = schedule._claim, schedule.run_due

    async def claim_and_tell(context: Context, batch: int, holder: str) -> list[Due]:
        claimed = await claim(context, batch, holder)
        if claimed:
            print(len(claimed), flush=True)
        return claimed

    async def run_watched(
        context: Context, kinds: Kinds, deliver: schedule.Deliver, stopping: asyncio.Event, **others: Any
    ) -> int:
        return await run_due(context, kinds, mortal.watch(deliver, after="after send"), stopping, **others)

    changed: Any = schedule
    changed.run_due = run_watched
    changed._claim = mortal.watch(claim_and_tell, "before claim", "after claim")
    # Inside the transaction: what was written is not committed yet.
    changed._write_down = mortal.watch(schedule._write_down, after="before save")
    settling: Any = Settling
    settling.settle = mortal.watch(Settling.settle, after="after save")


def main(offset: str, point: str = "", times: str = "0") -> None:
    """Run until killed or stopped."""
    if point and point not in POINTS:
        raise ValueError(f"no such point: {point}")
    put_points(Mortal(point, int(times)))
    if seconds := os.environ.get(LEASE_SECONDS):
        schedule.LEASE = timedelta(seconds=float(seconds))
    settings = Settings.from_environment(env_file=None)
    logging.basicConfig(level=settings.log_level)
    bot = create_bot(settings, ShiftedClock(float(offset)))
    # discord.py waits two seconds for further servers before it says that it is ready.
    bot._connection.guild_ready_timeout = 0.05
    try:
        process.run(bot, settings.token)
    except process.CannotRun as problem:
        sys.exit(problem.status)


if __name__ == "__main__":
    main(*sys.argv[1:])
