"""SQLite's engine: one connection that writes, a few that look, on one file."""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager, suppress
from pathlib import Path
from typing import TypeVar

import aiosqlite

from db import migrations
from db.connection import Connection
from db.key import keyed_hash, read_or_make
from db.sqlite.connection import Reader
from db.sqlite.writer import Writer
from db.writer import Lane, Work
from rules.kit.errors import Busy

READERS = 2
# How long SQLite itself waits for somebody else who holds the file: while opening, and for each try of an act.
OPENING_TIMEOUT_MS = 5_000
BUSY_TIMEOUT_MS = 1_000
WAL_RETRY_MS = 50
# How long an act waits for a reader.
READER_SECONDS = 2.0

PRAGMAS: tuple[str, ...] = (
    f"busy_timeout = {OPENING_TIMEOUT_MS}",
    "synchronous = FULL",
    "foreign_keys = ON",
    "secure_delete = ON",  # what is erased is overwritten, not only forgotten
)

T = TypeVar("T")


class SqliteEngine:
    """An open file."""

    def __init__(self, writer: aiosqlite.Connection, readers: list[aiosqlite.Connection]) -> None:
        self._connections = (*readers, writer)
        self.connection = writer
        self.writer = Writer(writer)
        self._free: asyncio.Queue[Reader] = asyncio.Queue()
        for reader in readers:
            self._free.put_nowait(Reader(reader))

    @classmethod
    async def open(cls, path: Path, privacy_key: str) -> SqliteEngine:
        """Open or create a file and bring it up to date. Raise NewerDatabase, ChangedStep, or FAILED's for damage."""
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        _keep_private(path)
        hashed = keyed_hash(privacy_key or read_or_make(path.parent))
        # The thread of one that stays open would keep the process from ending.
        async with AsyncExitStack() as closed_on_failure:
            writer = await _connect(path, closed_on_failure)
            await _use_wal(writer)
            await migrations.upgrade(writer)
            readers = [await _connect(path, closed_on_failure) for _ in range(READERS)]
            for reader in readers:
                await reader.execute_fetchall("PRAGMA query_only = ON")
            for connection in (writer, *readers):
                await connection.execute_fetchall(f"PRAGMA busy_timeout = {BUSY_TIMEOUT_MS}")
                await connection.create_function("keyed_hash", 1, hashed, deterministic=True)
            closed_on_failure.pop_all()
        return cls(writer, readers)

    async def close(self) -> None:
        """Write what is queued, then close every connection; a second time does nothing."""
        await self.writer.close()
        for connection in self._connections:
            await connection.close()

    async def write(self, work: Work[T], lane: Lane) -> T:
        """Give a work to the one writer."""
        return await self.writer.write(work, lane)

    async def scrub(self) -> bool:
        """Clear the log beside the file, so that what was erased is not left there either.

        False where somebody's reading of an older state holds it up, such as a backup; nobody waits for that.
        """
        async with self.writer.turn:
            await self.connection.execute_fetchall("PRAGMA busy_timeout = 0")
            try:
                ((is_held_up, *_),) = await self.connection.execute_fetchall("PRAGMA wal_checkpoint(TRUNCATE)")
            finally:
                await self.connection.execute_fetchall(f"PRAGMA busy_timeout = {BUSY_TIMEOUT_MS}")
        return not is_held_up

    @asynccontextmanager
    async def read(self) -> AsyncIterator[Connection]:
        """Hold a reader; it sees what was committed before each of its queries. Raise Busy where none gets free."""
        try:
            async with asyncio.timeout(READER_SECONDS):
                reader = await self._free.get()
        except TimeoutError:
            raise Busy from None
        try:
            yield reader
        finally:
            self._free.put_nowait(reader)


def _keep_private(path: Path) -> None:
    """Make a file that only its owner reads; SQLite gives what it puts beside it the same rights, or left it there."""
    with suppress(OSError):  # another user's file, or a place without rights; what ails it, opening it says
        path.touch(mode=0o600)
        for file in (path, *(path.with_name(path.name + end) for end in ("-wal", "-shm"))):
            if file.is_file():
                file.chmod(0o600)


async def _connect(path: Path, closed_on_failure: AsyncExitStack) -> aiosqlite.Connection:
    # isolation_level=None: transactions are begun by us, never by the driver behind our back.
    connection = await aiosqlite.connect(path, isolation_level=None)
    closed_on_failure.push_async_callback(connection.close)
    for pragma in PRAGMAS:
        await connection.execute_fetchall(f"PRAGMA {pragma}")
    connection.row_factory = sqlite3.Row
    return connection


async def _use_wal(connection: aiosqlite.Connection) -> None:
    """Switch the file to write-ahead logging, which it then keeps.

    Another process that opens a new file at the same moment may be switching it too. SQLite's busy timeout does not
    cover that lock, so it is waited for here.
    """
    for _ in range(OPENING_TIMEOUT_MS // WAL_RETRY_MS):
        try:
            await connection.execute_fetchall("PRAGMA journal_mode = WAL")
        except aiosqlite.OperationalError as error:
            if "locked" not in str(error):
                raise
            await asyncio.sleep(WAL_RETRY_MS / 1000)
        else:
            return
    await connection.execute_fetchall("PRAGMA journal_mode = WAL")
