"""Bringing a PostgreSQL up to date: the same numbered steps, each one transaction with its number and its hash."""

from __future__ import annotations

from typing import Any

from db import migrations
from db.postgres import dialect

# Two processes that start at once take turns by it.
LOCK = 4_242_001


async def upgrade(connection: Any, up_to: int | None = None) -> None:
    """Run what is missing, in order. Raise NewerDatabase or ChangedStep."""
    known, found = dialect.steps(), []
    numbers = [number for number in known if up_to is None or number <= up_to]
    taken: dict[int, str] = {}
    for number in numbers:
        if number in taken:  # else every start would take a turn for every step there ever was
            continue
        async with connection.transaction():
            # For the transaction, not for the connection: something between us and the server may give that away.
            await connection.execute(f"SELECT pg_advisory_xact_lock({LOCK})")
            taken = await _taken(connection)
            migrations.check(taken, known)
            found.append(max(taken, default=0))
            if number not in taken:
                await _take(connection, number, known[number])
    migrations.tell_of(found[0], numbers[-1])


async def _taken(connection: Any) -> dict[int, str]:
    await connection.execute(
        "CREATE TABLE IF NOT EXISTS schema_version (version INTEGER NOT NULL PRIMARY KEY, hash TEXT NOT NULL)"
    )
    return dict(await connection.fetch("SELECT version, hash FROM schema_version ORDER BY version"))


async def _take(connection: Any, number: int, script: str) -> None:
    for statement in migrations.statements(script):
        await connection.execute(dialect.table_statement(statement))
    await connection.execute(
        "INSERT INTO schema_version (version, hash) VALUES ($1, $2)", number, migrations.hash_of(script)
    )
