"""Run what is due: claim under a lease, re-check, send, write down the outcome and plan the next.

One row's failure is its own: it is logged and tried again later. A process that dies between sending and
saving leaves a lease that runs out; the second send carries the same nonce, so Discord itself drops it.
Why it is built so: docs/decisions/0003-due-table-and-leases.md.
"""

from __future__ import annotations

import asyncio
import hashlib
import logging
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from db import schedule
from db.connection import Tx
from db.writer import Lane
from rules.schedule import Due, State
from services.context import Context
from services.due import DeliveryFailed, DueKind, Kinds, Mend, NotTaken, Skipped, WorkKind

log = logging.getLogger("onereader.schedule")

# How many are on their way at once: enough to fill the pacer, few enough that each is sent within its lease.
AT_ONCE = 100
# How many are free before the next claim: one transaction then serves several, and their checks come in small groups.
CLAIM_AGAIN_AT = 10
# Members who press Enter meanwhile use the same connections: a rush of checks takes one of them, not all.
CHECKS_AT_ONCE = 1
# A send that takes longer is given up for now; the lease outlives it, so that nobody else sends meanwhile.
SEND_TIMEOUT = timedelta(seconds=30)
LEASE = timedelta(seconds=90)

FIRST_RETRY = timedelta(minutes=1)
LONGEST_RETRY = timedelta(minutes=15)
# Discord's own trouble passes; how long to wait for that. A kind may stop sooner by being too late.
RETRY_FOR = timedelta(hours=24)
# An error of ours seldom passes by itself.
MAX_ERRORS = 5
SETTLE_TRIES = 3

KEEP_SETTLED = timedelta(days=35)
MEND_BATCH = 500


Deliver = Callable[[Due, Any], Awaitable[None]]


@dataclass(frozen=True, slots=True)
class Outcome:
    """How one thing ended; `message` is what was sent."""

    state: State
    reason: str = ""
    message: Any = None


def nonce_of(due: Due) -> str:
    """Return what Discord tells a repeat by: 24 characters (its limit is 25) made of the key."""
    return hashlib.sha256(due.key.encode()).hexdigest()[:24]


@dataclass(frozen=True, slots=True)
class _Round:
    """What everything claimed in one run shares."""

    context: Context
    kinds: Kinds
    deliver: Deliver
    stopping: asyncio.Event
    checking: asyncio.Semaphore


async def run_due(context: Context, kinds: Kinds, deliver: Deliver, stopping: asyncio.Event | None = None) -> int:
    """Run everything of these kinds that is due by now; return how many things were claimed.

    Things run side by side and each is settled by itself: a slow one holds up no other. Once it is `stopping`, nothing
    more is claimed and what was not begun is given back. Raise what kept the schedule from being read; what is on its
    way is seen through first.
    """
    this = _Round(context, kinds, deliver, stopping or asyncio.Event(), asyncio.Semaphore(CHECKS_AT_ONCE))
    on_their_way: set[asyncio.Task[None]] = set()
    count = 0
    try:
        while not this.stopping.is_set():
            batch = await _claim(context, AT_ONCE - len(on_their_way))
            count += len(batch)
            on_their_way |= {asyncio.create_task(_run_one(this, due)) for due in batch}
            if not on_their_way:
                break
            while on_their_way and (not batch or len(on_their_way) > AT_ONCE - CLAIM_AGAIN_AT):
                _, on_their_way = await asyncio.wait(on_their_way, return_when=asyncio.FIRST_COMPLETED)
    finally:
        if on_their_way:
            await asyncio.wait(on_their_way)
    return count


async def _claim(context: Context, batch: int) -> list[Due]:
    now = context.clock.now()
    return await context.db.write(lambda tx: schedule.claim(tx, now, now + LEASE, batch), lane=Lane.SCHEDULE)


async def _run_one(this: _Round, due: Due) -> None:
    kind = this.kinds.get(due.kind)
    try:
        if this.stopping.is_set():
            await _give_back(this.context, due)
        elif kind is None:
            await _put_off(this.context, due, NotTaken.ERROR)  # not now, or a newer bot's
        elif isinstance(kind, WorkKind):
            await _work(this.context, kind, due)
        elif (outcome := await _attempt(this, kind, due)) is not None:
            await _settle(this.context, kind, due, outcome)
    except Exception:
        # The row still waits under its lease; once that has run out, it is tried again.
        log.exception("%s could not be settled", due.key)


async def _give_back(context: Context, due: Due) -> None:
    await context.db.write(lambda tx: schedule.give_back(tx, due), lane=Lane.SCHEDULE)


async def _work(context: Context, kind: WorkKind, due: Due) -> None:
    """Do a piece of work once; an error puts it off and gives up nothing."""
    now = context.clock.now()

    async def work(tx: Tx) -> None:
        if not await schedule.is_settled(tx, due):
            await kind.run(tx, due, now, *found)
            await schedule.settle(tx, due, State.SENT, "", now)

    try:
        found = () if kind.ahead is None else (await kind.ahead(context, due),)
        await context.db.write(work, lane=Lane.SCHEDULE)
    except Exception:
        log.exception("%s failed", due.key)
        await _put_off(context, due, NotTaken.ERROR)


async def _attempt(this: _Round, kind: DueKind, due: Due) -> Outcome | None:
    """Re-check and send; return how it ended, or None when it was put off or given back."""
    context = this.context
    try:
        async with this.checking, context.db.read() as connection:
            prepared = await kind.prepare(connection, due, context.clock.now())
        if isinstance(prepared, Skipped):
            return Outcome(State.SKIPPED, prepared.value)
        if this.stopping.is_set():
            await _give_back(context, due)
            return None
        async with asyncio.timeout(SEND_TIMEOUT.total_seconds()):
            await this.deliver(due, prepared)
        return Outcome(State.SENT, message=prepared)
    except DeliveryFailed as failure:
        return await _failed(context, due, failure.reason, again=failure.again)
    except TimeoutError:
        return await _failed(context, due, NotTaken.TIMEOUT, again=True)
    except Exception:
        log.exception("%s failed", due.key)
        return await _failed(context, due, NotTaken.ERROR, again=due.attempts < MAX_ERRORS)


async def _failed(context: Context, due: Due, reason: str, *, again: bool) -> Outcome | None:
    if not again or context.clock.now() > due.due_at + RETRY_FOR:
        return Outcome(State.FAILED, reason)
    await _put_off(context, due, reason)
    return None


async def _put_off(context: Context, due: Due, reason: str) -> None:
    until = context.clock.now() + min(FIRST_RETRY * 2 ** min(due.attempts - 1, 10), LONGEST_RETRY)
    await context.db.write(lambda tx: schedule.put_off(tx, due, until, reason), lane=Lane.SCHEDULE)


async def _settle(context: Context, kind: DueKind, due: Due, outcome: Outcome) -> None:
    """Write down the outcome and what follows in one transaction; the outcome alone where that fails."""
    now = context.clock.now()

    async def work(tx: Tx) -> None:
        await _write_down(tx, kind, due, outcome, now)
        await kind.follow_up(tx, due, outcome.message, now)

    for attempt in range(1, SETTLE_TRIES + 1):
        try:
            await context.db.write(work, lane=Lane.SCHEDULE)
        except Exception:
            log.exception("%s could not be followed up (try %s)", due.key, attempt)
        else:
            return
    # What was sent must not be sent again, whatever ails the rest; `mend` finds the chain that broke here.
    await context.db.write(lambda tx: _write_down(tx, kind, due, outcome, now), lane=Lane.SCHEDULE)


async def _write_down(tx: Tx, kind: DueKind, due: Due, outcome: Outcome, now: datetime) -> None:
    await schedule.settle(tx, due, outcome.state, outcome.reason, now, to_member=kind.to.is_member)
    if outcome.state is State.FAILED:
        await kind.to.on_failed(tx, due, outcome.reason, now)


async def mend(context: Context, kinds: Kinds) -> int:
    """Plan for everyone who should have something waiting and has not; drop old outcomes. Return how many."""
    before = context.clock.now() - KEEP_SETTLED
    await context.db.write(lambda tx: schedule.prune(tx, before), lane=Lane.SCHEDULE)
    return sum([await _mend(context, kind.name, kind.mend) for kind in kinds.values() if kind.mend is not None])


async def _mend(context: Context, kind: str, chain: Mend) -> int:
    """Plan the next of a kind for everyone whose chain broke; one that cannot be mended holds up no other."""
    count = last = 0
    while True:
        async with context.db.read() as connection:
            broken = await chain.broken(connection, kind, last, MEND_BATCH)
        for last in broken:
            count += await _take_up(context, kind, chain, last)
        if len(broken) < MEND_BATCH:
            return count


async def _take_up(context: Context, kind: str, chain: Mend, subject_id: int) -> bool:
    now = context.clock.now()
    try:
        await context.db.write(lambda tx: chain.plan_next(tx, subject_id, now), lane=Lane.SCHEDULE)
    except Exception:
        log.exception("%s has no %s planned and cannot be given one", subject_id, kind)
        return False
    return True


async def next_due_at(context: Context) -> datetime | None:
    """Return when there is next something to do; the sandbox moves its clock there."""
    async with context.db.read() as connection:
        return await schedule.next_due_at(connection)
