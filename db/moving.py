"""Moving everything kept from a file into a PostgreSQL, or back: all of it or nothing, compared before it counts."""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import AsyncIterator, Iterable, Sequence
from contextlib import asynccontextmanager, closing
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from db import codec
from db.database import Database, is_shared, sqlite_path
from db.lock import FileLock

BATCH = 1_000
# What each database has of its own: the steps that made it.
OWN = "schema_version"
# What triggers fill while other tables are: it is taken over last, as it was.
FILLED_BY_ITSELF = "writing_months"


class CannotMove(Exception):
    """Nothing was moved; the text is for the person who hosts the bot."""


@dataclass(frozen=True, slots=True)
class Table:
    """A table with its columns, in an order in which no row comes before one that it refers to."""

    name: str
    columns: tuple[str, ...]

    @property
    def select(self) -> str:
        """The query for all its rows."""
        return f"SELECT {', '.join(self.columns)} FROM {self.name}"

    def insert(self, places: Iterable[str]) -> str:
        """Return the statement that adds a row."""
        return f"INSERT INTO {self.name} ({', '.join(self.columns)}) VALUES ({', '.join(places)})"


@dataclass(slots=True)
class Sum:
    """What a table comes to: how many rows, and a number that any other row would make another, in whatever order."""

    rows: int = 0
    content: int = 0

    def add(self, rows: Iterable[Sequence[Any]]) -> None:
        """Take in more rows."""
        for row in rows:
            self.rows += 1
            digest = hashlib.sha256(repr(tuple(row)).encode("utf-8", "surrogatepass")).digest()
            self.content = (self.content + int.from_bytes(digest)) % 2**256


async def move(source_url: str, target_url: str, privacy_key: str, now: datetime) -> dict[str, int]:
    """Move everything; return how many rows each table has. Raise CannotMove, and what opening a database raises.

    One of the two is a file, the other a PostgreSQL, and no bot runs on either.
    """
    if is_shared(source_url) == is_shared(target_url):
        raise CannotMove(
            "One of the two has to be a file and the other a PostgreSQL. A file goes elsewhere by "
            "`python bot.py backup` and `restore`."
        )
    _check_files(source_url, target_url)
    if is_shared(target_url):
        return await _into_postgres(sqlite_path(source_url), target_url, privacy_key, now)
    return await _into_file(source_url, sqlite_path(target_url), privacy_key, now)


def _check_files(source_url: str, target_url: str) -> None:
    """See that a file to be moved is there, and that one to be made is not."""
    if is_shared(target_url):
        if not sqlite_path(source_url).is_file():
            raise CannotMove(f"There is no file {sqlite_path(source_url)}.")
    elif sqlite_path(target_url).exists():
        raise CannotMove(f"{sqlite_path(target_url)} exists already; name a file that does not.")


async def _into_postgres(source: Path, target_url: str, privacy_key: str, now: datetime) -> dict[str, int]:
    async with _locked(source), _postgres(target_url, privacy_key, now) as target:
        await (await Database.open(f"sqlite:///{source}", privacy_key)).close()  # up to date
        with closing(sqlite3.connect(source)) as file:
            tables = _tables(file)
            for table in tables:
                if await target.fetchval(f"SELECT EXISTS (SELECT 1 FROM {table.name})"):
                    raise CannotMove(f"There is something in {table.name} already; move into an empty database.")
            sums = {table.name: await _copy_in(table, file, target) for table in tables}
            for table in tables:
                _compare(table, sums[table.name], await _sum_of(target, table))
    return {name: found.rows for name, found in sums.items()}


async def _into_file(source_url: str, target: Path, privacy_key: str, now: datetime) -> dict[str, int]:
    unfinished = target.with_name(f"{target.name}.moving")
    unfinished.unlink(missing_ok=True)
    async with _postgres(source_url, privacy_key, now) as source:
        await (await Database.open(f"sqlite:///{unfinished}", privacy_key)).close()
        with closing(sqlite3.connect(unfinished)) as file:
            tables = _tables(file)
            sums = {table.name: await _copy_out(table, source, file) for table in tables}
            for table in tables:
                found = Sum()
                found.add(file.execute(table.select))
                _compare(table, sums[table.name], found)
            file.commit()
    unfinished.rename(target)
    return {name: found.rows for name, found in sums.items()}


@asynccontextmanager
async def _locked(path: Path) -> AsyncIterator[None]:
    """Keep every bot off a file. Raise AlreadyRunning."""
    lock = FileLock(path)
    await lock.take(0)
    try:
        yield
    finally:
        lock.release()


@asynccontextmanager
async def _postgres(url: str, privacy_key: str, now: datetime) -> AsyncIterator[Any]:
    """Open one transaction on a PostgreSQL that no bot runs on; it is committed at the end, if it gets there."""
    import asyncpg  # loaded where it is used, and nowhere else

    await (await Database.open(url, privacy_key)).close()  # up to date
    connection = await asyncpg.connect(url, statement_cache_size=0)
    try:
        async with connection.transaction(isolation="repeatable_read"):
            until = codec.text_to_instant(await connection.fetchval("SELECT until FROM deliverer"))
            if until is not None and until > now:
                raise CannotMove("A bot is running on that PostgreSQL. Stop all of them first, and wait 15 seconds.")
            await connection.execute("DELETE FROM deliverer")
            yield connection
    finally:
        await connection.close()


def _tables(file: sqlite3.Connection) -> list[Table]:
    """Return the tables to be moved, each after those that its rows refer to."""
    names = [row[0] for row in file.execute("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")]
    refers = {name: {row[2] for row in file.execute(f"PRAGMA foreign_key_list({name})")} - {name} for name in names}
    ordered: list[str] = []
    while len(ordered) < len(names):
        ordered += [name for name in names if name not in ordered and refers[name] <= set(ordered)]
    ordered.sort(key=lambda name: name == FILLED_BY_ITSELF)
    return [
        Table(name, tuple(row[1] for row in file.execute(f"PRAGMA table_info({name})")))
        for name in ordered
        if name not in (OWN, "deliverer")
    ]


async def _copy_in(table: Table, file: sqlite3.Connection, target: Any) -> Sum:
    if table.name == FILLED_BY_ITSELF:
        await target.execute(f"DELETE FROM {table.name}")
    insert, found = table.insert(f"${place}" for place in range(1, len(table.columns) + 1)), Sum()
    cursor = file.execute(table.select)
    while rows := [tuple(map(_without_nul, row)) for row in cursor.fetchmany(BATCH)]:
        await target.executemany(insert, rows)
        found.add(rows)
    return found


async def _copy_out(table: Table, source: Any, file: sqlite3.Connection) -> Sum:
    if table.name == FILLED_BY_ITSELF:
        file.execute(f"DELETE FROM {table.name}")
    insert, found = table.insert("?" for _ in table.columns), Sum()
    async for rows in _batches(source, table):
        file.executemany(insert, rows)
        found.add(rows)
    return found


async def _sum_of(connection: Any, table: Table) -> Sum:
    found = Sum()
    async for rows in _batches(connection, table):
        found.add(rows)
    return found


async def _batches(connection: Any, table: Table) -> AsyncIterator[list[tuple[Any, ...]]]:
    cursor = await connection.cursor(table.select)
    while rows := [tuple(row.values()) for row in await cursor.fetch(BATCH)]:
        yield rows


def _compare(table: Table, before: Sum, after: Sum) -> None:
    if before != after:
        raise CannotMove(f"{table.name} has {before.rows} rows and would have {after.rows}, or others: nothing moved.")


def _without_nul(value: Any) -> Any:
    """Return a value as PostgreSQL can hold it: this one character, which nobody sees, it cannot."""
    return value.replace("\x00", "") if isinstance(value, str) else value
