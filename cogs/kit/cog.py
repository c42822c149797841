"""The base of every cog: when it loads, its buttons and forms join the router, and what it says of things due."""

from __future__ import annotations

from typing import TYPE_CHECKING

import discord
from discord.ext import commands

from services import members

if TYPE_CHECKING:
    from bot import OneReader
    from cogs.kit.act import LiveAct
    from services.answers import Aftermath
    from services.context import Context


class FeatureCog(commands.Cog):
    """One feature's commands, buttons and forms."""

    def __init__(self, bot: OneReader) -> None:
        self.bot = bot
        self.post = bot.post

    @property
    def context(self) -> Context:
        """What the services need."""
        return self.bot.context

    async def whose(self, act: LiveAct, named: discord.User | discord.Member | None) -> int:
        """Return whom a command is about, its member where nobody is named.

        Whom Discord names as no member of the server has left it: without the members intent nobody else says so.
        """
        if named is None:
            return act.member_id
        if act.server_id is not None and not isinstance(named, discord.Member):
            await members.left_server(self.context, act.server_id, [named.id], act.at)
        return named.id

    async def may_read(self, act: LiveAct, channel_id: int) -> bool:
        """Return whether the asker may read a channel of the server; they do where they act."""
        if channel_id == act.channel_id:
            return True
        return await self.post.places.may_read(act.here_id, channel_id, act.interaction.user)

    async def may_see(self, act: LiveAct, owner_id: int, channel_id: int | None) -> bool:
        """Return whether the asker may see what a member told in a channel: what they may read, and all of their own."""
        return owner_id == act.member_id or channel_id is None or await self.may_read(act, channel_id)

    async def all_may_read(self, act: LiveAct, channel_id: int | None) -> bool:
        """Return whether everybody may read a channel who reads where the act is done."""
        if act.channel_id is None or channel_id is None:
            return False
        return await self.post.places.is_read_with(act.here_id, act.channel_id, channel_id)

    async def beat(self) -> None:
        """Do what is done every few seconds, in the one process that delivers what is due."""

    async def after_beat(self) -> None:
        """Do what follows a beat that was written down, in every process."""

    async def stop(self) -> None:
        """See through what is under way; the bot is about to end."""

    async def after_act(self, _act: LiveAct, _after: Aftermath) -> None:
        """Do what follows once an act is over, whatever it was and became."""

    async def cog_load(self) -> None:
        self.bot.router.register(self)
        self.bot.speakers.register(self)
