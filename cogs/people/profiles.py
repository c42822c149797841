"""A member's profile as the answer to whoever asked for it."""

from __future__ import annotations

from dataclasses import replace

from cogs.kit.act import LiveAct
from cogs.kit.answering.answers import Answer, private
from cogs.kit.cog import FeatureCog
from cogs.people.cards import profile_card
from services import people


async def profile_answer(cog: FeatureCog, act: LiveAct, member_id: int) -> Answer:
    """Show somebody, with the goals that were told where the asker reads."""
    shown = await people.show_profile(cog.context, act, member_id)
    goals = [view for view in shown.goals if await cog.may_see(act, member_id, view.goal.channel_id)]
    return private(view=profile_card(replace(shown, goals=tuple(goals))))
