"""/setup as a server's manager meets it."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import discord
import pytest

from cogs.leaderboards.cards import news_lines
from rules.leaderboards import GoalMilestone
from services.due import NotTaken, Skipped
from services.leaderboards.week import WeekNews
from tests.bot.board_steps import three_wrote
from tests.kinds import HOUSE
from tests.world import World, typed_out


async def set_up(world: World, **options: Any) -> Any:
    return await world.owner.slash(world.general, "setup", **options)


async def pick(world: World, panel: Any, menu: str, *values: Any, by: Any = None) -> Any:
    """Use one of the panel's menus."""
    kind = "channel" if menu == "channel" else "pick"
    return await (by or world.owner).select(panel, list(values), custom_id=f"{kind}:setup:{menu}:{world.guild.id}")


async def panel_now(world: World) -> str:
    return str((await set_up(world)).response.components)


async def test_the_panel_is_private_and_says_that_nothing_is_chosen(world: World) -> None:
    result = await set_up(world)

    assert result.ephemeral
    assert "**nowhere yet**" in str(result.response.components)


async def test_who_sets_up_reads_what_is_sent_and_how_to_be_rid_of_the_bot(world: World) -> None:
    panel = (await set_up(world)).response
    told = await world.owner.click(panel, label="What is sent")

    assert told.ephemeral
    assert world.bot.house.help["sent"].text.splitlines()[0] in str(told.response.components)
    sent = world.bot.house.help["sent"].text
    assert len(sent) < 1_150  # a screen and a half of a phone
    for promise in (
        "once a day at most",
        "After five without a sign of life they end",
        "Who only looks around is sent nothing",
    ):
        assert promise in sent
    assert "erased after 30 days" in world.bot.house.help["setup"].text


async def test_every_menu_changes_its_part_also_after_a_restart(world: World) -> None:
    panel = (await set_up(world, zone="Berlin")).response
    await pick(world, panel, "channel", world.board)
    await world.restart()
    await pick(world, panel, "weekday", "2")
    await pick(world, panel, "hour", "18")

    shown = await panel_now(world)
    assert f"goes to <#{world.board.id}> on **Wednesday** at **18:00**, next on Wednesday 7 January 2026" in shown
    assert "Berlin (Europe/Berlin)" in shown


async def test_the_board_is_posted_there_and_then(world: World) -> None:
    panel = (await set_up(world, zone="Berlin")).response
    await pick(world, panel, "channel", world.board)
    await three_wrote(world)
    await world.until(datetime(2026, 1, 12, 7, 59, tzinfo=UTC))
    assert world.board.history() == []
    await world.until(datetime(2026, 1, 12, 8, 0, tzinfo=UTC))

    (post,) = world.board.history()
    assert "The week to Sunday 11 January 2026" in str(post.components)
    assert "mara, tomas and sam wrote **321 words** together." in str(post.components)


async def weekly_post(world: World) -> Any:
    """Choose the board's channel, let three write on four days, and return the post of the week after."""
    await pick(world, (await set_up(world)).response, "channel", world.board)
    await three_wrote(world, days=4)
    await world.until(datetime(2026, 1, 12, 9, 0, tzinfo=UTC))
    for _ in range(3):  # where Discord has trouble first
        await world.pass_time(hours=0.1)
    return world.board.history()[-1]


async def test_the_board_shows_kept_promises_as_a_picture_with_its_words(world: World) -> None:
    post = await weekly_post(world)

    (picture,) = post.attachments
    said = "Bar chart, Kept promises, by name: mara, 4 days; sam, 4 days; tomas, 4 days."
    assert (picture.filename, picture.description) == ("board.png", said)
    assert said in str([part.to_dict() for part in post.components])


async def test_a_post_tried_again_brings_its_picture_whole(world: World) -> None:
    world.env.inject_error("POST", f"/channels/{world.board.id}/messages", status=503, times=2)
    post = await weekly_post(world)
    await world.until(datetime(2026, 1, 12, 10, 0, tzinfo=UTC))

    assert world.board.history() == [post]
    assert (await post.attachments[0].read()).startswith(b"\x89PNG")


async def test_setup_says_where_the_bot_cannot_see_whether_a_post_arrived(world: World) -> None:
    denied = discord.PermissionOverwrite(read_message_history=False)
    blind = world.guild.create_text_channel("blind", overwrites={world.guild.default_role: denied})
    await pick(world, (await set_up(world)).response, "channel", blind)
    said = await panel_now(world)

    assert f"cannot see whether a post arrived: I am missing **Read Message History** in <#{blind.id}>." in said
    assert "The test post is in" in (await press_test(world)).response.content


async def test_without_the_permission_for_pictures_the_board_comes_in_words_and_setup_says_so(world: World) -> None:
    denied = discord.PermissionOverwrite(attach_files=False)
    words_only = world.guild.create_text_channel("words-only", overwrites={world.guild.default_role: denied})
    await pick(world, (await set_up(world)).response, "channel", words_only)
    needed = f"The weekly board comes without its picture: I am missing **Attach Files** in <#{words_only.id}>."
    assert needed in await panel_now(world)
    assert "The test post is in" in (await press_test(world)).response.content

    await three_wrote(world, days=4)
    # SimCord takes files from whoever may write; Discord refuses them so.
    world.env.inject_error("POST", f"/channels/{words_only.id}/messages", status=403, code=50013, times=1)
    await world.until(datetime(2026, 1, 12, 9, 0, tzinfo=UTC))
    post = words_only.history()[-1]
    assert "**3 writers** showed up and wrote **1,284 words**" in str(post.components)
    assert "mara · 4 days" in str(post.components)
    assert post.attachments == []
    assert "did not get through" not in await panel_now(world)


async def test_only_managers_may_use_the_command_and_the_menus(world: World) -> None:
    assert "setup" not in world.mara.available_commands(world.general)
    helpers = world.guild.create_role("Helpers", permissions=discord.Permissions(manage_guild=True))
    world.env.backend.add_member_role(world.guild.id, world.mara.id, helpers.id)
    panel = (await world.mara.slash(world.general, "setup")).response
    world.env.backend.remove_member_role(world.guild.id, world.mara.id, helpers.id)
    result = await pick(world, panel, "weekday", "2", by=world.mara)

    assert result.ephemeral
    assert "Only people who may manage this server" in result.response.content
    assert "**Monday**" in await panel_now(world)


async def test_a_channel_without_permission_is_named_with_what_is_missing(world: World) -> None:
    silent = world.guild.create_text_channel(
        "announcements",
        overwrites={world.guild.default_role: discord.PermissionOverwrite(send_messages=False)},
    )
    panel = (await set_up(world)).response
    await pick(world, panel, "channel", silent)

    shown = await panel_now(world)
    assert f"I cannot post in <#{silent.id}> yet: I am missing **Send Messages** there" in shown
    await pick(world, panel, "channel", world.board)
    assert "I cannot post" not in await panel_now(world)


async def test_an_ambiguous_zone_asks_again_and_changes_nothing(world: World) -> None:
    result = await set_up(world, zone="CST")

    assert result.ephemeral
    assert "Use `/setup` again" in typed_out(result.response.content)
    assert "UTC" in await panel_now(world)


async def test_new_members_start_with_the_servers_clock(world: World) -> None:
    await set_up(world, zone="Tokyo")
    result = await world.mara.slash(world.general, "settings show")

    assert "Tokyo (Asia/Tokyo)" in str(result.response.components)


async def test_the_form_sets_the_servers_clock_and_asks_where_it_is_unclear(world: World) -> None:
    panel = (await set_up(world)).response
    form = await world.owner.click(panel, label="Change the time zone")
    await world.restart()
    question = await world.owner.submit_modal(form, {"zone": "CST"})
    assert question.ephemeral
    assert "UTC" in await panel_now(world)
    again = await world.owner.click(panel, label="Change the time zone")
    await world.owner.submit_modal(again, {"zone": "Lisbon"})

    assert "**Lisbon (Europe/Lisbon)**" in await panel_now(world)


# The test post


async def press_test(world: World, by: Any = None) -> Any:
    panel = (await set_up(world)).response
    return await (by or world.owner).click(panel, label="Send a test post")


async def test_the_test_post_appears_in_the_channel_and_says_when_the_board_comes(world: World) -> None:
    await pick(world, (await set_up(world, zone="Berlin")).response, "channel", world.board)
    result = await press_test(world)

    (post,) = world.board.history()
    assert "on Monday 12 January 2026 at 09:00 in Berlin (Europe/Berlin), and every Monday" in str(post.components)
    assert f"The test post is in <#{world.board.id}>" in result.response.content
    assert result.ephemeral


async def test_a_test_post_that_cannot_be_sent_names_what_is_missing(world: World) -> None:
    silent = world.guild.create_text_channel(
        "announcements",
        overwrites={world.guild.default_role: discord.PermissionOverwrite(send_messages=False)},
    )
    await pick(world, (await set_up(world)).response, "channel", silent)
    result = await press_test(world)

    assert "I am missing **Send Messages** there" in result.response.content
    assert silent.history() == []


@pytest.mark.breaks_things
async def test_a_test_post_that_discord_refuses_says_so_and_keeps_what_was_set(world: World) -> None:
    await pick(world, (await set_up(world)).response, "channel", world.board)
    world.env.inject_error("POST", "/channels/*/messages", status=403, code=50013, times=1)
    result = await press_test(world)

    assert "Discord did not take the test post" in result.response.content
    assert f"goes to <#{world.board.id}>" in await panel_now(world)


async def test_only_managers_may_send_a_test_post_or_change_the_clock(world: World) -> None:
    await pick(world, (await set_up(world)).response, "channel", world.board)
    panel = (await set_up(world)).response
    helpers = world.guild.create_role("Helpers", permissions=discord.Permissions(manage_guild=True))
    world.env.backend.add_member_role(world.guild.id, world.mara.id, helpers.id)
    panel = (await world.mara.slash(world.general, "setup")).response
    form = await world.mara.click(panel, label="Change the time zone")
    world.env.backend.remove_member_role(world.guild.id, world.mara.id, helpers.id)

    refused = [
        await world.mara.click(panel, label="Send a test post"),
        await world.mara.click(panel, label="Change the time zone"),
        await world.mara.submit_modal(form, {"zone": "Lisbon"}),
    ]
    assert all("Only people who may manage this server" in each.response.content for each in refused)
    assert world.board.history() == []
    assert "UTC" in await panel_now(world)


async def test_without_a_channel_there_is_nothing_to_test(world: World) -> None:
    panel = (await set_up(world)).response
    (test,) = [item for item in parts(panel) if item.get("label") == "Send a test post"]

    assert test["disabled"] is True


def parts(message: Any) -> list[dict[str, Any]]:
    """Return the payload of everything in a card, its rows included."""
    (card,) = message.components
    return [item for row in card["components"] for item in (row, *row.get("components", []))]


# What stands in the way, and how the sending went


async def test_a_channel_that_is_gone_is_named_as_such(world: World) -> None:
    await pick(world, (await set_up(world)).response, "channel", world.board)
    world.env.backend.delete_channel(world.board.id)
    await world.env.settle()

    assert "The channel of the weekly board is gone" in await panel_now(world)


async def test_a_channel_where_milestones_cannot_be_celebrated_is_named(world: World) -> None:
    closed, open_to_mara = (discord.PermissionOverwrite(send_messages=each) for each in (False, True))
    quiet = world.guild.create_text_channel(
        "quiet", overwrites={world.guild.default_role: closed, world.mara: open_to_mara}
    )
    result = await world.mara.slash(world.general, "goal set", text="500 followers in 3 months")
    await world.mara.click(result.response, label="Looks right")
    assert "celebrate milestones" not in await panel_now(world)
    result = await world.mara.slash(quiet, "goal set", text="10 poems in 3 months")
    await world.mara.click(result.response, label="Looks right")

    shown = await panel_now(world)
    assert f"I cannot celebrate milestones in <#{quiet.id}> yet: I am missing **Send Messages** there" in shown


async def test_slow_mode_in_a_chosen_channel_is_said_and_stops_no_post(world: World) -> None:
    with world.env._bot_scope():
        await world.bot.http.edit_channel(world.board.id, rate_limit_per_user=30)
    await world.env.settle()
    await pick(world, (await set_up(world)).response, "channel", world.board)

    shown = await panel_now(world)
    assert f"Slow mode is on in {world.board.mention}" in shown
    tested = await world.owner.click((await set_up(world)).response, label="Send a test post")
    assert "The test post is in" in tested.response.content


async def test_a_week_is_counted_with_reasons_and_without_names(world: World) -> None:
    await pick(world, (await set_up(world)).response, "channel", world.board)
    assert "nothing was due" in await panel_now(world)
    await world.mara.slash(world.general, "wrote", words=5)
    for member in (world.mara, world.tomas):
        await member.slash(world.general, "settings reminder", on=True)
    await world.until(datetime(2026, 1, 5, 20, 30, tzinfo=UTC))  # Mara has written, Tomas has not

    shown = await panel_now(world)
    assert "Reminders: 1 sent, 1 left out (1 had already written)" in shown
    assert f"<@{world.mara.id}>" not in shown
    assert f"<@{world.tomas.id}>" not in shown

    await world.until(datetime(2026, 1, 12, 9, 0, tzinfo=UTC))
    assert "Weekly board: 1 sent" in await panel_now(world)
    await world.mara.slash(world.general, "settings reminder", on=False)
    await world.tomas.slash(world.general, "settings reminder", on=False)
    await world.until(datetime(2026, 1, 19, 8, 30, tzinfo=UTC))
    assert "Weekly board: 1 sent" in await panel_now(world)
    await world.until(datetime(2026, 1, 19, 9, 30, tzinfo=UTC))
    assert "Weekly board: 0 sent, 1 left out (1 fell in a week in which nobody wrote)" in await panel_now(world)


@pytest.mark.breaks_things
async def test_a_failed_board_is_explained_in_plain_words(world: World) -> None:
    await pick(world, (await set_up(world)).response, "channel", world.board)
    await world.mara.slash(world.general, "wrote", words=5)
    world.env.inject_error("POST", f"/channels/{world.board.id}/messages", status=403, code=50013, times=None)
    await world.until(datetime(2026, 1, 12, 9, 0, tzinfo=UTC))

    told = await world.owner.slash(world.general, "streak show")
    assert any(f"could not be posted in <#{world.board.id}>" in each.content for each in told.followups)
    shown = await panel_now(world)
    assert "The last weekly board did not get through: it went to a channel I may not post in." in shown
    assert "so it comes in a moment" in shown
    await world.pass_time(days=5)
    assert "Weekly board: 0 sent, 1 failed" not in await panel_now(world)
    await world.pass_time(days=1.6)  # it is tried every hour until half a day before the next
    shown = await panel_now(world)
    assert "so the next will" in shown
    assert "Weekly board: 0 sent, 1 failed (1 went to a channel I may not post in)" in shown


async def test_another_servers_members_are_not_counted(world: World) -> None:
    other = world.env.create_guild("Quills")
    talk = other.create_text_channel("talk")
    stranger = other.add_member(world.env.create_user("aiko"))
    await stranger.slash(talk, "settings boards", shown=True)
    await world.until(datetime(2026, 1, 5, 20, 0, tzinfo=UTC))

    assert "nothing was due" in await panel_now(world)


def test_every_reason_for_leaving_out_has_words() -> None:
    known = {reason for kind in all_kinds_of(Skipped) for reason in kind} | set(NotTaken) - {NotTaken.DEPARTED}
    assert {reason.value for reason in known} == set(HOUSE.reasons)


def all_kinds_of(kind: type[Skipped]) -> list[type[Skipped]]:
    return [each for direct in kind.__subclasses__() for each in (direct, *all_kinds_of(direct))]


# The news in the weekly post


async def test_the_weekly_post_tells_milestones_and_newcomers(world: World) -> None:
    await pick(world, (await set_up(world)).response, "channel", world.board)
    result = await world.mara.slash(world.general, "goal set", text="500 followers in 3 months")
    await world.mara.click(result.response, label="Looks right")
    await world.mara.slash(world.general, "goal progress", to="130")
    await world.tomas.slash(world.general, "wrote", words=5)
    await world.until(datetime(2026, 1, 12, 9, 0, tzinfo=UTC))

    post = str(world.board.history()[-1].components)
    assert "mara has passed 25 % of the way to “500 followers in 3 months”" in post
    assert "New this week: welcome, tomas." in post
    assert "Welcome back" not in post


def test_news_is_named_up_to_a_limit_with_the_rest_counted() -> None:
    news = WeekNews(
        milestones=tuple(GoalMilestone(number, "a *bold* goal", 100) for number in range(1, 11)),
        comebacks=tuple(range(11, 14)),
        newcomers=tuple(range(21, 31)),
    )
    lines = news_lines(news)

    assert lines[1] == "<@1> reached “a \\*bold\\* goal”"
    assert lines[9:11] == ["…and 2 more.", "Welcome back, <@11>, <@12> and <@13>. It is good to see you write."]
    assert lines[11].endswith("<@28> and 2 more.")
    assert news.named_ids == {*range(1, 9), *range(11, 14), *range(21, 29)}
