"""A day in a picture: each kind has a shape of its own, so that no colour is needed; written ones are shaded by words."""

from __future__ import annotations

from cogs.kit.pictures.canvas import FAINT, ICE, NIGHT, QUIET, SHADES, WHITE, Canvas, Point
from rules.streaks.shades import Shade
from rules.streaks.streak import Mark

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
WRITTEN = (Mark.KEPT, Mark.BONUS)
# What a picture says nothing of: a day that passed by is as quiet as one that was free.
QUIET_MARKS = (Mark.MISSED, Mark.UNPLANNED, Mark.FUTURE)


def draw_day(canvas: Canvas, at: Point, half: float, mark: Mark, shade: Shade = Shade.USUAL) -> None:
    """Draw one day around a point, as far as `half` to each side."""
    x, y = at
    if mark is Mark.KEPT:
        canvas.box((x - half, y - half), (x + half, y + half), SHADES[shade], rounded=half * 0.4)
    elif mark is Mark.BONUS:
        reach = half * 1.15
        canvas.area([(x, y - reach), (x + reach, y), (x, y + reach), (x - reach, y)], SHADES[shade])
    elif mark is Mark.FROZEN:
        canvas.box((x - half, y - half), (x + half, y + half), ICE, rounded=half * 0.4)
        for across, down in ((0, 0.7), (0.6, 0.35), (0.6, -0.35)):
            ends = [(x - across * half, y - down * half), (x + across * half, y + down * half)]
            canvas.line(ends, NIGHT, half * 0.22)
    elif mark is Mark.MISSED:
        canvas.line([(x - half * 0.6, y), (x + half * 0.6, y)], FAINT, half * 0.3)
    elif mark is Mark.PAUSED:
        for down in (-0.45, 0.45):
            top = y + (down - 0.18) * half
            canvas.box((x - half * 0.9, top), (x + half * 0.9, top + 0.36 * half), QUIET, rounded=2)
    elif mark is Mark.RESTING:
        side = half / 2
        canvas.line(
            [(x - side, y - side), (x + side, y - side), (x - side, y + side), (x + side, y + side)], WHITE, 2.5
        )
    elif mark is Mark.OPEN:
        canvas.ring(at, half * 0.8, WHITE, half * 0.2)
    elif mark is Mark.FUTURE:
        canvas.disc(at, half * 0.18, FAINT)
    elif mark is Mark.UNPLANNED:
        canvas.disc(at, half * 0.34, FAINT)
