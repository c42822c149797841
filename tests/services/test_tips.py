"""Tips of a server, against a real database."""

from __future__ import annotations

import asyncio
import itertools
from dataclasses import replace
from datetime import time, timedelta
from typing import Any

import pytest

from db.database import Database
from rules.kit.limits import MOST_KEPT, Kept, TooManyKept
from rules.tips import Tip
from services import members, streaks, tips
from services.acts import GoneForGood
from services.due import DeliveryFailed
from services.leaderboards import boards as leaderboards
from services.leaderboards.boards import BoardMessage
from services.schedule import run as schedule
from services.streaks import EntryInput
from services.tips import NoTips, NotYourTip, OwnTip, TipAlreadyShared, TipTakenDown
from tests.kinds import KINDS
from tests.services.goal_room import INK, MARA, OTHER, TOMAS, Room, open_room

AIKO = 103
WORDS = "I answer every comment the same evening."


@pytest.fixture
def room(db: Database) -> Room:
    return open_room(db)


async def share(room: Room, text: str = WORDS, member_id: int = MARA, **more: Any) -> Tip:
    return await tips.share_tip(room.context, room.act(member_id, **more), text)


async def helped(room: Room, tip: Tip, member_id: int = TOMAS) -> tips.Voted:
    return await tips.mark_helpful(room.context, room.act(member_id), tip.id)


async def listed(room: Room, server_id: int = INK) -> list[tuple[int, int]]:
    found = await tips.top_tips(room.context, room.act(AIKO, server_id=server_id))
    return [(tip.id, tip.helped) for tip in found]


async def test_sharing_again_by_the_same_press_is_one_tip(room: Room) -> None:
    act = room.act()
    first = await tips.share_tip(room.context, act, WORDS)

    assert await tips.share_tip(room.context, act, WORDS) == first
    with pytest.raises(TipAlreadyShared):
        await share(room, WORDS.upper(), TOMAS)


async def test_a_tip_helps_a_member_once_however_often_they_say_so(room: Room) -> None:
    tip = await share(room)

    assert await helped(room, tip) == tips.Voted(replace(tip, helped=1), is_new=True)
    assert await helped(room, tip) == tips.Voted(replace(tip, helped=1), is_new=False)
    assert await listed(room) == [(tip.id, 1)]


async def test_many_at_once_are_counted_once_each(room: Room) -> None:
    tip = await share(room)
    voted = await asyncio.gather(*(helped(room, tip, 200 + number % 10) for number in range(40)))

    assert sum(each.is_new for each in voted) == 10
    assert await listed(room) == [(tip.id, 10)]


async def test_a_vote_can_be_taken_back(room: Room) -> None:
    tip = await share(room)
    await helped(room, tip)
    await helped(room, tip, AIKO)
    for _ in range(2):
        await tips.take_vote_back(room.context, room.act(TOMAS), tip.id)

    assert await listed(room) == [(tip.id, 1)]


async def test_nobody_votes_for_their_own(room: Room) -> None:
    with pytest.raises(OwnTip):
        await helped(room, await share(room), MARA)


async def test_another_server_sees_and_touches_nothing(room: Room) -> None:
    tip = await share(room)
    stranger = room.act(TOMAS, server_id=OTHER)

    with pytest.raises(NoTips):
        await tips.random_tip(room.context, stranger)
    with pytest.raises(NoTips):
        await tips.top_tips(room.context, stranger)
    for case in (tips.show_tip, tips.mark_helpful):
        with pytest.raises(GoneForGood):
            await case(room.context, stranger, tip.id)
    for change in (tips.remove_tip, tips.put_back):
        with pytest.raises(GoneForGood):
            await change(room.context, stranger, tip.id, is_moderator=True)


async def test_what_somebody_shared_who_left_is_not_shown(room: Room) -> None:
    tip = await share(room)
    await helped(room, tip)
    await members.left_server(room.context, INK, [MARA], room.clock.at)

    with pytest.raises(NoTips):
        await listed(room)


async def test_looking_makes_nobody_a_member(room: Room) -> None:
    tip = await share(room)
    await tips.random_tip(room.context, room.act(AIKO))
    await tips.show_tip(room.context, room.act(AIKO), tip.id)
    await listed(room)

    async with room.context.db.read() as connection:
        assert [row["id"] for row in await connection.fetch("SELECT id FROM members")] == [MARA]


# Taking down


@pytest.mark.parametrize(("who", "is_moderator"), [(MARA, False), (AIKO, True)])
async def test_its_writer_and_a_moderator_take_a_tip_down_and_put_it_back(
    room: Room, who: int, is_moderator: bool
) -> None:
    tip = await share(room)
    await helped(room, tip)
    for _ in range(2):
        removed = await tips.remove_tip(room.context, room.act(who), tip.id, is_moderator=is_moderator)
        assert removed.text == WORDS
    with pytest.raises(NoTips):
        await listed(room)
    for case in (tips.show_tip, tips.mark_helpful):
        with pytest.raises(GoneForGood):
            await case(room.context, room.act(TOMAS), tip.id)

    for _ in range(2):
        await tips.put_back(room.context, room.act(who), tip.id, is_moderator=is_moderator)
    assert await listed(room) == [(tip.id, 1)]


async def test_nobody_else_takes_a_tip_down(room: Room) -> None:
    tip = await share(room)
    await helped(room, tip)
    for change in (tips.remove_tip, tips.put_back):
        with pytest.raises(NotYourTip):
            await change(room.context, room.act(TOMAS), tip.id, is_moderator=False)

    assert await listed(room) == [(tip.id, 1)]


async def test_what_a_moderator_took_down_is_not_shared_again_in_its_words(room: Room) -> None:
    tip = await share(room)
    await tips.remove_tip(room.context, room.act(TOMAS), tip.id, is_moderator=True)
    disguised = (WORDS.upper(), f"{WORDS}!", WORDS.replace("a", "а"), WORDS.replace("e", "e\u200b"))
    for member_id, typed in itertools.product((MARA, AIKO), disguised):
        with pytest.raises(TipTakenDown) as refused:
            await share(room, typed, member_id)
        assert refused.value.typed == typed


async def test_what_is_put_back_needs_room_as_what_is_shared_does(room: Room) -> None:
    act = room.act(MARA)
    first = await share(room)
    await tips.remove_tip(room.context, act, first.id, is_moderator=False)
    same = await share(room, member_id=TOMAS)
    with pytest.raises(TipAlreadyShared):
        await tips.put_back(room.context, room.act(MARA), first.id, is_moderator=False)
    await tips.remove_tip(room.context, room.act(TOMAS), same.id, is_moderator=False)
    for number in range(MOST_KEPT[Kept.TIPS]):
        await share(room, f"{WORDS} Then I read one, number {number}.")
    with pytest.raises(TooManyKept):
        await tips.put_back(room.context, room.act(MARA), first.id, is_moderator=False)


async def test_what_a_moderator_took_down_its_writer_cannot_put_back(room: Room) -> None:
    tip = await share(room)
    await tips.remove_tip(room.context, room.act(AIKO), tip.id, is_moderator=True)

    with pytest.raises(NotYourTip):
        await tips.put_back(room.context, room.act(MARA), tip.id, is_moderator=False)
    with pytest.raises(NoTips):
        await listed(room)


# In the weekly post


async def weekly_posts(room: Room, weeks: int) -> list[BoardMessage]:
    """Let Tomas write every week and return the posts that follow."""
    await leaderboards.set_up(room.context, INK, room.clock.at, channel_id=9, weekday=0, at=time(9))
    sent: list[BoardMessage] = []

    async def take(_due: object, message: object) -> None:
        if isinstance(message, BoardMessage):
            sent.append(message)

    for _ in range(weeks):
        await streaks.record_entry(room.context, room.act(TOMAS), EntryInput(words=10))
        room.clock.at += timedelta(days=7)
        await schedule.run_due(room.context, KINDS, take)
    return sent


async def test_the_post_carries_a_helpful_tip_and_names_its_writer(room: Room) -> None:
    tip = await share(room)
    await helped(room, tip)
    (post,) = await weekly_posts(room, 1)

    assert post.news.tip == replace(tip, helped=1)
    assert post.member_ids == [MARA, TOMAS]


async def test_tips_take_turns_and_rest_for_eight_weeks(room: Room) -> None:
    for number, voters in enumerate((1, 2)):
        tip = await share(room, f"{WORDS} ({number})")
        for voter in range(voters):
            await helped(room, tip, 200 + voter)
    await share(room, f"{WORDS} It helped nobody.")

    told = [post.news.tip.text[-3:] if post.news.tip else "" for post in await weekly_posts(room, 10)]
    assert told == ["(1)", "(0)", "", "", "", "", "", "", "(1)", "(0)"]


async def test_a_tip_that_could_not_be_posted_is_not_used_up(room: Room) -> None:
    await helped(room, await share(room))
    await leaderboards.set_up(room.context, INK, room.clock.at, channel_id=9, weekday=0, at=time(9))
    tried: list[Tip | None] = []

    async def refuse(_due: object, message: Any) -> None:
        tried.append(message.news.tip)
        raise DeliveryFailed("discord_500", again=True)

    await streaks.record_entry(room.context, room.act(TOMAS), EntryInput(words=10))
    room.clock.at += timedelta(days=7)
    await schedule.run_due(room.context, KINDS, refuse)
    room.clock.at += timedelta(hours=1)
    await schedule.run_due(room.context, KINDS, refuse)

    assert len(tried) == 2
    assert tried[0] == tried[1] is not None


async def opt_out(room: Room) -> None:
    await members.choose_boards(room.context, room.act(MARA), shown=False)


async def leave(room: Room) -> None:
    await members.left_server(room.context, INK, [MARA], room.clock.at)


@pytest.mark.parametrize("hide", [opt_out, leave])
async def test_the_post_holds_nobody_up_who_left_or_opted_out(room: Room, hide: Any) -> None:
    await helped(room, await share(room))
    await hide(room)
    (post,) = await weekly_posts(room, 1)

    assert post.news.tip is None


async def test_a_tip_that_a_moderator_took_down_stays_down_though_its_writer_was_first(room: Room) -> None:
    tip = await share(room)
    await tips.remove_tip(room.context, room.act(), tip.id, is_moderator=False)
    await tips.remove_tip(room.context, room.act(TOMAS), tip.id, is_moderator=True)
    with pytest.raises(NotYourTip):
        await tips.put_back(room.context, room.act(), tip.id, is_moderator=False)
