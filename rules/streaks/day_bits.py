"""Days as the bits of one whole number, so that a board counts a year of a thousand members while somebody waits.

Bit n is the nth day after FIRST_DAY.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from functools import lru_cache
from typing import NamedTuple

from rules.streaks.plans import Ask, Pause, Plan, PlanKind, Unit, paused_days, terms, unit_end, units_asked

# Nobody has logged for an earlier day: OneReader is younger, and takes entries up to a week back.
FIRST_DAY = date(2019, 12, 31)
_ZERO = FIRST_DAY.toordinal()
_WEEKS = 52 * 200
_MONDAY_TO_FRIDAY = 0b0011111
# One week repeated: a number with a one in every seventh place, times the week.
_WEEKDAYS = ((1 << 7 * _WEEKS) - 1) // 0b1111111 * _MONDAY_TO_FRIDAY >> FIRST_DAY.weekday()


class SingleDays(NamedTuple):
    """Days that a plan asks for one by one, and those of them that it required."""

    asked: int
    required: int


def bits_of(days: Iterable[date]) -> int:
    """Return the days as bits; one before FIRST_DAY is a ValueError."""
    bits = 0
    for day in days:
        bits |= 1 << (day.toordinal() - _ZERO)
    return bits


def month_shift(month_on: date) -> int:
    """Return by how much to shift a month's days, in which bit 1 stands for the 1st and bit 31 for the 31st."""
    return month_on.toordinal() - _ZERO - 1


def range_bits(from_on: date, to_on: date) -> int:
    """Return every day from `from_on` to `to_on`, both included; none when they are the wrong way round."""
    low, high = max(from_on.toordinal() - _ZERO, 0), to_on.toordinal() - _ZERO
    return (1 << high + 1) - (1 << low) if high >= low else 0


def first_day(bits: int) -> date:
    """Return the earliest day of a set that is not empty."""
    return FIRST_DAY + timedelta(days=(bits & -bits).bit_length() - 1)


def units_touched(bits: int, unit: Unit) -> int:
    """Return how many days, weeks or months have at least one of the days in them."""
    if unit is Unit.DAY:
        return bits.bit_count()
    count = 0
    while bits:
        bits &= ~range_bits(FIRST_DAY, unit_end(unit, first_day(bits)))
        count += 1
    return count


# Most of a server's members promise the same, and a board asks for all of them.
@lru_cache(maxsize=1024)
def promised(
    plans: tuple[Plan, ...], pauses: tuple[Pause, ...], from_on: date, to_on: date
) -> tuple[SingleDays | Ask, ...]:
    """Return in order what `rules.plans.asks` says of the days from `from_on` to `to_on`, in fewer pieces."""
    pieces: list[SingleDays | Ask] = []
    paused = paused_bits(pauses)
    for term in terms(plans, from_on, to_on):
        if welcome := range_bits(*term.welcome):
            pieces.append(SingleDays(welcome, 0))
        if term.plan.unit is not Unit.DAY:
            pieces.extend(units_asked(term, paused_days(pauses)))
        elif asked := range_bits(*term.asked):
            if term.plan.kind is PlanKind.WEEKDAYS:
                asked &= _WEEKDAYS
            pieces.append(SingleDays(asked, asked & ~paused))
    return tuple(pieces)


def paused_bits(pauses: Iterable[Pause]) -> int:
    """Return every day that a pause covers."""
    bits = 0
    for pause in pauses:
        bits |= range_bits(pause.from_on, pause.to_on)
    return bits
