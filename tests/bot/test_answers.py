"""Every act is answered, once: what is lost is said again, another way, or after the next answer."""

from __future__ import annotations

import asyncio
import inspect
from typing import Any

import discord
import pytest

from cogs.kit.answering.delivery import ALREADY_ANSWERED, Delivery
from cogs.streaks import cards as ui
from rules.kit.errors import Busy
from services import members, streaks
from services.reminders import consent
from tests.bot.streak_steps import undo
from tests.bot.test_inbox import told
from tests.bot.wire import CHANGE, FORM, MESSAGE, SILENT, THINKING, Fault, Wire, cut, failed_after, lost, refused
from tests.world import World

pytestmark = pytest.mark.breaks_things

TOO_LATE = refused(404, 10062)


@pytest.fixture
def wire(monkeypatch: pytest.MonkeyPatch) -> Wire:
    return Wire(monkeypatch)


@pytest.fixture
def slow(monkeypatch: pytest.MonkeyPatch) -> None:
    """The bot takes longer than Discord waits for anything that asks the database."""
    monkeypatch.setattr(Delivery, "acknowledge_in_time", Delivery._ring)


async def words_logged(world: World) -> list[int]:
    async with world.bot.context.db.read() as connection:
        return [row["words"] for row in await connection.fetch("SELECT words FROM entries WHERE undone_at IS NULL")]


def shown(result: Any) -> list[str]:
    """Return the texts that stand where somebody asked."""
    return [each.content for each in (result.response, *result.followups) if each is not None]


# Lost, cut, refused


def _called(faults: tuple[Fault, ...]) -> str:
    return "-".join(fault.__name__ for fault in faults)


@pytest.mark.parametrize(
    "faults",
    [
        (cut,),
        (cut, cut),
        (lost,),
        (lost, cut),
        (lost, cut, cut),
        (refused(500),),
        (refused(503), refused(502)),
        (failed_after(500),),
        (failed_after(503), cut, cut),
    ],
    ids=_called,
)
async def test_an_answer_that_is_lost_is_given_once(world: World, wire: Wire, faults: tuple[Fault, ...]) -> None:
    wire.fail(*faults)
    result = await world.mara.slash(world.general, "wrote", words=3)

    assert [text for text in shown(result) if "wrote **3 words**" in text] == [result.response.content]
    assert await words_logged(world) == [3]
    await world.mara.slash(world.general, "help")
    assert told(world) == []


async def test_an_answer_that_never_arrives_is_told_after_the_next_one(world: World, wire: Wire) -> None:
    await world.mara.slash(world.general, "wrote", words=1)
    wire.fail(*[cut] * 7)
    result = await world.mara.slash(world.general, "wrote", words=3)
    assert result.response is None
    assert await words_logged(world) == [1, 3]

    await world.restart()
    await world.mara.slash(world.general, "help")
    (line,) = told(world)
    assert "`/wrote` of <t:" in line
    assert line.endswith("is done and kept.")


async def test_what_came_too_late_for_discord_is_told_after_the_next_answer(world: World, wire: Wire) -> None:
    wire.fail(TOO_LATE)
    await world.mara.slash(world.general, "wrote", words=3)

    await world.mara.slash(world.general, "help")
    assert "`/wrote` of <t:" in told(world)[0]
    assert await words_logged(world) == [3]


async def test_a_refusal_that_is_lost_waits_with_its_words(world: World, wire: Wire) -> None:
    wire.fail(*[cut] * 7)
    await world.mara.slash(world.general, "tip share", text="Just write")

    await world.mara.slash(world.general, "help")
    assert "Tell it so that somebody else could do it too" in told(world)[0]
    assert "Just write" in told(world)[0]


async def test_a_look_that_is_lost_is_told_of_too(world: World, wire: Wire) -> None:
    wire.fail(*[cut] * 7)
    await world.mara.slash(world.general, "streak show")

    await world.mara.slash(world.general, "help")
    assert "`/streak show` of <t:" in told(world)[0]
    assert "Use it again whenever you like" in told(world)[0]


async def test_only_a_repeat_of_the_same_request_takes_answered_already_for_arrived(world: World, wire: Wire) -> None:
    wire.fail(refused(400, ALREADY_ANSWERED))
    await world.mara.slash(world.general, "wrote", words=3)

    assert "wrote **3 words**" in world.general.last_message.content


async def test_what_discord_does_not_take_is_said_in_other_words(world: World, wire: Wire) -> None:
    wire.fail(refused(400, 50035))
    result = await world.mara.slash(world.general, "wrote", words=3)
    assert "That is done and kept" in result.response.content

    wire.fail(refused(400, 50035))
    looked = await world.mara.slash(world.general, "streak show")
    assert looked.response.content.startswith("Discord does not take my answer")


async def test_what_fails_after_it_was_done_is_not_asked_for_again(
    world: World, wire: Wire, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: Any) -> str:
        raise RuntimeError("no words")

    monkeypatch.setattr(ui, "entry_text", broken)
    result = await world.mara.slash(world.general, "wrote", words=3)

    assert "That is done and kept" in result.response.content
    assert "Try again" not in result.response.content
    assert await words_logged(world) == [3]


# What follows


async def test_what_fails_after_an_answer_takes_nothing_of_it_back(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def busy(*_: Any) -> None:
        raise Busy

    await world.mara.slash(world.general, "wrote", words=1)
    monkeypatch.setattr(members, "known", busy)
    result = await world.mara.slash(world.general, "wrote", words=3)

    (said,) = shown(result)
    assert "wrote **3 words**" in said
    assert await words_logged(world) == [1, 3]


@pytest.mark.parametrize(
    ("module", "broken", "said"),
    [(consent, "claim_question", "wrote **3 words**"), (ui, "entry_text", "That is done and kept")],
    ids=["after its answer", "before its answer"],
)
async def test_what_is_done_is_not_said_to_have_come_to_nothing(
    world: World, monkeypatch: pytest.MonkeyPatch, module: Any, broken: str, said: str
) -> None:
    def busy(*_: Any) -> None:
        raise Busy

    monkeypatch.setattr(module, broken, busy)
    (shown_then,) = shown(await world.mara.slash(world.general, "wrote", words=3))

    assert said in shown_then
    assert await words_logged(world) == [3]


# Late


@pytest.mark.usefixtures("slow")
async def test_a_late_private_answer_takes_the_place_of_thinking(world: World, wire: Wire) -> None:
    result = await world.mara.slash(world.general, "wrote", words=3, quiet=True)

    assert wire.callbacks == [THINKING]
    assert "You wrote **3 words**" in result.response.content
    assert result.ephemeral


@pytest.mark.usefixtures("slow")
async def test_a_late_refusal_stays_private(world: World, wire: Wire) -> None:
    result = await world.mara.slash(world.general, "wrote", words=3, day="1 January 2020")

    assert wire.callbacks == [THINKING]
    assert result.ephemeral
    assert result.followups == []
    assert world.general.last_message is None or "wrote" not in world.general.last_message.content


@pytest.mark.usefixtures("slow")
async def test_a_late_answer_for_all_is_posted_and_pointed_to(world: World, wire: Wire) -> None:
    result = await world.mara.slash(world.general, "wrote", words=3)

    assert wire.callbacks == [THINKING]
    assert result.ephemeral
    assert result.response.content == "Here it is, for everybody:"
    posted = world.general.last_message
    assert "wrote **3 words**" in posted.content
    await undo(world.mara, posted)
    assert await words_logged(world) == []


@pytest.mark.usefixtures("slow")
async def test_a_late_answer_for_all_follows_where_the_bot_may_not_write(world: World, wire: Wire) -> None:
    # The member may write there, by a role; the bot may not.
    deny, allow = (discord.PermissionOverwrite(send_messages=may) for may in (False, True))
    no_writing = {world.guild.default_role: deny, world.mara: allow}
    hushed = world.guild.create_text_channel("hushed", overwrites=no_writing)
    result = await world.mara.slash(hushed, "wrote", words=3)

    first, *_ = [each for each in result.followups if "wrote **3 words**" in each.content]
    assert not first.ephemeral


@pytest.mark.usefixtures("slow")
async def test_a_late_press_changes_its_message_or_is_answered_below(world: World, wire: Wire) -> None:
    await world.mara.slash(world.general, "wrote", words=3)
    posted = world.general.last_message
    wire.heard.clear()
    await undo(world.mara, posted)
    assert wire.callbacks == [FORM, SILENT]
    assert await words_logged(world) == []

    declined = await world.tomas.click(posted, label="Put it back")
    assert wire.callbacks == [FORM, SILENT, SILENT]
    assert declined.followups[0].ephemeral
    assert "belongs to somebody else" in declined.followups[0].content


@pytest.mark.usefixtures("slow")
async def test_a_press_that_opens_a_form_is_never_put_off(world: World, wire: Wire) -> None:
    await world.mara.slash(world.general, "wrote", words=3)
    wire.heard.clear()
    form = await world.mara.click(world.general.last_message, label="…")
    assert wire.callbacks == [FORM]

    await world.mara.submit_modal(form, {"words": "5", "minutes": "", "note": "", "link": ""})
    assert wire.callbacks == [FORM, SILENT]
    assert await words_logged(world) == [5]


@pytest.mark.usefixtures("slow")
@pytest.mark.parametrize("faults", [(lost,), (lost, cut, cut), (cut,), (failed_after(500), cut, cut)], ids=_called)
async def test_an_acknowledgement_that_is_lost_costs_no_answer(
    world: World, wire: Wire, faults: tuple[Fault, ...]
) -> None:
    wire.fail(*faults)
    await world.mara.slash(world.general, "wrote", words=3, quiet=True)
    result = await world.mara.slash(world.general, "help")

    assert told(world) == []
    assert result.response is not None
    assert await words_logged(world) == [3]


@pytest.mark.usefixtures("slow")
async def test_an_answer_waits_for_an_acknowledgement_that_is_on_its_way(
    world: World, wire: Wire, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Without the lock the answer would find itself forestalled, take that for its own arrival, and be lost."""
    on_its_way, answer_is_ready = asyncio.Event(), asyncio.Event()
    record = streaks.record_entry

    async def slowly(send: Any) -> Any:
        on_its_way.set()
        await answer_is_ready.wait()
        await asyncio.sleep(0)
        return await send()

    async def meanwhile(*args: Any) -> Any:
        await on_its_way.wait()
        outcome = await record(*args)
        answer_is_ready.set()
        return outcome

    monkeypatch.setattr(streaks, "record_entry", meanwhile)
    wire.fail(slowly)
    result = await world.mara.slash(world.general, "wrote", words=3, quiet=True)

    assert wire.callbacks == [THINKING]
    assert "You wrote **3 words**" in result.response.content


async def test_a_quick_answer_is_the_only_one(world: World, wire: Wire) -> None:
    entry = (await world.mara.slash(world.general, "wrote", words=3)).response
    await undo(world.mara, entry)

    assert wire.callbacks == [MESSAGE, FORM, CHANGE]


async def test_a_handler_that_opens_a_form_says_so(world: World) -> None:
    """Discord opens none once it was told to wait: such a press is not put off, and a command neither."""
    undeclared = [
        name
        for name, handler in world.bot.router.presses.items()
        if (inspect.signature(handler).return_annotation == "Form") is not hasattr(handler, "__opens_form__")
    ]
    assert not undeclared, f"mark these with @routes.….opens: {undeclared}"


# The same again


async def lose_the_answer(world: World, wire: Wire, words: int = 300) -> None:
    """Let Mara, whom the bot knows, log words without hearing of it."""
    await world.mara.slash(world.general, "wrote", words=1)
    wire.fail(*[cut] * 7)
    await world.mara.slash(world.general, "wrote", words=words)


async def test_the_same_entry_after_a_lost_answer_is_asked_about(world: World, wire: Wire) -> None:
    await lose_the_answer(world, wire)
    asked = await world.mara.slash(world.general, "wrote", words=300, note="the harbour scene")

    assert asked.ephemeral
    assert asked.response.content.startswith("I logged **300 words** for today at <t:")
    assert await words_logged(world) == [1, 300]


async def test_it_was_the_same_leaves_one(world: World, wire: Wire) -> None:
    await lose_the_answer(world, wire)
    asked = (await world.mara.slash(world.general, "wrote", words=300)).response
    await world.restart()

    settled = await world.mara.click(asked, label="It was the same")
    assert settled.response.content.startswith("Then it counts once.")
    assert await words_logged(world) == [1, 300]
    await world.mara.slash(world.general, "wrote", words=300)  # known now: it is meant
    assert await words_logged(world) == [1, 300, 300]


async def test_again_counts_it(world: World, wire: Wire) -> None:
    await lose_the_answer(world, wire)
    asked = (await world.mara.slash(world.general, "wrote", words=300, note="the harbour scene")).response
    await world.restart()

    await world.mara.click(asked, label="Again")
    assert "the harbour scene" in world.general.last_message.content
    assert await words_logged(world) == [1, 300, 300]


@pytest.mark.parametrize(
    ("minutes", "typed"), [(16, {"words": 300}), (0, {"words": 301}), (0, {"words": 300, "minutes": 5})]
)
async def test_what_is_later_or_another_entry_is_not_asked_about(
    world: World, wire: Wire, minutes: int, typed: dict[str, int]
) -> None:
    await lose_the_answer(world, wire)
    await world.env.advance_time(minutes * 60)

    result = await world.mara.slash(world.general, "wrote", **typed)
    assert not result.ephemeral


async def test_the_same_entry_after_an_answer_that_arrived_is_logged(world: World) -> None:
    for _ in range(2):
        await world.mara.slash(world.general, "wrote", words=300)
    assert await words_logged(world) == [300, 300]
