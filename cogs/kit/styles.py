"""How buttons look: what to press first, what finishes something, and all others."""

from __future__ import annotations

import discord

PRIMARY = discord.ButtonStyle.primary
SUCCESS = discord.ButtonStyle.success
SECONDARY = discord.ButtonStyle.secondary
