"""The menus of /setup: a weekday, an hour."""

from __future__ import annotations

from typing import Any

import discord

from cogs.kit import text
from cogs.kit.routes import Route


def weekday_menu(route: Route, placeholder: str, server_id: int, chosen: int) -> discord.ui.Select[Any]:
    """Return a menu of weekdays, counted from Monday, 0."""
    menu = route.menu(placeholder, server_id)
    for number, name in enumerate(text.WEEKDAYS):
        menu.add_option(label=name, value=str(number), default=number == chosen)
    return menu


def hour_menu(route: Route, placeholder: str, server_id: int, chosen: int) -> discord.ui.Select[Any]:
    """Return a menu of the day's hours."""
    menu = route.menu(placeholder, server_id)
    for hour in range(24):
        menu.add_option(label=f"{hour:02}:00", value=str(hour), default=hour == chosen)
    return menu
