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
from db.sqlite.contents import Contents, contents, mark_as_restored
from db.sqlite.errors import FAILED
from hosting.account import as_account, name_of_owner
from hosting.answer import Answer
from hosting.backup import ON_POSTGRES
from process import MEND, TRY_LATER
from rules.kit.errors import Busy
from services.backups import named_after, way_back

PATIENCE_SECONDS = 0.0
OFFERED = 7
NEXT = (
    "What came after that is not in it; whoever erased themselves since is back: ask them to do it again.\n"
    "Start the bot."
)


def restore(database_url: str, file: Path | None, now: datetime) -> Answer:
    """Look the copy through, put it in the database's place, and keep what stood there."""
    if is_shared(database_url):
        return Answer(ON_POSTGRES, MEND)
    database, status = sqlite_path(database_url).absolute(), MEND
    if file is None or not file.is_file():
        return Answer(_offer(database, file), MEND)
    try:
        if refusal := _refusal(database, file):
            return Answer(refusal, MEND)
        copies.examine(file)
        return Answer(_in_place_of(database, file, now))
    except (copies.Unusable, NewerDatabase, ChangedStep, copies.NotCopied) as refused:
        sentence = str(refused)
    except FAILED as failed:
        sentence = f"{file} {copies.what_ails(failed)}"
    except AlreadyRunning:
        status, sentence = TRY_LATER, f"OneReader is running on {database}. Stop it, restore, and start it again."
    except Busy as held:
        status, sentence = TRY_LATER, f"{file} cannot be read yet: {held}."
    except PermissionError:
        raise  # the terminal says whose it is
    except OSError as failed:
        sentence = f"{database.parent} cannot be used: {failed.strerror}."
    return Answer(f"{sentence}\nNothing was changed.", status)


def _offer(database: Path, file: Path | None) -> str:
    """Say which copies there are, where none was named that is one: those in a folder that was, else the daily ones."""
    within = file / database.name if file is not None and file.is_dir() else named_after(database)
    found = list(copies.dated_copies(within).values())[:OFFERED]
    problem = "Name the copy." if file is None else f"{file} {'is no file' if file.exists() else 'does not exist'}."
    if not found:
        return f"{problem} There are none in {within.parent.absolute()}."
    return "\n".join([f"{problem} There are, the newest first:", *(way_back(each) for each in found)])


def _refusal(database: Path, file: Path) -> str | None:
    """Say why a file may not become the database, or not by whoever asks for it."""
    if file.exists() and identity(file) == identity(database):
        return f"{file} is the database itself. Name a copy of it."
    folder = next(each for each in database.absolute().parents if each.exists())
    if hasattr(os, "geteuid") and os.geteuid() == 0 != folder.stat().st_uid:
        owner = name_of_owner(folder)
        return f"{folder} belongs to {owner}, who could not read what root puts there.\n{as_account(owner)}"
    return None


def _in_place_of(database: Path, file: Path, now: datetime) -> str:
    """Put a copy of the file in the database's place, and say what became of both."""
    database.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    lock = FileLock(database)
    aside = copies.dated(database.with_stem(f"{database.stem}-before"), now)
    copied = database.with_name(f"{database.name}.restoring")
    asyncio.run(lock.take(PATIENCE_SECONDS))
    try:
        copies.copy(file, copied)
        mark_as_restored(copied, now)
        held = contents(copied)
        kept = copies.put_in_place(copied, database, aside)
    finally:
        lock.release()
    return f"{database} is now what {file} holds: {_told(held)}.\n{_of_kept(kept)}\n{NEXT}"


def _told(held: Contents) -> str:
    """Say how much is in a copy, and until when the bot wrote into it."""
    newest = f", the newest of {held.newest_on}" if held.newest_on else ""
    until = "" if held.alive_at is None else f", as it was on {held.alive_at:%Y-%m-%d at %H:%M} UTC"
    return f"members: {held.members}, entries: {held.entries}{newest}{until}"


def _of_kept(kept: list[Path]) -> str:
    if not kept:
        return "There was no database in that place before."
    database, *beside = kept
    with_it = f", with {' and '.join(each.name for each in beside)} beside it" if beside else ""
    return f"What stood there is kept as {database}{with_it}; remove it all once all is well."
