"""What reading a goal comes to: an understanding, or a question."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date


class Period(StrEnum):
    """The period a rate is counted in."""

    DAY = "day"
    WEEK = "week"
    MONTH = "month"


class Ask(StrEnum):
    """Why a goal cannot be read without asking."""

    EMPTY = "empty"
    TOO_LONG = "too_long"
    NOT_ENGLISH = "not_english"
    NO_AMOUNT = "no_amount"
    NO_UNIT = "no_unit"
    NO_DEADLINE = "no_deadline"
    PAST_DEADLINE = "past_deadline"
    IMPOSSIBLE_DATE = "impossible_date"
    AMBIGUOUS_DATE = "ambiguous_date"
    VAGUE_DEADLINE = "vague_deadline"
    FAR_DEADLINE = "far_deadline"
    SEVERAL_NUMBERS = "several_numbers"
    UNCLEAR_NUMBER = "unclear_number"
    UNCLEAR_RATE = "unclear_rate"
    NOT_POSITIVE = "not_positive"
    TOO_LARGE = "too_large"
    ALREADY_REACHED = "already_reached"
    RANGE = "range"
    SEVERAL_GOALS = "several_goals"
    NO_START = "no_start"
    GOES_DOWN = "goes_down"
    LEAP_DAY = "leap_day"
    MOVING_DAY = "moving_day"
    UNLIKELY = "unlikely"
    UP_TO_OTHERS = "up_to_others"


@dataclass(frozen=True, slots=True)
class GoalReading:
    """A goal as understood: `amount` is per `per` where that is set, `deadline` the last day that counts.

    `begins` is the first day that counts, None for today. A gain counts from what is there now; a promise is a rhythm
    without an amount, `amount` days or times a period.
    """

    amount: float
    unit: str
    start: float | None
    per: Period | None
    deadline: date | None
    begins: date | None = None
    is_gain: bool = False
    is_promise: bool = False

    @property
    def goes_down(self) -> bool:
        """Whether the goal is to have less: a draft of 90,000 words instead of 120,000."""
        return self.start is not None and self.amount < self.start


@dataclass(frozen=True, slots=True)
class GoalQuestion:
    """What to ask instead of guessing: why, likely readings to offer (0 to 4), and the words in question."""

    code: Ask
    readings: tuple[GoalReading, ...] = ()
    typed: str = ""


class Unclear(Exception):
    """Stop reading: a part of the text has to be asked about, with readings to offer."""

    def __init__(self, code: Ask, typed: str = "", readings: Sequence[GoalReading] = ()) -> None:
        super().__init__(code, typed)
        self.code = code
        self.typed = typed
        self.readings = readings
