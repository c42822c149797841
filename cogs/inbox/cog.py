"""The inbox: what could not reach a member is told, privately, after their next answer. No command of its own."""

from __future__ import annotations

from cogs.inbox import cards, routes
from cogs.kit.act import LiveAct
from cogs.kit.answering.answers import Answer, in_place, private
from cogs.kit.answering.delivery import Fate
from cogs.kit.cog import FeatureCog
from cogs.kit.routes import Pressed
from services import inbox
from services.answers import Aftermath


class Inbox(FeatureCog):
    """What waits for members."""

    async def after_act(self, act: LiveAct, after: Aftermath) -> None:
        """Tell what waits, behind an answer. It counts as seen only once it was sent."""
        if not after.waiting or not act.delivery.takes_more:
            return
        if await act.delivery.give(private(*cards.told(self.bot.house, after.waiting))) is Fate.ARRIVED:
            await inbox.note_seen(self.context, act, after.waiting[-1])

    @routes.MORE.pressed
    async def more(self, act: LiveAct, pressed: Pressed) -> Answer:
        """Turn to what else waited."""
        return in_place(*cards.page(self.bot.house, await inbox.more(self.context, act, pressed.id)))
