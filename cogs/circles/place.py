"""Reaching a circle in its own place: a thread, or a channel chosen for it, which may be gone or closed to the bot."""

from __future__ import annotations

import logging
from collections.abc import Awaitable
from typing import Any

import discord

from cogs.kit.act import LiveAct
from cogs.kit.channels import TO_WRITE, TO_WRITE_IN_LOCKED_THREAD, TO_WRITE_IN_THREAD, missing_in
from cogs.post.office import PostOffice
from rules.circles import BehindADoor, Circle
from services.due import DeliveryFailed

log = logging.getLogger("onereader.circles")


async def attempt(circle: Circle, request: Awaitable[object]) -> bool:
    """Do something in a circle's place, and return whether that was done; what it tells of is kept in any case."""
    try:
        await request
    except DeliveryFailed as failure:
        log.warning("Circle %s could not be reached in its place: %s", circle.id, failure)
        return False
    return True


async def say(
    post: PostOffice, circle: Circle, text: str = "", *, mentioned: int | None = None, **content: Any
) -> None:
    """Say something in a circle's own place, notifying nobody but who is `mentioned`."""
    if circle.place_id is not None:
        heard = () if mentioned is None else (mentioned,)
        await attempt(circle, post.send(circle.server_id, circle.place_id, text, mentioned=heard, **content))


async def may_enter(post: PostOffice, circle: Circle, act: LiveAct) -> bool:
    """Return whether somebody may read where a circle meets; while it has no place it has no door either."""
    door_id = circle.door_id
    return door_id is None or await post.places.may_enter(circle.server_id, door_id, act.asker)


async def check_may_enter(post: PostOffice, circle: Circle, act: LiveAct) -> None:
    """Raise BehindADoor where somebody may not read where a circle meets: it opens no channel to them."""
    if not await may_enter(post, circle, act):
        raise BehindADoor


async def tell(post: PostOffice, circle: Circle, member_id: int, text: str) -> None:
    """Say in a circle's own place what became of a member or was said by them, unless all have heard enough of it."""
    if circle.place_id is not None:
        await attempt(circle, post.send_of(member_id, "circle", circle.server_id, circle.place_id, text))


async def bring_in(post: PostOffice, circle: Circle, member_id: int) -> None:
    """Put a circle's thread before a member's eyes; a private one is closed to them otherwise."""
    if circle.place_id is not None and circle.parent_id is not None:
        await attempt(circle, post.bring_into_thread(circle.place_id, member_id))


async def see_out(post: PostOffice, circle: Circle, member_id: int) -> None:
    """Take a private thread from the eyes of somebody who left; a public one is theirs to read as anybody's."""
    if circle.private_place_id is not None:
        await attempt(circle, post.take_from_thread(circle.private_place_id, member_id))


async def archive(post: PostOffice, circle: Circle) -> None:
    """Put the thread of a circle that is over into the archive; what was written there stays to be read."""
    if circle.place_id is not None and circle.parent_id is not None:
        await attempt(circle, post.archive(circle.place_id))


async def is_gone(post: PostOffice, circle: Circle) -> bool:
    """Return whether a circle's place was deleted, also while the bot was away; an archived thread is there."""
    return circle.place_id is not None and await post.is_gone(circle.place_id)


def missing(guild: discord.Guild, circle: Circle) -> tuple[str, ...]:
    """Return what permissions the bot lacks where a circle meets."""
    channel = guild.get_channel(circle.parent_id or circle.channel_id or 0)
    if circle.place_id is None or channel is None:
        return ()
    thread = guild.get_thread(circle.place_id)
    needed = TO_WRITE if circle.parent_id is None else TO_WRITE_IN_THREAD
    if thread is not None and thread.locked:
        needed = TO_WRITE_IN_LOCKED_THREAD
    return missing_in(channel, guild.me, needed)
