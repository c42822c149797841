"""Which of somebody's goals are said where everybody reads."""

from __future__ import annotations

from collections.abc import Iterable

from cogs.kit.act import LiveAct
from cogs.kit.cog import FeatureCog
from services.goals.running import GoalView


async def told_here(cog: FeatureCog, act: LiveAct, views: Iterable[GoalView]) -> tuple[GoalView, ...]:
    """Return the goals that everybody may see who reads where the act is done: what is said aloud tells of no other."""
    return tuple([view for view in views if view.shared_here and await cog.all_may_read(act, view.goal.channel_id)])
