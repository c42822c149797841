"""What the bot counts by itself: from where, from which day, and each thing once."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from db import goals as goals_db
from db import schedule
from db.database import Database
from rules.goals.goal import Goal
from services import pieces, streaks
from services.acts import NotYours
from services.goals import drafts as goal_drafts
from services.goals import endings
from services.goals import running as goals
from services.goals.milestones import MILESTONE
from services.goals.running import NotBegun
from services.reminders import daily
from services.streaks import EntryInput
from tests.services.desk import Desk
from tests.services.goal_room import ELSEWHERE, MARA, MONDAY, TOMAS, Room, open_room
from tests.services.swap_room import ANA, BEN
from tests.services.swap_room import Room as SwapRoom

LINK = "https://example.com/on-rain"


@pytest.fixture
def room(db: Database) -> Room:
    return open_room(db)


async def link(room: Room, url: str, *, days: float = 0) -> None:
    await streaks.record_entry(room.context, room.act(days=days), EntryInput(link=url))


async def done(room: Room, goal: Goal, *, days: float = 0) -> float:
    """Return what was done in the running period."""
    found = (await goals.show_goal(room.context, room.act(days=days), goal.id)).practice
    assert found is not None
    return found.done


# From where


async def test_every_wrote_is_a_session(room: Room) -> None:
    goal = await room.set("3 sessions a week")
    for words in (0, 500):
        await room.write(words)

    assert await done(room, goal) == 2


@pytest.mark.parametrize("unit", ["posts", "articles", "stories"])
async def test_what_is_published_is_counted_by_its_link(room: Room, unit: str) -> None:
    goal = await room.set(f"12 {unit} this year")
    await link(room, LINK)
    await room.write(500)
    await pieces.add_piece(room.context, room.act(), "On snow", "https://example.com/on-snow", "")

    assert await room.total(goal) == 2


@pytest.mark.parametrize(
    "again", [LINK, f"{LINK}/", "http://www.Example.com/on-rain", f"{LINK}#the-end", f"{LINK}?utm_source=feed"]
)
async def test_one_link_counts_once_whichever_way_it_came(room: Room, again: str) -> None:
    goal = await room.set("3 posts a week")
    await link(room, LINK)
    await link(room, again)
    await pieces.add_piece(room.context, room.act(), "On rain", again, "")

    assert await done(room, goal) == 1


async def test_a_link_from_before_the_goal_is_not_new_when_it_comes_again(room: Room) -> None:
    await link(room, LINK)
    goal = await room.set("3 posts a week", room.act(days=7))
    await link(room, LINK, days=8)
    await link(room, "https://example.com/2", days=8)

    assert await done(room, goal, days=8) == 1


async def test_what_was_taken_back_is_counted_no_more(room: Room) -> None:
    goal = await room.set("12 posts this year")
    act = room.act()
    await streaks.record_entry(room.context, act, EntryInput(link=LINK))
    piece = await pieces.add_piece(room.context, room.act(), "On snow", "https://example.com/on-snow", "")
    assert await room.total(goal) == 2

    await streaks.set_undone(room.context, room.act(), act.id, undone=True)
    await pieces.set_removed(room.context, room.act(), piece.piece.id, removed=True)
    assert await room.total(goal) == 0


async def test_submissions_are_counted_from_piece_submitted(room: Room) -> None:
    goal = await room.set("5 submissions this year")
    piece = await pieces.add_piece(room.context, room.act(), "On rain", "", "")
    for publication in ("The Review", "The Quarterly"):
        await pieces.submit(room.context, room.act(), piece.piece.id, publication, "")
    assert await room.total(goal) == 2

    await room.tell(goal, "4")
    await pieces.submit(room.context, room.act(), piece.piece.id, "The Annual", "")
    assert await room.total(goal) == 5


async def test_accepted_comments_count_for_their_reader_and_their_author(desk: Desk) -> None:
    async def set_goal(member_id: int, text: str) -> Goal:
        act = desk.act(member_id)
        drafted = await goal_drafts.draft_goal(desk.context, act, text)
        confirmed = await goal_drafts.confirm(desk.context, desk.act(member_id), drafted.draft.id)
        assert isinstance(confirmed, goal_drafts.Confirmed)
        return confirmed.view.goal

    async def total(member_id: int, goal: Goal) -> float:
        view = await goals.show_goal(desk.context, desk.act(member_id), goal.id)
        return view.goal.total if view.practice is None else view.practice.done

    readers = await set_goal(ANA, "1 reader by June")
    comments, reads = await set_goal(BEN, "2 comments a week"), await set_goal(BEN, "4 reads by June")
    swaps = SwapRoom(desk)
    read = await swaps.read_through(BEN, await swaps.offer(ANA))
    assert [await total(ANA, readers), await total(BEN, comments), await total(BEN, reads)] == [0, 0, 0]

    await swaps.helped(read)

    assert [await total(ANA, readers), await total(BEN, comments), await total(BEN, reads)] == [1, 1, 1]


async def test_what_the_bot_counts_is_celebrated_where_the_goal_was_shared(room: Room) -> None:
    goal = await room.set("4 posts this year")
    for number in range(2):
        await pieces.add_piece(room.context, room.act(channel_id=ELSEWHERE), "On rain", f"{LINK}/{number}", "")

    sent = [(each.goal.id, each.percent) for each in await room.deliver()]
    assert sent == [(goal.id, 25), (goal.id, 50)]


async def test_what_is_told_by_hand_comes_on_top_in_a_rhythm_and_is_the_total_of_an_outcome(room: Room) -> None:
    rhythm = await room.set("3 posts a week")
    outcome = await room.set("12 articles this year")
    await link(room, LINK)
    await room.tell(rhythm, "+1")
    await room.tell(outcome, "5")
    await link(room, "https://example.com/2")

    assert await done(room, rhythm) == 3
    assert await room.total(outcome) == 6


@pytest.mark.parametrize("typed", ["2", "+2"])
async def test_what_is_told_after_a_log_was_taken_back_twice_stands_as_it_was_told(room: Room, typed: str) -> None:
    goal, act = await room.set("3 posts a week"), room.act()
    await streaks.record_entry(room.context, act, EntryInput(link=LINK))
    await room.tell(goal, "0", back_is_meant=True)
    await streaks.set_undone(room.context, room.act(), act.id, undone=True)
    before = await done(room, goal)
    await room.tell(goal, typed)
    seen = (await goals.list_goals(room.context, room.act(TOMAS), MARA))[0].practice

    assert seen is not None
    assert (before, await done(room, goal), seen.done) == (0, 2, 2)


# From which day


async def test_a_goal_that_begins_later_counts_and_misses_nothing_before(room: Room) -> None:
    outcome = await room.set("50k words in November")
    rhythm = await room.set("starting Feb 1, 300 words each day")
    await room.write(13_000)

    view = await goals.show_goal(room.context, room.act(days=10), outcome.id)
    assert (view.goal.starts_on, view.goal.total) == (date(2026, 11, 1), 0)
    assert view.pace is not None
    assert view.pace.days_ahead == 0
    kept = (await goals.show_goal(room.context, room.act(days=10), rhythm.id)).practice
    assert kept is not None
    assert (kept.done, kept.planned) == (0, 0)

    first = (date(2026, 11, 1) - MONDAY.date()).days
    await room.write(2_000, days=first)
    assert await room.total(outcome, days=first) == 2_000


async def test_progress_before_the_first_day_is_refused_with_what_was_typed(room: Room) -> None:
    goal = await room.set("100 followers in November")

    with pytest.raises(NotBegun) as early:
        await room.tell(goal, "+20")

    assert (early.value.goal.starts_on, early.value.typed) == (date(2026, 11, 1), "+20")


async def test_a_rhythm_towards_a_goal_that_begins_later_begins_with_it(room: Room) -> None:
    goal = await room.set("50k words in November")

    taken = await goal_drafts.propose_practice(room.context, room.act(), goal.id, 0)

    assert taken.practice is not None
    assert taken.practice.goal.starts_on == date(2026, 11, 1)


async def test_the_first_day_of_a_goal_that_has_not_begun_can_be_moved_at_once(room: Room) -> None:
    goal = await room.set("100 followers between Oct 1 and Oct 20")
    changed = await room.change(goal, "100 followers between Oct 5 and Oct 25")

    assert changed.easier_on is None
    assert changed.view.goal.starts_on == date(2026, 10, 5)


async def test_a_first_day_moved_forward_is_counted_from(room: Room) -> None:
    goal = await room.set("50k words in November")
    await room.change(goal, "50k words from 12 January to 30 November")
    await room.write(1_000, days=7)

    assert await room.total(goal, days=7) == 1_000


async def test_putting_off_a_goal_that_has_begun_is_easier_and_waits(room: Room) -> None:
    goal = await room.set("500 words a day")
    changed = await room.change(goal, "500 words a day from 1 February")
    assert changed.easier_on == date(2026, 1, 12)

    view = await goals.show_goal(room.context, room.act(days=8), goal.id)
    assert view.goal.starts_on == date(2026, 2, 1)


async def by_hand(room: Room, goal: Goal) -> None:
    """Make a goal one from before the bot counted such goals."""
    sql = "UPDATE goals SET counted_from_on = NULL WHERE id = ?"
    await room.context.db.write(lambda tx: tx.execute(sql, (goal.id,)))


async def test_a_goal_from_before_is_moved_by_hand_until_count_it_for_me(room: Room) -> None:
    goal = await room.set("12 articles this year")
    await by_hand(room, goal)
    await link(room, LINK)
    await room.tell(goal, "4")
    assert await room.total(goal) == 4

    await goals.count_for_me(room.context, room.act(days=1), goal.id)
    await link(room, "https://example.com/2", days=1)
    assert await room.total(goal, days=1) == 5


async def test_nobody_lets_the_bot_count_another_members_goal(room: Room) -> None:
    goal = await room.set("12 articles this year")
    await by_hand(room, goal)

    with pytest.raises(NotYours):
        await goals.count_for_me(room.context, room.act(MARA + 1), goal.id)


# What is asked


@pytest.mark.parametrize(
    ("text", "is_asked"),
    [("500 followers in 3 months", True), ("50k words by Nov 30", False), ("12 posts this year", False)],
)
async def test_a_goal_the_bot_counts_is_not_asked_about_each_week(room: Room, text: str, is_asked: bool) -> None:
    goal = await room.set(text)

    async with room.context.db.read() as connection:
        asked = daily.due_check_ins(await goals_db.running_of(connection, MARA), date(2026, 1, 14))
    assert [each.id for each in asked] == ([goal.id] if is_asked else [])


# Which goals an entry moves


async def moved(room: Room, typed: EntryInput, *, server_id: int | None = 11) -> list[str]:
    outcome = await streaks.record_entry(room.context, room.act(server_id=server_id), typed)
    return [view.goal.text for view in outcome.moved]


async def test_an_entry_names_the_goals_it_moved(room: Room) -> None:
    for text in ("50k words by Nov 30", "20 hours by Nov 30", "12 posts this year", "500 followers in 3 months"):
        await room.set(text)
    await room.set("1000 words in November")

    assert await moved(room, EntryInput(words=500)) == ["50k words by Nov 30"]
    assert await moved(room, EntryInput(minutes=30)) == ["20 hours by Nov 30"]
    assert await moved(room, EntryInput(link=LINK)) == ["12 posts this year"]
    assert await moved(room, EntryInput()) == []


async def test_a_private_goal_is_named_only_where_its_owner_alone_reads(room: Room) -> None:
    await room.set("50k words by Nov 30", private=True)

    assert await moved(room, EntryInput(words=500)) == []
    assert await moved(room, EntryInput(words=500, quiet=True)) == ["50k words by Nov 30"]
    assert await moved(room, EntryInput(words=500), server_id=None) == ["50k words by Nov 30"]


async def test_a_goal_shared_elsewhere_is_not_named_here(room: Room) -> None:
    await room.set("50k words by Nov 30")

    assert await moved(room, EntryInput(words=500), server_id=12) == []


@pytest.mark.parametrize(
    ("text", "entry"),
    [
        ("1,000 words by March 31", EntryInput(words=640)),
        ("20 articles this year", EntryInput(link=LINK)),
        ("500 words a day", EntryInput(words=640)),
        ("3 sessions a week", EntryInput(minutes=5)),
    ],
)
async def test_what_is_quiet_moves_a_shared_goal_for_its_owner_alone(room: Room, text: str, entry: EntryInput) -> None:
    await room.set(text)
    (nothing,) = await goals.list_goals(room.context, room.act(TOMAS), MARA)
    await streaks.record_entry(room.context, room.act(), replace(entry, quiet=True))
    (mine,), (theirs,) = [await goals.list_goals(room.context, room.act(asker), MARA) for asker in (MARA, TOMAS)]
    aloud = (await streaks.record_entry(room.context, room.act(), replace(entry, link=f"{LINK}/2"))).moved

    assert (mine.pace or mine.practice) != (nothing.pace or nothing.practice)
    assert (theirs.pace, theirs.practice) == (nothing.pace, nothing.practice)
    assert aloud == tuple(await goals.list_goals(room.context, room.act(TOMAS), MARA))


@pytest.mark.parametrize("typed", ["+20", "660"])
async def test_a_step_by_hand_takes_nothing_quiet_with_it(room: Room, typed: str) -> None:
    goal = await room.set("1,000 words by March 31")
    await streaks.record_entry(room.context, room.act(), EntryInput(words=640, quiet=True))
    progressed = await room.tell(goal, typed)
    (theirs,) = await goals.list_goals(room.context, room.act(TOMAS), MARA)

    assert (progressed.view.goal.total, progressed.told_step, progressed.milestone) == (20, 20, None)
    assert theirs.goal.total == 20
    assert await room.total(goal) == 660
    assert (await room.tell(goal, "+20", room.act(server_id=None))).milestone is None


async def test_a_step_back_over_what_was_quiet_tells_nothing_of_it(room: Room) -> None:
    goal = await room.set("1,000 words by March 31")
    rhythm = await room.set("3 posts a week")
    await streaks.record_entry(room.context, room.act(), EntryInput(words=640, link=LINK, quiet=True))
    for each in (goal, rhythm):
        progressed = await room.tell(each, "0", back_is_meant=True)
        assert (progressed.step < 0, progressed.told_step) == (True, 0)

    assert await room.total(goal) == 0


async def test_what_its_owner_alone_reads_of_a_shared_goal_holds_what_was_quiet(room: Room) -> None:
    goal = await room.set("1,000 words by March 31")
    await streaks.record_entry(room.context, room.act(), EntryInput(words=640, quiet=True))
    changed = (await room.change(goal, "2,000 words by March 31")).view
    dropped = await endings.drop_goal(room.context, room.act(), goal.id, "too much at once")

    assert [(view.goal.total, view.pace and view.pace.remaining) for view in (changed, dropped)] == [(640, 1360)] * 2


async def test_no_milestone_is_told_that_only_quiet_words_reached(room: Room) -> None:
    goal = await room.set("1,000 words by March 31")
    await streaks.record_entry(room.context, room.act(), EntryInput(words=600, quiet=True))
    told = []
    for words in (100, 200):
        await streaks.record_entry(room.context, room.act(), EntryInput(words=words))
        async with room.context.db.read() as connection:
            due = await schedule.waiting(connection, MILESTONE, goal.id)
        told.append(None if due is None else due.period.partition("/")[0])

    assert told == [None, "25"]
