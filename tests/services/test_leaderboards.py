"""Boards of a server, against a real database."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from itertools import count
from typing import Any

import pytest

from db import members as members_db
from db import streaks as streaks_db
from db.database import Database
from rules.leaderboards import TOP, Board, BoardLog, BoardPeriod, is_listed, kept_days, kept_score, period_start
from rules.streaks.plans import PlanKind
from rules.streaks.streak import streak
from services import members, plans, streaks
from services.acts import Act
from services.context import Context
from services.leaderboards import boards as leaderboards
from services.leaderboards.boards import Absent, BoardShown
from services.streaks import EntryInput
from tests.services.desk import HandClock

HERE, ELSEWHERE = 100, 200
MARA, TOMAS, AIKO = 1, 2, 3
MONDAY = datetime(2026, 1, 5, 9, tzinfo=UTC)


class Hall:
    """A server's writers, day by day."""

    def __init__(self, db: Database) -> None:
        self.context = Context(db, HandClock())
        self.at = MONDAY
        self._ids = count(1)

    def act(self, member_id: int, server_id: int = HERE) -> Act:
        return Act(next(self._ids), member_id, server_id, 7, self.at)

    async def wrote(self, *member_ids: int, server_id: int = HERE, **said: Any) -> None:
        for member_id in member_ids:
            await streaks.record_entry(self.context, self.act(member_id, server_id), EntryInput(**said))

    async def board(
        self, board: Board = Board.KEPT, period: BoardPeriod = BoardPeriod.WEEK, *, asker: int = MARA
    ) -> BoardShown:
        return await leaderboards.show_board(self.context, self.act(asker), board, period)

    def next_day(self) -> None:
        self.at += timedelta(days=1)


@pytest.fixture
def hall(db: Database) -> Hall:
    return Hall(db)


def listed(shown: BoardShown) -> list[tuple[int, int]]:
    return [(place.rank, place.score.member_id) for place in shown.top]


async def test_kept_promises_start_with_the_third_planned_day(hall: Hall) -> None:
    for _ in range(2):
        await hall.wrote(MARA, words=1)
        hall.next_day()
    assert listed(await hall.board()) == []
    await hall.wrote(MARA, words=1)

    shown = await hall.board()
    assert [(place.score.kept, place.score.planned) for place in shown.top] == [(3, 3)]


async def test_kept_promises_compare_shares_not_amounts(hall: Hall) -> None:
    await hall.wrote(TOMAS, words=9000)
    for day in range(4):
        await hall.wrote(MARA, words=1)
        if day in (1, 3):
            await hall.wrote(TOMAS, words=9000)
        hall.next_day()

    shown = await hall.board()
    assert listed(shown) == [(1, MARA), (2, TOMAS)]
    assert (shown.top[1].score.kept, shown.top[1].score.planned) == (3, 4)


async def test_words_count_the_period_and_leave_out_quiet_and_undone_ones(hall: Hall) -> None:
    hall.at = MONDAY - timedelta(days=4)  # Thursday 1 January
    await hall.wrote(MARA, words=1000)
    hall.at = MONDAY + timedelta(days=3)
    await hall.wrote(MARA, words=10)
    await hall.wrote(MARA, words=500, quiet=True)
    outcome = await streaks.record_entry(hall.context, hall.act(MARA), EntryInput(words=70))
    await streaks.set_undone(hall.context, hall.act(MARA), outcome.entry.id, undone=True)

    week, month = await hall.board(Board.WORDS), await hall.board(Board.WORDS, BoardPeriod.MONTH)
    assert [place.score.value for place in week.top] == [10]
    assert [place.score.value for place in month.top] == [1010]


@pytest.mark.parametrize(
    ("kind", "days"),
    [(PlanKind.DAILY, None), (PlanKind.WEEKDAYS, None), (PlanKind.DAYS_A_WEEK, 3), (PlanKind.MONTHLY, None)],
)
@pytest.mark.parametrize("period", BoardPeriod)
async def test_a_board_agrees_with_each_members_whole_log(
    hall: Hall, kind: PlanKind, days: int | None, period: BoardPeriod
) -> None:
    hall.at = datetime(2025, 12, 29, 9, tzinfo=UTC)
    await plans.choose_plan(hall.context, hall.act(MARA), kind, days)
    for number in range(38):
        if number % 3 != 1:
            await hall.wrote(MARA, words=1)
        if number % 7 == 0:
            await hall.wrote(TOMAS, words=1)
        hall.next_day()

    boards = [await hall.board(Board.KEPT, period), await hall.board(Board.STREAK, period)]
    for member_id in (MARA, TOMAS):
        async with hall.context.db.read() as connection:
            member = await members_db.find(connection, member_id)
            assert member is not None
            history = (await streaks_db.log_of(connection, member_id, member.since_on)).history
        today = hall.at.date()
        kept = kept_days(BoardLog.of(history), period_start(period, today), today, today)
        is_on_it = kept.planned and is_listed(kept_score(member_id, kept, history.plans, today), history.plans, today)
        expected = [(kept.kept, kept.planned)] if is_on_it else []
        run = streak(history, today).current
        mine = [[place.score for place in shown.top if place.score.member_id == member_id] for shown in boards]
        assert [(score.kept, score.planned) for score in mine[0]] == expected
        assert [score.value for score in mine[1]] == ([run] if run else [])


async def test_streaks_show_what_they_count_in(hall: Hall) -> None:
    await hall.wrote(MARA, words=1)
    hall.next_day()
    await hall.wrote(MARA, TOMAS, words=1)

    shown = await hall.board(Board.STREAK)
    assert [(place.score.member_id, place.score.value, place.score.unit) for place in shown.top] == [
        (MARA, 2, "day"),
        (TOMAS, 1, "day"),
    ]


async def test_who_opted_out_is_hidden_and_told_why_they_are_not_there(hall: Hall) -> None:
    await hall.wrote(MARA, TOMAS, words=5)
    await members.choose_boards(hall.context, hall.act(MARA), shown=False)

    shown = await hall.board(Board.WORDS)
    assert listed(shown) == [(1, TOMAS)]
    assert (shown.mine, shown.absent) == ((), Absent.HIDDEN)


async def test_somebody_who_left_is_hidden_until_they_write_here_again(hall: Hall) -> None:
    await hall.wrote(MARA, TOMAS, words=5)
    await members.left_server(hall.context, HERE, [TOMAS], hall.at)
    assert listed(await hall.board(Board.WORDS)) == [(1, MARA)]

    await hall.wrote(TOMAS, words=5)
    assert listed(await hall.board(Board.WORDS)) == [(1, TOMAS), (2, MARA)]


async def test_a_server_shows_only_its_own_members(hall: Hall) -> None:
    await hall.wrote(MARA, words=5)
    await hall.wrote(TOMAS, words=5, server_id=ELSEWHERE)

    assert listed(await hall.board(Board.WORDS)) == [(1, MARA)]


async def test_ones_own_place_comes_with_its_neighbours_also_below_the_top(hall: Hall) -> None:
    for number in range(1, 16):
        await hall.wrote(number, words=100 * (20 - number))

    shown = await hall.board(Board.WORDS, asker=13)
    assert len(shown.top) == TOP
    assert [(place.rank, place.score.member_id) for place in shown.mine] == [(12, 12), (13, 13), (14, 14)]
    assert shown.of_members == 15


async def test_kept_promises_tell_nobody_a_rank_or_who_is_beside_them(hall: Hall) -> None:
    for _ in range(3):
        await hall.wrote(*range(1, 16))
        hall.next_day()

    shown = await hall.board(Board.KEPT, asker=13)
    assert [place.score.member_id for place in shown.mine] == [13]


async def test_who_shares_the_last_shown_rank_is_counted(hall: Hall) -> None:
    await hall.wrote(*range(1, 14), words=5)

    shown = await hall.board(Board.WORDS)
    assert {place.rank for place in shown.top} == {1}
    assert shown.tied_below == 3


async def test_looking_at_a_board_makes_nobody_a_member(hall: Hall) -> None:
    await hall.wrote(MARA, words=5)

    shown = await hall.board(Board.WORDS, asker=AIKO)
    assert shown.absent is Absent.NOTHING_YET
    async with hall.context.db.read() as connection:
        assert [row["id"] for row in await connection.fetch("SELECT id FROM members")] == [MARA]
