"""One try of a change on PostgreSQL, and what became of a COMMIT that was not answered."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from typing import Any, TypeVar

import asyncpg

from db.postgres.connection import Hashed, PostgresTx
from db.postgres.errors import LOST
from db.writer import Work

T = TypeVar("T")

# What PostgreSQL says of a COMMIT that it did not do.
REFUSED = (asyncpg.TransactionRollbackError, asyncpg.IntegrityConstraintViolationError)


@dataclass(frozen=True, slots=True)
class Mark:
    """What a transaction is found by when its connection is gone: its number, and the server's process that ran it."""

    number: str
    process_id: int


class Unanswered(Exception):
    """The connection was lost while a COMMIT was on its way: it happened, or it did not."""

    def __init__(self, mark: Mark, outcome: Any) -> None:
        super().__init__(f"Nobody answered the COMMIT of transaction {mark.number}")
        self.mark = mark
        self.outcome = outcome


async def attempt(connection: Any, work: Work[T], hashed: Hashed, isolation: str) -> T:
    """Run a work in one transaction and return its outcome, once it is committed. Raise Unanswered."""
    transaction = connection.transaction(isolation=isolation)
    await transaction.start()
    try:
        mark = await _mark(connection)
        outcome = await work(PostgresTx(connection, hashed))
    except BaseException:  # being cancelled too leaves nothing open
        # Where the connection is lost, the server undoes it by itself.
        with suppress(asyncpg.PostgresError, *LOST):
            await transaction.rollback()
        raise
    try:
        await transaction.commit()
    except REFUSED:
        raise
    except Exception as error:  # whatever kept the answer, it may have been committed
        with suppress(asyncpg.InterfaceError):  # it is closed already
            connection.terminate()
        raise Unanswered(mark, outcome) from error
    return outcome


async def _mark(connection: Any) -> Mark:
    number, process_id = await connection.fetchrow("SELECT pg_current_xact_id()::text, pg_backend_pid()")
    return Mark(number, process_id)


async def was_committed(connection: Any, mark: Mark) -> bool | None:
    """Return whether a transaction was committed; None while the server still holds it open, which it then ends."""
    status = await connection.fetchval("SELECT pg_xact_status($1::text::xid8)", mark.number)
    if status == "in progress":
        # The COMMIT never arrived, and the server has not noticed that nobody is there any more.
        await connection.execute("SELECT pg_terminate_backend($1)", mark.process_id)
        return None
    return bool(status == "committed")
