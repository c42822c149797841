"""/leaderboard as a server meets it."""

from __future__ import annotations

import asyncio
import re
from dataclasses import replace
from types import SimpleNamespace
from typing import Any

import pytest

from clock import SystemClock
from cogs.leaderboards import cog
from db.database import Database
from rules.leaderboards import Board, BoardPeriod
from services.acts import Act
from services.context import Context
from services.streaks import EntryInput, record_entry
from tests.bot.board_steps import three_wrote
from tests.world import World


async def board(world: World, who: Any, **options: Any) -> Any:
    return await who.slash(world.general, "leaderboard", **options)


def card(result: Any) -> str:
    return str(result.response.components)


async def test_the_board_is_for_all_and_ones_place_for_oneself(world: World) -> None:
    await three_wrote(world)
    on_it = await board(world, world.tomas, board="words")
    guests = [world.guild.add_member(world.env.create_user(f"guest{number}")) for number in range(10)]
    for guest in guests:
        await guest.slash(world.general, "wrote", words=50)
    below = await board(world, world.owner, board="words")

    assert not on_it.ephemeral
    assert "1. mara, 300 words; 2. tomas, 20 words; 3. sam, 1 word." in card(on_it)
    assert on_it.followups == []  # the card says it all
    (mine,) = below.followups
    assert mine.ephemeral
    assert mine.content.startswith("Your place among 13 writers, for your eyes only:\n12\\. <@")


async def test_under_three_names_a_board_says_who_wrote_without_figures(world: World) -> None:
    await world.mara.slash(world.general, "wrote", words=300)
    await world.tomas.slash(world.general, "wrote", words=20)
    for kind in ("words", "kept", "streak"):
        result = await board(world, world.mara, board=kind)
        assert "mara and tomas" in card(result)
        assert not re.search(r"\b(300|20|1 day|1 of 1)\b", card(result))
    result = await board(world, world.mara, board="words")
    assert [mine.content for mine in result.followups] == ["For your eyes only: 300 words."]


async def test_until_thursday_the_week_is_the_last_full_one(world: World) -> None:
    await three_wrote(world, days=7)
    await world.pass_time(days=1)
    monday = await board(world, world.mara)
    await world.pass_time(days=3)
    thursday = await board(world, world.mara)

    assert "### Kept promises, last week" in card(monday)
    assert "last week: mara, 7 days; sam, 7 days; tomas, 7 days." in card(monday)
    assert "Nobody yet this week" in card(thursday)


async def test_who_kept_less_than_half_stands_there_for_nobody_but_themselves(world: World) -> None:
    ines = world.guild.add_member(world.env.create_user("ines"))
    await ines.slash(world.general, "wrote", words=1)
    await three_wrote(world, days=7)
    await world.pass_time(days=1)
    shown = await board(world, ines)

    assert "ines" not in card(shown)
    assert [mine.content for mine in shown.followups] == [
        "For your eyes only: you wrote on **1 day** last week. From half of the days on, your name is on the "
        "board. This week is still open."
    ]


async def test_who_promised_one_week_stands_on_the_board_of_the_week(world: World) -> None:
    await world.mara.slash(world.general, "streak plan", rhythm="once a week")
    await three_wrote(world, days=7)
    await world.pass_time(days=1)

    assert "mara, 1 of 1" in card(await board(world, world.tomas))


async def test_nobody_is_pinged(world: World) -> None:
    await world.mara.slash(world.general, "wrote", words=300)
    before = len(world.env.http_requests)
    await board(world, world.tomas, board="words")

    sent = [each for each in world.env.http_requests[before:] if each.method == "POST"]
    bodies = [each.json.get("data", each.json) for each in sent if each.json]
    assert [body["allowed_mentions"] for body in bodies] == [{"parse": [], "users": []}, {"parse": ["users"]}]
    assert bodies[1]["flags"] & 64  # which only the asker reads


async def test_an_empty_board_says_how_it_begins(world: World) -> None:
    result = await board(world, world.mara)

    assert "Nobody yet this week." in card(result)
    assert "puts a name here; one line is enough." in card(result)
    assert result.followups == []


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


async def test_who_left_the_server_is_not_shown_and_does_not_come_back(world: World) -> None:
    await world.mara.slash(world.general, "wrote", words=300)
    await world.tomas.slash(world.general, "wrote", words=100)
    world.guild.remove_member(world.mara)
    first = await board(world, world.tomas, board="words")
    await world.restart()
    world.env.inject_error("GET", "/guilds/*/members/*", status=503, times=None)  # not asked about again
    second = await board(world, world.tomas, board="words")

    for result in (first, second):
        assert "mara" not in card(result)
        assert "tomas wrote this week" in card(result)


async def test_who_moves_up_for_somebody_who_left_is_asked_about_too(world: World) -> None:
    leaving = [world.guild.add_member(world.env.create_user(f"guest{number}")) for number in range(11)]
    for words, guest in enumerate(leaving, 100):
        await guest.slash(world.general, "wrote", words=words)
    await world.tomas.slash(world.general, "wrote", words=1)
    for guest in leaving:
        world.guild.remove_member(guest)
    result = await board(world, world.tomas, board="words")

    assert "tomas wrote this week" in card(result)


async def test_a_discord_that_does_not_say_who_left_holds_up_no_board(
    db: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Without SimCord, which waits for everything the bot began."""
    monkeypatch.setattr(cog, "SECONDS_TO_ASK", 0.05)
    context = Context(db, SystemClock())
    act = Act(1, 2, 100, 7, context.clock.now())
    await record_entry(context, act, EntryInput(words=300))
    silent = SimpleNamespace(hide_departed=lambda *_: asyncio.Event().wait())
    bot: Any = SimpleNamespace(context=context, post=silent)
    shown = await cog.Leaderboards(bot)._show_present(replace(act, member_id=3), Board.WORDS, BoardPeriod.WEEK)

    assert shown.named == (2,)


def test_asking_who_left_leaves_time_to_answer() -> None:
    assert cog.SECONDS_TO_ASK <= 1.5  # of Discord's three
