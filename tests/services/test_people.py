"""Introductions and profiles, against a real database."""

from __future__ import annotations

from dataclasses import replace

import pytest

from db.database import Database
from rules.people import Introduction, PostedMessage
from services import members, people, streaks
from services.goals import endings
from services.people import IntroductionEmpty, NoProfile, Profile
from services.streaks import EntryInput
from tests.services.goal_room import INK, MARA, OTHER, TOMAS, Room, open_room

WORDS = Introduction(who="A night nurse", writes="stories", why="company", offers="an ear", links="https://a.example")


@pytest.fixture
def room(db: Database) -> Room:
    return open_room(db)


async def introduce(room: Room, said: Introduction = WORDS, **more: int) -> people.Introduced:
    act = room.act(**more)
    await people.introduce(room.context, act, said)
    return await people.introduced(room.context, act)


async def profile(room: Room, *, asker: int = TOMAS, server_id: int = INK, days: float = 0) -> Profile:
    return await people.show_profile(room.context, room.act(asker, server_id=server_id, days=days), MARA)


async def test_an_introduction_is_kept_and_changed_with_its_place(room: Room) -> None:
    assert await people.my_introduction(room.context, room.act()) == Introduction()
    assert (await introduce(room, replace(WORDS, why="\n company \n\n"))).introduction == WORDS
    posted = PostedMessage(INK, MARA, channel_id=7)
    await people.set_off(room.context, posted)
    await people.note_post(room.context, posted, 70)
    changed = await introduce(room, replace(WORDS, who="A day nurse", links=""))

    expected = replace(WORDS, who="A day nurse", links="")
    assert changed.introduction == expected
    assert changed.posted == replace(posted, message_id=70, set_off_at=room.context.clock.now())
    assert await people.my_introduction(room.context, room.act()) == expected


async def test_an_empty_introduction_takes_no_words_away(room: Room) -> None:
    await introduce(room)
    with pytest.raises(IntroductionEmpty):
        await introduce(room, Introduction())

    assert await people.my_introduction(room.context, room.act()) == WORDS


async def test_each_server_has_words_and_a_channel_of_its_own(room: Room) -> None:
    await people.choose_channel(room.context, INK, 7)
    assert (await introduce(room)).channel_id == 7
    elsewhere = await introduce(room, replace(WORDS, who="Nobody you know"), server_id=OTHER)

    assert elsewhere.channel_id is None
    assert (await profile(room)).introduction == WORDS
    assert (await people.my_introduction(room.context, room.act(server_id=OTHER))).who == "Nobody you know"


async def test_a_profile_has_the_goals_shared_here_and_no_others(room: Room) -> None:
    await introduce(room)
    shared = await room.set("500 followers in 3 months")
    await room.set("10 poems in 3 months", private=True)
    await room.set("10 essays in 3 months", room.act(server_id=OTHER))
    ended = await room.set("10 stories in 3 months")
    await endings.finish_goal(room.context, room.act(), ended.id, early_is_meant=True)

    for asker in (TOMAS, MARA):
        assert [view.goal.id for view in (await profile(room, asker=asker)).goals] == [shared.id]


async def test_a_profile_tells_of_streak_and_kept_promises(room: Room) -> None:
    assert (await introduce(room)).introduction
    assert (await profile(room)).writing is None
    for day in (0, 1, 3):
        await room.write(10, days=day)

    writing = (await profile(room, days=3)).writing
    assert writing is not None
    assert (writing.state.current, writing.state.longest) == (1, 2)
    assert writing.recent.kept == 3


async def test_a_profile_counts_every_day_that_was_written_also_those_told_late(room: Room) -> None:
    await introduce(room)
    for back in ("2026-01-02", "2026-01-03", "2026-01-04", None):
        await room.write(300, day=back)

    writing = (await profile(room)).writing

    assert writing is not None
    assert writing.recent.kept == 4


async def test_who_opted_out_of_boards_keeps_their_streak_to_themselves(room: Room) -> None:
    await room.write(10)
    await members.choose_boards(room.context, room.act(), shown=False)

    assert (await profile(room)).writing is None
    own = await profile(room, asker=MARA)
    assert own.writing is not None
    assert (own.is_own, own.on_boards) == (True, False)


async def test_who_left_or_never_came_has_no_profile_here(room: Room) -> None:
    with pytest.raises(NoProfile):
        await profile(room)
    await introduce(room)
    with pytest.raises(NoProfile):
        await profile(room, server_id=OTHER)
    await members.left_server(room.context, INK, [MARA], room.clock.at)
    with pytest.raises(NoProfile):
        await profile(room)

    await streaks.record_entry(room.context, room.act(), EntryInput(words=1))
    assert (await profile(room)).introduction == WORDS
