"""What a day takes: everything a reminder can speak of, and which of it comes first."""

from __future__ import annotations

import math
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from rules.goals.goal import Goal, pace
from rules.goals.reading.answers import Period
from rules.goals.sources import Source
from rules.streaks.plans import Unit
from rules.streaks.streak import Frozen, StreakState

FIRST_WEEK = timedelta(days=7)
CELEBRATED = (7, 30, 100, 365)


class Situation(StrEnum):
    """What a reminder's first words are about."""

    GOALS_LAST_DAY = "goals_last_day"
    WEEK_AT_STAKE = "week_at_stake"
    MONTH_AT_STAKE = "month_at_stake"
    AFTER_A_FREEZE = "after_a_freeze"
    AFTER_A_BREAK = "after_a_break"
    MILESTONE = "milestone"
    FIRST_LINE = "first_line"
    FIRST_WEEK = "first_week"
    STREAK = "streak"
    STREAK_COVERED = "streak_covered"  # by a freeze, if need be
    NO_STREAK = "no_streak"
    GOALS_PACE = "goals_pace"
    LAST_NOTE = "last_note"
    COMMENT_WAITS = "comment_waits"


@dataclass(frozen=True, slots=True)
class GoalToday:
    """A goal and how much of it today takes, or on its last day, how much there is to do."""

    goal: Goal
    amount: float
    is_last_day: bool


@dataclass(frozen=True, slots=True)
class Today:
    """A member's day, when nothing is written yet. `comments_on` are titles of theirs that were read."""

    day_on: date
    streak: StreakState
    frozen_since: tuple[Frozen, ...]
    days_written: int
    met_on: date
    last_note: str
    goals: tuple[GoalToday, ...]
    comments_on: tuple[str, ...]

    def goal(self, *, is_last_day: bool) -> GoalToday | None:
        """Return the first goal that ends today, or that words today keep on pace."""
        return next((each for each in self.goals if each.is_last_day is is_last_day), None)


def goal_today(goal: Goal, day: date) -> GoalToday | None:
    """Return what a day takes of a goal: words to stay on pace, or what is left on its last day; None for nothing."""
    target, deadline_on = goal.target, goal.deadline_on
    if day < target.starts_on or (deadline_on is not None and day > deadline_on):
        return None
    if target.is_practice:
        is_daily = goal.source is Source.WORDS and target.per is Period.DAY
        return GoalToday(goal, target.amount, is_last_day=False) if is_daily else None
    if deadline_on is None:
        return None
    standing = pace(target, goal.total, day)
    if standing.remaining <= 0:
        return None
    if day == deadline_on:
        return GoalToday(goal, standing.remaining, is_last_day=True)
    return (
        GoalToday(goal, math.ceil(standing.needed_per_day), is_last_day=False) if goal.source is Source.WORDS else None
    )


def situation(today: Today, number: int) -> Situation:
    """Return what the first words of a member's reminder with that number are about.

    What is only so today comes first; what is so for many days takes turns.
    """
    pressing = _pressing(today)
    if pressing is not None:
        return pressing
    taking_turns = [_standing(today), *_besides(today)]
    turn = number + number // len(taking_turns)  # not in step with the ways to say each
    return taking_turns[turn % len(taking_turns)]


def _pressing(today: Today) -> Situation | None:
    state = today.streak
    if today.goal(is_last_day=True):
        return Situation.GOALS_LAST_DAY
    if state.unit is not Unit.DAY:
        at_stake = Situation.WEEK_AT_STAKE if state.unit is Unit.WEEK else Situation.MONTH_AT_STAKE
        return at_stake if state.missing else None
    if state.current and today.frozen_since:
        return Situation.AFTER_A_FREEZE
    if not state.current and state.broken_on == today.day_on - timedelta(days=1):
        return Situation.AFTER_A_BREAK
    return Situation.MILESTONE if state.current + 1 in CELEBRATED else None


def _standing(today: Today) -> Situation:
    if not today.days_written:
        return Situation.FIRST_LINE
    if today.day_on - today.met_on < FIRST_WEEK:
        return Situation.FIRST_WEEK
    if not today.streak.current or today.streak.unit is not Unit.DAY:
        return Situation.NO_STREAK
    return Situation.STREAK_COVERED if today.streak.freezes else Situation.STREAK


def _besides(today: Today) -> list[Situation]:
    return [
        *([Situation.GOALS_PACE] if today.goal(is_last_day=False) else []),
        *([Situation.LAST_NOTE] if today.last_note else []),
        *([Situation.COMMENT_WAITS] if today.comments_on else []),
    ]
