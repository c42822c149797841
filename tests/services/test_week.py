"""What the weekly post tells besides its boards, against a real database."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from db import servers
from db.database import Database
from services import members, streaks
from services.goals import endings
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
