"""What /about shows."""

from __future__ import annotations

from datetime import datetime

import discord

from cogs.kit import cards
from cogs.kit.cards import SafeView


def about_card(version: str, began_at: datetime) -> SafeView:
    """Say which version runs since when, and where to read on."""
    since = discord.utils.format_dt(began_at, "R")
    return cards.card(
        f"### OneReader {version}\nI keep count of writing days and goals. This process of mine began {since}.",
        "- `/help` has every command, a topic at a time.\n"
        "- `/privacy export` hands you everything I keep about you.\n"
        "- My profile links the privacy policy and the terms, where my host has published them.",
        "-# Cities and their clocks: GeoNames (geonames.org), CC BY 4.0.",
    )
