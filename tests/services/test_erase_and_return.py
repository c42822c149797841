"""Whoever erased themselves and comes back is the same person to every rule that protects others."""

from __future__ import annotations

import hashlib
import importlib
import pkgutil
from collections.abc import Awaitable, Callable
from datetime import date

import pytest

import rules
import services
from db.swaps import offers as offers_db
from rules.circles import CreatedToday, LeftOften
from rules.kit.errors import Refusal
from rules.swaps.credits import NotEnoughCredits
from rules.swaps.limits import FinishOneFirst, TooManyOffers
from rules.swaps.moves import PieceState
from rules.swaps.reads import Comment
from rules.swaps.reports import Decision, OwnCase
from services.acts import GoneForGood
from services.circles import keeping
from services.circles import membership as circles
from services.circles.keeping import LetGoByManager
from services.circles.membership import NewCircle, SeatGivenUp
from services.privacy import requests as privacy
from services.swaps import offers as swaps
from services.swaps import reads as swap_reads
from services.swaps import reports
from services.swaps import rounds as swap_rounds
from services.swaps.comments import CommentNotAccepted
from services.swaps.moves import HadBefore, begin_read
from services.swaps.offers import SittingOut
from tests.services.desk import SERVER
from tests.services.swap_room import ANA, BEN, CLEO, DAN, ELSE, Room

# What limits a person for what they did earlier: each has its case below.
LIMITS = {
    CommentNotAccepted,
    CreatedToday,
    FinishOneFirst,
    GoneForGood,
    HadBefore,
    LeftOften,
    LetGoByManager,
    NotEnoughCredits,
    OwnCase,
    SeatGivenUp,
    SittingOut,
    TooManyOffers,
}
# What is turned down for what is asked, or for how things stand now: whoever is new hears the same.
WHATEVER_CAME_BEFORE = {
    "AlreadyExtended",
    "AlreadyOffered",
    "AskedToday",
    "AttachmentKind",
    "AttachmentTooBig",
    "AttachmentUnreadable",
    "BehindADoor",
    "CannotBlockYourself",
    "ChannelTaken",
    "CircleFull",
    "CircleNameTaken",
    "CircleUnknown",
    "CommentAsked",
    "CommentWaits",
    "DecidedAlready",
    "FieldOffersTrade",
    "FieldTooLong",
    "HeldLongEnough",
    "InAnotherCircle",
    "InNoCircle",
    "LeftServer",
    "LettingOneselfGo",
    "MinWordsOutOfRange",
    "NoCircleYet",
    "NoPromise",
    "NoRoomForAnswer",
    "NotAMember",
    "NotInCircle",
    "NotTheOwner",
    "NothingToRead",
    "NothingToRevoke",
    "OwnPiece",
    "PieceLinkNotWeb",
    "PieceMovedOn",
    "PieceTooLong",
    "PresenceUnknown",
    "PromiseEmpty",
    "PromisingOver",
    "RatingOutOfRange",
    "ReadMovedOn",
    "ReaderErased",
    "ReasonMissing",
    "ReportTooLate",
    "ReportingOver",
    "StartNotOpen",
    "TitleMissing",
    "TooManyReads",
    "WhichPiece",
    "WordsMissing",
    "WordsWait",
}

Ask = Callable[[], Awaitable[object]]


async def erase(room: Room, member_id: int) -> None:
    await privacy.erase(room.context, room.act(member_id))


async def served(room: Room, member_id: int) -> int | None:
    piece = (await swaps.next_piece(room.context, room.act(member_id), SERVER)).piece
    return None if piece is None else piece.id


async def blocked(room: Room) -> Ask:
    piece = await room.offer(ANA)
    await swaps.block(room.context, room.act(ANA), BEN)
    return lambda: swap_reads.start_read(room.context, room.act(BEN), piece.id)


async def passed_on(room: Room) -> Ask:
    piece = await room.offer(ANA)
    await swap_reads.pass_on(room.context, room.act(BEN), piece.id)
    return lambda: swap_reads.start_read(room.context, room.act(BEN), piece.id)


async def missed_three(room: Room) -> Ask:
    for author in (ANA, CLEO, DAN):
        await room.miss(BEN, await room.offer(author))
    return lambda: swaps.next_piece(room.context, room.act(BEN), SERVER)


async def opened_and_gave_back_four(room: Room) -> Ask:
    for author in range(30, 34):
        piece = await room.offer(author)
        await room.start(BEN, piece)
        await swap_reads.pass_on(room.context, room.act(BEN), piece.id)
    last = await room.offer(ANA)

    async def open_and_give_back() -> None:
        await room.start(BEN, last)
        await swap_reads.pass_on(room.context, room.act(BEN), last.id)

    return open_and_give_back


async def offered_four(room: Room) -> Ask:
    for reader in range(30, 34):
        await room.helped(await room.read_through(reader, await room.offer(BEN)))
    return lambda: room.offer(BEN)


async def spent_what_they_began_with(room: Room) -> Ask:
    await room.pay(BEN)
    await room.offer(ANA)
    return lambda: room.offer(BEN)


async def said_it_before(room: Room) -> Ask:
    first = await room.read_through(BEN, await room.offer(ANA))
    assert first.comment is not None
    said = Comment(effect=first.comment.text)
    piece = await room.offer(CLEO)

    async def say_it_again() -> None:
        read = await room.start(BEN, piece)
        room.wait(minutes=20)
        await room.comment(read, said)

    return say_it_again


async def reported_it_themselves(room: Room) -> Ask:
    piece = await room.offer(ANA)
    report = (await reports.report_piece(room.context, room.act(BEN), piece.id, "Not for here")).report
    return lambda: reports.decide(room.context, room.act(BEN), report.id, Decision.REMOVE, "Not for here")


async def began_a_circle(room: Room) -> Ask:
    await circles.begin(room.context, room.act(BEN), NewCircle("Owls"))
    await circles.leave(room.context, room.act(BEN))
    return lambda: circles.begin(room.context, room.act(BEN), NewCircle("Larks"))


async def left_a_circle_twice(room: Room) -> Ask:
    circle = await circles.begin(room.context, room.act(ANA), NewCircle("Owls"))
    for _ in range(2):
        await circles.join(room.context, room.act(BEN), circle.id)
        await circles.leave(room.context, room.act(BEN))
    return lambda: circles.join(room.context, room.act(BEN), circle.id)


async def was_let_go(room: Room) -> Ask:
    circle = await circles.begin(room.context, room.act(ANA), NewCircle("Owls"))
    await circles.join(room.context, room.act(BEN), circle.id)
    await keeping.let_go(room.context, room.act(ANA), BEN, is_manager=False)
    return lambda: circles.join(room.context, room.act(BEN), circle.id)


async def was_let_go_by_a_manager(room: Room) -> Ask:
    circle = await circles.begin(room.context, room.act(ANA), NewCircle("Owls"))
    await circles.join(room.context, room.act(BEN), circle.id)
    await keeping.let_go(room.context, room.act(CLEO), BEN, is_manager=True)
    return lambda: keeping.let_back(room.context, room.act(ANA), circle.id, BEN, is_manager=False)


CASES = (
    (blocked, GoneForGood),
    (passed_on, HadBefore),
    (missed_three, SittingOut),
    (opened_and_gave_back_four, FinishOneFirst),
    (offered_four, TooManyOffers),
    (spent_what_they_began_with, NotEnoughCredits),
    (said_it_before, CommentNotAccepted),
    (reported_it_themselves, OwnCase),
    (began_a_circle, CreatedToday),
    (left_a_circle_twice, LeftOften),
    (was_let_go, SeatGivenUp),
    (was_let_go_by_a_manager, LetGoByManager),
)


@pytest.mark.parametrize("erases", [False, True], ids=["stays", "erases"])
@pytest.mark.parametrize(("lead_up", "refusal"), CASES)
async def test_who_erases_themselves_and_comes_back_is_refused_what_they_were_refused(
    room: Room, lead_up: Callable[[Room], Awaitable[Ask]], refusal: type[Refusal], erases: bool
) -> None:
    ask = await lead_up(room)
    if erases:
        await erase(room, BEN)

    with pytest.raises(refusal):
        await ask()


def test_every_refusal_of_swaps_and_circles_is_held_against_erasing_or_known_to_ask_for_no_past() -> None:
    for package in (rules, services):
        for module in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
            importlib.import_module(module.name)
    shared = {"swaps", "circles"}
    found = {each for each in Refusal.__subclasses__() if each.__module__.split(".")[1] in shared}

    assert {refusal for _, refusal in CASES} == LIMITS
    assert {each.__name__ for each in found - LIMITS} == WHATEVER_CAME_BEFORE


async def test_what_somebody_had_opened_when_they_erased_themselves_counts_as_missed(room: Room) -> None:
    for author in (ANA, CLEO, DAN):
        await room.start(BEN, await room.offer(author))
        room.wait(days=4, hours=23)
        await erase(room, BEN)

    with pytest.raises(SittingOut):
        await served(room, BEN)


async def test_a_long_comment_earns_no_second_credit_again_for_who_erases_themselves(room: Room) -> None:
    earned = []
    for _ in range(3):
        read = await room.helped(await room.read_through(BEN, await room.offer(ANA), words=310))
        earned.append(read.credits)
        await erase(room, BEN)
        room.wait(days=8)

    assert earned == [2, 1, 1]


async def test_one_reader_is_one_reader_reached_however_often_they_erase_themselves(room: Room) -> None:
    for reader in (BEN, BEN, CLEO, BEN):
        await room.helped(await room.read_through(reader, await room.offer(ANA)))
        await erase(room, reader)
        room.wait(days=8)
    await room.helped(await room.read_through(BEN, await room.offer(ANA)))
    async with room.context.db.read() as connection:
        on_board = await offers_db.readers_reached(connection, SERVER, date.min, date.max)
        in_profile = await offers_db.readers_of(connection, ANA, SERVER)

    assert (on_board, in_profile) == ({ANA: 2}, 2)


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


async def test_a_round_gives_nobody_what_they_had_before_they_erased_themselves_and_goes_on(room: Room) -> None:
    had = [await room.offer(author) for author in (ANA, CLEO, DAN)]
    for piece in had:
        await swap_reads.pass_on(room.context, room.act(BEN), piece.id)
    await erase(room, BEN)
    await room.helped(await room.read_through(BEN, await room.offer(ELSE)))
    theirs = await room.offer(BEN)
    for member_id in (ANA, BEN, CLEO, DAN):
        await swap_rounds.join_rounds(room.context, room.act(member_id))
    await room.later(days=1)

    assert [(await room.piece(piece.id)).state for piece in had] == [PieceState.TAKEN] * 3
    assert (await room.piece(theirs.id)).state is PieceState.OPEN


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
