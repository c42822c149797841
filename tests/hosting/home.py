"""A folder with a database in it, for tests of what becomes of files."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path


class Home:
    """A folder with a database in it that says `word`."""

    def __init__(self, url: str, folder: Path) -> None:
        self.url, self.folder = url, folder
        self.database = Path(url.removeprefix("sqlite:///"))

    def write(self, word: str, path: Path | None = None) -> None:
        self.note("word", word, path)

    def note(self, name: str, value: str, path: Path | None = None) -> None:
        with closing(sqlite3.connect(path or self.database)) as connection, connection:
            connection.execute("INSERT OR REPLACE INTO process (name, value) VALUES (?, ?)", (name, value))

    def word(self, path: Path | None = None) -> str:
        return self.noted("word", path) or ""

    def noted(self, name: str, path: Path | None = None) -> str | None:
        with closing(sqlite3.connect(path or self.database)) as connection:
            found = connection.execute("SELECT value FROM process WHERE name = ?", (name,)).fetchone()
        return None if found is None else str(found[0])

    def files(self) -> set[str]:
        return {each.name for each in self.folder.iterdir() if not each.name.endswith((".lock", "-wal", "-shm"))}


def break_the_words(path: Path) -> None:
    """Damage a database in bytes that SQLite quotes when it says what ails it: they are no text any more."""
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA journal_mode = DELETE")
        connection.execute("CREATE TABLE quoted_in_errors (id)")
    path.write_bytes(
        path.read_bytes().replace(b"quoted_in_errors", b"\xff\xff\xff\xff\xff\xff\xff\xff \xfe\xfe\xfe\xfe\xfe\xfe\xfe")
    )
