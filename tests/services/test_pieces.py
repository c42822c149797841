"""A member's pieces, against a real database."""

from __future__ import annotations

import asyncio
from datetime import date
from typing import Any

import pytest

from db.database import Database
from rules.pieces import Checklist, MoreReadsThanViews, Numbers, Piece, PublicationAnswer, Submission
from rules.streaks.entries import LinkNotWeb
from services import pieces
from services.acts import GoneForGood, NotYours
from services.pieces import (
    AlreadyWaiting,
    AnsweredBeforeSent,
    NameMissing,
    NoPieces,
    NothingSubmitted,
    SubmissionView,
    WhichPiece,
    WhichSubmission,
    choose,
    choose_submission,
)
from tests.services.goal_room import MARA, OTHER, TOMAS, Room, open_room

TODAY = date(2026, 1, 5)


@pytest.fixture
def room(db: Database) -> Room:
    return open_room(db)


async def add(room: Room, title: str = "The ferry", member_id: int = MARA) -> int:
    return (await pieces.add_piece(room.context, room.act(member_id), title, "", "")).piece.id


async def show(room: Room, piece_id: int) -> pieces.PieceView:
    return await pieces.show_piece(room.context, room.act(), piece_id)


async def tell(room: Room, piece_id: int, day: str = "", **told: int) -> pieces.PieceView:
    return await pieces.tell_numbers(room.context, room.act(), piece_id, day, **told)


async def submit(room: Room, piece_id: int, publication: str = "The Sun", day: str = "") -> SubmissionView:
    return await pieces.submit(room.context, room.act(), piece_id, publication, day)


async def answered(
    room: Room, sent: SubmissionView, answer: PublicationAnswer = PublicationAnswer.DECLINED, day: str = ""
) -> SubmissionView:
    return await pieces.note_answer(room.context, room.act(), sent.submission.id, answer, day)


async def test_adding_again_by_the_same_press_is_one_piece(room: Room) -> None:
    act = room.act()
    for _ in range(2):
        await pieces.add_piece(room.context, act, "The ferry", "https://example.org/a", "The Sun")

    (view,) = await pieces.list_pieces(room.context, room.act())
    assert view.piece == Piece(act.id, MARA, "The ferry", "https://example.org/a", "The Sun")


@pytest.mark.parametrize(("title", "link", "refusal"), [("", "", NameMissing), ("The ferry", "ferry", LinkNotWeb)])
async def test_a_piece_has_a_title_and_a_link_that_opens(
    room: Room, title: str, link: str, refusal: type[Exception]
) -> None:
    piece_id = await add(room)
    with pytest.raises(refusal):
        await pieces.add_piece(room.context, room.act(), title, link, "")
    with pytest.raises(refusal):
        await pieces.change_piece(room.context, room.act(), piece_id, title, link, "")

    assert [view.piece.title for view in await pieces.list_pieces(room.context, room.act())] == ["The ferry"]


async def test_a_piece_is_edited_and_answered_in_place(room: Room) -> None:
    piece_id = await add(room)
    answers = Checklist("The Sun", "my aunt's\nand mine", "", "100")
    typed = Checklist("The Sun ", "my aunt's\n\n and mine", "\n", "100")
    await pieces.answer_checklist(room.context, room.act(), piece_id, typed)
    changed = await pieces.change_piece(room.context, room.act(), piece_id, "The night ferry", "", "Medium")

    assert changed.piece == Piece(piece_id, MARA, "The night ferry", "", "Medium", answers)


async def test_a_piece_follows_its_writer_and_nobody_else_touches_it(room: Room) -> None:
    piece_id = await add(room)
    sent = await submit(room, piece_id)
    assert (await pieces.show_piece(room.context, room.act(server_id=OTHER), piece_id)).piece.id == piece_id
    assert (await pieces.show_piece(room.context, room.act(server_id=None), piece_id)).piece.id == piece_id

    stranger: dict[str, Any] = {
        "show": lambda act: pieces.show_piece(room.context, act, piece_id),
        "change": lambda act: pieces.change_piece(room.context, act, piece_id, "Mine", "", ""),
        "remove": lambda act: pieces.set_removed(room.context, act, piece_id, removed=True),
        "checklist": lambda act: pieces.answer_checklist(room.context, act, piece_id, Checklist()),
        "submit": lambda act: pieces.submit(room.context, act, piece_id, "The Sun", ""),
        "tell": lambda act: pieces.tell_numbers(room.context, act, piece_id, views=1),
    }
    for touch in stranger.values():
        with pytest.raises(NotYours):
            await touch(room.act(TOMAS))
    for touch_submission in (
        pieces.find_submission(room.context, room.act(TOMAS), sent.submission.id),
        pieces.note_answer(room.context, room.act(TOMAS), sent.submission.id, PublicationAnswer.ACCEPTED, ""),
        pieces.write_feedback(room.context, room.act(TOMAS), sent.submission.id, "hm"),
    ):
        with pytest.raises(GoneForGood):
            await touch_submission
    assert await pieces.list_pieces(room.context, room.act(TOMAS)) == []
    assert await pieces.my_submissions(room.context, room.act(TOMAS)) == []
    view = await show(room, piece_id)
    assert (view.piece.title, view.history, view.submissions) == ("The ferry", (), (sent.submission,))


async def test_looking_makes_nobody_a_member(room: Room) -> None:
    await pieces.list_pieces(room.context, room.act())
    await pieces.my_submissions(room.context, room.act())

    async with room.context.db.read() as connection:
        assert [row["id"] for row in await connection.fetch("SELECT id FROM members")] == []


async def test_a_removed_piece_is_out_of_everything_until_it_is_put_back(room: Room) -> None:
    gone, stays = await add(room, "The ferry"), await add(room, "The letter")
    await tell(room, gone, views=500, reads=100)
    await submit(room, gone)
    for _ in range(2):
        await pieces.set_removed(room.context, room.act(), gone, removed=True)

    assert [piece.id for piece in await pieces.my_pieces(room.context, room.act())] == [stays]
    assert await pieces.my_submissions(room.context, room.act()) == []
    assert (await show(room, stays)).others == ()
    with pytest.raises(GoneForGood):
        await tell(room, gone, views=501)

    for _ in range(2):
        await pieces.set_removed(room.context, room.act(), gone, removed=False)
    assert (await show(room, gone)).latest == Numbers(TODAY, 500, 100)
    assert (await show(room, stays)).others == (Numbers(TODAY, 500, 100),)


# Numbers


async def test_numbers_of_a_day_are_told_bit_by_bit_and_mended(room: Room) -> None:
    piece_id = await add(room)
    await tell(room, piece_id, views=500)
    await tell(room, piece_id, reads=100, claps=9)
    assert (await show(room, piece_id)).history == (Numbers(TODAY, 500, 100, 9),)

    await tell(room, piece_id, views=550)
    assert (await show(room, piece_id)).history == (Numbers(TODAY, 550, 100, 9),)


async def test_numbers_come_in_the_order_of_their_days(room: Room) -> None:
    piece_id = await add(room)
    await tell(room, piece_id, views=500)
    view = await tell(room, piece_id, "2 weeks ago", views=40, reads=3)

    assert view.history == (Numbers(date(2025, 12, 22), 40, 3), Numbers(TODAY, 500))
    assert view.latest == Numbers(TODAY, 500)


async def test_numbers_that_cannot_be_change_nothing(room: Room) -> None:
    piece_id = await add(room)
    await tell(room, piece_id, views=500)
    with pytest.raises(MoreReadsThanViews):
        await tell(room, piece_id, reads=501)

    assert (await show(room, piece_id)).history == (Numbers(TODAY, 500),)


async def test_many_tellings_at_once_leave_one_row_a_day(room: Room) -> None:
    piece_id = await add(room)
    await asyncio.gather(*(tell(room, piece_id, views=500 + number) for number in range(20)))

    (numbers,) = (await show(room, piece_id)).history
    assert 500 <= (numbers.views or 0) < 520


# Publications


async def test_a_submission_waits_until_it_is_answered_and_an_answer_can_be_mended(room: Room) -> None:
    piece_id = await add(room)
    sent = await submit(room, piece_id, day="2 weeks ago")
    assert sent.submission == Submission(sent.submission.id, piece_id, "The Sun", date(2025, 12, 22))
    await answered(room, sent, PublicationAnswer.DECLINED)
    await answered(room, sent, PublicationAnswer.ACCEPTED, "yesterday")
    await pieces.write_feedback(room.context, room.act(), sent.submission.id, "We loved the ferry.")

    assert (await show(room, piece_id)).submissions == (
        Submission(
            sent.submission.id,
            piece_id,
            "The Sun",
            date(2025, 12, 22),
            PublicationAnswer.ACCEPTED,
            date(2026, 1, 4),
            "We loved the ferry.",
        ),
    )


async def test_a_piece_waits_once_at_a_publication_and_may_return_after_its_answer(room: Room) -> None:
    piece_id = await add(room)
    act = room.act()
    sent = await pieces.submit(room.context, act, piece_id, "The Sun", "")
    assert await pieces.submit(room.context, act, piece_id, "The Sun", "") == sent
    with pytest.raises(AlreadyWaiting):
        await submit(room, piece_id, "the sun")
    await submit(room, await add(room, "The letter"), "The Sun")
    await answered(room, sent)
    await submit(room, piece_id, "The Sun")

    assert len((await show(room, piece_id)).submissions) == 2


async def test_an_answer_does_not_come_before_the_question(room: Room) -> None:
    sent = await submit(room, await add(room), day="yesterday")
    with pytest.raises(AnsweredBeforeSent):
        await answered(room, sent, day="2 days ago")


# Choosing


def piece(id: int, title: str) -> Piece:
    return Piece(id, MARA, title)


FERRY, LETTER = piece(10, "The ferry"), piece(20, "The letter")


@pytest.mark.parametrize(
    ("found", "typed", "chosen"),
    [
        ([FERRY], "", FERRY),
        ([FERRY, LETTER], "20", LETTER),
        ([FERRY, LETTER], "FERRY", FERRY),
        ([FERRY, LETTER], "", WhichPiece),
        ([FERRY, LETTER], "the", WhichPiece),
        ([FERRY], "the night", WhichPiece),
        ([], "", NoPieces),
    ],
)
def test_a_piece_is_chosen_by_id_words_or_because_it_is_the_only_one(
    found: list[Piece], typed: str, chosen: Any
) -> None:
    if isinstance(chosen, Piece):
        assert choose(found, typed) == chosen
    else:
        with pytest.raises(chosen):
            choose(found, typed)


def sent(id: int, publication: str, answer: PublicationAnswer | None = None) -> SubmissionView:
    return SubmissionView(FERRY, Submission(id, FERRY.id, publication, TODAY, answer), TODAY)


SUN, MOON, OLD_SUN = sent(1, "The Sun"), sent(2, "The Moon"), sent(3, "The Sun", PublicationAnswer.DECLINED)


@pytest.mark.parametrize(
    ("found", "typed", "chosen"),
    [
        ([SUN], "", SUN),
        ([OLD_SUN, MOON], "", MOON),
        ([SUN, MOON], "moon", MOON),
        ([OLD_SUN, SUN], "sun", SUN),
        ([OLD_SUN, MOON], "sun", OLD_SUN),
        ([SUN, MOON], "1", SUN),
        ([SUN, MOON], "", WhichSubmission),
        ([SUN, MOON], "the", WhichSubmission),
        ([OLD_SUN], "", NothingSubmitted),
        ([], "sun", NothingSubmitted),
    ],
)
def test_an_answer_goes_to_the_publication_that_waits(found: list[SubmissionView], typed: str, chosen: Any) -> None:
    if isinstance(chosen, SubmissionView):
        assert choose_submission(found, typed) == chosen
    else:
        with pytest.raises(chosen):
            choose_submission(found, typed)
