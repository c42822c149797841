"""SQLite's failures that pass, by the names that everything above the database knows them by."""

from __future__ import annotations

import sqlite3

from rules.kit.errors import Busy, Full

_NAMES: dict[int, type[Exception]] = {
    sqlite3.SQLITE_BUSY: Busy,
    sqlite3.SQLITE_LOCKED: Busy,
    sqlite3.SQLITE_FULL: Full,
}
# The lowest byte of SQLite's codes tells the kind, the others tell more of it.
_KIND = 0xFF


def named(error: Exception) -> Exception:
    """Return what a failure is called where it is one that passes; any other as it is."""
    name = _NAMES.get((getattr(error, "sqlite_errorcode", None) or 0) & _KIND)
    return error if name is None else name()
