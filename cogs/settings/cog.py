"""/settings and the reminder's Snooze: zone, day end, reminder, where it comes and boards, all the member's own."""

from __future__ import annotations

import asyncio
from datetime import date
from typing import Any
from zoneinfo import ZoneInfo

import discord
from discord import app_commands
from discord.ext import commands

from cogs.kit import replies
from cogs.kit.act import Interaction, act_of, check_own
from cogs.kit.channels import missing_in
from cogs.kit.cog import FeatureCog
from cogs.kit.due import on_due
from cogs.kit.errors import SafeView
from cogs.kit.router import on_press
from cogs.kit.routes import Pressed
from cogs.post import Post, mention_only
from cogs.settings import cards as ui
from rules.members import Member
from rules.zones.read import ZoneQuestion, read_zone, suggest_zones
from services import members
from services.due import DeliveryFailed, NotTaken
from services.reminders import LAST_CALL_KIND, REMINDER_KIND, SNOOZE_KIND, ReminderMessage
from services.swaps import offers as swaps


class Reminders(FeatureCog):
    """A member's own settings."""

    settings = app_commands.Group(name="settings", description="Your clock, your reminder, your boards")

    async def cog_load(self) -> None:
        await super().cog_load()
        # The list of places takes half a second to read: not during somebody's three seconds.
        await asyncio.to_thread(suggest_zones, "London")

    async def _show(self, interaction: Interaction, member: Member, note: str) -> None:
        if member.is_to_hear:
            await members.claim_telling(self.context, member.id)  # the card says it
        await replies.private(interaction, view=await self._card(interaction, member, note))

    async def _card(self, interaction: Interaction, member: Member, note: str) -> SafeView:
        muted = await swaps.are_answers_muted(self.context, act_of(interaction))
        return ui.settings_card(member, interaction.created_at, note, muted=muted)

    @settings.command(name="show")
    async def show(self, interaction: Interaction) -> None:
        """Show what is set, and how to change each."""
        await self._show(interaction, await members.my_settings(self.context, act_of(interaction)), "")

    @settings.command(name="zone")
    @app_commands.describe(place="Your city, country or time zone; nobody else sees it")
    async def zone(self, interaction: Interaction, place: app_commands.Range[str, 1, 100]) -> None:
        """Set your clock by city, country or zone, so that days and reminders are yours."""
        found = read_zone(place)
        if isinstance(found, ZoneQuestion):
            await replies.private(interaction, view=ui.zone_question_card(found, interaction.user.id))
        else:
            await self._show_zone(interaction, await self._choose_zone(interaction, found))

    @zone.autocomplete("place")
    async def zone_choices(self, _interaction: Interaction, typed: str) -> list[app_commands.Choice[str]]:
        """Offer cities and zones as they are typed."""
        return [app_commands.Choice(name=choice.label[:100], value=choice.zone) for choice in suggest_zones(typed)]

    @on_press("settings:zone")
    async def zone_pressed(self, interaction: Interaction, pressed: Pressed) -> None:
        """Take one of the zones offered with a question."""
        member = await self._choose_zone(interaction, pressed.extra)
        card = await self._card(interaction, member, ui.zone_note(member, interaction.created_at))
        await replies.replace(interaction, view=card)

    async def _choose_zone(self, interaction: Interaction, name: str) -> Member:
        return await members.choose_zone(self.context, act_of(interaction), ZoneInfo(name))

    async def _show_zone(self, interaction: Interaction, member: Member) -> None:
        await self._show(interaction, member, ui.zone_note(member, interaction.created_at))

    @settings.command(name="day-end")
    @app_commands.describe(hour="The hour after midnight at which your day ends, 0 to 6")
    async def day_end(
        self, interaction: Interaction, hour: app_commands.Range[int, 0, members.LATEST_DAY_END_HOUR]
    ) -> None:
        """Set when your day ends; writing after midnight still counts for the day before."""
        member = await members.choose_day_end(self.context, act_of(interaction), hour)
        await self._show(interaction, member, ui.day_end_note(member))

    @settings.command(name="reminder")
    @app_commands.describe(
        time="When, on your clock: 20:00 or 8pm",
        on="Off stops it, on brings it back",
        last_call="Hours before your day ends for one more nudge; 0 for none",
        test="Send me one now, to see that it arrives",
    )
    @app_commands.rename(last_call="last-call")
    async def reminder(
        self,
        interaction: Interaction,
        time: app_commands.Range[str, 1, 20] | None = None,
        on: bool | None = None,
        last_call: app_commands.Range[int, 0, members.MAX_LAST_CALL_HOURS] | None = None,
        test: bool = False,
    ) -> None:
        """Set the one message a day that comes when you have not written yet."""
        at = None if time is None else members.read_time(time)
        chosen = await members.choose_reminder(self.context, act_of(interaction), at=at, on=on, last_call=last_call)
        if not test:
            await self._show(interaction, chosen.member, ui.reminder_note(chosen))
            return
        await interaction.response.defer(ephemeral=True)
        failure = await self._send_test(chosen.member)
        member = chosen.member
        view = ui.reach_view(member) if failure == NotTaken.DM_CLOSED else None
        await replies.private(interaction, f"{ui.reminder_note(chosen)}\n{ui.test_note(failure, member)}", view=view)

    async def _send_test(self, member: Member) -> str:
        """Send a test DM; return why it did not arrive, empty when it did. It settles whether DMs are open."""
        try:
            await self.post.send_dm(member, ui.test_text(member))
        except DeliveryFailed as failure:
            if failure.reason == NotTaken.DM_CLOSED:
                await members.note_dms(self.context, member.id, self.bot.clock.now(), are_open=False)
            return failure.reason
        await members.note_dms(self.context, member.id, self.bot.clock.now(), are_open=True)
        return ""

    @on_due(REMINDER_KIND, LAST_CALL_KIND, SNOOZE_KIND)
    async def remind(self, message: ReminderMessage, post: Post) -> None:
        """Send the day's reminder to the member, or mention them where they chose to be while their DMs are closed."""
        member = message.member
        buttons = ui.reminder_buttons(message)
        if member.mentioned_in is None:
            await post.to_member(member, ui.reminder_text(message), view=buttons)
            return
        assert member.fallback is not None
        # Discord refuses a direct message to somebody who left, but not a mention.
        await post.check_present(member.fallback.server_id, [member.id], again=False)
        await post.to_channel(
            member.mentioned_in,
            ui.mention_text(message),
            view=buttons,
            allowed_mentions=mention_only(member.id),
        )

    @settings.command(name="boards")
    @app_commands.describe(shown="Whether others see you on leaderboards, and your streak")
    async def boards(self, interaction: Interaction, shown: bool) -> None:
        """Show or hide yourself on every leaderboard."""
        member = await members.choose_boards(self.context, act_of(interaction), shown=shown)
        await self._show(interaction, member, ui.boards_note(member))

    @settings.command(name="answers")
    @app_commands.describe(on="Whether I write to you when somebody read you, or a round matched you")
    async def answers(self, interaction: Interaction, on: bool) -> None:
        """Mute, or bring back, the messages about swaps that come at once."""
        await swaps.mute_answers(self.context, act_of(interaction), muted=not on)
        member = await members.my_settings(self.context, act_of(interaction))
        await self._show(interaction, member, ui.answers_note(on=on))

    @on_press("reminders:snooze")
    async def snooze(self, interaction: Interaction, pressed: Pressed) -> None:
        """Bring the reminder back in an hour; pressing twice is one snooze."""
        check_own(interaction, pressed.id)
        message_id = interaction.message.id if interaction.message else pressed.id
        day = date.fromisoformat(pressed.extra)
        snoozed = await members.snooze(self.context, act_of(interaction), message_id, day)
        await replies.send(interaction, ui.snoozed_text(snoozed), private=interaction.guild_id is not None)

    @commands.Cog.listener()
    async def on_app_command_completion(
        self, interaction: Interaction, command: app_commands.Command[Any, ..., Any] | app_commands.ContextMenu
    ) -> None:
        """Tell, privately and once, whom no reminder reaches; /wrote says it by itself."""
        if command.qualified_name == "wrote":
            return
        member = await members.claim_telling(self.context, interaction.user.id)
        if member is not None:
            await replies.private(interaction, ui.reach_text(member), view=ui.reach_view(member))

    @on_press("reminders:fallback")
    async def ask_where(self, interaction: Interaction, _pressed: Pressed) -> None:
        """Ask in which channel to mention the member while their direct messages are closed."""
        if interaction.guild_id is None:
            await replies.private(interaction, ui.NO_CHANNELS_HERE)
        else:
            await replies.private(interaction, view=ui.fallback_card(interaction.user.id))

    @on_press("reminders:here")
    async def mention_here(self, interaction: Interaction, _pressed: Pressed) -> None:
        """Mention the member in the channel they are in."""
        await self._mention_in(interaction, interaction.channel_id or 0)

    @on_press("reminders:channel")
    async def mention_there(
        self, interaction: Interaction, _pressed: Pressed, channels: list[discord.abc.Snowflake]
    ) -> None:
        """Mention the member in the channel they chose."""
        await self._mention_in(interaction, channels[0].id)

    async def _mention_in(self, interaction: Interaction, channel_id: int) -> None:
        guild, asker = interaction.guild, interaction.user
        assert guild is not None
        assert isinstance(asker, discord.Member)
        channel = guild.get_channel(channel_id)
        if not isinstance(channel, discord.TextChannel):
            await replies.private(interaction, ui.NOT_A_TEXT_CHANNEL)
        elif missing_in(channel, asker):
            await replies.private(interaction, ui.not_your_channel(channel_id))
        elif missing := missing_in(channel, guild.me):
            await replies.private(interaction, ui.not_my_channel(channel_id, missing))
        else:
            member = await members.choose_fallback(self.context, act_of(interaction), channel_id)
            note = ui.fallback_note(member)
            await replies.replace(interaction, view=await self._card(interaction, member, note))

    @on_press("reminders:unmention")
    async def stop_mentioning(self, interaction: Interaction, _pressed: Pressed) -> None:
        """Mention the member nowhere any more."""
        member = await members.drop_fallback(self.context, act_of(interaction))
        card = await self._card(interaction, member, ui.fallback_note(member))
        await replies.replace(interaction, view=card)
