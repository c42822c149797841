"""Many at once, two processes on one file, and long random walks: the ledger always adds up."""

from __future__ import annotations

import asyncio
import random
from collections import Counter
from collections.abc import Awaitable, Sequence
from dataclasses import replace
from typing import Any

import pytest

from db.connection import Connection
from db.database import Database
from rules.kit.errors import Refusal
from rules.swaps.credits import NotEnoughCredits
from rules.swaps.ledger import CreditReason
from rules.swaps.moves import PieceMovedOn, PieceState, ReadMovedOn, ReadState
from rules.swaps.offers import Offer
from rules.swaps.reads import Comment, Read
from rules.swaps.reports import Decision
from services.context import Context
from services.swaps import comments as swap_comments
from services.swaps import offers as swaps
from services.swaps import reads as swap_reads
from services.swaps import reports as swap_reports
from services.swaps import rounds as swap_rounds
from services.swaps.comments import CommentAsked, CommentGiven, CommentNotAccepted
from services.swaps.moves import VERDICT_DUE
from services.swaps.rounds import ROUND
from tests.services.desk import SERVER
from tests.services.swap_room import ANA, BEN, CLEO, DAN, MOD, Room, comment_on, story
from tests.services.unplaced import UNPLACED

pytestmark = [pytest.mark.slow, pytest.mark.no_cover]

TRIES = 200


@pytest.fixture
async def contexts(room: Room, database_url: str) -> Any:
    """The room's database and a second one on the same file, as another process has it."""
    second = await Database.open(database_url)
    yield [room.context, Context(second, room.desk.clock)]
    await second.close()


async def outcomes(tries: Sequence[Awaitable[Any]]) -> tuple[list[Any], Counter[type]]:
    """Run everything at once; return what succeeded and count the refusals. Anything else is raised."""
    done = await asyncio.gather(*tries, return_exceptions=True)
    for each in done:
        if isinstance(each, BaseException) and not isinstance(each, Refusal):
            raise each
    refused = Counter(type(each) for each in done if isinstance(each, Refusal))
    return [each for each in done if not isinstance(each, Refusal)], refused


async def check_ledger(connection: Connection) -> None:
    """Every balance is what its member's reads, offers and refunds explain, and none was ever below zero."""

    async def rows(sql: str) -> list[Any]:
        return list(await connection.fetch(sql))

    explained: Counter[tuple[int, int]] = Counter()
    for server_id, member_id in await rows("SELECT server_id, member_id FROM swap_members"):
        explained[server_id, member_id] += 2
    pieces = await rows("SELECT id, server_id, author_id, cost, state FROM swap_pieces")
    refunded = {row[0] for row in await rows("SELECT piece_id FROM swap_credits WHERE reason = 'refund'")}
    removed_after = {
        row[0]
        for row in await rows(
            "SELECT r.piece_id FROM swap_reads r JOIN swap_pieces p ON p.id = r.piece_id "
            "JOIN swap_reports d ON d.read_id = r.id WHERE r.state = 'removed' AND p.closed_at < d.decided_at"
        )
    }
    # What was withdrawn from under a reader is theirs if they finish, and comes back once they no longer can, or once
    # their comment was taken down.
    over = "('passed', 'missed', 'called off', 'removed')"
    begun = {row[0] for row in await rows(f"SELECT piece_id FROM swap_reads WHERE state NOT IN {over}")}
    called_off = {row[0] for row in await rows("SELECT piece_id FROM swap_reads WHERE state = 'called off'")}
    for piece_id, server_id, author_id, cost, state in pieces:
        is_withdrawn = state == PieceState.WITHDRAWN and piece_id not in begun
        if is_withdrawn and piece_id in called_off:
            is_withdrawn = piece_id in refunded
        is_refunded = is_withdrawn or (state == PieceState.READ and piece_id in removed_after)
        assert (piece_id in refunded) == is_refunded
        explained[server_id, author_id] -= 0 if is_refunded else cost
    paid = await rows(
        "SELECT p.server_id, r.reader_id, r.credits, r.accepted_at, r.own_words "
        "FROM swap_reads r JOIN swap_pieces p ON p.id = r.piece_id"
    )
    for server_id, reader_id, earned, accepted_at, own_words in paid:
        assert earned in (range(3 if own_words >= 300 else 2) if accepted_at else (0,))
        explained[server_id, reader_id] += earned
    for server_id, member_id in await rows("SELECT server_id, member_id FROM swap_credits WHERE reason = 'monday'"):
        explained[server_id, member_id] += 1
    booked: Counter[tuple[int, int]] = Counter()
    running: Counter[tuple[int, int]] = Counter()
    for server_id, member_id, number, amount, balance in await rows(
        "SELECT server_id, member_id, number, amount, balance FROM swap_credits ORDER BY server_id, member_id, number"
    ):
        booked[server_id, member_id] += amount
        running[server_id, member_id] += 1
        assert number == running[server_id, member_id]
        assert balance == booked[server_id, member_id] >= 0
    assert booked == explained


async def check_passed_on(connection: Connection) -> None:
    """Credits pass and are not made: a piece pays its reader what it cost, but for the sources there are.

    Those are one for a piece that cost nothing since the line was empty, and the second for a long comment; what was
    spent before moderators took a comment down stays.
    """
    for cost, refunded, earned, seconds in await connection.fetch(
        "SELECT p.cost,"
        " COALESCE((SELECT SUM(c.amount) FROM swap_credits c WHERE c.piece_id = p.id AND c.reason = 'refund'), 0),"
        " COALESCE((SELECT SUM(r.credits) FROM swap_reads r WHERE r.piece_id = p.id), 0),"
        " (SELECT COUNT(*) FROM swap_reads r WHERE r.piece_id = p.id AND r.credits > 1)"
        " FROM swap_pieces p WHERE NOT EXISTS"
        " (SELECT 1 FROM swap_reports d WHERE d.piece_id = p.id AND d.decision = 'remove')"
    ):
        assert earned <= (cost - refunded if cost else 1) + seconds


async def check_pieces(connection: Connection) -> None:
    """A taken piece has exactly one read that holds it, any other none; only an open piece keeps its text."""
    for state, text, holders in await connection.fetch(
        "SELECT p.state, p.text, (SELECT COUNT(*) FROM swap_reads r WHERE r.piece_id = p.id "
        "AND r.state IN ('assigned', 'reading', 'commented', 'more asked', 'reported')) FROM swap_pieces p"
    ):
        if state in (PieceState.OPEN, PieceState.TAKEN):
            assert (holders, bool(text)) == (int(state == PieceState.TAKEN), True)
        else:
            assert text == ""


async def check(context: Context) -> None:
    async with context.db.read() as connection:
        await check_ledger(connection)
        await check_passed_on(connection)
        await check_pieces(connection)


async def test_200_readers_start_one_piece_and_one_has_it(room: Room, contexts: list[Context]) -> None:
    piece = await room.offer(ANA)
    acts = [room.act(1000 + number) for number in range(TRIES)]
    started, refused = await outcomes(
        [swap_reads.start_read(contexts[number % 2], act, piece.id) for number, act in enumerate(acts)]
    )

    assert (len(started), refused) == (1, {PieceMovedOn: TRIES - 1})
    await check(room.context)


async def test_200_offers_spend_two_credits_once(room: Room, contexts: list[Context]) -> None:
    await swaps.withdraw(room.context, room.act(ANA), (await room.pay(ANA)).id)
    await room.offer(BEN)
    acts = [room.act(ANA) for _ in range(TRIES)]
    offers = [Offer(f"Rush {number}", text=story(number)) for number in range(TRIES)]
    offered, refused = await outcomes(
        [
            swaps.offer_piece(contexts[number % 2], act, offer)
            for number, (act, offer) in enumerate(zip(acts, offers, strict=True))
        ]
    )

    assert (len(offered), refused) == (1, {NotEnoughCredits: TRIES - 1})
    assert await room.balance(ANA) == 1
    await check(room.context)


async def test_200_withdrawals_refund_once(room: Room, contexts: list[Context]) -> None:
    piece = await room.offer(ANA)
    done, refused = await outcomes(
        [swaps.withdraw(contexts[number % 2], room.act(ANA), piece.id) for number in range(TRIES)]
    )

    assert (len(done), len(refused), await room.balance(ANA)) == (TRIES, 0, 2)
    await check(room.context)


async def test_withdrawn_and_started_at_the_same_instant_one_wins(room: Room, contexts: list[Context]) -> None:
    for number in range(20):
        author = 100 + number
        piece = await room.offer(author)
        tries = [
            swaps.withdraw(contexts[number % 2], room.act(author), piece.id),
            swap_reads.start_read(contexts[1 - number % 2], room.act(1000 + number), piece.id),
        ]
        await outcomes(tries if number % 3 else tries[::-1])
        assert (await room.piece(piece.id)).state is PieceState.WITHDRAWN
    await check(room.context)


async def test_a_verdict_and_its_timeout_together_pay_once(room: Room, contexts: list[Context]) -> None:
    read = await room.read_through(BEN, await room.offer(ANA))
    room.wait(hours=72)
    verdicts = [
        (swap_reads.mark_helped, swap_reads.ask_for_more)[number % 2](contexts[number // 2 % 2], room.act(ANA), read.id)
        for number in range(TRIES)
    ]
    reports = [swap_reports.report_comment(contexts[1], room.act(ANA), read.id, "") for _ in range(3)]
    await outcomes([room.desk.tick(), *verdicts, room.desk.tick(), *reports])

    assert sum(row.reason is CreditReason.READ for row in await room.ledger(BEN)) <= 1
    assert await room.waiting_at(VERDICT_DUE, read.id) is None or (await room.find(read.id)).state.awaits_verdict
    await check(room.context)


async def test_a_comment_and_its_deadline_together_end_in_one_of_the_two(room: Room, contexts: list[Context]) -> None:
    ended = Counter[ReadState]()
    for number in range(10):
        author, reader = 100 + number, 200 + number
        read = await room.start(reader, await room.offer(author))
        room.wait(days=5)
        comment = room.comment(read)
        _, refused = await outcomes([room.desk.tick(), comment] if number % 2 else [comment, room.desk.tick()])
        now = await room.find(read.id)
        assert (now.state is ReadState.MISSED) == (refused == {ReadMovedOn: 1})
        assert (now.state is ReadState.MISSED) == ((await room.draft(read.id)) is not None)
        ended[now.state] += 1
    assert set(ended) <= {ReadState.MISSED, ReadState.COMMENTED}
    await check(room.context)


async def test_an_answer_and_sending_as_it_is_at_once_give_one_comment(room: Room, contexts: list[Context]) -> None:
    read = await room.start(BEN, await room.offer(ANA))
    room.wait(minutes=10)
    with pytest.raises(CommentAsked):
        await room.comment(read, UNPLACED[0])
    tries = [
        *(swap_comments.send_as_is(contexts[number % 2], room.act(BEN), read.id) for number in range(5)),
        *(
            swap_comments.answer_question(contexts[number % 2], room.act(BEN), read.id, "The ferryman, of course.")
            for number in range(5)
        ),
    ]
    done, _ = await outcomes(tries)
    await room.desk.tick()

    assert sum(each.is_new for each in done) == 1
    assert room.told() == [(ANA, "comment")]
    assert await room.draft(read.id) is None


async def test_one_comment_on_several_pieces_at_once_serves_one_of_them(room: Room, contexts: list[Context]) -> None:
    pieces = [await room.offer(author) for author in range(100, 104)]
    taken = [await room.start(200 + number, piece) for number, piece in enumerate(pieces)]
    room.wait(minutes=10)
    said, all_checked = comment_on(pieces[0].text), asyncio.Barrier(len(taken))

    async def wait_for_all(_server_id: int) -> None:
        await all_checked.wait()

    def give(number: int, read: Read) -> Awaitable[CommentGiven]:
        typed = Comment(comment_on(read.piece.text).quote, f"{said.effect} Reader {number}.", said.question)
        act = room.act(read.reader_id)
        return swap_comments.leave_comment(contexts[number % 2], act, read.id, typed, wait_for_all)

    given, refused = await outcomes([give(number, read) for number, read in enumerate(taken)])

    assert (len(given), refused) == (1, {CommentNotAccepted: 3})
    states = Counter([(await room.find(read.id)).state for read in taken])
    assert states == {ReadState.COMMENTED: 1, ReadState.READING: 3}
    drafts = [await room.draft(read.id) for read in taken]
    assert sum(draft is not None for draft in drafts) == 3


async def test_of_three_comments_sent_as_they_are_at_once_silence_pays_two(room: Room, contexts: list[Context]) -> None:
    pieces = [await room.offer(author) for author in range(100, 106)]
    reads = [await room.start(BEN, piece) for piece in pieces[:3]]
    room.wait(minutes=10)
    for read, typed in zip(reads, UNPLACED, strict=True):
        with pytest.raises(CommentAsked):
            await room.comment(read, typed)
    tries = [
        swap_comments.send_as_is(contexts[number % 2], room.act(BEN), read.id) for number, read in enumerate(reads)
    ]
    given, _ = await outcomes(tries)

    assert sorted(each.read.silence_pays for each in given) == [False, True, True]


async def test_moderators_deciding_at_once_decide_once(room: Room, contexts: list[Context]) -> None:
    read = await room.read_through(BEN, await room.offer(ANA))
    reported = await swap_reports.report_comment(room.context, room.act(ANA), read.id, "")
    tries = [
        swap_reports.decide(contexts[number % 2], room.act(MOD + number), reported.report.id, decision, "Why.")
        for number, decision in enumerate(list(Decision) * 20)
    ]
    done, refused = await outcomes(tries)

    assert (len(done), refused.total()) == (1, 59)
    await check(room.context)


MEMBERS = (ANA, BEN, CLEO, DAN, 21, 22)
# What is still to be decided, and now and then anything.
_PIECES = ("SELECT id FROM swap_pieces WHERE state = 'open'",) * 4 + ("SELECT id FROM swap_pieces",)
_READS = (
    *("SELECT id FROM swap_reads WHERE state IN ('assigned', 'reading')",) * 3,
    *("SELECT id FROM swap_reads WHERE state IN ('commented', 'more asked', 'reported')",) * 3,
    "SELECT id FROM swap_reads",
)


@pytest.mark.parametrize("seed", range(5))
async def test_whatever_members_do_the_ledger_adds_up(room: Room, contexts: list[Context], seed: int) -> None:
    """A walk of random acts by six members and a moderator, with the schedule ticking between them."""
    chance = random.Random(seed)
    done: Counter[str] = Counter()
    for _ in range(300):
        name, act = await next_step(room, chance, contexts)
        _, refused = await outcomes([act])
        done[name if not refused else "refused"] += 1
        await check(room.context)
    assert min(done[each] for each in ("offer", "start", "comment", "helped", "tick", "decide")) >= 2, done


async def next_step(room: Room, chance: random.Random, contexts: list[Context]) -> tuple[str, Awaitable[Any]]:
    """Return one act that somebody may try; many will be refused, as they should."""
    context, who = chance.choice(contexts), chance.choice(MEMBERS)
    act = room.act(who)
    async with room.context.db.read() as connection:

        async def some(sql: str) -> int:
            found = [row[0] for row in await connection.fetch(sql)]
            return chance.choice(found) if found else 0

        piece_id = await some(chance.choice(_PIECES))
        read_id = await some(chance.choice(_READS))
        report_id = await some("SELECT id FROM swap_reports WHERE decision IS NULL")
    read = await room.find(read_id) if read_id else None
    author_act = room.act(read.piece.author_id if read else who)
    reader_act = room.act(read.reader_id if read else who)
    room.wait(minutes=chance.choice([1, 10, 60]))
    steps: list[tuple[str, int, Awaitable[Any]]] = [
        ("offer", 4, room.offer(who)),
        ("start", 9, swap_reads.start_read(context, act, piece_id)),
        ("pass", 1, swap_reads.pass_on(context, act, piece_id)),
        ("withdraw", 2, swaps.withdraw(context, act, piece_id)),
        ("extend", 1, swap_reads.extend(context, reader_act, read_id)),
        ("comment", 8, _some_comment(room, read, chance)),
        ("as it is", 4, swap_comments.send_as_is(context, reader_act, read_id)),
        ("answer", 1, swap_comments.answer_question(context, reader_act, read_id, "The ferryman, of course.")),
        ("disown", 1, swap_reads.disown(context, author_act, read_id)),
        ("thank", 1, swap_reads.thank(context, author_act, read_id, "It helped.")),
        ("helped", 6, swap_reads.mark_helped(context, author_act, read_id)),
        ("more", 1, swap_reads.ask_for_more(context, author_act, read_id)),
        ("report", 2, swap_reports.report_comment(context, author_act, read_id, "")),
        ("report piece", 1, swap_reports.report_piece(context, act, piece_id, "")),
        ("decide", 3, swap_reports.decide(context, room.act(MOD), report_id, chance.choice(list(Decision)), "Why.")),
        ("join", 1, swap_rounds.join_rounds(context, act)),
        ("back", 1, swaps.come_back(context, act, SERVER)),
        ("block", 1, _block_a_while(context, room, who, chance.choice(MEMBERS))),
        ("tick", 3, room.later(hours=chance.choice([1, 5, 30, 80]))),
    ]
    chosen = chance.choices(range(len(steps)), weights=[weight for _, weight, _ in steps])[0]
    for number, (_, _, step) in enumerate(steps):
        if number != chosen:
            step.close()  # type: ignore[attr-defined]
    return steps[chosen][0], steps[chosen][2]


async def _some_comment(room: Room, read: Read | None, chance: random.Random) -> None:
    if read is not None:
        words = chance.choice([20, 90, 90, 330, 330, None])
        # Of a closed piece the text is gone; who had begun it has read it all the same.
        text = read.piece.text or story(read.piece.id)
        await room.comment(read, comment_on(text, words=words) if words else chance.choice(UNPLACED))


async def _block_a_while(context: Context, room: Room, who: int, other: int) -> None:
    await swaps.block(context, room.act(who), other)
    await swaps.unblock(context, room.act(who), other)


async def test_a_round_and_members_pressing_at_once_leave_nothing_torn(room: Room, contexts: list[Context]) -> None:
    pieces = [await room.offer(author) for author in range(100, 120)]
    for author in range(100, 120):
        await swap_rounds.join_rounds(room.context, room.act(author))
    at = await room.waiting_at(ROUND, SERVER)
    assert at is not None
    room.desk.jump(at)
    presses: list[Awaitable[Any]] = [
        swap_reads.start_read(contexts[number % 2], replace(room.act(200 + number), at=at), piece.id)
        for number, piece in enumerate(pieces)
    ]
    await outcomes([*presses[:10], room.desk.tick(), *presses[10:]])

    await check(room.context)
    assert [(await room.piece(piece.id)).state for piece in pieces].count(PieceState.TAKEN) >= 10
