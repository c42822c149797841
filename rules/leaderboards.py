"""Leaderboards: what counts, ranks with ties, the top and one's own neighbours. Never followers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import lru_cache
from typing import NamedTuple

from rules.calendar import month_start, season_start, week_start
from rules.plans import Ask, Pause, Plan, asks, days_between, paused_days
from rules.streaks import History, Kept

TOP = 10
NEIGHBOURS = 1
LEAST_PLANNED = 3


class Board(StrEnum):
    """What a board compares."""

    KEPT = "kept"
    STREAK = "streak"
    WORDS = "words"


class BoardPeriod(StrEnum):
    """What span a board looks at; a season is three months."""

    WEEK = "week"
    MONTH = "month"
    SEASON = "season"
    ALL = "all"


@dataclass(frozen=True, slots=True)
class Score:
    """One member's number on a board; `kept` and `planned` stand behind a kept-promise share.

    `unit` is what a streak counts: day, week or month.
    """

    member_id: int
    value: float
    kept: int = 0
    planned: int = 0
    unit: str = ""


@dataclass(frozen=True, slots=True)
class Place:
    """A score with its rank, from 1; equal scores share it and the next rank is left out."""

    rank: int
    score: Score


def period_start(period: BoardPeriod, today: date) -> date:
    """Return the first day a board of that period looks at."""
    if period is BoardPeriod.WEEK:
        return week_start(today)
    if period is BoardPeriod.MONTH:
        return month_start(today)
    if period is BoardPeriod.SEASON:
        return season_start(today)
    return date.min


def kept_days(history: History, first: date, last: date, today: date) -> Kept:
    """Return the planned days from `first` to `last` and how many were kept, whatever the plan counts in.

    A week of "3 days a week" is three planned days, in the span that it ends in. Of the running day, week or
    month only what is kept, or can no longer be, counts yet. Frozen days are planned and not kept; paused
    days are neither.
    """
    asked = _asked(history.plans, history.pauses, max(first, history.since_on), min(last, today))
    kept = len(asked.days & history.entry_days)
    planned = len(asked.days)
    if today in asked.days and today not in history.entry_days:
        planned -= 1
    for ask in asked.units:
        if ask.last_on >= history.since_on and first <= min(ask.last_on, today) <= last:
            done = _days_done(ask, history, today)
            kept += done
            planned += max(done, ask.required - _days_left(ask, history, today))
    return Kept(kept, planned)


class _Asked(NamedTuple):
    """What plans ask for in a span: single days, and units of which only some days are."""

    days: frozenset[date]
    units: tuple[Ask, ...]


# Most of a server's members promise the same, and a board asks for all of them.
@lru_cache(maxsize=512)
def _asked(plans: tuple[Plan, ...], pauses: tuple[Pause, ...], from_on: date, to_on: date) -> _Asked:
    asked = [ask for ask in asks(plans, paused_days(pauses), from_on, to_on) if ask.required]
    return _Asked(
        frozenset(ask.last_on for ask in asked if ask.counts_from == ask.last_on),
        tuple(ask for ask in asked if ask.counts_from != ask.last_on),
    )


def _days_done(ask: Ask, history: History, today: date) -> int:
    written = sum(day in history.entry_days for day in days_between(ask.counts_from, min(ask.last_on, today)))
    return min(written, ask.required)


def _days_left(ask: Ask, history: History, today: date) -> int:
    """Count the days on which the rest of the promise could still be kept, today included."""
    days = days_between(max(ask.first_on, today), ask.last_on)
    return sum(day not in history.paused and day not in history.entry_days for day in days)


def places(scores: Sequence[Score]) -> list[Place]:
    """Return the scores ranked, best first; nobody is listed for a zero.

    Among equals the one with more planned stands first, under the same rank.
    """
    ranked: list[Place] = []
    in_order = sorted(scores, key=lambda each: (-each.value, -each.planned, each.member_id))
    for number, score in enumerate(in_order, start=1):
        if score.value <= 0:
            break
        tied = bool(ranked) and ranked[-1].score.value == score.value
        ranked.append(Place(ranked[-1].rank if tied else number, score))
    return ranked


def neighbours(ranked: Sequence[Place], member_id: int) -> list[Place]:
    """Return a member's own place with the ones just above and below; empty when not on the board."""
    for index, place in enumerate(ranked):
        if place.score.member_id == member_id:
            return list(ranked[max(0, index - NEIGHBOURS) : index + NEIGHBOURS + 1])
    return []
