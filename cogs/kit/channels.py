"""What it takes to write in a channel, and who may."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import discord

# discord.py's name of each permission, and Discord's own.
TO_WRITE = {"view_channel": "View Channel", "send_messages": "Send Messages"}
TO_SHOW_PICTURES = {"attach_files": "Attach Files"}
TO_READ_BACK = {"read_message_history": "Read Message History"}
TO_WRITE_IN_THREAD = {"view_channel": "View Channel", "send_messages_in_threads": "Send Messages in Threads"}
TO_WRITE_IN_LOCKED_THREAD = TO_WRITE_IN_THREAD | {"manage_threads": "Manage Threads"}
# A public thread begins under a message of the bot's.
TO_OPEN_THREAD = TO_WRITE | TO_WRITE_IN_THREAD | {"create_public_threads": "Create Public Threads"}
TO_OPEN_PRIVATE_THREAD = TO_WRITE_IN_THREAD | {"create_private_threads": "Create Private Threads"}

# What whoever adds the bot is asked to allow. Managing threads is not among it: a server may give it that where it wants.
NEEDED = TO_WRITE | TO_SHOW_PICTURES | TO_READ_BACK | TO_OPEN_THREAD | TO_OPEN_PRIVATE_THREAD
PERMISSIONS = discord.Permissions(**dict.fromkeys(NEEDED, True))


def invite_link(application_id: int) -> str:
    """Return the address that adds the bot to a server with exactly the permissions it needs."""
    return discord.utils.oauth_url(application_id, permissions=PERMISSIONS)


def missing_in(
    channel: discord.abc.GuildChannel, who: discord.Member, needed: Mapping[str, str] = TO_WRITE
) -> tuple[str, ...]:
    """Return Discord's names of the permissions that somebody lacks in a channel."""
    granted = channel.permissions_for(who)
    return tuple(name for permission, name in needed.items() if not getattr(granted, permission))


def missing_here(interaction: discord.Interaction[Any]) -> tuple[str, ...]:
    """Return Discord's names of the permissions that the bot lacks to write where something was pressed or typed."""
    granted = interaction.app_permissions
    needed = TO_WRITE_IN_THREAD if isinstance(interaction.channel, discord.Thread) else TO_WRITE
    return tuple(name for permission, name in needed.items() if not getattr(granted, permission))


def may_write(interaction: discord.Interaction[Any]) -> bool:
    """Return whether the bot may write where something was pressed or typed."""
    return not missing_here(interaction)
