"""Whether one member reaches another: where either has blocked the other, or one has left, nothing of theirs passes."""

from __future__ import annotations

from db import members
from db.connection import Connection
from db.swaps import offers
from rules.kit.errors import Refusal
from services.acts import GoneForGood


class TimedOut(Refusal):
    """Words not passed on yet: moderators have the asker be silent for a time in the server they are for."""


async def is_open(connection: Connection, one_id: int, other_id: int) -> bool:
    """Return whether the one may hear from the other."""
    return not await offers.is_blocked(connection, one_id, other_id)


async def check_open(connection: Connection, one_id: int, other_id: int) -> None:
    """Raise GoneForGood between two who are kept apart, which also hides that they are."""
    if not await is_open(connection, one_id, other_id):
        raise GoneForGood


async def is_in_server(connection: Connection, member_id: int, server_id: int) -> bool:
    """Return whether a member is in a server, as far as Discord has said."""
    there = await members.find(connection, member_id, server_id)
    return there is not None and there.in_server
