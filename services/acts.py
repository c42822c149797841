"""Acts: who did what, where and when; committing them; meeting their member; and the refusals every feature shares."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import TypeVar
from zoneinfo import ZoneInfo

from db import acts, members, privacy, servers
from db.connection import Connection, Tx
from db.writer import Work
from rules.kit.calendar import local_day
from rules.kit.errors import Refusal
from rules.members.member import Member
from services import reminder_times
from services.context import Context

DEFAULT_DAY_END_HOUR = 3
DEFAULT_ZONE = ZoneInfo("UTC")

T = TypeVar("T")


class NotYours(Refusal):
    """A button of somebody else's entry, goal or pause."""


class AlreadyDone(Refusal):
    """An interaction came a second time: what it asked for is done."""


class GoneForGood(Refusal):
    """What a button belonged to is no longer there."""


class ServerOnly(Refusal):
    """Something that is offered in servers alone, asked for in direct messages."""


class MayNotWrite(Refusal):
    """Words for others, from somebody who may not write where they go: where they were said, or in another channel."""

    def __init__(self, channel_id: int | None = None) -> None:
        super().__init__(channel_id)
        self.channel_id = channel_id


@dataclass(frozen=True, slots=True)
class Act:
    """One thing a member did on Discord, at the moment they did it.

    `id` is its interaction's and makes a repeat harmless, and `receipt` tells this arrival of the interaction from
    another. `name` is what they are called where they did it, `what` is what they call what they did.
    """

    id: int
    member_id: int
    server_id: int | None
    channel_id: int | None
    at: datetime
    name: str = ""
    what: str = ""
    receipt: int = 0

    @property
    def here_id(self) -> int:
        """The server it was done in, for what is offered in servers alone. Raise ServerOnly elsewhere."""
        if self.server_id is None:
            raise ServerOnly
        return self.server_id

    def check_own(self, owner_id: int) -> None:
        """Raise NotYours for what is another member's alone."""
        if self.member_id != owner_id:
            raise NotYours


@dataclass(frozen=True, slots=True)
class Met:
    """A member at the moment of an act."""

    member: Member
    is_new: bool


def still_there(found: T | None) -> T:
    """Return what was looked for. Raise GoneForGood where it is no longer there."""
    if found is None:
        raise GoneForGood
    return found


async def commit(context: Context, act: Act, work: Work[T]) -> T:
    """Run an act's change and return its outcome, once it is on the disk. Raise AlreadyDone.

    The act's id is written in the same transaction: when the same interaction comes once more, nothing happens twice.
    """
    now = context.clock.now()

    async def keyed(tx: Tx) -> T:
        if not await acts.add(tx, act.id, act.member_id, act.receipt, act.what, now):
            raise AlreadyDone
        return await work(tx)

    return await context.db.write(keyed)


async def meet(tx: Tx, act: Act) -> Met:
    """Return the member, making their acquaintance when this is their first act (here)."""
    member = await members.find(tx, act.member_id, act.server_id)
    is_new = member is None
    if member is None:
        member = await _stranger(tx, act)
        await members.add(tx, member)
        await privacy.recall(tx, member.id)
    if act.server_id is not None and not member.in_server:
        await servers.add(tx, act.server_id)
        await servers.set_back(tx, act.server_id)
        await members.join_server(tx, member.id, act.server_id, act.at)
        member = replace(member, in_server=True)
        if member.reminder.is_on and await reminder_times.next_reminder_on(tx, member.id) is None:
            await reminder_times.plan_next(tx, member, act.at)  # they are back
    if act.server_id is not None and act.name not in ("", member.name):
        await members.set_name(tx, member.id, act.server_id, act.name)
    return Met(member, is_new)


async def look(connection: Connection, act: Act) -> Member:
    """Return the member, for an act that only looks: a stranger is as they would be met, and is not kept."""
    member = await members.find(connection, act.member_id, act.server_id)
    return await _stranger(connection, act) if member is None else member


async def _stranger(connection: Connection, act: Act) -> Member:
    zone = DEFAULT_ZONE if act.server_id is None else (await servers.find(connection, act.server_id)).zone
    return Member(
        id=act.member_id,
        zone=zone,
        zone_chosen=False,
        day_end_hour=DEFAULT_DAY_END_HOUR,
        since_on=local_day(act.at, zone, DEFAULT_DAY_END_HOUR),
        on_boards=True,
        seen_at=act.at,
    )


async def today_of(context: Context, act: Act) -> date:
    """Return the asker's local day, also for one not met yet."""
    async with context.db.read() as connection:
        return (await look(connection, act)).today(act.at)
