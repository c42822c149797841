"""What the local Discord remembers: its bots, their interactions and their messages."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field

from tests.loopback import payloads
from tests.loopback.payloads import Json, snowflake

ACKNOWLEDGE_SECONDS = 3.0
"""Discord forgets an interaction that nobody acknowledged in this time."""

DEFERRALS = (5, 6)
"""The callback types that acknowledge and leave the answer for later."""


@dataclass
class Application:
    """One bot as Discord knows it; `commands` maps its registered slash commands' names to their JSON."""

    application_id: int
    name: str
    token: str
    commands: dict[str, Json] = field(default_factory=dict)
    ready: asyncio.Event = field(default_factory=asyncio.Event)

    @property
    def user(self) -> Json:
        """The bot's own user."""
        return payloads.user(self.application_id, self.name, bot=True)


@dataclass
class InteractionRecord:
    """One interaction and what became of it; times are `time.perf_counter()` seconds."""

    interaction_id: int
    token: str
    application: Application
    channel_id: int
    sent: float
    finished: asyncio.Future[None]
    acknowledged: float | None = None
    answered: float | None = None
    callbacks: list[Json] = field(default_factory=list)
    answer: Json = field(default_factory=dict)
    follow_ups: list[Json] = field(default_factory=list)
    original_id: int = field(default_factory=snowflake)

    @property
    def seconds(self) -> float:
        """From the dispatch of the event to the answer a member can read."""
        if self.answered is None:
            raise ValueError(f"interaction {self.interaction_id} was never answered")
        return self.answered - self.sent


@dataclass(frozen=True, slots=True)
class MessageRecord:
    """One message a bot created, as the sender of the request described it."""

    message_id: int
    channel_id: int
    application_id: int
    nonce: str | None
    body: Json
    created: float
    dialled: str = ""  # the name by which its sender called Discord: processes are told apart by it
