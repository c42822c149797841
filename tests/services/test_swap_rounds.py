"""Rounds: who is matched, who is told, when the next one comes, and what the deadline does to them."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, time, timedelta

import pytest

from db.connection import Tx
from db.swaps import rounds as rounds_db
from rules.swaps.matching import Pair
from rules.swaps.moves import PieceState, ReadState
from services.leaderboards.boards import set_up
from services.schedule import run as schedule
from services.swaps import offers as swaps
from services.swaps import reads as swap_reads
from services.swaps import rounds as swap_rounds
from services.swaps.credits import enter
from services.swaps.moves import NEWS
from services.swaps.news import RoundNews
from services.swaps.offers import SittingOut
from services.swaps.rounds import ROUND, ROUND_KIND, MinWordsOutOfRange, run
from tests.kinds import KINDS
from tests.services.desk import BERLIN, SERVER, utc
from tests.services.swap_room import ANA, BEN, CLEO, DAN, Room

FIRST_ROUND = utc(5, 18)  # the desk's Monday, at the default time in the server's UTC


async def join(room: Room, *member_ids: int) -> swap_rounds.RoundJoined:
    for member_id in member_ids:
        joined = await swap_rounds.join_rounds(room.context, room.act(member_id))
    return joined


def news(room: Room) -> dict[int, RoundNews]:
    return {
        due.subject_id: message
        for _, due, message in room.desk.post.sent
        if due.kind == NEWS and isinstance(message, RoundNews)
    }


async def run_at(room: Room, at: datetime) -> dict[int, RoundNews]:
    room.desk.post.sent.clear()
    room.desk.jump(at)
    await room.desk.tick()
    await room.desk.tick()
    return news(room)


async def test_a_round_gives_everyone_a_piece_and_tells_everyone_both_sides(room: Room) -> None:
    pieces = {author: await room.offer(author) for author in (ANA, BEN, CLEO, DAN)}
    joined = await join(room, *pieces)
    told = await run_at(room, FIRST_ROUND)

    assert (joined.next_at, joined.has_open_piece, joined.members) == (FIRST_ROUND, True, 4)
    assert set(told) == set(pieces)
    reads = {member_id: each.read for member_id, each in told.items()}
    assert {read.piece.id for read in reads.values() if read} == {piece.id for piece in pieces.values()}
    for member_id, each in told.items():
        assert each.read is not None
        assert (each.read.state, each.read.reader_id) == (ReadState.ASSIGNED, member_id)
        author_id = each.read.piece.author_id
        assert told[author_id].reader_id == member_id
        told_read = told[author_id].read
        assert told_read is not None
        assert told_read.piece.author_id != member_id  # no mutual pairs
        assert each.read.due_at == FIRST_ROUND + timedelta(days=5)


async def test_the_one_left_over_is_told_and_their_piece_stays_in_the_line(room: Room) -> None:
    piece = await room.offer(ANA)
    await join(room, ANA)
    told = await run_at(room, FIRST_ROUND)

    assert (told[ANA].read, told[ANA].reader_id) == (None, None)
    assert (await room.piece(piece.id)).state is PieceState.OPEN


async def test_without_an_open_piece_or_after_leaving_the_round_passes_a_member_by(room: Room) -> None:
    for author in (ANA, BEN, CLEO):
        await room.offer(author)
    await join(room, ANA, BEN, CLEO)
    without = await join(room, DAN)
    assert [await swap_rounds.leave_rounds(room.context, room.act(CLEO)) for _ in range(2)] == [True, False]
    told = await run_at(room, FIRST_ROUND)

    assert not without.has_open_piece
    assert set(told) == {ANA, BEN}


async def test_nobody_meets_again_within_three_rounds(room: Room) -> None:
    members = (ANA, BEN, CLEO, DAN, 21, 22)
    await join(room, *members)
    pairs: list[set[tuple[int, int]]] = []
    for week in range(3):
        pieces = [await room.offer(author) for author in members]
        told = await run_at(room, FIRST_ROUND + timedelta(weeks=week))
        pairs.append({(reader, each.read.piece.author_id) for reader, each in told.items() if each.read})
        for piece in pieces:  # nobody reads; the pieces come back and are withdrawn for the next round
            await swaps.withdraw(room.context, room.act(piece.author_id), piece.id)

    assert [len(found) for found in pairs] == [6, 6, 6]
    assert len(pairs[0] | pairs[1] | pairs[2]) == 18


async def test_blocked_members_and_pieces_had_before_are_kept_apart(room: Room) -> None:
    pieces = {author: await room.offer(author) for author in (ANA, BEN, CLEO)}
    await join(room, *pieces)
    await swaps.block(room.context, room.act(ANA), BEN)
    await swap_reads.pass_on(room.context, room.act(CLEO), pieces[ANA].id)
    told = await run_at(room, FIRST_ROUND)

    for reader, each in told.items():
        if each.read is not None:
            assert {reader, each.read.piece.author_id} == {BEN, CLEO}


async def test_who_sits_out_is_not_matched_and_cannot_join(room: Room) -> None:
    await join(room, DAN)
    for author in (ANA, BEN, CLEO):
        await room.miss(DAN, await room.offer(author))
    await room.later(days=5)
    await room.offer(DAN)
    with pytest.raises(SittingOut):
        await join(room, DAN)
    async with room.context.db.read() as connection:
        assert not await rounds_db.taking_part(connection, SERVER)
    await swaps.come_back(room.context, room.act(DAN), SERVER)
    async with room.context.db.read() as connection:
        assert [each.member_id for each in await rounds_db.taking_part(connection, SERVER)] == [DAN]


async def test_an_assigned_read_is_started_commented_and_paid_like_any_other(room: Room) -> None:
    for author in (ANA, BEN):
        await room.offer(author)
    await join(room, ANA, BEN)
    told = await run_at(room, FIRST_ROUND)
    read = told[ANA].read
    assert read is not None
    await room.start(ANA, read.piece)
    started = await room.start(ANA, read.piece)
    room.wait(minutes=10)
    done = await room.helped(await room.comment(started))

    assert started.started_at == FIRST_ROUND
    assert done.state is ReadState.ACCEPTED
    assert await room.balance(ANA) == 3  # offered first, for nothing


async def test_an_assigned_read_that_is_never_started_is_missed(room: Room) -> None:
    for author in (ANA, BEN):
        await room.offer(author)
    await join(room, ANA, BEN)
    told = await run_at(room, FIRST_ROUND)
    await room.later(days=5)
    await room.desk.tick()

    for each in told.values():
        assert each.read is not None
        assert (await room.find(each.read.id)).state is ReadState.MISSED
        assert (await room.piece(each.read.piece.id)).at_front


async def test_rounds_come_every_week_at_the_servers_own_time_and_once(room: Room) -> None:
    await set_up(room.context, SERVER, room.desk.clock.at, zone=BERLIN)
    await swap_rounds.set_up_swaps(room.context, SERVER, room.desk.clock.at, weekday=2, at=time(20, 30))
    await join(room, ANA)
    assert await room.waiting_at(ROUND, SERVER) == utc(7, 19, 30)
    await room.desk.at(utc(20, 12))
    assert await room.waiting_at(ROUND, SERVER) == utc(21, 19, 30)
    await swap_rounds.set_up_swaps(room.context, SERVER, room.desk.clock.at, at=time(9))

    assert await room.waiting_at(ROUND, SERVER) == utc(21, 8)
    assert (await room.desk.outcomes())[ROUND, "sent", ""] == 2


async def test_a_round_that_ran_is_not_run_again(room: Room) -> None:
    pieces = [await room.offer(author) for author in (ANA, BEN, CLEO)]
    await join(room, ANA, BEN, CLEO)
    due = await room.desk.waiting(ROUND, SERVER)
    assert due is not None
    await run_at(room, FIRST_ROUND)
    for piece in pieces:
        await swaps.withdraw(room.context, room.act(piece.author_id), piece.id)
    open_again = [await room.offer(author) for author in (ANA, BEN, CLEO)]
    await schedule._work(room.context, ROUND_KIND, due)  # a process whose lease had run out

    assert [(await room.piece(piece.id)).state for piece in open_again] == [PieceState.OPEN] * 3


async def test_a_round_that_fails_changes_nothing_and_is_tried_again(
    room: Room, monkeypatch: pytest.MonkeyPatch
) -> None:
    pieces = [await room.offer(author) for author in (ANA, BEN, CLEO)]
    await join(room, ANA, BEN, CLEO)

    async def fails_after(*args: object) -> None:
        await run(*args)  # type: ignore[arg-type]
        raise ZeroDivisionError

    monkeypatch.setitem(KINDS, ROUND, replace(ROUND_KIND, run=fails_after))
    assert not await run_at(room, FIRST_ROUND)
    assert [(await room.piece(piece.id)).state for piece in pieces] == [PieceState.OPEN] * 3
    monkeypatch.undo()

    assert set(await run_at(room, FIRST_ROUND + timedelta(minutes=2))) == {ANA, BEN, CLEO}


async def test_a_round_that_failed_is_matched_otherwise_the_next_time(room: Room) -> None:
    for author in range(30, 40):
        await room.offer(author)
        await join(room, author)
    due = await room.desk.waiting(ROUND, SERVER)
    assert due is not None
    first, again = [await swap_rounds.match_ahead(room.context, replace(due, attempts=tries)) for tries in (1, 2)]

    assert first.taking_part == again.taking_part
    assert first.pairs != again.pairs


async def test_what_changed_while_a_round_was_matched_is_left_out(room: Room) -> None:
    pieces = {author: await room.offer(author) for author in (ANA, BEN, CLEO, DAN)}
    await join(room, ANA, BEN, CLEO, DAN)
    due = await room.desk.waiting(ROUND, SERVER)
    assert due is not None
    matched = await swap_rounds.match_ahead(room.context, due)
    await swaps.withdraw(room.context, room.act(ANA), pieces[ANA].id)
    kept = next(pair for pair in matched.pairs if ANA not in (pair.reader_id, pair.author_id))
    apart = next(pair for pair in matched.pairs if ANA not in (pair.reader_id, pair.author_id) and pair != kept)
    await swaps.block(room.context, room.act(apart.author_id), apart.reader_id)
    await room.context.db.write(lambda tx: run(tx, due, FIRST_ROUND, matched))

    states = {author: (await room.piece(piece.id)).state for author, piece in pieces.items()}
    taken = {author for author, state in states.items() if state is PieceState.TAKEN}
    assert (states[ANA], taken) == (PieceState.WITHDRAWN, {kept.author_id})
    told = await run_at(room, FIRST_ROUND)
    assert set(told) == {BEN, CLEO, DAN}
    assert {member for member, news in told.items() if news.read is not None} == {kept.reader_id}
    assert {member for member, news in told.items() if news.reader_id is not None} == {kept.author_id}


async def test_a_lost_round_is_planned_again_by_mending(room: Room) -> None:
    await join(room, ANA)
    await room.context.db.write(lambda tx: tx.execute("DELETE FROM due WHERE kind = ?", (ROUND,)))
    await schedule.mend(room.context, KINDS)

    assert await room.waiting_at(ROUND, SERVER) == FIRST_ROUND


async def test_where_nobody_takes_part_no_round_is_planned(room: Room) -> None:
    await join(room, ANA)
    await swap_rounds.leave_rounds(room.context, room.act(ANA))
    await run_at(room, FIRST_ROUND)
    assert await room.waiting_at(ROUND, SERVER) is None
    await join(room, BEN)

    assert await room.waiting_at(ROUND, SERVER) == FIRST_ROUND + timedelta(weeks=1)


@pytest.mark.parametrize("words", [19, 301, 0, -5])
async def test_the_least_words_have_bounds(room: Room, words: int) -> None:
    with pytest.raises(MinWordsOutOfRange):
        await swap_rounds.set_up_swaps(room.context, SERVER, room.desk.clock.at, min_words=words)


async def test_recent_pairs_are_those_of_the_last_rounds(room: Room) -> None:
    async def pair(tx: Tx) -> None:
        for member_id in (ANA, BEN, CLEO):
            await enter(tx, room.act(member_id), SERVER)
        for day, author in ((1, BEN), (8, CLEO), (15, BEN)):
            await rounds_db.add_pair(tx, SERVER, utc(day, 0).date(), ANA, author, None)

    await room.context.db.write(pair)
    async with room.context.db.read() as connection:
        assert await rounds_db.recent_pairs(connection, SERVER, 1) == {Pair(ANA, BEN)}
        assert await rounds_db.recent_pairs(connection, SERVER, 2) == {Pair(ANA, BEN), Pair(ANA, CLEO)}
