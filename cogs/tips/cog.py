"""/tip: what works for finding readers, shared in a server."""

from __future__ import annotations

from typing import TYPE_CHECKING

from discord import app_commands

from cogs.kit import replies
from cogs.kit.act import Interaction, act_of
from cogs.kit.cog import FeatureCog
from cogs.kit.router import on_form, on_press, show_form
from cogs.kit.routes import Pressed
from cogs.tips import cards as ui
from rules.tips import MAX_LENGTH
from services import tips

if TYPE_CHECKING:
    pass


class Tips(FeatureCog):
    """Tips."""

    tip = app_commands.Group(name="tip", description="What works for finding readers", guild_only=True)

    @tip.command(name="share")
    @app_commands.describe(text="What you did, and what came of it; leave out for a form with more room to write")
    async def share(self, interaction: Interaction, text: app_commands.Range[str, 1, MAX_LENGTH] | None = None) -> None:
        """Share what works for you to find readers."""
        if text is None:
            await show_form(interaction, "tips:share", 0, "Share a tip", [ui.SHARE_FIELD])
        else:
            await self._share(interaction, text)

    @on_form("tips:share")
    async def share_from_form(self, interaction: Interaction, _pressed: Pressed, values: dict[str, str]) -> None:
        """Share what the form says."""
        await self._share(interaction, values["text"])

    async def _share(self, interaction: Interaction, typed: str) -> None:
        tip = await tips.share_tip(self.context, act_of(interaction), typed)
        await replies.send(interaction, view=ui.tip_card(tip))

    @tip.command(name="random")
    async def random(self, interaction: Interaction) -> None:
        """Show a tip from this server."""
        tip = await tips.random_tip(self.context, act_of(interaction))
        await replies.private(interaction, view=ui.tip_card(tip, ui.RANDOM))

    @on_press("tips:another")
    async def another(self, interaction: Interaction, pressed: Pressed) -> None:
        """Show a different tip."""
        tip = await tips.random_tip(self.context, act_of(interaction), pressed.id)
        await replies.replace(interaction, view=ui.tip_card(tip, ui.RANDOM))

    @tip.command(name="top")
    async def top(self, interaction: Interaction) -> None:
        """Show the tips that helped most in this server."""
        await replies.private(interaction, view=ui.top_card(await tips.top_tips(self.context, act_of(interaction))))

    @on_press("tips:open")
    async def open_from_list(self, interaction: Interaction, _pressed: Pressed, values: list[str]) -> None:
        """Open a tip from the list."""
        await self._open(interaction, int(values[0]))

    @on_press("tips:show")
    async def open_from_post(self, interaction: Interaction, pressed: Pressed) -> None:
        """Open the weekly post's tip."""
        await self._open(interaction, pressed.id)

    async def _open(self, interaction: Interaction, tip_id: int) -> None:
        tip = await tips.show_tip(self.context, act_of(interaction), tip_id)
        await replies.private(interaction, view=ui.tip_card(tip))

    @on_press("tips:helped")
    async def helped(self, interaction: Interaction, pressed: Pressed) -> None:
        """Count the presser among those whom the tip helped."""
        voted = await tips.mark_helpful(self.context, act_of(interaction), pressed.id)
        if not voted.is_new:
            await replies.private(interaction, ui.ALREADY_SAID, view=ui.already_said(voted))
        else:
            await replies.replace(interaction, view=ui.tip_card(voted.tip, pressed.extra))

    @on_press("tips:unhelped")
    async def unhelped(self, interaction: Interaction, pressed: Pressed) -> None:
        """Take back that the tip helped."""
        await tips.take_vote_back(self.context, act_of(interaction), pressed.id)
        await replies.replace(interaction, ui.TAKEN_BACK)

    @on_press("tips:remove")
    async def remove(self, interaction: Interaction, pressed: Pressed) -> None:
        """Take the tip down."""
        tip = await tips.remove_tip(
            self.context, act_of(interaction), pressed.id, is_moderator=interaction.permissions.manage_messages
        )
        await replies.replace(interaction, view=ui.removed_card())
        await replies.private(interaction, ui.removed_text(tip), view=ui.put_back_button(tip))

    @on_press("tips:restore")
    async def restore(self, interaction: Interaction, pressed: Pressed) -> None:
        """Put a tip back that was taken down."""
        await tips.put_back(
            self.context, act_of(interaction), pressed.id, is_moderator=interaction.permissions.manage_messages
        )
        await replies.replace(interaction, ui.PUT_BACK)
