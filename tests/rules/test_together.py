"""What a member puts into a goal together, and when what is said of it falls due."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules.goals.sources import SOURCES, Count
from rules.goals.together import (
    MOST_WORDS_A_DAY,
    TogetherGoal,
    TogetherMember,
    ended_at,
    look_at,
    most_a_day,
    newly_said,
    put_in,
)

FIRST, LAST = date(2026, 1, 5), date(2026, 1, 9)
NOON = datetime(2026, 1, 6, 12, tzinfo=UTC)
GOAL = TogetherGoal(1, 2, None, 3, 4, 50_000, "words", FIRST, LAST, NOON - timedelta(days=2))
MARA = TogetherMember(5, NOON, NOON.date())

COUNTS = st.lists(
    st.builds(
        lambda day, hours, words: Count(FIRST + timedelta(days=day), NOON + timedelta(hours=hours), words),
        st.integers(-1, 6),
        st.integers(-30, 30),
        st.integers(1, 9_000),
    )
)


@given(COUNTS)
def test_nobody_puts_in_more_than_a_day_takes_whatever_the_order_and_however_it_is_split(
    counts: list[Count],
) -> None:
    amount = put_in(GOAL, MARA, counts)
    in_time = [each for each in counts if each.counted_at >= NOON and NOON.date() <= each.day_on <= LAST]
    days = {each.day_on for each in in_time}
    assert amount <= min(MOST_WORDS_A_DAY * len(days), sum(each.amount for each in in_time))
    assert amount == put_in(GOAL, MARA, reversed(counts))
    halves = [replace(each, amount=each.amount / 2) for each in counts for _ in range(2)]
    assert amount == put_in(GOAL, MARA, halves)


@pytest.mark.parametrize("unit", SOURCES)
def test_whatever_is_counted_nobody_reaches_it_in_a_day(unit: str) -> None:
    counts = [Count(NOON.date(), NOON, 100_000)] * 3

    assert put_in(replace(GOAL, unit=unit), MARA, counts) == most_a_day(unit) <= MOST_WORDS_A_DAY


@given(COUNTS)
def test_what_is_logged_after_it_was_ended_adds_nothing(counts: list[Count]) -> None:
    ended = replace(GOAL, ended_at=NOON + timedelta(hours=5))
    before = [each for each in counts if each.counted_at <= NOON + timedelta(hours=5)]
    assert put_in(ended, MARA, counts) == put_in(GOAL, MARA, before)


@pytest.mark.parametrize(
    ("said", "total", "now"),
    [(0, 24_999, None), (0, 25_000, 50), (50, 49_999, None), (50, 50_000, 100), (0, 60_000, 100)],
)
def test_half_way_and_the_whole_way_are_said_once(said: int, total: float, now: int | None) -> None:
    assert newly_said(replace(GOAL, said_percent=said), total) == now


def test_the_end_is_said_in_the_evening_after_the_last_day_and_a_card_is_changed_every_ten_seconds() -> None:
    assert ended_at(GOAL, ZoneInfo("Asia/Tokyo")) == datetime(2026, 1, 10, 9, tzinfo=UTC)
    for second in (0, 4, 9):
        assert look_at(NOON + timedelta(seconds=second, microseconds=5)) == NOON + timedelta(seconds=10)
