"""How a message is known again where it stands: the bot looks for it there before it sends it once more.

Discord gives back the `id` of a card's components as it was sent, so a card carries its thing's mark there. Of plain
messages Discord promises that only for newer ones; they are known by their words. Whoever got the very same words a
moment before has been told.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import discord

from rules.schedule.due import Due, mark_of
from services.due import Unreadable

if TYPE_CHECKING:
    from bot import OneReader
    from rules.schedule.due import UnderWay

View = discord.ui.View | discord.ui.LayoutView | None

# A message is looked for from so long before it was set off to so long after: the host's clock may be wrong.
CLOCKS_DIFFER = timedelta(minutes=45)
# Where more than this was said in that time, it counts as not to be read.
MOST_READ = 2_000


def put_mark(due: Due, text: str, view: View) -> int:
    """Put a thing's mark on the message that is about to go; return what it will be known by."""
    if not isinstance(view, discord.ui.LayoutView):
        return mark_of(text.strip())
    view.children[0].id = due.mark
    return due.mark


def keep_mark(message: discord.Message, view: View) -> None:
    """Let a card that takes another's place be known by the same mark: it is the same message."""
    if isinstance(view, discord.ui.LayoutView) and message.flags.components_v2 and message.components:
        view.children[0].id = getattr(message.components[0], "id", None)


def bears(message: discord.Message, mark: int) -> bool:
    """Return whether a message is the one that is known by a mark."""
    is_card = any(getattr(component, "id", None) == mark for component in message.components)
    return is_card or mark_of(message.content) == mark


async def stands(bot: OneReader, message: UnderWay) -> bool:
    """Return whether a message of the bot's stands in its channel. Raise Unreadable, or what Discord answers."""
    channel = bot.get_partial_messageable(message.channel_id)
    seen = 0
    async for found in channel.history(limit=MOST_READ, after=message.set_off_at - CLOCKS_DIFFER):
        seen += 1
        if found.author == bot.user and bears(found, message.mark):
            return True
        if found.created_at > message.set_off_at + CLOCKS_DIFFER:
            return False
    # Where the bot may not read, Discord answers with an empty list.
    if seen == MOST_READ or (not seen and not await _may_read(bot, message.channel_id)):
        raise Unreadable
    return False


async def _may_read(bot: OneReader, channel_id: int) -> bool:
    channel = bot.get_channel(channel_id) or await bot.fetch_channel(channel_id)
    if isinstance(channel, discord.abc.PrivateChannel):
        return True
    return channel.permissions_for(channel.guild.me).read_message_history
