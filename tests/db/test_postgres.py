"""What only PostgreSQL does to us: two at once, a COMMIT whose answer is lost, a server that goes or only reads."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from db import queries, schedule
from db.connection import CannotOpen, Tx
from db.database import Database, is_shared
from db.postgres import engine
from db.postgres.dialect import translated
from db.writer import Lane, Work
from rules.kit.errors import Unreachable
from rules.schedule.due import Due
from tests.engines import END_OTHERS, tables
from tests.postgres import PostgresServer, line_to

NOW = datetime(2026, 1, 5, 9, tzinfo=UTC)


@pytest.fixture
def shared(database_url: str) -> str:
    if not is_shared(database_url):
        pytest.skip("needs a PostgreSQL: --engine postgresql")
    return database_url


def engine_of(db: Database) -> Any:
    return db.engine


def take_the_last_seat(member_id: int) -> Work[bool]:
    """Return a work that looks whether there is room for two, and takes it."""

    async def work(tx: Tx) -> bool:
        ((taken,),) = await tx.fetch("SELECT COUNT(*) FROM servers")
        if taken < 2:
            await tx.execute("INSERT INTO servers (id) VALUES (?)", (member_id,))
        return bool(taken < 2)

    return work


async def test_of_many_at_once_as_many_get_in_as_there_is_room_for(shared: str) -> None:
    databases = [await Database.open(shared) for _ in range(2)]
    seats = [databases[number % 2].write(take_the_last_seat(number)) for number in range(10)]
    assert sum(await asyncio.gather(*seats)) == 2
    assert len(tables(shared)["servers"]) == 2
    assert sum(engine_of(each).counts.committed for each in databases) == 10
    for each in databases:
        await each.close()


async def test_two_that_claim_at_once_claim_no_row_twice_and_no_more_than_asked(shared: str) -> None:
    databases = [await Database.open(shared) for _ in range(2)]

    async def plan(tx: Tx) -> None:
        for number in range(100):
            await schedule.plan(tx, Due("reminder", number, "2026-01-05", NOW))

    await databases[0].write(plan)
    claims = [
        databases[number % 2].write(
            lambda tx: schedule.claim(tx, NOW, NOW + timedelta(minutes=1), 10), lane=Lane.CLAIMS
        )
        for number in range(8)
    ]
    claimed = await asyncio.gather(*claims)

    assert [len(each) for each in claimed] == [10] * 8
    assert len({due.key for each in claimed for due in each}) == 80
    for each in databases:
        await each.close()


@pytest.mark.parametrize("cut", ["before", "after"])
async def test_a_commit_whose_answer_is_lost_is_found_and_done_once(shared: str, cut: str) -> None:
    async with line_to(shared) as (line, address):
        db = await Database.open(address)
        runs = 0

        async def work(tx: Tx) -> int:
            nonlocal runs
            runs += 1
            await tx.execute("INSERT INTO servers (id) VALUES (?)", (runs,))
            return runs

        await db.write(work)
        line.cut, runs = cut, 1
        outcome = await db.write(work)

        assert engine_of(db).counts.unanswered == 1
        assert outcome == runs == (2 if cut == "after" else 3)
        assert [row["id"] for row in tables(shared)["servers"]] == [1, outcome]
        await db.close()


async def test_a_network_that_swallows_everything_is_not_waited_for_and_used_again_when_it_does_not(
    shared: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("STATEMENT_SECONDS", "OPENING_SECONDS", "READER_SECONDS"):
        monkeypatch.setattr(engine, name, 0.3)
    monkeypatch.setitem(engine.PATIENCE_SECONDS, Lane.MEMBERS, 0.3)
    async with line_to(shared) as (line, address):
        db = await Database.open(address)
        assert await db.write(take_the_last_seat(1))
        line.swallows = True
        with pytest.raises(Unreachable):
            await db.write(take_the_last_seat(2))
        with pytest.raises(Unreachable):
            async with db.read() as connection:
                await connection.fetch("SELECT 1")
        line.swallows = False

        assert await db.write(take_the_last_seat(3))
        assert sorted(row["id"] for row in tables(shared)["servers"]) == [1, 3]
        await db.close()


async def test_statements_go_through_what_gives_each_transaction_another_connection(
    shared: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("db.postgres.engine._is_pooled", lambda _connection: _yes())
    db = await Database.open(shared)
    async with engine_of(db).pool.acquire() as connection:
        assert connection._config.statement_cache_size == 0
    assert await db.write(take_the_last_seat(1))
    await db.close()


async def _yes() -> bool:
    return True


@pytest.fixture(scope="module")
def own_server() -> Iterator[PostgresServer]:
    server = PostgresServer()
    server.start()
    yield server
    server.remove()


async def test_a_server_that_restarts_is_waited_for_or_said_and_nothing_is_lost(
    shared: str, own_server: PostgresServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(engine.PATIENCE_SECONDS, Lane.MEMBERS, 0.1)
    db = await Database.open(own_server.url())
    assert await db.write(take_the_last_seat(1))
    await asyncio.to_thread(own_server.stop)
    reminder = asyncio.create_task(db.write(take_the_last_seat(2), lane=Lane.SCHEDULE))
    with pytest.raises(Unreachable):
        await db.write(take_the_last_seat(3))
    with pytest.raises(Unreachable):
        async with db.read() as connection:
            await connection.fetch("SELECT 1")
    await asyncio.to_thread(own_server.start)

    assert await reminder
    assert [row["id"] for row in tables(own_server.url())["servers"]] == [1, 2]
    await db.close()


async def test_whoever_looks_just_after_every_connection_was_ended_finds_a_new_one(shared: str) -> None:
    db, ended = await Database.open(shared), await Database.open(shared)

    async def look() -> Any:
        async with ended.read() as connection:
            return await connection.fetch("SELECT 1 AS one")

    for _ in range(20):
        await asyncio.gather(look(), look(), look())
        async with db.read() as connection:
            await connection.fetch(END_OTHERS)
        assert [row["one"] for row in await look()] == [1]
    await db.close()
    await ended.close()


async def test_a_server_that_takes_no_changes_is_said_and_taken_up_again(
    own_server: PostgresServer, shared: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(engine.PATIENCE_SECONDS, Lane.MEMBERS, 0.1)
    db = await Database.open(own_server.url())
    async with engine_of(db).pool.acquire() as connection:
        await connection.execute("ALTER SYSTEM SET default_transaction_read_only = on")
        await connection.execute("SELECT pg_reload_conf()")
    await engine_of(db).pool.expire_connections()
    with pytest.raises(Unreachable):
        await db.write(lambda tx: tx.execute("INSERT INTO servers (id) VALUES (9)"))
    async with engine_of(db).pool.acquire() as connection:
        await connection.execute("SET default_transaction_read_only = off")
        await connection.execute("ALTER SYSTEM RESET default_transaction_read_only")
        await connection.execute("SELECT pg_reload_conf()")
    await engine_of(db).pool.expire_connections()
    assert await db.write(lambda tx: tx.execute("INSERT INTO servers (id) VALUES (9)")) == 1
    await db.close()


async def test_a_wrong_name_is_told_and_no_server_is_waited_for(shared: str) -> None:
    with pytest.raises(CannotOpen, match="nowhere"):
        await Database.open(f"{shared.rpartition('/')[0]}/nowhere")
    with pytest.raises(Unreachable):
        await Database.open("postgresql://bot@127.0.0.1:1/bot")


async def test_every_query_is_one_that_postgresql_understands(shared: str) -> None:
    db = await Database.open(shared)
    async with engine_of(db).pool.acquire() as connection:
        for file in queries.files():
            loaded = queries.load_queries(file)
            for name in loaded.available_queries:
                if not name.endswith("_cursor"):
                    await connection.prepare(translated(getattr(loaded, name).sql).sql)
    await db.close()


def test_parameters_are_numbered_and_what_only_looks_like_one_is_not() -> None:
    sql = "SELECT ':no', CAST(:b AS BIGINT), x::text FROM t WHERE a = :a AND b = :b AND h = keyed_hash(:a) -- :not"
    statement = translated(sql)

    assert statement.sql == (
        "SELECT ':no', CAST($1 AS BIGINT), x::text FROM t WHERE a = $2 AND b = $1 AND h = $3 -- :not"
    )
    assert statement.taken == (("b", False), ("a", False), ("a", True))
