"""The buttons and forms of a read: start, pass, page, extend, comment; and its author's answer."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from cogs.kit import cards, replies
from cogs.kit.act import Interaction, act_of
from cogs.kit.cog import FeatureCog
from cogs.kit.due import on_due
from cogs.kit.router import on_form, on_press, show_form
from cogs.kit.routes import Pressed
from cogs.people import cards as people_ui
from cogs.post import NAMES, Post
from cogs.swaps import cards as swaps_ui
from cogs.swaps import read_cards as ui
from cogs.swaps.news import News
from cogs.swaps.news import words as news_text
from services import people
from services.swaps import offers as swaps
from services.swaps import reads as swap_reads
from services.swaps.news import NEWS_KIND, NUDGE_KIND, YOU_WERE_READ_KIND
from services.swaps.reads import Comment, Read

if TYPE_CHECKING:
    pass


class SwapReads(FeatureCog):
    """Reading each other."""

    # The reader's side

    @on_press("reads:start")
    async def start(self, interaction: Interaction, pressed: Pressed) -> None:
        """Open a piece and start its clock."""
        change = await swap_reads.start_read(self.context, act_of(interaction), pressed.id)
        await self._show(interaction, change.read)

    @on_press("reads:open")
    async def open(self, interaction: Interaction, pressed: Pressed) -> None:
        """Show a read as it stands."""
        read = await swap_reads.open_read(self.context, act_of(interaction), pressed.id)
        await replies.private(interaction, view=ui.read_card(read, 0, interaction.created_at))

    @on_press("reads:page")
    async def turn(self, interaction: Interaction, pressed: Pressed) -> None:
        """Turn to another page."""
        read = await swap_reads.open_read(self.context, act_of(interaction), pressed.id)
        await replies.replace(interaction, view=ui.read_card(read, int(pressed.extra), interaction.created_at))

    @on_press("reads:extend")
    async def extend(self, interaction: Interaction, pressed: Pressed) -> None:
        """Give the reader 48 hours more."""
        await self._show(interaction, await swap_reads.extend(self.context, act_of(interaction), pressed.id))

    async def _show(self, interaction: Interaction, read: Read) -> None:
        """Show a read in place of the card whose button was pressed; beside it where that is a plain message."""
        card = ui.read_card(read, 0, interaction.created_at)
        if interaction.message is not None and interaction.message.flags.components_v2:
            await replies.replace(interaction, view=card)
        else:
            await replies.private(interaction, view=card)

    @on_press("reads:skip")
    async def skip(self, interaction: Interaction, pressed: Pressed) -> None:
        """Pass on a piece from the line and see the one after it."""
        act = act_of(interaction)
        change = await swap_reads.pass_on(self.context, act, pressed.id)
        server_id = change.read.piece.server_id
        served = await swaps.next_piece(self.context, act, server_id)
        await replies.replace(interaction, view=swaps_ui.served_card(served, server_id))

    @on_press("reads:pass")
    async def give_back(self, interaction: Interaction, pressed: Pressed) -> None:
        """Give a piece back that was begun or given by a round."""
        change = await swap_reads.pass_on(self.context, act_of(interaction), pressed.id)
        card = ui.passed_card(change.read)
        if interaction.message is not None and interaction.message.flags.components_v2:
            await replies.replace(interaction, view=card)
        else:
            await replies.private(interaction, view=card)

    @on_press("reads:comment")
    async def open_comment(self, interaction: Interaction, pressed: Pressed) -> None:
        """Open the comment's form as it was left."""
        form = await swap_reads.open_comment(self.context, act_of(interaction), pressed.id)
        await show_form(interaction, "reads:comment", pressed.id, "Your comment", ui.comment_fields(form))

    @on_form("reads:comment")
    async def leave_comment(self, interaction: Interaction, pressed: Pressed, values: dict[str, str]) -> None:
        """Give the comment to the author, or say what keeps it back."""
        change = await swap_reads.leave_comment(self.context, act_of(interaction), pressed.id, Comment(**values))
        await replies.private(interaction, ui.commented_text(change.read))

    @on_press("reads:showcase")
    async def show_on_profile(self, interaction: Interaction, pressed: Pressed) -> None:
        """Let others see a comment that helped on the reader's profile; pressed again, no longer."""
        shown = not pressed.extra
        read = await swap_reads.show_on_profile(self.context, act_of(interaction), pressed.id, shown=shown)
        await replies.replace(interaction, view=cards.buttons(ui.profile_button(read, shown=shown)))
        await replies.private(interaction, ui.on_profile_text(read, shown=shown))

    @on_due(NEWS_KIND, NUDGE_KIND, YOU_WERE_READ_KIND)
    async def tell_news(self, message: News, post: Post) -> None:
        """Tell a member what became of a swap of theirs."""
        said, view = news_text(message)
        await post.to_member(message.member, said, view=view, allowed_mentions=NAMES)

    # The author's side

    @on_press("reads:received")
    async def show_comment(self, interaction: Interaction, pressed: Pressed) -> None:
        """Show a comment on the member's own piece."""
        read = await swap_reads.received_comment(self.context, act_of(interaction), pressed.id)
        await replies.private(interaction, ui.comment_text(read), view=ui.verdict_view(read))

    @on_press("reads:whole")
    async def show_whole_comment(self, interaction: Interaction, pressed: Pressed) -> None:
        """Show a long comment in full."""
        read = await swap_reads.received_comment(self.context, act_of(interaction), pressed.id)
        for part in ui.whole_comment(read):
            await replies.private(interaction, part)

    @on_press("reads:helped")
    async def helped(self, interaction: Interaction, pressed: Pressed) -> None:
        """Accept the comment as helpful."""
        change = await swap_reads.mark_helped(self.context, act_of(interaction), pressed.id)
        await self._answer(interaction, change.read, ui.helped_text(change.read))

    @on_press("reads:more")
    async def ask_for_more(self, interaction: Interaction, pressed: Pressed) -> None:
        """Ask the reader to say more."""
        change = await swap_reads.ask_for_more(self.context, act_of(interaction), pressed.id)
        await self._answer(interaction, change.read, ui.more_asked_text(change.read))

    @on_press("reads:rate")
    async def rate(self, interaction: Interaction, pressed: Pressed, values: list[str]) -> None:
        """Keep what the comment gave its author."""
        read = await swap_reads.rate(self.context, act_of(interaction), pressed.id, int(values[0]))
        await self._answer(interaction, read, ui.rated_text(read))

    async def _answer(self, interaction: Interaction, read: Read, said: str) -> None:
        """Leave under the comment what can still be done about it, and say what was done."""
        await replies.replace(interaction, ui.comment_text(read), view=ui.verdict_view(read))
        await replies.private(interaction, said)

    @on_press("reads:reader")
    async def show_reader(self, interaction: Interaction, pressed: Pressed) -> None:
        """Show the profile of who read the member."""
        act = act_of(interaction)
        read = await swap_reads.received_comment(self.context, act, pressed.id)
        there = replace(act, server_id=read.piece.server_id)
        profile = await people.show_profile(self.context, there, read.reader_id)
        await replies.private(interaction, view=people_ui.profile_card(profile))
