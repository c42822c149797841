"""Sprints: some minutes in which several write or read at once. Who may do what when; how what they typed is read."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum

from rules.kit.amounts import AmountNegative, AmountNotUnderstood, read_amount
from rules.kit.errors import Refusal

LEAST_MINUTES, MOST_MINUTES, USUAL_MINUTES = 5, 120, 20
MOST_WAIT, USUAL_WAIT = 60, 2
# One may be begun in a channel this often.
APART = timedelta(minutes=10)
# How long after its end a sprint that nobody could be told of is still rung out.
RUNG_WITHIN = timedelta(hours=12)
# A server's own sprint is called so long before it begins.
CALLED_BEFORE = timedelta(minutes=15)
SATURDAY, TEN = 5, time(10)
# An end that comes later than this says so.
PUNCTUAL = timedelta(minutes=1)
# No text has more words.
MOST_TOTAL = 10_000_000


class SprintKind(StrEnum):
    """What is done in a sprint."""

    WRITING = "writing"
    READING = "reading"


# How long the results wait for those who have not said yet how it went: a comment takes longer than a number.
TELLING = {SprintKind.WRITING: timedelta(minutes=5), SprintKind.READING: timedelta(minutes=15)}


# A comment that comes so long after its reader joined is still put into the results.
COMMENTED_WITHIN = timedelta(days=1)


class Phase(StrEnum):
    """How a sprint stands at an instant."""

    WAITING = "waiting"
    RUNNING = "running"
    OVER = "over"
    CANCELLED = "cancelled"


@dataclass(frozen=True, slots=True)
class Sprint:
    """A stretch of writing or reading together in a channel.

    `message_id` is its card and `results_id` the card of its results, as far as they are known; `told_at` is when its
    end was said.
    """

    id: int
    server_id: int
    channel_id: int
    starter_id: int | None
    kind: SprintKind
    minutes: int
    made_at: datetime
    begins_at: datetime
    ends_at: datetime
    message_id: int | None = None
    results_id: int | None = None
    told_at: datetime | None = None
    cancelled_at: datetime | None = None

    def phase(self, now: datetime) -> Phase:
        """Return how it stands."""
        if self.cancelled_at is not None:
            return Phase.CANCELLED
        if now < self.begins_at:
            return Phase.WAITING
        return Phase.RUNNING if now < self.ends_at else Phase.OVER


@dataclass(frozen=True, slots=True)
class Part:
    """Somebody's part in a sprint: since when they are in, and what they said of it, if they have.

    Of a reading sprint they tell by a comment.
    """

    member_id: int
    joined_at: datetime
    has_told: bool
    words: int


@dataclass(frozen=True, slots=True)
class WeeklySprint:
    """Where and when a server's own sprint begins; nowhere without a channel. Weekdays count from Monday, 0."""

    channel_id: int | None = None
    weekday: int = SATURDAY
    time: time = TEN


class AboutSprint(Exception):
    """What a refusal about a sprint carries."""

    def __init__(self, sprint: Sprint) -> None:
        super().__init__(sprint)
        self.sprint = sprint


class SprintOnHere(AboutSprint, Refusal):
    """A second sprint in a channel that has one; `at` when it was asked for, `is_in` whether the asker is in that."""

    def __init__(self, sprint: Sprint, at: datetime, *, is_in: bool) -> None:
        super().__init__(sprint)
        self.at = at
        self.is_in = is_in


class SprintTooSoon(AboutSprint, Refusal):
    """A sprint in a channel in which one was begun less than APART ago."""

    @property
    def from_at(self) -> datetime:
        """When the next may be begun."""
        return self.sprint.made_at + APART


class NotTheStarter(AboutSprint, Refusal):
    """Beginning somebody else's sprint early, or calling it off."""


class SprintHasBegun(AboutSprint, Refusal):
    """Beginning early, or calling off, what is under way."""


class SprintOver(AboutSprint, Refusal):
    """Joining or leaving a sprint that has ended."""


class SprintCancelled(AboutSprint, Refusal):
    """Doing anything with a sprint that was called off."""


class NotInSprint(AboutSprint, Refusal):
    """Leaving a sprint that one is not in."""


class SprintStillOn(AboutSprint, Refusal):
    """Saying how a sprint went that has not ended."""


class SprintDayOver(AboutSprint, Refusal):
    """Saying how a sprint went on a later day."""


class NothingRead(AboutSprint, Refusal):
    """Commenting in a reading sprint without having begun a piece."""


class NoNumber(Exception):
    """What a refusal of something typed that is no number carries."""

    def __init__(self, typed: str) -> None:
        super().__init__(typed)
        self.typed = typed


class SaidNotUnderstood(NoNumber, Refusal):
    """What was typed for how a sprint went."""


class TotalNotUnderstood(NoNumber, Refusal):
    """What was typed for how many words a text has."""


class TotalTooLarge(Refusal):
    """A total of more words than any text has."""

    def __init__(self, total: int) -> None:
        super().__init__(total)
        self.total = total


def check_free(last: Sprint | None, at: datetime, *, is_in: bool) -> None:
    """Raise SprintOnHere or SprintTooSoon unless a sprint may be begun in the channel whose last one is given.

    `is_in` is whether the asker is in that one.
    """
    _check_empty(last, at, is_in=is_in)
    if last is not None and at < last.made_at + APART:
        raise SprintTooSoon(last)


def _check_empty(last: Sprint | None, at: datetime, *, is_in: bool) -> None:
    """Raise SprintOnHere where the channel's last sprint waits or runs."""
    if last is not None and last.phase(at) in (Phase.WAITING, Phase.RUNNING):
        raise SprintOnHere(last, at, is_in=is_in)


def check_next_round(last: Sprint, at: datetime, *, is_in: bool) -> None:
    """Raise SprintOnHere or SprintTooSoon unless another round may be begun after the channel's last sprint.

    One that was called off counts like any other: calling off gives nobody the time back.
    """
    if last.cancelled_at is None:
        _check_empty(last, at, is_in=is_in)
    else:
        check_free(last, at, is_in=is_in)


def next_round_at(last: Sprint, at: datetime) -> datetime:
    """Return when another round begins that is asked for now: soon, and APART from the last begin there was."""
    soon = at + timedelta(minutes=USUAL_WAIT)
    return soon if last.cancelled_at is not None else max(soon, last.begins_at + APART)


def check_going(sprint: Sprint, at: datetime) -> None:
    """Raise SprintCancelled or SprintOver unless it waits or runs."""
    _check_not_cancelled(sprint)
    if sprint.phase(at) is Phase.OVER:
        raise SprintOver(sprint)


def check_waiting(sprint: Sprint, at: datetime) -> None:
    """Raise SprintCancelled, SprintOver or SprintHasBegun unless it has not begun."""
    check_going(sprint, at)
    if sprint.phase(at) is Phase.RUNNING:
        raise SprintHasBegun(sprint)


def check_telling(sprint: Sprint, today: date, last_on: date, at: datetime) -> None:
    """Raise a Refusal unless a member may say how it went: after its end, until their day of it is over."""
    _check_not_cancelled(sprint)
    if sprint.phase(at) is not Phase.OVER:
        raise SprintStillOn(sprint)
    if today > last_on:
        raise SprintDayOver(sprint)


def _check_not_cancelled(sprint: Sprint) -> None:
    if sprint.cancelled_at is not None:
        raise SprintCancelled(sprint)


def minutes_in(sprint: Sprint, joined_at: datetime) -> int:
    """Return how many minutes somebody was in: from its begin, or from when they came."""
    span = sprint.ends_at - max(sprint.begins_at, joined_at)
    return max(0, round(span.total_seconds() / 60))


def results_at(sprint: Sprint, told_at: datetime, parts: Sequence[Part], now: datetime) -> datetime:
    """Return when the results come: as soon as everybody has told, or when the time for it is over."""
    return now if all(part.has_told for part in parts) else told_at + TELLING[sprint.kind]


@dataclass(frozen=True, slots=True)
class Said:
    """What somebody typed about a sprint: new words, or the `total` that their text has now."""

    words: int = 0
    total: int | None = None


def read_said(typed: str) -> Said:
    """Return what was typed: "512", "+512", "=10150" for a total, nothing for editing.

    Raise SaidNotUnderstood, AmountNegative or TotalTooLarge.
    """
    text = typed.strip()
    try:
        if text.startswith("="):
            return Said(total=_total(text))
        return Said(words=read_amount("words", text.removeprefix("+")))
    except AmountNotUnderstood as error:
        raise SaidNotUnderstood(typed) from error


def read_total(typed: str) -> int:
    """Return how many words a text has. Raise TotalNotUnderstood, AmountNegative or TotalTooLarge."""
    try:
        return _total(typed)
    except AmountNotUnderstood as error:
        raise TotalNotUnderstood(typed) from error


def _total(typed: str) -> int:
    total = read_amount("words", typed.strip().removeprefix("="))
    if total < 0:
        raise AmountNegative("words", total)
    if total > MOST_TOTAL:
        raise TotalTooLarge(total)
    return total
