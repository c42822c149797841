"""Credits: an append-only ledger per member and server. A balance is the sum of its rows."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from db import codec
from db.connection import Connection
from db.queries import load_queries

_sql = load_queries("swap_credits")


class Reason(StrEnum):
    """What a row of the ledger is for."""

    START = "start"
    OFFER = "offer"
    REFUND = "refund"
    READ = "read"
    REVOKED = "revoked"


@dataclass(frozen=True, slots=True)
class Booking:
    """One thing to book. Its key is made of the reason and what it is about: it can be booked once for ever."""

    reason: Reason
    server_id: int
    member_id: int
    amount: int
    piece_id: int | None = None
    read_id: int | None = None

    @property
    def key(self) -> str:
        """The unique key: the read it is about, else the piece, else the member in their server."""
        about = self.read_id or self.piece_id or f"{self.server_id}:{self.member_id}"
        return f"{self.reason}:{about}"


@dataclass(frozen=True, slots=True)
class Booked:
    """A row of the ledger with the balance after it."""

    amount: int
    balance: int
    reason: Reason
    piece_id: int | None
    read_id: int | None
    made_at: datetime


async def book(connection: Connection, booking: Booking, at: datetime) -> bool:
    """Append to the ledger; False when it was booked before or the member has not that much."""
    balance = await _sql.book(
        connection,
        key=booking.key,
        server_id=booking.server_id,
        member_id=booking.member_id,
        amount=booking.amount,
        reason=booking.reason.value,
        piece_id=booking.piece_id,
        read_id=booking.read_id,
        made_at=codec.instant_to_text(at),
    )
    return balance is not None


async def balance(connection: Connection, server_id: int, member_id: int) -> int:
    """Return a member's credits in a server."""
    return int(await _sql.balance(connection, server_id=server_id, member_id=member_id))


async def booked_amount(connection: Connection, booking: Booking) -> int:
    """Return what was booked under a booking's key; 0 for nothing."""
    return int(await _sql.amount_of(connection, key=booking.key) or 0)


async def history(connection: Connection, server_id: int, member_id: int) -> list[Booked]:
    """Return a member's rows in the order they were booked."""
    rows = _sql.history(connection, server_id=server_id, member_id=member_id)
    return [
        Booked(row[0], row[1], Reason(row[2]), row[3], row[4], datetime.fromisoformat(row[5])) async for row in rows
    ]
