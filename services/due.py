"""What falls due: how a feature declares a kind of it, how one ends, and putting the next of a series on the schedule.

A kind is a plain value beside the code that prepares it; `bot.FEATURES` collects them, and `services.schedule` runs
what it is given without knowing any.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Coroutine, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from db import members, schedule, servers
from db.connection import Connection, Tx
from rules.members.member import Member
from rules.schedule.due import Due, OutcomeCount
from services.context import Context


class Skipped(StrEnum):
    """Why something due was rightly not sent; each feature names its own. Counted, and shown to a server's manager."""


class NoWay(Skipped):
    """There was no way to send it, or no time."""

    GONE = "gone"
    DM_CLOSED = "dm_closed"
    NO_CHANNEL = "no_channel"
    TOO_LATE = "too_late"
    SILENT = "silent"  # no sign of life, and the last word was said
    UNREAD = "unread"  # it may have arrived, and what stands there cannot be read


class NotTaken(StrEnum):
    """Why Discord did not take a message, where that is known."""

    DM_CLOSED = "dm_closed"
    GONE = "gone"
    LEFT_SERVER = "left_server"
    CHANNEL_GONE = "channel_gone"
    MESSAGE_GONE = "message_gone"
    NO_ACCESS = "no_access"
    NOT_VERIFIED = "not_verified"
    ARCHIVED = "archived"
    WORDS_REFUSED = "words_refused"  # the server's AutoMod, or Discord's own filter of links
    DM_REFUSED = "dm_refused"  # also in a channel that was opened for it
    TOO_FAST = "too_fast"  # opening direct messages
    QUARANTINED = "quarantined"
    RESTING = "resting_from_refusals"
    UNWELCOME = "unwelcome"  # Discord takes nothing from this bot as it is
    NO_CONNECTION = "no_connection"
    TIMEOUT = "timeout"
    ERROR = "error"
    MUTED = "muted"  # whoever it is said for may not write there
    UNSEEN = "unseen"  # whoever it calls may not read there
    HEARD = "heard"  # everybody there has heard enough of it from them
    DEPARTED = "departed"  # somebody it names has left: to be worked out again without them


# Where a post cannot go until somebody mends it.
BLOCKS = (NotTaken.CHANNEL_GONE, NotTaken.NO_ACCESS, NotTaken.NOT_VERIFIED)


class DeliveryFailed(Exception):
    """A message Discord did not take; `again` says whether a later try could succeed.

    Where Discord `refused` it, it did not arrive; where its answer was an error of its own, cut or late, it may have.
    """

    def __init__(self, reason: str, *, again: bool, refused: bool = True) -> None:
        super().__init__(reason)
        self.reason = reason
        self.again = again
        self.refused = refused


@dataclass(frozen=True, slots=True)
class Unreached:
    """A message that cannot be sent to its member just now, and why: it waits for them."""

    message: Any
    why: Skipped


def unreached(member: Member, message: Any) -> Unreached:
    """Return a message to a member who may not be written to: they are silent, or their direct messages are closed."""
    return Unreached(message, NoWay.SILENT if member.is_silent else NoWay.DM_CLOSED)


@dataclass(frozen=True, slots=True)
class InboxNote:
    """What is left in a member's inbox of a message that could not reach them: which of its kind, and words for it.

    `named_id` is the piece or circle that the words name, if any.
    """

    member_id: int
    about: str
    text: str = ""
    server_id: int | None = None
    named_id: int | None = None


class Unreadable(Exception):
    """Nobody can say whether a message stands in its channel: the bot may not read there."""


# Counts how a kind's things ended for one server since an instant: (connection, server_id, kind's name, since).
Outcomes = Callable[[Connection, int, str, datetime], Awaitable[list[OutcomeCount]]]


# What follows when Discord refuses something for good: (tx, due, reason, now).
Refused = Callable[[Tx, Due, str, datetime], Awaitable[None]]


async def _on_closed(tx: Tx, due: Due, reason: str, now: datetime) -> None:
    if reason == NotTaken.DM_CLOSED:
        await members.set_dm_closed(tx, due.subject_id, now)
    elif reason == NotTaken.GONE:
        await members.leave_all(tx, due.subject_id, now)
    elif reason in (*BLOCKS, NotTaken.UNSEEN):
        await members.lose_fallback(tx, due.subject_id, now)


async def _nothing(_tx: Tx, _due: Due, _reason: str, _now: datetime) -> None:
    pass


@dataclass(frozen=True, slots=True)
class Addressee:
    """Whom a kind goes to: what follows where Discord refuses, and how a server's outcomes are counted.

    A post is not given up where its channel is closed to the bot, or gone: it is tried every hour for as long as its
    kind's `prepare` has it, and for `blocked_for` at most; `on_blocked` lets somebody hear who can mend it.
    """

    on_failed: Refused = _nothing
    outcomes: Outcomes | None = None
    is_member: bool = False
    on_blocked: Refused | None = None
    blocked_for: timedelta = timedelta(0)


# Its subject is a member, reached by direct message or where they chose to be mentioned.
TO_MEMBER = Addressee(_on_closed, servers.outcomes_of_members, is_member=True)


def to_channel(
    *, blocked: Refused = _nothing, blocked_for: timedelta = timedelta(days=7), outcomes: Outcomes | None = None
) -> Addressee:
    """Return the address of a post in a channel; `blocked` tells who can mend that it cannot get there."""
    return Addressee(outcomes=outcomes, on_blocked=blocked, blocked_for=blocked_for)


@dataclass(frozen=True, slots=True)
class Mend:
    """How a broken chain is found and taken up again: every settled one plans the next, so one that broke is silent.

    `broken` returns up to so many ids above one whose chain of a kind broke: (connection, name, after_id, batch).
    """

    broken: Callable[[Connection, str, int, int], Awaitable[list[int]]]
    plan_next: Callable[[Tx, int, datetime], Coroutine[Any, Any, object]]


def no_inbox_note(_due: Due, _message: object) -> InboxNote | None:
    """Leave nothing in an inbox."""
    return None


async def no_follow_up(_tx: Tx, _due: Due, _message: object, _now: datetime) -> None:
    """Do nothing after it was settled."""


@dataclass(frozen=True, slots=True)
class DueKind:
    """One kind of scheduled message: how to re-check and word it, to whom it goes, and what follows once it is settled.

    `prepare` returns the message at the moment of sending, or why it is rightly not sent. `follow_up` runs in the
    transaction that settles it, with the message, or None where none was sent. `title` names it to a server's manager.
    One that may have arrived, where nobody can read whether it did, is skipped unless it is to `repeat_unread`: better
    no reminder than two, but better a comment twice than not at all. What closed direct messages or a refusal keep from
    a member leaves an `inbox_note`.
    """

    name: str
    prepare: Callable[[Connection, Due, datetime], Awaitable[Any | Unreached | Skipped]]
    title: str
    to: Addressee
    follow_up: Callable[[Tx, Due, Any | None, datetime], Awaitable[None]] = field(default=no_follow_up)
    mend: Mend | None = None
    repeat_unread: bool = False
    inbox_note: Callable[[Due, Any], InboxNote | None] = no_inbox_note


@dataclass(frozen=True, slots=True)
class WorkKind:
    """One kind of scheduled work that sends nothing: it changes the database, and is settled in the same transaction.

    What takes long to work out is worked out `ahead`, before the writer is taken, and handed to `run`, which checks
    that it still holds. One that `needs_gateway` is not run while Discord does not reach the bot. A deadline that takes
    something from a member has `put_off`: it moves by the time the bot was away.
    """

    name: str
    run: Callable[..., Awaitable[None]]
    ahead: Callable[[Context, Due], Awaitable[Any]] | None = None
    mend: Mend | None = None
    needs_gateway: bool = False
    put_off: Callable[[Tx, Due, datetime], Awaitable[None]] | None = None


Kind = DueKind | WorkKind
Kinds = Mapping[str, Kind]


async def plan_first(tx: Tx, dues: Iterable[Due], later_than: datetime) -> Due:
    """Plan the first of an endless series, in order of time, that comes later than an instant and is not settled.

    It becomes the subject's only one of its kind.
    """
    for due in dues:
        if due.due_at > later_than and not await schedule.is_settled(tx, due):
            await schedule.plan_only(tx, due)
            return due
    raise ValueError("the series has an end")
