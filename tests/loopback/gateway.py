"""The gateway of the local Discord: HELLO, IDENTIFY, READY, heartbeats, RESUME and event dispatch."""

from __future__ import annotations

import asyncio
import json
import zlib
from collections import deque
from dataclasses import dataclass, field
from enum import IntEnum
from typing import TYPE_CHECKING, Any

from aiohttp import WSMsgType, web

from tests.loopback.payloads import Json, snowflake

if TYPE_CHECKING:
    from collections.abc import Callable

HEARTBEAT_INTERVAL_MS = 41_250
# discord.py notes when a heartbeat left once it has left: answered sooner it takes the one before, and says in the log
# that it is 41 seconds behind.
NO_NEARER_SECONDS = 0.02
REPLAYED_EVENTS = 1_000
"""How many events a session keeps for a client that resumes."""

CLOSE_RECONNECT = 4000
CLOSE_AUTHENTICATION_FAILED = 4004


class Op(IntEnum):
    """The gateway opcodes this server speaks."""

    DISPATCH = 0
    HEARTBEAT = 1
    IDENTIFY = 2
    RESUME = 6
    RECONNECT = 7
    INVALID_SESSION = 9
    HELLO = 10
    HEARTBEAT_ACK = 11


@dataclass
class Connection:
    """One websocket, compressed as its client asked; `path` tells which address the client dialled."""

    socket: web.WebSocketResponse
    path: str
    compressor: Any = None

    async def send(self, payload: Json) -> None:
        """Send one payload; a closed socket swallows it, as the network would."""
        text = json.dumps(payload, separators=(",", ":"))
        if self.socket.closed:
            return
        if self.compressor is None:
            await self.socket.send_str(text)
            return
        compressed = self.compressor.compress(text.encode())
        await self.socket.send_bytes(compressed + self.compressor.flush(zlib.Z_SYNC_FLUSH))


@dataclass
class Session:
    """What survives a lost connection: a bot's shard, its sequence number and its last events."""

    application_id: int
    session_id: str
    shard: tuple[int, int]
    connection: Connection
    sequence: int = 0
    events: deque[Json] = field(default_factory=lambda: deque(maxlen=REPLAYED_EVENTS))

    async def dispatch(self, event: str, data: Json) -> None:
        """Number an event, keep it for a resume, and send it."""
        self.sequence += 1
        payload = {"op": Op.DISPATCH, "t": event, "s": self.sequence, "d": data}
        self.events.append(payload)
        await self.connection.send(payload)


@dataclass
class Gateway:
    """Every session of every bot.

    `welcome` turns a token and a shard into a bot's id and its READY and GUILD_CREATE data, or None;
    `served` hears that a shard of a bot has received them. Where `is_mute`, whoever dials is told nothing.
    """

    welcome: Callable[[str, tuple[int, int]], tuple[int, Json, list[Json]] | None]
    served: Callable[[str], None]
    sessions: dict[str, Session] = field(default_factory=dict)
    dialled: list[str] = field(default_factory=list)
    resumed: int = 0
    refused_resumes: int = 0
    is_mute: bool = False

    def session_of(self, application_id: int, guild_id: int) -> Session | None:
        """Return the newest session of the shard that serves a guild."""
        for session in reversed(self.sessions.values()):
            index, count = session.shard
            if session.application_id == application_id and (guild_id >> 22) % count == index:
                return session
        return None

    async def disconnect(self, application_id: int, *, forget: bool) -> None:
        """Drop a bot's connections; with `forget` its sessions can no longer be resumed."""
        mine = [one for one in self.sessions.values() if one.application_id == application_id]
        for session in mine:
            if forget:
                del self.sessions[session.session_id]
            await session.connection.socket.close(code=CLOSE_RECONNECT)

    async def close(self) -> None:
        """Close every connection."""
        for session in list(self.sessions.values()):
            await session.connection.socket.close()

    async def handle(self, request: web.Request) -> web.WebSocketResponse:
        """Serve one client until it leaves."""
        socket = web.WebSocketResponse(compress=False, max_msg_size=0)
        await socket.prepare(request)
        wants_zlib = request.query.get("compress") == "zlib-stream"
        connection = Connection(socket, request.path, zlib.compressobj() if wants_zlib else None)
        self.dialled.append(request.path)
        if not self.is_mute:
            await connection.send({"op": Op.HELLO, "d": {"heartbeat_interval": HEARTBEAT_INTERVAL_MS}})
        async for frame in socket:
            if frame.type is not WSMsgType.TEXT:
                break
            await self._answer(connection, json.loads(frame.data))
        return socket

    async def _answer(self, connection: Connection, payload: Json) -> None:
        match payload["op"]:
            case Op.HEARTBEAT:
                await asyncio.sleep(NO_NEARER_SECONDS)
                await connection.send({"op": Op.HEARTBEAT_ACK, "d": None})
            case Op.IDENTIFY:
                await self._identify(connection, payload["d"])
            case Op.RESUME:
                await self._resume(connection, payload["d"])

    async def _identify(self, connection: Connection, data: Json) -> None:
        index, count = data.get("shard") or (0, 1)
        welcome = self.welcome(data["token"], (index, count))
        if welcome is None:
            await connection.socket.close(code=CLOSE_AUTHENTICATION_FAILED)
            return
        application_id, ready, guilds = welcome
        session = Session(application_id, f"{snowflake():x}", (index, count), connection)
        self.sessions[session.session_id] = session
        await session.dispatch("READY", {**ready, "session_id": session.session_id, "shard": [index, count]})
        for guild in guilds:
            await session.dispatch("GUILD_CREATE", guild)
        self.served(data["token"])

    async def _resume(self, connection: Connection, data: Json) -> None:
        session = self.sessions.get(data["session_id"])
        if session is None:
            self.refused_resumes += 1
            await connection.send({"op": Op.INVALID_SESSION, "d": False})
            return
        self.resumed += 1
        session.connection = connection
        for payload in list(session.events):
            if payload["s"] > data["seq"]:
                await connection.send(payload)
        await session.dispatch("RESUMED", {})
