"""What a member typed into a command or a form, and giving it back where nothing came of it."""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import discord
from discord import AppCommandOptionType, InteractionType

from cogs.kit import text
from cogs.kit.outgoing.limits import MESSAGE_TEXT
from rules.kit.text import NothingToSee, seen

# What is shorter is typed again sooner than it is copied.
LONG_ENOUGH = 25
# What of a message may be somebody's words in a block.
BLOCK_ROOM = 1_500

IN_THE_ANSWER = "Here is what you typed, so that it is not lost:"
IN_A_FILE = "What you typed is in the file, so that it is not lost."
THE_REST = "And what you typed beside it:"

_TYPED = {
    AppCommandOptionType.string.value,
    AppCommandOptionType.integer.value,
    AppCommandOptionType.number.value,
    AppCommandOptionType.boolean.value,
}


def all_of(interaction: discord.Interaction[Any]) -> str:
    """Return all that was typed: a command as it can be sent again, or a form's fields."""
    if interaction.type is InteractionType.application_command and interaction.command is not None:
        options = [f"{option['name']}:{option['value']}" for option in _options(interaction)]
        return " ".join([f"/{interaction.command.qualified_name}", *options]) if options else ""
    return "\n".join(_fields(interaction))


def not_in(said: str, interaction: discord.Interaction[Any]) -> str:
    """Return those texts that were typed and are not in what is said about them."""
    texts = _fields(interaction)
    if interaction.type is InteractionType.application_command:
        values = [option["value"] for option in _options(interaction)]
        texts = [each for each in values if isinstance(each, str) and len(each) >= LONG_ENOUGH]
    shown = [each for each in texts if each not in said and text.quoted(each) not in said]
    return "\n".join(each for each in shown if text.verbatim(each).strip("`\n") not in said)


def check_visible(interaction: discord.Interaction[Any]) -> None:
    """Raise NothingToSee where an option or a field has nothing but signs that nobody sees."""
    options = _options(interaction) if interaction.type is InteractionType.application_command else []
    words = [option["value"] for option in options if option["type"] == AppCommandOptionType.string.value]
    if not all(map(seen, words + _fields(interaction))):
        raise NothingToSee


def given_back(said: str, typed: str) -> tuple[str, discord.File | None]:
    """Return a sentence with what was typed behind it, in a file where a message has no room for it.

    A refusal may have given some of it back already: then the rest is called so.
    """
    if not typed:
        return said, None
    whole = f"{said}\n{THE_REST if IN_THE_ANSWER in said else IN_THE_ANSWER}\n{text.verbatim(typed)}"
    if len(typed) <= BLOCK_ROOM and len(whole) <= MESSAGE_TEXT:
        return whole, None
    return f"{said}\n{IN_A_FILE}", discord.File(io.BytesIO(typed.encode("utf-8", "replace")), "what-you-typed.txt")


def _options(interaction: discord.Interaction[Any]) -> list[dict[str, Any]]:
    """Return the options that were typed, whichever subcommand they belong to."""
    data: Any = interaction.data or {}
    found: list[dict[str, Any]] = data.get("options", [])
    while found and "options" in found[0]:
        found = found[0]["options"]
    return [option for option in found if option.get("type") in _TYPED]


def _fields(interaction: discord.Interaction[Any]) -> list[str]:
    if interaction.type is not InteractionType.modal_submit:
        return []
    data: Any = interaction.data
    typed = [_value(each) for each in _inputs(data["components"]) if "values" not in each]  # what is chosen is no word
    return [value for value in typed if value]


def field_values(components: Sequence[Mapping[str, Any]]) -> dict[str, str]:
    """Return a sent form's fields by name, whether in labels or in action rows."""
    return {each["custom_id"]: _value(each) for each in _inputs(components)}


def _inputs(components: Sequence[Mapping[str, Any]]) -> Iterator[Mapping[str, Any]]:
    for component in components:
        yield from [component["component"]] if "component" in component else component.get("components", [])


def _value(field: Mapping[str, Any]) -> str:
    value = field.get("value")
    return (value if value is not None else ",".join(field.get("values", []))).strip()
