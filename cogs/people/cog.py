"""/introduce and /profile: who is in this server, in their own words."""

from __future__ import annotations

from typing import TYPE_CHECKING

import discord
from discord import app_commands

from cogs.kit.act import LiveAct
from cogs.kit.answering.answers import Answer, answered, opens_form, private
from cogs.kit.cog import FeatureCog
from cogs.kit.routes import Form, Sent
from cogs.people import cards, routes
from cogs.people.posting import Posting
from cogs.people.profiles import profile_answer
from rules.people import Introduction
from services import people

if TYPE_CHECKING:
    from bot import OneReader


class People(FeatureCog):
    """People."""

    def __init__(self, bot: OneReader) -> None:
        super().__init__(bot)
        self._posting = Posting(bot)
        self._menu = app_commands.ContextMenu(name="View profile", callback=self.view_profile)
        self._menu.guild_only = True

    async def cog_load(self) -> None:
        await super().cog_load()
        self.bot.tree.add_command(self._menu)

    async def cog_unload(self) -> None:
        """Take the menu away again."""
        self.bot.tree.remove_command(self._menu.name, type=self._menu.type)

    @app_commands.command()
    @app_commands.guild_only()
    @opens_form
    async def introduce(self, act: LiveAct) -> Form:
        """Introduce yourself here, or change what you said before."""
        await act.check_may_write()
        return cards.introduction_form(await people.my_introduction(self.context, act))

    @routes.INTRODUCE.sent
    async def introduce_from_form(self, act: LiveAct, sent: Sent) -> Answer:
        """Keep what the form says, and post it or change it where it stands."""
        await act.check_may_write()
        said = Introduction(
            who=sent["who"], writes=sent["writes"], why=sent["why"], offers=sent["offers"], links=sent["links"]
        )
        await act.take_time()
        await people.introduce(self.context, act, said)
        return private(await self._posting.show(act))

    @app_commands.command()
    @app_commands.guild_only()
    @app_commands.describe(member="Whose profile; leave out for yours")
    @answered
    async def profile(self, act: LiveAct, member: discord.User | None = None) -> Answer:
        """Show a profile: their own words, shared goals and kept promises."""
        return await profile_answer(self, act, await self.whose(act, member))

    @answered
    async def view_profile(self, act: LiveAct, member: discord.User | discord.Member) -> Answer:
        """Show a member's profile to whoever asked."""
        return await profile_answer(self, act, await self.whose(act, member))
