"""What members type over several lines."""

import pytest

from rules.kit.text import tidy_lines


@pytest.mark.parametrize(
    ("typed", "tidied"),
    [
        ("", ""),
        (" \n\t\n ", ""),
        ("one  line ", "one line"),
        ("one\r\n\n\n  two\u2028three", "one\ntwo\nthree"),
    ],
)
def test_lines_lose_the_space_around_them(typed: str, tidied: str) -> None:
    assert tidy_lines(typed) == tidied
