"""Reports about comments and pieces, and what moderators can decide."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Decision(StrEnum):
    """What moderators can do about a report; a piece earns nothing, so there is no credit to revoke."""

    REMOVE = "remove"
    REVOKE = "revoke"
    DISMISS = "dismiss"


@dataclass(frozen=True, slots=True)
class Report:
    """A report; about a comment when it names a read, otherwise about the piece."""

    id: int
    piece_id: int
    read_id: int | None
    by_id: int
    why: str
    reported_at: datetime
    decision: Decision | None = None
    decided_by_id: int | None = None
    decided_at: datetime | None = None
