"""Well done: one tap under what somebody did; they hear the sum of it."""

from __future__ import annotations

from datetime import datetime

from db import goals, members, praise, streaks
from db.connection import Connection, Tx
from rules.kit.errors import Refusal
from services import contact, inbox
from services.acts import Act, GoneForGood, commit, meet
from services.context import Context

PRAISE = "praise"


class OwnWork(Refusal):
    """Somebody said well done to themselves."""


async def say_well_done(context: Context, act: Act, thing_id: int, percent: int) -> None:
    """Say it to an entry, or with `percent` to a goal's milestone; a second time changes nothing.

    Its writer hears of it in the message of their day, or without one after their next answer. Raise OwnWork or
    GoneForGood. Between two who are kept apart nothing is said, and who tried is not told so.
    """

    async def work(tx: Tx) -> None:
        writer_id = await _writer_of(tx, act, thing_id, percent)
        if writer_id == act.member_id:
            raise OwnWork
        await meet(tx, act)
        is_heard = await contact.is_open(tx, act.member_id, writer_id)
        if is_heard and await praise.add(tx, thing_id, percent, act.member_id, writer_id, act.at):
            await _leave(tx, writer_id, act.at)

    await commit(context, act, work)


async def _writer_of(connection: Connection, act: Act, thing_id: int, percent: int) -> int:
    """Return whose it is, where those in the server could see it. Raise GoneForGood."""
    if percent:
        goal = await goals.find(connection, thing_id)
        if goal is None or goal.private or goal.server_id != act.here_id:
            raise GoneForGood
        return goal.member_id
    entry = await streaks.find_entry(connection, thing_id)
    if entry is None or entry.undone or entry.is_between_us or entry.server_id != act.here_id:
        raise GoneForGood
    return entry.member_id


async def _leave(tx: Tx, writer_id: int, at: datetime) -> None:
    """Leave it in the inbox of somebody whom no message of the day reaches; once a day."""
    writer = await members.find(tx, writer_id)
    if writer is not None and (not writer.reminder.is_on or writer.mentioned_in is not None):
        await inbox.keep(tx, writer_id, PRAISE, writer.today(at).isoformat(), at)
