"""The try-out's page: SimCord's view of a place, and around it who, where, when and what to try."""

from __future__ import annotations

import asyncio
import contextlib
import signal
import sys
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import aiohttp
from aiohttp import web

from sandbox.transcript import said
from sandbox.tryout.diary import Diary
from sandbox.tryout.news import News, places
from sandbox.tryout.room import Room, Seat
from sandbox.tryout.three_weeks import EVERYBODY, ROLES, ROLES_THERE, THANKS, live
from sandbox.tryout.tour import Tour
from sandbox.world import CAST, DIRECT, MORNING, READY_TO_READ, NothingDue, World, next_local, open_world

PAGE = Path(__file__).with_name("page")
TYPES = {".css": "text/css", ".js": "text/javascript"}
OWN_FILES = {path.name: TYPES[path.suffix] for path in PAGE.iterdir() if path.suffix in TYPES}
HOST = "127.0.0.1"
FIRST_WRITER, FIRST_PLACE = "Mara", "writing"
# Where one is who becomes somebody of another server.
HALL = "general"
BEYOND = "Go on as you like, or be somebody else above."
BEYOND_A_NEW_SERVER = "Go on as you like, or be somebody else of this server; Mara lives in another."
SPANS = ("hour", "hours", "morning", "reminder", "monday")
MONDAY, UNTIL_BOARDS_ARE_OUT = 0, timedelta(hours=3)
# What reading and writing take, where the clock would else stand still.
A_MOMENT = timedelta(minutes=1)
# SimCord takes uploads up to 25 MiB.
MAX_BODY = 27 * 1024 * 1024

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


class Site:
    """The page's server; every act on the world holds the world's lock, as SimCord allows one at a time."""

    def __init__(self, world: World, diary: Diary, another: Callable[[bool], None]) -> None:
        self.world = world
        self._diary = diary
        self._another = another
        self._news = News(world)
        is_lively = EVERYBODY.keys() <= world.writers.keys()
        self._tours = {name: Tour(writer, is_lively=is_lively) for name, writer in world.writers.items()}
        self._arrived = {name: self._newest_of_all(name) for name in world.writers}
        self._room: Room

    def app(self) -> web.Application:
        """Return the application, ready to be served."""
        app = web.Application(middlewares=[_only_this_machine], client_max_size=MAX_BODY)
        app.router.add_get("/", self._page)
        app.router.add_get("/sandbox/state", self._state)
        app.router.add_get("/sandbox/options", self._options)
        app.router.add_post("/sandbox/seat", self._take_seat)
        app.router.add_post("/sandbox/time", self._pass_time)
        app.router.add_post("/sandbox/nothing", self._come_to_nothing)
        app.router.add_post("/sandbox/restart", self._restart)
        app.router.add_post("/sandbox/another", self._open_another)
        app.router.add_get("/sandbox/{file}", self._own_file)
        app.router.add_get("/room", self._room_page)
        app.router.add_route("*", "/{path:.*}", self._proxy)
        app.cleanup_ctx.append(self._open)
        return app

    async def _open(self, _app: web.Application) -> AsyncIterator[None]:
        async with aiohttp.ClientSession(auto_decompress=False) as client:
            seat = Seat(self.world.writers[FIRST_WRITER], FIRST_PLACE)
            self._room = Room(self.world, client, seat)
            async with self.world.lock:
                await self._show(seat)
            yield
            await self._room.close()

    # ---------------------------------------------------------------- the page around the conversation

    async def _page(self, _request: web.Request) -> web.Response:
        # SimCord opens a page where its preview began; a new one begins at the newest message.
        async with self.world.lock:
            await self._show(self._room.seat)
        return _file("index.html", "text/html")

    async def _own_file(self, request: web.Request) -> web.Response:
        name = request.match_info["file"]
        if name not in OWN_FILES:
            raise web.HTTPNotFound
        return _file(name, OWN_FILES[name])

    async def _state(self, _request: web.Request) -> web.Response:
        return web.json_response(self._described())

    def _described(self) -> dict[str, Any]:
        writer, place = self._room.seat.writer, self._room.seat.place
        local = self.world.now.astimezone(writer.zone)
        roles = ROLES if writer.server is self.world.server else {**ROLES, **ROLES_THERE}
        return {
            "room": self._room.address,
            "server": writer.server.name,
            "writer": writer.name,
            "place": place,
            "now": self.world.now.isoformat(),
            "clock": f"{local:%a} {local.day} {local:%b}, {local:%H:%M}",
            "zone": writer.zone.key.rsplit("/", 1)[-1].replace("_", " "),
            "writers": [
                {
                    "name": name,
                    "server": each.server.name,
                    "role": roles.get(name, ""),
                    "unread": self._news.unread(each, DIRECT),
                }
                for name, each in self.world.writers.items()
            ],
            "places": [
                {
                    "key": key,
                    "label": "Direct messages" if key == DIRECT else f"#{key}",
                    "unread": self._news.unread(writer, key),
                }
                for key in places(writer)
            ],
            "steps": self._tours[writer.name].shown(),
            "beyond": BEYOND if writer.server is self.world.server else BEYOND_A_NEW_SERVER,
        }

    async def _options(self, _request: web.Request) -> web.Response:
        return web.json_response(self.world.options())

    async def _take_seat(self, request: web.Request) -> web.Response:
        asked = await _json_object(request)
        writer, place = self.world.writers.get(str(asked.get("writer"))), str(asked.get("place"))
        if writer is None:
            raise web.HTTPBadRequest(text="no such writer")
        is_here = writer.server is self._room.seat.writer.server and place in places(writer)
        async with self.world.lock:
            await self._show(Seat(writer, place if is_here else HALL))
        return web.json_response(self._described())

    async def _pass_time(self, request: web.Request) -> web.Response:
        span = (await _json_object(request)).get("span")
        if span not in SPANS:
            raise web.HTTPBadRequest(text="no such span of time")
        async with self.world.lock:
            note = await self._pass(span)
            await self._room.refresh()
            self._look_around(span)
        return web.json_response({**self._described(), "note": note})

    async def _pass(self, span: str) -> str:
        now, writer = self.world.now, self._room.seat.writer
        if span == "hour":
            await self._diary.pass_until(now + timedelta(hours=1))
        elif span == "hours":
            await self._diary.pass_until(now + timedelta(hours=8))
        elif span == "morning":
            await self._diary.pass_until(next_local(writer, now, MORNING))
        elif span == "monday":
            await self._diary.pass_until(next_local(writer, now, MORNING, MONDAY) + UNTIL_BOARDS_ARE_OUT)
        else:
            return await self._pass_until_reminded()
        return ""

    async def _pass_until_reminded(self) -> str:
        """Let time pass until the writer in the seat hears from the bot, a week at most."""
        last = self.world.now + timedelta(days=7)
        seat = Seat(self._room.seat.writer, DIRECT)
        known = self._news.newest(seat)
        with contextlib.suppress(NothingDue):
            while self.world.now < last:
                await self._diary.pass_until(await self.world.next_due())
                if self._news.newest(seat) != known:
                    return ""
        return f"Nothing came for {seat.writer.name}: no reminder is due."

    async def _come_to_nothing(self, request: web.Request) -> web.Response:
        self._tours[self._room.seat.writer.name].came_to_nothing(str((await _json_object(request)).get("step")))
        return web.json_response(self._described())

    async def _restart(self, _request: web.Request) -> web.Response:
        async with self.world.lock:
            await self.world.restart()
            await self._room.refresh()
            self._look_around()
        return web.json_response({**self._described(), "note": "The bot was restarted. Old buttons still work."})

    async def _open_another(self, request: web.Request) -> web.Response:
        """Make room for another world: this one ends when its answer is out."""
        self._another((await _json_object(request)).get("empty") is True)
        return web.json_response({})

    async def _show(self, seat: Seat) -> None:
        await self._room.show(seat)
        self._look_around()

    def _look_around(self, passed: str = "") -> None:
        """Count what is new, and tick off the steps of whoever sits there."""
        seat = self._room.seat
        self._news.count(seat)
        since = self._arrived[seat.writer.name]
        heard = {
            place: "\n".join(said(message) for message in self.world.history(place, seat.writer) if message.id > since)
            for place in places(seat.writer)
        }
        self._tours[seat.writer.name].notice(heard, seat.place, passed)

    def _newest_of_all(self, name: str) -> int:
        writer = self.world.writers[name]
        return max(self._news.newest(Seat(writer, place)) for place in places(writer))

    # ---------------------------------------------------------------- the conversation, which is SimCord's

    async def _room_page(self, request: web.Request) -> web.Response:
        return (await self._room.page(request)).response()

    async def _proxy(self, request: web.Request) -> web.Response:
        if not request.path.startswith("/api/"):
            return (await self._room.file(request, request.path)).response()
        try:
            if request.method == "POST" and request.path == "/api/action":
                async with self.world.lock:
                    answer, is_done = await self._room.act(request)
                    if is_done and await self.world.pass_time(A_MOMENT):
                        await self._room.refresh()  # SimCord shows by itself only what the act brought about
                    self._look_around()
            else:
                answer = await self._room.passed_on(request)
        except aiohttp.ClientError as error:
            raise web.HTTPGone(text="this place was left") from error
        return answer.response()


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


@asynccontextmanager
async def serving(
    world: World, diary: Diary, port: int, another: Callable[[bool], None] = lambda _empty: None
) -> AsyncIterator[str]:
    """Serve the page of a world on this machine only; yields its address. `another` hears who wants another world."""
    runner = web.AppRunner(Site(world, diary, another).app(), access_log=None)
    await runner.setup()
    try:
        site = web.TCPSite(runner, HOST, port)
        await site.start()
        bound = runner.addresses[0][1]
        yield f"http://{HOST}:{bound}/"
    finally:
        await runner.cleanup()


async def begin(world: World) -> Diary:
    """Furnish an empty world: its channels chosen, everybody's clock set, two pieces to read, and authors who thank."""
    await world.settle_in()
    await world.lay_out_pieces()
    return Diary(world, (), {name: THANKS[name] for name in READY_TO_READ})


async def serve(port: int, *, empty: bool) -> int:
    """Open worlds and their page, print the address once, and serve until told to stop. Return the exit status."""
    wanted: asyncio.Queue[bool | None] = asyncio.Queue()
    with contextlib.suppress(NotImplementedError):  # Windows: Ctrl+C raises KeyboardInterrupt there
        for told in (signal.SIGINT, signal.SIGTERM):
            asyncio.get_running_loop().add_signal_handler(told, wanted.put_nowait, None)
    print("OneReader settles in: three weeks of a writers’ server take a moment.", flush=True)
    is_first = True
    next_world: bool | None = empty
    while next_world is not None:
        cast, early = (CAST, READY_TO_READ) if next_world else (EVERYBODY, ())
        async with open_world(cast, early=early, check_errors=False) as world:
            diary = await (begin if next_world else live)(world)
            try:
                async with serving(world, diary, port, wanted.put_nowait) as address:
                    if is_first:
                        print(f"OneReader is ready to try: {address}\nCtrl+C stops it; nothing is kept.", flush=True)
                    is_first, port = False, urlsplit(address).port or port
                    next_world = await wanted.get()
            except OSError as problem:
                print(f"Port {port} cannot be used: {problem.strerror}. Choose another with --port.", file=sys.stderr)
                return 1
    return 0
