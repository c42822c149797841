"""The panel of /setup."""

from __future__ import annotations

from typing import Any

import discord

from cogs.ui import cards, text
from cogs.ui.errors import SafeView
from services.leaderboards import Server, ServerSetup

POST_HOURS = (6, 8, 9, 12, 15, 18, 20, 21)


# What posting takes: discord.py's name of each permission, and Discord's own.
NEEDED = {"view_channel": "View Channel", "send_messages": "Send Messages"}


def panel(setup: ServerSetup, missing: list[str]) -> SafeView:
    """Show what is set, what stands in its way, and the menus that change it at once."""
    server = setup.server
    return cards.card(
        f"### Setting up OneReader\n{_board_words(setup)}",
        *_trouble(setup, missing),
        [_channel_menu(server)],
        [_weekday_menu(server)],
        [_hour_menu(server)],
        f"-# Your server's clock is {text.zone_name(server.zone)}; `/setup` with `zone` changes it. "
        "New members start with it and may choose their own.",
    )


def _board_words(setup: ServerSetup) -> str:
    server = setup.server
    when = f"on **{text.WEEKDAYS[server.board_weekday]}** at **{server.board_time:%H:%M}**"
    if server.board_channel_id is None or setup.next_on is None:
        return f"The weekly board goes **nowhere yet**: choose its channel, and it comes {when}."
    return (
        f"The weekly board goes to <#{server.board_channel_id}> {when}, next on {text.full_day(setup.next_on)}. "
        "A week in which nobody wrote is left out."
    )


def _trouble(setup: ServerSetup, missing: list[str]) -> list[str]:
    channel = f"<#{setup.server.board_channel_id}>"
    if missing:
        needed = text.listing([f"**{name}**" for name in missing])
        return [
            f"I cannot post in {channel} yet: I am missing {needed} there. Allow me that under Edit Channel, "
            "Permissions, then run `/setup` again to check."
        ]
    if setup.failure:
        return [
            f"The last post did not get through (`{setup.failure}`). I can write in {channel} now, so the next will."
        ]
    return []


def _channel_menu(server: Server) -> discord.ui.ChannelSelect[Any]:
    chosen = (
        [discord.SelectDefaultValue(id=server.board_channel_id, type=discord.SelectDefaultValueType.channel)]
        if server.board_channel_id
        else []
    )
    menu: discord.ui.ChannelSelect[Any] = discord.ui.ChannelSelect(
        custom_id=f"channel:setup:channel:{server.id}",
        channel_types=[discord.ChannelType.text],
        placeholder="Channel for the weekly board",
        default_values=chosen,
    )
    return menu


def _weekday_menu(server: Server) -> discord.ui.Select[Any]:
    menu: discord.ui.Select[Any] = discord.ui.Select(
        custom_id=f"pick:setup:weekday:{server.id}", placeholder="Weekday of the weekly board"
    )
    for number, name in enumerate(text.WEEKDAYS):
        menu.add_option(label=name, value=str(number), default=number == server.board_weekday)
    return menu


def _hour_menu(server: Server) -> discord.ui.Select[Any]:
    menu: discord.ui.Select[Any] = discord.ui.Select(
        custom_id=f"pick:setup:hour:{server.id}", placeholder="Time of the weekly board"
    )
    for hour in POST_HOURS:
        menu.add_option(label=f"{hour:02}:00", value=str(hour), default=hour == server.board_time.hour)
    return menu
