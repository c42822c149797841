"""A circle's week, answered: what each will do, and how it went, by button and form. It has no commands of its own."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import discord
from discord.ext import commands

from cogs.circles import cards as circles_ui
from cogs.circles import place
from cogs.circles import week_cards as ui
from cogs.kit import replies
from cogs.kit.act import Interaction, act_of
from cogs.kit.cog import FeatureCog
from cogs.kit.due import on_due
from cogs.kit.errors import SafeView
from cogs.kit.router import on_form, on_press, show_form
from cogs.kit.routes import Pressed
from cogs.post import Post, mention_only
from rules.circles import PromiseOutcome
from services.circles import membership as circles
from services.circles import weeks as circle_weeks
from services.circles.weeks import LOST_KIND, PROMISE_KIND, REPORT_KIND, CircleReport, LostMessage, PromiseMessage, Week

if TYPE_CHECKING:
    pass


class CircleWeeks(FeatureCog):
    """Promises and reports."""

    @on_press("circles:promise")
    async def open_promise_form(self, interaction: Interaction, pressed: Pressed) -> None:
        """Ask for one line; what was promised before stands in it."""
        said = await circle_weeks.my_promise(self.context, act_of(interaction), pressed.id, _week_on(pressed))
        await show_form(
            interaction,
            "circles:promise",
            pressed.id,
            ui.PROMISE_TITLE,
            [ui.promise_field(said)],
            extra=pressed.extra,
        )

    @on_form("circles:promise")
    async def promise(self, interaction: Interaction, pressed: Pressed, values: dict[str, str]) -> None:
        """Keep the promise and show it where the circle reads it."""
        act, week_on = act_of(interaction), _week_on(pressed)
        week = await circle_weeks.promise(self.context, act, pressed.id, values["promise"], week_on)
        if week_on is not None:  # on the circle's own card
            await self._show(interaction, week, ui.promise_card(week))
            return
        shown = await circles.show(self.context, act, pressed.id)
        await replies.replace(interaction, view=circles_ui.circle_card(shown, place.missing(interaction, shown.circle)))
        await place.say(self.bot, week.circle, ui.promised_text(week, act.member_id))

    @on_press("circles:report")
    async def report(self, interaction: Interaction, pressed: Pressed) -> None:
        """Keep how it went at once; a line may be added in the form that opens."""
        week_on, _, outcome = pressed.extra.partition("/")
        act = act_of(interaction)
        week = await circle_weeks.report(
            self.context, act, pressed.id, date.fromisoformat(week_on), PromiseOutcome(outcome)
        )
        field = ui.note_field(week.promises[act.member_id])
        title = ui.note_title(PromiseOutcome(outcome))
        await show_form(interaction, "circles:note", pressed.id, title, [field], extra=week_on)
        await self._refresh(interaction, week)

    async def _refresh(self, interaction: Interaction, week: Week) -> None:
        """Show an answer on the card, for whoever closes the form without sending it."""
        assert interaction.message is not None
        assert interaction.channel_id is not None
        message = self.bot.get_partial_messageable(interaction.channel_id).get_partial_message(interaction.message.id)
        await place.attempt(week.circle, message.edit(view=ui.report_card(week)))

    @on_form("circles:note")
    async def add_note(self, interaction: Interaction, pressed: Pressed, values: dict[str, str]) -> None:
        """Keep the line that goes with a report."""
        week = await circle_weeks.add_note(
            self.context, act_of(interaction), pressed.id, date.fromisoformat(pressed.extra), values["note"]
        )
        await self._show(interaction, week, ui.report_card(week))

    async def _show(self, interaction: Interaction, week: Week, card: SafeView) -> None:
        """Show what was said on the circle's card, or say that it is kept where Discord refuses to change that."""
        if not await place.attempt(week.circle, replies.replace(interaction, view=card)):
            await replies.private(interaction, ui.KEPT_TEXT)

    @on_due(PROMISE_KIND)
    async def ask_for_promises(self, message: PromiseMessage, post: Post) -> None:
        """Ask on Monday what each will do."""
        await self._ask(message, ui.promise_card(message.week), post)

    @on_due(REPORT_KIND)
    async def ask_how_it_went(self, message: CircleReport, post: Post) -> None:
        """Ask on Sunday how it went."""
        await self._ask(message, ui.report_card(message.week), post)

    async def _ask(self, message: PromiseMessage | CircleReport, card: SafeView, post: Post) -> None:
        circle = message.week.circle
        assert circle.place_id is not None
        await post.check_present(circle.server_id, message.week.member_ids)
        await post.to_channel(circle.place_id, view=card, allowed_mentions=mention_only(*message.asked_ids))

    @on_due(LOST_KIND)
    async def tell_of_lost_place(self, message: LostMessage, post: Post) -> None:
        """Tell whoever looks after a circle that its place is gone."""
        await post.to_member(message.owner, ui.lost_text(message))

    @commands.Cog.listener()
    async def on_raw_thread_delete(self, deleted: discord.RawThreadDeleteEvent) -> None:
        """Notice at once where a circle's thread was deleted."""
        await circle_weeks.channel_deleted(self.context, deleted.thread_id, self.bot.clock.now())

    @commands.Cog.listener()
    async def on_guild_channel_delete(self, deleted: discord.abc.GuildChannel) -> None:
        """Notice at once where a circle's channel was deleted."""
        await circle_weeks.channel_deleted(self.context, deleted.id, self.bot.clock.now())


def _week_on(pressed: Pressed) -> date | None:
    return date.fromisoformat(pressed.extra) if pressed.extra else None
