"""The one gate between two members: where either has blocked the other, no word of theirs passes."""

from __future__ import annotations

from db.connection import Connection
from db.swaps import offers
from services.acts import GoneForGood


async def is_open(connection: Connection, one_id: int, other_id: int) -> bool:
    """Return whether the one may hear from the other."""
    return not await offers.is_blocked(connection, one_id, other_id)


async def check_open(connection: Connection, one_id: int, other_id: int) -> None:
    """Raise GoneForGood between two who are kept apart, which also hides that they are."""
    if not await is_open(connection, one_id, other_id):
        raise GoneForGood
