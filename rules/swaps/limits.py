"""What swaps hold in number: the length of a comment, and how often a member may offer."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

from rules.errors import Refusal

MIN_OWN_WORDS = 60
"""How many words of the reader's own a comment takes unless the server chose otherwise, between the two below."""
LEAST_MIN_WORDS = 20
MOST_MIN_WORDS = 300

LONG_COMMENT_WORDS = 300
"""From here on a comment can earn a second credit."""

MOST_OFFERS = 4
OFFERS_WITHIN_DAYS = 28
"""One a week, or four at once: whoever has credits from friends is read no more often than others for it."""


class TooManyOffers(Refusal):
    """A piece by somebody who has offered as many as four weeks hold; `next_on` is the day for another."""

    def __init__(self, offers: int, next_on: date) -> None:
        super().__init__(offers, next_on)
        self.offers = offers
        self.next_on = next_on


def check_offers(offered_on: Iterable[date], today: date) -> None:
    """Raise TooManyOffers where the days of a member's offers, those withdrawn left out, leave no room today."""
    recent = sorted(day for day in offered_on if today - day < timedelta(days=OFFERS_WITHIN_DAYS))
    if len(recent) >= MOST_OFFERS:
        raise TooManyOffers(len(recent), recent[-MOST_OFFERS] + timedelta(days=OFFERS_WITHIN_DAYS))
