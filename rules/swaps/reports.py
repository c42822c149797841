"""Reports about comments and pieces, and what moderators can decide."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from rules.kit.errors import Refusal

MAX_REASON_LENGTH = 500
DECIDED_WITHIN = timedelta(days=14)
"""After that a reported comment counts as if its author had said nothing: no reader waits for ever."""
OWN_CASE_AFTER = timedelta(days=3)
"""So long the server's owner leaves a case of their own to the other moderators, where there may be any."""


class OwnCase(Refusal):
    """A report that a moderator made, or that is about what they wrote or read.

    `opens_at` is when the server's owner may decide it all the same; None for everybody else.
    """

    def __init__(self, opens_at: datetime | None) -> None:
        super().__init__(opens_at)
        self.opens_at = opens_at


class ReasonMissing(Refusal):
    """A decision without the line that tells those concerned why."""


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
    decided_why: str = ""


@dataclass(frozen=True, slots=True)
class Judge:
    """A moderator beside whom nobody else may decide, or the owner of the server, or neither."""

    owns_server: bool = False
    is_alone: bool = False


def check_judge(
    asker_ids: Collection[int], judge: Judge, report: Report, concerned: frozenset[int], now: datetime
) -> None:
    """Raise OwnCase for a moderator who is one of those concerned.

    Who erased themselves goes by two ids. The owner of the server decides where nobody else may, or where nobody else
    has for OWN_CASE_AFTER.
    """
    if concerned.isdisjoint(asker_ids):
        return
    opens_at = report.reported_at if judge.is_alone else report.reported_at + OWN_CASE_AFTER
    if not judge.owns_server or now < opens_at:
        raise OwnCase(opens_at if judge.owns_server else None)
