"""A circle's week, answered: what each will do, and how it went, by button and form. It has no commands of its own."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

import discord
from discord.ext import commands

from cogs.circles import cards, place, routes, week_cards
from cogs.kit import text
from cogs.kit.act import LiveAct
from cogs.kit.answering.answers import Answer, in_place, private
from cogs.kit.cards import SafeView
from cogs.kit.cog import FeatureCog
from cogs.kit.outgoing.marks import keep_mark, mark_card
from cogs.kit.routes import Form, Pressed, Sent, read_day, read_one
from cogs.post.due import Post, on_due
from rules.circles import Circle, PromiseOutcome
from services.circles import membership, places, weeks
from services.circles.doors import DOOR_KIND, OpenDoor
from services.circles.places import LOST_KIND, OVER_KIND, LostMessage
from services.circles.standing import LOOK_KIND, StandingCard
from services.circles.weeks import PROMISE_KIND, REPORT_KIND, CircleReport, PromiseMessage, Week
from services.due import Unreadable


class CircleWeeks(FeatureCog):
    """Promises and reports."""

    @routes.PROMISE.opens
    async def open_promise_form(self, act: LiveAct, pressed: Pressed) -> Form:
        """Ask for one line; what was promised before stands in it."""
        await self._check_may_promise(act, pressed.id)
        said = await weeks.my_promise(self.context, act, pressed.id, _week_on(pressed))
        return week_cards.promise_form(said, pressed.id, pressed.extra)

    @routes.PROMISE.sent
    async def promise(self, act: LiveAct, sent: Sent) -> Answer:
        """Keep the promise and show it where the circle reads it."""
        await self._check_may_promise(act, sent.id)
        week_on = _week_on(sent)
        week = await weeks.promise(self.context, act, sent.id, sent["promise"], week_on)
        if week_on is not None:  # on the circle's own card
            return _shown(week_cards.promise_card(week))
        shown = await membership.show(self.context, act, sent.id)
        return in_place(
            view=cards.circle_card(shown, place.missing(act.guild, shown.circle)),
            afterwards=lambda: place.tell(
                self.post, week.circle, act.member_id, week_cards.promised_text(week, act.member_id)
            ),
        )

    async def _check_may_promise(self, act: LiveAct, circle_id: int) -> None:
        """Raise a Refusal where the asker is not in the circle, or may not write where it reads their words."""
        circle = await membership.my_circle(self.context, act, circle_id)
        await act.check_may_write(circle.place_id)

    @routes.REPORT.opens
    async def report(self, act: LiveAct, pressed: Pressed) -> Form:
        """Keep how it went at once; a line may be added in the form that opens."""
        await act.check_may_write()
        week_on, _, outcome = pressed.extra.partition("/")
        week = await weeks.report(self.context, act, pressed.id, read_day(week_on), read_one(PromiseOutcome, outcome))
        return week_cards.note_form(week, week.promises[act.member_id], lambda: self._refresh(act, week))

    async def _refresh(self, act: LiveAct, week: Week) -> None:
        """Show an answer on the card, for whoever closes the form without sending it."""
        message = act.interaction.message
        if message is None:
            return
        card = week_cards.report_card(week)
        keep_mark(message, card)
        await place.attempt(week.circle, self.post.edit(week.circle.server_id, message.channel.id, message.id, card))

    @routes.NOTE.sent
    async def add_note(self, act: LiveAct, sent: Sent) -> Answer:
        """Keep the line that goes with a report."""
        await act.check_may_write()
        week = await weeks.add_note(self.context, act, sent.id, read_day(sent.extra), sent["note"])
        return _shown(week_cards.report_card(week))

    @on_due(PROMISE_KIND)
    async def ask_for_promises(self, message: PromiseMessage, post: Post) -> None:
        """Ask on Monday what each will do."""
        await self._ask(message, week_cards.promise_card(message.week, _late(message)), week_cards.promise_call, post)

    @on_due(REPORT_KIND)
    async def ask_how_it_went(self, message: CircleReport, post: Post) -> None:
        """Ask on Sunday how it went."""
        await self._ask(message, week_cards.report_card(message.week, _late(message)), week_cards.report_call, post)

    async def _ask(
        self, message: PromiseMessage | CircleReport, card: SafeView, call: Callable[[Sequence[int]], str], post: Post
    ) -> None:
        """Post the card, and call whom it waits for."""
        circle = message.week.circle
        assert circle.place_id is not None
        await post.check_present(circle.server_id, message.week.member_ids)
        await post.to_channel(circle.server_id, circle.place_id, view=card)
        if message.asked_ids:
            await post.call(circle.server_id, circle.place_id, call(message.asked_ids), message.asked_ids)

    @on_due(LOOK_KIND)
    async def draw_anew(self, standing: StandingCard, post: Post) -> None:
        """Let a card that was posted say how the week stands, where it is found."""
        week, where = standing.week, standing.where
        await post.check_present(week.circle.server_id, week.member_ids)
        try:
            message_id = await post.office.find(where)
        except Unreadable:
            return
        if message_id is not None:
            card = week_cards.report_card(week) if standing.is_report else week_cards.promise_card(week)
            mark_card(card, where.mark)
            await post.office.edit(week.circle.server_id, where.channel_id, message_id, card)

    @on_due(LOST_KIND)
    async def tell_of_lost_place(self, message: LostMessage, post: Post) -> None:
        """Tell whoever looks after a circle that its place is gone."""
        await post.to_member(message.owner, week_cards.lost_text(message), of=[message.circle.server_id])

    @on_due(OVER_KIND)
    async def leave_thread(self, circle: Circle, _post: Post) -> None:
        """Put the thread of a circle that is over into the archive."""
        await place.archive(self.post, circle)

    @on_due(DOOR_KIND)
    async def see_out(self, door: OpenDoor, _post: Post) -> None:
        """Take a circle's thread from the eyes of who is in it no more; of a circle that is over it stays archived."""
        await self.post.take_from_thread(door.thread_id, door.member_id)
        if door.circle.closed_at is not None:
            await place.archive(self.post, door.circle)

    @commands.Cog.listener()
    async def on_raw_thread_delete(self, deleted: discord.RawThreadDeleteEvent) -> None:
        """Notice at once where a circle's thread was deleted."""
        await places.channel_deleted(self.context, deleted.thread_id, self.bot.clock.now())

    @commands.Cog.listener()
    async def on_guild_channel_delete(self, deleted: discord.abc.GuildChannel) -> None:
        """Notice at once where a circle's channel was deleted."""
        await places.channel_deleted(self.context, deleted.id, self.bot.clock.now())


def _late(message: PromiseMessage | CircleReport) -> str:
    return "" if message.late_from is None else text.late_line(message.late_from, message.week.zone)


def _shown(card: SafeView) -> Answer:
    """Show what was said on the circle's card, or say that it is kept where Discord refuses to change that."""
    return in_place(view=card, instead=private(week_cards.KEPT_TEXT))


def _week_on(what: Pressed | Sent) -> date | None:
    return read_day(what.extra) if what.extra else None
