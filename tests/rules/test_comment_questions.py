"""What a reader is told of a comment that was not accepted is true of it."""

from __future__ import annotations

import json

import pytest

from benchmarks.comment_lines import FOLDER
from cogs.swaps.cards.reasons import reason_sentence
from rules.comments.check import Problem, Verdict, check_comment
from rules.swaps.limits import MIN_OWN_WORDS
from sandbox.swap_pieces import PIECES, TUESDAY

MEMORY = (
    "My tea went cold on the ward while the nurse asked why I was grinning into a phone at four, and my sister came in "
    "from the car park with her wet umbrella and asked the same. "
)


@pytest.mark.parametrize(("own", "problem"), [("", Problem.GENERIC), (MEMORY, Problem.UNSEEN)])
def test_who_named_something_of_the_piece_is_not_told_that_they_named_nothing(own: str, problem: Problem) -> None:
    bus = next(piece for piece in PIECES if piece.title == "Night bus 47")
    gush = (
        "aaaah this is so so good, I am crying at my desk, I love it so much, thank you for this, it made my whole "
        "day. {}I read it twice already and I will send it to everybody I know, it is just so good and so true, please "
        "write more of this, I cannot wait for the next one, you are so talented and I mean it, wow, wow."
    )
    said = [
        gush.format(own + named) for named in ("", "Olu is my son now. ", "He says the company has no policy: ha. ")
    ]
    reasons = [
        check_comment(each, quote="", piece_title=bus.title, piece_text=bus.text, min_words=40).reasons[0]
        for each in said
    ]

    assert [reason.problem for reason in reasons] == [problem] * 3
    assert [reason.excerpt for reason in reasons] == ["", "olu", "He says the company has no policy"]
    assert ["I could not see" in reason_sentence(reason) for reason in reasons] == [True, False, False]


NAMING = [json.loads(line) for line in (FOLDER / "comment_naming.jsonl").read_text("utf-8").splitlines()]


@pytest.mark.parametrize("line", NAMING, ids=lambda line: f"{line['label']}: {line['comment'][:30]}")
def test_who_names_much_of_a_piece_in_plain_words_is_not_asked_and_nonsense_made_of_its_words_is(
    line: dict[str, str],
) -> None:
    piece = next(piece for piece in (*PIECES, TUESDAY) if piece.title == line["piece"])
    verdict = check_comment(
        line["comment"], quote="", piece_title=piece.title, piece_text=piece.text, min_words=MIN_OWN_WORDS
    )
    assert (verdict.verdict is Verdict.ACCEPTED) == (line["label"] == "genuine"), verdict.reasons
