"""`python bot.py backup FILE [--keep N]`: a copy of the database, also while the bot runs."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from db.database import is_shared, sqlite_path
from db.lock import identity
from db.sqlite import copies
from db.sqlite.contents import begun_at
from hosting.answer import Answer
from process import MEND, TRY_LATER

ON_POSTGRES = (
    "Everything is kept in PostgreSQL, which has means of its own: `pg_dump --format=custom --file=FILE` with the "
    "address in DATABASE_URL, and `pg_restore --clean` to bring it back."
)
ASK_CHECK = "`python bot.py check` says what ails the database, and which copy there is"


def backup(database_url: str, file: Path, keep: int | None, now: datetime) -> Answer:
    """Copy the database to a file, or to one of several that are kept."""
    if is_shared(database_url):
        return Answer(ON_POSTGRES, MEND)
    database = sqlite_path(database_url).absolute()
    to = file if keep is None else copies.dated(file, now)
    if refusal := _refusal(database, to):
        return Answer(refusal, MEND)
    try:
        copies.copy(database, to)
    except copies.NotCopied as failed:
        return Answer(f"{failed}\nNothing was changed; {ASK_CHECK}.", TRY_LATER if failed.passes else MEND)
    removed = [] if keep is None else copies.prune(file, keep, begun_at(database))
    return Answer("\n".join([f"Copied {database} to {to}.", *(f"Removed {each}, an older copy." for each in removed)]))


def _refusal(database: Path, to: Path) -> str | None:
    """Say why nothing may be written where it is asked for, and where it may."""
    if not database.is_file():
        return f"There is no database at {database} yet. Is this the folder of bot.py, and DATABASE_URL the one it has?"
    if to.is_dir() or not to.name:
        return f"{to} is a folder. Name the file too, such as {to / database.name}."
    if not to.parent.is_dir():
        return f"There is no folder {to.parent}. Make it first, or, if it is a disk's, see that the disk is there."
    if not to.exists():
        return None
    if not to.is_file():
        return f"{to} is a device or the like, and no file. Name a file."
    if identity(to) == identity(database) or to.name.startswith(tuple(database.name + end for end in copies.BESIDE)):
        return f"{to} is the database itself. Name another file."
    if to.stat().st_size and not copies.is_ours(to):
        return f"{to} is something else than a copy of OneReader's database. Name another file."
    return None
