"""A counted table, small in memory: of each entry a checksum and two counts, instead of 50,000 strings."""

from __future__ import annotations

from array import array
from dataclasses import dataclass
from pathlib import Path
from zlib import crc32

_SLOTS_AN_ENTRY = 2


@dataclass(frozen=True, slots=True)
class Counts:
    """How often each entry was counted on two sides, and how much was counted on each.

    An entry stands in the slot that its checksum names, or in the next one that was free.
    """

    totals: tuple[int, int]
    checksums: array[int]
    """0 in a free slot. Of other entries about one in 80,000 has the checksum of one of 50,000 that were counted."""
    first: array[int]
    second: array[int]

    def get(self, entry: str) -> tuple[int, int] | None:
        """Return both counts of an entry, None where it was not counted."""
        slot = self._slot(crc32(entry.encode()))
        return (self.first[slot], self.second[slot]) if self.checksums[slot] else None

    def put(self, entry: str, first: int, second: int) -> None:
        """Add an entry."""
        checksum = crc32(entry.encode())
        slot = self._slot(checksum)
        self.checksums[slot], self.first[slot], self.second[slot] = checksum, first, second

    def _slot(self, checksum: int) -> int:
        checksums = self.checksums
        last = len(checksums) - 1
        slot = checksum & last
        while (there := checksums[slot]) and there != checksum:
            slot = (slot + 1) & last
        return slot


def read_counts(path: Path) -> Counts:
    """Return the table that a file holds: entry, tab, count, tab, count in a line, the totals in the first."""
    with path.open(encoding="utf-8") as rows:
        slots = 1 << (_SLOTS_AN_ENTRY * sum(1 for _ in rows)).bit_length()
    with path.open(encoding="utf-8") as rows:
        _, *totals = next(rows).split("\t")
        counts = Counts((int(totals[0]), int(totals[1])), _zeros("I", slots), _zeros("H", slots), _zeros("H", slots))
        for row in rows:
            entry, first, second = row.rsplit("\t", 2)
            counts.put(entry, int(first), int(second))
    return counts


def _zeros(kind: str, count: int) -> array[int]:
    return array(kind, [0]) * count
