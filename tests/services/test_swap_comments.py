"""Comments that are refused, asked about, answered, sent as they are; and what earlier ones mean for the next."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from datetime import timedelta
from functools import partial
from typing import Any

import pytest

from rules.comments.check import Problem
from rules.swaps.moves import ReadMovedOn, ReadState
from rules.swaps.reads import ANSWER_LENGTH, EFFECT_LENGTH, Comment, NoRoomForAnswer, Read
from services.acts import GoneForGood
from services.swaps import comments, reads
from services.swaps.comments import CommentAsked, CommentGiven, CommentNotAccepted
from services.swaps.offers import WordsWait
from tests.services.swap_room import ANA, BEN, CLEO, DAN, Room, comment_on, story
from tests.services.unplaced import UNPLACED

EVA, ELSEWHERE = 15, 200
ANSWER = "The ferryman, of course."
HOLLOW = Comment("a line", "Great piece, loved it!", "Keep writing.")


async def begun(room: Room, author: int = ANA, reader: int = BEN) -> Read:
    """Return a read whose reader has had the time to read."""
    read = await room.start(reader, await room.offer(author))
    room.wait(minutes=10)
    return read


async def asked(room: Room, typed: Comment = UNPLACED[0], author: int = ANA) -> CommentAsked:
    """Return what BEN is asked about a comment."""
    read = await begun(room, author)
    with pytest.raises(CommentAsked) as held:
        await room.comment(read, typed)
    return held.value


async def sent_as_is(room: Room, typed: Comment = UNPLACED[0], author: int = ANA) -> CommentGiven:
    held = await asked(room, typed, author)
    return await comments.send_as_is(room.context, room.act(BEN), held.read.id)


# The one question


async def test_where_the_piece_cannot_be_seen_the_reader_is_asked_and_the_draft_is_kept(room: Room) -> None:
    held = await asked(room)

    assert held.question.problem is Problem.UNSEEN
    assert held.silence_pays
    assert (await room.find(held.read.id)).state is ReadState.READING
    assert await room.draft(held.read.id) == UNPLACED[0]


async def answered(room: Room, answer: str, typed: Comment = UNPLACED[0], author: int = ANA) -> CommentGiven:
    held = await asked(room, typed, author)
    return await comments.answer_question(room.context, room.act(BEN), held.read.id, answer)


async def test_an_answer_goes_behind_the_comment_and_what_it_names_is_seen(room: Room) -> None:
    held = await asked(room)
    given = [await comments.answer_question(room.context, room.act(BEN), held.read.id, ANSWER) for _ in range(2)]

    assert [each.is_new for each in given] == [True, False]
    assert given[0].read.comment is not None
    assert given[0].read.comment.effect == f"{UNPLACED[0].effect}\n{ANSWER}"
    assert not given[0].read.sent_as_is
    assert await room.draft(held.read.id) is None
    await room.later(hours=72)
    assert await room.balance(BEN) == 3


@pytest.mark.parametrize("answer", ["ok", "x", "Great piece! Great piece!", "Ferryman", "The ferryman."])
async def test_an_answer_that_says_nothing_of_it_is_no_more_than_sending_it_as_it_is(room: Room, answer: str) -> None:
    assert (await answered(room, answer)).read.sent_as_is


@pytest.mark.parametrize("answer", ["one two three four " * 20, "la la la " * 80, ".", "🎉 🎉 🎉"])
async def test_an_answer_of_filler_is_no_word_of_ones_own(room: Room, answer: str) -> None:
    with pytest.raises(CommentNotAccepted) as refused:
        await answered(room, answer)

    assert Problem.MASH in [reason.problem for reason in refused.value.reasons]


async def test_after_an_answer_that_places_nothing_the_author_decides_and_silence_pays_two(room: Room) -> None:
    given = [
        await answered(room, f"I meant what happens, of course {number}", typed, author)
        for number, (author, typed) in enumerate(zip((ANA, CLEO, DAN), UNPLACED, strict=True))
    ]
    await room.later(days=7, minutes=30)

    assert [each.read.sent_as_is for each in given] == [True] * 3
    assert [each.read.silence_pays for each in given] == [True, True, False]
    assert await room.balance(BEN) == 4


async def test_an_answer_copied_from_the_piece_is_refused_and_kept(room: Room) -> None:
    held = await asked(room)
    with pytest.raises(CommentNotAccepted) as refused:
        await comments.answer_question(room.context, room.act(BEN), held.read.id, held.read.piece.text)

    assert Problem.COPIED in [reason.problem for reason in refused.value.reasons]
    draft = await room.draft(held.read.id)
    assert draft is not None
    assert held.read.piece.text in draft.effect


async def test_in_no_way_is_a_comment_given_while_nobody_knows_whether_its_reader_is_there(room: Room) -> None:
    read = (await asked(room)).read
    ways = (
        partial(comments.answer_question, answer=ANSWER),
        comments.send_as_is,
        partial(comments.leave_comment, typed=comment_on(read.piece.text)),
    )
    asked_about = []

    async def unknown(server_id: int) -> None:
        asked_about.append(server_id)
        raise WordsWait

    for way in ways:
        with pytest.raises(WordsWait):
            await way(room.context, room.act(BEN), read.id, check_presence=unknown)
    assert asked_about == [read.piece.server_id] * 3
    assert (await room.find(read.id)).state is ReadState.READING
    assert await room.draft(read.id) == comment_on(read.piece.text)


async def test_however_often_somebody_answers_the_form_has_room_for_their_comment(room: Room) -> None:
    held = await asked(room)
    for turn in range(12):
        with suppress(CommentNotAccepted, NoRoomForAnswer):
            await comments.answer_question(room.context, room.act(BEN), held.read.id, f"{turn} " + "same " * 99)
    opened = await comments.open_comment(room.context, room.act(BEN), held.read.id)

    assert EFFECT_LENGTH < len(opened.typed.effect) <= EFFECT_LENGTH + ANSWER_LENGTH


async def test_an_old_button_does_not_lead_a_refused_comment_past_the_check(room: Room) -> None:
    held = await asked(room)
    with pytest.raises(CommentNotAccepted):
        await room.comment(held.read, HOLLOW)
    with pytest.raises(CommentNotAccepted):
        await comments.send_as_is(room.context, room.act(BEN), held.read.id)
    with pytest.raises(CommentNotAccepted):
        await comments.answer_question(room.context, room.act(BEN), held.read.id, ANSWER)

    assert (await room.find(held.read.id)).comment is None


async def test_without_a_draft_there_is_nothing_to_answer(room: Room) -> None:
    read = await begun(room)
    for act in (
        comments.send_as_is(room.context, room.act(BEN), read.id),
        comments.answer_question(room.context, room.act(BEN), read.id, ANSWER),
    ):
        with pytest.raises(GoneForGood):
            await act


async def test_sent_twice_as_it_is_a_comment_is_one(room: Room) -> None:
    given = await sent_as_is(room)
    again = await comments.send_as_is(room.context, room.act(BEN), given.read.id)
    await room.desk.tick()

    assert (given.is_new, again.is_new, given.earns, again.earns) == (True, False, 1, 1)
    assert given.read.sent_as_is
    assert room.told() == [(ANA, "comment")]


# Silence


async def test_silence_pays_the_first_two_sent_as_they_are_and_not_the_third(room: Room) -> None:
    given = []
    for author, typed in zip((ANA, CLEO, DAN), UNPLACED, strict=True):
        given.append(await sent_as_is(room, typed, author))
    await room.later(days=7, minutes=-31)
    assert [(await room.find(each.read.id)).state for each in given] == [ReadState.COMMENTED] * 3
    await room.later(hours=1)

    assert [each.read.silence_pays for each in given] == [True, True, False]
    states = [(await room.find(each.read.id)).state for each in given]
    assert states == [ReadState.ACCEPTED, ReadState.ACCEPTED, ReadState.UNANSWERED]
    assert await room.balance(BEN) == 4


async def test_one_that_helped_and_one_of_long_ago_are_not_counted(room: Room) -> None:
    await room.helped((await sent_as_is(room)).read)
    await sent_as_is(room, UNPLACED[1], CLEO)
    await room.later(days=91)

    assert (await asked(room, UNPLACED[2], DAN)).silence_pays


async def test_what_nobody_answered_is_paid_once_it_helped(room: Room) -> None:
    given = await sent_as_is(room)
    await reads.disown(room.context, room.act(ANA), given.read.id)
    await room.later(days=7)
    before = (await room.find(given.read.id)).state, await room.balance(BEN)
    for _ in range(2):
        done = await room.helped(given.read)

    assert before == (ReadState.UNANSWERED, 2)
    assert (done.state, done.credits, await room.balance(BEN)) == (ReadState.ACCEPTED, 1, 3)


# Standing


@pytest.mark.parametrize("authors", [(CLEO, DAN, EVA), (CLEO, CLEO, CLEO)])
async def test_who_helped_three_times_is_not_asked(room: Room, authors: tuple[int, ...]) -> None:
    for author in authors:  # in a server of three there are but two
        await room.helped(await room.read_through(BEN, await room.offer(author)))
    given = await room.comment(await begun(room), UNPLACED[0])

    assert (given.state, given.sent_as_is) == (ReadState.COMMENTED, False)


async def test_who_helped_three_times_is_asked_about_an_offer_to_trade_all_the_same(room: Room) -> None:
    for author in (CLEO, DAN, EVA):
        await room.helped(await room.read_through(BEN, await room.offer(author)))
    read = await begun(room)
    said = comment_on(read.piece.text)
    with pytest.raises(CommentAsked) as held:
        await room.comment(read, replace(said, effect=f"{said.effect} Follow me and I follow you back."))

    assert held.value.question.problem is Problem.FOLLOW_FOR_FOLLOW


async def test_who_helped_in_another_server_is_asked_all_the_same(room: Room) -> None:
    elsewhere = Room(room.desk, ELSEWHERE)
    for author in (CLEO, DAN, EVA):
        await elsewhere.helped(await elsewhere.read_through(BEN, await elsewhere.offer(author)))

    assert (await asked(room)).question.problem is Problem.UNSEEN


async def test_what_authors_say_in_one_server_takes_nothing_from_a_reader_in_another(room: Room) -> None:
    elsewhere = Room(room.desk, ELSEWHERE)
    for author in (CLEO, DAN):
        read = await elsewhere.read_through(BEN, await elsewhere.offer(author))
        await reads.disown(room.context, elsewhere.act(author), read.id)
    here = await room.read_through(BEN, await room.offer(ANA, text=story(9)))

    assert here.state is ReadState.COMMENTED


async def test_after_two_authors_did_not_find_their_piece_each_comment_is_asked_about(room: Room) -> None:
    for author in (CLEO, DAN):
        read = await room.read_through(BEN, await room.offer(author))
        await reads.disown(room.context, room.act(author), read.id)
    read = await begun(room)
    with pytest.raises(CommentAsked) as held:
        await room.comment(read)
    await room.later(days=91)

    assert held.value.question.problem is Problem.DISOWNED
    assert (await room.read_through(BEN, await room.offer(EVA))).state is ReadState.COMMENTED


async def test_an_authors_word_alone_takes_no_credit_from_a_comment_that_the_check_had_placed(room: Room) -> None:
    read = await room.read_through(BEN, await room.offer(ANA), words=310)
    await reads.disown(room.context, room.act(ANA), read.id)
    await room.later(hours=72)

    assert (await room.find(read.id)).state is ReadState.ACCEPTED
    assert await room.balance(BEN) == 4


async def test_who_answers_what_two_authors_had_them_asked_is_held_to_the_check_again(room: Room) -> None:
    for author in (CLEO, DAN):
        read = await room.read_through(BEN, await room.offer(author))
        await reads.disown(room.context, room.act(author), read.id)
    read = await begun(room)
    with pytest.raises(CommentAsked):
        await room.comment(read)
    name = read.piece.text.split()[1]
    given = await comments.answer_question(room.context, room.act(BEN), read.id, f"The {name}, of course.")

    assert (given.read.sent_as_is, given.read.silence_pays) == (False, True)


async def test_the_same_author_twice_is_one_author(room: Room) -> None:
    for _ in range(2):
        read = await room.read_through(BEN, await room.offer(CLEO))
        await reads.disown(room.context, room.act(CLEO), read.id)
        await room.later(hours=72)

    assert (await room.comment(await begun(room))).state is ReadState.COMMENTED


async def test_only_a_comment_that_waits_can_be_called_another_pieces(room: Room) -> None:
    done = await room.helped(await room.read_through(BEN, await room.offer(ANA)))
    with pytest.raises(ReadMovedOn):
        await reads.disown(room.context, room.act(ANA), done.id)


# The clock, and copies


async def test_a_refused_draft_stops_the_clock_for_48_hours_once(room: Room) -> None:
    read = await begun(room)
    for _ in range(2):
        with pytest.raises(CommentNotAccepted) as refused:
            await room.comment(read, HOLLOW)
        assert refused.value.read.due_at == read.due_at + timedelta(hours=48)
    await room.later(days=6)
    state = (await room.find(read.id)).state
    await room.later(days=1)

    assert (state, (await room.find(read.id)).state) == (ReadState.READING, ReadState.MISSED)


async def test_another_readers_comment_on_the_piece_is_not_taken_for_ones_own(room: Room) -> None:
    piece = await room.offer(ANA)
    first = await room.read_through(CLEO, piece)
    await room.desk.context.db.write(
        lambda tx: tx.execute("UPDATE swap_pieces SET state = 'open', text = ? WHERE id = ?", (piece.text, piece.id))
    )
    read = await room.start(BEN, await room.piece(piece.id))
    room.wait(minutes=10)
    assert first.comment is not None
    with pytest.raises(CommentNotAccepted) as refused:
        await room.comment(read, first.comment)

    assert Problem.SAID_BY_ANOTHER in [reason.problem for reason in refused.value.reasons]


@pytest.mark.parametrize("offer", [{}, {"link": "https://example.com/story", "text": "", "words": 100}])
async def test_a_comment_serves_one_reader_of_a_server_whatever_the_piece(room: Room, offer: dict[str, Any]) -> None:
    first = await room.read_through(CLEO, await room.offer(DAN))
    read = await room.start(BEN, await room.offer(ANA, **offer))
    room.wait(minutes=10)
    assert first.comment is not None
    with pytest.raises(CommentNotAccepted) as refused:
        await room.comment(read, first.comment)

    assert Problem.SAID_BY_ANOTHER in [reason.problem for reason in refused.value.reasons]


async def test_an_earlier_comment_without_an_effect_is_not_taken_again(room: Room) -> None:
    said = comment_on((await room.offer(ANA)).text)
    first = await begun(room, CLEO)
    typed = comment_on(first.piece.text)
    await room.comment(first, Comment(typed.quote, "", typed.text))
    second = await begun(room, DAN)
    with pytest.raises(CommentNotAccepted) as refused:
        await room.comment(second, Comment(said.quote, typed.text, ""))

    assert Problem.REUSED in [reason.problem for reason in refused.value.reasons]
