"""Seeing people out of a private circle's thread, where the one request that does it comes to nothing."""

from __future__ import annotations

from typing import Any

import discord
import pytest
from discord.http import HTTPClient
from simcord.backend.errors import SetupError
from simcord.backend.models import Overwrite
from simcord.enums import OverwriteType

from db import schedule
from services.acts import Act
from services.circles import keeping
from services.circles.doors import DOOR
from tests.bot.circle_steps import begin, invitation, said, thread
from tests.bot.faults import answered
from tests.bot.test_circles import PRIVATE_THREADS, everyone_may
from tests.bot.test_privacy import erase
from tests.world import World


async def owls_behind_a_door(world: World) -> None:
    """Let Mara begin a private circle and Tomas join it."""
    await everyone_may(world, allow=PRIVATE_THREADS)
    await begin(world, world.mara, private=True)
    await world.tomas.click(invitation(world), label="Join")


def can_read(world: World, who: Any) -> bool:
    try:
        thread(world).history(viewer=who)
    except SetupError:
        return False
    return True


async def waiting(world: World) -> int:
    """Count who is still to be seen out."""
    async with world.bot.context.db.read() as connection:
        return len(await schedule.all_waiting(connection, DOOR))


async def kept_of(world: World, member_id: int) -> int:
    """Count what the schedule keeps of doors behind a member, also of those that are closed."""
    async with world.bot.context.db.read() as connection:
        found = await schedule.last_settled(connection, DOOR, member_id)
        return int(found is not None) + int(await schedule.waiting(connection, DOOR, member_id) is not None)


async def let_go(world: World) -> None:
    """Give Tomas' seat away, and be ended before anything follows it."""
    act = Act(77_777, world.mara.id, world.guild.id, world.general.id, world.clock.now())
    await keeping.let_go(world.bot.context, act, world.tomas.id, is_manager=False)


async def part(world: World, how: str) -> str:
    if how == "erase":
        return await erase(world, who=world.tomas)
    if how == "leave":
        return str((await world.tomas.slash(world.general, "circle leave")).response.content)
    return str((await world.mara.slash(world.general, "circle remove", member=world.tomas)).response.content)


@pytest.mark.breaks_things
@pytest.mark.parametrize("how", ["remove", "leave", "erase", "remove, erase"])
async def test_whoever_is_gone_from_a_private_circle_is_seen_out_however_often_discord_fails(
    world: World, monkeypatch: pytest.MonkeyPatch, how: str
) -> None:
    await owls_behind_a_door(world)
    take, broken = HTTPClient.remove_user_from_thread, True

    async def fail_at_first(http: HTTPClient, *which: Any) -> Any:
        if broken:
            raise answered(503)
        return await take(http, *which)

    monkeypatch.setattr(HTTPClient, "remove_user_from_thread", fail_at_first)
    words = [await part(world, each) for each in how.split(", ")][-1]
    await world.pass_time(hours=1)
    before = can_read(world, world.tomas), await kept_of(world, world.tomas.id)
    broken = False
    await world.pass_time(hours=1)

    assert before == (True, 1)
    assert not can_read(world, world.tomas)
    assert await kept_of(world, world.tomas.id) == 0
    assert ("I keep your id for that alone" in words) is ("erase" in how)


@pytest.mark.parametrize("then", ["wait", "remove"])
async def test_what_ends_the_bot_before_it_closes_the_thread_leaves_it_open_to_nobody(world: World, then: str) -> None:
    await owls_behind_a_door(world)
    await let_go(world)
    await world.restart()
    if then == "remove":
        await part(world, "remove")
    else:
        await world.pass_time(hours=1)

    assert not can_read(world, world.tomas)


@pytest.mark.breaks_things
async def test_a_bot_that_may_not_see_the_channel_tells_the_keeper_once_and_closes_the_thread_once_it_may(
    world: World,
) -> None:
    await owls_behind_a_door(world)
    side = world.guild.create_text_channel("side")
    me, sees = world.guild.me.id, discord.Permissions(view_channel=True).value
    world.env.backend.set_overwrite(world.general.id, Overwrite(me, OverwriteType.MEMBER, 0, sees))
    await world.env.settle()
    await world.mara.slash(side, "circle remove", member=world.tomas)
    heard: list[str] = []
    for _ in range(3):
        await world.pass_time(hours=2)
        answer = await world.mara.slash(side, "circle list")
        heard += [said(each) for each in answer.followups if "can still read" in said(each)]
    world.env.backend.set_overwrite(world.general.id, Overwrite(me, OverwriteType.MEMBER, 0, 0))
    await world.env.settle()
    open_before = can_read(world, world.tomas)
    await world.pass_time(hours=2)

    assert len(heard) == 1
    assert (open_before, can_read(world, world.tomas)) == (True, False)


@pytest.mark.parametrize("way_in", ["Join", "Make a new thread"])
async def test_nobody_is_brought_into_a_thread_who_left_the_circle_meanwhile(
    world: World, monkeypatch: pytest.MonkeyPatch, way_in: str
) -> None:
    await owls_behind_a_door(world)
    pressed = world.tomas, invitation(world)
    if way_in != "Join":
        world.env.backend.delete_channel(thread(world).id)
        await world.env.settle()
        pressed = world.mara, (await world.mara.slash(world.general, "circle show")).response
    else:
        await part(world, "leave")
    add = HTTPClient.add_user_to_thread

    async def add_late(http: HTTPClient, thread_id: int, member_id: int) -> Any:
        if member_id == world.tomas.id:
            await let_go(world)
            # They are seen out before they are brought in.
            await world.bot.context.db.write(lambda tx: schedule.forget(tx, DOOR, member_id))
        return await add(http, thread_id, member_id)

    monkeypatch.setattr(HTTPClient, "add_user_to_thread", add_late)
    await pressed[0].click(pressed[1], label=way_in)
    came_in = can_read(world, world.tomas)
    await world.pass_time(hours=1)

    assert (came_in, can_read(world, world.tomas)) == (True, False)
    assert await waiting(world) == 0


async def test_who_is_let_back_in_at_once_is_not_seen_out(world: World) -> None:
    await owls_behind_a_door(world)
    gone = await world.mara.slash(world.general, "circle remove", member=world.tomas)
    await world.mara.click(gone.response, label="Let them join again")
    await world.tomas.click(invitation(world), label="Join")
    await world.pass_time(hours=1)

    assert can_read(world, world.tomas)
