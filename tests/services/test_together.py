"""Goals together on a real database: the sum of what those in it logged, whatever is done in whatever order."""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from db.database import Database
from rules.circles import NotInCircle
from rules.goals.together import MOST_WORDS_A_DAY, EnoughTogether, NotInTogether, NotTheBeginner, TogetherGoal
from rules.schedule.due import Due
from rules.streaks.entries import AmountTooLarge, Entry
from services import members, streaks
from services.acts import AlreadyDone
from services.circles import keeping, membership
from services.circles.membership import NewCircle
from services.context import Context
from services.goals.together import going
from services.goals.together.timing import LOOK, SAID, Aloud
from services.privacy.requests import erase
from services.schedule import run as schedule
from services.streaks import EntryInput
from tests.kinds import KINDS
from tests.services.desk import MARA, SERVER, START, TOMAS, Desk

CLEO = 3


async def begin(desk: Desk, text: str = "50,000 words in 2 weeks") -> TogetherGoal:
    drafted = await going.draft_together(desk.context, desk.act(), text, is_manager=True)
    goal = await going.begin(desk.context, desk.act(), drafted.draft.id, is_manager=True)
    assert isinstance(goal, TogetherGoal)
    return goal


async def later(desk: Desk) -> None:
    """Let a minute go by in which cards are looked after, and what they came to is said."""
    for _ in range(4):
        desk.clock.at += timedelta(seconds=15)
        await desk.tick()


@dataclass
class Ledger:
    """A few weeks of a goal, done at random, beside what it should come to, kept as simply as can be."""

    desk: Desk
    goal: TogetherGoal
    dice: random.Random
    since: dict[int, Any] = field(default_factory=dict)
    present: set[int] = field(default_factory=set)
    entries: dict[int, Entry] = field(default_factory=dict)

    def should_be(self) -> float:
        by_day: defaultdict[tuple[int, Any], int] = defaultdict(int)
        for entry in self.entries.values():
            who = entry.member_id
            if who in self.present and not entry.quiet and not entry.undone:
                at, on = self.since[who]
                if entry.logged_at >= at and on <= entry.day_on <= self.goal.deadline_on:
                    by_day[who, entry.day_on] += entry.words
        return sum(min(words, MOST_WORDS_A_DAY) for words in by_day.values())

    async def twice(self, service: Callable[..., Any], who: int, *args: Any, **more: Any) -> Any:
        """Do something, and once more under the same id, as a repeated press does."""
        act = self.desk.act(who)
        outcome = await service(self.desk.context, act, *args, **more)
        with pytest.raises(AlreadyDone):
            await service(self.desk.context, replace(act, receipt=1), *args, **more)
        return outcome

    async def join(self, who: int) -> None:
        await self.twice(going.join, who, self.goal.id)
        member = await members.known(self.desk.context, who)
        assert member is not None
        self.since.setdefault(who, (self.desk.clock.at, member.today(self.desk.clock.at)))
        self.present.add(who)

    async def leave(self, who: int) -> None:
        if who in self.present:
            await self.twice(going.leave, who, self.goal.id)
            self.present.remove(who)
        else:
            with pytest.raises(NotInTogether):
                await going.leave(self.desk.context, self.desk.act(who), self.goal.id)

    async def write(self, who: int) -> None:
        said = EntryInput(
            words=self.dice.choice((0, 300, 4_500, 9_000)),
            day=self.dice.choice((None, None, "yesterday")),
            quiet=self.dice.random() < 0.3,
            minutes=self.dice.randrange(60),
        )
        entry = (await self.twice(streaks.record_entry, who, said)).entry
        self.entries[entry.id] = entry

    async def change(self, who: int) -> None:
        entry = self._one_of(who)
        if entry is not None:
            words = self.dice.choice((0, 450, 8_000))
            changed = EntryInput(words=words, minutes=entry.minutes)
            await self.twice(streaks.change_entry, who, entry.id, changed)
            self.entries[entry.id] = replace(entry, words=words)

    async def undo(self, who: int) -> None:
        entry = self._one_of(who)
        if entry is not None:
            await self.twice(streaks.set_undone, who, entry.id, undone=not entry.undone)
            self.entries[entry.id] = replace(entry, undone=not entry.undone)

    def _one_of(self, who: int) -> Entry | None:
        own = [entry for entry in self.entries.values() if entry.member_id == who]
        return self.dice.choice(own) if own else None

    async def be_erased(self, who: int) -> None:
        await erase(self.desk.context, self.desk.act(who))
        self.since.pop(who, None)
        self.present.discard(who)
        self.entries = {each.id: each for each in self.entries.values() if each.member_id != who}


@pytest.mark.parametrize("seed", range(4))
async def test_the_total_is_what_those_in_it_put_in_whatever_is_done_in_whatever_order(desk: Desk, seed: int) -> None:
    dice = random.Random(seed)
    ledger = Ledger(desk, await begin(desk), dice)
    acts = {ledger.join: 6, ledger.leave: 2, ledger.write: 9, ledger.change: 3, ledger.undo: 3, ledger.be_erased: 1}
    totals = set()
    for _ in range(60):
        desk.clock.at += timedelta(minutes=dice.choice((1, 20, 400)))
        (act,) = dice.choices(list(acts), list(acts.values()))
        await act(dice.choice((MARA, TOMAS, CLEO)))
        shown = await going.show(desk.context, desk.act(), ledger.goal.id)
        assert shown.total == ledger.should_be()
        assert list(shown.member_ids) == sorted(ledger.present, key=lambda who: ledger.since[who])
        totals.add(shown.total)
    assert len(totals) > 5


async def test_it_is_said_once_by_whichever_of_two_processes_and_a_second_press_begins_no_second(
    desk: Desk, tmp_path: Path
) -> None:
    drafted = await going.draft_together(desk.context, desk.act(), "1,000 words in 2 weeks", is_manager=True)
    for _ in range(2):
        goal = await going.begin(desk.context, desk.act(), drafted.draft.id, is_manager=True)
    assert isinstance(goal, TogetherGoal)
    other = await Database.open(f"sqlite:///{tmp_path}/test.db")
    try:
        for context in (desk.context, Context(other, desk.clock)) * 3:
            await schedule.run_due(context, KINDS, desk.post)
    finally:
        await other.close()
    assert [due.period for _, due, _ in desk.post.sent if due.kind == SAID] == ["card"]


async def test_who_left_the_server_is_out_of_it_until_they_are_back(desk: Desk) -> None:
    goal = await begin(desk)
    for who in (MARA, TOMAS):
        await going.join(desk.context, desk.act(who), goal.id)
        await desk.wrote(who, words=400)
    await members.left_server(desk.context, SERVER, [TOMAS], desk.clock.at)
    shown = await going.show(desk.context, desk.act(), goal.id)
    assert (shown.member_ids, shown.total) == ((MARA,), 400)
    await desk.wrote(TOMAS, words=100)
    shown = await going.show(desk.context, desk.act(), goal.id)
    assert (shown.member_ids, shown.total) == ((MARA, TOMAS), 900)


async def test_what_words_taken_back_had_reached_is_said_once_it_is_reached_anew(desk: Desk) -> None:
    goal = await begin(desk, "600 words in 2 weeks")
    await going.note_card(desk.context, goal.id, 1)
    await going.join(desk.context, desk.act(TOMAS), goal.id)
    entry = (await desk.wrote(TOMAS, words=700)).entry

    async def take_back(due: Due) -> None:
        if due.kind == LOOK:
            await streaks.set_undone(desk.context, desk.act(TOMAS), entry.id, undone=True)

    desk.post.trouble = take_back
    await later(desk)
    desk.post.trouble = None
    for words in (350, 650):  # each changed back and again, once it was said
        for amount in (words, 10, words):
            changed = EntryInput(words=amount)
            await streaks.set_undone(desk.context, desk.act(TOMAS), entry.id, undone=False)
            await streaks.change_entry(desk.context, desk.act(TOMAS), entry.id, changed)
            await later(desk)

    said = [message.what for _, due, message in desk.post.sent if due.kind == SAID]
    assert said == [Aloud.CARD, Aloud.HALF_WAY, Aloud.REACHED]


async def test_whoever_began_it_and_is_erased_leaves_it_to_the_others(desk: Desk) -> None:
    goal = await begin(desk)
    await going.join(desk.context, desk.act(TOMAS), goal.id)
    await desk.wrote(TOMAS, words=400)
    await erase(desk.context, desk.act(MARA))
    shown = await going.show(desk.context, desk.act(TOMAS), goal.id)
    assert (shown.goal.starter_id, shown.member_ids, shown.total) == (None, (TOMAS,), 400)
    await desk.at(START + timedelta(days=16))
    assert [due.period for _, due, _ in desk.post.sent if due.kind == SAID] == ["card", "ended"]
    for text in ("1 post in 2 weeks", "2 posts in 2 weeks", "3 posts in 2 weeks"):
        await begin(desk, text)
    with pytest.raises(EnoughTogether):
        await begin(desk, "4 posts in 2 weeks")


async def test_what_is_logged_for_a_day_before_one_was_in_and_what_nobody_may_log_do_not_count(desk: Desk) -> None:
    goal = await begin(desk)
    await desk.wrote(words=500)
    desk.clock.at += timedelta(days=1)
    await going.join(desk.context, desk.act(), goal.id)
    await desk.wrote(words=700, day="yesterday")
    with pytest.raises(AmountTooLarge):
        await desk.wrote(words=100_001)
    assert (await going.show(desk.context, desk.act(), goal.id)).total == 0
    await desk.wrote(words=600)
    assert (await going.show(desk.context, desk.act(), goal.id)).total == 600


async def test_who_looks_after_a_circle_ends_its_goal_and_whoever_was_let_go_from_it_ends_nothing(desk: Desk) -> None:
    owls = await membership.begin(desk.context, desk.act(MARA), NewCircle("Owls", channel_id=desk.act().channel_id))
    await membership.join(desk.context, desk.act(TOMAS), owls.id)
    drafted = await going.draft_together(desk.context, desk.act(TOMAS), "10,000 words in 2 weeks", is_manager=False)
    goal = await going.begin(desk.context, desk.act(TOMAS), drafted.draft.id, is_manager=False)
    assert isinstance(goal, TogetherGoal)
    await membership.join(desk.context, desk.act(CLEO), owls.id)
    await keeping.let_go(desk.context, desk.act(MARA), TOMAS, is_manager=False)
    for member_id, refusal in ((TOMAS, NotInCircle), (CLEO, NotTheBeginner)):
        with pytest.raises(refusal):
            await going.end(desk.context, desk.act(member_id), goal.id, is_manager=False)

    assert (await going.end(desk.context, desk.act(MARA), goal.id, is_manager=False)).ended_at is not None
