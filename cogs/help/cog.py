"""/help: how it works, a topic at a time."""

from __future__ import annotations

from typing import TYPE_CHECKING

from discord import app_commands

from cogs.help import topics as ui
from cogs.kit import replies
from cogs.kit.cog import FeatureCog
from cogs.kit.router import Interaction, Pressed, on_press

if TYPE_CHECKING:
    from bot import OneReader


class Help(FeatureCog):
    """How it works."""

    @app_commands.command(name="help")
    @app_commands.describe(topic="What you want to know about")
    @app_commands.choices(topic=[app_commands.Choice(name=name, value=each.value) for each, name in ui.NAMES.items()])
    async def help(self, interaction: Interaction, topic: str | None = None) -> None:
        """How to begin, and every command by topic."""
        card = ui.overview_card() if topic is None else ui.topic_card(ui.Topic(topic))
        await replies.private(interaction, view=card)

    @on_press("help:topic")
    async def pick_topic(self, interaction: Interaction, _pressed: Pressed, values: list[str]) -> None:
        """Turn to another topic."""
        await replies.replace(interaction, view=ui.topic_card(ui.Topic(values[0])))


async def setup(bot: OneReader) -> None:
    """Load the cog."""
    await bot.add_cog(Help(bot))
