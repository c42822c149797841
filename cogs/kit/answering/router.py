"""Buttons, menus and forms that outlive a restart: each carries `feature:action:id` and finds its handler here.

A message's buttons live for ever and a form may be sent after the bot came back, so neither is remembered:
the id says which row to read again. A handler that raises takes the one error path (`errors.answer`).
"""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable, Mapping, Sequence
from typing import Any

import discord
from discord import app_commands

from cogs.kit.act import Interaction, LiveAct, act_of, check_place
from cogs.kit.answering import errors
from cogs.kit.answering.answers import Answers, deliver
from cogs.kit.answering.typed import check_visible, field_values
from cogs.kit.routes import LARGEST_ID, By, Fields, Pressed, Route, Sent
from services.acts import GoneForGood

Handler = Callable[..., Awaitable[Answers]]

_ID = r"(?P<feature>[a-z]+):(?P<action>[a-z_]+):(?P<id>[0-9]+)(?::(?P<extra>(?s:.{0,60})))?"
_PRESS = re.compile(_ID)


class Router:
    """Every handler by its `feature:action`, and each route with who may use it."""

    def __init__(self) -> None:
        self.routes: dict[str, Route] = {}
        self.presses: dict[str, Handler] = {}
        self.forms: dict[str, Handler] = {}

    def register(self, cog: object) -> None:
        """Take in the marked methods of a cog."""
        for name, function in vars(type(cog)).items():
            for mark, table in (("__pressed__", self.presses), ("__sent__", self.forms)):
                route: Route | None = getattr(function, mark, None)
                if route is not None:
                    self.routes[route.name] = route
                    table[route.name] = getattr(cog, name)

    async def press(
        self,
        interaction: Interaction,
        found: re.Match[str],
        label: str | None,
        values: Sequence[str] = (),
        channels: Sequence[int] = (),
    ) -> None:
        """Run what a pressed button or used menu stands for; a failure is answered, never only logged."""
        pressed = Pressed(int(found["id"]), found["extra"] or "", tuple(values), tuple(channels))
        await self._run(interaction, self.presses, found, pressed, f"**{label or found['action']}**")

    async def on_interaction(self, interaction: Interaction) -> None:
        """Run what a sent form stands for.

        discord.py keeps open forms in memory only; taking them from the raw event lets one that was opened
        before a restart still be sent after it.
        """
        if interaction.type is not discord.InteractionType.modal_submit:
            return
        data: Any = interaction.data
        found = _PRESS.fullmatch(data["custom_id"])
        if found is not None:
            sent = Sent(int(found["id"]), found["extra"] or "", Fields(field_values(data["components"])))
            await self._run(interaction, self.forms, found, sent, "the form you sent")

    async def _run(
        self,
        interaction: Interaction,
        handlers: Mapping[str, Handler],
        found: re.Match[str],
        what: Pressed | Sent,
        named: str,
    ) -> None:
        name = f"{found['feature']}:{found['action']}"
        act = act_of(interaction, named)
        with interaction.client.under_way:
            if not getattr(handlers.get(name), "__opens_form__", False):
                act.delivery.acknowledge_in_time()
            await self._answer(act, name, handlers, what)

    async def _answer(self, act: LiveAct, name: str, handlers: Mapping[str, Handler], what: Pressed | Sent) -> None:
        try:
            if name not in handlers:
                raise GoneForGood
            await deliver(act, await self.answers(act, self.routes[name], handlers[name], what))
        except Exception as error:  # whatever it is, there is one way to tell it
            await errors.answer(act.interaction, error)

    async def answers(self, act: LiveAct, route: Route, handler: Handler, what: Pressed | Sent) -> Answers:
        """Return what a press or a sent form is answered with. Raise what its handler does, or a CheckFailure."""
        check_place(act.interaction)
        check_visible(act.interaction)
        _check_permissions(route.by, act)
        if what.id > LARGEST_ID:
            raise GoneForGood
        return await handler(act, what)


def _check_permissions(by: By, act: LiveAct) -> None:
    """Raise MissingPermissions for who may not use such a route, at the moment of the press."""
    if by is By.MANAGER and not act.may_manage_server:
        raise app_commands.MissingPermissions(["manage_guild"])
    if by is By.JUDGE and not (act.may_manage_messages or act.may_manage_server):
        raise app_commands.MissingPermissions(["manage_messages"])


class Press(discord.ui.DynamicItem[discord.ui.Button[Any]], template=_ID):
    """A pressed button with a route; `button(...)` makes what is sent."""

    match: re.Match[str]

    @classmethod
    async def from_custom_id(
        cls, _interaction: discord.Interaction[Any], item: discord.ui.Item[Any], match: re.Match[str], /
    ) -> Press:
        pressed = cls(item)  # type: ignore[arg-type]
        pressed.match = match
        return pressed

    async def callback(self, interaction: discord.Interaction[Any]) -> None:
        await interaction.client.router.press(interaction, self.match, self.item.label)


class Pick(discord.ui.DynamicItem[discord.ui.Select[Any]], template="pick:" + _ID):
    """A menu of words with a route; its handler gets the chosen values."""

    match: re.Match[str]

    @classmethod
    async def from_custom_id(
        cls, _interaction: discord.Interaction[Any], item: discord.ui.Item[Any], match: re.Match[str], /
    ) -> Pick:
        picked = cls(item)  # type: ignore[arg-type]
        picked.match = match
        return picked

    async def callback(self, interaction: discord.Interaction[Any]) -> None:
        await interaction.client.router.press(interaction, self.match, self.item.placeholder, self.item.values)


class PickChannel(discord.ui.DynamicItem[discord.ui.ChannelSelect[Any]], template="channel:" + _ID):
    """A menu of channels with a route; its handler gets the chosen channels."""

    match: re.Match[str]

    @classmethod
    async def from_custom_id(
        cls, _interaction: discord.Interaction[Any], item: discord.ui.Item[Any], match: re.Match[str], /
    ) -> PickChannel:
        picked = cls(item)  # type: ignore[arg-type]
        picked.match = match
        return picked

    async def callback(self, interaction: discord.Interaction[Any]) -> None:
        channels = [each.id for each in self.item.values]
        await interaction.client.router.press(interaction, self.match, self.item.placeholder, channels=channels)
