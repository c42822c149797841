"""What swaps hold in number: the length of a comment, how often a member offers, and how much they hold."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

from rules.kit.errors import Refusal

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


MOST_READS_AT_ONCE = 3


class TooManyReads(Refusal):
    """A member who holds as many pieces as one person reads at a time; `held` stays below `most` where few wait."""

    def __init__(self, held: int, most: int) -> None:
        super().__init__(held, most)
        self.held = held
        self.most = most


def check_held(held: int, waiting: int) -> None:
    """Raise TooManyReads for who holds so many pieces and may begin none of the others that wait.

    Half of what there is to read is for the others, so that nobody empties the line of a small server.
    """
    most = min(MOST_READS_AT_ONCE, max(1, (held + waiting) // 2))
    if held >= most:
        raise TooManyReads(held, MOST_READS_AT_ONCE)


MOST_GIVEN_BACK = 3
GIVEN_BACK_WITHIN = timedelta(days=7)
EXCERPT_WORDS = 100


class FinishOneFirst(Refusal):
    """A piece to give back, or to begin beside one, by who has opened and given back more than MOST_GIVEN_BACK."""

    def __init__(self, given_back: int) -> None:
        super().__init__(given_back)
        self.given_back = given_back


def sees_excerpts(given_back: int) -> bool:
    """Return whether who gave back so many in GIVEN_BACK_WITHIN sees but beginnings until they finish a read."""
    return given_back > MOST_GIVEN_BACK


def excerpt_of(text: str) -> str:
    """Return how a text begins, EXCERPT_WORDS of it at most."""
    words = text.split()
    return " ".join(words[:EXCERPT_WORDS]) + (" …" if len(words) > EXCERPT_WORDS else "")


MISSES_ALLOWED = 3


def sits_out(misses: int) -> bool:
    """Return whether a member who missed so many reads is served nothing until they say they are back."""
    return misses >= MISSES_ALLOWED
