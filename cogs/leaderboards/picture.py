"""A board as bars. Names stay in the card's text: they come in every script, and the text can be tapped."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from cogs.kit.pictures.canvas import (
    LEAF,
    LEAF_SHADE,
    MARGIN,
    MEDIUM,
    QUIET,
    SMALL,
    TRACK,
    WHITE,
    WIDTH,
    Canvas,
    fitting,
    text_width,
)

FIRST_ROW, ROW, BAR = 122, 56, 34
RANK_WIDTH = 62
LEAST_BAR = 10  # the least to be seen


@dataclass(frozen=True, slots=True)
class Bar:
    """One place: its rank, its length from 0 to 1, and its value in words."""

    rank: int
    share: float
    value: str


@dataclass(frozen=True, slots=True)
class BoardPicture:
    """A board's top, best first."""

    file_name: ClassVar[str] = "board.png"

    title: str
    span: str
    bars: tuple[Bar, ...]

    @property
    def alt(self) -> str:
        """Say what the picture says."""
        ranked = ", ".join(f"{bar.rank}. {bar.value}" for bar in self.bars)
        return f"Bar chart, {self.title}, {self.span}, in the order of the names: {ranked or 'nobody yet'}."

    def draw(self) -> bytes:
        """Return the picture as PNG, 800 pixels wide, one row for each place."""
        canvas = Canvas(FIRST_ROW + max(1, len(self.bars)) * ROW + 14)
        canvas.text((MARGIN, 74), self.title, 44, strong=True)
        canvas.text((WIDTH - MARGIN, 74), self.span, MEDIUM, QUIET, anchor="rs")
        size = min((fitting(bar.value, MEDIUM, 300) for bar in self.bars), default=MEDIUM)
        values = max((text_width(bar.value, size) for bar in self.bars), default=0.0)
        left, right = MARGIN + RANK_WIDTH, WIDTH - MARGIN - values - 22
        for number, bar in enumerate(self.bars):
            top = FIRST_ROW + number * ROW
            middle = top + BAR / 2
            first = bar.rank == 1
            rank_size = fitting(str(bar.rank), 34, RANK_WIDTH - 12)
            canvas.text((MARGIN, middle + 12), str(bar.rank), rank_size, LEAF if first else WHITE, strong=first)
            canvas.box((left, top), (right, top + BAR), TRACK, rounded=BAR / 2)
            length = max(LEAST_BAR, (right - left) * min(1.0, max(0.0, bar.share)))
            ends = min(BAR, length) / 2
            canvas.box((left, top), (left + length, top + BAR), LEAF, rounded=ends)
            if not first:  # a hollow bar: the leader stands out without relying on a colour
                inner = ((left + 4, top + 4), (left + length - 4, top + BAR - 4))
                canvas.box(*inner, LEAF_SHADE, rounded=ends - 4)
            canvas.text((WIDTH - MARGIN, middle + 10), bar.value, max(size, SMALL), WHITE, anchor="rs", strong=first)
        return canvas.png()
