"""What Discord refuses, code by code: tried anew, put off, said, or the end."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from types import SimpleNamespace
from typing import Any

import discord
import pytest

from cogs.post.standing import MOST_INVALID, Ending, Resting, Standing
from db import members
from tests.bot.test_people import choose_channel, introduce
from tests.bot.test_reminders import EVENING, inbox, meet
from tests.world import World

OPENING = "/users/@me/channels"
A_DAY = timedelta(days=1)


def opened(world: World) -> int:
    """Return how often the bot asked for a direct-message channel."""
    return sum(each.path == OPENING for each in world.env.http_requests)


async def remembered(world: World) -> int | None:
    async with world.bot.context.db.read() as connection:
        member = await members.find(connection, world.mara.id)
    assert member is not None
    return member.dm_channel_id


def refuse(world: World, path: str, code: int, *, status: int = 403, times: int | None = None) -> None:
    world.env.inject_error("POST", path, status=status, code=code, times=times)


async def test_direct_messages_are_opened_while_the_member_is_there_and_not_in_the_evening(world: World) -> None:
    await world.mara.slash(world.general, "streak show")
    await world.mara.slash(world.general, "wrote", words=10)
    assert opened(world) == 0  # so far they have asked for nothing
    await meet(world, world.mara)
    assert opened(world) == 1
    await world.mara.slash(world.general, "wrote", words=10)
    await world.until(EVENING + A_DAY)

    assert opened(world) == 1
    assert len(inbox(world, world.mara)) == 1


@pytest.mark.parametrize(("status", "code"), [(403, 50001), (403, 50013), (404, 10003), (400, 50003)])
async def test_a_channel_discord_knows_no_more_is_opened_anew_once_and_the_reminder_comes(
    world: World, status: int, code: int
) -> None:
    await meet(world, world.mara)
    await world.until(EVENING)
    before, came = opened(world), len(inbox(world, world.mara))
    refuse(world, f"/channels/{await remembered(world)}/messages", code, status=status, times=1)
    await world.until(EVENING + A_DAY)

    assert opened(world) == before + 1
    assert len(inbox(world, world.mara)) == came + 1
    await world.until(EVENING + 2 * A_DAY)
    assert opened(world) == before + 1
    assert len(inbox(world, world.mara)) == came + 2


async def test_direct_messages_that_stay_refused_are_tried_anew_the_next_evening(world: World) -> None:
    await meet(world, world.mara)
    await world.until(EVENING)
    came = len(inbox(world, world.mara))
    refuse(world, f"/channels/{await remembered(world)}/messages", 50001, times=2)
    await world.until(EVENING + A_DAY)
    await world.pass_time(hours=1)
    assert len(inbox(world, world.mara)) == came

    await world.until(EVENING + 2 * A_DAY)
    assert len(inbox(world, world.mara)) == came + 1


async def test_a_direct_messages_failure_leaves_the_chosen_channel_alone(world: World) -> None:
    """Whoever chose a channel for closed direct messages is mentioned there; a test shows they are refused."""
    await meet(world, world.mara)
    refuse(world, "/channels/*/messages", 50007, times=1)
    await world.until(EVENING)
    note = (await world.mara.slash(world.general, "wrote", words=1, quiet=True)).followups[0]
    question = await world.mara.click(note, label="Mention me in a channel instead")
    await world.mara.click(question.response, label="Here, in this channel")
    refuse(world, f"/channels/{await remembered(world)}/messages", 50001, times=2)
    await world.mara.slash(world.general, "settings reminder", test=True)

    await world.until(EVENING + A_DAY)
    assert [each for each in world.general.history() if "your reminder to write" in each.content]


async def test_opening_too_fast_pauses_everybodys_and_loses_none(world: World) -> None:
    refuse(world, OPENING, 40003, times=1)
    await meet(world, world.mara)
    await meet(world, world.tomas)
    assert opened(world) == 1  # the other is not even tried

    await world.until(EVENING)
    assert len(inbox(world, world.mara)) == len(inbox(world, world.tomas)) == 1


async def test_each_opening_found_too_fast_doubles_the_pause(world: World) -> None:
    refuse(world, OPENING, 40003, times=None)
    await meet(world, world.mara)
    await world.until(EVENING)
    for _ in range(12 * 5):
        await world.pass_time(hours=1 / 60)

    assert 4 <= opened(world) <= 7  # once a minute would have been 60


async def test_quarantine_opens_nobody_new_reaches_whom_it_knows_and_is_said_in_setup(
    world: World, caplog: pytest.LogCaptureFixture
) -> None:
    await meet(world, world.mara)
    await world.until(EVENING)
    before = opened(world)
    refuse(world, OPENING, 20026, times=2)
    await meet(world, world.tomas)
    await world.until(EVENING + A_DAY)
    await world.pass_time(hours=0.5)

    assert opened(world) == before + 2
    assert len(inbox(world, world.mara)) == 2
    assert [each for each in caplog.records if each.levelname == "ERROR" and "quarantined" in each.message]
    await world.restart()
    assert "no new direct messages" in await setup_panel(world)
    assert opened(world) == before + 2

    await world.pass_time(hours=0.6)  # an hour on, one is tried again
    await world.pass_time(hours=0.3)
    assert len(inbox(world, world.tomas)) == 1
    assert "no new direct messages" not in await setup_panel(world)


async def setup_panel(world: World) -> str:
    return str((await world.owner.slash(world.general, "setup")).response.components)


async def test_something_on_the_way_that_refuses_the_address_ends_the_process(world: World) -> None:
    await meet(world, world.mara)
    refuse(world, "/channels/*/messages", 40333, times=1)
    await world.until(EVENING)

    assert world.bot.standing.ending is Ending.ADDRESS
    assert world.bot.standing.ended.is_set()


async def test_words_that_automod_stops_are_left_out_and_that_is_said(world: World) -> None:
    panel = (await world.owner.slash(world.general, "setup")).response
    await world.owner.select(panel, [world.board], custom_id=f"channel:setup:channel:{world.guild.id}")
    result = await world.mara.slash(world.general, "goal set", text="500 followers in 3 months")
    await world.mara.click(result.response, label="Looks right")
    await world.mara.slash(world.general, "goal progress", to="130")
    await world.tomas.slash(world.general, "wrote", words=5)
    refuse(world, f"/channels/{world.board.id}/messages", 200000, status=400, times=1)
    await world.until(datetime(2026, 1, 12, 9, 0, tzinfo=UTC))

    (post,) = world.board.history()
    assert "has passed 25 % of the way to “…”" in str(post.components)
    assert "500 followers" not in str(post.components)
    assert "Quoted words are left out" in str(post.components)


async def test_an_introduction_that_automod_stops_is_not_posted_empty_and_its_writer_hears_why(world: World) -> None:
    await choose_channel(world, world.board)
    refuse(world, f"/channels/{world.board.id}/messages", 200000, status=400, times=1)
    told = await introduce(world)

    assert world.board.history() == []
    assert "AutoMod" in told
    assert "kept" in told


async def test_an_archived_thread_is_taken_out_of_the_archive_and_written_in(world: World) -> None:
    channel = world.bot.get_channel(world.general.id)
    assert isinstance(channel, discord.TextChannel)
    with world.env._bot_scope():
        thread = await world.bot.post.open_private_thread(channel, "Week 1")
        await world.bot.http.edit_channel(thread, archived=True)
    refuse(world, f"/channels/{thread}/messages", 50083, status=400, times=1)
    with world.env._bot_scope():
        sent = await world.bot.post.send(world.guild.id, thread, "Week 2 begins")

    assert sent.content == "Week 2 begins"
    opened = [each.json for each in world.env.http_requests if each.method == "PATCH"]
    assert opened == [{"archived": True}, {"archived": False}]


# What comes back, counted


def answer(status: int, scope: str = "") -> Any:
    return SimpleNamespace(status=status, headers={"X-RateLimit-Scope": scope} if scope else {})


def test_sending_stops_at_half_of_what_gets_an_address_banned_and_goes_on_after_ten_minutes() -> None:
    standing = Standing()
    for number in range(MOST_INVALID):
        standing.check(float(number) / 100)
        standing.note(answer(429 if number % 2 else 403), float(number) / 100, with_token=True)
    with pytest.raises(Resting):
        standing.check(60.0)
    with pytest.raises(Resting):
        standing.check(599.0)
    standing.check(MOST_INVALID / 100 + 601)


def test_what_others_used_up_and_what_is_not_found_do_not_count() -> None:
    standing = Standing()
    for _ in range(2 * MOST_INVALID):
        standing.note(answer(404), 0.0, with_token=True)
        standing.note(answer(429, "shared"), 0.0, with_token=True)
    standing.check(1.0)


def test_a_refused_token_is_the_end_and_an_interactions_is_not() -> None:
    standing = Standing()
    standing.note(answer(401), 0.0, with_token=False)
    assert not standing.ended.is_set()
    standing.note(answer(401), 0.0, with_token=True)
    assert standing.ending is Ending.TOKEN
