"""In direct messages the bot sees nobody leave a server: it asks before it shows anything from there."""

from __future__ import annotations

from typing import Any

import pytest

from tests.bot.faults import answered
from tests.bot.goal_steps import lines
from tests.bot.swap_steps import Stage, real
from tests.services.swap_room import story
from tests.world import World

LEFT = "That piece is in a server you are no longer in."


@pytest.fixture
def stage(world: World) -> Stage:
    return Stage(world)


def shown(result: Any) -> str:
    return "\n".join(lines(each) for each in (result.response, *result.followups) if each is not None)


async def test_whoever_was_removed_from_the_server_is_shown_no_text_and_no_profile_in_direct_messages(
    stage: Stage,
) -> None:
    _, matched = await stage.matched()
    stage.world.guild.remove_member(stage.tomas)
    for _ in range(2):
        pressed = shown(await stage.press(stage.tomas, matched, "Start reading"))
        assert LEFT in pressed
        assert story(1)[:40] not in pressed


async def test_an_author_who_was_removed_opens_no_profile_from_an_old_message(stage: Stage) -> None:
    await stage.offer(stage.mara)
    await stage.read_through(stage.tomas)
    message = stage.received(stage.mara)
    stage.world.guild.remove_member(stage.mara)

    assert LEFT in shown(await stage.press(stage.mara, message, "Their profile"))


async def test_nothing_is_shown_where_discord_does_not_say_who_is_there(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    _, matched = await stage.matched()

    async def silent(*_: int) -> dict[str, Any]:
        raise answered(503)

    with monkeypatch.context() as patched:
        patched.setattr(stage.world.bot.http, "get_member", silent)
        held = shown(await stage.press(stage.tomas, matched, "Start reading"))
    again = shown(await stage.press(stage.tomas, matched, "Start reading"))

    assert "Discord does not tell me just now" in held
    assert story(1)[:40] in again


async def test_an_author_who_was_removed_writes_to_nobody_from_direct_messages(stage: Stage) -> None:
    await stage.offer(stage.mara)
    await stage.read_through(stage.tomas)
    message = stage.received(stage.mara)
    await stage.press(stage.mara, message, "Their profile")  # where she is was asked a moment ago
    stage.world.guild.remove_member(stage.mara)
    form = await stage.press(stage.mara, message, "Ask for more")
    asked = await stage.mara.user.submit_modal(form, {"wanted": "Worm"})

    assert LEFT in shown(asked)
    assert not stage.has_dm(stage.tomas, "Worm")


async def test_a_reader_who_was_removed_reaches_no_author(stage: Stage) -> None:
    _, matched = await stage.matched()
    card = (await stage.press(stage.tomas, matched, "Start reading")).response
    await stage.later(hours=1)
    form = await stage.press(stage.tomas, card, "Leave my comment")
    stage.world.guild.remove_member(stage.tomas)
    sent = await stage.tomas.user.submit_modal(form, real(1))

    assert LEFT in shown(sent)
    assert not stage.has_dm(stage.mara, "has this to say:")


async def test_no_piece_is_served_whose_author_is_gone(stage: Stage) -> None:
    await stage.offer(stage.mara)
    stage.world.guild.remove_member(stage.mara)

    assert "Nothing waits for you" in shown(await stage.slash(stage.tomas, "next"))


async def test_a_comment_waits_as_a_draft_where_discord_does_not_say_who_is_there_and_for_its_own_server_alone(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    _, matched = await stage.matched()
    card = (await stage.press(stage.tomas, matched, "Start reading")).response
    await stage.later(hours=1)
    elsewhere = stage.world.env.create_guild(name="Elsewhere")
    there = elsewhere.create_text_channel("general")
    await elsewhere.add_member(stage.tomas.user).slash(there, "wrote", words=5)
    form = await stage.press(stage.tomas, card, "Leave my comment")
    asked = stage.world.bot.http.get_member

    async def silent_in(server_id: int, *args: Any) -> Any:
        if server_id == silent.id:
            raise answered(503)
        return await asked(server_id, *args)

    monkeypatch.setattr(stage.world.bot.http, "get_member", silent_in)
    silent = stage.world.guild
    held = shown(await stage.tomas.user.submit_modal(form, real(1)))
    again = await stage.press(stage.tomas, card, "Leave my comment")
    silent = elsewhere
    given = shown(await stage.tomas.user.submit_modal(again, real(1)))

    assert "Send it again in a minute" in held
    assert again.modal is not None
    assert real(1)["effect"] in str(again.modal)
    assert "is with" in given
