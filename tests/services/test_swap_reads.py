"""One read from beginning to verdict: clocks, comments, drafts, credits, and what is told to whom."""

from __future__ import annotations

from datetime import timedelta

import pytest

from db.database import Database
from rules.comments.check import Problem
from rules.swaps.ledger import CreditReason
from rules.swaps.moves import PieceMovedOn, PieceState, ReadMovedOn, ReadState
from rules.swaps.reads import Comment
from services.acts import GoneForGood, NotYours
from services.context import Context
from services.swaps import comments as swap_comments
from services.swaps import offers as swaps
from services.swaps import reads as swap_reads
from services.swaps import rounds as swap_rounds
from services.swaps.comments import CommentNotAccepted
from services.swaps.news import ReadNews
from services.swaps.reads import AlreadyExtended, HeldLongEnough, RatingOutOfRange
from tests.services.desk import SERVER
from tests.services.swap_room import ANA, BEN, CLEO, DAN, Room, comment_on, story

HOLLOW = Comment("a line", "Great piece, loved it!", "Keep writing.")


# Beginning


async def test_starting_twice_is_starting_once(room: Room) -> None:
    piece = await room.offer(ANA)
    first, again = [await swap_reads.start_read(room.context, room.act(BEN), piece.id) for _ in range(2)]

    assert (first.is_new, again.is_new) == (True, False)
    assert first.read == again.read
    assert first.read.due_at == room.desk.clock.at + timedelta(days=5)
    assert (await room.piece(piece.id)).state is PieceState.TAKEN


async def test_the_second_reader_is_told_that_somebody_was_quicker(room: Room) -> None:
    piece = await room.offer(ANA)
    await room.start(BEN, piece)
    with pytest.raises(PieceMovedOn) as refused:
        await room.start(CLEO, piece)

    assert refused.value.state is PieceState.TAKEN


async def test_giving_a_piece_back_is_no_miss_and_puts_it_in_front(room: Room) -> None:
    piece = await room.pay(ANA)
    await room.start(BEN, piece)
    for expected in (True, False):
        assert (await swap_reads.pass_on(room.context, room.act(BEN, in_dm=True), piece.id)).is_new is expected
    await room.later(days=6)

    returned = await room.piece(piece.id)
    assert (returned.state, returned.at_front) == (PieceState.OPEN, True)
    assert (await swaps.my_swaps(room.context, room.act(BEN))).swapper.swaps.misses == 0
    assert room.told() == [(ANA, "pass")]
    assert await room.balance(ANA) == 1


async def test_another_member_cannot_touch_a_read(room: Room) -> None:
    read = await room.read_through(BEN, await room.offer(ANA))
    by_reader = (swap_reads.extend, swap_comments.open_comment)
    by_author = (swap_reads.mark_helped, swap_reads.ask_for_more)
    for act, cases in ((room.act(ANA), by_reader), (room.act(BEN), by_author), (room.act(DAN), by_reader + by_author)):
        for case in cases:
            with pytest.raises(NotYours):
                await case(room.context, act, read.id)
            with pytest.raises(GoneForGood):
                await case(room.context, act, 5)


# Deadlines


async def test_five_days_without_a_word_are_a_miss_and_everyone_is_told(room: Room) -> None:
    piece = await room.pay(ANA)
    read = await room.start(BEN, piece)
    await room.later(days=5, seconds=-1)
    assert (await room.find(read.id)).state is ReadState.READING
    await room.later(seconds=1)

    assert (await room.find(read.id)).state is ReadState.MISSED
    assert ((await room.piece(piece.id)).state, (await room.piece(piece.id)).at_front) == (PieceState.OPEN, True)
    assert (await swaps.my_swaps(room.context, room.act(BEN))).swapper.swaps.misses == 1
    await room.later(days=1)
    assert sorted(room.told()) == [(ANA, "miss"), (BEN, "miss")]
    assert await room.balance(ANA) == 1


async def test_forty_eight_hours_more_once(room: Room) -> None:
    read = await room.start(BEN, await room.offer(ANA))
    extended = await swap_reads.extend(room.context, room.act(BEN), read.id)
    with pytest.raises(AlreadyExtended) as refused:
        await swap_reads.extend(room.context, room.act(BEN), read.id)
    await room.later(days=7, seconds=-1)
    state = (await room.find(read.id)).state
    await room.later(seconds=1)

    assert extended.due_at == read.due_at + timedelta(hours=48) == refused.value.due_at
    assert (state, (await room.find(read.id)).state) == (ReadState.READING, ReadState.MISSED)


async def test_one_reader_keeps_a_piece_from_others_for_twelve_days_at_most(room: Room) -> None:
    piece = await room.offer(ANA)
    read = await room.start(BEN, piece)
    began_at = room.desk.clock.at
    await swap_reads.extend(room.context, room.act(BEN), read.id)
    with pytest.raises(CommentNotAccepted):
        await room.comment(read, HOLLOW)

    async def take_it_up_whenever_it_is_missed() -> None:
        for _ in range(20):
            room.desk.jump((await room.find(read.id)).due_at)
            await room.desk.tick()
            await swaps.come_back(room.context, room.act(BEN), SERVER)
            await room.start(BEN, piece)

    with pytest.raises(HeldLongEnough):
        await take_it_up_whenever_it_is_missed()

    assert room.desk.clock.at - began_at <= timedelta(days=12)
    assert (await room.piece(piece.id)).state is PieceState.OPEN
    assert (await room.comment(read, comment_on(piece.text))).state is ReadState.COMMENTED


async def test_a_missed_piece_can_be_taken_up_again_while_it_is_open(room: Room) -> None:
    piece = await room.offer(ANA)
    read = await room.start(BEN, piece)
    with pytest.raises(CommentNotAccepted):
        await room.comment(read, HOLLOW)
    await room.later(days=7)
    assert (await room.find(read.id)).state is ReadState.MISSED
    again = await room.start(BEN, piece)
    form = await swap_comments.open_comment(room.context, room.act(BEN), read.id)
    done = await room.comment(again, comment_on(piece.text))

    assert again.due_at == room.desk.clock.at + timedelta(hours=48)
    assert form.typed == HOLLOW
    assert done.state is ReadState.COMMENTED


async def test_a_missed_piece_that_somebody_else_has_cannot_be_taken_up(room: Room) -> None:
    piece = await room.offer(ANA)
    await room.start(BEN, piece)
    await room.later(days=5)
    await room.start(CLEO, piece)
    with pytest.raises(PieceMovedOn):
        await room.start(BEN, piece)


async def test_missing_again_after_taking_up_counts_and_tells_again(room: Room) -> None:
    piece = await room.offer(ANA)
    await room.start(BEN, piece)
    await room.later(days=5)
    await room.start(BEN, piece)
    await room.later(days=2)

    assert (await swaps.my_swaps(room.context, room.act(BEN))).swapper.swaps.misses == 2
    assert room.told().count((BEN, "miss")) == 2


# The comment


async def test_too_early_and_hollow_are_said_together_and_the_text_is_kept_over_a_restart(
    room: Room, database_url: str
) -> None:
    piece = await room.offer(ANA)
    read = await room.start(BEN, piece)
    room.wait(seconds=10)
    with pytest.raises(CommentNotAccepted) as refused:
        await room.comment(read, HOLLOW)
    assert refused.value.opens_at is not None
    assert Problem.TOO_SHORT in [reason.problem for reason in refused.value.reasons]
    room.wait(days=1)
    reopened = await Database.open(database_url)
    form = await swap_comments.open_comment(Context(reopened, room.desk.clock), room.act(BEN), read.id)
    await reopened.close()

    assert form.typed == HOLLOW
    assert (await room.find(read.id)).state is ReadState.READING
    assert await room.draft(read.id) == HOLLOW


async def test_a_real_comment_before_70_percent_of_the_reading_time_has_to_wait(room: Room) -> None:
    piece = await room.offer(ANA, link="https://example.com/story", text="", words=1000)
    read = await room.start(BEN, piece)
    typed = comment_on(story(7))
    room.wait(minutes=2.8, seconds=-1)
    with pytest.raises(CommentNotAccepted) as refused:
        await room.comment(read, typed)
    assert (refused.value.reasons, refused.value.opens_at) == ((), read.began_at + timedelta(minutes=2.8))
    room.wait(seconds=1)

    assert (await room.comment(read, typed)).state is ReadState.COMMENTED


async def test_a_comment_sent_twice_reaches_its_author_once(room: Room) -> None:
    piece = await room.offer(ANA)
    read = await room.start(BEN, piece)
    room.wait(minutes=10)
    typed = comment_on(piece.text)
    sent = [await swap_comments.leave_comment(room.context, room.act(BEN), read.id, typed) for _ in range(2)]
    await room.desk.tick()

    assert [change.is_new for change in sent] == [True, False]
    assert room.told() == [(ANA, "comment")]
    news = room.desk.post.sent[0][2]
    assert isinstance(news, ReadNews)
    assert news.is_author
    assert news.read.comment == typed
    assert news.read.quote_found
    assert await room.draft(read.id) is None


async def test_a_comment_of_theirs_is_not_taken_for_another_piece(room: Room) -> None:
    first = await room.read_through(BEN, await room.offer(ANA))
    second = await room.start(BEN, await room.offer(CLEO))
    room.wait(minutes=10)
    assert first.comment is not None
    with pytest.raises(CommentNotAccepted) as refused:
        await room.comment(second, first.comment)

    assert Problem.REUSED in [reason.problem for reason in refused.value.reasons]


async def test_the_servers_own_minimum_counts(room: Room) -> None:
    await swap_rounds.set_up_swaps(room.context, SERVER, room.desk.clock.at, min_words=150)
    read = await room.start(BEN, await room.offer(ANA))
    room.wait(minutes=10)
    with pytest.raises(CommentNotAccepted):
        await room.comment(read, words=90)

    assert (await room.comment(read, words=180)).state is ReadState.COMMENTED


# The verdict


@pytest.mark.parametrize(("words", "credits"), [(90, 1), (330, 2)])
async def test_a_helpful_comment_pays_its_reader_once_and_closes_the_piece(
    room: Room, words: int, credits: int
) -> None:
    piece = await room.offer(ANA)
    read = await room.read_through(BEN, piece, words=words)
    for _ in range(2):
        done = await room.helped(read)
    await room.desk.tick()

    assert (done.state, done.helped, done.credits) == (ReadState.ACCEPTED, True, credits)
    booked = [(row.reason, row.amount) for row in await room.ledger(BEN)]
    assert booked == [(CreditReason.START, 2), (CreditReason.READ, credits)]
    closed = await room.piece(piece.id)
    assert (closed.state, closed.text) == (PieceState.READ, "")
    assert (await room.find(read.id)).comment is not None
    assert room.told() == [(BEN, "helped")]  # the author saw it before the message went out


async def test_seventy_two_hours_of_silence_accept(room: Room) -> None:
    read = await room.read_through(BEN, await room.offer(ANA))
    await room.later(hours=72, seconds=-1)
    before = (await room.find(read.id)).state
    await room.later(seconds=1)
    await room.desk.tick()
    done = await room.find(read.id)

    assert (before, done.state, done.helped) == (ReadState.COMMENTED, ReadState.ACCEPTED, False)
    assert await room.balance(BEN) == 3
    assert room.told() == [(ANA, "comment"), (BEN, "silence")]


async def test_after_silence_it_can_still_be_marked_helpful_without_a_second_credit(room: Room) -> None:
    read = await room.read_through(BEN, await room.offer(ANA))
    await room.later(hours=72)
    marked = [await swap_reads.mark_helped(room.context, room.act(ANA), read.id) for _ in range(2)]

    assert [change.is_new for change in marked] == [True, False]
    assert (await room.find(read.id)).helped
    assert await room.balance(BEN) == 3


async def test_asking_for_more_gives_both_72_hours_again_and_happens_once(room: Room) -> None:
    read = await room.read_through(BEN, await room.offer(ANA))
    room.wait(hours=71)
    asked = [await swap_reads.ask_for_more(room.context, room.act(ANA), read.id) for _ in range(2)]
    await room.later(hours=71)
    form = await swap_comments.open_comment(room.context, room.act(BEN), read.id)
    added = await room.comment(await room.find(read.id), comment_on(read.piece.text, words=160))
    with pytest.raises(ReadMovedOn):
        await swap_reads.ask_for_more(room.context, room.act(ANA), read.id)

    assert [change.is_new for change in asked] == [True, False]
    assert form.typed == read.comment
    assert added.state is ReadState.COMMENTED
    assert added.verdict_by_at == room.desk.clock.at + timedelta(hours=72)


async def test_asked_for_more_and_nothing_came_the_comment_counts_as_it_stands(room: Room) -> None:
    read = await room.read_through(BEN, await room.offer(ANA))
    await swap_reads.ask_for_more(room.context, room.act(ANA), read.id)
    with pytest.raises(CommentNotAccepted):
        await room.comment(await room.find(read.id), HOLLOW)
    await room.later(hours=72)

    done = await room.find(read.id)
    assert (done.state, done.comment) == (ReadState.ACCEPTED, read.comment)
    assert await room.balance(BEN) == 3


async def test_a_reader_sees_their_average_from_the_fifth_rating_on_and_from_no_two_what_one_author_gave(
    room: Room,
) -> None:
    averages = []
    for author, rating in zip((ANA, CLEO, DAN, *range(21, 28)), (5, 4, 4, 3, 4, 1, 5, 5, 5, 5), strict=True):
        read = await room.helped(await room.read_through(BEN, await room.offer(author)))
        await swap_reads.rate(room.context, room.act(author), read.id, 1)
        await swap_reads.rate(room.context, room.act(author), read.id, rating)
        averages.append((await swaps.my_swaps(room.context, room.act(BEN))).average)

    assert averages == [None] * 4 + [4.0] * 5 + [4.1]
    for wrong in (0, 6):
        with pytest.raises(RatingOutOfRange):
            await swap_reads.rate(room.context, room.act(22), read.id, wrong)
    with pytest.raises(NotYours):
        await swap_reads.rate(room.context, room.act(BEN), read.id, 5)
