"""The inbox: keep what could not reach a member, tell it after their next answer, and forget it after 30 days."""

from __future__ import annotations

from datetime import datetime

from db import inbox, schedule
from db.connection import Tx
from rules.inbox import KEPT_FOR, PAGE, Waiting
from rules.schedule.due import Due
from services.acts import Act
from services.context import Context
from services.due import InboxNote, WorkKind

FORGET = "inbox_forget"


async def keep(
    tx: Tx,
    member_id: int,
    kind: str,
    about: str,
    at: datetime,
    *,
    text: str = "",
    server_id: int | None = None,
    named_id: int | None = None,
) -> None:
    """Keep something for a member until after their next answer; the same a second time changes nothing.

    `text` is told as it stands, unless the feature of its kind words it (`Feature.inbox`). What belongs to a server is
    told there, or in direct messages. Where it is the name of a piece or circle, `named_id` is that: erased with it.
    """
    await inbox.add(tx, member_id, kind, about, text, server_id, named_id, at)
    await schedule.plan(tx, Due(FORGET, member_id, at.date().isoformat(), at + KEPT_FOR))


async def keep_note(tx: Tx, kind: str, note: InboxNote, at: datetime) -> None:
    """Keep what is left of a message that could not reach its member."""
    await keep(
        tx, note.member_id, kind, note.about, at, text=note.text, server_id=note.server_id, named_id=note.named_id
    )


async def more(context: Context, act: Act, after_number: int) -> list[Waiting]:
    """Return the page behind one thing, and one more where there is another page."""
    async with context.db.read() as connection:
        return await inbox.after(connection, act.member_id, act.server_id, after_number, PAGE + 1)


async def note_seen(context: Context, act: Act, last: Waiting) -> None:
    """Note that everything up to the last was told; a second time changes nothing."""
    await context.db.write(lambda tx: inbox.set_seen(tx, act.member_id, act.server_id, last.number, act.at))


async def run_forget(tx: Tx, due: Due, now: datetime) -> None:
    """Drop what was kept for a member for long enough."""
    await inbox.drop_old(tx, due.subject_id, now - KEPT_FOR)


FORGET_KIND = WorkKind(FORGET, run_forget)
