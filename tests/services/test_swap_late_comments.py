"""Comments that were finished while the piece went away, and what its author says of a comment."""

from __future__ import annotations

from datetime import timedelta

import pytest

from db.swaps import reads as swap_reads
from rules.comments.promotion import OfferToTrade
from rules.swaps.credits import STARTING_CREDITS
from rules.swaps.moves import PieceMovedOn, PieceState, ReadMovedOn, ReadState
from rules.swaps.offers import OfferedPiece
from rules.swaps.reads import Read
from rules.swaps.reports import Decision
from rules.swaps.standing import REMEMBERED, Standing
from services.privacy import requests as privacy
from services.swaps import comments, offers, reads, reports
from tests.services.swap_room import ANA, BEN, CLEO, DAN, ELSE, MOD, Room, comment_on
from tests.services.unplaced import UNPLACED


async def reading(room: Room, piece: OfferedPiece) -> Read:
    """Let BEN begin a piece and have the time to read it."""
    read = await room.start(BEN, piece)
    room.wait(minutes=10)
    return read


async def test_a_comment_on_a_piece_that_was_withdrawn_meanwhile_reaches_its_author_and_earns(room: Room) -> None:
    piece = await room.pay(ANA)
    read, typed = await reading(room, piece), comment_on(piece.text)
    paid = await room.balance(ANA)
    withdrawn = await offers.withdraw(room.context, room.act(ANA), piece.id)
    given = await room.comment(read, typed)
    await room.desk.tick()
    await room.helped(given)

    assert given.state is ReadState.COMMENTED
    assert given.comment == typed
    assert (ANA, "comment") in room.told()
    assert (await room.find(read.id)).credits == 1
    assert (await room.piece(piece.id)).state is PieceState.WITHDRAWN
    assert withdrawn.refunded == 0
    room.wait(days=30)
    await room.desk.tick()
    assert await room.balance(ANA) == paid  # who is read pays, also for a piece taken back


async def test_what_was_withdrawn_from_under_a_reader_is_refunded_once_no_comment_can_come(room: Room) -> None:
    piece = await room.pay(ANA)
    await reading(room, piece)
    first = await offers.withdraw(room.context, room.act(ANA), piece.id)
    again = await offers.withdraw(room.context, room.act(ANA), piece.id)
    paid = await room.balance(ANA)
    room.wait(days=6)
    await room.desk.tick()
    await room.desk.tick()

    assert (first.refunded, again.refunded, paid) == (0, 0, STARTING_CREDITS - piece.cost)
    assert await room.balance(ANA) == STARTING_CREDITS


async def test_no_order_of_offering_withdrawing_and_commenting_makes_credits(room: Room) -> None:
    for _ in range(STARTING_CREDITS):
        piece = await room.pay(ANA)
        read = await reading(room, piece)
        await offers.withdraw(room.context, room.act(ANA), piece.id)
        await room.helped(await room.comment(read, comment_on(piece.text)))

    assert await room.balance(ANA) == 0
    assert await room.balance(BEN) == 2 * STARTING_CREDITS


async def test_blocking_withdrawing_and_unblocking_makes_no_credits(room: Room) -> None:
    piece = await room.pay(ANA)
    read, typed = await reading(room, piece), comment_on(piece.text)
    await offers.block(room.context, room.act(ANA), BEN)
    await offers.withdraw(room.context, room.act(ANA), piece.id)
    await offers.unblock(room.context, room.act(ANA), BEN)
    with pytest.raises(ReadMovedOn):
        await room.comment(read, typed)

    assert (await room.balance(ANA), await room.balance(BEN)) == (STARTING_CREDITS, STARTING_CREDITS)


async def test_what_was_withdrawn_under_its_reader_costs_them_nothing_whatever_its_author_says(room: Room) -> None:
    given = []
    for author in (ANA, CLEO, DAN):
        piece = await room.offer(author)
        read, typed = await reading(room, piece), comment_on(piece.text, words=320)
        await offers.withdraw(room.context, room.act(author), piece.id)
        given.append(await room.comment(read, typed))
    for read in given[:2]:
        await reads.disown(room.context, room.act(read.piece.author_id), read.id)
    await room.later(hours=72, minutes=30)

    assert [each.sent_as_is for each in given] == [True] * 3
    assert [(await room.find(each.id)).credits for each in given] == [1, 1, 1]
    read = await reading(room, await room.offer(ELSE))
    async with room.context.db.read() as connection:
        found = await swap_reads.standing(connection, read, room.desk.clock.at - REMEMBERED)
    assert found == Standing()


async def test_a_moderator_still_takes_the_credit_of_a_comment_on_what_was_withdrawn(room: Room) -> None:
    piece = await room.pay(ANA)
    read, typed = await reading(room, piece), comment_on(piece.text)
    await offers.withdraw(room.context, room.act(ANA), piece.id)
    given = await room.comment(read, typed)
    filed = await reports.report_comment(room.context, room.act(ANA), given.id, "It is about another story.")
    await reports.decide(room.context, room.act(MOD), filed.report.id, Decision.REVOKE, "We looked.")
    await room.later(days=20)

    assert await room.balance(BEN) == STARTING_CREDITS


async def test_a_comment_on_what_its_author_erased_is_paid_at_once_and_told_to_nobody(room: Room) -> None:
    for author in (ANA, CLEO, DAN):
        piece = await room.pay(author)
        read = await reading(room, piece)
        typed = comment_on(piece.text) if author != DAN else UNPLACED[0]
        await privacy.erase(room.context, room.act(author))
        await room.desk.tick()
        given = await room.comment(read, typed)
        await room.later(days=6)
        found = await room.find(read.id)
        assert (given.state, found.credits, found.comment) == (ReadState.ACCEPTED, 1, typed)

    assert await room.balance(BEN) == STARTING_CREDITS + 3
    assert room.told() == [(BEN, "call off")] * 3


async def test_nobody_comments_on_a_withdrawn_piece_they_had_not_begun_or_whose_time_is_over(room: Room) -> None:
    piece = await room.offer(ANA)
    read, typed = await reading(room, piece), comment_on(piece.text)
    await offers.withdraw(room.context, room.act(ANA), piece.id)
    await room.later(days=6)
    with pytest.raises(ReadMovedOn):
        await room.comment(read, typed)

    assert await room.draft(read.id) == typed


async def test_a_withdrawn_piece_is_refunded_or_paid_for_whatever_comes_during_the_check(
    room: Room,
) -> None:
    piece = await room.pay(ANA)
    read, typed = await reading(room, piece), comment_on(piece.text)
    await offers.withdraw(room.context, room.act(ANA), piece.id)
    room.desk.jump(read.due_at - timedelta(seconds=1))

    async def refund_meanwhile(_server_id: int) -> None:
        room.desk.jump(read.due_at)
        await room.desk.tick()

    with pytest.raises(ReadMovedOn):
        await comments.leave_comment(room.context, room.act(BEN), read.id, typed, refund_meanwhile)

    assert (await room.balance(ANA), await room.balance(BEN)) == (STARTING_CREDITS, STARTING_CREDITS)
    assert await room.draft(read.id) == typed


async def test_a_late_comment_is_taken_while_nobody_else_has_the_piece(room: Room) -> None:
    piece = await room.offer(ANA)
    read, typed = await reading(room, piece), comment_on(piece.text)
    await room.later(days=5, minutes=1)
    assert (await room.find(read.id)).state is ReadState.MISSED
    given = await room.comment(read, typed)

    assert given.state is ReadState.COMMENTED
    assert (await room.piece(piece.id)).state is PieceState.TAKEN


async def test_a_late_comment_on_a_piece_that_another_has_is_turned_down_and_kept(room: Room) -> None:
    piece = await room.offer(ANA)
    read, typed = await reading(room, piece), comment_on(piece.text)
    await room.later(days=5, minutes=1)
    await room.start(DAN, await room.piece(piece.id))
    with pytest.raises(PieceMovedOn):
        await room.comment(read, typed)

    assert await room.draft(read.id) == typed
    assert (await room.find(read.id)).state is ReadState.MISSED


async def test_who_was_blocked_reaches_nobody_with_a_late_comment(room: Room) -> None:
    piece = await room.offer(ANA)
    read, typed = await reading(room, piece), comment_on(piece.text)
    await offers.block(room.context, room.act(ANA), BEN)
    await offers.withdraw(room.context, room.act(ANA), piece.id)
    with pytest.raises(ReadMovedOn):
        await room.comment(read, typed)


# What the author says


async def test_what_more_is_wanted_reaches_the_reader(room: Room) -> None:
    read = await room.read_through(BEN, await room.offer(ANA))
    await reads.ask_for_more(room.context, room.act(ANA), read.id, "Why the lantern?")

    assert (await room.find(read.id)).more_wanted == "Why the lantern?"


async def test_thanks_are_given_once_and_only_for_what_helped(room: Room) -> None:
    read = await room.read_through(BEN, await room.offer(ANA))
    with pytest.raises(ReadMovedOn):
        await reads.thank(room.context, room.act(ANA), read.id, "It moved me.")
    await room.helped(read)
    for _ in range(2):
        done = await reads.thank(room.context, room.act(ANA), read.id, "It moved me.")
    with pytest.raises(ReadMovedOn):
        await reads.thank(room.context, room.act(ANA), read.id, "And another line.")
    await room.desk.tick()

    assert done.thanks == "It moved me."
    assert room.told() == [(BEN, "helped"), (BEN, "thank")]


async def test_thanks_and_what_is_wanted_offer_no_trade(room: Room) -> None:
    read = await room.read_through(BEN, await room.offer(ANA))
    with pytest.raises(OfferToTrade):
        await reads.ask_for_more(room.context, room.act(ANA), read.id, "Follow me and I follow back!")
    await room.helped(read)
    with pytest.raises(OfferToTrade):
        await reads.thank(room.context, room.act(ANA), read.id, "Follow me and I follow back!")

    assert (await room.find(read.id)).thanks == ""
