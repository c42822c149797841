"""How much was written on a day, beside what its writer usually writes."""

from collections.abc import Mapping, Sequence
from datetime import date
from enum import IntEnum
from statistics import median


class Shade(IntEnum):
    """Three shades are as many as an eye tells apart at a glance."""

    LITTLE = 0
    USUAL = 1
    MUCH = 2


def shades(words: Mapping[date, int], days: Sequence[date]) -> tuple[Shade, ...]:
    """Return the shade of each day: little is under half, and much over half as much again, of the writer's usual day.

    Who counts no words writes as usual every day.
    """
    counted = [amount for amount in words.values() if amount]
    usual = median(counted) if counted else 0
    return tuple(_shade(words.get(day, 0), usual) for day in days)


def _shade(words: int, usual: float) -> Shade:
    if 2 * words < usual:
        return Shade.LITTLE
    return Shade.MUCH if 2 * words > 3 * usual else Shade.USUAL
