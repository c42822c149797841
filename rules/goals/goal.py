"""Goals: what they ask for, pace, milestones, practice periods, and what counts as making a goal easier."""

from __future__ import annotations

import math
import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from rules.goals.reading.answers import GoalReading, Period
from rules.goals.reading.read import read_goal
from rules.goals.sources import Source, source_of
from rules.kit.calendar import MONTHS, month_end, month_start, week_end, week_start
from rules.kit.errors import Refusal
from rules.kit.forms import in_form

MILESTONES = (25, 50, 75, 100)
# Beeminder's answer to "I'll lower it just for today": a goal loosens only after a week.
EASIER_AFTER = timedelta(days=7)
CHECK_IN_EVERY = timedelta(days=7)
CHECK_IN_NOT_WITHIN = timedelta(days=3)
# How long an ending can be taken back.
TAKEN_BACK_WITHIN = timedelta(days=1)
DAYS_A_WEEK = 7
MAX_TOTAL = 10**9
# Before this many days a projection would swing with every single one.
LEAST_DAYS_TO_PROJECT = 3
MOST_DAYS_TO_PROJECT = 3650


class ProgressNotUnderstood(Refusal):
    """A progress that is neither a total ("180") nor a step ("+20")."""

    def __init__(self, typed: str) -> None:
        super().__init__(typed)
        self.typed = typed


@dataclass(frozen=True, slots=True)
class Target:
    """What a goal asks for, from when to when; `per` makes it a practice goal."""

    amount: float
    unit: str
    start: float
    per: Period | None
    starts_on: date
    deadline_on: date | None

    @property
    def goes_down(self) -> bool:
        """Whether the goal is to have less: a draft of 90,000 words instead of 120,000."""
        return self.amount < self.start

    @property
    def way(self) -> float:
        """How much there is to do, up or down, from start to amount."""
        return abs(self.amount - self.start)

    @property
    def source(self) -> Source | None:
        """Where the bot could count this by itself; None where it cannot, as what a draft has too much of."""
        return None if self.goes_down else source_of(self.unit)

    def is_back(self, total: float, now: float) -> bool:
        """Return whether a total is farther from the goal than where it stands `now`."""
        return total > now if self.goes_down else total < now

    def done(self, total: float) -> float:
        """Return how much of the way a total has gone; negative on the wrong side of the start."""
        return self.start - total if self.goes_down else total - self.start

    def days_until_it_begins(self, today: date) -> int:
        """Return how many days there are before the first that counts; 0 once it has begun."""
        return max(0, (self.starts_on - today).days)

    @property
    def is_practice(self) -> bool:
        """Whether the goal is a rhythm, in the writer's own hands."""
        return self.per is not None


class Ending(StrEnum):
    """How a goal came to its end."""

    FINISHED = "finished"
    DROPPED = "dropped"


@dataclass(frozen=True, slots=True)
class Goal:
    """A goal with its total as of now; `channel_id` is where it was shared.

    `counted_from_on` is the first day the bot counts by itself, None for a goal that stays moved by hand. `updated_on`
    is the day it last moved.
    """

    id: int
    member_id: int
    server_id: int | None
    channel_id: int | None
    text: str
    target: Target
    private: bool
    set_at: datetime
    counted_from_on: date | None
    toward_id: int | None = None
    asked_on: date | None = None
    ending: Ending | None = None
    ended_at: datetime | None = None
    total: float = 0.0
    updated_on: date | None = None
    easier_on: date | None = None

    @property
    def starts_on(self) -> date:
        """The first local day that counts."""
        return self.target.starts_on

    @property
    def deadline_on(self) -> date | None:
        """The last day that counts."""
        return self.target.deadline_on

    @property
    def is_running(self) -> bool:
        """Whether it was neither finished nor dropped."""
        return self.ending is None

    @property
    def source(self) -> Source | None:
        """Where the bot counts the goal by itself; None where it is moved by hand."""
        return None if self.counted_from_on is None else self.target.source

    @property
    def counts_itself(self) -> bool:
        """Whether /wrote alone moves the goal: a rhythm of words, time or sessions."""
        return self.target.is_practice and self.source is not None and self.source.is_writing

    def may_be_taken_back(self, at: datetime) -> bool:
        """Return whether its ending is not yet for good."""
        return self.ended_at is not None and at - self.ended_at <= TAKEN_BACK_WITHIN


@dataclass(frozen=True, slots=True)
class Pace:
    """How an outcome goal stands today. `days_ahead` is negative when behind."""

    total: float
    done: float
    remaining: float
    fraction: float
    days_left: int
    needed_per_day: float
    needed_per_week: float
    days_ahead: int
    projected_on: date | None


@dataclass(frozen=True, slots=True)
class Practice:
    """How a practice goal stands: this period, and the periods kept of those that are over or kept.

    `below` is how far this period lies under nothing: what was taken back by hand was taken out of the log as well.
    """

    done: float
    kept: int
    planned: int
    below: float = 0.0


@dataclass(frozen=True, slots=True)
class PastRhythm:
    """What a practice goal asked for before it was changed; `until_on` is the day the change took effect."""

    amount: float
    per: Period
    until_on: date


def fraction_done(target: Target, total: float) -> float:
    """Return the done part of the way from start to amount, 0 to 1."""
    return 1.0 if target.way == 0 else min(1.0, max(0.0, target.done(total) / target.way))


def pace(target: Target, total: float, today: date) -> Pace:
    """Return the pace of an outcome goal that has a deadline.

    What is needed counts from today on, today included, or from the first day where that is still ahead.
    """
    assert target.deadline_on is not None
    days = max(1, (target.deadline_on - target.starts_on).days + 1)
    gone = max(0, (today - target.starts_on).days)
    left = max(0, (target.deadline_on - max(today, target.starts_on)).days + 1)
    done = target.done(total)
    remaining = max(0.0, target.way - done)
    fraction = fraction_done(target, total)
    needed = remaining / max(1, left)
    return Pace(
        total=total,
        done=done,
        remaining=remaining,
        fraction=fraction,
        days_left=left,
        needed_per_day=needed,
        needed_per_week=needed * min(DAYS_A_WEEK, max(1, left)),
        days_ahead=round(fraction * days - min(days, gone)),
        projected_on=_projected(done, remaining, gone, today),
    )


def _projected(done: float, remaining: float, days_gone: int, today: date) -> date | None:
    """Return when it is done at the pace so far; None while there is too little to go by."""
    if remaining <= 0:
        return today
    if done <= 0 or days_gone < LEAST_DAYS_TO_PROJECT:
        return None
    days = math.ceil(remaining * days_gone / done)
    return today + timedelta(days=days) if days <= MOST_DAYS_TO_PROJECT else None


def period_of(per: Period, day: date) -> tuple[date, date]:
    """Return the first and last day of the day, week or month that `day` lies in."""
    if per is Period.WEEK:
        return week_start(day), week_end(day)
    if per is Period.MONTH:
        return month_start(day), month_end(day)
    return day, day


def practice(target: Target, by_day: Mapping[date, float], today: date, past: Sequence[PastRhythm] = ()) -> Practice:
    """Return how a practice goal stands, given what was done on each day.

    A period that the goal covers only in part is asked for only once it is kept. Each period is measured by the
    rhythm that held at its end (`past`, oldest first), so that changing a goal takes no kept week away.
    """
    assert target.per is not None
    last = min(today, target.deadline_on or today)
    kept = planned = 0
    done = found = 0.0
    begins_on = target.starts_on
    eras = [*past, PastRhythm(target.amount, target.per, last + timedelta(days=1))]
    for number, era in enumerate(eras):
        if number + 1 < len(eras) and eras[number + 1].per is era.per:
            continue  # one run of periods; what each asked for is looked up below
        same = [each for each in eras[: number + 1] if each.per is era.per]
        is_last = era is eras[-1]
        ends_on = target.deadline_on if is_last else era.until_on - timedelta(days=1)
        sums = _by_period(era.per, by_day, begins_on, ends_on)
        first, ends = period_of(era.per, begins_on)
        while first < era.until_on:
            found = sums[first]
            done = max(0.0, found)
            asked = next((each.amount for each in same if ends < each.until_on), era.amount)
            is_whole = first >= begins_on and (ends_on is None or ends <= ends_on)
            is_kept = done >= asked
            kept += is_kept
            planned += is_kept or (is_whole and ends < today)
            first, ends = period_of(era.per, ends + timedelta(days=1))
        begins_on = max(begins_on, era.until_on)
    return Practice(done, kept, planned, below=done - found)


def _by_period(
    per: Period, by_day: Mapping[date, float], begins_on: date, ends_on: date | None
) -> Mapping[date, float]:
    """Return what was done in each period, by the period's first day."""
    sums: defaultdict[date, float] = defaultdict(float)
    for day, amount in by_day.items():
        if begins_on <= day and (ends_on is None or day <= ends_on):
            sums[period_of(per, day)[0]] += amount
    return sums


def milestones_reached(target: Target, total: float) -> tuple[int, ...]:
    """Return the milestones (percent) that a total has reached."""
    return tuple(each for each in MILESTONES if target.done(total) * 100 >= each * target.way)


_PROGRESS = re.compile(
    r"(?P<before>(?:(?:now|i|im|am|have|has|at|to|got|about|around|is|total|reached|plus|add|added|another)[ :=]*)*)"
    r"(?P<sign>[+-]?) ?"
    r"(?P<number>\d{1,3}(?:[, ]\d{3})+(?!\d)|\d+)(?P<decimals>\.\d+)? ?(?P<thousands>k\b|thousand\b|)"
    r"(?P<after>[^\d]*)"
)
_STEP_WORDS = re.compile(r"\b(?:plus|add|added|another|more|extra|additional)\b")
LONGEST_PROGRESS = 200
# What would make the number mean something else than it says.
_TWISTS = re.compile(r"%|/|\b(?:percent|of|less|fewer|lost|minus|not|half|hundred|dozen|million|m|or|to)\b")


def read_progress(typed: str, total: float) -> float:
    """Return the new total: "180" is a total, "+20" and "20 more" a step up, "-5" a step down, never below 0.

    Raise ProgressNotUnderstood for anything that could mean something else, such as "1,5", "1.200" or "50 %".
    """
    if len(typed) > LONGEST_PROGRESS:  # before it is folded: one sign may stand for eighteen
        raise ProgressNotUnderstood(typed)
    text = in_form("NFKC", typed, LONGEST_PROGRESS).replace("−", "-").replace("'", "").replace("’", "")
    found = _PROGRESS.fullmatch(" ".join(text.casefold().split()))
    if found is None or _TWISTS.search(found["after"]) or len(found["decimals"] or "") == len(".000"):
        raise ProgressNotUnderstood(typed)
    number = float(found["number"].replace(",", "").replace(" ", "") + (found["decimals"] or ""))
    number *= 1000 if found["thousands"] else 1
    is_step = found["sign"] or _STEP_WORDS.search(found["before"]) or _STEP_WORDS.search(found["after"])
    if is_step:
        number = total + (-number if found["sign"] == "-" else number)
    if number > MAX_TOTAL:
        raise ProgressNotUnderstood(typed)
    return max(0.0, number)


def is_easier(old: Target, new: Target) -> bool:
    """Return whether a change asks less: a shorter way or slower rhythm, more time, another unit or kind of goal."""
    if new.starts_on > old.starts_on:
        return True
    if (new.unit, new.is_practice, new.goes_down) != (old.unit, old.is_practice, old.goes_down):
        return True
    if new.amount > old.amount if old.goes_down else _a_week(new) < _a_week(old):
        return True
    if old.is_practice:  # a rhythm that ends sooner asks less
        return new.deadline_on is not None and (old.deadline_on is None or new.deadline_on < old.deadline_on)
    return old.deadline_on is not None and (new.deadline_on is None or new.deadline_on > old.deadline_on)


def takes_effect_on(old: Target, new: Target, today: date) -> date:
    """Return when a change holds: easier after a week, anything else at once, as outside of a goal's time."""
    is_on = old.starts_on <= today and (old.deadline_on is None or today <= old.deadline_on)
    return today + EASIER_AFTER if is_on and is_easier(old, new) else today


def _a_week(target: Target) -> float:
    if target.per is Period.DAY:
        return target.amount * DAYS_A_WEEK
    if target.per is Period.MONTH:
        return target.amount * 12 / 52
    return target.amount


def is_due_a_check_in(*, since_on: date, updated_on: date | None, deadline_on: date | None, today: date) -> bool:
    """Return whether to ask how a goal goes: a week after the last time, unless told in the last days."""
    if deadline_on is not None and today > deadline_on:
        return False
    if updated_on is not None and today - updated_on <= CHECK_IN_NOT_WITHIN:
        return False
    return today - since_on >= CHECK_IN_EVERY


@dataclass(frozen=True, slots=True)
class Proposal:
    """A rhythm to take up with one tap: its label, the words of the goal it makes, and how those are read."""

    label: str
    text: str
    reading: GoalReading


# What to offer "each week towards it", by what the outcome counts; easiest first.
_TOWARDS_WRITING = ("3 sessions a week", "30 minutes a day")
_WORDS_A_DAY, _ROUND_WORDS = 500, 10
_TOWARDS_CUTTING = ("3 sessions a week", "30 minutes a day", "5 hours a week")
_TOWARDS_READERS = ("1 post a week", "2 posts a week", "3 posts a week")
WRITTEN_THINGS = {
    *("words", "minutes", "hours", "sessions"),
    *("pages", "chapters", "novels", "novellas", "books", "drafts", "scenes", "manuscripts", "stories"),
    *("short stories", "articles", "essays", "poems", "posts", "newsletters", "scripts"),
}


def practice_proposals(target: Target) -> tuple[Proposal, ...]:
    """Return rhythms towards an outcome goal, easiest first: "what will you do each week towards it?"."""
    if target.unit not in WRITTEN_THINGS:
        return _proposals(target, _TOWARDS_READERS)
    if target.goes_down:
        return _proposals(target, _TOWARDS_CUTTING)
    return _proposals(target, (*_TOWARDS_WRITING, f"{_words_a_day(target):,} words a day"))


def _words_a_day(target: Target) -> int:
    """Return how many words a day get there in time, rounded up; a usual number where words or time are not given."""
    if target.unit != "words" or target.deadline_on is None:
        return _WORDS_A_DAY
    needed = pace(target, target.start, target.starts_on).needed_per_day
    return math.ceil(needed / _ROUND_WORDS) * _ROUND_WORDS


def _proposals(target: Target, labels: Sequence[str]) -> tuple[Proposal, ...]:
    """Read each rhythm, to the day the outcome ends, as the member would have typed it."""
    last = target.deadline_on
    until = "" if last is None else f" until {last.day} {MONTHS[last.month - 1]} {last.year}"
    texts = ((label, label + until) for label in labels)
    read = ((label, text, read_goal(text, target.starts_on)) for label, text in texts)
    return tuple(Proposal(label, text, reading) for label, text, reading in read if isinstance(reading, GoalReading))
