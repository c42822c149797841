"""The pictures' colours, by computation: what has to be read can be, on every screen and by every eye."""

from __future__ import annotations

from itertools import pairwise

import pytest

from cogs.kit.pictures import canvas
from cogs.kit.pictures.canvas import AMBER, FAINT, ICE, LEAF, LEAF_SHADE, NIGHT, QUIET, SHADES, TRACK, WHITE, Colour

# WCAG 2.2: text needs 4.5 to 1, a shape 3 to 1.
TEXT, SHAPE = 4.5, 3.0
APART = 1.6  # of two shades side by side
# What is written, and what is drawn, each on its ground. A picture brings its own, so Discord's theme changes nothing.
READ = [
    (WHITE, NIGHT),
    (QUIET, NIGHT),
    (LEAF, NIGHT),
    (AMBER, NIGHT),
    (ICE, NIGHT),
    (WHITE, TRACK),
    (WHITE, LEAF_SHADE),
]
SEEN = [*((shade, NIGHT) for shade in SHADES), (NIGHT, ICE), (LEAF, LEAF_SHADE), (ICE, LEAF_SHADE)]

Matrix = tuple[tuple[float, float, float], ...]
# Machado, Oliveira and Fernandes (2009), at full severity, in linear light.
EYES: dict[str, Matrix] = {
    "all colours": ((1, 0, 0), (0, 1, 0), (0, 0, 1)),
    "no red": ((0.152286, 1.052583, -0.204868), (0.114503, 0.786281, 0.099216), (-0.003882, -0.048116, 1.051998)),
    "no green": ((0.367322, 0.860646, -0.227968), (0.280085, 0.672501, 0.047413), (-0.011820, 0.042940, 0.968881)),
    "no blue": ((1.255528, -0.076749, -0.178779), (-0.078411, 0.930809, 0.147602), (0.004733, 0.691367, 0.303900)),
    "no colour": ((0.2126, 0.7152, 0.0722),) * 3,
}


def luminance(colour: Colour, eye: Matrix) -> float:
    """Return how bright a colour is to an eye, from 0 to 1."""
    linear = [part / 255 / 12.92 if part <= 10 else ((part / 255 + 0.055) / 1.055) ** 2.4 for part in colour]
    seen = (sum(weight * part for weight, part in zip(row, linear, strict=True)) for row in eye)
    return sum(max(0.0, part) * weight for part, weight in zip(seen, (0.2126, 0.7152, 0.0722), strict=True))


def contrast(one: Colour, other: Colour, eye: Matrix) -> float:
    darker, lighter = sorted((luminance(one, eye), luminance(other, eye)))
    return (lighter + 0.05) / (darker + 0.05)


@pytest.mark.parametrize("eye", EYES.values(), ids=EYES)
def test_what_is_to_be_read_stands_out_for_every_eye(eye: Matrix) -> None:
    assert min(contrast(text, ground, eye) for text, ground in READ) >= TEXT
    assert min(contrast(shape, ground, eye) for shape, ground in SEEN) >= SHAPE


def test_every_colour_of_the_pictures_is_looked_at() -> None:
    named = [value for name, value in vars(canvas).items() if name.isupper() and isinstance(value, tuple)]
    palette = {colour for value in named for colour in (value if isinstance(value[0], tuple) else (value,))}

    assert palette == {FAINT, *(colour for pair in READ + SEEN for colour in pair)}


@pytest.mark.parametrize("eye", EYES.values(), ids=EYES)
def test_shades_are_told_apart_by_every_eye(eye: Matrix) -> None:
    assert min(contrast(less, more, eye) for less, more in pairwise(SHADES)) >= APART
    assert [*SHADES] == sorted(SHADES, key=lambda colour: luminance(colour, eye))


@pytest.mark.parametrize("eye", EYES.values(), ids=EYES)
def test_a_day_that_passed_by_is_quieter_than_any_that_was_written(eye: Matrix) -> None:
    assert contrast(FAINT, NIGHT, eye) < min(contrast(shade, NIGHT, eye) for shade in SHADES)
