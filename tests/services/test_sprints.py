"""Sprints on a real database: one entry a sprint and member, and bells that ring once."""

from __future__ import annotations

import asyncio
import random
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from db.database import Database
from rules.schedule.due import Due
from rules.sprints import CALLED_BEFORE, Phase, SprintKind, SprintOnHere, SprintTooSoon
from services import streaks
from services.acts import AlreadyDone
from services.context import Context
from services.due import DeliveryFailed, NotTaken, NoWay
from services.privacy.requests import erase
from services.schedule import run as schedule
from services.sprints import going, reading, telling, weekly
from services.sprints.going import SprintShown
from services.sprints.timing import BEGIN, CARD, END, RESULTS
from services.streaks import EntryInput
from services.swaps.offers import SittingOut
from tests.kinds import KINDS
from tests.services.desk import MARA, SERVER, START, TOMAS, Desk
from tests.services.swap_room import ANA, BEN, CLEO, DAN, Room

MINUTE = timedelta(minutes=1)


async def ended(desk: Desk, *others: int) -> SprintShown:
    """Let Mara begin a sprint that others join, and let it end."""
    shown = await going.begin(desk.context, desk.act(), 20, 2)
    for member_id in others:
        shown = (await going.join(desk.context, desk.act(member_id), shown.sprint.id)).shown
    await desk.at(shown.sprint.ends_at)
    return shown


async def words_of(desk: Desk, member_id: int) -> list[int]:
    async with desk.context.db.read() as connection:
        found = await connection.fetch(
            "SELECT words FROM entries WHERE member_id = :id AND undone_at IS NULL", {"id": member_id}
        )
    return [row["words"] for row in found]


@pytest.mark.parametrize("seed", range(8))
async def test_a_sprints_words_are_in_the_log_once_whatever_is_pressed_twice(desk: Desk, seed: int) -> None:
    dice = random.Random(seed)
    shown = await ended(desk, TOMAS)
    counted: dict[int, int] = {}
    entry_ids: dict[int, int] = {}
    for _ in range(25):
        act = desk.act(dice.choice((MARA, TOMAS)))
        who = act.member_id
        if who not in entry_ids or dice.random() < 0.5:
            words = dice.randrange(500)
            total = dice.choice((None, dice.randrange(9_000)))
            told = await telling.tell(desk.context, act, shown.sprint.id, words, total)
            entry_ids[who], counted[who] = told.outcome.entry.id, words
            with pytest.raises(AlreadyDone):
                await telling.tell(desk.context, replace(act, receipt=1), shown.sprint.id, words + 1, total)
        else:
            undone = dice.random() < 0.5
            outcome = await streaks.set_undone(desk.context, act, entry_ids[who], undone=undone)
            counted.pop(who, None) if undone else counted.update({who: outcome.entry.words})
        if dice.random() < 0.2:
            await desk.tick()
        for member_id in (MARA, TOMAS):
            assert await words_of(desk, member_id) == ([counted[member_id]] if member_id in counted else [])

    async with desk.context.db.read() as connection:
        parts = (await going.shown_of(connection, shown.sprint, desk.clock.at)).parts
    assert {part.member_id: part.words for part in parts if part.has_told} == counted


async def test_two_processes_ring_each_bell_once(desk: Desk, tmp_path: Path) -> None:
    shown = await going.begin(desk.context, desk.act(), 20, 2)
    other = await Database.open(f"sqlite:///{tmp_path}/test.db")
    try:
        for at in (shown.sprint.begins_at, shown.sprint.ends_at):
            desk.clock.at = at
            await asyncio.gather(
                *(
                    schedule.run_due(Context(database, desk.clock), KINDS, desk.post)
                    for database in (desk.context.db, other, desk.context.db)
                )
            )
        await telling.tell(desk.context, desk.act(), shown.sprint.id, 10)
        await asyncio.gather(
            *(
                schedule.run_due(Context(database, desk.clock), KINDS, desk.post)
                for database in (desk.context.db, other)
            )
        )
    finally:
        await other.close()

    assert [due.kind for _, due, _ in desk.post.sent] == [BEGIN, END, CARD, RESULTS]


async def test_results_that_may_stand_there_unread_are_not_shown_again_to_who_tells_late(desk: Desk) -> None:
    async def cut(due: Due) -> None:
        await schedule.set_off(desk.context, due, 7, due.mark)
        raise DeliveryFailed(NotTaken.NO_CONNECTION, again=True, refused=False)

    shown = await ended(desk, TOMAS)
    await telling.tell(desk.context, desk.act(), shown.sprint.id, 10)
    desk.post.trouble = cut
    await desk.at(desk.clock.at + 30 * MINUTE)
    assert (await desk.outcomes())[RESULTS, "skipped", NoWay.UNREAD.value] == 1
    desk.post.trouble = None
    await telling.tell(desk.context, desk.act(TOMAS), shown.sprint.id, 20)
    await desk.tick()

    assert [due.kind for due in desk.post.tried].count(RESULTS) == 1


async def test_of_two_who_begin_one_at_the_same_moment_one_is_shown_the_others(desk: Desk) -> None:
    begun = await asyncio.gather(
        *(going.begin(desk.context, desk.act(member_id), 20, 2) for member_id in (MARA, TOMAS)), return_exceptions=True
    )

    assert sorted(type(each).__name__ for each in begun) == ["SprintOnHere", "SprintShown"]
    assert isinstance(next(each for each in begun if isinstance(each, Exception)), SprintOnHere)


@pytest.mark.slow
async def test_two_hundred_channels_ring_at_once_before_the_reminders_that_wait(desk: Desk) -> None:
    for channel_id in range(200):
        act = replace(desk.act(1_000 + channel_id), channel_id=channel_id)
        await going.begin(desk.context, act, 20, 2)
    desk.jump(START + 22 * MINUTE)
    await desk.tick()

    kinds = [due.kind for _, due, _ in desk.post.sent]
    assert (kinds.count(END), kinds.count(CARD), len(kinds)) == (200, 200, 400)
    assert kinds[:100] == [END] * 100  # the cards come behind


async def test_a_sprint_called_off_after_it_was_begun_again_and_again_keeps_to_ten_minutes(desk: Desk) -> None:
    shown = await going.begin(desk.context, desk.act(), 20, 60)
    await going.cancel(desk.context, desk.act(), shown.sprint.id, is_moderator=False)
    desk.clock.at += 9 * MINUTE
    with pytest.raises(SprintTooSoon) as refused:
        await going.begin(desk.context, desk.act(), 20, 2)
    assert refused.value.from_at == START + 10 * MINUTE

    desk.clock.at += MINUTE
    await going.begin(desk.context, desk.act(), 20, 2)


async def test_calling_off_gives_nobody_the_ten_minutes_back(desk: Desk) -> None:
    first = await going.begin(desk.context, desk.act(), 5, 0)
    desk.clock.at += 5 * MINUTE
    again = await going.another_round(desk.context, desk.act(), first.sprint.id)
    await going.cancel(desk.context, desk.act(), again.sprint.id, is_moderator=False)
    for member_id in (MARA, TOMAS):
        with pytest.raises(SprintTooSoon):
            await going.another_round(desk.context, desk.act(member_id), first.sprint.id)
    desk.clock.at += 10 * MINUTE
    third = await going.another_round(desk.context, desk.act(), first.sprint.id)

    assert third.sprint.begins_at == desk.clock.at + 2 * MINUTE  # what was called off puts nothing off


@pytest.mark.parametrize(("minutes", "wait", "is_called_off"), [(5, 60, True), (5, 60, False), (60, 0, False)])
async def test_the_weekly_sprint_comes_at_its_hour_whatever_a_member_begins_or_calls_off_there(
    desk: Desk, minutes: int, wait: int, is_called_off: bool
) -> None:
    chosen = await weekly.set_up(desk.context, SERVER, desk.clock.at, channel_id=desk.act().channel_id)
    assert chosen.next_at is not None
    desk.jump(chosen.next_at - CALLED_BEFORE - MINUTE)
    begun = await going.begin(desk.context, desk.act(), minutes, wait)
    await desk.at(chosen.next_at - CALLED_BEFORE)
    if is_called_off:
        await going.cancel(desk.context, desk.act(), begun.sprint.id, is_moderator=False)
    await desk.at(chosen.next_at)

    called = [message.sprint for _, due, message in desk.post.sent if due.kind == weekly.CALL]
    assert [(sprint.begins_at, sprint.starter_id) for sprint in called] == [(chosen.next_at, None)]
    joined = await going.join(desk.context, desk.act(TOMAS), called[0].id)
    assert joined.shown.phase is Phase.RUNNING
    await desk.at(called[0].ends_at)
    if not is_called_off:
        with pytest.raises(SprintOnHere):
            await going.begin(desk.context, desk.act(TOMAS), 20, 2)


async def test_whoever_erases_themselves_leaves_the_sprint_and_the_others_stay(desk: Desk) -> None:
    shown = await ended(desk, TOMAS)
    await telling.tell(desk.context, desk.act(), shown.sprint.id, 300)
    await telling.tell(desk.context, desk.act(TOMAS), shown.sprint.id, 50)
    await erase(desk.context, desk.act(MARA))
    await desk.tick()

    (results,) = [message for _, due, message in desk.post.sent if due.kind == RESULTS]
    assert [(part.member_id, part.words) for part in results.parts] == [(TOMAS, 50)]
    assert results.sprint.starter_id is None


async def test_an_entry_of_a_sprint_is_an_ordinary_one(desk: Desk) -> None:
    shown = await ended(desk)
    told = await telling.tell(desk.context, desk.act(), shown.sprint.id, 300)
    entry = told.outcome.entry
    await streaks.change_entry(desk.context, desk.act(), entry.id, EntryInput(words=320, note="the ferry"))
    again = await telling.tell(desk.context, desk.act(), shown.sprint.id, 330)

    assert (entry.minutes, entry.quiet, entry.late) == (20, False, False)
    assert told.outcome.standing.state.current == 1
    assert (again.outcome.entry.words, again.outcome.entry.note) == (330, "the ferry")


async def test_a_sprint_whose_starter_erased_themselves_is_in_the_hands_of_who_joined_it_next(desk: Desk) -> None:
    waiting = await going.begin(desk.context, desk.act(), 20, 10)
    await going.join(desk.context, desk.act(TOMAS), waiting.sprint.id)
    await erase(desk.context, desk.act())
    begun = await going.start_now(desk.context, desk.act(TOMAS), waiting.sprint.id)

    assert (begun.sprint.starter_id, begun.sprint.begins_at) == (TOMAS, desk.clock.at)


async def test_who_is_refused_a_piece_is_not_taken_into_the_reading_sprint_by_asking_for_it(room: Room) -> None:
    for author in (ANA, BEN, CLEO):
        await room.miss(DAN, await room.offer(author))
    await room.later(days=5)
    begun = await going.begin(room.context, room.act(ANA), 20, 0, SprintKind.READING)
    with pytest.raises(SittingOut):
        await reading.my_piece(room.context, room.act(DAN), begun.sprint.id, asked=())
    async with room.context.db.read() as connection:
        assert (await going.shown_of(connection, begun.sprint, room.desk.clock.at)).member_ids == (ANA,)

    joined = await going.join(room.context, room.act(DAN), begun.sprint.id)
    assert joined.is_new
