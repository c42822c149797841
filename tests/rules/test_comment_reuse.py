"""Comments that were given before: one of them in another order, or sentences out of several, are no new one."""

from __future__ import annotations

import random
import re
from collections.abc import Sequence

import pytest

from benchmarks.comment_lines import tune
from rules.comments.check import Problem, check_comment
from rules.comments.reuse import share_said_before
from rules.comments.words import own_words
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


def _problems(comment: str, earlier: Sequence[str], others: Sequence[str] = ()) -> list[Problem]:
    found = check_comment(
        comment, quote="", piece_title=STORM.title, piece_text=STORM.text, earlier=earlier, others=others, min_words=60
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


def _disguised(text: str, chance: random.Random) -> str:
    """Return a text that reads the same: capitals, look-alikes and signs that nobody sees."""
    return "".join(
        chance.choice((sign, sign.upper(), sign + "\u200b", {"e": "\u0435"}.get(sign, sign))) for sign in text
    )


@pytest.mark.parametrize("whose", ["earlier", "others", "both"])
@pytest.mark.parametrize("form", ["as they were", "a word changed", "disguised before"])
@pytest.mark.parametrize("seed", range(3))
def test_sentences_out_of_several_comments_are_no_new_one(seed: int, form: str, whose: str) -> None:
    chance = random.Random(seed)
    before = [line.comment for line in tune() if line.genuine and line.language == "en" and line.words >= 60][:40]
    sources = chance.sample(before, 8)
    said = [chance.choice([each.strip() for each in _sentences(source) if len(each.split()) > 9]) for source in sources]
    told = list(map(_changed, said)) if form == "a word changed" else said
    if form == "disguised before":
        before = [_disguised(each, chance) for each in before]
    earlier, others = {"earlier": (before, []), "others": ([], before), "both": (before[::2], before[1::2])}[whose]

    assert _problems(" ".join(told), earlier, others) == [Problem.PUT_TOGETHER]


def test_a_genuine_comment_is_not_put_together_from_a_hundred_others() -> None:
    genuine = [line for line in tune() if line.genuine and line.words >= 20]
    for line in genuine:
        others = [other.comment for other in genuine if other is not line and other.language == line.language][:100]
        assert share_said_before(own_words(line.comment, ()).text, others) < 0.4, line.comment
