"""/setup, for those who manage a server: the weekly board's place and time; and the bot's greeting on joining."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Iterable
from datetime import time
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

import aiohttp
import discord
from discord import app_commands
from discord.ext import commands

from cogs.kit import replies
from cogs.kit.act import Interaction
from cogs.kit.channels import TO_SHOW_PICTURES, missing_in
from cogs.kit.cog import FeatureCog
from cogs.kit.errors import SafeView
from cogs.kit.router import on_form, on_press, show_form
from cogs.kit.routes import Field, Pressed
from cogs.settings.cards import server_zone_question
from cogs.setup import cards as ui
from cogs.setup.swap_lines import min_words_field, swap_panel
from rules.streaks.entries import read_amount
from rules.zones.read import ZoneQuestion, read_zone, suggest_zones
from services import people
from services import setup as cases
from services.leaderboards import boards as leaderboards
from services.leaderboards.boards import ServerSetup
from services.swaps import offers as swaps
from services.swaps import rounds as swap_rounds

if TYPE_CHECKING:
    from bot import OneReader

log = logging.getLogger("onereader.setup")

CHANNELS_NAMED = 3


class Setup(FeatureCog):
    """Setting a server up."""

    def __init__(self, bot: OneReader) -> None:
        super().__init__(bot)
        self._greeting = asyncio.Lock()

    @app_commands.command(name="setup")
    @app_commands.guild_only()
    @app_commands.default_permissions(manage_guild=True)
    @app_commands.checks.has_permissions(manage_guild=True)
    @app_commands.describe(zone="The server's city or time zone: its posts go by it")
    async def set_up(self, interaction: Interaction, zone: app_commands.Range[str, 1, 100] | None = None) -> None:
        """Choose where and when the weekly board is posted, and see how the sending goes."""
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
        overview = await cases.overview(self.context, self.bot.house.kinds, guild.id, interaction.created_at)
        return ui.panel(self.bot.house, setup, _obstacles(guild, setup, overview), overview.outcomes)

    async def _change_by_menu(self, interaction: Interaction, **changes: Any) -> None:
        _require_manager(interaction)
        await replies.replace(interaction, view=await self._change(interaction, **changes))

    @on_press("setup:channel")
    async def pick_channel(
        self, interaction: Interaction, _pressed: Pressed, channels: list[discord.abc.Snowflake]
    ) -> None:
        """Choose the channel."""
        await self._change_by_menu(interaction, channel_id=channels[0].id)

    @on_press("setup:intro")
    async def pick_intro_channel(
        self, interaction: Interaction, _pressed: Pressed, channels: list[discord.abc.Snowflake]
    ) -> None:
        """Choose the channel for introductions."""
        _require_manager(interaction)
        assert interaction.guild is not None
        await people.choose_channel(self.context, interaction.guild.id, channels[0].id)
        await self._change_by_menu(interaction)

    @on_press("setup:weekday")
    async def pick_weekday(self, interaction: Interaction, _pressed: Pressed, values: list[str]) -> None:
        """Choose the weekday."""
        await self._change_by_menu(interaction, weekday=int(values[0]))

    @on_press("setup:hour")
    async def pick_hour(self, interaction: Interaction, _pressed: Pressed, values: list[str]) -> None:
        """Choose the hour."""
        await self._change_by_menu(interaction, at=time(int(values[0])))

    @on_press("setup:zone")
    async def ask_zone(self, interaction: Interaction, pressed: Pressed) -> None:
        """Open the form for the server's zone."""
        _require_manager(interaction)
        field = Field("zone", "City, country or time zone", hint="Berlin, Japan, America/Chicago", required=True)
        await show_form(interaction, "setup:zone", pressed.id, "The server's clock", [field])

    @on_form("setup:zone")
    async def take_zone(self, interaction: Interaction, _pressed: Pressed, values: dict[str, str]) -> None:
        """Take the server's zone, or ask which place is meant."""
        _require_manager(interaction)
        found = read_zone(values["zone"])
        if isinstance(found, ZoneQuestion):
            await replies.private(interaction, server_zone_question(found))
        else:
            await self._change_by_menu(interaction, zone=ZoneInfo(found))

    @on_press("setup:test")
    async def send_test_post(self, interaction: Interaction, _pressed: Pressed) -> None:
        """Post in the board's channel now, the way the weekly board will be."""
        _require_manager(interaction)
        guild = interaction.guild
        assert guild is not None
        await interaction.response.defer(ephemeral=True, thinking=True)
        setup = await leaderboards.set_up(self.context, guild.id, interaction.created_at)
        await replies.private(interaction, await self._post_test(guild, setup))

    async def _post_test(self, guild: discord.Guild, setup: ServerSetup) -> str:
        channel_id = setup.server.board_channel_id
        if channel_id is None or setup.next_on is None:
            return ui.NO_CHANNEL
        obstacle = _obstacle(guild, channel_id, ui.Purpose.BOARD)
        if obstacle is not None and not obstacle.is_for_pictures_only:
            return ui.obstacle_words(obstacle)
        try:
            await self.bot.get_partial_messageable(channel_id).send(view=ui.test_post(setup))
        except discord.HTTPException as refused:
            log.warning("The test post in channel %s was refused: %s", channel_id, refused)
            return ui.test_refused()
        return ui.test_sent(channel_id)

    @on_press("setup:swaps")
    async def open_swaps(self, interaction: Interaction, _pressed: Pressed) -> None:
        """Open what is set up for swaps."""
        _require_manager(interaction)
        await replies.private(interaction, view=await self._change_swaps(interaction))

    async def _change_swaps(self, interaction: Interaction, **changes: Any) -> SafeView:
        guild = interaction.guild
        assert guild is not None
        chosen = await swap_rounds.set_up_swaps(self.context, guild.id, interaction.created_at, **changes)
        obstacle = _obstacle(guild, chosen.report_channel_id, ui.Purpose.REPORTS)
        return swap_panel(chosen, guild.id, obstacle)

    async def _change_swaps_by_menu(self, interaction: Interaction, **changes: Any) -> None:
        _require_manager(interaction)
        await replies.replace(interaction, view=await self._change_swaps(interaction, **changes))

    @on_press("setup:reports")
    async def pick_report_channel(
        self, interaction: Interaction, _pressed: Pressed, channels: list[discord.abc.Snowflake]
    ) -> None:
        """Choose where reports go."""
        await self._change_swaps_by_menu(interaction, report_channel_id=channels[0].id)

    @on_press("setup:round_day")
    async def pick_round_day(self, interaction: Interaction, _pressed: Pressed, values: list[str]) -> None:
        """Choose the round's weekday."""
        await self._change_swaps_by_menu(interaction, weekday=int(values[0]))

    @on_press("setup:round_hour")
    async def pick_round_hour(self, interaction: Interaction, _pressed: Pressed, values: list[str]) -> None:
        """Choose the round's hour."""
        await self._change_swaps_by_menu(interaction, at=time(int(values[0])))

    @on_press("setup:min_words")
    async def ask_min_words(self, interaction: Interaction, pressed: Pressed) -> None:
        """Open the form for the shortest comment."""
        _require_manager(interaction)
        assert interaction.guild is not None
        field = min_words_field(await swaps.server_swaps(self.context, interaction.guild.id))
        await show_form(interaction, "setup:min_words", pressed.id, "The shortest comment", [field])

    @on_form("setup:min_words")
    async def take_min_words(self, interaction: Interaction, _pressed: Pressed, values: dict[str, str]) -> None:
        """Take the shortest comment."""
        await self._change_swaps_by_menu(interaction, min_words=read_amount("words", values["words"]))

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
        async with self._greeting:  # one after the other: nobody waits for a greeting
            for server_id in await cases.to_greet(self.context, found):
                channel = greeting_channel(found[server_id])
                if channel is not None and await cases.claim_greeting(self.context, server_id):
                    await self._say_hello(channel)

    async def _say_hello(self, channel: discord.TextChannel) -> None:
        try:
            await channel.send(ui.GREETING)
        except discord.HTTPException as refused:
            log.warning("The greeting in server %s was refused: %s", channel.guild.id, refused)
            await cases.greeting_refused(self.context, channel.guild.id)
        except (aiohttp.ClientError, OSError):
            # It may have arrived: rather none than two.
            log.warning("The greeting in server %s may not have arrived", channel.guild.id)


def greeting_channel(guild: discord.Guild) -> discord.TextChannel | None:
    """Return where to greet: the system channel or else the first one the bot may write in."""
    first = [guild.system_channel] if guild.system_channel is not None else []
    return next((each for each in [*first, *guild.text_channels] if not missing_in(each, guild.me)), None)


def _require_manager(interaction: Interaction) -> None:
    if not interaction.permissions.manage_guild:
        raise app_commands.MissingPermissions(["manage_guild"])


def _obstacle(guild: discord.Guild, channel_id: int | None, purpose: ui.Purpose) -> ui.Obstacle | None:
    if channel_id is None:
        return None
    channel = guild.get_channel(channel_id)
    if channel is None:
        return ui.Obstacle(channel_id, (), purpose)
    missing = missing_in(channel, guild.me)
    # Who may not write may attach nothing either, which needs no mending of its own.
    if purpose is ui.Purpose.BOARD and not missing:
        missing = missing_in(channel, guild.me, TO_SHOW_PICTURES)
    return ui.Obstacle(channel_id, missing, purpose) if missing else None


def _obstacles(guild: discord.Guild, setup: ServerSetup, overview: cases.Overview) -> list[ui.Obstacle]:
    """Return what keeps the bot from posting: the board, introductions, and milestones where goals were shared."""
    board_id = setup.server.board_channel_id
    chosen = [
        _obstacle(guild, board_id, ui.Purpose.BOARD),
        _obstacle(guild, setup.server.intro_channel_id, ui.Purpose.INTRODUCTIONS),
    ]
    # A channel that is gone, or a thread, cannot be mended with permissions.
    elsewhere = [
        _obstacle(guild, channel_id, ui.Purpose.MILESTONES)
        for channel_id in overview.goal_channel_ids
        if channel_id != board_id and guild.get_channel(channel_id) is not None
    ]
    found = [each for each in elsewhere if each is not None][:CHANNELS_NAMED]
    return [*(each for each in chosen if each is not None), *found]
