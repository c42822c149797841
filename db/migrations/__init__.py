"""Numbered steps from an empty file to today's tables, each one transaction with the version it sets."""

from __future__ import annotations

from pathlib import Path

import aiosqlite

STEPS = Path(__file__).parent


class NewerDatabase(Exception):
    """The database was written by a newer OneReader; running an older one on it would damage it."""

    def __init__(self, found: int, known: int) -> None:
        super().__init__(
            f"This database is at version {found}, but this OneReader knows versions up to {known}.\n"
            "Run the newer OneReader again, or restore the backup made before the upgrade."
        )
        self.found = found
        self.known = known


def steps() -> dict[int, str]:
    """Return every migration's SQL by its number, in order."""
    return {int(path.name[:4]): path.read_text("utf-8") for path in sorted(STEPS.glob("[0-9]*.sql"))}


def statements(script: str) -> list[str]:
    """Split a migration into its statements; a statement ends with a semicolon at a line's end."""
    return [part.strip() for part in script.split(";\n") if part.strip()]


async def version_of(connection: aiosqlite.Connection) -> int:
    """Return the version the database stands at; 0 for an empty one."""
    await connection.execute_fetchall(
        "CREATE TABLE IF NOT EXISTS schema_version (version INTEGER NOT NULL PRIMARY KEY)"
    )
    rows = list(await connection.execute_fetchall("SELECT COALESCE(MAX(version), 0) FROM schema_version"))
    return int(rows[0][0])


async def upgrade(connection: aiosqlite.Connection, up_to: int | None = None) -> None:
    """Run what is missing, in order. Two processes at once are safe. Raise NewerDatabase."""
    known = steps()
    last = max(known)
    for number, script in known.items():
        if up_to is not None and number > up_to:
            break
        # BEGIN IMMEDIATE is the lock: a second process waits here, then finds the version already set.
        await connection.execute_fetchall("BEGIN IMMEDIATE")
        try:
            found = await version_of(connection)
            if found > last:
                raise NewerDatabase(found, last)
            if found < number:
                for statement in statements(script):
                    await connection.execute_fetchall(statement)
                await connection.execute_fetchall("INSERT INTO schema_version (version) VALUES (?)", (number,))
            await connection.commit()
        except BaseException:
            await connection.rollback()
            raise
