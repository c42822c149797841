"""In direct messages the bot sees nobody leave a server: it asks before it shows anything from there."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from tests.bot.faults import answered
from tests.bot.goal_steps import lines
from tests.bot.swap_steps import Stage, real
from tests.bot.test_sprints import sprint
from tests.services.swap_room import story
from tests.world import World

IN_TIME_OUT = "Moderators have you in a time-out in that server"
WORDS = "What did the worm in the third paragraph make you think of when you came to it?"
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


async def test_a_round_tells_whoever_was_removed_of_nothing_and_opens_no_text_of_theirs(stage: Stage) -> None:
    world = stage.world
    for who in (stage.mara, stage.tomas):
        await stage.offer(who)
        await stage.slash(who, "join-round")
    elsewhere = world.env.create_guild("Elsewhere")  # they can be written to
    elsewhere.add_member(stage.tomas.user)
    world.guild.remove_member(stage.tomas)
    await stage.later(hours=9)

    assert not stage.has_dm(stage.tomas, "The round has matched you.")
    matched = stage.dm(stage.mara, "The round has matched you.")
    assert "no longer there" in shown(await stage.press(stage.mara, matched, "Start reading"))
    await sprint(world, kind="reading", **{"in": 0})
    read = await world.mara.click(world.general.last_message, label="Read a piece")
    assert "Nothing waits for you" in shown(read)


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


def time_out(stage: Stage, who: Any) -> None:
    until = (stage.world.bot.clock.now() + timedelta(days=1)).isoformat()
    stage.world.env.backend.edit_member(stage.world.guild.id, who.id, {"timed_out_until": until})


async def test_a_reader_in_a_time_out_reaches_no_author_until_it_is_over(stage: Stage) -> None:
    _, matched = await stage.matched()
    card = (await stage.press(stage.tomas, matched, "Start reading")).response
    await stage.later(hours=1)
    time_out(stage, stage.tomas)
    held = shown(await stage.fill(stage.tomas, card, "Leave my comment", real(1)))
    assert IN_TIME_OUT in held
    await stage.later(hours=1)
    assert not stage.has_dm(stage.mara, "has this to say:")

    await stage.later(days=1)
    again = await stage.press(stage.tomas, card, "Leave my comment")
    assert real(1)["effect"] in str(again.modal)
    assert "is with" in shown(await stage.tomas.user.submit_modal(again, real(1)))


@pytest.mark.parametrize(("label", "typed"), [("Ask for more", {"wanted": WORDS}), ("Say thanks", {"thanks": WORDS})])
async def test_an_author_in_a_time_out_says_nothing_to_their_reader_and_has_their_words_back(
    stage: Stage, label: str, typed: dict[str, str]
) -> None:
    message = await stage.commented()
    if "thanks" in typed:
        message = (await stage.press(stage.mara, message, "This helped")).response
    time_out(stage, stage.mara)
    said = shown(await stage.fill(stage.mara, message, label, typed))
    await stage.later(hours=1)

    assert IN_TIME_OUT in said
    assert WORDS in said
    assert not stage.has_dm(stage.tomas, WORDS)


@pytest.mark.parametrize("has_left", [False, True])
async def test_what_is_said_to_somebody_who_left_the_server_is_not_brought_to_them(
    stage: Stage, *, has_left: bool
) -> None:
    message = await stage.commented()
    if has_left:
        stage.world.guild.remove_member(stage.tomas)
    await stage.fill(stage.mara, message, "Ask for more", {"wanted": "Worm"})
    await stage.later(hours=1)

    assert stage.has_dm(stage.tomas, "Worm") is not has_left


async def test_no_comment_is_brought_to_an_author_who_left_the_server_and_it_is_paid_all_the_same(stage: Stage) -> None:
    await stage.offer(stage.mara)
    card = await stage.start(stage.tomas)
    await stage.world.pass_time(hours=0.2)
    stage.world.guild.remove_member(stage.mara)
    before = await stage.balance(stage.tomas)
    await stage.comment(stage.tomas, card, real(stage.stories))
    for _ in range(4):
        await stage.later(days=2)

    assert not stage.has_dm(stage.mara, "has this to say:")
    assert await stage.balance(stage.tomas) == before + 1
