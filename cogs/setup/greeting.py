"""The bot's first word in a server it was added to."""

from __future__ import annotations

import logging
from collections.abc import Iterable

import discord
from discord.ext import commands

from cogs.kit.channels import missing_in
from cogs.kit.cog import FeatureCog
from cogs.setup import cards
from services import setup
from services.due import DeliveryFailed, NotTaken

log = logging.getLogger("onereader.setup")


class Greeting(FeatureCog):
    """One greeting a server."""

    @commands.Cog.listener()
    async def on_guild_join(self, guild: discord.Guild) -> None:
        """Greet a server the bot was just added to."""
        await self._greet([guild])

    @commands.Cog.listener()
    async def on_ready(self) -> None:
        """Greet servers the bot was added to while it was down, and those where it had nowhere to write."""
        await self._greet(self.bot.guilds)

    async def _greet(self, guilds: Iterable[discord.Guild]) -> None:
        found = {guild.id: guild for guild in guilds}
        joined = {guild.id: guild.me.joined_at for guild in found.values()}
        for server_id in await setup.to_greet(self.context, joined):
            channel = greeting_channel(found[server_id])
            if channel is not None and await setup.claim_greeting(self.context, server_id):
                await self._say_hello(channel)

    async def _say_hello(self, channel: discord.TextChannel) -> None:
        server_id = channel.guild.id
        if await self.post.has_spoken(channel.id):
            return  # greeted before, and the database does not know
        try:
            await self.post.send(server_id, channel.id, cards.GREETING)
        except DeliveryFailed as failure:
            if failure.reason == NotTaken.NO_CONNECTION:  # it may have arrived: rather none than two
                log.warning("The greeting in server %s may not have arrived", server_id)
                return
            log.warning("The greeting in server %s was refused: %s", server_id, failure)
            await setup.greeting_refused(self.context, server_id)


def greeting_channel(guild: discord.Guild) -> discord.TextChannel | None:
    """Return where people talk, of the channels the bot may write in, those that everybody can read before others.

    That is where Discord tells of newcomers, or else where something was said last.
    """
    may_write = [each for each in guild.text_channels if not each.is_news() and not missing_in(each, guild.me)]
    for_all = [each for each in may_write if each.permissions_for(guild.default_role).view_channel] or may_write
    if guild.system_channel in for_all:
        return guild.system_channel
    return max(for_all, key=lambda each: each.last_message_id or 0, default=None)
