"""What members may do in a channel, changed as whoever manages it does."""

from __future__ import annotations

from typing import Any

import discord
from simcord.backend.models import Overwrite
from simcord.enums import OverwriteType

from tests.world import World

WRITING = discord.Permissions(send_messages=True, send_messages_in_threads=True).value


async def mute(world: World, who: Any, channel: Any) -> None:
    """Keep a member from writing in a channel and in its threads."""
    world.env.backend.set_overwrite(channel.id, Overwrite(who.id, OverwriteType.MEMBER, 0, WRITING))
    await world.env.settle()
