"""A year of writing as a calendar; each kind of day has a shape of its own, so that no colour is needed."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date, timedelta
from typing import ClassVar

from cogs.kit import text
from cogs.kit.pictures.canvas import (
    FAINT,
    ICE,
    LARGE,
    LEAF,
    MARGIN,
    MEDIUM,
    NIGHT,
    QUIET,
    SMALL,
    WHITE,
    WIDTH,
    Canvas,
    Point,
    text_width,
)
from rules.streaks.streak import Mark

# A phone cannot show 53 columns of a day each: the year stands in two bands.
BANDS = 2
PITCH = 26
HALF = 10.0  # of a day's shape
GRID_LEFT = MARGIN + 30
FIRST_BAND, BAND_HEIGHT = 168, 236
LEGEND_TOP, LEGEND_ROW, LEGEND_COLUMNS = FIRST_BAND + BANDS * BAND_HEIGHT - 26, 42, 3
WEEKDAY_ROWS = (0, 2, 4, 6)

# The marks that are explained, in the words the week's line uses, in this order.
WORDS = {
    Mark.KEPT: "written",
    Mark.BONUS: "extra",
    Mark.FROZEN: "frozen",
    Mark.MISSED: "missed",
    Mark.PAUSED: "paused",
    Mark.RESTING: "resting",
    Mark.OPEN: "today, open",
    Mark.UNPLANNED: "free",
}


@dataclass(frozen=True, slots=True)
class YearPicture:
    """The marks of consecutive days, `today` last."""

    file_name: ClassVar[str] = "year.png"

    today: date
    marks: tuple[Mark, ...]

    @property
    def alt(self) -> str:
        """Say what the picture says."""
        counts = self._counts()
        told = [f"{text.number(amount)} {WORDS[mark]}" for mark, amount in counts.items()]
        return (
            f"Calendar of the year to {text.full_day(self.today)}: {text.count(self._written(), 'day')} with writing"
            + (f". Day by day: {text.listing(told)}." if told else ".")
        )

    def _counts(self) -> dict[Mark, int]:
        found = Counter(self.marks)
        return {mark: found[mark] for mark in WORDS if found[mark]}

    def _written(self) -> int:
        return sum(mark in (Mark.KEPT, Mark.BONUS) for mark in self.marks)

    def draw(self) -> bytes:
        """Return the picture as PNG, 800 pixels wide; its height depends on how many kinds of day there are."""
        counts = self._counts()
        rows = -(-len(counts) // LEGEND_COLUMNS)
        canvas = Canvas(LEGEND_TOP + rows * LEGEND_ROW + 22)
        written = text.number(self._written())
        canvas.text((MARGIN, 76), written, LARGE, strong=True)
        words = f"{'day' if self._written() == 1 else 'days'} written in the year to today"
        canvas.text((MARGIN + text_width(written, LARGE) + 16, 76), words, MEDIUM, QUIET)
        self._days(canvas)
        for number, (mark, amount) in enumerate(counts.items()):
            row, column = divmod(number, LEGEND_COLUMNS)
            x = MARGIN + HALF + column * (WIDTH - 2 * MARGIN) / LEGEND_COLUMNS
            y = LEGEND_TOP + row * LEGEND_ROW + 18.0
            _draw_mark(canvas, (x, y), mark)
            name = WORDS[mark] if mark in (Mark.OPEN, Mark.RESTING) else f"{WORDS[mark]} {text.number(amount)}"
            canvas.text((x + 24, y + 9), name, SMALL, QUIET)
        return canvas.png()

    def _days(self, canvas: Canvas) -> None:
        first = self.today - timedelta(days=len(self.marks) - 1)
        monday = first - timedelta(days=first.weekday())
        weeks = (self.today - monday).days // 7 + 1
        per_band = -(-weeks // BANDS)
        for band in range(BANDS):
            for row in WEEKDAY_ROWS:
                y = FIRST_BAND + band * BAND_HEIGHT + row * PITCH + 9
                canvas.text((MARGIN + 10, y), text.WEEKDAYS[row][0], 22, QUIET, anchor="ms")
        free_from = [0.0] * BANDS
        for number, mark in enumerate(self.marks):
            day = first + timedelta(days=number)
            band, column = divmod((day - monday).days // 7, per_band)
            x = GRID_LEFT + column * PITCH + PITCH / 2
            top = FIRST_BAND + band * BAND_HEIGHT
            at = (x, top + day.weekday() * PITCH)
            _draw_mark(canvas, at, mark)
            name = text.MONTHS[day.month - 1][:3]
            width = text_width(name, SMALL)
            is_named = day.day == 1 or (number == 0 and day.day <= 15)
            if is_named and free_from[band] <= x - HALF and x - HALF + width <= WIDTH - 8:
                canvas.text((x - HALF, top - 22), name, SMALL, QUIET)
                free_from[band] = x - HALF + width + 4
            if day == self.today:
                canvas.box((x - 13, at[1] - 13), (x + 13, at[1] + 13), WHITE, rounded=6, outline=2)


def _draw_mark(canvas: Canvas, at: Point, mark: Mark) -> None:
    x, y = at
    if mark is Mark.KEPT:
        canvas.box((x - HALF, y - HALF), (x + HALF, y + HALF), LEAF, rounded=4)
    elif mark is Mark.BONUS:
        reach = HALF + 1.5
        canvas.area([(x, y - reach), (x + reach, y), (x, y + reach), (x - reach, y)], LEAF)
    elif mark is Mark.FROZEN:
        canvas.box((x - HALF, y - HALF), (x + HALF, y + HALF), ICE, rounded=4)
        for across, down in ((0, 7), (6, 3.5), (6, -3.5)):
            canvas.line([(x - across, y - down), (x + across, y + down)], NIGHT, 2.2)
    elif mark is Mark.MISSED:
        canvas.ring(at, HALF - 1.5, QUIET, 2.5)
    elif mark is Mark.PAUSED:
        for down in (-4.5, 4.5):
            canvas.box((x - HALF + 1, y + down - 2), (x + HALF - 1, y + down + 2), QUIET, rounded=2)
    elif mark is Mark.RESTING:
        canvas.line([(x - 5, y - 5), (x + 5, y - 5), (x - 5, y + 5), (x + 5, y + 5)], WHITE, 2.5)
    elif mark is Mark.OPEN:
        canvas.text((x, y + 8), "?", 22, WHITE, anchor="ms", strong=True)
    elif mark is Mark.UNPLANNED:
        canvas.disc(at, 3.4, FAINT)
