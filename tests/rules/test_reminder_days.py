"""What a day takes: which of it a reminder speaks of first, and that no two in a row say the same."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cogs.reminders.first_words import first_words
from rules.goals.goal import Goal, Target
from rules.goals.reading.answers import Period
from rules.members.consent import Mode
from rules.reminders.needed import is_due
from rules.reminders.today import GoalToday, Situation, Today, goal_today, situation
from rules.streaks.plans import Plan, PlanKind
from rules.streaks.streak import Frozen, History, streak

MONDAY = date(2026, 1, 5)
DAY = timedelta(days=1)
NOW = datetime(2026, 1, 5, tzinfo=UTC)


def day_of(written: int = 0, missed: int = 0, plan: PlanKind | None = None, days: int = 1) -> Today:
    """Return a day after so many written ones and then so many missed; a plan begins on the Monday before."""
    today = MONDAY + DAY * (written + missed)
    entry_days = frozenset(MONDAY + DAY * number for number in range(written))
    plans = () if plan is None else (Plan(plan, MONDAY, MONDAY, days),)
    state = streak(History(entry_days, MONDAY, plans), today)
    return Today(today, state, (), written, MONDAY, "", (), ())


def goal(
    text: str, unit: str, amount: float, deadline: date | None, total: float = 0, per: Period | None = None
) -> Goal:
    target = Target(amount, unit, 0, per, MONDAY, deadline)
    counted_from = MONDAY if target.source else None
    return Goal(1, 1, None, None, text, target, False, NOW, counted_from, total=total)


WORDS = GoalToday(goal("50k words", "words", 50_000, MONDAY + DAY * 99), 152, is_last_day=False)
ENDING = GoalToday(goal("12 posts", "posts", 12, MONDAY), 2, is_last_day=True)
BY_HAND = GoalToday(goal("500 followers", "followers", 500, MONDAY, 380), 120, is_last_day=True)
FROZEN = Frozen(MONDAY + DAY * 9, MONDAY + DAY * 9, 1)

SITUATIONS = {
    Situation.FIRST_LINE: day_of(),
    Situation.FIRST_WEEK: day_of(2),
    Situation.STREAK: replace(day_of(12), streak=replace(day_of(12).streak, freezes=0)),
    Situation.STREAK_COVERED: day_of(12),
    Situation.MILESTONE: day_of(29),
    Situation.NO_STREAK: day_of(3, 5),
    Situation.AFTER_A_BREAK: day_of(8, 2),
    Situation.AFTER_A_FREEZE: replace(day_of(9), frozen_since=(FROZEN,)),
    Situation.WEEK_AT_STAKE: day_of(1, 3, PlanKind.DAYS_A_WEEK, 4),
    Situation.MONTH_AT_STAKE: day_of(0, 26, PlanKind.MONTHLY),
    Situation.GOALS_LAST_DAY: replace(day_of(12), goals=(ENDING,)),
    Situation.GOALS_PACE: replace(day_of(12), goals=(WORDS,)),
    Situation.LAST_NOTE: replace(day_of(12), last_note="the *ferry* scene"),
    Situation.COMMENT_WAITS: replace(day_of(12), comments_on=("The Lantern",)),
}


@pytest.mark.parametrize("about", Situation)
def test_every_situation_is_found_and_never_said_the_same_way_twice_in_a_row(about: Situation) -> None:
    today = SITUATIONS[about]
    said = [first_words(today, about, number) for number in range(13)]

    assert about in {situation(today, number) for number in range(3)}
    assert all(one != other for one, other in pairwise(said))
    assert all(len(words) < 130 and "\n" not in words for words in said)


@given(st.integers(0, 40), st.integers(0, 9), st.integers(0, 10**6), st.booleans(), st.booleans())
def test_no_two_reminders_in_a_row_begin_alike(
    written: int, missed: int, number: int, has_goal: bool, has_note: bool
) -> None:
    goals = (WORDS,) if has_goal else ()
    one = replace(day_of(written, missed), goals=goals, last_note="a note" if has_note else "")
    other = replace(day_of(written, missed + 1), goals=goals, last_note=one.last_note)
    words = [first_words(day, situation(day, at), at) for day, at in ((one, number), (other, number + 1))]

    assert words[0] != words[1]


def test_words_keep_a_goal_on_pace_and_its_last_day_comes_before_all_else() -> None:
    pace = goal_today(goal("50k words", "words", 50_000, MONDAY + DAY * 99, 10_000), MONDAY + DAY * 20)
    last = goal_today(goal("50k words", "words", 50_000, MONDAY, 49_000), MONDAY)
    assert pace is not None
    assert last is not None

    assert (pace.amount, pace.is_last_day) == (500, False)  # 40,000 in 80 days
    assert (last.amount, last.is_last_day) == (1_000, True)
    assert situation(replace(day_of(9), goals=(pace, last), frozen_since=(FROZEN,)), 0) is Situation.GOALS_LAST_DAY


@pytest.mark.parametrize(
    "nothing",
    [
        goal("50k words", "words", 50_000, MONDAY - DAY),  # over
        goal("50k words", "words", 50_000, MONDAY + DAY * 9, 50_000),  # done
        goal("500 followers", "followers", 500, MONDAY + DAY * 9),  # not in words
        goal("3 posts a week", "posts", 3, None, per=Period.WEEK),
    ],
)
def test_other_goals_take_nothing_of_a_day(nothing: Goal) -> None:
    assert goal_today(nothing, MONDAY) is None


def test_a_daily_rhythm_of_words_takes_its_words() -> None:
    found = goal_today(goal("500 words a day", "words", 500, None, per=Period.DAY), MONDAY)

    assert found is not None
    assert found.amount == 500


@pytest.mark.parametrize(
    ("today", "about", "words"),
    [
        (
            day_of(11, 0),
            Situation.STREAK_COVERED,
            "One line makes day 12 of your streak; without it a freeze, a spare day, covers today.",
        ),
        (
            day_of(0, 4, PlanKind.DAYS_A_WEEK, 3),
            Situation.WEEK_AT_STAKE,
            "The week takes 3 more days by Sunday, and today",
        ),
        (day_of(1, 5, PlanKind.DAYS_A_WEEK, 2), Situation.WEEK_AT_STAKE, "The week ends today, and one line keeps it."),
        (SITUATIONS[Situation.GOALS_PACE], Situation.GOALS_PACE, "For “50k words”, today takes 152 words."),
        (replace(day_of(2), goals=(BY_HAND,)), Situation.GOALS_LAST_DAY, "“500 followers” ends today; it stood at 380"),
        (SITUATIONS[Situation.LAST_NOTE], Situation.LAST_NOTE, "You left off at “the \\*ferry\\* scene”."),
        (
            SITUATIONS[Situation.AFTER_A_FREEZE],
            Situation.AFTER_A_FREEZE,
            "Your 9 days stand; a freeze, a spare day, covered",
        ),
    ],
)
def test_what_is_said_is_true(today: Today, about: Situation, words: str) -> None:
    assert first_words(today, about, 1).startswith(words)


@pytest.mark.parametrize(
    ("today", "asked"),
    [
        (day_of(1, 3, PlanKind.DAYS_A_WEEK, 3), False),  # Friday: Saturday and Sunday would do
        (day_of(1, 4, PlanKind.DAYS_A_WEEK, 3), True),  # Saturday: today and tomorrow
        (day_of(1, 5, PlanKind.DAYS_A_WEEK, 3), False),  # Sunday, and two are missing: lost, and silent until Monday
        (day_of(0, 6, PlanKind.WEEKLY), True),
        (day_of(0, 5, PlanKind.WEEKLY), False),
    ],
)
def test_a_week_is_asked_for_only_while_it_hangs_on_today(today: Today, asked: bool) -> None:
    assert is_due(Mode.DAILY, today.streak) is is_due(Mode.AT_STAKE, today.streak) is asked
