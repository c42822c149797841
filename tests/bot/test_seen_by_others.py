"""What members see of one another, and of whom they see nothing."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import discord

from tests.bot.goal_steps import lines, set_goal
from tests.world import World


async def test_why_somebody_pauses_is_theirs_alone(world: World) -> None:
    shown = []
    for words in (0, 5):
        if words:
            await world.mara.slash(world.general, "wrote", words=words)
        await world.mara.slash(
            world.general, "streak pause", **{"from": "today", "to": "in 9 days", "reason": "hospital"}
        )
        shown += [await who.slash(world.general, "streak show", member=world.mara) for who in (world.mara, world.tomas)]
    told = ["hospital" in f"{each.response.content} {each.response.components}" for each in shown]

    assert told == [True, False, True, False]
    assert "I have nothing to show for them here" in shown[1].response.content


async def test_whom_discord_names_no_member_is_looked_at_no_more(world: World) -> None:
    async def look_at(who: Any) -> list[bool]:
        shown = [
            lines((await world.tomas.slash(world.general, command, member=who)).response)
            for command in ("streak show", "profile", "goal list")
        ]
        return ["100 words" in each or "500 followers" in each for each in shown]

    await world.mara.slash(world.general, "wrote", words=100)
    await set_goal(world, "500 followers in 3 months")
    before = await look_at(world.mara)
    world.guild.remove_member(world.mara)
    gone = await look_at(world.mara.user)
    back = world.guild.add_member(world.mara.user)
    await back.slash(world.general, "wrote", words=0)

    assert (before, gone, await look_at(back)) == ([True] * 3, [False] * 3, [True] * 3)


async def test_a_goal_is_seen_by_whoever_may_read_where_it_was_told_and_by_nobody_else(world: World) -> None:
    writers = world.guild.create_role("Writers")
    hidden, shown = discord.PermissionOverwrite(view_channel=False), discord.PermissionOverwrite(view_channel=True)
    aiko = world.guild.add_member(world.env.create_user("aiko"), roles=[writers])
    lena = world.guild.add_member(world.env.create_user("lena"), roles=[writers])
    den = world.guild.create_text_channel("den", overwrites={world.guild.default_role: hidden, writers: shown})
    panel = (await world.owner.slash(world.general, "setup")).response
    await world.owner.select(panel, [world.board], custom_id=f"channel:setup:channel:{world.guild.id}")
    club = world.guild.create_text_channel("club", overwrites={world.tomas: hidden})
    told = {
        den: "4 letters about my relapse by June 30",
        club: "4 relapse poems by June 30",
        world.general: "4 posts by June 30",
    }
    for channel, text in told.items():
        drafted = await lena.slash(channel, "goal set", text=text)
        await lena.click(drafted.response, label="Looks right")
        await lena.slash(channel, "goal progress", to="2", goal=text)
    read = [
        lines((await who.slash(channel, command, member=lena)).response)
        for who, channel in ((world.tomas, world.general), (aiko, world.general), (aiko, den))
        for command in ("goal list", "profile")
    ]
    await world.tomas.slash(world.general, "wrote", words=5)
    await world.until(datetime(2026, 1, 12, 9, 0, tzinfo=UTC))
    read.append(lines(world.board.history()[-1]))

    assert ["4 posts" in each for each in read] == [True] * 7
    assert ["relapse" in each for each in read] == [False] * 2 + [True] * 4 + [False]


async def test_one_channel_tells_of_another_only_where_all_its_readers_read_that_too(world: World) -> None:
    hidden, shown = discord.PermissionOverwrite(view_channel=False), discord.PermissionOverwrite(view_channel=True)
    everyone, bot = world.guild.default_role, world.guild.me
    writers, muted = world.guild.create_role("Writers"), world.guild.create_role("Muted")

    def channel(name: str, overwrites: dict[Any, discord.PermissionOverwrite]) -> Any:
        return world.guild.create_text_channel(name, overwrites=overwrites)

    club = channel("club", {everyone: hidden, world.mara: shown, world.tomas: shown, bot: shown})
    duo = channel("duo", {everyone: hidden, world.mara: shown, world.tomas: shown})
    den = channel("den", {everyone: hidden, writers: shown})
    news = channel("news", {everyone: shown, bot: shown})
    loud = channel("loud", {muted: hidden})
    places = [world.general, club, duo, den, news, loud]
    read = {
        one.name: [
            other.name for other in places if await world.bot.post.places.is_read_with(world.guild.id, one.id, other.id)
        ]
        for one in places
    }

    assert read == {
        "general": ["general", "news"],
        "club": ["general", "club", "duo", "news"],
        "duo": ["general", "club", "duo", "news"],
        "den": ["general", "den", "news"],
        "news": ["general", "news"],
        "loud": ["general", "news", "loud"],
    }


async def test_no_answer_tells_of_a_goal_where_somebody_reads_who_may_not_read_where_it_was_told(world: World) -> None:
    writers = world.guild.create_role("Writers")
    hidden, shown = discord.PermissionOverwrite(view_channel=False), discord.PermissionOverwrite(view_channel=True)
    lena = world.guild.add_member(world.env.create_user("lena"), roles=[writers])
    closed = {world.guild.default_role: hidden, writers: shown}
    den, loft = (world.guild.create_text_channel(name, overwrites=closed) for name in ("den", "loft"))
    nook = world.guild.create_text_channel(
        "nook", overwrites={world.guild.default_role: hidden, lena: shown, world.tomas: shown}
    )
    for text in ("1000 words about my relapse by June 30", "4 relapse letters by June 30"):
        drafted = await lena.slash(den, "goal set", text=text)
        await lena.click(drafted.response, label="Looks right")
    aloud = {}
    for channel in (world.general, nook, loft, den):
        wrote = await lena.slash(channel, "wrote", words=50)
        moved = await lena.slash(channel, "goal progress", to="+0.1", goal="letters")
        form = await lena.click(wrote.response, label="…")
        edited = await lena.submit_modal(form, {"words": "60", "minutes": "", "note": "", "link": ""})
        assert not wrote.ephemeral
        aloud[channel.name] = ["relapse" in lines(each.response) for each in (wrote, edited)] + [not moved.ephemeral]
    assert aloud == {"general": [False] * 3, "nook": [False] * 3, "loft": [True] * 3, "den": [True] * 3}

    milestone = await lena.slash(world.general, "goal progress", to="2", goal="letters")
    asked = await lena.slash(world.general, "goal finish", goal="letters")
    finished = (await lena.click(asked.response, label="Finish it as it is")).followups[0]

    assert "halfway" in lines(milestone.response)
    assert "relapse" in lines(finished)
    read = [lines(each) for channel in (world.general, nook) for each in channel.history(viewer=world.tomas)]
    assert "relapse" not in str(read)
