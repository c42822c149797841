"""The base of every cog: when it loads, its buttons and forms join the router, and what it says of things due."""

from __future__ import annotations

from typing import TYPE_CHECKING

from discord.ext import commands

if TYPE_CHECKING:
    from bot import OneReader
    from cogs.kit.act import LiveAct
    from cogs.post.office import PostOffice
    from services.answers import Aftermath
    from services.context import Context


class FeatureCog(commands.Cog):
    """One feature's commands, buttons and forms."""

    def __init__(self, bot: OneReader) -> None:
        self.bot = bot

    @property
    def post(self) -> PostOffice:
        """The way out to Discord."""
        return self.bot.post

    @property
    def context(self) -> Context:
        """What the services need."""
        return self.bot.context

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
