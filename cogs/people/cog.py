"""/introduce and /profile: who is in this server, in their own words."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import discord
from discord import app_commands

from cogs.kit import replies
from cogs.kit.act import Interaction, act_of
from cogs.kit.cog import FeatureCog
from cogs.kit.router import on_form, show_form
from cogs.kit.routes import Pressed
from cogs.people import cards as ui
from db.people import Introduction
from services import people
from services.acts import Act
from services.people import Introduced

if TYPE_CHECKING:
    from bot import OneReader


class People(FeatureCog):
    """People."""

    def __init__(self, bot: OneReader) -> None:
        super().__init__(bot)
        self._posting = asyncio.Lock()
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
    async def introduce(self, interaction: Interaction) -> None:
        """Introduce yourself here, or change what you said before."""
        said = await people.my_introduction(self.context, act_of(interaction))
        await show_form(interaction, "people:introduce", 0, "Introduce yourself", ui.introduction_fields(said))

    @on_form("people:introduce")
    async def introduce_from_form(self, interaction: Interaction, _pressed: Pressed, values: dict[str, str]) -> None:
        """Keep what the form says, and post it or change it where it stands."""
        act = act_of(interaction)
        said = Introduction(
            who=values["who"],
            writes=values["writes"],
            why=values["why"],
            offers=values["offers"],
            links=values["links"],
        )
        await interaction.response.defer(ephemeral=True, thinking=True)
        await replies.private(interaction, await self._introduce(act, said))

    async def _introduce(self, act: Act, said: Introduction) -> str:
        async with self._posting:  # one after the other: two forms sent at once are one introduction
            return await self._post(act, await people.introduce(self.context, act, said))

    async def _post(self, act: Act, introduced: Introduced) -> str:
        """Show the introduction where it stands, or else in the server's channel; return what to tell its writer."""
        said, channel_id = introduced.introduction, introduced.channel_id
        card = ui.introduction_card(act.member_id, said)
        if said.channel_id is not None and said.message_id is not None:
            try:
                place = self.bot.get_partial_messageable(said.channel_id)
                await place.get_partial_message(said.message_id).edit(view=card)
            except (discord.NotFound, discord.Forbidden):
                pass  # deleted, or out of reach: it is posted anew
            else:
                return ui.changed_text(said.channel_id)
        if channel_id is None:
            return ui.NO_CHANNEL
        try:
            message = await self.bot.get_partial_messageable(channel_id).send(view=card)
        except (discord.NotFound, discord.Forbidden):
            return ui.refused_text(channel_id)
        await people.note_post(self.context, act, channel_id, message.id)
        return ui.posted_text(channel_id)

    @app_commands.command()
    @app_commands.guild_only()
    @app_commands.describe(member="Whose profile; leave out for yours")
    async def profile(self, interaction: Interaction, member: discord.User | None = None) -> None:
        """Show a profile: their own words, shared goals and kept promises."""
        await self.view_profile(interaction, member or interaction.user)

    async def view_profile(self, interaction: Interaction, member: discord.User | discord.Member) -> None:
        """Show a member's profile to whoever asked."""
        profile = await people.show_profile(self.context, act_of(interaction), member.id)
        await replies.private(interaction, view=ui.profile_card(profile))
