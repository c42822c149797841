"""However a goal is typed, reading it takes few steps."""

from __future__ import annotations

import sys
from datetime import date
from types import FrameType
from typing import Any

import pytest

from rules.goals.reading.read import read_goal

TODAY = date(2027, 1, 15)
NASTY = {
    "½": "½" * 300,
    "digits": "1" * 300,
    "numbers": "1 " * 150,
    "groups": "1," * 150,
    "number words": "two " * 75,
    "articles": "a " * 150,
    "by": "by " * 100,
    "months": "nov 30 " * 42,
    "rhythms": "a week " * 43,
    "tags": "<a " * 100,
    "struck": "~~a" * 100,
    "hyphens": "a-" * 150,
    "edges": "the end of " * 27,
    "clauses": "500 words a day and " * 15,
    "said again": "90 days, 90k words so " * 5 + "90k words in 90 days",
    "adjectives": "500 " + "new " * 74,
    "slips": "follwerz " * 33,
}


@pytest.mark.parametrize("text", NASTY.values(), ids=NASTY)
def test_a_text_of_the_options_full_length_takes_few_steps(text: str) -> None:
    steps = 0

    def count(_frame: FrameType, event: str, _of: Any) -> None:
        nonlocal steps
        steps += event in ("call", "c_call")

    read_goal("500 words a day", TODAY)  # compiles the phrases
    sys.setprofile(count)
    try:
        read_goal(text[:300], TODAY)
    finally:
        sys.setprofile(None)
    assert steps < 25_000
