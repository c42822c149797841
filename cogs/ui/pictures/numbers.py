"""A piece's views, reads and claps over time: three lines that differ without colour, each named at its end."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import ClassVar

from cogs.ui import text
from cogs.ui.pictures.canvas import (
    FAINT,
    ICE,
    LEAF,
    LEAF_SHADE,
    MARGIN,
    MEDIUM,
    NIGHT,
    QUIET,
    SMALL,
    WHITE,
    WIDTH,
    Canvas,
    Colour,
    Point,
    drawable,
    text_width,
)
from rules.pieces import Numbers

HEIGHT = 460
TOP, BOTTOM = 120.0, 390.0
LEFT = float(MARGIN)
NAME_GAP = 24.0
MARK = 9.0
# Two names closer than this would run into each other.
NAME_ROW = 34.0
COLOURS: dict[str, Colour] = {"views": WHITE, "reads": LEAF, "claps": ICE}


@dataclass(frozen=True, slots=True)
class NumbersPicture:
    """A piece's totals on two days or more, oldest first."""

    file_name: ClassVar[str] = "numbers.png"

    title: str
    history: tuple[Numbers, ...]

    @property
    def alt(self) -> str:
        """Say what the picture says."""
        first, last = self.history[0].day_on, self.history[-1].day_on
        ways = []
        for name, points in self._lines().items():
            amounts = [text.number(amount) for _, amount in points]
            ways.append(f"{name} {f'from {amounts[0]} to {amounts[-1]}' if len(points) > 1 else f'at {amounts[0]}'}")
        return (
            f"Line chart of “{text.shortened(self.title)}” from {text.full_day(first)} to {text.full_day(last)}: "
            f"{', '.join(ways)}."
        )

    def _lines(self) -> dict[str, list[tuple[date, int]]]:
        """Return the known totals of each line that has any."""
        found = {
            "views": [(each.day_on, each.views) for each in self.history if each.views is not None],
            "reads": [(each.day_on, each.reads) for each in self.history if each.reads is not None],
            "claps": [(each.day_on, each.claps) for each in self.history if each.claps is not None],
        }
        return {name: points for name, points in found.items() if points}

    @property
    def _right(self) -> float:
        """Where the lines end: what their names need is left free."""
        names = (text.amount_of(points[-1][1], name) for name, points in self._lines().items())
        return WIDTH - MARGIN - NAME_GAP - max(text_width(name, MEDIUM) for name in names)

    def draw(self) -> bytes:
        """Return the picture as PNG, 800 by 460 pixels."""
        canvas = Canvas(HEIGHT)
        title = _fitted(drawable(self.title) or "Views, reads, claps", 40, WIDTH - 2 * MARGIN)
        canvas.text((LEFT, 74), title, 40, strong=True)
        lines = {name: [self._at(*point) for point in points] for name, points in self._lines().items()}
        if "reads" in lines:
            way = lines["reads"]
            canvas.area([*way, (way[-1][0], BOTTOM), (way[0][0], BOTTOM)], LEAF_SHADE)
        canvas.line([(LEFT, BOTTOM), (self._right, BOTTOM)], FAINT, 2)
        for name, way in lines.items():
            _draw_line(canvas, name, way)
        self._names(canvas, lines)
        self._dates(canvas)
        return canvas.png()

    def _at(self, day: date, amount: int) -> Point:
        first, last = self.history[0].day_on, self.history[-1].day_on
        most = max(amount for points in self._lines().values() for _, amount in points) or 1
        x = LEFT + (self._right - LEFT) * (day - first).days / max(1, (last - first).days)
        return x, BOTTOM - (BOTTOM - TOP) * amount / most

    def _names(self, canvas: Canvas, lines: dict[str, list[Point]]) -> None:
        """Write each line's name beside its end, the highest first, and move those apart that would touch."""
        amounts = {name: points[-1][1] for name, points in self._lines().items()}
        least = TOP
        rows = sorted(lines, key=lambda name: (lines[name][-1][1], list(COLOURS).index(name)))
        for number, name in enumerate(rows):
            still_to_come = len(rows) - number - 1
            middle = min(max(lines[name][-1][1], least), BOTTOM - still_to_come * NAME_ROW)
            words = text.amount_of(amounts[name], name)
            canvas.text((self._right + NAME_GAP, middle + 10), words, MEDIUM, COLOURS[name], strong=name == "reads")
            least = middle + NAME_ROW

    def _dates(self, canvas: Canvas) -> None:
        first, last = self.history[0].day_on, self.history[-1].day_on
        years = first.year != last.year
        canvas.text((LEFT, BOTTOM + 40), text.short_day(first, with_year=years), SMALL, QUIET)
        canvas.text((self._right, BOTTOM + 40), text.short_day(last, with_year=years), SMALL, QUIET, anchor="rs")


def _draw_line(canvas: Canvas, name: str, way: list[Point]) -> None:
    colour = COLOURS[name]
    if name == "views":
        for start, end in pairwise(way):
            canvas.dashes(start, end, colour, 3)
    else:
        canvas.line(way, colour, 6 if name == "reads" else 3)
    for x, y in way:
        canvas.disc((x, y), MARK + 3, NIGHT)
        if name == "views":
            canvas.ring((x, y), MARK, colour, 3)
        elif name == "reads":
            canvas.disc((x, y), MARK, colour)
        else:
            canvas.box((x - MARK + 1, y - MARK + 1), (x + MARK - 1, y + MARK - 1), colour)


def _fitted(words: str, size: int, width: float) -> str:
    while text_width(words, size) > width:
        words = words.rstrip("…")[:-1] + "…"
    return words
