"""A sprint from its begin to its end: begin one, join, leave, begin early, call off, and go another round."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from db import sprints
from db.connection import Connection, Tx
from rules.sprints import (
    NotInSprint,
    NotTheStarter,
    Part,
    Phase,
    Sprint,
    SprintKind,
    check_free,
    check_going,
    check_next_round,
    check_waiting,
    next_round_at,
)
from services.acts import Act, GoneForGood, commit, meet
from services.context import Context
from services.sprints import timing


@dataclass(frozen=True, slots=True)
class SprintShown:
    """A sprint as of an instant, with who is in it in the order they came."""

    sprint: Sprint
    parts: tuple[Part, ...]
    at: datetime

    @property
    def phase(self) -> Phase:
        """How it stands."""
        return self.sprint.phase(self.at)

    @property
    def member_ids(self) -> tuple[int, ...]:
        """Who is in it."""
        return tuple(part.member_id for part in self.parts)


@dataclass(frozen=True, slots=True)
class SprintJoined:
    """A sprint that somebody is in; `is_new` is False where they were in before."""

    shown: SprintShown
    is_new: bool


async def begin(
    context: Context, act: Act, minutes: int, wait: int, kind: SprintKind = SprintKind.WRITING
) -> SprintShown:
    """Begin a sprint in the channel, in so many minutes; its starter is in. Raise SprintOnHere or SprintTooSoon."""

    async def work(tx: Tx) -> SprintShown:
        await meet(tx, act)
        last = await sprints.last_in(tx, _channel_id(act), act.at)
        check_free(last, act.at, is_in=await _is_in(tx, act, last))
        return await _make(tx, act, kind, minutes, act.at + timedelta(minutes=wait))

    return await commit(context, act, work)


async def another_round(context: Context, act: Act, sprint_id: int) -> SprintShown:
    """Begin the next sprint after one, as long as that was. Raise SprintOnHere, SprintTooSoon or GoneForGood."""

    async def work(tx: Tx) -> SprintShown:
        await meet(tx, act)
        sprint = await sprint_here(tx, act, sprint_id)
        last = await sprints.last_in(tx, sprint.channel_id, act.at) or sprint
        check_next_round(last, act.at, is_in=await _is_in(tx, act, last))
        return await _make(tx, act, sprint.kind, sprint.minutes, next_round_at(last, act.at))

    return await commit(context, act, work)


async def _is_in(connection: Connection, act: Act, sprint: Sprint | None) -> bool:
    parts = () if sprint is None else await sprints.parts(connection, sprint.id)
    return act.member_id in [part.member_id for part in parts]


async def _make(tx: Tx, act: Act, kind: SprintKind, minutes: int, begins_at: datetime) -> SprintShown:
    sprint = Sprint(
        id=act.id,
        server_id=act.here_id,
        channel_id=_channel_id(act),
        starter_id=act.member_id,
        kind=kind,
        minutes=minutes,
        made_at=act.at,
        begins_at=begins_at,
        ends_at=begins_at + timedelta(minutes=minutes),
    )
    await sprints.add(tx, sprint)
    await sprints.join(tx, sprint.id, act.member_id, act.at)
    await timing.plan(tx, sprint, act.at)
    return await shown_of(tx, sprint, act.at)


def _channel_id(act: Act) -> int:
    if act.channel_id is None:
        raise GoneForGood
    return act.channel_id


async def sprint_here(connection: Connection, act: Act, sprint_id: int) -> Sprint:
    """Return a sprint of the channel an act was done in. Raise GoneForGood."""
    sprint = await sprints.find(connection, sprint_id)
    if sprint is None or (sprint.server_id, sprint.channel_id) != (act.server_id, act.channel_id):
        raise GoneForGood
    return sprint


async def shown_of(connection: Connection, sprint: Sprint, at: datetime) -> SprintShown:
    """Return a sprint as of an instant."""
    return SprintShown(sprint, await sprints.parts(connection, sprint.id), at)


async def join(context: Context, act: Act, sprint_id: int) -> SprintJoined:
    """Join a sprint before it ends; a second time changes nothing. Raise SprintOver or SprintCancelled."""
    return await commit(context, act, lambda tx: take_in(tx, act, sprint_id))


async def take_in(tx: Tx, act: Act, sprint_id: int) -> SprintJoined:
    """Let the asker be in a sprint that has not ended. Raise SprintOver or SprintCancelled."""
    sprint = await sprint_here(tx, act, sprint_id)
    check_going(sprint, act.at)
    await meet(tx, act)
    is_new = await sprints.join(tx, sprint.id, act.member_id, act.at)
    return SprintJoined(await shown_of(tx, sprint, act.at), is_new)


async def leave(context: Context, act: Act, sprint_id: int) -> SprintShown:
    """Leave a sprint before it ends. Raise NotInSprint, SprintOver or SprintCancelled."""

    async def work(tx: Tx) -> SprintShown:
        sprint = await sprint_here(tx, act, sprint_id)
        check_going(sprint, act.at)
        if not await sprints.leave(tx, sprint.id, act.member_id):
            raise NotInSprint(sprint)
        return await shown_of(tx, sprint, act.at)

    return await commit(context, act, work)


async def start_now(context: Context, act: Act, sprint_id: int) -> SprintShown:
    """Let a sprint begin at once: its starter may. Raise NotTheStarter, or a Refusal where it does not wait."""

    async def work(tx: Tx) -> SprintShown:
        sprint = await sprint_here(tx, act, sprint_id)
        _check_starter(sprint, act)
        check_waiting(sprint, act.at)
        sprint = replace(sprint, begins_at=act.at, ends_at=act.at + timedelta(minutes=sprint.minutes))
        await sprints.set_begin(tx, sprint)
        await timing.plan(tx, sprint, act.at)
        return await shown_of(tx, sprint, act.at)

    return await commit(context, act, work)


async def cancel(context: Context, act: Act, sprint_id: int, *, is_moderator: bool) -> SprintShown:
    """Call a sprint off: its starter may, and a moderator. Raise NotTheStarter, or a Refusal where it does not wait."""

    async def work(tx: Tx) -> SprintShown:
        sprint = await sprint_here(tx, act, sprint_id)
        if not is_moderator:
            _check_starter(sprint, act)
        check_waiting(sprint, act.at)
        await sprints.cancel(tx, sprint.id, act.at)
        await timing.stop(tx, sprint.id)
        return await shown_of(tx, replace(sprint, cancelled_at=act.at), act.at)

    return await commit(context, act, work)


def _check_starter(sprint: Sprint, act: Act) -> None:
    if sprint.starter_id != act.member_id:
        raise NotTheStarter(sprint)


async def note_card(context: Context, sprint_id: int, message_id: int) -> None:
    """Note which message is a sprint's card, so that it can be changed when the sprint begins and ends."""
    await context.db.write(lambda tx: sprints.set_message(tx, sprint_id, message_id))


async def note_results(context: Context, sprint_id: int, message_id: int) -> None:
    """Note which message has a sprint's results, so that who comes late is put in."""
    await context.db.write(lambda tx: sprints.set_results(tx, sprint_id, message_id))
