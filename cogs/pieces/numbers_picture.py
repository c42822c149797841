"""A piece's views, reads and claps over time: three lines that differ without colour, each named at its end."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import ClassVar

from cogs.kit import text
from cogs.kit.pictures.canvas import (
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
# Marks closer than this would run into each other.
BESIDE = 28.0
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
        title = text.in_marks(text.label(self.title, 100))
        return f"Line chart of {title} from {text.full_day(first)} to {text.full_day(last)}: {', '.join(ways)}."

    def _lines(self) -> dict[str, list[tuple[date, int]]]:
        """Return the known totals of each line that has any."""
        found = {
            name: [(each.day_on, each.told[name]) for each in self.history if name in each.told] for name in COLOURS
        }
        return {name: points for name, points in found.items() if points}

    def draw(self) -> bytes:
        """Return the picture as PNG, 800 by 460 pixels."""
        canvas = Canvas(HEIGHT)
        title = _fitted(drawable(self.title) or "Views, reads, claps", 40, WIDTH - 2 * MARGIN)
        canvas.text((LEFT, 74), title, 40, strong=True)
        scale = _Scale(self)
        lines = {name: scale.way(points) for name, points in self._lines().items()}
        if "reads" in lines:
            way = lines["reads"]
            canvas.area([*way, (way[-1][0], BOTTOM), (way[0][0], BOTTOM)], LEAF_SHADE)
        canvas.line([(LEFT, BOTTOM), (scale.right, BOTTOM)], FAINT, 2)
        for name, way in lines.items():
            _draw_line(canvas, name, way)
        _write_names(canvas, {name: way[-1] for name, way in lines.items()}, scale.names)
        years = scale.first.year != scale.last.year
        canvas.text((LEFT, BOTTOM + 40), text.short_day(scale.first, with_year=years), SMALL, QUIET)
        canvas.text((scale.right, BOTTOM + 40), text.short_day(scale.last, with_year=years), SMALL, QUIET, anchor="rs")
        return canvas.png()


class _Scale:
    """Where a day and a total lie on the picture; the lines end where their names need the room."""

    def __init__(self, picture: NumbersPicture) -> None:
        lines = picture._lines()
        self.first, self.last = picture.history[0].day_on, picture.history[-1].day_on
        self.names = {name: text.amount_of(points[-1][1], name) for name, points in lines.items()}
        self.right = WIDTH - MARGIN - NAME_GAP - max(text_width(words, MEDIUM) for words in self.names.values())
        self._days = max(1, (self.last - self.first).days)
        self._most = max(amount for points in lines.values() for _, amount in points) or 1

    def way(self, points: list[tuple[date, int]]) -> list[Point]:
        """Return a line through the points; of many that would touch, the latest is enough."""
        places = [self._at(day, amount) for day, amount in points]
        return [places[0], *{round(place[0] / BESIDE): place for place in places[1:]}.values()]

    def _at(self, day: date, amount: int) -> Point:
        x = LEFT + (self.right - LEFT) * (day - self.first).days / self._days
        return x, BOTTOM - (BOTTOM - TOP) * amount / self._most


def _write_names(canvas: Canvas, ends: dict[str, Point], names: dict[str, str]) -> None:
    """Write each line's name at the right, level with its end; move those apart that would touch."""
    right = max(x for x, _ in ends.values())
    least = TOP
    rows = sorted(ends, key=lambda name: (ends[name][1], list(COLOURS).index(name)))
    for still_to_come, name in zip(range(len(rows) - 1, -1, -1), rows, strict=True):
        middle = min(max(ends[name][1], least), BOTTOM - still_to_come * NAME_ROW)
        canvas.text((right + NAME_GAP, middle + 10), names[name], MEDIUM, COLOURS[name], strong=name == "reads")
        least = middle + NAME_ROW


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
