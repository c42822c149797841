"""Which engine a run of tests is on, and what the tables hold as seen from outside, whoever keeps them."""

from __future__ import annotations

import asyncio
import re
import sqlite3
from collections.abc import AsyncIterator, Coroutine, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager, closing
from itertools import count
from typing import Any, TypeVar

import pytest

from db.database import Database, is_shared, sqlite_path
from db.sqlite.engine import SqliteEngine

SQLITE, POSTGRESQL = "sqlite", "postgresql"
ENGINE = "--engine"
# By which the controller of a run tells its workers where the server is.
SERVER_VARIABLE = "ONEREADER_TESTS_POSTGRESQL"

PATIENCE_SECONDS = 90.0  # with whoever writes just now

END_OTHERS = (
    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
    "WHERE datname = current_database() AND pid <> pg_backend_pid()"
)

T = TypeVar("T")


def sqlite_of(db: Database, why: str = "about SQLite's file and its one writer") -> SqliteEngine:
    """Return the engine of a database in a file; the test is about that, and is skipped on another."""
    if not isinstance(db.engine, SqliteEngine):
        pytest.skip(why)
    return db.engine


def settings_for(url: str) -> dict[str, str]:
    """Return what a process of the bot is told of its database."""
    return {"DATABASE_URL": url} | ({"PRIVACY_KEY": "a key"} if is_shared(url) else {})


def elsewhere(work: Coroutine[Any, Any, T]) -> T:
    """Run a coroutine to its end beside the loop that runs now, which waits for it."""
    with ThreadPoolExecutor(1) as pool:
        return pool.submit(asyncio.run, work).result()


def rows(url: str, sql: str, *values: Any) -> list[Any]:
    """Return what a query finds, beside whoever else uses the database; "?" stands for a value."""
    if is_shared(url):
        return elsewhere(_postgres_rows(url, sql, values))
    with closing(sqlite3.connect(sqlite_path(url), timeout=PATIENCE_SECONDS)) as connection, connection:
        return connection.execute(sql, values).fetchall()


async def _postgres_rows(url: str, sql: str, values: Sequence[Any]) -> list[Any]:
    import asyncpg

    places = count(1)
    connection = await asyncpg.connect(url)
    try:
        found: list[Any] = await connection.fetch(re.sub(r"\?", lambda _: f"${next(places)}", sql), *values)
        return found
    finally:
        await connection.close()


Table = list[dict[str, Any]]


def tables(url: str) -> dict[str, Table]:
    """Return every row of every table, its values by the names of their columns."""
    return elsewhere(_postgres_tables(url)) if is_shared(url) else _sqlite_tables(url)


def _sqlite_tables(url: str) -> dict[str, Table]:
    with closing(sqlite3.connect(sqlite_path(url))) as connection, connection:
        connection.row_factory = sqlite3.Row
        names = [row[0] for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        return {name: [dict(row) for row in connection.execute(f"SELECT * FROM {name}")] for name in names}


async def _postgres_tables(url: str) -> dict[str, Table]:
    import asyncpg

    connection = await asyncpg.connect(url)
    try:
        names = await connection.fetch("SELECT tablename FROM pg_tables WHERE schemaname = current_schema()")
        return {name: [dict(row) for row in await connection.fetch(f"SELECT * FROM {name}")] for (name,) in names}
    finally:
        await connection.close()


@asynccontextmanager
async def held(url: str) -> AsyncIterator[None]:
    """Let nobody change anything: a file that another program writes into, a server that only reads."""
    if not is_shared(url):
        with closing(sqlite3.connect(sqlite_path(url), isolation_level=None)) as other:
            other.execute("BEGIN IMMEDIATE")
            yield
            other.execute("ROLLBACK")
        return
    await _let_read_only(url, "on")
    try:
        yield
    finally:
        await _let_read_only(url, "off")


@asynccontextmanager
async def held_up(url: str) -> AsyncIterator[None]:
    """Let every act wait until this is over: somebody else is at the file, or at the table that each of them writes."""
    if not is_shared(url):
        async with held(url):
            yield
        return
    import asyncpg

    connection = await asyncpg.connect(url)
    try:
        async with connection.transaction():
            await connection.execute("LOCK TABLE acts IN EXCLUSIVE MODE")
            yield
    finally:
        await connection.close()


async def _let_read_only(url: str, on_or_off: str) -> None:
    import asyncpg

    connection = await asyncpg.connect(url, server_settings={"default_transaction_read_only": "off"})
    name = url.rpartition("/")[2]
    try:
        await connection.execute(f"ALTER DATABASE {name} SET default_transaction_read_only = {on_or_off}")
        await connection.execute(END_OTHERS)
    finally:
        await connection.close()


async def empty(url: str) -> None:
    """Empty every table of a PostgreSQL, once whoever was still connected is not."""
    import asyncpg

    connection = await asyncpg.connect(url)
    try:
        await connection.execute(END_OTHERS)
        names = await connection.fetchval(
            "SELECT string_agg(quote_ident(tablename), ', ') FROM pg_tables "
            "WHERE schemaname = current_schema() AND tablename <> 'schema_version'"
        )
        await connection.execute(f"TRUNCATE {names}")
    finally:
        await connection.close()


async def make(server_url: str, name: str) -> str:
    """Make a database on a server, up to date; return its address."""
    import asyncpg

    connection = await asyncpg.connect(server_url)
    await connection.execute(f"CREATE DATABASE {name}")
    await connection.close()
    url = f"{server_url.rpartition('/')[0]}/{name}"
    await (await Database.open(url)).close()
    return url
