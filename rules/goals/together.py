"""Goals together: one number that a circle or a server reaches by a day, out of what each of its members logs."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from rules.goals.goal import Target
from rules.goals.reading.answers import GoalReading
from rules.goals.sources import Count, source_of
from rules.kit.calendar import wall_clock
from rules.kit.errors import Refusal

# What one member can put in on a day, of whatever a goal counts: nobody carries a goal of many alone.
MOST_A_DAY = 10
MOST_WORDS_A_DAY, MOST_MINUTES_A_DAY = 10_000, 600
MOST_IN_CIRCLE, MOST_IN_SERVER = 1, 3
# How far it has to be, in percent, to be said aloud.
SAID_AT = (50, 100)
# A goal to come is begun aloud in the morning. It ends aloud in the evening after its last day, which is over
# everywhere by then and logged late by whoever was: both on the server's clock.
BEGUN_TIME, ENDED_TIME = time(8), time(18)
# Everybody's entries of so many seconds change a card together.
LOOK_EVERY_SECONDS = 10


@dataclass(frozen=True, slots=True)
class TogetherGoal:
    """A goal of a circle, or without one of the server.

    `message_id` is its card, `said_percent` how much of the way was said aloud. `ended_at` is when somebody ended it
    early, `told_at` when its end was said, or could not be.
    """

    id: int
    server_id: int
    circle_id: int | None
    channel_id: int
    starter_id: int | None
    amount: float
    unit: str
    starts_on: date
    deadline_on: date
    made_at: datetime
    message_id: int | None = None
    said_percent: int = 0
    ended_at: datetime | None = None
    told_at: datetime | None = None

    @property
    def target(self) -> Target:
        """What it asks for; everybody begins at nothing."""
        return Target(self.amount, self.unit, 0.0, None, self.starts_on, self.deadline_on)

    @property
    def is_open(self) -> bool:
        """Whether it still counts."""
        return self.ended_at is None and self.told_at is None


@dataclass(frozen=True, slots=True)
class TogetherMember:
    """Somebody who is in a goal together, since when, and on which day of theirs that was."""

    member_id: int
    joined_at: datetime
    joined_on: date


class NotOneNumber(Refusal):
    """A rhythm, or a way that begins somewhere, as a goal together."""


class NotCountedTogether(Refusal):
    """A goal together of something that the bot cannot count."""

    def __init__(self, unit: str) -> None:
        super().__init__(unit)
        self.unit = unit


class EnoughTogether(Refusal):
    """One more goal together than a circle or a server has open at a time; `typed` is how it was said."""

    def __init__(self, running: tuple[TogetherGoal, ...], typed: str) -> None:
        super().__init__([goal.id for goal in running])
        self.running = running
        self.typed = typed


class AboutTogether(Exception):
    """What a refusal about a goal together carries."""

    def __init__(self, goal: TogetherGoal) -> None:
        super().__init__(goal)
        self.goal = goal


class TogetherOver(AboutTogether, Refusal):
    """Doing anything with a goal together that has ended."""


class NotInTogether(AboutTogether, Refusal):
    """Leaving a goal together that one is not in."""


class NotTheBeginner(AboutTogether, Refusal):
    """Ending a goal together that somebody else began, by who does not look after its circle either."""


def check_together(reading: GoalReading) -> None:
    """Raise NotOneNumber or NotCountedTogether unless many can reach what was read, each with what they log."""
    if reading.per is not None or reading.start is not None or reading.deadline is None:
        raise NotOneNumber
    if source_of(reading.unit) is None:
        raise NotCountedTogether(reading.unit)


def check_room_together(running: tuple[TogetherGoal, ...], circle_id: int | None, typed: str) -> None:
    """Raise EnoughTogether where a circle, or a server, has as many open as it can have."""
    if len(running) >= (MOST_IN_SERVER if circle_id is None else MOST_IN_CIRCLE):
        raise EnoughTogether(running, typed)


def put_in(goal: TogetherGoal, member: TogetherMember, counts: Iterable[Count]) -> float:
    """Return what a member put in: what they logged since they are in, for days of theirs since then."""
    by_day: defaultdict[date, float] = defaultdict(float)
    first_on = max(goal.starts_on, member.joined_on)
    for count in counts:
        is_in_time = goal.ended_at is None or count.counted_at <= goal.ended_at
        if member.joined_at <= count.counted_at and is_in_time and first_on <= count.day_on <= goal.deadline_on:
            by_day[count.day_on] += count.amount
    most = most_a_day(goal.unit)
    return sum(min(amount, most) for amount in by_day.values())


def most_a_day(unit: str) -> int:
    """Return how much of a unit one member can put in on a day."""
    return {"words": MOST_WORDS_A_DAY, "minutes": MOST_MINUTES_A_DAY}.get(unit, MOST_A_DAY)


def is_so_far(goal: TogetherGoal, total: float, percent: int) -> bool:
    """Return whether so much of the way is behind those who are in a goal."""
    return total * 100 >= goal.amount * percent


def newly_said(goal: TogetherGoal, total: float) -> int | None:
    """Return how much of the way is to be said aloud now, in percent; None where that was said."""
    reached = [percent for percent in SAID_AT if is_so_far(goal, total, percent)]
    return reached[-1] if reached and reached[-1] > goal.said_percent else None


def begun_at(goal: TogetherGoal, zone: ZoneInfo) -> datetime:
    """Return the instant at which a goal's first day is said aloud."""
    return wall_clock(goal.starts_on, BEGUN_TIME, zone)


def ended_at(goal: TogetherGoal, zone: ZoneInfo) -> datetime:
    """Return the instant at which a goal's end is said aloud."""
    return wall_clock(goal.deadline_on + timedelta(days=1), ENDED_TIME, zone)


def look_at(now: datetime) -> datetime:
    """Return when a card is changed for what happened now: the same for all that happens within some seconds."""
    return now.replace(microsecond=0) + timedelta(seconds=LOOK_EVERY_SECONDS - now.second % LOOK_EVERY_SECONDS)
