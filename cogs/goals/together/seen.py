"""Which goals together somebody sees."""

from __future__ import annotations

from cogs.kit.act import LiveAct
from cogs.kit.cog import FeatureCog
from services.goals.together import going
from services.goals.together.posts import TogetherShown


async def open_to(cog: FeatureCog, act: LiveAct) -> tuple[TogetherShown, ...]:
    """Return the goals together that are open where it was asked and that the asker may see.

    A circle's are seen in its place; the server's by whoever may read where they were begun, or is in them.
    """
    running = await going.open_here(cog.context, act)
    return tuple([shown for shown in running if await _may_see(cog, act, shown)])


async def _may_see(cog: FeatureCog, act: LiveAct, shown: TogetherShown) -> bool:
    if shown.goal.circle_id is not None or act.member_id in shown.member_ids:
        return True
    return await cog.may_read(act, shown.goal.channel_id)
