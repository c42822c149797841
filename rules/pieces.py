"""Pieces, where they were sent, and what their numbers say about the next one to write.

Where numbers are too few to say it, they say nothing.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from statistics import median

from rules.english.numbers import first_number
from rules.kit.errors import Refusal

MAX_NUMBER = 1_000_000_000
# Whoever names a number of readers does so at the beginning.
LONGEST_SUCCESS = 100
# A share out of 100 may be off by 10 points by chance alone (1 / √100, 19 times in 20). Of fewer, more.
LEAST_COUNTED = 100
DOUBT = 0.10
# So below this surely fewer than half read on, and above that surely more.
LOW_READ_RATIO = 0.5 - DOUBT
HIGH_READ_RATIO = 0.5 + DOUBT
# One clap for twenty reads: 5 of LEAST_COUNTED, which chance seldom makes of the 10 that twice as many would be.
LOW_CLAP_RATIO = 0.05


class NumberOutOfRange(Refusal):
    """Views, reads or claps below zero or beyond counting; `what` names them."""

    def __init__(self, what: str, amount: int) -> None:
        super().__init__(what, amount)
        self.what = what
        self.amount = amount


class MoreReadsThanViews(Refusal):
    """More reads than views on one day."""

    def __init__(self, reads: int, views: int) -> None:
        super().__init__(reads, views)
        self.reads = reads
        self.views = views


class PublicationAnswer(StrEnum):
    """What a publication said."""

    ACCEPTED = "accepted"
    DECLINED = "declined"


@dataclass(frozen=True, slots=True)
class Checklist:
    """Four questions to ask of a piece, as its writer answered them; empty until then."""

    would_take: str = ""
    improves: str = ""
    solves: str = ""
    success: str = ""


@dataclass(frozen=True, slots=True)
class Piece:
    """Something a member wrote; `published_in` is where it can be read."""

    id: int
    member_id: int
    title: str
    link: str = ""
    published_in: str = ""
    checklist: Checklist = Checklist()
    removed: bool = False


@dataclass(frozen=True, slots=True)
class Submission:
    """A piece sent to a publication; no answer while it waits."""

    id: int
    piece_id: int
    publication: str
    submitted_on: date
    answer: PublicationAnswer | None = None
    answered_on: date | None = None
    feedback: str = ""


@dataclass(frozen=True, slots=True)
class Numbers:
    """A piece's totals as they stood on a day; None is what was not told."""

    day_on: date
    views: int | None = None
    reads: int | None = None
    claps: int | None = None

    @property
    def told(self) -> dict[str, int]:
        """What was told, by its name."""
        every = {"views": self.views, "reads": self.reads, "claps": self.claps}
        return {name: amount for name, amount in every.items() if amount is not None}

    @property
    def read_ratio(self) -> float | None:
        """Reads for each view, 0 to 1; None where it is unknown or out of too few."""
        return _ratio(self.reads, self.views)

    @property
    def clap_ratio(self) -> float | None:
        """Claps for each read, which may be several; None where it is unknown or out of too few."""
        return _ratio(self.claps, self.reads)


def _ratio(part: int | None, whole: int | None) -> float | None:
    return part / whole if part is not None and whole is not None and whole >= LEAST_COUNTED else None


def check_numbers(numbers: Numbers) -> None:
    """Raise NumberOutOfRange or MoreReadsThanViews unless a site could have counted these."""
    for what, amount in numbers.told.items():
        if not 0 <= amount <= MAX_NUMBER:
            raise NumberOutOfRange(what, amount)
    if numbers.views is not None and numbers.reads is not None and numbers.reads > numbers.views:
        raise MoreReadsThanViews(numbers.reads, numbers.views)


@dataclass(frozen=True, slots=True)
class Comparison:
    """A piece's ratio beside the middle one (median) of the writer's other pieces; `of` counts them."""

    own: float
    others: float | None
    of: int


def compared(own: float | None, others: Iterable[float | None]) -> Comparison | None:
    """Return a ratio beside those of other pieces, as far as they are known; None where its own is not."""
    if own is None:
        return None
    known = [each for each in others if each is not None]
    return Comparison(own, median(known) if known else None, len(known))


class Advice(StrEnum):
    """What the ratios suggest trying next."""

    OPENING = "opening"
    ENDING = "ending"
    REACH = "reach"


def advice(numbers: Numbers) -> Advice | None:
    """Return the one thing to try next, the earliest on a reader's way; None where nothing stands out."""
    reads, claps = numbers.read_ratio, numbers.clap_ratio
    if reads is not None and reads < LOW_READ_RATIO:
        return Advice.OPENING
    if claps is not None and claps < LOW_CLAP_RATIO:
        return Advice.ENDING
    if reads is not None and reads > HIGH_READ_RATIO:
        return Advice.REACH
    return None


def readers_for_success(answer: str) -> int | None:
    """Return the number of readers named on the checklist: "one", "1,000 readers"; None for words alone."""
    return round(first_number(answer[:LONGEST_SUCCESS]) or 0) or None
