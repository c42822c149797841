"""Leaderboards: what counts, ranks with ties, the top and one's own neighbours. Never followers."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import lru_cache
from typing import NamedTuple

from rules.kit.calendar import month_start, season_start, week_start
from rules.streaks.day_bits import (
    FIRST_DAY,
    SingleDays,
    bits_of,
    first_day,
    paused_bits,
    promised,
    range_bits,
    units_touched,
)
from rules.streaks.plans import DAYS_A_WEEK, ONE_DAY, Ask, Pause, Plan, Unit, plan_on
from rules.streaks.streak import FREEZE_EARNED_EVERY, MOST_EARNED, History, PromisesKept

TOP = 10
NEIGHBOURS = 1
ONE_WEEK = DAYS_A_WEEK * ONE_DAY
LEAST_PLANNED = 3
LEAST_SHARE = 0.5  # of what was promised: a board holds nobody up who kept less
LEAST_NAMES = 3  # fewer make no ranking: they are named without figures
WEEK_IS_YOUNG = 3  # days of it, in which a board of the week shows the one before


class Board(StrEnum):
    """What a board compares."""

    KEPT = "kept"
    STREAK = "streak"
    WORDS = "words"
    READS = "reads"  # comments given that their authors accepted
    REACHED = "reached"  # different people whose comment was accepted


class BoardPeriod(StrEnum):
    """What span a board looks at; a season is three months."""

    WEEK = "week"
    MONTH = "month"
    SEASON = "season"
    ALL = "all"


# How many days a unit of a streak is worth beside others; a month has as many as the shortest ones.
DAYS_OF_UNIT = {Unit.WEEK.value: 7, Unit.MONTH.value: 28}


@dataclass(frozen=True, slots=True)
class Score:
    """One member's number on a board; `kept` and `planned` stand behind a kept-promise share.

    `is_promised` tells that the member chose the plan: where nobody promised anything nothing is missing.
    `unit` is what a streak counts: day, week or month, and `lasted` the days since it began.
    """

    member_id: int
    value: float
    kept: int = 0
    planned: int = 0
    unit: str = ""
    lasted: int | None = None
    is_promised: bool = True

    @property
    def weight(self) -> float:
        """What it is ranked by: a streak of three weeks is longer than one of four days, once it has lasted so long."""
        days = self.value * DAYS_OF_UNIT.get(self.unit, 1)
        return days if self.lasted is None else min(days, self.lasted)


@dataclass(frozen=True, slots=True)
class RankedPlace:
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


class BoardSpan(NamedTuple):
    """The days a board looks at; `is_over` when none of them is still to come."""

    first_on: date
    last_on: date
    is_over: bool = False


def board_spans(period: BoardPeriod, today: date) -> tuple[BoardSpan, ...]:
    """Return the days that a board of that period shows, and what to show instead where nobody is on it.

    Until Thursday that is the last full week: the running one says nothing yet.
    """
    first = period_start(period, today)
    running = BoardSpan(first, today)
    if period is not BoardPeriod.WEEK or today.weekday() >= WEEK_IS_YOUNG:
        return (running,)
    return BoardSpan(first - ONE_WEEK, first - ONE_DAY, is_over=True), running


@dataclass(frozen=True, slots=True)
class BoardLog:
    """All of a member's log that a board counts; `written` holds days as the bits of `rules.day_bits`.

    Rests are left out: they change no number on a board.
    """

    written: int
    since_on: date
    plans: tuple[Plan, ...] = ()
    pauses: tuple[Pause, ...] = ()

    @classmethod
    def of(cls, history: History) -> BoardLog:
        """Return what a board counts of a whole history."""
        return cls(bits_of(history.entry_days), history.since_on, history.plans, history.pauses)


@dataclass(frozen=True, slots=True)
class Writer:
    """A member on a board: their local day at the instant asked about, and what they wrote and promised."""

    id: int
    today: date
    log: BoardLog


@dataclass(frozen=True, slots=True)
class GoalMilestone:
    """The highest milestone a shared goal reached, in percent; `channel_id` is where it was told."""

    member_id: int
    goal_text: str
    percent: int
    channel_id: int | None = None


# How many milestones of one member a weekly post names before others have had theirs.
MILESTONES_FIRST = 2


def in_turns(milestones: Sequence[GoalMilestone]) -> list[GoalMilestone]:
    """Return milestones in their order, but for those behind a member's first two: they come after everybody's."""
    had: Counter[int] = Counter()
    first: list[GoalMilestone] = []
    later: list[GoalMilestone] = []
    for each in milestones:
        had[each.member_id] += 1
        (first if had[each.member_id] <= MILESTONES_FIRST else later).append(each)
    return first + later


@dataclass(frozen=True, slots=True)
class DayWritten:
    """A day a member wrote openly; `previous_on` is the written day before it, `joined_on` when they met the bot."""

    member_id: int
    joined_on: date
    day_on: date
    previous_on: date | None


# What somebody wrote last week is asked for again whenever a board is: only those who wrote since are counted anew.
COUNTED = 4096


@lru_cache(maxsize=COUNTED)
def kept_days(log: BoardLog, first: date, last: date, today: date) -> PromisesKept:
    """Return the planned days from `first` to `last` and how many were kept, whatever the plan counts in.

    A week of "3 days a week" is three planned days, in the span that it ends in. Of the running day, week or
    month only what is kept, or can no longer be, counts yet. Frozen days are planned and not kept; paused
    days are neither.
    """
    kept = planned = 0
    now = range_bits(today, today)
    for piece in promised(log.plans, log.pauses, max(first, log.since_on), min(last, today)):
        if isinstance(piece, SingleDays):
            kept += (piece.required & log.written).bit_count()
            planned += (piece.required & (log.written | ~now)).bit_count()
        elif piece.required and piece.last_on >= log.since_on and first <= min(piece.last_on, today) <= last:
            done = (log.written & range_bits(piece.counts_from, min(piece.last_on, today))).bit_count()
            done = min(done, piece.required)
            kept += done
            planned += max(done, piece.required - _days_left(piece, log, today))
    return PromisesKept(kept, planned)


def _days_left(ask: Ask, log: BoardLog, today: date) -> int:
    """Count the days on which the rest of the promise could still be kept, today included."""
    days = range_bits(max(ask.first_on, today), ask.last_on)
    return (days & ~log.written & ~paused_bits(log.pauses)).bit_count()


class Run(NamedTuple):
    """A streak's length, in days, weeks or months, and the days since it began."""

    length: int
    unit: Unit
    lasted: int


def kept_score(member_id: int, kept: PromisesKept, plans: Sequence[Plan], last: date) -> Score:
    """Return what a member has on the board of kept promises up to `last`: the share of their planned days."""
    is_promised = plan_on(plans, last).is_chosen
    return Score(member_id, kept.kept / kept.planned, kept.kept, kept.planned, is_promised=is_promised)


def is_listed(score: Score, plans: Sequence[Plan], last: date) -> bool:
    """Tell whether a board of kept promises up to `last` holds a score: enough was promised, and half of it kept.

    Enough are three days, or one week or month of a plan that counts in those.
    """
    plan = plan_on(plans, last)
    least = LEAST_PLANNED if plan.unit is Unit.DAY else min(LEAST_PLANNED, plan.days)
    return score.planned >= least and score.value >= LEAST_SHARE


@lru_cache(maxsize=COUNTED)
def current_run(log: BoardLog, today: date) -> Run:
    """Return the running streak: what `rules.streaks.streak` calls current, without all it can explain.

    A board asks it of a thousand members at once. So it goes from one missed day to the next, not day by day.
    """
    unit = plan_on(log.plans, today).unit
    written = log.written & range_bits(FIRST_DAY, today)
    if not written:
        return Run(0, unit, 0)
    walked, now = _NOTHING, range_bits(today, today)
    # From the month's first day on, where many begin alike: a run begins with the first day written anyway.
    for piece in promised(log.plans, log.pauses, month_start(first_day(written)), today):
        if isinstance(piece, SingleDays):
            walked = _through_days(walked, written & piece.asked, piece.required & ~written & ~now)
        else:
            walked = _through_unit(walked, piece, written, today)
    lasted = (today - first_day(walked.run)).days + 1 if walked.run else 0
    return Run(units_touched(walked.run, unit), unit, lasted)


class _Walked(NamedTuple):
    """The days kept since the last break, as bits, and what they earned towards freezes."""

    run: int
    earned: int


_NOTHING = _Walked(0, 0)


def _through_days(walked: _Walked, kept: int, missed: int) -> _Walked:
    if not kept | missed:
        return walked
    run, earned = walked
    # What is behind is cut off: small numbers are quicker, and this loop is most of a board.
    began = at = ((kept | missed) & -(kept | missed)).bit_length() - 1
    ahead, missed = kept >> at, missed >> at
    while missed:
        past = (missed & -missed).bit_length()
        earned = min(earned + (ahead & (1 << past) - 1).bit_count(), MOST_EARNED) - FREEZE_EARNED_EVERY
        ahead, missed, at = ahead >> past, missed >> past, at + past
        if earned < 0:
            if not ahead:
                return _NOTHING
            run = earned = 0
            free = (ahead & -ahead).bit_length() - 1  # until the next day kept there is nothing more to lose
            ahead, missed, at = ahead >> free, missed >> free, at + free
            began = at
    return _Walked(run | kept >> began << began, min(earned + ahead.bit_count(), MOST_EARNED))


def _through_unit(walked: _Walked, ask: Ask, written: int, today: date) -> _Walked:
    done = written & range_bits(ask.counts_from, ask.last_on)
    own = done & range_bits(ask.first_on, ask.last_on)
    earned = min(walked.earned + min(own.bit_count(), ask.full), MOST_EARNED)
    missing = ask.required - done.bit_count()
    if done and missing <= 0:
        return _Walked(walked.run | own, earned)
    if missing <= 0 or ask.last_on >= today:
        return walked
    left = earned - missing * FREEZE_EARNED_EVERY
    return _Walked(walked.run, left) if left >= 0 else _NOTHING


def places(scores: Sequence[Score]) -> list[RankedPlace]:
    """Return the scores ranked, best first; nobody is listed for a zero.

    Among equals the one with more planned stands first, under the same rank.
    """
    ranked: list[RankedPlace] = []
    in_order = sorted(scores, key=lambda each: (-each.weight, -each.planned, each.member_id))
    for number, score in enumerate(in_order, start=1):
        if score.value <= 0:
            break
        tied = bool(ranked) and ranked[-1].score.weight == score.weight
        ranked.append(RankedPlace(ranked[-1].rank if tied else number, score))
    return ranked


def neighbours(ranked: Sequence[RankedPlace], member_id: int) -> list[RankedPlace]:
    """Return a member's own place with the ones just above and below; empty when not on the board."""
    for index, place in enumerate(ranked):
        if place.score.member_id == member_id:
            return list(ranked[max(0, index - NEIGHBOURS) : index + NEIGHBOURS + 1])
    return []
