"""The one error path: a failure anywhere is answered with a reference that stands in the log, and nothing is lost."""

from __future__ import annotations

import re
from typing import Any

import discord
import pytest

from cogs.kit.cards import SafeView
from services import streaks
from tests.world import World

pytestmark = pytest.mark.breaks_things


def broken(*_: Any, **__: Any) -> None:
    raise RuntimeError("the disk is on fire")


def assert_apology(result: Any, caplog: pytest.LogCaptureFixture) -> str:
    """Check that the person was told privately and the log has the same reference; return what they were told."""
    assert result.ephemeral
    text: str = result.response.content
    found = re.search(r"reference: `([0-9a-f]{6})`", text)
    assert found, text
    record = next(each for each in caplog.records if f"[{found[1]}]" in each.getMessage())
    assert record.exc_info is not None
    assert "the disk is on fire" in str(record.exc_info[1])
    return text


async def test_a_command_that_fails_apologises_and_gives_the_words_back(
    world: World, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(streaks, "record_entry", broken)

    result = await world.mara.slash(world.general, "wrote", words=3, note="a ```line``` I love")

    assert "a '''line''' I love" in assert_apology(result, caplog)


async def test_a_stored_button_that_fails_apologises(
    world: World, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    message = (await world.mara.slash(world.general, "wrote", words=3, quiet=True)).response
    monkeypatch.setattr(streaks, "set_undone", broken)

    assert_apology(await world.mara.click(message, label="Undo"), caplog)


async def test_a_form_that_fails_apologises_and_gives_the_words_back(
    world: World, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    message = (await world.mara.slash(world.general, "wrote", words=3)).response
    form = await world.mara.click(message, label="…")
    monkeypatch.setattr(streaks, "change_entry", broken)

    result = await world.mara.submit_modal(form, {"words": "5", "minutes": "", "note": "my best line", "link": ""})

    assert "my best line" in assert_apology(result, caplog)


async def test_a_view_that_fails_apologises(world: World, caplog: pytest.LogCaptureFixture) -> None:
    class Broken(SafeView):
        row: discord.ui.ActionRow[Any] = discord.ui.ActionRow()

        @row.button(label="Press me")
        async def press(self, _interaction: discord.Interaction, _button: discord.ui.Button[Any]) -> None:
            broken()

    with world.env._bot_scope():
        await world.bot.get_partial_messageable(world.general.id).send(view=Broken())
    await world.env.settle()

    assert_apology(await world.mara.click(world.general.last_message, label="Press me"), caplog)


async def test_a_button_of_a_feature_that_is_gone_is_answered(world: World) -> None:
    from cogs.kit.routes import Route

    view: discord.ui.View = discord.ui.View(timeout=None)
    view.add_item(Route("attic:dust").button("Old", 1))
    with world.env._bot_scope():
        await world.bot.get_partial_messageable(world.general.id).send("An old message", view=view)
    await world.env.settle()

    result = await world.mara.click(world.general.last_message, label="Old")

    assert result.ephemeral
    assert "no longer there" in result.response.content


async def test_a_failure_after_the_answer_is_told_in_a_follow_up(
    world: World, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    from cogs.streaks import cards as ui

    monkeypatch.setattr(ui, "welcome_text", broken)

    result = await world.mara.slash(world.general, "wrote", words=3)

    assert "wrote **3 words**" in result.response.content
    assert "reference" in result.followups[0].content
    assert result.followups[0].ephemeral
