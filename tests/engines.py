"""Which engine a test runs on, and what it looks at from outside: the tables themselves, whoever keeps them."""

from __future__ import annotations

import pytest

from db.database import Database
from db.sqlite.engine import SqliteEngine

SQLITE, POSTGRESQL = "sqlite", "postgresql"
ENGINE = "--engine"


def sqlite_of(db: Database) -> SqliteEngine:
    """Return the engine of a database in a file; the test is about that, and is skipped on another."""
    if not isinstance(db.engine, SqliteEngine):
        pytest.skip("is about SQLite's file and its one writer")
    return db.engine
