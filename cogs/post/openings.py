"""Opening direct messages, which Discord watches more closely than sending them."""

from __future__ import annotations

import asyncio
import logging
from typing import TYPE_CHECKING

from cogs.post.failures import failures_named
from services import members
from services import process as life
from services.due import DeliveryFailed, NotTaken

if TYPE_CHECKING:
    from bot import OneReader

log = logging.getLogger("onereader.post")

# Discord publishes no limit for it. Whoever would wait longer than this is put off: others are behind them.
SPACING_SECONDS = 1.0
PATIENCE_SECONDS = 10.0
FIRST_PAUSE_SECONDS, LONGEST_PAUSE_SECONDS = 60.0, 3600.0


class Openings:
    """Opens channels for direct messages: one after another, not while Discord finds it too fast or has none of it."""

    def __init__(self, bot: OneReader) -> None:
        self._bot = bot
        self._free_at = 0.0
        self._paused_until = 0.0
        self._pause = FIRST_PAUSE_SECONDS

    async def open(self, member_id: int) -> int:
        """Return the channel for direct messages to a member, and remember it. Raise DeliveryFailed."""
        await self._check_quarantine()
        await self._turn()
        try:
            with failures_named():
                # Past discord.py's memory: it may hold the very channel that was found stale.
                channel_id = int((await self._bot.http.start_private_message(member_id))["id"])
        except DeliveryFailed as failure:
            await self._hold_back(failure)
            raise
        self._pause = FIRST_PAUSE_SECONDS
        await life.note_quarantine_over(self._bot.context)
        await members.remember_dm_channel(self._bot.context, member_id, channel_id)
        return channel_id

    async def _check_quarantine(self) -> None:
        if await life.is_quarantined(self._bot.context):
            raise DeliveryFailed(NotTaken.QUARANTINED, again=True)

    async def _turn(self) -> None:
        now = asyncio.get_running_loop().time()
        wait = max(self._free_at - now, 0)
        if now < self._paused_until or wait > PATIENCE_SECONDS:
            raise DeliveryFailed(NotTaken.TOO_FAST, again=True)
        if self._bot.alarm:  # else the clock is in somebody's hand, and waiting for it to move would last for ever
            self._free_at = now + wait + SPACING_SECONDS
            await asyncio.sleep(wait)

    async def _hold_back(self, failure: DeliveryFailed) -> None:
        if failure.reason == NotTaken.TOO_FAST:
            self._paused_until = asyncio.get_running_loop().time() + self._pause
            self._pause = min(self._pause * 2, LONGEST_PAUSE_SECONDS)
        elif failure.reason == NotTaken.QUARANTINED:
            log.error("Discord has quarantined this bot: nobody new gets a direct message until that is lifted")
            await life.note_quarantine(self._bot.context)
