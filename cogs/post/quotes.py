"""Leaving members' words out of a message that a filter did not let through because of them."""

from __future__ import annotations

import re
from typing import Any

import discord

_QUOTED = re.compile(r"“[^”]*”")

LEFT_OUT = (
    "-# Quoted words are left out here: AutoMod in this server, or Discord's own link filter, did not let them through."
)


def without_quotes(text: str, content: dict[str, Any]) -> tuple[str, dict[str, Any]]:
    """Return a message to send without what it quotes, and with a line that says so."""
    view = content.get("view")
    if isinstance(view, discord.ui.LayoutView):
        for item in view.walk_children():
            if isinstance(item, discord.ui.TextDisplay):
                item.content = _plain(item.content)
        return text, {**content, "view": view.add_item(discord.ui.TextDisplay(LEFT_OUT))}
    return f"{_plain(text)}\n{LEFT_OUT}", content


def _plain(text: str) -> str:
    return "\n".join("> …" if line.startswith("> ") else _QUOTED.sub("“…”", line) for line in text.split("\n"))
