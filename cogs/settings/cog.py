"""/settings: zone, day end, reminder, where it comes, and boards, all the member's own."""

from __future__ import annotations

from operator import attrgetter
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import discord
from discord import app_commands
from discord.ext import commands

from cogs.kit.act import LiveAct
from cogs.kit.answering.answers import Answer, answered, choices, in_place, offered, private
from cogs.kit.cards import SafeView
from cogs.kit.channels import missing_in
from cogs.kit.cog import FeatureCog
from cogs.kit.routes import Form, Pressed, Sent, read_number, read_one
from cogs.reminders import reach_cards
from cogs.reminders import routes as reminder_routes
from cogs.reminders.answers import chosen_text
from cogs.reminders.cards import buttons_of
from cogs.settings import cards, routes
from cogs.settings.panel import CLOCK_FIELD, TIME_FIELD, settings_panel
from rules.kit.calendar import LATEST_DAY_END_HOUR
from rules.members.consent import Mode
from rules.members.member import Member
from rules.zones.read import ZoneQuestion, read_zone, suggest_zones
from services import members
from services.acts import GoneForGood
from services.due import DeliveryFailed, NotTaken
from services.reminders import consent
from services.reminders.consent import ReminderChange
from services.swaps import offers as swaps

if TYPE_CHECKING:
    from bot import OneReader

TESTS_AN_HOUR = 5


class MemberSettings(FeatureCog):
    """A member's own settings."""

    settings = app_commands.Group(name="settings", description="Your clock, your reminder, your boards")

    def __init__(self, bot: OneReader) -> None:
        super().__init__(bot)
        # It keeps Discord from taking the bot for a sender of spam; a restart may forget it.
        self._tests = commands.CooldownMapping.from_cooldown(TESTS_AN_HOUR, 3600, attrgetter("id"))

    async def _shown(self, act: LiveAct, member: Member, note: str = "") -> Answer:
        if member.is_to_hear:
            await members.claim_telling(self.context, member.id)  # the card says it
        return in_place(view=await self._card(act, member, note))

    async def _card(self, act: LiveAct, member: Member, note: str) -> SafeView:
        muted = await swaps.are_answers_muted(self.context, act)
        return settings_panel(member, act.at, note, muted=muted)

    @settings.command(name="show")
    @answered
    async def show(self, act: LiveAct) -> Answer:
        """Open your settings: clock, day end, reminder, boards, each with what changes it."""
        return await self._shown(act, await members.my_settings(self.context, act))

    @settings.command(name="zone")
    @app_commands.describe(place="Your city, country or time zone; nobody else sees it")
    @answered
    async def zone(self, act: LiveAct, place: app_commands.Range[str, 1, 100]) -> Answer:
        """Set your clock by city, country or zone, so that days and reminders are yours."""
        return await self._choose_zone(act, place)

    async def _choose_zone(self, act: LiveAct, place: str) -> Answer:
        found = read_zone(place)
        if isinstance(found, ZoneQuestion):
            return in_place(view=cards.zone_question_card(found, act.member_id))
        member = await members.choose_zone(self.context, act, ZoneInfo(found))
        return await self._shown(act, member, cards.zone_note(member, act.at))

    @zone.autocomplete("place")
    @offered
    async def zone_choices(self, _act: LiveAct, typed: str) -> list[app_commands.Choice[str]]:
        """Offer cities and zones as they are typed."""
        return choices((choice.label, choice.zone) for choice in suggest_zones(typed))

    @routes.ZONE.pressed
    async def zone_pressed(self, act: LiveAct, pressed: Pressed) -> Answer:
        """Take one of the zones offered with a question."""
        member = await members.choose_zone(self.context, act, _zone(pressed.extra))
        return await self._shown(act, member, cards.zone_note(member, act.at))

    @settings.command(name="day-end")
    @app_commands.describe(hour="The hour after midnight at which your day ends, 0 to 6")
    @answered
    async def day_end(self, act: LiveAct, hour: app_commands.Range[int, 0, LATEST_DAY_END_HOUR]) -> Answer:
        """Set when your day ends; writing after midnight still counts for the day before."""
        member = await members.choose_day_end(self.context, act, hour)
        return await self._shown(act, member, cards.day_end_note(member))

    @settings.command(name="reminder")
    @app_commands.describe(
        time="When, on your clock: 20:00 or 8pm",
        on="Off stops it, on brings it back",
        last_call="When one more nudge comes if you have not written by then: 23:00; none takes it away",
        test="Send me one now, to see that it arrives",
    )
    @app_commands.rename(last_call="last-call")
    @answered
    async def reminder(
        self,
        act: LiveAct,
        time: app_commands.Range[str, 1, 20] | None = None,
        on: bool | None = None,
        last_call: app_commands.Range[str, 1, 20] | None = None,
        test: bool = False,
    ) -> Answer:
        """Set the one message a day that comes when you have not written yet."""
        chosen = await consent.choose_reminder(self.context, act, consent.read_change(time, on, last_call))
        member, note = chosen.member, chosen_text(chosen)
        if not test:
            return await self._shown(act, member, note)
        await act.take_time()
        return await self._tested(act, member, note)

    async def _tested(self, act: LiveAct, member: Member, note: str = "") -> Answer:
        if self._tests.update_rate_limit(member, act.at.timestamp()) is not None:
            return private("\n".join(filter(None, [note, cards.tested_enough()])))
        failure = await self._send_test(member)
        view = reach_cards.reach_view(member) if failure == NotTaken.DM_CLOSED else None
        return private("\n".join(filter(None, [note, cards.test_note(failure, member)])), view)

    async def _send_test(self, member: Member) -> str:
        """Send a test DM; return why it did not arrive, empty when it did. It settles whether DMs are open."""
        message = await consent.sample(self.context, member, self.bot.clock.now())
        try:
            await self.post.send_dm(member, cards.test_text(message), view=buttons_of(message))
        except DeliveryFailed as failure:
            if failure.reason == NotTaken.DM_CLOSED:
                await members.note_dms(self.context, member.id, self.bot.clock.now(), are_open=False)
            return failure.reason
        await members.note_dms(self.context, member.id, self.bot.clock.now(), are_open=True)
        return ""

    @settings.command(name="boards")
    @app_commands.describe(shown="Whether others see you on leaderboards, and your streak")
    @answered
    async def boards(self, act: LiveAct, shown: bool) -> Answer:
        """Show or hide yourself on every leaderboard."""
        member = await members.choose_boards(self.context, act, shown=shown)
        return await self._shown(act, member, cards.boards_note(member))

    @settings.command(name="answers")
    @app_commands.describe(on="Whether I write to you when somebody read you, or a round matched you")
    @answered
    async def answers(self, act: LiveAct, on: bool) -> Answer:
        """Mute, or bring back, the messages about swaps that come at once."""
        return await self._mute(act, on=on)

    async def _mute(self, act: LiveAct, *, on: bool) -> Answer:
        await swaps.mute_answers(self.context, act, muted=not on)
        member = await members.my_settings(self.context, act)
        return await self._shown(act, member, cards.answers_note(on=on))

    # The panel's menus and buttons

    @routes.CLOCK.opens
    async def ask_place(self, _act: LiveAct, pressed: Pressed) -> Form:
        """Ask where the member is."""
        return routes.CLOCK.form("Your clock", pressed.id, [CLOCK_FIELD])

    @routes.CLOCK.sent
    async def take_place(self, act: LiveAct, sent: Sent) -> Answer:
        """Set the clock, or ask which place is meant."""
        return await self._choose_zone(act, sent["place"])

    @routes.DAY_END.pressed
    async def pick_day_end(self, act: LiveAct, pressed: Pressed) -> Answer:
        """Choose when the day ends."""
        member = await members.choose_day_end(self.context, act, read_number(pressed.chosen, LATEST_DAY_END_HOUR))
        return await self._shown(act, member, cards.day_end_note(member))

    @routes.MODE.pressed
    async def pick_mode(self, act: LiveAct, pressed: Pressed) -> Answer:
        """Choose on which days to be reminded."""
        return await self._change_reminder(act, ReminderChange(mode=read_one(Mode, pressed.chosen)))

    @routes.TIME.opens
    async def ask_time(self, _act: LiveAct, pressed: Pressed) -> Form:
        """Ask for the reminder's time."""
        return routes.TIME.form("Your reminder", pressed.id, [TIME_FIELD])

    @routes.TIME.sent
    async def take_time(self, act: LiveAct, sent: Sent) -> Answer:
        """Set the reminder's time."""
        return await self._change_reminder(act, ReminderChange(at=consent.read_time(sent["time"])))

    @routes.LAST_CALL.pressed
    async def pick_last_call(self, act: LiveAct, pressed: Pressed) -> Answer:
        """Choose the last call, or none."""
        return await self._change_reminder(act, consent.read_change(None, None, pressed.chosen))

    async def _change_reminder(self, act: LiveAct, change: ReminderChange) -> Answer:
        chosen = await consent.choose_reminder(self.context, act, change)
        return await self._shown(act, chosen.member, chosen_text(chosen))

    @routes.TEST.pressed
    async def test(self, act: LiveAct, _pressed: Pressed) -> Answer:
        """Send a test, to see that it arrives."""
        await act.take_time()
        return await self._tested(act, (await consent.choose_reminder(self.context, act, ReminderChange())).member)

    @routes.BOARDS.pressed
    async def switch_boards(self, act: LiveAct, pressed: Pressed) -> Answer:
        """Show or hide the member on every leaderboard."""
        member = await members.choose_boards(self.context, act, shown=pressed.extra == "show")
        return await self._shown(act, member, cards.boards_note(member))

    @routes.ANSWERS.pressed
    async def switch_answers(self, act: LiveAct, pressed: Pressed) -> Answer:
        """Mute, or bring back, the messages about swaps."""
        return await self._mute(act, on=pressed.extra == "on")

    # Where reminders come while direct messages are closed

    @reminder_routes.HERE.pressed
    async def mention_here(self, act: LiveAct, _pressed: Pressed) -> Answer:
        """Mention the member in the channel they are in."""
        return await self._mention_in(act, act.channel_id or 0)

    @reminder_routes.CHANNEL.pressed
    async def mention_there(self, act: LiveAct, pressed: Pressed) -> Answer:
        """Mention the member in the channel they chose."""
        return await self._mention_in(act, pressed.channel_id or 0)

    async def _mention_in(self, act: LiveAct, channel_id: int) -> Answer:
        channel = act.guild.get_channel(channel_id)
        if not isinstance(channel, discord.TextChannel):
            return private(reach_cards.NOT_A_TEXT_CHANNEL)
        if missing_in(channel, act.asker):
            return private(reach_cards.not_your_channel(channel_id))
        if missing := missing_in(channel, act.guild.me):
            return private(reach_cards.not_my_channel(channel_id, missing))
        member = await members.choose_fallback(self.context, act, channel_id)
        return in_place(view=await self._card(act, member, reach_cards.fallback_note(member)))

    @reminder_routes.UNMENTION.pressed
    async def stop_mentioning(self, act: LiveAct, _pressed: Pressed) -> Answer:
        """Mention the member nowhere any more."""
        member = await members.drop_fallback(self.context, act)
        return in_place(view=await self._card(act, member, reach_cards.fallback_note(member)))


def _zone(carried: str) -> ZoneInfo:
    """Return the zone on a button. Raise GoneForGood where there is none of that name."""
    try:
        return ZoneInfo(carried)
    except (KeyError, ValueError, OSError):
        raise GoneForGood from None
