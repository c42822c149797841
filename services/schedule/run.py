"""Run what is due: claim under a lease, re-check, send, write down the outcome and plan the next.

One row's failure is its own: it is logged and tried again later. Before a message goes, it is written down where it
is about to stand; whatever may have arrived is looked for there before it is sent again.
Why it is built so: docs/decisions/0003-due-table-and-leases.md, docs/decisions/0011-read-back-before-sending-again.md.
"""

from __future__ import annotations

import asyncio
import hashlib
import logging
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from db import schedule
from db.connection import Tx
from db.writer import Lane
from rules.schedule.due import Due, State, UnderWay
from services import inbox
from services.context import Context
from services.due import (
    BLOCKS,
    DeliveryFailed,
    DueKind,
    Kinds,
    Mend,
    NotTaken,
    NoWay,
    Skipped,
    Unreached,
    Unreadable,
    WorkKind,
)
from services.schedule.settling import CANNOT_WRITE, Ended, Settling

log = logging.getLogger("onereader.schedule")

# How many are on their way at once: enough to fill the pacer, few enough that each is sent within its lease.
AT_ONCE = 100
# How many have ended before they are settled, and others claimed: one transaction then serves several.
SETTLED_TOGETHER = 10
# Where nothing ends for so long, what has ended is settled all the same.
LULL_SECONDS = 0.5
# Members who press Enter meanwhile use the same connections: a rush of checks takes one of them, not all.
CHECKS_AT_ONCE = 1
# A send that takes longer is given up for now; the lease outlives it, so that nobody else sends meanwhile.
SEND_TIMEOUT = timedelta(seconds=30)
LEASE = timedelta(seconds=90)

FIRST_RETRY = timedelta(minutes=1)
LONGEST_RETRY = timedelta(minutes=15)
# What waits for somebody to mend a channel is tried at once when they change something, and else as often as this.
BLOCKED_RETRY = timedelta(hours=1)
# Discord's own trouble passes; about a day of tries, and no time that the bot was away. A kind may stop sooner by being
# too late.
MAX_TRIES = 100
# An error of ours seldom passes by itself, and what is repeated because nobody can read whether it arrived is enough.
MAX_ERRORS = 5

# How many instants are looked ahead to at once; the others' turn comes when these are past.
ALARMS_AT_ONCE = 100

KEEP_SETTLED = timedelta(days=35)
MEND_BATCH = 500


Deliver = Callable[[Due, Any], Awaitable[None]]
# Tells whether a message stands where it was to go. Raises Unreadable, or DeliveryFailed where Discord does not say.
HasArrived = Callable[[UnderWay], Awaitable[bool]]


async def cannot_read(_message: UnderWay) -> bool:
    """Say that nobody can read what stands anywhere. Raise Unreadable."""
    raise Unreadable


@dataclass(frozen=True, slots=True)
class Outcome:
    """How one thing ended; `message` is what was sent, `unreached` what could not be."""

    state: State
    reason: str = ""
    message: Any = None
    unreached: Any = None


def nonce_of(due: Due) -> str:
    """Return what Discord tells a repeat by for some minutes: 24 characters (its limit is 25) made of the key."""
    return hashlib.sha256(due.key.encode()).hexdigest()[:24]


@dataclass(frozen=True, slots=True)
class _Run:
    """What everything claimed in one run shares."""

    context: Context
    kinds: Kinds
    deliver: Deliver
    has_arrived: HasArrived
    settling: Settling
    stopping: asyncio.Event
    rung: asyncio.Event
    holder: str
    checking: asyncio.Semaphore = field(default_factory=lambda: asyncio.Semaphore(CHECKS_AT_ONCE))
    checking_awaited: asyncio.Semaphore = field(default_factory=lambda: asyncio.Semaphore(CHECKS_AT_ONCE))
    on_their_way: set[asyncio.Task[None]] = field(default_factory=set)


async def run_due(
    context: Context,
    kinds: Kinds,
    deliver: Deliver,
    stopping: asyncio.Event | None = None,
    *,
    has_arrived: HasArrived = cannot_read,
    settling: Settling | None = None,
    rung: asyncio.Event | None = None,
    holder: str = "",
) -> int:
    """Run everything of these kinds that is due by now; return how many things were claimed.

    Where there is a `holder`, that is as long as it is the process that delivers.

    Things run side by side: a slow one holds up no other, and what falls due meanwhile is claimed once it has `rung`.
    Once it is `stopping`, nothing more is claimed and what was not begun is given back. Raise what kept the schedule
    from being read or written: nothing more is claimed then, what is on its way is seen through, and what could not be
    settled stays in `settling` for the next run.
    """
    stopping, rung = stopping or asyncio.Event(), rung or asyncio.Event()
    run = _Run(context, kinds, deliver, has_arrived, settling or Settling(), stopping, rung, holder)
    count = 0
    try:
        while True:
            claimed = await _settle_and_claim(run)
            count += len(claimed)
            run.on_their_way.update(asyncio.create_task(_run_one(run, due)) for due in claimed)
            if not run.on_their_way:
                return count
            await _some_have_ended(run)
    finally:
        if run.on_their_way:
            await asyncio.wait(run.on_their_way)
            await run.settling.settle(context)


async def _settle_and_claim(run: _Run) -> list[Due]:
    """Write down what ended, then claim what there is room for. Raise what failed: no settling, no claiming."""
    run.rung.clear()
    await run.settling.settle(run.context)
    if run.stopping.is_set():
        return []
    return await _claim(run.context, max(0, AT_ONCE - len(run.on_their_way)), run.holder)


async def _claim(context: Context, batch: int, holder: str) -> list[Due]:
    """Claim what somebody waits for, however much is on its way, and so much of what nobody is looking at."""
    now = context.clock.now()

    async def work(tx: Tx) -> list[Due]:
        awaited = await schedule.claim_awaited(tx, now, now + LEASE, AT_ONCE, holder)
        return awaited + await schedule.claim(tx, now, now + LEASE, batch, holder)

    claimed = await context.db.write(work, lane=Lane.CLAIMS)
    context.tally.claimed.update(due.kind for due in claimed)
    return claimed


async def _some_have_ended(run: _Run) -> None:
    """Wait until it is worth to settle and claim: some things have ended, it rang, nothing is under way, or happens."""
    ringing = asyncio.create_task(run.rung.wait())
    while run.on_their_way and len(run.settling.ended) < SETTLED_TOGETHER and not ringing.done():
        waiting = {*run.on_their_way, ringing}
        done, pending = await asyncio.wait(waiting, timeout=LULL_SECONDS, return_when=asyncio.FIRST_COMPLETED)
        run.on_their_way.intersection_update(pending)
        if not done:
            break
    ringing.cancel()


async def _run_one(run: _Run, due: Due) -> None:
    try:
        ended = await _ended(run, due)
    except Exception:
        # The row still waits under its lease; once that has run out, it is tried again.
        log.exception("%s could not be run", due.key)
    else:
        run.settling.ended += ended


async def _ended(run: _Run, due: Due) -> list[Ended]:
    """Run one thing; return how it ended, nothing where that is written down already."""
    kind = run.kinds.get(due.kind)
    if run.stopping.is_set():
        return [_given_back(due)]
    if kind is None:
        return [_put_off(run.context, due, NotTaken.ERROR)]  # not now, or a newer bot's
    if isinstance(kind, WorkKind):
        return await _work(run.context, kind, due)
    return [await _attempt(run, kind, due)]


def _given_back(due: Due) -> Ended:
    return Ended(due, lambda tx: schedule.give_back(tx, due))


async def _work(context: Context, kind: WorkKind, due: Due) -> list[Ended]:
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
        return [_put_off(context, due, NotTaken.ERROR)]
    context.tally.end(due, State.SENT, "", now)
    return []


async def _attempt(run: _Run, kind: DueKind, due: Due) -> Ended:
    """Re-check and send; return how it ended."""
    prepared = None
    try:
        checking = run.checking_awaited if due.awaited else run.checking
        async with checking, run.context.db.read() as connection:
            earlier = await schedule.under_way(connection, due) if due.attempts > 1 else None
            prepared = await kind.prepare(connection, due, run.context.clock.now())
        async with asyncio.timeout(SEND_TIMEOUT.total_seconds()):
            outcome = await _found(run, kind, due, earlier, prepared) if earlier is not None else None
            outcome = outcome or await _sent(run, due, prepared)
    except DeliveryFailed as failure:
        return _failed(run.context, kind, due, failure, prepared)
    except CANNOT_WRITE:
        log.exception("%s could not be sent", due.key)
        return _put_off(run.context, due, NotTaken.ERROR)
    except TimeoutError:
        return _put_off(run.context, due, NotTaken.TIMEOUT)
    except Exception:  # a fault of the bot's own: it may pass, and else is given up after a few attempts
        log.exception("%s failed", due.key)
        error = DeliveryFailed(NotTaken.ERROR, again=due.attempts < MAX_ERRORS, refused=False)
        return _failed(run.context, kind, due, error, prepared)
    return _given_back(due) if outcome is None else _settled(run.context, kind, due, outcome)


async def _found(run: _Run, kind: DueKind, due: Due, earlier: UnderWay, prepared: Any) -> Outcome | None:
    """Return how a thing ended whose earlier message may have arrived; None where it did not. Raise DeliveryFailed."""
    try:
        if await run.has_arrived(earlier):
            return Outcome(State.SENT, message=None if isinstance(prepared, Skipped | Unreached) else prepared)
    except Unreadable:
        if not kind.repeat_unread or due.attempts > MAX_ERRORS:
            return Outcome(State.SKIPPED, NoWay.UNREAD)
    return None


async def _sent(run: _Run, due: Due, prepared: Any) -> Outcome | None:
    """Send what was prepared; return how it ended, or None where the bot is stopping. Raise DeliveryFailed."""
    if prepared is NoWay.TOO_LATE and due.reason in BLOCKS:
        return Outcome(State.FAILED, due.reason)
    if isinstance(prepared, Skipped):
        return Outcome(State.SKIPPED, prepared.value)
    if isinstance(prepared, Unreached):
        return Outcome(State.SKIPPED, prepared.why, unreached=prepared.message)
    if due.attempts > MAX_TRIES and due.reason not in BLOCKS:
        return Outcome(State.FAILED, NotTaken.NO_CONNECTION, unreached=prepared)
    if run.stopping.is_set():
        return None
    await run.deliver(due, prepared)
    return Outcome(State.SENT, message=prepared)


async def set_off(context: Context, due: Due, channel_id: int, mark: int) -> None:
    """Write down where a message is about to go, and by which mark it will be known there."""
    message = UnderWay(channel_id, mark, context.clock.now())
    await context.db.write(lambda tx: schedule.set_off(tx, due, message), lane=Lane.SCHEDULE)


def _failed(context: Context, kind: DueKind, due: Due, failure: DeliveryFailed, prepared: Any) -> Ended:
    if failure.again:
        return _put_off(context, due, failure.reason, refused=failure.refused)
    if failure.reason in BLOCKS and context.clock.now() < due.due_at + kind.to.blocked_for:
        return _blocked(context, kind, due, failure.reason)
    return _settled(context, kind, due, Outcome(State.FAILED, failure.reason, unreached=prepared))


def _blocked(context: Context, kind: DueKind, due: Due, reason: str) -> Ended:
    now = context.clock.now()
    context.tally.delay(due, reason)

    async def work(tx: Tx) -> None:
        await schedule.block(tx, due, now + BLOCKED_RETRY, reason, now)
        if kind.to.on_blocked is not None:
            await kind.to.on_blocked(tx, due, reason, now)

    return Ended(due, work)


def _put_off(context: Context, due: Due, reason: str, *, refused: bool = False) -> Ended:
    context.tally.delay(due, reason)
    until = context.clock.now() + min(FIRST_RETRY * 2 ** min(due.attempts - 1, 10), LONGEST_RETRY)
    return Ended(due, lambda tx: schedule.put_off(tx, due, until, reason, refused=refused))


def _settled(context: Context, kind: DueKind, due: Due, outcome: Outcome) -> Ended:
    """Return the outcome and what follows, to be written in one transaction; the outcome alone where that fails."""
    now = context.clock.now()
    context.tally.end(due, outcome.state, outcome.reason, now)

    async def work(tx: Tx) -> None:
        await _write_down(tx, kind, due, outcome, now)
        await kind.follow_up(tx, due, outcome.message, now)

    return Ended(due, work, at_least=lambda tx: _write_down(tx, kind, due, outcome, now))


async def _write_down(tx: Tx, kind: DueKind, due: Due, outcome: Outcome, now: datetime) -> None:
    await schedule.settle(tx, due, outcome.state, outcome.reason, now, to_member=kind.to.is_member)
    if outcome.state is State.FAILED:
        await kind.to.on_failed(tx, due, outcome.reason, now)
    note = None if outcome.unreached is None else kind.inbox_note(due, outcome.unreached)
    if note is not None:
        await inbox.keep_note(tx, due.kind, note, now)


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
    except Exception:  # it holds up no other
        log.exception("%s has no %s planned and cannot be given one", subject_id, kind)
        return False
    return True


async def coming_up(context: Context, within: timedelta) -> list[datetime]:
    """Return the instants at which something falls due within a time, those first that are past."""
    until = context.clock.now() + within
    async with context.db.read() as connection:
        return await schedule.coming_up(connection, until, ALARMS_AT_ONCE)


async def next_due_at(context: Context) -> datetime | None:
    """Return when there is next something to do; the sandbox moves its clock there."""
    async with context.db.read() as connection:
        return await schedule.next_due_at(connection)
