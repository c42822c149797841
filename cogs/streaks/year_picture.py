"""What somebody wrote, day by day, from their first entry on: a year at most."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date, timedelta
from typing import ClassVar, NamedTuple

from cogs.kit import text
from cogs.kit.pictures.canvas import (
    LARGE,
    MARGIN,
    MEDIUM,
    QUIET,
    SMALL,
    WHITE,
    WIDTH,
    Canvas,
    Point,
    fitting,
    text_width,
)
from cogs.streaks.day_marks import QUIET_MARKS, WORDS, WRITTEN, draw_day
from rules.streaks.shades import Shade
from rules.streaks.streak import Mark

DAYS = 7
GRID_LEFT = MARGIN + 36
FIRST_BAND = 168
# A phone cannot show 53 columns of a day each: more weeks than these stand in two bands.
WIDEST_BAND = 27
WIDEST_DAY = 52
LEGEND_ROW, LEGEND_COLUMNS = 42, 3
WEEKDAY_ROWS = (0, 2, 4, 6)


class _Grid(NamedTuple):
    """Where the days stand: in bands of so many weeks, so far apart."""

    monday: date
    bands: int
    weeks: int
    pitch: float

    @property
    def band_height(self) -> float:
        """From one band to the next, its months' names included."""
        return DAYS * self.pitch + 54

    def place(self, day: date) -> tuple[int, Point]:
        """Return the band of a day, and where it stands."""
        band, column = divmod((day - self.monday).days // DAYS, self.weeks)
        top = FIRST_BAND + band * self.band_height
        return band, (GRID_LEFT + (column + 0.5) * self.pitch, top + day.weekday() * self.pitch)


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
        grid, counts = self._grid(), self._counts()
        legend_top = FIRST_BAND + grid.bands * grid.band_height - 42
        rows = -(-(len(counts) + 1) // LEGEND_COLUMNS)
        canvas = Canvas(round(legend_top + rows * LEGEND_ROW + 22))
        self._title(canvas)
        self._days(canvas, grid)
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

    def _grid(self) -> _Grid:
        monday = self.first - timedelta(days=self.first.weekday())
        last = self.first + timedelta(days=len(self.marks) - 1)
        weeks = max(1, (last - monday).days // DAYS + 1)
        bands = 1 if weeks <= WIDEST_BAND else 2
        in_band = -(-weeks // bands)
        return _Grid(monday, bands, in_band, min(WIDEST_DAY, (WIDTH - MARGIN - GRID_LEFT) / in_band))

    def _days(self, canvas: Canvas, grid: _Grid) -> None:
        for band in range(grid.bands):
            for row in WEEKDAY_ROWS:
                y = FIRST_BAND + band * grid.band_height + row * grid.pitch + 9
                canvas.text((MARGIN + 10, y), text.WEEKDAYS[row][0], SMALL, QUIET, anchor="ms")
        free_from = [0.0] * grid.bands
        half = grid.pitch * 0.4
        for number, mark in enumerate(self.marks):
            day = self.first + timedelta(days=number)
            band, (x, y) = grid.place(day)
            draw_day(canvas, (x, y), half, mark, self.shades[number] if self.shades else Shade.USUAL)
            if day.day == 1 or (number == 0 and day.day <= 15):
                top = FIRST_BAND + band * grid.band_height
                free_from[band] = _month(canvas, day, (x - half, top - half - 12), free_from[band])
            if day == self.today:
                reach = half + 3
                canvas.box((x - reach, y - reach), (x + reach, y + reach), WHITE, rounded=6, outline=2)

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


def _month(canvas: Canvas, day: date, at: Point, free_from: float) -> float:
    """Write a month's name over its first day where there is room; return from where there is room again."""
    name = text.MONTHS[day.month - 1][:3]
    ends = at[0] + text_width(name, SMALL)
    if at[0] < free_from or ends > WIDTH - 8:
        return free_from
    canvas.text(at, name, SMALL, QUIET)
    return ends + 4
