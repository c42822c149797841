"""The menus of /setup: a channel, a weekday, an hour."""

from __future__ import annotations

from typing import Any

import discord

from cogs.kit import text


def channel_menu(route: str, server_id: int, chosen: int | None, placeholder: str) -> discord.ui.ChannelSelect[Any]:
    """Return a menu of the server's text channels."""
    menu: discord.ui.ChannelSelect[Any] = discord.ui.ChannelSelect(
        custom_id=f"channel:{route}:{server_id}",
        channel_types=[discord.ChannelType.text],
        placeholder=placeholder,
        default_values=[]
        if chosen is None
        else [discord.SelectDefaultValue(id=chosen, type=discord.SelectDefaultValueType.channel)],
    )
    return menu


def weekday_menu(route: str, server_id: int, chosen: int, placeholder: str) -> discord.ui.Select[Any]:
    """Return a menu of weekdays, counted from Monday, 0."""
    menu: discord.ui.Select[Any] = discord.ui.Select(custom_id=f"pick:{route}:{server_id}", placeholder=placeholder)
    for number, name in enumerate(text.WEEKDAYS):
        menu.add_option(label=name, value=str(number), default=number == chosen)
    return menu


def hour_menu(route: str, server_id: int, chosen: int, placeholder: str) -> discord.ui.Select[Any]:
    """Return a menu of the day's hours."""
    menu: discord.ui.Select[Any] = discord.ui.Select(custom_id=f"pick:{route}:{server_id}", placeholder=placeholder)
    for hour in range(24):
        menu.add_option(label=f"{hour:02}:00", value=str(hour), default=hour == chosen)
    return menu
