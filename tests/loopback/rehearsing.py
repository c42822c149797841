"""A test server on the local Discord, where channels come and go, and which can be told to do things differently."""

from __future__ import annotations

import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Any

from aiohttp import web

from tests.loopback.acting import Acting
from tests.loopback.payloads import Json, snowflake
from tests.loopback.requests import RefusedError, body_of
from tests.loopback.server import LoopbackDiscord

READ_MESSAGE_HISTORY = 1 << 16
PRIVATE = 64
A_SECOND, IN_A_SECOND = 1.0, 50


@dataclass
class TestServer(LoopbackDiscord):
    """A small Discord; `differently` names what it does otherwise than the real one is taken to."""

    __test__ = False
    members: int = 2
    differently: set[str] = field(default_factory=set)
    channels: dict[int, Json] = field(default_factory=dict)
    sent_at: list[float] = field(default_factory=list)

    def _routes(self) -> list[tuple[str, str, Callable[[web.Request], Awaitable[Any]]]]:
        return [
            ("GET", "/guilds/{guild_id}", self._get_guild),
            ("POST", "/guilds/{guild_id}/channels", self._make_channel),
            ("POST", "/channels/{channel_id}/threads", self._make_thread),
            ("PATCH", "/channels/{channel_id}", self._change_channel),
            ("DELETE", "/channels/{channel_id}", self._delete_channel),
            *super()._routes(),
        ]

    async def _get_guild(self, request: web.Request) -> Any:
        if int(request.match_info["guild_id"]) != self.guild_id:
            raise RefusedError(404, 10004, "Unknown Guild")
        return {"id": str(self.guild_id), "name": "Trying out", "approximate_member_count": self.members}

    async def _make_channel(self, request: web.Request) -> Any:
        if "may not make channels" in self.differently:
            raise RefusedError(403, 50013, "Missing Permissions")
        made = snowflake()
        self.channels[made] = {"id": str(made), **await body_of(request)}
        return self.channels[made]

    async def _make_thread(self, request: web.Request) -> Any:
        made = snowflake()
        parent, metadata = request.match_info["channel_id"], {"archived": False, "locked": False}
        self.channels[made] = {"id": str(made), "parent_id": parent, "thread_metadata": metadata}
        return self.channels[made]

    async def _change_channel(self, request: web.Request) -> Any:
        changed = self.channels[int(request.match_info["channel_id"])]
        changed["thread_metadata"].update(await body_of(request))
        return changed

    async def _delete_channel(self, request: web.Request) -> Any:
        if "keeps channels" in self.differently:
            raise RefusedError(403, 50013, "Missing Permissions")
        gone = request.match_info["channel_id"]
        self.channels = {number: each for number, each in self.channels.items() if each.get("parent_id") != gone}
        return self.channels.pop(int(gone))

    def lock(self) -> None:
        """Lock the newest thread, as a person does."""
        newest = [each for each in self.channels.values() if "thread_metadata" in each][-1]
        newest["thread_metadata"]["locked"] = True

    def _known_channel(self, request: web.Request) -> int:
        channel_id = int(request.match_info["channel_id"])
        if channel_id in self.channels or "gone channels answer" in self.differently:
            return channel_id
        return super()._known_channel(request)

    async def _get_channel(self, request: web.Request) -> Any:
        return self.channels.get(int(request.match_info["channel_id"])) or await super()._get_channel(request)

    async def _get_history(self, request: web.Request) -> Any:
        channel = self.channels.get(self._known_channel(request), {})
        denied = [int(each["deny"]) for each in channel.get("permission_overwrites", [])]
        if any(each & READ_MESSAGE_HISTORY for each in denied) and "blind history" not in self.differently:
            return []
        found = await super()._get_history(request)
        if "component ids" in self.differently:
            for component in (each for message in found for each in message["components"]):
                component["id"] = 1
        return found

    async def _post_message(self, request: web.Request) -> Any:
        thread = self.channels.get(int(request.match_info["channel_id"]), {}).get("thread_metadata")
        if thread is not None and thread["locked"] and "locked threads" not in self.differently:
            raise RefusedError(403, 160005, "This thread is locked")
        if thread is not None and "archived threads" not in self.differently:
            thread["archived"] = False
        self._count_this_second()
        if "nonce" in self.differently:
            self._nonces.clear()
        return await super()._post_message(request)

    def _count_this_second(self) -> None:
        now = time.perf_counter() + self.shift
        self.sent_at = [*(at for at in self.sent_at if at > now - A_SECOND), now]
        if len(self.sent_at) > IN_A_SECOND and "any number" not in self.differently:
            raise RefusedError(429, 0, "You are being rate limited.")

    async def _post_followup(self, request: web.Request) -> Any:
        record = self._record(request)
        was_deferred = record.answered is None and "private deferral" not in self.differently
        sent = await super()._post_followup(request)
        return {**sent, "flags": PRIVATE if was_deferred else 0}

    async def _post_callback(self, request: web.Request) -> Any:
        if "answered twice" in self.differently:
            self.interactions[int(request.match_info["interaction_id"])].acknowledged = None
        return await super()._post_callback(request)

    async def press(self, user_id: int) -> None:
        """Press the newest button, as a person does."""
        (application,) = self.applications.values()
        await Acting(self, application).press(user_id, "rehearsal:press")
