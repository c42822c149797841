"""The channels that /setup chooses: taken back, and what is said of them on its first card."""

from __future__ import annotations

from typing import Any

import discord
import pytest

from tests.world import World


async def choose(world: World, opened: str, menu: str, *channels: Any) -> str:
    """Choose, or empty, a menu of /setup or of what one of its buttons opens; return what is shown then."""
    panel = (await world.owner.slash(world.general, "setup")).response
    if opened:
        panel = (await world.owner.click(panel, label=opened)).response
    chosen = await world.owner.select(panel, list(channels), custom_id=f"channel:setup:{menu}:{world.guild.id}")
    return str(chosen.response.components)


@pytest.mark.parametrize(
    ("opened", "menu", "nowhere"),
    [
        ("", "channel", "The weekly board goes **nowhere yet**"),
        ("", "intro", "Introductions go **nowhere yet**"),
        ("", "reports", "Reports of a text or a comment go **nowhere yet**"),
        ("Weekly sprint", "sprint_channel", "There is **none yet**"),
    ],
)
async def test_a_channel_that_was_chosen_is_taken_back_by_emptying_its_menu(
    world: World, opened: str, menu: str, nowhere: str
) -> None:
    assert nowhere not in await choose(world, opened, menu, world.board)
    assert nowhere in await choose(world, opened, menu)


async def test_the_first_card_says_where_reports_go_who_reads_them_and_what_is_missing_there(world: World) -> None:
    async def first_card() -> str:
        return str((await world.owner.slash(world.general, "setup")).response.components)

    assert "choose a channel that only your moderators see" in await first_card()

    await choose(world, "", "reports", world.general)
    assert f"Reports go to <#{world.general.id}>" in await first_card()
    assert "Everybody can read that channel" in await first_card()

    closed = {world.guild.default_role: discord.PermissionOverwrite(send_messages=False)}
    silent = world.guild.create_text_channel("announcements", overwrites=closed)
    await choose(world, "", "reports", silent)
    assert f"I cannot post reports in <#{silent.id}> yet" in await first_card()
