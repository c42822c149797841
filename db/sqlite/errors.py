"""SQLite's failures that are no fault of ours, by the names that everything above the database knows them by."""

from __future__ import annotations

import sqlite3

from rules.kit.errors import Busy, Damaged, Full

_NAMES: dict[int, type[Exception]] = {
    sqlite3.SQLITE_BUSY: Busy,
    sqlite3.SQLITE_LOCKED: Busy,
    sqlite3.SQLITE_FULL: Full,
    sqlite3.SQLITE_CORRUPT: Damaged,
    sqlite3.SQLITE_NOTADB: Damaged,
}
# Where the damage is in what SQLite quotes in its own words, Python cannot read those.
FAILED = (sqlite3.DatabaseError, UnicodeDecodeError)
# The lowest byte of SQLite's codes tells the kind, the others tell more of it.
_KIND = 0xFF


def named(error: Exception) -> Exception:
    """Return what a failure is called where it has a name; any other as it is."""
    if isinstance(error, UnicodeDecodeError):
        return Damaged()
    name = _NAMES.get((getattr(error, "sqlite_errorcode", None) or 0) & _KIND)
    return error if name is None else name()
