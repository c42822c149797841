"""Cards: the one look of everything the bot shows at length (Discord's Components V2)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import discord

from cogs.kit.answering import errors

# One palette; meaning is always in the words too, never in the colour alone.
LEAF = discord.Colour(0x2E8B6F)
INK = discord.Colour(0x4A5A7A)
AMBER = discord.Colour(0xC98A1B)

RULE = "—rule—"

Part = str | discord.ui.MediaGallery[Any] | Sequence[discord.ui.Item[Any]]


class SafeView(discord.ui.LayoutView):
    """A card whose own items' failures take the one error path; every card of the bot is one."""

    async def on_error(
        self,
        interaction: discord.Interaction[Any],
        error: Exception,
        _item: discord.ui.Item[discord.ui.LayoutView],
        /,
    ) -> None:
        await errors.answer(interaction, error)


def card(*parts: Part, accent: discord.Colour = INK) -> SafeView:
    """Return a card: texts, `RULE` for a line between, pictures, and sequences of buttons (or one menu) as rows."""
    container: discord.ui.Container[Any] = discord.ui.Container(accent_colour=accent)
    for part in parts:
        if part == RULE:
            container.add_item(discord.ui.Separator())
        elif isinstance(part, str):
            container.add_item(discord.ui.TextDisplay(part))
        elif isinstance(part, discord.ui.MediaGallery):
            container.add_item(part)
        elif part:
            container.add_item(discord.ui.ActionRow(*part))
    view = SafeView(timeout=None)
    view.add_item(container)
    view.stop()  # its buttons are routed by their ids: discord.py need not keep it
    return view


def buttons(*items: discord.ui.Item[Any]) -> discord.ui.View:
    """Return a row of buttons for a plain text message."""
    view = discord.ui.View(timeout=None)
    for item in items:
        view.add_item(item)
    view.stop()
    return view
