"""/leaderboard: kept promises, streaks, words, reads given, readers reached. Never followers."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Iterator
from dataclasses import replace

from discord import app_commands

from cogs.kit.act import LiveAct
from cogs.kit.answering.answers import Answer, aloud, answered, private
from cogs.kit.cards import SafeView
from cogs.kit.cog import FeatureCog
from cogs.kit.pictures.attach import Attached, attach
from cogs.leaderboards import cards
from cogs.post.due import Post, on_due
from rules.leaderboards import Board, BoardPeriod
from services import names
from services.acts import Act
from services.due import DeliveryFailed, NotTaken
from services.leaderboards import boards
from services.leaderboards.boards import BOARD_KIND, BoardMessage, BoardShown

log = logging.getLogger("onereader.leaderboards")

# Discord waits three seconds for an answer; asking it who has left may take half of them.
SECONDS_TO_ASK = 1.5


class Leaderboards(FeatureCog):
    """Boards."""

    @app_commands.command()
    @app_commands.guild_only()
    @app_commands.describe(board="What to compare; kept promises unless you say", period="Over which time")
    @app_commands.choices(
        board=[app_commands.Choice(name=cards.TITLES[each], value=each.value) for each in Board],
        period=[app_commands.Choice(name=cards.PERIODS[each], value=each.value) for each in BoardPeriod],
    )
    @answered
    async def leaderboard(
        self,
        act: LiveAct,
        board: str = Board.KEPT.value,
        period: str = BoardPeriod.WEEK.value,
    ) -> Iterator[Answer]:
        """Show a board; your own place comes to you alone."""
        shown = await self._show_present(act, Board(board), BoardPeriod(period))
        called = await names.in_server(self.context, act.here_id, shown.shown_ids)
        picture = await attach(cards.board_picture(shown, called))
        return _answers(act, shown, cards.board_card(shown, picture, called), picture)

    async def _show_present(self, act: Act, board: Board, period: BoardPeriod) -> BoardShown:
        """Return a board whose top is still in the server, as far as Discord says in time."""
        until = asyncio.get_running_loop().time() + SECONDS_TO_ASK
        shown = await boards.show_board(self.context, act, board, period)
        present = {act.member_id}
        while unasked := {*shown.shown_ids} - present:
            try:
                async with asyncio.timeout_at(until):
                    if not await self.post.hide_departed(act.here_id, unasked):
                        break
            except TimeoutError:
                break  # better a board with somebody who left than none
            present |= unasked
            shown = await boards.show_board(self.context, act, board, period)
        return shown

    async def _told_there(self, message: BoardMessage, channel_id: int) -> BoardMessage:
        """Leave out the milestones of goals told where not everybody there may read, or their owner may write no more."""
        server_id, places = message.server.id, self.post.places
        told = tuple(
            [
                each
                for each in message.news.milestones
                if each.channel_id is not None
                and await places.is_read_with(server_id, channel_id, each.channel_id)
                and await places.may_write(server_id, each.channel_id, each.member_id)
            ]
        )
        return replace(message, news=replace(message.news, milestones=told))

    @on_due(BOARD_KIND)
    async def post_board(self, message: BoardMessage, post: Post) -> None:
        """Post the weekly board; without its picture where the channel takes none."""
        channel_id = message.server.board_channel_id
        assert channel_id is not None
        message = await self._told_there(message, channel_id)
        await post.check_present(message.server.id, message.member_ids)
        called = await names.in_server(self.context, message.server.id, message.member_ids)
        picture = await attach(cards.weekly_picture(message, called))  # a file is sent once: every try makes its own
        if picture is not None:
            try:
                card = cards.weekly_card(message, picture, called)
                await post.to_channel(message.server.id, channel_id, view=card, file=picture.file)
            except DeliveryFailed as failure:
                if failure.reason not in (NotTaken.NO_ACCESS, NotTaken.WORDS_REFUSED):
                    raise
                log.warning("Channel %s takes no picture from me; trying without", channel_id)
            else:
                return
        await post.to_channel(message.server.id, channel_id, view=cards.weekly_card(message, None, called))


def _answers(act: Act, shown: BoardShown, card: SafeView, picture: Attached | None) -> Iterator[Answer]:
    """Show everybody the board, and to the asker alone where they stand, unless it says so itself."""
    yield aloud("board", view=card, picture=picture)
    if shown.shown_ids and not cards.is_on_card(shown, act.member_id):
        yield private(cards.mine_text(shown))
