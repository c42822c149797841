"""The alarm clock: every few seconds, send what the database says is due. No commands of its own."""

from __future__ import annotations

import asyncio
import logging
from contextlib import suppress
from typing import TYPE_CHECKING

import discord
from apscheduler.schedulers.asyncio import AsyncIOScheduler
from discord.ext import commands

from cogs.kit.act import LiveAct
from cogs.kit.cog import FeatureCog
from services import members
from services.due import DeliveryFailed, Kinds, WorkKind
from services.schedule import presence
from services.schedule import run as schedule
from services.schedule.settling import Settling

if TYPE_CHECKING:
    from bot import OneReader

log = logging.getLogger("onereader.schedule")

TICK = "tick"
TICK_SECONDS = 15
MEND_HOURS = LOOK_AROUND_HOURS = 24


class Schedule(FeatureCog):
    """What is sent by itself."""

    def __init__(self, bot: OneReader) -> None:
        super().__init__(bot)
        self._alarm = AsyncIOScheduler()
        self._ticking = asyncio.Lock()
        self._has_looked_around = False
        self._stopping = asyncio.Event()
        self._settling = Settling()

    async def cog_load(self) -> None:
        await super().cog_load()
        if not self.bot.alarm:
            return
        options = {"coalesce": True, "max_instances": 1, "misfire_grace_time": None}
        self._alarm.add_job(self._ring, "interval", seconds=TICK_SECONDS, id=TICK, **options)
        self._alarm.add_job(self._mend, "interval", hours=MEND_HOURS, next_run_time=self.bot.clock.now(), **options)
        self._alarm.add_job(self.look_around, "interval", hours=LOOK_AROUND_HOURS, **options)
        self._alarm.start()

    async def stop(self) -> None:
        """Claim nothing more, give back what was claimed and not begun, and wait for what is on its way."""
        self._stopping.set()
        if self._alarm.running:
            self._alarm.shutdown(wait=False)
        async with self._ticking:
            pass

    async def cog_unload(self) -> None:
        """Stop the alarm, and see through what is on its way so that its outcome is written down."""
        if self._alarm.running:
            self._alarm.shutdown(wait=False)
        with suppress(TimeoutError):
            async with asyncio.timeout(schedule.SEND_TIMEOUT.total_seconds()), self._ticking:
                pass

    @commands.Cog.listener()
    async def on_ready(self) -> None:
        """Notice what changed while the bot was away, and send what fell due without waiting for the next tick."""
        # Servers that are unavailable just now are in the cache too; those of other shards may be another process's.
        present = {guild.id for guild in self.bot.guilds}
        try:
            await presence.servers_found(self.context, self.bot.house.kinds, present, self._is_ours)
        finally:
            self._has_looked_around = True
        if self._alarm.running:
            self._alarm.modify_job(TICK, next_run_time=self.bot.clock.now())

    async def look_around(self) -> None:
        """Ask Discord which servers the bot is in: of a removal while the connection was being made anew nobody tells."""
        try:
            present = await self.post.servers()
        except DeliveryFailed as failure:
            log.warning("Could not ask which servers the bot is in: %s", failure)
        else:
            await presence.servers_found(self.context, self.bot.house.kinds, present, self._is_ours)

    def _is_ours(self, server_id: int) -> bool:
        return (server_id >> 22) % (self.bot.shard_count or 1) in self.bot.shards

    async def _ring(self) -> None:
        await self.tick()

    @property
    def _kinds(self) -> Kinds:
        """What may be run by now: a server the bot came back to meanwhile is not to be erased for having been left."""
        kinds = self.bot.house.kinds
        if self._has_looked_around or not self.bot.alarm:
            return kinds
        return {name: kind for name, kind in kinds.items() if not (isinstance(kind, WorkKind) and kind.needs_gateway)}

    async def _mend(self) -> None:
        mended = await schedule.mend(self.context, self.bot.house.kinds)
        if mended:
            log.warning("%s had nothing planned and do now", mended)

    async def after_answer(self, act: LiveAct) -> None:
        """Open direct messages while the member is there; hundreds opened at eight in the evening would look like spam."""
        if await members.awaits_first_dm(self.context, act.member_id):
            await self.post.prepare_dms(act.member_id)

    async def tick(self) -> int:
        """Send everything that is due now; return how many things were dealt with."""
        async with self._ticking:
            return await schedule.run_due(
                self.context,
                self._kinds,
                self.bot.deliver,
                self._stopping,
                has_arrived=self.post.has_arrived,
                settling=self._settling,
            )

    @commands.Cog.listener()
    async def on_guild_join(self, guild: discord.Guild) -> None:
        """Take up a server, also one the bot comes back to."""
        await presence.server_joined(self.context, self.bot.house.kinds, guild.id)

    @commands.Cog.listener()
    async def on_guild_remove(self, guild: discord.Guild) -> None:
        """Stop sending to a server the bot was removed from."""
        await presence.server_left(self.context, guild.id)
