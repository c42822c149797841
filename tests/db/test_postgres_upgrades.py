"""A PostgreSQL that an earlier OneReader made becomes what a new one is, and keeps every row."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Any

import pytest

from db import migrations
from db.database import Database, is_shared
from db.postgres import upgrading
from tests.engines import tables

# With which step PostgreSQL came.
FIRST = 26
NEWEST = max(migrations.steps())
ONE = "'1'"  # becomes whatever the column is
EVERY_SHAPE = (
    "SELECT table_name, column_name, data_type, is_nullable, column_default FROM information_schema.columns "
    "WHERE table_schema = 'public'",
    "SELECT tablename, indexdef, '', '', '' FROM pg_indexes WHERE schemaname = 'public'",
    "SELECT conrelid::regclass::text, pg_get_constraintdef(oid), '', '', '' FROM pg_constraint WHERE conrelid > 0",
    "SELECT event_object_table, event_manipulation, action_statement, '', '' FROM information_schema.triggers",
)


async def shape(connection: Any) -> set[Any]:
    """Return all that there is in a database, whatever order it came in."""
    return {tuple(row) for query in EVERY_SHAPE for row in await connection.fetch(query)}


async def fill(connection: Any) -> None:
    """Put one row into every table, whatever its columns."""
    await connection.execute("SET session_replication_role = replica")  # as a copy does: no key is looked up
    counted = await connection.fetch(
        "SELECT table_name, count(*) FROM information_schema.columns JOIN pg_tables ON tablename = table_name "
        "WHERE schemaname = 'public' AND table_name <> 'schema_version' GROUP BY table_name"
    )
    for name, columns in counted:
        await connection.execute(f"INSERT INTO {name} VALUES ({', '.join([ONE] * columns)})")


@pytest.fixture
async def old_url(database_url: str) -> AsyncIterator[str]:
    """An empty database beside the one that is up to date."""
    if not is_shared(database_url):
        pytest.skip("needs a PostgreSQL: --engine postgresql")
    import asyncpg

    name = f"{database_url.rpartition('/')[2]}_old"
    connection = await asyncpg.connect(database_url)
    try:
        await connection.execute(f"CREATE DATABASE {name}")
        yield f"{database_url}_old"
    finally:
        await connection.execute(f"DROP DATABASE {name} WITH (FORCE)")
        await connection.close()


@pytest.mark.parametrize("number", [FIRST, NEWEST - 1, NEWEST])
async def test_whatever_step_it_stood_at_it_becomes_what_a_new_one_is(
    number: int, old_url: str, database_url: str
) -> None:
    import asyncpg

    old, new = await asyncpg.connect(old_url), await asyncpg.connect(database_url)
    await upgrading.upgrade(old, number)
    await fill(old)
    had = tables(old_url)
    await (await Database.open(old_url, "a key")).close()
    has = tables(old_url)

    assert await shape(old) == await shape(new)
    assert has.pop("schema_version") == tables(database_url)["schema_version"]
    for name in had.keys() & has.keys():
        assert [had[name][0].items() <= row.items() for row in has[name]] == [True], name
    for connection in (old, new):
        await connection.close()
