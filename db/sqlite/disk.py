"""Whether the disk a file stands on outlives a deploy, as far as the system tells."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

MOUNTS = Path("/proc/self/mountinfo")
# What a container writes over its image, and what is memory.
FLEETING = {"overlay", "aufs", "tmpfs", "ramfs"}
_OCTAL = re.compile(r"\\([0-7]{3})")


@dataclass(frozen=True, slots=True)
class Mount:
    """Where a file system is mounted, and which kind it is."""

    point: Path
    kind: str

    @property
    def is_fleeting(self) -> bool:
        """Whether what stands there goes with the container or with the machine's memory."""
        return self.kind in FLEETING


def mount_of(path: Path, mountinfo: str) -> Mount | None:
    """Return the mount that a file or folder is on; None where the table, as Linux writes it, has none for it."""
    at = path.resolve()
    mounts = [_read(line) for line in mountinfo.splitlines()]
    holding = [each for each in mounts if at.is_relative_to(each.point)]
    return max(holding, key=lambda each: len(each.point.parts), default=None)


def _read(line: str) -> Mount:
    fields, _, more = line.partition(" - ")
    point = _OCTAL.sub(lambda found: chr(int(found[1], 8)), fields.split()[4])
    return Mount(Path(point), more.split()[0])


def fleeting_mount(path: Path) -> Mount | None:
    """Return the mount a file is on, where that does not last; None where it does, or nobody can tell."""
    try:
        mount = mount_of(path, MOUNTS.read_text())
    except OSError:  # not Linux
        return None
    return mount if mount is not None and mount.is_fleeting else None
