"""The ledger: append-only, per member and server. A balance of credits is the sum of its rows."""

from __future__ import annotations

from datetime import datetime

from db import rows
from db.connection import Connection, Tx
from db.queries import load_queries
from rules.swaps.credits import STARTING_DAYS, Purse
from rules.swaps.ledger import Booked, Booking

_sql = load_queries("swaps/ledger")


async def book(tx: Tx, booking: Booking, at: datetime) -> bool:
    """Append to the ledger; False when it was booked before or the member has not that much."""
    return bool(await _sql.book(tx, **rows.params(booking), key=booking.key, made_at=at))


async def balance(connection: Connection, server_id: int, member_id: int) -> int:
    """Return a member's credits in a server."""
    return int(await _sql.balance(connection, server_id=server_id, member_id=member_id))


async def purse(connection: Connection, server_id: int, member_id: int) -> Purse:
    """Return a member's credits in a server, with what decides whether they can spend them."""
    row = await _sql.purse(connection, server_id=server_id, member_id=member_id, most_days=STARTING_DAYS)
    return rows.read(Purse, row)


async def booked_amount(connection: Connection, booking: Booking) -> int:
    """Return what was booked under a booking's key; 0 for nothing."""
    return int(await _sql.amount_of(connection, key=booking.key) or 0)


async def history(connection: Connection, server_id: int, member_id: int) -> list[Booked]:
    """Return a member's rows in the order they were booked."""
    return [rows.read(Booked, row) async for row in _sql.history(connection, server_id=server_id, member_id=member_id)]
