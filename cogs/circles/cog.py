"""/circle: begin a small group, join and leave it, look at it, pass it on. Its weeks are in `circle_weeks`."""

from __future__ import annotations

import asyncio
import logging
from typing import TYPE_CHECKING, Final

import discord
from discord import app_commands

from cogs.circles import cards as ui
from cogs.circles import place
from cogs.kit import replies
from cogs.kit.act import Interaction, act_of
from cogs.kit.channels import TO_OPEN_PRIVATE_THREAD, TO_OPEN_THREAD, TO_WRITE, missing_in
from cogs.kit.cog import FeatureCog
from cogs.kit.router import on_press
from cogs.kit.routes import Pressed
from rules.circles import LEAST_SEATS, MOST_SEATS
from services.circles import membership as circles
from services.circles.membership import Circle, NewCircle

if TYPE_CHECKING:
    from bot import OneReader

log = logging.getLogger("onereader.circles")

# A thread that nobody writes in for a week is archived; two posts a week keep it open.
ARCHIVED_AFTER_MINUTES: Final = 10_080
MAX_CHOICES = 25


class Circles(FeatureCog):
    """Circles."""

    circle = app_commands.Group(
        name="circle", description="A small group that keeps each other company, week by week", guild_only=True
    )

    def __init__(self, bot: OneReader) -> None:
        super().__init__(bot)
        self._settling = asyncio.Lock()

    @circle.command(name="create")
    @app_commands.describe(
        name="What it is called",
        seats="How many it takes at most; eight unless you say",
        private="A thread that only its members can read; anybody here may still join",
        channel="A channel to meet in instead of a new thread; for those who manage it",
    )
    async def create(
        self,
        interaction: Interaction,
        name: app_commands.Range[str, 1, ui.NAME_LENGTH],
        seats: app_commands.Range[int, LEAST_SEATS, MOST_SEATS] = MOST_SEATS,
        private: bool = False,
        channel: discord.TextChannel | None = None,
    ) -> None:
        """Begin a circle with a thread of its own, and invite whoever reads along here."""
        parent = None if channel is not None else _parent(interaction)
        trouble = (
            _trouble(interaction, channel, manage=True) if channel else _trouble(interaction, parent, private=private)
        )
        if trouble:
            await replies.private(interaction, trouble)
            return
        await interaction.response.defer(ephemeral=True, thinking=True)
        new = NewCircle(name, seats, private) if channel is None else NewCircle(name, seats, channel_id=channel.id)
        circle = await circles.begin(self.context, act_of(interaction), new)
        if parent is not None:
            settled = await self._settle_in(circle, parent)
            if settled is None:
                await replies.private(interaction, ui.thread_refused_text(circle))
                return
            circle = settled
        else:
            await place.say(self.bot, circle, view=ui.home_card(circle))
        await replies.private(interaction, ui.begun_text(circle))
        await replies.send(interaction, view=ui.invitation_card(circle))

    async def _settle_in(self, circle: Circle, parent: discord.TextChannel) -> Circle | None:
        """Make a circle's thread and open it there; None where Discord refuses that."""
        async with self._settling:  # one after the other: two presses make one thread
            known = await circles.find(self.context, circle.id)
            if known is None or known.place_id is not None:
                return known
            kind = discord.ChannelType.private_thread if circle.private else discord.ChannelType.public_thread
            try:
                thread = await parent.create_thread(
                    name=circle.name, type=kind, auto_archive_duration=ARCHIVED_AFTER_MINUTES
                )
            except discord.HTTPException as refused:
                log.warning("The thread of circle %s was refused: %s", circle.id, refused)
                return None
            settled = await circles.settle_in(self.context, circle.id, thread.id, parent.id)
        if settled is None:
            return await circles.find(self.context, circle.id)
        await place.say(self.bot, settled.circle, view=ui.home_card(settled.circle))
        for member_id in settled.member_ids:
            await place.bring_in(self.bot, settled.circle, member_id)
        return settled.circle

    @circle.command(name="join")
    @app_commands.describe(circle_id="Which circle")
    @app_commands.rename(circle_id="circle")
    async def join(self, interaction: Interaction, circle_id: str) -> None:
        """Join a circle that has a seat free."""
        await self._join(interaction, await self._chosen(interaction, circle_id))

    @on_press("circles:join")
    async def join_pressed(self, interaction: Interaction, pressed: Pressed) -> None:
        """Join the circle of the card."""
        await self._join(interaction, pressed.id)

    @on_press("circles:choose")
    async def join_picked(self, interaction: Interaction, _pressed: Pressed, values: list[str]) -> None:
        """Join the circle chosen in the list."""
        await self._join(interaction, int(values[0]))

    async def _join(self, interaction: Interaction, circle_id: int) -> None:
        joined = await circles.join(self.context, act_of(interaction), circle_id)
        await replies.private(interaction, ui.joined_text(joined.circle, is_new=joined.is_new))
        if joined.is_new:
            await place.say(
                self.bot, joined.circle, ui.welcome_text(joined.circle, interaction.user.id, len(joined.member_ids))
            )
        # Last: nobody can be brought into an archived thread, which the welcome opens again.
        await place.bring_in(self.bot, joined.circle, interaction.user.id)

    @circle.command(name="leave")
    async def leave(self, interaction: Interaction) -> None:
        """Leave your circle; its other members keep it going."""
        await self._leave(interaction, None)

    @on_press("circles:leave")
    async def leave_pressed(self, interaction: Interaction, pressed: Pressed) -> None:
        """Leave the circle of the card."""
        await self._leave(interaction, pressed.id)

    async def _leave(self, interaction: Interaction, circle_id: int | None) -> None:
        left = await circles.leave(self.context, act_of(interaction), circle_id)
        await replies.private(interaction, ui.left_text(left))
        await place.say(self.bot, left.circle, ui.parting_text(left, interaction.user.id), mentioned=left.new_owner_id)
        await place.see_out(self.bot, left.circle, interaction.user.id)

    @circle.command(name="show")
    @app_commands.describe(circle_id="Which circle; leave out for yours")
    @app_commands.rename(circle_id="circle")
    async def show(self, interaction: Interaction, circle_id: str = "") -> None:
        """Show a circle: who is in it, its streak, and to its members this week's promises."""
        chosen = await self._chosen(interaction, circle_id) if circle_id else None
        act = act_of(interaction)
        shown = await circles.show(self.context, act, chosen)
        if await place.is_gone(self.bot, shown.circle):
            await circles.note_lost(self.context, act, shown.circle)
            shown = await circles.show(self.context, act, shown.circle.id)
        await replies.private(interaction, view=ui.circle_card(shown, place.missing(interaction, shown.circle)))

    @on_press("circles:thread")
    async def make_thread(self, interaction: Interaction, pressed: Pressed) -> None:
        """Give a circle a new thread where its place is gone."""
        circle = await circles.my_circle(self.context, act_of(interaction), pressed.id)
        if circle.place_id is None:
            parent = _known_parent(interaction, circle) or _parent(interaction)
            trouble = _trouble(interaction, parent, private=circle.private)
            if trouble or parent is None:
                await replies.private(interaction, trouble)
                return
            await interaction.response.defer(ephemeral=True, thinking=True)
            settled = await self._settle_in(circle, parent)
            if settled is None:
                await replies.private(interaction, ui.thread_refused_text(circle))
                return
            circle = settled
        await replies.private(interaction, ui.new_thread_text(circle))

    @circle.command(name="list")
    async def list_circles(self, interaction: Interaction) -> None:
        """List this server's circles and where there is room."""
        known = await circles.list_circles(self.context, act_of(interaction))
        if known:
            await replies.private(interaction, view=ui.list_card(known))
        else:
            await replies.private(interaction, ui.NO_CIRCLES)

    @circle.command(name="board")
    async def board(self, interaction: Interaction) -> None:
        """Show how the members of your circle keep their plans this week."""
        board = await circles.board(self.context, act_of(interaction))
        await replies.private(interaction, view=ui.board_card(board))

    @circle.command(name="hand-over")
    @app_commands.describe(member="Who looks after it from now on")
    async def hand_over(self, interaction: Interaction, member: discord.User) -> None:
        """Put your circle in another member's hands."""
        circle = await circles.hand_over(self.context, act_of(interaction), member.id)
        await replies.private(interaction, ui.handed_text(circle, member.id))
        if circle.owner_id != member.id:
            await place.say(self.bot, circle, ui.handed_over_text(interaction.user.id, member.id), mentioned=member.id)

    @circle.command(name="close")
    @app_commands.describe(circle_id="Which circle; leave out for yours")
    @app_commands.rename(circle_id="circle")
    async def close(self, interaction: Interaction, circle_id: str = "") -> None:
        """Close a circle you look after, or any as somebody who manages the server."""
        chosen = await self._chosen(interaction, circle_id) if circle_id else None
        shown = await circles.to_close(self.context, act_of(interaction), chosen, is_manager=_is_manager(interaction))
        await replies.private(interaction, view=ui.close_card(shown))

    @on_press("circles:close")
    async def close_for_good(self, interaction: Interaction, pressed: Pressed) -> None:
        """Close it, now that it is meant."""
        circle = await circles.close(self.context, act_of(interaction), pressed.id, is_manager=_is_manager(interaction))
        await replies.replace(interaction, view=ui.closed_card(circle))
        await place.say(self.bot, circle, ui.farewell_text(interaction.user.id))

    @on_press("circles:keep")
    async def keep(self, interaction: Interaction, pressed: Pressed) -> None:
        """Close nothing."""
        shown = await circles.show(self.context, act_of(interaction), pressed.id)
        await replies.replace(interaction, view=ui.kept_card(shown.circle))

    async def _chosen(self, interaction: Interaction, typed: str) -> int:
        """Return the circle picked from the list, or named in words."""
        return circles.choose(await circles.list_circles(self.context, act_of(interaction)), typed).id

    @join.autocomplete("circle_id")
    @show.autocomplete("circle_id")
    @close.autocomplete("circle_id")
    async def circle_choices(self, interaction: Interaction, typed: str) -> list[app_commands.Choice[str]]:
        """Offer the server's circles."""
        known = await circles.list_circles(self.context, act_of(interaction))
        fitting = [circle for circle in known if typed.casefold() in circle.name.casefold()]
        return [app_commands.Choice(name=each.name, value=str(each.id)) for each in fitting][:MAX_CHOICES]


def _is_manager(interaction: Interaction) -> bool:
    return interaction.permissions.manage_guild


def _parent(interaction: Interaction) -> discord.TextChannel | None:
    """Return the text channel a thread would hang off where a command was used, also when that is a thread itself."""
    here = interaction.channel
    if isinstance(here, discord.Thread):
        here = here.parent
    return here if isinstance(here, discord.TextChannel) and not here.is_news() else None


def _known_parent(interaction: Interaction, circle: Circle) -> discord.TextChannel | None:
    """Return the channel a circle's thread was in, while it is there."""
    assert interaction.guild is not None
    parent = interaction.guild.get_channel(circle.parent_id or 0)
    return parent if isinstance(parent, discord.TextChannel) else None


def _trouble(
    interaction: Interaction, channel: discord.TextChannel | None, *, private: bool = False, manage: bool = False
) -> str:
    """Return what keeps a circle from having its place there, in words; nothing where it may.

    Who asks needs what the bot needs: it opens no door that the server closed to them.
    """
    assert interaction.guild is not None
    assert isinstance(interaction.user, discord.Member)
    if channel is None:
        return ui.unfit_text()
    if manage:
        of_bot, of_asker = TO_WRITE, {"manage_channels": "Manage Channels"}
    else:
        of_bot = of_asker = TO_OPEN_PRIVATE_THREAD if private else TO_OPEN_THREAD
    if missing := missing_in(channel, interaction.guild.me, of_bot):
        return ui.missing_text(channel.id, missing, of_bot=True)
    if missing := missing_in(channel, interaction.user, of_asker):
        return ui.missing_text(channel.id, missing, of_bot=False)
    return ""
