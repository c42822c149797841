"""The inbox: what could not reach a member is told once, privately, after their next answer."""

from __future__ import annotations

from typing import Any

import pytest

from db.connection import Tx
from rules.kit.errors import Busy
from services import inbox
from services.reminders import consent
from tests.bot.streak_steps import undo
from tests.world import World, typed_out


async def keep(world: World, who: Any, *texts: str, server_id: int | None = None) -> None:
    """Let things wait for somebody."""

    async def work(tx: Tx) -> None:
        for text in texts:
            await inbox.keep(tx, who.id, "answer", text, world.env.now(), text=text, server_id=server_id)

    await world.bot.context.db.write(work)


def told(world: World) -> list[str]:
    """Return what was told of the inbox, in order."""
    sent = [payload or {} for kind, what, payload in world.env.backend.transcript if kind == "HTTP"]
    said = [payload for payload in sent if "had not reached you" in str(payload.get("content"))]
    assert all(payload["flags"] for payload in said)  # only to the asker
    return [typed_out(payload["content"]) for payload in said]


async def test_what_waits_is_told_once_after_the_next_answer_whatever_it_is(world: World) -> None:
    await keep(world, world.mara, "Your `/swap offer` is done.")

    await world.mara.slash(world.general, "help")
    assert told(world) == ["This had not reached you:\n- Your `/swap offer` is done."]

    await world.mara.slash(world.general, "help")
    assert len(told(world)) == 1


async def test_it_is_told_after_a_refusal_and_after_a_press_too(world: World) -> None:
    await keep(world, world.mara, "one")
    wrote = await world.mara.slash(world.general, "wrote", words=5, day="some day")
    assert wrote.ephemeral
    assert told(world) == ["This had not reached you:\n- one"]

    entry = (await world.mara.slash(world.general, "wrote", words=5)).response
    await keep(world, world.mara, "two")
    await undo(world.mara, entry)
    assert told(world)[1:] == ["This had not reached you:\n- two"]


async def test_it_waits_while_a_form_opens_or_choices_do(world: World) -> None:
    await keep(world, world.mara, "one")
    await world.mara.autocomplete(world.general, "wrote", "day", "")
    form = await world.mara.slash(world.general, "tip share")
    assert told(world) == []

    await world.mara.submit_modal(form, {"text": "I post on Sundays, and most people read then."})
    assert told(world) == ["This had not reached you:\n- one"]


async def test_three_are_told_and_more_has_the_others_as_often_as_it_is_pressed(world: World) -> None:
    await keep(world, world.mara, *(f"thing {number}" for number in range(1, 16)))
    (line,) = (await world.mara.slash(world.general, "help")).followups
    assert line.content.splitlines()[1:] == ["- thing 1", "- thing 2", "- thing 3", "-# And 12 more."]

    await world.restart()
    page = await world.mara.click(line, label="More")
    assert page.response.content.splitlines() == [f"- thing {number}" for number in range(4, 14)]
    last = await world.mara.click(page.response, label="More")
    assert last.response.content.splitlines() == ["- thing 14", "- thing 15"]
    assert len(told(world)) == 1


async def test_what_is_long_is_told_in_short_and_behind_more_in_full(world: World) -> None:
    letter = " ".join(f"word{number}" for number in range(200))
    await keep(world, world.mara, "one", letter, "three", letter.upper())
    (line,) = (await world.mara.slash(world.general, "help")).followups
    assert letter[:100] in line.content
    assert letter not in line.content

    page = await world.mara.click(line, label="More")
    assert page.response.content.splitlines() == [f"- {letter}", "- three"]
    last = await world.mara.click(page.response, label="More")
    assert last.response.content == f"- {letter.upper()}"
    assert not last.response.components


async def test_nothing_of_another_server_is_told(world: World) -> None:
    other = world.env.create_guild("Other Ink")
    there = other.create_text_channel("general")
    in_other = other.add_member(world.mara.user)
    await world.mara.slash(world.general, "wrote", words=1)
    await in_other.slash(there, "wrote", words=1)
    await keep(world, world.mara, "from home", server_id=world.guild.id)
    await keep(world, world.mara, "from elsewhere", server_id=other.id)

    await world.mara.slash(world.general, "help")
    assert told(world) == ["This had not reached you:\n- from home"]
    await world.mara.user.slash("help")
    assert told(world)[1:] == ["This had not reached you:\n- from elsewhere"]


async def test_it_is_kept_for_30_days(world: World) -> None:
    await keep(world, world.mara, "one")
    await world.pass_time(days=29)
    await keep(world, world.mara, "two")
    await world.pass_time(days=2)

    await world.mara.slash(world.general, "help")
    assert told(world) == ["This had not reached you:\n- two"]


async def test_what_waits_is_told_though_a_sign_of_life_cannot_be_noted(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def fails(*_: object) -> bool:
        raise Busy

    await world.mara.slash(world.general, "wrote", words=10)
    await keep(world, world.mara, "said once")
    monkeypatch.setattr(consent, "seen", fails)
    await world.mara.slash(world.general, "help")
    assert told(world) == ["This had not reached you:\n- said once"]
