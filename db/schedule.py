"""The due table: what is scheduled, claimed under a lease, and how it ended."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import datetime

from db import codec, rows
from db.connection import Connection, Row, Tx
from db.queries import load_queries
from rules.members.member import Member
from rules.schedule.due import Due, Settled, State, UnderWay

_sql = load_queries("schedule")


async def plan(tx: Tx, due: Due) -> None:
    """Put a thing on the schedule or move its instant; one that was settled stays settled."""
    await _sql.plan(tx, key=due.key, **rows.params(due))


async def plan_only(tx: Tx, due: Due) -> None:
    """Put a thing on the schedule as the subject's only waiting one of its kind."""
    await _sql.drop_other_waiting(tx, kind=due.kind, subject_id=due.subject_id, key=due.key)
    await plan(tx, due)


async def plan_unless_changed(tx: Tx, due: Due, member: Member) -> bool:
    """Plan a member's next reminder as worked out from `member`; False where their settings or their plans changed."""
    key: str | None = await _sql.plan_unless_changed(
        tx,
        key=due.key,
        **rows.params(due),
        zone=member.zone,
        day_end_hour=member.day_end_hour,
        reminder_at=member.reminder.at,
        last_call_at=member.reminder.last_call_at,
    )
    return key is not None


async def forget(tx: Tx, kind: str, subject_id: int) -> None:
    """Take the subject's waiting things of a kind off the schedule."""
    await _sql.drop_waiting(tx, kind=kind, subject_id=subject_id)


async def is_settled(connection: Connection, due: Due) -> bool:
    """Return whether that very thing was already sent, skipped or given up."""
    state = await _sql.state_of(connection, key=due.key)
    return state is not None and state != State.WAITING


async def is_sent(connection: Connection, due: Due) -> bool:
    """Return whether that very thing was sent."""
    state: str | None = await _sql.state_of(connection, key=due.key)
    return state == State.SENT


async def waiting(connection: Connection, kind: str, subject_id: int) -> Due | None:
    """Return the subject's next waiting thing of a kind."""
    row = await _sql.waiting(connection, kind=kind, subject_id=subject_id)
    return None if row is None else rows.read(Due, row)


async def waiting_of(connection: Connection, kind: str, subject_id: int) -> list[Due]:
    """Return everything of a kind that waits for a subject."""
    return [rows.read(Due, row) async for row in _sql.waiting_of(connection, kind=kind, subject_id=subject_id)]


async def all_waiting(connection: Connection, kind: str) -> list[Due]:
    """Return everything of a kind that waits, whoever's it is."""
    return [rows.read(Due, row) async for row in _sql.all_waiting(connection, kind=kind)]


async def still_waits(connection: Connection, kind: str, subject_id: int, beginning: str) -> bool:
    """Return whether a subject has something waiting of a kind whose period begins so."""
    past = beginning[:-1] + chr(ord(beginning[-1]) + 1)
    found = await _sql.still_waits(connection, kind=kind, subject_id=subject_id, beginning=beginning, past=past)
    return bool(found)


async def claim(tx: Tx, now: datetime, leased_until: datetime, batch: int, holder: str = "") -> list[Due]:
    """Lease up to `batch` things due by `now`, the longest-waiting first; none where another than `holder` delivers."""
    return await _leased(_sql.claim(tx, now=now, leased_until=leased_until, batch=batch, holder=holder))


async def claim_awaited(tx: Tx, now: datetime, leased_until: datetime, batch: int, holder: str = "") -> list[Due]:
    """Lease in the same way up to `batch` of those things that somebody waits for."""
    return await _leased(_sql.claim_awaited(tx, now=now, leased_until=leased_until, batch=batch, holder=holder))


async def _leased(claimed: AsyncIterator[Row]) -> list[Due]:
    return sorted([rows.read(Due, row) async for row in claimed], key=lambda due: (due.due_at, due.key))


async def set_off(tx: Tx, due: Due, message: UnderWay) -> None:
    """Write down where a message is about to go."""
    await _sql.set_off(tx, key=due.key, **rows.params(message))


async def under_way(connection: Connection, due: Due) -> UnderWay | None:
    """Return what was sent of a thing in an earlier try and may have arrived."""
    row = await _sql.under_way(connection, key=due.key)
    return None if row is None else rows.read(UnderWay, row)


async def went_at(connection: Connection, due: Due) -> datetime | None:
    """Return when the message of a thing was set off that was sent; None where none was, or nobody knows."""
    return codec.text_to_instant(await _sql.went_at(connection, key=due.key))


async def last_settled(connection: Connection, kind: str, subject_id: int) -> Settled | None:
    """Return how the subject's latest thing of a kind ended."""
    row = await _sql.last_settled(connection, kind=kind, subject_id=subject_id)
    return None if row is None else rows.read(Settled, row)


async def last_sent(connection: Connection, kind: str, subject_id: int) -> str | None:
    """Return the period of the subject's latest thing of a kind that was sent."""
    period: str | None = await _sql.last_sent(connection, kind=kind, subject_id=subject_id)
    return period


async def settle(tx: Tx, due: Due, state: State, reason: str, settled_at: datetime, *, to_member: bool = False) -> None:
    """Write down how a thing ended; the first ending stays. Nothing is kept `to_member` who was erased meanwhile."""
    if state is State.SENT:
        await _sql.settle_sent(tx, key=due.key, **rows.params(due), settled_at=settled_at, to_member=to_member)
    else:
        await _sql.settle(tx, key=due.key, state=state, reason=reason, settled_at=settled_at)


async def put_off(tx: Tx, due: Due, until: datetime, reason: str, *, refused: bool) -> None:
    """Let nobody claim a thing again before `until`; what was not `refused` may have arrived all the same."""
    await _sql.put_off(tx, key=due.key, until=until, reason=reason, refused=refused)


async def block(tx: Tx, due: Due, until: datetime, reason: str, blocked_at: datetime) -> None:
    """Let a post that cannot get where it is to go wait until an instant, or until that is mended."""
    await _sql.block(tx, key=due.key, until=until, reason=reason, blocked_at=blocked_at)


async def unblock(tx: Tx, kind: str, subject_id: int) -> None:
    """Let what waited for its channel be tried at once."""
    await _sql.unblock(tx, kind=kind, subject_id=subject_id)


async def give_back(tx: Tx, due: Due) -> None:
    """Let somebody else claim a thing at once: it was claimed and not begun."""
    await _sql.give_back(tx, key=due.key)


async def drop(tx: Tx, due: Due) -> None:
    """Keep nothing of a thing, not even how it ended."""
    await _sql.drop(tx, key=due.key)


async def prune(tx: Tx, before: datetime) -> None:
    """Drop what was due before an instant and is settled."""
    await _sql.prune(tx, before=before)


async def coming_up(connection: Connection, until: datetime, most: int) -> list[datetime]:
    """Return up to `most` instants, the soonest first, at which something is to be run by `until`."""
    return [rows.value(datetime, row) async for row in _sql.coming_up(connection, until=until, most=most)]


async def next_due_at(connection: Connection) -> datetime | None:
    """Return when the schedule next has something to do."""
    return codec.text_to_instant(await _sql.next_due(connection))
