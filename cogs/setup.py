"""/setup: where and when a server's weekly board is posted, for those who manage the server."""

from __future__ import annotations

from datetime import time
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

import discord
from discord import app_commands

from cogs.ui import replies
from cogs.ui import setup as ui
from cogs.ui.cog import FeatureCog
from cogs.ui.errors import SafeView
from cogs.ui.reminders import server_zone_question
from cogs.ui.router import Interaction, Pressed, on_press
from rules.zones import ZoneQuestion, read_zone, suggest_zones
from services import leaderboards

if TYPE_CHECKING:
    from bot import OneReader


class Setup(FeatureCog):
    """Setting a server up."""

    @app_commands.command(name="setup")
    @app_commands.guild_only()
    @app_commands.default_permissions(manage_guild=True)
    @app_commands.checks.has_permissions(manage_guild=True)
    @app_commands.describe(zone="The server's city or time zone: its posts go by it")
    async def set_up(self, interaction: Interaction, zone: app_commands.Range[str, 1, 100] | None = None) -> None:
        """Choose where and when the weekly board is posted."""
        found = None if zone is None else read_zone(zone)
        if isinstance(found, ZoneQuestion):
            await replies.private(interaction, server_zone_question(found))
            return
        await replies.private(
            interaction, view=await self._change(interaction, zone=ZoneInfo(found) if found else None)
        )

    @set_up.autocomplete("zone")
    async def zone_choices(self, _interaction: Interaction, typed: str) -> list[app_commands.Choice[str]]:
        """Offer cities and zones as they are typed."""
        return [app_commands.Choice(name=choice.label[:100], value=choice.zone) for choice in suggest_zones(typed)]

    async def _change(self, interaction: Interaction, **changes: Any) -> SafeView:
        guild = interaction.guild
        assert guild is not None
        setup = await leaderboards.set_up(self.context, guild.id, interaction.created_at, **changes)
        return ui.panel(setup, _missing_in(guild, setup.server.board_channel_id))

    async def _change_by_menu(self, interaction: Interaction, **changes: Any) -> None:
        if not interaction.permissions.manage_guild:
            raise app_commands.MissingPermissions(["manage_guild"])
        await replies.replace(interaction, view=await self._change(interaction, **changes))

    @on_press("setup:channel")
    async def pick_channel(
        self, interaction: Interaction, _pressed: Pressed, channels: list[discord.abc.Snowflake]
    ) -> None:
        """Choose the channel."""
        await self._change_by_menu(interaction, channel_id=channels[0].id)

    @on_press("setup:weekday")
    async def pick_weekday(self, interaction: Interaction, _pressed: Pressed, values: list[str]) -> None:
        """Choose the weekday."""
        await self._change_by_menu(interaction, weekday=int(values[0]))

    @on_press("setup:hour")
    async def pick_hour(self, interaction: Interaction, _pressed: Pressed, values: list[str]) -> None:
        """Choose the hour."""
        await self._change_by_menu(interaction, at=time(int(values[0])))


def _missing_in(guild: discord.Guild, channel_id: int | None) -> list[str]:
    """Return the names of the permissions the bot lacks to post in a channel; all where it cannot see it."""
    if channel_id is None:
        return []
    channel = guild.get_channel(channel_id)
    if channel is None:
        return list(ui.NEEDED.values())
    granted = channel.permissions_for(guild.me)
    return [name for permission, name in ui.NEEDED.items() if not getattr(granted, permission)]


async def setup(bot: OneReader) -> None:
    """Load the cog."""
    await bot.add_cog(Setup(bot))
