"""The alarm clock: send what the database says is due, at the instant it is due. No commands of its own."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable
from contextlib import suppress
from datetime import UTC, timedelta
from typing import TYPE_CHECKING

import discord
from apscheduler.schedulers.asyncio import AsyncIOScheduler
from discord.ext import commands

from cogs.kit.act import LiveAct
from cogs.kit.cog import FeatureCog
from cogs.schedule.alarms import Alarms
from services import backups
from services.due import DeliveryFailed, Kinds, WorkKind
from services.process import BEAT
from services.schedule import presence
from services.schedule import run as schedule
from services.schedule.settling import Settling

if TYPE_CHECKING:
    from bot import OneReader
    from services.answers import Aftermath

log = logging.getLogger("onereader.schedule")

MEND_HOURS = LOOK_AROUND_HOURS = 24
# In the night of most, and soon after a start that comes after it: a machine may never be on at that hour.
BACKUP_HOUR = 3
BACKUP_AFTER_START = timedelta(minutes=5)
# Nobody waits for what follows an act sooner than this, and a busy moment has dozens of them.
TOGETHER_SECONDS = 0.05


def _ended_quietly(job: Callable[[], Awaitable[object]]) -> Callable[[], Awaitable[None]]:
    """Let a daily job be cut short by the bot's end: that is no failure, and the next start does it again."""

    async def run() -> None:
        with suppress(asyncio.CancelledError):
            await job()

    return run


class Schedule(FeatureCog):
    """What is sent by itself."""

    def __init__(self, bot: OneReader) -> None:
        super().__init__(bot)
        self._daily = AsyncIOScheduler()
        self._rung = asyncio.Event()
        self._alarms = Alarms(self._rung.set)
        self._acted = asyncio.Event()
        self._tasks: list[asyncio.Task[None]] = []
        self._ticking = asyncio.Lock()
        self._stopping = asyncio.Event()
        self._settling = Settling()
        self._connected: set[int] = set()

    async def cog_load(self) -> None:
        await super().cog_load()
        if not self.bot.alarm:
            return
        options = {"coalesce": True, "max_instances": 1, "misfire_grace_time": None}
        self._daily.add_job(
            _ended_quietly(self._mend), "interval", hours=MEND_HOURS, next_run_time=self.bot.clock.now(), **options
        )
        self._daily.add_job(_ended_quietly(self.look_around), "interval", hours=LOOK_AROUND_HOURS, **options)
        soon = self.bot.clock.now() + BACKUP_AFTER_START
        self._daily.add_job(
            _ended_quietly(self.back_up), "cron", hour=BACKUP_HOUR, timezone=UTC, next_run_time=soon, **options
        )
        self._daily.start()
        self._tasks = [asyncio.create_task(self._deliver()), asyncio.create_task(self._look_ahead())]

    async def stop(self) -> None:
        """Claim nothing more, give back what was claimed and not begun, and wait for what is on its way."""
        self._stopping.set()
        self._silence()
        async with self._ticking:
            pass

    async def cog_unload(self) -> None:
        """Stop the alarms, and see through what is on its way so that its outcome is written down."""
        self._silence()
        with suppress(TimeoutError):
            async with asyncio.timeout(schedule.SEND_TIMEOUT.total_seconds()), self._ticking:
                pass
        for task in self._tasks:
            task.cancel()

    def _silence(self) -> None:
        self._alarms.clear()
        if self._daily.running:
            self._daily.shutdown(wait=False)

    async def beat(self) -> None:
        """Set an alarm for each instant at which something falls due before the next beat."""
        now = self.bot.clock.now()
        for at in await schedule.coming_up(self.context, BEAT):
            self._alarms.set(at, now)
        if self._settling.ended:  # what could not be written down is the first thing of the next run
            self._rung.set()

    async def _deliver(self) -> None:
        """Send what is due whenever it rings; what could not be sent now, the next beat finds again."""
        while True:
            await self._rung.wait()
            self._rung.clear()
            try:
                if count := await self.tick():
                    log.info("%s things that were due were dealt with", count)
                    await self.beat()  # what follows them may be due before the next
            except Exception:  # whatever it is, the loop goes on
                log.exception("What is due could not be run")

    # Whether members reach this process: Discord does, and it the database

    @commands.Cog.listener()
    async def on_shard_ready(self, shard_id: int) -> None:
        """Take up a shard; once all are, `on_ready` follows."""
        self._connected.add(shard_id)

    @commands.Cog.listener()
    async def on_shard_resumed(self, shard_id: int) -> None:
        """Take up a shard that was lost for a while."""
        self._connected.add(shard_id)
        await self._come_back()

    @commands.Cog.listener()
    async def on_shard_disconnect(self, shard_id: int) -> None:
        """Note that Discord does not reach all members any more."""
        self._connected.discard(shard_id)
        self.bot.is_there = False

    @commands.Cog.listener()
    async def on_ready(self) -> None:
        """Notice what changed while the bot was away, and send what fell due meanwhile."""
        # Servers that are unavailable just now are in the cache too; those of other shards may be another process's.
        present = {guild.id for guild in self.bot.guilds}
        try:
            await presence.servers_found(self.context, self.bot.house.kinds, present, self._is_ours)
        finally:
            await self._come_back()

    async def after_beat(self) -> None:
        """Come back where it was the database that was away, and no shard."""
        if self.bot.is_ready() and not self.bot.is_there:
            await self._come_back()

    async def _come_back(self) -> None:
        if self._connected >= set(self.bot.shards):
            await presence.came_back(self.context, self.bot.house.kinds)
            self.bot.is_there = True
            self._rung.set()

    async def look_around(self) -> None:
        """Ask Discord which servers the bot is in: of a removal while the connection was being made anew nobody tells."""
        try:
            present = await self.post.servers()
        except DeliveryFailed as failure:
            log.warning("Could not ask which servers the bot is in: %s", failure)
        else:
            await presence.servers_found(self.context, self.bot.house.kinds, present, self._is_ours)

    async def back_up(self) -> None:
        """Make the day's copy of the database."""
        settings = self.bot.settings
        await backups.back_up_today(settings.database_url, settings.backup_keep, self.bot.clock.now())

    def _is_ours(self, server_id: int) -> bool:
        return (server_id >> 22) % (self.bot.shard_count or 1) in self.bot.shards

    @property
    def _kinds(self) -> Kinds:
        """What may be run by now: nothing is taken from anybody while Discord does not reach us with what they do."""
        kinds = self.bot.house.kinds
        if self.bot.is_there or not self.bot.alarm:
            return kinds
        return {name: kind for name, kind in kinds.items() if not (isinstance(kind, WorkKind) and kind.needs_gateway)}

    async def _mend(self) -> None:
        mended = await schedule.mend(self.context, self.bot.house.kinds)
        if mended:
            log.warning("%s had nothing planned and do now", mended)

    async def after_act(self, _act: LiveAct, after: Aftermath) -> None:
        """Open direct messages while the member is there: hundreds opened at eight in the evening would look like spam."""
        if after.member is not None and after.member.awaits_first_dm:
            await self.post.prepare_dms(after.member.id)
        self._acted.set()

    async def _look_ahead(self) -> None:
        """Set the alarms for what members' acts made due before the next beat: those of a moment together."""
        while True:
            await self._acted.wait()
            await asyncio.sleep(TOGETHER_SECONDS)
            self._acted.clear()
            try:
                await self.beat()
            except Exception:  # the beat looks again
                log.exception("What is due could not be looked up")

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
                rung=self._rung,
                holder=self.bot.delivering.holder if self.bot.alarm else "",
            )

    @commands.Cog.listener()
    async def on_guild_join(self, guild: discord.Guild) -> None:
        """Take up a server, also one the bot comes back to."""
        await presence.server_joined(self.context, self.bot.house.kinds, guild.id)

    @commands.Cog.listener()
    async def on_guild_remove(self, guild: discord.Guild) -> None:
        """Stop sending to a server the bot was removed from."""
        await presence.server_left(self.context, guild.id)
