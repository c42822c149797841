"""The SQL of each feature, loaded from `db/sql`: aiosql makes a function of every query."""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

import aiosql

from db import rows
from db.connection import Connection, Row, Tx

SQL = Path(__file__).parent / "sql"


class _Adapter:
    """How aiosql runs a query; parameters may be anything that `rows.encode` knows."""

    is_aio_driver = True

    def process_sql(self, _name: str, _operation: object, sql: str) -> str:
        return sql

    async def select(
        self, connection: Connection, _name: str, sql: str, parameters: Mapping[str, Any], _record: None = None
    ) -> AsyncIterator[Row]:
        for row in await connection.fetch(sql, rows.encode(parameters)):
            yield row

    async def select_one(
        self, connection: Connection, _name: str, sql: str, parameters: Mapping[str, Any], _record: None = None
    ) -> Row | None:
        found = await connection.fetch(sql, rows.encode(parameters))
        return found[0] if found else None

    async def select_value(
        self, connection: Connection, name: str, sql: str, parameters: Mapping[str, Any]
    ) -> object | None:
        row = await self.select_one(connection, name, sql, parameters)
        return row[0] if row else None

    async def insert_update_delete(self, tx: Tx, _name: str, sql: str, parameters: Mapping[str, Any]) -> int:
        return await tx.execute(sql, rows.encode(parameters))


def files() -> list[str]:
    """Return the name of every file of queries, as `load_queries` takes it."""
    return sorted(path.relative_to(SQL).with_suffix("").as_posix() for path in SQL.rglob("*.sql"))


@cache
def load_queries(name: str) -> Any:
    """Return the queries of `db/sql/<name>.sql`, one method each; a package's are in a folder of its name."""
    return aiosql.from_path(SQL / f"{name}.sql", _Adapter)  # type: ignore[arg-type]
