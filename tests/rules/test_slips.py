"""Slips of the finger, against a library that counts them in its own way."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from rapidfuzz.distance import OSA

from rules.kit.slips import slips

WORDS = st.text("abcd", max_size=9)


@given(WORDS, WORDS, st.integers(0, 3))
def test_slips_are_counted_as_a_library_counts_them(typed: str, meant: str, most: int) -> None:
    assert slips(typed, meant, most) == OSA.distance(typed, meant, score_cutoff=most)
