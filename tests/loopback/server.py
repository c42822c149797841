"""A small Discord on 127.0.0.1: the REST routes and the gateway a bot needs, with every request on record.

It runs in the event loop of whoever drives it, and bots reach it over real sockets: set their REST base to
`LoopbackDiscord.api_url`. It keeps what the delivery measurements need as well: messages with their nonces,
Discord's dropping of a repeated nonce, closed direct messages and, if asked, the published rate limits.
"""

from __future__ import annotations

import asyncio
import base64
import secrets
import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from aiohttp import web

from tests.loopback import payloads
from tests.loopback.faults import Faults
from tests.loopback.gateway import Gateway
from tests.loopback.payloads import Json, snowflake
from tests.loopback.records import ACKNOWLEDGE_SECONDS, DEFERRALS, Application, InteractionRecord, MessageRecord
from tests.loopback.requests import RefusedError, body_of, from_afar, reply

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Sequence
    from types import TracebackType
    from typing import Self

    from tests.loopback.limits import Limits

NONCE_SECONDS = 300.0
"""How long a nonce stays taken, by this Discord's clock; Discord documents "the past few minutes"."""

HISTORY = 50
"""How many messages Discord shows of a channel unless it is asked for more."""

GUILD_MEMBERS = 2_000


@dataclass
class LoopbackDiscord:
    """The server; use it as an async context manager. `port` 0 lets the system choose one."""

    port: int = 0
    limits: Limits | None = None
    applications: dict[str, Application] = field(default_factory=dict)
    interactions: dict[int, InteractionRecord] = field(default_factory=dict)
    messages: list[MessageRecord] = field(default_factory=list)
    repeated_nonces: int = 0
    histories_read: int = 0
    unknown_requests: list[str] = field(default_factory=list)
    commands_published: int = 0
    closed_dms: set[int] = field(default_factory=set)
    stale_dms: set[int] = field(default_factory=set)
    """Channels that answer as somebody else's until their member's is opened anew."""
    quarantined: bool = False
    """Whether no bot may open a direct message it had not opened before."""
    may_read_history: bool = True
    faults: Faults = field(default_factory=Faults)
    failing: dict[str, list[int]] = field(default_factory=dict)
    """With what a method and route, such as "GET /gateway/bot", is answered the next times."""
    round_trip: tuple[float, float] = (0.0, 0.0)
    """The least and the most seconds a request takes on its way there and back, half of it each way, by chance."""
    other_guilds: Sequence[Json] = ()  # what else every bot is in, as GUILD_CREATE has it
    joined_ago: float = 0.0  # seconds since every bot was put into the guild
    shift: float = 0.0
    """Seconds by which its clock is ahead of the machine's."""

    def __post_init__(self) -> None:
        """Lay out one guild with one channel, which every bot joins."""
        self.guild_id, self.channel_id = snowflake(), snowflake()
        self.channel = payloads.text_channel(self.channel_id, self.guild_id, "writing")
        self.gateway = Gateway(self._welcome, lambda token: self.applications[token].ready.set())
        self._by_token: dict[str, InteractionRecord] = {}
        self._recipients: dict[int, int] = {}
        self._dm_channels: dict[tuple[int, int], int] = {}
        self._nonces: dict[tuple[int, str], MessageRecord] = {}
        self._runner: web.AppRunner | None = None

    @property
    def api_url(self) -> str:
        """The REST base to give a bot."""
        return f"http://127.0.0.1:{self.port}/api/v10"

    @property
    def gateway_url(self) -> str:
        """The address `GET /gateway/bot` answers with."""
        return f"ws://127.0.0.1:{self.port}/gateway"

    async def __aenter__(self) -> Self:
        """Start listening."""
        server = web.Application(client_max_size=32 * 1024 * 1024)
        server.add_routes([web.get("/gateway", self.gateway.handle), web.get("/resume", self.gateway.handle)])
        for method, path, answer in self._routes():
            handler = from_afar(self._handler(f"{method} {path}", answer), lambda: self.round_trip)
            server.router.add_route(method, f"/api/v10{path}", handler)
        server.router.add_route("*", "/{anything:.*}", self._handler("unknown", self._unknown))
        self._runner = web.AppRunner(server, access_log=None, shutdown_timeout=1)
        await self._runner.setup()
        site = web.TCPSite(self._runner, "127.0.0.1", self.port)
        await site.start()
        self.port = self._runner.addresses[0][1]
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Close every connection and stop listening."""
        await self.gateway.close()
        if self._runner is not None:
            await self._runner.cleanup()

    def add_application(self, name: str) -> Application:
        """Register a bot and mint its token, in the three-part form of Discord's tokens."""
        application_id = snowflake()
        head = base64.urlsafe_b64encode(str(application_id).encode()).decode().rstrip("=")
        token = f"{head}.{secrets.token_urlsafe(4)}.{secrets.token_urlsafe(28)}"
        self.applications[token] = Application(application_id, name, token)
        return self.applications[token]

    async def use_command(
        self, application: Application, command: str, options: Json, user_id: int
    ) -> InteractionRecord:
        """Have a member use a slash command, or one in a group ("settings show"); return once its answer has arrived.

        Raises LookupError for a command the bot has not registered, TimeoutError when no answer comes.
        """
        name, *within = command.split()
        if name not in application.commands:
            raise LookupError(f"{application.name} has not registered /{command}")
        session = self.gateway.session_of(application.application_id, self.guild_id)
        if session is None:
            raise LookupError(f"{application.name} is not connected")
        record = InteractionRecord(
            snowflake(),
            secrets.token_urlsafe(24),
            application,
            self.channel_id,
            time.perf_counter(),
            asyncio.get_running_loop().create_future(),
        )
        self.interactions[record.interaction_id] = self._by_token[record.token] = record
        event = payloads.command_interaction(
            record.interaction_id,
            record.token,
            application.application_id,
            application.commands[name],
            payloads.user(user_id, f"member {user_id}"),
            self.channel,
            options,
            within,
        )
        record.sent = time.perf_counter()
        await session.dispatch("INTERACTION_CREATE", event)
        async with asyncio.timeout(ACKNOWLEDGE_SECONDS * 4):
            await record.finished
        return record

    def _welcome(self, token: str, shard: tuple[int, int]) -> tuple[int, Json, list[Json]] | None:
        if (application := self.applications.get(token)) is None:
            return None
        guild = payloads.guild(self.guild_id, "Writers", [self.channel], application.user, GUILD_MEMBERS)
        guild["members"][0]["joined_at"] = payloads.created_at(snowflake(time.time() - self.joined_ago))
        if not self.may_read_history:
            guild["roles"][0]["permissions"] = payloads.WITHOUT_HISTORY
        guilds = (guild, *(each | {"members": guild["members"]} for each in self.other_guilds))
        mine = [each for each in guilds if (int(each["id"]) >> 22) % shard[1] == shard[0]]
        ready = payloads.ready(application.user, mine, f"ws://127.0.0.1:{self.port}/resume")
        return application.application_id, ready, mine

    def _handler(
        self, route: str, answer: Callable[[web.Request], Awaitable[Any]]
    ) -> Callable[[web.Request], Awaitable[web.StreamResponse]]:
        async def handle(request: web.Request) -> web.StreamResponse:
            headers: dict[str, str] = {}
            if statuses := self.failing.get(route):
                body = {"code": 0, "message": "trouble", "retry_after": 0.1, "global": False}
                return reply(statuses.pop(0), body, {"Via": "1.1 loopback"})
            try:
                if self.limits is not None and (application := self._sender(request)) is not None:
                    major = next(iter(request.match_info.values()), "")
                    verdict = self.limits.check(application.application_id, route, major)
                    headers = verdict.headers
                    if verdict.retry_after:
                        body = {
                            "message": "You are being rate limited.",
                            "retry_after": round(verdict.retry_after, 3),
                            "global": verdict.is_global,
                        }
                        return reply(429, body, headers | {"Via": "1.1 loopback"})
                result = await answer(request)
            except RefusedError as refusal:
                return reply(refusal.status, {"code": refusal.code, "message": refusal.message, "errors": {}}, headers)
            return web.Response(status=204) if result is None else reply(200, result, headers)

        return self.faults.around(handle)

    def _routes(self) -> list[tuple[str, str, Callable[[web.Request], Awaitable[Any]]]]:
        commands = "/applications/{application_id}/commands"
        guild_commands = "/applications/{application_id}/guilds/{guild_id}/commands"
        webhook = "/webhooks/{application_id}/{token}"
        return [
            ("GET", "/users/@me", self._get_user),
            ("GET", "/users/@me/guilds", self._get_guilds),
            ("GET", "/applications/@me", self._get_application),
            ("GET", "/oauth2/applications/@me", self._get_application),
            ("GET", "/gateway", self._get_gateway),
            ("GET", "/gateway/bot", self._get_gateway),
            ("GET", commands, self._get_commands),
            ("PUT", commands, self._put_commands),
            ("GET", guild_commands, self._get_commands),
            ("PUT", guild_commands, self._put_commands),
            ("POST", "/interactions/{interaction_id}/{token}/callback", self._post_callback),
            ("POST", webhook, self._post_followup),
            ("GET", webhook + "/messages/{message_id}", self._get_answer),
            ("PATCH", webhook + "/messages/{message_id}", self._edit_answer),
            ("DELETE", webhook + "/messages/{message_id}", self._delete_answer),
            ("POST", "/users/@me/channels", self._open_dm),
            ("GET", "/guilds/{guild_id}/members/{user_id}", self._get_member),
            ("GET", "/channels/{channel_id}", self._get_channel),
            ("GET", "/channels/{channel_id}/messages", self._get_history),
            ("POST", "/channels/{channel_id}/messages", self._post_message),
        ]

    def _sender(self, request: web.Request) -> Application | None:
        return self.applications.get(request.headers.get("Authorization", "").removeprefix("Bot "))

    def _bot(self, request: web.Request) -> Application:
        if (application := self._sender(request)) is None:
            raise RefusedError(401, 0, "401: Unauthorized")
        return application

    async def _unknown(self, request: web.Request) -> Any:
        self.unknown_requests.append(f"{request.method} {request.path}")
        raise RefusedError(404, 0, "404: Not Found")

    async def _get_user(self, request: web.Request) -> Any:
        return self._bot(request).user

    async def _get_guilds(self, request: web.Request) -> Any:
        self._bot(request)
        return [{"id": str(self.guild_id), "name": "Writers", "permissions": payloads.ALL_PERMISSIONS}]

    async def _get_application(self, request: web.Request) -> Any:
        application = self._bot(request)
        owner = payloads.user(self.guild_id + 1, "owner")
        return payloads.application(application.application_id, application.name, owner)

    async def _get_gateway(self, _: web.Request) -> Any:
        starts = {"total": 1000, "remaining": 1000, "reset_after": 0, "max_concurrency": 1}
        return {"url": self.gateway_url, "shards": 1, "session_start_limit": starts}

    async def _get_commands(self, request: web.Request) -> Any:
        return list(self._bot(request).commands.values())

    async def _put_commands(self, request: web.Request) -> Any:
        application = self._bot(request)
        scope = {"guild_id": request.match_info["guild_id"]} if "guild_id" in request.match_info else {}
        fixed = {
            "type": 1,
            "description": "",
            "version": str(snowflake()),
            "application_id": str(application.application_id),
            **scope,
        }
        registered = [{**fixed, **body, "id": str(snowflake())} for body in await request.json()]
        self.commands_published += 1
        application.commands = {body["name"]: body for body in registered}
        return registered

    async def _post_callback(self, request: web.Request) -> Any:
        now = time.perf_counter()
        record = self.interactions.get(int(request.match_info["interaction_id"]))
        body = await body_of(request)
        if record is None or record.token != request.match_info["token"]:
            raise RefusedError(404, 10062, "Unknown interaction")
        record.callbacks.append(body)
        if record.acknowledged is not None:
            raise RefusedError(400, 40060, "Interaction has already been acknowledged.")
        if now - record.sent > ACKNOWLEDGE_SECONDS:
            raise RefusedError(404, 10062, "Unknown interaction")
        record.acknowledged = now
        deferred = body["type"] in DEFERRALS
        if not deferred:
            self._answered(record, now, body.get("data") or {})
        if request.query.get("with_response") not in {"1", "true"}:
            return None
        interaction = payloads.answered(record.interaction_id, record.original_id, record.answer, deferred=deferred)
        if deferred:
            return {"interaction": interaction}
        return {
            "interaction": interaction,
            "resource": {"type": body["type"], "message": self._original(record)},
        }

    def _answered(self, record: InteractionRecord, now: float, answer: Json) -> None:
        record.answer = {**record.answer, **answer}
        if record.answered is None:
            record.answered = now
            if not record.finished.done():
                record.finished.set_result(None)

    def _original(self, record: InteractionRecord) -> Json:
        return payloads.message(record.original_id, record.channel_id, record.application.user, record.answer)

    def _record(self, request: web.Request) -> InteractionRecord:
        record = self._by_token.get(request.match_info["token"])
        if record is None or record.acknowledged is None:
            raise RefusedError(404, 10015, "Unknown Webhook")
        return record

    async def _post_followup(self, request: web.Request) -> Any:
        record, now, body = self._record(request), time.perf_counter(), await body_of(request)
        if record.answered is None:
            # Discord turns the first follow-up of a deferred answer into that answer.
            self._answered(record, now, body)
            return self._original(record)
        record.follow_ups.append(body)
        return payloads.message(snowflake(), record.channel_id, record.application.user, body)

    async def _get_answer(self, request: web.Request) -> Any:
        return self._original(self._record(request))

    async def _edit_answer(self, request: web.Request) -> Any:
        record, now = self._record(request), time.perf_counter()
        self._answered(record, now, await body_of(request))
        return self._original(record)

    async def _delete_answer(self, request: web.Request) -> Any:
        self._record(request)

    async def _open_dm(self, request: web.Request) -> Any:
        application, body = self._bot(request), await body_of(request)
        user_id = int(body["recipient_id"])
        key = (application.application_id, user_id)
        if self.quarantined and key not in self._dm_channels:
            raise RefusedError(403, 20026, "This action cannot be performed: the bot was flagged by anti-spam")
        channel_id = self._dm_channels.get(key, 0)
        if not channel_id or channel_id in self.stale_dms:
            channel_id = self._dm_channels[key] = snowflake()
        self._recipients[channel_id] = user_id
        return payloads.dm_channel(channel_id, payloads.user(user_id, f"member {user_id}"))

    async def _get_member(self, request: web.Request) -> Any:
        user_id = int(request.match_info["user_id"])
        return payloads.member(payloads.user(user_id, f"member {user_id}"))

    async def _get_channel(self, request: web.Request) -> Any:
        self._bot(request)
        channel_id = self._known_channel(request)
        if channel_id == self.channel_id:
            return self.channel
        user_id = self._recipients[channel_id]
        return payloads.dm_channel(channel_id, payloads.user(user_id, f"member {user_id}"))

    def _known_channel(self, request: web.Request) -> int:
        channel_id = int(request.match_info["channel_id"])
        if channel_id != self.channel_id and channel_id not in self._recipients:
            raise RefusedError(404, 10003, "Unknown Channel")
        if channel_id in self.stale_dms:
            raise RefusedError(403, 50001, "Missing Access")
        return channel_id

    async def _get_history(self, request: web.Request) -> Any:
        """Return a channel's messages, the newest first; none where its history is hidden from the bot."""
        application, channel_id = self._bot(request), self._known_channel(request)
        self.histories_read += 1
        if channel_id == self.channel_id and not self.may_read_history:
            return []
        after, before = int(request.query.get("after", 0)), int(request.query.get("before", 1 << 63))
        there = (message for message in self.messages if message.channel_id == channel_id)
        found = [each for each in there if after < each.message_id < before]
        limit = int(request.query.get("limit", HISTORY))
        found = found[:limit] if "after" in request.query else found[-limit:]
        return [payloads.message(each.message_id, channel_id, application.user, each.body) for each in reversed(found)]

    async def _post_message(self, request: web.Request) -> Any:
        application, body = self._bot(request), await body_of(request)
        now, channel_id = time.perf_counter() + self.shift, self._known_channel(request)
        if self._recipients.get(channel_id) in self.closed_dms:
            raise RefusedError(403, 50007, "Cannot send messages to this user")
        nonce = None if body.get("nonce") is None else str(body["nonce"])
        key = (application.application_id, nonce or "")
        earlier = self._nonces.get(key) if nonce and body.get("enforce_nonce") else None
        if earlier is not None and now - earlier.created < NONCE_SECONDS:
            self.repeated_nonces += 1
            return payloads.message(earlier.message_id, earlier.channel_id, application.user, earlier.body)
        message_id = snowflake(time.time() + self.shift)
        record = MessageRecord(message_id, channel_id, application.application_id, nonce, body, now, request.host)
        self.messages.append(record)
        if nonce:
            self._nonces[key] = record
        return payloads.message(record.message_id, channel_id, application.user, body)
