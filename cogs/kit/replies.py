"""One way to answer: works whether the interaction was answered before, and survives an expired one."""

from __future__ import annotations

import logging
from collections.abc import Collection
from typing import Any

import discord

from cogs.kit.pictures.attach import Attached
from cogs.post.mentions import mention_only

log = logging.getLogger("onereader.replies")

# Discord's code for an interaction whose three seconds or fifteen minutes are over.
UNKNOWN_INTERACTION = 10062
UNKNOWN_WEBHOOK = 10015


async def send(
    interaction: discord.Interaction,
    text: str = "",
    *,
    view: discord.ui.View | discord.ui.LayoutView | None = None,
    picture: Attached | None = None,
    file: discord.File | None = None,
    private: bool = False,
    mentioned: Collection[int] = (),
) -> None:
    """Answer with a text, a view or both; as a follow-up where an answer was already given.

    `picture` is one that the view shows, `file` one to keep, `mentioned` are whom it notifies.
    """
    content: dict[str, Any] = {"ephemeral": private}
    if mentioned:
        content["allowed_mentions"] = mention_only(*mentioned)
    if text:
        content["content"] = text
    if view is not None:
        content["view"] = view
    if picture is not None:
        content["file"] = picture.file
    if file is not None:
        content["file"] = file
    try:
        if interaction.response.is_done():
            await interaction.followup.send(**content)
        else:
            await interaction.response.send_message(**content)
    except discord.NotFound as gone:
        if gone.code not in (UNKNOWN_INTERACTION, UNKNOWN_WEBHOOK):
            raise
        log.warning("Too late to answer %s: the interaction has expired", interaction.id)


async def private(
    interaction: discord.Interaction,
    text: str = "",
    *,
    view: discord.ui.View | discord.ui.LayoutView | None = None,
    picture: Attached | None = None,
    file: discord.File | None = None,
) -> None:
    """Answer so that only the person asking sees it."""
    await send(interaction, text, view=view, picture=picture, file=file, private=True)


async def replace(
    interaction: discord.Interaction,
    text: str | None = None,
    *,
    view: discord.ui.View | discord.ui.LayoutView | None = None,
    picture: Attached | None = None,
) -> None:
    """Change the message whose button was pressed, or answer privately where there is none."""
    if interaction.message is None:
        await private(interaction, text or "", view=view, picture=picture)
        return
    content: dict[str, Any] = {"view": view}
    if text is not None:
        content["content"] = text
    if picture is not None:
        content["attachments"] = [picture.file]
    await interaction.response.edit_message(**content)
