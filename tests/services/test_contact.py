"""Between two of whom one has blocked the other nothing passes, whichever of them says it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from db import schedule
from db.connection import Tx
from rules.schedule.due import Due
from rules.streaks.keepsakes import Stretch
from rules.swaps.moves import ReadEvent
from rules.swaps.reads import SAID_BY_THE_OTHER, Comment, Read
from services import answers, keepsakes, people, praise, streaks
from services.acts import GoneForGood
from services.circles import keeping
from services.circles import membership as circles
from services.circles import offers as circle_offers
from services.circles.membership import CircleFull, NewCircle
from services.streaks import EntryInput
from services.swaps import comments, offers, reads
from services.swaps.moves import NEWS
from tests.services.desk import SERVER
from tests.services.swap_room import ANA, BEN, CLEO, DAN, Room, comment_on, story

BLOCKERS = pytest.mark.parametrize(("blocker", "blocked"), [(ANA, BEN), (BEN, ANA)])
AFTER_IT_HELPED = (ReadEvent.THANK,)


async def _kept_apart(room: Room, blocker: int, blocked: int, *, helped: bool = False) -> Read:
    read = await room.read_through(BEN, await room.offer(ANA))
    if helped:
        await room.helped(read)
    await room.desk.tick()
    await offers.block(room.context, room.act(blocker), blocked)
    return read


@BLOCKERS
async def test_neither_writes_to_the_other(room: Room, blocker: int, blocked: int) -> None:
    read = await _kept_apart(room, blocker, blocked)
    with pytest.raises(GoneForGood):
        await reads.ask_for_more(room.context, room.act(ANA), read.id, "Why did you hide from me?")
    helped = await room.helped(read)
    with pytest.raises(GoneForGood):
        await reads.thank(room.context, room.act(ANA), read.id, "I know where you write.")
    await room.later(days=8)

    assert [what for _, what in room.told()] == ["comment"]
    assert helped.credits == 1  # what was earned is paid, and nobody is told by whom


@BLOCKERS
async def test_who_was_asked_for_more_before_adds_nothing_after(room: Room, blocker: int, blocked: int) -> None:
    read = await room.read_through(BEN, await room.offer(ANA))
    await reads.ask_for_more(room.context, room.act(ANA), read.id)
    await offers.block(room.context, room.act(blocker), blocked)
    more = Comment(read.comment.quote, read.comment.effect, "And one word more.") if read.comment else Comment()
    with pytest.raises(GoneForGood):
        await comments.leave_comment(room.context, room.act(BEN), read.id, more)


@BLOCKERS
@pytest.mark.parametrize("event", sorted(SAID_BY_THE_OTHER))
async def test_nothing_one_of_two_says_reaches_the_other_after_a_block(
    room: Room, event: ReadEvent, blocker: int, blocked: int
) -> None:
    """Also where it was said a moment before: each such message is worked out again when it is sent."""
    read = await _kept_apart(room, blocker, blocked, helped=event in AFTER_IT_HELPED)
    before = room.told()
    about = f"read/{event}/{read.id}/{room.desk.clock.at.isoformat()}"

    async def say(tx: Tx) -> None:
        for member_id in (ANA, BEN):
            await schedule.plan(tx, Due(NEWS, member_id, about, room.desk.clock.at))

    await room.context.db.write(say)
    await room.desk.tick()

    assert room.told() == before


@BLOCKERS
async def test_the_week_does_not_name_who_was_blocked(room: Room, blocker: int, blocked: int) -> None:
    await _kept_apart(room, blocker, blocked, helped=True)
    await room.later(days=8)

    assert room.told("you_were_read") == []


@BLOCKERS
async def test_praise_does_not_pass_either_and_who_said_it_is_not_told(room: Room, blocker: int, blocked: int) -> None:
    await offers.block(room.context, room.act(blocker), blocked)
    entry = (await streaks.record_entry(room.context, room.act(ANA), EntryInput(words=300))).entry
    await praise.say_well_done(room.context, room.act(BEN), entry.id, 0)
    async with room.context.db.read() as connection:
        assert not await connection.fetch("SELECT * FROM well_dones")


@BLOCKERS
@pytest.mark.parametrize("keeper", [ANA, DAN])
async def test_nobody_joins_the_circle_of_whom_they_are_kept_apart_from(
    room: Room, keeper: int, blocker: int, blocked: int
) -> None:
    """Whoever looks after it; and to them it looks as a full one does."""
    circle = await circles.begin(room.context, room.act(keeper), NewCircle("Owls", channel_id=70))
    await circles.join(room.context, room.act(ANA), circle.id)
    await offers.block(room.context, room.act(blocker), blocked)
    with pytest.raises(CircleFull):
        await circles.join(room.context, room.act(BEN), circle.id)
    room_for = {}
    for member_id in (BEN, CLEO):
        (count,) = (await circles.list_circles(room.context, room.act(member_id))).values()
        shown = await circles.show(room.context, room.act(member_id), circle.id)
        room_for[member_id] = (count < circle.seats, shown.has_room)
    await circles.join(room.context, room.act(CLEO), circle.id)

    assert room_for == {BEN: (False, False), CLEO: (True, True)}


@BLOCKERS
async def test_ones_own_circle_looks_to_them_as_it_did_before_a_block(room: Room, blocker: int, blocked: int) -> None:
    circle = await circles.begin(room.context, room.act(ANA), NewCircle("Owls", channel_id=70))
    await circles.join(room.context, room.act(BEN), circle.id)
    await offers.block(room.context, room.act(blocker), blocked)

    for member_id in (ANA, BEN):
        assert await circles.list_circles(room.context, room.act(member_id)) == {circle: 2}


@BLOCKERS
async def test_who_offers_their_circle_cannot_tell_a_block_and_the_other_hears_nothing_of_it(
    room: Room, blocker: int, blocked: int
) -> None:
    heard = []
    for is_blocked in (False, True):
        circle = await circles.begin(room.context, room.act(ANA), NewCircle("Owls", channel_id=70))
        await circles.join(room.context, room.act(BEN), circle.id)
        if is_blocked:
            await offers.block(room.context, room.act(blocker), blocked)
        offered = await keeping.hand_over(room.context, room.act(ANA), BEN)
        waiting = (await answers.aftermath(room.context, room.act(BEN))).waiting
        heard.append((offered.is_new, [each.kind for each in waiting if each.about == str(circle.id)]))
        await keeping.close(room.context, room.act(ANA), circle.id, is_manager=True)
        await room.later(days=2)

    assert heard == [(True, [circle_offers.ASKED]), (True, [])]


@BLOCKERS
async def test_a_block_closes_the_text_also_to_who_was_asked_for_more_or_had_missed_it(
    room: Room, blocker: int, blocked: int
) -> None:
    asked = await room.read_through(BEN, await room.offer(ANA))
    await reads.ask_for_more(room.context, room.act(ANA), asked.id, "The harbour")
    missed = await room.start(BEN, await room.offer(ANA))
    await room.later(days=6)
    await offers.block(room.context, room.act(blocker), blocked)
    for read in (asked, missed):
        with pytest.raises(GoneForGood):
            await reads.open_read(room.context, room.act(BEN), read.id)

    assert (await offers.my_swaps(room.context, room.act(BEN))).reads == ()


@BLOCKERS
async def test_a_block_takes_the_title_of_the_others_piece_from_a_profile(
    room: Room, blocker: int, blocked: int
) -> None:
    read = await room.helped(await room.read_through(BEN, await room.offer(ANA)))
    await reads.show_on_profile(room.context, room.act(BEN), read.id, shown=True)
    before = (await people.show_profile(room.context, room.act(CLEO), BEN)).reading.comments
    await offers.block(room.context, room.act(blocker), blocked)
    with pytest.raises(GoneForGood):
        await reads.show_on_profile(room.context, room.act(BEN), read.id, shown=True)

    assert [len(before), len((await people.show_profile(room.context, room.act(CLEO), BEN)).reading.comments)] == [1, 0]


@BLOCKERS
async def test_the_line_that_a_month_says_a_reader_noticed_is_the_authors_own_and_quoted_by_nobody_blocked(
    room: Room, blocker: int, blocked: int
) -> None:
    noticed = await room.helped(await room.read_through(BEN, await room.offer(ANA)))
    invented = comment_on(story(2))
    read = await room.start(CLEO, await room.offer(ANA))
    room.wait(minutes=10)
    await room.helped(await room.comment(read, replace(invented, quote="Ana steals every line that she writes")))
    lines = []
    for _ in range(2):
        shown = await keepsakes.my_keepsake(room.context, room.act(ANA), Stretch.MONTH, date(2026, 1, 1), for_all=True)
        lines.append(shown.line)
        await offers.block(room.context, room.act(blocker), blocked)

    assert noticed.comment
    assert lines == [noticed.comment.quote, ""]


async def test_what_an_offer_costs_tells_nobody_that_they_were_blocked(room: Room) -> None:
    """To whoever was blocked the line looks empty, and an offer on an empty line costs nothing."""
    await room.offer(ANA)
    await offers.block(room.context, room.act(ANA), BEN)
    served = await offers.next_piece(room.context, room.act(BEN), SERVER)

    assert (served.piece, (await room.offer(BEN)).cost, (await room.offer(CLEO)).cost) == (None, 0, 1)
