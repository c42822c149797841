"""Typed text in a form of Unicode: marks in a row are cut, for the order of them costs the square of their number."""

from __future__ import annotations

import unicodedata

import pytest

from rules.kit.forms import MOST_MARKS, in_form
from rules.kit.letters import folded


@pytest.mark.parametrize("marks", ["\u05b0\u05c1", "\u093c\u094d", "\u0323\uff9e"], ids=["Hebrew", "Hindi", "wide"])
def test_marks_in_a_row_are_cut_before_they_are_put_in_order(marks: str) -> None:
    letters = "אק" + marks * 2_000
    assert len(in_form("NFKD", letters, len(letters))) <= len("אק") + MOST_MARKS
    assert len(folded(letters)) <= len("אק") + MOST_MARKS


def test_a_text_is_cut_before_it_is_looked_at() -> None:
    assert len(in_form("NFKC", "\ufdfa" * 4_000, 10)) == 10 * len(unicodedata.normalize("NFKC", "\ufdfa"))


@pytest.mark.parametrize("said", ["Việt Nam", "בְּרֵאשִׁית", "हिन्दी", "กำลัง", "Ａ㍿ﾊﾟ"])
def test_marks_of_real_words_stay(said: str) -> None:
    assert in_form("NFKD", said, 100) == unicodedata.normalize("NFKD", said)
