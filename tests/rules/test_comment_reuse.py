"""A reader's earlier comments: one of them in another order is no new one."""

from __future__ import annotations

import random
import re

import pytest

from rules.comments.check import Problem, check_comment
from sandbox.swap_pieces import STORM
from tests.services.unplaced import UNPLACED

MEMORIES = tuple(unplaced.text for unplaced in UNPLACED)


def _sentences(text: str) -> list[str]:
    return re.findall(r"[^.;?]+[.;?]\s?", text)


def _changed(sentence: str) -> str:
    """Return a sentence with another word in its middle."""
    words = sentence.split()
    words[len(words) // 2] = "zebra"
    return " ".join(words)


def _problems(comment: str, earlier: list[str]) -> list[Problem]:
    found = check_comment(
        comment, quote="", piece_title=STORM.title, piece_text=STORM.text, earlier=earlier, min_words=60
    )
    return [reason.problem for reason in found.reasons]


@pytest.mark.parametrize("seed", range(5))
@pytest.mark.parametrize("form", ["shuffled", "a word changed"])
def test_an_earlier_comment_in_another_order_is_no_new_one(form: str, seed: int) -> None:
    chance = random.Random(f"{form}{seed}")
    sentences = _sentences(MEMORIES[0])
    said = sentences if form == "shuffled" else list(map(_changed, sentences))

    assert Problem.REUSED in _problems(" ".join(chance.sample(said, len(said))), list(MEMORIES))


@pytest.mark.parametrize("new", MEMORIES)
def test_what_one_reader_remembers_otherwise_is_new(new: str) -> None:
    assert Problem.REUSED not in _problems(new, [each for each in MEMORIES if each != new])
