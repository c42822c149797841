"""What a database's file holds, read without opening it as the bot does."""

from __future__ import annotations

import sqlite3
from contextlib import closing, suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from db import codec
from db.process import ALIVE_AT, BEGUN_AT, RESTORED_AT, STOPPED_CLEANLY
from db.sqlite.copies import looking
from db.sqlite.errors import FAILED

NOTED = "SELECT value FROM process WHERE name = ?"


@dataclass(frozen=True, slots=True)
class Contents:
    """How much is in a file, and until when the bot wrote into it."""

    members: int
    entries: int
    newest_on: str | None
    alive_at: datetime | None


def contents(path: Path) -> Contents:
    """Return how much is in a file that was looked through."""
    with looking(path) as file:
        ((members,),) = file.execute("SELECT count(*) FROM members")
        ((entries, newest_on),) = file.execute("SELECT count(*), max(day_on) FROM entries")
        return Contents(members, entries, newest_on, _instant(file, ALIVE_AT))


def begun_at(path: Path) -> datetime | None:
    """Return when the bot first started on a file; None where that is not known."""
    return _noted(path, BEGUN_AT)


def restored_at(path: Path) -> datetime | None:
    """Return when a file was last put in the database's place; None where it never was, or that is not known."""
    return _noted(path, RESTORED_AT)


def mark_as_restored(path: Path, now: datetime) -> None:
    """Let a copy say since when it is the database, and that the bot on it stopped cleanly.

    That it ran while it was copied tells of no accident.
    """
    # One from before the bot wrote down anything of itself has no such table.
    with suppress(sqlite3.OperationalError), closing(sqlite3.connect(path)) as file, file:
        file.execute(
            "INSERT OR REPLACE INTO process (name, value) SELECT ?, value FROM process WHERE name = ?",
            (STOPPED_CLEANLY, ALIVE_AT),
        )
        file.execute(
            "INSERT OR REPLACE INTO process (name, value) VALUES (?, ?)", (RESTORED_AT, codec.instant_to_text(now))
        )


def _noted(path: Path, name: str) -> datetime | None:
    try:
        with looking(path) as file:
            return _instant(file, name)
    except FAILED:
        return None


def _instant(file: sqlite3.Connection, name: str) -> datetime | None:
    try:
        found = file.execute(NOTED, (name,)).fetchone()
    except sqlite3.OperationalError:
        return None
    return None if found is None else codec.text_to_instant(found[0])
