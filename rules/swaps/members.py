"""Members and servers as swaps know them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, time

from rules.swaps.limits import MIN_OWN_WORDS

DEFAULT_ROUND_WEEKDAY = 0
DEFAULT_ROUND_TIME = time(18, 0)


@dataclass(frozen=True, slots=True)
class SwapMember:
    """A member in one server's swaps; without languages they read any."""

    misses: int = 0
    languages: tuple[str, ...] = ()
    joined_rounds_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class SwapServer:
    """What a server chose for its swaps. Weekdays count from Monday, 0."""

    min_words: int = MIN_OWN_WORDS
    round_weekday: int = DEFAULT_ROUND_WEEKDAY
    round_time: time = DEFAULT_ROUND_TIME
    report_channel_id: int | None = None
