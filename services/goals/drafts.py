"""Setting and changing goals: read what was typed, ask or show it, and keep it once it is confirmed."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from db import goals
from db.connection import Connection, Tx
from rules.comments.promotion import check_aloud
from rules.goals.draft import (
    Draft,
    GoalForm,
    asks_for_start,
    changed_target,
    goal_of,
    may_have_some,
    target_of,
    with_start,
)
from rules.goals.form import form_words, read_draft, read_form
from rules.goals.goal import Goal, Proposal, Target, practice_proposals, takes_effect_on
from rules.goals.promises import PlanOffer, plan_of
from rules.goals.reading.answers import GoalQuestion, GoalReading
from rules.goals.reading.read import read_goal
from rules.goals.together import check_together
from rules.kit.limits import Kept, check_room
from services.acts import Act, GoneForGood, commit, meet, still_there, today_of
from services.context import Context
from services.goals.running import GoalView, running_goal, told_view, view_of


@dataclass(frozen=True, slots=True)
class Understood:
    """What a draft would come to: its target, the goal it changes, and the day that change would hold from.

    With `asks_for_start` a gain has to be told how many there are now; `plan` is what a promise could be instead.
    """

    target: Target
    changes: Goal | None
    holds_from: date
    asks_for_start: bool = False
    may_have_some: bool = False
    plan: PlanOffer | None = None

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
    """A draft that became a goal, or changed one.

    `easier_on` is there when the change has to wait, and `practice` when a rhythm towards the goal was taken up.
    """

    view: GoalView
    is_new: bool
    easier_on: date | None
    proposals: tuple[Proposal, ...]
    practice: GoalView | None = None


async def draft_goal(
    context: Context,
    act: Act,
    text: str,
    *,
    private: bool = False,
    goal_id: int | None = None,
    together: bool = False,
) -> Drafted:
    """Keep what was typed and read it; for a change, `goal_id` says of which goal.

    With `together` it is to be a goal of several. Raise NotOneNumber or NotCountedTogether where it cannot be.
    """
    today = await today_of(context, act)
    found = read_goal(text, today)

    async def work(tx: Tx) -> Drafted:
        await meet(tx, act)
        if goal_id is None:
            draft = replace(_new_draft(act, text, today, private), together=together)
        else:
            draft = _new_change(act, text, today, await running_goal(tx, act, goal_id, today))
        await goals.add_draft(tx, draft)
        return await _put(tx, draft, found, today)

    return await commit(context, act, work)


def _new_change(act: Act, text: str, today: date, goal: Goal) -> Draft:
    """Return a draft of new words for a goal: wherever they were typed, they are read where it was told."""
    draft = _new_draft(act, text, today, goal.private)
    return replace(draft, server_id=goal.server_id, channel_id=goal.channel_id, goal_id=goal.id)


def _new_draft(act: Act, text: str, today: date, private: bool) -> Draft:
    return Draft(
        id=act.id,
        member_id=act.member_id,
        server_id=act.server_id,
        channel_id=act.channel_id,
        goal_id=None,
        text=text,
        reading=None,
        private=private,
        drafted_on=today,
    )


async def fill_in(context: Context, act: Act, form: GoalForm, *, private: bool = False) -> Drafted:
    """Keep what was filled in instead of said, and read it."""
    today = await today_of(context, act)
    found = read_form(form, today)

    async def work(tx: Tx) -> Drafted:
        await meet(tx, act)
        draft = replace(_new_draft(act, form_words(form), today, private), form=form)
        await goals.add_draft(tx, draft)
        return await _put(tx, draft, found, today)

    return await commit(context, act, work)


async def mend_draft(context: Context, act: Act, draft_id: int, said: str | GoalForm) -> Drafted:
    """Read a draft again with its new words, or as it was filled in.

    One that already is a running goal becomes a change of that goal.
    """
    today = await today_of(context, act)
    if isinstance(said, str):
        text, form, found = said, None, read_goal(said, today)
    else:
        text, form, found = form_words(said), said, read_form(said, today)

    async def work(tx: Tx) -> Drafted:
        await meet(tx, act)
        draft = await own_draft(tx, act, draft_id)
        goal = await goals.find(tx, draft.id)
        if goal is not None:
            is_over = not goal.is_running
            draft = _new_draft(act, text, today, goal.private) if is_over else _new_change(act, text, today, goal)
            await goals.add_draft(tx, draft)
        elif draft.is_closed:
            await goals.reopen_draft(tx, draft.id)
        return await _put(tx, replace(draft, text=text, form=form, is_closed=False), found, today)

    return await commit(context, act, work)


async def pick_reading(context: Context, act: Act, draft_id: int, number: int) -> Drafted:
    """Take one of the readings a question offered; it is shown for confirmation like any other."""

    async def work(tx: Tx) -> Drafted:
        today = (await meet(tx, act)).member.today(act.at)
        draft = await own_draft(tx, act, draft_id)
        # The buttons were made on the day of the draft; read on another day, the text could offer others.
        question = read_draft(draft, draft.drafted_on)
        if draft.is_closed or not isinstance(question, GoalQuestion) or not 0 <= number < len(question.readings):
            raise GoneForGood
        draft = replace(draft, reading=question.readings[number])
        await goals.change_draft(tx, draft)
        return Drafted(draft, today, await _understood(tx, draft, question.readings[number], today))

    return await commit(context, act, work)


async def have_some(context: Context, act: Act, draft_id: int, typed: str) -> Drafted:
    """Take how many there are now; a gain comes on top. Raise ProgressNotUnderstood, AlreadyThere or GoneForGood."""

    async def work(tx: Tx) -> Drafted:
        today = (await meet(tx, act)).member.today(act.at)
        draft = await own_draft(tx, act, draft_id)
        if draft.is_closed or draft.reading is None:
            raise GoneForGood
        reading = with_start(draft.reading, typed)
        draft = replace(draft, reading=reading)
        await goals.change_draft(tx, draft)
        return Drafted(draft, today, await _understood(tx, draft, reading, today))

    return await commit(context, act, work)


async def my_draft(context: Context, act: Act, draft_id: int) -> Draft:
    """Return the asker's own draft, open or closed. Raise NotYours or GoneForGood."""
    async with context.db.read() as connection:
        return await own_draft(connection, act, draft_id)


async def confirm(context: Context, act: Act, draft_id: int, *, private: bool = False) -> Confirmed | Drafted:
    """Turn a draft into a goal, a private one on request, or into a change of one; a second press finds it done.

    A draft that lay until its deadline was past is read anew instead.
    """

    async def work(tx: Tx) -> Confirmed | Drafted:
        today = (await meet(tx, act)).member.today(act.at)
        draft = await own_draft(tx, act, draft_id)
        reading = draft.reading
        if reading is None or draft.together:
            raise GoneForGood
        if not draft.is_closed and reading.deadline is not None and reading.deadline < today:
            return await read_anew(tx, draft, today)
        if draft.goal_id is None and asks_for_start(reading):
            return Drafted(draft, today, await _understood(tx, draft, reading, today))
        if draft.goal_id is not None:
            return await _apply_change(tx, act, draft, draft.goal_id, reading, today)
        kept = replace(draft, private=draft.private or private)
        return await _become_goal(tx, act, kept, reading, today)

    return await commit(context, act, work)


async def _become_goal(tx: Tx, act: Act, draft: Draft, reading: GoalReading, today: date) -> Confirmed:
    is_new = False
    if not draft.is_closed:
        check_room(Kept.GOALS, len(await goals.running_of(tx, act.member_id)))
        is_new = await goals.add(tx, goal_of(draft, reading, act.at))
        await goals.close_draft(tx, draft.id, act.at)
    goal = still_there(await goals.find(tx, draft.id))
    proposals = () if goal.target.is_practice else practice_proposals(goal.target)
    return Confirmed(await told_view(tx, act, goal, today), is_new, None, proposals)


async def propose_practice(context: Context, act: Act, goal_id: int, number: int) -> Confirmed:
    """Take up one of the rhythms offered towards an outcome goal; one tap, harmless to repeat."""

    async def work(tx: Tx) -> Confirmed:
        today = (await meet(tx, act)).member.today(act.at)
        outcome = await running_goal(tx, act, goal_id, today)
        proposals = practice_proposals(outcome.target)
        if not 0 <= number < len(proposals):
            raise GoneForGood
        taken = next((each for each in await goals.running_of(tx, act.member_id) if each.toward_id == goal_id), None)
        is_new = taken is None
        if taken is None:
            check_room(Kept.GOALS, len(await goals.running_of(tx, act.member_id)))
            taken = _towards(outcome, proposals[number], act, today)
            await goals.add(tx, taken)
        towards, practice = await told_view(tx, act, outcome, today), await told_view(tx, act, taken, today)
        return Confirmed(towards, is_new, None, (), practice)

    return await commit(context, act, work)


def _towards(outcome: Goal, proposal: Proposal, act: Act, today: date) -> Goal:
    target = target_of(proposal.reading, max(today, outcome.starts_on))
    return Goal(
        id=act.id,
        member_id=outcome.member_id,
        server_id=outcome.server_id,
        channel_id=outcome.channel_id,
        text=proposal.text,
        target=target,
        private=outcome.private,
        set_at=act.at,
        counted_from_on=target.starts_on,
        toward_id=outcome.id,
    )


async def let_go(context: Context, act: Act, draft_id: int) -> Draft:
    """Close a draft without making it a goal; its words stay for Edit. Raise GoneForGood once it is a goal."""

    async def work(tx: Tx) -> Draft:
        draft = await own_draft(tx, act, draft_id)
        if await goals.find(tx, draft.id) is not None:
            raise GoneForGood
        await goals.close_draft(tx, draft.id, act.at)
        return draft

    return await commit(context, act, work)


async def own_draft(connection: Connection, act: Act, draft_id: int) -> Draft:
    """Return the asker's own draft, open or closed. Raise NotYours or GoneForGood."""
    draft = still_there(await goals.find_draft(connection, draft_id))
    act.check_own(draft.member_id)
    return draft


async def read_anew(tx: Tx, draft: Draft, today: date) -> Drafted:
    """Read a draft again that lay until its deadline was past."""
    return await _put(tx, draft, read_draft(draft, today), today)


async def _put(tx: Tx, draft: Draft, found: GoalReading | GoalQuestion, today: date) -> Drafted:
    """Keep how a draft was read on a day, and return what to put to the member. Raise OfferToTrade."""
    if draft.is_said_aloud:
        check_aloud(draft.text)
    reading = found if isinstance(found, GoalReading) else None
    draft = replace(draft, reading=reading, drafted_on=today)
    await goals.change_draft(tx, draft)
    if isinstance(found, GoalReading):
        return Drafted(draft, today, await _understood(tx, draft, found, today))
    return Drafted(draft, today, found)


async def _understood(tx: Tx, draft: Draft, reading: GoalReading, today: date) -> Understood:
    if draft.together:
        check_together(reading)
        return Understood(target_of(reading, draft.drafted_on), changes=None, holds_from=today)
    old = None if draft.goal_id is None else await goals.find(tx, draft.goal_id)
    if old is None:
        return Understood(
            target=target_of(reading, draft.drafted_on),
            changes=None,
            holds_from=today,
            asks_for_start=asks_for_start(reading),
            may_have_some=may_have_some(reading),
            plan=plan_of(reading),
        )
    new = changed_target(old, reading)
    return Understood(new, old, takes_effect_on(old.target, new, today))


async def _apply_change(tx: Tx, act: Act, draft: Draft, goal_id: int, reading: GoalReading, today: date) -> Confirmed:
    old = await running_goal(tx, act, goal_id, today)
    if not draft.is_closed:
        new = changed_target(old, reading)
        holds_from = takes_effect_on(old.target, new, today)
        if holds_from > today:
            await goals.ease(tx, old.id, draft.text, new, holds_from)
        else:
            await goals.change(tx, old, draft.text, new, today)
        await goals.close_draft(tx, draft.id, act.at)
    goal = await goals.find(tx, old.id)
    assert goal is not None
    return Confirmed(await view_of(tx, act, goal, today), is_new=False, easier_on=goal.easier_on, proposals=())
