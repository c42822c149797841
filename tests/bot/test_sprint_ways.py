"""Sprints that nobody types: twenty minutes alone from a reminder, and a server's own every week."""

from __future__ import annotations

from datetime import UTC, datetime

from sandbox.world import button_labels
from tests.bot.goal_steps import lines
from tests.bot.test_reminders import EVENING, inbox, meet
from tests.bot.test_sprints import minutes
from tests.world import World


async def test_a_reminder_offers_twenty_minutes_now_and_rings_when_they_are_over(world: World) -> None:
    await meet(world, world.mara)
    await world.until(EVENING)
    (reminder,) = inbox(world, world.mara)
    begun = await world.mara.user.click(reminder, label="20 minutes now")
    assert begun.response.content.startswith("Off you go: I ring <t:")
    await world.restart()
    await minutes(world, 10)
    await world.mara.user.click(reminder, label="20 minutes now")
    await minutes(world, 19)
    assert not any("are over" in each.content for each in inbox(world, world.mara))
    await minutes(world, 1)

    rung = inbox(world, world.mara)[-1]
    assert rung.content.startswith("Twenty minutes are over. How did it go?")
    assert button_labels(rung) == ["I wrote today", "20 minutes more"]
    form = await world.mara.user.click(rung, label="I wrote today")
    entry = {"words": "210", "minutes": "20", "note": "", "link": ""}
    logged = await world.mara.user.submit_modal(form, entry)
    assert "wrote **210 words in 20 minutes**" in logged.response.content


async def test_a_server_has_a_sprint_of_its_own_every_week_until_it_is_ended(world: World) -> None:
    setup = (await world.owner.slash(world.general, "setup")).response
    panel = (await world.owner.click(setup, label="Weekly sprint")).response
    assert "There is **none yet**" in lines(panel)
    route = f"channel:setup:sprint_channel:{world.guild.id}"
    chosen = (await world.owner.select(panel, [world.board], custom_id=route)).response
    assert f"begin in <#{world.board.id}> on **Saturday** at **10:00**" in lines(chosen)

    await world.until(datetime(2026, 1, 10, 9, 45, tzinfo=UTC))
    await world.tick()
    (card,) = world.board.history()
    assert "It begins <t:1768039200:R>" in lines(card)
    assert lines(card).endswith("Nobody is in it just now.\n[I'm in]\n[Leave]")
    await world.mara.click(card, label="I'm in")
    await minutes(world, 15)
    await minutes(world, 20)
    assert "It ended" in lines(world.board.history()[0])
    assert f"How did it go, <@{world.mara.id}>?" in world.board.last_message.content

    await world.until(datetime(2026, 1, 17, 9, 45, tzinfo=UTC))
    await world.tick()
    called = len(world.board.history())
    assert "It begins" in lines(world.board.last_message)
    await world.restart()
    off = await world.owner.click(chosen, label="End it")
    assert "There is **none yet**" in lines(off.response)
    await world.pass_time(days=8)
    assert len(world.board.history()) == called
