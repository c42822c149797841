"""Who asks for what in the matrix's world, and all that the bot sends back."""

from __future__ import annotations

import json
import re
import sqlite3
from collections.abc import AsyncIterator, Iterable, Iterator, Mapping, Sequence
from contextlib import asynccontextmanager, closing, contextmanager
from dataclasses import dataclass
from typing import Any

import discord
from simcord.actors import _dispatch_actor_interaction
from simcord.backend.serializers import channel_payload, message_payload

from cogs.kit import cards
from db.database import sqlite_path
from tests.bot.matrix.roles import Role
from tests.bot.matrix.routes import RouteRow
from tests.bot.matrix.things import Person, Things
from tests.engines import sqlite_of
from tests.world import World

SENDING = re.compile("/callback$|/webhooks/|/messages")
EPHEMERAL = discord.MessageFlags.ephemeral.flag
# Forms and choices; and cards changed in place, which stand where their owner chose to show them.
ONLY_TO_THE_ASKER = {
    discord.InteractionResponseType.modal.value,
    discord.InteractionResponseType.autocomplete_result.value,
    discord.InteractionResponseType.deferred_message_update.value,
    discord.InteractionResponseType.message_update.value,
}
POWERS = {
    Role.MODERATOR: discord.Permissions(manage_messages=True),
    Role.MANAGER: discord.Permissions(manage_guild=True),
    Role.MANAGER_IN_B: discord.Permissions(manage_guild=True, manage_messages=True),
}
NOTHING_YET = Role.STRANGER | Role.ANY_AUTHOR


@dataclass(frozen=True, slots=True)
class Heard:
    """One thing the bot sent, as it went out: card, alt text, form and choices included."""

    text: str
    private: bool
    is_form: bool = False


@dataclass
class Asker:
    """Whoever asks, where they ask, and under which name their own things go."""

    name: str
    actor: Any
    channel: Any
    in_dm: bool = False
    manages_b: bool = False

    @property
    def server_id(self) -> int | None:
        """The server they ask in."""
        return None if self.in_dm else self.actor.guild.id

    @property
    def own_ids(self) -> set[int]:
        """What stands in every row that is theirs: they themselves, or the server they manage."""
        return {self.actor.id, self.actor.guild.id} if self.manages_b else {self.actor.id}

    @property
    def presser(self) -> Any:
        """They, as Discord knows them where they are."""
        return self.actor.user if self.in_dm else self.actor

    @property
    def place(self) -> Any:
        """The channel they are in."""
        return self.actor.user.dm_channel if self.in_dm else self.channel

    async def slash(self, command: str, **options: Any) -> Any:
        """Use a command where they are."""
        if self.in_dm:
            return await self.actor.user.slash(command, **options)
        return await self.actor.slash(self.channel, command, **options)

    async def autocomplete(self, command: str, option: str, typed: str = "") -> Any:
        """Open an option's choices where they are."""
        if self.in_dm:
            return await self.actor.user.autocomplete(command, option, typed)
        return await self.actor.autocomplete(self.channel, command, option, typed)


class Scene:
    """Everybody's things in place, the one who asks, and ears."""

    def __init__(self, world: World, file: sqlite3.Connection, kept: sqlite3.Connection) -> None:
        self.world = world
        self.env = world.env
        self.things = Things(world)
        self.raised: list[BaseException] = []  # by presses and forms; SimCord keeps what commands raise
        self.file = file  # the bot's database
        self.kept = kept  # as it is before each act
        self.before: set[tuple[Any, ...]] = set()  # its rows then
        self._version_before = 0
        self._overhear_router()

    @classmethod
    @contextmanager
    def of(cls, world: World) -> Iterator[Scene]:
        """Open the world's database file for as long as somebody plays there."""
        sqlite_of(world.bot.context.db, "puts the file back as it was before each of thousands of acts")
        path = sqlite_path(world.settings.database_url)
        with closing(sqlite3.connect(path)) as file, closing(sqlite3.connect(":memory:")) as kept:
            file.execute("PRAGMA synchronous = OFF")
            yield cls(world, file, kept)

    def _overhear_router(self) -> None:
        router: Any = self.world.bot.router
        answers = router.answers

        async def overhear(*args: Any) -> Any:
            try:
                return await answers(*args)
            except Exception as error:
                self.raised.append(error)
                raise

        router.answers = overhear

    async def settle_in(self, role: Role) -> Asker:
        """Fill both servers, and return the one who asks."""
        await self.things.plant()
        asker = self._asker(role)
        if role not in NOTHING_YET:
            await self.things.plant_one_of_each(Person(asker.name, asker.actor, asker.channel, 3))
        moderators = [asker.actor] if role in (Role.MODERATOR, Role.MANAGER) else []
        await self.things.plant_between(asker.actor if role is Role.READER else self.world.tomas, *moderators)
        self.keep()
        return asker

    def keep(self) -> None:
        """Keep the database as it is: it will be so again before each act."""
        self.file.backup(self.kept)
        self.before = self.rows()
        self._version_before = self._version()

    def _asker(self, role: Role) -> Asker:
        world, things = self.world, self.things
        if role is Role.AUTHOR_IN_B:
            return Asker("mara", things.mara_in_b, things.other_general)
        if role in Role.ANY_AUTHOR:
            return Asker("mara", world.mara, world.general, in_dm=role in Role.IN_DM)
        guild, channel = world.guild, world.general
        if role in Role.IN_B:
            guild, channel = things.other, things.other_general
        roles = [guild.create_role(role.name, permissions=POWERS[role])] if role in POWERS else []
        actor = guild.add_member(self.env.create_user("asker"), roles=roles)
        return Asker("asker", actor, channel, in_dm=role in Role.IN_DM, manages_b=role is Role.MANAGER_IN_B)

    # What is pressed and sent

    async def put_up(self, asker: Asker, route: RouteRow) -> discord.Message:
        """Let a button or menu of the author's stand where the asker can reach it."""
        custom_id = self._custom_id(route)
        item: discord.ui.Item[Any] = discord.ui.Button(label="Press", custom_id=custom_id)
        if route.channel:
            item = discord.ui.ChannelSelect(custom_id=f"channel:{custom_id}")
        elif route.pick:
            option = discord.SelectOption(label="One", value=self._picked(route))
            item = discord.ui.Select(custom_id=f"pick:{custom_id}", options=[option])
        with self.env._bot_scope():
            channel: Any = self.env.bot.get_channel(asker.channel.id)
            message: discord.Message = await channel.send(view=cards.buttons(item))
            return message

    async def press(self, asker: Asker, route: RouteRow, message: discord.Message) -> None:
        """Let the asker use what was put up."""
        if route.channel or route.pick:
            await asker.actor.select(message, [asker.channel if route.channel else self._picked(route)])
        else:
            await asker.actor.click(message, custom_id=self._custom_id(route))

    def _picked(self, route: RouteRow) -> str:
        return str(self.things.ids.get(route.pick, route.pick))

    async def send_form(self, asker: Asker, route: RouteRow) -> None:
        """Let the asker send a form that was opened for somebody else."""
        await self.forge_form(asker, self._custom_id(route), route.fields)

    def _custom_id(self, route: RouteRow) -> str:
        extra = _filled_in(route.extra, self.things.ids)
        return f"{route.route}:{self.things.ids[route.thing]}" + (f":{extra}" if extra else "")

    # What reaches the bot though Discord would never have shown it there

    async def forge(self, asker: Asker, route: RouteRow, id: object, extra: str = "") -> None:
        """Let a press or a form arrive with any id, wherever the asker is; a menu's choice is the row's."""
        custom_id = f"{route.route}:{id}" + (f":{extra}" if extra else "")
        if route.fields:
            await self.forge_form(asker, custom_id, route.fields)
        elif route.channel:
            await self.forge_press(asker, f"channel:{custom_id}", 8, [str(asker.channel.id)])
        elif route.pick:
            await self.forge_press(asker, f"pick:{custom_id}", 3, [self._picked(route)])
        else:
            await self.forge_press(asker, custom_id, 2)

    async def forge_press(self, asker: Asker, custom_id: str, kind: int, values: Sequence[str] | None = None) -> None:
        """Let a press on a component of some kind arrive, under a message of the bot's."""
        data: dict[str, Any] = {"custom_id": custom_id, "component_type": kind, "id": 1}
        if values is not None:
            data["values"] = list(values)
        if kind == 8:
            channel = self.env.backend.get_channel(asker.channel.id)
            data["resolved"] = {
                "channels": {
                    value: {**channel_payload(self.env.backend, channel), "permissions": "0"}
                    for value in data["values"]
                }
            }
        item = {**data, "type": kind, "style": 2, "label": "Press", "options": [{"label": "One", "value": "one"}]}
        stored = self.env.backend.create_message(
            asker.place.id,
            self.env.backend.bot_user.id,
            components=[{"type": 1, "id": 2, "components": [item]}],
        )
        shown = {"message": dict(message_payload(self.env.backend, stored))}
        await self._dispatch(asker, discord.InteractionType.component, data, extra=shown, source_message_id=stored.id)

    async def forge_form(self, asker: Asker, custom_id: str, fields: Mapping[str, str]) -> None:
        """Let a form arrive, whatever stands in it."""
        sent = [
            {"type": 18, "id": number, "component": {"type": 4, "id": 100 + number, "custom_id": name, "value": value}}
            for number, (name, value) in enumerate(fields.items(), start=1)
        ]
        await self._dispatch(asker, discord.InteractionType.modal_submit, {"custom_id": custom_id, "components": sent})

    async def _dispatch(self, asker: Asker, kind: discord.InteractionType, data: dict[str, Any], **more: Any) -> None:
        await _dispatch_actor_interaction(asker.presser, kind.value, asker.place, data, **more)

    # What is asked and heard

    def options(self, asker: Asker, options: Mapping[str, Any]) -> dict[str, Any]:
        """Return a row's options with names and ids put in, for the asker."""
        ids = self.things.ids
        words = {**ids, "me": asker.name, "goal": ids["private"]}
        return {
            name: self._named(asker, value) if str(value).startswith("@") else _filled_in(value, words)
            for name, value in options.items()
        }

    def _named(self, asker: Asker, named: str) -> Any:
        """Return the person a row names as Discord hands them over: a member where they are in the asker's server."""
        person = self.here(asker, named)
        if asker.server_id is None or person.guild.id != asker.server_id:
            return person.user
        return person if person.id in self.env.backend.get_guild(asker.server_id).members else person.user

    def here(self, asker: Asker, named: str) -> Any:
        """Return the person a row names as the asker meets them."""
        is_in_b = asker.server_id == self.things.other.id and named == "@mara"
        return self.things.mara_in_b if is_in_b else self.things.people[named.removeprefix("@")].actor

    @asynccontextmanager
    async def hearing(self, asker: Asker) -> AsyncIterator[list[Heard]]:
        """Collect all that the bot sends meanwhile; then put everything back as it was."""
        heard: list[Heard] = []
        start = len(self.env.backend.transcript)
        try:
            yield heard
            await self.env.settle()
            heard += self._heard(asker, self.env.backend.transcript[start:])
        finally:
            self._put_back()

    def _put_back(self) -> None:
        if self._version() != self._version_before:
            self.kept.backup(self.file)
            self._version_before = self._version()

    def _version(self) -> int:
        """Return a number that is another one once any other connection has written."""
        return int(self.file.execute("PRAGMA data_version").fetchone()[0])

    def _heard(self, asker: Asker, transcript: Iterable[tuple[str, Any, Any]]) -> Iterator[Heard]:
        own_dm = f"/channels/{asker.actor.user.dm_channel.id}/"
        for kind, what, payload in transcript:
            method, _, path = str(what).partition(" ")
            if kind != "HTTP" or method not in ("POST", "PATCH") or not SENDING.search(path):
                continue
            is_answer = path.endswith("/callback")
            data = (payload.get("data") if is_answer else payload) or {}
            private = asker.in_dm or path.startswith(own_dm) or bool(int(data.get("flags") or 0) & EPHEMERAL)
            private = private or (is_answer and payload["type"] in ONLY_TO_THE_ASKER)
            # What takes time is put off privately, and what takes that place stays so.
            private = private or path.endswith("/messages/@original")
            is_form = is_answer and payload["type"] == discord.InteractionResponseType.modal.value
            yield Heard(json.dumps(data, ensure_ascii=False), private, is_form)

    def leaks(self, asker: Asker, heard: Iterable[Heard], allowed: str = "(?!)") -> list[str]:
        """Name what was shown to somebody who may not see it; `allowed` is what the asker shows on purpose."""
        return [
            f"shows {marker.what} ({found[0]!r})"
            for each in heard
            for marker in self.things.markers
            if not marker.may_be_seen(asker.actor.id, asker.server_id, private=each.private)
            if (found := marker.pattern.search(re.sub(allowed, "", each.text)))
        ]

    def changed(self) -> set[tuple[Any, ...]]:
        """Return every row that came, went or is another one since the act began."""
        return self.before ^ self.rows() if self._version() != self._version_before else set()

    def rows(self) -> set[tuple[Any, ...]]:
        """Return every row of the database, each with its table's name."""
        tables = [row[0] for row in self.file.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        return {(table, *row) for table in tables for row in self.file.execute(f"SELECT * FROM {table}")}


def _filled_in(value: Any, words: Mapping[str, Any]) -> Any:
    return value.format_map(words) if isinstance(value, str) else value
