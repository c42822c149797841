"""Where the file stands: whether it lasts, whether SQLite may work there, and how much room there is."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

from db.database import sqlite_path
from db.sqlite.disk import IN_MEMORY, OF_A_CONTAINER, file_system_of
from hosting.account import as_account, name_of_owner
from hosting.check.finding import Finding, fine, mend, note
from settings import Settings

# SQLite's log is read through memory that processes share, which no network carries, and its locks get lost there.
OVER_A_NETWORK = {"nfs", "nfs4", "cifs", "smb3", "smbfs", "9p", "afs", "ceph", "glusterfs", "lustre", "virtiofs"}
OVER_A_NETWORK |= {"fuse.sshfs", "fuse.glusterfs", "fuse.s3fs", "fuse.gcsfuse", "fuse.rclone", "drvfs", "vboxsf"}
SYNCED = ("Dropbox", "OneDrive", "Google Drive", "iCloud", "Nextcloud")
LEAST_ROOM = 100 * 1024 * 1024
ROOM_FOR_COPIES = 3
LOCAL = "Set DATABASE_URL to a file on a disk of this machine."


def findings(settings: Settings) -> Iterator[Finding]:
    """Look at the folder of the database's file."""
    if settings.is_shared:
        yield fine("Everything is kept in PostgreSQL; no disk of this machine is needed.")
        return
    database = sqlite_path(settings.database_url).absolute()
    folder = next(each for each in database.parents if each.exists())
    if not folder.is_dir() or not os.access(folder, os.R_OK | os.W_OK | os.X_OK):
        yield mend(
            f"This account may not write into {folder}.",
            f"{as_account(name_of_owner(folder))}\nOr give the folder to the account that the bot runs as.",
        )
        return
    yield _kind_of_disk(database, folder)
    yield _room(database, folder)


def _kind_of_disk(database: Path, folder: Path) -> Finding:
    kind = file_system_of(folder)
    if kind in OVER_A_NETWORK:
        return mend(f"{database} is on a disk that is reached over a network ({kind}), where SQLite breaks.", LOCAL)
    if synced := next((name for name in SYNCED if name in str(database)), None):
        return mend(f"{synced} copies {database} while it is written, which breaks it.", LOCAL)
    if kind in IN_MEMORY:
        return mend(f"{database} is in memory ({kind}): at the next start of the machine it is gone.", LOCAL)
    if kind in OF_A_CONTAINER:
        return note(
            f"{database} is in the container itself ({kind}): a new container begins with nothing.",
            "Mount a volume there, or set DATABASE_URL to a file on one.",
        )
    return fine(f"{database} is on a disk of this machine{f' ({kind})' if kind else ''}.")


def _room(database: Path, folder: Path) -> Finding:
    size = database.stat().st_size if database.is_file() else 0
    free = shutil.disk_usage(folder).free
    if free < max(LEAST_ROOM, ROOM_FOR_COPIES * size):
        return mend(
            f"Only {free // 2**20} MiB are free in {folder}, and the database has {size // 2**20}.",
            "Make room: while the disk is full, nothing that members do can be kept.",
        )
    return fine(f"{free // 2**20} MiB are free there.")
