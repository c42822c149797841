"""The weekly post: when it comes, and what becomes of one that cannot be posted."""

from __future__ import annotations

from datetime import date, time, timedelta
from typing import Any

import pytest

from db import schedule as schedule_db
from rules.schedule.due import Due
from services import answers
from services.due import BLOCKS, NotTaken
from services.leaderboards import boards as leaderboards
from services.leaderboards.boards import BOARD, BoardMessage, NobodyWrote
from services.schedule import run as schedule
from tests.kinds import KINDS
from tests.services.desk import BERLIN, MARA, SERVER, TOMAS, Desk, utc
from tests.services.test_schedule import failing


async def post_on(desk: Desk, **changes: Any) -> leaderboards.ServerSetup:
    return await leaderboards.set_up(desk.context, SERVER, desk.clock.at, **changes)


async def test_the_post_comes_once_a_week_at_the_servers_time(desk: Desk) -> None:
    await desk.reminder(on=False)
    await desk.wrote(words=10)
    await post_on(desk, channel_id=9, weekday=0, at=time(9), zone=BERLIN)
    await desk.at(utc(20, 12))

    assert [(at, due.kind) for at, due, _ in desk.post.sent] == [(utc(12, 8), BOARD)]
    message = desk.post.sent[0][2]
    assert isinstance(message, BoardMessage)
    assert (message.writers, message.kept.span.last_on) == (1, date(2026, 1, 11))
    assert message.words == 0  # a sum of one would be theirs
    assert (await desk.outcomes())[BOARD, "skipped", NobodyWrote.NOTHING_TO_SAY.value] == 1


@pytest.mark.parametrize(("hours", "comes"), [(1, True), (13, True), (156, True), (157, False)])
async def test_a_post_is_late_until_half_a_day_before_the_next(desk: Desk, hours: int, comes: bool) -> None:
    await desk.reminder(on=False)
    await desk.wrote(words=10)
    await post_on(desk, channel_id=9, zone=BERLIN)
    desk.jump(utc(12, 8) + timedelta(hours=hours))
    await desk.tick()

    assert (BOARD in dict(desk.post.kinds)) is comes
    assert (await due_of_board(desk)).period == "2026-01-19"


async def due_of_board(desk: Desk) -> Due:
    due = await desk.waiting(BOARD, SERVER)
    assert due is not None
    return due


async def test_a_new_hour_after_the_post_does_not_bring_it_again_and_breaks_no_chain(desk: Desk) -> None:
    await desk.wrote(words=10)
    await post_on(desk, channel_id=9, zone=BERLIN)
    await desk.at(utc(12, 8))
    setup = await post_on(desk, at=time(20))

    assert setup.next_on == date(2026, 1, 19)
    assert (await due_of_board(desk)).period == "2026-01-19"


async def test_choosing_another_channel_while_a_post_is_overdue_keeps_the_post(desk: Desk) -> None:
    await desk.wrote(words=10)
    await post_on(desk, channel_id=9, zone=BERLIN)
    await desk.at(utc(12, 7, 55))
    desk.post.trouble = failing("discord_503", again=True)
    await desk.at(utc(12, 8, 5))
    desk.post.trouble = None
    await post_on(desk, channel_id=10)
    await desk.at(utc(12, 9))

    assert (BOARD, "2026-01-12") in desk.post.kinds


async def test_a_failed_post_is_named_in_setup_and_the_next_is_planned(desk: Desk) -> None:
    await desk.reminder(on=False)
    await desk.wrote(words=10)
    await post_on(desk, channel_id=9, zone=BERLIN)
    desk.post.trouble = failing("no_access", again=False)
    await desk.at(utc(12, 9))
    assert (await post_on(desk)).failure == "no_access"
    await desk.at(utc(19, 7))
    setup = await post_on(desk)

    assert setup.failure == "no_access"
    assert setup.next_on == date(2026, 1, 19)
    assert (await desk.outcomes())[BOARD, "failed", "no_access"] == 1


@pytest.mark.parametrize("reason", BLOCKS)
async def test_a_board_that_could_not_be_posted_comes_within_the_hour_after_that_is_mended(
    desk: Desk, reason: NotTaken
) -> None:
    await desk.reminder(on=False)
    await desk.wrote(words=10)
    await post_on(desk, channel_id=9, zone=BERLIN)
    desk.post.trouble = failing(reason, again=False)
    await desk.at(utc(12, 10))
    desk.post.trouble = None
    await desk.at(utc(12, 11, 5))

    assert [due.period for _, due, _ in desk.post.sent] == ["2026-01-12"]
    assert (await due_of_board(desk)).period == "2026-01-19"


@pytest.mark.parametrize("changes", [{}, {"channel_id": 10}], ids=["looked at again", "another channel"])
async def test_a_board_that_could_not_be_posted_comes_at_once_when_setup_is_used(
    desk: Desk, changes: dict[str, int]
) -> None:
    await desk.reminder(on=False)
    await desk.wrote(words=10)
    await post_on(desk, channel_id=9, zone=BERLIN)
    desk.post.trouble = failing("no_access", again=False)
    await desk.at(utc(12, 8, 5))
    desk.post.trouble = None
    await post_on(desk, **changes)
    await desk.tick()

    assert [due.period for _, due, _ in desk.post.sent] == ["2026-01-12"]


async def test_who_set_the_board_up_hears_once_that_it_cannot_be_posted(desk: Desk) -> None:
    await desk.reminder(on=False)
    await desk.wrote(words=10)
    await post_on(desk, channel_id=9, zone=BERLIN, by_id=TOMAS)
    desk.post.trouble = failing("no_access", again=False)
    await desk.at(utc(12, 12))

    told = [(await answers.aftermath(desk.context, desk.act(each))).waiting for each in (TOMAS, MARA)]
    assert [[(each.kind, each.about) for each in waiting] for waiting in told] == [[(BOARD, "9")], []]


async def test_a_server_without_a_channel_gets_no_post(desk: Desk) -> None:
    await desk.wrote(words=10)
    await desk.at(utc(13, 12))

    assert BOARD not in dict(desk.post.kinds)


async def test_a_post_that_lost_its_place_is_mended(desk: Desk) -> None:
    await post_on(desk, channel_id=9, zone=BERLIN)
    await desk.context.db.write(lambda tx: schedule_db.forget(tx, BOARD, SERVER))
    await schedule.mend(desk.context, KINDS)

    assert (await due_of_board(desk)).period == "2026-01-12"
