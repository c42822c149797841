"""The JSON that the local Discord sends: users, guilds, interactions and messages in Discord's own shapes."""

from __future__ import annotations

import itertools
import time
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

Json = dict[str, Any]

DISCORD_EPOCH_MS = 1_420_070_400_000
ALL_PERMISSIONS = str((1 << 53) - 1)
WITHOUT_HISTORY = str(int(ALL_PERMISSIONS) & ~(1 << 3 | 1 << 16))
MEMBER_PERMISSIONS = str(1 << 10 | 1 << 11 | 1 << 16 | 1 << 31)
MAX_FILE_BYTES = 10_485_760
"""The attachment limit that Discord states in every interaction of an unboosted server."""

SUBCOMMAND = 1
OPTION_TYPES: dict[type, int] = {str: 3, int: 4, bool: 5, float: 10}
"""Discord's option type for a Python value."""

_sequence = itertools.count()


def snowflake(at: float | None = None) -> int:
    """Return a new id with the timestamp of an instant, the present unless given: `created_at` is read from it."""
    seconds = time.time() if at is None else at
    return (int(seconds * 1000) - DISCORD_EPOCH_MS) << 22 | next(_sequence) & 0x3FFFFF


def created_at(message_id: int) -> str:
    """Return the instant in an id, in the form Discord writes timestamps."""
    return datetime.fromtimestamp(((message_id >> 22) + DISCORD_EPOCH_MS) / 1000, UTC).isoformat()


def user(user_id: int, name: str, *, bot: bool = False) -> Json:
    """Describe a user as the gateway and the REST API do."""
    return {
        "id": str(user_id),
        "username": name,
        "global_name": None if bot else name.title(),
        "discriminator": "0",
        "avatar": None,
        "bot": bot,
        "flags": 0,
        "public_flags": 0,
    }


def ready(bot: Json, guilds: list[Json], resume_url: str) -> Json:
    """Describe what a bot is told first: who it is, and its guilds, which come after."""
    return {
        "v": 10,
        "user": bot,
        "guilds": [{"id": guild["id"], "unavailable": True} for guild in guilds],
        "resume_gateway_url": resume_url,
        "application": {"id": bot["id"], "flags": 0},
    }


def application(application_id: int, name: str, owner: Json) -> Json:
    """Describe a bot as its developers see it."""
    return {
        "id": str(application_id),
        "name": name,
        "icon": None,
        "description": "",
        "summary": "",
        "bot_public": True,
        "bot_require_code_grant": False,
        "verify_key": "0" * 64,
        "flags": 0,
        "team": None,
        "owner": owner,
    }


def member(who: Json, permissions: str = MEMBER_PERMISSIONS) -> Json:
    """Describe a user as a member of a guild, with their permissions in the channel."""
    return {
        "user": who,
        "nick": None,
        "avatar": None,
        "roles": [],
        "joined_at": "2024-01-01T00:00:00+00:00",
        "premium_since": None,
        "deaf": False,
        "mute": False,
        "pending": False,
        "flags": 0,
        "permissions": permissions,
    }


def text_channel(channel_id: int, guild_id: int, name: str) -> Json:
    """Describe a text channel of a guild."""
    return {
        "id": str(channel_id),
        "guild_id": str(guild_id),
        "type": 0,
        "name": name,
        "position": 0,
        "parent_id": None,
        "topic": None,
        "nsfw": False,
        "last_message_id": None,
        "rate_limit_per_user": 0,
        "permission_overwrites": [],
        "flags": 0,
    }


def dm_channel(channel_id: int, recipient: Json) -> Json:
    """Describe the direct-message channel with one user."""
    return {
        "id": str(channel_id),
        "type": 1,
        "last_message_id": None,
        "flags": 0,
        "recipients": [recipient],
    }


def guild(guild_id: int, name: str, channels: list[Json], bot: Json, member_count: int) -> Json:
    """Describe a guild as GUILD_CREATE does, with the bot as the only member sent."""
    return {
        "id": str(guild_id),
        "name": name,
        "icon": None,
        "owner_id": str(guild_id + 1),
        "region": "",
        "afk_timeout": 300,
        "verification_level": 0,
        "default_message_notifications": 1,
        "explicit_content_filter": 0,
        "mfa_level": 0,
        "nsfw_level": 0,
        "premium_tier": 0,
        "system_channel_flags": 0,
        "preferred_locale": "en-US",
        "features": [],
        "emojis": [],
        "stickers": [],
        "roles": [
            {
                "id": str(guild_id),
                "name": "@everyone",
                "permissions": ALL_PERMISSIONS,
                "position": 0,
                "color": 0,
                "colors": {"primary_color": 0, "secondary_color": None, "tertiary_color": None},
                "hoist": False,
                "managed": False,
                "mentionable": False,
                "flags": 0,
            }
        ],
        "channels": channels,
        "threads": [],
        "members": [member(bot, ALL_PERMISSIONS)],
        "presences": [],
        "voice_states": [],
        "stage_instances": [],
        "guild_scheduled_events": [],
        "soundboard_sounds": [],
        "joined_at": "2024-01-01T00:00:00+00:00",
        "large": False,
        "unavailable": False,
        "member_count": member_count,
    }


def command_interaction(
    interaction_id: int,
    token: str,
    application_id: int,
    command: Json,
    who: Json,
    channel: Json,
    options: Json,
    within: Sequence[str] = (),
) -> Json:
    """Describe one member's use of a slash command in a guild's channel; `within` names the one in a group."""
    given: list[Json] = [
        {"name": name, "type": OPTION_TYPES[type(value)], "value": value} for name, value in options.items()
    ]
    for name in reversed(within):
        given = [{"name": name, "type": SUBCOMMAND, "options": given}]
    return {
        "id": str(interaction_id),
        "application_id": str(application_id),
        "type": 2,
        "token": token,
        "version": 1,
        "data": {
            "id": command["id"],
            "name": command["name"],
            "type": 1,
            "options": given,
        },
        "guild_id": channel["guild_id"],
        "guild": {"id": channel["guild_id"], "features": [], "locale": "en-US"},
        "channel_id": channel["id"],
        "channel": {**channel, "permissions": MEMBER_PERMISSIONS},
        "member": member(who),
        "locale": "en-US",
        "guild_locale": "en-US",
        "app_permissions": ALL_PERMISSIONS,
        "authorizing_integration_owners": {"0": channel["guild_id"]},
        "context": 0,
        "entitlements": [],
        "attachment_size_limit": MAX_FILE_BYTES,
    }


def message(message_id: int, channel_id: int, author: Json, body: Json) -> Json:
    """Describe the message that a request body created or edited."""
    return {
        "id": str(message_id),
        "channel_id": str(channel_id),
        "type": 0,
        "author": author,
        "content": body.get("content") or "",
        "embeds": [],
        "attachments": [],
        "components": body.get("components") or [],
        "mentions": [],
        "mention_roles": [],
        "mention_everyone": False,
        "pinned": False,
        "tts": False,
        "timestamp": created_at(message_id),
        "edited_timestamp": None,
        "flags": body.get("flags") or 0,
        "nonce": body.get("nonce"),
    }


def answered(interaction_id: int, message_id: int, answer: Json, *, deferred: bool) -> Json:
    """Describe what became of an interaction that was answered or put off."""
    return {
        "id": str(interaction_id),
        "type": 2,
        "response_message_id": str(message_id),
        "response_message_loading": deferred,
        "response_message_ephemeral": bool((answer.get("flags") or 0) & 64),
    }
