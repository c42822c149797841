"""What is said for all to hear, and where it is not."""

from __future__ import annotations

import discord
from simcord.backend.models import Overwrite
from simcord.enums import OverwriteType

from tests.world import World


async def test_the_bot_says_nothing_aloud_for_who_may_not_write_there(world: World) -> None:
    denied = discord.Permissions(send_messages=True).value
    world.env.backend.set_overwrite(world.general.id, Overwrite(world.tomas.id, OverwriteType.MEMBER, 0, denied))
    await world.env.settle()
    before = len(world.general.history())
    wrote = await world.tomas.slash(world.general, "wrote", words=9, note="Look at me")
    tip = await world.tomas.slash(world.general, "tip share", text="I answer every comment the same evening.")
    sprint = await world.tomas.slash(world.general, "sprint")
    await world.pass_time(hours=1)

    assert [wrote.ephemeral, tip.ephemeral, sprint.ephemeral] == [True] * 3
    assert "you cannot write in this channel" in wrote.response.content
    assert len(world.general.history(viewer=world.mara)) == before
