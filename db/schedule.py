"""The due table: what is scheduled, claimed under a lease, and how it ended."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from db import codec
from db.connection import Connection, Tx
from db.queries import load_queries
from rules.members import Member

_sql = load_queries("schedule")


class State(StrEnum):
    """How a scheduled thing stands; every state but waiting is final."""

    WAITING = "waiting"
    SENT = "sent"
    SKIPPED = "skipped"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Due:
    """One scheduled thing; its key (kind, whom, period) makes a second attempt at the same impossible."""

    kind: str
    subject_id: int
    period: str
    due_at: datetime
    attempts: int = 0

    @property
    def key(self) -> str:
        """The unique key."""
        return f"{self.kind}:{self.subject_id}:{self.period}"


@dataclass(frozen=True, slots=True)
class Settled:
    """How the latest of a subject's things of a kind ended."""

    state: State
    reason: str
    period: str


@dataclass(frozen=True, slots=True)
class OutcomeCount:
    """How many things of a kind ended in a state for a reason."""

    kind: str
    state: State
    reason: str
    count: int


def _due(row: tuple[str, str, int, str, str, int]) -> Due:
    return Due(row[1], row[2], row[3], datetime.fromisoformat(row[4]), row[5])


async def plan(connection: Connection, due: Due) -> None:
    """Put a thing on the schedule or move its instant; one that was settled stays settled."""
    await _sql.plan(
        connection,
        key=due.key,
        kind=due.kind,
        subject_id=due.subject_id,
        period=due.period,
        due_at=codec.instant_to_text(due.due_at),
    )


async def plan_only(connection: Connection, due: Due) -> None:
    """Put a thing on the schedule as the subject's only waiting one of its kind."""
    await _sql.drop_other_waiting(connection, kind=due.kind, subject_id=due.subject_id, key=due.key)
    await plan(connection, due)


async def plan_unless_changed(connection: Connection, due: Due, member: Member) -> bool:
    """Plan a member's next reminder as worked out from `member`; False where their settings or their plans changed."""
    key: str | None = await _sql.plan_unless_changed(
        connection,
        key=due.key,
        kind=due.kind,
        subject_id=due.subject_id,
        period=due.period,
        due_at=codec.instant_to_text(due.due_at),
        zone=str(member.zone),
        day_end_hour=member.day_end_hour,
        reminder_time=codec.time_to_text(member.reminder_time),
        last_call_hours=member.last_call_hours or 0,
    )
    return key is not None


async def forget(connection: Connection, kind: str, subject_id: int) -> None:
    """Take the subject's waiting things of a kind off the schedule."""
    await _sql.drop_waiting(connection, kind=kind, subject_id=subject_id)


async def is_settled(connection: Connection, due: Due) -> bool:
    """Return whether that very thing was already sent, skipped or given up."""
    state = await _sql.state_of(connection, key=due.key)
    return state is not None and state != State.WAITING


async def waiting(connection: Connection, kind: str, subject_id: int) -> Due | None:
    """Return the subject's next waiting thing of a kind."""
    row = await _sql.waiting(connection, kind=kind, subject_id=subject_id)
    return None if row is None else _due(row)


async def claim(connection: Connection, now: datetime, leased_until: datetime, batch: int) -> list[Due]:
    """Lease up to `batch` things due by `now`, the longest-waiting first."""
    rows = _sql.claim(
        connection,
        now=codec.instant_to_text(now),
        leased_until=codec.instant_to_text(leased_until),
        batch=batch,
    )
    return sorted([_due(row) async for row in rows], key=lambda due: (due.due_at, due.key))


async def last_settled(connection: Connection, kind: str, subject_id: int) -> Settled | None:
    """Return how the subject's latest thing of a kind ended."""
    row = await _sql.last_settled(connection, kind=kind, subject_id=subject_id)
    return None if row is None else Settled(State(row[0]), row[1], row[2])


async def last_sent(connection: Connection, kind: str, subject_id: int) -> str | None:
    """Return the period of the subject's latest thing of a kind that was sent."""
    period: str | None = await _sql.last_sent(connection, kind=kind, subject_id=subject_id)
    return period


async def settle(
    connection: Connection, due: Due, state: State, reason: str, at: datetime, *, to_member: bool = False
) -> None:
    """Write down how a thing ended; the first ending stays. Nothing is kept `to_member` who was erased meanwhile."""
    settled_at = codec.instant_to_text(at)
    if state is not State.SENT:
        await _sql.settle(connection, key=due.key, state=state.value, reason=reason, settled_at=settled_at)
        return
    await _sql.settle_sent(
        connection,
        key=due.key,
        kind=due.kind,
        subject_id=due.subject_id,
        period=due.period,
        due_at=codec.instant_to_text(due.due_at),
        settled_at=settled_at,
        to_member=int(to_member),
    )


async def put_off(connection: Connection, due: Due, until: datetime, reason: str) -> None:
    """Let nobody claim a thing again before `until`."""
    await _sql.put_off(connection, key=due.key, until=codec.instant_to_text(until), reason=reason)


async def give_back(tx: Tx, due: Due) -> None:
    """Let somebody else claim a thing at once: it was claimed and not begun."""
    await _sql.give_back(tx, key=due.key)


async def prune(connection: Connection, before: datetime) -> None:
    """Drop what was due before an instant and is settled."""
    await _sql.prune(connection, before=codec.instant_to_text(before))


async def next_due_at(connection: Connection) -> datetime | None:
    """Return when the schedule next has something to do."""
    return codec.text_to_instant(await _sql.next_due(connection))


async def outcomes(connection: Connection, since: datetime) -> list[OutcomeCount]:
    """Count how things due since an instant ended, by kind, state and reason."""
    rows = _sql.outcomes(connection, since=codec.instant_to_text(since))
    return [OutcomeCount(row[0], State(row[1]), row[2], row[3]) async for row in rows]
