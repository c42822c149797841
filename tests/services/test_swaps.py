"""Offers and what they cost, the line, withdrawing, blocks, and what of a member's lies where."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from db.swaps import offers as swaps_db
from rules.leaderboards import Board, BoardPeriod
from rules.swaps.credits import NotEnoughCredits
from rules.swaps.ledger import CreditReason
from rules.swaps.limits import TooManyReads
from rules.swaps.moves import PieceMovedOn, PieceState, ReadMovedOn, ReadState
from rules.swaps.offers import Offer, PieceTooLong
from rules.swaps.reads import Comment
from services import members
from services.acts import Act, GoneForGood, NotYours
from services.leaderboards import boards as leaderboards
from services.swaps import comments as swap_comments
from services.swaps import offers as swaps
from services.swaps import reads as swap_reads
from services.swaps.moves import NEWS, HadBefore
from services.swaps.offers import CannotBlockYourself, CommentWaits, SittingOut
from services.swaps.reads import OwnPiece
from tests.services.desk import SERVER
from tests.services.swap_room import ANA, BEN, CLEO, DAN, Room


async def served(room: Room, member_id: int) -> int | None:
    piece = (await swaps.next_piece(room.context, room.act(member_id), SERVER)).piece
    return None if piece is None else piece.id


# Offers


async def test_everyone_starts_with_two_credits_once(room: Room) -> None:
    looked = await swaps.my_swaps(room.context, room.act(ANA))
    assert await room.ledger(ANA) == []
    for _ in range(2):
        entered = await swaps.choose_languages(room.context, room.act(ANA), "")

    assert (looked.swapper.purse.balance, entered.purse.balance) == (2, 2)
    assert [row.reason for row in await room.ledger(ANA)] == [CreditReason.START]


async def test_an_offer_costs_one_and_two_beside_another(room: Room) -> None:
    first = await room.pay(ANA)
    with pytest.raises(NotEnoughCredits) as refused:
        await room.offer(ANA)

    assert (first.cost, await room.balance(ANA)) == (1, 1)
    assert (refused.value.cost, refused.value.balance) == (2, 1)
    assert len((await swaps.my_swaps(room.context, room.act(ANA))).pieces) == 1


async def test_the_same_interaction_offers_and_pays_once(room: Room) -> None:
    act = room.act(ANA)
    offer = Offer("A title", text="some words to read")
    first, again = [await swaps.offer_piece(room.context, act, offer) for _ in range(2)]

    assert first == again
    assert len(await room.ledger(ANA)) == 2


async def test_a_refused_offer_costs_nothing(room: Room) -> None:
    with pytest.raises(PieceTooLong):
        await room.offer(ANA, text="word " * 3001)

    assert await room.balance(ANA) in (0, 2)
    assert (await swaps.my_swaps(room.context, room.act(ANA))).swapper.purse.balance == 2


async def test_credits_belong_to_one_server(room: Room) -> None:
    await room.offer(ANA)
    elsewhere = Act(1, ANA, SERVER + 1, 7, room.desk.clock.at)

    assert (await swaps.my_swaps(room.context, elsewhere)).swapper.purse.balance == 2
    assert (
        await swaps.next_piece(room.context, Act(2, BEN, SERVER + 1, 7, room.desk.clock.at), SERVER + 1)
    ).piece is None


# The line


async def test_the_longest_waiting_is_served_and_looking_holds_nothing(room: Room) -> None:
    first = await room.offer(ANA)
    room.wait(minutes=1)
    second = await room.offer(BEN)

    assert [await served(room, reader) for reader in (ANA, BEN, CLEO, DAN)] == [second.id, first.id, first.id, first.id]


async def test_a_piece_passed_on_is_never_served_again(room: Room) -> None:
    piece = await room.offer(ANA)
    for expected in (True, False):
        assert (await swap_reads.pass_on(room.context, room.act(BEN), piece.id)).is_new is expected

    assert await served(room, BEN) is None
    assert await served(room, CLEO) == piece.id
    with pytest.raises(HadBefore):
        await room.start(BEN, piece)


async def test_a_piece_that_lost_its_reader_goes_first(room: Room) -> None:
    older = await room.offer(ANA)
    room.wait(minutes=1)
    newer = await room.offer(BEN)
    await room.start(CLEO, newer)
    await swap_reads.pass_on(room.context, room.act(CLEO), newer.id)

    assert await served(room, DAN) == newer.id
    assert await served(room, BEN) == older.id


async def test_whoever_just_read_you_is_avoided_while_others_wait(room: Room) -> None:
    mine = await room.offer(ANA)
    theirs = await room.offer(BEN)
    await room.read_through(BEN, mine)
    assert await served(room, ANA) == theirs.id  # nobody else waits
    other = await room.offer(CLEO)

    assert await served(room, ANA) == other.id
    room.wait(days=7, seconds=1)
    assert await served(room, ANA) == theirs.id


async def test_the_languages_a_member_reads_go_first(room: Room) -> None:
    german = await room.offer(ANA, language="german")
    english = await room.offer(BEN, language="english")
    await swaps.choose_languages(room.context, room.act(CLEO), "English, French")
    assert await served(room, CLEO) == english.id
    await swaps.choose_languages(room.context, room.act(CLEO), "")

    assert await served(room, CLEO) == german.id


async def test_the_pieces_of_somebody_who_left_are_not_served(room: Room) -> None:
    await room.offer(ANA)
    left = "UPDATE memberships SET left_at = '2026' WHERE member_id = ?"
    await room.context.db.write(lambda tx: tx.execute(left, (ANA,)))

    assert await served(room, BEN) is None


async def test_nobody_holds_more_than_three_pieces(room: Room) -> None:
    pieces = [await room.offer(author) for author in (ANA, BEN, CLEO, 21, 22, 23)]
    for piece in pieces[:3]:
        await room.start(DAN, piece)
    with pytest.raises(TooManyReads):
        await swaps.next_piece(room.context, room.act(DAN), SERVER)
    with pytest.raises(TooManyReads):
        await room.start(DAN, pieces[3])
    await swap_reads.pass_on(room.context, room.act(DAN), pieces[0].id)

    assert await served(room, DAN) == pieces[3].id


async def test_a_piece_of_ones_own_cannot_be_started(room: Room) -> None:
    piece = await room.offer(ANA)

    with pytest.raises(OwnPiece):
        await room.start(ANA, piece)


async def test_after_three_misses_one_tap_brings_a_member_back(room: Room) -> None:
    for author in (ANA, BEN, CLEO):
        await room.miss(DAN, await room.offer(author))
    await room.later(days=5)
    waiting = await room.offer(21)
    for refused in (swaps.next_piece(room.context, room.act(DAN), SERVER), room.start(DAN, waiting)):
        with pytest.raises(SittingOut) as why:
            await refused
        assert why.value.misses == 3
    for _ in range(2):
        await swaps.come_back(room.context, room.act(DAN, in_dm=True), SERVER)

    assert await served(room, DAN) is not None
    assert (await room.start(DAN, waiting)).state is ReadState.READING


# Withdrawing


async def test_withdrawing_an_unread_piece_refunds_it_once_and_erases_its_text(room: Room) -> None:
    piece = await room.pay(ANA)
    first, again = [await swaps.withdraw(room.context, room.act(ANA), piece.id) for _ in range(2)]

    assert first == again
    assert (first.refunded, first.balance) == (1, 2)
    assert (first.piece.state, first.piece.text) == (PieceState.WITHDRAWN, "")
    assert await served(room, BEN) is None


async def test_withdrawing_while_somebody_reads_calls_the_read_off_and_tells_them(room: Room) -> None:
    piece = await room.offer(ANA)
    read = await room.start(BEN, piece)
    withdrawn = await swaps.withdraw(room.context, room.act(ANA), piece.id)
    await room.later(days=6)

    assert withdrawn.balance == 2
    assert (await room.find(read.id)).state is ReadState.CALLED_OFF
    assert room.told() == [(BEN, "call off")]
    assert not (await swaps.my_swaps(room.context, room.act(BEN))).swapper.swaps.misses


async def test_a_piece_with_a_comment_can_no_longer_be_withdrawn(room: Room) -> None:
    read = await room.read_through(BEN, await room.pay(ANA))
    with pytest.raises(CommentWaits):
        await swaps.withdraw(room.context, room.act(ANA), read.piece.id)
    await room.helped(read)
    with pytest.raises(PieceMovedOn) as closed:
        await swaps.withdraw(room.context, room.act(ANA), read.piece.id)

    assert closed.value.state is PieceState.READ
    assert await room.balance(ANA) == 1


async def test_only_its_author_withdraws_a_piece(room: Room) -> None:
    piece = await room.offer(ANA)
    with pytest.raises(NotYours):
        await swaps.withdraw(room.context, room.act(BEN), piece.id)
    with pytest.raises(GoneForGood):
        await swaps.withdraw(room.context, room.act(BEN), 5)


# Blocks


async def test_blocked_members_are_never_served_each_other_whoever_blocked(room: Room) -> None:
    hers, his = await room.offer(ANA), await room.offer(BEN)
    assert [await swaps.block(room.context, room.act(ANA), BEN) for _ in range(2)] == [True, False]

    assert await served(room, ANA) is None
    assert await served(room, BEN) is None
    for reader, piece in ((ANA, his), (BEN, hers)):
        with pytest.raises(GoneForGood):  # a block is not shown
            await room.start(reader, piece)
    assert (await swaps.my_swaps(room.context, room.act(ANA))).blocked == (BEN,)
    assert [await swaps.unblock(room.context, room.act(ANA), BEN) for _ in range(2)] == [True, False]
    assert await served(room, BEN) == hers.id


@pytest.mark.parametrize(
    ("blocker", "state", "told"), [(ANA, ReadState.CALLED_OFF, "block"), (BEN, ReadState.PASSED, "pass")]
)
async def test_a_block_ends_what_one_is_reading_of_the_other(
    room: Room, blocker: int, state: ReadState, told: str
) -> None:
    piece = await room.offer(ANA)
    read = await room.start(BEN, piece)
    await swaps.block(room.context, room.act(blocker), ANA + BEN - blocker)
    await room.later(days=6)

    assert (await room.find(read.id)).state is state
    assert (await room.piece(piece.id)).at_front
    assert room.told() == [(ANA + BEN - blocker, told)]
    assert await served(room, CLEO) == piece.id


async def test_nobody_blocks_themselves(room: Room) -> None:
    with pytest.raises(CannotBlockYourself):
        await swaps.block(room.context, room.act(ANA), ANA)


# What is theirs


async def test_mine_shows_everything_that_lies_with_a_member(room: Room) -> None:
    theirs = await room.offer(ANA)
    mine = await room.offer(BEN)
    reading = await room.start(BEN, theirs)
    waiting = await room.read_through(CLEO, mine)
    with pytest.raises(swap_comments.CommentNotAccepted):
        await room.comment(reading, Comment("a line", "nice", ""))
    shown = await swaps.my_swaps(room.context, room.act(BEN))

    assert [piece.id for piece in shown.pieces] == [mine.id]
    assert [read.id for read in shown.reads] == [reading.id]
    assert shown.drafts == {reading.id}
    assert [read.id for read in shown.verdicts] == [waiting.id]
    assert (shown.swapper.purse.balance, shown.average, shown.given.accepted) == (1, None, 0)


async def test_muted_answers_are_not_sent_and_come_back(room: Room) -> None:
    await swaps.mute_answers(room.context, room.act(ANA), muted=True)
    assert await swaps.are_answers_muted(room.context, room.act(ANA))
    read = await room.read_through(BEN, await room.offer(ANA))
    await room.desk.tick()
    assert room.told() == []
    assert await room.skipped(NEWS) == {"muted": 1}
    await swaps.mute_answers(room.context, room.act(ANA), muted=False)
    await swap_reads.ask_for_more(room.context, room.act(ANA), read.id)
    await room.desk.tick()
    room.wait(minutes=5)
    await room.comment(await room.find(read.id), words=120)
    await room.desk.tick()

    assert room.told() == [(BEN, "ask more"), (ANA, "add")]


# Boards


async def test_boards_count_accepted_comments_by_the_readers_own_day(room: Room) -> None:
    for reader in (BEN, CLEO):
        await room.helped(await room.read_through(reader, await room.offer(ANA)))
    await room.helped(await room.read_through(BEN, await room.offer(DAN)))
    await room.read_through(CLEO, await room.offer(BEN))  # no verdict yet
    today = date(2026, 1, 5)

    async def boards(first: date, last: date) -> tuple[dict[int, int], dict[int, int]]:
        async with room.context.db.read() as connection:
            return (
                await swaps_db.reads_given(connection, SERVER, first, last),
                await swaps_db.readers_reached(connection, SERVER, first, last),
            )

    assert await boards(today, today) == ({BEN: 2, CLEO: 1}, {ANA: 2, DAN: 1})
    assert await boards(date.min, today - timedelta(days=1)) == ({}, {})
    await members.choose_boards(room.context, room.act(BEN), shown=False)
    left = "UPDATE memberships SET left_at = '2026' WHERE member_id = ?"
    await room.context.db.write(lambda tx: tx.execute(left, (DAN,)))
    assert await boards(today, today) == ({CLEO: 1}, {ANA: 2})


@pytest.mark.parametrize("period", BoardPeriod)
async def test_reads_stand_on_the_servers_boards(room: Room, period: BoardPeriod) -> None:
    for reader in (BEN, CLEO):
        await room.helped(await room.read_through(reader, await room.offer(ANA)))
    await room.helped(await room.read_through(BEN, await room.offer(DAN)))

    boards = [
        await leaderboards.show_board(room.context, room.act(ANA), board, period)
        for board in (Board.READS, Board.REACHED)
    ]
    listed = [[(place.score.member_id, place.score.value) for place in shown.top] for shown in boards]
    assert listed == [[(BEN, 2), (CLEO, 1)], [(ANA, 2), (DAN, 1)]]
    assert [bool(shown.mine) for shown in boards] == [False, True]


async def test_being_read_twice_by_one_person_is_one_reader_reached(room: Room) -> None:
    for _ in range(2):
        await room.helped(await room.read_through(BEN, await room.offer(ANA)))
        room.wait(hours=1)
    async with room.context.db.read() as connection:
        reached = await swaps_db.readers_reached(connection, SERVER, date.min, date.max)
        given = await swaps_db.reads_given(connection, SERVER, date.min, date.max)

    assert (reached, given) == ({ANA: 1}, {BEN: 2})


async def test_two_who_read_each_other_are_one_reader_reached_in_ninety_days(room: Room) -> None:
    async def reached(on: date) -> dict[int, int]:
        async with room.context.db.read() as connection:
            return await swaps_db.readers_reached(connection, SERVER, on, on)

    first_on = room.desk.clock.at.date()
    for reader, author in ((BEN, ANA), (CLEO, ANA), (ANA, BEN)):
        await room.helped(await room.read_through(reader, await room.offer(author)))
    room.wait(hours=24 * 7)
    again_on = room.desk.clock.at.date()
    for reader in (BEN, CLEO):
        await room.helped(await room.read_through(reader, await room.offer(ANA)))

    assert await reached(first_on) == {ANA: 2, BEN: 1}
    assert await reached(again_on) == {ANA: 1}  # CLEO alone, whom ANA has not read


async def test_a_closed_piece_is_out_of_reach(room: Room) -> None:
    piece = await room.offer(ANA)
    await swaps.withdraw(room.context, room.act(ANA), piece.id)

    with pytest.raises(PieceMovedOn):
        await room.start(BEN, piece)
    assert (await swap_reads.pass_on(room.context, room.act(BEN), piece.id)).is_new
    with pytest.raises(ReadMovedOn):
        await swap_reads.extend(
            room.context, room.act(BEN), (await swap_reads.pass_on(room.context, room.act(BEN), piece.id)).read.id
        )
