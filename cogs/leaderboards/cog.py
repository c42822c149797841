"""/leaderboard: kept promises, streaks, words, reads given, readers reached. Never followers."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from discord import app_commands

from cogs.kit import replies
from cogs.kit.act import act_of
from cogs.kit.cog import FeatureCog
from cogs.kit.pictures.attach import attach
from cogs.kit.router import Interaction
from cogs.leaderboards import cards as ui
from rules.leaderboards import Board, BoardPeriod
from services.acts import Act
from services.leaderboards import boards as leaderboards
from services.leaderboards.boards import BoardShown

if TYPE_CHECKING:
    from bot import OneReader
    from cogs.schedule.cog import Schedule

# Discord waits three seconds for an answer; asking it who has left may take half of them.
SECONDS_TO_ASK = 1.5


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
        shown = await self._show_present(act_of(interaction), Board(board), BoardPeriod(period))
        picture = await attach(ui.board_picture(shown))
        await replies.send(interaction, view=ui.board_card(shown, picture), picture=picture)
        if shown.top:
            await replies.private(interaction, ui.mine_text(shown))

    async def _show_present(self, act: Act, board: Board, period: BoardPeriod) -> BoardShown:
        """Return a board whose top is still in the server, as far as Discord says in time."""
        assert act.server_id is not None
        schedule: Schedule = self.bot.get_cog("Schedule")  # type: ignore[assignment]
        until = asyncio.get_running_loop().time() + SECONDS_TO_ASK
        shown = await leaderboards.show_board(self.context, act, board, period)
        present = {act.member_id}
        while unasked := {place.score.member_id for place in shown.top} - present:
            try:
                async with asyncio.timeout_at(until):
                    if not await schedule.hide_departed(act.server_id, unasked):
                        break
            except TimeoutError:
                break  # better a board with somebody who left than none
            present |= unasked
            shown = await leaderboards.show_board(self.context, act, board, period)
        return shown


async def setup(bot: OneReader) -> None:
    """Load the cog."""
    await bot.add_cog(Leaderboards(bot))
