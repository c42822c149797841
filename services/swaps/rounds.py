"""Rounds: once a week everyone who joined and has an open piece is given another's to read."""

from __future__ import annotations

import asyncio
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from db import privacy, schedule, servers
from db.connection import Connection, Tx
from db.swaps import offers, reports, rounds
from rules.kit.calendar import wall_clock, weekdays_from
from rules.kit.errors import Refusal
from rules.kit.given import Taken, with_given
from rules.schedule.due import Due
from rules.swaps.limits import LEAST_MIN_WORDS, MOST_MIN_WORDS
from rules.swaps.matching import Joined, Pair, TakingPart, match_round
from rules.swaps.members import SwapServer
from rules.swaps.moves import PieceState, ReadEvent
from services.acts import Act, commit
from services.context import Context
from services.due import Mend, WorkKind, plan_first
from services.swaps.credits import enter
from services.swaps.moves import NEWS, HadBefore, begin_read
from services.swaps.offers import SittingOut
from services.swaps.reports import REPORT, tell_moderators

ROUND = "swap_round"
ROUNDS_WITHOUT_REPEAT = 3
ONE_DAY = timedelta(days=1)


class MinWordsOutOfRange(Refusal):
    """A smallest comment that would ask for nothing, or for too much."""

    def __init__(self, words: int, least: int, most: int) -> None:
        super().__init__(words, least, most)
        self.words = words
        self.least = least
        self.most = most


@dataclass(frozen=True, slots=True)
class RoundJoined:
    """A member's place in the rounds, and when the next is; without an open piece it passes them by.

    `is_muted`: they want no direct answers, so nothing tells them what a round brings.
    """

    next_at: datetime
    has_open_piece: bool
    members: int
    is_muted: bool = False


@dataclass(frozen=True, slots=True)
class Matched:
    """Who took part when a round was matched, and who shall read whom."""

    taking_part: tuple[TakingPart, ...]
    pairs: tuple[Pair, ...]


async def join_rounds(context: Context, act: Act) -> RoundJoined:
    """Let the asker take part in every round until they leave; joining twice changes nothing. Raise SittingOut."""
    server_id = act.here_id

    async def work(tx: Tx) -> RoundJoined:
        swapper = await enter(tx, act, server_id)
        if swapper.sits_out:
            raise SittingOut(swapper.swaps.misses, server_id)
        if swapper.swaps.joined_rounds_at is None:
            await offers.set_joined(tx, server_id, act.member_id, act.at)
        next_round = await schedule.waiting(tx, ROUND, server_id) or await plan_next(tx, server_id, act.at)
        pieces = await offers.pieces_of(tx, act.member_id, server_id)
        return RoundJoined(
            next_at=next_round.due_at,
            has_open_piece=any(piece.state is PieceState.OPEN for piece in pieces),
            members=await rounds.count_joined(tx, server_id),
            is_muted=await offers.is_muted(tx, act.member_id),
        )

    return await commit(context, act, work)


async def leave_rounds(context: Context, act: Act) -> bool:
    """Let the asker take part no more; False when they did not. A read that a round gave them stays theirs."""
    server_id = act.here_id

    async def work(tx: Tx) -> bool:
        swapper = await enter(tx, act, server_id)
        await offers.set_joined(tx, server_id, act.member_id, None)
        return swapper.swaps.joined_rounds_at is not None

    return await commit(context, act, work)


async def plan_next(tx: Tx, server_id: int, now: datetime, *, after: date | None = None) -> Due:
    """Put the server's next round on the schedule, as its only one."""
    server, chosen = await servers.find(tx, server_id), await offers.find_server(tx, server_id)
    day = now.astimezone(server.zone).date()
    if after is not None:
        day = max(day, after + ONE_DAY)
    dues = (
        Due(ROUND, server_id, round_on.isoformat(), wall_clock(round_on, chosen.round_time, server.zone))
        for round_on in weekdays_from(day, chosen.round_weekday)
    )
    return await plan_first(tx, dues, now)


async def match_ahead(context: Context, due: Due) -> Matched:
    """Return who shall read whom, worked out while nobody waits for the writer: thousands take up to a second."""
    server_id, round_on = due.subject_id, date.fromisoformat(due.period)
    async with context.db.read() as connection:
        taking_part = await rounds.taking_part(connection, server_id)
        apart = await _apart(connection, server_id, taking_part)
        recent = await rounds.recent_pairs(connection, server_id, ROUNDS_WITHOUT_REPEAT)
    joined = [
        Joined(each.member_id, each.language, frozenset(each.reads), frozenset(each.tags)) for each in taking_part
    ]
    seed = round_on.toordinal() + due.attempts  # what failed once is not matched alike again
    matched = await asyncio.to_thread(match_round, joined, recent=recent, blocked=apart, seed=seed)
    return Matched(tuple(taking_part), tuple(matched.pairs))


async def _apart(connection: Connection, server_id: int, taking_part: Collection[TakingPart]) -> set[Pair]:
    """Return who must not be given whose piece."""
    had = await rounds.had_pairs(connection, server_id)
    had_by_nameless = [pair for pair in had if pair.reader_id < 0]
    for each in taking_part if had_by_nameless else ():
        nameless_id = await privacy.nameless_of(connection, each.member_id)
        had |= {Pair(each.member_id, pair.author_id) for pair in had_by_nameless if pair.reader_id == nameless_id}
    return await rounds.blocked_pairs(connection, server_id) | had


async def run(tx: Tx, due: Due, now: datetime, matched: Matched) -> None:
    """Give everyone in a server's round their piece, have everyone told, and plan the next.

    Nothing is planned for a server that removed the bot, or where nobody takes part any more.
    """
    server_id, round_on = due.subject_id, date.fromisoformat(due.period)
    server = await servers.find(tx, server_id)
    if server.removed_at is not None or not await rounds.count_joined(tx, server_id):
        return
    await _hand_out(tx, server_id, round_on, matched, now)
    await plan_next(tx, server_id, now, after=round_on)


async def _hand_out(tx: Tx, server_id: int, round_on: date, matched: Matched, now: datetime) -> None:
    """Begin the reads of a round. Whose piece or wish has changed since it was matched is left over."""
    still = {each.member_id: each for each in await rounds.taking_part(tx, server_id)}
    there = {each.member_id for each in matched.taking_part if still.get(each.member_id) == each}
    apart = await _apart(tx, server_id, matched.taking_part)
    reading = set()
    for pair in matched.pairs:
        if not {pair.reader_id, pair.author_id} <= there or apart & {pair, Pair(pair.author_id, pair.reader_id)}:
            continue
        piece = await offers.find_piece(tx, still[pair.author_id].piece_id)
        assert piece is not None
        try:
            read = await begin_read(tx, piece, pair.reader_id, ReadEvent.MATCH, now)
        except HadBefore:
            continue  # the others' round goes on
        await rounds.add_pair(tx, server_id, round_on, pair.reader_id, pair.author_id, read.id)
        reading.add(pair.reader_id)
    for member_id in sorted(there):
        if member_id not in reading:
            await rounds.add_pair(tx, server_id, round_on, member_id, None, None)
        await schedule.plan(tx, Due(NEWS, member_id, f"round/{server_id}/{round_on.isoformat()}", now))


async def set_up_swaps(
    context: Context,
    server_id: int,
    now: datetime,
    *,
    min_words: int | None = None,
    weekday: int | None = None,
    at: time | None = None,
    report_channel_id: int | Taken | None = None,
    by_id: int | None = None,
) -> SwapServer:
    """Change what is given of a server's swaps; a new channel is shown the reports that wait.

    Reports that wait for their channel are tried again at once; `by_id` hears where one cannot get there.

    Raise MinWordsOutOfRange.
    """
    if min_words is not None and not LEAST_MIN_WORDS <= min_words <= MOST_MIN_WORDS:
        raise MinWordsOutOfRange(min_words, LEAST_MIN_WORDS, MOST_MIN_WORDS)

    async def work(tx: Tx) -> SwapServer:
        await servers.add(tx, server_id)
        before = await offers.find_server(tx, server_id)
        chosen = with_given(
            before, min_words=min_words, round_weekday=weekday, round_time=at, report_channel_id=report_channel_id
        )
        await offers.set_server(tx, server_id, chosen)
        if await schedule.waiting(tx, ROUND, server_id) is not None:
            await plan_next(tx, server_id, now)
        if by_id is not None and report_channel_id is not None:
            await servers.set_set_up_by(tx, server_id, by_id)
        undecided = await reports.undecided(tx, server_id)
        if chosen.report_channel_id != before.report_channel_id:
            await tell_moderators(tx, server_id, undecided, now)
        for report_id in undecided:
            await schedule.unblock(tx, REPORT, report_id)
        return chosen

    return await context.db.write(work)


ROUND_KIND = WorkKind(ROUND, run, match_ahead, Mend(rounds.without_round, plan_next))
