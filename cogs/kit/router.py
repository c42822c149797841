"""Buttons, menus and forms that outlive a restart: each carries `feature:action:id` and finds its handler here.

A message's buttons live for ever and a form may be sent after the bot came back, so neither is remembered:
the id says which row to read again. A handler that raises takes the one error path (`errors.answer`).
"""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import discord

from cogs.kit import errors
from cogs.kit.buttons import button as button

if TYPE_CHECKING:
    from bot import OneReader

    Interaction = discord.Interaction[OneReader]
else:
    Interaction = discord.Interaction  # discord.py reads the annotations of commands when it loads them

Handler = Callable[..., Awaitable[None]]

_ID = r"(?P<feature>[a-z]+):(?P<action>[a-z_]+):(?P<id>[0-9]+)(?::(?P<extra>[^:]{0,40}))?"
_PRESS = re.compile(_ID)


@dataclass(frozen=True, slots=True)
class Pressed:
    """Which button, menu or form it was: the row's id and a short extra, such as a choice's number."""

    id: int
    extra: str = ""


def on_press(route: str) -> Callable[[Handler], Handler]:
    """Mark a cog's method as what a button or menu with `feature:action` does."""
    return _mark("__presses__", route)


def on_form(route: str) -> Callable[[Handler], Handler]:
    """Mark a cog's method as what a sent form with `feature:action` does; it gets the fields by name."""
    return _mark("__forms__", route)


def _mark(attribute: str, route: str) -> Callable[[Handler], Handler]:
    def mark(handler: Handler) -> Handler:
        setattr(handler, attribute, route)
        return handler

    return mark


class Router:
    """Every handler by its `feature:action`."""

    def __init__(self) -> None:
        self.presses: dict[str, Handler] = {}
        self.forms: dict[str, Handler] = {}

    def register(self, cog: object) -> None:
        """Take in the marked methods of a cog."""
        for name in dir(type(cog)):
            method = getattr(type(cog), name)
            for attribute, table in (("__presses__", self.presses), ("__forms__", self.forms)):
                route = getattr(method, attribute, None)
                if route is not None:
                    table[route] = getattr(cog, name)

    async def press(self, interaction: Interaction, match: re.Match[str], *values: Any) -> None:
        """Run what a pressed button or used menu stands for; a failure is answered, never only logged."""
        route = f"{match['feature']}:{match['action']}"
        try:
            handler = self.presses[route]
            await handler(interaction, Pressed(int(match["id"]), match["extra"] or ""), *values)
        except Exception as error:
            await errors.answer(interaction, error)

    async def on_interaction(self, interaction: Interaction) -> None:
        """Run what a sent form stands for.

        discord.py keeps open forms in memory only; taking them from the raw event lets one that was opened
        before a restart still be sent after it.
        """
        if interaction.type is not discord.InteractionType.modal_submit:
            return
        data: Any = interaction.data
        match = _PRESS.fullmatch(data["custom_id"])
        if match is None:
            return
        values = _field_values(data["components"])
        try:
            handler = self.forms[f"{match['feature']}:{match['action']}"]
            await handler(interaction, Pressed(int(match["id"]), match["extra"] or ""), values)
        except Exception as error:
            await errors.answer(interaction, error, typed="\n".join(filter(None, values.values())))


def _field_values(components: Sequence[dict[str, Any]]) -> dict[str, str]:
    """Return a sent form's fields by name, whether in labels or in action rows."""
    found: dict[str, str] = {}
    for component in components:
        inner = [component["component"]] if "component" in component else component.get("components", [])
        for each in inner:
            value = each.get("value")
            found[each["custom_id"]] = (value if value is not None else ",".join(each.get("values", []))).strip()
    return found


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
        await interaction.client.router.press(interaction, self.match)


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
        await interaction.client.router.press(interaction, self.match, self.item.values)


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
        await interaction.client.router.press(interaction, self.match, self.item.values)


@dataclass(frozen=True, slots=True)
class Field:
    """One line or paragraph of a form."""

    name: str
    label: str
    value: str = ""
    hint: str = ""
    required: bool = False
    long: bool = False
    max_length: int = 100


async def show_form(
    interaction: Interaction, route: str, id: int, title: str, fields: Sequence[Field], *, extra: str = ""
) -> None:
    """Open a form; what is sent goes to the `on_form` handler of `route`."""
    custom_id = f"{route}:{id}" + (f":{extra}" if extra else "")
    modal = discord.ui.Modal(title=title, custom_id=custom_id)
    for each in fields:
        style = discord.TextStyle.paragraph if each.long else discord.TextStyle.short
        modal.add_item(
            discord.ui.Label(
                text=each.label,
                component=discord.ui.TextInput(
                    custom_id=each.name,
                    style=style,
                    default=each.value or None,
                    placeholder=each.hint or None,
                    required=each.required,
                    max_length=each.max_length,
                ),
            )
        )
    modal.stop()  # routed by its id: discord.py need not keep it
    await interaction.response.send_modal(modal)
