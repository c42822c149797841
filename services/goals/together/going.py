"""A goal together from its begin to its end: draft and begin one, be in it, leave it, end it early."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from db import circles, goals, servers, together
from db.connection import Connection, Tx
from rules.circles import Circle, NotInCircle, looks_after
from rules.goals.draft import Draft, target_of
from rules.goals.reading.answers import GoalReading
from rules.goals.together import (
    NotInTogether,
    NotTheBeginner,
    TogetherGoal,
    TogetherOver,
    check_room_together,
    check_together,
)
from rules.kit.errors import Refusal
from services.acts import Act, GoneForGood, commit, meet
from services.context import Context
from services.goals import drafts
from services.goals.drafts import Drafted
from services.goals.together import timing
from services.goals.together.posts import TogetherShown, shown_of


class ForManagers(Refusal):
    """A goal of the server begun by who does not manage it; `circle` is the one they are in, where they are in one."""

    def __init__(self, circle: Circle | None) -> None:
        super().__init__(None if circle is None else circle.id)
        self.circle = circle


@dataclass(frozen=True, slots=True)
class TogetherJoined:
    """A goal together that somebody is in; `is_new` is False where they were in before."""

    shown: TogetherShown
    is_new: bool


async def draft_together(context: Context, act: Act, text: str, *, is_manager: bool) -> Drafted:
    """Keep what was typed for a goal together and read it. Raise a Refusal where the asker could not begin one."""
    async with context.db.read() as connection:
        await _check_free(connection, act, await _circle_here(connection, act, is_manager), text)
    return await drafts.draft_goal(context, act, text, together=True)


async def begin(context: Context, act: Act, draft_id: int, *, is_manager: bool) -> TogetherGoal | Drafted:
    """Begin what was drafted, where that was; a second press finds it begun. One that lay too long is read anew.

    Raise a Refusal.
    """

    async def work(tx: Tx) -> TogetherGoal | Drafted:
        today = (await meet(tx, act)).member.today(act.at)
        draft = await drafts.own_draft(tx, act, draft_id)
        known = await together.find(tx, draft.id)
        if known is not None:
            return known
        reading = draft.reading
        if not draft.together or reading is None or reading.deadline is None:
            raise GoneForGood
        if reading.deadline < today:
            return await drafts.read_anew(tx, draft, today)
        return await _begin(tx, act, draft, reading, today, is_manager=is_manager)

    return await commit(context, act, work)


async def _begin(
    tx: Tx, act: Act, draft: Draft, reading: GoalReading, today: date, *, is_manager: bool
) -> TogetherGoal:
    check_together(reading)
    circle = await _circle_here(tx, act, is_manager)
    await _check_free(tx, act, circle, draft.text)
    target = target_of(reading, today)
    assert act.channel_id is not None
    assert target.deadline_on is not None
    goal = TogetherGoal(
        id=draft.id,
        server_id=act.here_id,
        circle_id=None if circle is None else circle.id,
        channel_id=act.channel_id,
        starter_id=act.member_id,
        amount=target.amount,
        unit=target.unit,
        starts_on=target.starts_on,
        deadline_on=target.deadline_on,
        made_at=act.at,
    )
    await together.add(tx, goal)
    await goals.close_draft(tx, draft.id, act.at)
    await timing.plan(tx, goal, today, (await servers.find(tx, goal.server_id)).zone)
    return goal


async def _circle_here(connection: Connection, act: Act, is_manager: bool) -> Circle | None:
    """Return whose goal one begun here would be: the circle's whose place it is, or None for the server's.

    Raise NotInCircle or ForManagers.
    """
    for circle_id in await circles.of_channel(connection, act.channel_id or 0):
        if act.member_id not in await circles.members(connection, circle_id):
            raise NotInCircle
        return await circles.find(connection, circle_id)
    if not is_manager:
        raise ForManagers(await circles.circle_of(connection, act.here_id, act.member_id))
    return None


async def _check_free(connection: Connection, act: Act, circle: Circle | None, typed: str) -> None:
    circle_id = None if circle is None else circle.id
    check_room_together(await together.open_in(connection, act.here_id, circle_id), circle_id, typed)


async def open_here(context: Context, act: Act) -> tuple[TogetherShown, ...]:
    """Return the goals together that are open where it was asked: the circle's in its place, else the server's."""
    async with context.db.read() as connection:
        circle_ids = await circles.of_channel(connection, act.channel_id or 0)
        running = await together.open_in(connection, act.here_id, circle_ids[0] if circle_ids else None)
        return tuple([await shown_of(connection, goal, act.at) for goal in running])


async def join(context: Context, act: Act, goal_id: int, card_id: int | None = None) -> TogetherJoined:
    """Take the presser in; a second time changes nothing. Raise TogetherOver, NotInCircle or GoneForGood."""

    async def work(tx: Tx) -> bool:
        goal = await _open_here(tx, act, goal_id, card_id)
        today = (await meet(tx, act)).member.today(act.at)
        await _check_is_in_circle(tx, act, goal)
        return await together.join(tx, goal.id, act.member_id, act.at, today)

    is_new = await commit(context, act, work)
    return TogetherJoined(await show(context, act, goal_id), is_new)


async def leave(context: Context, act: Act, goal_id: int, card_id: int | None = None) -> TogetherShown:
    """Let the presser go, with what they put in. Raise NotInTogether, TogetherOver or GoneForGood."""

    async def work(tx: Tx) -> None:
        goal = await _open_here(tx, act, goal_id, card_id)
        if not await together.leave(tx, goal.id, act.member_id, act.at):
            raise NotInTogether(goal)

    await commit(context, act, work)
    return await show(context, act, goal_id)


async def show(context: Context, act: Act, goal_id: int) -> TogetherShown:
    """Return an open goal as it stands. Raise TogetherOver or GoneForGood."""
    async with context.db.read() as connection:
        return await shown_of(connection, await _find_open(connection, act, goal_id), act.at)


async def check_may_end(context: Context, act: Act, goal_id: int, *, is_manager: bool) -> TogetherGoal:
    """Return a goal that the presser may end. Raise NotTheBeginner, NotInCircle, TogetherOver or GoneForGood."""
    async with context.db.read() as connection:
        return await _may_end(connection, act, goal_id, is_manager)


async def end(context: Context, act: Act, goal_id: int, *, is_manager: bool) -> TogetherGoal:
    """End a goal before its day; that is said aloud. Raise NotTheBeginner, NotInCircle, TogetherOver or GoneForGood."""

    async def work(tx: Tx) -> TogetherGoal:
        goal = await _may_end(tx, act, goal_id, is_manager)
        await together.end(tx, goal.id, act.at)
        await timing.end_now(tx, goal.id, act.at)
        return replace(goal, ended_at=act.at)

    return await commit(context, act, work)


async def _may_end(connection: Connection, act: Act, goal_id: int, is_manager: bool) -> TogetherGoal:
    goal = await _find_open(connection, act, goal_id)
    if is_manager or await _keeps_circle(connection, act, goal):
        return goal
    if goal.starter_id != act.member_id:
        raise NotTheBeginner(goal)
    await _check_is_in_circle(connection, act, goal)
    return goal


async def _keeps_circle(connection: Connection, act: Act, goal: TogetherGoal) -> bool:
    """Return whether the asker looks after the circle whose goal it is: whoever began it may be in it no more."""
    circle = None if goal.circle_id is None else await circles.find(connection, goal.circle_id)
    return circle is not None and act.member_id == looks_after(
        circle.owner_id, await circles.members(connection, circle.id)
    )


async def _check_is_in_circle(connection: Connection, act: Act, goal: TogetherGoal) -> None:
    if goal.circle_id is not None and act.member_id not in await circles.members(connection, goal.circle_id):
        raise NotInCircle


async def _open_here(tx: Tx, act: Act, goal_id: int, card_id: int | None) -> TogetherGoal:
    """Return an open goal; note its card where that was lost: the process ended before it was written down."""
    goal = await _find_open(tx, act, goal_id)
    if goal.message_id is None and card_id is not None:
        await together.set_message(tx, goal.id, card_id)
    return goal


async def _find_open(connection: Connection, act: Act, goal_id: int) -> TogetherGoal:
    goal = await together.find(connection, goal_id)
    if goal is None or goal.server_id != act.server_id:
        raise GoneForGood
    if not goal.is_open:
        raise TogetherOver(goal)
    return goal


async def note_card(context: Context, goal_id: int, message_id: int) -> None:
    """Note which message is a goal's card, so that it can be changed as the goal goes on."""
    await context.db.write(lambda tx: together.set_message(tx, goal_id, message_id))
