"""Handing a member everything kept about them, erasing them, and erasing servers the bot was removed from.

Who keeps what when somebody is erased: docs/decisions/0008-who-keeps-what.md.
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from db import privacy, schedule
from db.connection import Tx
from db.swaps import offers as swaps
from db.swaps import reads as swap_reads
from rules.circles import Circle
from rules.kit.errors import Refusal
from rules.people import PostedMessage
from rules.schedule.due import Due
from rules.swaps.moves import PieceEvent, ReadEvent, ReadState
from services.acts import Act, commit
from services.circles import doors, partings
from services.context import Context
from services.due import Mend, WorkKind
from services.goals.together.timing import look_at_all_of
from services.privacy.export_files import Kinds, zips
from services.privacy.scrub import scrub, want
from services.swaps.moves import move_piece, move_read

# Discord takes 10 MB a file from a bot; the rest is for the request around it.
MOST_BYTES = 9_900_000

ERASE_SERVER = "erase_server"
KEPT_AFTER_REMOVAL = timedelta(days=30)
# Whoever presses Enter meanwhile waits for one such batch: 0.1 s where each has a year of entries.
ERASED_AT_ONCE = 25

CONFIRMATION = "DELETE"
# Stands where somebody else's comment is about a piece whose author is erased.
ERASED_TITLE = "(erased)"


class NothingKept(Refusal):
    """Somebody about whom nothing is kept."""


class NotConfirmed(Refusal):
    """Erasing was asked for, and then another word typed than the one that confirms it."""

    def __init__(self, typed: str) -> None:
        super().__init__(typed)
        self.typed = typed


@dataclass(frozen=True, slots=True)
class Export:
    """A member's data as zip files, in order; most often one."""

    files: tuple[bytes, ...]


async def export(context: Context, act: Act, kinds: Kinds) -> Export:
    """Return everything of these kinds that is kept about the asker. Raise NothingKept."""
    tables = await _everything(context, act.member_id, kinds)
    # Packing a long log takes seconds, which others need not wait for.
    return Export(tuple(await asyncio.to_thread(zips, kinds, tables, act.at, MOST_BYTES)))


async def check_is_known(context: Context, act: Act, kinds: Kinds) -> None:
    """Raise NothingKept where there is nothing to erase."""
    await _everything(context, act.member_id, kinds)


async def _everything(context: Context, member_id: int, kinds: Kinds) -> dict[str, list[tuple[Any, ...]]]:
    async with context.db.read() as connection:
        tables = {kind.name: await privacy.rows_of(connection, kind.name, member_id) for kind in kinds}
    if not any(tables.values()):
        raise NothingKept
    return tables


def check_confirmed(typed: str) -> None:
    """Raise NotConfirmed unless the asker typed the word that confirms the erasing."""
    if typed.strip().strip("\"'“”`.!").casefold() != CONFIRMATION.casefold():
        raise NotConfirmed(typed)


async def posts(context: Context, act: Act) -> list[PostedMessage]:
    """Return the messages in channels that the bot should take down before it forgets where they are."""
    async with context.db.read() as connection:
        return await privacy.posts(connection, act.member_id)


async def open_doors(context: Context, act: Act) -> list[Circle]:
    """Return the circles whose thread the asker should no longer read once nobody knows that they were in them."""
    async with context.db.read() as connection:
        return await doors.open_to(connection, act.member_id)


async def erase(context: Context, act: Act, still_open: Iterable[Circle] = ()) -> None:
    """Erase everything about the asker at once; what others wrote stays theirs, without the name. Safe to repeat.

    Whatever they do next finds a newcomer. Of circles whose thread is `still_open` to them their id is kept until they
    are seen out.
    """

    async def work(tx: Tx) -> None:
        await _leave_swaps(tx, act)
        await partings.leave_all(tx, act, ERASED_TITLE)
        await look_at_all_of(tx, act.member_id, act.at)
        await privacy.erase_member(tx, act.member_id, ERASED_TITLE, act.at)
        for circle in still_open:
            await doors.plan(tx, circle, act.member_id, act.at)
        await want(tx, str(act.id))

    await commit(context, act, work)
    await scrub(context)


async def _leave_swaps(tx: Tx, act: Act) -> None:
    """End what the asker has running with others as its rules say, so that nobody waits for somebody who is gone."""
    for piece_id in await privacy.open_pieces(tx, act.member_id):
        piece = await swaps.find_piece(tx, piece_id)
        assert piece is not None
        read = await swap_reads.of_piece(tx, piece.id)
        if read is not None and read.state.awaits_verdict:
            await move_read(tx, read, read.silent_end, act.at)  # their reader's work counts as in silence
        elif read is not None and not read.state.is_with_reader:
            await move_piece(tx, piece, PieceEvent.REMOVE, act.at)  # the report about its comment stays to be decided
        else:
            piece = await move_piece(tx, piece, PieceEvent.WITHDRAW, act.at)
            if read is not None:
                await move_read(tx, replace(read, piece=piece), ReadEvent.CALL_OFF, act.at)
    for read in await swap_reads.with_reader(tx, act.member_id):
        if read.state is ReadState.READING:
            await swaps.add_miss(
                tx, read.piece.server_id, act.member_id
            )  # what was opened is missed, also at the last hour
        await move_read(tx, read, ReadEvent.PASS, act.at, by_id=act.member_id)


async def plan_server_erase(tx: Tx, server_id: int, _now: datetime) -> None:
    """Plan the erasing of a server, 30 days after the bot was removed from it."""
    removed_at = await privacy.removed_at(tx, server_id)
    if removed_at is not None:
        due = Due(ERASE_SERVER, server_id, removed_at.isoformat(), removed_at + KEPT_AFTER_REMOVAL)
        await schedule.plan_only(tx, due)


async def keep_server(tx: Tx, server_id: int) -> None:
    """Keep a server's data after all: the bot is back in it."""
    await schedule.forget(tx, ERASE_SERVER, server_id)


async def run_server_erase(tx: Tx, due: Due, now: datetime) -> None:
    """Erase the members met nowhere else who kept nothing new meanwhile, some at a time, and then the server."""
    removed_at = await privacy.removed_at(tx, due.subject_id)
    if removed_at is None or removed_at + KEPT_AFTER_REMOVAL > now:
        return
    leaving = await privacy.nowhere_else(tx, due.subject_id, removed_at, ERASED_AT_ONCE)
    for member_id in leaving:
        await privacy.erase_member(tx, member_id, ERASED_TITLE, now)
    await want(tx, due.period)
    if len(leaving) < ERASED_AT_ONCE:
        await privacy.erase_server(tx, due.subject_id)
        return
    first, _, batch = due.period.partition("/")
    await schedule.plan(tx, Due(ERASE_SERVER, due.subject_id, f"{first}/{int(batch or 0) + 1}", now))


ERASE_SERVER_KIND = WorkKind(
    ERASE_SERVER,
    run_server_erase,
    mend=Mend(privacy.without_erasure, plan_server_erase),
    needs_gateway=True,
)
