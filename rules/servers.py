"""A server: what its manager chose for it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, time
from zoneinfo import ZoneInfo

UTC_ZONE = ZoneInfo("UTC")


@dataclass(frozen=True, slots=True)
class Server:
    """A Discord server with the bot in it. Weekdays count from Monday, 0.

    `set_up_by_id` is who last chose a channel for its posts.
    """

    id: int
    zone: ZoneInfo = UTC_ZONE
    board_channel_id: int | None = None
    board_weekday: int = 0
    board_time: time = time(9)
    greeted_at: datetime | None = None
    removed_at: datetime | None = None
    intro_channel_id: int | None = None
    set_up_by_id: int | None = None
