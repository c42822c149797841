"""Seats in circles: given up, given away and given back; whose a circle is, what it tells, and what a name means."""

from __future__ import annotations

import itertools
from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import replace
from datetime import date, timedelta

import pytest

from db import schedule as schedule_db
from rules.circles import ASKED_AGAIN_AFTER, PARTINGS_WITHIN, AskedToday, LeftOften
from rules.inbox import Waiting
from services import answers, inbox, members, plans
from services.acts import Act, NotYours
from services.circles import keeping, offers
from services.circles import membership as circles
from services.circles.keeping import InNoCircle, LetGoByManager, NotTheOwner
from services.circles.membership import NewCircle, SeatGivenUp
from services.circles.partings import PARTING_OVER
from services.circles.weeks import PromiseMessage
from services.context import Context
from services.privacy import requests
from services.schedule import run as schedule
from tests.kinds import KINDS
from tests.services.desk import MARA, TOMAS, Desk, utc
from tests.services.test_circles import AIKO, SAM, begun, posts


@pytest.mark.parametrize("leave", [circles.leave, requests.erase])
async def test_who_has_left_twice_within_a_day_joins_no_circle_until_a_day_after_the_first_time(
    desk: Desk, leave: Callable[[Context, Act], Awaitable[object]]
) -> None:
    circle = await begun(desk, AIKO)
    for _ in range(2):
        await circles.join(desk.context, desk.act(TOMAS), circle.id)
        await leave(desk.context, desk.act(TOMAS))
    with pytest.raises(LeftOften) as refused:
        await circles.join(desk.context, desk.act(TOMAS), circle.id)
    desk.jump(refused.value.opens_at)

    assert (await circles.join(desk.context, desk.act(TOMAS), circle.id)).is_new


async def test_with_the_last_one_in_it_a_circles_name_is_erased_wherever_it_waits(desk: Desk) -> None:
    circle = await begun(desk, TOMAS)
    await keeping.let_go(desk.context, desk.act(), TOMAS, is_manager=False)
    await requests.erase(desk.context, desk.act())
    waiting = await inbox.more(desk.context, desk.act(TOMAS), 0)
    async with desk.context.db.read() as connection:
        kept = await connection.fetch("SELECT name FROM circles")

    assert [each.text for each in waiting] == [requests.ERASED_TITLE]
    assert circle.name not in [row["name"] for row in kept]


async def partings(desk: Desk) -> list[tuple[int, int]]:
    """Return who is remembered to have left which circle, or to have been let go."""
    async with desk.context.db.read() as connection:
        kept = await connection.fetch("SELECT circle_id, member_id FROM circle_partings")
    return [tuple(row) for row in kept]


async def test_who_left_a_circle_is_forgotten_after_a_day_also_where_they_erased_themselves(desk: Desk) -> None:
    circle = await begun(desk, TOMAS, AIKO, SAM)
    await circles.leave(desk.context, desk.act(TOMAS))
    await circles.leave(desk.context, desk.act(AIKO))
    await requests.erase(desk.context, desk.act(AIKO))
    await keeping.let_go(desk.context, desk.act(), SAM, is_manager=False)
    await desk.at(desk.clock.at + PARTINGS_WITHIN)

    assert await partings(desk) == [(circle.id, SAM)]


async def test_who_left_a_circle_that_is_closed_is_forgotten_where_nothing_was_planned_for_it(desk: Desk) -> None:
    circle = await begun(desk, TOMAS)
    for member_id in (TOMAS, MARA):
        await circles.leave(desk.context, desk.act(member_id))
    await desk.context.db.write(lambda tx: schedule_db.forget(tx, PARTING_OVER, circle.id))
    remembered = await partings(desk)
    await schedule.mend(desk.context, KINDS)
    await desk.at(desk.clock.at + PARTINGS_WITHIN)

    assert (len(remembered), await partings(desk)) == (2, [])


@pytest.mark.parametrize(("keeper", "is_manager"), [(MARA, False), (SAM, True)])
async def test_a_seat_is_given_away_and_stays_so_until_they_are_let_back(
    desk: Desk, keeper: int, is_manager: bool
) -> None:
    circle = await begun(desk, TOMAS, AIKO)
    left = await keeping.let_go(desk.context, desk.act(keeper), TOMAS, is_manager=is_manager)
    with pytest.raises(SeatGivenUp):
        await circles.join(desk.context, desk.act(TOMAS), circle.id)
    waiting = (await answers.aftermath(desk.context, desk.act(TOMAS))).waiting
    await keeping.let_back(desk.context, desk.act(keeper), circle.id, TOMAS, is_manager=is_manager)
    back = await circles.join(desk.context, desk.act(TOMAS), circle.id)

    assert (left.new_owner_id, left.is_closed) == (None, False)
    assert [(each.kind, each.text) for each in waiting] == [(keeping.LET_GO, "Owls")]
    assert sorted(back.member_ids) == [MARA, TOMAS, AIKO]


@pytest.mark.parametrize(("asker", "is_manager"), [(MARA, False), (SAM, True)])
async def test_giving_a_seat_away_twice_is_the_way_back_and_touches_no_other_circle_unless_it_is_named(
    desk: Desk, asker: int, is_manager: bool
) -> None:
    owls = await begun(desk, TOMAS)
    larks = await circles.begin(desk.context, desk.act(AIKO), NewCircle("Larks"))
    await keeping.let_go(desk.context, desk.act(asker), TOMAS, is_manager=is_manager)
    between = await keeping.let_go(desk.context, desk.act(asker), TOMAS, is_manager=is_manager)
    await circles.join(desk.context, desk.act(TOMAS), larks.id)
    again = await keeping.let_go(desk.context, desk.act(asker), TOMAS, is_manager=is_manager)
    stays = (await circles.show(desk.context, desk.act(TOMAS))).circle
    named = await keeping.let_go(desk.context, desk.act(SAM), TOMAS, larks.id, is_manager=True)

    assert [(left.circle, left.is_new) for left in (between, again, named)] == [
        (owls, False),
        (owls, False),
        (larks, True),
    ]
    assert stays == larks


async def test_whom_a_manager_let_go_only_a_manager_lets_back_also_where_the_keeper_had_done_it_before(
    desk: Desk,
) -> None:
    circle = await begun(desk, TOMAS, AIKO)
    for member_id in (TOMAS, AIKO):
        if member_id == AIKO:
            await keeping.let_go(desk.context, desk.act(MARA), member_id, is_manager=False)
        await keeping.let_go(desk.context, desk.act(SAM), member_id, circle.id, is_manager=True)
        with pytest.raises(LetGoByManager):
            await keeping.let_back(desk.context, desk.act(MARA), circle.id, member_id, is_manager=False)
        with pytest.raises(SeatGivenUp):
            await circles.join(desk.context, desk.act(member_id), circle.id)
        await keeping.let_back(desk.context, desk.act(SAM), circle.id, member_id, is_manager=True)
        assert (await circles.join(desk.context, desk.act(member_id), circle.id)).is_new


async def test_only_its_keeper_gives_a_circles_seats_away(desk: Desk) -> None:
    circle = await begun(desk, TOMAS, AIKO)
    for refusal, asker, member_id in ((NotTheOwner, TOMAS, AIKO), (NotTheOwner, TOMAS, MARA), (InNoCircle, MARA, SAM)):
        with pytest.raises(refusal):
            await keeping.let_go(desk.context, desk.act(asker), member_id, is_manager=False)

    assert (await circles.show(desk.context, desk.act(), circle.id)).week.member_ids == (MARA, TOMAS, AIKO)


async def test_a_circle_is_in_nobodys_hands_who_did_not_say_yes(desk: Desk) -> None:
    circle = await begun(desk, TOMAS, AIKO)
    await keeping.hand_over(desk.context, desk.act(), TOMAS)
    asked = (await circles.show(desk.context, desk.act(TOMAS))).week.owner_id
    with pytest.raises(NotYours):
        await keeping.take_over(desk.context, desk.act(AIKO), circle.id)
    for _ in range(2):
        await keeping.take_over(desk.context, desk.act(TOMAS), circle.id)
    with pytest.raises(NotYours):
        await keeping.take_over(desk.context, desk.act(), circle.id)

    assert asked == MARA
    assert (await circles.show(desk.context, desk.act(AIKO))).week.owner_id == TOMAS


async def test_however_often_a_circle_is_offered_one_question_a_day_is_asked(desk: Desk) -> None:
    circle = await begun(desk, TOMAS, AIKO)
    asked = []
    for hour, member_id in itertools.product(range(0, 48, 3), (TOMAS, AIKO)):
        desk.jump(circle.created_at + timedelta(hours=hour))
        with suppress(AskedToday):
            asked.append((await keeping.hand_over(desk.context, desk.act(), member_id)).is_new)
    waiting = [(await answers.aftermath(desk.context, desk.act(each))).waiting for each in (TOMAS, AIKO)]

    assert asked.count(True) == 2
    assert [[each.kind for each in told] for told in waiting] == [[], [offers.ASKED]]  # it is Aiko's to answer now


async def test_each_question_to_look_after_a_circle_is_told_as_long_as_it_is_open_and_no_longer(desk: Desk) -> None:
    circle = await begun(desk, TOMAS, AIKO, SAM)

    async def told(member_id: int, asker: int = MARA) -> list[Waiting]:
        desk.jump(desk.clock.at + ASKED_AGAIN_AFTER)
        await keeping.hand_over(desk.context, desk.act(asker), member_id)
        return await open_to(member_id)

    async def open_to(member_id: int) -> list[Waiting]:
        waiting = (await answers.aftermath(desk.context, desk.act(member_id))).waiting
        return [each for each in waiting if each.kind == offers.ASKED]

    (first,) = await told(TOMAS)
    await inbox.note_seen(desk.context, desk.act(TOMAS), first)
    asked = [await told(AIKO), await told(TOMAS)]
    passed_over = await open_to(AIKO)
    await circles.leave(desk.context, desk.act(TOMAS))
    left = await open_to(TOMAS)
    asked.append(await told(AIKO))
    await keeping.take_over(desk.context, desk.act(AIKO), circle.id)
    accepted = await open_to(AIKO)
    asked.append(await told(SAM, AIKO))
    await keeping.close(desk.context, desk.act(AIKO), circle.id, is_manager=False)

    assert [len(each) for each in asked] == [1] * 4
    assert [passed_over, left, accepted, await open_to(SAM)] == [[]] * 4


async def test_whom_a_circle_asks_after_tells_nothing_of_what_somebody_keeps_to_themselves(desk: Desk) -> None:
    await begun(desk, TOMAS, AIKO, SAM)
    for member_id in (TOMAS, AIKO, SAM):
        await members.choose_boards(desk.context, desk.act(member_id), shown=False)
    await desk.at(utc(10, 9))
    await desk.wrote(TOMAS, words=10, quiet=True)
    await plans.pause(desk.context, desk.act(AIKO), date(2026, 1, 10), date(2026, 1, 30), "")
    await desk.wrote(SAM, words=10)
    await desk.at(utc(20, 9))

    asked_after = [message.week.asked_after for _, message in posts(desk, PromiseMessage)]
    assert asked_after == [(), (MARA, TOMAS, AIKO)]


@pytest.mark.parametrize(("typed", "found"), [("Hail", "Hail"), ("Hall", "Hall"), ("hall", "Hail"), ("2", "Hall")])
async def test_of_two_circles_that_look_alike_each_is_found_by_its_very_name(
    desk: Desk, typed: str, found: str
) -> None:
    hail = await begun(desk)
    known = {replace(hail, id=number, name=name): 1 for number, name in enumerate(("Hail", "Hall"), start=1)}

    assert circles.choose(known, typed).name == found
