"""One entry ("I wrote"), and what it may contain. Zero is fine: editing counts."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Self

from rules.kit.amounts import AmountNegative
from rules.kit.errors import Refusal
from rules.kit.text import is_web_address

MAX_WORDS = 100_000
MAX_MINUTES = 1_440


@dataclass(frozen=True, slots=True)
class Entry:
    """One "I wrote"."""

    id: int
    member_id: int
    server_id: int | None
    day_on: date
    words: int
    minutes: int
    note: str
    link: str
    late: bool
    quiet: bool
    logged_at: datetime
    undone: bool = False

    @property
    def is_between_us(self) -> bool:
        """Whether only its writer hears of it."""
        return self.quiet or self.server_id is None

    def exceeds(self, other: Self) -> bool:
        """Return whether it tells of more words or of more minutes than another."""
        return self.words > other.words or self.minutes > other.minutes


class AmountTooLarge(Refusal):
    """More words or minutes than one day holds; `what` is "words" or "minutes"."""

    def __init__(self, what: str, amount: int, limit: int) -> None:
        super().__init__(what, amount, limit)
        self.what = what
        self.amount = amount
        self.limit = limit


class LinkNotWeb(Refusal):
    """A link that is not a complete http or https address."""

    def __init__(self, link: str) -> None:
        super().__init__(link)
        self.link = link


class PerhapsTheSame(Refusal):
    """The same entry shortly after one whose answer may not have arrived: kept, and counted once it is asked for."""

    def __init__(self, entry: Entry, before: Entry, today: date) -> None:
        super().__init__(entry, before, today)
        self.entry = entry
        self.before = before
        self.today = today


def check_entry(words: int | None, minutes: int | None, link: str | None) -> None:
    """Raise AmountNegative, AmountTooLarge or LinkNotWeb unless the entry is one a person could have made."""
    for what, amount, limit in (("words", words, MAX_WORDS), ("minutes", minutes, MAX_MINUTES)):
        if amount is None:
            continue
        if amount < 0:
            raise AmountNegative(what, amount)
        if amount > limit:
            raise AmountTooLarge(what, amount, limit)
    if link and not is_web_address(link):
        raise LinkNotWeb(link)


def check_day(entry: Entry, words: int, minutes: int) -> None:
    """Raise AmountTooLarge where what an entry says brings its day, with so many in all, above what a day holds."""
    if entry.words and words > MAX_WORDS:
        raise AmountTooLarge("words", words, MAX_WORDS)
    if entry.minutes and minutes > MAX_MINUTES:
        raise AmountTooLarge("minutes", minutes, MAX_MINUTES)
