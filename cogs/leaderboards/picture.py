"""A board as bars, each with its name: what the typeface cannot write stands in the card below."""

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
    shortened_to,
    text_width,
)

FIRST_ROW, ROW, BAR = 116, 62, 48
RANK_WIDTH = 62
LEAST_BAR = 14  # the least to be seen


@dataclass(frozen=True, slots=True)
class Bar:
    """One place: its rank, its length from 0 to 1, its value in words, and whose it is; empty where no name is drawn.

    Bars without a rank all look alike. Where nothing was promised what is missing to the whole does not show.
    """

    rank: int | None
    share: float
    value: str
    name: str = ""
    shows_rest: bool = True


@dataclass(frozen=True, slots=True)
class BoardPicture:
    """A board's top, in its order."""

    file_name: ClassVar[str] = "board.png"

    title: str
    span: str
    bars: tuple[Bar, ...]

    @property
    def alt(self) -> str:
        """Say what the picture says."""
        places = "; ".join(
            f"{'' if bar.rank is None else f'{bar.rank}. '}{bar.name or 'named below'}, {bar.value}"
            for bar in self.bars
        )
        return f"Bar chart, {self.title}, {self.span}: {places or 'nobody yet'}."

    def draw(self) -> bytes:
        """Return the picture as PNG, 800 pixels wide, one row for each place."""
        canvas = Canvas(FIRST_ROW + max(1, len(self.bars)) * ROW + 18)
        canvas.text((MARGIN, 74), self.title, 44, strong=True)
        canvas.text((WIDTH - MARGIN, 74), self.span, MEDIUM, QUIET, anchor="rs")
        size = min((fitting(bar.value, MEDIUM, 300) for bar in self.bars), default=MEDIUM)
        values = max((text_width(bar.value, size) for bar in self.bars), default=0.0)
        for number, bar in enumerate(self.bars):
            _draw_bar(canvas, bar, FIRST_ROW + number * ROW, WIDTH - MARGIN - values - 22, max(size, SMALL))
        return canvas.png()


def _draw_bar(canvas: Canvas, bar: Bar, top: float, right: float, size: int) -> None:
    left, foot, first = MARGIN + (0 if bar.rank is None else RANK_WIDTH), top + BAR / 2 + 11, bar.rank == 1
    if bar.rank is not None:
        rank_size = fitting(str(bar.rank), 34, RANK_WIDTH - 12)
        canvas.text((MARGIN, foot), str(bar.rank), rank_size, LEAF if first else WHITE, strong=first)
    if bar.shows_rest:
        canvas.box((left, top), (right, top + BAR), TRACK, rounded=10)
    length = max(LEAST_BAR, (right - left) * min(1.0, max(0.0, bar.share)))
    canvas.box((left, top), (left + length, top + BAR), LEAF_SHADE, rounded=min(10.0, length / 2))
    if first:  # an edge: the leader stands out without relying on a colour
        canvas.box((left, top), (left + length, top + BAR), LEAF, rounded=min(10.0, length / 2), outline=4)
    name = shortened_to(right - left - 36, bar.name or "(named below)", MEDIUM)
    canvas.text((left + 18, foot), name, MEDIUM, WHITE, strong=first and bool(bar.name))
    canvas.text((WIDTH - MARGIN, foot), bar.value, size, WHITE, anchor="rs", strong=first)
