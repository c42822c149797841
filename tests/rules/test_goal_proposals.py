"""Rhythms offered towards an outcome, and what the bot counts by itself."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from rules.goals.goal import Goal, Target, practice_proposals
from rules.goals.reading.answers import Period
from rules.goals.reading.read import read_goal
from rules.goals.sources import Source, source_of

MONDAY = date(2026, 1, 5)


def outcome(amount: float = 100, start: float = 0, unit: str = "followers") -> Target:
    return Target(amount, unit, start, None, MONDAY, MONDAY + timedelta(days=99))


@pytest.mark.parametrize(
    ("unit", "first"), [("words", "3 sessions a week"), ("followers", "1 post a week"), ("likes", "1 post a week")]
)
def test_rhythms_offered_towards_an_outcome_end_with_it(unit: str, first: str) -> None:
    target = outcome(unit=unit)
    offered = practice_proposals(target)

    assert offered[0].label == first
    assert len(offered) == 3
    assert all(each.reading.per and each.reading.deadline == target.deadline_on for each in offered)


@pytest.mark.parametrize(
    ("target", "words"),
    [
        (outcome(20_000, unit="words"), "200"),  # a hundred days
        (outcome(20_100, unit="words"), "210"),
        (outcome(120_500, 500, unit="words"), "1,200"),
        (outcome(3, unit="words"), "10"),
        (replace(outcome(20_000, unit="words"), deadline_on=None), "500"),
        (outcome(3, unit="chapters"), "500"),
    ],
)
def test_the_words_a_day_that_are_offered_get_there_in_time(target: Target, words: str) -> None:
    assert practice_proposals(target)[-1].label == f"{words} words a day"


@pytest.mark.parametrize(
    "target", [outcome(), outcome(unit="words"), outcome(90, 120, unit="words"), outcome(unit="x")]
)
@pytest.mark.parametrize("ends_on", [date(2026, 4, 15), date(2026, 2, 14), None])
def test_the_words_of_an_offered_rhythm_read_back_as_the_goal_it_makes(target: Target, ends_on: date | None) -> None:
    for each in practice_proposals(replace(target, deadline_on=ends_on)):
        assert read_goal(each.text, target.starts_on) == each.reading
        assert each.text.startswith(each.label)
        assert each.reading.deadline == ends_on
        assert source_of(each.reading.unit) is not None


@pytest.mark.parametrize(
    ("unit", "source"),
    [
        ("words", Source.WORDS),
        ("hours", Source.MINUTES),
        ("sessions", Source.SESSIONS),
        ("articles", Source.LINKS),
        ("short stories", Source.LINKS),
        ("guest posts", Source.LINKS),
        ("readers", Source.READERS),
        ("reads", Source.READS),
        ("comments", Source.COMMENTS),
        ("submissions", Source.SUBMISSIONS),
        ("followers", None),
        ("page views", None),
        ("beta readers", None),
        ("days", None),
    ],
)
def test_what_the_bot_counts_by_itself_and_from_where(unit: str, source: Source | None) -> None:
    assert outcome(unit=unit).source is source


@pytest.mark.parametrize(
    ("target", "counts_itself"),
    [
        (replace(outcome(unit="words"), per=Period.WEEK), True),
        (replace(outcome(unit="hours"), per=Period.WEEK), True),
        (replace(outcome(unit="sessions"), per=Period.WEEK), True),
        (replace(outcome(unit="posts"), per=Period.WEEK), False),
        (outcome(unit="words"), False),
        (outcome(unit="followers"), False),
    ],
)
def test_which_goals_wrote_moves_alone(target: Target, counts_itself: bool) -> None:
    goal = Goal(1, 2, 3, 4, "a goal", target, False, datetime(2026, 1, 5, tzinfo=UTC), target.starts_on)

    assert goal.counts_itself is counts_itself
    assert not replace(goal, counted_from_on=None).counts_itself


def test_words_to_cut_are_not_counted_as_words_written() -> None:
    assert outcome(90, 120, unit="words").source is None
