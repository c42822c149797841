"""What members see of one another, and of whom they see nothing."""

from __future__ import annotations

from typing import Any

from tests.bot.goal_steps import lines, set_goal
from tests.world import World


async def test_why_somebody_pauses_is_theirs_alone(world: World) -> None:
    shown = []
    for words in (0, 5):
        if words:
            await world.mara.slash(world.general, "wrote", words=words)
        await world.mara.slash(
            world.general, "streak pause", **{"from": "today", "to": "in 9 days", "reason": "hospital"}
        )
        shown += [await who.slash(world.general, "streak show", member=world.mara) for who in (world.mara, world.tomas)]
    told = ["hospital" in f"{each.response.content} {each.response.components}" for each in shown]

    assert told == [True, False, True, False]
    assert "I have nothing to show for them here" in shown[1].response.content


async def test_whom_discord_names_no_member_is_looked_at_no_more(world: World) -> None:
    async def look_at(who: Any) -> list[bool]:
        shown = [
            lines((await world.tomas.slash(world.general, command, member=who)).response)
            for command in ("streak show", "profile", "goal list")
        ]
        return ["100 words" in each or "500 followers" in each for each in shown]

    await world.mara.slash(world.general, "wrote", words=100)
    await set_goal(world, "500 followers in 3 months")
    before = await look_at(world.mara)
    world.guild.remove_member(world.mara)
    gone = await look_at(world.mara.user)
    back = world.guild.add_member(world.mara.user)
    await back.slash(world.general, "wrote", words=0)

    assert (before, gone, await look_at(back)) == ([True] * 3, [False] * 3, [True] * 3)
