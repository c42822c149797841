"""What comes by itself: the nudge on day 3, "You were read" on Sundays, and nothing to who is gone."""

from __future__ import annotations

from datetime import date
from functools import partial

from services import answers, inbox, plans
from services.circles.keeping import LET_GO
from services.privacy import requests as privacy
from services.reminder_times import REMINDER
from services.swaps.comments import YOU_WERE_READ
from services.swaps.moves import NEWS, NUDGE, READ_DUE, VERDICT_DUE
from services.swaps.news import NudgeNews, WeekOfReads
from tests.services.desk import BERLIN, utc
from tests.services.swap_room import ANA, BEN, CLEO, DAN, Room


async def test_the_third_days_reminder_names_the_read_once(room: Room) -> None:
    await room.desk.reminder(BEN, on=True)
    await room.start(BEN, await room.offer(ANA))
    for day in (5, 6, 7, 8, 9):
        await room.desk.at(utc(day, 21))
    reminders = [message for _, due, message in room.desk.post.sent if (due.kind, due.subject_id) == (REMINDER, BEN)]

    assert [len(message.reads_due) for message in reminders] == [0, 0, 0, 1, 0]
    assert room.told(NUDGE) == []
    assert await room.skipped(NUDGE) == {"in_reminder": 1}


async def test_a_read_is_worth_a_message_on_a_day_already_written(room: Room) -> None:
    await room.desk.reminder(BEN, on=True)
    await room.start(BEN, await room.offer(ANA))
    await room.desk.at(utc(8, 12))
    room.desk.post.sent.clear()
    await room.desk.wrote(BEN, words=5)
    await room.desk.at(utc(8, 21))

    [message] = [message for _, due, message in room.desk.post.sent if (due.kind, due.subject_id) == (REMINDER, BEN)]
    assert (len(message.reads_due), message.asks_for_writing) == (1, False)


async def test_on_a_pause_the_nudge_comes_by_itself(room: Room) -> None:
    read = await room.start(BEN, await room.offer(ANA))
    await room.desk.reminder(BEN, on=True)
    await plans.pause(room.context, room.act(BEN), date(2026, 1, 7), date(2026, 1, 12), "")
    await room.desk.at(utc(9, 8))
    nudges = [message for _, due, message in room.desk.post.sent if due.kind == NUDGE]

    assert [type(message) for message in nudges] == [NudgeNews]
    assert (await room.find(read.id)).nudged


async def test_what_rides_in_the_daily_dm_of_somebody_whose_reminder_is_off_waits_in_their_inbox(room: Room) -> None:
    await room.start(BEN, await room.offer(ANA))
    await room.desk.at(utc(9, 8))

    assert [waiting.kind for waiting in (await answers.aftermath(room.context, room.act(BEN))).waiting] == [NUDGE]
    assert await room.skipped(NUDGE) == {"no_reminder": 1}


async def test_the_title_of_who_erases_themselves_waits_in_nobodys_inbox_and_what_is_called_alike_stays(
    room: Room,
) -> None:
    piece = await room.offer(ANA)
    circle = partial(inbox.keep, text=piece.title, server_id=piece.server_id, named_id=piece.id + 1)
    await room.context.db.write(lambda tx: circle(tx, BEN, LET_GO, "1", utc(5, 8)))
    await room.start(BEN, piece)
    await room.desk.at(utc(9, 8))
    before = await inbox.more(room.context, room.act(BEN), 0)
    await privacy.erase(room.context, room.act(ANA))
    after = await inbox.more(room.context, room.act(BEN), 0)

    assert [(each.kind, each.text) for each in before] == [(LET_GO, piece.title), (NUDGE, piece.title)]
    assert [(each.kind, each.text) for each in after] == [(LET_GO, piece.title), (NUDGE, privacy.ERASED_TITLE)]


async def test_a_verdict_at_night_waits_for_morning_but_a_comment_does_not(room: Room) -> None:
    await room.desk.zone(BERLIN, BEN)
    await room.desk.zone(BERLIN, ANA)
    room.desk.jump(utc(5, 21))  # 22:00 in Berlin
    read = await room.read_through(BEN, await room.offer(ANA))
    await room.desk.tick()
    assert [due.subject_id for _, due, _ in room.desk.post.sent] == [ANA]
    await room.helped(read)
    await room.desk.at(utc(6, 12))

    assert [(at, due.subject_id) for at, due, _ in room.desk.post.sent][1:] == [(utc(6, 7), BEN)]


async def test_nothing_comes_by_itself_to_somebody_who_fell_silent_and_waits_for_them_instead(room: Room) -> None:
    await room.desk.reminder(ANA, on=True)
    piece = await room.offer(ANA)
    await room.desk.at(utc(12, 12))  # five reminders, and the last word
    room.desk.post.sent.clear()
    await room.read_through(BEN, piece)
    await room.desk.at(utc(13, 12))

    assert [due for _, due, _ in room.desk.post.sent if due.subject_id == ANA] == []
    assert [waiting.kind for waiting in (await answers.aftermath(room.context, room.act(ANA))).waiting] == [NEWS]


async def test_no_nudge_for_what_is_done(room: Room) -> None:
    await room.desk.reminder(BEN, on=False)
    await room.read_through(BEN, await room.offer(ANA))
    await room.desk.at(utc(9, 8))

    assert await room.skipped(NUDGE) == {"no_longer": 1}


async def test_on_sunday_an_author_hears_who_read_them_and_which_line_stayed(room: Room) -> None:
    first = await room.read_through(BEN, await room.offer(ANA))
    await room.helped(first)
    await room.desk.at(utc(11, 12))
    second = await room.read_through(CLEO, await room.offer(ANA))
    await room.desk.at(utc(11, 18))
    third = await room.read_through(BEN, await room.offer(DAN))
    await room.desk.at(utc(18, 19))
    weeks = [(at, message) for at, due, message in room.desk.post.sent if due.kind == YOU_WERE_READ]

    assert [(at, message.member.id) for at, message in weeks] == [(utc(11, 18), ANA), (utc(18, 18), DAN)]
    assert isinstance(weeks[0][1], WeekOfReads)
    assert [(read.reader_id, read.comment) for read in weeks[0][1].reads] == [
        (BEN, first.comment),
        (CLEO, second.comment),
    ]
    assert [read.id for read in weeks[1][1].reads] == [third.id]


async def test_somebody_who_left_the_server_hears_nothing_more_of_its_swaps(room: Room) -> None:
    await room.read_through(BEN, await room.offer(ANA))
    left = "UPDATE memberships SET left_at = '2026' WHERE member_id = ?"
    await room.context.db.write(lambda tx: tx.execute(left, (ANA,)))
    await room.desk.tick()

    assert room.told() == []
    assert await room.skipped(NEWS) == {"gone": 1}


async def test_the_clocks_of_a_read_stop_with_it(room: Room) -> None:
    read = await room.start(BEN, await room.offer(ANA))
    running = [await room.waiting_at(kind, read.id) for kind in (READ_DUE, VERDICT_DUE)]
    room.wait(minutes=10)
    read = await room.comment(read)
    commented = [await room.waiting_at(kind, read.id) for kind in (READ_DUE, VERDICT_DUE)]
    await room.helped(read)
    done = [await room.waiting_at(kind, read.id) for kind in (READ_DUE, VERDICT_DUE)]

    assert (running, commented, done) == ([read.due_at, None], [None, read.verdict_by_at], [None, None])
