"""What members say of themselves in a server, and the message it stands in."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Introduction:
    """A member's words about themselves; `links` are lines. The message is where it stands, if it was posted."""

    who: str = ""
    writes: str = ""
    why: str = ""
    offers: str = ""
    links: str = ""
    channel_id: int | None = None
    message_id: int | None = None


@dataclass(frozen=True, slots=True)
class PostedMessage:
    """A message the bot posted for a member and could take down."""

    channel_id: int
    message_id: int
