"""What members say of themselves in a server, and the message it stands in."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Introduction:
    """A member's words about themselves; `links` are lines."""

    who: str = ""
    writes: str = ""
    why: str = ""
    offers: str = ""
    links: str = ""


@dataclass(frozen=True, slots=True)
class PostedMessage:
    """Where an introduction stands; as long as its message is not known, it was sent there and may have arrived."""

    server_id: int
    member_id: int
    channel_id: int
    message_id: int | None = None
    set_off_at: datetime | None = None
