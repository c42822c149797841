"""Deliveries that Discord refuses, loses or delays, and the pace they are sent at."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime, timedelta
from types import SimpleNamespace
from typing import Any

import aiohttp
import discord
import pytest

from clock import SystemClock
from cogs.kit.answering.router import Router
from cogs.post.due import Speakers
from cogs.schedule import cog as schedule_cog
from db import schedule as due_rows
from db import servers
from db.connection import Tx
from db.database import Database
from rules.schedule.due import Due
from rules.servers import Server
from services.context import Context
from services.schedule import presence
from tests.bot.board_steps import three_wrote
from tests.bot.test_reminders import EVENING, inbox, meet
from tests.kinds import HOUSE, KINDS
from tests.world import World

SENDS = "/channels/*/messages"


def tries(world: World) -> list[Any]:
    """Return every attempt to send into a channel."""
    return [each for each in world.env.http_requests if each.method == "POST" and each.path.endswith("/messages")]


async def test_closed_dms_are_tried_once_and_told_of_once(world: World) -> None:
    await meet(world, world.mara)
    world.env.inject_error("POST", SENDS, status=403, code=50007, times=None)
    await world.until(EVENING)
    await world.pass_time(days=3)
    assert len(tries(world)) == 1

    first = await world.mara.slash(world.general, "wrote", words=1)
    second = await world.mara.slash(world.general, "wrote", words=1)
    told = [each.content for each in first.followups if "closed to me" in each.content]
    assert len(told) == 1
    assert all("closed to me" not in each.content for each in second.followups)


@pytest.mark.breaks_things
async def test_direct_messages_that_were_opened_again_are_found_by_one_quiet_try_a_week(world: World) -> None:
    await meet(world, world.mara)
    world.env.inject_error("POST", SENDS, status=403, code=50007, times=1)
    await world.until(EVENING)
    for _ in range(6):
        await world.pass_time(days=1)
    assert len(tries(world)) == 1
    for _ in range(2):
        await world.pass_time(days=1)

    assert len(tries(world)) == 3
    assert len(inbox(world, world.mara)) == 2


async def test_a_503_is_tried_again_until_it_arrives_under_one_nonce(world: World) -> None:
    await meet(world, world.mara)
    world.env.inject_error("POST", SENDS, status=503, times=2)
    await world.until(EVENING)
    assert inbox(world, world.mara) == []
    await world.pass_time(hours=0.1)
    await world.pass_time(hours=0.1)

    assert len(inbox(world, world.mara)) == 1
    assert len(tries(world)) == 3
    assert len({each.json["nonce"] for each in tries(world)}) == 1


async def test_a_dropped_connection_is_tried_again(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    await meet(world, world.mara)

    async def dropped(*_: Any, **__: Any) -> None:
        raise aiohttp.ServerDisconnectedError

    with monkeypatch.context() as patch:
        patch.setattr(discord.http.HTTPClient, "send_message", dropped)
        await world.until(EVENING)
    assert inbox(world, world.mara) == []
    await world.pass_time(hours=0.1)

    assert len(inbox(world, world.mara)) == 1


async def test_one_members_failure_keeps_nobody_elses_reminder(world: World) -> None:
    await meet(world, world.mara)
    await meet(world, world.tomas)
    world.env.inject_error("POST", SENDS, status=400, code=50035, times=1)
    await world.until(EVENING)

    assert len(inbox(world, world.mara)) + len(inbox(world, world.tomas)) == 1
    await world.until(EVENING + timedelta(days=1))
    assert len(inbox(world, world.mara)) + len(inbox(world, world.tomas)) == 3


async def test_the_dm_channel_is_remembered_and_opened_anew_when_it_is_gone(world: World) -> None:
    await meet(world, world.mara)
    await world.until(EVENING)
    await world.until(EVENING + timedelta(days=1))
    opened = [each for each in world.env.http_requests if each.path == "/users/@me/channels"]
    assert len(opened) == 1

    await world.restart()
    world.env.inject_error("POST", SENDS, status=404, code=10003, times=1)
    await world.until(EVENING + timedelta(days=2))
    opened = [each for each in world.env.http_requests if each.path == "/users/@me/channels"]
    assert len(opened) == 2
    assert len(inbox(world, world.mara)) == 3


@pytest.mark.parametrize("code", [50278, 10013])
async def test_somebody_without_a_shared_server_is_left_alone(world: World, code: int) -> None:
    await meet(world, world.mara)
    world.env.inject_error("POST", SENDS, status=403, code=code, times=None)
    await world.until(EVENING)
    await world.pass_time(days=3)

    assert len(tries(world)) == 1


async def board_chosen(world: World, channel: Any) -> None:
    panel = (await world.owner.slash(world.general, "setup")).response
    await world.owner.select(panel, [channel], custom_id=f"channel:setup:channel:{world.guild.id}")
    await world.owner.slash(world.general, "settings reminder", on=False)


async def test_a_board_channel_without_access_is_tried_with_and_without_picture_and_named_in_setup(
    world: World,
) -> None:
    await board_chosen(world, world.board)
    for who in (world.mara, world.tomas):
        await who.slash(world.general, "settings reminder", on=False)
    await three_wrote(world, days=4)
    world.env.inject_error("POST", f"/channels/{world.board.id}/messages", status=403, code=50013, times=None)
    await world.until(datetime(2026, 1, 12, 9, 0, tzinfo=UTC))
    await world.pass_time(days=6.6)

    with_picture, without = tries(world)
    assert "attachment://board.png" in str(with_picture.json)
    assert "attachment://" not in str(without.json)
    assert with_picture.json["nonce"] == without.json["nonce"]
    panel = await world.owner.slash(world.general, "setup")
    assert "1 failed (1 went to a channel I may not post in)" in str(panel.response.components)


async def test_who_left_the_server_is_left_out_of_the_weekly_post(world: World) -> None:
    await board_chosen(world, world.board)
    for writer in (world.mara, world.owner):
        await writer.slash(world.general, "settings reminder", on=False)
    for day in range(5, 12):
        await world.until(datetime(2026, 1, day, 10, 0, tzinfo=UTC))
        await world.mara.slash(world.general, "wrote", words=10)
        await world.owner.slash(world.general, "wrote", words=10)
    world.guild.remove_member(world.mara)
    await world.until(datetime(2026, 1, 12, 9, 0, tzinfo=UTC))
    await world.pass_time(hours=0.1)

    (post,) = world.board.history()
    assert "sam" in str(post.components)
    assert "mara" not in str(post.components)


async def test_a_server_that_removed_the_bot_gets_nothing(world: World) -> None:
    await meet(world, world.mara)
    world.env.backend.remove_guild(world.guild.id)
    await world.env.settle()
    await world.until(EVENING + timedelta(days=1))

    assert tries(world) == []


async def remove_while_down(world: World) -> None:
    """Have the bot removed from its server while it is down."""
    cog: Any = world.bot.get_cog("Schedule")
    await world.env.settle()
    world.bot.remove_listener(cog.on_guild_remove, "on_guild_remove")
    world.env.backend.remove_guild(world.guild.id)
    await world.env.settle()
    await world.restart()
    await ready(world)


async def ready(world: World) -> None:
    """Wait until the bot has done what it does when it is ready."""
    cog: Any = world.bot.get_cog("Schedule")
    with world.env._bot_scope():
        for shard_id in world.bot.shards:
            await cog.on_shard_ready(shard_id)
        await cog.on_ready()
    await world.env.settle()


async def removed(world: World) -> bool:
    async with world.bot.context.db.read() as connection:
        return (await servers.find(connection, world.guild.id)).removed_at is not None


async def test_a_removal_while_the_bot_was_down_is_noticed_at_start(world: World) -> None:
    await meet(world, world.mara)
    await ready(world)
    assert not await removed(world)
    await remove_while_down(world)

    assert await removed(world)
    await world.until(EVENING + timedelta(days=1))
    assert tries(world) == []


async def test_an_unavailable_server_is_no_removed_one(world: World) -> None:
    await meet(world, world.mara)
    guild = world.bot.get_guild(world.guild.id)
    assert guild is not None
    with world.env._bot_scope():
        world.env.backend.emit("GUILD_DELETE", {"id": str(guild.id), "unavailable": True})
    await world.env.settle()
    assert guild.unavailable
    await ready(world)

    assert not await removed(world)


async def test_servers_of_other_shards_are_another_processs(world: World) -> None:
    context, asked = world.bot.context, world.guild.id
    await meet(world, world.mara)
    await presence.servers_found(context, KINDS, set(), lambda server_id: server_id != asked)
    assert not await removed(world)
    await presence.servers_found(context, KINDS, set(), lambda server_id: server_id == asked)
    assert await removed(world)
    await presence.servers_found(context, KINDS, {asked}, lambda server_id: server_id == asked)
    assert not await removed(world)
    await world.until(EVENING)

    assert len(inbox(world, world.mara)) == 1


async def test_stopping_the_bot_sees_a_send_through(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    await meet(world, world.mara)
    await world.env.advance_time((EVENING - world.env.now()).total_seconds())
    cog: Any = world.bot.get_cog("Schedule")
    unloading: list[asyncio.Task[None]] = []
    seen: list[bool] = []

    async def slow(_due: Any, _message: Any) -> None:
        unloading.append(asyncio.create_task(cog.cog_unload()))
        for _ in range(20):
            await asyncio.sleep(0)
        seen.append(unloading[0].done())

    monkeypatch.setattr(world.bot, "deliver", slow)
    await world.tick()
    await unloading[0]

    assert seen == [False]


async def test_the_alarm_itself_mends_at_start_and_rings_when_the_bot_is_ready(db: Database) -> None:
    """Without SimCord, whose clock APScheduler does not follow: the one test on the machine's own time."""
    context = Context(db, SystemClock())
    now = context.clock.now()
    due = Due("milestone", 404, "25", now)

    async def work(tx: Tx) -> None:
        await due_rows.plan(tx, due)
        await servers.add(tx, 100)
        await servers.set_post(tx, Server(100, board_channel_id=7))

    await db.write(work)
    bot: Any = SimpleNamespace(
        alarm=True,
        clock=context.clock,
        context=context,
        router=Router(),
        speakers=Speakers(),
        house=HOUSE,
        deliver=None,
        post=SimpleNamespace(has_arrived=None),
        is_there=False,
        guilds=[SimpleNamespace(id=100)],
        shards={0: None},
        shard_count=1,
        delivering=SimpleNamespace(holder=""),
    )
    cog = schedule_cog.Schedule(bot)
    await cog.cog_load()
    await cog.on_shard_ready(0)
    await cog.on_ready()
    rung = mended = False
    while not (rung and mended):  # in vain, and the suite's own timeout ends the test
        async with db.read() as connection:
            rung = await due_rows.is_settled(connection, due)
            mended = await due_rows.waiting(connection, "board", 100) is not None
    await cog.cog_unload()
