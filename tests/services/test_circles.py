"""Circles on a real database: seats, owners, weeks and posts; also two processes at once."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from db import circles as circles_db
from db.database import Database
from rules.circles import Circle, CircleStreak, CreatedToday, PromiseOutcome
from rules.schedule.due import Due
from services import answers, members, plans
from services.acts import Act
from services.circles import keeping, places
from services.circles import membership as circles
from services.circles import weeks as circle_weeks
from services.circles.membership import CircleFull, InAnotherCircle, NewCircle
from services.circles.places import LostMessage
from services.circles.weeks import PROMISE, REPORT, CircleReport, PromiseMessage
from services.context import Context
from services.due import DeliveryFailed, NotTaken, NoWay
from services.leaderboards import boards as leaderboards
from services.privacy.requests import erase
from services.schedule import presence
from services.schedule import run as schedule
from tests.kinds import KINDS
from tests.services.desk import MARA, SERVER, START, TOMAS, Desk, HandClock, utc

AIKO, SAM = 3, 4
THREAD, PARENT = 70, 7
FIRST_MONDAY, FIRST_SUNDAY = utc(12, 8), utc(18, 18)
WEEK_ON = date(2026, 1, 12)
WEEK = timedelta(weeks=1)


async def begun(desk: Desk, *others: int, seats: int = 8) -> Circle:
    """Let Mara begin a circle with a thread, and others join it."""
    circle = await circles.begin(desk.context, desk.act(), NewCircle("Owls", seats))
    settled = await circles.settle_in(desk.context, circle.id, THREAD, PARENT)
    assert settled is not None
    for member_id in others:
        await circles.join(desk.context, desk.act(member_id), circle.id)
    return settled.circle


async def promise(desk: Desk, circle: Circle, member_id: int, text: str = "two pages") -> circle_weeks.Week:
    return await circle_weeks.promise(desk.context, desk.act(member_id), circle.id, text)


async def report(desk: Desk, circle: Circle, member_id: int, outcome: str, week_on: date) -> circle_weeks.Week:
    act = desk.act(member_id)
    return await circle_weeks.report(desk.context, act, circle.id, week_on, PromiseOutcome(outcome))


def posts(desk: Desk, kind: type[Any]) -> list[tuple[datetime, Any]]:
    return [(at, message) for at, _, message in desk.post.sent if isinstance(message, kind)]


async def settled(desk: Desk, kind: str) -> dict[tuple[str, str], int]:
    return {
        (state, reason): count for (found, state, reason), count in (await desk.outcomes()).items() if found == kind
    }


# Seats and owners


async def test_two_want_the_last_seat_and_one_gets_it_from_whichever_process(database_url: str) -> None:
    databases = [await Database.open(database_url) for _ in range(2)]
    contexts = [Context(database, HandClock()) for database in databases]
    circle = await circles.begin(contexts[0], Act(1000, MARA, SERVER, 7, START), NewCircle("Owls", 3))
    wanting = [
        circles.join(contexts[number % 2], Act(2000 + number, 10 + number, SERVER, 7, START), circle.id)
        for number in range(8)
    ]
    answers = await asyncio.gather(*wanting, return_exceptions=True)

    assert sum(isinstance(each, circles.Joined) for each in answers) == 2
    assert sum(isinstance(each, CircleFull) for each in answers) == 6
    async with databases[0].read() as connection:
        assert len(await circles_db.members(connection, circle.id)) == 3
    for database in databases:
        await database.close()


async def test_two_circles_begun_at_once_by_one_member_are_one(database_url: str) -> None:
    databases = [await Database.open(database_url) for _ in range(2)]
    beginning = [
        circles.begin(
            Context(database, HandClock()), Act(number, MARA, SERVER, 7, START), NewCircle(f"Circle {number}")
        )
        for number, database in enumerate(databases, start=1000)
    ]
    answers = await asyncio.gather(*beginning, return_exceptions=True)

    assert sorted(type(each).__name__ for each in answers) == ["Circle", "InAnotherCircle"]
    for database in databases:
        await database.close()


async def test_the_same_interaction_begins_one_circle(desk: Desk) -> None:
    act = desk.act()
    first = await circles.begin(desk.context, act, NewCircle("Owls"))
    assert await circles.begin(desk.context, act, NewCircle("Owls")) == first


async def test_the_owner_who_leaves_passes_it_to_the_longest_standing(desk: Desk) -> None:
    circle = await begun(desk, TOMAS)
    desk.jump(START + timedelta(hours=1))
    await circles.join(desk.context, desk.act(AIKO), circle.id)
    left = await circles.leave(desk.context, desk.act())

    assert (left.new_owner_id, left.is_closed) == (TOMAS, False)
    assert (await circles.leave(desk.context, desk.act(AIKO))).new_owner_id is None
    assert (await circles.leave(desk.context, desk.act(TOMAS))).is_closed
    assert await desk.waiting(PROMISE, circle.id) is None
    assert await desk.waiting(REPORT, circle.id) is None


async def test_an_owner_who_left_the_server_is_followed_by_the_longest_standing_and_comes_back_as_owner(
    desk: Desk,
) -> None:
    circle = await begun(desk, TOMAS, AIKO)
    await members.left_server(desk.context, SERVER, [MARA], START)
    gone = await circles.show(desk.context, desk.act(TOMAS))
    await desk.wrote(words=1)
    back = await circles.show(desk.context, desk.act(TOMAS))

    assert (gone.week.owner_id, gone.week.member_ids) == (TOMAS, (TOMAS, AIKO))
    assert back.week.owner_id == MARA
    assert circle.owner_id == MARA


async def test_whoever_takes_the_seat_of_somebody_who_left_the_server_keeps_it(desk: Desk) -> None:
    circle = await begun(desk, TOMAS, AIKO, seats=3)
    await members.left_server(desk.context, SERVER, [TOMAS], START)
    await circles.join(desk.context, desk.act(SAM), circle.id)

    with pytest.raises(CircleFull):
        await circles.join(desk.context, desk.act(TOMAS), circle.id)


async def test_who_leaves_is_free_for_another_circle_and_takes_an_open_promise_along(desk: Desk) -> None:
    circle = await begun(desk, TOMAS)
    await promise(desk, circle, TOMAS)
    larks = await circles.begin(desk.context, desk.act(AIKO), NewCircle("Larks"))
    with pytest.raises(InAnotherCircle):
        await circles.join(desk.context, desk.act(TOMAS), larks.id)
    await circles.leave(desk.context, desk.act(TOMAS))
    await circles.join(desk.context, desk.act(TOMAS), larks.id)

    assert (await circles.show(desk.context, desk.act())).week.tally.promised == 0


async def test_only_one_of_two_new_threads_becomes_the_circles(desk: Desk) -> None:
    circle = await circles.begin(desk.context, desk.act(), NewCircle("Owls"))
    first = await circles.settle_in(desk.context, circle.id, 71, PARENT)
    second = await circles.settle_in(desk.context, circle.id, 72, PARENT)
    found = await circles.find(desk.context, circle.id)

    assert first is not None
    assert (second, found and found.place_id) == (None, 71)


# Weeks


async def test_the_week_is_asked_twice_at_the_servers_hours(desk: Desk) -> None:
    circle = await begun(desk, TOMAS)
    await desk.at(utc(12, 9))
    await promise(desk, circle, MARA)
    await desk.at(utc(19, 9))

    assert [at for at, _ in posts(desk, PromiseMessage)] == [FIRST_MONDAY, FIRST_MONDAY + WEEK]
    ((reported_at, message),) = posts(desk, CircleReport)
    assert (reported_at, message.asked_ids) == (FIRST_SUNDAY, [MARA])


async def test_the_servers_clock_moves_the_next_questions(desk: Desk) -> None:
    circle = await begun(desk, TOMAS)
    await leaderboards.set_up(desk.context, SERVER, desk.clock.at, zone=ZoneInfo("America/New_York"))
    await desk.at(utc(5, 20))
    due = await desk.waiting(PROMISE, circle.id)

    assert [at for at, _ in posts(desk, PromiseMessage)] == [utc(5, 13)]
    assert due is not None
    assert (due.period, due.due_at) == ("2026-01-12", utc(12, 13))


async def test_a_clock_that_jumps_past_the_question_asks_it_now_and_once(desk: Desk) -> None:
    await begun(desk, TOMAS)
    for zone in ("Asia/Tokyo", "Europe/Helsinki", "Asia/Tokyo"):
        await leaderboards.set_up(desk.context, SERVER, desk.clock.at, zone=ZoneInfo(zone))
        await desk.tick()

    ((at, message),) = posts(desk, PromiseMessage)
    assert (at, message.week.week_on) == (START, date(2026, 1, 5))


async def test_a_bot_that_was_down_asks_late_within_the_week_once_and_says_so(desk: Desk) -> None:
    circle = await begun(desk, TOMAS)
    desk.jump(FIRST_MONDAY + timedelta(days=3))
    await asyncio.gather(desk.tick(), desk.tick())
    ((_, message),) = posts(desk, PromiseMessage)
    assert message.late_from == FIRST_MONDAY
    desk.jump(FIRST_MONDAY + WEEK + timedelta(days=6, hours=13))  # that week's report has been asked for
    await desk.tick()

    assert len(posts(desk, PromiseMessage)) == 1
    assert (await settled(desk, PROMISE))["skipped", NoWay.TOO_LATE.value] == 1
    due = await desk.waiting(PROMISE, circle.id)
    assert due is not None
    assert due.period == "2026-01-26"


async def test_after_three_weeks_away_only_the_running_week_is_asked_about(desk: Desk) -> None:
    await begun(desk, TOMAS)
    desk.jump(FIRST_MONDAY + 2 * WEEK + timedelta(days=2))
    await desk.tick()
    await desk.tick()

    ((_, message),) = posts(desk, PromiseMessage)
    assert message.week.week_on == FIRST_MONDAY.date() + 2 * WEEK


async def test_trouble_that_passes_is_tried_again_under_the_same_nonce(desk: Desk) -> None:
    await begun(desk, TOMAS)
    desk.post.trouble = trouble("discord_503", again=True)
    await desk.at(utc(12, 8, 10))
    desk.post.trouble = None
    await desk.at(utc(12, 9))

    tried = {schedule.nonce_of(due) for due in desk.post.tried if due.kind == PROMISE}
    assert (len(tried), len(posts(desk, PromiseMessage))) == (1, 1)


def trouble(reason: str, *, again: bool = False) -> Any:
    async def raises(due: Due) -> None:
        if due.kind in (PROMISE, REPORT):
            raise DeliveryFailed(reason, again=again)

    return raises


async def test_a_place_that_is_gone_is_told_to_the_owner_once_for_each_place(desk: Desk) -> None:
    circle = await begun(desk, TOMAS)
    desk.post.trouble = trouble(NotTaken.CHANNEL_GONE)
    await desk.at(utc(11, 12))
    await desk.seen()
    await desk.at(utc(20, 9))
    assert [message.owner.id for _, message in posts(desk, LostMessage)] == [MARA]
    assert await settled(desk, PROMISE) == {("failed", NotTaken.CHANNEL_GONE): 1}

    assert await circles.settle_in(desk.context, circle.id, 71, PARENT) is not None
    await places.channel_deleted(desk.context, 71, desk.clock.at)
    await places.channel_deleted(desk.context, 71, desk.clock.at)
    await desk.at(utc(20, 10))
    assert len(posts(desk, LostMessage)) == 2


async def test_a_place_closed_to_the_bot_is_not_gone(desk: Desk) -> None:
    circle = await begun(desk, TOMAS)
    desk.post.trouble = trouble(NotTaken.NO_ACCESS)
    await desk.at(utc(12, 9))
    found = await circles.find(desk.context, circle.id)
    assert found is not None
    assert found.place_id == THREAD
    assert await settled(desk, PROMISE) == {}
    desk.post.trouble = None
    await desk.at(utc(12, 11))

    assert len(posts(desk, PromiseMessage)) == 1


async def test_a_place_closed_to_the_bot_all_week_is_told_to_the_owner_and_counted(desk: Desk) -> None:
    await begun(desk, TOMAS)
    desk.post.trouble = trouble(NotTaken.NO_ACCESS)
    await desk.at(utc(19, 7))
    waiting = (await answers.aftermath(desk.context, desk.act(MARA))).waiting

    assert [(each.kind, each.text) for each in waiting] == [(PROMISE, "Owls")]
    assert await settled(desk, PROMISE) == {("failed", NotTaken.NO_ACCESS): 1}


async def test_a_removed_server_hears_nothing_and_its_return_plans_anew(desk: Desk) -> None:
    circle = await begun(desk, TOMAS)
    await presence.server_left(desk.context, SERVER)
    await desk.at(utc(13, 9))
    assert posts(desk, PromiseMessage) == []
    assert await desk.waiting(PROMISE, circle.id) is None
    await presence.server_joined(desk.context, KINDS, SERVER)
    await desk.at(utc(19, 9))

    assert [at for at, _ in posts(desk, PromiseMessage)] == [FIRST_MONDAY + WEEK]


async def test_mending_finds_a_circle_whose_chain_broke(desk: Desk) -> None:
    circle = await begun(desk, TOMAS)
    await desk.context.db.write(lambda tx: tx.execute("DELETE FROM due WHERE kind = ?", (REPORT,)))
    assert await schedule.mend(desk.context, KINDS) == 1
    assert await desk.waiting(REPORT, circle.id) is not None


async def test_a_streak_grows_with_the_weeks_and_is_only_derived(desk: Desk) -> None:
    circle = await begun(desk, TOMAS)
    for number in range(3):
        await desk.at(FIRST_MONDAY + number * WEEK)
        for member_id in (MARA, TOMAS):
            await promise(desk, circle, member_id)
        await desk.at(FIRST_SUNDAY + number * WEEK)
        await report(desk, circle, MARA, "kept", WEEK_ON + number * WEEK)
        week = await report(desk, circle, TOMAS, "missed", WEEK_ON + number * WEEK)

    assert week.streak == CircleStreak(3, 3)
    changed = await report(desk, circle, MARA, "missed", WEEK_ON + 2 * WEEK)
    assert changed.streak == CircleStreak(2, 2)
    await desk.at(FIRST_SUNDAY + 3 * WEEK)
    assert (await circles.show(desk.context, desk.act())).week.streak == CircleStreak(0, 2)


async def test_writing_pausing_or_promising_are_signs_of_life(desk: Desk) -> None:
    circle = await begun(desk, TOMAS, AIKO, SAM)
    await desk.at(utc(10, 9))
    await desk.wrote(TOMAS, words=10, quiet=True)
    await promise(desk, circle, AIKO)
    await plans.pause(desk.context, desk.act(SAM), date(2026, 1, 10), date(2026, 1, 30), "")
    await desk.at(utc(20, 9))

    asked_after = [message.week.asked_after for _, message in posts(desk, PromiseMessage)]
    assert asked_after == [(), (MARA,)]


async def test_a_circle_without_promises_falls_asleep_and_a_promise_wakes_it(desk: Desk) -> None:
    circle = await begun(desk, TOMAS)
    desk.post.trouble = None
    for number in range(6):
        desk.jump(FIRST_MONDAY + number * WEEK)
        await desk.tick()
    assert len(posts(desk, PromiseMessage)) == 4
    shown = await circles.show(desk.context, desk.act())
    assert shown.is_asleep
    await promise(desk, circle, MARA)
    desk.jump(FIRST_MONDAY + 6 * WEEK)
    await desk.tick()

    assert len(posts(desk, PromiseMessage)) == 5


async def test_what_was_promised_is_erased_with_its_member_and_the_circle_goes_on(desk: Desk) -> None:
    circle = await begun(desk, TOMAS)
    await promise(desk, circle, MARA)
    await desk.context.db.write(lambda tx: tx.execute("DELETE FROM members WHERE id = ?", (MARA,)))
    shown = await circles.show(desk.context, desk.act(TOMAS))

    assert (shown.circle.id, shown.week.owner_id, dict(shown.week.promises)) == (circle.id, TOMAS, {})
    assert replace(shown.circle, owner_id=MARA) == circle


async def test_a_member_begins_one_circle_a_day(desk: Desk) -> None:
    circle = await begun(desk)
    await circles.leave(desk.context, desk.act())
    with pytest.raises(CreatedToday) as refused:
        await circles.begin(desk.context, desk.act(), NewCircle("Larks", 8))
    desk.jump(refused.value.opens_at)

    assert (await circles.begin(desk.context, desk.act(), NewCircle("Larks", 8))).id != circle.id


async def test_passing_a_circle_on_does_not_let_a_member_begin_another_that_day(desk: Desk) -> None:
    circle = await begun(desk, TOMAS)
    await keeping.hand_over(desk.context, desk.act(), TOMAS)
    await keeping.take_over(desk.context, desk.act(TOMAS), circle.id)
    await circles.leave(desk.context, desk.act())

    with pytest.raises(CreatedToday):
        await circles.begin(desk.context, desk.act(), NewCircle("Larks", 8))


@pytest.mark.parametrize("others", [(), (TOMAS,)])
async def test_a_circle_whose_last_member_erases_themselves_closes(desk: Desk, others: tuple[int, ...]) -> None:
    circle = await begun(desk, *others)
    await erase(desk.context, desk.act())

    assert (await circles.find(desk.context, circle.id) is None) is (not others)
