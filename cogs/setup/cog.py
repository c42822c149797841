"""/setup, for those who manage a server: the weekly board's place and time, introductions, reports, and its swaps."""

from __future__ import annotations

import logging
from datetime import time
from typing import Any
from zoneinfo import ZoneInfo

from discord import app_commands

from cogs.help.topics import topic_card
from cogs.kit.act import LiveAct
from cogs.kit.answering.answers import Answer, answered, choices, in_place, offered, private
from cogs.kit.cards import SafeView
from cogs.kit.cog import FeatureCog
from cogs.kit.routes import Form, Pressed, Sent, read_number
from cogs.setup import cards, routes, sprint_cards, swap_cards
from cogs.setup.obstacles import Purpose, is_open_to_all, obstacle_in, obstacles
from rules.kit.amounts import read_amount
from rules.kit.given import Taken
from rules.swaps.members import SwapServer
from rules.zones.read import ZoneQuestion, read_zone, suggest_zones
from services import people, setup
from services.due import DeliveryFailed
from services.leaderboards import boards
from services.leaderboards.boards import ServerSetup
from services.sprints import weekly
from services.swaps import offers as swaps
from services.swaps import rounds

SUNDAY, LAST_HOUR = 6, 23
# The topic of /help that tells owners and members alike what is sent.
SENT_TOPIC = "sent"

log = logging.getLogger("onereader.setup")


class Setup(FeatureCog):
    """Setting a server up."""

    @app_commands.command(name="setup")
    @app_commands.guild_only()
    @app_commands.default_permissions(manage_guild=True)
    @app_commands.checks.has_permissions(manage_guild=True)
    @app_commands.describe(zone="The server's city or time zone: its posts go by it")
    @answered
    async def set_up(self, act: LiveAct, zone: app_commands.Range[str, 1, 100] | None = None) -> Answer:
        """Choose where and when the weekly board is posted, and see how the sending goes."""
        found = None if zone is None else read_zone(zone)
        if isinstance(found, ZoneQuestion):
            return private(cards.zone_question(found))
        return private(view=await self._change(act, zone=ZoneInfo(found) if found else None))

    @set_up.autocomplete("zone")
    @offered
    async def zone_choices(self, _act: LiveAct, typed: str) -> list[app_commands.Choice[str]]:
        """Offer cities and zones as they are typed."""
        return choices((choice.label, choice.zone) for choice in suggest_zones(typed))

    async def _change(self, act: LiveAct, **changes: Any) -> SafeView:
        house, guild = self.bot.house, act.guild
        chosen = await boards.set_up(self.context, guild.id, act.at, by_id=act.member_id, **changes)
        overview = await setup.overview(self.context, house.kinds, guild.id, act.at)
        in_the_way = obstacles(guild, chosen.server, overview)
        is_open = is_open_to_all(guild, overview.report_channel_id)
        return cards.panel(house, chosen, in_the_way, overview, is_open=is_open)

    @routes.CHANNEL.pressed
    async def pick_channel(self, act: LiveAct, pressed: Pressed) -> Answer:
        """Choose the channel."""
        return in_place(view=await self._change(act, channel_id=pressed.channel_id or Taken.BACK))

    @routes.INTRO.pressed
    async def pick_intro_channel(self, act: LiveAct, pressed: Pressed) -> Answer:
        """Choose the channel for introductions."""
        await people.choose_channel(self.context, act.guild.id, pressed.channel_id)
        return in_place(view=await self._change(act))

    @routes.REPORTS.pressed
    async def pick_report_channel(self, act: LiveAct, pressed: Pressed) -> Answer:
        """Choose where reports go."""
        await self._set_up_swaps(act, report_channel_id=pressed.channel_id or Taken.BACK)
        return in_place(view=await self._change(act))

    @routes.WEEKDAY.pressed
    async def pick_weekday(self, act: LiveAct, pressed: Pressed) -> Answer:
        """Choose the weekday."""
        return in_place(view=await self._change(act, weekday=read_number(pressed.chosen, SUNDAY)))

    @routes.HOUR.pressed
    async def pick_hour(self, act: LiveAct, pressed: Pressed) -> Answer:
        """Choose the hour."""
        return in_place(view=await self._change(act, at=time(read_number(pressed.chosen, LAST_HOUR))))

    @routes.ZONE.opens
    async def ask_zone(self, _act: LiveAct, pressed: Pressed) -> Form:
        """Open the form for the server's zone."""
        return cards.zone_form(pressed.id)

    @routes.ZONE.sent
    async def take_zone(self, act: LiveAct, sent: Sent) -> Answer:
        """Take the server's zone, or ask which place is meant."""
        found = read_zone(sent["zone"])
        if isinstance(found, ZoneQuestion):
            return private(cards.zone_question(found))
        return in_place(view=await self._change(act, zone=ZoneInfo(found)))

    @routes.TEST.pressed
    async def send_test_post(self, act: LiveAct, _pressed: Pressed) -> Answer:
        """Post in the board's channel now, the way the weekly board will be."""
        await act.take_time()
        return private(await self._post_test(act, await boards.set_up(self.context, act.guild.id, act.at)))

    async def _post_test(self, act: LiveAct, chosen: ServerSetup) -> str:
        channel_id = chosen.server.board_channel_id
        if channel_id is None or chosen.next_on is None:
            return cards.NO_CHANNEL
        obstacle = obstacle_in(act.guild, channel_id, Purpose.BOARD)
        if obstacle is not None and obstacle.is_in_the_way:
            return obstacle.words
        try:
            await self.post.send(act.guild.id, channel_id, view=cards.test_post(chosen))
        except DeliveryFailed as failure:
            log.warning("The test post in channel %s was refused: %s", channel_id, failure)
            return cards.test_refused()
        return cards.test_sent(channel_id)

    @routes.SENT.pressed
    async def tell_what_is_sent(self, _act: LiveAct, _pressed: Pressed) -> Answer:
        """Say what members are sent and where things are posted, as /help does."""
        return private(view=topic_card(self.bot.house.help, SENT_TOPIC, self.bot.settings.docs_url))

    @routes.SWAPS.pressed
    async def open_swaps(self, act: LiveAct, _pressed: Pressed) -> Answer:
        """Open what is set up for swaps."""
        return private(view=await self._change_swaps(act))

    async def _change_swaps(self, act: LiveAct, **changes: Any) -> SafeView:
        return swap_cards.swap_panel(await self._set_up_swaps(act, **changes), act.guild.id)

    async def _set_up_swaps(self, act: LiveAct, **changes: Any) -> SwapServer:
        return await rounds.set_up_swaps(self.context, act.guild.id, act.at, by_id=act.member_id, **changes)

    @routes.ROUND_DAY.pressed
    async def pick_round_day(self, act: LiveAct, pressed: Pressed) -> Answer:
        """Choose the round's weekday."""
        return in_place(view=await self._change_swaps(act, weekday=read_number(pressed.chosen, SUNDAY)))

    @routes.ROUND_HOUR.pressed
    async def pick_round_hour(self, act: LiveAct, pressed: Pressed) -> Answer:
        """Choose the round's hour."""
        return in_place(view=await self._change_swaps(act, at=time(read_number(pressed.chosen, LAST_HOUR))))

    @routes.MIN_WORDS.opens
    async def ask_min_words(self, act: LiveAct, pressed: Pressed) -> Form:
        """Open the form for the shortest comment."""
        return swap_cards.min_words_form(await swaps.server_swaps(self.context, act.guild.id), pressed.id)

    @routes.MIN_WORDS.sent
    async def take_min_words(self, act: LiveAct, sent: Sent) -> Answer:
        """Take the shortest comment."""
        return in_place(view=await self._change_swaps(act, min_words=read_amount("words", sent["words"])))

    @routes.SPRINTS.pressed
    async def open_sprints(self, act: LiveAct, _pressed: Pressed) -> Answer:
        """Open what is set up for the weekly sprint."""
        return private(view=await self._change_sprints(act))

    async def _change_sprints(self, act: LiveAct, **changes: Any) -> SafeView:
        chosen = await weekly.set_up(self.context, act.guild.id, act.at, **changes)
        obstacle = obstacle_in(act.guild, chosen.weekly.channel_id, Purpose.SPRINTS)
        return sprint_cards.sprint_panel(chosen, act.guild.id, obstacle)

    @routes.SPRINT_CHANNEL.pressed
    async def pick_sprint_channel(self, act: LiveAct, pressed: Pressed) -> Answer:
        """Choose where the weekly sprint is."""
        return in_place(view=await self._change_sprints(act, channel_id=pressed.channel_id or Taken.BACK))

    @routes.SPRINT_DAY.pressed
    async def pick_sprint_day(self, act: LiveAct, pressed: Pressed) -> Answer:
        """Choose the weekly sprint's weekday."""
        return in_place(view=await self._change_sprints(act, weekday=read_number(pressed.chosen, SUNDAY)))

    @routes.SPRINT_HOUR.pressed
    async def pick_sprint_hour(self, act: LiveAct, pressed: Pressed) -> Answer:
        """Choose the weekly sprint's hour."""
        return in_place(view=await self._change_sprints(act, at=time(read_number(pressed.chosen, LAST_HOUR))))

    @routes.SPRINT_STOP.pressed
    async def end_weekly_sprint(self, act: LiveAct, _pressed: Pressed) -> Answer:
        """Hold no weekly sprint any more."""
        return in_place(view=await self._change_sprints(act, channel_id=Taken.BACK))
