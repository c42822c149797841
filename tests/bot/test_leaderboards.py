"""/leaderboard as a server meets it."""

from __future__ import annotations

from typing import Any

from tests.world import World


async def board(world: World, who: Any, **options: Any) -> Any:
    return await who.slash(world.general, "leaderboard", **options)


def card(result: Any) -> str:
    return str(result.response.components)


async def test_the_board_is_for_all_and_ones_place_for_oneself(world: World) -> None:
    await world.mara.slash(world.general, "wrote", words=300)
    await world.tomas.slash(world.general, "wrote", words=1)
    result = await board(world, world.tomas, board="words")

    assert not result.ephemeral
    assert f"1\\\\. <@{world.mara.id}> · 300 words" in card(result)
    assert f"2\\\\. <@{world.tomas.id}> · 1 word'" in card(result)
    (mine,) = result.followups
    assert mine.ephemeral
    assert mine.content.startswith("Your place among 2 writers, for your eyes only:")


async def test_nobody_is_pinged(world: World) -> None:
    await world.mara.slash(world.general, "wrote", words=300)
    before = len(world.env.http_requests)
    await board(world, world.tomas, board="words")

    bodies = [each.json.get("data", each.json) for each in world.env.http_requests[before:]]
    assert len(bodies) == 2
    assert all(body["allowed_mentions"] == {"parse": []} for body in bodies)


async def test_early_in_the_week_the_default_board_says_when_it_fills(world: World) -> None:
    await world.mara.slash(world.general, "wrote", words=300)
    result = await board(world, world.mara)

    assert "The week is young" in card(result)
    assert result.followups == []


async def test_kept_promises_by_wednesday(world: World) -> None:
    for _ in range(2):
        await world.mara.slash(world.general, "wrote", words=1)
        await world.pass_time(days=1)
    await world.mara.slash(world.general, "wrote", words=1)

    assert "3 of 3 (100 %)" in card(await board(world, world.mara))


async def test_streaks_name_their_unit(world: World) -> None:
    await world.mara.slash(world.general, "wrote", words=1)

    assert f"<@{world.mara.id}> · 1 day" in card(await board(world, world.mara, board="streak"))


async def test_who_is_not_there_is_told_why_privately(world: World) -> None:
    await world.mara.slash(world.general, "wrote", words=1)
    stranger = await board(world, world.tomas, board="words")
    await world.tomas.slash(world.general, "settings boards", shown=False)
    hidden = await board(world, world.tomas, board="words")

    assert "You are not on this board yet" in stranger.followups[0].content
    assert "as you chose" in hidden.followups[0].content
    assert stranger.followups[0].ephemeral
    assert hidden.followups[0].ephemeral


async def test_looking_brings_nobody_a_reminder(world: World) -> None:
    await board(world, world.tomas, board="words")
    await world.pass_time(hours=14)

    assert world.tomas.user.dm_channel.history(viewer=world.tomas.user) == []
