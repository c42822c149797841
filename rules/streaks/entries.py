"""One entry ("I wrote"), and what it may contain. Zero is fine: editing counts."""

import re
from dataclasses import dataclass
from datetime import date, datetime

from rules.kit.errors import Refusal
from rules.kit.text import is_web_address

MAX_WORDS = 100_000
MAX_MINUTES = 1_440

# A dot before three digits is taken for grouping ("1.500"): nobody logs thousandths of a word.
_AMOUNT = re.compile(r"(?P<number>-?\d{1,3}(?:[,' \u2019]\d{3})+|-?\d+(?:[.,]\d{1,2})?)\s*(?P<k>k)?(?:\s*[a-z]+)?")


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


class AmountNegative(Refusal):
    """Words or minutes below zero; `what` is "words" or "minutes"."""

    def __init__(self, what: str, amount: int) -> None:
        super().__init__(what, amount)
        self.what = what
        self.amount = amount


class AmountTooLarge(Refusal):
    """More words or minutes than one day holds; `what` is "words" or "minutes"."""

    def __init__(self, what: str, amount: int, limit: int) -> None:
        super().__init__(what, amount, limit)
        self.what = what
        self.amount = amount
        self.limit = limit


class AmountNotUnderstood(Refusal):
    """Words or minutes typed into a form that are no number; `what` is "words" or "minutes"."""

    def __init__(self, what: str, typed: str) -> None:
        super().__init__(what, typed)
        self.what = what
        self.typed = typed


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


def check_day(words: int, words_of_day: int) -> None:
    """Raise AmountTooLarge where an entry's words bring their day above what a day holds."""
    if words and words_of_day > MAX_WORDS:
        raise AmountTooLarge("words", words_of_day, MAX_WORDS)


def read_amount(what: str, typed: str) -> int:
    """Return the whole number typed into a form: "", "350", "1,200", "1.5k". Raise AmountNotUnderstood."""
    text = typed.strip().lower()
    if not text:
        return 0
    found = _AMOUNT.fullmatch(text)
    if found is None:
        raise AmountNotUnderstood(what, typed)
    digits = re.sub(r"[,' \u2019]", "", found["number"])
    return round(float(digits) * (1000 if found["k"] else 1))
