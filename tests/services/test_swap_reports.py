"""Reports: who hears of them, what the moderators can decide, and what becomes of credits and pieces."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from cogs.swaps.news import words
from db.privacy import exports
from rules.swaps.ledger import CreditReason
from rules.swaps.moves import PieceState, ReadEvent, ReadMovedOn, ReadState
from rules.swaps.reads import Read
from rules.swaps.reports import Decision, Judge, OwnCase, ReasonMissing
from services import people
from services.acts import Act, GoneForGood, NotYours
from services.swaps import offers as swaps
from services.swaps import reads
from services.swaps import reports as swap_reports
from services.swaps import rounds as swap_rounds
from services.swaps.moves import NEWS
from services.swaps.news import PieceNews, ReadNews, ReportNews
from services.swaps.reports import NO_OWNER, REPORT, DecidedAlready, NothingToRevoke, ReportMessage, ReportTooLate
from tests.services.desk import SERVER
from tests.services.swap_room import ANA, BEN, CLEO, MOD, Room, comment_on

CHANNEL = 555


async def report(room: Room, read: Read, why: str = "not about my piece") -> swap_reports.Reported:
    return await swap_reports.report_comment(room.context, room.act(read.piece.author_id, in_dm=True), read.id, why)


async def decide(
    room: Room, report_id: int, decision: Decision, member_id: int = MOD, judge: Judge = NO_OWNER
) -> swap_reports.Case:
    return await swap_reports.decide(room.context, room.act(member_id), report_id, decision, "We looked.", judge)


async def choose_channel(room: Room, channel_id: int = CHANNEL) -> None:
    await swap_rounds.set_up_swaps(room.context, SERVER, room.desk.clock.at, report_channel_id=channel_id)


def shown(room: Room) -> list[tuple[int, int]]:
    """Return the reports the moderators were shown, each with its channel."""
    messages = [message for _, due, message in room.desk.post.sent if due.kind == REPORT]
    return [(each.case.report.id, each.channel_id) for each in messages if isinstance(each, ReportMessage)]


async def test_a_report_stops_the_clock_and_reaches_the_moderators_once(room: Room) -> None:
    await choose_channel(room)
    read = await room.read_through(BEN, await room.offer(ANA))
    first, again = await report(room, read), await report(room, read)
    await room.later(days=4)

    assert first == again
    assert first.channel_id == CHANNEL
    assert shown(room) == [(first.report.id, CHANNEL)]
    assert (await room.find(read.id)).state is ReadState.REPORTED
    assert await room.balance(BEN) == 2


async def test_without_a_channel_a_report_waits_until_one_is_chosen(room: Room) -> None:
    read = await room.read_through(BEN, await room.offer(ANA))
    reported = await report(room, read)
    await room.desk.tick()
    assert reported.channel_id is None
    assert shown(room) == []
    await choose_channel(room)
    await room.desk.tick()
    await choose_channel(room, CHANNEL + 1)
    await room.desk.tick()

    assert shown(room) == [(reported.report.id, CHANNEL), (reported.report.id, CHANNEL + 1)]


async def test_dismissed_the_comment_counts_and_both_are_told(room: Room) -> None:
    piece = await room.offer(ANA)
    read = await room.read_through(BEN, piece)
    reported = await report(room, read)
    room.desk.post.sent.clear()
    await decide(room, reported.report.id, Decision.DISMISS)
    await room.desk.tick()

    done = await room.find(read.id)
    assert (done.state, done.credits, done.helped) == (ReadState.ACCEPTED, 1, False)
    assert await room.balance(BEN) == 3
    assert (await room.piece(piece.id)).state is PieceState.READ
    assert sorted(room.told()) == [(ANA, "dismiss"), (BEN, "dismiss")]
    with pytest.raises(ReadMovedOn):
        await report(room, read)


async def test_what_a_piece_cost_comes_back_where_its_one_comment_was_taken_down(room: Room) -> None:
    """Also where its author had taken it back while it was read; not where moderators had taken it down, too."""
    balances = []
    for taken_back in (False, True):
        piece = await room.pay(ANA)
        before = await room.balance(ANA) + piece.cost
        read = await room.start(BEN, piece)
        room.wait(minutes=10)
        if taken_back:
            await swaps.withdraw(room.context, room.act(ANA), piece.id)
        read = await room.helped(await room.comment(await room.find(read.id), comment_on(piece.text)))
        await decide(room, (await report(room, read)).report.id, Decision.REMOVE)
        balances.append((before, await room.balance(ANA)))

    assert [before for before, _ in balances] == [after for _, after in balances]


async def test_where_no_moderator_hears_of_it_a_reported_comment_is_settled_after_14_days(room: Room) -> None:
    piece = await room.offer(ANA)
    read = await room.read_through(BEN, piece)
    reported = await report(room, read)
    await room.later(days=13, hours=23)
    before = (await room.find(read.id)).state
    await room.later(hours=2)
    await room.later(hours=12)

    assert (before, (await room.find(read.id)).state) == (ReadState.REPORTED, ReadState.ACCEPTED)
    assert (await room.piece(piece.id)).state is PieceState.READ
    assert await room.balance(BEN) == 3
    assert sorted(room.told())[-2:] == [(ANA, "silence"), (BEN, "silence")]
    with pytest.raises(DecidedAlready):
        await decide(room, reported.report.id, Decision.REMOVE)


async def test_what_helped_before_it_was_reported_stays_so_where_nobody_decides(room: Room) -> None:
    read = await room.helped(await room.read_through(BEN, await room.offer(ANA)))
    await report(room, read)
    await room.later(days=15)

    assert (await room.find(read.id)).state is ReadState.ACCEPTED
    assert await room.balance(BEN) == 3


@pytest.mark.parametrize("is_accepted", [False, True])
async def test_nothing_tells_a_reader_that_they_were_reported_before_it_is_decided(
    room: Room, is_accepted: bool
) -> None:
    read = await room.read_through(BEN, await room.offer(ANA))
    if is_accepted:
        await room.helped(read)
        await reads.show_on_profile(room.context, room.act(BEN), read.id, shown=True)
    before = await all_that_a_reader_sees(room, BEN)
    await report(room, read)

    assert await all_that_a_reader_sees(room, BEN) == before
    assert "reported" not in (await given_by(room, BEN))[0]


async def all_that_a_reader_sees(room: Room, member_id: int) -> tuple[object, ...]:
    """Return what a member's export, their `/swap mine` and their profile say of the comments they gave."""
    mine = await swaps.my_swaps(room.context, room.act(member_id))
    listed = [(each.id, each.state) for each in mine.reads]
    profile = (await people.show_profile(room.context, room.act(member_id), member_id)).reading
    return await given_by(room, member_id), listed, mine.given, profile


async def given_by(room: Room, member_id: int) -> list[dict[str, Any]]:
    """Return what a member's export says of the comments they gave."""
    async with room.context.db.read() as connection:
        return [dict(row) async for row in exports()["comments_given"](connection, member_id=member_id)]


async def test_revoked_the_comment_stays_and_earns_nothing(room: Room) -> None:
    piece = await room.offer(ANA)
    read = await room.read_through(BEN, piece)
    await decide(room, (await report(room, read)).report.id, Decision.REVOKE)

    done = await room.find(read.id)
    assert (done.state, done.comment, done.credits) == (ReadState.REVOKED, read.comment, 0)
    assert await room.balance(BEN) == 2
    assert (await room.piece(piece.id)).state is PieceState.READ


async def test_removed_the_comment_is_erased_and_the_piece_waits_in_front_at_no_cost(room: Room) -> None:
    piece = await room.pay(ANA)
    read = await room.read_through(BEN, piece)
    await decide(room, (await report(room, read)).report.id, Decision.REMOVE)
    served = await swaps.next_piece(room.context, room.act(CLEO), SERVER)

    assert ((await room.find(read.id)).state, (await room.find(read.id)).comment) == (ReadState.REMOVED, None)
    assert served.piece == await room.piece(piece.id)
    assert served.piece is not None
    assert served.piece.text == piece.text
    assert (await room.balance(ANA), await room.balance(BEN)) == (1, 2)


async def test_no_refund_is_told_where_none_was_made(room: Room) -> None:
    piece = await room.pay(ANA)
    read = await room.read_through(BEN, piece)
    about_piece = await swap_reports.report_piece(room.context, room.act(CLEO), piece.id, "It is an advert.")
    await decide(room, about_piece.report.id, Decision.REMOVE)
    await decide(room, (await report(room, read)).report.id, Decision.REMOVE)
    await room.desk.tick()

    assert await room.balance(ANA) == 1
    assert removed_news(room).refunded == 0


def removed_news(room: Room) -> ReadNews:
    """Return how the author hears that a comment was removed."""
    news = (message for _, _, message in room.desk.post.sent if isinstance(message, ReadNews))
    return next(each for each in news if each.event is ReadEvent.REMOVE and each.is_author)


@pytest.mark.parametrize(
    ("decision", "reader", "author"),
    [(Decision.DISMISS, 3, 1), (Decision.REVOKE, 2, 1), (Decision.REMOVE, 2, 2)],
)
async def test_a_comment_accepted_before_can_still_be_reported(
    room: Room, decision: Decision, reader: int, author: int
) -> None:
    read = await room.helped(await room.read_through(BEN, await room.pay(ANA)))
    await room.later(hours=1)
    room.desk.post.sent.clear()
    reported = await report(room, read)
    await decide(room, reported.report.id, decision)
    await room.desk.tick()

    assert (await room.balance(BEN), await room.balance(ANA)) == (reader, author)
    assert (await room.piece(read.piece.id)).state is PieceState.READ
    # A reader whose comment counted all along hears nothing of a report that was dismissed.
    assert ((BEN, decision.value) in room.told()) is (decision is not Decision.DISMISS)


async def test_a_credit_that_was_spent_is_taken_back_as_far_as_the_balance_goes(room: Room) -> None:
    read = await room.helped(await room.read_through(BEN, await room.pay(ANA)))
    await room.pay(BEN)
    await room.offer(BEN)
    assert await room.balance(BEN) == 0
    await decide(room, (await report(room, read)).report.id, Decision.REVOKE)

    assert await room.balance(BEN) == 0
    assert CreditReason.REVOKED not in [row.reason for row in await room.ledger(BEN)]
    assert (await room.find(read.id)).credits == 1  # it was spent, and stays so


async def test_the_first_decision_stays_and_its_maker_may_press_again(room: Room) -> None:
    reported = await report(room, await room.read_through(BEN, await room.offer(ANA)))
    first, again = [await decide(room, reported.report.id, Decision.REVOKE) for _ in range(2)]
    with pytest.raises(DecidedAlready) as refused:
        await decide(room, reported.report.id, Decision.DISMISS, member_id=98)

    assert first == again
    assert (refused.value.decision, refused.value.by_id) == (Decision.REVOKE, MOD)


async def test_a_report_is_decided_in_its_own_server_only(room: Room) -> None:
    reported = await report(room, await room.read_through(BEN, await room.offer(ANA)))
    elsewhere: Act = replace(room.act(MOD), server_id=SERVER + 1)
    with pytest.raises(GoneForGood):
        await swap_reports.decide(room.context, elsewhere, reported.report.id, Decision.REMOVE, "Why.")


async def test_only_who_was_read_reports_a_comment_and_within_30_days(room: Room) -> None:
    read = await room.helped(await room.read_through(BEN, await room.offer(ANA)))
    with pytest.raises(NotYours):
        await swap_reports.report_comment(room.context, room.act(CLEO), read.id, "")
    room.wait(days=30, seconds=1)
    with pytest.raises(ReportTooLate):
        await report(room, read)


async def test_a_removed_piece_lets_its_reader_go_and_tells_both(room: Room) -> None:
    await choose_channel(room)
    piece = await room.pay(ANA)
    read = await room.start(BEN, piece)
    first, again = [
        await swap_reports.report_piece(room.context, room.act(BEN, in_dm=True), piece.id, "not ours to read")
        for _ in range(2)
    ]
    with pytest.raises(NothingToRevoke):
        await decide(room, first.report.id, Decision.REVOKE)
    await decide(room, first.report.id, Decision.REMOVE)
    await room.desk.tick()

    assert first == again
    assert ((await room.piece(piece.id)).state, (await room.piece(piece.id)).text) == (PieceState.REMOVED, "")
    assert (await room.find(read.id)).state is ReadState.CALLED_OFF
    assert sorted(room.told()) == [(ANA, "remove"), (BEN, str(first.report.id)), (BEN, "call off")]
    assert await room.balance(ANA) == 1


async def test_a_piece_removed_with_a_comment_on_it_still_pays_the_reader(room: Room) -> None:
    piece = await room.offer(ANA)
    reported = await swap_reports.report_piece(room.context, room.act(CLEO), piece.id, "")
    read = await room.read_through(BEN, piece)
    await decide(room, reported.report.id, Decision.REMOVE)
    await room.helped(await room.find(read.id))

    assert await room.balance(BEN) == 3
    assert (await room.piece(piece.id)).state is PieceState.REMOVED


async def test_a_dismissed_report_about_a_piece_changes_nothing(room: Room) -> None:
    piece = await room.offer(ANA)
    reported = await swap_reports.report_piece(room.context, room.act(CLEO), piece.id, "")
    case = await decide(room, reported.report.id, Decision.DISMISS)

    assert case.report.decision is Decision.DISMISS
    assert await room.piece(piece.id) == piece


# Who decides


@pytest.mark.parametrize("decision", Decision)
@pytest.mark.parametrize("moderator", [ANA, BEN])
async def test_nobody_decides_a_case_they_are_part_of(room: Room, decision: Decision, moderator: int) -> None:
    reported = await report(room, await room.read_through(BEN, await room.offer(ANA)))
    for judge in (NO_OWNER, Judge(owns_server=True), Judge(is_alone=True)):
        with pytest.raises(OwnCase) as refused:
            await decide(room, reported.report.id, decision, moderator, judge)
        assert (refused.value.opens_at is not None) is judge.owns_server

    assert (await decide(room, reported.report.id, decision)).report.decision is decision


async def test_who_reported_a_piece_does_not_decide_it_either(room: Room) -> None:
    piece = await room.offer(ANA)
    reported = await swap_reports.report_piece(room.context, room.act(CLEO), piece.id, "not hers")

    with pytest.raises(OwnCase):
        await decide(room, reported.report.id, Decision.REMOVE, CLEO)


@pytest.mark.parametrize(("is_alone", "days"), [(True, 0), (False, 3)])
async def test_the_owner_may_where_nobody_else_may_or_does(room: Room, is_alone: bool, days: int) -> None:
    reported = await report(room, await room.read_through(BEN, await room.offer(ANA)))
    room.wait(days=days)
    case = await decide(room, reported.report.id, Decision.DISMISS, ANA, Judge(owns_server=True, is_alone=is_alone))

    assert case.is_own
    assert not (await decide(room, (await another(room)).report.id, Decision.DISMISS)).is_own


async def another(room: Room) -> swap_reports.Reported:
    return await report(room, await room.read_through(CLEO, await room.offer(ANA)))


@pytest.mark.parametrize(("blocker", "blocked"), [(ANA, MOD), (MOD, ANA)])
async def test_what_moderators_decided_is_told_to_whom_a_block_keeps_apart_from_them_without_their_words(
    room: Room, blocker: int, blocked: int
) -> None:
    read = await room.read_through(BEN, await room.offer(ANA))
    reported = (await report(room, read)).report
    await swaps.block(room.context, room.act(blocker), blocked)
    await decide(room, reported.id, Decision.DISMISS)
    await room.later(hours=12)
    said = {due.subject_id: message.why for _, due, message in room.desk.post.sent if isinstance(message, ReadNews)}

    assert said == {ANA: "", BEN: "We looked."}


async def test_a_decision_says_why_to_everybody_concerned(room: Room) -> None:
    reported = await report(room, await room.read_through(BEN, await room.offer(ANA)))
    with pytest.raises(ReasonMissing):
        await swap_reports.decide(room.context, room.act(MOD), reported.report.id, Decision.REVOKE, "  ")
    await decide(room, reported.report.id, Decision.REVOKE)
    piece = await room.offer(CLEO)
    about_piece = await swap_reports.report_piece(room.context, room.act(BEN), piece.id, "not hers")
    await decide(room, about_piece.report.id, Decision.DISMISS)
    await room.desk.tick()

    said = {(due.subject_id, type(news).__name__): news for _, due, news in room.desk.post.sent if due.kind == NEWS}
    assert said[ANA, "ReadNews"].why == said[BEN, "ReadNews"].why == "We looked."
    assert said[BEN, "ReportNews"].why == "We looked."
    assert (CLEO, "PieceNews") not in said  # nothing has happened to her piece


@pytest.mark.parametrize("before", ["withdrawn", "read"])
async def test_the_author_of_a_piece_that_left_the_line_meanwhile_hears_what_was_decided_once(
    room: Room, before: str
) -> None:
    piece = await room.offer(ANA)
    reports = [
        await swap_reports.report_piece(room.context, room.act(who), piece.id, "It insults me.") for who in (BEN, CLEO)
    ]
    if before == "withdrawn":
        await swaps.withdraw(room.context, room.act(ANA), piece.id)
    else:
        await room.helped(await room.read_through(BEN, piece))
    await decide(room, reports[0].report.id, Decision.REMOVE)
    await room.desk.tick()
    await decide(room, reports[1].report.id, Decision.REMOVE)
    await room.desk.tick()
    said = [
        (due.subject_id, words(news)[0])
        for _, due, news in room.desk.post.sent
        if isinstance(news, PieceNews | ReportNews)
    ]

    assert (await room.piece(piece.id)).state is PieceState(before)
    to_author = " ".join(what for member_id, what in said if member_id == ANA)
    assert "It is no longer offered; they say that it should not have been there." in to_author
    assert to_author.count("We looked.") == 1
    assert ["it was no longer offered" in what for member_id, what in said if member_id != ANA] == [True, True]
