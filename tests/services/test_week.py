"""What the weekly post tells besides its boards, against a real database."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from db import servers
from db.database import Database
from rules.schedule.due import Due
from services import members, streaks
from services.due import DeliveryFailed, NotTaken
from services.goals import endings
from services.goals.milestones import MILESTONE
from services.leaderboards import boards as leaderboards
from services.leaderboards.boards import BoardMessage
from services.leaderboards.week import WeekNews, news_of
from services.schedule import run as schedule
from services.streaks import EntryInput
from tests.kinds import KINDS
from tests.services.goal_room import INK, MARA, OTHER, TOMAS, Room, open_room

FIRST, LAST = date(2026, 1, 5), date(2026, 1, 11)  # the week the room opens in
NEXT_FIRST, NEXT_LAST = date(2026, 1, 12), date(2026, 1, 18)
AIKO = 103


@pytest.fixture
def room(db: Database) -> Room:
    return open_room(db)


async def wrote(room: Room, member_id: int, after: float, /, **said: object) -> int:
    """Log an entry so many days after the Monday morning; return its id."""
    act = room.act(member_id, days=after)
    await streaks.record_entry(room.context, act, EntryInput(**{"words": 10, **said}))  # type: ignore[arg-type]
    return act.id


async def news(room: Room, first: date = FIRST, last: date = LAST, server_id: int = INK) -> WeekNews:
    async with room.context.db.read() as connection:
        return await news_of(connection, await servers.find(connection, server_id), first, last)


async def opt_out(room: Room, member_id: int) -> None:
    await members.choose_boards(room.context, room.act(member_id), shown=False)


async def leave(room: Room, member_id: int) -> None:
    await members.left_server(room.context, INK, [member_id], room.clock.at)


# Milestones


async def test_the_highest_milestone_of_each_shared_goal_is_told(room: Room) -> None:
    followers = await room.set("500 followers in 3 months")
    poems = await room.set("10 poems in 3 months", room.act(TOMAS))
    await room.tell(followers, "130")
    await room.tell(followers, "260")
    await room.tell(poems, "10")

    told = [(each.member_id, each.goal_text, each.percent) for each in (await news(room)).milestones]
    assert told == [(TOMAS, "10 poems in 3 months", 100), (MARA, "500 followers in 3 months", 50)]
    assert (await news(room, NEXT_FIRST, NEXT_LAST)).milestones == ()


async def test_a_milestone_that_was_taken_back_is_not_told(room: Room) -> None:
    await room.set("50k words by November 30")
    followers = await room.set("500 followers in 3 months", room.act(TOMAS))
    slip = await wrote(room, MARA, 0, words=60_000)
    await streaks.set_undone(room.context, room.act(days=0.1), slip, undone=True)
    await room.tell(followers, "260", room.act(TOMAS))
    await room.tell(followers, "130", room.act(TOMAS, days=2), back_is_meant=True)

    assert [(each.member_id, each.percent) for each in (await news(room)).milestones] == [(TOMAS, 25)]
    await room.tell(followers, "260", room.act(TOMAS, days=3))
    assert [(each.member_id, each.percent) for each in (await news(room)).milestones] == [(TOMAS, 50)]


async def test_one_members_goals_do_not_keep_others_out(room: Room) -> None:
    for number in range(1, 10):
        await room.set(f"{number} words by June 30")
    await room.set("20 words by June 30", room.act(TOMAS))
    await wrote(room, MARA, 0.5, words=10)
    await wrote(room, TOMAS, 0.5, words=16)

    told = (await news(room)).milestones

    assert [each.member_id for each in told] == [MARA, MARA, TOMAS, *[MARA] * 7]
    assert told[2].percent == 75


async def test_what_a_channel_had_heard_enough_of_is_not_in_the_post(room: Room) -> None:
    await room.set("10 words by June 30")

    async def take(due: Due, _message: object) -> None:
        if due.kind == MILESTONE:
            raise DeliveryFailed(NotTaken.HEARD, again=False)

    await wrote(room, MARA, 0, words=10)
    assert len((await news(room)).milestones) == 1
    room.clock.at += timedelta(hours=1)
    await schedule.run_due(room.context, KINDS, take)

    assert (await news(room)).milestones == ()


async def test_private_and_dropped_goals_and_those_of_other_servers_are_not_told(room: Room) -> None:
    private = await room.set("500 followers in 3 months", private=True)
    dropped = await room.set("10 poems in 3 months")
    elsewhere = await room.set("10 essays in 3 months", room.act(server_id=OTHER))
    finished = await room.set("10 stories in 3 months")
    for goal, total in ((private, "500"), (dropped, "5"), (elsewhere, "5"), (finished, "5")):
        await room.tell(goal, total)
    await endings.drop_goal(room.context, room.act(), dropped.id, "-")
    await endings.finish_goal(room.context, room.act(), finished.id, early_is_meant=True)

    assert [each.goal_text for each in (await news(room)).milestones] == ["10 stories in 3 months"]
    assert [each.goal_text for each in (await news(room, server_id=OTHER)).milestones] == ["10 essays in 3 months"]


@pytest.mark.parametrize("hide", [opt_out, leave])
async def test_nothing_is_told_of_who_left_or_opted_out(room: Room, hide: object) -> None:
    await room.tell(await room.set("500 followers in 3 months"), "260")
    await wrote(room, MARA, 0)
    await wrote(room, MARA, 5)
    assert await news(room) != WeekNews()
    await hide(room, MARA)  # type: ignore[operator]

    assert await news(room) == WeekNews()


async def test_the_week_is_the_servers_own(room: Room) -> None:
    """Sunday 23:30 in New York is Monday in UTC, and still that Sunday's week."""
    await leaderboards.set_up(room.context, INK, room.clock.at, zone=ZoneInfo("America/New_York"))
    goal = await room.set("500 followers in 3 months")
    sunday_night = datetime(2026, 1, 12, 4, 30, tzinfo=UTC)
    days = (sunday_night - room.clock.at) / timedelta(days=1)
    await room.tell(goal, "130", room.act(days=days))
    await wrote(room, TOMAS, days)

    week, week_after = await news(room), await news(room, NEXT_FIRST, NEXT_LAST)
    assert (len(week.milestones), week.newcomers) == (1, (TOMAS,))
    assert (week_after.milestones, week_after.newcomers) == ((), ())


# Newcomers


async def test_a_first_entry_makes_a_newcomer_once(room: Room) -> None:
    await wrote(room, MARA, 0)
    await wrote(room, MARA, 7)
    await wrote(room, TOMAS, 7)

    assert (await news(room)).newcomers == (MARA,)
    assert (await news(room, NEXT_FIRST, NEXT_LAST)).newcomers == (TOMAS,)


async def test_a_first_entry_logged_late_is_welcomed_in_the_week_it_was_logged(room: Room) -> None:
    await wrote(room, MARA, 7, day="yesterday")

    assert (await news(room)).newcomers == ()
    assert (await news(room, NEXT_FIRST, NEXT_LAST)).newcomers == (MARA,)


async def test_quiet_and_undone_entries_announce_nobody(room: Room) -> None:
    await wrote(room, MARA, 0, quiet=True)
    undone = await wrote(room, TOMAS, 0)
    await streaks.set_undone(room.context, room.act(TOMAS), undone, undone=True)

    assert (await news(room)).newcomers == ()


# Comebacks


async def test_coming_back_after_silence_is_welcomed(room: Room) -> None:
    await wrote(room, MARA, 0)
    await wrote(room, MARA, 9)
    await wrote(room, MARA, 10)

    assert (await news(room, NEXT_FIRST, NEXT_LAST)).comebacks == (MARA,)
    assert (await news(room)).comebacks == ()


async def test_a_day_off_a_quiet_return_and_a_gap_logged_late_are_no_comebacks(room: Room) -> None:
    for day in (0, 2):
        await wrote(room, MARA, day)  # one missed day after a single one
    await wrote(room, TOMAS, 0)
    await wrote(room, TOMAS, 6, quiet=True)
    await wrote(room, AIKO, 0)
    await wrote(room, AIKO, 6)
    assert (await news(room)).comebacks == (AIKO,)
    for missed in ("2026-01-06", "2026-01-07", "2026-01-08", "2026-01-09", "2026-01-10"):
        await wrote(room, AIKO, 6, day=missed)

    assert (await news(room)).comebacks == ()


# In the post


async def test_the_weekly_post_carries_the_news_and_names_who_is_in_it(room: Room) -> None:
    await leaderboards.set_up(room.context, INK, room.clock.at, channel_id=9, weekday=0, at=time(9))
    await room.tell(await room.set("500 followers in 3 months", room.act(TOMAS)), "130")
    await wrote(room, MARA, 6)
    sent: list[BoardMessage] = []

    async def take(_due: object, message: object) -> None:
        if isinstance(message, BoardMessage):
            sent.append(message)

    room.clock.at += timedelta(days=7)
    await schedule.run_due(room.context, KINDS, take)

    (post,) = sent
    assert [each.member_id for each in post.news.milestones] == [TOMAS]
    assert post.news.newcomers == (MARA,)
    assert post.member_ids == [MARA, TOMAS]


async def post_of_the_week(room: Room) -> BoardMessage:
    due = Due(leaderboards.BOARD, INK, "2026-01-12", room.clock.at + timedelta(days=7))
    async with room.context.db.read() as connection:
        message = await leaderboards.prepare_post(connection, due, due.due_at)
    assert isinstance(message, BoardMessage)
    return message


async def test_under_three_names_there_is_no_figure_whoever_wrote_quietly(room: Room) -> None:
    await leaderboards.set_up(room.context, INK, room.clock.at, channel_id=9, weekday=0, at=time(9))
    for member_id in (MARA, TOMAS):
        await wrote(room, member_id, 0, words=21)
    await wrote(room, AIKO, 0, words=21, quiet=True)

    post = await post_of_the_week(room)
    assert (post.kept.named, post.words) == ((MARA, TOMAS), 0)
    await wrote(room, AIKO, 1, words=5)
    post = await post_of_the_week(room)
    assert (post.kept.named, post.words) == ((MARA, TOMAS, AIKO), 47)


async def test_the_sum_of_the_week_is_of_those_named_whoever_is_hidden_meanwhile(
    room: Room, monkeypatch: pytest.MonkeyPatch
) -> None:
    await leaderboards.set_up(room.context, INK, room.clock.at, channel_id=9, weekday=0, at=time(9))
    for member_id in (MARA, TOMAS, AIKO):
        await wrote(room, member_id, 0, words=21)
    board = leaderboards._board

    async def leaves_meanwhile(*asked: Any) -> Any:
        await leave(room, MARA)
        return await board(*asked)

    monkeypatch.setattr(leaderboards, "_board", leaves_meanwhile)

    post = await post_of_the_week(room)
    assert post.words == 21 * len(post.kept.named)
