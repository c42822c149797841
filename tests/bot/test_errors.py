"""The one error path: a failure anywhere is answered with a reference that stands in the log, and nothing is lost."""

from __future__ import annotations

import re
from types import SimpleNamespace
from typing import Any

import aiohttp
import discord
import pytest

from cogs.kit import answers, replies
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
    message = (await world.mara.slash(world.general, "wrote", words=3)).response
    monkeypatch.setattr(streaks, "set_undone", broken)

    assert_apology(await world.mara.click(message, label="Undo"), caplog)


async def test_a_form_that_fails_apologises_and_gives_the_words_back(
    world: World, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    message = (await world.mara.slash(world.general, "wrote", words=3)).response
    form = await world.mara.click(message, label="Edit")
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
    assert "reference" in result.response.content


async def test_a_failure_after_the_answer_is_told_in_a_follow_up(
    world: World, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    from cogs.streaks import cards as ui

    monkeypatch.setattr(ui, "welcome_text", broken)

    result = await world.mara.slash(world.general, "wrote", words=3)

    assert "wrote **3 words**" in result.response.content
    assert "reference" in result.followups[0].content
    assert result.followups[0].ephemeral


async def test_an_expired_interaction_is_logged_and_nothing_more(
    world: World, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    response: Any = SimpleNamespace(status=404, reason="Not Found")

    async def expired(*_: Any, **__: Any) -> None:
        raise discord.NotFound(response, {"code": replies.UNKNOWN_INTERACTION, "message": "Unknown interaction"})

    monkeypatch.setattr(discord.InteractionResponse, "send_message", expired)

    await world.mara.slash(world.general, "wrote", words=3)

    assert "the interaction has expired" in caplog.text
    assert "failed" not in caplog.text


def failing(times: int, error: Exception) -> Any:
    """Let Discord fail to take the first answer so many times."""
    send, left = discord.InteractionResponse.send_message, [times]

    async def flaky(self: Any, *args: Any, **content: Any) -> Any:
        if left[0]:
            left[0] -= 1
            raise error
        return await send(self, *args, **content)

    return flaky


def discords(status: int, code: int = 0) -> discord.HTTPException:
    response: Any = SimpleNamespace(status=status, reason="Trouble")
    return discord.HTTPException(response, {"code": code, "message": "trouble"})


async def words_logged(world: World) -> list[int]:
    async with world.bot.context.db.read() as connection:
        return [row["words"] for row in await connection.fetch("SELECT words FROM entries")]


@pytest.mark.parametrize("error", [aiohttp.ServerDisconnectedError(), discords(500), discords(503)])
async def test_an_answer_that_was_cut_off_is_given_again(
    world: World, monkeypatch: pytest.MonkeyPatch, error: Exception
) -> None:
    monkeypatch.setattr(discord.InteractionResponse, "send_message", failing(2, error))
    result = await world.mara.slash(world.general, "wrote", words=3)

    assert "wrote **3 words**" in result.response.content
    assert await words_logged(world) == [3]


async def test_an_answer_that_had_arrived_after_all_is_not_given_twice(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    send = discord.InteractionResponse.send_message
    arrived: list[bool] = []

    async def lost_on_the_way_back(self: Any, *args: Any, **content: Any) -> Any:
        if arrived:
            self._response_type = discord.InteractionResponseType.channel_message
            raise discords(400, answers.ALREADY_ANSWERED)
        await send(self, *args, **content)
        self._response_type = None
        arrived.append(True)
        raise aiohttp.ServerDisconnectedError

    monkeypatch.setattr(discord.InteractionResponse, "send_message", lost_on_the_way_back)
    result = await world.mara.slash(world.general, "wrote", words=3)

    assert "wrote **3 words**" in result.response.content
    assert not any("wrote" in each.content for each in result.followups)
    assert await words_logged(world) == [3]


async def test_nobody_is_told_to_try_again_what_is_done(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(discord.InteractionResponse, "send_message", failing(1, discords(400, 50035)))
    result = await world.mara.slash(world.general, "wrote", words=3)

    assert "That is done and kept" in result.response.content
    assert "again" not in result.response.content.replace("no need to send it again", "")
    assert await words_logged(world) == [3]
