"""One process delivers, until it says so no more or cannot say so; then another does, and never both."""

from __future__ import annotations

import asyncio
from datetime import timedelta

import pytest

from services import process as life
from services.context import Context
from services.delivering import SHARED, Delivering, Terms
from services.schedule import run as schedule
from tests.kinds import KINDS
from tests.services.desk import Desk, utc

AT_ONCE = Terms(timedelta(0), timedelta(0), timedelta(0))


async def holds(context: Context, holder: str, *, is_ready: bool = True) -> bool:
    return await life.hold(context, holder, SHARED.lasts, is_ready=is_ready)


async def test_another_takes_over_once_the_lease_has_run_out_and_no_sooner(desk: Desk) -> None:
    assert await holds(desk.context, "one")
    assert not await holds(desk.context, "two")
    desk.clock.at += SHARED.lasts - timedelta(seconds=1)
    assert not await holds(desk.context, "two")
    assert await holds(desk.context, "one")
    desk.clock.at += SHARED.lasts
    assert await holds(desk.context, "two")
    assert not await holds(desk.context, "one")


async def test_who_stops_cleanly_lets_another_begin_at_once(desk: Desk) -> None:
    assert await holds(desk.context, "one")
    await life.end(desk.context, "two", " 2/2")
    assert not await holds(desk.context, "two")
    await life.end(desk.context, "one", " 1/2")
    assert await holds(desk.context, "two")


async def test_whom_discord_does_not_reach_leaves_delivering_to_another_while_it_reaches_one(desk: Desk) -> None:
    assert await life.beat(desk.context, "one", is_ready=True, place=" 1/2")
    await life.beat(desk.context, "two", is_ready=True, place=" 2/2")
    assert not await holds(desk.context, "one", is_ready=False)
    assert not await life.beat(desk.context, "one", is_ready=False, place=" 1/2")
    assert await holds(desk.context, "two")

    desk.clock.at += life.BEAT
    assert await holds(desk.context, "two", is_ready=False)  # now Discord reaches neither
    assert not await holds(desk.context, "one", is_ready=False)


async def test_who_is_alone_goes_on_delivering_while_the_gateway_is_away(desk: Desk) -> None:
    assert await life.beat(desk.context, "one", is_ready=True)
    assert await life.beat(desk.context, "one", is_ready=False)


async def test_who_begins_beside_others_takes_nothing_from_them(desk: Desk) -> None:
    assert await holds(desk.context, "one")
    last = await life.begin(desk.context, "two", " 2/2", is_alone=False)

    assert last.alive_at is None
    assert not await holds(desk.context, "two")


async def test_only_the_process_that_delivers_claims(desk: Desk) -> None:
    desk.jump(utc(5, 19))
    assert await holds(desk.context, "one")
    assert await schedule.run_due(desk.context, KINDS, desk.post, holder="two") == 0
    assert await schedule.run_due(desk.context, KINDS, desk.post, holder="one") == 1


async def test_what_is_on_its_way_stops_when_the_lease_has_run_out() -> None:
    delivering, begun = Delivering(AT_ONCE), asyncio.Event()

    async def send() -> None:
        async with delivering.sending():
            begun.set()
            await asyncio.Event().wait()

    sending = asyncio.create_task(send())
    await begun.wait()
    assert delivering.answered(kept=True, asked_at=delivering.asked())

    with pytest.raises(TimeoutError):
        await sending
    assert not delivering.is_ours


async def test_what_is_on_its_way_goes_on_while_the_lease_is_renewed() -> None:
    delivering = Delivering(SHARED)
    assert delivering.answered(kept=True, asked_at=delivering.asked())
    assert not delivering.answered(kept=True, asked_at=delivering.asked())
    async with delivering.sending():
        await asyncio.sleep(0)

    assert delivering.is_ours
    delivering.answered(kept=False, asked_at=delivering.asked())
    assert not delivering.is_ours
