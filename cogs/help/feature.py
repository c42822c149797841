"""Help, as the house knows it."""

from __future__ import annotations

from cogs.help.cog import Help
from cogs.help.typed import TypedCommands
from cogs.kit.feature import Feature

FEATURE = Feature(
    cogs=(Help, TypedCommands),
)
