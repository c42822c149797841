"""Giving Discord the commands: only when they changed, never fatally, and again until it takes them."""

from __future__ import annotations

import asyncio
import hashlib
import json
import logging
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import aiohttp
import discord
from discord import app_commands

from services import process

if TYPE_CHECKING:
    from bot import OneReader

log = logging.getLogger("onereader.commands")

FIRST_PAUSE_SECONDS, LONGEST_PAUSE_SECONDS = 5.0, 3_600.0
LOOK_AGAIN_SECONDS = 30.0

TROUBLE = (discord.DiscordException, aiohttp.ClientError, OSError)

# Discord's own, for applications with Activities: its type, and the code that answers who leaves it out.
ENTRY_POINT = 4
ENTRY_POINT_MISSING = 50240

IN_ONE_SERVER = (
    "SYNC_GUILD_ID is set: the commands are in server %s alone, and not in direct messages. Those published everywhere "
    "before show a second time there. Take the setting out for everyday use; the server's own then go."
)
HAS_ENTRY_POINT = (
    "This application has an Entry Point command, which Discord adds with Activities: it is kept beside OneReader's own. "
    "It does nothing here; switching Activities off in the Developer Portal takes it away."
)


async def publish(bot: OneReader) -> None:
    """Publish the commands where they are not what Discord was last given, and know their ids."""
    fingerprint = _fingerprint(bot)
    if bot.settings.sync_guild_id is not None:
        log.warning(IN_ONE_SERVER, bot.settings.sync_guild_id)
    ids = await process.published_ids(bot.context, fingerprint)
    if ids is None and not bot.publishes:
        ids = await _until_published(bot, fingerprint)
    elif ids is None:
        ids = await _until_taken(bot)
        await process.note_published(bot.context, fingerprint, ids)
    if bot.settings.sync_guild_id is None:  # one server's commands are no use elsewhere
        bot.links.know(_by_full_name(bot.tree, ids))
        bot.dm_links.know(_by_full_name(bot.tree, ids, in_dms=True))


async def _until_published(bot: OneReader, fingerprint: str) -> dict[str, int]:
    """Wait for the process that gives Discord the commands of all."""
    while True:
        ids = await process.published_ids(bot.context, fingerprint)
        if ids is not None:
            return ids
        await asyncio.sleep(LOOK_AGAIN_SECONDS)


async def _until_taken(bot: OneReader) -> dict[str, int]:
    pause = FIRST_PAUSE_SECONDS
    while True:
        try:
            await _clear_other_server(bot)
            return await _sync(bot)
        except TROUBLE as failed:
            log.warning("Discord did not take the commands (%s); trying again in %.0f s", failed, pause)
            await asyncio.sleep(pause)
            pause = min(pause * 4, LONGEST_PAUSE_SECONDS)


def _fingerprint(bot: OneReader) -> str:
    """Return what changes with the commands, and with whom and where they are published."""
    published = [bot.application_id, bot.settings.sync_guild_id, _payloads(bot)]
    return hashlib.sha256(json.dumps(published, sort_keys=True, default=str).encode()).hexdigest()


def _payloads(bot: OneReader) -> list[Any]:
    commands = [command.to_dict(bot.tree) for command in bot.tree.get_commands()]
    return sorted(commands, key=lambda each: str(each["name"]))


async def _sync(bot: OneReader) -> dict[str, int]:
    """Give Discord the commands and return their ids by name."""
    server_id, application_id = bot.settings.sync_guild_id, bot.application_id
    assert application_id is not None
    if server_id is not None:
        await process.note_published_in(bot.context, server_id)
        return _ids(await bot.http.bulk_upsert_guild_commands(application_id, server_id, payload=_payloads(bot)))
    try:
        return _ids(await bot.http.bulk_upsert_global_commands(application_id, payload=_payloads(bot)))
    except discord.HTTPException as refused:
        if refused.code != ENTRY_POINT_MISSING:
            raise
    log.warning(HAS_ENTRY_POINT)
    found: list[Any] = await bot.http.get_global_commands(application_id)
    kept = [each for each in found if each["type"] == ENTRY_POINT]
    return _ids(await bot.http.bulk_upsert_global_commands(application_id, payload=[*_payloads(bot), *kept]))


def _ids(published: list[Any]) -> dict[str, int]:
    return {each["name"]: int(each["id"]) for each in published}


async def _clear_other_server(bot: OneReader) -> None:
    """Take the commands out of the server that SYNC_GUILD_ID named before, where they would show twice."""
    before = await process.published_in(bot.context)
    if before is None or before == bot.settings.sync_guild_id:
        return
    assert bot.application_id is not None
    try:
        await bot.http.bulk_upsert_guild_commands(bot.application_id, before, payload=[])
    except (discord.NotFound, discord.Forbidden):
        log.warning(
            "Server %s, which SYNC_GUILD_ID named before, is closed to the bot: its commands stay there", before
        )
    await process.note_published_in(bot.context, None)


def _by_full_name(
    tree: app_commands.CommandTree[Any], ids: Mapping[str, int], *, in_dms: bool = False
) -> dict[str, int]:
    """Return the id behind everything one can type; a group by itself is nothing that can be sent.

    In direct messages a link to what works in servers alone would lead nowhere.
    """
    leaves = (each for each in tree.walk_commands() if isinstance(each, app_commands.Command))
    roots = {each.qualified_name: each.root_parent or each for each in leaves}
    return {
        full: ids[root.name] for full, root in roots.items() if root.name in ids and not (in_dms and root.guild_only)
    }
