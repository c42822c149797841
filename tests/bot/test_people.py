"""/introduce and /profile as a server meets them."""

from __future__ import annotations

from typing import Any

import discord
import pytest

from tests.bot.channel_steps import mute
from tests.bot.goal_steps import lines, set_goal
from tests.world import World, typed_out

WORDS: dict[str, Any] = {
    "who": "A night *nurse* in Porto",
    "writes": "Short stories",
    "why": "I finish nothing alone",
    "offers": "",
    "links": "https://mara.example",
}


async def choose_channel(world: World, channel: Any) -> Any:
    panel = (await world.owner.slash(world.general, "setup")).response
    return await world.owner.select(panel, [channel], custom_id=f"channel:setup:intro:{world.guild.id}")


async def introduce(world: World, **changed: str) -> str:
    """Let Mara send the form; return what she was told, having checked that nobody else saw it."""
    form = await world.mara.slash(world.general, "introduce")
    sent = await world.mara.submit_modal(form, {**WORDS, **changed})
    assert sent.ephemeral
    return str(sent.response.content)


async def profile(world: World, of: Any = None, asker: Any = None) -> str:
    options = {"member": of} if of is not None else {}
    result = await (asker or world.tomas).slash(world.general, "profile", **options)
    assert result.ephemeral
    return lines(result.response)


async def test_an_introduction_is_posted_in_its_channel(world: World) -> None:
    await choose_channel(world, world.board)
    told = await introduce(world)

    assert told.startswith(f"Your introduction is in <#{world.board.id}>.")
    (post,) = world.board.history()
    assert lines(post) == (
        "### Meet mara\n**Who I am**\n> A night \\*nurse\\* in Porto\n"
        "**What I write**\n> Short stories\n"
        "**Why I am here**\n> I finish nothing alone\n**Where to read me**\n> <https://mara.example>"
    )


async def test_sending_it_again_changes_it_where_it_stands_also_after_a_restart(world: World) -> None:
    await choose_channel(world, world.board)
    await introduce(world)
    form = await world.mara.slash(world.general, "introduce")
    assert WORDS["why"] in str(form.modal)
    await choose_channel(world, world.general)
    await world.restart()
    sent = await world.mara.submit_modal(form, {**WORDS, "who": "A day nurse"})

    assert sent.response.content == f"Your introduction is changed, where it stands in <#{world.board.id}>."
    (post,) = world.board.history()
    assert "> A day nurse" in lines(post)


async def test_one_that_was_deleted_is_posted_anew(world: World) -> None:
    await choose_channel(world, world.board)
    await introduce(world)
    role = world.guild.create_role("Moderators", permissions=discord.Permissions(manage_messages=True))
    moderator = world.guild.add_member(world.env.create_user("aiko"), roles=[role])
    await moderator.delete(world.board.last_message)
    assert world.board.history() == []

    assert (await introduce(world)).startswith("Your introduction is in")
    assert len(world.board.history()) == 1
    assert (await introduce(world)).startswith("Your introduction is changed")
    for _ in range(4):
        await moderator.delete(world.board.last_message)
        told = await introduce(world)
    assert "Everybody here has seen five of yours within the hour" in told
    assert world.board.history() == []


async def test_without_a_channel_the_words_are_kept_and_posted_later(world: World) -> None:
    told = await introduce(world)
    assert "no channel for introductions yet" in told
    assert "Short stories" in await profile(world, world.mara)

    await choose_channel(world, world.board)
    form = await world.mara.slash(world.general, "introduce")
    assert WORDS["why"] in str(form.modal)
    await world.mara.submit_modal(form, WORDS)
    assert len(world.board.history()) == 1


async def test_in_a_forbidden_channel_the_words_are_kept_and_setup_says_what_is_missing(world: World) -> None:
    silent = world.guild.create_text_channel(
        "introductions",
        overwrites={world.guild.default_role: discord.PermissionOverwrite(send_messages=False)},
    )
    panel = await choose_channel(world, silent)
    assert f"I cannot post introductions in <#{silent.id}> yet: I am missing **Send Messages**" in lines(panel.response)

    assert f"I may not post in <#{silent.id}>" in await introduce(world)
    assert "Short stories" in await profile(world, world.mara)


async def test_setup_says_where_introductions_go_and_only_managers_choose(world: World) -> None:
    panel = (await world.owner.slash(world.general, "setup")).response
    assert "Introductions go **nowhere yet**" in lines(panel)
    assert f"Introductions go to <#{world.board.id}>." in lines((await choose_channel(world, world.board)).response)


async def test_who_manages_the_server_no_longer_chooses_nothing(world: World) -> None:
    helpers = world.guild.create_role("Helpers", permissions=discord.Permissions(manage_guild=True))
    world.env.backend.add_member_role(world.guild.id, world.mara.id, helpers.id)
    panel = (await world.mara.slash(world.general, "setup")).response
    world.env.backend.remove_member_role(world.guild.id, world.mara.id, helpers.id)
    refused = await world.mara.select(panel, [world.board], custom_id=f"channel:setup:intro:{world.guild.id}")

    assert "Only people who may manage this server" in refused.response.content
    assert "Introductions go **nowhere yet**" in lines((await world.owner.slash(world.general, "setup")).response)


async def test_only_spaces_are_no_introduction(world: World) -> None:
    assert (await introduce(world, who=" ", writes="", why="", links="")).startswith("That was only spaces.")


# Profiles


async def test_a_profile_shows_words_shared_goals_and_kept_promises(world: World) -> None:
    await introduce(world)
    await set_goal(world, "500 followers in 3 months")
    await set_goal(world, "10 poems in 3 months", private=True)
    await world.mara.slash(world.general, "wrote", words=1234, note="the ferry scene", quiet=True)

    shown = await profile(world, world.mara)
    assert shown.startswith(f"### <@{world.mara.id}>\n**Who I am**\n> A night \\*nurse\\* in Porto")
    assert "**Goals shared here**\n> 500 followers in 3 months\n> ▁▁▁▁▁▁▁▁▁▁ 0 %" in shown
    assert "Streak **1 day** · longest run **1 day** written\nWrote on **1 day** in the last 90" in shown
    for private in ("poems", "1,234", "ferry", "behind", "Still to go"):
        assert private not in shown


async def test_ones_own_profile_says_that_others_see_it(world: World) -> None:
    await world.mara.slash(world.general, "wrote", words=1)
    assert "Others in this server see this. `/introduce` adds" in typed_out(await profile(world, asker=world.mara))
    await introduce(world)
    assert "Others in this server see this. `/introduce` changes" in typed_out(await profile(world, asker=world.mara))
    await world.mara.slash(world.general, "settings boards", shown=False)

    assert "Others see this without your streak" in typed_out(await profile(world, asker=world.mara))
    assert "Streak" not in await profile(world, world.mara)


async def test_the_menu_of_a_member_shows_their_profile(world: World) -> None:
    nobody = await world.tomas.context_menu(world.general, "View profile", world.mara)
    assert nobody.ephemeral
    assert nobody.response.content.startswith("There is no profile here yet")

    await introduce(world)
    shown = await world.tomas.context_menu(world.general, "View profile", world.mara)
    assert shown.ephemeral
    assert "> Short stories" in lines(shown.response)


NOBODY = discord.PermissionOverwrite(send_messages=False)
ALLOWED = discord.PermissionOverwrite(view_channel=True, send_messages=True)


@pytest.mark.parametrize(
    ("everybody", "marked", "is_posted"),
    [
        pytest.param(NOBODY, None, True, id="a channel for reading"),
        pytest.param(NOBODY, NOBODY, False, id="a channel for reading, muted by a role"),
        pytest.param(None, NOBODY, False, id="a channel for all, muted by a role"),
        pytest.param(discord.PermissionOverwrite(view_channel=False), None, False, id="a channel that others read"),
    ],
)
async def test_an_introduction_goes_where_its_writer_writes_or_reads_what_nobody_writes(
    world: World, everybody: Any, marked: Any, *, is_posted: bool
) -> None:
    mark = world.guild.create_role("Marked")
    world.env.backend.guilds[world.guild.id].members[world.mara.id].role_ids.append(mark.id)
    given = {world.guild.default_role: everybody, mark: marked, world.guild.me: ALLOWED, world.owner: ALLOWED}
    channel = world.guild.create_text_channel("introductions", overwrites={k: v for k, v in given.items() if v})
    await choose_channel(world, channel)
    told = await introduce(world)

    assert told.startswith("Your introduction is in" if is_posted else "Your introduction is kept")
    assert len(channel.history()) == is_posted
    assert WORDS["why"] in await profile(world, world.mara)


async def test_no_introduction_goes_where_a_role_writes_that_its_writer_lacks(world: World) -> None:
    verified = world.guild.create_role("Verified")
    given = {world.guild.default_role: NOBODY, verified: ALLOWED, world.guild.me: ALLOWED}
    channel = world.guild.create_text_channel("introductions", overwrites=given)
    await choose_channel(world, channel)

    assert (await introduce(world)).startswith("Your introduction is kept")
    world.env.backend.guilds[world.guild.id].members[world.mara.id].role_ids.append(verified.id)
    assert (await introduce(world)).startswith("Your introduction is in")


async def test_nobody_introduces_themselves_from_where_they_may_not_write(world: World) -> None:
    await choose_channel(world, world.board)
    form = await world.mara.slash(world.general, "introduce")
    await mute(world, world.mara, world.general)
    sent = await world.mara.submit_modal(form, WORDS)
    again = await world.mara.slash(world.general, "introduce")

    assert "nothing was kept" in sent.response.content
    assert (again.modal, world.board.history()) == (None, [])
