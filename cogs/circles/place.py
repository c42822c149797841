"""Reaching a circle in its own place: a thread, or a channel chosen for it, which may be gone or closed to the bot."""

from __future__ import annotations

import logging
from collections.abc import Awaitable
from typing import TYPE_CHECKING, Any

import aiohttp
import discord

from cogs.kit.act import Interaction
from cogs.kit.channels import TO_WRITE, TO_WRITE_IN_LOCKED_THREAD, TO_WRITE_IN_THREAD, missing_in
from services.circles.membership import Circle

if TYPE_CHECKING:
    from bot import OneReader

log = logging.getLogger("onereader.circles")

TROUBLE = (discord.HTTPException, aiohttp.ClientError, OSError)


async def attempt(circle: Circle, request: Awaitable[object]) -> bool:
    """Do something in a circle's place and return whether that worked; what it tells of is kept in any case."""
    try:
        await request
    except TROUBLE as failed:
        log.warning("Circle %s could not be reached in its place: %s", circle.id, failed)
        return False
    return True


async def say(bot: OneReader, circle: Circle, text: str = "", *, mentioned: int | None = None, **content: Any) -> None:
    """Say something in a circle's own place, notifying nobody but who is `mentioned`."""
    if circle.place_id is not None:
        users = [] if mentioned is None else [discord.Object(mentioned)]
        allowed = discord.AllowedMentions(everyone=False, roles=False, users=users)
        messageable = bot.get_partial_messageable(circle.place_id)
        await attempt(circle, messageable.send(text or None, allowed_mentions=allowed, **content))


async def bring_in(bot: OneReader, circle: Circle, member_id: int) -> None:
    """Put a circle's thread before a member's eyes; a private one is closed to them otherwise."""
    if circle.place_id is not None and circle.parent_id is not None:
        await attempt(circle, bot.http.add_user_to_thread(circle.place_id, member_id))


async def see_out(bot: OneReader, circle: Circle, member_id: int) -> None:
    """Take a private thread from the eyes of somebody who left; a public one is theirs to read as anybody's."""
    if circle.place_id is not None and circle.private:
        await attempt(circle, bot.http.remove_user_from_thread(circle.place_id, member_id))


async def is_gone(bot: OneReader, circle: Circle) -> bool:
    """Return whether a circle's place was deleted, also while the bot was away; an archived thread is there."""
    if circle.place_id is None or bot.get_channel(circle.place_id) is not None:
        return False
    try:
        await bot.http.get_channel(circle.place_id)
    except discord.NotFound:
        return True
    except TROUBLE:
        log.warning("Could not ask for the place of circle %s", circle.id)
    return False


def missing(interaction: Interaction, circle: Circle) -> tuple[str, ...]:
    """Return what permissions the bot lacks where a circle meets."""
    assert interaction.guild is not None
    channel = interaction.guild.get_channel(circle.parent_id or circle.channel_id or 0)
    if circle.place_id is None or channel is None:
        return ()
    thread = interaction.guild.get_thread(circle.place_id)
    needed = TO_WRITE if circle.parent_id is None else TO_WRITE_IN_THREAD
    if thread is not None and thread.locked:
        needed = TO_WRITE_IN_LOCKED_THREAD
    return missing_in(channel, interaction.guild.me, needed)
