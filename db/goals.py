"""Goals: drafts, the goals themselves, their progress, milestones and waiting changes."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from db import codec
from db.connection import Connection, Row
from db.queries import load_queries
from rules.goals.goal import PastRhythm, Target
from rules.goals.history import Step
from rules.goals.reading.answers import GoalReading, Period

_sql = load_queries("goals")


class Ending(StrEnum):
    """How a goal came to its end."""

    FINISHED = "finished"
    DROPPED = "dropped"


@dataclass(frozen=True, slots=True)
class Draft:
    """What a member typed for a goal, and how it was last read back to them."""

    id: int
    member_id: int
    server_id: int | None
    channel_id: int | None
    goal_id: int | None
    text: str
    reading: GoalReading | None
    private: bool
    drafted_on: date
    is_closed: bool = False


@dataclass(frozen=True, slots=True)
class Goal:
    """A goal with its total as of now; `channel_id` is where it was shared.

    `updated_on` is the day it last moved, by hand or by /wrote.
    """

    id: int
    member_id: int
    server_id: int | None
    channel_id: int | None
    text: str
    target: Target
    private: bool
    toward_id: int | None = None
    asked_on: date | None = None
    ending: Ending | None = None
    total: float = 0.0
    updated_on: date | None = None
    easier_on: date | None = None

    @property
    def starts_on(self) -> date:
        """The local day the goal was set."""
        return self.target.starts_on

    @property
    def deadline_on(self) -> date | None:
        """The last day that counts."""
        return self.target.deadline_on

    @property
    def is_running(self) -> bool:
        """Whether it was neither finished nor dropped."""
        return self.ending is None


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


async def add_draft(connection: Connection, draft: Draft) -> None:
    """Keep what was typed; a second time changes nothing."""
    await _sql.add_draft(
        connection,
        id=draft.id,
        member_id=draft.member_id,
        server_id=draft.server_id,
        channel_id=draft.channel_id,
        goal_id=draft.goal_id,
        text=draft.text,
        reading=_write_reading(draft.reading),
        private=int(draft.private),
        drafted_on=draft.drafted_on.isoformat(),
    )


async def find_draft(connection: Connection, id: int) -> Draft | None:
    """Return a draft, closed or not."""
    row = await _sql.find_draft(connection, id=id)
    if row is None:
        return None
    return Draft(
        id=row[0],
        member_id=row[1],
        server_id=row[2],
        channel_id=row[3],
        goal_id=row[4],
        text=row[5],
        reading=_read_reading(row[6]),
        private=bool(row[7]),
        drafted_on=date.fromisoformat(row[8]),
        is_closed=row[9] is not None,
    )


async def change_draft(connection: Connection, draft: Draft) -> None:
    """Keep a draft's new text and reading."""
    await _sql.change_draft(
        connection,
        id=draft.id,
        text=draft.text,
        reading=_write_reading(draft.reading),
        drafted_on=draft.drafted_on.isoformat(),
    )


async def close_draft(connection: Connection, id: int, at: datetime) -> None:
    """Note that a draft became a goal or was let go."""
    await _sql.close_draft(connection, id=id, closed_at=codec.instant_to_text(at))


async def reopen_draft(connection: Connection, id: int) -> None:
    """Let a draft that was let go be confirmed after all."""
    await _sql.reopen_draft(connection, id=id)


def _goal(row: Row) -> Goal:
    target = Target(
        amount=row[5],
        unit=row[6],
        start=row[7],
        per=Period(row[8]) if row[8] else None,
        starts_on=date.fromisoformat(row[9]),
        deadline_on=codec.text_to_day(row[10]),
    )
    reported = row[15] if row[15] is not None else target.start
    moved_on = max(filter(None, (row[16], row[19])), default=None)
    return Goal(
        id=row[0],
        member_id=row[1],
        server_id=row[2],
        channel_id=row[3],
        text=row[4],
        target=target,
        private=bool(row[11]),
        toward_id=row[12],
        asked_on=codec.text_to_day(row[13]),
        ending=Ending(row[14]) if row[14] else None,
        total=reported + (row[18] or 0),
        updated_on=codec.text_to_day(moved_on),
        easier_on=codec.text_to_day(row[17]),
    )


async def add(connection: Connection, goal: Goal, at: datetime) -> bool:
    """Keep a new goal; False when that very draft has become a goal before."""
    target = goal.target
    return bool(
        await _sql.add(
            connection,
            id=goal.id,
            member_id=goal.member_id,
            server_id=goal.server_id,
            channel_id=goal.channel_id,
            text=goal.text,
            amount=target.amount,
            unit=target.unit,
            start=target.start,
            per=target.per.value if target.per else None,
            starts_on=target.starts_on.isoformat(),
            deadline_on=codec.day_to_text(target.deadline_on),
            private=int(goal.private),
            toward_id=goal.toward_id,
            set_at=codec.instant_to_text(at),
        )
    )


async def find(connection: Connection, id: int) -> Goal | None:
    """Return one goal, ended or not."""
    found = [_goal(row) async for row in _sql.find(connection, id=id, member_id=0)]
    return found[0] if found else None


async def running_of(connection: Connection, member_id: int) -> list[Goal]:
    """Return the goals a member still pursues, oldest first."""
    found = [_goal(row) async for row in _sql.find(connection, id=0, member_id=member_id)]
    return [goal for goal in found if goal.is_running]


async def change(connection: Connection, old: Goal, text: str, target: Target, on: date) -> None:
    """Replace what a goal asks for from a day on; its progress stays, and a waiting change is dropped.

    Its time begins anew only when an outcome becomes a rhythm or the other way round.
    """
    if old.target.is_practice != target.is_practice:
        target = replace(target, starts_on=on)
    await _sql.change(
        connection,
        id=old.id,
        text=text,
        amount=target.amount,
        unit=target.unit,
        start=target.start,
        per=target.per.value if target.per else None,
        starts_on=target.starts_on.isoformat(),
        deadline_on=codec.day_to_text(target.deadline_on),
    )
    await _sql.drop_easing(connection, goal_id=old.id)
    if old.target.per is not None:
        await _sql.add_past_rhythm(
            connection, goal_id=old.id, until_on=on.isoformat(), amount=old.target.amount, per=old.target.per.value
        )


async def ease(connection: Connection, id: int, text: str, target: Target, takes_effect_on: date) -> None:
    """Keep an easier version of a goal until its day comes; a later one replaces it."""
    await _sql.ease(
        connection,
        goal_id=id,
        text=text,
        amount=target.amount,
        unit=target.unit,
        start=target.start,
        per=target.per.value if target.per else None,
        deadline_on=codec.day_to_text(target.deadline_on),
        takes_effect_on=takes_effect_on.isoformat(),
    )


async def apply_easings(connection: Connection, member_id: int, today: date) -> None:
    """Let the easier versions whose day has come take effect."""
    due = [row async for row in _sql.easings_due(connection, member_id=member_id, today=today.isoformat())]
    for goal_id, text, amount, unit, start, per, deadline_on, on in due:
        old = await find(connection, goal_id)
        assert old is not None
        target = replace(
            old.target,
            amount=amount,
            unit=unit,
            start=start,
            per=Period(per) if per else None,
            deadline_on=codec.text_to_day(deadline_on),
        )
        await change(connection, old, text, target, date.fromisoformat(on))


async def past_rhythms(connection: Connection, goal_id: int) -> list[PastRhythm]:
    """Return what a practice goal asked for before its changes, oldest first."""
    return [
        PastRhythm(row[0], Period(row[1]), date.fromisoformat(row[2]))
        async for row in _sql.past_rhythms(connection, goal_id=goal_id)
    ]


async def end(connection: Connection, id: int, ending: Ending, why: str, at: datetime) -> None:
    """End a goal; one already ended keeps its first ending."""
    await _sql.end(connection, id=id, ending=ending.value, why=why, ended_at=codec.instant_to_text(at))


async def set_asked(connection: Connection, id: int, day: date) -> None:
    """Note that the member was asked how the goal goes."""
    await _sql.set_asked(connection, id=id, asked_on=day.isoformat())


async def add_update(
    connection: Connection, id: int, goal_id: int, *, day_on: date, total: float, step: float, at: datetime
) -> bool:
    """Keep one step of progress; False when that very interaction has kept it before."""
    return bool(
        await _sql.add_update(
            connection,
            id=id,
            goal_id=goal_id,
            day_on=day_on.isoformat(),
            total=total,
            step=step,
            made_at=codec.instant_to_text(at),
        )
    )


async def steps_by_day(connection: Connection, goal_id: int) -> dict[date, float]:
    """Return what was added to a goal on each day."""
    return {date.fromisoformat(row[0]): row[1] async for row in _sql.steps_by_day(connection, goal_id=goal_id)}


async def history(connection: Connection, goal_id: int) -> list[Step]:
    """Return all that moved an outcome goal, in the order it was told."""
    return [
        Step(date.fromisoformat(row[1]), row[2], row[0] == "told")
        async for row in _sql.history(connection, goal_id=goal_id)
    ]


async def reach_milestone(connection: Connection, goal_id: int, percent: int, at: datetime) -> bool:
    """Claim a milestone's one celebration; False when it was reached before."""
    return bool(
        await _sql.add_milestone(connection, goal_id=goal_id, percent=percent, reached_at=codec.instant_to_text(at))
    )
