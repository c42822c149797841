"""/circle as a server meets it: begin, join, leave, look, hand over, close; and places that are closed or gone."""

from __future__ import annotations

from typing import Any

import discord
import pytest
from simcord.backend.models import Overwrite
from simcord.enums import OverwriteType

from tests.bot.circle_steps import OWLS, begin, invitation, owls, said, thread, told
from tests.bot.test_privacy import erase
from tests.world import World, typed_out

PRIVATE_THREADS = discord.Permissions(create_private_threads=True)
NOTHING = discord.Permissions.none()


async def everyone_may(
    world: World, *, allow: discord.Permissions = NOTHING, deny: discord.Permissions = NOTHING
) -> None:
    """Change what everybody, the bot included, may do in the general channel."""
    changed = Overwrite(world.guild.id, OverwriteType.ROLE, allow.value, deny.value)
    world.env.backend.set_overwrite(world.general.id, changed)
    await world.env.settle()


def forget_threads(world: World) -> None:
    """Take the threads out of the bot's memory, as after a start when they are not among the active ones."""
    guild: Any = world.bot.get_guild(world.guild.id)
    guild._threads.clear()


async def test_a_circle_begins_with_a_thread_an_invitation_and_a_word_to_its_owner(world: World) -> None:
    result = await begin(world, world.mara, "  Night   Owls ")

    # One post: the thread begins under it. Discord tells of a thread by itself only where it has no message.
    (invited,) = [each for each in world.general.history() if each.type is discord.MessageType.default]
    assert result.ephemeral
    assert result.followups == []
    assert f"**{OWLS}** has begun" in result.response.content
    assert "It meets in the thread below." in said(invited)
    assert (thread(world).id, thread(world).name) == (invited.id, OWLS)
    assert "kept, partly or missed" in told(world)[0]


async def test_the_same_name_twice_is_refused_and_named(world: World) -> None:
    await begin(world, world.mara)
    result = await begin(world, world.tomas, "night OWLS")

    assert "A circle here has a name that looks like that" in result.response.content
    assert len(world.general.threads) == 1


async def test_one_circle_for_a_member_in_a_server(world: World) -> None:
    await begin(world, world.mara)
    again = await begin(world, world.mara, "Second")
    await begin(world, world.tomas, "Larks")
    joining = await world.mara.slash(world.general, "circle join", circle="Larks")

    for words in (again.response.content, joining.response.content):
        assert f"You are in **{OWLS}**, and a circle works best as the only one" in words


async def test_joining_by_button_brings_in_and_is_told_also_after_a_restart(world: World) -> None:
    await everyone_may(world, allow=PRIVATE_THREADS)
    await begin(world, world.mara, private=True)
    await world.restart()
    first = await world.tomas.click(invitation(world), label="Join")
    second = await world.tomas.click(invitation(world), label="Join")

    assert first.ephemeral
    assert f"Welcome to **{OWLS}**" in first.response.content
    assert "already" in second.response.content
    assert sum("has joined. Welcome." in words for words in told(world)) == 1
    assert thread(world).history(viewer=world.tomas)  # a private thread, which he could not read before


async def test_a_private_thread_is_closed_to_others(world: World) -> None:
    await everyone_may(world, allow=PRIVATE_THREADS)
    await begin(world, world.mara, private=True)

    with pytest.raises(Exception, match="cannot read"):
        thread(world).history(viewer=world.tomas)
    opened: list[Any] = [each.json for each in world.env.http_requests if each.path.endswith("/threads")]
    assert [each["invitable"] for each in opened] == [False]
    readers = "Only its members can read it, and whoever may manage threads here."
    assert readers in said(invitation(world))
    assert readers in told(world)[0]


async def test_a_private_thread_closes_behind_whoever_erases_themselves(world: World) -> None:
    await everyone_may(world, allow=PRIVATE_THREADS)
    await begin(world, world.mara, private=True)
    await world.tomas.click(invitation(world), label="Join")
    await erase(world, who=world.tomas)

    with pytest.raises(Exception, match="cannot read"):
        thread(world).history(viewer=world.tomas)


async def test_a_full_circle_says_so_kindly(world: World) -> None:
    await begin(world, world.mara, seats=3)
    guests = [world.guild.add_member(world.env.create_user(f"guest{number}")) for number in range(2)]
    for guest in guests:
        await guest.click(invitation(world), label="Join")
    result = await world.tomas.click(invitation(world), label="Join")

    assert result.ephemeral
    assert f"**{OWLS}** has no seat for you right now" in result.response.content
    assert "`/circle create` begins another" in typed_out(result.response.content)


async def test_the_list_says_where_there_is_room_and_joins_by_menu(world: World) -> None:
    empty = await world.tomas.slash(world.general, "circle list")
    assert "There is no circle in this server that you could join yet" in empty.response.content
    await begin(world, world.mara)
    shown = await world.tomas.slash(world.general, "circle list")
    assert f"**{OWLS}** · 1 of 8" in said(shown.response)

    result = await world.tomas.select(shown.response, [str(await circle_id(world))], custom_id="pick:circles:choose:0")
    assert f"Welcome to **{OWLS}**" in result.response.content


async def circle_id(world: World) -> int:
    known = await world.mara.autocomplete(world.general, "circle show", "circle", "")
    return int(known[0]["value"])


async def test_names_are_offered_while_typing_and_what_fits_none_is_refused(world: World) -> None:
    await begin(world, world.mara)
    choices = await world.tomas.autocomplete(world.general, "circle join", "circle", "owl")
    assert [choice["name"] for choice in choices] == [OWLS]
    result = await world.tomas.slash(world.general, "circle join", circle="Larks")
    assert "I know no circle called “Larks” here" in result.response.content


async def test_leaving_passes_the_circle_on_and_the_last_one_closes_it(world: World) -> None:
    home = (await owls(world)).history()[0]
    first = await world.mara.click(home, label="Leave")
    second = await world.mara.click(home, label="Leave")
    last = await world.tomas.slash(world.general, "circle leave")

    assert f"<@{world.tomas.id}> looks after it now" in first.response.content
    assert "That is for the circle's members" in second.response.content
    assert "Nobody was left in it, so it is closed" in last.response.content
    assert any(f"mara has left the circle. <@{world.tomas.id}> looks after it now" in each for each in told(world))
    listed = await world.mara.slash(world.general, "circle list")
    assert "There is no circle" in listed.response.content


async def test_the_new_owner_alone_is_notified(world: World) -> None:
    home = (await owls(world)).history()[0]
    await world.mara.click(home, label="Leave")

    (sent,) = [each.json for each in world.env.http_requests if each.json and "has left the circle" in str(each.json)]
    assert sent["allowed_mentions"]["users"] == [world.tomas.id]


async def test_closing_asks_once_more_and_is_told_in_the_circle(world: World) -> None:
    await owls(world)
    refused = await world.tomas.slash(world.general, "circle close")
    asked = await world.mara.slash(world.general, "circle close")
    assert "looks after **Night Owls**" in refused.response.content
    assert "It ends for all 2 members" in said(asked.response)
    await world.restart()
    await world.mara.click(asked.response, label="Close it")

    assert "has closed this circle" in told(world)[-1]
    shown = await world.mara.slash(world.general, "circle show")
    assert "You are in no circle here yet" in shown.response.content


async def test_keeping_it_closes_nothing(world: World) -> None:
    await owls(world)
    asked = await world.mara.slash(world.general, "circle close")
    await world.mara.click(asked.response, label="Keep it")
    assert "2 of 8" in said((await world.tomas.slash(world.general, "circle show")).response)


async def test_somebody_who_manages_the_server_may_close_any_circle(world: World) -> None:
    await owls(world)
    asked = await world.owner.slash(world.general, "circle close", circle=OWLS)
    await world.owner.click(asked.response, label="Close it")

    assert "sam has closed this circle" in told(world)[-1]


async def test_a_stranger_sees_who_is_in_it_but_not_what_was_promised(world: World) -> None:
    await owls(world)
    form = await world.mara.click(
        (await world.mara.slash(world.general, "circle show")).response, label="This week I will…"
    )
    await world.mara.submit_modal(form, {"promise": "the ferry scene"})
    mine = said((await world.tomas.slash(world.general, "circle show")).response)
    theirs = said((await world.owner.slash(world.general, "circle show", circle=OWLS)).response)

    assert "the ferry scene" in mine
    assert "the ferry scene" not in theirs
    assert f"<@{world.mara.id}> and <@{world.tomas.id}> (2 of 8)" in theirs
    assert "'label': 'Join'" in theirs


async def test_the_board_is_the_circles_own(world: World) -> None:
    await owls(world)
    for who, words in ((world.mara, 10), (world.owner, 99)):
        await who.slash(world.general, "wrote", words=words)
    shown = said((await world.tomas.slash(world.general, "circle board")).response)

    assert shown.count(f"<@{world.mara.id}> · 1 day") == 2  # kept, of no plan that was chosen; and a streak
    assert str(world.owner.id) not in shown


async def test_on_the_circles_board_nobody_stands_above_for_a_fuller_bar_or_a_longer_streak(world: World) -> None:
    await owls(world)
    await world.tomas.slash(world.general, "wrote", words=10)
    await world.pass_time(days=1)
    for who in (world.mara, world.tomas):
        await who.slash(world.general, "wrote", words=10)
    shown = said((await world.tomas.slash(world.general, "circle board")).response)

    kept, streaks = shown.split("**Streaks**")
    for each in (kept, streaks):
        assert each.index(f"<@{world.mara.id}>") < each.index(f"<@{world.tomas.id}>")  # who sat down first


async def test_who_opted_out_of_boards_is_not_on_the_circles_either(world: World) -> None:
    await owls(world)
    await world.mara.slash(world.general, "wrote", words=10)
    await world.mara.slash(world.general, "settings boards", shown=False)

    assert str(world.mara.id) not in said((await world.tomas.slash(world.general, "circle board")).response)


# Places


def denied(**permissions: bool) -> discord.PermissionOverwrite:
    return discord.PermissionOverwrite(**dict.fromkeys(permissions, False))


async def test_what_the_bot_may_not_do_is_named_with_the_channel(world: World) -> None:
    everyone = world.guild.default_role
    closed = world.guild.create_text_channel("closed", overwrites={everyone: denied(create_private_threads=True)})
    refused = await world.mara.slash(closed, "circle create", name=OWLS, private=True)
    open_one = await world.mara.slash(closed, "circle create", name=OWLS)

    assert refused.ephemeral
    assert f"I cannot give a circle its place in {closed.mention} yet" in refused.response.content
    assert "I am missing **Create Private Threads** there" in refused.response.content
    assert "has begun" in open_one.response.content


async def test_who_may_open_no_thread_opens_none_through_the_bot(world: World) -> None:
    quiet = world.guild.create_text_channel("quiet", overwrites={world.mara: denied(create_public_threads=True)})
    result = await world.mara.slash(quiet, "circle create", name=OWLS)

    assert "takes **Create Public Threads**, which you do not have there" in result.response.content
    assert quiet.threads == []


async def test_a_channel_is_chosen_by_those_who_manage_it(world: World) -> None:
    keeper = discord.PermissionOverwrite(manage_channels=True)
    den = world.guild.create_text_channel("den", overwrites={world.tomas: keeper})
    refused = await begin(world, world.mara, channel=den)
    done = await begin(world, world.tomas, channel=den, private=True)  # which a channel of the server cannot be
    taken = await den_again(world, den)

    assert "takes **Manage Channels**, which you do not have there" in refused.response.content
    assert f"It meets in {den.mention}" in done.response.content
    assert "Only its members can read it" not in said(invitation(world))
    assert "kept, partly or missed" in said(den.history()[0])
    assert f"Another circle meets in {den.mention}" in taken.response.content


async def den_again(world: World, den: Any) -> Any:
    keeper = world.guild.add_member(
        world.env.create_user("keeper"),
        roles=[world.guild.create_role("Keepers", permissions=discord.Permissions(manage_channels=True))],
    )
    return await begin(world, keeper, "Larks", channel=den)


async def test_used_inside_a_thread_it_goes_to_the_channel_around_it(world: World) -> None:
    there = await owls(world)
    await world.owner.slash(there, "circle create", name="Larks")

    assert {each.name for each in world.general.threads} == {OWLS, "Larks"}


async def test_a_thread_that_discord_refuses_is_made_later_from_show(world: World) -> None:
    world.env.inject_error("POST", "/channels/*/threads", status=403, code=50013, times=1)
    result = await begin(world, world.mara)
    assert "did not let me make its thread just now" in result.response.content
    assert result.followups == []

    shown = (await world.mara.slash(world.general, "circle show")).response
    assert "It has no place of its own yet" in said(shown)
    await world.mara.click(shown, label="Make a new thread")
    assert "kept, partly or missed" in told(world)[0]


async def delete(world: World, place: Any) -> None:
    await world.bot.http.delete_channel(place.id)
    await world.env.settle()


async def test_a_deleted_thread_is_told_to_its_owner_once_and_made_anew_once(world: World) -> None:
    gone = await owls(world)
    await delete(world, gone)
    await world.tick()
    await world.pass_time(days=8)

    letters = [each.content for each in world.mara.user.dm_channel.history(viewer=world.mara.user)]
    assert sum(f"The place of your circle **{OWLS}** is gone" in each for each in letters) == 1
    shown = (await world.tomas.slash(world.general, "circle show")).response
    assert "Its thread is gone" in said(shown)
    await world.restart()
    first = await world.tomas.click(shown, label="Make a new thread")
    second = await world.tomas.click(shown, label="Make a new thread")

    assert thread(world).id != gone.id
    assert first.response.content == second.response.content
    assert thread(world).mention in first.response.content
    assert len(world.general.threads) == 1
    assert "kept, partly or missed" in told(world)[0]


async def test_a_thread_deleted_while_the_bot_was_away_is_noticed_when_somebody_looks(world: World) -> None:
    await owls(world)
    forget_threads(world)
    world.env.inject_error("GET", f"/channels/{thread(world).id}", status=404, code=10003, times=1)

    assert "Its thread is gone" in said((await world.mara.slash(world.general, "circle show")).response)


async def test_the_thread_of_whoever_was_last_and_erases_themselves_goes_into_the_archive(world: World) -> None:
    await begin(world, world.mara)
    await erase(world)
    await world.restart()
    await world.tick()

    *_, last = world.env.http_requests
    assert (last.method, last.path, last.json) == ("PATCH", f"/channels/{thread(world).id}", {"archived": True})


async def test_an_archived_thread_is_no_trouble(world: World) -> None:
    there = await owls(world)
    await world.bot.http.edit_channel(there.id, archived=True)
    forget_threads(world)

    assert "Make a new thread" not in said((await world.mara.slash(world.general, "circle show")).response)


async def test_a_newcomer_is_welcomed_before_they_are_brought_in_for_that_opens_an_archived_thread(
    world: World,
) -> None:
    there = await owls(world)

    paths = [each.path for each in world.env.http_requests if each.path.startswith(f"/channels/{there.id}/")]
    assert paths[-2:] == [f"/channels/{there.id}/messages", f"/channels/{there.id}/thread-members/{world.tomas.id}"]


async def test_show_says_what_a_locked_thread_takes(world: World) -> None:
    there = await owls(world)
    await everyone_may(world, deny=discord.Permissions(manage_threads=True))
    await world.bot.http.edit_channel(there.id, locked=True)
    await world.env.settle()

    shown = said((await world.mara.slash(world.general, "circle show")).response)
    assert "I am missing **Manage Threads** there" in shown


async def test_show_names_what_the_bot_is_missing_in_the_circles_place(world: World) -> None:
    await owls(world)
    await everyone_may(world, deny=discord.Permissions(send_messages_in_threads=True))
    shown = said((await world.mara.slash(world.general, "circle show")).response)

    assert "I am missing **Send Messages in Threads** there" in shown


async def test_a_circle_of_another_server_is_out_of_reach(world: World) -> None:
    await owls(world)
    elsewhere = world.env.create_guild("Elsewhere")
    lobby = elsewhere.create_text_channel("lobby")
    twin: Any = elsewhere.add_member(world.mara.user)

    assert "You are in no circle here" in (await twin.slash(lobby, "circle show")).response.content
    assert "no circle called" in (await twin.slash(lobby, "circle join", circle=OWLS)).response.content


async def test_what_a_member_types_as_a_name_stays_text(world: World) -> None:
    result = await begin(world, world.mara, "**@everyone** <@1>")

    assert "\\*\\*" in result.response.content
    assert "\\<\\@1\\>" in result.response.content
