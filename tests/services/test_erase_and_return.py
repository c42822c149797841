"""Whoever erased themselves and comes back is the same person to every rule that protects others."""

from __future__ import annotations

import hashlib

import pytest

from rules.swaps.moves import PieceState
from services.acts import GoneForGood
from services.privacy import requests as privacy
from services.swaps import offers as swaps
from services.swaps import reads as swap_reads
from services.swaps import rounds as swap_rounds
from services.swaps.moves import HadBefore, begin_read
from tests.services.desk import SERVER
from tests.services.swap_room import ANA, BEN, CLEO, DAN, ELSE, Room


async def erase(room: Room, member_id: int) -> None:
    await privacy.erase(room.context, room.act(member_id))


async def served(room: Room, member_id: int) -> int | None:
    piece = (await swaps.next_piece(room.context, room.act(member_id), SERVER)).piece
    return None if piece is None else piece.id


async def test_nobody_sees_a_blockers_piece_by_erasing_themselves(room: Room) -> None:
    piece = await room.offer(ANA)
    await swaps.block(room.context, room.act(ANA), BEN)
    await erase(room, BEN)

    assert await served(room, BEN) is None
    for ask in (swap_reads.start_read, swap_reads.pass_on):
        with pytest.raises(GoneForGood):
            await ask(room.context, room.act(BEN), piece.id)


async def test_what_somebody_had_before_they_were_erased_is_not_served_to_them_again(room: Room) -> None:
    passed, missed, fresh = [await room.offer(author) for author in (ANA, CLEO, DAN)]
    await swap_reads.pass_on(room.context, room.act(BEN), passed.id)
    await room.miss(BEN, missed)
    await erase(room, BEN)

    assert await served(room, BEN) == fresh.id
    for piece in (passed, missed):
        for ask in (swap_reads.start_read, swap_reads.pass_on):
            with pytest.raises(HadBefore):
                await ask(room.context, room.act(BEN), piece.id)
        assert (await room.piece(piece.id)).state is PieceState.OPEN


async def test_a_round_goes_on_with_somebody_who_was_erased_and_had_a_piece_in_it(room: Room) -> None:
    piece = await room.offer(ANA)
    await swap_reads.pass_on(room.context, room.act(BEN), piece.id)
    await erase(room, BEN)
    await room.helped(await room.read_through(BEN, await room.offer(ELSE)))
    pieces = [piece, *[await room.offer(author) for author in (BEN, CLEO, DAN)]]
    for member_id in (ANA, BEN, CLEO, DAN):
        await swap_rounds.join_rounds(room.context, room.act(member_id))
    await room.later(days=1)

    assert [(await room.piece(each.id)).state for each in pieces] == [PieceState.TAKEN] * 4


async def test_a_pair_that_cannot_be_made_leaves_the_others_of_its_round_as_they_are(
    room: Room, monkeypatch: pytest.MonkeyPatch
) -> None:
    pieces = {author: await room.offer(author) for author in (ANA, BEN, CLEO)}
    for member_id in pieces:
        await swap_rounds.join_rounds(room.context, room.act(member_id))
    async def had_by_ben(tx: object, piece: object, reader_id: int, *how: object) -> object:
        if reader_id == BEN:
            raise HadBefore
        return await begin_read(tx, piece, reader_id, *how)  # type: ignore[arg-type]

    monkeypatch.setattr(swap_rounds, "begin_read", had_by_ben)
    await room.later(days=1)

    states = [(await room.piece(piece.id)).state for piece in pieces.values()]
    assert sorted(states) == [PieceState.OPEN, PieceState.TAKEN, PieceState.TAKEN]


async def test_nobody_can_tell_from_the_database_who_an_erased_reader_was(room: Room) -> None:
    read = await room.read_through(BEN, await room.offer(ANA))
    await erase(room, BEN)
    async with room.context.db.read() as connection:
        (row,) = await connection.fetch("SELECT * FROM swap_reads WHERE id = ?", (read.id,))
    guesses = {hashlib.sha256(f"{read.piece.id}:{number}".encode()).digest() for number in range(1000)}

    assert not {int.from_bytes(guess[:8]) >> 1 for guess in guesses} & set(row)
    assert BEN not in row
