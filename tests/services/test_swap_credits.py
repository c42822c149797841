"""Credits as members meet them: what a newcomer can spend, what is free, what passes on, and Monday's."""

from __future__ import annotations

from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest

from rules.swaps.credits import NotEnoughCredits, StartNotOpen
from rules.swaps.ledger import CreditReason
from rules.swaps.limits import FinishOneFirst, TooManyOffers, TooManyReads
from rules.swaps.offers import Offer, OfferedPiece
from rules.swaps.reads import Comment
from services import members, streaks
from services.streaks import EntryInput
from services.swaps import offers as swaps
from services.swaps import reads as swap_reads
from services.swaps.comments import CommentNotAccepted
from tests.services.desk import SERVER, utc
from tests.services.swap_room import ANA, BEN, CLEO, DAN, Room, comment_on, story


async def newcomers_offer(room: Room, author: int) -> OfferedPiece:
    offer = Offer("A first piece", text=story(author))
    return (await swaps.offer_piece(room.context, room.act(author), offer)).piece


async def balances(room: Room, *members: int) -> tuple[int, ...]:
    return tuple([await room.balance(member) for member in members])


async def test_the_first_piece_in_an_empty_line_costs_nothing_and_pays_its_reader(room: Room) -> None:
    piece = await newcomers_offer(room, ANA)
    await room.helped(await room.read_through(BEN, piece))

    assert piece.cost == 0
    assert await balances(room, ANA, BEN) == (2, 3)
    assert (await newcomers_offer(room, CLEO)).cost == 0  # the line is empty again


async def test_passing_on_what_waits_does_not_empty_the_line(room: Room) -> None:
    waiting = await room.offer(ANA)
    await swap_reads.pass_on(room.context, room.act(BEN), waiting.id)

    assert (await room.offer(BEN)).cost == 1


@pytest.mark.parametrize("days", [0, 2, 3])
async def test_a_newcomer_spends_after_three_days_of_showing_up(room: Room, days: int) -> None:
    await room.offer(ANA)
    for _ in range(days):
        await room.desk.wrote(BEN, words=10)
        room.wait(days=1)
    if days < 3:
        with pytest.raises(StartNotOpen) as refused:
            await newcomers_offer(room, BEN)
        assert refused.value.days_shown == days
        kept = await swaps.kept_offer(room.context, room.act(BEN))
        assert kept is not None
        assert kept.offer.title == "A first piece"
    else:
        assert (await newcomers_offer(room, BEN)).cost == 1


async def test_or_after_the_first_comment_they_gave(room: Room) -> None:
    first, _waits = await room.offer(ANA), await room.offer(CLEO)
    read = await room.start(BEN, first)
    with pytest.raises(StartNotOpen):
        await newcomers_offer(room, BEN)
    room.wait(minutes=10)
    await room.comment(read)

    assert (await newcomers_offer(room, BEN)).cost == 1


async def test_credits_pass_between_two_who_read_each_other_again_and_again(room: Room) -> None:
    for _ in range(2):
        for reader, author in ((ANA, BEN), (BEN, ANA)):
            done = await room.helped(await room.read_through(reader, await room.pay(author), words=330))
            room.wait(days=8)

    assert done.credits == 1
    # Each paid two offers and was paid for two reads; the first long comment between the two made one new.
    assert await balances(room, ANA, BEN) == (3, 2)


async def test_three_in_a_closed_ring_make_no_credits_and_a_link_makes_none_either(room: Room) -> None:
    for reader, author in ((ANA, BEN), (BEN, CLEO)):
        assert (await room.helped(await room.read_through(reader, await room.offer(author), words=330))).credits == 2
    closing = await room.read_through(CLEO, await room.offer(ANA), words=330)
    assert (await room.helped(closing)).credits == 1

    link = await room.offer(DAN, link="https://example.com/story", text="", words=1)
    read = await room.start(ANA, link)
    room.wait(minutes=2)
    assert (await room.helped(await room.comment(read, comment_on(story(97), words=330)))).credits == 1


async def test_whoever_has_none_and_has_read_somebody_gets_one_on_monday_once(room: Room) -> None:
    read = await room.helped(await room.read_through(ANA, await room.offer(BEN)))
    await room.pay(ANA)
    await room.offer(ANA)
    assert (read.credits, await room.balance(ANA)) == (1, 0)
    with pytest.raises(NotEnoughCredits):
        await room.offer(ANA)
    room.wait(days=6, hours=14, minutes=29)  # Sunday, 23:59 at the server
    before = (await swaps.my_swaps(room.context, room.act(ANA))).swapper.purse.balance
    room.wait(hours=1)
    shown = (await swaps.my_swaps(room.context, room.act(ANA))).swapper.purse.balance
    for _ in range(2):
        await swaps.choose_languages(room.context, room.act(ANA), "")

    assert (before, shown, await room.balance(ANA)) == (0, 1, 1)
    assert [row.reason for row in await room.ledger(ANA)].count(CreditReason.MONDAY) == 1
    withdrawn = (await swaps.my_swaps(room.context, room.act(ANA))).pieces
    assert len(withdrawn) == 2


async def test_who_read_nobody_since_gets_no_second_one(room: Room) -> None:
    await room.helped(await room.read_through(ANA, await room.offer(BEN)))
    await room.pay(ANA)
    await room.offer(ANA)
    room.wait(days=7)
    for piece in (await swaps.my_swaps(room.context, room.act(ANA))).pieces:
        await room.helped(await room.read_through(CLEO, piece))
    await room.pay(ANA)
    assert await room.balance(ANA) == 0
    room.wait(days=7)

    assert (await swaps.my_swaps(room.context, room.act(ANA))).swapper.purse.balance == 0


async def test_four_pieces_in_four_weeks_are_all_one_member_offers(room: Room) -> None:
    for _ in range(4):
        await room.helped(await room.read_through(BEN, await room.offer(ANA)))
        room.wait(days=1)
    with pytest.raises(TooManyOffers) as refused:
        await room.offer(ANA)
    withdrawn = await room.offer(BEN)
    await swaps.withdraw(room.context, room.act(BEN), withdrawn.id)
    room.wait(days=24)

    assert refused.value.next_on == (room.desk.clock.at + timedelta(days=0)).date()
    assert (await room.offer(ANA)).cost == 0
    assert [len(await room.ledger(member)) for member in (ANA, BEN)] == [6, 7]


async def test_a_short_link_takes_two_minutes_all_the_same(room: Room) -> None:
    piece = await room.offer(ANA, link="https://example.com/story", text="", words=1)
    read = await room.start(BEN, piece)

    assert read.opens_at == read.began_at + timedelta(minutes=2)
    assert (await swaps.next_piece(room.context, room.act(CLEO), SERVER)).piece is None


async def test_holding_what_others_wait_for_makes_no_offer_free(room: Room) -> None:
    await room.start(BEN, await room.offer(ANA))

    assert (await room.offer(BEN)).cost == 1


async def test_nobody_takes_all_there_is_to_read_in_a_small_server(room: Room) -> None:
    first, second, _third = [await room.offer(author) for author in (ANA, BEN, CLEO)]
    await room.start(DAN, first)
    with pytest.raises(TooManyReads):
        await room.start(DAN, second)

    assert (await room.start(CLEO, second)).reader_id == CLEO


async def test_after_four_texts_opened_and_given_back_one_is_finished_before_another_is_opened(room: Room) -> None:
    pieces = [await room.offer(author, text="word " * 150) for author in (ANA, BEN, CLEO, 21, 22, 23, 24)]
    for piece in pieces[:4]:
        await room.start(DAN, piece)
        assert not (await swaps.next_piece(room.context, room.act(DAN), SERVER)).begins
        await swap_reads.pass_on(room.context, room.act(DAN), piece.id)
    served = await swaps.next_piece(room.context, room.act(DAN), SERVER)
    assert served.begins == " ".join(["word"] * 100) + " …"
    read = await room.start(DAN, pieces[4])
    for refused in (
        swap_reads.pass_on(room.context, room.act(DAN), pieces[4].id),
        swap_reads.start_read(room.context, room.act(DAN), pieces[5].id),
        swaps.next_piece(room.context, room.act(DAN), SERVER),
    ):
        with pytest.raises(FinishOneFirst):
            await refused
    room.wait(minutes=10)
    await room.comment(read, comment_on(story(3)))

    assert not (await swaps.next_piece(room.context, room.act(DAN), SERVER)).begins
    await swap_reads.pass_on(room.context, room.act(DAN), (await room.start(DAN, pieces[5])).piece.id)


async def test_texts_held_as_long_as_may_be_and_given_back_count_as_well(room: Room) -> None:
    pieces = [await room.offer(author) for author in range(40, 50)]
    held = [await room.start(DAN, piece) for piece in pieces[:3]]
    for read in held:
        await swap_reads.extend(room.context, room.act(DAN), read.id)
        with pytest.raises(CommentNotAccepted):
            await room.comment(read, Comment(effect="Great piece!"))  # 48 hours on top
    await room.later(days=9, hours=-1)
    for piece in pieces[:3]:
        await swap_reads.pass_on(room.context, room.act(DAN), piece.id)
    await swap_reads.pass_on(room.context, room.act(DAN), (await room.start(DAN, pieces[3])).piece.id)
    with pytest.raises(FinishOneFirst):
        await swap_reads.pass_on(room.context, room.act(DAN), (await room.start(DAN, pieces[4])).piece.id)


async def test_what_a_reader_lets_go_by_a_block_is_given_back_or_missed(room: Room) -> None:
    pieces = [await room.offer(author) for author in range(40, 46)]
    begins, misses = [], []
    for piece in pieces[:5]:
        begins.append(bool((await swaps.next_piece(room.context, room.act(DAN), SERVER)).begins))
        await room.start(DAN, piece)
        await swaps.block(room.context, room.act(DAN), piece.author_id)
        await swaps.unblock(room.context, room.act(DAN), piece.author_id)
        misses.append((await swaps.my_swaps(room.context, room.act(DAN))).swapper.swaps.misses)

    assert begins == [False] * 4 + [True]
    assert misses == [0] * 4 + [1]


async def test_a_block_by_the_author_is_not_held_against_the_reader(room: Room) -> None:
    pieces = [await room.offer(author) for author in range(40, 46)]
    for piece in pieces[:5]:
        await room.start(DAN, piece)
        await swaps.block(room.context, room.act(piece.author_id), DAN)
        await swaps.unblock(room.context, room.act(piece.author_id), DAN)

    served = await swaps.next_piece(room.context, room.act(DAN), SERVER)
    assert (served.piece, served.begins) == (pieces[5], "")
    assert not (await swaps.my_swaps(room.context, room.act(DAN))).swapper.swaps.misses


async def test_a_block_lets_no_long_read_go_at_a_lower_price_than_giving_it_back(room: Room) -> None:
    pieces = [await room.offer(author) for author in range(40, 46)]
    read = await room.start(DAN, pieces[0])
    await swap_reads.extend(room.context, room.act(DAN), read.id)
    with pytest.raises(CommentNotAccepted):
        await room.comment(read, Comment(effect="Great piece!"))  # 48 hours on top
    await room.later(days=8)
    for piece in pieces[1:5]:
        await swap_reads.pass_on(room.context, room.act(DAN), (await room.start(DAN, piece)).piece.id)
    with pytest.raises(FinishOneFirst):
        await swap_reads.pass_on(room.context, room.act(DAN), pieces[0].id)
    await swaps.block(room.context, room.act(DAN), pieces[0].author_id)

    assert (await swaps.my_swaps(room.context, room.act(DAN))).swapper.swaps.misses == 1


async def test_days_that_begin_by_choosing_another_zone_are_no_days_of_showing_up(room: Room) -> None:
    await room.offer(ANA)
    room.desk.jump(utc(10, 10, 30))
    await members.choose_day_end(room.context, room.act(CLEO), 0)
    for zone in ("Pacific/Pago_Pago", "UTC", "Pacific/Kiritimati"):
        await members.choose_zone(room.context, room.act(CLEO), ZoneInfo(zone))
        await streaks.record_entry(room.context, room.act(CLEO), EntryInput(words=10))
    with pytest.raises(StartNotOpen) as refused:
        await swaps.offer_piece(room.context, room.act(CLEO), Offer("Untold", text=story(1)))

    assert refused.value.days_shown == 2  # a day of grace, for evenings and mornings far from Greenwich


async def test_an_evening_and_the_morning_after_are_two_days_wherever_one_is(room: Room) -> None:
    await room.offer(ANA)
    await members.choose_zone(room.context, room.act(CLEO), ZoneInfo("America/Los_Angeles"))
    for at in (utc(11, 4, 0), utc(11, 16, 0)):  # Saturday at eight in the evening there, Sunday at eight
        room.desk.jump(at)
        await streaks.record_entry(room.context, room.act(CLEO), EntryInput(words=10))
    with pytest.raises(StartNotOpen) as refused:
        await swaps.offer_piece(room.context, room.act(CLEO), Offer("Untold", text=story(1)))

    assert refused.value.days_shown == 2


async def test_days_that_are_logged_later_are_no_days_of_showing_up(room: Room) -> None:
    await room.offer(ANA)
    for day in (None, "yesterday", "2 days ago"):
        await streaks.record_entry(room.context, room.act(CLEO), EntryInput(words=10, day=day))
    with pytest.raises(StartNotOpen) as refused:
        await swaps.offer_piece(room.context, room.act(CLEO), Offer("Untold", text=story(1)))

    assert refused.value.days_shown == 1
