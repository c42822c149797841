"""What Discord takes of a message, measured in one place before anything is sent.

Cards are worded to fit; this is for what nobody thought of. What is too long is cut, and said in the log, since an
answer that is cut is better than none.
"""

from __future__ import annotations

import logging
from typing import Any

import discord

from cogs.kit.text import shortened

MESSAGE_TEXT = 2_000
CARD_TEXT = 4_000
BUTTON_LABEL = 80
OPTIONS, OPTION_LABEL = 25, 100

log = logging.getLogger("onereader.limits")


def fitted(said: str, view: discord.ui.View | discord.ui.LayoutView | None = None) -> str:
    """Return a message's text as Discord takes it, its view cut likewise."""
    if view is not None:
        _fit_view(view)
    return _cut(said, MESSAGE_TEXT, "a message")


def _fit_view(view: discord.ui.View | discord.ui.LayoutView) -> None:
    items = list(view.walk_children())
    _fit_texts([item for item in items if isinstance(item, discord.ui.TextDisplay)])
    for item in items:
        if isinstance(item, discord.ui.Button):
            item.label = item.label and _cut(item.label, BUTTON_LABEL, "a button")
        elif isinstance(item, discord.ui.Select):
            _fit_menu(item)


def _fit_texts(texts: list[discord.ui.TextDisplay[Any]]) -> None:
    """Cut the longest texts of a card until all of them have room together."""
    while (over := sum(len(each.content) for each in texts) - CARD_TEXT) > 0:
        longest = max(texts, key=lambda each: len(each.content))
        longest.content = _cut(longest.content, max(len(longest.content) - over, 1), "a card")


def _fit_menu(menu: discord.ui.Select[Any]) -> None:
    """Leave of a menu what Discord takes."""
    if len(menu.options) > OPTIONS:
        log.warning("A menu had %s options", len(menu.options))
        menu.options = menu.options[:OPTIONS]
    for option in menu.options:
        option.label = _cut(option.label, OPTION_LABEL, "an option")
        option.description = option.description and _cut(option.description, OPTION_LABEL, "an option")


def _cut(text: str, most: int, what: str) -> str:
    if len(text) > most:
        log.warning("The text of %s had %s characters, and Discord takes %s", what, len(text), most)
    return shortened(text, most)
