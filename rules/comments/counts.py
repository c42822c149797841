"""A counted table, small in memory: of each entry a checksum and two counts, instead of 50,000 strings."""

from __future__ import annotations

from array import array
from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path
from zlib import crc32

_SLOTS_AN_ENTRY = 1.5
"""At least; at most twice as many."""

Pair = tuple[int, int]
"""How often something was counted on either side."""


@dataclass(frozen=True, slots=True)
class Counts:
    """How often each entry was counted on two sides, and how much was counted on each.

    An entry stands in the slot that its checksum names, or in the next one that was free.
    """

    totals: Pair
    checksums: array[int]
    """0 in a free slot. Of other entries about one in 80,000 has the checksum of one of 50,000 that were counted."""
    numbers: array[int]
    """Of each slot, where in `pairs` its counts stand."""
    pairs: tuple[Pair, ...]
    """All counts that there are, once each: most entries share theirs with many."""

    def of(self, entries: Collection[str]) -> dict[str, Pair]:
        """Return the counts of each entry that was counted; a comment has a thousand, so little is done for one."""
        found = {}
        checksums, numbers, pairs, last = self.checksums, self.numbers, self.pairs, len(self.checksums) - 1
        for entry, checksum in zip(entries, map(crc32, map(str.encode, entries)), strict=True):
            slot = checksum & last
            while (there := checksums[slot]) and there != checksum:
                slot = (slot + 1) & last
            if there:
                found[entry] = pairs[numbers[slot]]
        return found


def read_counts(path: Path) -> Counts:
    """Return the table that a file holds: entry, tab, count, tab, count in a line, the totals in the first."""
    with path.open(encoding="utf-8") as rows:
        slots = 1 << int(_SLOTS_AN_ENTRY * sum(1 for _ in rows)).bit_length()
    checksums, numbers = array("I", [0]) * slots, array("H", [0]) * slots
    pairs: dict[Pair, int] = {}
    with path.open(encoding="utf-8") as rows:
        _, totals = _row(next(rows))
        for entry, pair in map(_row, rows):
            checksum = crc32(entry.encode())
            slot = checksum & (slots - 1)
            while checksums[slot]:
                slot = (slot + 1) & (slots - 1)
            checksums[slot], numbers[slot] = checksum, pairs.setdefault(pair, len(pairs))
    return Counts(totals, checksums, numbers, tuple(pairs))


def _row(row: str) -> tuple[str, Pair]:
    entry, first, second = row.rsplit("\t", 2)
    return entry, (int(first), int(second))
