"""Comments that show nothing: made-up words, words that nobody sees, and a copied line beside something else."""

from __future__ import annotations

import random

import pytest

from benchmarks.comment_lines import train, tune
from benchmarks.comment_set import Outcome, outcome
from rules.comments.check import Verdict
from tests.rules.test_comments import LINE, TEXT, TITLE, check

# Where letters of each script begin, and how many of them: syllables are made up of these.
SCRIPTS = {"Latin": None, "Cyrillic": (0x430, 32), "Korean": (0xAC00, 11_000), "Chinese": (0x4E00, 20_000)}
SCRIPTS |= {"Japanese": (0x3041, 85), "Thai": (0xE01, 45), "Arabic": (0x627, 35), "Devanagari": (0x905, 50)}


def gibberish(script: str, chance: random.Random) -> str:
    """Return 130 made-up words in a script, which can be said aloud where it is Latin."""
    letters = SCRIPTS[script]
    syllables = [f"{one}{other}" for one in "bdfgklmnprstvz" for other in "aeiou"]
    if letters is not None:
        syllables = [chr(letters[0] + number) for number in range(letters[1])]
    return " ".join("".join(chance.choices(syllables, k=chance.randint(3, 5))) for _ in range(130))


@pytest.mark.parametrize("script", SCRIPTS)
def test_gibberish_is_never_accepted_whatever_stands_beside_it(script: str) -> None:
    for seed in range(5):
        made_up = gibberish(script, random.Random(seed))
        for comment in (made_up, f"Great piece, loved it! Keep writing. {made_up}", f"{made_up} Great logbook."):
            for quote, text in ((LINE, TEXT), ("", TEXT), ("", "")):
                assert check(comment, quote=quote, piece_text=text).verdict is not Verdict.ACCEPTED


@pytest.mark.parametrize(
    "blank", ["\u115f\u1160", "\uffa0\u3164", "\U000e0041\U000e0042", "\u200b\u2060", "\u17b4\u180b"]
)
def test_words_that_nobody_sees_are_nobodys_words(blank: str) -> None:
    words = {"".join(random.Random(seed).choices(blank, k=9)) for seed in range(200)}
    verdict = check(f"Great piece, loved it! Keep writing. {' '.join(words)}")
    assert (verdict.own_words, verdict.verdict) == (6, Verdict.REFUSED)


def test_a_copied_line_does_not_make_a_paragraph_about_something_else_a_comment() -> None:
    others = [line for line in tune() if line.genuine and line.language == "en" and line.piece_title != TITLE]
    asked = [check(line.comment).verdict is not Verdict.ACCEPTED for line in others]
    assert sum(asked) >= 0.25 * len(asked)
    about_it = [line for line in train() if line.genuine and line.piece_text and line.quote]
    assert sum(outcome(line) is Outcome.ASKED for line in about_it) <= 0.03 * len(about_it)
