"""Rounds: once a week everyone who joined and has an open piece is given another's to read."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta

from db import schedule, servers, swap_reports, swap_rounds, swaps
from db.database import Connection
from db.schedule import Due
from db.swaps import SwapServer as SwapServer
from rules.calendar import wall_clock
from rules.errors import Refusal
from rules.matching import Joined, match_round
from rules.swaps import PieceState, ReadEvent
from services.context import Context
from services.members import Act
from services.swap_moves import NEWS, begin_read
from services.swap_reports import tell_moderators
from services.swaps import SittingOut, enter

ROUND = "swap_round"
ROUNDS_WITHOUT_REPEAT = 3
LEAST_MIN_WORDS = 20
MOST_MIN_WORDS = 300
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
    """A member's place in the rounds, and when the next is; without an open piece it passes them by."""

    next_at: datetime
    zone: str
    has_open_piece: bool
    members: int


async def join_rounds(context: Context, act: Act) -> RoundJoined:
    """Let the asker take part in every round until they leave; joining twice changes nothing. Raise SittingOut."""
    assert act.server_id is not None
    async with context.db.write() as tx:
        swapper = await enter(tx, act, act.server_id)
        if swapper.sits_out:
            raise SittingOut(swapper.swaps.misses)
        if swapper.swaps.joined_rounds_at is None:
            await swaps.set_joined(tx, act.server_id, act.member_id, act.at)
        next_round = await schedule.waiting(tx, ROUND, act.server_id) or await plan_next(tx, act.server_id, act.at)
        return RoundJoined(
            next_at=next_round.due_at,
            zone=(await servers.find(tx, act.server_id)).zone.key,
            has_open_piece=any(
                piece.state is PieceState.OPEN for piece in await swaps.pieces_of(tx, act.member_id, act.server_id)
            ),
            members=await swap_rounds.count_joined(tx, act.server_id),
        )


async def leave_rounds(context: Context, act: Act) -> bool:
    """Let the asker take part no more; False when they did not. A read that a round gave them stays theirs."""
    assert act.server_id is not None
    async with context.db.write() as tx:
        swapper = await enter(tx, act, act.server_id)
        await swaps.set_joined(tx, act.server_id, act.member_id, None)
        return swapper.swaps.joined_rounds_at is not None


async def plan_next(tx: Connection, server_id: int, now: datetime, *, after: date | None = None) -> Due:
    """Put the server's next round on the schedule, as its only one."""
    server, chosen = await servers.find(tx, server_id), await swaps.find_server(tx, server_id)
    day = now.astimezone(server.zone).date()
    if after is not None:
        day = max(day, after + ONE_DAY)
    while True:
        due = Due(ROUND, server_id, day.isoformat(), wall_clock(day, chosen.round_time, server.zone))
        if day.weekday() == chosen.round_weekday and due.due_at > now and not await schedule.is_settled(tx, due):
            break
        day += ONE_DAY
    await schedule.plan_only(tx, due)
    return due


async def run(tx: Connection, due: Due, now: datetime) -> None:
    """Match a server's round, give everyone their piece, have everyone told, and plan the next.

    Nothing is planned for a server that removed the bot, or where nobody takes part any more.
    """
    server_id, round_on = due.subject_id, date.fromisoformat(due.period)
    server = await servers.find(tx, server_id)
    if server.removed_at is not None or not await swap_rounds.count_joined(tx, server_id):
        return
    await _match(tx, server_id, round_on, now)
    await plan_next(tx, server_id, now, after=round_on)


async def _match(tx: Connection, server_id: int, round_on: date, now: datetime) -> None:
    taking_part = {each.member_id: each for each in await swap_rounds.taking_part(tx, server_id)}
    joined = [
        Joined(each.member_id, each.language, frozenset(each.reads), frozenset(each.tags))
        for each in taking_part.values()
    ]
    apart = await swap_rounds.blocked_pairs(tx, server_id) | await swap_rounds.had_pairs(tx, server_id)
    matched = match_round(
        joined,
        recent=await swap_rounds.recent_pairs(tx, server_id, ROUNDS_WITHOUT_REPEAT),
        blocked=apart,
        seed=round_on.toordinal(),
    )
    for pair in matched.pairs:
        piece = await swaps.find_piece(tx, taking_part[pair.author_id].piece_id)
        assert piece is not None
        read = await begin_read(tx, piece, pair.reader_id, ReadEvent.MATCH, now)
        await swap_rounds.add_pair(tx, server_id, round_on, pair.reader_id, pair.author_id, read.id)
    for member_id in matched.left_over:
        await swap_rounds.add_pair(tx, server_id, round_on, member_id, None, None)
    for member_id in taking_part:
        await schedule.plan(tx, Due(NEWS, member_id, f"round/{server_id}/{round_on.isoformat()}", now))


async def set_up_swaps(
    context: Context,
    server_id: int,
    now: datetime,
    *,
    min_words: int | None = None,
    weekday: int | None = None,
    at: time | None = None,
    report_channel_id: int | None = None,
) -> SwapServer:
    """Change what is given of a server's swaps; a new channel is shown the reports that wait.

    Raise MinWordsOutOfRange.
    """
    if min_words is not None and not LEAST_MIN_WORDS <= min_words <= MOST_MIN_WORDS:
        raise MinWordsOutOfRange(min_words, LEAST_MIN_WORDS, MOST_MIN_WORDS)
    async with context.db.write() as tx:
        await servers.find(tx, server_id)
        before = await swaps.find_server(tx, server_id)
        chosen = replace(
            before,
            min_words=before.min_words if min_words is None else min_words,
            round_weekday=before.round_weekday if weekday is None else weekday,
            round_time=before.round_time if at is None else at,
            report_channel_id=before.report_channel_id if report_channel_id is None else report_channel_id,
        )
        await swaps.set_server(tx, server_id, chosen)
        if await schedule.waiting(tx, ROUND, server_id) is not None:
            await plan_next(tx, server_id, now)
        if chosen.report_channel_id != before.report_channel_id:
            await tell_moderators(tx, server_id, await swap_reports.undecided(tx, server_id), now)
        return chosen
