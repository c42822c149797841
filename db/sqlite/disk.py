"""Which kind of disk a file stands on, as far as the system tells."""

from __future__ import annotations

from pathlib import Path

MOUNTS = Path("/proc/mounts")
IN_MEMORY = {"tmpfs", "ramfs"}
OF_A_CONTAINER = {"overlay", "aufs"}


def file_system_of(folder: Path) -> str:
    """Return the kind of file system a folder is on; empty where that is not known."""
    return file_system(folder.resolve(), MOUNTS.read_text("utf-8") if MOUNTS.exists() else "")


def file_system(folder: Path, mounts: str) -> str:
    """Return the kind of file system a folder is on, as Linux lists them; empty where that is not known."""
    kinds = {}
    for line in mounts.splitlines():
        _, mounted, kind, *_ = line.split()
        kinds[Path(mounted.replace("\\040", " "))] = kind
    return next((kinds[each] for each in (folder, *folder.parents) if each in kinds), "")
