"""A goal's way as a line, against the even pace that would reach it on its last day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import ClassVar

from cogs.kit import text
from cogs.kit.pictures.canvas import (
    AMBER,
    FAINT,
    LARGE,
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
    Point,
    drawable,
    fitting,
    text_width,
)

HEIGHT = 500
TOP, BOTTOM = 190.0, 390.0
DOT = 15.0
LEFT, RIGHT = float(MARGIN), float(WIDTH - MARGIN)
ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class PacePicture:
    """An outcome goal with a deadline; `history` is its total at the end of each day it moved, oldest first.

    `days_ahead` is negative when behind, None where nothing is asked for any more.
    """

    file_name: ClassVar[str] = "pace.png"

    unit: str
    start: float
    amount: float
    total: float
    starts_on: date
    deadline_on: date
    today: date
    history: tuple[tuple[date, float], ...]
    days_ahead: int | None

    @property
    def alt(self) -> str:
        """Say what the picture says."""
        way = f"{text.number(self.total)} {self._rest(text.label(self.unit))}"
        parts = [f"Line chart of a goal: {way} on {text.full_day(self.today)}, {self._standing}."]
        if self.starts_on <= self.today <= self.deadline_on:
            even = self._even(self.today)
            parts.append(f"Even pace would be at {text.number(round(even) if even >= 10 else round(even, 1))}.")
        parts.append(
            f"It runs from {text.number(self.start)} on {text.full_day(self.starts_on)} "
            f"to the end of {text.full_day(self.deadline_on)}."
        )
        return " ".join(parts)

    @property
    def _goes_down(self) -> bool:
        return self.amount < self.start

    def _rest(self, unit: str) -> str:
        """Say behind the total what it is to become: "of 500 followers", "words, down to 90,000"."""
        if self._goes_down:
            return f"{unit}, down to {text.number(self.amount)}"
        return f"of {text.number(self.amount)} {text.one(unit) if self.amount == 1 else unit}"

    @property
    def _standing(self) -> str:
        if self.total <= self.amount if self._goes_down else self.total >= self.amount:
            return "reached"
        if self.days_ahead is None:
            return "its time is over" if self.today > self.deadline_on else "ended"
        if self.days_ahead == 0:
            return "on schedule"
        return f"{text.count(abs(self.days_ahead), 'day')} {'ahead' if self.days_ahead > 0 else 'behind'}"

    def _even(self, day: date) -> float:
        """Return where even pace stands as a day begins."""
        days = (self.deadline_on + ONE_DAY - self.starts_on).days
        return self.start + (self.amount - self.start) * (day - self.starts_on).days / max(1, days)

    def draw(self) -> bytes:
        """Return the picture as PNG, 800 by 500 pixels."""
        canvas = Canvas(HEIGHT)
        self._headline(canvas)
        scale = _Scale(self)
        even = (scale.at(self.starts_on, self.start), scale.at(self.deadline_on + ONE_DAY, self.amount))
        way = scale.way()
        canvas.area([*way, (way[-1][0], BOTTOM), (way[0][0], BOTTOM)], LEAF_SHADE)
        canvas.line([(LEFT, BOTTOM), (RIGHT, BOTTOM)], FAINT, 2)
        goal_y = even[1][1]
        canvas.line([(LEFT, goal_y), (RIGHT, goal_y)], FAINT, 2)
        canvas.text((LEFT, goal_y - 10), f"goal {text.number(self.amount)}", SMALL, QUIET)
        canvas.dashes(*even, WHITE, 3)
        canvas.line(way, LEAF, 6)
        if self.days_ahead and self.starts_on < self.today <= self.deadline_on:
            self._gap(canvas, way[-1], scale.at(self.today, self._even(self.today)))
        canvas.disc(way[-1], DOT, NIGHT)
        canvas.disc(way[-1], DOT - 4, LEAF)
        self._dates(canvas, scale)
        _legend(canvas)
        return canvas.png()

    def _headline(self, canvas: Canvas) -> None:
        total = text.number(self.total)
        rest = self._rest(drawable(self.unit))
        canvas.text((MARGIN, 72), total, LARGE, strong=True)
        x = MARGIN + text_width(total, LARGE) + 16
        size = fitting(rest, 36, RIGHT - x)
        while text_width(rest, size) > RIGHT - x and len(rest) > 1:
            rest = rest.rstrip("…")[:-1] + "…"
        canvas.text((x, 72), rest, size, QUIET)
        behind = self.days_ahead is not None and self.days_ahead < 0
        colour = AMBER if behind else LEAF
        if self._standing == "reached" or (self.days_ahead or 0) > 0:
            canvas.area([(MARGIN, 122), (MARGIN + 22, 122), (MARGIN + 11, 102)], colour)
        elif behind:
            canvas.area([(MARGIN, 102), (MARGIN + 22, 102), (MARGIN + 11, 122)], colour)
        else:
            canvas.disc((MARGIN + 11, 112), 10, colour)
        canvas.text((MARGIN + 36, 124), self._standing, MEDIUM, colour, strong=True)

    def _gap(self, canvas: Canvas, now: Point, even: Point) -> None:
        if abs(now[1] - even[1]) < 2 * DOT:
            return  # the two would cover each other
        canvas.line([now, even], AMBER if (self.days_ahead or 0) < 0 else LEAF, 3)
        canvas.disc(even, 9, NIGHT)
        canvas.ring(even, 9, WHITE, 3)

    def _dates(self, canvas: Canvas, scale: _Scale) -> None:
        years = self.starts_on.year != self.deadline_on.year
        first = text.short_day(self.starts_on, with_year=years)
        last = text.short_day(self.deadline_on, with_year=years)
        y = BOTTOM + 34
        canvas.text((LEFT, y), first, SMALL, QUIET)
        ends = max(scale.x(self.deadline_on + ONE_DAY), LEFT + text_width(first, SMALL) + text_width(last, SMALL) + 24)
        canvas.text((ends, y), last, SMALL, QUIET, anchor="rs")
        x = scale.x(scale.seen_on)
        half = text_width("today", SMALL) / 2 + 20
        if LEFT + text_width(first, SMALL) + half < x < ends - text_width(last, SMALL) - half:
            canvas.line([(x, BOTTOM - 5), (x, BOTTOM + 7)], WHITE, 3)
            canvas.text((x, y), "today", SMALL, WHITE, anchor="ms", strong=True)


class _Scale:
    """Where a day and a total lie on the picture."""

    def __init__(self, picture: PacePicture) -> None:
        self._picture = picture
        moved_on = max((day for day, _ in picture.history), default=picture.starts_on)
        self._ends_on = max(picture.deadline_on + ONE_DAY, moved_on)
        self.seen_on = max(picture.starts_on, min(picture.today, self._ends_on))
        totals = [picture.total, picture.start, picture.amount, *(total for _, total in picture.history)]
        self._low, self._high = min(totals), max(totals)

    def x(self, day: date) -> float:
        days = max(1, (self._ends_on - self._picture.starts_on).days)
        return LEFT + (RIGHT - LEFT) * (day - self._picture.starts_on).days / days

    def at(self, day: date, total: float) -> Point:
        way = (self._high - self._low) or 1.0
        return self.x(day), BOTTOM - (BOTTOM - TOP) * (total - self._low) / way

    def way(self) -> list[Point]:
        """Return the line: from the start through every day it moved, and level from the last one to today.

        A long goal moved on more days than there are pixels: one point for each pixel is enough.
        """
        picture = self._picture
        seen = [(max(day, picture.starts_on), total) for day, total in picture.history if day <= self.seen_on]
        moved = {round(point[0]): point for point in (self.at(day, total) for day, total in seen)}
        return [
            self.at(picture.starts_on, picture.start),
            *moved.values(),
            self.at(self.seen_on, picture.total),
        ]


def _legend(canvas: Canvas) -> None:
    y = HEIGHT - 28.0
    canvas.line([(LEFT + 3, y - 9), (LEFT + 47, y - 9)], LEAF, 6)
    canvas.text((LEFT + 62, y), "so far", SMALL, QUIET)
    x = LEFT + 62 + text_width("so far", SMALL) + 44
    canvas.dashes((x, y - 9), (x + 70, y - 9), WHITE, 3)
    canvas.text((x + 84, y), "even pace", SMALL, QUIET)
