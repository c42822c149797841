"""Changes that wait for the writer share one commit, none is hurt by another, and none awaits anything else."""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager, closing
from pathlib import Path

import pytest

from db.connection import Tx
from db.database import Database
from db.sqlite.engine import READERS
from db.writer import AwaitsAnotherThing, Closed, Lane, Work
from rules.kit.errors import Busy, Full
from tests.engines import sqlite_of, tables


def add_server(id: int) -> Work[int]:
    """Return a work that adds a server; a second time with the same id is an error."""

    async def work(tx: Tx) -> int:
        await tx.execute("INSERT INTO servers (id) VALUES (?)", (id,))
        return id

    return work


async def stored(db: Database) -> list[int]:
    async with db.read() as connection:
        return [row["id"] for row in await connection.fetch("SELECT id FROM servers ORDER BY id")]


@asynccontextmanager
async def busy(db: Database) -> AsyncIterator[list[str]]:
    """Hold the writer back while the block queues changes; collect the statements that end transactions."""
    ended: list[str] = []
    await sqlite_of(db).connection.set_trace_callback(
        lambda sql: ended.append(sql) if sql in ("COMMIT", "ROLLBACK") else None
    )
    async with sqlite_of(db).writer.turn:
        yield ended


async def queued(db: Database, *works: Work[int], lane: Lane = Lane.MEMBERS) -> list[asyncio.Task[int]]:
    tasks = [asyncio.create_task(db.write(work, lane=lane)) for work in works]
    await asyncio.sleep(0)
    return tasks


async def test_a_change_is_on_the_disk_when_it_returns(db: Database) -> None:
    assert await db.write(add_server(1)) == 1
    assert await stored(db) == [1]


async def test_changes_that_wait_together_share_one_commit(db: Database) -> None:
    async with busy(db) as ended:
        waiting = await queued(db, *(add_server(number) for number in range(20)))
        assert not any(task.done() for task in waiting)

    assert await asyncio.gather(*waiting) == list(range(20))
    assert await stored(db) == list(range(20))
    assert ended == ["COMMIT"]


async def test_no_more_than_fifty_share_a_commit(db: Database) -> None:
    async with busy(db) as ended:
        waiting = await queued(db, *(add_server(number) for number in range(120)))
    await asyncio.gather(*waiting)

    assert ended == ["COMMIT"] * 3


async def test_members_go_before_the_schedule(db: Database) -> None:
    order: list[str] = []

    def note(name: str) -> Work[int]:
        async def work(tx: Tx) -> int:
            order.append(name)
            return 0

        return work

    async with busy(db):
        waiting = await queued(db, note("reminder"), lane=Lane.SCHEDULE)
        waiting += await queued(db, note("member"))
    await asyncio.gather(*waiting)

    assert order == ["member", "reminder"]


async def test_one_that_fails_undoes_itself_alone(db: Database) -> None:
    await db.write(add_server(7))

    async def half(tx: Tx) -> int:
        await add_server(1)(tx)
        raise ZeroDivisionError

    async with busy(db):
        waiting = await queued(db, add_server(5), half, add_server(7), add_server(8))
    answers = await asyncio.gather(*waiting, return_exceptions=True)

    assert [type(answer) for answer in answers] == [int, ZeroDivisionError, sqlite3.IntegrityError, int]
    assert await stored(db) == [5, 7, 8]


async def test_a_commit_that_fails_is_told_to_everybody_and_changes_nothing(db: Database) -> None:
    async def break_the_commit(tx: Tx) -> int:
        await tx.execute("PRAGMA defer_foreign_keys = ON")
        await tx.execute("INSERT INTO memberships (server_id, member_id, joined_at) VALUES (1, 2, '2026')")
        return 0

    async with busy(db):
        waiting = await queued(db, add_server(5), break_the_commit)
    answers = await asyncio.gather(*waiting, return_exceptions=True)
    await db.write(add_server(6))

    assert [type(answer) for answer in answers] == [sqlite3.IntegrityError] * 2
    assert await stored(db) == [6]


async def test_a_transaction_that_sqlite_ended_itself_fails_for_everybody(db: Database) -> None:
    async def lose_the_transaction(tx: Tx) -> int:
        await tx.fetch("ROLLBACK")
        raise ZeroDivisionError

    async with busy(db):
        waiting = await queued(db, add_server(5), lose_the_transaction, add_server(6))
    answers = await asyncio.gather(*waiting, return_exceptions=True)

    assert [type(answer) for answer in answers] == [ZeroDivisionError] * 3
    assert await stored(db) == []


async def test_a_full_disk_is_named_and_room_on_it_is_used_again(db: Database) -> None:
    most = "PRAGMA max_page_count = {}"
    await sqlite_of(db).connection.execute_fetchall(most.format(1))  # no more than there are

    async def write_much(tx: Tx) -> int:
        await tx.execute("CREATE TABLE much AS SELECT randomblob(100000) AS it")
        return 1

    with pytest.raises(Full):
        await db.write(write_much)
    await sqlite_of(db).connection.execute_fetchall(most.format(100_000))

    assert await db.write(write_much) == 1


@pytest.fixture
async def held(db: Database, tmp_path: Path) -> AsyncIterator[sqlite3.Connection]:
    """Another program in the middle of a change to the file; whoever waits for it hears soon."""
    await sqlite_of(db).connection.execute_fetchall("PRAGMA busy_timeout = 1")
    with closing(sqlite3.connect(tmp_path / "test.db", isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        yield other


async def test_a_member_hears_that_the_file_is_held_and_their_change_never_comes_later(
    db: Database, held: sqlite3.Connection
) -> None:
    with pytest.raises(Busy):
        await db.write(add_server(1))
    held.execute("COMMIT")
    await db.write(add_server(2))

    assert await stored(db) == [2]


async def test_the_schedule_waits_until_the_file_is_free_and_members_still_go_first(
    db: Database, held: sqlite3.Connection
) -> None:
    (reminder,) = await queued(db, add_server(1), lane=Lane.SCHEDULE)
    with pytest.raises(Busy):
        await db.write(add_server(2))
    assert not reminder.done()
    held.execute("COMMIT")

    assert await reminder == 1
    assert await stored(db) == [1]


async def test_what_waits_for_a_held_file_keeps_its_order(db: Database, held: sqlite3.Connection) -> None:
    order: list[int] = []

    def note(number: int) -> Work[int]:
        async def work(tx: Tx) -> int:
            order.append(number)
            return number

        return work

    waiting = await queued(db, note(1), note(2), note(3), lane=Lane.SCHEDULE)
    with pytest.raises(Busy):
        await db.write(add_server(1))
    held.execute("COMMIT")
    await asyncio.gather(*waiting)

    assert order == [1, 2, 3]


async def test_closing_while_the_file_is_held_waits_for_nobody(db: Database, held: sqlite3.Connection) -> None:
    (reminder,) = await queued(db, add_server(1), lane=Lane.SCHEDULE)
    await db.close()

    with pytest.raises(Busy):
        await reminder
    held.execute("COMMIT")


async def test_whoever_finds_no_reader_free_hears_so(db: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    sqlite_of(db)
    monkeypatch.setattr("db.sqlite.engine.READER_SECONDS", 0.01)
    async with AsyncExitStack() as readers:
        for _ in range(READERS):
            await readers.enter_async_context(db.read())
        with pytest.raises(Busy):
            await stored(db)
    assert await stored(db) == []


async def test_a_work_that_awaits_anything_else_is_undone_and_told(db: Database) -> None:
    sqlite_of(db)
    never = asyncio.get_running_loop().create_future()

    async def work(tx: Tx) -> None:
        await add_server(1)(tx)
        await never

    with pytest.raises(AwaitsAnotherThing, match="work"):
        await db.write(work)
    assert await stored(db) == []


async def test_a_work_that_swallows_the_reproach_is_undone_all_the_same(db: Database) -> None:
    sqlite_of(db)

    async def work(tx: Tx) -> int:
        await add_server(1)(tx)
        try:
            await asyncio.sleep(0)
        except Exception:
            return 1
        return 2

    with pytest.raises(AwaitsAnotherThing):
        await db.write(work)
    assert await stored(db) == []


async def test_one_cancelled_before_its_turn_is_not_begun(db: Database) -> None:
    async with busy(db):
        gone, other = await queued(db, add_server(1), add_server(2))
        gone.cancel()
    await other

    assert await stored(db) == [2]


async def test_one_cancelled_during_its_turn_stops_no_commit(db: Database) -> None:
    loop, begun, caller = asyncio.get_running_loop(), asyncio.Event(), list[asyncio.Task[int]]()

    async def work(tx: Tx) -> int:
        loop.call_soon_threadsafe(begun.set)
        loop.call_soon_threadsafe(caller[0].cancel)
        return await add_server(1)(tx)

    caller.append(asyncio.create_task(db.write(work)))
    await begun.wait()
    with pytest.raises(asyncio.CancelledError):
        await caller[0]
    await db.write(add_server(2))

    assert await stored(db) == [1, 2]


async def test_closing_writes_what_is_queued_and_may_be_done_twice(db: Database, database_url: str) -> None:
    waiting = await queued(db, *(add_server(number) for number in range(70)))
    await db.close()
    await db.close()

    assert await asyncio.gather(*waiting) == list(range(70))
    with pytest.raises(Closed):
        await db.write(add_server(99))
    assert len(tables(database_url)["servers"]) == 70


async def test_nothing_can_be_changed_by_looking(db: Database) -> None:
    async with db.read() as connection:
        with pytest.raises(Exception, match=r"readonly|read-only"):
            await connection.fetch("INSERT INTO servers (id) VALUES (1) RETURNING id")
