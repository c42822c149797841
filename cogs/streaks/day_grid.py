"""Days in a picture as a calendar: a week a column, in as many bands as a phone needs."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import NamedTuple

from cogs.kit import text
from cogs.kit.pictures.canvas import MARGIN, QUIET, SMALL, WHITE, WIDTH, Canvas, Point, text_width
from cogs.streaks.day_marks import draw_day
from rules.streaks.shades import Shade
from rules.streaks.streak import Mark

DAYS = 7
LEFT = MARGIN + 36
MONTHS_HEIGHT = 54  # of the names over a band
# A phone cannot show 53 columns of a day each: more weeks than these stand in two bands.
WIDEST_BAND = 27
WIDEST_DAY = 52
MID_MONTH = 15  # the name of a month that began before the picture is not worth its room later
WEEKDAY_ROWS = (0, 2, 4, 6)


class DayGrid(NamedTuple):
    """Where the days from `first` on stand: in bands of so many weeks, so far apart."""

    first: date
    monday: date
    top: float
    bands: int
    weeks: int
    pitch: float

    @classmethod
    def of(cls, first: date, days: int, top: float) -> DayGrid:
        """Lay out so many days; `top` is where the first band's first row stands."""
        monday = first - timedelta(days=first.weekday())
        weeks = max(1, -(-((first - monday).days + days) // DAYS))
        bands = 1 if weeks <= WIDEST_BAND else 2
        in_band = -(-weeks // bands)
        return cls(first, monday, top, bands, in_band, min(WIDEST_DAY, (WIDTH - MARGIN - LEFT) / in_band))

    @property
    def right(self) -> float:
        """Where the last column ends."""
        return LEFT + self.weeks * self.pitch

    @property
    def bottom(self) -> float:
        """Where the last row ends."""
        return self._top_of(self.bands) - MONTHS_HEIGHT

    def draw(self, canvas: Canvas, marks: Sequence[Mark], shades: Sequence[Shade], today: date) -> None:
        """Draw the days, with the names of weekdays and months around them."""
        for band in range(self.bands):
            for row in WEEKDAY_ROWS:
                y = self._top_of(band) + row * self.pitch + 9
                canvas.text((MARGIN + 10, y), text.WEEKDAYS[row][0], SMALL, QUIET, anchor="ms")
        free_from = [0.0] * self.bands
        half = self.pitch * 0.4
        for number, mark in enumerate(marks):
            day = self.first + timedelta(days=number)
            band, (x, y) = self._place(day)
            draw_day(canvas, (x, y), half, mark, shades[number] if shades else Shade.USUAL)
            if self._is_named(day):
                over = x - half, self._top_of(band) - half - 12
                free_from[band] = _month(canvas, day, over, free_from[band])
            if day == today:
                reach = half + 3
                canvas.box((x - reach, y - reach), (x + reach, y + reach), WHITE, rounded=6, outline=2)

    def _is_named(self, day: date) -> bool:
        """Tell whether a month's name stands over a day: over its first Monday, or over the very first day."""
        if (day.year, day.month) == (self.first.year, self.first.month):
            return day == self.first and day.day <= MID_MONTH
        return day.weekday() == 0 and day.day <= DAYS

    def _top_of(self, band: int) -> float:
        return self.top + band * (DAYS * self.pitch + MONTHS_HEIGHT)

    def _place(self, day: date) -> tuple[int, Point]:
        band, column = divmod((day - self.monday).days // DAYS, self.weeks)
        return band, (LEFT + (column + 0.5) * self.pitch, self._top_of(band) + day.weekday() * self.pitch)


def _month(canvas: Canvas, day: date, at: Point, free_from: float) -> float:
    """Write a month's name over its first whole week, if it fits; return from where there is room again."""
    name = text.MONTHS[day.month - 1][:3]
    ends = at[0] + text_width(name, SMALL)
    if at[0] < free_from or ends > WIDTH - 8:
        return free_from
    canvas.text(at, name, SMALL, QUIET)
    return ends + 4
