"""What /setup shows of a server's weekly sprint."""

from __future__ import annotations

from datetime import datetime

import discord

from cogs.kit import cards, text
from cogs.kit.cards import SafeView
from cogs.setup import routes
from cogs.setup.menus import hour_menu, weekday_menu
from cogs.setup.obstacles import Obstacle
from rules.sprints import CALLED_BEFORE, USUAL_MINUTES
from services.sprints.weekly import WeeklyChosen


def sprint_panel(chosen: WeeklyChosen, server_id: int, obstacle: Obstacle | None) -> SafeView:
    """Show where and when a server's weekly sprint begins, and the menus that change it at once."""
    weekly = chosen.weekly
    minutes = int(CALLED_BEFORE.total_seconds() // 60)
    return cards.card(
        f"### A weekly sprint\n{_words(chosen)}",
        *([] if obstacle is None else [obstacle.words]),
        [routes.SPRINT_CHANNEL.channel_menu("Channel for the weekly sprint", server_id, weekly.channel_id)],
        [weekday_menu(routes.SPRINT_DAY, "Weekday of the sprint", server_id, weekly.weekday)],
        [hour_menu(routes.SPRINT_HOUR, "Time of the sprint", server_id, weekly.time.hour)],
        f"-# I post its card {minutes} minutes before, without notifying anybody; whoever presses **I'm in** is rung at the end.",
        [routes.SPRINT_STOP.button("End it", server_id, disabled=weekly.channel_id is None)],
    )


def _words(chosen: WeeklyChosen) -> str:
    weekly = chosen.weekly
    when = f"on **{text.WEEKDAYS[weekly.weekday]}** at **{weekly.time:%H:%M}**, by the server's clock"
    if weekly.channel_id is None or chosen.next_at is None:
        return f"There is **none yet**: choose a channel, and {USUAL_MINUTES} minutes of writing together begin there {when}."
    return f"{USUAL_MINUTES} minutes of writing together begin in <#{weekly.channel_id}> {when}, next {_next(chosen.next_at)}."


def _next(at: datetime) -> str:
    return discord.utils.format_dt(at, "R")
