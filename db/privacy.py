"""Everything kept about one member: how it is handed out, and how it is erased."""

from __future__ import annotations

from datetime import datetime
from functools import cache
from typing import Any

from db import codec, rows
from db.connection import Connection, Tx
from db.queries import files, load_queries
from rules.circles import CREATED_AGAIN_AFTER, PARTINGS_WITHIN
from rules.people import PostedMessage

_sql = load_queries("privacy")

EXPORT, ERASE = "export_", "erase_"


def exports() -> dict[str, Any]:
    """Return each query that hands rows out, by its kind: `export_<kind>`, beside the feature's other queries."""
    return _collected(EXPORT)


def erasures() -> dict[str, Any]:
    """Return each query that erases what goes with no other row: `erase_<what>`, beside the feature's other queries.

    Rows with a foreign key to the member go by themselves; these are of members who may never have been met.
    """
    return _collected(ERASE)


@cache
def _collected(prefix: str) -> dict[str, Any]:
    return {
        name.removeprefix(prefix): query
        for file in files()
        for name, query in vars(load_queries(file)).items()
        if name.startswith(prefix) and not name.endswith("_cursor")
    }


async def rows_of(connection: Connection, kind: str, member_id: int) -> list[tuple[Any, ...]]:
    """Return what is kept of one kind about a member, its columns as in the query `export_<kind>`."""
    return [tuple(row) async for row in exports()[kind](connection, member_id=member_id)]


async def posts(connection: Connection, member_id: int) -> list[PostedMessage]:
    """Return the messages that stand in channels in the member's name, or may."""
    return [rows.read(PostedMessage, row) async for row in _sql.posts(connection, member_id=member_id)]


async def open_pieces(connection: Connection, member_id: int) -> list[int]:
    """Return the ids of the member's swap pieces that are not closed, in every server."""
    return [rows.value(int, row) async for row in _sql.open_pieces(connection, member_id=member_id)]


async def erase_member(tx: Tx, member_id: int, title: str, at: datetime) -> None:
    """Erase a member; what others need to keep goes to somebody nameless, their pieces under that title.

    Also for one who was never met, whom others may have blocked.
    """
    await _sql.remember_blocks(tx, member_id=member_id)
    await _sql.remember_swapper(tx, member_id=member_id)
    await _sql.drop_schedule(tx, member_id=member_id)
    for erase in erasures().values():
        await erase(tx, member_id=member_id)
    await _sql.unname_decisions(tx, member_id=member_id)
    await _sql.unname_waiting(tx, member_id=member_id, title=title)
    await _sql.drop_unread_pieces(tx, member_id=member_id)
    await _sql.drop_comment_drafts(tx, member_id=member_id)
    begun_since, parted_since = at - CREATED_AGAIN_AFTER, at - PARTINGS_WITHIN
    if await _sql.leaves_something(tx, member_id=member_id, begun_since=begun_since, parted_since=parted_since):
        # One for each erased: two readers of a piece stay two.
        nameless_id = await nameless_of(tx, member_id) or await _sql.add_nameless(tx)
        nameless = {"member_id": member_id, "nameless_id": nameless_id}
        await _sql.name_nameless(tx, **nameless, erased_at=at)
        await _sql.unname_pieces(tx, **nameless, title=title)
        await _sql.unname_reads(tx, **nameless)
        await _sql.unname_reports(tx, **nameless)
        await _sql.unname_readers_of_rounds(tx, **nameless)
        await _sql.unname_authors_of_rounds(tx, **nameless)
        await _sql.unname_circles(tx, **nameless, since=begun_since)
        await _sql.unname_partings(tx, **nameless, since=parted_since)
    await _sql.drop_member(tx, member_id=member_id)


async def nameless_of(connection: Connection, member_id: int) -> int | None:
    """Return who a member became when they last erased themselves; None for who never did, or left nothing."""
    found: int | None = await _sql.nameless_of(connection, member_id=member_id)
    return found


async def ids_of(connection: Connection, member_id: int) -> set[int]:
    """Return the ids a member goes by: their own, and that of the nameless one they once became."""
    nameless_id = await nameless_of(connection, member_id)
    return {member_id} if nameless_id is None else {member_id, nameless_id}


async def has_erased(connection: Connection, one_id: int, other_id: int, since: datetime) -> bool:
    """Return whether one of two members has erased themselves since an instant."""
    return bool(await _sql.count_erased(connection, one_id=one_id, other_id=other_id, since=since))


async def recall(tx: Tx, member_id: int) -> None:
    """Let the blocks that others made of somebody before they were erased be of them again; note that they are back."""
    await _sql.note_back(tx, member_id=member_id)
    if await _sql.recall_blocks(tx, member_id=member_id):
        await _sql.forget_blocks(tx, member_id=member_id)


async def removed_at(connection: Connection, server_id: int) -> datetime | None:
    """Return since when the bot has been out of a server; None while it is in it, or knows nothing of it."""
    return codec.text_to_instant(await _sql.removed_at(connection, server_id=server_id))


async def without_erasure(connection: Connection, kind: str, after_id: int, batch: int) -> list[int]:
    """Return up to `batch` ids above `after_id` of removed servers whose erasing is not planned."""
    return [
        rows.value(int, row)
        async for row in _sql.without_erasure(connection, after_id=after_id, kind=kind, batch=batch)
    ]


async def nowhere_else(connection: Connection, server_id: int, since: datetime, batch: int) -> list[int]:
    """Return up to `batch` members met in this server alone who have kept nothing new since an instant."""
    found = _sql.nowhere_else(connection, server_id=server_id, since=since, batch=batch)
    return [rows.value(int, row) async for row in found]


async def erase_server(tx: Tx, server_id: int) -> None:
    """Erase a server with everything that belongs to it; its members' own log and goals stay, shared there no more."""
    await _sql.unshare_goals(tx, server_id=server_id)
    await _sql.drop_fallbacks(tx, server_id=server_id)
    await _sql.drop_schedule_of_server(tx, server_id=server_id)
    await _sql.drop_server(tx, server_id=server_id)
    await _sql.drop_nameless(tx)
