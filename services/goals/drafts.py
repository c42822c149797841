"""Setting and changing goals: read what was typed, ask or show it, and keep it once it is confirmed."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from db import goals
from db.connection import Connection, Tx
from db.goals import Draft, Goal
from rules.goals.goal import Proposal, Target, practice_proposals, takes_effect_on
from rules.goals.reading.answers import GoalQuestion, GoalReading
from rules.goals.reading.read import read_goal
from services.acts import Act, GoneForGood, NotYours, meet
from services.context import Context
from services.goals.running import GoalView, running_goal, view_of


@dataclass(frozen=True, slots=True)
class Understood:
    """What a draft would come to: its target, the goal it changes, and the day that change would hold from."""

    target: Target
    changes: Goal | None
    holds_from: date

    @property
    def total(self) -> float:
        """How far the member is already."""
        return self.target.start if self.changes is None else self.changes.total


@dataclass(frozen=True, slots=True)
class Drafted:
    """A draft and what to put to the member: what was understood, to confirm, or a question."""

    draft: Draft
    today: date
    found: Understood | GoalQuestion


@dataclass(frozen=True, slots=True)
class Confirmed:
    """A draft that became a goal, or changed one; `easier_on` when the change has to wait."""

    view: GoalView
    is_new: bool
    easier_on: date | None
    proposals: tuple[Proposal, ...]


async def draft_goal(
    context: Context, act: Act, text: str, *, private: bool = False, goal_id: int | None = None
) -> Drafted:
    """Keep what was typed and read it; for a change, `goal_id` says of which goal."""
    async with context.db.transaction() as tx:
        today = (await meet(tx, act)).member.today(act.at)
        if goal_id is not None:
            private = (await running_goal(tx, act, goal_id, today)).private
        return await _read(tx, await _new_draft(tx, act, text, today, private, goal_id), today)


async def _new_draft(tx: Tx, act: Act, text: str, today: date, private: bool, goal_id: int | None) -> Draft:
    draft = Draft(
        id=act.id,
        member_id=act.member_id,
        server_id=act.server_id,
        channel_id=act.channel_id,
        goal_id=goal_id,
        text=text,
        reading=None,
        private=private,
        drafted_on=today,
    )
    await goals.add_draft(tx, draft)
    return draft


async def mend_draft(context: Context, act: Act, draft_id: int, text: str) -> Drafted:
    """Read a draft again with its new words; one that already is a running goal becomes a change of that goal."""
    async with context.db.transaction() as tx:
        today = (await meet(tx, act)).member.today(act.at)
        draft = await _own_draft(tx, act, draft_id)
        goal = await goals.find(tx, draft.id)
        if goal is not None:
            goal_id = goal.id if goal.is_running else None
            draft = await _new_draft(tx, act, text, today, goal.private, goal_id)
        elif draft.is_closed:
            await goals.reopen_draft(tx, draft.id)
        return await _read(tx, replace(draft, text=text, is_closed=False), today)


async def pick_reading(context: Context, act: Act, draft_id: int, number: int) -> Drafted:
    """Take one of the readings a question offered; it is shown for confirmation like any other."""
    async with context.db.transaction() as tx:
        today = (await meet(tx, act)).member.today(act.at)
        draft = await _own_draft(tx, act, draft_id)
        # The buttons were made on the day of the draft; read on another day, the text could offer others.
        question = read_goal(draft.text, draft.drafted_on)
        if draft.is_closed or not isinstance(question, GoalQuestion) or not 0 <= number < len(question.readings):
            raise GoneForGood
        draft = replace(draft, reading=question.readings[number])
        await goals.change_draft(tx, draft)
        return Drafted(draft, today, await _understood(tx, draft, question.readings[number], today))


async def my_draft(context: Context, act: Act, draft_id: int) -> Draft:
    """Return the asker's own draft, open or closed. Raise NotYours or GoneForGood."""
    async with context.db.read() as connection:
        return await _own_draft(connection, act, draft_id)


async def confirm(context: Context, act: Act, draft_id: int) -> Confirmed | Drafted:
    """Turn a draft into a goal, or into a change of one; a second press finds it done.

    A draft that lay until its deadline was past is read anew instead.
    """
    async with context.db.transaction() as tx:
        today = (await meet(tx, act)).member.today(act.at)
        draft = await _own_draft(tx, act, draft_id)
        reading = draft.reading
        if reading is None:
            raise GoneForGood
        if not draft.is_closed and reading.deadline is not None and reading.deadline < today:
            return await _read(tx, draft, today)
        if draft.goal_id is not None:
            return await _apply_change(tx, act, draft, draft.goal_id, reading, today)
        is_new = False
        if not draft.is_closed:
            is_new = await goals.add(tx, _new_goal(draft, reading), act.at)
            await goals.close_draft(tx, draft.id, act.at)
        goal = await goals.find(tx, draft.id)
        if goal is None:
            raise GoneForGood
        proposals = () if goal.target.is_practice else practice_proposals(goal.target)
        return Confirmed(await view_of(tx, act, goal, today), is_new, None, proposals)


async def propose_practice(context: Context, act: Act, goal_id: int, number: int) -> Confirmed:
    """Take up one of the rhythms offered towards an outcome goal; one tap, harmless to repeat."""
    async with context.db.transaction() as tx:
        today = (await meet(tx, act)).member.today(act.at)
        outcome = await running_goal(tx, act, goal_id, today)
        proposals = practice_proposals(outcome.target)
        if not 0 <= number < len(proposals):
            raise GoneForGood
        taken = next((each for each in await goals.running_of(tx, act.member_id) if each.toward_id == goal_id), None)
        is_new = taken is None
        if taken is None:
            taken = Goal(
                id=act.id,
                member_id=outcome.member_id,
                server_id=outcome.server_id,
                channel_id=outcome.channel_id,
                text=proposals[number].text,
                target=_target(proposals[number].reading, today),
                private=outcome.private,
                toward_id=outcome.id,
            )
            await goals.add(tx, taken, act.at)
        return Confirmed(await view_of(tx, act, taken, today), is_new, None, ())


async def let_go(context: Context, act: Act, draft_id: int) -> Draft:
    """Close a draft without making it a goal; its words stay for Edit. Raise GoneForGood once it is a goal."""
    async with context.db.transaction() as tx:
        draft = await _own_draft(tx, act, draft_id)
        if await goals.find(tx, draft.id) is not None:
            raise GoneForGood
        await goals.close_draft(tx, draft.id, act.at)
        return draft


async def _own_draft(connection: Connection, act: Act, draft_id: int) -> Draft:
    draft = await goals.find_draft(connection, draft_id)
    if draft is None:
        raise GoneForGood
    if draft.member_id != act.member_id:
        raise NotYours
    return draft


async def _read(tx: Tx, draft: Draft, today: date) -> Drafted:
    found = read_goal(draft.text, today)
    reading = found if isinstance(found, GoalReading) else None
    draft = replace(draft, reading=reading, drafted_on=today)
    await goals.change_draft(tx, draft)
    if isinstance(found, GoalReading):
        return Drafted(draft, today, await _understood(tx, draft, found, today))
    return Drafted(draft, today, found)


async def _understood(tx: Tx, draft: Draft, reading: GoalReading, today: date) -> Understood:
    old = None if draft.goal_id is None else await goals.find(tx, draft.goal_id)
    if old is None:
        return Understood(_target(reading, draft.drafted_on), None, today)
    new = _changed(old, reading)
    return Understood(new, old, takes_effect_on(old.target, new, today))


async def _apply_change(tx: Tx, act: Act, draft: Draft, goal_id: int, reading: GoalReading, today: date) -> Confirmed:
    old = await running_goal(tx, act, goal_id, today)
    if not draft.is_closed:
        new = _changed(old, reading)
        holds_from = takes_effect_on(old.target, new, today)
        if holds_from > today:
            await goals.ease(tx, old.id, draft.text, new, holds_from)
        else:
            await goals.change(tx, old, draft.text, new, today)
        await goals.close_draft(tx, draft.id, act.at)
    goal = await goals.find(tx, old.id)
    assert goal is not None
    return Confirmed(await view_of(tx, act, goal, today), is_new=False, easier_on=goal.easier_on, proposals=())


def _target(reading: GoalReading, starts_on: date) -> Target:
    return Target(
        amount=reading.amount,
        unit=reading.unit,
        start=reading.start or 0.0,
        per=reading.per,
        starts_on=starts_on,
        deadline_on=reading.deadline,
    )


def _changed(old: Goal, reading: GoalReading) -> Target:
    """Return the target a goal would have after a change: where it began stays unless it is said anew."""
    new = _target(reading, old.starts_on)
    return new if reading.start is not None else replace(new, start=old.target.start)


def _new_goal(draft: Draft, reading: GoalReading) -> Goal:
    return Goal(
        id=draft.id,
        member_id=draft.member_id,
        server_id=draft.server_id,
        channel_id=draft.channel_id,
        text=draft.text,
        target=_target(reading, draft.drafted_on),
        private=draft.private or draft.server_id is None,
    )
