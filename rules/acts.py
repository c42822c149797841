"""Acts that were committed, and how long it matters whether their answer arrived."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

# Discord takes answers to an interaction for 15 minutes; nothing of it comes again later.
KEPT_FOR = timedelta(hours=1)
# Whoever gave the last answers before a stop that was not clean cannot say whether they arrived.
UNSURE_BEFORE_STOP = timedelta(seconds=30)
# So long after an answer that may not have arrived, the same again is asked about.
ASKED_WITHIN = timedelta(minutes=15)

DISCORD_EPOCH = datetime(2015, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Committed:
    """An act whose change is in the database; `what` names it to whoever did it."""

    id: int
    member_id: int
    what: str
    committed_at: datetime
    unconfirmed: bool


def first_id(at: datetime) -> int:
    """Return the lowest id that Discord gives something made at an instant: ids grow with time."""
    return (at - DISCORD_EPOCH) // timedelta(milliseconds=1) << 22
