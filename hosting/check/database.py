"""The database itself: whether it is sound, whether this OneReader may use it, and whether there are copies."""

from __future__ import annotations

import asyncio
import os
import shlex
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

from db import key, migrations
from db.connection import CannotOpen
from db.database import sqlite_path
from db.lock import is_held
from db.sqlite import copies
from db.sqlite.contents import begun_at
from hosting.check.environment import ANYBODY
from hosting.check.finding import Finding, fine, later, mend, note
from rules.kit.errors import Busy, Unavailable
from services import backups
from settings import Settings

OLD = timedelta(days=2)
RUNNING = fine("OneReader is running on it.")


def findings(settings: Settings, now: datetime) -> Iterator[Finding]:
    """Look through the database, also while the bot uses it."""
    if settings.is_shared:
        yield _of_server(settings.database_url)
    else:
        yield from _of_file(settings, now)


def _of_server(url: str) -> Finding:
    from db.postgres import looking  # asyncpg is loaded where it is used, and nowhere else

    try:
        return _of_version(asyncio.run(looking.version(url)))
    except Unavailable as away:
        return later(f"{away}.", "See that the server runs, and that this machine may reach it.")
    except CannotOpen as refused:
        return mend(f"PostgreSQL refuses: {refused}", "See what DATABASE_URL names, and what that account may do.")
    except (migrations.NewerDatabase, migrations.ChangedStep) as refused:
        return mend(*str(refused).split("\n", 1))


def _of_file(settings: Settings, now: datetime) -> Iterator[Finding]:
    database = sqlite_path(settings.database_url).absolute()
    if not database.exists():
        yield _of_none(database)
        return
    is_running = is_held(database)
    yield RUNNING if is_running else fine("Nobody has it open.")
    try:
        yield _of_version(copies.examine(database))
    except (migrations.NewerDatabase, migrations.ChangedStep) as refused:
        yield mend(*str(refused).split("\n", 1))
        return
    except Busy as held:
        yield later(f"{held}.", "Close that program, and check again.")
        return
    except copies.Unusable as found:
        way_back = backups.way_back(backups.newest_of(database))
        yield mend(str(found), f"Stop the bot, and put a copy in its place: {way_back}")
        return
    if older := backups.of_another(database):
        yield _of_older(database, older)
    if os.name == "posix" and database.stat().st_mode & ANYBODY:
        yield note("Others on this machine may read the database.", f"chmod 600 {shlex.quote(str(database))}")
    if not settings.privacy_key and not (database.parent / key.FILE_NAME).exists():
        yield note(
            f"The key that lay beside it is gone ({database.parent / key.FILE_NAME}).",
            "Put it back, else blocks on whoever was erased are forgotten.",
        )
    if settings.backup_keep:
        yield _of_copies(database, now, is_running=is_running)


def _of_none(database: Path) -> Finding:
    if lost := backups.of_another(database):
        return mend(
            f"There is no database at {database}, and beside it lie {len(lost)} copies of one.",
            f"Put the newest in its place: {backups.way_back(lost[0])}",
        )
    return note(
        f"There is no database at {database} yet.",
        "The first start makes it. If you have one: see that you are in the folder of bot.py, or restore a copy.",
    )


def _of_older(database: Path, older: list[Path]) -> Finding:
    return mend(
        f"{database} is newer than {len(older)} of its copies: they are of another database, which may be lost.",
        f"If it is, stop the bot and bring it back: {backups.way_back(older[0])}\n"
        f"If you began anew on purpose, remove them from {older[0].parent}: they hold what members erased since.",
    )


def _of_version(version: int) -> Finding:
    if not version:
        return note("The database is empty.", "The first start makes its tables, or `python bot.py move` fills it.")
    if version < (last := max(migrations.steps())):
        return note(
            f"The database is sound, and at version {version}; the next start brings it to {last}.",
            "Make a copy before: python bot.py backup FILE",
        )
    return fine(f"The database is sound, at version {version}.")


def _of_copies(database: Path, now: datetime, *, is_running: bool) -> Finding:
    """While the machine was off nobody made any: that they fail is only sure of a bot that runs."""
    at, newest = next(iter(copies.dated_copies(backups.named_after(database)).items()), (None, None))
    if at is not None and now - at <= OLD:
        return fine(f"The newest daily copy is of {at:%Y-%m-%d %H:%M} UTC: {newest}")
    since = "There is no daily copy yet" if at is None else f"The newest daily copy is of {at:%Y-%m-%d}: {newest}"
    way_out = "A running bot makes one five minutes after its start; if it does not, its log says why."
    waited_since = at or begun_at(database)
    is_late = is_running and (waited_since is None or now - waited_since > OLD)
    return (later if is_late else note)(f"{since}.", way_out)
