"""My month and my year, as a member meets them."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from rules.streaks.keepsakes import Stretch, drawn_from
from tests.bot.test_pictures import described
from tests.world import World


async def test_a_month_is_a_picture_to_keep_and_shared_without_what_was_quiet(world: World) -> None:
    await world.mara.slash(world.general, "wrote", words=300)
    await world.pass_time(days=1)
    await world.mara.slash(world.general, "wrote", words=40_000, quiet=True)
    await world.mara.slash(world.general, "piece add", title="The ferry")
    await world.pass_time(days=5)
    month = await world.mara.slash(world.general, "streak month")
    await world.mara.click(month.response, label="Share it here")

    assert month.ephemeral
    assert "January 2026: 2 days written, 40,300 words, 1 new piece" in described(month.response)
    shared = world.general.last_message
    assert "January 2026: 2 days written, 300 words, 1 new piece" in str(shared.attachments[0].description)
    assert "mara's January 2026" in str(shared.components)


async def test_in_its_first_week_a_month_looks_back_and_january_has_the_year(world: World) -> None:
    await world.mara.slash(world.general, "wrote", words=300)
    await world.until(datetime(2026, 2, 3, 12, 0, tzinfo=UTC))
    february = await world.mara.slash(world.general, "streak month")
    await world.until(datetime(2027, 1, 3, 12, 0, tzinfo=UTC))
    empty = await world.mara.slash(world.general, "streak month")

    assert "January 2026: 1 day written" in described(february.response)
    assert "December 2026" in str(empty.response.components)
    assert "Nothing was logged then." in str(empty.response.components)
    await world.mara.slash(world.general, "wrote", words=5, day="2026-12-30")
    december = await world.mara.slash(world.general, "streak month")
    year = await world.mara.click(december.response, label="My year")
    assert "2026: 2 days written, 305 words" in described(year.response)


@pytest.mark.parametrize(
    ("stretch", "written", "drawn"),
    [(Stretch.YEAR, [date(2026, 3, 9), date(2026, 12, 1)], date(2026, 3, 1)), (Stretch.MONTH, [], date(2026, 1, 1))],
)
def test_a_year_is_drawn_from_the_first_month_with_writing(stretch: Stretch, written: list[date], drawn: date) -> None:
    assert drawn_from(stretch, date(2026, 1, 1), written) == drawn


async def test_the_first_reminder_of_a_month_brings_the_one_before(world: World) -> None:
    await world.until(datetime(2026, 1, 30, 9, 0, tzinfo=UTC))
    await world.mara.slash(world.general, "wrote", words=300)
    await world.mara.slash(world.general, "settings reminder", on=True)
    for month, day in ((1, 31), (2, 1), (2, 2)):
        await world.until(datetime(2026, month, day, 21, 0, tzinfo=UTC))
    messages = world.mara.user.dm_channel.history(viewer=world.mara.user)

    assert ["My month" in str(each.components) for each in messages] == [False, True, False]
    shown = await world.mara.user.click(messages[1], label="My month")
    assert "January 2026: 1 day written, 300 words" in described(shown.response)
