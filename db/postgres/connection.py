"""PostgreSQL's connections, as everything above the engine knows them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from db.connection import Parameters, Row
from db.postgres.dialect import arguments, changed_rows, translated

Hashed = Callable[[int], str]


class PostgresTx:
    """A transaction, or what only looks: the server lets it change nothing then."""

    def __init__(self, connection: Any, hashed: Hashed) -> None:
        self._connection = connection
        self._hashed = hashed

    async def fetch(self, sql: str, parameters: Parameters = ()) -> Sequence[Row]:
        """Run a statement and return its rows."""
        statement = translated(sql)
        values = arguments(statement, parameters, self._hashed)
        found: Sequence[Row] = await self._connection.fetch(statement.sql, *values)
        return found

    async def execute(self, sql: str, parameters: Parameters = ()) -> int:
        """Run a statement and return how many rows it changed."""
        statement = translated(sql)
        values = arguments(statement, parameters, self._hashed)
        return changed_rows(await self._connection.execute(statement.sql, *values))
