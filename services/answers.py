"""Answers that may not have arrived: what became of the act is told after its member's next answer."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from datetime import datetime

from db import acts, members
from db import inbox as kept
from db.connection import Tx
from rules.acts import KEPT_FOR, UNSURE_BEFORE_STOP, first_id
from rules.inbox import Waiting
from rules.members.member import Member
from services import inbox
from services.acts import Act
from services.context import Context
from services.reminders import consent

log = logging.getLogger("onereader.answers")

# What an inbox says of an act: that it is done, that it is not, or what it was answered with.
DONE, NOT_DONE, SAID = "act_done", "act_not_done", "act_said"


@dataclass(frozen=True, slots=True)
class Aftermath:
    """Who has acted, as they are now (None for a stranger), and what waits for them and may be told where they are."""

    member: Member | None
    waiting: list[Waiting]


async def aftermath(context: Context, act: Act) -> Aftermath:
    """Take an act for a sign of life, and return what is to be known once it is over: nearly always in one trip."""
    found = await _look(context, act)
    if found.member is not None:
        try:
            was_news = await consent.seen(context, found.member, act.at)
        except Exception:  # the act is done, and what waits for them is told all the same
            log.exception("A sign of life could not be noted")
        else:
            return await _look(context, act) if was_news else found  # it may have left them questions
    return found


async def _look(context: Context, act: Act) -> Aftermath:
    async with context.db.read() as connection:
        member = await members.find(connection, act.member_id)
        return Aftermath(member, await kept.unseen(connection, act.member_id, act.server_id))


async def is_done(context: Context, act: Act) -> bool:
    """Return whether what was asked for is in the database."""
    async with context.db.read() as connection:
        return await acts.find(connection, act.id) is not None


async def note_unheard(context: Context, act: Act, said: str) -> None:
    """Keep for its member what became of an act whose answer did not arrive; `said` is why it was refused."""
    now = context.clock.now()

    async def work(tx: Tx) -> None:
        kind, text = (SAID, said) if said else (NOT_DONE, act.what)
        if await acts.find(tx, act.id) is not None:
            await acts.set_unconfirmed(tx, act.id, True)
            kind, text = DONE, act.what
        await inbox.keep(tx, act.member_id, kind, str(act.id), now, text=text, server_id=act.server_id)

    await context.db.write(work)


async def doubt_the_last(tx: Tx, alive_at: datetime) -> None:
    """Take the answers to acts just before a stop that was not clean for unconfirmed."""
    for act in await acts.since(tx, first_id(alive_at - KEPT_FOR), alive_at - UNSURE_BEFORE_STOP):
        await acts.set_unconfirmed(tx, act.id, True)
        await inbox.keep(tx, act.member_id, DONE, str(act.id), act.committed_at, text=act.what)
