"""Pieces: what their numbers may be, and what they say once there are enough of them."""

from __future__ import annotations

from datetime import date

import pytest

from rules.pieces import (
    LEAST_COUNTED,
    MAX_NUMBER,
    Advice,
    Comparison,
    MoreReadsThanViews,
    NumberOutOfRange,
    Numbers,
    advice,
    check_numbers,
    compared,
    readers_for_success,
)

DAY = date(2026, 1, 5)


def numbers(views: int | None = None, reads: int | None = None, claps: int | None = None) -> Numbers:
    return Numbers(DAY, views, reads, claps)


@pytest.mark.parametrize(
    "told", [numbers(), numbers(0, 0, 0), numbers(5, 5, 900), numbers(None, 7), numbers(MAX_NUMBER, 1, MAX_NUMBER)]
)
def test_what_a_site_could_have_counted_is_taken(told: Numbers) -> None:
    check_numbers(told)


@pytest.mark.parametrize(
    ("told", "what"),
    [
        (numbers(-1), "views"),
        (numbers(1, -1), "reads"),
        (numbers(1, 1, -1), "claps"),
        (numbers(MAX_NUMBER + 1), "views"),
    ],
)
def test_what_no_site_counts_is_refused(told: Numbers, what: str) -> None:
    with pytest.raises(NumberOutOfRange) as refused:
        check_numbers(told)
    assert refused.value.what == what


def test_nobody_reads_what_they_did_not_open() -> None:
    with pytest.raises(MoreReadsThanViews):
        check_numbers(numbers(99, 100))


@pytest.mark.parametrize(
    ("told", "read_ratio", "clap_ratio"),
    [
        (numbers(200, 100, 50), 0.5, 0.5),
        (numbers(200, 100, 250), 0.5, 2.5),
        (numbers(200, 0, 0), 0.0, None),
        (numbers(LEAST_COUNTED, LEAST_COUNTED - 1, 9), 0.99, None),
        (numbers(LEAST_COUNTED - 1, 50, 9), None, None),
        (numbers(None, 400, 100), None, 0.25),
        (numbers(400, None, 100), None, None),
        (numbers(400, 100, None), 0.25, None),
        (numbers(0, 0, 0), None, None),
    ],
)
def test_a_ratio_is_told_of_enough_only(told: Numbers, read_ratio: float | None, clap_ratio: float | None) -> None:
    assert told.read_ratio == (None if read_ratio is None else pytest.approx(read_ratio))
    assert told.clap_ratio == (None if clap_ratio is None else pytest.approx(clap_ratio))


@pytest.mark.parametrize(
    ("told", "advised"),
    [
        (numbers(1000, 399, 300), Advice.OPENING),
        (numbers(1000, 399, 0), Advice.OPENING),  # the earliest on a reader's way
        (numbers(1000, 400, 300), None),
        (numbers(1000, 500, 24), Advice.ENDING),
        (numbers(1000, 500, 25), None),
        (numbers(1000, 700, 10), Advice.ENDING),
        (numbers(1000, 601, 300), Advice.REACH),
        (numbers(1000, 601), Advice.REACH),
        (numbers(1000, 600, 300), None),
        (numbers(None, 1000, 10), Advice.ENDING),
        # Too few to say anything, whatever they look like.
        (numbers(99, 1, 0), None),
        (numbers(99, 99, 0), None),
        (numbers(150, 75, 0), None),
        (numbers(1000, None, 0), None),
        (numbers(), None),
    ],
)
def test_advice_is_given_where_the_numbers_carry_it(told: Numbers, advised: Advice | None) -> None:
    assert advice(told) == advised


@pytest.mark.parametrize(
    ("own", "others", "found"),
    [
        (None, [0.5], None),
        (0.4, [], Comparison(0.4, None, 0)),
        (0.4, [None, None], Comparison(0.4, None, 0)),
        (0.4, [0.2, None], Comparison(0.4, 0.2, 1)),
        (0.4, [0.1, 0.9, 0.2], Comparison(0.4, 0.2, 3)),
    ],
)
def test_a_ratio_stands_beside_the_middle_of_the_others(
    own: float | None, others: list[float | None], found: Comparison | None
) -> None:
    assert compared(own, others) == found


@pytest.mark.parametrize(
    ("answer", "readers"),
    [
        ("100", 100),
        ("1,000 readers", 1000),
        ("2k", 2000),
        ("One", 1),
        ("a hundred", 100),
        ("", None),
        ("0", None),
        ("my aunt", None),
    ],
)
def test_a_number_of_readers_is_taken_from_the_answer(answer: str, readers: int | None) -> None:
    assert readers_for_success(answer) == readers


def test_a_number_of_readers_is_looked_for_at_the_beginning_alone() -> None:
    assert readers_for_success("½" * 1_000 + " 12 readers") is None
    assert readers_for_success("12 readers " + "½" * 1_000) == 12
