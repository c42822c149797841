"""SimCord's page of one place as one writer sees it, passed on from our own address.

SimCord shows one place to one viewer, at a new address each time, and refuses to be framed. Through here the frame's
address stays `/room`, whoever one is and wherever one looks; and a command typed in one go is understood.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from http import HTTPStatus
from typing import Any

import aiohttp
import simcord
from aiohttp import web

from sandbox.tryout.typed import read_command
from sandbox.world import World, Writer

DROPPED_HEADERS = {"transfer-encoding", "connection", "content-length", "content-encoding", "x-frame-options"}
OUR_OWN = (
    b'<link rel="stylesheet" href="/sandbox/room.css"><script src="/sandbox/room.js" type="module"></script></head>'
)
OF_A_MESSAGE = {"target_id", "content", "reply_to_id"}
# Thirty megabytes, whose names have their versions; SimCord has them loaded again with each change of place.
FONTS, FOR_GOOD = "/fonts/", {"Cache-Control": "max-age=31536000, immutable"}
# Words stand there before their typeface does.
HIDES_WORDS, SHOWS_WORDS = b"font-display: block", b"font-display: swap"
# What SimCord's page asks for by itself, or to open a menu.
LOOKS = {
    "configure_presentation",
    "browse_messages",
    "browse_candidates",
    "autocomplete_command",
    "history",
    "refresh",
    "viewer",
}
# What the bot declines it raises within itself: SimCord takes that for a failure, and leaves the command in the box.
FAILED, SETTLED = b'"settlement": "failed"', b'"settlement": "settled"'
# What SimCord shows of a command that its viewer may not use; Discord shows its name, and here /setup is the only one.
NOT_THEIRS, SETUP = b'"text", "content": "unavailable"', b'"text", "content": "/setup"'


@dataclass(frozen=True, slots=True)
class Seat:
    """Who one is and where one looks."""

    writer: Writer
    place: str


@dataclass(frozen=True, slots=True)
class Answer:
    """What SimCord's server answered, made fit for a frame on our page."""

    status: int
    headers: dict[str, str]
    body: bytes

    def response(self) -> web.Response:
        """Return it as our own answer."""
        return web.Response(status=self.status, headers=self.headers, body=self.body)


class Room:
    """The one preview that SimCord allows at a time. Who calls holds the world's lock."""

    def __init__(self, world: World, client: aiohttp.ClientSession, seat: Seat) -> None:
        self.seat = seat
        self._world = world
        self._client = client
        self._preview: simcord.Preview | None = None
        self._origin = self._key = ""
        self._shown = 0
        self._files: dict[str, Answer] = {}

    @property
    def address(self) -> str:
        """The frame's address: a new one for each seat taken, so that the frame loads again."""
        return f"/room?{self._shown}#{self._key}"

    async def show(self, seat: Seat) -> None:
        """Seat the visitor; the old preview closes first."""
        await self.close()
        self.seat = seat
        self._preview = self._world.env.preview(
            self._world.place(seat.place, seat.writer),
            viewers=[self._world.actor(seat.place, seat.writer)],
            layout="channel",
            locale="en-GB",
            timezone=seat.writer.zone.key,
        )
        await self._preview.__aenter__()
        # Others ask while a preview is being opened: they are told of the one before until this one stands.
        self._origin, _, self._key = self._preview.url.partition("/#")
        self._shown += 1

    async def refresh(self) -> None:
        """Show what has happened since."""
        assert self._preview is not None
        await self._preview.refresh()

    async def close(self) -> None:
        """End the preview."""
        if self._preview is not None:
            await self._preview.close()

    async def page(self, request: web.Request) -> Answer:
        """Return SimCord's page with what a visitor needs and its workbench does not have."""
        answer = await self.file(request, "/")
        return replace(answer, body=answer.body.replace(b"</head>", OUR_OWN))

    async def file(self, request: web.Request, path: str) -> Answer:
        """Return a file of SimCord's page; kept, because a switch of place must not break a page that loads."""
        if path not in self._files:
            async with self._world.lock:
                answer = await self.passed_on(request)
            if answer.status != HTTPStatus.OK:
                return answer
            if path.startswith(FONTS):
                answer = replace(answer, headers={"Content-Type": answer.headers["Content-Type"], **FOR_GOOD})
            self._files[path] = replace(answer, body=answer.body.replace(HIDES_WORDS, SHOWS_WORDS))
        return self._files[path]

    async def act(self, request: web.Request) -> tuple[Answer, bool]:
        """Pass an act on, a message that is a command as that command; tell whether it was more than a look."""
        body = await request.read()
        act = _json(body)
        if act.get("kind") == "send_message":
            body = json.dumps(await self._as_command(request, act)).encode()
        return await self.passed_on(request, body), act.get("kind") not in LOOKS

    async def _as_command(self, request: web.Request, act: dict[str, Any]) -> dict[str, Any]:
        catalogue = _json((await self._sent(request, "GET", "/api/commands", b"")).body)
        people = {name: str(writer.user.id) for name, writer in self._world.writers.items()}
        found = read_command(str(act["content"]).strip(), catalogue.get("entries", []), people)
        if found is None:
            return act
        entry, options = found
        common = {key: value for key, value in act.items() if key not in OF_A_MESSAGE}
        return {
            **common,
            "kind": "run_command",
            "command_id": entry["commandId"],
            "path": entry["path"],
            "schema_fingerprint": entry["schemaFingerprint"],
            "options": options,
        }

    async def passed_on(self, request: web.Request, body: bytes | None = None) -> Answer:
        """Return what SimCord answers to a request."""
        path = "/" if request.path == "/room" else request.path_qs
        return await self._sent(request, request.method, path, await request.read() if body is None else body)

    async def _sent(self, request: web.Request, method: str, path: str, body: bytes) -> Answer:
        async with self._client.request(
            method, self._origin + path, headers=_of_simcord(request.headers), data=body
        ) as answer:
            kept = {
                name: value.replace("frame-ancestors 'none'", "frame-ancestors 'self'")
                for name, value in answer.headers.items()
                if name.lower() not in DROPPED_HEADERS
            }
            return Answer(answer.status, kept, self._as_on_discord(await answer.read()))

    def _as_on_discord(self, body: bytes) -> bytes:
        """Name whom SimCord leaves a number in direct messages, and let what the bot declined be done with."""
        for name, writer in self._world.writers.items():
            body = body.replace(f"<@{writer.user.id}>".encode(), f"@{name}".encode())
        return body.replace(NOT_THEIRS, SETUP).replace(FAILED, SETTLED)


def _of_simcord(headers: Mapping[str, str]) -> dict[str, str]:
    return {
        name: value
        for name, value in headers.items()
        if name.lower().startswith("x-simcord-") or name.lower() == "content-type"
    }


def _json(body: bytes) -> dict[str, Any]:
    """Return a body's object; an upload, which has none, is nothing."""
    try:
        found = json.loads(body)
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}
