"""Routes: what a button, a menu or a form stands for, as a value that its card and its handler share.

What is sent carries `feature:action:id[:extra]` and nothing else, because a message's buttons live for ever: the row
with that id is read again when one is pressed. `cogs/kit/answering/router.py` finds the handler.
"""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import Enum, StrEnum
from typing import TYPE_CHECKING, Any, TypeVar

import discord

from services.acts import GoneForGood

if TYPE_CHECKING:
    from cogs.kit.answering.answers import Answers

EnumT = TypeVar("EnumT", bound=Enum)
HandlerT = TypeVar("HandlerT", bound="Callable[..., Awaitable[Answers]]")

# How buttons look: what to press first, what finishes something, what takes something away, and all others.
PRIMARY = discord.ButtonStyle.primary
SUCCESS = discord.ButtonStyle.success
DANGER = discord.ButtonStyle.danger
SECONDARY = discord.ButtonStyle.secondary

# The label of what only some may do, on a card whose buttons everybody sees.
FOR_SOME = "…"


class By(StrEnum):
    """Who may press or send what a route stands for.

    MANAGER and JUDGE are held by the router, which knows them from the interaction; the others by the service, in its
    transaction, since only the row says whose it is. A test lets every role try every route.
    """

    ANYONE = "anyone"
    OWNER = "whose it is"
    MODERATOR = "whose it is, or who may manage messages"
    CIRCLE = "who is in the circle"
    KEEPER = "who looks after the circle, or who may manage the server"
    BEGINNER = "who began it, or who may manage the server"
    READER = "who reads the piece"
    AUTHOR = "whose piece it is"
    MANAGER = "who may manage the server"
    JUDGE = "who may manage messages or the server"


# No row's id is larger: Discord's have 64 bits, and so has a column.
LARGEST_ID = 2**63 - 1


def read_number(carried: str, most: int = LARGEST_ID) -> int:
    """Return the number that a button, a menu or a form carries. Raise GoneForGood where it is none of ours."""
    if not re.fullmatch("[0-9]{1,20}", carried) or int(carried) > most:
        raise GoneForGood
    return int(carried)


def read_one(kind: type[EnumT], carried: str) -> EnumT:
    """Return which of some things a button carries. Raise GoneForGood where it is none of them."""
    try:
        return kind(carried)
    except ValueError:
        raise GoneForGood from None


def read_day(carried: str) -> date:
    """Return the day that a button or a form carries. Raise GoneForGood where it is none of ours."""
    if not re.fullmatch("20[0-9]{2}-[0-9]{2}-[0-9]{2}", carried):
        raise GoneForGood
    try:
        return date.fromisoformat(carried)
    except ValueError:
        raise GoneForGood from None


@dataclass(frozen=True, slots=True)
class Pressed:
    """A press on a button, or a choice from a menu: the row's id, a short extra, and what was chosen."""

    id: int
    extra: str = ""
    values: tuple[str, ...] = ()
    channel_ids: tuple[int, ...] = ()

    @property
    def chosen(self) -> str:
        """What was chosen from a menu of words. Raise GoneForGood where nothing was."""
        if not self.values:
            raise GoneForGood
        return self.values[0]

    @property
    def channel_id(self) -> int | None:
        """What was chosen from a menu of channels; None where it was emptied."""
        return self.channel_ids[0] if self.channel_ids else None


class Fields(dict[str, str]):
    """What was typed into a form, by the fields' names; one that was not sent is empty."""

    def __missing__(self, _name: str) -> str:
        return ""


@dataclass(frozen=True, slots=True)
class Sent:
    """A form that was sent: the row's id, a short extra, and what was typed, by the fields' names."""

    id: int
    extra: str
    fields: Fields

    def __getitem__(self, name: str) -> str:
        return self.fields[name]

    def only(self, *names: str) -> dict[str, str]:
        """Return these fields alone: a form can be forged with any others."""
        return {name: self.fields[name] for name in names}


@dataclass(frozen=True, slots=True)
class Field:
    """One line or paragraph of a form, or with `options` (value and label) a choice.

    `about` stands under its label, `hint` in it while it is empty; each has 100 characters at most. A choice that is not
    `required` may be left or made empty, and is sent as "".
    """

    name: str
    label: str
    value: str = ""
    hint: str = ""
    required: bool = False
    long: bool = False
    max_length: int = 100
    options: tuple[tuple[str, str], ...] = ()
    about: str = ""

    def input(self) -> discord.ui.Label[Any]:
        """Return it as Discord shows it."""
        if self.options:
            return self._labelled(self._menu())
        style = discord.TextStyle.paragraph if self.long else discord.TextStyle.short
        return self._labelled(
            discord.ui.TextInput(
                custom_id=self.name,
                style=style,
                default=self.value or None,
                placeholder=self.hint or None,
                required=self.required,
                max_length=self.max_length,
            )
        )

    def _labelled(self, component: discord.ui.Item[Any]) -> discord.ui.Label[Any]:
        return discord.ui.Label(text=self.label, component=component, description=self.about or None)

    def _menu(self) -> discord.ui.Select[Any]:
        options = [
            discord.SelectOption(label=label, value=value, default=value == self.value) for value, label in self.options
        ]
        return discord.ui.Select(
            custom_id=self.name, placeholder=self.hint or None, required=self.required, options=options
        )


@dataclass(frozen=True, slots=True)
class Form:
    """A form to open in answer to a press or a command; what is sent goes to the same route."""

    custom_id: str
    title: str
    fields: Sequence[Field]
    afterwards: Callable[[], Awaitable[object]] | None = None

    def modal(self) -> discord.ui.Modal:
        """Return it as Discord shows it."""
        modal = discord.ui.Modal(title=self.title, custom_id=self.custom_id)
        for each in self.fields:
            modal.add_item(each.input())
        modal.stop()  # routed by its id: discord.py need not keep it
        return modal


@dataclass(frozen=True, slots=True)
class Route:
    """What buttons, menus and forms with `feature:action` stand for, and who may use them."""

    name: str
    by: By = By.ANYONE

    def custom_id(self, id: int, extra: str = "") -> str:
        """Return what Discord hands back: the route, the row's id, and a short extra."""
        return f"{self.name}:{id}" + (f":{extra}" if extra else "")

    def button(
        self,
        label: str,
        id: int,
        *,
        extra: str = "",
        style: discord.ButtonStyle = SECONDARY,
        emoji: str | None = None,
        disabled: bool = False,
    ) -> discord.ui.Button[Any]:
        """Return a button for the row `id`, that works today and after any number of restarts."""
        return discord.ui.Button(
            label=label, style=style, custom_id=self.custom_id(id, extra), emoji=emoji, disabled=disabled
        )

    def menu(self, placeholder: str, id: int, *, extra: str = "") -> discord.ui.Select[Any]:
        """Return a menu of words, its options still to be added."""
        return discord.ui.Select(custom_id="pick:" + self.custom_id(id, extra), placeholder=placeholder)

    def channel_menu(self, placeholder: str, id: int, chosen: int | None = None) -> discord.ui.ChannelSelect[Any]:
        """Return a menu of the server's text channels; one that is emptied takes the choice back."""
        channel = discord.SelectDefaultValueType.channel
        return discord.ui.ChannelSelect(
            custom_id="channel:" + self.custom_id(id),
            channel_types=[discord.ChannelType.text],
            placeholder=placeholder,
            min_values=0 if chosen else 1,
            default_values=[] if chosen is None else [discord.SelectDefaultValue(id=chosen, type=channel)],
        )

    def form(
        self,
        title: str,
        id: int,
        fields: Sequence[Field],
        *,
        extra: str = "",
        afterwards: Callable[[], Awaitable[object]] | None = None,
    ) -> Form:
        """Return a form for the row `id`, which may be sent after a restart too."""
        return Form(self.custom_id(id, extra), title, fields, afterwards)

    def pressed(self, handler: HandlerT) -> HandlerT:
        """Mark a cog's method as what a press does; it takes the act and `Pressed`."""
        handler.__pressed__ = self  # type: ignore[attr-defined]
        return handler

    def opens(self, handler: HandlerT) -> HandlerT:
        """Mark a cog's method as a press that opens a form.

        Discord opens none once it was told that the answer takes longer: such a method reads once and changes nothing.
        """
        handler.__opens_form__ = True  # type: ignore[attr-defined]
        return self.pressed(handler)

    def sent(self, handler: HandlerT) -> HandlerT:
        """Mark a cog's method as what a sent form does; it takes the act and `Sent`."""
        handler.__sent__ = self  # type: ignore[attr-defined]
        return handler
