"""Buttons that a route stands behind, and rows of them; `cogs/kit/router.py` finds what each runs."""

from __future__ import annotations

from typing import Any

import discord


def button(
    label: str,
    route: str,
    id: int,
    *,
    extra: str = "",
    style: discord.ButtonStyle = discord.ButtonStyle.secondary,
    emoji: str | None = None,
) -> discord.ui.Button[Any]:
    """Return a button that runs `route` for the row `id`, today or after any number of restarts."""
    custom_id = f"{route}:{id}" + (f":{extra}" if extra else "")
    return discord.ui.Button(label=label, style=style, custom_id=custom_id, emoji=emoji)


def buttons(*items: discord.ui.Item[Any]) -> discord.ui.View:
    """Return a row of buttons for a plain text message."""
    view = discord.ui.View(timeout=None)
    for item in items:
        view.add_item(item)
    view.stop()
    return view
