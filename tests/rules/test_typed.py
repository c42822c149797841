"""What members type over several lines."""

import pytest

from rules.kit.text import in_few_lines


@pytest.mark.parametrize(
    ("typed", "tidied"),
    [
        ("", ""),
        (" \n\t\n ", ""),
        ("one  line ", "one line"),
        ("one\r\n\n\n  two\u2028three", "one\ntwo\nthree"),
        ("a\n" * 490 + "b", "a\n" * 11 + "a " * 479 + "b"),
    ],
)
def test_lines_lose_the_space_around_them(typed: str, tidied: str) -> None:
    assert in_few_lines(typed) == tidied
