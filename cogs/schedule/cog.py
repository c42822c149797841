"""The alarm clock: every few seconds, send what the database says is due. No commands of its own."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, nullcontext, suppress
from typing import TYPE_CHECKING, Any

import aiohttp
import discord
from aiolimiter import AsyncLimiter
from apscheduler.schedulers.asyncio import AsyncIOScheduler
from discord.ext import commands

from cogs.circles import week_cards as circles_ui
from cogs.goals import cards as goals_ui
from cogs.kit.cog import FeatureCog
from cogs.kit.pictures.attach import attach
from cogs.leaderboards import cards as boards_ui
from cogs.settings import cards as reminders_ui
from cogs.swaps import news as swap_news_ui
from cogs.swaps import report_cards as swap_reports_ui
from services import members
from services.circles.weeks import CircleReport, LostMessage, PromiseMessage
from services.goals.milestones import MilestoneMessage
from services.leaderboards import boards as leaderboards
from services.leaderboards.boards import BoardMessage
from services.members import Member
from services.reminders import ReminderMessage
from services.schedule import run as schedule
from services.schedule.run import CHANNEL_GONE, DM_CLOSED, GONE, LEFT_SERVER, NO_ACCESS, DeliveryFailed, Due
from services.swaps.reports import ReportMessage

if TYPE_CHECKING:
    from bot import OneReader

log = logging.getLogger("onereader.schedule")

TICK = "tick"
TICK_SECONDS = 15
MEND_HOURS = 24
# Discord allows 50 requests a second in all; replies to interactions do not count, everything else shares this.
# A leaky bucket lets its whole size through at once on top of the rate: 2 and 48 are 50 in any one second. Smaller
# than 2, and every late wake-up of the loop is a send lost. benchmarks/rush.py watches both: no 429, 95 % used.
SENDS_PER_SECOND = 48
SENDS_AT_ONCE = 2

# Who is named in a direct message is not in it and hears nothing; but only then does Discord send their name along.
NAMES = discord.AllowedMentions(everyone=False, roles=False, users=True)

# Discord's error codes.
CANNOT_DM = 50007
NO_SHARED_SERVER = 50278
UNKNOWN_CHANNEL = 10003
UNKNOWN_MEMBER = 10007
UNKNOWN_USER = 10013
MISSING_ACCESS, MISSING_PERMISSIONS = 50001, 50013
THREAD_LOCKED = 160005


class Schedule(FeatureCog):
    """What is sent by itself."""

    def __init__(self, bot: OneReader) -> None:
        super().__init__(bot)
        # Without an alarm the clock is in somebody's hand, and a send that waits for it to move would wait for ever.
        self._pacer = AsyncLimiter(SENDS_AT_ONCE, SENDS_AT_ONCE / SENDS_PER_SECOND) if bot.alarm else nullcontext()
        self._alarm = AsyncIOScheduler()
        self._ticking = asyncio.Lock()
        self._has_looked_around = False

    async def cog_load(self) -> None:
        await super().cog_load()
        if not self.bot.alarm:
            return
        options = {"coalesce": True, "max_instances": 1, "misfire_grace_time": None}
        self._alarm.add_job(self._ring, "interval", seconds=TICK_SECONDS, id=TICK, **options)
        self._alarm.add_job(self._mend, "interval", hours=MEND_HOURS, next_run_time=self.bot.clock.now(), **options)
        self._alarm.start()

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
            await schedule.servers_found(self.context, present, self._is_ours)
        finally:
            self._has_looked_around = True
        if self._alarm.running:
            self._alarm.modify_job(TICK, next_run_time=self.bot.clock.now())

    def _is_ours(self, server_id: int) -> bool:
        return (server_id >> 22) % (self.bot.shard_count or 1) in self.bot.shards

    async def _ring(self) -> None:
        # A server the bot came back to meanwhile is not to be erased for having been left.
        if self.bot.is_ready() and self._has_looked_around:
            await self.tick()

    async def _mend(self) -> None:
        mended = await schedule.mend(self.context)
        if mended:
            log.warning("%s had nothing planned and do now", mended)

    async def tick(self) -> int:
        """Send everything that is due now; return how many things were dealt with."""
        async with self._ticking:
            return await schedule.run_due(self.context, self._deliver)

    @commands.Cog.listener()
    async def on_guild_join(self, guild: discord.Guild) -> None:
        """Take up a server, also one the bot comes back to."""
        await schedule.server_joined(self.context, guild.id)

    @commands.Cog.listener()
    async def on_guild_remove(self, guild: discord.Guild) -> None:
        """Stop sending to a server the bot was removed from."""
        await schedule.server_left(self.context, guild.id)

    async def _deliver(self, due: Due, message: Any) -> None:
        nonce = schedule.nonce_of(due)
        if isinstance(message, ReminderMessage):
            await self._remind(message, nonce)
        elif isinstance(message, BoardMessage):
            assert message.server.board_channel_id is not None
            if await self.hide_departed(message.server.id, message.member_ids):
                raise DeliveryFailed("departed", again=True)  # to be worked out again without them
            await self._post_board(message.server.board_channel_id, message, nonce)
        elif isinstance(message, MilestoneMessage):
            await self._send(message.channel_id, view=goals_ui.milestone_card(message), nonce=nonce)
        elif isinstance(message, swap_news_ui.News):
            text, view = swap_news_ui.words(message)
            await self._send_dm(message.member, text, view=view, nonce=nonce, allowed_mentions=NAMES)
        elif isinstance(message, ReportMessage):
            await self._send(message.channel_id, view=swap_reports_ui.report_card(message.case), nonce=nonce)
        elif isinstance(message, PromiseMessage | CircleReport):
            await self._ask_circle(message, nonce)
        elif isinstance(message, LostMessage):
            await self._send_dm(message.owner, circles_ui.lost_text(message), nonce=nonce)
        else:
            raise TypeError(f"nothing knows how to send a {type(message).__name__}")

    async def _remind(self, message: ReminderMessage, nonce: str) -> None:
        member = message.member
        buttons = reminders_ui.reminder_buttons(message)
        if member.mentioned_in is None:
            await self._send_dm(member, reminders_ui.reminder_text(message), view=buttons, nonce=nonce)
            return
        assert member.fallback is not None
        # Discord refuses a direct message to somebody who left, but not a mention.
        if await self.hide_departed(member.fallback.server_id, [member.id]):
            raise DeliveryFailed(LEFT_SERVER, again=False)
        await self._send(
            member.mentioned_in,
            reminders_ui.mention_text(message),
            view=buttons,
            nonce=nonce,
            allowed_mentions=discord.AllowedMentions(everyone=False, roles=False, users=[discord.Object(member.id)]),
        )

    async def _post_board(self, channel_id: int, message: BoardMessage, nonce: str) -> None:
        picture = await attach(boards_ui.weekly_picture(message))  # a file is sent once: every try makes its own
        if picture is not None:
            try:
                await self._send(
                    channel_id, view=boards_ui.weekly_card(message, picture), file=picture.file, nonce=nonce
                )
            except DeliveryFailed as failure:
                if failure.reason != NO_ACCESS:
                    raise
                log.warning("Channel %s takes no picture from me; trying without", channel_id)
            else:
                return
        await self._send(channel_id, view=boards_ui.weekly_card(message, None), nonce=nonce)

    async def _ask_circle(self, message: PromiseMessage | CircleReport, nonce: str) -> None:
        circle = message.week.circle
        assert circle.place_id is not None
        if await self.hide_departed(circle.server_id, message.week.member_ids):
            raise DeliveryFailed("departed", again=True)  # to be asked again without them
        is_report = isinstance(message, CircleReport)
        card = circles_ui.report_card(message.week) if is_report else circles_ui.promise_card(message.week)
        asked = [discord.Object(member_id) for member_id in message.asked_ids]
        allowed = discord.AllowedMentions(everyone=False, roles=False, users=asked)
        await self._send(circle.place_id, view=card, nonce=nonce, allowed_mentions=allowed)

    async def hide_departed(self, server_id: int, member_ids: Iterable[int]) -> bool:
        """Ask Discord who of these left the server and hide them in it; return whether anybody did.

        Without the members intent nobody tells the bot. Whom Discord cannot answer for counts as present.
        """
        asked = list(member_ids)
        left = await asyncio.gather(*(self._has_left(server_id, member_id) for member_id in asked))
        departed = [member_id for member_id, has_left in zip(asked, left, strict=True) if has_left]
        if departed:
            await leaderboards.members_left(self.context, server_id, departed, self.bot.clock.now())
        return bool(departed)

    async def _has_left(self, server_id: int, member_id: int) -> bool:
        try:
            async with self._pacer:
                await self.bot.http.get_member(server_id, member_id)  # the server may be another process's
        except discord.NotFound as missing:
            return missing.code in (UNKNOWN_MEMBER, UNKNOWN_USER)
        except (discord.HTTPException, aiohttp.ClientError, OSError):
            log.warning("Could not ask whether member %s is still in server %s", member_id, server_id)
        return False

    async def _send_dm(self, member: Member, text: str, **content: Any) -> None:
        if member.dm_channel_id is not None:
            try:
                await self._send(member.dm_channel_id, text, **content)
            except DeliveryFailed as failure:
                if failure.reason != CHANNEL_GONE:
                    raise
            else:
                return
        async with self._pacer:
            with _failures_named():
                channel_id = (await self.bot.create_dm(discord.Object(member.id))).id
        await members.remember_dm_channel(self.context, member.id, channel_id)
        await self._send(channel_id, text, **content)

    async def _send(self, channel_id: int, text: str = "", **content: Any) -> None:
        async with self._pacer:
            with _failures_named():
                await self.bot.get_partial_messageable(channel_id).send(text or None, **content)

    async def send_test(self, member: Member) -> str:
        """Send a test DM; return why it did not arrive, empty when it did. It settles whether DMs are open."""
        try:
            await self._send_dm(member, reminders_ui.test_text(member))
        except DeliveryFailed as failure:
            if failure.reason == DM_CLOSED:
                await members.note_dms(self.context, member.id, self.bot.clock.now(), are_open=False)
            return failure.reason
        await members.note_dms(self.context, member.id, self.bot.clock.now(), are_open=True)
        return ""


@contextmanager
def _failures_named() -> Iterator[None]:
    """Turn Discord's failures into DeliveryFailed: what happened, and whether trying again could help."""
    try:
        yield
    except discord.HTTPException as error:
        raise _named(error) from error
    except (aiohttp.ClientError, OSError) as error:
        raise DeliveryFailed("no_connection", again=True) from error


def _named(error: discord.HTTPException) -> DeliveryFailed:
    if error.code == CANNOT_DM:
        return DeliveryFailed(DM_CLOSED, again=False)
    if error.code in (UNKNOWN_USER, NO_SHARED_SERVER):
        return DeliveryFailed(GONE, again=False)
    if error.code == UNKNOWN_CHANNEL:
        return DeliveryFailed(CHANNEL_GONE, again=False)
    if error.code in (MISSING_ACCESS, MISSING_PERMISSIONS, THREAD_LOCKED):
        return DeliveryFailed(NO_ACCESS, again=False)
    return DeliveryFailed(f"discord_{error.status}", again=error.status == 429 or error.status >= 500)


async def setup(bot: OneReader) -> None:
    """Load the cog."""
    await bot.add_cog(Schedule(bot))
