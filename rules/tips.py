"""Tips: what one may say, which helped most, and which rides with the weekly post."""

from __future__ import annotations

import random
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from rules.kit.errors import Refusal
from rules.kit.text import in_few_lines, seen

# Shorter than this is a cheer or a keyword, nothing that somebody else could do too. A letter of a language that writes
# a word in one or two of them counts as two.
LEAST_LENGTH = 20
MAX_LENGTH = 500
TOP = 5
HELPFUL_FROM = 1
NOT_AGAIN_WITHIN = timedelta(weeks=8)


class TipTooShort(Refusal):
    """A tip of fewer than LEAST_LENGTH characters, or of half as many that are syllables or words."""

    def __init__(self, typed: str) -> None:
        super().__init__(typed)
        self.typed = typed


class TipTooLong(Refusal):
    """A tip of more than MAX_LENGTH characters."""

    def __init__(self, typed: str) -> None:
        super().__init__(typed)
        self.typed = typed


class Remover(StrEnum):
    """Who took a tip down; the one who wrote it may put back only what they took down themselves."""

    WRITER = "writer"
    MODERATOR = "moderator"


@dataclass(frozen=True, slots=True)
class Tip:
    """What works for one member; `helped` counts whom it helped, `shown_on` is its latest weekly post."""

    id: int
    member_id: int
    server_id: int
    text: str
    helped: int = 0
    shown_on: date | None = None
    removed_by: Remover | None = None


def read_tip(typed: str) -> str:
    """Return a tip without space around its lines. Raise TipTooShort or TipTooLong."""
    text = in_few_lines(typed)
    wide = sum(sign.isalpha() and unicodedata.east_asian_width(sign) == "W" for sign in text)
    if len(text) + wide < LEAST_LENGTH or not seen(text):
        raise TipTooShort(typed)
    if len(text) > MAX_LENGTH:
        raise TipTooLong(typed)
    return text


def most_helpful(tips: Sequence[Tip]) -> list[Tip]:
    """Return the tips that helped most, at most TOP, the older first among equals."""
    helpful = [tip for tip in tips if tip.helped >= HELPFUL_FROM]
    return sorted(helpful, key=lambda tip: (-tip.helped, tip.id))[:TOP]


def random_tip(tips: Sequence[Tip], seed: int, last_id: int = 0) -> Tip | None:
    """Return one of the tips, the same for the same seed; not the last one shown where there is another."""
    others = [tip for tip in tips if tip.id != last_id] or list(tips)
    return random.Random(seed).choice(others) if others else None


def tip_of_the_week(tips: Sequence[Tip], post_on: date) -> Tip | None:
    """Return the tip for a weekly post: a helpful one not shown lately; one never shown goes first."""
    rested = [
        tip
        for tip in tips
        if tip.helped >= HELPFUL_FROM and (tip.shown_on is None or post_on - tip.shown_on >= NOT_AGAIN_WITHIN)
    ]
    return min(rested, key=lambda tip: (tip.shown_on or date.min, -tip.helped, tip.id), default=None)
