"""Composition root: settings → database → bot → cogs. `python bot.py` runs it on the real Discord."""

from __future__ import annotations

import asyncio
import gc
import logging
import os
import sys
from collections.abc import Sequence
from contextlib import nullcontext
from pathlib import Path
from typing import Any

try:
    import discord
except ModuleNotFoundError:
    sys.stderr.write("Its packages are not here. Install them as docs/hosting.md says; .venv/bin/python has them.\n")
    sys.exit(2)
import yarl
from discord import app_commands
from discord.ext import commands
from discord.gateway import DiscordWebSocket
from discord.http import Route

import logs
import process
from clock import Clock, SystemClock
from cogs.about import feature as about
from cogs.circles import feature as circles
from cogs.goals import feature as goals
from cogs.help import feature as help_feature
from cogs.inbox import feature as inbox
from cogs.kit import refusals
from cogs.kit.act import LiveAct, check_place
from cogs.kit.answering import errors, router
from cogs.kit.answering.answers import UnderWay
from cogs.kit.answering.heard import Heard
from cogs.kit.cog import FeatureCog
from cogs.kit.feature import House
from cogs.kit.outgoing.links import CommandLinks
from cogs.leaderboards import feature as leaderboards
from cogs.people import feature as people
from cogs.pieces import feature as pieces
from cogs.post.due import Speakers
from cogs.post.office import PostOffice
from cogs.post.pacer import Pacer, first_turn_at, quietly
from cogs.post.publishing import publish
from cogs.post.requests import watched
from cogs.post.standing import Standing
from cogs.praise import feature as praise
from cogs.privacy import feature as privacy
from cogs.reminders import feature as reminders
from cogs.schedule import feature as schedule
from cogs.settings import feature as settings_feature
from cogs.setup import feature as setup
from cogs.sprints import feature as sprints
from cogs.streaks import feature as streaks
from cogs.swaps import feature as swaps
from cogs.tips import feature as tips
from db.database import Database
from gateway import LeanState
from rules.kit.errors import Unavailable
from rules.schedule.due import Due
from services import answers
from services import process as life
from services.context import Context
from services.delivering import ALONE, SHARED, Delivering
from settings import DISCORD_API, BadSetting, Settings

# What the bot is made of, in the order /help tells it. A new feature is a line here.
FEATURES = (
    goals.FEATURE,
    streaks.FEATURE,
    praise.FEATURE,
    sprints.FEATURE,
    swaps.FEATURE,
    pieces.FEATURE,
    settings_feature.FEATURE,
    reminders.FEATURE,
    leaderboards.FEATURE,
    tips.FEATURE,
    people.FEATURE,
    circles.FEATURE,
    setup.FEATURE,
    privacy.FEATURE,
    help_feature.FEATURE,
    about.FEATURE,
    schedule.FEATURE,
    inbox.FEATURE,
)

# It never speaks: nobody needs to hear that it could not.
discord.VoiceClient.warn_nacl = discord.VoiceClient.warn_dave = False

log = logging.getLogger("onereader")


class Tree(app_commands.CommandTree["OneReader"]):
    """The slash commands; whatever goes wrong in one takes the one error path."""

    async def interaction_check(self, interaction: discord.Interaction[OneReader], /) -> bool:
        """Raise NotHere where the bot does not belong; what is offered while somebody types cannot say so."""
        if interaction.type is not discord.InteractionType.autocomplete:
            check_place(interaction)
        return True

    async def on_error(self, interaction: discord.Interaction[OneReader], error: app_commands.AppCommandError) -> None:
        with interaction.client.under_way:
            await errors.answer(interaction, error)


class OneReader(commands.AutoShardedBot):
    """The bot: discord.py's, with what every cog needs in `context`."""

    def __init__(self, settings: Settings, clock: Clock, *, alarm: bool) -> None:
        standing, pacer = Standing(), Pacer(first_turn_at())
        super().__init__(
            command_prefix=(),
            help_command=None,
            tree_cls=Tree,
            # Whoever takes an app along by themselves takes it into servers and conversations that never added it.
            # Not allowed_contexts: discord.py would give commands that are for servers alone to direct messages too.
            allowed_installs=app_commands.AppInstallationType(guild=True, user=False),
            intents=discord.Intents(guilds=True, dm_messages=True),
            member_cache_flags=discord.MemberCacheFlags.none(),
            chunk_guilds_at_startup=False,
            max_messages=None,
            allowed_mentions=discord.AllowedMentions.none(),
            shard_count=settings.shard_count,
            shard_ids=settings.shard_ids,  # type: ignore[arg-type] # None is what discord.py takes for all
            http_trace=watched(pacer, standing),
        )
        self.standing, self.pacer = standing, pacer
        self.settings = settings
        self.clock = clock
        self.alarm = alarm
        self.began_at = clock.now()
        self.context: Context
        self.house = House(FEATURES, refusals.SENTENCES)
        self.router = router.Router()
        self.speakers = Speakers()
        self.links = CommandLinks()
        self.dm_links = CommandLinks()  # to those alone that work in direct messages
        self.heard = Heard()
        self.post = PostOffice(self, standing)
        self.under_way = UnderWay()
        self.delivering = Delivering(SHARED if settings.is_shared else ALONE)
        self.is_there = False  # whether members reach this process, as the schedule finds out
        self._publishing: asyncio.Task[None] | None = None
        self._warming: asyncio.Task[None] | None = None

    def _get_state(self, **options: Any) -> Any:
        return LeanState(dispatch=self.dispatch, handlers=self._handlers, hooks=self._hooks, http=self.http, **options)

    async def setup_hook(self) -> None:
        await self._follow_gateway()
        if not hasattr(self, "context"):
            database = await Database.open(self.settings.database_url, self.settings.privacy_key)
            self.context = Context(database, self.clock)
        self.add_dynamic_items(router.Press, router.PickChannel, router.Pick)
        self.add_listener(self.router.on_interaction, "on_interaction")
        for cog in self.house.cogs:
            await self.add_cog(cog(self))

    async def _follow_gateway(self) -> None:
        """Take the gateway from the replaced REST base in every case.

        discord.py asks `/gateway/bot` only while the shard count is Discord's to say; with a fixed one, and
        after a session that cannot be resumed, it goes to its DEFAULT_GATEWAY.
        """
        if self.settings.discord_api_url != DISCORD_API:
            _, url, _ = await self.http.get_bot_gateway()
            DiscordWebSocket.DEFAULT_GATEWAY = yarl.URL(url)

    async def on_ready(self) -> None:
        """Give Discord the commands once the bot is there: what ails that keeps nobody from anything else."""
        log.info("Ready, in %s %s", count := len(self.guilds), "server" if count == 1 else "servers")
        self.publish_soon()
        if self.alarm and self._warming is None:
            self._warming = asyncio.create_task(self._warm_up())

    async def _warm_up(self) -> None:
        for call in self.house.warm:
            await asyncio.to_thread(call)
        # A process of our own: what was loaded stays for good, so the collector need not walk it again and
        # again while somebody waits for an answer.
        gc.collect()
        gc.freeze()

    def publish_soon(self) -> None:
        """Give Discord the commands where they changed, and again until it takes them."""
        if self._publishing is None or self._publishing.done():
            self._publishing = asyncio.create_task(publish(self))

    async def deliver(self, due: Due, message: object) -> None:
        """Say one thing that is due. Raise DeliveryFailed where Discord does not take it."""
        with nullcontext() if due.awaited else quietly():
            async with self.delivering.sending():
                await self.speakers.deliver(self.post, due, message)

    async def beat(self) -> None:
        """Write down that the bot is there; where it delivers, look at what falls due before the next beat."""
        mine, asked_at = self.delivering, self.delivering.asked()
        try:
            delivers = await life.beat(
                self.context, mine.holder, is_ready=self.is_there, place=self.place, lasts=mine.terms.lasts
            )
        except Unavailable:
            self.is_there = False  # members reach nobody either, until something can be written down again
            raise
        mine.answered(delivers, asked_at)
        for cog in self.feature_cogs:
            await cog.after_beat()
        if delivers:
            await self._look_ahead()

    async def hold(self) -> None:
        """Go on delivering between two beats, or begin at once where the process that did is gone."""
        mine, asked_at = self.delivering, self.delivering.asked()
        kept = await life.hold(self.context, mine.holder, mine.terms.lasts, is_ready=self.is_there)
        if mine.answered(kept, asked_at):
            log.info("This process delivers what is due from now on")
        if kept:  # what members did in another process may be due before the next beat
            await self._look_ahead()

    async def _look_ahead(self) -> None:
        for cog in self.feature_cogs:
            await cog.beat()

    @property
    def publishes(self) -> bool:
        """Whether this process gives Discord the commands: the first of several does it for all."""
        return self.settings.process is None or self.settings.process[0] == 1

    @property
    def place(self) -> str:
        """What tells this process from the others in what each writes down of itself; nothing where it is alone."""
        return "" if self.settings.process is None else " {}/{}".format(*self.settings.process)

    async def stop(self, seconds: float) -> None:
        """Take nothing new, and see through what is under way: the answers that are due, the messages on their way."""
        try:
            async with asyncio.timeout(seconds):
                shards = (shard.disconnect() for shard in self.shards.values())
                await asyncio.gather(*shards, return_exceptions=True)
                await asyncio.gather(self.under_way.none_left(), *(cog.stop() for cog in self.feature_cogs))
        except TimeoutError:
            log.warning(
                "Not everything was seen through in %s s; %s acts were under way", seconds, self.under_way.count
            )

    async def after_act(self, act: LiveAct) -> None:
        """Let every feature do what follows once an act is over; what ails that is nobody's but its own."""
        try:
            after = await answers.aftermath(self.context, act)
        except Exception:
            log.exception("Nothing follows an act: who did it could not be looked up")
            return
        for cog in self.feature_cogs:
            try:
                await cog.after_act(act, after)
            except Exception:
                log.exception("What follows an act failed in %s", type(cog).__name__)

    @property
    def feature_cogs(self) -> list[FeatureCog]:
        """Every cog, as the features named them."""
        return [cog for cog in self.cogs.values() if isinstance(cog, FeatureCog)]

    async def close(self) -> None:
        for task in filter(None, (self._publishing, self._warming)):
            task.cancel()
        await super().close()
        if hasattr(self, "context"):
            await self.context.db.close()


def create_bot(settings: Settings, clock: Clock | None = None, *, alarm: bool = True) -> OneReader:
    """Build the bot, ready to start.

    Tests and the sandbox pass a clock of their own and no alarm: they let the time pass themselves.
    """
    Route.BASE = settings.discord_api_url
    return OneReader(settings, clock or SystemClock(), alarm=alarm)


def main(words: Sequence[str] = ()) -> int:
    """Do the command that was typed, or run until stopped; return the exit status.

    Where it is not 0, the person at the terminal has read a sentence.
    """
    if hasattr(os, "umask"):
        os.umask(0o077)  # whatever is written is for whoever runs the bot, and nobody else on the machine
    if words:
        from hosting import terminal  # a running bot has no use for it

        return terminal.run(words, SystemClock())
    try:
        settings = Settings.from_environment()
        logs.set_up(settings.log_level, settings.log_format, sys.stderr)
        return process.run(create_bot(settings), settings.token)
    except BadSetting as problem:
        sentence, status = str(problem), process.MEND
    except process.CannotRun as problem:
        sentence, status = str(problem), problem.status
    except PermissionError as refused:
        from hosting.account import belongs  # nor for this

        sentence, status = "\n".join(belongs(Path(refused.filename))), process.MEND
    except KeyboardInterrupt:  # Ctrl+C where no signal handler can be set
        return process.CLEAN
    print(sentence, file=sys.stderr)  # noqa: T201 - this is for the person at the terminal
    return status


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
