"""Looking at a PostgreSQL that may be in use, without changing anything."""

from __future__ import annotations

import asyncpg

from db import migrations
from db.postgres import dialect
from db.postgres.errors import opening

SECONDS = 10.0


async def version(url: str) -> int:
    """Return the version of the tables, 0 where there are none yet.

    Raise CannotOpen, Unreachable, NewerDatabase or ChangedStep.
    """
    with opening():
        connection = await asyncpg.connect(url, timeout=SECONDS, statement_cache_size=0)
        try:
            taken = dict(await connection.fetch("SELECT version, hash FROM schema_version"))
        except asyncpg.UndefinedTableError:
            taken = {}
        finally:
            await connection.close(timeout=SECONDS)
    migrations.check(taken, dialect.steps())
    return max(taken, default=0)
