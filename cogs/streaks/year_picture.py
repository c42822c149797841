"""What somebody wrote, day by day, from their first entry on: a year at most."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from cogs.kit import text
from cogs.kit.pictures.canvas import (
    LARGE,
    MARGIN,
    MEDIUM,
    QUIET,
    SMALL,
    WIDTH,
    Canvas,
    fitting,
    text_width,
)
from cogs.streaks.day_grid import DayGrid
from cogs.streaks.day_marks import QUIET_MARKS, WORDS, WRITTEN, draw_day
from rules.streaks.shades import Shade
from rules.streaks.streak import Mark

FIRST_BAND = 168
LEGEND_ROW, LEGEND_COLUMNS = 42, 3


@dataclass(frozen=True, slots=True)
class YearPicture:
    """The marks of consecutive days from `first` on, and how much was written on each."""

    file_name: ClassVar[str] = "year.png"

    today: date
    first: date
    marks: tuple[Mark, ...]
    shades: tuple[Shade, ...] = ()
    words: int = 0

    @property
    def alt(self) -> str:
        """Say what the picture says."""
        told = [f"{text.number(amount)} {WORDS[mark]}" for mark, amount in self._counts().items()]
        words = f" and {text.count(self.words, 'word')}" if self.words else ""
        return (
            f"Calendar from {text.full_day(self.first)} to {text.full_day(self.today)}: "
            f"{text.count(self._written(), 'day')} with writing{words}"
            + (f". Day by day: {text.listing(told)}." if told else ".")
        )

    def _counts(self) -> dict[Mark, int]:
        found = Counter(self.marks)
        return {mark: found[mark] for mark in WORDS if found[mark] and mark not in QUIET_MARKS}

    def _written(self) -> int:
        return sum(mark in WRITTEN for mark in self.marks)

    def draw(self) -> bytes:
        """Return the picture as PNG, 800 pixels wide; its height depends on how many days there are to show."""
        grid, counts = DayGrid.of(self.first, len(self.marks), FIRST_BAND), self._counts()
        legend_top = grid.bottom + 12
        rows = -(-(len(counts) + 1) // LEGEND_COLUMNS)
        canvas = Canvas(round(legend_top + rows * LEGEND_ROW + 22))
        self._title(canvas)
        grid.draw(canvas, self.marks, self.shades, self.today)
        self._legend(canvas, legend_top + 18, counts)
        return canvas.png()

    def _title(self, canvas: Canvas) -> None:
        written = text.number(self._written())
        canvas.text((MARGIN, 76), written, LARGE, strong=True)
        left = MARGIN + text_width(written, LARGE) + 16
        words = "day written" if self._written() == 1 else "days written"
        if self.words:
            words += f" · {text.count(self.words, 'word')}"
        canvas.text((left, 76), words, fitting(words, MEDIUM, WIDTH - MARGIN - left), QUIET)

    def _legend(self, canvas: Canvas, top: float, counts: dict[Mark, int]) -> None:
        marks = [mark for mark in counts if mark is not Mark.KEPT]
        for number, shade in enumerate(Shade):
            draw_day(canvas, (MARGIN + 10 + number * 26, top), 10, Mark.KEPT, shade)
        canvas.text((MARGIN + 84, top + 9), "little to much", SMALL, QUIET)
        for number, mark in enumerate(marks, start=1):
            row, column = divmod(number, LEGEND_COLUMNS)
            x = MARGIN + 10 + column * (WIDTH - 2 * MARGIN) / LEGEND_COLUMNS + (20 if row == 0 else 0)
            y = top + row * LEGEND_ROW
            draw_day(canvas, (x, y), 10, mark)
            name = WORDS[mark] if mark in (Mark.OPEN, Mark.RESTING) else f"{WORDS[mark]} {text.number(counts[mark])}"
            canvas.text((x + 24, y + 9), name, SMALL, QUIET)
