"""The database under many tasks, cancellations and a killed process."""

from __future__ import annotations

import asyncio
import sqlite3
import stat
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

import settings
from db.connection import Tx
from db.database import Database, sqlite_path
from tests.engines import tables

ROOT = Path(settings.__file__).parent


async def add_server(tx: Tx, id: int) -> None:
    await tx.execute("INSERT INTO servers (id) VALUES (?)", (id,))


async def servers(db: Database) -> list[int]:
    async with db.read() as connection:
        return [row["id"] for row in await connection.fetch("SELECT id FROM servers ORDER BY id")]


async def test_one_tasks_rollback_never_takes_anothers_insert(db: Database) -> None:
    async def task(number: int) -> None:
        async def work(tx: Tx) -> None:
            await add_server(tx, number)
            if number % 2:
                raise ZeroDivisionError

        await db.write(work)

    outcomes = await asyncio.gather(*(task(number) for number in range(60)), return_exceptions=True)

    assert sum(isinstance(each, ZeroDivisionError) for each in outcomes) == 30
    assert await servers(db) == list(range(0, 60, 2))


async def test_readers_see_only_what_was_committed(db: Database, database_url: str) -> None:
    async def work(tx: Tx) -> list[dict[str, Any]]:
        await add_server(tx, 1)
        return tables(database_url)["servers"]

    assert await db.write(work) == []
    assert await servers(db) == [1]


async def test_its_files_are_their_owners_alone(tmp_path: Path) -> None:
    path = tmp_path / "data" / "kept.db"
    path.parent.mkdir()
    for end in ("", "-wal"):
        path.with_name(path.name + end).touch(mode=0o644)
    database = await Database.open(f"sqlite:///{path}")
    await database.write(lambda tx: add_server(tx, 1))

    try:
        assert {each.name: stat.S_IMODE(each.stat().st_mode) for each in path.parent.iterdir()} == {
            "kept.db": 0o600,
            "kept.db-wal": 0o600,
            "kept.db-shm": 0o600,
            "key": 0o600,
        }
    finally:
        await database.close()


async def test_many_readers_wait_their_turn(db: Database) -> None:
    await db.write(lambda tx: add_server(tx, 1))

    assert await asyncio.gather(*(servers(db) for _ in range(50))) == [[1]] * 50


async def test_a_reader_that_fails_is_given_back(db: Database) -> None:
    for _ in range(5):
        with pytest.raises(Exception, match="nowhere"):
            async with db.read() as connection:
                await connection.fetch("SELECT 1 FROM nowhere")

    assert await servers(db) == []


async def test_what_points_nowhere_is_refused(db: Database) -> None:
    with pytest.raises(Exception, match=r"(?i)foreign key"):
        await db.write(
            lambda tx: tx.execute("INSERT INTO memberships (server_id, member_id, joined_at) VALUES (1, 2, '2026')")
        )


async def test_two_processes_worth_of_writers_take_turns(database_url: str) -> None:
    first, second = await Database.open(database_url), await Database.open(database_url)

    async def write(db: Database, number: int) -> None:
        await db.write(lambda tx: add_server(tx, number))

    await asyncio.gather(*(write(db, number) for number in range(0, 100, 2) for db in (first,)))
    await asyncio.gather(*(write(db, 1 + 2 * n + (db is second) * 200) for n in range(50) for db in (first, second)))
    found = await servers(second)
    await first.close()
    await second.close()

    assert len(found) == 150


_WRITER = """
import asyncio, sys
from db.database import Database

async def main():
    db = await Database.open(sys.argv[1])
    async def write(first):
        number = first
        while True:
            await db.write(lambda tx: tx.execute("INSERT INTO servers (id) VALUES (?)", (number,)))
            print(number, flush=True)
            number += 10
    await asyncio.gather(*(write(first) for first in range(10)))

asyncio.run(main())
"""


@pytest.mark.parametrize("already", [2, 50, 200])
def test_kill_9_under_writes_loses_nothing_acknowledged(database_url: str, already: int) -> None:
    command = [sys.executable, "-c", _WRITER, database_url]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE) as process:
        assert process.stdout is not None
        try:
            first = b"".join(process.stdout.readline() for _ in range(already))
        finally:  # else a test that timed out would wait for a process that writes on and on
            process.kill()
        rest = process.stdout.read()

    acknowledged = {int(line) for line in (first + rest).split(b"\n")[:-1]}
    kept = {row["id"] for row in tables(database_url)["servers"]}
    assert len(acknowledged) >= already
    assert acknowledged <= kept


@pytest.mark.parametrize(
    ("url", "path"),
    [("sqlite:///data/onereader.db", "data/onereader.db"), ("sqlite:////var/lib/one.db", "/var/lib/one.db")],
)
def test_three_slashes_are_relative_and_four_absolute(url: str, path: str) -> None:
    assert sqlite_path(url) == Path(path)


async def test_opening_a_new_file_waits_for_another_process_that_is_at_it(tmp_path: Path) -> None:
    path = tmp_path / "shared.db"
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    opening = asyncio.create_task(Database.open(f"sqlite:///{path}"))
    with pytest.raises(TimeoutError):
        await asyncio.wait_for(asyncio.shield(opening), 0.2)
    other.execute("ROLLBACK")
    other.close()

    await (await opening).close()
