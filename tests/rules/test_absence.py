"""Deadlines that take something from a member, where the bot was out of their reach."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules.schedule.due import LEAST_ABSENCE, LEFT_AFTER_ABSENCE, after_absence

GONE = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)


def hours(count: float) -> timedelta:
    return timedelta(hours=count)


@pytest.mark.parametrize(
    ("due_in", "away_for", "moved_to"),
    [
        (48, 36, 84),  # by as long as it was away
        (3, 36, 60),  # at least a day is left
        (24, 0.3, 24.3),  # short, but long enough to have missed somebody's press
        (24, 0.1, 24),  # an update takes nobody's chance
        (-1, 36, -1),  # it was over before
        (0, 36, 0),
    ],
)
def test_a_deadline_moves_by_the_time_away_and_leaves_a_day(due_in: float, away_for: float, moved_to: float) -> None:
    moved = after_absence(GONE + hours(due_in), GONE, GONE + hours(away_for))

    assert moved == GONE + hours(max(moved_to, away_for + 24) if due_in > 0 and away_for > 0.25 else moved_to)


@given(st.timedeltas(hours(-200), hours(200)), st.timedeltas(timedelta(0), hours(400)))
def test_no_deadline_comes_nearer_and_none_is_lost_while_away(due_in: timedelta, away_for: timedelta) -> None:
    due_at, back_at = GONE + due_in, GONE + away_for
    moved = after_absence(due_at, GONE, back_at)

    assert moved >= due_at
    if due_at > GONE and away_for >= LEAST_ABSENCE:
        assert moved - back_at >= due_at - GONE  # what was left is left
        assert moved - back_at >= LEFT_AFTER_ABSENCE
