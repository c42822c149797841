"""Tips: what may be shared, and which of them is shown."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from rules.tips import (
    LEAST_LENGTH,
    MAX_LENGTH,
    NOT_AGAIN_WITHIN,
    TOP,
    Tip,
    TipTooLong,
    TipTooShort,
    most_helpful,
    random_tip,
    read_tip,
    tip_of_the_week,
)

POST_ON = date(2026, 3, 2)
LATELY = POST_ON - NOT_AGAIN_WITHIN + timedelta(days=1)
LONG_AGO = POST_ON - NOT_AGAIN_WITHIN


def tip(id: int, helped: int = 0, shown_on: date | None = None) -> Tip:
    return Tip(id, 1, 1, f"tip number {id}", helped, shown_on)


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("Answer every comment.", "Answer every comment."),
        ("  Answer every \t comment. \n\n\n Twice.  ", "Answer every comment.\nTwice."),
        ("x" * LEAST_LENGTH, "x" * LEAST_LENGTH),
        ("每天早上先写五百字，再看手机。", "每天早上先写五百字，再看手机。"),
        ("x" * MAX_LENGTH, "x" * MAX_LENGTH),
    ],
)
def test_a_tip_is_read_without_space_around_its_lines(typed: str, read: str) -> None:
    assert read_tip(typed) == read


@pytest.mark.parametrize("typed", ["", "Write.", " \n " * 40, "x" * (LEAST_LENGTH - 1), "加油！加油！", "🎉" * 12])
def test_a_word_is_no_tip(typed: str) -> None:
    with pytest.raises(TipTooShort) as refused:
        read_tip(typed)
    assert refused.value.typed == typed


def test_an_essay_is_no_tip() -> None:
    with pytest.raises(TipTooLong):
        read_tip("x" * (MAX_LENGTH + 1))


def test_the_most_helpful_come_first_and_those_that_helped_nobody_not_at_all() -> None:
    tips = [tip(1), tip(2, 3), tip(3, 7), tip(4, 3)]

    assert [each.id for each in most_helpful(tips)] == [3, 2, 4]
    assert len(most_helpful([tip(number, 1) for number in range(30)])) == TOP


def test_chance_shows_every_tip_and_the_same_one_for_the_same_seed() -> None:
    tips = [tip(number) for number in range(1, 6)]

    shown = [random_tip(tips, seed) for seed in range(100)]
    assert {each.id for each in shown if each} == set(range(1, 6))
    assert shown == [random_tip(tips, seed) for seed in range(100)]


def test_the_next_by_chance_is_another_one_where_there_is_one() -> None:
    tips = [tip(1), tip(2)]

    assert {each.id for seed in range(20) if (each := random_tip(tips, seed, last_id=1))} == {2}
    assert random_tip(tips[:1], 3, last_id=1) == tips[0]
    assert random_tip([], 3) is None


@pytest.mark.parametrize(
    ("tips", "chosen"),
    [
        ([], None),
        ([tip(1)], None),  # helped nobody yet
        ([tip(1, 1), tip(2, 4)], 2),
        ([tip(1, 2), tip(2, 2)], 1),
        ([tip(1, 9, LATELY), tip(2, 1)], 2),
        ([tip(1, 9, LATELY)], None),
        ([tip(1, 9, LONG_AGO)], 1),
        ([tip(1, 9, LONG_AGO), tip(2, 1)], 2),  # never shown goes first
        ([tip(1, 9, LONG_AGO), tip(2, 1, LONG_AGO - timedelta(days=7))], 2),
    ],
)
def test_a_helpful_tip_rides_with_the_post_and_rests_after_it(tips: list[Tip], chosen: int | None) -> None:
    found = tip_of_the_week(tips, POST_ON)
    assert (found and found.id) == chosen
