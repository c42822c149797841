"""How much of a thing one member keeps, also where two acts come at once."""

from __future__ import annotations

import asyncio

import pytest

from rules.kit.limits import MOST_KEPT, Kept, TooManyKept, check_room
from rules.streaks.entries import MAX_MINUTES, MAX_WORDS, AmountTooLarge
from services import pieces, streaks, tips
from services.streaks import EntryInput
from services.swaps import offers as swaps
from tests.services.desk import Desk
from tests.services.swap_room import ANA, Room


@pytest.mark.parametrize("kept", Kept)
def test_one_more_than_a_member_keeps_is_refused(kept: Kept) -> None:
    check_room(kept, MOST_KEPT[kept] - 1)
    with pytest.raises(TooManyKept) as refused:
        check_room(kept, MOST_KEPT[kept])

    assert (refused.value.kept, refused.value.most) == (kept, MOST_KEPT[kept])


async def test_the_last_free_place_goes_to_one_of_two_at_once(room: Room) -> None:
    for number in range(MOST_KEPT[Kept.TIPS] - 1):
        await tips.share_tip(room.context, room.act(ANA), f"Read number {number} aloud before you send it.")
    tried = await asyncio.gather(
        *(tips.share_tip(room.context, room.act(ANA), f"At once, {number}: read it aloud.") for number in range(2)),
        return_exceptions=True,
    )

    assert sorted(type(each).__name__ for each in tried) == ["Tip", "TooManyKept"]


@pytest.mark.slow
async def test_blocks_and_pieces_have_an_end_and_a_block_that_stands_may_be_repeated(room: Room) -> None:
    for number in range(MOST_KEPT[Kept.BLOCKS]):
        await swaps.block(room.context, room.act(ANA), 1000 + number)
    assert not await swaps.block(room.context, room.act(ANA), 1000)
    with pytest.raises(TooManyKept):
        await swaps.block(room.context, room.act(ANA), 999)

    for number in range(MOST_KEPT[Kept.PIECES]):
        await pieces.add_piece(room.context, room.act(ANA), f"Piece {number}", "", "")
    with pytest.raises(TooManyKept):
        await pieces.add_piece(room.context, room.act(ANA), "One more", "", "")


async def test_a_day_holds_so_many_words_and_minutes_in_all(desk: Desk) -> None:
    half = MAX_WORDS // 2
    first = await desk.wrote(words=half)
    await desk.wrote(words=half)
    with pytest.raises(AmountTooLarge) as refused:
        await desk.wrote(words=1)
    with pytest.raises(AmountTooLarge):
        await streaks.change_entry(desk.context, desk.act(), first.entry.id, EntryInput(words=half + 1))
    kept = await desk.wrote(minutes=MAX_MINUTES)  # editing counts all the same
    with pytest.raises(AmountTooLarge):
        await desk.wrote(minutes=1)

    assert (refused.value.amount, refused.value.limit) == (MAX_WORDS + 1, MAX_WORDS)
    assert kept.day.words == MAX_WORDS


async def test_a_day_that_holds_more_than_it_may_gives_back_what_is_too_much(desk: Desk) -> None:
    first = await desk.wrote(minutes=MAX_MINUTES)
    second = await desk.wrote()
    sql = "UPDATE entries SET minutes = ? WHERE id = ?"  # as one could before days had an end
    await desk.context.db.write(lambda tx: tx.execute(sql, (MAX_MINUTES, second.entry.id)))

    lowered = await streaks.change_entry(desk.context, desk.act(), first.entry.id, EntryInput(minutes=MAX_MINUTES - 1))
    with pytest.raises(AmountTooLarge):
        await streaks.change_entry(desk.context, desk.act(), first.entry.id, EntryInput(minutes=MAX_MINUTES))
    undone = await streaks.set_undone(desk.context, desk.act(), first.entry.id, undone=True)
    assert lowered.day.minutes == 2 * MAX_MINUTES - 1
    assert undone.day.minutes == MAX_MINUTES
    with pytest.raises(AmountTooLarge):
        await streaks.set_undone(desk.context, desk.act(), first.entry.id, undone=False)
