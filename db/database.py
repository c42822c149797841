"""The database, on whichever engine its address names: changes are functions, and whoever looks does so beside them.

Coroutines that share a connection inside transactions undo each other's work, so every change is a function
given to `Database.write`, and the engine runs it.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from pathlib import Path
from typing import Protocol, TypeVar

from db.connection import Connection
from db.sqlite.engine import SqliteEngine
from db.writer import Lane, Work
from rules.schedule.tally import Spread

POSTGRES = ("postgresql://", "postgres://")
READING = "reading"

T = TypeVar("T")


def is_shared(url: str) -> bool:
    """Return whether an address names a PostgreSQL, which several processes may use."""
    return url.startswith(POSTGRES)


def sqlite_path(url: str) -> Path:
    """Return the file a `sqlite:///` address names: three slashes relative, four absolute."""
    return Path(url.removeprefix("sqlite:///"))


class Engine(Protocol):
    """What an engine does for the database."""

    async def write(self, work: Work[T], lane: Lane) -> T:
        """Run a work in a transaction of its own, as `Database.write` says."""
        ...

    def read(self) -> AbstractAsyncContextManager[Connection]:
        """Hold a connection that only looks."""
        ...

    async def scrub(self) -> bool:
        """Clear what erased rows left beside the tables; False where that is still to be done."""
        ...

    async def close(self) -> None:
        """Write what is queued, then close every connection; a second time does nothing."""
        ...


class Database:
    """An open database: `await db.write(work)` for changes, `async with db.read()` for looking."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        self.waits = {what: Spread() for what in (*(lane.name.lower() for lane in Lane), READING)}
        """How long each write took, by its lane, and how long each look waited until it could begin."""

    @classmethod
    async def open(cls, url: str, privacy_key: str = "") -> Database:
        """Open or create the database and bring it up to date. Raise NewerDatabase or ChangedStep.

        Without a key for those who were erased, it is the one beside the file.
        """
        if is_shared(url):
            from db.postgres.engine import PostgresEngine  # asyncpg is loaded where it is used, and nowhere else

            return cls(await PostgresEngine.open(url, privacy_key))
        return cls(await SqliteEngine.open(sqlite_path(url), privacy_key))

    async def close(self) -> None:
        """Write what is queued, then close every connection; a second time does nothing."""
        await self.engine.close()

    async def write(self, work: Work[T], *, lane: Lane = Lane.MEMBERS) -> T:
        """Run `work(tx)` in a transaction and return its outcome, once it is safely on the disk.

        What it raises undoes it and is raised here; others that share its commit keep theirs. The work awaits nothing
        but `tx`, and has no effects outside it: it may be run again. Raise Busy or Full where nothing could be written.
        """
        began = asyncio.get_running_loop().time()
        try:
            return await self.engine.write(work, lane)
        finally:
            self.waits[lane.name.lower()].add(asyncio.get_running_loop().time() - began)

    async def scrub(self) -> bool:
        """Clear what was erased from beside the tables, so that it is not left there either.

        False where somebody's reading of an older state holds it up, such as a backup; nobody waits for that.
        """
        return await self.engine.scrub()

    @asynccontextmanager
    async def read(self) -> AsyncIterator[Connection]:
        """Hold a reader; it sees what was committed before each of its queries. Raise Busy where none gets free."""
        began = asyncio.get_running_loop().time()
        async with self.engine.read() as connection:
            self.waits[READING].add(asyncio.get_running_loop().time() - began)
            yield connection
