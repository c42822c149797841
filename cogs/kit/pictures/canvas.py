"""What every picture is drawn with: one palette, one typeface, sizes that a phone can show.

Pillow takes 4 MB and 30 ms to import, so whoever draws first imports it.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from functools import lru_cache
from typing import TYPE_CHECKING

from cogs.kit import cards
from rules.kit.forms import in_form

if TYPE_CHECKING:
    from PIL import ImageFont

Colour = tuple[int, int, int]
Point = tuple[float, float]

# Discord shows a picture about 400 px wide on a phone: drawn at twice that, 26 px of type are 13 there.
WIDTH = 800
MARGIN = 36
SMALL, MEDIUM, LARGE = 26, 30, 52
# Pillow's lines have no soft edges: everything is drawn larger and scaled down once.
FINER = 2


def _mixed(colour: Colour, other: Colour, share: float) -> Colour:
    red, green, blue = (round(a + (b - a) * share) for a, b in zip(colour, other, strict=True))
    return red, green, blue


def _brighter(colour: Colour, times: float) -> Colour:
    red, green, blue = (min(255, round(part * times)) for part in colour)
    return red, green, blue


# The cards' colours, on a slate of their own: no hole in Discord's light theme, and no lamp in its dark one.
WHITE: Colour = (244, 246, 250)
NIGHT = _mixed(cards.INK.to_rgb(), (0, 0, 0), 0.42)
QUIET = _mixed(cards.INK.to_rgb(), WHITE, 0.55)
FAINT = _mixed(cards.INK.to_rgb(), NIGHT, 0.05)
TRACK = _mixed(cards.INK.to_rgb(), NIGHT, 0.65)
LEAF = _brighter(cards.LEAF.to_rgb(), 1.45)
LEAF_SHADE = _mixed(LEAF, NIGHT, 0.72)
# A day on which little was written, as usual, and much: each lighter than the one before.
SHADES = (_mixed(LEAF, NIGHT, 0.38), _mixed(LEAF, NIGHT, 0.08), _mixed(LEAF, WHITE, 0.68))
AMBER = _brighter(cards.AMBER.to_rgb(), 1.2)
ICE: Colour = (150, 200, 255)

# What Pillow's own typeface (Aileron) has beyond ASCII.
_MORE_LETTERS = "…·’"
LONGEST_DRAWN = 500
"""Characters of a text that are looked at: no picture has a line as wide."""


def drawable(typed: str) -> str:
    """Return a text in letters the typeface has: accents fall away, and a word in another script becomes empty."""
    letters = in_form("NFKD", typed, LONGEST_DRAWN)
    known = "".join(each for each in letters if each.isascii() or each in _MORE_LETTERS)
    lost = sum(each.isalpha() and each not in known for each in letters)
    return " ".join(known.split()) if not lost else ""


@lru_cache(maxsize=64)
def _font(size: int) -> ImageFont.FreeTypeFont:
    from PIL import ImageFont

    font = ImageFont.load_default(size=size * FINER)
    assert isinstance(font, ImageFont.FreeTypeFont), "Pillow was built without FreeType"
    return font


def text_width(text: str, size: int) -> float:
    """Return how wide a text is, in pixels of the finished picture."""
    return _font(size).getlength(text) / FINER


def shortened_to(width: float, text: str, size: int) -> str:
    """Return a text that is at most `width` wide, its end left out where it is longer."""
    if text_width(text, size) <= width:
        return text
    while text and text_width(f"{text}…", size) > width:
        text = text[:-1]
    return f"{text.rstrip()}…"


def fitting(text: str, size: int, width: float, least: int = SMALL) -> int:
    """Return the largest size up to `size` and down to `least` at which a text is at most `width` wide."""
    while size > least and text_width(text, size) > width:
        size -= 2
    return size


class Canvas:
    """A sheet to draw on; all measures are pixels of the finished picture, from its upper left corner."""

    def __init__(self, height: int) -> None:
        from PIL import Image, ImageDraw

        self._image = Image.new("RGB", (WIDTH * FINER, height * FINER), NIGHT)
        self._draw = ImageDraw.Draw(self._image)

    def text(
        self, at: Point, text: str, size: int, colour: Colour = WHITE, *, anchor: str = "ls", strong: bool = False
    ) -> None:
        """Write one line; `anchor` is Pillow's: "ls" stands on the baseline from the left, "rs" ends at the right."""
        # The typeface comes in one weight: a thin outline in the same colour makes it bold.
        self._draw.text(_finer(at), text, colour, _font(size), anchor=anchor, stroke_width=size / 22 if strong else 0)

    def line(self, points: Sequence[Point], colour: Colour, width: float) -> None:
        """Draw a line with round ends and joints."""
        places = [_finer(point) for point in points]
        self._draw.line(places, colour, round(width * FINER), joint="curve")
        for point in (points[0], points[-1]):
            self.disc(point, width / 2, colour)

    def dashes(self, start: Point, end: Point, colour: Colour, width: float, dash: float = 14) -> None:
        """Draw a straight broken line."""
        length = ((end[0] - start[0]) ** 2 + (end[1] - start[1]) ** 2) ** 0.5
        steps = max(1, int(length // dash))
        for step in range(0, steps, 2):
            ends = (_between(start, end, step / steps), _between(start, end, min(1, (step + 1) / steps)))
            self._draw.line([_finer(each) for each in ends], colour, round(width * FINER))

    def area(self, points: Sequence[Point], colour: Colour) -> None:
        """Fill a shape."""
        self._draw.polygon([_finer(point) for point in points], colour)

    def disc(self, at: Point, radius: float, colour: Colour) -> None:
        """Fill a circle."""
        x, y = _finer(at)
        r = radius * FINER
        self._draw.ellipse((x - r, y - r, x + r, y + r), colour)

    def ring(self, at: Point, radius: float, colour: Colour, width: float) -> None:
        """Draw a circle's outline, inside its radius."""
        x, y = _finer(at)
        r = radius * FINER
        self._draw.ellipse((x - r, y - r, x + r, y + r), outline=colour, width=round(width * FINER))

    def box(
        self, upper_left: Point, lower_right: Point, colour: Colour, *, rounded: float = 0, outline: float = 0
    ) -> None:
        """Fill a rectangle, or with `outline` draw only its edge of that width."""
        bounds = (*_finer(upper_left), *_finer(lower_right))
        if outline:
            self._draw.rounded_rectangle(bounds, rounded * FINER, outline=colour, width=round(outline * FINER))
        else:
            self._draw.rounded_rectangle(bounds, rounded * FINER, colour)

    def png(self) -> bytes:
        """Return the finished picture."""
        from PIL import Image

        out = io.BytesIO()
        # A third of the bytes and half the time; dithering would only speckle flat colours.
        few = self._image.reduce(FINER).quantize(64, Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE)
        few.save(out, "PNG")
        return out.getvalue()


def _finer(point: Point) -> Point:
    return point[0] * FINER, point[1] * FINER


def _between(start: Point, end: Point, share: float) -> Point:
    return start[0] + (end[0] - start[0]) * share, start[1] + (end[1] - start[1]) * share
