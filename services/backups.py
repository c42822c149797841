"""The copy of the database that the bot makes by itself each day, and how many of them it keeps."""

from __future__ import annotations

import asyncio
import logging
import os
import shlex
from datetime import datetime
from pathlib import Path

from db.database import is_shared, sqlite_path
from db.sqlite import copies
from db.sqlite.contents import begun_at, restored_at

FOLDER = "backups"

OLDER_COPIES = (
    "%s IS NEWER THAN ITS COPIES: %s of them are of another database. If that one was lost, stop, and bring it back: "
    "%s\nIf you began anew on purpose, remove them; until then they are kept, with what members erased since."
)

log = logging.getLogger("onereader.backups")


def named_after(database: Path) -> Path:
    """Return the file in whose name a database's daily copies are made: in a folder of their own beside it."""
    return database.parent / FOLDER / database.name


def of_another(database: Path) -> list[Path]:
    """Return the daily copies that are older than the database, the newest first: all of them where there is none."""
    found = copies.dated_copies(named_after(database))
    if not database.is_file() or not database.stat().st_size:
        return list(found.values())
    since = begun_at(database)
    return [each for at, each in found.items() if since is not None and at < since]


def doubt(database_url: str) -> None:
    """Say loudly where copies are older than the database beside them: the one they are of may be lost."""
    if is_shared(database_url):
        return
    database = sqlite_path(database_url).absolute()
    if older := of_another(database):
        log.warning(OLDER_COPIES, database, len(older), way_back(older[0]))


def way_back(copy: Path | None) -> str:
    """Return what is typed to bring a copy back, with the bot stopped."""
    return f"python bot.py restore {'FILE' if copy is None else _quoted(copy)}"


def _quoted(path: Path) -> str:
    """Return a path as it is typed; Windows knows no single quotes, and its names have no double ones."""
    return f'"{path}"' if os.name == "nt" else shlex.quote(str(path))


def newest_of(database: Path) -> Path | None:
    """Return the newest daily copy."""
    return next(iter(copies.dated_copies(named_after(database)).values()), None)


async def back_up_today(database_url: str, keep: int, now: datetime) -> None:
    """Make the day's copy where there is none yet, and keep the newest; what ails that is said in the log.

    What was copied before a restore is of what stood there before it, also on that day. Nothing of a PostgreSQL, which
    has means of its own.
    """
    if not keep or is_shared(database_url):
        return
    database = sqlite_path(database_url)
    name = named_after(database)
    restored = restored_at(database)
    if any(at.date() >= now.date() and (restored is None or at >= restored) for at in copies.dated_copies(name)):
        return
    made = copies.dated(name, now)
    try:
        await asyncio.to_thread(copies.copy, database, made)
    except copies.NotCopied as failed:
        log.error("Today's backup was not made: %s", failed)
    else:
        copies.prune(name, keep, begun_at(database))
        log.info("Today's backup is %s", made)
