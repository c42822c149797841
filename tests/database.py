"""What tests do to a database that the bot never does."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from db.database import Database


@asynccontextmanager
async def writer_held(db: Database) -> AsyncIterator[None]:
    """Keep everybody from writing, as a commit that takes long does."""
    async with db._writer.turn:
        yield
