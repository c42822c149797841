"""The try-out's page: one address with SimCord's view of a channel in it and our bar above.

SimCord shows one place to one viewer, at a new address each time, and refuses to be framed. So a proxy on our
own origin passes its page on: the frame's address stays `/room`, whoever one is and wherever one looks.
"""

from __future__ import annotations

import asyncio
import contextlib
import signal
import sys
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from datetime import timedelta
from http import HTTPStatus
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import aiohttp
import simcord
from aiohttp import web

from sandbox.world import DIRECT, MORNING, NothingDue, World, Writer, next_local, open_world

PAGE = Path(__file__).with_name("page")
OWN_FILES = {"page.css": "text/css", "page.js": "text/javascript", "room.css": "text/css"}
HOST = "127.0.0.1"
FIRST_SEAT = ("Mara", "writing")
SPANS = ("hour", "hours", "morning", "reminder", "monday")
MONDAY = 0
# SimCord takes uploads up to 25 MiB.
MAX_BODY = 27 * 1024 * 1024
DROPPED_HEADERS = {"transfer-encoding", "connection", "content-length", "content-encoding", "x-frame-options"}

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


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


class Site:
    """The page's server; every act on the world holds the world's lock, as SimCord allows one at a time."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.seat = Seat(world.writers[FIRST_SEAT[0]], FIRST_SEAT[1])
        self._preview: simcord.Preview | None = None
        self._room = 0
        self._read: dict[tuple[str, str], int] = {}
        self._unread: dict[tuple[str, str], int] = {}
        self._client: aiohttp.ClientSession | None = None
        self._files: dict[str, Answer] = {}

    def app(self) -> web.Application:
        """Return the application, ready to be served."""
        app = web.Application(middlewares=[_only_this_machine], client_max_size=MAX_BODY)
        app.router.add_get("/", self._page)
        app.router.add_get("/sandbox/state", self._state)
        app.router.add_post("/sandbox/seat", self._take_seat)
        app.router.add_post("/sandbox/time", self._pass_time)
        app.router.add_post("/sandbox/restart", self._restart)
        app.router.add_get("/sandbox/{file}", self._own_file)
        app.router.add_get("/room", self._room_page)
        app.router.add_route("*", "/{path:.*}", self._proxy)
        app.cleanup_ctx.append(self._open)
        return app

    async def _open(self, _app: web.Application) -> Any:
        async with aiohttp.ClientSession(auto_decompress=False) as self._client:
            async with self.world.lock:
                await self.world.settle_in()
                await self.world.lay_out_pieces()
                for writer in self.world.writers.values():
                    for place in self._places():
                        self._mark_read(Seat(writer, place))
                await self._show(self.seat)
            yield
            if self._preview is not None:
                await self._preview.close()

    def _places(self) -> list[str]:
        return [*self.world.channels, DIRECT]

    # ---------------------------------------------------------------- our own page

    async def _page(self, _request: web.Request) -> web.Response:
        # SimCord opens a page where its preview began; a new one begins at the newest message.
        async with self.world.lock:
            await self._show(self.seat)
        return _file("index.html", "text/html")

    async def _own_file(self, request: web.Request) -> web.Response:
        name = request.match_info["file"]
        if name not in OWN_FILES:
            raise web.HTTPNotFound
        return _file(name, OWN_FILES[name])

    async def _state(self, _request: web.Request) -> web.Response:
        return web.json_response(self._described())

    def _described(self) -> dict[str, Any]:
        assert self._preview is not None
        local = self.world.now.astimezone(self.seat.writer.zone)
        return {
            "room": f"/room?{self._room}#{urlsplit(self._preview.url).fragment}",
            "writer": self.seat.writer.name,
            "place": self.seat.place,
            "clock": f"{local:%a} {local.day} {local:%b}, {local:%H:%M}",
            "zone": self.seat.writer.zone.key.rsplit("/", 1)[-1].replace("_", " "),
            "writers": [{"name": name, "unread": self._unread.get((name, DIRECT), 0)} for name in self.world.writers],
            "places": [
                {
                    "key": place,
                    "label": "Direct messages" if place == DIRECT else f"#{place}",
                    "unread": self._unread.get((self.seat.writer.name, place), 0),
                }
                for place in self._places()
            ],
        }

    async def _take_seat(self, request: web.Request) -> web.Response:
        asked = await _json_object(request)
        writer, place = self.world.writers.get(str(asked.get("writer"))), asked.get("place")
        if writer is None or place not in self._places():
            raise web.HTTPBadRequest(text="no such writer or place")
        async with self.world.lock:
            await self._show(Seat(writer, place))
        return web.json_response(self._described())

    async def _pass_time(self, request: web.Request) -> web.Response:
        span = (await _json_object(request)).get("span")
        if span not in SPANS:
            raise web.HTTPBadRequest(text="no such span of time")
        async with self.world.lock:
            note = await self._pass(span)
            await self._refresh()
        return web.json_response({**self._described(), "note": note})

    async def _pass(self, span: str) -> str:
        world, writer = self.world, self.seat.writer
        if span == "hour":
            await world.pass_time(timedelta(hours=1))
        elif span == "hours":
            await world.pass_time(timedelta(hours=8))
        elif span == "morning":
            await world.pass_until(next_local(writer, world.now, MORNING))
        elif span == "monday":
            await world.pass_until(next_local(writer, world.now, MORNING, MONDAY))
        else:
            return await self._pass_until_reminded()
        return ""

    async def _pass_until_reminded(self) -> str:
        """Let time pass until the writer in the seat hears from the bot, a week at most."""
        last = self.world.now + timedelta(days=7)
        seat = Seat(self.seat.writer, DIRECT)
        known = self._newest(seat)
        with contextlib.suppress(NothingDue):
            while self.world.now < last:
                await self.world.pass_until_next_due()
                if self._newest(seat) != known:
                    return ""
        return f"Nothing came for {seat.writer.name}: no reminder is due."

    async def _restart(self, _request: web.Request) -> web.Response:
        async with self.world.lock:
            await self.world.restart()
            await self._refresh()
        return web.json_response({**self._described(), "note": "The bot was restarted. Old buttons still work."})

    # ---------------------------------------------------------------- SimCord's page

    async def _show(self, seat: Seat) -> None:
        """Seat the visitor: one preview at a time, so the old one closes first."""
        if self._preview is not None:
            await self._preview.close()
        self.seat = seat
        self._preview = self.world.env.preview(
            self.world.place(seat.place, seat.writer),
            viewers=[self.world.actor(seat.place, seat.writer)],
            layout="channel",
            locale="en-GB",
            timezone=seat.writer.zone.key,
        )
        await self._preview.__aenter__()
        self._room += 1
        self._count_unread()

    async def _refresh(self) -> None:
        assert self._preview is not None
        await self._preview.refresh()
        self._count_unread()

    def _newest(self, seat: Seat) -> int:
        return max((message.id for message in self.world.history(seat.place, seat.writer)), default=0)

    def _mark_read(self, seat: Seat) -> None:
        self._read[seat.writer.name, seat.place] = self._newest(seat)

    def _count_unread(self) -> None:
        """Count what arrived where the visitor does not look; what a writer did themselves is not news."""
        self._mark_read(self.seat)
        for writer in self.world.writers.values():
            for place in self._places():
                mark = self._read.get((writer.name, place), 0)
                self._unread[writer.name, place] = sum(
                    message.id > mark and message.author.id != writer.user.id
                    for message in self.world.history(place, writer)
                )

    async def _room_page(self, request: web.Request) -> web.Response:
        answer = await self._static(request, "/")
        page = answer.body.replace(b"</head>", b'<link rel="stylesheet" href="/sandbox/room.css"></head>')
        return replace(answer, body=page).response()

    async def _proxy(self, request: web.Request) -> web.Response:
        if not request.path.startswith("/api/"):
            return (await self._static(request, request.path)).response()
        try:
            if request.method == "POST" and request.path == "/api/action":
                async with self.world.lock:
                    answer = await self._forward(request, request.path_qs)
                    await self.world.pass_until(self.world.now)  # what the bot sends at once
                    self._count_unread()
            else:
                answer = await self._forward(request, request.path_qs)
        except aiohttp.ClientError as error:
            raise web.HTTPGone(text="this place was left") from error
        return answer.response()

    async def _static(self, request: web.Request, path: str) -> Answer:
        """Return a file of SimCord's page; kept, because a switch of place must not break a page that loads."""
        if path not in self._files:
            async with self.world.lock:
                answer = await self._forward(request, path)
            if answer.status != HTTPStatus.OK:
                return answer
            self._files[path] = answer
        return self._files[path]

    async def _forward(self, request: web.Request, path: str) -> Answer:
        assert self._preview is not None
        assert self._client is not None
        origin = self._preview.url.partition("/#")[0]
        headers = {
            name: value
            for name, value in request.headers.items()
            if name.lower().startswith("x-simcord-") or name.lower() == "content-type"
        }
        async with self._client.request(
            request.method, origin + path, headers=headers, data=await request.read()
        ) as answer:
            kept = {
                name: value.replace("frame-ancestors 'none'", "frame-ancestors 'self'")
                for name, value in answer.headers.items()
                if name.lower() not in DROPPED_HEADERS
            }
            return Answer(answer.status, kept, await answer.read())


@web.middleware
async def _only_this_machine(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Refuse other sites' pages, which could otherwise reach a server on this machine through the browser."""
    host = urlsplit(f"//{request.host}").hostname
    origin = request.headers.get("Origin")
    if host not in {HOST, "localhost"} or (origin is not None and urlsplit(origin).netloc != request.host):
        raise web.HTTPForbidden
    return await handler(request)


async def _json_object(request: web.Request) -> dict[str, Any]:
    try:
        asked = await request.json()
    except ValueError:
        asked = None
    if not isinstance(asked, dict):
        raise web.HTTPBadRequest(text="a JSON object is wanted")
    return asked


def _file(name: str, content_type: str) -> web.Response:
    return web.Response(
        text=(PAGE / name).read_text("utf-8"),
        content_type=content_type,
        headers={"Cache-Control": "no-store", "X-Content-Type-Options": "nosniff"},
    )


@contextlib.asynccontextmanager
async def serving(world: World, port: int) -> Any:
    """Serve the page of a world on this machine only; yields its address."""
    runner = web.AppRunner(Site(world).app(), access_log=None)
    await runner.setup()
    try:
        site = web.TCPSite(runner, HOST, port)
        await site.start()
        bound = runner.addresses[0][1]
        yield f"http://{HOST}:{bound}/"
    finally:
        await runner.cleanup()


async def serve(port: int) -> int:
    """Open a world and its page, print the address, and serve until told to stop. Return the exit status."""
    stop = asyncio.Event()
    with contextlib.suppress(NotImplementedError):  # Windows: Ctrl+C raises KeyboardInterrupt there
        for told in (signal.SIGINT, signal.SIGTERM):
            asyncio.get_running_loop().add_signal_handler(told, stop.set)
    async with open_world(check_errors=False) as world:
        try:
            async with serving(world, port) as address:
                print(f"OneReader is ready to try: {address}\nCtrl+C stops it; nothing is kept.", flush=True)
                await stop.wait()
        except OSError as problem:
            print(
                f"Port {port} cannot be used: {problem.strerror}. Choose another with --port.",
                file=sys.stderr,
            )
            return 1
    return 0
