"""Bringing a database up to date: a new one begins with `db/schema.sql`, an older one takes the numbered steps here.

Each step is one transaction with its number and its hash. A step that was released never changes.
"""

from __future__ import annotations

import hashlib
import logging
from collections.abc import Awaitable, Callable, Mapping
from functools import cache, partial
from pathlib import Path

import aiosqlite

from db.migrations import earlier

log = logging.getLogger("onereader.database")

STEPS = Path(__file__).parent
SCHEMA = STEPS.parent / "schema.sql"
# The last step whose outcome stands in the schema; a later one is taken by new databases too.
SCHEMA_AT = 39

# A step's SQL, or its hash, by its number.
Steps = Mapping[int, str]
Change = Callable[[aiosqlite.Connection, Steps, Steps], Awaitable[None]]


class NewerDatabase(Exception):
    """The database was written by a newer OneReader; running an older one on it would damage it."""

    def __init__(self, found: int, known: int) -> None:
        super().__init__(
            f"This database is at version {found}, but this OneReader knows versions up to {known}.\n"
            "Run the newer OneReader again, or restore the backup made before the upgrade."
        )
        self.found = found
        self.known = known


class ChangedStep(Exception):
    """The database was made by a step that reads differently now: what its tables are like is not known."""

    def __init__(self, number: int) -> None:
        super().__init__(
            f"Step {number:04} of db/migrations has changed since it made this database.\n"
            "Put that file back as it was, and make the change in a new step with the next number."
        )
        self.number = number


def steps() -> dict[int, str]:
    """Return every migration's SQL by its number, in order."""
    return {int(path.name[:4]): path.read_text("utf-8") for path in sorted(STEPS.glob("[0-9]*.sql"))}


@cache
def hash_of(script: str) -> str:
    """Return what a step is known by; the same whatever ends its lines."""
    return hashlib.sha256("\n".join(script.splitlines()).encode()).hexdigest()


def statements(script: str) -> list[str]:
    """Split a migration into its statements; a statement ends with a semicolon at a line's end."""
    return [part.strip() for part in script.split(";\n") if part.strip()]


def tell_of(before: int, after: int) -> None:
    """Log that a database was upgraded; making a new one is worth no line."""
    if 0 < before < after:
        log.info("The database was upgraded from version %s to %s", before, after)


async def upgrade(connection: aiosqlite.Connection, up_to: int | None = None) -> None:
    """Begin a new database, or run what is missing, in order. Raise NewerDatabase or ChangedStep.

    Two processes at once are safe. `up_to` stops at an earlier step, as an earlier OneReader would have.
    """
    known = steps()
    wanted = [number for number in known if up_to is None or number <= up_to]
    before = await _in_turn(connection, known, _begin if up_to is None else partial(_take, wanted[0]))
    for number in wanted:
        if not before.get(number):  # else every start would take a turn for every step there ever was
            await _in_turn(connection, known, partial(_take, number))
    tell_of(max(before, default=0), max(wanted))


async def _in_turn(connection: aiosqlite.Connection, known: Steps, change: Change) -> Steps:
    """Run a change in a transaction of its own, unless another process has; return the steps taken before it."""
    # BEGIN IMMEDIATE is the lock: a second process waits here, then finds what is already recorded.
    await connection.execute_fetchall("BEGIN IMMEDIATE")
    try:
        taken = await _taken(connection, known)
        check(taken, known)
        await change(connection, known, taken)
        await connection.commit()
    except BaseException:  # being cancelled too leaves nothing half done
        await connection.rollback()
        raise
    return taken


async def _begin(connection: aiosqlite.Connection, known: Steps, taken: Steps) -> None:
    """Give a database in which no step was ever taken the schema that all of them come to."""
    if taken:
        return
    for statement in statements(SCHEMA.read_text("utf-8")):
        await connection.execute_fetchall(statement)
    for number in known:
        if number <= SCHEMA_AT:
            await _record(connection, number, known)


async def _take(number: int, connection: aiosqlite.Connection, known: Steps, taken: Steps) -> None:
    if taken.get(number):
        return
    script = earlier.LACKED.get(number, "") if number in taken else known[number]
    for statement in statements(script):
        await connection.execute_fetchall(statement)
    await _record(connection, number, known)


async def _record(connection: aiosqlite.Connection, number: int, known: Steps) -> None:
    await connection.execute_fetchall(
        "INSERT OR REPLACE INTO schema_version (version, hash) VALUES (?, ?)", (number, hash_of(known[number]))
    )


async def _taken(connection: aiosqlite.Connection, known: Steps) -> Steps:
    """Return the steps this database was made by, with their hashes: empty where none was kept yet.

    One that has another number or form now is recorded as it is now.
    """
    await connection.execute_fetchall(
        "CREATE TABLE IF NOT EXISTS schema_version (version INTEGER NOT NULL PRIMARY KEY)"
    )
    if "hash" not in [row[1] for row in await connection.execute_fetchall("PRAGMA table_info(schema_version)")]:
        await connection.execute_fetchall("ALTER TABLE schema_version ADD COLUMN hash TEXT NOT NULL DEFAULT ''")
    steps_taken = await connection.execute_fetchall("SELECT version, hash FROM schema_version ORDER BY version")
    found = {number: str(step_hash) for number, step_hash in steps_taken}
    if (taken := as_now(found, known)) != found:
        await connection.execute_fetchall("DELETE FROM schema_version")
        await connection.executemany("INSERT INTO schema_version (version, hash) VALUES (?, ?)", taken.items())
    return taken


def as_now(taken: Steps, known: Steps) -> Steps:
    """Return the steps a database was made by under the numbers and hashes that they have now."""
    numbers = {**earlier.FORMS, **{hash_of(script): number for number, script in known.items()}}
    current = {numbers.get(step_hash, number): step_hash for number, step_hash in taken.items()}
    return {
        number: hash_of(known[number]) if step_hash in numbers else step_hash for number, step_hash in current.items()
    }


def check(taken: Steps, known: Steps) -> None:
    """Compare the steps a database was made by with those there are. Raise NewerDatabase or ChangedStep."""
    newest, last = max(taken, default=0), max(known)
    if newest > last:
        raise NewerDatabase(newest, last)
    for number, taken_hash in as_now(taken, known).items():
        if taken_hash and taken_hash != hash_of(known[number]):
            raise ChangedStep(number)
