"""PostgreSQL's failures that pass, by the names that everything above the database knows them by."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import asyncpg

from db.connection import CannotOpen
from rules.kit.errors import Busy, Full, Unreachable

# Two transactions that could not both be true of one order, or wait for each other; and a key that was free when its
# transaction began. The same work, run again, finds what the other left.
CONFLICTS = (asyncpg.SerializationError, asyncpg.DeadlockDetectedError, asyncpg.UniqueViolationError)

# The connection is gone, or the server is going, coming, or for a while one that takes no changes. (What asyncpg calls
# an internal error is a connection whose server said goodbye and that is not closed yet.)
LOST = (
    OSError,
    asyncpg.InterfaceError,
    asyncpg.InternalClientError,
    asyncpg.PostgresConnectionError,
    asyncpg.OperatorInterventionError,
    asyncpg.TooManyConnectionsError,
    asyncpg.ReadOnlySQLTransactionError,
    asyncpg.LockNotAvailableError,
)


def named(error: Exception) -> Exception:
    """Return what a failure is called where it is one that passes; any other as it is."""
    if isinstance(error, asyncpg.DiskFullError):
        return Full()
    if isinstance(error, LOST):
        return Unreachable()
    if isinstance(error, asyncpg.SerializationError | asyncpg.DeadlockDetectedError):
        return Busy()
    return error


@contextmanager
def opening() -> Iterator[None]:
    """Name what keeps a server from being used. Raise CannotOpen, or Unreachable where that passes."""
    try:
        yield
    except LOST as error:
        raise named(error) from error
    except (asyncpg.PostgresError, ValueError) as error:
        raise CannotOpen(f"{type(error).__name__}: {error}") from error
