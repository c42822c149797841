"""How things ended, gathered and written down together: one commit serves many, and each stands or falls by itself."""

from __future__ import annotations

import asyncio
import logging
import sqlite3
from collections.abc import Callable, Coroutine
from dataclasses import dataclass, field
from typing import Any

from db.connection import Tx
from db.writer import Lane
from rules.kit.errors import Busy, Full, Unreachable
from rules.schedule.due import Due
from services.context import Context

log = logging.getLogger("onereader.schedule")

# The disk is full, somebody else holds the file, it cannot be read: nothing of ours, and it passes.
CANNOT_WRITE = (Busy, Full, Unreachable, sqlite3.OperationalError)

Write = Callable[[Tx], Coroutine[Any, Any, None]]


@dataclass(frozen=True, slots=True)
class Ended:
    """How one thing ended, to be written down; `at_least` is written where the whole of it cannot be."""

    due: Due
    write: Write
    at_least: Write | None = None


@dataclass(slots=True)
class Settling:
    """What ended and is not written down yet.

    It outlives a run: what a full disk or a locked file keeps from being written is the first thing the next run does.
    """

    ended: list[Ended] = field(default_factory=list)

    async def settle(self, context: Context) -> None:
        """Write down what ended. Raise one of CANNOT_WRITE while the database takes nothing: it is kept."""
        taken, self.ended = self.ended, []
        failures = await asyncio.gather(*(_failure(context, each) for each in taken))
        self.ended += [each for each, failure in zip(taken, failures, strict=True) if failure is not None]
        for failure in failures:
            if failure is not None:
                raise failure


async def _failure(context: Context, ended: Ended) -> Exception | None:
    """Write down one ending; return what keeps the database from taking anything just now."""
    try:
        await _write(context, ended)
    except CANNOT_WRITE as failure:
        return failure
    except Exception:
        # The row still waits under its lease; once that has run out, it is looked for where it was to stand.
        log.exception("%s could not be settled", ended.due.key)
    return None


async def _write(context: Context, ended: Ended) -> None:
    try:
        await context.db.write(ended.write, lane=Lane.SCHEDULE)
    except CANNOT_WRITE:
        raise
    except Exception:
        if ended.at_least is None:
            raise
        # What was sent must not be sent again, whatever ails the rest; `mend` finds the chain that broke here.
        log.exception("%s could not be followed up", ended.due.key)
        await context.db.write(ended.at_least, lane=Lane.SCHEDULE)
