"""/leaderboard: who keeps their promises, longest streaks, words. Never followers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from discord import app_commands

from cogs.ui import leaderboards as ui
from cogs.ui import replies
from cogs.ui.act import act_of
from cogs.ui.cog import FeatureCog
from cogs.ui.pictures.attach import attach
from cogs.ui.router import Interaction
from rules.leaderboards import Board, BoardPeriod
from services import leaderboards

if TYPE_CHECKING:
    from bot import OneReader


class Leaderboards(FeatureCog):
    """Boards."""

    @app_commands.command()
    @app_commands.guild_only()
    @app_commands.describe(board="What to compare; kept promises unless you say", period="Over which time")
    @app_commands.choices(
        board=[app_commands.Choice(name=ui.TITLES[each], value=each.value) for each in Board],
        period=[app_commands.Choice(name=ui.PERIODS[each], value=each.value) for each in BoardPeriod],
    )
    async def leaderboard(
        self,
        interaction: Interaction,
        board: str = Board.KEPT.value,
        period: str = BoardPeriod.WEEK.value,
    ) -> None:
        """Show a board; your own place comes to you alone."""
        shown = await leaderboards.show_board(self.context, act_of(interaction), Board(board), BoardPeriod(period))
        picture = await attach(ui.board_picture(shown))
        await replies.send(interaction, view=ui.board_card(shown, picture), picture=picture)
        if shown.top:
            await replies.private(interaction, ui.mine_text(shown))


async def setup(bot: OneReader) -> None:
    """Load the cog."""
    await bot.add_cog(Leaderboards(bot))
