"""Once a day the bot asks Discord where it is: of some removals nobody tells it."""

from __future__ import annotations

from typing import Any

import pytest

from tests.world import World


async def removed(world: World) -> list[bool]:
    async with world.bot.context.db.read() as connection:
        return [row["gone"] for row in await connection.fetch("SELECT removed_at IS NOT NULL AS gone FROM servers")]


async def look_around(world: World) -> None:
    cog: Any = world.bot.get_cog("Schedule")
    with world.env._bot_scope():
        await cog.look_around()


async def test_a_removal_that_nobody_told_of_is_noticed_and_so_is_the_way_back(world: World) -> None:
    await world.mara.slash(world.general, "wrote", words=1)
    guilds = world.env.backend.guilds
    known = guilds.pop(world.guild.id)  # no event: the connection was just being made anew
    await look_around(world)
    assert await removed(world) == [True]

    guilds[world.guild.id] = known
    await look_around(world)
    assert await removed(world) == [False]


@pytest.mark.breaks_things
async def test_where_discord_cannot_say_nothing_changes(world: World) -> None:
    await world.mara.slash(world.general, "wrote", words=1)
    world.env.inject_error("GET", "/users/@me/guilds", status=403, code=50001, times=1)
    await look_around(world)

    assert await removed(world) == [False]
