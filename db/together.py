"""Goals together: whose they are, who is in them, and how much of their way was said aloud."""

from __future__ import annotations

from datetime import date, datetime

from db import goals, rows
from db.connection import Connection, Tx
from db.queries import load_queries
from rules.goals.sources import in_unit, source_of
from rules.goals.together import TogetherGoal, TogetherMember, put_in
from rules.schedule.due import OutcomeCount

_sql = load_queries("together")


async def add(tx: Tx, goal: TogetherGoal) -> None:
    """Keep a new goal."""
    await _sql.add(tx, **rows.params(goal))


async def find(connection: Connection, id: int) -> TogetherGoal | None:
    """Return a goal, however it stands."""
    row = await _sql.find(connection, id=id)
    return None if row is None else rows.read(TogetherGoal, row)


async def open_in(connection: Connection, server_id: int, circle_id: int | None) -> tuple[TogetherGoal, ...]:
    """Return the open goals of a circle, or without one of the server itself, the oldest first."""
    found = _sql.open_in(connection, server_id=server_id, circle_id=circle_id or 0)
    return tuple([rows.read(TogetherGoal, row) async for row in found])


async def open_of(connection: Connection, member_id: int) -> list[int]:
    """Return the ids of the open goals that a member is in."""
    return [rows.value(int, row) async for row in _sql.open_of(connection, member_id=member_id)]


async def join(tx: Tx, goal_id: int, member_id: int, at: datetime, on: date) -> bool:
    """Take a member in, who comes back as of when they first came; False for who is in already."""
    return bool(await _sql.join(tx, goal_id=goal_id, member_id=member_id, joined_at=at, joined_on=on))


async def leave(tx: Tx, goal_id: int, member_id: int, at: datetime) -> bool:
    """Let a member go; False where they were not in."""
    return bool(await _sql.leave(tx, goal_id=goal_id, member_id=member_id, left_at=at))


async def members(connection: Connection, goal_id: int) -> tuple[TogetherMember, ...]:
    """Return who is in a goal, in the order they came."""
    return tuple([rows.read(TogetherMember, row) async for row in _sql.members(connection, goal_id=goal_id)])


async def total(connection: Connection, goal: TogetherGoal) -> float:
    """Return what those in a goal put in, out of their own entries; what was quiet of these stays out of it."""
    source = source_of(goal.unit)
    assert source is not None
    amounts = []
    for member in await members(connection, goal.id):
        counts = await goals.counted(connection, source, member.member_id, goal.starts_on, with_quiet=False)
        amounts.append(put_in(goal, member, in_unit(counts, goal.unit)))
    return sum(amounts)


async def set_message(tx: Tx, id: int, message_id: int) -> None:
    """Note which message is a goal's card."""
    await _sql.set_message(tx, id=id, message_id=message_id)


async def set_said(tx: Tx, id: int, percent: int) -> None:
    """Note that so much of the way was said aloud; the most stays."""
    await _sql.set_said(tx, id=id, percent=percent)


async def end(tx: Tx, id: int, at: datetime) -> None:
    """End a goal before its day."""
    await _sql.end(tx, id=id, ended_at=at)


async def set_told(tx: Tx, id: int, at: datetime) -> None:
    """Note when a goal's end was said, or could not be; the first time stays."""
    await _sql.set_told(tx, id=id, told_at=at)


async def next_look(tx: Tx, id: int) -> int:
    """Return which look at a goal's card comes next."""
    look: int = await _sql.next_look(tx, id=id)
    return look


async def outcomes(connection: Connection, server_id: int, kind: str, since: datetime) -> list[OutcomeCount]:
    """Count how the posts about a server's goals together, due since an instant, ended."""
    found = _sql.outcomes(connection, server_id=server_id, kind=kind, since=since)
    return [rows.read(OutcomeCount, row) async for row in found]
