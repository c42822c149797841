"""Copies of a database's file: made while the bot uses it, and looked through before anybody relies on them."""

from __future__ import annotations

import errno
import os
import re
import secrets
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from pathlib import Path

from db import migrations
from db.sqlite.errors import FAILED, named
from rules.kit.errors import Busy, Damaged

BUSY_SECONDS = 10.0
# What SQLite keeps beside a file, and would take for the next one's of the same name.
BESIDE = ("-wal", "-shm", "-journal")
# What tells a file's copies apart.
AT = "-%Y-%m-%dT%H%M%SZ"
# A copy never takes more than half of what room there is: the bot itself needs some.
ROOM = 2


class Unusable(Exception):
    """A file is no database of OneReader's, or a damaged one; the text names it and says what ails it."""

    def __init__(self, path: Path, problem: str) -> None:
        super().__init__(f"{path} {problem}")
        self.path, self.problem = path, problem


class NotCopied(Exception):
    """A database could not be copied; the text says where to and why, `passes` whether it may work in a while."""

    def __init__(self, path: Path, to: Path, problem: str, *, passes: bool = False) -> None:
        super().__init__(f"{path} could not be copied to {to}: {problem}.")
        self.passes = passes


def examine(path: Path) -> int:
    """Look through a whole file and return the version of its tables.

    Raise Unusable, NewerDatabase or ChangedStep, and Busy where somebody else holds it.
    """
    if not path.is_file():
        raise Unusable(path, "is no file." if path.exists() else "does not exist.")
    if not os.access(path, os.R_OK):
        raise Unusable(path, "belongs to another account, which alone may read it.")
    if not path.stat().st_size:
        raise Unusable(path, "is empty.")
    try:
        with looking(path) as connection:
            taken = _steps_taken(connection)
            damage = _damage(connection, path)
    except FAILED as failed:
        if isinstance(named(failed), Busy):
            raise Busy from failed
        raise Unusable(path, what_ails(failed)) from failed
    if damage:
        raise Unusable(path, f"is damaged: {damage}.")
    migrations.check(taken, migrations.steps())
    return max(taken, default=0)


def what_ails(failed: Exception) -> str:
    """Say of a file that cannot be read whether it is a damaged one of ours or somebody else's."""
    if isinstance(failed, UnicodeDecodeError):
        return "is damaged: what it says of its tables cannot be read."
    is_another = getattr(failed, "sqlite_errorcode", None) == sqlite3.SQLITE_NOTADB
    if isinstance(named(failed), Damaged) and not is_another:
        return f"is damaged: {failed}."
    return f"is no database of OneReader's: {failed}."


def _damage(connection: sqlite3.Connection, path: Path) -> str | None:
    """Return the first damage found in a whole file, None where it is sound."""
    (page_bytes,) = connection.execute("PRAGMA page_size").fetchone()
    if path.stat().st_size % page_bytes:  # SQLite itself overlooks a page that lacks less than is in use of it
        return "its end is missing"
    return next((row[0] for row in connection.execute("PRAGMA integrity_check(1)") if row[0] != "ok"), None)


def is_ours(path: Path) -> bool:
    """Return whether a file is a database of OneReader's, sound or not."""
    try:
        with looking(path) as connection:
            return bool(_steps_taken(connection))
    except FAILED:
        return False


def copy(path: Path, to: Path) -> None:
    """Copy a database that may be in use, whole and for its owner alone; what stood at `to` is replaced at the end.

    Raise NotCopied.
    """
    try:
        _copy(path, to)
    except OSError as failed:
        raise NotCopied(path, to, failed.strerror or str(failed)) from failed
    except FAILED as failed:
        raise NotCopied(path, to, _why(path, failed), passes=isinstance(named(failed), Busy)) from failed
    except Unusable as found:
        raise NotCopied(path, to, f"the copy {found.problem.rstrip('.')}") from found
    except (migrations.NewerDatabase, migrations.ChangedStep) as refused:
        raise NotCopied(path, to, str(refused).rstrip(".")) from refused


def _why(path: Path, failed: Exception) -> str:
    """Say what kept a database from being copied: SQLite blames the copy for damage in what it copies."""
    if isinstance(named(failed), Busy):
        return str(failed)
    try:
        examine(path)
    except Unusable as found:
        return f"it {found.problem.rstrip('.')}"
    except (migrations.NewerDatabase, migrations.ChangedStep):
        pass  # that keeps nothing from being copied
    return str(failed)


def _copy(path: Path, to: Path) -> None:
    to.parent.mkdir(mode=0o700, exist_ok=True)
    part = to.with_name(f".{to.name}.{secrets.token_hex(4)}.part")
    if shutil.disk_usage(to.parent).free < ROOM * path.stat().st_size:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
    try:
        part.touch(mode=0o600, exist_ok=False)
        with looking(path) as connection:
            connection.execute("VACUUM INTO ?", (str(part),))
        examine(part)
        _keep_on_disk(part)
        part.replace(to)
        _keep_on_disk(to.parent)
    finally:
        part.unlink(missing_ok=True)


def dated(path: Path, at: datetime) -> Path:
    """Return what a copy is called that is one of several: the file's own name, with an instant in it."""
    return path.with_name(f"{path.stem}{at.strftime(AT)}{path.suffix}")


def dated_copies(path: Path) -> dict[datetime, Path]:
    """Return the copies that `dated` named after a file, the newest first; whatever lies beside them is left out."""
    ours = re.compile(re.escape(path.stem) + r"(-\d{4}-\d\d-\d\dT\d{6}Z)" + re.escape(path.suffix))
    named = [(found[1], each) for each in path.parent.glob("*") if (found := ours.fullmatch(each.name))]
    return {datetime.strptime(at, AT).replace(tzinfo=UTC): each for at, each in sorted(named, reverse=True)}


def prune(path: Path, keep: int, since: datetime | None) -> list[Path]:
    """Remove all but the newest of a file's dated copies; return what was removed.

    What was copied before `since`, when the database began, is of another one and stays: that one may have been lost.
    """
    old = [each for at, each in dated_copies(path).items() if since is None or at >= since][keep:]
    for each in old:
        each.unlink(missing_ok=True)
    return old


def put_in_place(copied: Path, path: Path, aside: Path) -> list[Path]:
    """Let a copy become the database; return what stood there, with what SQLite kept beside it. The lock is held."""
    kept = []
    for end in ("", *BESIDE):
        old = path.with_name(path.name + end)
        if old.exists():
            kept.append(old.replace(aside.with_name(aside.name + end)))
    copied.replace(path)
    _keep_on_disk(path.parent)
    return kept


@contextmanager
def looking(path: Path) -> Iterator[sqlite3.Connection]:
    """Open a file that is only looked at: it is neither made nor changed."""
    where = f"{path.resolve().as_uri()}?mode=ro"
    with closing(sqlite3.connect(where, uri=True, timeout=BUSY_SECONDS, isolation_level=None)) as connection:
        connection.row_factory = sqlite3.Row
        yield connection


def _steps_taken(connection: sqlite3.Connection) -> dict[int, str]:
    rows = connection.execute("SELECT * FROM schema_version")
    return {row["version"]: row["hash"] if "hash" in row.keys() else "" for row in rows}  # noqa: SIM118 - a Row's


def _keep_on_disk(path: Path) -> None:
    """Have the system write a file or a folder to its disk, where it can."""
    if not hasattr(os, "O_DIRECTORY") and path.is_dir():
        return  # Windows opens no folders
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
