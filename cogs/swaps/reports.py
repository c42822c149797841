"""Reports: the forms that make one, and the buttons with which moderators decide it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from discord import app_commands

from cogs.kit import replies
from cogs.kit.act import Interaction, act_of
from cogs.kit.cog import FeatureCog
from cogs.kit.due import on_due
from cogs.kit.router import on_form, on_press, show_form
from cogs.kit.routes import Pressed
from cogs.post import Post
from cogs.swaps import report_cards as ui
from services.swaps import reports as swap_reports
from services.swaps.reports import REPORT_KIND, Decision, ReportMessage

if TYPE_CHECKING:
    pass


class SwapReports(FeatureCog):
    """Reports and what comes of them."""

    @on_press("reports:comment")
    async def ask_about_comment(self, interaction: Interaction, pressed: Pressed) -> None:
        """Ask what is wrong with a comment."""
        await show_form(interaction, "reports:comment", pressed.id, "Report a comment", [ui.WHY_FIELD])

    @on_form("reports:comment")
    async def report_comment(self, interaction: Interaction, pressed: Pressed, values: dict[str, str]) -> None:
        """Put a comment before the moderators."""
        reported = await swap_reports.report_comment(self.context, act_of(interaction), pressed.id, values["why"])
        await replies.private(interaction, ui.reported_text(reported))

    @on_press("reports:piece")
    async def ask_about_piece(self, interaction: Interaction, pressed: Pressed) -> None:
        """Ask what is wrong with a piece."""
        await show_form(interaction, "reports:piece", pressed.id, "Report a piece", [ui.WHY_FIELD])

    @on_form("reports:piece")
    async def report_piece(self, interaction: Interaction, pressed: Pressed, values: dict[str, str]) -> None:
        """Put a piece before the moderators."""
        reported = await swap_reports.report_piece(self.context, act_of(interaction), pressed.id, values["why"])
        await replies.private(interaction, ui.reported_text(reported))

    @on_press("reports:evidence")
    async def show_evidence(self, interaction: Interaction, pressed: Pressed) -> None:
        """Show a moderator all of what was reported."""
        _require_moderator(interaction)
        case = await swap_reports.show_case(self.context, act_of(interaction), pressed.id)
        await replies.private(interaction, view=ui.evidence_card(case, int(pressed.extra or 0)))

    @on_press("reports:remove")
    async def remove(self, interaction: Interaction, pressed: Pressed) -> None:
        """Take down what was reported."""
        await self._decide(interaction, pressed.id, Decision.REMOVE)

    @on_press("reports:revoke")
    async def revoke(self, interaction: Interaction, pressed: Pressed) -> None:
        """Leave the comment and take its credit back."""
        await self._decide(interaction, pressed.id, Decision.REVOKE)

    @on_press("reports:dismiss")
    async def dismiss(self, interaction: Interaction, pressed: Pressed) -> None:
        """Leave everything as it is."""
        await self._decide(interaction, pressed.id, Decision.DISMISS)

    async def _decide(self, interaction: Interaction, report_id: int, decision: Decision) -> None:
        _require_moderator(interaction)
        case = await swap_reports.decide(self.context, act_of(interaction), report_id, decision)
        await replies.replace(interaction, view=ui.report_card(case))

    @on_due(REPORT_KIND)
    async def tell_moderators(self, message: ReportMessage, post: Post) -> None:
        """Put a report before the moderators, in their channel."""
        await post.to_channel(message.channel_id, view=ui.report_card(message.case))


def _require_moderator(interaction: Interaction) -> None:
    """Raise MissingPermissions for who may manage neither messages nor the server, at the moment of the press."""
    if not (interaction.permissions.manage_messages or interaction.permissions.manage_guild):
        raise app_commands.MissingPermissions(["manage_messages"])
