"""Well done: one tap, told as a sum. It has no commands of its own."""

from __future__ import annotations

from cogs.kit.act import LiveAct
from cogs.kit.answering.answers import Answer, private
from cogs.kit.cog import FeatureCog
from cogs.kit.routes import Pressed, read_number
from cogs.praise import cards, routes
from services import praise


class PraiseCog(FeatureCog):
    """Praise."""

    @routes.WELL_DONE.pressed
    async def say_well_done(self, act: LiveAct, pressed: Pressed) -> Answer:
        """Say it to whoever wrote that, or got that far."""
        await praise.say_well_done(self.context, act, pressed.id, read_number(pressed.extra))
        return private(cards.PASSED_ON)
