"""A lock beside the database file: one bot at a time writes into it."""

from __future__ import annotations

import asyncio
import os
from pathlib import Path
from typing import IO

try:
    import fcntl
except ImportError:  # Windows has none: two bots on one file are not noticed there
    fcntl = None  # type: ignore[assignment]

RETRY_SECONDS = 0.2


class AlreadyRunning(Exception):
    """Another bot has the database open."""

    def __init__(self, path: Path) -> None:
        super().__init__(
            f"Another OneReader is running on {path}.\n"
            "Stop that one first; several at once need PostgreSQL. If it is just ending, start again in a moment."
        )


class FileLock:
    """Held by the running bot; it falls with the process, however that ends."""

    def __init__(self, database: Path) -> None:
        self._database = database
        self._file: IO[bytes] | None = None

    async def take(self, patience_seconds: float) -> None:
        """Take the lock, waiting so long for another to end. Raise AlreadyRunning."""
        self._database.parent.mkdir(parents=True, exist_ok=True)
        self._file = self._database.with_name(self._database.name + ".lock").open("ab")
        for _ in range(max(1, round(patience_seconds / RETRY_SECONDS))):
            if self._try_once():
                return
            await asyncio.sleep(RETRY_SECONDS)
        self.release()
        raise AlreadyRunning(self._database)

    def _try_once(self) -> bool:
        if fcntl is None or self._file is None:
            return True
        try:
            fcntl.flock(self._file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            return False
        return True

    def release(self) -> None:
        """Let it go; a second time does nothing."""
        if self._file is not None:
            self._file.close()
            self._file = None


def is_held(database: Path) -> bool:
    """Return whether a bot runs on a database; nothing is made where none ever did."""
    file = database.with_name(database.name + ".lock")
    if fcntl is None or not file.exists():
        return False
    with file.open("rb") as opened:
        try:
            fcntl.flock(opened, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            return True
    return False


def identity(path: Path) -> tuple[int, int] | None:
    """Return what tells this very file from one put in its place; None where there is none."""
    try:
        found = os.stat(path)  # noqa: PTH116 - one call for both numbers
    except OSError:
        return None
    return found.st_dev, found.st_ino
