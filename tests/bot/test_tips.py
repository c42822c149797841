"""/tip as a server meets it."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import discord
from simcord.backend.models import Overwrite
from simcord.enums import OverwriteType

from rules.tips import MAX_LENGTH
from tests.bot.goal_steps import lines
from tests.world import World, typed_out

WORDS = "I answer every comment the same evening; **half** of them come back."


async def share(world: World, who: Any = None, text: str = WORDS) -> Any:
    return await (who or world.mara).slash(world.general, "tip share", text=text)


async def top(world: World) -> str:
    result = await world.tomas.slash(world.general, "tip top")
    assert result.ephemeral
    return lines(result.response)


async def test_a_tip_is_shared_with_everybody(world: World) -> None:
    shared = await share(world)

    assert not shared.ephemeral
    assert lines(shared.response).startswith("### A tip from mara\n> I answer every comment")
    assert r"\*\*half\*\*" in lines(shared.response)


async def test_a_form_takes_a_longer_one_also_after_a_restart(world: World) -> None:
    form = await world.mara.slash(world.general, "tip share")
    await world.restart()
    shared = await world.mara.submit_modal(form, {"text": "I post on Sundays.\n\nMost people read then."})

    assert "> I post on Sundays.\n> Most people read then." in lines(shared.response)


async def test_what_is_no_tip_is_refused_privately_with_its_words_given_back(world: World) -> None:
    short = await share(world, text="Just write")
    assert short.ephemeral
    assert "Tell it so that somebody else could do it too" in short.response.content
    assert "Just write" in short.response.content

    await share(world)
    again = await share(world, world.tomas)
    assert again.ephemeral
    assert again.response.content.startswith("That tip is here already")


async def test_an_offer_to_trade_follows_is_declined_privately_with_its_words_given_back(world: World) -> None:
    declined = await share(world, text="Write to me. I follow back within 1 hour.")
    assert declined.ephemeral
    assert "as an offer to trade follows" in declined.response.content
    assert "```\nWrite to me. I follow back within 1 hour.\n```" in declined.response.content

    talk = await share(world, text="Skip follow for follow: nobody who came that way ever read me.")
    assert not talk.ephemeral


async def test_helped_me_counts_once_and_can_be_taken_back(world: World) -> None:
    tip = (await share(world)).response
    await world.restart()

    first = await world.tomas.click(tip, label="Helped me")
    assert "It helped 1 member." in lines(first.response)
    again = await world.tomas.click(tip, label="Helped me")
    assert again.ephemeral
    assert again.response.content == "You said so before, and it counts once."
    assert "Helped **1 member**\n> I answer every comment" in await top(world)

    back = await world.tomas.click(again.response, label="Take it back")
    assert back.response.content.startswith("Taken back.")
    assert "Nobody has said yet that a tip helped them" in await top(world)


async def test_ones_own_tip_helps_others(world: World) -> None:
    tip = (await share(world)).response
    own = await world.mara.click(tip, label="Helped me")

    assert own.ephemeral
    assert own.response.content == "This tip is yours: whether it helped is for the others to say."


async def test_random_shows_one_after_the_other_for_oneself_alone(world: World) -> None:
    nothing = await world.tomas.slash(world.general, "tip random")
    assert typed_out(nothing.response.content) == "Nobody has shared a tip here yet. `/tip share` would be the first."

    for number in range(2):
        await share(world, text=f"{WORDS} Number {number}.")
    shown = await world.tomas.slash(world.general, "tip random")
    assert shown.ephemeral
    first = lines(shown.response)
    second = lines((await world.tomas.click(shown.response, label="Another one")).response)
    assert {"Number 0." in first, "Number 0." in second} == {True, False}

    voted = await world.tomas.click(shown.response, label="Helped me")
    assert "It helped 1 member." in lines(voted.response)
    assert "[Another one]" in lines(voted.response)


async def test_a_long_tip_is_cut_in_the_list_and_opened_from_it(world: World) -> None:
    tip = await share(world, text=f"{'*' * (MAX_LENGTH - 5)} end.")
    await world.tomas.click(tip.response, label="Helped me")
    assert "end." not in await top(world)

    shown = await world.tomas.slash(world.general, "tip top")
    result = await world.tomas.select(shown.response, [str(tip_id(tip.response))], custom_id="pick:tips:open:0")
    assert result.ephemeral
    assert "end." in lines(result.response)


def tip_id(message: discord.Message) -> int:
    """Return the id that a tip's buttons carry."""
    routed = [part for part in str(message.components).split("'") if part.startswith("tips:helped:")]
    return int(routed[0].split(":")[2])


async def test_whoever_shared_a_tip_takes_it_down_and_puts_it_back(world: World) -> None:
    tip = (await share(world)).response
    await world.tomas.click(tip, label="Helped me")
    asked = await world.mara.click(tip, label="…")
    taken = await world.mara.submit_modal(asked, {"down": ["yes"]})

    assert lines(taken.response) == "This tip was taken down."
    (told,) = taken.followups
    assert told.ephemeral
    assert "I answer every comment" in told.content
    assert (await world.tomas.slash(world.general, "tip top")).response.content.startswith("Nobody has shared")

    back = await world.mara.click(told, label="Put it back")
    assert typed_out(back.response.content) == "It is back: `/tip random` and `/tip top` show it again."
    assert "I answer every comment" in await top(world)


async def test_only_a_moderator_takes_down_what_others_shared(world: World) -> None:
    tip = (await share(world)).response
    refused = await world.tomas.click(tip, label="…")
    assert refused.ephemeral
    assert refused.response.content.startswith("Only whoever shared a tip")

    role = world.guild.create_role("Moderators", permissions=discord.Permissions(manage_messages=True))
    moderator = world.guild.add_member(world.env.create_user("aiko"), roles=[role])
    taken = await moderator.submit_modal(await moderator.click(tip, label="…"), {"down": ["yes"]})
    assert lines(taken.response) == "This tip was taken down."


async def test_taking_down_is_offered_to_nobody_who_may_not(world: World) -> None:
    assert "take" not in lines((await share(world)).response).lower()

    for who, is_offered in ((world.tomas, False), (world.mara, True)):
        alone = (await who.slash(world.general, "tip random")).response
        assert ("[Take down]" in lines(alone)) is is_offered


async def test_a_helpful_tip_rides_with_the_weekly_post(world: World) -> None:
    setup = (await world.owner.slash(world.general, "setup")).response
    await world.owner.select(setup, [world.board], custom_id=f"channel:setup:channel:{world.guild.id}")
    tip = (await share(world)).response
    await world.tomas.click(tip, label="Helped me")
    await world.tomas.slash(world.general, "wrote", words=10)
    await world.until(datetime(2026, 1, 12, 9, 1, tzinfo=UTC))

    post = world.board.last_message
    assert "**A tip that helped, from mara**\n> I answer every comment" in lines(post)
    opened = await world.owner.click(post, label="Open this tip")
    assert opened.ephemeral
    voted = await world.owner.click(opened.response, label="Helped me")
    assert "It helped 2 members." in lines(voted.response)


async def test_who_manages_messages_in_one_channel_takes_no_tip_of_the_server_down(world: World) -> None:
    den = world.guild.create_text_channel("den")
    allowed = discord.Permissions(manage_messages=True).value
    world.env.backend.set_overwrite(den.id, Overwrite(world.tomas.id, OverwriteType.MEMBER, allowed, 0))
    await world.env.settle()
    tip = (await share(world)).response
    assert "[Take down]" not in lines((await world.tomas.slash(den, "tip random")).response)
    refused = await world.tomas.click(tip, label="…")

    assert refused.ephemeral
    assert "every comment" in lines((await world.mara.slash(world.general, "tip random")).response)
