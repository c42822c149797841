"""The steps of `python bot.py rehearse` on the other stand-in: they see where SimCord is not Discord either."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qsl

import discord
import pytest
import simcord
from discord.http import Route

from hosting.rehearsal.command import Ears, attempt_all
from hosting.rehearsal.stage import Heard, Stage
from hosting.rehearsal.step import Step
from hosting.rehearsal.steps import STEPS
from tests.hosting.test_rehearsal import QUESTIONS

# What SimCord leaves to others: it keeps repeats, shows every history, opens and refuses no thread, counts no requests.
NOT_AS_DISCORD = (
    "`enforce_nonce`",
    "Without Read Message History",
    "A post into an archived thread",
    "A thread that is locked",
    "More than 50 requests",
)


@pytest.fixture
def simcord_bot() -> Ears:
    """What SimCord starts: it hears who presses what, and answers nothing."""
    ears = Ears()
    ears.shard_count = 1
    return ears


@dataclass
class InSimCord(Stage):
    """The stage, with SimCord asked inside the process."""

    person: Somebody

    async def ask(self, method: str, path: str, body: object = None) -> Heard:
        where, _, asked = path.partition("?")
        try:
            found = await self.person.ears.http.request(Route(method, where), json=body, params=dict(parse_qsl(asked)))
        except discord.HTTPException as refused:
            return Heard(refused.status, {"code": refused.code})
        return Heard(200, found)


@dataclass
class Somebody:
    """A person in SimCord who does as they are asked; `doubts` is a question they say no to."""

    ears: Ears
    env: simcord.Env
    member: Any
    doubts: str = ""
    hand: asyncio.Lock = field(default_factory=asyncio.Lock)  # presses one thing at a time
    pressing: set[asyncio.Task[None]] = field(default_factory=set)

    async def confirms(self, question: str) -> bool:
        return question != self.doubts

    async def does(self, task: str) -> None:
        assert "Lock Thread" in task
        (*_, newest) = (each.path for each in self.env.http_requests if each.method == "PATCH")
        await self.ears.http.request(Route("PATCH", newest), json={"locked": True})

    def hears(self, words: str) -> None:
        if words.startswith("Press the button"):
            self.pressing.add(asyncio.create_task(self.press()))

    async def press(self) -> None:
        async with self.hand:
            newest = max(self.ears.guilds[0].text_channels, key=lambda channel: channel.id)
            (message,) = [message async for message in newest.history(limit=1)]
            await self.member.click(message, custom_id="rehearsal:press")


async def at_once(_seconds: float) -> None:
    """Wait for nothing but the others."""
    await asyncio.sleep(0)


@pytest.fixture
async def stage(simcord_env: simcord.Env, simcord_bot: Ears) -> InSimCord:
    guild = simcord_env.create_guild("Trying out")
    person = Somebody(simcord_bot, simcord_env, guild.add_member(simcord_env.create_user("mara")))
    session: Any = None  # nothing leaves the process
    assert simcord_bot.application_id is not None
    return InSimCord(session, "", simcord_bot.application_id, guild.id, person, at_once, simcord_bot.presses)


async def said_no(stage: InSimCord, steps: Sequence[Step] = STEPS) -> list[str]:
    """Try steps, leave nothing, and return what is not as we take Discord to be."""
    seen = await attempt_all(stage, steps)
    await asyncio.gather(*stage.person.pressing)
    assert await stage.clean_up() == []
    return [step.taken_for_true for step, each in seen if not each.is_so]


async def test_the_steps_see_where_simcord_is_not_as_we_take_discord_to_be(stage: InSimCord) -> None:
    seen = await said_no(stage)

    assert len(seen) == len(NOT_AS_DISCORD)
    assert all(each.startswith(begun) for each, begun in zip(seen, NOT_AS_DISCORD, strict=True))


# For each step that SimCord passes: what is asked there, and an answer that Discord is not taken to give.
DIFFERENTLY = {
    "A component's `id`": ("GET", "/channels/*/messages", 500, 0),
    "A channel that is gone": ("POST", "/channels/*/messages", 403, 50001),
    "A private deferral": ("POST", "/webhooks/*", 500, 0),
    "An interaction that was answered already": ("POST", "/interactions/*/callback", 400, 50035),
}


def test_each_step_fails_once_in_simcord() -> None:
    assert len({*NOT_AS_DISCORD, *DIFFERENTLY, *QUESTIONS.values()}) == len(STEPS)


@pytest.mark.parametrize("what", [*DIFFERENTLY, *QUESTIONS])
async def test_what_simcord_is_made_to_answer_differently_is_a_row_that_says_no(
    stage: InSimCord, simcord_env: simcord.Env, what: str
) -> None:
    (step,) = (each for each in STEPS if each.taken_for_true.startswith(QUESTIONS.get(what, what)))
    assert await said_no(stage, [step]) == []
    if what in QUESTIONS:
        stage.person.doubts = what
    else:
        method, path, status, code = DIFFERENTLY[what]
        simcord_env.inject_error(method, path, status=status, code=code, times=None)

    assert await said_no(stage, [step]) == [step.taken_for_true]
