"""/circle: begin a small group, join and leave it, look at it, pass it on. Its weeks are in `weeks`."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

import discord
from discord import app_commands

from cogs.circles import cards, place, routes
from cogs.kit import text
from cogs.kit.act import LiveAct
from cogs.kit.answering.answers import Answer, Answers, Chosen, answered, choices, in_place, offered, private, public
from cogs.kit.cards import SafeView
from cogs.kit.channels import TO_OPEN_PRIVATE_THREAD, TO_OPEN_THREAD, TO_WRITE, missing_in
from cogs.kit.cog import FeatureCog
from cogs.kit.routes import Pressed, read_number
from cogs.kit.turns import Turns
from cogs.reminders.question import and_ask
from rules.circles import LEAST_SEATS, MOST_SEATS, Circle
from services.circles import doors, keeping
from services.circles import membership as circles
from services.circles.membership import CircleShown, Left, NewCircle
from services.due import DeliveryFailed

if TYPE_CHECKING:
    from bot import OneReader

log = logging.getLogger("onereader.circles")


class Circles(FeatureCog):
    """Circles."""

    circle = app_commands.Group(
        name="circle", description="A small group that keeps each other company, week by week", guild_only=True
    )

    def __init__(self, bot: OneReader) -> None:
        super().__init__(bot)
        self._settling = Turns()

    @circle.command(name="create")
    @app_commands.describe(
        name="What it is called",
        seats="How many it takes at most; eight unless you say",
        closed="A thread that only its members can read; who can read this channel may still join",
        channel="A channel to meet in instead of a new thread; for those who manage it",
    )
    @app_commands.rename(closed="private")
    @answered
    async def create(
        self,
        act: LiveAct,
        name: app_commands.Range[str, 1, cards.NAME_LENGTH],
        seats: app_commands.Range[int, LEAST_SEATS, MOST_SEATS] = MOST_SEATS,
        closed: bool = False,
        channel: discord.TextChannel | None = None,
    ) -> Answers:
        """Begin a circle with a thread of its own, and invite whoever reads along here."""
        if channel is not None:
            return await self._begin_in_channel(act, NewCircle(name, seats, channel_id=channel.id), channel)
        return await self._begin_in_thread(act, NewCircle(name, seats, closed))

    async def _begin_in_channel(self, act: LiveAct, new: NewCircle, channel: discord.TextChannel) -> Answers:
        if trouble := _trouble(act, channel, manage=True):
            return private(trouble)
        await act.take_time()
        circle = await circles.begin(self.context, act, new)
        await place.say(self.post, circle, view=cards.home_card(circle))
        return _begun(circle)

    async def _begin_in_thread(self, act: LiveAct, new: NewCircle) -> Answers:
        parent = _parent(act)
        trouble = _trouble(act, parent, private=new.private)
        if trouble or parent is None:
            return private(trouble)
        await act.take_time()
        circle = await circles.begin(self.context, act, new)
        settled = await self._settle_in(circle, parent)
        if settled is None:
            return private(cards.thread_refused_text(circle))
        return _begun(settled) if settled.private else private(cards.begun_text(settled))

    async def _settle_in(self, circle: Circle, parent: discord.TextChannel) -> Circle | None:
        """Make a circle's thread and open it there; None where Discord refuses that."""
        try:
            async with self._settling.take(circle.id):  # one after the other: two presses make one thread
                known = await circles.find(self.context, circle.id)
                if known is None or known.place_id is not None:
                    return known
                thread_id = await self._open_thread(circle, parent)
                settled = await circles.settle_in(self.context, circle.id, thread_id, parent.id)
        except DeliveryFailed as failure:
            log.warning("The thread of circle %s was refused: %s", circle.id, failure)
            return None
        if settled is None:
            return await circles.find(self.context, circle.id)
        await place.say(self.post, settled.circle, view=cards.home_card(settled.circle))
        for member_id in settled.member_ids:
            await self._bring_in(settled.circle, member_id)
        return settled.circle

    async def _open_thread(self, circle: Circle, parent: discord.TextChannel) -> int:
        """Open a circle's thread: a public one under its invitation, so that both are one post. Raise DeliveryFailed."""
        name = text.label(circle.name, 100)
        if circle.private:
            return await self.post.open_private_thread(parent, name)
        invitation = await self.post.send(circle.server_id, parent.id, view=cards.invitation_card(circle))
        try:
            return await self.post.open_thread(parent, invitation.id, name)
        except DeliveryFailed:
            await self.post.delete(parent.id, invitation.id)
            raise

    @circle.command(name="join")
    @app_commands.describe(circle_id="Which circle")
    @app_commands.rename(circle_id="circle")
    @answered
    async def join(self, act: LiveAct, circle_id: Chosen) -> Answers:
        """Join a circle that has a seat free."""
        return await self._join(act, await self._chosen(act, circle_id))

    @routes.JOIN.pressed
    async def join_pressed(self, act: LiveAct, pressed: Pressed) -> Answers:
        """Join the circle of the card."""
        return await self._join(act, pressed.id)

    @routes.CHOOSE.pressed
    async def join_picked(self, act: LiveAct, pressed: Pressed) -> Answers:
        """Join the circle chosen in the list."""
        return await self._join(act, read_number(pressed.chosen))

    async def _join(self, act: LiveAct, circle_id: int) -> Answers:
        await place.check_may_enter(self.post, (await circles.show(self.context, act, circle_id)).circle, act)
        joined = await circles.join(self.context, act, circle_id)
        circle = joined.circle

        async def welcome() -> None:
            if joined.is_new:
                await place.tell(self.post, circle, act.member_id, cards.welcome_text(act.member_id))
            # Last: nobody can be brought into an archived thread, which the welcome opens again.
            await self._bring_in(circle, act.member_id)

        answer = private(cards.joined_text(circle, is_new=joined.is_new), afterwards=welcome)
        return and_ask(self.context, act, [answer])

    async def _bring_in(self, circle: Circle, member_id: int) -> None:
        """Put a circle's thread before a member's eyes, unless they left while Discord was asked."""
        await place.bring_in(self.post, circle, member_id)
        await doors.plan_unless_in(self.context, circle, member_id)

    @circle.command(name="leave")
    @answered
    async def leave(self, act: LiveAct) -> Answer:
        """Leave your circle; its other members keep it going."""
        return await self._leave(act, None)

    @routes.LEAVE.pressed
    async def leave_pressed(self, act: LiveAct, pressed: Pressed) -> Answer:
        """Leave the circle of the card."""
        return await self._leave(act, pressed.id)

    async def _leave(self, act: LiveAct, circle_id: int | None) -> Answer:
        left = await circles.leave(self.context, act, circle_id)

        said = cards.parting_text(left, act.member_id)
        return private(cards.left_text(left), afterwards=lambda: self._see_out(left, act.member_id, said))

    async def _see_out(self, left: Left, member_id: int, said: str) -> None:
        """Tell a circle who is gone, and close its place behind them."""
        if left.new_owner_id is None:
            await place.tell(self.post, left.circle, member_id, said)
        else:
            await place.say(self.post, left.circle, said, mentioned=left.new_owner_id)
        await place.see_out(self.post, left.circle, member_id)
        if left.is_closed:
            await place.archive(self.post, left.circle)

    @circle.command(name="show")
    @app_commands.describe(circle_id="Which circle; leave out for yours")
    @app_commands.rename(circle_id="circle")
    @answered
    async def show(self, act: LiveAct, circle_id: Chosen = "") -> Answer:
        """Show a circle: who is in it, its streak, and to its members this week's promises."""
        chosen = await self._chosen(act, circle_id) if circle_id else None
        shown = await circles.show(self.context, act, chosen)
        if await place.is_gone(self.post, shown.circle):
            await circles.note_lost(self.context, act, shown.circle)
            shown = await circles.show(self.context, act, shown.circle.id)
        return private(view=await self._card(act, shown))

    async def _card(self, act: LiveAct, shown: CircleShown) -> SafeView:
        """Show a circle, and its promises where the asker may read them."""
        if not await place.may_enter(self.post, shown.circle, act):
            return cards.closed_door_card(shown)
        return cards.circle_card(shown, place.missing(act.guild, shown.circle))

    @routes.THREAD.pressed
    async def make_thread(self, act: LiveAct, pressed: Pressed) -> Answer:
        """Give a circle a new thread where its place is gone."""
        circle = await circles.my_circle(self.context, act, pressed.id)
        if circle.place_id is not None:
            return private(cards.new_thread_text(circle))
        parent = _known_parent(act, circle) or _parent(act)
        trouble = _trouble(act, parent, private=circle.private)
        if trouble or parent is None:
            return private(trouble)
        await act.take_time()
        settled = await self._settle_in(circle, parent)
        return private(cards.thread_refused_text(circle) if settled is None else cards.new_thread_text(settled))

    @circle.command(name="list")
    @answered
    async def list_circles(self, act: LiveAct) -> Answer:
        """List this server's circles and where there is room."""
        known = await self._known(act)
        return private(view=cards.list_card(known)) if known else private(cards.NO_CIRCLES)

    @circle.command(name="board")
    @answered
    async def board(self, act: LiveAct) -> Answer:
        """Show how the members of your circle keep their plans this week."""
        board = await circles.board(self.context, act)
        await place.check_may_enter(self.post, board.circle, act)
        return private(view=cards.board_card(board))

    @circle.command(name="hand-over")
    @app_commands.describe(member="Whom to ask; it is theirs once they say yes")
    @answered
    async def hand_over(self, act: LiveAct, member: discord.User) -> Answer:
        """Ask another member to look after your circle."""
        offer = await keeping.hand_over(self.context, act, member.id)

        async def ask() -> None:
            if offer.is_new:
                said, buttons = cards.asked_to_keep_text(act.member_id, member.id), cards.keep_buttons(offer.circle)
                await place.say(self.post, offer.circle, said, view=buttons)

        return private(cards.handed_text(offer, member.id), afterwards=ask)

    @routes.TAKE_OVER.pressed
    async def take_over(self, act: LiveAct, pressed: Pressed) -> Answer:
        """Look after a circle, as one was asked to."""
        circle = await keeping.take_over(self.context, act, pressed.id)
        said = cards.kept_by_text(act.member_id)
        if not act.on_card:  # the question in the circle's place, where everybody reads the answer
            return in_place(said, wordless=True)
        return in_place(view=cards.kept_by_card(act.member_id), afterwards=lambda: place.say(self.post, circle, said))

    @circle.command(name="remove")
    @app_commands.describe(
        member="Whose seat to give away; they hear it privately",
        circle_id="Which circle; leave out for the one they are in",
    )
    @app_commands.rename(circle_id="circle")
    @answered
    async def remove(self, act: LiveAct, member: discord.User, circle_id: Chosen = "") -> Answer:
        """Give a member's seat away, in a circle you look after or a server you manage."""
        chosen = await self._chosen(act, circle_id) if circle_id else None
        left = await keeping.let_go(self.context, act, member.id, chosen, is_manager=act.may_manage_server)

        async def part() -> None:
            if left.is_new:
                await self._see_out(left, member.id, cards.let_go_text(left, member.id))
            else:
                await place.see_out(self.post, left.circle, member.id)

        return private(cards.seat_given_text(left, member.id), cards.let_back_buttons(left, member.id), afterwards=part)

    @routes.LET_BACK.pressed
    async def let_back(self, act: LiveAct, pressed: Pressed) -> Answer:
        """Let somebody who was let go join again."""
        member_id = read_number(pressed.extra)
        circle = await keeping.let_back(self.context, act, pressed.id, member_id, is_manager=act.may_manage_server)
        return in_place(cards.let_back_text(circle, member_id))

    @circle.command(name="close")
    @app_commands.describe(circle_id="Which circle; leave out for yours")
    @app_commands.rename(circle_id="circle")
    @answered
    async def close(self, act: LiveAct, circle_id: Chosen = "") -> Answer:
        """Close a circle you look after, or any as somebody who manages the server."""
        chosen = await self._chosen(act, circle_id) if circle_id else None
        shown = await keeping.to_close(self.context, act, chosen, is_manager=act.may_manage_server)
        return private(view=cards.close_card(shown))

    @routes.CLOSE.pressed
    async def close_for_good(self, act: LiveAct, pressed: Pressed) -> Answer:
        """Close it, now that it is meant."""
        circle = await keeping.close(self.context, act, pressed.id, is_manager=act.may_manage_server)
        return in_place(
            view=cards.closed_card(circle),
            afterwards=lambda: place.say(self.post, circle, cards.farewell_text(act.member_id)),
        )

    @routes.KEEP.pressed
    async def keep(self, act: LiveAct, pressed: Pressed) -> Answer:
        """Close nothing."""
        shown = await circles.show(self.context, act, pressed.id)
        return in_place(view=cards.kept_card(shown.circle))

    async def _chosen(self, act: LiveAct, typed: str) -> int:
        """Return the circle picked from the list, or named in words."""
        return circles.choose(await self._known(act), typed).id

    async def _known(self, act: LiveAct) -> dict[Circle, int]:
        """Return the circles that meet where the asker may read, all of them to who manages the server."""
        known = await circles.list_circles(self.context, act)
        if act.may_manage_server:
            return known
        return {circle: count for circle, count in known.items() if await place.may_enter(self.post, circle, act)}

    @join.autocomplete("circle_id")
    @show.autocomplete("circle_id")
    @remove.autocomplete("circle_id")
    @close.autocomplete("circle_id")
    @offered
    async def circle_choices(self, act: LiveAct, typed: str) -> list[app_commands.Choice[str]]:
        """Offer the server's circles."""
        known = await self._known(act)
        return choices(((circle.name, str(circle.id)) for circle in known), typed)


def _begun(circle: Circle) -> Answers:
    return private(cards.begun_text(circle)), public(view=cards.invitation_card(circle))


def _parent(act: LiveAct) -> discord.TextChannel | None:
    """Return the text channel a thread would hang off where a command was used, also when that is a thread itself."""
    here = act.interaction.channel
    if isinstance(here, discord.Thread):
        here = here.parent
    return here if isinstance(here, discord.TextChannel) and not here.is_news() else None


def _known_parent(act: LiveAct, circle: Circle) -> discord.TextChannel | None:
    """Return the channel a circle's thread was in, while it is there."""
    parent = act.guild.get_channel(circle.parent_id or 0)
    return parent if isinstance(parent, discord.TextChannel) else None


def _trouble(act: LiveAct, channel: discord.TextChannel | None, *, private: bool = False, manage: bool = False) -> str:
    """Return what keeps a circle from having its place there, in words; nothing where it may.

    Who asks needs what the bot needs: it opens no door that the server closed to them.
    """
    if channel is None:
        return cards.unfit_text()
    if manage:
        of_bot, of_asker = TO_WRITE, {"manage_channels": "Manage Channels"}
    else:
        of_bot = of_asker = TO_OPEN_PRIVATE_THREAD if private else TO_OPEN_THREAD
    if missing := missing_in(channel, act.guild.me, of_bot):
        return cards.missing_text(channel.id, missing, of_bot=True)
    if missing := missing_in(channel, act.asker, of_asker):
        return cards.missing_text(channel.id, missing, of_bot=False)
    return ""
