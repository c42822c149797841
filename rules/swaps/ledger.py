"""The ledger of credits: what is booked for what, and under which key, so that nothing is booked twice."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum


class CreditReason(StrEnum):
    """What a row of the ledger is for."""

    START = "start"
    MONDAY = "monday"
    OFFER = "offer"
    REFUND = "refund"
    PAID = "paid"
    """In older databases: what was refunded for a withdrawn piece and taken back when its comment came after all."""
    READ = "read"
    REVOKED = "revoked"


@dataclass(frozen=True, slots=True)
class Booking:
    """One thing to book. Its key is made of the reason and what it is about: it can be booked once for ever.

    `week_on` is the Monday of one that comes once a week.
    """

    reason: CreditReason
    server_id: int
    member_id: int
    amount: int
    piece_id: int | None = None
    read_id: int | None = None
    week_on: date | None = None

    @property
    def key(self) -> str:
        """The unique key: the read it is about, else the piece, else the member in their server, by the week."""
        about = self.read_id or self.piece_id or f"{self.server_id}:{self.member_id}"
        return f"{self.reason}:{about}" + (f":{self.week_on}" if self.week_on else "")


@dataclass(frozen=True, slots=True)
class Booked:
    """A row of the ledger with the balance after it."""

    amount: int
    balance: int
    reason: CreditReason
    piece_id: int | None
    read_id: int | None
    made_at: datetime
