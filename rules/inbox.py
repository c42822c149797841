"""The inbox: what could not reach a member, and is told after their next answer."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

KEPT_FOR = timedelta(days=30)
# So many are told at once; the others are a press away, a page at a time.
TOLD_AT_ONCE = 3
PAGE = 10


@dataclass(frozen=True, slots=True)
class Waiting:
    """One thing that waits: of what kind, about what, in what words; `number` counts a member's own."""

    number: int
    kind: str
    about: str
    text: str
    server_id: int | None
    kept_at: datetime
