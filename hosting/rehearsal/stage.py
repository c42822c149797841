"""Where it is tried: channels of its own in a test server, and a person who presses and looks."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Any, Protocol

import aiohttp

NAME = "onereader-rehearsal"
READ_MESSAGE_HISTORY = 1 << 16
MEMBER = 1  # the kind of an overwrite that is one account's
TOO_MANY = 429


class Refused(Exception):
    """Discord took something that it was asked not as it should have; the text says what it answered."""

    def __init__(self, what: str, heard: Heard) -> None:
        super().__init__(f"{what} was answered with {heard.status}, code {heard.code}")


@dataclass(frozen=True, slots=True)
class Heard:
    """An answer of Discord's."""

    status: int
    body: Any

    @property
    def is_fine(self) -> bool:
        """Whether Discord took it."""
        return self.status < 400

    @property
    def code(self) -> int:
        """Discord's own number for what is wrong; 0 where nothing is."""
        return int(self.body.get("code", 0)) if isinstance(self.body, dict) else 0


@dataclass(frozen=True, slots=True)
class Press:
    """Somebody pressed a button: what it takes to answer, who it was, and what came with it."""

    interaction_id: int
    token: str
    user_id: int
    data: dict[str, Any]


class Person(Protocol):
    """Who sits at the terminal."""

    async def confirms(self, question: str) -> bool:
        """Ask a question that is answered with yes or no."""
        ...

    async def does(self, task: str) -> None:
        """Ask for something, and wait until it is done."""
        ...

    def hears(self, words: str) -> None:
        """Say something."""
        ...


@dataclass
class Stage:
    """What a step works with. `pause` waits so many seconds."""

    session: aiohttp.ClientSession
    base: str
    application_id: int
    server_id: int
    person: Person
    pause: Callable[[float], Awaitable[None]]
    presses: asyncio.Queue[Press] = field(default_factory=asyncio.Queue)
    presser_id: int | None = None
    made: list[int] = field(default_factory=list)

    async def ask(self, method: str, path: str, body: object = None) -> Heard:
        """Ask Discord once, whatever it answers."""
        async with self.session.request(method, self.base + path, json=body) as answer:
            is_json = answer.content_type == "application/json"
            return Heard(answer.status, await answer.json() if is_json else None)

    async def get(self, method: str, path: str, body: object = None) -> Any:
        """Ask until Discord does not find it too fast, and return what it says. Raise Refused."""
        while (heard := await self.ask(method, path, body)).status == TOO_MANY:
            await self.pause(float(heard.body.get("retry_after", 1)))
        if not heard.is_fine:
            raise Refused(f"{method} {path}", heard)
        return heard.body

    async def channel(self, *, blind: bool = False) -> int:
        """Make a channel, `blind` where the bot may not read what was said before."""
        forbidden = {"id": str(self.application_id), "type": MEMBER, "deny": str(READ_MESSAGE_HISTORY)}
        body = {"name": NAME, "type": 0, "permission_overwrites": [forbidden] if blind else []}
        made = await self.get("POST", f"/guilds/{self.server_id}/channels", body)
        self.made.append(int(made["id"]))
        return self.made[-1]

    async def post(self, channel_id: int, **message: object) -> dict[str, Any]:
        """Post a message and return it as Discord does."""
        posted: dict[str, Any] = await self.get("POST", f"/channels/{channel_id}/messages", message)
        return posted

    async def dm_channel(self) -> int:
        """Open the direct messages of whoever pressed."""
        if self.presser_id is None:
            await self.pressed()
        opened = await self.get("POST", "/users/@me/channels", {"recipient_id": str(self.presser_id)})
        return int(opened["id"])

    async def pressed(self) -> Press:
        """Post a button, and wait until somebody pressed it."""
        button = {"type": 2, "style": 1, "label": "Press me", "custom_id": "rehearsal:press", "id": 77}
        rows = [{"type": 1, "components": [button]}]
        await self.post(await self.channel(), content="Press the button, please.", components=rows)
        self.person.hears(f"Press the button in the newest channel named {NAME}.")
        press = await self.presses.get()
        self.presser_id = press.user_id
        return press

    async def acknowledge(self, press: Press, **answer: object) -> Heard:
        """Answer a press, once more where it was answered already."""
        return await self.ask("POST", f"/interactions/{press.interaction_id}/{press.token}/callback", answer)

    async def follow_up(self, press: Press, content: str) -> dict[str, Any]:
        """Send what follows an acknowledged press, for all to read."""
        path = f"/webhooks/{self.application_id}/{press.token}"
        sent: dict[str, Any] = await self.get("POST", path, {"content": content})
        return sent

    async def clean_up(self) -> list[int]:
        """Delete every channel that was made; return those that could not be."""
        left = []
        for channel_id in self.made:
            try:
                await self.get("DELETE", f"/channels/{channel_id}")
            except (Refused, aiohttp.ClientError, TimeoutError):
                left.append(channel_id)
        self.made = left
        return left
