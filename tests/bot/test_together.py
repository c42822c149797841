"""/goal together as a server and a circle meet it."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from typing import Any

import discord
from simcord.backend.models import Overwrite
from simcord.enums import OverwriteType

from tests.bot.circle_steps import invitation, owls
from tests.bot.goal_steps import lines
from tests.bot.streak_steps import undo
from tests.world import World

READING = discord.Permissions(view_channel=True).value
NOVEMBER = "100,000 words together in January"


async def begin(world: World, text: str = NOVEMBER, who: Any = None, place: Any = None) -> Any:
    """Begin a goal together; return its card."""
    who, place = who or world.owner, place or world.general
    shown = await who.slash(place, "goal together", text=text)
    await who.click(shown.response, label="Looks right")
    await world.tick()
    return place.last_message


def labels(message: Any) -> list[str]:
    return re.findall(r"^\[(.+)\]$", lines(message), re.MULTILINE)


def card(place: Any) -> str:
    return lines(next(each for each in reversed(place.history()) if "goals:end:" in str(each.components)))


async def wrote(world: World, who: Any, **options: Any) -> Any:
    result = await who.slash(world.general, "wrote", **options)
    await seconds(world)
    return result.response


async def seconds(world: World) -> None:
    """Let the seconds go by within which a card is changed."""
    await world.pass_time(hours=10 / 3600)


async def test_a_manager_sets_it_in_plain_words_and_its_card_stands_in_the_channel(world: World) -> None:
    shown = await world.owner.slash(world.general, "goal together", text=NOVEMBER)
    assert shown.ephemeral
    assert "Is this the goal together?" in lines(shown.response)
    assert labels(shown.response) == ["Looks right", "Edit", "Cancel"]
    assert not world.general.history()

    set_ = await world.owner.click(shown.response, label="Looks right")
    assert "It is set: **100,000 words together**" in lines(set_.response)
    await world.tick()
    standing = lines(world.general.last_message)
    assert "100,000 words together\n" in standing
    assert "**0** of 100,000 words (0 %)\nTo the end of **Saturday 31 January 2026**" in standing
    assert "Nobody is in it yet." in standing
    assert labels(world.general.last_message) == ["I'm in", "Leave", "…"]
    await world.tick()
    assert len(world.general.history()) == 1


async def test_it_is_listed_to_whoever_may_read_where_it_was_begun_or_is_in_it_and_to_nobody_else(world: World) -> None:
    hidden, shown = discord.PermissionOverwrite(view_channel=False), discord.PermissionOverwrite(view_channel=True)
    readers = {world.guild.default_role: hidden, **dict.fromkeys((world.guild.me, world.mara, world.owner), shown)}
    den = world.guild.create_text_channel("den", overwrites=readers)
    the_card = await begin(world, place=den)
    await begin(world, "20,000 words by 14 January")

    async def listed() -> list[list[bool]]:
        seen = [(await who.slash(world.general, "goal together")).response for who in (world.mara, world.tomas)]
        return [[words in lines(each) for words in ("20,000", "100,000")] for each in seen]

    before = await listed()
    await world.mara.click(the_card, label="I'm in")
    world.env.backend.set_overwrite(den.id, Overwrite(world.mara.id, OverwriteType.MEMBER, 0, READING))

    assert before == await listed() == [[True, True], [True, False]]


async def test_whoever_is_in_counts_from_then_on_by_what_they_log_and_undo(world: World) -> None:
    await wrote(world, world.mara, words=700)
    await world.pass_time(hours=0.1)
    the_card = await begin(world)
    await world.mara.click(the_card, label="I'm in")
    await world.tomas.click(the_card, label="I'm in")
    assert "**In it:** mara and tomas" in card(world.general)

    entry = await wrote(world, world.mara, words=1500)
    await wrote(world, world.tomas, words=12_000)
    assert "**11,500** of 100,000 words (11 %)" in card(world.general)
    quiet = await wrote(world, world.mara, words=800, quiet=True)
    assert "**11,500** of 100,000" in card(world.general)
    await world.mara.click(quiet, label="Undo")
    await undo(world.mara, entry)
    await seconds(world)
    assert "**10,000** of 100,000" in card(world.general)

    await world.tomas.click(the_card, label="Leave")
    assert "**0** of 100,000" in card(world.general)
    assert "**In it:** mara\n" in card(world.general)
    again = await world.tomas.click(the_card, label="Leave")
    assert again.response.content.startswith("You are not in this goal")
    await world.tomas.click(the_card, label="I'm in")
    assert "**10,000** of 100,000" in card(world.general)


async def test_half_way_and_the_whole_way_and_the_end_are_each_said_once_also_after_a_restart(world: World) -> None:
    the_card = await begin(world, "20,000 words by 14 January")
    for who in (world.mara, world.tomas):
        await who.click(the_card, label="I'm in")
    entry = await wrote(world, world.mara, words=10_000)
    await world.tick()
    assert world.general.last_message.content.startswith("**Half way** to 20,000 words together.")
    await undo(world.mara, entry)
    await world.restart()
    await wrote(world, world.tomas, words=10_000)
    await world.tick()
    assert sum("Half way" in each.content for each in world.general.history()) == 1

    await wrote(world, world.mara, words=10_500)
    await world.tick()
    assert world.general.last_message.content.startswith("**You did it:** 20,000 words together")
    await world.until(datetime(2026, 1, 15, 17, 59, tzinfo=UTC))
    assert "over" not in lines(world.general.last_message)
    await world.restart()
    await world.until(datetime(2026, 1, 15, 18, 0, tzinfo=UTC))
    await seconds(world)
    end = world.general.last_message
    assert end.content.startswith("**20,000 words together**: you reached what you set out for")
    assert "\nIt went to the end of **Wednesday 14 January 2026**\n**In it:** mara and tomas" in end.content
    assert labels(end) == []
    assert labels(world.general.history()[0]) == []
    half = next(each for each in world.general.history() if "Half way" in each.content)
    over = await world.mara.click(half, label="I'm in")
    assert "is over, and what you put in stays in it" in over.response.content
    await world.restart()
    await world.pass_time(days=3)
    assert world.general.last_message == end


async def test_one_to_come_begins_aloud_on_its_day_and_counts_nothing_before(world: World) -> None:
    the_card = await begin(world, "30 hours starting 12 January until 31 January")
    assert "Begins on **Monday 12 January 2026**" in lines(the_card)
    await world.mara.click(the_card, label="I'm in")
    await wrote(world, world.mara, minutes=90)
    await world.until(datetime(2026, 1, 12, 8, 0, tzinfo=UTC))
    begun = world.general.last_message
    assert begun.content.startswith("**30 hours together**: it begins")
    left = await world.mara.click(begun, label="Leave")
    assert "what you put in went with you" in left.response.content
    for who in (world.mara, world.tomas):
        joined = await who.click(begun, label="I'm in")
        assert joined.ephemeral
        assert joined.response.content.startswith("You are in. From now on")
    await wrote(world, world.mara, minutes=90)
    assert "**1.5** of 30 hours" in card(world.general)
    assert "**In it:** mara and tomas" in card(world.general)


async def test_in_a_circles_own_place_anybody_of_it_begins_one_and_only_they_are_in(world: World) -> None:
    place = await owls(world)
    the_card = await begin(world, "20 sessions in 2 weeks", world.tomas, place)
    assert "A goal of the circle **Night Owls**" in lines(the_card)
    await world.mara.click(the_card, label="I'm in")
    stranger = await world.owner.click(the_card, label="I'm in")
    assert "That is for the circle's members" in stranger.response.content
    await wrote(world, world.mara, words=10)
    assert "**1** of 20 sessions" in card(place)

    second = await world.mara.slash(place, "goal together", text="50 hours of writing in 3 weeks")
    assert second.ephemeral
    assert second.response.content.startswith("One goal together at a time")
    assert "50 hours of writing in 3 weeks" in lines(second.response)
    joined = await world.mara.click(second.response, label="I'm in: 20 sessions")
    assert joined.response.content.startswith("You are in already")


async def test_who_may_not_begin_one_here_reads_where_they_may_with_their_words(world: World) -> None:
    place = await owls(world)
    declined = await world.mara.slash(world.general, "goal together", text=NOVEMBER)
    assert declined.ephemeral
    assert f"type the same in <#{place.id}>" in declined.response.content
    assert NOVEMBER in lines(declined.response)
    elsewhere = await world.owner.slash(place, "goal together", text=NOVEMBER)
    assert "That is for the circle's members" in elsewhere.response.content


async def test_what_cannot_be_counted_together_is_declined_kindly_with_the_words(world: World) -> None:
    for text, why in (
        ("500 words a day for 30 days", "one number by a day"),
        ("from 20k to 50k words by March", "one number by a day"),
        ("50 chapters by the end of March", "I cannot count chapters by myself"),
    ):
        declined = await world.owner.slash(world.general, "goal together", text=text)
        assert declined.ephemeral
        assert why in declined.response.content
        assert text in lines(declined.response)
    asked = await world.owner.slash(world.general, "goal together", text="100,000 words together")
    assert "By when would you like to get there?" in lines(asked.response)
    picked = await world.owner.click(asked.response, label=labels(asked.response)[0])
    assert "Is this the goal together?" in lines(picked.response)


async def test_a_server_has_three_at_a_time_and_typing_nothing_shows_them(world: World) -> None:
    for text in ("10 posts in 4 weeks", "20 hours in 4 weeks", "30 reads in 4 weeks"):
        await begin(world, text)
    fourth = await world.owner.slash(world.general, "goal together", text="40 sessions in 4 weeks")
    assert fourth.response.content.startswith("Three goals together are on at a time: **10 posts together**")
    shown = await world.mara.slash(world.general, "goal together")
    assert shown.ephemeral
    assert "### 20 hours together" in lines(shown.response)
    assert labels(shown.response) == ["I'm in", "Leave"] * 3
    joined = await world.owner.click(fourth.response, label="I'm in: 20 hours")
    assert joined.response.content.startswith("You are in. From now on")
    assert labels(fourth.response) == ["I'm in: 10 posts", "I'm in: 20 hours", "I'm in: 30 reads"]


async def test_the_list_of_what_is_on_says_at_once_who_has_come_and_gone(world: World) -> None:
    await begin(world)
    shown = (await world.mara.slash(world.general, "goal together")).response
    for label, is_in, said in (
        ("I'm in", True, "You are in. From now on"),
        ("I'm in", True, "You are in already"),
        ("Leave", False, "You have left"),
    ):
        pressed = await world.mara.click(shown, label=label)
        assert any(each.content.startswith(said) for each in (pressed.response, *pressed.followups))
        assert (f"**In it:** <@{world.mara.id}>" in lines(shown)) == is_in
        assert ("**In it:** mara" in card(world.general)) == is_in


async def test_whoever_began_it_or_manages_ends_it_early_after_one_question(world: World) -> None:
    place = await owls(world)
    the_card = await begin(world, "20 sessions in 2 weeks", world.tomas, place)
    ned = world.guild.add_member(world.env.create_user("ned"))
    await ned.click(invitation(world), label="Join")
    declined = await ned.click(the_card, label="…")
    assert "Whoever began this goal can end it early" in declined.response.content
    await world.mara.click(the_card, label="I'm in")
    await wrote(world, world.mara, words=10)
    asked = await world.owner.click(the_card, label="…")
    assert asked.ephemeral
    assert "End **20 sessions together** now?" in lines(asked.response)
    await world.owner.click(asked.response, label="End it now")
    await world.tick()
    await seconds(world)
    assert "**1 session together**, all new." in place.last_message.content
    standing = next(each for each in place.history() if each.id == the_card.id)
    assert "It was ended early" in lines(standing)
    assert labels(standing) == []
    await world.pass_time(days=20)
    assert sum("together**" in each.content for each in place.history()) == 1
