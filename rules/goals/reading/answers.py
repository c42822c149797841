"""What reading a goal comes to: an understanding, or a question."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
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


@dataclass(frozen=True, slots=True)
class GoalReading:
    """A goal as understood: `amount` is per `per` where that is set, `deadline` the last day that counts."""

    amount: float
    unit: str
    start: float | None
    per: Period | None
    deadline: date | None


@dataclass(frozen=True, slots=True)
class GoalQuestion:
    """What to ask instead of guessing: why, likely readings to offer (0 to 4), and the words in question."""

    code: Ask
    readings: tuple[GoalReading, ...] = ()
    typed: str = ""


class Unclear(Exception):
    """Stop reading: a part of the text has to be asked about."""

    def __init__(self, code: Ask, typed: str = "") -> None:
        super().__init__(code, typed)
        self.code = code
        self.typed = typed
