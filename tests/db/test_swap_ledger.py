"""The ledger and the reads' guard by themselves: what the database refuses whatever a service does."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest

from db import members, servers
from db.connection import Tx
from db.database import Database
from db.swaps import ledger
from db.swaps import offers as swaps
from db.swaps import reads as swap_reads
from rules.members.member import Member
from rules.swaps.ledger import Booking, CreditReason
from rules.swaps.moves import PieceState, ReadState
from rules.swaps.offers import OfferedPiece
from rules.swaps.reads import Read

NOW = datetime(2026, 1, 5, 9, 0, tzinfo=UTC)
SERVER, ANA, BEN = 100, 11, 12


@pytest.fixture
async def swappers(db: Database) -> Database:
    """Ana and Ben in one server."""

    async def work(tx: Tx) -> None:
        await servers.add(tx, SERVER)
        for member_id in (ANA, BEN):
            member = Member(
                id=member_id,
                zone=ZoneInfo("UTC"),
                zone_chosen=False,
                day_end_hour=3,
                since_on=date(2026, 1, 5),
                on_boards=True,
            )
            await members.add(tx, member)

    await db.write(work)
    return db


async def book(db: Database, booking: Booking) -> bool:
    return await db.write(lambda tx: ledger.book(tx, booking, NOW))


async def balance(db: Database, member_id: int = ANA) -> int:
    async with db.read() as connection:
        return await ledger.balance(connection, SERVER, member_id)


async def test_the_same_thing_is_booked_once_for_ever(swappers: Database) -> None:
    earned = Booking(CreditReason.READ, SERVER, ANA, 2, read_id=7)

    assert [await book(swappers, each) for each in (earned, earned, replace(earned, amount=1))] == [True, False, False]
    assert await balance(swappers) == 2


async def test_what_a_member_has_not_cannot_be_booked_away(swappers: Database) -> None:
    await book(swappers, Booking(CreditReason.START, SERVER, ANA, 2))
    offers = [Booking(CreditReason.OFFER, SERVER, ANA, -1, piece_id=piece) for piece in range(1, 5)]
    spent = [await book(swappers, offer) for offer in offers]

    assert spent == [True, True, False, False]
    assert (await balance(swappers), await balance(swappers, BEN)) == (0, 0)
    assert not await book(swappers, Booking(CreditReason.OFFER, SERVER, BEN, -1, piece_id=9))


async def test_the_database_itself_refuses_a_balance_below_zero_and_a_number_twice(swappers: Database) -> None:
    insert = "INSERT INTO swap_credits VALUES (?, ?, ?, ?, ?, ?, 'offer', NULL, NULL, '2026')"

    async def add(key: str, number: int, amount: int, after: int) -> None:
        await swappers.write(lambda tx: tx.execute(insert, (key, SERVER, ANA, number, amount, after)))

    await add("one", 1, 2, 2)
    for values in (("below", 2, -3, -1), ("twice", 1, -1, 1)):
        with pytest.raises(Exception, match=r"(?i)check|unique"):
            await add(*values)


async def test_many_bookings_at_once_are_numbered_without_gaps(swappers: Database) -> None:
    await asyncio.gather(
        *(book(swappers, Booking(CreditReason.READ, SERVER, ANA, 1, read_id=number)) for number in range(1, 60))
    )
    async with swappers.read() as connection:
        rows = await ledger.history(connection, SERVER, ANA)

    assert [row.balance for row in rows] == list(range(1, 60))


async def test_of_two_who_saw_the_same_read_the_second_changes_nothing(swappers: Database) -> None:
    piece = OfferedPiece(1, SERVER, ANA, "A title", "", "text", 900, "", (), "", "", 1, PieceState.TAKEN, False, NOW)
    seen = Read(7, piece, BEN, ReadState.READING, began_at=NOW, due_at=NOW)

    async def work(tx: Tx) -> tuple[list[bool], list[Read | None]]:
        await swaps.add_piece(tx, piece)
        added = [await swap_reads.add(tx, seen) for _ in range(2)]
        first = await swap_reads.save(tx, seen, replace(seen, extended=True))
        second = await swap_reads.save(tx, seen, replace(seen, state=ReadState.MISSED))
        return added, [first, second, await swap_reads.find(tx, seen.id)]

    added, (first, second, kept) = await swappers.write(work)
    assert added == [True, False]
    assert first == kept == replace(seen, extended=True, version=1)
    assert second is None
