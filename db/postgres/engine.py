"""PostgreSQL's engine: a pool of connections, and changes that are run again where two of them collide."""

from __future__ import annotations

import asyncio
import random
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, nullcontext, suppress
from dataclasses import dataclass
from typing import Any, TypeVar

import asyncpg

from db.connection import Connection
from db.key import keyed_hash
from db.postgres import upgrading
from db.postgres.connection import Hashed, PostgresTx
from db.postgres.errors import CONFLICTS, LOST, named, opening
from db.postgres.transaction import Mark, Unanswered, attempt, was_committed
from db.writer import Closed, Lane, Work
from rules.kit.errors import Busy

# How many connections each may use at once, so that nobody who holds one waits for those who wait for them.
AT_ONCE = {Lane.MEMBERS: 4, Lane.SCHEDULE: 3, Lane.CLAIMS: 1}
READERS = 3
# How often a change is run that collides with others; nearly all of them need a second run at most.
TRIES = 20
# How long a server that is not there is waited for: Discord gives a member's act three seconds.
PATIENCE_SECONDS = {Lane.MEMBERS: 2.0, Lane.SCHEDULE: 30.0, Lane.CLAIMS: 2.0}
# What follows from what was read must hold when it is committed; a claim is one statement, which locks what it takes.
ISOLATION = {Lane.MEMBERS: "serializable", Lane.SCHEDULE: "serializable", Lane.CLAIMS: "read_committed"}
FATE_SECONDS = 60.0
READER_SECONDS = 2.0
STATEMENTS_PREPARED = 300
OPENING_SECONDS = 10.0
# How long one statement may take: what a network swallows is not waited for any longer.
STATEMENT_SECONDS = 10.0
PAUSE_SECONDS = 0.02
LONGEST_PAUSE_SECONDS = 0.5

T = TypeVar("T")


class FateUnknown(Exception):
    """A COMMIT was not answered, and for a minute nobody could say what became of it."""


@dataclass(slots=True)
class Counts:
    """What the engine went through since it was opened."""

    committed: int = 0
    collided: int = 0
    lost: int = 0
    unanswered: int = 0


class PostgresEngine:
    """An open pool."""

    def __init__(self, pool: asyncpg.Pool, hashed: Hashed) -> None:
        self.pool = pool
        self.counts = Counts()
        self._hashed = hashed
        self._turns = {lane: asyncio.Semaphore(most) for lane, most in AT_ONCE.items()}
        self._readers = asyncio.Semaphore(READERS)
        self._repeating = asyncio.Lock()  # what collided is run again one after the other, else it collides once more
        self._under_way: set[asyncio.Task[Any]] = set()
        self._closed = False

    @classmethod
    async def open(cls, url: str, privacy_key: str) -> PostgresEngine:
        """Connect and bring the database up to date. Raise NewerDatabase, ChangedStep, CannotOpen or Unreachable."""
        with opening():
            prepared = await _prepare(url)
        pool = await asyncpg.create_pool(
            url,
            min_size=0,
            max_size=sum(AT_ONCE.values()) + READERS,
            timeout=OPENING_SECONDS,
            command_timeout=STATEMENT_SECONDS,
            init=_understand_numbers,
            reset=_nothing,
            statement_cache_size=prepared,
        )
        return cls(pool, keyed_hash(privacy_key))

    async def write(self, work: Work[T], lane: Lane) -> T:
        """Run a work as often as it takes. One cancelled before its turn is not begun; later, its commit stands."""
        if self._closed:
            raise Closed
        begun = asyncio.Event()
        task = asyncio.create_task(self._in_turn(work, lane, begun))
        self._under_way.add(task)
        task.add_done_callback(self._under_way.discard)
        try:
            return await asyncio.shield(task)
        except asyncio.CancelledError:
            if not begun.is_set():
                task.cancel()
            raise

    @asynccontextmanager
    async def read(self) -> AsyncIterator[Connection]:
        """Hold a connection in a transaction that can change nothing. Raise Busy where none gets free."""
        try:
            async with asyncio.timeout(READER_SECONDS):
                await self._readers.acquire()
        except TimeoutError:
            raise Busy from None
        try:
            async with self._begun() as connection:
                yield PostgresTx(connection, self._hashed)
        except LOST as error:
            raise named(error) from error
        finally:
            self._readers.release()

    @asynccontextmanager
    async def _begun(self) -> AsyncIterator[Any]:
        """Hold a connection in a transaction that can change nothing, if need be the last whose server is there."""
        for left in reversed(range(self.pool.get_max_size() + 1)):
            async with self.pool.acquire(timeout=READER_SECONDS) as connection:
                transaction = connection.transaction(readonly=True)
                try:
                    await transaction.start()
                except LOST:
                    with suppress(asyncpg.InterfaceError):  # it is closed already
                        connection.terminate()
                    if not left:
                        raise
                    continue
                try:
                    yield connection
                finally:
                    await transaction.rollback()
                return

    async def scrub(self) -> bool:
        """Do nothing: what is erased is cleared by the server's own vacuum."""
        return True

    async def close(self) -> None:
        """See through what is queued, then close every connection."""
        self._closed = True
        await asyncio.gather(*self._under_way, return_exceptions=True)
        try:
            async with asyncio.timeout(READER_SECONDS):
                await self.pool.close()
        except (TimeoutError, *LOST):
            self.pool.terminate()

    async def _in_turn(self, work: Work[T], lane: Lane, begun: asyncio.Event) -> T:
        async with self._turns[lane]:
            begun.set()
            return await self._repeat(work, lane)

    async def _repeat(self, work: Work[T], lane: Lane) -> T:
        """Run a work until it is committed. Raise what it raised, or Busy where patience ends."""
        tries, collided, until = 0, False, time.monotonic() + PATIENCE_SECONDS[lane]
        while True:
            tries += 1
            try:
                async with self._repeating if collided else nullcontext():
                    outcome = await self._try(work, ISOLATION[lane])
            except CONFLICTS as error:
                collided = True
                self.counts.collided += 1
                if tries >= TRIES:
                    raise named(error) from error
            except LOST as error:
                self.counts.lost += 1
                if time.monotonic() >= until:
                    raise named(error) from error
            except asyncpg.PostgresError as error:
                raise named(error) from error
            except Unanswered as unanswered:
                self.counts.unanswered += 1
                if await self._find(unanswered.mark):
                    return unanswered.outcome  # type: ignore[no-any-return]
            else:
                self.counts.committed += 1
                return outcome
            await asyncio.sleep(min(PAUSE_SECONDS * 2**tries, LONGEST_PAUSE_SECONDS) * random.random())

    async def _try(self, work: Work[T], isolation: str) -> T:
        async with self.pool.acquire(timeout=READER_SECONDS) as connection:
            return await attempt(connection, work, self._hashed, isolation)

    async def _find(self, mark: Mark) -> bool:
        """Return whether a transaction was committed whose COMMIT was not answered. Raise FateUnknown."""
        until = time.monotonic() + FATE_SECONDS
        while time.monotonic() < until:
            try:
                async with self.pool.acquire(timeout=READER_SECONDS) as connection, connection.transaction():
                    committed = await was_committed(connection, mark)
            except LOST:
                committed = None
            if committed is not None:
                return committed
            await asyncio.sleep(LONGEST_PAUSE_SECONDS)
        raise FateUnknown


async def _prepare(url: str) -> int:
    """Bring a database up to date; return how many statements may be kept prepared on each connection."""
    connection = await asyncpg.connect(url, timeout=OPENING_SECONDS, statement_cache_size=0)
    try:
        await upgrading.upgrade(connection)
        return 0 if await _is_pooled(connection) else STATEMENTS_PREPARED
    finally:
        await connection.close(timeout=OPENING_SECONDS)


async def _is_pooled(connection: Any) -> bool:
    """Return whether something stands between us and the server that gives each transaction another connection.

    Statements prepared on one connection are not there on the next. It shows: the process that answers is not the
    one that greeted.
    """
    async with connection.transaction():
        return bool(connection.get_server_pid() != await connection.fetchval("SELECT pg_backend_pid()"))


async def _understand_numbers(connection: Any) -> None:
    """Read sums of large numbers as the numbers they are in SQLite."""
    async with connection.transaction():
        await connection.set_type_codec("numeric", schema="pg_catalog", encoder=str, decoder=_number, format="text")


def _number(text: str) -> int | float:
    return float(text) if "." in text else int(text)


async def _nothing(_connection: Any) -> None:
    """Leave a connection as it is: nothing of ours outlasts its transaction."""
