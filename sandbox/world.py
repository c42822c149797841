"""The demo servers: writers on a simulated Discord, with the real bot among them and time in our hands."""

from __future__ import annotations

import asyncio
import tempfile
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import discord
import simcord
from discord import app_commands

import bot as onereader
from sandbox.swap_pieces import PIECES
from services.schedule.run import next_due_at
from settings import Settings

BOT_NAME = "OneReader"
SERVER_NAME = "Ink & Lantern"
CHANNELS = {
    "general": "Say hello, ask anything",
    "writing": "What did you write today?",
    "introductions": "Who you are and what you write",
    "board": "The weekly board",
}
# A channel that only the owner of a new server sees.
MODERATORS = "moderators"
DIRECT = "direct"
# A Monday morning on which every writer's own calendar says Monday.
START = datetime(2026, 1, 5, 8, 30, tzinfo=UTC)
MORNING = time(8, 0)
ONE_DAY = timedelta(days=1)
EARLY_DAYS = 2
ONE_WEEK = timedelta(days=7)
# What the bot does after an act may take so long on a machine that has much else to do.
SETTLE_SECONDS = 60.0


class NothingToPress(LookupError):
    """Somebody sees no such button."""


class NothingDue(Exception):
    """There is no reminder or post to wait for."""


class Server:
    """A server of the simulated Discord, with the channels that every one here has."""

    def __init__(self, env: simcord.Env, name: str, owner: simcord.UserHandle) -> None:
        self.name = name
        self.guild = env.create_guild(name, owner=owner)
        self._owner = owner
        self._env = env
        self._channels = {name: self.guild.create_text_channel(name, topic=topic) for name, topic in CHANNELS.items()}

    @property
    def channels(self) -> dict[str, simcord.ChannelHandle]:
        """The places by name: the channels, and the threads in them that everybody may read."""
        threads = (thread for channel in self._channels.values() for thread in channel.threads)
        return {**self._channels, **{str(each.name): each for each in threads if self._is_public(each)}}

    def open_to_moderators(self) -> None:
        """Make the channel that nobody but the owner and the bot may read."""
        assert self._env.bot.user is not None
        self._channels[MODERATORS] = self.guild.create_text_channel(
            MODERATORS,
            overwrites={
                self.guild.default_role: discord.PermissionOverwrite(view_channel=False),
                self._env.bot.user: discord.PermissionOverwrite(view_channel=True),
            },
        )

    def seen_by(self, user: simcord.UserHandle) -> list[str]:
        """Return the names of the places that somebody may read."""
        return [name for name in self.channels if name != MODERATORS or user is self._owner]

    def _is_public(self, thread: simcord.ChannelHandle) -> bool:
        found = self._env.bot.get_channel(thread.id)
        return isinstance(found, discord.Thread) and not found.is_private()


@dataclass(frozen=True, slots=True)
class Writer:
    """Someone in a demo server: a name, a time zone, and their two faces in the simulated Discord."""

    name: str
    zone: ZoneInfo
    server: Server
    user: simcord.UserHandle
    member: simcord.MemberActor


CAST = {
    "Mara": "Europe/Berlin",
    "Tomas": "America/New_York",
    "Aiko": "Asia/Tokyo",
    "Sam": "Europe/London",
}
OWNER = "Sam"
# Whose pieces wait in the line when a visitor comes.
READY_TO_READ = ("Tomas", "Aiko")


class VirtualClock:
    """The simulated Discord's time, as the bot's clock."""

    def __init__(self) -> None:
        self.env: simcord.Env | None = None

    def now(self) -> datetime:
        return self.env.now() if self.env else START


class World:
    """The demo servers. Its methods must not overlap: whoever serves several people takes `lock` around each."""

    def __init__(self, env: simcord.Env, settings: Settings, clock: VirtualClock, cast: Mapping[str, str]) -> None:
        self.env = env
        self.lock = asyncio.Lock()
        self.writers: dict[str, Writer] = {}
        self._settings = settings
        self._clock = clock
        users = {name: env.create_user(name.lower(), global_name=name) for name in cast}
        self.server = Server(env, SERVER_NAME, users[OWNER])
        for name, zone in cast.items():
            self._let_in(name, zone, users[name], self.server)

    def _let_in(self, name: str, zone: str, user: simcord.UserHandle, server: Server) -> None:
        self.writers[name] = Writer(name, ZoneInfo(zone), server, user, server.guild.add_member(user))

    def welcome(self, name: str, zone: str, server: Server) -> None:
        """Let somebody join a server who has never heard of the bot."""
        self._let_in(name, zone, self.env.create_user(name.lower(), global_name=name), server)

    async def open_server(self, name: str, zone: str, members: Mapping[str, str]) -> None:
        """Let somebody open a server of their own with members in it and invite the bot, and set nothing up yet."""
        user = self.env.create_user(name.lower(), global_name=name)
        server = Server(self.env, f"{name}’s writers", user)
        server.open_to_moderators()
        self._let_in(name, zone, user, server)
        for member, its_zone in members.items():
            self.welcome(member, its_zone, server)
        await self.env.settle()
        await self.invite_bot(server)

    @property
    def now(self) -> datetime:
        """The world's instant, in UTC."""
        return self.env.now()

    def options(self) -> dict[str, dict[str, str]]:
        """Return what each option of each command is for."""
        commands = self.env.bot.tree.walk_commands()  # type: ignore[attr-defined]
        return {
            command.qualified_name: {each.display_name: str(each.description) for each in command.parameters}
            for command in commands
            if isinstance(command, app_commands.Command)
        }

    @property
    def channels(self) -> dict[str, simcord.ChannelHandle]:
        """The first server's places by name."""
        return self.server.channels

    def place(self, name: str, writer: Writer) -> simcord.ChannelHandle:
        """Return a channel by name; `DIRECT` is the writer's direct messages with the bot."""
        return writer.user.dm_channel if name == DIRECT else writer.server.channels[name]

    def actor(self, name: str, writer: Writer) -> simcord.MemberActor | simcord.UserHandle:
        """Return who acts there: the user in direct messages, the member in the server."""
        return writer.user if name == DIRECT else writer.member

    def history(self, name: str, writer: Writer) -> list[discord.Message]:
        """Return what the writer can read in a place, oldest first."""
        return self.place(name, writer).history(viewer=self.actor(name, writer))

    async def slash(self, writer: Writer, name: str, command: str, /, **options: Any) -> simcord.InteractionResult:
        """Run a slash command as a writer in a place."""
        if name == DIRECT:
            result: simcord.InteractionResult = await writer.user.slash(command, **options)
        else:
            result = await writer.member.slash(writer.server.channels[name], command, **options)
        return result

    async def invite_bot(self, server: Server) -> None:
        """Tell the bot that it joined a server, as Discord would.

        SimCord announces a new server as one that became available, which to a bot is no joining.
        """
        guild = self.env.bot.get_guild(server.guild.id)
        listeners = self.env.bot.extra_events["on_guild_join"]  # type: ignore[attr-defined]
        await asyncio.gather(*(listener(guild) for listener in listeners))
        await self.env.settle()

    async def settle_in(self) -> None:
        """Let the owner choose the server's channels, and every writer their clock, by the bot's own commands."""
        owner = self.writers[OWNER]
        await self.slash(owner, "general", "setup", zone=owner.zone.key)
        await self.choose_channel(owner, "general", "setup:channel", self.channels["board"])
        await self.choose_channel(owner, "general", "setup:intro", self.channels["introductions"])
        for writer in self.writers.values():
            await self.slash(writer, "general", "settings zone", place=writer.zone.key)

    async def show_up(self, name: str) -> None:
        """Let somebody write today; on the third such day their credits to start with can be spent."""
        await self.slash(self.writers[name], "general", "wrote", minutes=20, quiet=True)

    async def live_until_start(self, early: Sequence[str]) -> None:
        """Let the days before the start pass, on each of which some have written."""
        while self.now < START:
            for name in early:
                await self.show_up(name)
            await self.pass_time(ONE_DAY)

    async def lay_out_pieces(self) -> None:
        """Let two writers offer a piece each, so that whoever looks around finds something to read."""
        for piece in PIECES:
            if piece.author in READY_TO_READ:
                await self.show_up(piece.author)
                await self.slash(self.writers[piece.author], "general", "swap offer", **piece.options)

    async def press(self, writer: Writer, name: str, label: str) -> simcord.InteractionResult:
        """Press the newest button with that label the writer can see in a place."""
        newest_first = reversed(self.history(name, writer))
        message = next((each for each in newest_first if label in button_labels(each)), None)
        if message is None:
            raise NothingToPress(f"{writer.name} sees no button [{label}] in {name}")
        result: simcord.InteractionResult = await self.actor(name, writer).click(message, label=label)
        return result

    async def submit(
        self, writer: Writer, name: str, shown: simcord.InteractionResult, /, **values: str
    ) -> simcord.InteractionResult:
        """Send the form a press or a command opened."""
        result: simcord.InteractionResult = await self.actor(name, writer).submit_modal(shown, values)
        return result

    async def restart(self) -> None:
        """Stop the bot and start it again on the same database file, as a deploy does."""
        stopped = self.env.bot
        await self.env.restart_bot(onereader.create_bot(self._settings, self._clock, alarm=False))
        await stopped.close()  # its database threads would outlive it

    async def choose_channel(
        self, writer: Writer, name: str, route: str, channel: simcord.ChannelHandle
    ) -> simcord.InteractionResult:
        """Choose a channel in the newest menu with that route the writer can see in a place."""
        for message in reversed(self.history(name, writer)):
            menus = (item.get("custom_id", "") for item in items(message))
            custom_id = next((each for each in menus if each.startswith(f"channel:{route}:")), None)
            if custom_id is not None:
                break
        else:
            raise LookupError(f"{writer.name} sees no menu for {route} in {name}")
        result: simcord.InteractionResult = await self.actor(name, writer).select(
            message, [channel], custom_id=custom_id
        )
        return result

    async def pass_until(self, instant: datetime, noticed: Callable[[], None] = lambda: None) -> bool:
        """Let time pass, stopping at everything due on the way so that it happens at its own time.

        `noticed` is called after each stop. Return whether anything was due.
        """
        happened = False
        while (due := await self._next_due()) is not None and due <= instant:
            await self._move_to(due)
            await self._tick()
            if await self._next_due() == due:
                raise RuntimeError(f"what is due at {due} is neither settled nor put off")
            noticed()
            happened = True
        await self._move_to(instant)
        return happened

    async def pass_time(self, span: timedelta) -> bool:
        """Let a span of time pass; return whether anything was due in it."""
        return await self.pass_until(self.now + span)

    async def next_due(self) -> datetime:
        """Return when the bot next has something to send. Raise NothingDue."""
        due = await self._next_due()
        if due is None:
            raise NothingDue
        return due

    async def _next_due(self) -> datetime | None:
        return await next_due_at(self.env.bot.context)  # type: ignore[attr-defined]

    async def _move_to(self, instant: datetime) -> None:
        await self.env.advance_time(max(0.0, (instant - self.now).total_seconds()))

    async def _tick(self) -> None:
        await self.env.bot.get_cog("Schedule").tick()  # type: ignore[attr-defined]
        await self.env.settle()


def next_local(writer: Writer, now: datetime, at: time, weekday: int | None = None) -> datetime:
    """Return the next instant the writer's wall clock shows a time, on a weekday (Monday is 0) where given."""
    local = now.astimezone(writer.zone)
    day = local.date()
    while datetime.combine(day, at, writer.zone) <= local or (weekday is not None and day.weekday() != weekday):
        day += ONE_DAY
    return datetime.combine(day, at, writer.zone).astimezone(UTC)


def button_labels(message: discord.Message) -> list[str]:
    """Return the labels of a message's buttons, cards included, in reading order."""
    return [item["label"] for item in items(message) if item["type"] == discord.ComponentType.button.value]


def items(message: discord.Message) -> list[dict[str, Any]]:
    """Return the payloads of everything in a message's cards and rows, in reading order."""
    return [item for part in message.components for item in walk(part.to_dict())]


def walk(component: Any) -> list[dict[str, Any]]:
    """Return a component's payload and everything inside it, in reading order."""
    found = [component]
    for inner in component.get("components", []):
        found += walk(inner)
    if "accessory" in component:
        found += walk(component["accessory"])
    return found


@asynccontextmanager
async def open_world(
    cast: Mapping[str, str] = CAST, *, early: Sequence[str] = (), check_errors: bool = True
) -> AsyncIterator[World]:
    """Open the demo server with a fresh database, two days before the start where some wrote then.

    `check_errors` raises at the end what the bot raised.
    """
    with tempfile.TemporaryDirectory(prefix="onereader-") as folder:
        settings = Settings(database_url=f"sqlite:///{folder}/try.db", shard_count=1)
        clock = VirtualClock()
        bot = onereader.create_bot(settings, clock, alarm=False)
        clock.env = env = simcord.Env(bot, check_errors=check_errors, settle_timeout=SETTLE_SECONDS)
        with env.time_context():
            try:
                await env.start()
                assert env.bot.user is not None
                await env.bot.user.edit(username=BOT_NAME)
                opens_at = START - EARLY_DAYS * ONE_DAY if early else START
                await env.advance_time((opens_at - env.now()).total_seconds())
                world = World(env, settings, clock, cast)
                await env.settle()
                await world.invite_bot(world.server)
                await world.live_until_start(early)
                yield world
            finally:
                try:
                    await env.shutdown()
                finally:
                    await env.bot.close()  # else its database's threads keep the process
        if check_errors:
            env.raise_errors()
