"""What is due comes once, whatever becomes of the request: never twice, never lost where it can be read back.

SimCord remembers no nonces: whatever is sent again without looking stands there twice.
"""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

import discord
import pytest
from simcord.backend.models import Overwrite
from simcord.enums import OverwriteType

from db import members, schedule
from db.sqlite import writer
from services.due import NoWay
from services.goals.together.timing import SAID
from services.leaderboards.boards import BOARD
from services.reminder_times import REMINDER
from services.schedule.run import LEASE
from services.sprints.timing import END
from tests.bot.faults import CUT, FAULTS, LOST, Line
from tests.bot.swap_steps import Stage, real
from tests.bot.test_reminders import inbox
from tests.bot.test_schedule import board_chosen
from tests.bot.test_together import begin
from tests.engines import sqlite_of
from tests.services.desk import outcomes_in
from tests.world import World

pytestmark = pytest.mark.breaks_things

BOARD_AT = datetime(2026, 1, 12, 9, 0, tzinfo=UTC)
LATER = timedelta(minutes=20)


@dataclass
class Thing:
    """Something due: when, what it is called, and what of it stands where members read it."""

    world: World
    kind: str
    due_at: datetime
    place: Callable[[], list[Any]]

    async def outcomes(self) -> dict[tuple[str, str], int]:
        found = await outcomes_in(self.world.bot.context.db)
        return {(state, reason): count for (kind, state, reason), count in found.items() if kind == self.kind}

    async def come(self, after: timedelta = LATER) -> None:
        """Let the moment come, and then time enough for another try."""
        await self.world.until(self.due_at)
        await self.world.pass_time(hours=after / timedelta(hours=1))


async def reminder(world: World) -> Thing:
    await world.mara.slash(world.general, "settings reminder", on=True)
    async with world.bot.context.db.read() as connection:
        due = await schedule.waiting(connection, REMINDER, world.mara.id)
    assert due is not None
    return Thing(world, REMINDER, due.due_at, lambda: inbox(world, world.mara))


async def board(world: World) -> Thing:
    await board_chosen(world, world.board)
    await world.owner.slash(world.general, "wrote", words=10)
    await world.owner.slash(world.general, "settings reminder", on=False)
    return Thing(world, BOARD, BOARD_AT, lambda: list(world.board.history()))


async def sprints_end(world: World) -> Thing:
    await world.mara.slash(world.general, "sprint", **{"in": 0})
    ends_at = world.env.now() + timedelta(minutes=20)
    return Thing(
        world, END, ends_at, lambda: [each for each in world.general.history() if "Time is up" in each.content]
    )


async def togethers_end(world: World) -> Thing:
    await begin(world, "10 hours by 12 January")
    context, now = world.bot.context, world.env.now() + timedelta(seconds=1)
    await context.db.write(lambda tx: schedule.prune(tx, now))  # its card
    ends_at = datetime(2026, 1, 13, 18, 0, tzinfo=UTC)
    return Thing(world, SAID, ends_at, lambda: [each for each in world.general.history() if "is over" in each.content])


MESSAGES = {
    "a direct message": reminder,
    "a post": board,
    "a sprint's end": sprints_end,
    "a goal together's end": togethers_end,
}


@pytest.fixture
def line(monkeypatch: pytest.MonkeyPatch) -> Line:
    line = Line()
    line.lay(monkeypatch)
    return line


@pytest.mark.parametrize("thing", MESSAGES.values(), ids=MESSAGES)
@pytest.mark.parametrize("fault", FAULTS.values(), ids=FAULTS)
async def test_what_did_not_arrive_comes_once(
    world: World, line: Line, thing: Callable[[World], Awaitable[Thing]], fault: Exception
) -> None:
    due = await thing(world)
    line.break_down(fault, applied=False)
    await due.come()

    assert len(due.place()) == 1
    assert await due.outcomes() == {("sent", ""): 1}


@pytest.mark.parametrize("thing", MESSAGES.values(), ids=MESSAGES)
@pytest.mark.parametrize("fault", LOST.values(), ids=LOST)
@pytest.mark.parametrize("after", [timedelta(minutes=2), timedelta(minutes=20), timedelta(hours=36)], ids=str)
async def test_what_arrived_without_an_answer_is_found_and_not_sent_again(
    world: World, line: Line, thing: Callable[[World], Awaitable[Thing]], fault: Exception, after: timedelta
) -> None:
    due = await thing(world)
    await world.until(due.due_at - timedelta(minutes=1))
    line.break_down(fault, applied=True)
    await due.come(after)

    arrived = [message for message in due.place() if message.created_at < due.due_at + timedelta(hours=1)]
    assert len(arrived) == 1
    assert (await due.outcomes())["sent", ""] == len(due.place())


def refuse(*_: Any) -> None:
    raise sqlite3.OperationalError("database or disk is full")


def die(*_: Any, **__: Any) -> None:
    raise asyncio.CancelledError


async def be_killed(world: World) -> None:
    """Let the process be killed: its tasks end where they are, and nothing more is written."""
    await world.restart()
    await world.pass_time(hours=LEASE / timedelta(hours=1) + 0.01)


@pytest.mark.parametrize("thing", MESSAGES.values(), ids=MESSAGES)
@pytest.mark.parametrize("applied", [True, False], ids=["after it arrived", "before it left"])
async def test_what_was_on_its_way_when_the_process_died_comes_once(
    world: World, line: Line, thing: Callable[[World], Awaitable[Thing]], applied: bool
) -> None:
    due = await thing(world)
    line.break_down(asyncio.CancelledError(), applied=applied)
    await world.until(due.due_at)
    await be_killed(world)

    assert len(due.place()) == 1
    assert await due.outcomes() == {("sent", ""): 1}


@pytest.mark.parametrize("thing", MESSAGES.values(), ids=MESSAGES)
async def test_what_cannot_be_written_down_is_neither_sent_on_nor_sent_again(
    world: World, line: Line, thing: Callable[[World], Awaitable[Thing]], monkeypatch: pytest.MonkeyPatch
) -> None:
    due = await thing(world)
    line.sends = 0
    await world.until(due.due_at - timedelta(minutes=1))
    carry = line.carry

    async def carry_and_fill_the_disk(send: Callable[[], Awaitable[Any]], nonce: str) -> Any:
        sent = await carry(send, nonce)
        disk.setattr(writer, "_write_batch", refuse)
        return sent

    sqlite_of(world.bot.context.db)
    with monkeypatch.context() as disk:
        disk.setattr(line, "carry", carry_and_fill_the_disk)
        for minutes in (1, 5, 5):
            await world.env.advance_time(minutes * 60)
            with pytest.raises(sqlite3.OperationalError):
                await world.tick()
        assert len(due.place()) == 1
    await world.pass_time(hours=1)

    assert len(due.place()) == 1
    assert line.sends == 1
    assert await due.outcomes() == {("sent", ""): 1}


async def test_what_may_have_arrived_is_not_forgotten_when_its_time_is_changed(world: World, line: Line) -> None:
    due = await reminder(world)
    line.break_down(CUT, applied=True)
    await world.until(due.due_at)
    await world.mara.slash(world.general, "settings reminder", on=False)
    await world.mara.slash(world.general, "settings reminder", time="22:00")
    await world.pass_time(hours=3)

    assert len(due.place()) == 1
    assert (await due.outcomes())["sent", ""] == 1


async def test_a_card_that_changed_at_a_press_before_the_next_try_is_known_again(world: World, line: Line) -> None:
    stage = Stage(world)
    await stage.moderated()
    message = await stage.commented()
    line.break_down(CUT, applied=True)
    await stage.fill(world.mara, message, "Report", {"why": "It is about another story."})
    await world.tick()
    (report,) = stage.reports.history()
    await stage.moderator.click(report, label="Dismiss")
    await world.pass_time(hours=LATER / timedelta(hours=1))

    assert len(stage.reports.history()) == 1
    assert ("swap_report", "sent", "") in await outcomes_in(world.bot.context.db)


@pytest.mark.parametrize("fault", ["the disk is full", "the process dies"])
async def test_work_without_a_message_is_done_once_whatever_happens(
    world: World, monkeypatch: pytest.MonkeyPatch, fault: str
) -> None:
    stage = Stage(world)
    for who in (world.mara, world.tomas):
        await stage.offer(who)
        await stage.slash(who, "join-round")
    with monkeypatch.context() as broken:
        if fault == "the disk is full":
            sqlite_of(world.bot.context.db)
            broken.setattr(writer, "_write_batch", refuse)
        else:
            broken.setattr("services.swaps.rounds.match_round", die)
        with suppress(sqlite3.OperationalError):
            await stage.later(hours=9)
    await world.restart()
    await world.pass_time(hours=0.5)
    await world.pass_time(hours=0.5)

    for who in (world.mara, world.tomas):
        told = [each for each in inbox(world, who) if "The round has matched you" in each.content]
        assert len(told) == 1
    assert (await outcomes_in(world.bot.context.db))["swap_round", "sent", ""] == 1


# Where nothing can be read


def hide_history(world: World, channel: Any) -> None:
    denied = discord.Permissions(read_message_history=True)
    overwrite = Overwrite(world.guild.id, OverwriteType.ROLE, 0, denied.value)
    world.env.backend.set_overwrite(channel.id, overwrite)


async def test_a_board_that_may_have_arrived_where_nothing_can_be_read_is_skipped_and_counted(
    world: World, line: Line
) -> None:
    due = await board(world)
    hide_history(world, world.board)
    line.break_down(CUT, applied=True)
    await due.come()

    assert len(due.place()) == 1
    assert await due.outcomes() == {("skipped", NoWay.UNREAD.value): 1}


async def test_a_report_that_may_have_arrived_where_nothing_can_be_read_is_repeated(world: World, line: Line) -> None:
    stage = Stage(world)
    await stage.moderated()
    hide_history(world, stage.reports)
    message = await stage.commented()
    line.break_down(CUT, applied=True)
    await stage.fill(world.mara, message, "Report", {"why": "It is about another story."})
    await world.tick()
    await world.pass_time(hours=0.1)

    assert len(stage.reports.history()) == 2


async def test_a_post_that_arrived_in_the_channel_of_before_is_not_posted_in_the_new_one(
    world: World, line: Line
) -> None:
    due = await board(world)
    line.break_down(CUT, applied=True)
    await world.until(due.due_at)
    panel = (await world.owner.slash(world.general, "setup")).response
    await world.owner.select(panel, [world.general], custom_id=f"channel:setup:channel:{world.guild.id}")
    before = len(world.general.history())
    await world.pass_time(hours=LATER / timedelta(hours=1))

    assert len(due.place()) == 1
    assert len(world.general.history()) == before
    assert await due.outcomes() == {("sent", ""): 1}


async def test_what_closed_direct_messages_kept_back_waits_and_is_told_by_what_it_is(world: World) -> None:
    stage = Stage(world)
    await stage.offer(world.mara)
    world.env.inject_error("POST", "/channels/*/messages", status=403, code=50007, times=None)
    card = await stage.start(world.tomas)
    await world.pass_time(hours=0.2)
    await stage.comment(world.tomas, card, real(stage.stories))
    await world.tick()
    answer = await world.mara.slash(world.general, "streak show")

    told = [each.content for each in answer.followups]
    assert any("A comment on your piece “Untold 1” waits for you" in each for each in told)
    assert not any("reminder" in each for each in told if "had not reached you" in each)


async def test_what_is_said_in_words_alone_is_known_by_its_words(world: World, line: Line) -> None:
    stage = Stage(world)
    await stage.offer(world.mara)
    await stage.start(world.tomas)
    line.break_down(CUT, applied=True)
    await world.pass_time(days=5.1)
    await world.tick()
    await world.pass_time(hours=LATER / timedelta(hours=1))

    told = [message for message in inbox(world, world.mara) if "is without a reader again" in message.content]
    assert len(told) == 1
    assert not told[0].components


async def test_what_one_member_is_told_stands_in_the_order_in_which_it_fell_due(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    await world.mara.slash(world.general, "wrote", words=10)
    async with world.bot.context.db.read() as connection:
        mara = await members.find(connection, world.mara.id)
    assert mara is not None
    send = discord.http.HTTPClient.send_message

    async def dawdle() -> None:
        for _ in range(50):  # the others overtake it wherever they may
            await asyncio.sleep(0)

    async def send_message(http: discord.http.HTTPClient, channel_id: int, *, params: Any) -> Any:
        if params.payload["content"] == "The first":
            await dawdle()
        return await send(http, channel_id, params=params)

    monkeypatch.setattr(discord.http.HTTPClient, "send_message", send_message)
    words = ["The first", "The second", "The third"]
    checks = (dawdle, None, None)
    await asyncio.gather(
        *(world.bot.post.send_dm(mara, each, check) for each, check in zip(words, checks, strict=True))
    )
    assert [message.content for message in inbox(world, world.mara)] == words
