"""Circles: the week they go by, how a week counts, the circle's streak, and who has gone quiet.

A circle's week runs from Monday to Sunday on its server's clock and is named by its Monday.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import Enum, StrEnum, auto
from zoneinfo import ZoneInfo

from rules.kit.calendar import wall_clock, week_end, week_start
from rules.kit.errors import Refusal

LEAST_SEATS, MOST_SEATS = 3, 8
# A promise needs somebody to hear it: below this nobody is asked, and a week does not count.
LEAST_COMPANY = 2
# On Monday morning the circle is asked what it will do, on Sunday evening how it went: the server's clock.
PROMISE_TIME, REPORT_TIME = time(8, 0), time(18, 0)
ONE_WEEK = timedelta(weeks=1)
# So many uncounted weeks in a row are passed over, as a freeze covers a missed day; the next one ends a streak.
WEEKS_PASSED_OVER = 1
QUIET_AFTER = timedelta(weeks=2)
# A circle in which nobody promised for so long is not asked any more until somebody does.
ASLEEP_AFTER = timedelta(weeks=4)


class PromiseOutcome(StrEnum):
    """How a promise went, in the words of whoever made it."""

    KEPT = "kept"
    PARTLY = "partly"
    MISSED = "missed"


@dataclass(frozen=True, slots=True)
class Circle:
    """A small group in a server. `channel_id` is its own place: a thread of `parent_id`, or a channel chosen for it.

    `lost_at` says since when that place is gone. Who looks after it is what `looks_after` says.
    """

    id: int
    server_id: int
    name: str
    owner_id: int | None
    seats: int
    private: bool
    parent_id: int | None
    channel_id: int | None
    created_at: datetime
    lost_at: datetime | None = None
    closed_at: datetime | None = None

    @property
    def place_id(self) -> int | None:
        """The channel it can be written to in, as far as is known."""
        return self.channel_id if self.lost_at is None else None

    @property
    def private_place_id(self) -> int | None:
        """The same, where only its members read it."""
        return self.place_id if self.private else None

    @property
    def door_id(self) -> int | None:
        """The channel that its members must be able to read, while it has a place: its own, or its thread's."""
        return None if self.place_id is None else self.parent_id or self.channel_id


@dataclass(frozen=True, slots=True)
class Promise:
    """What a member said they would do in a week; no `outcome` until they say how it went."""

    member_id: int
    text: str
    outcome: PromiseOutcome | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class Sign:
    """When a member of a circle last gave a sign of life, and when the circle last asked after them."""

    member_id: int
    last_on: date
    noticed_on: date | None


CREATED_AGAIN_AFTER = timedelta(days=1)


class CreatedToday(Refusal):
    """A second circle of one member's within a day; `opens_at` is when another may be begun."""

    def __init__(self, opens_at: datetime) -> None:
        super().__init__(opens_at)
        self.opens_at = opens_at


ASKED_AGAIN_AFTER = timedelta(days=1)


class AskedToday(Refusal):
    """Asking a second member within a day to look after a circle; `opens_at` is when another may be asked."""

    def __init__(self, opens_at: datetime) -> None:
        super().__init__(opens_at)
        self.opens_at = opens_at


MOST_PARTINGS = 2
PARTINGS_WITHIN = timedelta(days=1)


class LeftOften(Refusal):
    """Joining a circle after having left so many within a day; `opens_at` is when one may be joined again."""

    def __init__(self, opens_at: datetime) -> None:
        super().__init__(opens_at)
        self.opens_at = opens_at


def check_partings(parted_at: Sequence[datetime]) -> None:
    """Raise LeftOften for who left circles so often within PARTINGS_WITHIN that the others hear of little else.

    `parted_at` are those of that time, the first of them first.
    """
    if len(parted_at) >= MOST_PARTINGS:
        raise LeftOften(parted_at[-MOST_PARTINGS] + PARTINGS_WITHIN)


class NotInCircle(Refusal):
    """Something that only a circle's members do in it."""


class BehindADoor(Refusal):
    """A circle that meets where the asker may not read."""


class PromiseEmpty(Refusal):
    """A promise without a word."""


class PromisingOver(Refusal):
    """A promise for a week that takes none any more, or not yet; nothing is `typed` before the form."""

    def __init__(self, typed: str) -> None:
        super().__init__(typed)
        self.typed = typed


class ReportingOver(Refusal):
    """A report on a week that takes none any more, or not yet; nothing is `typed` before the form."""

    def __init__(self, typed: str) -> None:
        super().__init__(typed)
        self.typed = typed


def promise_at(week_on: date, zone: ZoneInfo) -> datetime:
    """Return the instant at which a week's promises are asked for."""
    return wall_clock(week_on, PROMISE_TIME, zone)


def report_at(week_on: date, zone: ZoneInfo) -> datetime:
    """Return the instant at which a week's reports are asked for; no promise is made or changed after it."""
    return wall_clock(week_end(week_on), REPORT_TIME, zone)


def promise_week(at: datetime, zone: ZoneInfo) -> date:
    """Return the week that a promise made now is for: from Sunday evening on it is the coming one."""
    week_on = week_start(at.astimezone(zone).date())
    return week_on if at < report_at(week_on, zone) else week_on + ONE_WEEK


def first_open_week(at: datetime, zone: ZoneInfo) -> date:
    """Return the earliest week that still takes reports: each does until the next one is asked for its own."""
    return promise_week(at, zone) - ONE_WEEK


def check_promising(week_on: date, at: datetime, zone: ZoneInfo, typed: str = "") -> None:
    """Raise PromisingOver where a week takes no promises any more, or not yet."""
    if week_on != promise_week(at, zone):
        raise PromisingOver(typed)


def check_reporting(week_on: date, at: datetime, zone: ZoneInfo, typed: str = "") -> None:
    """Raise ReportingOver where a week takes no reports any more, or no promises yet."""
    if week_on not in (first_open_week(at, zone), promise_week(at, zone)):
        raise ReportingOver(typed)


@dataclass(frozen=True, slots=True)
class WeekTally:
    """How many members promised something for a week, and how many of them kept or partly kept it."""

    week_on: date
    promised: int
    fulfilled: int


class Verdict(Enum):
    """What a week is to a circle's streak."""

    COUNTS = auto()
    PASSED_OVER = auto()
    ENDS = auto()


def verdict(tally: WeekTally) -> Verdict:
    """Return what a week is worth once nobody can report on it any more.

    It counts when at least half of those who promised kept or partly kept it: one hard week does not let the others
    down, and "partly" is worth saying. A promise alone is none to a circle, so such a week is nobody's loss either.
    """
    if tally.promised < LEAST_COMPANY:
        return Verdict.PASSED_OVER
    return Verdict.COUNTS if tally.fulfilled * 2 >= tally.promised else Verdict.ENDS


@dataclass(frozen=True, slots=True)
class CircleStreak:
    """A circle's weeks in a row: those of now, and the most there ever were."""

    current: int
    longest: int


def circle_streak(tallies: Iterable[WeekTally], first_open_on: date) -> CircleStreak:
    """Return a circle's streak from its weeks, in any order; weeks left out had no promise.

    A week that still takes reports counts as soon as it can, and ends nothing before it is closed.
    """
    known = {tally.week_on: tally for tally in tallies}
    current = longest = passed_over = 0
    week_on = min(known, default=first_open_on)
    last_on = max([first_open_on - ONE_WEEK, *known])
    while week_on <= last_on:
        found = verdict(known.get(week_on, WeekTally(week_on, 0, 0)))
        if found is Verdict.COUNTS:
            current, passed_over = current + 1, 0
        elif week_on < first_open_on:
            passed_over += 1
            if found is Verdict.ENDS or passed_over > WEEKS_PASSED_OVER:
                current = 0
        longest = max(longest, current)
        week_on += ONE_WEEK
    return CircleStreak(current, longest)


def looks_after(owner_id: int | None, member_ids: Sequence[int]) -> int | None:
    """Return who looks after a circle: its owner while they are in it, else who has been in it longest.

    `member_ids` are those present, the longest-standing first.
    """
    if owner_id in member_ids:
        return owner_id
    return member_ids[0] if member_ids else None


def is_to_be_noticed(last_sign_on: date, noticed_on: date | None, today: date) -> bool:
    """Return whether a circle should ask after a member now: once in each silence.

    A sign is joining, a promise or report, an entry in their log, or a day of a pause they took.
    """
    is_quiet = today - last_sign_on >= QUIET_AFTER
    return is_quiet and (noticed_on is None or noticed_on <= last_sign_on)


def is_asleep(awake_on: date, today: date) -> bool:
    """Return whether a circle is left in peace; `awake_on` is the last day on which somebody joined or promised."""
    return today - awake_on > ASLEEP_AFTER
