"""What a reader's earlier comments mean for the next: trusted, asked, and paid by silence or not."""

from __future__ import annotations

import pytest

from rules.comments.check import CommentVerdict, Problem, Reason, Verdict
from rules.swaps.standing import Standing, in_standing

REASONS = {
    Verdict.REFUSED: (Reason(Problem.TOO_SHORT),),
    Verdict.ASKED: (Reason(Problem.UNSEEN),),
    Verdict.ACCEPTED: (),
}


def held(verdict: Verdict, **standing: int) -> tuple[Verdict, list[Problem]]:
    said = CommentVerdict(verdict, REASONS[verdict], own_words=80, paragraph=None, text_known=True)
    now = in_standing(said, Standing(**standing))
    return now.verdict, [reason.problem for reason in now.reasons]


@pytest.mark.parametrize(
    ("standing", "verdict"),
    [
        ({}, Verdict.ASKED),
        ({"helped": 2}, Verdict.ASKED),
        ({"helped": 3}, Verdict.ACCEPTED),
        ({"helped": 30, "upheld": 1}, Verdict.ASKED),
        ({"helped": 30, "disowned_by": 1}, Verdict.ACCEPTED),
        ({"helped": 30, "disowned_by": 2}, Verdict.ASKED),
    ],
)
def test_whom_authors_trust_is_not_asked(standing: dict[str, int], verdict: Verdict) -> None:
    assert held(Verdict.ASKED, **standing)[0] is verdict


def test_two_authors_who_did_not_find_their_piece_are_the_reason_to_ask() -> None:
    assert held(Verdict.ACCEPTED, disowned_by=1) == (Verdict.ACCEPTED, [])
    assert held(Verdict.ACCEPTED, disowned_by=2) == (Verdict.ASKED, [Problem.DISOWNED])


def test_what_is_refused_stays_refused_whoever_wrote_it() -> None:
    assert held(Verdict.REFUSED, helped=30) == (Verdict.REFUSED, [Problem.TOO_SHORT])
    assert held(Verdict.REFUSED, disowned_by=5) == (Verdict.REFUSED, [Problem.TOO_SHORT])


def test_silence_pays_two_that_were_sent_as_they_are() -> None:
    assert [Standing(sent_as_is=number).silence_pays for number in range(4)] == [True, True, False, False]
