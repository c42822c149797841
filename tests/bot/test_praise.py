"""Well done: said in one tap, told as a sum."""

from __future__ import annotations

import re
from datetime import UTC, datetime

from tests.bot.streak_steps import undo
from tests.bot.test_streaks import buttons, wrote
from tests.world import World


async def test_well_done_is_said_once_a_person_and_told_as_a_sum_in_the_next_daily_message(world: World) -> None:
    await wrote(world, words=5)
    await world.mara.slash(world.general, "settings reminder", on=True)
    await world.pass_time(hours=1)
    entry = (await wrote(world, words=300)).response
    own = await world.mara.click(entry, label="Well done")
    for who in (world.tomas, world.tomas, world.owner):
        said = await who.click(entry, label="Well done")
    await world.until(datetime(2026, 1, 6, 20, 31, tzinfo=UTC))
    await world.until(datetime(2026, 1, 7, 20, 31, tzinfo=UTC))
    first, second = (message.content for message in world.mara.user.dm_channel.history(viewer=world.mara.user))

    assert "for the others to press" in own.response.content
    assert said.ephemeral
    assert "2 people said **well done** to what you did." in first
    assert "well done" not in second


async def test_well_done_reaches_those_without_a_reminder_after_their_next_answer(world: World) -> None:
    entry = (await wrote(world, words=300)).response
    said = await world.tomas.click(entry, label="Well done")
    heard = await wrote(world, words=10)

    assert "daily message" not in str(said.response.content)
    assert "said **well done**" in str([each.content for each in heard.followups])


async def test_what_is_quiet_or_taken_back_takes_no_well_done(world: World) -> None:
    quiet = (await wrote(world, words=1, quiet=True)).response
    entry = (await wrote(world, words=2)).response
    well_done = re.search(r"praise:well_done:\d+:0", str(entry.components))
    assert well_done is not None
    await undo(world.mara, entry)
    await world.mara.click(entry, label="Put it back")

    assert buttons(quiet) == ["Edit", "Undo"]
    assert buttons(entry) == ["Well done", "…"]
