"""What of each server is kept: the channels one writes in, roles and permissions. The rest of it is never read.

It leaves three quarters of what discord.py would keep (docs/decisions/0021-what-memory-goes-where.md), which has no
setting for it: its own reading of GUILD_CREATE is given less to read.
"""

from __future__ import annotations

from typing import Any

from discord import ChannelType
from discord.state import AutoShardedConnectionState

WRITTEN_IN = {ChannelType.text.value, ChannelType.news.value}


class LeanState(AutoShardedConnectionState):
    """discord.py's memory of what Discord told it, with less of each server."""

    def parse_guild_create(self, data: Any) -> None:
        """Take in a server that the bot is in, or was put into."""
        super().parse_guild_create(lean(data, self.self_id))


def lean(server: dict[str, Any], self_id: int | None) -> dict[str, Any]:
    """Return what Discord says of a server without what nobody reads."""
    if server.get("unavailable"):
        return server
    return server | {
        "channels": [each | {"topic": None} for each in server["channels"] if each["type"] in WRITTEN_IN],
        "threads": [each for each in server["threads"] if each["owner_id"] == str(self_id)],
        "stage_instances": [],
        "guild_scheduled_events": [],
        "soundboard_sounds": [],
        "voice_states": [],
    }
