"""What the bot's absence must not cost a member: deadlines that take move by it, and hold while nobody is told."""

from __future__ import annotations

import asyncio
from datetime import datetime, timedelta

from rules.schedule.due import Due
from rules.swaps.moves import READ_WITHIN, SILENCE, ReadState
from services import process
from services.due import DeliveryFailed, NotTaken
from services.schedule import presence
from services.swaps import offers
from services.swaps.moves import NEWS
from tests.kinds import KINDS
from tests.services.swap_room import ANA, BEN, CLEO, Room, comment_on

ME = "this process"


async def beat(room: Room, *, is_ready: bool = True) -> None:
    await process.beat(room.context, ME, is_ready=is_ready)


async def away(room: Room, **time: float) -> None:
    """Let Discord reach no process for a time; what is due is run only once it does again."""
    await room.desk.tick()
    await beat(room)
    room.wait(**time)
    await presence.came_back(room.context, KINDS)
    await room.desk.tick()


async def test_a_read_is_not_missed_whose_days_the_bot_was_away(room: Room) -> None:
    read = await room.start(BEN, await room.offer(ANA))
    began_at = room.desk.clock.at
    room.wait(hours=6)
    await away(room, days=6)

    now = await room.find(read.id)
    assert now.state is ReadState.READING
    assert now.due_at == began_at + READ_WITHIN + timedelta(days=6)
    await room.later(days=5, hours=-7)
    assert (await room.find(read.id)).state is ReadState.READING
    await room.later(hours=2)
    assert (await room.find(read.id)).state is ReadState.MISSED


async def test_a_withdrawn_piece_is_commented_on_and_paid_for_by_as_much_later_as_the_bot_was_away(room: Room) -> None:
    for piece in (await room.pay(ANA), await room.offer(CLEO)):
        read, author_id = await room.start(BEN, piece), piece.author_id
        room.wait(minutes=20)
        await offers.withdraw(room.context, room.act(author_id), piece.id)
        paid = await room.balance(author_id)
        await away(room, days=6)
        given = await room.comment(read, comment_on(piece.text))
        await room.later(days=30)

        assert given.state is ReadState.COMMENTED
        assert await room.balance(author_id) == paid


async def test_at_least_a_day_is_left_after_an_absence(room: Room) -> None:
    read = await room.start(BEN, await room.offer(ANA))
    room.wait(days=4, hours=23)
    await away(room, hours=2)

    assert (await room.find(read.id)).due_at == room.desk.clock.at + timedelta(hours=24)


async def test_a_restart_moves_nothing(room: Room) -> None:
    read = await room.start(BEN, await room.offer(ANA))
    await away(room, minutes=5)

    assert (await room.find(read.id)).due_at == read.due_at


async def test_a_process_that_runs_without_discord_is_away(room: Room) -> None:
    read = await room.start(BEN, await room.offer(ANA))
    await beat(room)
    for _ in range(10):
        room.wait(hours=6)
        await beat(room, is_ready=False)
    await presence.came_back(room.context, KINDS)

    assert (await room.find(read.id)).due_at == read.due_at + timedelta(hours=60)


async def test_an_absence_counts_once(room: Room) -> None:
    read = await room.start(BEN, await room.offer(ANA))
    await away(room, days=2)
    await presence.came_back(room.context, KINDS)

    assert (await room.find(read.id)).due_at == read.due_at + timedelta(days=2)


async def test_one_process_is_not_away_while_discord_reaches_another(room: Room) -> None:
    read = await room.start(BEN, await room.offer(ANA))
    await process.beat(room.context, ME, is_ready=True, place=" 1/2")
    for _ in range(12):
        room.wait(minutes=10)
        await process.beat(room.context, ME, is_ready=False, place=" 1/2")
        await process.beat(room.context, "another", is_ready=True, place=" 2/2")
    await presence.came_back(room.context, KINDS)

    assert (await room.find(read.id)).due_at == read.due_at


async def test_an_absence_of_all_processes_counts_once_though_they_come_back_at_once(room: Room) -> None:
    read = await room.start(BEN, await room.offer(ANA))
    await beat(room)
    room.wait(days=2)
    await asyncio.gather(*(presence.came_back(room.context, KINDS) for _ in range(4)))

    assert (await room.find(read.id)).due_at == read.due_at + timedelta(days=2)


async def test_silence_counts_from_when_the_author_was_told(room: Room) -> None:
    read = await room.read_through(BEN, await room.offer(ANA))
    room.wait(days=4)  # told by nobody
    await room.desk.tick()
    told_at = room.desk.clock.at

    assert room.told() == [(ANA, "comment")]
    now = await room.find(read.id)
    assert (now.state, now.verdict_by_at) == (ReadState.COMMENTED, told_at + SILENCE)
    (message,) = [message for _, due, message in room.desk.post.sent if due.kind == NEWS]
    assert message.read.verdict_by_at == told_at + SILENCE  # and that is what the author reads
    await room.later(hours=72)
    assert (await room.find(read.id)).state is ReadState.ACCEPTED


async def test_no_comment_counts_by_silence_while_discord_does_not_take_the_news_of_it(room: Room) -> None:
    async def unreachable(_due: Due) -> None:
        raise DeliveryFailed(NotTaken.NO_CONNECTION, again=True)

    read = await room.read_through(BEN, await room.offer(ANA))
    room.desk.post.trouble = unreachable
    for _ in range(8):
        await room.later(hours=2)
    room.desk.post.trouble = None
    await room.later(minutes=20)
    told_at: datetime = room.desk.clock.at

    assert (await room.find(read.id)).verdict_by_at == told_at + SILENCE


async def test_one_process_delivers_and_another_takes_over_when_it_has_gone(room: Room) -> None:
    await process.begin(room.context, ME)
    assert await process.beat(room.context, ME, is_ready=True)
    assert not await process.beat(room.context, "another", is_ready=True)
    room.wait(seconds=29)
    assert not await process.beat(room.context, "another", is_ready=True)
    room.wait(seconds=2)
    assert await process.beat(room.context, "another", is_ready=True)
    assert not await process.beat(room.context, ME, is_ready=True)
