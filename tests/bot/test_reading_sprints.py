"""/sprint with kind: reading, as a server meets it."""

from __future__ import annotations

from rules.swaps.moves import PieceState
from sandbox.world import button_labels
from tests.bot.goal_steps import lines
from tests.bot.swap_steps import Stage, real
from tests.bot.test_sprints import minutes, sprint
from tests.services.swap_room import story
from tests.world import World, typed_out


async def test_in_a_reading_sprint_each_takes_the_next_piece_and_comments_when_it_rings(world: World) -> None:
    stage = Stage(world)
    for who in (world.mara, world.tomas):
        await stage.offer(who)
    card = (await sprint(world, kind="reading", minutes=60)).response
    assert "A sprint: 60 minutes of reading together" in lines(card)
    await minutes(world, 2)
    assert lines(world.general.last_message).endswith("[Read a piece]\n[I'm in]\n[Leave]")
    await world.restart()
    opened = await world.tomas.click(world.general.last_message, label="Read a piece")
    assert opened.ephemeral
    assert "Untold 1" in lines(opened.response)
    assert story(1) in lines(opened.response)
    assert "**My comment** tells its author then." in lines(opened.response)
    assert "**In it:** mara and tomas" in lines(world.general.last_message)
    again = await world.tomas.click(world.general.last_message, label="Read a piece")
    assert story(1) in lines(again.response)
    await minutes(world, 60)

    end = world.general.last_message
    assert button_labels(end) == ["My comment", "Another round"]
    await minutes(world, 15)
    assert "- mara read along\n- tomas read along\nTogether: 2 readers" in lines(world.general.last_message)
    nothing = await world.mara.click(end, label="My comment")
    assert typed_out(nothing.response.content).startswith("You have no piece open that waits for your comment.")
    found = await world.mara.click(nothing.response, label="Show me a piece")
    assert "Untold 2" in lines(found.response)
    form = await world.tomas.click(end, label="My comment")
    given = await world.tomas.submit_modal(form, real(1))
    assert given.ephemeral
    await world.tick()
    results = lines(world.general.last_message)
    assert "- mara read along\n- tomas read and commented\n" in results
    assert "Together: **1 comment** · 2 readers, 60 minutes" in results


async def test_no_two_of_a_reading_sprint_have_the_same_piece_and_what_an_author_warns_of_is_asked_first(
    world: World,
) -> None:
    stage = Stage(world)
    for who, options in ((world.mara, {}), (world.tomas, {}), (world.owner, {"note": "a drowning"})):
        await stage.offer(who, **options)
    card = (await sprint(world, kind="reading", **{"in": 0})).response
    readers = [world.guild.add_member(world.env.create_user(f"reader{number}")) for number in range(3)]
    shown = [lines((await who.click(card, label="Read a piece")).response) for who in readers]

    assert [number for number, each in enumerate(shown, 1) if story(number) in each] == [1, 2]
    assert "Content note: a drowning" in shown[2]
    assert story(3) not in shown[2]
    assert shown[2].endswith("[Start reading]\n[Not for me]")
    await minutes(world, 20)
    assert world.general.last_message.content.endswith("what you found.")
    await minutes(world, 15)
    assert "- mara read along\n- reader0 read along\n" in lines(world.general.last_message)


async def test_in_a_reading_sprint_no_piece_is_opened_whose_author_is_gone(world: World) -> None:
    stage = Stage(world)
    for who in (world.mara, world.tomas):
        await stage.offer(who)
    card = (await sprint(world, kind="reading", **{"in": 0})).response
    world.guild.remove_member(world.mara)
    readers = [world.guild.add_member(world.env.create_user(f"reader{number}")) for number in range(2)]
    shown = [lines((await who.click(card, label="Read a piece")).response) for who in readers]

    assert story(2) in shown[0]
    assert "Nothing waits for you" in shown[1]
    assert [piece.state for piece in await stage.pieces(world.mara)] == [PieceState.OPEN]
