"""How buttons look: what to press first, what finishes something, what takes something away, and all others."""

from __future__ import annotations

import discord

PRIMARY = discord.ButtonStyle.primary
SUCCESS = discord.ButtonStyle.success
DANGER = discord.ButtonStyle.danger
SECONDARY = discord.ButtonStyle.secondary
