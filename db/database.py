"""The database: one locked writer, readers of their own, and the migrations run at opening.

Coroutines that share a connection inside transactions undo each other's work, so every change goes
through `Database.write()`, which holds the one writer from BEGIN IMMEDIATE to COMMIT.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping, Sequence
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any, TypeVar

import aiosql
import aiosqlite
from aiosql.adapters.aiosqlite import AioSQLiteAdapter

from db import migrations

READERS = 2
BUSY_TIMEOUT_MS = 5_000
WAL_RETRY_MS = 50

Connection = aiosqlite.Connection
Row = Sequence[Any]
T = TypeVar("T")
Statement = Callable[[Connection], Awaitable[T]]


class _OneHopAdapter(AioSQLiteAdapter):
    """aiosql's aiosqlite adapter with one trip to the connection's thread for a query instead of three."""

    async def select(
        self, conn: Connection, _name: str, sql: str, parameters: Mapping[str, Any], _record_class: None = None
    ) -> AsyncIterator[Row]:
        for row in await conn.execute_fetchall(sql, parameters):
            yield row

    async def select_one(
        self, conn: Connection, _name: str, sql: str, parameters: Mapping[str, Any], _record_class: None = None
    ) -> Row | None:
        rows = list(await conn.execute_fetchall(sql, parameters))
        return rows[0] if rows else None

    async def select_value(self, conn: Connection, name: str, sql: str, parameters: Mapping[str, Any]) -> object | None:
        row = await self.select_one(conn, name, sql, parameters)
        return row[0] if row else None


def load_queries(feature: str) -> Any:
    """Return the queries of `db/sql/<feature>.sql`, one method each."""
    return aiosql.from_path(Path(__file__).parent / "sql" / f"{feature}.sql", _OneHopAdapter)  # type: ignore[arg-type]


def sqlite_path(url: str) -> Path:
    """Return the file a `sqlite:///` address names: three slashes relative, four absolute."""
    return Path(url.removeprefix("sqlite:///"))


class Database:
    """An open database. Use `async with database.write()` for changes and `.read()` for looking."""

    def __init__(self, writer: Connection, readers: list[Connection]) -> None:
        self._writer = writer
        self._write_lock = asyncio.Lock()
        self._waiting: list[tuple[Statement[Any], asyncio.Future[Any]]] = []
        self._leading: set[asyncio.Task[None]] = set()
        self._readers = readers
        self._free: asyncio.Queue[Connection] = asyncio.Queue()
        for reader in readers:
            self._free.put_nowait(reader)

    @classmethod
    async def open(cls, url: str) -> Database:
        """Open or create the database and bring it up to date. Raise migrations.NewerDatabase."""
        path = sqlite_path(url)
        path.parent.mkdir(parents=True, exist_ok=True)
        writer = await _connect(path)
        try:
            await _use_wal(writer)
            await migrations.upgrade(writer)
            readers = [await _connect(path) for _ in range(READERS)]
        except BaseException:
            await writer.close()
            raise
        return cls(writer, readers)

    async def close(self) -> None:
        """Close every connection; what was committed stays."""
        for connection in (*self._readers, self._writer):
            await connection.close()

    @asynccontextmanager
    async def write(self) -> AsyncIterator[Connection]:
        """Hold the writer for one transaction: committed when the block ends, undone when it raises."""
        async with self._write_lock, self._transaction() as tx:
            yield tx

    @asynccontextmanager
    async def _transaction(self) -> AsyncIterator[Connection]:
        """Run from BEGIN to COMMIT, or ROLLBACK, on the writer; the caller holds its lock."""
        # A cancelled task still has its last statement queued on the connection's thread, ahead of
        # the rollback queued here, so the next writer always finds the connection clean.
        try:
            await self._writer.execute_fetchall("BEGIN IMMEDIATE")
            yield self._writer
            await self._writer.commit()
        except BaseException:
            await self._writer.rollback()
            raise

    async def write_soon(self, statement: Statement[T]) -> T:
        """Run one statement and return what it gave, once it is safely on the disk.

        Statements that wait for the writer at the same time share one commit, which is what a rush is limited by.
        One that fails is alone in it: the others are run again without it.
        """
        if not self._write_lock.locked():
            async with self._write_lock:
                return await statement(self._writer)
        waiting = self._waiting
        done: asyncio.Future[T] = asyncio.get_running_loop().create_future()
        waiting.append((statement, done))
        if len(waiting) == 1:
            # The first to come leads: whoever arrives until the writer is free rides along. A task of its own, so
            # that the leader's cancellation does not leave the others waiting.
            leading = asyncio.create_task(self._write_waiting(waiting))
            self._leading.add(leading)
            leading.add_done_callback(self._leading.discard)
        return await done

    async def _write_waiting(self, batch: list[tuple[Statement[Any], asyncio.Future[Any]]]) -> None:
        async with self._write_lock:
            self._waiting = []
            if len(batch) > 1 and await self._write_batch(batch):
                return
            for statement, done in batch:
                try:
                    _settle(done, await statement(self._writer))
                except Exception as error:
                    if not done.done():
                        done.set_exception(error)

    async def _write_batch(self, batch: list[tuple[Statement[Any], asyncio.Future[Any]]]) -> bool:
        """Run a batch in one transaction; False, and nothing changed, when any of it fails."""
        try:
            async with self._transaction() as tx:
                results = [await statement(tx) for statement, _ in batch]
        except Exception:
            return False
        for (_, done), result in zip(batch, results, strict=True):
            _settle(done, result)
        return True

    async def scrub(self) -> None:
        """Clear the log beside the file, so that what was erased is not left there either.

        Where a reader of an older state holds it up, SQLite overwrites the log in its own time.
        """
        async with self._write_lock:
            await self._writer.execute_fetchall("PRAGMA wal_checkpoint(TRUNCATE)")

    @asynccontextmanager
    async def read(self) -> AsyncIterator[Connection]:
        """Hold a reader; it sees what was committed before each of its queries."""
        connection = await self._free.get()
        try:
            yield connection
        finally:
            self._free.put_nowait(connection)


def _settle(done: asyncio.Future[T], result: T) -> None:
    if not done.done():  # its task may have been cancelled while it waited
        done.set_result(result)


async def _connect(path: Path) -> Connection:
    # isolation_level=None: transactions are begun by us, never by the driver behind our back.
    connection = await aiosqlite.connect(path, isolation_level=None)
    for pragma in (
        f"busy_timeout = {BUSY_TIMEOUT_MS}",
        "synchronous = FULL",
        "foreign_keys = ON",
        "secure_delete = ON",  # what is erased is overwritten, not only forgotten
    ):
        await connection.execute_fetchall(f"PRAGMA {pragma}")
    return connection


async def _use_wal(connection: Connection) -> None:
    """Switch the file to write-ahead logging, which it then keeps.

    Another process that opens a new file at the same moment may be switching it too. SQLite's busy timeout does not
    cover that lock, so it is waited for here.
    """
    for _ in range(BUSY_TIMEOUT_MS // WAL_RETRY_MS):
        try:
            await connection.execute_fetchall("PRAGMA journal_mode = WAL")
        except aiosqlite.OperationalError as error:
            if "locked" not in str(error):
                raise
            await asyncio.sleep(WAL_RETRY_MS / 1000)
        else:
            return
    await connection.execute_fetchall("PRAGMA journal_mode = WAL")
