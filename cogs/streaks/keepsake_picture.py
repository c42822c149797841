"""A month or a year as one picture to keep or share."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from cogs.kit.pictures.canvas import LEAF, MARGIN, MEDIUM, QUIET, SMALL, WIDTH, Canvas, Point, text_width
from cogs.kit.text import in_marks
from cogs.streaks.day_grid import DayGrid
from cogs.streaks.day_marks import WRITTEN
from rules.streaks.shades import Shade
from rules.streaks.streak import Mark

FACTS_TOP, FACT_ROW, FACT_COLUMNS = 140, 50, 2
# A month leaves room beside it.
BESIDE, FACT_ROW_BESIDE, WIDEST_WITH_FACTS_BESIDE = 48, 64, 6
LINE_ROW, MOST_LINES = 40, 3


@dataclass(frozen=True, slots=True)
class KeepsakePicture:
    """A title, what it came to as amounts with their words, the days, and a line that a reader noticed."""

    file_name: ClassVar[str] = "keepsake.png"

    title: str
    facts: tuple[tuple[str, str], ...]
    today: date
    first: date
    marks: tuple[Mark, ...]
    shades: tuple[Shade, ...]
    line: str = ""

    @property
    def alt(self) -> str:
        """Say what the picture says."""
        facts = ", ".join(f"{amount} {words}" for amount, words in self.facts)
        line = f" A reader noticed: {in_marks(self.line)}" if self.line else ""
        return f"{self.title}: {facts}, with a calendar of its days.{line}"

    def draw(self) -> bytes:
        """Return the picture as PNG, 800 pixels wide."""
        grid = self._grid()
        lines = wrapped(self.line, WIDTH - 2 * MARGIN)
        canvas = Canvas(round(grid.bottom + len(lines) * LINE_ROW + (46 if lines else 10)))
        canvas.text((MARGIN, 82), self.title, 48, LEAF, strong=True)
        for at, (amount, words) in zip(self._fact_places(grid), self.facts, strict=True):
            canvas.text(at, amount, 36, strong=True)
            canvas.text((at[0] + text_width(amount, 36) + 12, at[1]), words, MEDIUM, QUIET)
        # Only what was written: the rest needs explaining, and is nothing to hang on a wall.
        marks = tuple(Mark.KEPT if mark in WRITTEN else Mark.UNPLANNED for mark in self.marks)
        grid.draw(canvas, marks, self.shades, self.today)
        for number, line in enumerate(lines):
            canvas.text((MARGIN, grid.bottom + 32 + number * LINE_ROW), line, SMALL)
        return canvas.png()

    def _grid(self) -> DayGrid:
        grid = DayGrid.of(self.first, len(self.marks), FACTS_TOP + 32)
        if grid.weeks <= WIDEST_WITH_FACTS_BESIDE:
            return grid
        rows = -(-len(self.facts) // FACT_COLUMNS)
        return DayGrid.of(self.first, len(self.marks), FACTS_TOP + rows * FACT_ROW + 52)

    def _fact_places(self, grid: DayGrid) -> Iterator[Point]:
        for number in range(len(self.facts)):
            if grid.weeks <= WIDEST_WITH_FACTS_BESIDE:
                yield grid.right + BESIDE, grid.top + 12 + number * FACT_ROW_BESIDE
            else:
                row, column = divmod(number, FACT_COLUMNS)
                yield MARGIN + column * (WIDTH - 2 * MARGIN) / FACT_COLUMNS, FACTS_TOP + row * FACT_ROW


def wrapped(typed: str, width: float) -> list[str]:
    """Return a text in lines of that width, a few at most."""
    lines: list[str] = []
    for word in in_marks(typed).split() if typed else ():
        if lines and text_width(f"{lines[-1]} {word}", SMALL) <= width:
            lines[-1] += f" {word}"
        else:
            lines.append(word)
    if len(lines) > MOST_LINES:
        lines = [*lines[: MOST_LINES - 1], f"{lines[MOST_LINES - 1]}…”"]
    return lines
