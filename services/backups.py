"""The copy of the database that the bot makes by itself each day, and how many of them it keeps."""

from __future__ import annotations

import asyncio
import logging
from datetime import datetime
from pathlib import Path

from db.database import is_shared, sqlite_path
from db.sqlite import copies

FOLDER = "backups"

log = logging.getLogger("onereader.backups")


def named_after(database: Path) -> Path:
    """Return the file in whose name a database's daily copies are made: in a folder of their own beside it."""
    return database.parent / FOLDER / database.name


async def back_up_today(database_url: str, keep: int, now: datetime) -> None:
    """Make the day's copy where there is none yet, and keep the newest; what ails that is said in the log.

    Nothing of a PostgreSQL, which has means of its own.
    """
    if not keep or is_shared(database_url):
        return
    database = sqlite_path(database_url)
    name = named_after(database)
    if any(at.date() >= now.date() for at in copies.dated_copies(name)):
        return
    made = copies.dated(name, now)
    try:
        await asyncio.to_thread(copies.copy, database, made)
    except copies.NotCopied as failed:
        log.error("Today's backup was not made: %s", failed)
    else:
        copies.prune(name, keep)
        log.info("Today's backup is %s", made)
