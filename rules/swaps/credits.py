"""Credits pass from whoever is read to whoever reads: what an offer costs, what a read earns, and the few that are new.

New are the two to start with, the second one for a long comment, Monday's for whoever has none, and what is paid for
a piece that was offered for nothing. `benchmarks/economy.py` plays a year with them, with honest members and with
others; why each is as it is stands in decision 13.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta

from rules.kit.errors import Refusal
from rules.swaps.limits import LONG_COMMENT_WORDS

OFFER_COST = 1
OFFER_COST_BESIDE_ANOTHER = 2

STARTING_CREDITS = 2
STARTING_DAYS = 3
MONDAYS_CREDIT = 1

CREDIT_FOR_A_READ = 1
CREDIT_FOR_A_LONG_COMMENT = 2
STRANGERS_AFTER = timedelta(days=90)
LONGEST_RING = 4
"""So many members who read one another in a circle are a ring: the second credit stays out of it."""


class NotEnoughCredits(Refusal):
    """An offer that costs more credits than its author has."""

    def __init__(self, cost: int, balance: int) -> None:
        super().__init__(cost, balance)
        self.cost = cost
        self.balance = balance


class StartNotOpen(Refusal):
    """An offer by a newcomer whose credits to start with wait for a first read, or for days of showing up."""

    def __init__(self, days_shown: int) -> None:
        super().__init__(days_shown)
        self.days_shown = days_shown


@dataclass(frozen=True, slots=True)
class Purse:
    """A member's credits in a server, and what decides whether they can be spent and whether Monday brings one.

    `reads_given` counts their comments that reached an author; `on_the_way` those still to be paid. `days_shown` counts
    their days with an entry, STARTING_DAYS at most.
    """

    balance: int
    booked_at: datetime | None = None
    mondays_at: datetime | None = None
    reads_given: int = 0
    read_at: datetime | None = None
    on_the_way: int = 0
    days_shown: int = 0

    @property
    def is_open(self) -> bool:
        """Whether the credits to start with can be spent."""
        return self.reads_given > 0 or self.days_shown >= STARTING_DAYS

    @property
    def spendable(self) -> int:
        """How many credits can be spent now."""
        return self.balance if self.is_open else max(0, self.balance - STARTING_CREDITS)

    def gets_mondays(self, monday: datetime) -> bool:
        """Return whether the week that began at an instant brings a credit.

        It does for who has had none since before then, has none on the way, and has read somebody since the last time.
        """
        if self.balance or self.on_the_way or self.booked_at is None or self.booked_at >= monday:
            return False
        return self.read_at is not None and (self.mondays_at is None or self.read_at > self.mondays_at)


def offer_cost(open_pieces: int, *, is_line_empty: bool) -> int:
    """Return what an offer costs a member with so many pieces open, where nobody else's may wait to be read."""
    if open_pieces:
        return OFFER_COST_BESIDE_ANOTHER
    return 0 if is_line_empty else OFFER_COST


def check_payment(purse: Purse, cost: int) -> None:
    """Raise NotEnoughCredits, or StartNotOpen where only the credits to start with would pay."""
    if purse.balance < cost:
        raise NotEnoughCredits(cost, purse.balance)
    if purse.spendable < cost:
        raise StartNotOpen(purse.days_shown)


def credits_earned(own_words: int, *, is_text_known: bool, are_strangers: bool) -> int:
    """Return what an accepted comment with so many words of the reader's own earns: one, whoever the two are.

    The second, for a long one, is new: only on a known text, and only between strangers.
    """
    is_long = own_words >= LONG_COMMENT_WORDS
    return CREDIT_FOR_A_LONG_COMMENT if is_long and is_text_known and are_strangers else CREDIT_FOR_A_READ


def are_strangers(reader_id: int, author_id: int, read_by: Collection[tuple[int, int]]) -> bool:
    """Return whether the two have lately read neither each other nor one another's readers in a ring.

    `read_by` are the (reader, author) of accepted reads since STRANGERS_AFTER ago, this one left out.
    """
    if (reader_id, author_id) in read_by:
        return False
    reached = {author_id}
    for _ in range(LONGEST_RING - 1):
        reached = {author for reader, author in read_by if reader in reached}
        if reader_id in reached:
            return False
    return True
