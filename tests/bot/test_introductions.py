"""Introductions where something is slow or fails: one each, changed where it stands, and erased with its writer."""

from __future__ import annotations

import asyncio
import errno
from collections.abc import Awaitable, Callable
from typing import Any

import discord
import pytest
from simcord.backend.models import Overwrite
from simcord.enums import OverwriteType

from cogs.people.cards import PUT_OFF
from rules.people import Introduction
from services import people
from services.acts import Act, GoneForGood
from services.privacy import requests as privacy
from tests.bot.faults import CUT, Line
from tests.bot.goal_steps import lines
from tests.bot.test_people import WORDS, choose_channel, introduce, profile
from tests.bot.test_privacy import erase
from tests.world import World, typed_out

pytestmark = pytest.mark.breaks_things


async def test_two_forms_sent_at_once_are_one_introduction(world: World) -> None:
    await choose_channel(world, world.board)
    await world.mara.slash(world.general, "wrote", words=1)
    await asyncio.gather(*(begin(world, world.mara, number) for number in (1, 2)))

    assert len(world.board.history()) == 1


def act_of(world: World, member: Any, number: int) -> Act:
    return Act(number, member.id, world.guild.id, world.general.id, world.env.now(), receipt=number)


def begin(world: World, member: Any, number: int) -> asyncio.Task[str]:
    """Do what a form that was sent does: SimCord lets a member send one at a time, Discord does not."""
    cog: Any = world.bot.get_cog("People")
    act = act_of(world, member, number)

    async def keep_and_show() -> str:
        await people.introduce(world.bot.context, act, Introduction(**WORDS))
        return str(await cog._posting.show(act))

    with world.env._bot_scope():
        return asyncio.create_task(keep_and_show())


class Held(Line):
    """A line on which the first message waits, before it has arrived, until it is let go."""

    def __init__(self) -> None:
        super().__init__()
        self.waits, self.let_go = asyncio.Event(), asyncio.Event()

    async def carry(self, send: Callable[[], Awaitable[Any]], nonce: str) -> Any:
        if not self.waits.is_set():
            self.waits.set()
            await self.let_go.wait()
        return await super().carry(send, nonce)


@pytest.fixture
async def held(world: World, monkeypatch: pytest.MonkeyPatch) -> Held:
    await choose_channel(world, world.board)
    held = Held()
    held.lay(monkeypatch)
    return held


async def test_a_slow_introduction_holds_up_nobody_elses(world: World, held: Held) -> None:
    slow = begin(world, world.mara, 1)
    await held.waits.wait()
    assert (await begin(world, world.tomas, 2)).startswith("Your introduction is in")
    held.let_go.set()
    assert (await slow).startswith("Your introduction is in")
    assert len(world.board.history()) == 2


async def test_what_is_erased_on_its_way_into_the_channel_does_not_stay_there(world: World, held: Held) -> None:
    on_its_way = begin(world, world.mara, 1)
    await held.waits.wait()
    await privacy.erase(world.bot.context, act_of(world, world.mara, 2))
    held.let_go.set()
    with pytest.raises(GoneForGood):
        await on_its_way
    assert world.board.history() == []


@pytest.mark.parametrize("fault", ["Discord's answer is lost", "the disk is full"])
async def test_one_of_which_nobody_knows_that_it_arrived_is_found_where_it_stands(
    world: World, monkeypatch: pytest.MonkeyPatch, fault: str
) -> None:
    await choose_channel(world, world.board)
    line = Line()
    line.lay(monkeypatch)

    async def introduce_in_trouble() -> None:
        with monkeypatch.context() as broken:
            if fault == "the disk is full":
                broken.setattr("db.people.set_message", full)
            else:
                line.break_down(CUT, applied=True)
            await introduce(world)
        assert len(world.board.history()) == 1
        await world.restart()

    await introduce_in_trouble()
    assert (await introduce(world)).startswith("Your introduction is changed")
    assert len(world.board.history()) == 1
    await erase(world)
    assert world.board.history() == []
    await introduce_in_trouble()
    await erase(world)
    assert world.board.history() == []


async def full(*_: object) -> None:
    raise OSError(errno.ENOSPC, "No space left on device")


async def test_one_that_may_have_arrived_is_not_sent_twice_where_the_bot_cannot_look(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    await choose_channel(world, world.board)
    line = Line()
    line.lay(monkeypatch)
    line.break_down(CUT, applied=True)
    assert typed_out(await introduce(world)) == PUT_OFF
    unread = discord.Permissions(read_message_history=True).value
    world.env.backend.set_overwrite(world.board.id, Overwrite(world.guild.id, OverwriteType.ROLE, 0, unread))
    await world.env.settle()

    assert "I am missing **Read Message History** there" in await introduce(world)
    assert len(world.board.history()) == 1


async def test_everybody_is_shown_so_many_changes_an_hour(world: World) -> None:
    await choose_channel(world, world.board)
    told = [await introduce(world, who=f"Version {number}") for number in range(7)]

    assert all(each.startswith("Your introduction is changed") for each in told[1:6])
    assert "You have changed it five times within the hour" in told[6]
    (post,) = world.board.history()
    assert "> Version 5" in lines(post)
    assert "> Version 6" in await profile(world, world.mara)
