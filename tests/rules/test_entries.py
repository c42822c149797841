"""What an entry may contain, at and around each limit."""

import pytest

from rules.kit.amounts import AmountNegative
from rules.kit.errors import Refusal
from rules.kit.text import LONGEST_ADDRESS
from rules.streaks.entries import AmountTooLarge, LinkNotWeb, check_entry


@pytest.mark.parametrize(
    ("words", "minutes", "link"),
    [
        (None, None, None),
        (0, 0, ""),
        (100_000, 1_440, "https://example.org/a?b=c#d"),
        (1, None, "http://example.org:8080"),
        (None, 1, "HTTPS://EXAMPLE.ORG"),
        (None, None, "https://пример.рф/рассказ"),
    ],
)
def test_an_honest_entry_is_accepted(words: int | None, minutes: int | None, link: str | None) -> None:
    check_entry(words, minutes, link)


@pytest.mark.parametrize(
    ("words", "minutes", "refusal"),
    [
        (-1, None, ("words", -1)),
        (None, -5, ("minutes", -5)),
        (100_001, None, ("words", 100_001, 100_000)),
        (500, 1_441, ("minutes", 1_441, 1_440)),
    ],
)
def test_an_impossible_amount_is_refused_by_name(
    words: int | None, minutes: int | None, refusal: tuple[object, ...]
) -> None:
    with pytest.raises((AmountNegative, AmountTooLarge)) as refused:
        check_entry(words, minutes, None)
    assert refused.value.args == refusal
    assert isinstance(refused.value, AmountNegative if len(refusal) == 2 else AmountTooLarge)


@pytest.mark.parametrize(
    "link",
    [
        "example.org",
        "javascript:alert(1)",
        "ftp://example.org/a",
        "https://",
        "https:///path",
        "https://[::1",
        "https://example.org/a b",
        "https://example.org/\n@everyone",
        "https://example.org/" + "a" * LONGEST_ADDRESS,
    ],
)
def test_a_link_that_is_no_web_address_is_refused(link: str) -> None:
    with pytest.raises(LinkNotWeb) as refused:
        check_entry(None, None, link)
    assert refused.value.link == link
    assert isinstance(refused.value, Refusal)
