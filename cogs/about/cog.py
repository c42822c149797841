"""/about: which version runs, since when, and where to read on."""

from __future__ import annotations

from discord import app_commands

from cogs.about.cards import about_card
from cogs.kit.act import LiveAct
from cogs.kit.answering.answers import Answer, answered, private
from cogs.kit.cog import FeatureCog
from services.process import VERSION


class About(FeatureCog):
    """What this bot is."""

    @app_commands.command(name="about")
    @answered
    async def about(self, _act: LiveAct) -> Answer:
        """Which version of me runs, since when, and where to read on."""
        return private(view=about_card(VERSION, self.bot.began_at))
