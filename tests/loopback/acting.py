"""Members who use a command, press a button or send a form of a bot on the local Discord, and wait for nothing."""

from __future__ import annotations

import asyncio
import secrets
import time
from contextlib import suppress
from dataclasses import dataclass

from tests.loopback import payloads
from tests.loopback.payloads import Json, snowflake
from tests.loopback.records import Application, InteractionRecord
from tests.loopback.server import LoopbackDiscord

PRESS, TYPING, FORM = 3, 4, 5


@dataclass
class Acting:
    """What members of a server do with one bot; `shift` is how many seconds Discord's clock is ahead."""

    discord: LoopbackDiscord
    application: Application
    shift: float = 0.0

    async def use(self, user_id: int, command: str, **options: object) -> InteractionRecord:
        """Use a slash command."""
        return await self._send(user_id, command, options, {})

    async def press(self, user_id: int, custom_id: str) -> InteractionRecord:
        """Press a button under a message of the bot's."""
        button = {"type": 2, "id": 2, "style": 2, "label": "Press", "custom_id": custom_id}
        rows = {"content": "A message", "components": [{"type": 1, "id": 1, "components": [button]}]}
        shown = payloads.message(snowflake(), self.discord.channel_id, self.application.user, rows)
        data = {"custom_id": custom_id, "component_type": 2, "id": 2}
        return await self._send(user_id, "help", {}, {"type": PRESS, "data": data, "message": shown})

    async def fill_in(self, user_id: int, custom_id: str, **fields: str) -> InteractionRecord:
        """Send a form."""
        labels = [
            {"type": 18, "id": number, "component": {"type": 4, "id": 100 + number, "custom_id": name, "value": value}}
            for number, (name, value) in enumerate(fields.items(), start=1)
        ]
        data = {"custom_id": custom_id, "components": labels}
        return await self._send(user_id, "help", {}, {"type": FORM, "data": data})

    async def type_into(self, user_id: int, command: str, option: str) -> InteractionRecord:
        """Begin to type into an option that offers choices."""
        data = {"id": self.application.commands[command]["id"], "name": command, "type": 1}
        typing = {"name": option, "type": 3, "value": "", "focused": True}
        return await self._send(user_id, command, {}, {"type": TYPING, "data": {**data, "options": [typing]}})

    async def _send(self, user_id: int, command: str, options: Json, instead: Json) -> InteractionRecord:
        """Let it arrive at the bot, unless that is gone already: then it is an interaction that never reached it."""
        discord, application = self.discord, self.application
        record = InteractionRecord(
            snowflake(time.time() + self.shift),
            secrets.token_urlsafe(24),
            application,
            discord.channel_id,
            time.perf_counter(),
            asyncio.get_running_loop().create_future(),
        )
        discord.interactions[record.interaction_id] = discord._by_token[record.token] = record
        who = payloads.user(user_id, f"member {user_id}")
        event = payloads.command_interaction(
            record.interaction_id,
            record.token,
            application.application_id,
            application.commands[command],
            who,
            discord.channel,
            options,
        )
        session = discord.gateway.session_of(application.application_id, discord.guild_id)
        if session is not None:
            with suppress(ConnectionError):
                await session.dispatch("INTERACTION_CREATE", event | instead)
        return record
