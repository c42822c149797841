"""What a reader's earlier comments came to, and what that means for the next one."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta

from rules.comments.check import CommentVerdict, Problem, Reason, Verdict

REMEMBERED = timedelta(days=90)
"""For how long it counts that a comment was sent as it is, or not about its piece."""
SILENCE_AS_IT_IS = timedelta(days=7)
PAID_BY_SILENCE = 2
TRUSTED_FROM = 3
ASKED_FROM = 2


@dataclass(frozen=True, slots=True)
class Standing:
    """How many comments of a reader helped, how many reports about them were upheld, and the two below.

    Since REMEMBERED: how many authors did not find their piece in one, and how many were sent as they are and not
    marked helpful. All of it in one server: anybody can have a server of their own, and friends in it.
    """

    helped: int = 0
    upheld: int = 0
    disowned_by: int = 0
    sent_as_is: int = 0

    @property
    def silence_pays(self) -> bool:
        """Whether the next comment sent as it is earns its credit when the author says nothing."""
        return self.sent_as_is < PAID_BY_SILENCE


def in_standing(verdict: CommentVerdict, standing: Standing, *, is_answered: bool = False) -> CommentVerdict:
    """Return a verdict for a reader of that standing: authors' word about them weighs more than the check's doubt.

    Whoever is asked for what authors said, and has answered, is judged by the check alone.
    """
    if verdict.verdict is Verdict.REFUSED:
        return verdict
    if standing.disowned_by >= ASKED_FROM:
        if is_answered:
            return verdict
        return replace(verdict, verdict=Verdict.ASKED, reasons=(Reason(Problem.DISOWNED),))
    if standing.helped >= TRUSTED_FROM and not standing.upheld and not _offers_a_trade(verdict):
        return replace(verdict, verdict=Verdict.ACCEPTED, reasons=())
    return verdict


def _offers_a_trade(verdict: CommentVerdict) -> bool:
    return Problem.FOLLOW_FOR_FOLLOW in [reason.problem for reason in verdict.reasons]
