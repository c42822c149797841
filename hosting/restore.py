"""`python bot.py restore FILE`: a copy in the database's place, while the bot is stopped."""

from __future__ import annotations

import asyncio
import os
from datetime import datetime
from pathlib import Path

from db.database import is_shared, sqlite_path
from db.lock import AlreadyRunning, FileLock, identity
from db.migrations import ChangedStep, NewerDatabase
from db.sqlite import copies
from hosting.answer import Answer
from hosting.backup import ON_POSTGRES
from process import MEND, TRY_LATER
from rules.kit.errors import Busy

PATIENCE_SECONDS = 0.0


def restore(database_url: str, file: Path, now: datetime) -> Answer:
    """Look the copy through, put it in the database's place, and keep what stood there."""
    if is_shared(database_url):
        return Answer(ON_POSTGRES, MEND)
    database, status = sqlite_path(database_url), MEND
    try:
        if refusal := _refusal(database, file):
            return Answer(refusal, MEND)
        copies.examine(file)
        return Answer(_in_place_of(database, file, now))
    except (copies.Unusable, NewerDatabase, ChangedStep, copies.NotCopied) as refused:
        sentence = str(refused)
    except AlreadyRunning:
        status, sentence = TRY_LATER, f"OneReader is running on {database}. Stop it, restore, and start it again."
    except Busy as held:
        status, sentence = TRY_LATER, f"{file} cannot be read yet: {held}."
    except OSError as failed:
        sentence = f"{database.parent} cannot be used: {failed.strerror}."
    return Answer(f"{sentence}\nNothing was changed.", status)


def _refusal(database: Path, file: Path) -> str | None:
    """Say why a file may not become the database, or not by whoever asks for it."""
    if file.exists() and identity(file) == identity(database):
        return f"{file} is the database itself. Name a copy of it."
    folder = next(each for each in database.absolute().parents if each.exists())
    owner = folder.stat().st_uid
    if hasattr(os, "geteuid") and os.geteuid() == 0 != owner:
        return (
            f"{folder} belongs to another account (number {owner}), which could not read what root puts there.\n"
            f"Do the same as that account: sudo -u '#{owner}' …"
        )
    return None


def _in_place_of(database: Path, file: Path, now: datetime) -> str:
    """Put a copy of the file in the database's place, and say what became of both."""
    database.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    lock, before = FileLock(database), database.exists()
    aside = copies.dated(database.with_stem(f"{database.stem}-before"), now)
    copied = database.with_name(f"{database.name}.restoring")
    asyncio.run(lock.take(PATIENCE_SECONDS))
    try:
        copies.copy(file, copied)
        copies.put_in_place(copied, database, aside)
    finally:
        lock.release()
    kept = f"What stood there is kept as {aside}; remove it once all is well.\n" if before else ""
    return (
        f"{database} is now what {file} holds.\n{kept}"
        "Start the bot. Whoever erased themselves after that copy was made is back in it: ask them to do it again."
    )
