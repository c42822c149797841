"""/privacy: everything kept about you, handed out or erased."""

from __future__ import annotations

import logging
from collections.abc import Iterable
from typing import TYPE_CHECKING

import aiohttp
import discord
from discord import app_commands

from cogs.kit import replies
from cogs.kit.act import Interaction, act_of
from cogs.kit.cog import FeatureCog
from cogs.kit.pictures import attach
from cogs.kit.router import on_form, on_press, show_form
from cogs.kit.routes import Pressed
from cogs.privacy import cards as ui
from services.privacy import requests as privacy
from services.privacy.requests import Post

if TYPE_CHECKING:
    pass

log = logging.getLogger("onereader.privacy")


class Privacy(FeatureCog):
    """What is kept about you."""

    privacy = app_commands.Group(name="privacy", description="What I keep about you: take it with you, or erase it")

    @privacy.command(name="export")
    async def export(self, interaction: Interaction) -> None:
        """Get everything I keep about you, as files."""
        await self._export(interaction)

    @on_press("privacy:export")
    async def export_first(self, interaction: Interaction, _pressed: Pressed) -> None:
        """Hand out everything before it is erased."""
        await self._export(interaction)

    async def _export(self, interaction: Interaction) -> None:
        await interaction.response.defer(ephemeral=True, thinking=True)
        export = await privacy.export(self.context, act_of(interaction))
        for number, said in enumerate(ui.exported_texts(export)):
            await replies.private(interaction, said, file=ui.exported_file(export, number))

    @privacy.command(name="delete")
    async def delete(self, interaction: Interaction) -> None:
        """Erase everything I keep about you; I ask twice first."""
        await privacy.check_is_known(self.context, act_of(interaction))
        await replies.private(interaction, view=ui.warning_card())

    @on_press("privacy:ask")
    async def ask_again(self, interaction: Interaction, pressed: Pressed) -> None:
        """Ask for the word that confirms it."""
        await show_form(interaction, "privacy:erase", pressed.id, "Erase everything about you", [ui.FIELD])

    @on_form("privacy:erase")
    async def erase(self, interaction: Interaction, _pressed: Pressed, values: dict[str, str]) -> None:
        """Take down what stands in channels, then erase everything."""
        privacy.check_confirmed(values["word"])
        act = act_of(interaction)
        await interaction.response.defer(ephemeral=True, thinking=True)
        # First: once everything is erased, nobody knows where they stand. Interrupted, it can be asked for again.
        left_standing = await self._take_down(await privacy.posts(self.context, act))
        await privacy.erase(self.context, act)
        attach.forget()
        await replies.private(interaction, ui.erased_text(left_standing))

    async def _take_down(self, posts: Iterable[Post]) -> int:
        """Delete messages of the bot's own; return how many still stand."""
        left = 0
        for post in posts:
            channel = self.bot.get_partial_messageable(post.channel_id)
            try:
                await channel.get_partial_message(post.message_id).delete()
            except discord.NotFound:
                pass  # it is gone already
            except (discord.HTTPException, aiohttp.ClientError, OSError):
                log.warning("Message %s in channel %s could not be taken down", post.message_id, post.channel_id)
                left += 1
        return left
