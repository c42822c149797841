"""Streaks, derived by one walk over what the plan asked for and the days with an entry.

A kept day earns a seventh of a freeze. A missed one spends a whole freeze, or ends the run. The walk then
stands where it stood before the first entry, as low as it can be. So logging more never shortens a streak.
"""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import Enum, auto
from functools import cached_property
from itertools import pairwise
from typing import NamedTuple

from rules.streaks.plans import (
    Ask,
    Pause,
    Plan,
    Unit,
    asks,
    days_between,
    paused_days,
    plan_on,
    unit_end,
    unit_start,
)

MAX_FREEZES = 2
FREEZE_EARNED_EVERY = 7
COMEBACK_AFTER = 3
SILENCE = timedelta(days=3)
YEAR_DAYS = 365
LEAST_DAYS_SHOWN = 84
MOST_EARNED = MAX_FREEZES * FREEZE_EARNED_EVERY


@dataclass(frozen=True)
class History:
    """All that a streak depends on. `rests` counts for today only: later, a rested day is a missed one."""

    entry_days: frozenset[date]
    since_on: date
    plans: tuple[Plan, ...] = ()
    pauses: tuple[Pause, ...] = ()
    rests: frozenset[date] = field(default_factory=frozenset)

    @cached_property
    def paused(self) -> frozenset[date]:
        """Every day that a pause covers."""
        return paused_days(self.pauses)


@dataclass(frozen=True)
class PromisesKept:
    """Planned days, weeks or months, and how many of them were kept."""

    kept: int
    planned: int


@dataclass(frozen=True)
class Frozen:
    """A missed day, or a week or month that fell short, and the freezes it took."""

    first_on: date
    last_on: date
    freezes: int


@dataclass(frozen=True)
class StreakState:
    """A member's streak as of one day.

    `current` and `broken_run` count `unit`, that of the plan in force that day. A run of days written ends with what
    was missed, whatever the plan counts in: `longest` and `run_days` stay what they are when the plan changes.
    """

    unit: Unit
    current: int
    longest: int  # the most days written inside one run
    freezes: int
    kept_to_next_freeze: int  # 0 when no more can be held
    frozen: tuple[Frozen, ...]  # oldest first
    today_kept: bool  # the day, week or month that today belongs to
    today_asked: bool  # a reminder makes sense: planned, not paused, not resting, no entry today, not kept yet
    at_stake: bool  # a run is on and needs an entry today, unless a freeze covers it
    missing: int  # days still to be written in the running day, week or month
    days_left: int  # days of it that are left and not paused, today included
    run_days: int  # days written since the last break
    run_began_on: date | None
    promises: PromisesKept
    last_entry_on: date | None
    broken_run: int  # length of the last run that ended, 0 if none has
    broken_on: date | None  # last day of what was missed when it ended

    def frozen_since(self, after_on: date) -> tuple[Frozen, ...]:
        """Return what freezes have covered that ended later than `after_on`, oldest first."""
        return tuple(frozen for frozen in self.frozen if frozen.last_on > after_on)


class Mark(Enum):
    """What a calendar shows for one day."""

    KEPT = auto()
    BONUS = auto()  # written on a day not asked for
    FROZEN = auto()
    MISSED = auto()
    PAUSED = auto()
    RESTING = auto()  # today, by choice, with no freeze to cover it
    OPEN = auto()  # today, nothing yet
    UNPLANNED = auto()
    FUTURE = auto()


class _Verdict(Enum):
    KEPT = auto()
    FROZEN = auto()
    MISSED = auto()
    SKIPPED = auto()
    OPEN = auto()


# Reading a member off an enum class costs as much as the rest of a step.
_KEPT, _FROZEN, _MISSED, _SKIPPED, _OPEN = _Verdict


class _Step(NamedTuple):
    """What became of one unit: its entry days, how many were missing, and what is earned by then.

    `counts` as a promise when it was asked for since the member joined, and is over or kept already.
    """

    ask: Ask
    verdict: _Verdict
    days: list[date]
    missing: int
    earned: int
    counts: bool


def streak(history: History, today: date) -> StreakState:
    """Return the streak as of `today`; entries dated later are left out."""
    unit = plan_on(history.plans, today).unit
    run, ended, broken_on = _Run(unit), _Run(unit), None
    frozen: list[Frozen] = []
    breaks: list[date] = []
    step, kept, planned = None, 0, 0
    for step in _walk(history, _first_day(history, today), today, today):
        ask, verdict, days, missing, _, counts = step
        planned += counts
        if verdict is _KEPT:
            kept += counts
            run.extend(days)
        elif verdict is _FROZEN:
            frozen.append(Frozen(ask.first_on, ask.last_on, missing))
        elif verdict is _MISSED:
            breaks.append(ask.last_on)
            if run.length:
                run, ended, broken_on = _Run(unit), run, ask.last_on
    earned = step.earned if step else 0
    asked = _is_asked(step, history, today)
    missing, days_left = _still_open(step, history, today)
    written = sorted(day for day in history.entry_days if day <= today)
    runs = _runs(written, breaks)
    return StreakState(
        unit=unit,
        current=run.length,
        longest=max(runs),
        freezes=earned // FREEZE_EARNED_EVERY,
        kept_to_next_freeze=FREEZE_EARNED_EVERY - earned % FREEZE_EARNED_EVERY if earned < MOST_EARNED else 0,
        frozen=tuple(frozen),
        today_kept=step is not None and step.verdict is _KEPT and step.ask.last_on >= today,
        today_asked=asked,
        at_stake=asked and run.length > 0 and missing >= days_left,
        missing=missing,
        days_left=days_left,
        run_days=runs[-1],
        run_began_on=written[-runs[-1]] if runs[-1] else None,
        promises=PromisesKept(kept, planned),
        last_entry_on=written[-1] if written else None,
        broken_run=ended.length,
        broken_on=broken_on,
    )


def kept_promises(history: History, from_on: date, to_on: date, today: date) -> PromisesKept:
    """Return how many planned units that ended from `from_on` to `to_on` were kept.

    The running unit counts, as of today, once it is kept. Frozen units are planned and not kept; paused
    days and units that ended before the member joined are neither.
    """
    steps = [
        step
        for step in _walk(history, max(from_on, min(history.since_on, today)), min(to_on, today), today)
        if from_on <= min(step.ask.last_on, today) <= to_on and step.counts
    ]
    return PromisesKept(sum(step.verdict is _KEPT for step in steps), len(steps))


def days_written(history: History, from_on: date, to_on: date) -> PromisesKept:
    """Return on how many days from `from_on` to `to_on` was written, for whom nothing was promised: none is missing."""
    days = sum(from_on <= day <= to_on for day in history.entry_days)
    return PromisesKept(days, days)


def how_it_went(history: History, from_on: date, today: date) -> PromisesKept:
    """Return what is said of the days up to today: promises kept, or where no plan was chosen the days written."""
    if plan_on(history.plans, today).is_chosen:
        return kept_promises(history, from_on, today, today)
    return days_written(history, from_on, today)


def promises_begin_on(joined_on: date, entry_days: AbstractSet[date], plans: Sequence[Plan]) -> date:
    """Return the first day that counts as promised: the first entry or chosen plan, not before joining.

    Somebody who only looked around has promised nothing yet: for them it lies beyond every day.
    """
    first_entry = min(entry_days, default=date.max)
    return max(joined_on, min([first_entry, *(plan.asked_from_on for plan in plans)]))


def is_comeback(before: StreakState, entry_on: date) -> bool:
    """Tell whether an entry is the first one after a run worth missing ended, or after days of silence."""
    return (
        before.current == 0
        and before.broken_on is not None
        and before.last_entry_on is not None
        and before.last_entry_on <= before.broken_on < entry_on
        and (before.broken_run >= COMEBACK_AFTER or entry_on - before.last_entry_on > SILENCE)
    )


def week_dots(history: History, today: date) -> tuple[Mark, ...]:
    """Return the marks of this week, Monday to Sunday."""
    return marks(history, unit_start(Unit.WEEK, today), unit_end(Unit.WEEK, today), today)


def year_shown(history: History, today: date) -> list[date]:
    """Return the days of a year to show: from the first entry on, and for a newcomer some weeks ahead."""
    first = max(min(history.entry_days, default=today), today - timedelta(days=YEAR_DAYS - 1))
    return list(days_between(first, max(today, first + timedelta(days=LEAST_DAYS_SHOWN - 1))))


def _runs(written: Sequence[date], breaks: Sequence[date]) -> list[int]:
    """Return how many days were written up to each break, and since the last one."""
    ends = (bisect_right(written, day) for day in breaks)
    return [end - start for start, end in pairwise([0, *ends, len(written)])]


class _Run:
    """Kept days since the last break, counted in days, weeks or months."""

    def __init__(self, unit: Unit) -> None:
        self._unit = unit
        self._in_days = unit is Unit.DAY
        self.length = 0
        self._last: date | None = None

    def extend(self, days: list[date]) -> None:
        if self._in_days:
            self.length += len(days)
            return
        for day in days:
            touched = unit_start(self._unit, day)
            self.length += touched != self._last
            self._last = touched


def _walk(history: History, from_on: date, to_on: date, today: date) -> Iterator[_Step]:
    """Yield every unit that touches `from_on` to `to_on` with what has become of it by `today`."""
    entry_days, since_on, earned = history.entry_days, history.since_on, 0
    for ask in asks(history.plans, history.paused, from_on, to_on):
        first_on, last_on, required, full, counts_from = ask
        if counts_from == last_on:  # a single day, without a loop: members have thousands of them
            days = [last_on] if last_on in entry_days else []
        else:
            days = [day for day in days_between(counts_from, min(last_on, today)) if day in entry_days]
        missing = required - len(days)
        if required == 0:
            verdict = _KEPT if days else _SKIPPED
        elif missing <= 0:
            verdict = _KEPT
        else:
            verdict = _MISSED if last_on < today else _OPEN
        if counts_from < first_on:
            days = [day for day in days if day >= first_on]
        richer = min(earned + min(len(days), full), MOST_EARNED)
        if verdict is _KEPT:
            earned = richer
        elif verdict is _MISSED or (verdict is _OPEN and last_on == today and today in history.rests):
            left = richer - missing * FREEZE_EARNED_EVERY
            if left >= 0:
                verdict, earned = _FROZEN, left
            elif verdict is _MISSED:
                earned = 0
        counts = required > 0 and last_on >= since_on and (verdict is _KEPT or last_on < today)
        yield _Step(ask, verdict, days, missing, earned, counts)


def _first_day(history: History, today: date) -> date:
    return min(today, history.since_on, *history.entry_days)


def _is_asked(step: _Step | None, history: History, today: date) -> bool:
    return (
        step is not None
        and step.verdict is _OPEN
        and today not in history.paused
        and today not in history.rests
        and today not in history.entry_days
    )


def _still_open(step: _Step | None, history: History, today: date) -> tuple[int, int]:
    """Return how many days the running unit is missing, and how many are left to write on, today included."""
    if step is None or step.verdict is not _OPEN:
        return 0, 0
    return step.missing, sum(day not in history.paused for day in days_between(today, step.ask.last_on))


def marks(history: History, from_on: date, to_on: date, today: date) -> tuple[Mark, ...]:
    """Return the marks of the days from `from_on` to `to_on`, as of `today`."""
    asked: dict[date, Mark] = {}
    for step in _walk(history, _first_day(history, today), today, today):
        if step.ask.last_on >= from_on:
            asked.update(_step_marks(step, history, today))
    return tuple(asked.get(day) or _free_mark(day, history, today) for day in days_between(from_on, to_on))


def _step_marks(step: _Step, history: History, today: date) -> dict[date, Mark]:
    """Mark the days written, and of the empty ones as many of the last as were missing."""
    found = dict.fromkeys(step.days, Mark.KEPT)
    if step.verdict is _OPEN and _is_asked(step, history, today):
        found[today] = Mark.OPEN
    if step.verdict in (_FROZEN, _MISSED):
        mark = Mark.FROZEN if step.verdict is _FROZEN else Mark.MISSED
        empty = [
            day
            for day in days_between(step.ask.first_on, step.ask.last_on)
            if day not in history.paused and day not in found
        ]
        found.update(dict.fromkeys(empty[-step.missing :], mark))
    return found


def _free_mark(day: date, history: History, today: date) -> Mark:
    """Mark a day that no promise hangs on."""
    if day <= today and day in history.entry_days:
        return Mark.BONUS
    if day in history.paused:
        return Mark.PAUSED
    if day > today:
        return Mark.FUTURE
    if day == today and day in history.rests:
        return Mark.RESTING
    return Mark.UNPLANNED
