"""What an option offers while somebody types."""

from __future__ import annotations

from datetime import date

import pytest
from discord import app_commands

from cogs.kit.answering import answers
from tests.world import World


async def test_choices_that_take_too_long_are_none(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    assert await world.mara.autocomplete(world.general, "wrote", "day", "")
    monkeypatch.setattr(answers, "OFFERED_WITHIN_SECONDS", 0)

    assert list(await world.mara.autocomplete(world.general, "wrote", "day", "")) == []


async def test_no_choice_is_looked_for_by_more_than_it_can_have(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    looked_for = []

    def looks(_today: date, typed: str) -> list[tuple[str, date]]:
        looked_for.append(typed)
        return []

    monkeypatch.setattr("cogs.streaks.cog.entry_day_choices", looks)
    await world.mara.autocomplete(world.general, "wrote", "day", "may1" * 1_500)

    assert [len(typed) for typed in looked_for] == [answers.LONGEST_CHOICE]


async def test_every_choice_is_offered_within_its_time(world: World) -> None:
    late = [
        f"{command.qualified_name} {parameter.name}"
        for command in world.bot.tree.walk_commands()
        if isinstance(command, app_commands.Command)
        for parameter in command._params.values()
        if parameter.autocomplete and not hasattr(parameter.autocomplete, "__wrapped__")
    ]
    assert not late, f"mark these with @offered: {late}"
