"""Figures of any length, wherever members type a number or a day: read, or refused by name."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from datetime import date
from functools import partial
from typing import Any

import pytest

from rules.english.typed_days import coming_day, entry_day, entry_day_choices, past_day
from rules.goals.goal import ProgressNotUnderstood, read_progress
from rules.goals.reading.read import read_goal
from rules.kit.amounts import AmountNotUnderstood, read_amount
from rules.kit.errors import Refusal
from rules.sprints import read_said, read_total
from rules.zones.read import read_zone

TODAY = date(2026, 1, 5)
READERS: dict[str, Callable[[str], Any]] = {
    "amount": partial(read_amount, "words"),
    "sprint": read_said,
    "total": read_total,
    "entry's day": partial(entry_day, today=TODAY),
    "coming day": partial(coming_day, today=TODAY),
    "past day": partial(past_day, today=TODAY),
    "choices of a day": partial(entry_day_choices, TODAY),
    "goal": partial(read_goal, today=TODAY),
    "progress": partial(read_progress, total=5.0),
    "zone": read_zone,
}
# Longer than a float, than what SQLite keeps, and than Python turns into an int.
LENGTHS = (20, 310, 4_400)
SENTENCES = (
    *("#", "+#", "-#", "=#", "#k", "#.5", "#,5", "1.#", "#½", "#:#", "#/#/#", "#-#-#", "UTC+#", "in #w", "# May #"),
    *("# dozen words", "# words in # days", "# days ago", "500 words every # days", "#-# words # times a week"),
)


@pytest.mark.parametrize("reader", READERS.values(), ids=READERS)
def test_figures_of_any_length_are_read_or_refused(reader: Callable[[str], Any]) -> None:
    for length in LENGTHS:
        for sentence in SENTENCES:
            with suppress(Refusal):
                reader(sentence.replace("#", "9" * length))


@pytest.mark.parametrize(
    ("typed", "amount"),
    [
        *(("", 0), ("350", 350), ("1,200 words", 1200), ("1'200", 1200), ("1 200", 1200), ("1,234,567", 1_234_567)),
        *(("1.5k", 1500), ("1,5k", 1500), ("0,5 k", 500), ("12,34", 12), ("10,5", 10), ("999,9", 1000), ("-5", -5)),
    ],
)
def test_a_comma_before_three_digits_groups_them_and_any_other_is_a_decimal_comma(typed: str, amount: int) -> None:
    assert read_amount("words", typed) == amount


@pytest.mark.parametrize("typed", ["1.500", "1,234k", "1,234 k", "1,2345", "12,345,6", "1,200.5", "1.234.567"])
def test_an_amount_that_could_be_either_is_asked_about(typed: str) -> None:
    with pytest.raises(AmountNotUnderstood):
        read_amount("words", typed)


def test_progress_is_refused_for_its_length_before_it_is_folded() -> None:
    with pytest.raises(ProgressNotUnderstood):
        read_progress(f"180{' ' * 6_000}", 100)
