"""Writes that wait for the writer share one commit, and none of them is hurt by another."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any

import pytest

from db.database import Connection, Database

Insert = Callable[[Connection], Awaitable[Any]]


def add_server(id: int) -> Insert:
    """Return a statement that adds a server; a second time with the same id is an error."""
    return lambda connection: connection.execute_fetchall("INSERT INTO servers (id) VALUES (?) RETURNING id", (id,))


async def stored(db: Database) -> set[int]:
    async with db.read() as connection:
        return {row[0] for row in await connection.execute_fetchall("SELECT id FROM servers")}


def count_commits(db: Database, monkeypatch: pytest.MonkeyPatch) -> list[None]:
    """Count the commits of shared transactions."""
    commits: list[None] = []
    commit = db._writer.commit

    async def counted() -> None:
        commits.append(None)
        await commit()

    monkeypatch.setattr(db._writer, "commit", counted)
    return commits


async def test_a_lone_write_is_on_the_disk_when_it_returns(db: Database) -> None:
    assert [tuple(row) for row in await db.write_soon(add_server(1))] == [(1,)]
    assert await stored(db) == {1}


async def test_writes_that_wait_together_share_one_commit(db: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    async with db.write():
        waiting = [asyncio.create_task(db.write_soon(add_server(number))) for number in range(20)]
        await asyncio.sleep(0)
        commits = count_commits(db, monkeypatch)
        assert not any(task.done() for task in waiting)
    answers = await asyncio.gather(*waiting)

    assert [next(iter(rows))[0] for rows in answers] == list(range(20))
    assert await stored(db) == set(range(20))
    assert len(commits) == 2  # the block's own, and one for all twenty


async def test_one_that_fails_takes_none_of_the_others_with_it(db: Database) -> None:
    await db.write_soon(add_server(7))
    async with db.write():
        waiting = [asyncio.create_task(db.write_soon(add_server(number))) for number in (5, 6, 7, 8)]
        await asyncio.sleep(0)
    answers = await asyncio.gather(*waiting, return_exceptions=True)

    assert [isinstance(answer, Exception) for answer in answers] == [False, False, True, False]
    assert await stored(db) == {5, 6, 7, 8}


async def test_a_cancelled_leader_leaves_the_others_served(db: Database) -> None:
    async with db.write():
        leader, follower = (asyncio.create_task(db.write_soon(add_server(number))) for number in (1, 2))
        await asyncio.sleep(0)
        leader.cancel()
    await follower

    assert 2 in await stored(db)
    await db.write_soon(add_server(3))
    assert 3 in await stored(db)
