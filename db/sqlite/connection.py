"""SQLite's connections, as everything above the engine knows them."""

from __future__ import annotations

import sqlite3
from typing import cast

import aiosqlite

from db.connection import Parameters, Row
from db.sqlite.errors import FAILED, named


class Reader:
    """A connection that only looks; each statement is one trip to its thread."""

    def __init__(self, connection: aiosqlite.Connection) -> None:
        self._connection = connection

    async def fetch(self, sql: str, parameters: Parameters = ()) -> list[Row]:
        """Run a statement and return its rows. Raise Busy, Full or Damaged."""
        try:
            return cast("list[Row]", list(await self._connection.execute_fetchall(sql, parameters)))
        except FAILED as error:
            raise named(error) from error


class InThreadTx:
    """A transaction for code that is in the connection's thread already: nothing here ever waits."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    async def fetch(self, sql: str, parameters: Parameters = ()) -> list[Row]:
        """Run a statement and return its rows."""
        return self._connection.execute(sql, parameters).fetchall()

    async def execute(self, sql: str, parameters: Parameters = ()) -> int:
        """Run a statement and return how many rows it changed."""
        return self._connection.execute(sql, parameters).rowcount
