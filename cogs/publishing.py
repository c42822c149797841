"""Giving Discord the commands: only when they changed, never fatally, and again until it takes them."""

from __future__ import annotations

import asyncio
import hashlib
import json
import logging
from typing import TYPE_CHECKING

import aiohttp
import discord

from services import process

if TYPE_CHECKING:
    from bot import OneReader

log = logging.getLogger("onereader.commands")

FIRST_PAUSE_SECONDS, LONGEST_PAUSE_SECONDS = 5.0, 3_600.0


async def publish(bot: OneReader) -> None:
    """Publish the commands where they are not what Discord was last given."""
    fingerprint = _fingerprint(bot)
    if await process.is_published(bot.context, fingerprint):
        return
    pause = FIRST_PAUSE_SECONDS
    while True:
        try:
            await _sync(bot)
        except (discord.DiscordException, aiohttp.ClientError, OSError) as failed:
            log.warning("Discord did not take the commands (%s); trying again in %.0f s", failed, pause)
            await asyncio.sleep(pause)
            pause = min(pause * 4, LONGEST_PAUSE_SECONDS)
        else:
            await process.note_published(bot.context, fingerprint)
            return


def _fingerprint(bot: OneReader) -> str:
    """Return what changes with the commands, and with whom and where they are published."""
    commands = [command.to_dict(bot.tree) for command in bot.tree.get_commands()]
    published = [bot.application_id, bot.settings.sync_guild_id, sorted(commands, key=lambda each: str(each["name"]))]
    return hashlib.sha256(json.dumps(published, sort_keys=True, default=str).encode()).hexdigest()


async def _sync(bot: OneReader) -> None:
    guild = None if bot.settings.sync_guild_id is None else discord.Object(bot.settings.sync_guild_id)
    if guild is not None:
        bot.tree.copy_global_to(guild=guild)
    await bot.tree.sync(guild=guild)
