"""The one writer: what waits for it is written in one transaction, each change under a savepoint of its own."""

from __future__ import annotations

import asyncio
import sqlite3
import time
from collections import deque
from contextlib import suppress
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

import aiosqlite

from db.connection import Tx
from db.sqlite.connection import InThreadTx
from db.sqlite.errors import named
from db.writer import AwaitsAnotherThing, Closed, Lane, Work
from rules.kit.errors import Busy

BATCH = 50

T = TypeVar("T")

# How often a change is tried while somebody else holds the file. Each try takes a second (`BUSY_TIMEOUT_MS`) and may
# have to wait for another; Discord gives a member's act three.
TRIES = {Lane.MEMBERS: 1, Lane.SCHEDULE: 60, Lane.CLAIMS: 60}
RETRY_PAUSE_SECONDS = 0.05


class NotBegun(Exception):
    """Somebody else holds the file; none of the works has run."""


@dataclass(slots=True)
class _Waiting(Generic[T]):
    work: Work[T]
    lane: Lane
    answer: asyncio.Future[T]
    tries_left: int


@dataclass(frozen=True, slots=True)
class _Failed:
    error: Exception


class Writer:
    """Writes what is given to it, in order within a lane."""

    def __init__(self, connection: aiosqlite.Connection) -> None:
        self._connection = connection
        self._lanes: dict[Lane, deque[_Waiting[Any]]] = {lane: deque() for lane in Lane}
        self._task: asyncio.Task[None] | None = None
        self._closed = False
        self.turn = asyncio.Lock()  # held by whoever uses the connection

    async def write(self, work: Work[T], lane: Lane) -> T:
        """Queue a work; return its outcome once it is committed. One cancelled before its turn is not begun.

        Raise Busy where somebody else holds the file: then it was not begun, and never will be.
        """
        if self._closed:
            raise Closed
        answer: asyncio.Future[T] = asyncio.get_running_loop().create_future()
        self._lanes[lane].append(_Waiting(work, lane, answer, TRIES[lane]))
        if self._task is None or self._task.done():
            # A task of its own, so that nobody's cancellation reaches a commit that others share.
            self._task = asyncio.create_task(self._write_all())
        return await answer

    async def close(self) -> None:
        """Take nothing more and see through what is queued."""
        self._closed = True
        if self._task is not None:
            await asyncio.shield(self._task)

    async def _write_all(self) -> None:
        while any(self._lanes.values()):
            async with self.turn:
                if batch := self._take():
                    await self._write(batch)

    def _take(self) -> list[_Waiting[Any]]:
        batch: list[_Waiting[Any]] = []
        for lane in self._lanes.values():
            while lane and len(batch) < BATCH:
                waiting = lane.popleft()
                if not waiting.answer.cancelled():
                    batch.append(waiting)
        return batch

    async def _write(self, batch: list[_Waiting[Any]]) -> None:
        # The one way to run a function in the connection's thread is private, so aiosqlite is pinned: the whole
        # batch in one trip is what makes a commit cheap to share.
        run: Any = self._connection._execute
        try:
            outcomes = await run(_write_batch, self._connection._conn, [waiting.work for waiting in batch])
        except NotBegun:
            self._put_back(batch)
            return
        except Exception as error:  # whoever waits hears of it, and the writer goes on
            outcomes = [_Failed(named(error))] * len(batch)
        for waiting, outcome in zip(batch, outcomes, strict=True):
            _answer(waiting.answer, outcome)

    def _put_back(self, batch: list[_Waiting[Any]]) -> None:
        """Let what was not begun be tried again, first in its lane; who was tried often enough is told."""
        for waiting in reversed(batch):
            waiting.tries_left -= 1
            if self._closed or not waiting.tries_left:
                _answer(waiting.answer, _Failed(Busy()))
            else:
                self._lanes[waiting.lane].appendleft(waiting)


def _answer(answer: asyncio.Future[Any], outcome: Any) -> None:
    if answer.done():  # cancelled meanwhile: the change stands, and nobody asks any more
        return
    if isinstance(outcome, _Failed):
        answer.set_exception(outcome.error)
    else:
        answer.set_result(outcome)


def _write_batch(connection: sqlite3.Connection, works: list[Work[Any]]) -> list[Any]:
    """Run the works in one transaction; return what each returned, or how it failed. Raise NotBegun."""
    try:
        connection.execute("BEGIN IMMEDIATE")
    except sqlite3.OperationalError as error:
        if isinstance(named(error), Busy):
            time.sleep(RETRY_PAUSE_SECONDS)  # SQLite does not always wait; this thread is the writer's own
            raise NotBegun from error
        raise
    try:
        outcomes = [_attempt(connection, work) for work in works]
        connection.execute("COMMIT")
    except BaseException:  # whatever it is, no transaction is left open
        connection.rollback()
        raise
    return outcomes


def _attempt(connection: sqlite3.Connection, work: Work[Any]) -> Any:
    connection.execute("SAVEPOINT work")
    outcome: Any
    try:
        outcome = _run(work, InThreadTx(connection))
    except Exception as error:  # whatever it is, the other works of the batch stand
        if not connection.in_transaction:  # a full disk undoes everything: nobody's change stands
            raise
        connection.execute("ROLLBACK TO work")
        outcome = _Failed(named(error))
    connection.execute("RELEASE work")
    return outcome


def _run(work: Work[T], tx: Tx) -> T:
    """Run a work to its end at once, as it can when it awaits nothing but `tx`."""
    coroutine = work(tx)
    try:
        coroutine.send(None)
    except StopIteration as end:
        outcome: T = end.value
        return outcome
    error = AwaitsAnotherThing(work)
    with suppress(StopIteration):
        coroutine.throw(error)  # so that the traceback shows where
        coroutine.close()
    raise error
