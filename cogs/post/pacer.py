"""The pace of every request with the bot's token."""

from __future__ import annotations

from aiolimiter import AsyncLimiter

# Discord allows 50 requests a second in all; replies to interactions do not count, everything else shares this.
# A leaky bucket lets its whole size through at once on top of the rate: 2 and 48 are 50 in any one second. Smaller
# than 2, and every late wake-up of the loop is a send lost. benchmarks/rush.py watches both: no 429, 95 % used.
REQUESTS_PER_SECOND = 48
REQUESTS_AT_ONCE = 2


def pacer() -> AsyncLimiter:
    """Return what lets requests through at Discord's pace."""
    return AsyncLimiter(REQUESTS_AT_ONCE, REQUESTS_AT_ONCE / REQUESTS_PER_SECOND)
