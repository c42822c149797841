"""Whether a message that may have arrived stands where it was to go."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import discord

from cogs.kit.outgoing.marks import bears
from services.due import Unreadable

if TYPE_CHECKING:
    from bot import OneReader
    from rules.schedule.due import UnderWay

# A message is looked for from so long before it was set off to so long after: the host's clock may be wrong.
CLOCKS_DIFFER = timedelta(minutes=45)
# Where more than this was said in that time, it counts as not to be read.
MOST_READ = 2_000


async def arrived(bot: OneReader, message: UnderWay) -> int | None:
    """Return the id of a message of the bot's that stands in its channel. Raise Unreadable, or what Discord answers."""
    channel = bot.get_partial_messageable(message.channel_id)
    seen = 0
    async for found in channel.history(limit=MOST_READ, after=message.set_off_at - CLOCKS_DIFFER):
        seen += 1
        if found.author == bot.user and bears(found, message.mark):
            return found.id
        if found.created_at > message.set_off_at + CLOCKS_DIFFER:
            return None
    # Where the bot may not read, Discord answers with an empty list.
    if seen == MOST_READ or (not seen and not await _may_read(bot, message.channel_id)):
        raise Unreadable
    return None


async def _may_read(bot: OneReader, channel_id: int) -> bool:
    channel = bot.get_channel(channel_id) or await bot.fetch_channel(channel_id)
    if isinstance(channel, discord.abc.PrivateChannel):
        return True
    return channel.permissions_for(channel.guild.me).read_message_history
