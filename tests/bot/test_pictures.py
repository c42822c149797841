"""The pictures on the cards, as they reach a member."""

from __future__ import annotations

import io
from typing import Any

import pytest
from PIL import Image

from cogs.kit.pictures.attach import forget
from cogs.kit.pictures.canvas import WIDTH, Canvas
from tests.bot.goal_steps import lines, set_goal
from tests.world import World


def galleries(message: Any) -> list[dict[str, Any]]:
    """Return a card's galleries."""
    (container,) = [part if isinstance(part, dict) else part.to_dict() for part in message.components]
    return [part for part in container["components"] if part["type"] == 12]


def described(message: Any) -> str:
    """Return the words of a message's one picture, which is attached, and shown and described on the card too."""
    (file,) = message.attachments
    (gallery,) = galleries(message)
    (item,) = gallery["items"]
    assert item["media"]["url"] == file.url
    assert item["description"] == file.description
    assert file.filename.endswith(".png")
    assert file.content_type == "image/png"
    return str(file.description)


async def test_a_goal_shows_its_pace(world: World) -> None:
    await set_goal(world, "500 followers in 3 months")
    await world.pass_time(days=2)
    await world.mara.slash(world.general, "goal progress", to="80")
    await world.pass_time(days=8)
    shown = await world.mara.slash(world.general, "goal show")

    said = described(shown.response)
    assert "80 of 500 followers on Thursday 15 January 2026, 5 days ahead." in said
    assert "from 0 on Monday 5 January 2026 to the end of Sunday 5 April 2026." in said


@pytest.mark.parametrize("text", ["500 words a day", "finish 1 novel by Nov 30"])
async def test_a_goal_without_a_way_to_draw_has_no_picture(world: World, text: str) -> None:
    await set_goal(world, text)
    shown = await world.mara.slash(world.general, "goal show")

    assert shown.response.attachments == []
    assert galleries(shown.response) == []


async def test_a_streak_shows_the_year(world: World) -> None:
    await world.mara.slash(world.general, "wrote", words=10)
    await world.pass_time(days=2)
    await world.mara.slash(world.general, "wrote", words=10)
    shown = await world.mara.slash(world.general, "streak show")

    said = described(shown.response)
    assert "Calendar from Monday 5 January 2026 to Wednesday 7 January 2026: 2 days with writing and 20 words." in said
    assert "Day by day: 2 written." in said


async def test_the_year_is_drawn_anew_when_a_pause_ends(world: World) -> None:
    await world.mara.slash(world.general, "wrote", words=10)
    await world.pass_time(days=1)
    await world.mara.slash(world.general, "streak pause", **{"from": "today", "to": "tomorrow"})
    shown = await world.mara.slash(world.general, "streak show")
    assert "2 paused" in described(shown.response)

    ended = await world.mara.click(shown.response, label="End this pause")
    assert "1 today, open" in described(ended.response)


async def test_a_board_shows_its_bars(world: World) -> None:
    sakura = world.guild.add_member(world.env.create_user("さくら"))
    for words, member in ((300, world.mara), (20, sakura), (1, world.tomas)):
        await member.slash(world.general, "wrote", words=words)
    shown = await world.tomas.slash(world.general, "leaderboard", board="words")

    assert described(shown.response) == (
        "Bar chart, Words, this week: 1. mara, 300 words; 2. named below, 20 words; 3. tomas, 1 word."
    )
    assert lines(shown.response) == "### Words, this week\n2\\. さくら · 20 words"


async def test_what_is_sent_is_the_picture(world: World) -> None:
    for member in (world.mara, world.tomas, world.owner):
        await member.slash(world.general, "wrote", words=300)
    shown = await world.tomas.slash(world.general, "leaderboard", board="streak")
    (file,) = shown.response.attachments

    assert Image.open(io.BytesIO(await file.read())).width == WIDTH


@pytest.mark.parametrize("command", ["goal show", "streak show", "leaderboard"])
async def test_the_card_comes_without_its_picture_when_drawing_fails(
    world: World, monkeypatch: pytest.MonkeyPatch, command: str
) -> None:
    def no_typeface(_: Canvas) -> bytes:
        raise OSError("no typeface")

    forget()  # one drawn before would be shown again
    monkeypatch.setattr(Canvas, "png", no_typeface)
    await set_goal(world, "700 followers in 4 months")
    await world.mara.slash(world.general, "wrote", words=321)
    options = {"board": "words"} if command == "leaderboard" else {}
    shown = await world.mara.slash(world.general, command, **options)

    assert shown.response.attachments == []
    assert galleries(shown.response) == []
    assert "mara" in lines(shown.response).replace(f"<@{world.mara.id}>", "mara")
