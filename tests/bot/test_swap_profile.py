"""What swaps add to a profile: counts, and comments that helped where their reader lets others see them."""

from __future__ import annotations

import pytest

from tests.bot.goal_steps import lines
from tests.bot.swap_steps import Stage, real
from tests.world import World


@pytest.fixture
def stage(world: World) -> Stage:
    return Stage(world, restarting=True)


async def test_a_reader_may_show_a_comment_that_helped_on_their_profile(stage: Stage) -> None:
    await stage.press(stage.mara, await stage.commented(), "This helped")
    await stage.world.tick()

    async def profile() -> str:
        shown = await stage.mara.slash(stage.world.general, "profile", member=stage.tomas)
        return lines(shown.response)

    assert "Gave **1 comment**, 1 marked helpful" in await profile()
    assert real(1)["effect"][:40] not in await profile()
    told = stage.dm(stage.tomas, "helped.")
    pressed = await stage.press(stage.tomas, told, "Show it on my profile")
    assert "without the line you quoted" in pressed.followups[0].content
    assert real(1)["effect"][:40] in await profile()
    assert real(1)["quote"] not in await profile()

    await stage.press(stage.tomas, stage.dm(stage.tomas, "helped."), "Take it off my profile")
    assert real(1)["effect"][:40] not in await profile()
    assert "Reached **1 reader**" in lines((await stage.mara.slash(stage.world.general, "profile")).response)
