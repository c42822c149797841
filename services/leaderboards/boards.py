"""Boards for one server, on request and every week in its channel."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from enum import Enum, auto
from zoneinfo import ZoneInfo

from db import members, schedule, servers
from db.connection import Connection, Tx
from db.leaderboards import boards
from db.swaps import offers as swaps
from rules.kit.calendar import local_day, wall_clock, weekdays_from
from rules.kit.given import Taken, with_given
from rules.leaderboards import (
    LEAST_NAMES,
    TOP,
    Board,
    BoardPeriod,
    BoardSpan,
    RankedPlace,
    Score,
    Writer,
    board_spans,
    current_run,
    is_listed,
    kept_days,
    kept_score,
    neighbours,
    places,
)
from rules.members.member import Member
from rules.schedule.due import Due, Settled, State, late_from
from rules.servers import Server
from services import inbox
from services.acts import DEFAULT_DAY_END_HOUR, Act
from services.circles import weeks as circle_weeks
from services.context import Context
from services.due import BLOCKS, DueKind, Mend, NoWay, Skipped, plan_first, to_channel
from services.leaderboards import week as week_news
from services.leaderboards.week import WeekNews
from services.sprints import weekly as weekly_sprints

BOARD = "board"
ONE_DAY = timedelta(days=1)
WITHOUT_PAUSE = 500
ONE_WEEK = timedelta(days=7)
# A board that could not be posted comes late within its week; then the next one is near.
POSTED_WITHIN = ONE_WEEK - timedelta(hours=12)


class Absent(Enum):
    """Why the asker is not on a board themselves."""

    HIDDEN = auto()  # by their own choice
    NOTHING_YET = auto()


@dataclass(frozen=True, slots=True)
class BoardShown:
    """A board: its top, and the asker's own surroundings, which only they see; of kept promises their own line alone.

    `tied_below` counts those who share the last shown rank and found no room. Where too few are on it for a ranking,
    `named` are those who wrote, or read. `own` is what the asker has and no board holds.
    """

    board: Board
    period: BoardPeriod
    span: BoardSpan
    top: tuple[RankedPlace, ...]
    tied_below: int
    named: tuple[int, ...]
    mine: tuple[RankedPlace, ...]
    own: Score | None
    absent: Absent | None
    of_members: int

    @property
    def is_ranking(self) -> bool:
        """Whether it shows figures."""
        return self.of_members >= LEAST_NAMES

    @property
    def shown_ids(self) -> list[int]:
        """Everyone whom all can see on it."""
        return [place.score.member_id for place in self.top] if self.is_ranking else [*self.named[:TOP]]


@dataclass(frozen=True, slots=True)
class BoardMessage:
    """The weekly post: the week's kept promises, and what the week's writing adds up to.

    `words` are what those wrote together who wrote openly, 0 where they are too few for a figure; `writers` are all who
    wrote. `late_from` is when it was to come, where it comes late.
    """

    server: Server
    kept: BoardShown
    streaks: BoardShown
    words: int
    writers: int
    news: WeekNews
    late_from: datetime | None = None

    @property
    def member_ids(self) -> list[int]:
        """Everyone the post names."""
        return sorted({*self.kept.shown_ids, *self.streaks.shown_ids} | self.news.named_ids)


@dataclass(frozen=True, slots=True)
class ServerSetup:
    """What /setup shows: the settings, the next post, and how the last one went where it failed.

    One that waited for its channel comes as soon as it can: it `comes_now`.
    """

    server: Server
    next_on: date | None
    failure: str
    comes_now: bool


@dataclass(frozen=True, slots=True)
class _Asked:
    """Which of a server's boards is asked for, and when."""

    server_id: int
    board: Board
    period: BoardPeriod
    span: BoardSpan
    at: datetime


_SUMS = {
    Board.WORDS: boards.words_of_days,
    Board.READS: swaps.reads_given,
    Board.REACHED: swaps.readers_reached,
}


async def show_board(context: Context, act: Act, board: Board, period: BoardPeriod) -> BoardShown:
    """Return a server's board for a week, the running month or season, or all time.

    Looking makes nobody a member: only writing and promising do.
    """
    async with context.db.read() as connection:
        member = await members.find(connection, act.member_id, act.here_id)
        today = _today(member, act.at)
        is_hidden = member is not None and not member.on_boards
        for span in board_spans(period, today):
            asked = _Asked(act.here_id, board, period, span, act.at)
            shown = await _board(connection, asked, act.member_id, is_hidden=is_hidden)
            if shown.shown_ids:
                break
        return shown


def _today(member: Member | None, at: datetime) -> date:
    return local_day(at, ZoneInfo("UTC"), DEFAULT_DAY_END_HOUR) if member is None else member.today(at)


async def _board(connection: Connection, asked: _Asked, asker_id: int = 0, *, is_hidden: bool = False) -> BoardShown:
    """Return a board, and of it what concerns its asker, who may be hidden; a weekly post has none."""
    board, span = asked.board, asked.span
    scores, own = await _scores(connection, asked, asker_id)
    ranked = places(scores)
    is_ranking = len(ranked) >= LEAST_NAMES
    named: list[int] = []
    if not is_ranking:
        named = [place.score.member_id for place in ranked]
        if board in (Board.KEPT, Board.WORDS):
            named = list(await boards.words_of_days(connection, asked.server_id, span.first_on, span.last_on))
    top = tuple(ranked[:TOP])
    is_race = is_ranking and board is not Board.KEPT
    mine = tuple(each for each in neighbours(ranked, asker_id) if is_race or each.score.member_id == asker_id)
    absent = None
    if asker_id and not mine:
        absent = Absent.HIDDEN if is_hidden else Absent.NOTHING_YET
    return BoardShown(
        board=board,
        period=asked.period,
        span=span,
        top=top,
        tied_below=sum(place.rank == top[-1].rank for place in ranked[TOP:]) if top else 0,
        named=tuple(named),
        mine=mine,
        own=None if mine else own,
        absent=absent,
        of_members=len(ranked),
    )


async def _scores(connection: Connection, asked: _Asked, asker_id: int) -> tuple[list[Score], Score | None]:
    """Return what a board holds, and what the asker has of it."""
    board, span = asked.board, asked.span
    if board in _SUMS:
        sum_up = _SUMS[board]
        if board is Board.WORDS and asked.period is not BoardPeriod.WEEK:
            sum_up = boards.words_of_months  # every other period begins with a month
        found = await sum_up(connection, asked.server_id, span.first_on, span.last_on)
        return [Score(*each) for each in found.items()], None
    # A streak may reach back to the first entry, and is as of today whatever the period.
    first = date.min if board is Board.STREAK else span.first_on
    scores: list[Score] = []
    own = None
    for number, writer in enumerate(await boards.writers(connection, asked.server_id, asked.at, first), start=1):
        score = _score(writer, board, span)
        if writer.id == asker_id:
            own = score
        if score is not None and (board is Board.STREAK or is_listed(score, writer.log.plans, span.last_on)):
            scores.append(score)
        if number % WITHOUT_PAUSE == 0:
            await asyncio.sleep(0)  # others wait for their answer
    return scores, own


def _score(writer: Writer, board: Board, span: BoardSpan) -> Score | None:
    if board is Board.STREAK:
        run = current_run(writer.log, writer.today)
        return Score(writer.id, run.length, unit=run.unit.value, lasted=run.lasted)
    kept = kept_days(writer.log, span.first_on, span.last_on, writer.today)
    return kept_score(writer.id, kept, writer.log.plans, span.last_on) if kept.planned else None


class NobodyWrote(Skipped):
    """Why a weekly post was left out."""

    NOTHING_TO_SAY = "nothing_to_say"


async def plan_next(
    tx: Tx, server: Server, now: datetime, *, after: date | None = None, catch_up: bool = False
) -> None:
    """Put the server's next weekly post on the schedule, or take it off where no channel is chosen.

    With `catch_up` a post whose instant has passed but which is not too late yet is the next.
    """
    if server.board_channel_id is None:
        await schedule.forget(tx, BOARD, server.id)
        return
    day = after + ONE_DAY if after is not None else now.astimezone(server.zone).date()
    if catch_up and after is None:
        day -= ONE_WEEK - ONE_DAY  # the last one may still be waiting
    passed = now - POSTED_WITHIN if catch_up else now
    dues = (
        Due(BOARD, server.id, post_on.isoformat(), wall_clock(post_on, server.board_time, server.zone))
        for post_on in weekdays_from(day, server.board_weekday)
    )
    await plan_first(tx, dues, passed)


async def prepare_post(connection: Connection, due: Due, now: datetime) -> BoardMessage | Skipped:
    """Work out the weekly post at the moment of sending: the seven days that ended the day before."""
    server = await servers.find(connection, due.subject_id)
    if server.removed_at is not None:
        return NoWay.GONE
    if server.board_channel_id is None:
        return NoWay.NO_CHANNEL
    if now > due.due_at + POSTED_WITHIN:
        return NoWay.TOO_LATE
    last = date.fromisoformat(due.period) - ONE_DAY
    week = BoardSpan(last - ONE_WEEK + ONE_DAY, last, is_over=True)
    # Those named and what they wrote are one answer: nobody's words are in the sum who is not among them.
    words = await boards.words_of_days(connection, server.id, week.first_on, week.last_on)
    writers = await boards.writers_between(connection, server.id, week.first_on, week.last_on)
    if not writers:
        return NobodyWrote.NOTHING_TO_SAY
    kept, running = [
        await _board(connection, _Asked(server.id, board, BoardPeriod.WEEK, week, now))
        for board in (Board.KEPT, Board.STREAK)
    ]
    if not kept.is_ranking:
        kept = replace(kept, named=tuple(words))
    together = int(sum(words.values())) if len(words) >= LEAST_NAMES else 0
    news = await week_news.news_of(connection, server, week.first_on, week.last_on)
    return BoardMessage(server, kept, running, together, writers, news, late_from(due.due_at, now))


async def follow_up(tx: Tx, due: Due, message: BoardMessage | None, now: datetime) -> None:
    """Plan the week after; nothing for a server the bot was removed from."""
    post_on = date.fromisoformat(due.period)
    if message is not None:
        await week_news.remember(tx, message.news, post_on)
    server = await servers.find(tx, due.subject_id)
    if server.removed_at is None:
        await plan_next(tx, server, now, after=post_on, catch_up=True)


async def set_up(
    context: Context,
    server_id: int,
    now: datetime,
    *,
    channel_id: int | Taken | None = None,
    weekday: int | None = None,
    at: time | None = None,
    zone: ZoneInfo | None = None,
    by_id: int | None = None,
) -> ServerSetup:
    """Change what is given of a server's weekly post and zone; what is not stays.

    A post that waits for its channel is tried again at once; `by_id` hears where one cannot get there.
    """

    async def work(tx: Tx) -> ServerSetup:
        await servers.add(tx, server_id)
        await servers.set_back(tx, server_id)
        before = await servers.find(tx, server_id)
        server = with_given(before, zone=zone, board_channel_id=channel_id, board_weekday=weekday, board_time=at)
        await servers.set_post(tx, server)
        if by_id is not None and channel_id is not None:
            await servers.set_set_up_by(tx, server_id, by_id)
        waiting = await schedule.waiting(tx, BOARD, server_id)
        await schedule.unblock(tx, BOARD, server_id)
        overdue = waiting is not None and waiting.due_at <= now
        same_time = weekday is None and at is None and zone is None
        await plan_next(tx, server, now.astimezone(UTC), catch_up=overdue and same_time)
        if zone is not None:
            await circle_weeks.plan_server(tx, server_id, now)
            await weekly_sprints.plan_next(tx, server_id, now)
        return await _as_it_stands(tx, server)

    return await context.db.write(work)


async def _as_it_stands(tx: Tx, server: Server) -> ServerSetup:
    waiting = await schedule.waiting(tx, BOARD, server.id)
    return ServerSetup(
        server=server,
        next_on=None if waiting is None else date.fromisoformat(waiting.period),
        failure=_failure(waiting, await schedule.last_settled(tx, BOARD, server.id)),
        comes_now=waiting is not None and waiting.reason in BLOCKS,
    )


def _failure(waiting: Due | None, last: Settled | None) -> str:
    """Return why the latest post did not get through, also where it still waits for that to be mended."""
    if waiting is not None and waiting.reason in BLOCKS:
        return waiting.reason
    return last.reason if last is not None and last.state is State.FAILED else ""


async def _tell_who_set_up(tx: Tx, due: Due, _reason: str, now: datetime) -> None:
    server = await servers.find(tx, due.subject_id)
    if server.set_up_by_id is not None:
        await inbox.keep(tx, server.set_up_by_id, BOARD, str(server.board_channel_id), now, server_id=server.id)


async def _plan_again(tx: Tx, server_id: int, now: datetime) -> None:
    await plan_next(tx, await servers.find(tx, server_id), now)


BOARD_KIND = DueKind(
    BOARD,
    prepare_post,
    "Weekly board",
    to_channel(blocked=_tell_who_set_up, blocked_for=POSTED_WITHIN, outcomes=servers.outcomes_of_server),
    follow_up,
    Mend(servers.without_post, _plan_again),
)
