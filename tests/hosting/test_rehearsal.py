"""`python bot.py rehearse`: each step sees what Discord does, also where that is not what we take it to do."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
import yarl
from discord.gateway import DiscordWebSocket
from discord.http import Route

from clock import SystemClock
from db.lock import FileLock
from hosting.answer import Answer
from hosting.rehearsal.command import rehearse
from hosting.rehearsal.steps import STEPS
from process import CLEAN, MEND, TRY_LATER
from settings import Settings
from tests.loopback.rehearsing import TestServer

pytestmark = pytest.mark.slow

PERSON = 4242


@dataclass
class Somebody:
    """A person who does as they are asked, and sees what Discord shows; `doubts` is a question they say no to."""

    server: TestServer
    doubts: str = ""
    heard: list[str] = field(default_factory=list)
    pressing: set[asyncio.Task[None]] = field(default_factory=set)

    async def confirms(self, question: str) -> bool:
        return question != self.doubts

    async def does(self, task: str) -> None:
        assert "Lock Thread" in task
        self.server.lock()

    def hears(self, words: str) -> None:
        self.heard.append(words)
        if words.startswith("Press the button"):
            self.pressing.add(asyncio.create_task(self.server.press(PERSON)))


@dataclass
class Rehearsing:
    """A test server, a person in it, and the settings of the bot."""

    server: TestServer
    person: Somebody
    settings: Settings

    async def pause(self, seconds: float) -> None:
        self.server.shift += seconds
        await asyncio.sleep(0)

    async def go(self, server_id: int | None = None) -> Answer:
        where = server_id or self.server.guild_id
        return await rehearse(self.settings, where, self.person, SystemClock(), STEPS, self.pause)


@pytest.fixture
async def rehearsing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Rehearsing]:
    async with TestServer() as server:
        monkeypatch.setattr(Route, "BASE", server.api_url)
        monkeypatch.setattr(DiscordWebSocket, "DEFAULT_GATEWAY", yarl.URL(server.gateway_url))
        application = server.add_application("OneReader")
        application.commands["help"] = {"id": "1", "name": "help"}
        database = f"sqlite:///{tmp_path}/bot.db"
        settings = Settings(application.token, database_url=database, discord_api_url=server.api_url)
        yield Rehearsing(server, Somebody(server), settings)


async def test_where_discord_is_as_we_take_it_to_be_every_row_says_so_and_nothing_is_left(
    rehearsing: Rehearsing,
) -> None:
    answer = await rehearsing.go()

    assert answer.status == CLEAN
    rows = [line for line in answer.text.splitlines() if line.startswith("| ")][2:]
    assert [row.split(" | ")[0].removeprefix("| ") for row in rows] == [step.taken_for_true for step in STEPS]
    assert [row for row in rows if " | yes | " not in row] == []
    assert "dropped: 1, 4" in answer.text
    assert answer.text.endswith(f"All {len(STEPS)} are as we take them to be.")
    assert rehearsing.server.channels == {}
    assert rehearsing.server.unknown_requests == []


DIFFERENTLY = {
    "nonce": "`enforce_nonce`",
    "component ids": "A component's `id`",
    "blind history": "Without Read Message History",
    "gone channels answer": "A channel that is gone",
    "archived threads": "A post into an archived thread",
    "locked threads": "A thread that is locked",
    "any number": "More than 50 requests",
    "private deferral": "A private deferral",
    "answered twice": "An interaction that was answered already",
}
QUESTIONS = {
    "Does the notification on your phone begin with “These are the first words.”?": "A text's first line",
    "Does the newest direct message say your name, not digits?": "A mention in a direct message",
    "Is the notification of the newest direct message without the words “A card with words”?": "A card (Components V2)",
    "Does the newest direct message show [here] with both brackets, and no backslash?": "A backslash",
    "Is “here” a link in the newest direct message, with no address beside it?": "A link behind words",
}


def test_each_step_is_made_to_fail_once() -> None:
    begun = [*DIFFERENTLY.values(), *QUESTIONS.values()]

    assert len(begun) == len(STEPS)
    assert all(any(step.taken_for_true.startswith(each) for each in begun) for step in STEPS)


@pytest.mark.parametrize("what", [*DIFFERENTLY, *QUESTIONS])
async def test_what_discord_does_differently_is_the_one_row_that_says_no(rehearsing: Rehearsing, what: str) -> None:
    if what in QUESTIONS:
        rehearsing.person.doubts = what
    else:
        rehearsing.server.differently.add(what)

    answer = await rehearsing.go()

    (row,) = [line for line in answer.text.splitlines() if " | **no** | " in line]
    assert row.startswith(f"| {(DIFFERENTLY | QUESTIONS)[what]}")
    assert answer.text.endswith(f"1 of {len(STEPS)} differ.")
    assert rehearsing.server.channels == {}


async def test_nothing_is_tried_where_people_live_or_the_bot_may_do_nothing(rehearsing: Rehearsing) -> None:
    rehearsing.server.members = 300
    assert "has 300 members" in (await rehearsing.go()).text
    rehearsing.server.members = 2
    rehearsing.server.differently.add("may not make channels")
    answer = await rehearsing.go()
    assert "may not make channels" in answer.text
    assert "oauth2/authorize" in answer.text
    assert "is not in server 7" in (await rehearsing.go(7)).text

    assert answer.status == MEND
    assert rehearsing.server.channels == {}
    assert rehearsing.server.messages == []


async def test_nothing_is_tried_while_the_bot_runs_or_with_a_token_that_is_refused(rehearsing: Rehearsing) -> None:
    database = Path(rehearsing.settings.database_url.removeprefix("sqlite:///"))
    running = FileLock(database)
    await running.take(0)
    assert (await rehearsing.go()).status == TRY_LATER
    running.release()

    rehearsing.server.applications.clear()
    answer = await rehearsing.go()
    assert answer.status == MEND
    assert "Discord does not take the token" in answer.text


async def test_a_channel_that_could_not_be_deleted_is_named(rehearsing: Rehearsing) -> None:
    rehearsing.server.differently.add("keeps channels")

    answer = await rehearsing.go()

    named = [int(line.rsplit(" ", 1)[1]) for line in answer.text.splitlines() if line.startswith("Delete this channel")]
    threads = {number for number, each in rehearsing.server.channels.items() if "thread_metadata" in each}
    assert set(named) == set(rehearsing.server.channels) - threads
