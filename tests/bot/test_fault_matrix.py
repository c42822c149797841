"""Every way of failing, at every kind of act: what the member saw, what is stored, and what one repeat comes to.

Generated from `FAULTS` and `KINDS`; processes that end, and a gateway that drops, are in `tests/crash`. None twice,
none lost, none unanswered: the member reads the answer, or Discord's own failure and then, after their next answer,
what became of it. A repeat of what they saw no answer to changes nothing more.
"""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager, closing
from dataclasses import dataclass
from typing import Any

import pytest

from cogs.kit.answering import delivery
from cogs.kit.answering.delivery import Patience
from db.database import sqlite_path
from tests.bot.test_inbox import told
from tests.bot.test_together import begin
from tests.bot.wire import Fault, Send, Wire, cut, failed_after, lost, refused
from tests.engines import sqlite_of
from tests.world import World

pytestmark = [pytest.mark.breaks_things, pytest.mark.slow]


@dataclass
class Writer:
    """Mara, who wrote 300 words and has the form of that entry open, and that of a sprint."""

    world: World
    entry: Any
    sprints_end: Any
    form: Any = None
    sprints_form: Any = None

    async def open_form(self) -> None:
        """Open the entry's form."""
        self.form = await self.world.mara.click(self.entry, label="Edit")

    async def command(self) -> Any:
        """Log 200 words."""
        return await self.world.mara.slash(self.world.general, "wrote", words=200)

    async def button(self) -> Any:
        """Take the entry back."""
        return await self.world.mara.click(self.entry, label="Undo")

    async def form_sent(self) -> Any:
        """Make the entry one of 400 words."""
        form, self.form = self.form, None
        typed = {"words": "400", "minutes": "", "note": "the harbour scene", "link": ""}
        return await self.world.mara.submit_modal(form, typed)

    async def sprints_form_sent(self) -> Any:
        """Say that a sprint came to 50 words."""
        form = self.sprints_form or await self.world.mara.click(self.sprints_end, label="My words")
        self.sprints_form = None
        return await self.world.mara.submit_modal(form, {"words": "50"})

    async def choices(self) -> Any:
        """Ask for the days that can be logged."""
        return await self.world.mara.autocomplete(self.world.general, "wrote", "day", "")

    async def stand_together(self) -> None:
        """Let a goal together stand in the channel."""
        await begin(self.world, "9,000 words by Friday")

    async def join_together(self) -> Any:
        """Be in it."""
        card = next(each for each in self.world.general.history() if "goals:end:" in str(each.components))
        return await self.world.mara.click(card, label="I'm in")

    async def goals_together(self) -> list[int]:
        """Return how many are in each goal together."""
        async with self.world.bot.context.db.read() as connection:
            found = await connection.fetch(
                "SELECT COUNT(tm.member_id) AS count FROM together_goals g "
                "LEFT JOIN together_members tm ON tm.goal_id = g.id GROUP BY g.id"
            )
        return [row["count"] for row in found]

    async def words(self) -> list[int]:
        """Return the words that count."""
        async with self.world.bot.context.db.read() as connection:
            found = await connection.fetch("SELECT words FROM entries WHERE undone_at IS NULL ORDER BY id")
        return [row["words"] for row in found]


async def nothing(_: Writer) -> None:
    """Need nothing beforehand."""


@dataclass(frozen=True)
class Kind:
    """One kind of act: what it needs beforehand, and what `counts` before it and once it is done."""

    name: str
    act: Callable[[Writer], Awaitable[Any]]
    done: tuple[int, ...]
    before: tuple[int, ...] = (300,)
    counts: Callable[[Writer], Awaitable[list[int]]] = Writer.words
    prepare: Callable[[Writer], Awaitable[None]] = nothing


KINDS = (
    Kind("command", Writer.command, (300, 200)),
    Kind("button", Writer.button, ()),
    Kind("form", Writer.form_sent, (400,)),
    Kind("sprint's form", Writer.sprints_form_sent, (300, 50)),
    Kind("goal together joined", Writer.join_together, (1,), (0,), Writer.goals_together, Writer.stand_together),
    Kind("autocomplete", Writer.choices, (300,)),
)


def silent(send: Send) -> Awaitable[Any]:
    """Take nothing for longer than anybody waits."""
    return asyncio.sleep(5)


@asynccontextmanager
async def whole(_: World) -> AsyncIterator[None]:
    """Leave the database as it is."""
    yield


@asynccontextmanager
async def held(world: World) -> AsyncIterator[None]:
    """Let another program hold the file."""
    sqlite_of(world.bot.context.db)
    with closing(sqlite3.connect(sqlite_path(world.settings.database_url), isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        yield
        other.execute("ROLLBACK")


@asynccontextmanager
async def full(world: World) -> AsyncIterator[None]:
    """Let the file grow no more; what fits on pages begun is still taken."""
    connection = sqlite_of(world.bot.context.db).connection
    await connection.execute_fetchall("PRAGMA max_page_count = 1")
    yield
    await connection.execute_fetchall("PRAGMA max_page_count = 1000000")


@dataclass(frozen=True)
class FaultRow:
    """One way of failing: of the requests, one after the other, or of the database; `takes` if the act is done."""

    name: str
    requests: tuple[Fault, ...] = ()
    database: Callable[[World], AbstractAsyncContextManager[None]] = whole
    takes: bool | None = True  # None: it may, or may not, and is answered accordingly


FAULTS = (
    FaultRow("answer cut", (cut,)),
    FaultRow("answer cut for good", (cut,) * 8),
    FaultRow("answer lost after it was applied", (lost,)),
    FaultRow("429", (refused(429),)),
    FaultRow("429 for good", (refused(429),) * 8),
    FaultRow("500", (refused(500),)),
    FaultRow("500 after it was applied", (failed_after(500),)),
    FaultRow("500 for good", (refused(500),) * 8),
    FaultRow("503", (refused(503),)),
    FaultRow("silent for 5 s", (silent,) * 8),
    FaultRow("database held", database=held, takes=False),
    FaultRow("disk full", database=full, takes=None),
)


@pytest.fixture
async def writer(world: World, monkeypatch: pytest.MonkeyPatch) -> Writer:
    monkeypatch.setattr("db.sqlite.engine.BUSY_TIMEOUT_MS", 1)
    await world.restart()
    entry = (await world.mara.slash(world.general, "wrote", words=300, quiet=True)).response
    await world.mara.slash(world.general, "sprint", minutes=5, **{"in": 0})
    await world.pass_time(hours=0.1)
    writer = Writer(world, entry, world.general.last_message)
    await writer.open_form()
    writer.sprints_form = await world.mara.click(writer.sprints_end, label="My words")
    return writer


@pytest.fixture
def wire(writer: Writer, monkeypatch: pytest.MonkeyPatch) -> Wire:
    wire = Wire(monkeypatch)
    for name, pauses in (("FIRST", 2), ("LONG", 3), ("ONCE", 0)):
        monkeypatch.setattr(delivery, name, Patience(0.05, (0.0,) * pauses))
    return wire


def sees(result: Any) -> bool:
    """Return whether somebody was shown something in answer."""
    return bool(result) if isinstance(result, list) else bool(result.response or result.followups)


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: fault.name)
async def test_none_twice_none_lost_none_unanswered(writer: Writer, wire: Wire, fault: FaultRow, kind: Kind) -> None:
    await kind.prepare(writer)
    wire.fail(*fault.requests)
    async with fault.database(writer.world):
        result = await kind.act(writer)
    wire.recover()
    saw = sees(result)
    before, done = list(kind.before), list(kind.done)
    takes = (fault.takes if fault.takes is not None else await kind.counts(writer) != before) and before != done
    assert await kind.counts(writer) == (done if takes else before)
    if kind.name == "autocomplete":
        return

    await writer.world.mara.slash(writer.world.general, "help")
    lines = told(writer.world)
    assert saw or len(lines) == 1, "neither an answer nor what became of it"
    assert not (saw and lines), "an answer, and a line that it was lost"
    assert takes is not ("nothing has changed" in str(result.response)), "told of something else than what is stored"

    if not saw or not takes:
        if writer.form is None:
            await writer.open_form()
        again = await kind.act(writer)
        assert sees(again)
        assert await kind.counts(writer) == done
