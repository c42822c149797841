"""The world of the bot tests: one server, two writers and a manager, driven as Discord would."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import discord
import simcord

from bot import OneReader, create_bot
from settings import Settings

COMMAND_LINK = re.compile(r"</([^:\n]+):\d+>")
MONDAY = datetime(2026, 1, 5, 9, 0, tzinfo=UTC)


class SimClock:
    """SimCord's time, so that interactions and the schedule agree."""

    def __init__(self) -> None:
        self.env: simcord.Env | None = None

    def now(self) -> datetime:
        return self.env.now() if self.env else MONDAY


@dataclass
class World:
    """A running bot and the people around it."""

    env: simcord.Env
    clock: SimClock
    settings: Settings
    guild: Any
    general: Any
    board: Any
    mara: Any
    tomas: Any
    owner: Any

    @property
    def bot(self) -> OneReader:
        """The bot as it runs now."""
        bot = self.env.bot
        assert isinstance(bot, OneReader)
        return bot

    async def pass_time(self, *, hours: float = 0, days: float = 0) -> None:
        """Let time go by, then let the schedule do what is due."""
        await self.env.advance_time((hours + days * 24) * 3600)
        await self.tick()

    async def until(self, at: datetime) -> None:
        """Let time go by until an instant."""
        await self.pass_time(hours=(at - self.env.now()).total_seconds() / 3600)

    async def tick(self) -> int:
        """Run the schedule once, as the alarm would."""
        cog: Any = self.bot.get_cog("Schedule")
        with self.env._bot_scope():
            count: int = await cog.tick()
        await self.env.settle()
        return count

    async def restart(self) -> None:
        """Stop the bot and start another on the same database, as a deploy does."""
        await self.bot.close()
        await self.env.restart_bot(create_bot(self.settings, self.clock, alarm=False))


def typed_out(said: str) -> str:
    """Return what the bot said with the links to its commands as one would type them: `/wrote`."""
    return COMMAND_LINK.sub(r"`/\1`", said)


async def build_world(env: simcord.Env, clock: SimClock, settings: Settings) -> World:
    """Arrange the server and its people, on a Monday morning."""
    clock.env = env
    await env.advance_time((MONDAY - env.now()).total_seconds())
    guild = env.create_guild("Ink & Lantern")
    managers = guild.create_role("Managers", permissions=discord.Permissions(manage_guild=True))
    return World(
        env=env,
        clock=clock,
        settings=settings,
        guild=guild,
        general=guild.create_text_channel("general"),
        board=guild.create_text_channel("board"),
        mara=guild.add_member(env.create_user("mara")),
        tomas=guild.add_member(env.create_user("tomas")),
        owner=guild.add_member(env.create_user("sam"), roles=[managers]),
    )
