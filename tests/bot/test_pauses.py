"""/streak pause as a member meets it."""

from __future__ import annotations

from typing import Any

import pytest

from tests.world import World


async def pause(world: World, first: str, last: str) -> Any:
    return await world.mara.slash(world.general, "streak pause", **{"from": first, "to": last})


async def test_a_pause_asks_for_nothing_and_can_be_ended(world: World) -> None:
    await world.mara.slash(world.general, "wrote", words=1)
    result = await pause(world, "tomorrow", "Sunday")
    assert "Pause tomorrow to Sunday 11 January" in str(result.response.components)

    await world.pass_time(days=4)
    shown = await world.mara.slash(world.general, "streak show")
    assert "## 1 day" in str(shown.response.components)
    await world.mara.click(shown.response, label="End this pause")
    await world.pass_time(days=2)
    assert "## 0 days" in str((await world.mara.slash(world.general, "streak show")).response.components)


@pytest.mark.parametrize(
    ("first", "last", "said"),
    [
        ("today", "2026-03-30", "30 at most"),
        ("today", "in 45 days", "to last until Thursday 19 February 2026 it begins on Wednesday 21 January 2026"),
        ("2026-01-10", "2026-01-08", "before it starts"),
        ("tomorrow", "today", "before it starts"),
        ("today", "next Friday", "could not tell which day"),
        ("2026-01-01", "2026-01-08", "starts today"),
        ("whenever", "Friday", "could not tell which day"),
    ],
)
async def test_a_pause_that_cannot_be_is_refused_with_the_reason(
    world: World, first: str, last: str, said: str
) -> None:
    result = await pause(world, first, last)

    assert result.ephemeral
    assert said in result.response.content


async def test_a_pause_to_come_is_noted_long_before(world: World) -> None:
    paused = await pause(world, "in 40 days", "in 45 days")

    assert "Pause Saturday 14 February to Thursday 19 February" in str(paused.response.components)
