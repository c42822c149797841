"""One way to answer: works whether the interaction was answered before, and survives an expired one."""

from __future__ import annotations

import logging
from collections.abc import Collection, Iterable, Mapping
from functools import partial
from typing import Any

import discord

from cogs.kit.act import Interaction
from cogs.kit.channels import may_write
from cogs.kit.pictures.attach import Attached
from cogs.post.names import ALL_SHOWN, View, written_out
from services import names
from services.due import DeliveryFailed

log = logging.getLogger("onereader.replies")

# Discord's code for an interaction whose three seconds or fifteen minutes are over.
UNKNOWN_INTERACTION = 10062
UNKNOWN_WEBHOOK = 10015


async def send(
    interaction: Interaction,
    text: str = "",
    *,
    view: View | None = None,
    picture: Attached | None = None,
    file: discord.File | None = None,
    private: bool = False,
    mentioned: Collection[int] = (),
) -> None:
    """Answer with a text, a view or both; as a follow-up where an answer was already given.

    `picture` is one that the view shows, `file` one to keep, `mentioned` are whom it notifies.
    """
    text, allowed = await _with_names(interaction, text, view, private=private, mentioned=mentioned)
    content: dict[str, Any] = {"ephemeral": private, "allowed_mentions": allowed}
    if text:
        content["content"] = text
    if view is not None:
        content["view"] = view
    if picture is not None:
        content["file"] = picture.file
    if file is not None:
        content["file"] = file
    try:
        if not interaction.response.is_done():
            await interaction.response.send_message(**content)
        elif private or not await _posted(interaction, text, view, picture, mentioned):
            await interaction.followup.send(**content)
    except discord.NotFound as gone:
        if gone.code not in (UNKNOWN_INTERACTION, UNKNOWN_WEBHOOK):
            raise
        log.warning("Too late to answer %s: the interaction has expired", interaction.id)


async def _posted(
    interaction: Interaction, text: str, view: View | None, picture: Attached | None, mentioned: Collection[int]
) -> bool:
    """Post what everybody is to see after a private answer, where the bot may; return whether it did.

    A follow-up would show as a reply to something deleted, and could be changed for a quarter of an hour only.
    """
    server_id, channel_id = interaction.guild_id, interaction.channel_id
    if server_id is None or channel_id is None or not may_write(interaction):
        return False
    content: dict[str, Any] = {} if picture is None else {"file": picture.file}
    try:
        await interaction.client.post.send(server_id, channel_id, text, view=view, mentioned=mentioned, **content)
    except DeliveryFailed as failure:
        log.warning("A post in channel %s was refused: %s", channel_id, failure)
        if picture is not None:
            picture.file.reset()
        return False
    return True


async def private(
    interaction: Interaction,
    text: str = "",
    *,
    view: View | None = None,
    picture: Attached | None = None,
    file: discord.File | None = None,
) -> None:
    """Answer so that only the person asking sees it."""
    await send(interaction, text, view=view, picture=picture, file=file, private=True)


async def replace(
    interaction: Interaction,
    text: str | None = None,
    *,
    view: View | None = None,
    picture: Attached | None = None,
) -> None:
    """Change the message whose button was pressed, or answer privately where there is none."""
    if interaction.message is None:
        await private(interaction, text or "", view=view, picture=picture)
        return
    message = interaction.message
    shown_to = [each.id for each in message.mentions]
    said, allowed = await _with_names(
        interaction, text or "", view, private=message.flags.ephemeral, mentioned=shown_to
    )
    content: dict[str, Any] = {"view": view, "allowed_mentions": allowed}
    if text is not None:
        content["content"] = said
    if picture is not None:
        content["attachments"] = [picture.file]
    await interaction.response.edit_message(**content)


async def _with_names(
    interaction: Interaction, text: str, view: View | None, *, private: bool, mentioned: Collection[int]
) -> tuple[str, discord.AllowedMentions]:
    """Return the text with names in it where others read it too, and whom it may mention; its card gets them as well."""
    if private:
        return text, ALL_SHOWN
    return await written_out(text, view, partial(_find_names, interaction), (interaction.user.id, *mentioned))


async def _find_names(interaction: Interaction, member_ids: Iterable[int]) -> Mapping[int, str]:
    context, asker = interaction.client.context, interaction.user
    if interaction.guild_id is None:
        known = await names.known_to(context, asker.id, member_ids)
    else:
        known = await names.in_server(context, interaction.guild_id, member_ids)
    return known | {asker.id: asker.display_name}
