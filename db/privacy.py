"""Everything kept about one member: where it stands, how it is handed out, and how it is erased."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from db import codec
from db.connection import Connection
from db.queries import load_queries

_sql = load_queries("privacy")


class Fate(StrEnum):
    """What becomes of a row when the member it names is erased."""

    GOES = "goes"
    # Others need the row: somebody nameless, or nobody, takes the member's place in it.
    LOSES_NAME = "loses the name"


@dataclass(frozen=True, slots=True)
class Place:
    """A column that names a member, or a row of theirs, and the kind of export that tells of it.

    `kind` is None where the row is another's, and telling of it would give them away.
    """

    table: str
    column: str
    kind: str | None
    fate: Fate = Fate.GOES


# Every such column there is: a test compares the list with the schema, so that a new one cannot be forgotten.
PLACES = (
    Place("members", "id", "settings"),
    Place("muted_answers", "member_id", "settings"),
    Place("memberships", "member_id", "servers"),
    Place("introductions", "member_id", "introductions"),
    Place("entries", "member_id", "entries"),
    Place("writing_months", "member_id", "writing_months"),
    Place("plans", "member_id", "plans"),
    Place("pauses", "member_id", "pauses"),
    Place("rests", "member_id", "rests"),
    Place("goals", "member_id", "goals"),
    Place("goal_updates", "goal_id", "goal_updates"),
    Place("goal_milestones", "goal_id", "goal_milestones"),
    Place("goal_easings", "goal_id", "goal_easings"),
    Place("goal_past_rhythms", "goal_id", "goal_past_rhythms"),
    Place("goal_drafts", "member_id", "goal_drafts"),
    Place("pieces", "member_id", "pieces"),
    Place("piece_submissions", "piece_id", "piece_submissions"),
    Place("piece_numbers", "piece_id", "piece_numbers"),
    Place("tips", "member_id", "tips"),
    Place("tip_votes", "member_id", "tip_votes"),
    Place("tip_votes", "tip_id", "tip_votes"),
    Place("circles", "owner_id", "circles", Fate.LOSES_NAME),
    Place("circle_members", "member_id", "circles"),
    Place("circle_promises", "member_id", "circle_promises"),
    Place("swap_members", "member_id", "swap_settings"),
    Place("swap_offers", "member_id", "offer_drafts"),
    Place("swap_pieces", "author_id", "swap_pieces", Fate.LOSES_NAME),
    Place("swap_reads", "reader_id", "comments_given", Fate.LOSES_NAME),
    Place("swap_reads", "piece_id", "comments_received", Fate.LOSES_NAME),
    Place("swap_drafts", "read_id", "comment_drafts"),
    Place("swap_credits", "member_id", "credits"),
    Place("swap_pairs", "reader_id", "rounds", Fate.LOSES_NAME),
    Place("swap_pairs", "author_id", "rounds", Fate.LOSES_NAME),
    Place("swap_reports", "by_id", "reports", Fate.LOSES_NAME),
    Place("swap_reports", "decided_by_id", "decisions", Fate.LOSES_NAME),
    Place("swap_reports", "piece_id", None, Fate.LOSES_NAME),
    Place("swap_reports", "read_id", None, Fate.LOSES_NAME),
    Place("blocks", "member_id", "blocks"),
    Place("blocks", "blocked_id", None),
    Place("due", "subject_id", "schedule"),
)


@dataclass(frozen=True, slots=True)
class Post:
    """A message the bot posted for a member and could take down."""

    channel_id: int
    message_id: int


async def rows_of(connection: Connection, kind: str, member_id: int) -> list[tuple[Any, ...]]:
    """Return what is kept of one kind about a member, its columns as in the query `export_<kind>`."""
    return [tuple(row) async for row in getattr(_sql, f"export_{kind}")(connection, member_id=member_id)]


async def posts(connection: Connection, member_id: int) -> list[Post]:
    """Return the messages that stand in channels in the member's name."""
    return [Post(row[0], row[1]) async for row in _sql.posts(connection, member_id=member_id)]


async def open_pieces(connection: Connection, member_id: int) -> list[int]:
    """Return the ids of the member's swap pieces that are not closed, in every server."""
    return [row[0] async for row in _sql.open_pieces(connection, member_id=member_id)]


async def erase_member(connection: Connection, member_id: int, title: str) -> None:
    """Erase a member; what others need to keep goes to somebody nameless, their pieces under that title.

    Also for one who was never met, whom others may have blocked.
    """
    await _sql.drop_schedule(connection, member_id=member_id)
    await _sql.drop_blocks_of(connection, member_id=member_id)
    await _sql.unname_decisions(connection, member_id=member_id)
    await _sql.drop_unread_pieces(connection, member_id=member_id)
    await _sql.drop_comment_drafts(connection, member_id=member_id)
    if await _sql.has_swapped(connection, member_id=member_id):
        # One for each erased: two readers of a piece stay two.
        nameless = {"member_id": member_id, "nameless_id": await _sql.add_nameless(connection)}
        await _sql.unname_pieces(connection, **nameless, title=title)
        await _sql.unname_reads(connection, **nameless)
        await _sql.unname_reports(connection, **nameless)
        await _sql.unname_readers_of_rounds(connection, **nameless)
        await _sql.unname_authors_of_rounds(connection, **nameless)
    await _sql.drop_member(connection, member_id=member_id)


async def removed_at(connection: Connection, server_id: int) -> datetime | None:
    """Return since when the bot has been out of a server; None while it is in it, or knows nothing of it."""
    return codec.text_to_instant(await _sql.removed_at(connection, server_id=server_id))


async def without_erasure(connection: Connection, kind: str, after_id: int, batch: int) -> list[int]:
    """Return up to `batch` ids above `after_id` of removed servers whose erasing is not planned."""
    return [row[0] async for row in _sql.without_erasure(connection, after_id=after_id, kind=kind, batch=batch)]


async def nowhere_else(connection: Connection, server_id: int, since: datetime, batch: int) -> list[int]:
    """Return up to `batch` members met in this server alone who have kept nothing new since an instant."""
    rows = _sql.nowhere_else(connection, server_id=server_id, since=codec.instant_to_text(since), batch=batch)
    return [row[0] async for row in rows]


async def erase_server(connection: Connection, server_id: int) -> None:
    """Erase a server with everything that belongs to it; its members' own log and goals stay, shared there no more."""
    await _sql.unshare_goals(connection, server_id=server_id)
    await _sql.drop_fallbacks(connection, server_id=server_id)
    await _sql.drop_schedule_of_server(connection, server_id=server_id)
    await _sql.drop_server(connection, server_id=server_id)
    await _sql.drop_nameless(connection)
