"""/help: how it works, a topic at a time."""

from __future__ import annotations

from discord import app_commands

from cogs.help import routes
from cogs.help import topics as ui
from cogs.kit.act import LiveAct
from cogs.kit.answering.answers import Answer, answered, choices, in_place, offered, private
from cogs.kit.cog import FeatureCog
from cogs.kit.routes import Pressed


class Help(FeatureCog):
    """How it works."""

    @app_commands.command(name="help")
    @app_commands.describe(topic="What you want to know about")
    @answered
    async def show_help(self, _act: LiveAct, topic: app_commands.Range[str, 1, 100] | None = None) -> Answer:
        """How to begin, and every command by topic."""
        topics, docs_url = self.bot.house.help, self.bot.settings.docs_url
        if topic is None:
            return private(view=ui.overview_card(topics, docs_url))
        return private(view=ui.topic_card(topics, topic, docs_url))

    @show_help.autocomplete("topic")
    @offered
    async def topic_choices(self, _act: LiveAct, typed: str) -> list[app_commands.Choice[str]]:
        """Offer the topics."""
        return choices(((topic.name, topic.key) for topic in self.bot.house.help.values()), typed)

    @routes.TOPIC.pressed
    async def pick_topic(self, _act: LiveAct, pressed: Pressed) -> Answer:
        """Turn to another topic."""
        return in_place(view=ui.topic_card(self.bot.house.help, pressed.chosen, self.bot.settings.docs_url))
