"""Goals: drafts, the goals themselves, their progress, milestones and waiting changes."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from db import codec, rows
from db.connection import Connection, Row, Tx
from db.queries import load_queries
from rules.goals.draft import Draft
from rules.goals.goal import Ending, Goal, PastRhythm, Target
from rules.goals.history import Step
from rules.goals.reading.answers import GoalReading, Period

_sql = load_queries("goals")


def _write_reading(reading: GoalReading | None) -> str:
    if reading is None:
        return ""
    return json.dumps(
        {
            "amount": reading.amount,
            "unit": reading.unit,
            "start": reading.start,
            "per": reading.per,
            "deadline": codec.day_to_text(reading.deadline),
        }
    )


def _read_reading(text: str) -> GoalReading | None:
    if not text:
        return None
    found: dict[str, Any] = json.loads(text)
    return GoalReading(
        amount=found["amount"],
        unit=found["unit"],
        start=found["start"],
        per=Period(found["per"]) if found["per"] else None,
        deadline=codec.text_to_day(found["deadline"]),
    )


async def add_draft(tx: Tx, draft: Draft) -> None:
    """Keep what was typed; a second time changes nothing."""
    await _sql.add_draft(tx, **rows.params(draft), reading_json=_write_reading(draft.reading))


async def find_draft(connection: Connection, id: int) -> Draft | None:
    """Return a draft, closed or not."""
    row = await _sql.find_draft(connection, id=id)
    return None if row is None else rows.read(Draft, row, reading=_read_reading(row["reading"]))


async def change_draft(tx: Tx, draft: Draft) -> None:
    """Keep a draft's new text and reading."""
    await _sql.change_draft(tx, **rows.params(draft), reading_json=_write_reading(draft.reading))


async def close_draft(tx: Tx, id: int, at: datetime) -> None:
    """Note that a draft became a goal or was let go."""
    await _sql.close_draft(tx, id=id, closed_at=at)


async def reopen_draft(tx: Tx, id: int) -> None:
    """Let a draft that was let go be confirmed after all."""
    await _sql.reopen_draft(tx, id=id)


async def add(tx: Tx, goal: Goal, at: datetime) -> bool:
    """Keep a new goal; False when that very draft has become a goal before."""
    return bool(await _sql.add(tx, **rows.params(goal), **rows.params(goal.target), set_at=at))


async def find(connection: Connection, id: int) -> Goal | None:
    """Return one goal, ended or not."""
    found = [_goal(row) async for row in _sql.find(connection, id=id, member_id=0)]
    return found[0] if found else None


async def running_of(connection: Connection, member_id: int) -> list[Goal]:
    """Return the goals a member still pursues, oldest first."""
    found = [_goal(row) async for row in _sql.find(connection, id=0, member_id=member_id)]
    return [goal for goal in found if goal.is_running]


def _goal(row: Row) -> Goal:
    return rows.read(Goal, row, target=rows.read(Target, row))


async def change(tx: Tx, old: Goal, text: str, target: Target, on: date) -> None:
    """Replace what a goal asks for from a day on; its progress stays, and a waiting change is dropped.

    Its time begins anew only when an outcome becomes a rhythm or the other way round.
    """
    if old.target.is_practice != target.is_practice:
        target = replace(target, starts_on=on)
    await _sql.change(tx, id=old.id, text=text, **rows.params(target))
    await _sql.drop_easing(tx, goal_id=old.id)
    if old.target.per is not None:
        await _sql.add_past_rhythm(tx, goal_id=old.id, until_on=on, amount=old.target.amount, per=old.target.per)


async def ease(tx: Tx, id: int, text: str, target: Target, takes_effect_on: date) -> None:
    """Keep an easier version of a goal until its day comes; a later one replaces it."""
    await _sql.ease(tx, goal_id=id, text=text, takes_effect_on=takes_effect_on, **rows.params(target))


async def has_easings_due(connection: Connection, member_id: int, today: date) -> bool:
    """Return whether the day of an easier version has come that was not put into effect yet."""
    return bool([row async for row in _sql.easings_due(connection, member_id=member_id, today=today)])


async def apply_easings(tx: Tx, member_id: int, today: date) -> None:
    """Let the easier versions whose day has come take effect."""
    for row in [row async for row in _sql.easings_due(tx, member_id=member_id, today=today)]:
        old = await find(tx, row["goal_id"])
        assert old is not None
        target = rows.read(Target, row, starts_on=old.starts_on)
        await change(tx, old, row["text"], target, date.fromisoformat(row["takes_effect_on"]))


async def past_rhythms(connection: Connection, goal_id: int) -> list[PastRhythm]:
    """Return what a practice goal asked for before its changes, oldest first."""
    return [rows.read(PastRhythm, row) async for row in _sql.past_rhythms(connection, goal_id=goal_id)]


async def end(tx: Tx, id: int, ending: Ending, why: str, at: datetime) -> None:
    """End a goal; one already ended keeps its first ending."""
    await _sql.end(tx, id=id, ending=ending, why=why, ended_at=at)


async def set_asked(tx: Tx, id: int, day: date) -> None:
    """Note that the member was asked how the goal goes."""
    await _sql.set_asked(tx, id=id, asked_on=day)


async def add_update(tx: Tx, id: int, goal_id: int, *, day_on: date, total: float, step: float, at: datetime) -> bool:
    """Keep one step of progress; False when that very interaction has kept it before."""
    return bool(await _sql.add_update(tx, id=id, goal_id=goal_id, day_on=day_on, total=total, step=step, made_at=at))


async def steps_by_day(connection: Connection, goal_id: int) -> dict[date, float]:
    """Return what was added to a goal on each day."""
    found = _sql.steps_by_day(connection, goal_id=goal_id)
    return {date.fromisoformat(row["day_on"]): row["added"] async for row in found}


async def history(connection: Connection, goal_id: int) -> list[Step]:
    """Return all that moved an outcome goal, in the order it was told."""
    return [rows.read(Step, row) async for row in _sql.history(connection, goal_id=goal_id)]


async def reach_milestone(tx: Tx, goal_id: int, percent: int, at: datetime) -> bool:
    """Claim a milestone's one celebration; False when it was reached before."""
    return bool(await _sql.add_milestone(tx, goal_id=goal_id, percent=percent, reached_at=at))
