"""How much of a thing one member keeps: enough for anybody who writes, and not for who would fill the disk."""

from __future__ import annotations

from enum import StrEnum

from rules.kit.errors import Refusal


class Kept(StrEnum):
    """What is counted, by the name members know it by."""

    GOALS = "goals"
    PIECES = "pieces"
    TIPS = "tips"
    BLOCKS = "blocks"


MOST_KEPT = {Kept.GOALS: 25, Kept.PIECES: 500, Kept.TIPS: 25, Kept.BLOCKS: 200}


class TooManyKept(Refusal):
    """One more of something than a member keeps."""

    def __init__(self, kept: Kept, most: int) -> None:
        super().__init__(kept.value, most)
        self.kept = kept
        self.most = most


def check_room(kept: Kept, count: int) -> None:
    """Raise TooManyKept for who has so many of something and wants one more."""
    if count >= MOST_KEPT[kept]:
        raise TooManyKept(kept, MOST_KEPT[kept])
