"""Run what is due: claim under a lease, re-check, send, write down the outcome and plan the next.

One row's failure is its own: it is logged and tried again later. A process that dies between sending and
saving leaves a lease that runs out; the second send carries the same nonce, so Discord itself drops it.
Why it is built so: docs/decisions/0003-due-table-and-leases.md.
"""

from __future__ import annotations

import asyncio
import hashlib
import logging
from collections.abc import Awaitable, Callable, Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from db import circles, members, schedule, servers
from db import privacy as privacy_db
from db.database import Connection
from db.schedule import Due as Due
from db.schedule import State
from db.swaps import rounds as rounds_db
from services import reminders
from services.circles import weeks as circle_weeks
from services.context import Context
from services.goals import milestones
from services.leaderboards import boards as leaderboards
from services.outcomes import Skipped
from services.privacy import requests as privacy
from services.swaps import moves as swap_moves
from services.swaps import news as swap_news
from services.swaps import reads as swap_reads
from services.swaps import reports as swap_reports
from services.swaps import rounds as swap_rounds

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


class DeliveryFailed(Exception):
    """A message Discord did not take; `again` says whether a later try could succeed."""

    def __init__(self, reason: str, *, again: bool) -> None:
        super().__init__(reason)
        self.reason = reason
        self.again = again


DM_CLOSED = "dm_closed"
GONE = "gone"
LEFT_SERVER = "left_server"
CHANNEL_GONE = "channel_gone"
NO_ACCESS = "no_access"


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of scheduled thing: how to re-check and word it, and what follows once it is settled.

    `to_member` says that its subject is a member, reached by direct message or where they chose to be mentioned.
    `channel_gone` writes down that the channel it goes to is no longer there.
    """

    prepare: Callable[[Connection, Due, datetime], Awaitable[Any | Skipped]]
    follow_up: Callable[[Connection, Due, Any | None, datetime], Awaitable[None]]
    to_member: bool = False
    channel_gone: Callable[[Connection, Due, datetime], Awaitable[None]] | None = None


KINDS = {
    reminders.REMINDER: Kind(reminders.prepare, reminders.follow_up, to_member=True),
    reminders.LAST_CALL: Kind(reminders.prepare, reminders.follow_up, to_member=True),
    reminders.SNOOZE: Kind(reminders.prepare, reminders.follow_up, to_member=True),
    milestones.MILESTONE: Kind(milestones.prepare, milestones.no_follow_up),
    leaderboards.BOARD: Kind(leaderboards.prepare_post, leaderboards.follow_up),
    swap_moves.NEWS: Kind(swap_news.prepare, milestones.no_follow_up, to_member=True),
    swap_moves.NUDGE: Kind(swap_news.prepare_nudge, swap_news.follow_up_nudge, to_member=True),
    swap_reads.YOU_WERE_READ: Kind(swap_news.prepare_week, milestones.no_follow_up, to_member=True),
    swap_reports.REPORT: Kind(swap_reports.prepare, milestones.no_follow_up),
    circle_weeks.PROMISE: Kind(
        circle_weeks.prepare_promise, circle_weeks.follow_up, channel_gone=circle_weeks.channel_gone
    ),
    circle_weeks.REPORT: Kind(
        circle_weeks.prepare_report, circle_weeks.follow_up, channel_gone=circle_weeks.channel_gone
    ),
    circle_weeks.LOST: Kind(circle_weeks.prepare_lost, milestones.no_follow_up),
}


@dataclass(frozen=True, slots=True)
class Work:
    """One kind of work that sends nothing itself: it changes the database, and is settled in the same transaction.

    What takes long to work out is worked out `ahead`, before the writer is taken, and handed to `run`, which
    checks that it still holds.
    """

    run: Callable[..., Awaitable[None]]
    ahead: Callable[[Context, Due], Awaitable[Any]] | None = None


WORK = {
    swap_moves.READ_DUE: Work(swap_reads.run_read_due),
    swap_moves.VERDICT_DUE: Work(swap_reads.run_verdict_due),
    swap_rounds.ROUND: Work(swap_rounds.run, ahead=swap_rounds.match_ahead),
    privacy.ERASE_SERVER: Work(privacy.run_server_erase),
}

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


async def run_due(context: Context, deliver: Deliver) -> int:
    """Run everything that is due by now; return how many things were claimed.

    Things run side by side and each is settled by itself: a slow one holds up no other. Raise what kept
    the schedule from being read; what is on its way is seen through first.
    """
    on_their_way: set[asyncio.Task[None]] = set()
    checking = asyncio.Semaphore(CHECKS_AT_ONCE)
    count = 0
    try:
        while True:
            batch = await _claim(context, AT_ONCE - len(on_their_way))
            count += len(batch)
            on_their_way |= {asyncio.create_task(_run_one(context, due, deliver, checking)) for due in batch}
            if not on_their_way:
                return count
            while on_their_way and (not batch or len(on_their_way) > AT_ONCE - CLAIM_AGAIN_AT):
                _, on_their_way = await asyncio.wait(on_their_way, return_when=asyncio.FIRST_COMPLETED)
    finally:
        if on_their_way:
            await asyncio.wait(on_their_way)


async def _claim(context: Context, batch: int) -> list[Due]:
    now = context.clock.now()
    async with context.db.write() as tx:
        return await schedule.claim(tx, now, now + LEASE, batch)


async def _run_one(context: Context, due: Due, deliver: Deliver, checking: asyncio.Semaphore) -> None:
    try:
        if due.kind in WORK:
            await _work(context, due)
        elif (outcome := await _attempt(context, due, deliver, checking)) is not None:
            await _settle(context, due, outcome)
    except Exception:
        # The row still waits under its lease; once that has run out, it is tried again.
        log.exception("%s could not be settled", due.key)


async def _work(context: Context, due: Due) -> None:
    """Do a piece of work once; an error puts it off and gives up nothing."""
    now, work = context.clock.now(), WORK[due.kind]
    try:
        found = () if work.ahead is None else (await work.ahead(context, due),)
        async with context.db.write() as tx:
            if not await schedule.is_settled(tx, due):
                await work.run(tx, due, now, *found)
                await schedule.settle(tx, due, State.SENT, "", now)
    except Exception:
        log.exception("%s failed", due.key)
        await _put_off(context, due, "error")


async def _attempt(context: Context, due: Due, deliver: Deliver, checking: asyncio.Semaphore) -> Outcome | None:
    """Re-check and send; return how it ended, or None when it was put off."""
    try:
        async with checking, context.db.read() as connection:
            prepared = await KINDS[due.kind].prepare(connection, due, context.clock.now())
        if isinstance(prepared, Skipped):
            return Outcome(State.SKIPPED, prepared.value)
        async with asyncio.timeout(SEND_TIMEOUT.total_seconds()):
            await deliver(due, prepared)
        return Outcome(State.SENT, message=prepared)
    except DeliveryFailed as failure:
        return await _failed(context, due, failure.reason, again=failure.again)
    except TimeoutError:
        return await _failed(context, due, "timeout", again=True)
    except Exception:
        log.exception("%s failed", due.key)
        return await _failed(context, due, "error", again=due.attempts < MAX_ERRORS)


async def _failed(context: Context, due: Due, reason: str, *, again: bool) -> Outcome | None:
    if not again or context.clock.now() > due.due_at + RETRY_FOR:
        return Outcome(State.FAILED, reason)
    await _put_off(context, due, reason)
    return None


async def _put_off(context: Context, due: Due, reason: str) -> None:
    wait = min(FIRST_RETRY * 2 ** min(due.attempts - 1, 10), LONGEST_RETRY)
    async with context.db.write() as tx:
        await schedule.put_off(tx, due, context.clock.now() + wait, reason)


async def _settle(context: Context, due: Due, outcome: Outcome) -> None:
    """Write down the outcome and what follows in one transaction; the outcome alone where that fails."""
    for attempt in range(1, SETTLE_TRIES + 1):
        try:
            async with context.db.write() as tx:
                await _write_down(tx, due, outcome, context.clock.now())
                await KINDS[due.kind].follow_up(tx, due, outcome.message, context.clock.now())
        except Exception:
            log.exception("%s could not be followed up (try %s)", due.key, attempt)
        else:
            return
    # What was sent must not be sent again, whatever ails the rest; `mend` finds the chain that broke here.
    async with context.db.write() as tx:
        await _write_down(tx, due, outcome, context.clock.now())


async def _write_down(tx: Connection, due: Due, outcome: Outcome, now: datetime) -> None:
    kind = KINDS[due.kind]
    await schedule.settle(tx, due, outcome.state, outcome.reason, now, to_member=kind.to_member)
    if outcome.reason == CHANNEL_GONE and kind.channel_gone is not None:
        await kind.channel_gone(tx, due, now)
    if outcome.state is State.FAILED and kind.to_member:
        if outcome.reason == DM_CLOSED:
            await members.set_dm_closed(tx, due.subject_id, now)
        elif outcome.reason == GONE:
            await members.leave_all(tx, due.subject_id, now)
        elif outcome.reason in (CHANNEL_GONE, NO_ACCESS):
            await members.lose_fallback(tx, due.subject_id, now)


async def mend(context: Context) -> int:
    """Plan for everyone who should have something waiting and has not; drop old outcomes. Return how many.

    Every settled reminder and post plans the next one, so a chain that broke would stay silent for ever.
    """
    async with context.db.write() as tx:
        await schedule.prune(tx, context.clock.now() - KEEP_SETTLED)
    reminded = await _mend(context, reminders.REMINDER, members.without_reminder, _plan_reminder)
    posted = await _mend(context, leaderboards.BOARD, servers.without_post, _plan_post)
    matched = await _mend(context, swap_rounds.ROUND, rounds_db.without_round, swap_rounds.plan_next)
    asked = await _mend(context, circle_weeks.PROMISE, circles.without_post, circle_weeks.plan_again)
    reported = await _mend(context, circle_weeks.REPORT, circles.without_post, circle_weeks.plan_again)
    erased = await _mend(context, privacy.ERASE_SERVER, privacy_db.without_erasure, privacy.plan_server_erase)
    return reminded + posted + matched + asked + reported + erased


async def _plan_reminder(tx: Connection, member_id: int, now: datetime) -> None:
    member = await members.find(tx, member_id)
    assert member is not None
    await reminders.plan_next(tx, member, now)


async def _plan_post(tx: Connection, server_id: int, now: datetime) -> None:
    await leaderboards.plan_next(tx, await servers.find(tx, server_id), now)


async def _mend(
    context: Context,
    kind: str,
    broken_chains: Callable[[Connection, str, int, int], Awaitable[list[int]]],
    plan_next: Callable[[Connection, int, datetime], Awaitable[object]],
) -> int:
    """Plan the next of a kind for everyone whose chain broke; one that cannot be mended holds up no other."""
    count = last = 0
    while True:
        async with context.db.read() as connection:
            broken = await broken_chains(connection, kind, last, MEND_BATCH)
        for last in broken:
            try:
                async with context.db.write() as tx:
                    await plan_next(tx, last, context.clock.now())
                count += 1
            except Exception:
                log.exception("%s has no %s planned and cannot be given one", last, kind)
        if len(broken) < MEND_BATCH:
            return count


async def server_left(context: Context, server_id: int) -> None:
    """Stop what is sent to a server the bot was removed from; its data is kept for a while."""
    async with context.db.write() as tx:
        if (await servers.find(tx, server_id)).removed_at is not None:
            return  # the days count from when it was first known
        now = context.clock.now()
        await servers.set_removed(tx, server_id, now)
        await members.lose_fallbacks_of_server(tx, server_id, now)
        await privacy.plan_server_erase(tx, server_id, now)


async def server_joined(context: Context, server_id: int) -> None:
    """Take a server up; what had stopped for one that the bot was removed from begins again."""
    async with context.db.write() as tx:
        was_removed = (await servers.find(tx, server_id)).removed_at is not None
        await servers.set_back(tx, server_id)
        await privacy.keep_server(tx, server_id)
    if was_removed:
        await mend(context)


async def servers_found(context: Context, present: Collection[int], is_ours: Callable[[int], bool]) -> None:
    """Notice at start which servers the bot was removed from, or taken back into, while nobody told it.

    `present` are the servers it is in, unavailable ones among them; `is_ours` says which ones those would be with.
    """
    async with context.db.read() as connection:
        known = await servers.are_removed(connection)
    for server_id, was_removed in known.items():
        if not is_ours(server_id):
            continue
        if was_removed and server_id in present:
            await server_joined(context, server_id)
        elif not was_removed and server_id not in present:
            await server_left(context, server_id)


async def next_due_at(context: Context) -> datetime | None:
    """Return when there is next something to do; the sandbox moves its clock there."""
    async with context.db.read() as connection:
        return await schedule.next_due_at(connection)
