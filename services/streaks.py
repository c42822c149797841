"""Writing: record, mend and take back entries; and what a streak looks like now."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta

from db import acts, members, streaks
from db.connection import Connection, Tx
from rules.comments.promotion import check_aloud
from rules.english.typed_days import entry_day
from rules.kit.errors import Refusal
from rules.kit.text import in_few_lines
from rules.members.member import Member
from rules.streaks.changes import Change, changes
from rules.streaks.entries import Entry, PerhapsTheSame, check_day, check_entry
from rules.streaks.log import NOTHING, DayTotal, KeptPause, Log
from rules.streaks.plans import Plan, plan_on
from rules.streaks.shades import Shade, shades
from rules.streaks.streak import (
    Frozen,
    Mark,
    PromisesKept,
    StreakState,
    how_it_went,
    is_comeback,
    marks,
    streak,
    week_dots,
    year_shown,
)
from services.acts import Act, commit, look, meet, still_there
from services.context import Context
from services.goals.moved import moved_by
from services.goals.running import GoalView
from services.sprints import timing

RECENT_DAYS = 90
ENTRIES_SHOWN = 6


class NeverWrote(Refusal):
    """Somebody's streak was asked for who has not logged anything here."""

    def __init__(self, member_id: int) -> None:
        super().__init__(member_id)
        self.member_id = member_id


class StreakKeptPrivate(Refusal):
    """Somebody's streak was asked for who hides it from others."""


@dataclass(frozen=True, slots=True)
class EntryInput:
    """What a member typed about their writing."""

    words: int = 0
    minutes: int = 0
    note: str = ""
    link: str = ""
    day: str | None = None
    quiet: bool = False


@dataclass(frozen=True, slots=True)
class Standing:
    """A member's writing as of today, ready to be told."""

    member: Member
    today: date
    state: StreakState
    dots: tuple[Mark, ...]
    plan: Plan
    next_plan: Plan | None
    pauses: tuple[KeptPause, ...]
    total_words: int
    total_days: int


@dataclass(frozen=True, slots=True)
class EntryOutcome:
    """What came of logging, mending, undoing or restoring an entry."""

    entry: Entry
    day: DayTotal
    standing: Standing
    before: StreakState
    comeback: bool
    freezes_used: tuple[Frozen, ...]
    moved: tuple[GoalView, ...]  # the goals it counted for, as far as whoever reads of it may see them
    is_first: bool

    @property
    def changes(self) -> tuple[Change, ...]:
        """What the entry changed in the streak, in the order to tell it."""
        return changes(self.before, self.standing.state)


async def record_entry(context: Context, act: Act, typed: EntryInput) -> EntryOutcome:
    """Log writing for the day on which the member pressed Enter. Raise a Refusal for what cannot be logged."""
    check_entry(typed.words, typed.minutes, typed.link)
    if not typed.quiet:
        check_aloud(typed.note)

    async def work(tx: Tx) -> Written | PerhapsTheSame:
        met = await meet(tx, act)
        member = met.member
        entry = _entry(act, member, typed)
        log = await streaks.log_of(tx, member.id, member.since_on)
        if log.days.get(entry.day_on, NOTHING).entries and (before := await streaks.unconfirmed(tx, entry)):
            return await _keep_for_later(tx, act, entry, before, member)
        if await streaks.add_entry(tx, entry):
            log = log.with_entry(entry)
            _check_day(entry, log)
        moved = await moved_by(tx, act, entry, member.today(act.at)) if log.feeds_goals else ()
        return Written(entry, member, log, moved, is_first=met.is_new)

    written = await commit(context, act, work)
    if isinstance(written, PerhapsTheSame):
        raise written
    return outcome_of(written, act)


async def _keep_for_later(tx: Tx, act: Act, entry: Entry, before: Entry, member: Member) -> PerhapsTheSame:
    await streaks.add_entry(tx, entry)
    await streaks.set_undone(tx, entry.id, act.at)
    await acts.drop(tx, act.id)  # what was asked for is not done
    return PerhapsTheSame(replace(entry, undone=True), before, member.today(act.at))


async def settle_doubt(
    context: Context, act: Act, entry_id: int, before_id: int, *, again: bool
) -> tuple[EntryOutcome, bool]:
    """Count an entry that may be the same as one before it, or leave it at that one.

    Return the one that counts, and whether it does so only now. Either a second time changes nothing more. Raise
    NotYours or GoneForGood.
    """

    async def work(tx: Tx) -> tuple[Written, bool]:
        entry, before = await _own_entry(tx, act, entry_id), await _own_entry(tx, act, before_id)
        await streaks.set_undone(tx, entry.id, None if again else act.at)
        await acts.set_unconfirmed(tx, before.id, False)
        return await with_log(tx, act, replace(entry, undone=False) if again else before), again and entry.undone

    written, is_new = await commit(context, act, work)
    return outcome_of(written, act), is_new


@dataclass(frozen=True, slots=True)
class Written:
    """An entry as it was logged or changed, and its writer's log with it."""

    entry: Entry
    member: Member
    log: Log
    moved: tuple[GoalView, ...]
    is_first: bool = False


def _entry(act: Act, member: Member, typed: EntryInput) -> Entry:
    today = member.today(act.at)
    day = today if typed.day is None else entry_day(typed.day, today)
    return Entry(
        id=act.id,
        member_id=member.id,
        server_id=act.server_id,
        day_on=day,
        words=typed.words,
        minutes=typed.minutes,
        note=in_few_lines(typed.note),
        link=typed.link,
        late=day < today,
        quiet=typed.quiet,
        logged_at=act.at,
    )


async def my_entry(context: Context, act: Act, entry_id: int) -> Entry:
    """Return the asker's own entry. Raise NotYours or GoneForGood."""
    async with context.db.read() as connection:
        return await _own_entry(connection, act, entry_id)


@dataclass(frozen=True, slots=True)
class LogShown:
    """Some of the asker's own entries, newest first; `earlier_id` is where the earlier ones begin."""

    entries: tuple[Entry, ...]
    earlier_id: int | None
    today: date


async def my_log(context: Context, act: Act, from_id: int | None = None) -> LogShown:
    """Return the asker's latest entries, or those from one of them on. Raise NotYours or GoneForGood."""
    async with context.db.read() as connection:
        today = (await look(connection, act)).today(act.at)
        first = None if from_id is None else await _own_entry(connection, act, from_id)
        found = await streaks.latest_entries(connection, act.member_id, first, ENTRIES_SHOWN + 1)
    earlier = found[ENTRIES_SHOWN:]
    return LogShown(tuple(found[:ENTRIES_SHOWN]), earlier[0].id if earlier else None, today)


async def change_entry(context: Context, act: Act, entry_id: int, typed: EntryInput) -> EntryOutcome:
    """Replace what an entry says; its day stays. Raise a Refusal where that cannot be."""
    check_entry(typed.words, typed.minutes, typed.link)

    async def work(tx: Tx) -> Written:
        before = await _own_entry(tx, act, entry_id)
        note = in_few_lines(typed.note)
        entry = replace(before, words=typed.words, minutes=typed.minutes, link=typed.link, note=note)
        if not entry.quiet:
            check_aloud(entry.note)
        await streaks.change_entry(tx, entry)
        await timing.look(tx, entry.id, act.at)
        return await with_log(tx, act, entry, before)

    return outcome_of(await commit(context, act, work), act)


async def set_undone(context: Context, act: Act, entry_id: int, *, undone: bool) -> EntryOutcome:
    """Take an entry out of the log or put it back; doing either twice changes nothing more."""

    async def work(tx: Tx) -> Written:
        entry = replace(await _own_entry(tx, act, entry_id), undone=undone)
        await streaks.set_undone(tx, entry.id, act.at if undone else None)
        await timing.look(tx, entry.id, act.at)
        return await with_log(tx, act, entry, entry if undone else None)

    return outcome_of(await commit(context, act, work), act)


async def _own_entry(connection: Connection, act: Act, entry_id: int) -> Entry:
    entry = still_there(await streaks.find_entry(connection, entry_id))
    act.check_own(entry.member_id)
    return entry


async def with_log(tx: Tx, act: Act, entry: Entry, before: Entry | None = None) -> Written:
    """Return an entry just logged or changed, with what it did.

    Raise AmountTooLarge where its day holds no more; what says no more than it did `before` is always taken.
    """
    member = (await meet(tx, act)).member
    moved = await moved_by(tx, act, entry, member.today(act.at))
    log = await streaks.log_of(tx, member.id, member.since_on)
    if before is None or entry.exceeds(before):
        _check_day(entry, log)
    return Written(entry, member, log, moved)


def _check_day(entry: Entry, log: Log) -> None:
    day = log.days.get(entry.day_on, NOTHING)
    check_day(entry, day.words, day.minutes)


def outcome_of(written: Written, act: Act) -> EntryOutcome:
    """Return what came of an entry, ready to be told."""
    entry, log, today = written.entry, written.log, written.member.today(act.at)
    shown = log if entry.is_between_us else log.for_everybody()
    standing = standing_on(written.member, shown, today)
    before = standing.state
    if log.days.get(entry.day_on, NOTHING).entries == 1 and not entry.undone:
        before = streak(replace(log.history, entry_days=log.history.entry_days - {entry.day_on}), today)
    used: tuple[Frozen, ...] = ()
    if before.last_entry_on is not None and not entry.late and not entry.undone:
        used = standing.state.frozen_since(before.last_entry_on)
    return EntryOutcome(
        entry=entry,
        day=shown.days.get(entry.day_on, NOTHING),
        standing=standing,
        before=before,
        comeback=not entry.late and not entry.undone and is_comeback(before, entry.day_on),
        freezes_used=used,
        moved=written.moved,
        is_first=written.is_first,
    )


def standing_on(member: Member, log: Log, today: date) -> Standing:
    """Return what a log comes to on a day."""
    history = log.history
    return Standing(
        member=member,
        today=today,
        state=streak(history, today),
        dots=week_dots(history, today),
        plan=plan_on(history.plans, today),
        next_plan=next((plan for plan in history.plans if plan.from_on > today), None),
        pauses=tuple(kept for kept in log.pauses if kept.pause.to_on >= today),
        total_words=log.words,
        total_days=len(log.days),
    )


@dataclass(frozen=True, slots=True)
class StreakOverview:
    """A streak as somebody asked to see it; `year` marks the days from `year_from_on` on."""

    standing: Standing
    recent: PromisesKept
    year_from_on: date
    year: tuple[Mark, ...]
    shades: tuple[Shade, ...]
    words: int  # in the days of `year`
    is_own: bool


async def show_streak(context: Context, act: Act, member_id: int | None = None) -> StreakOverview:
    """Return the asker's or another member's streak; another's only in a server that both are in.

    Raise NeverWrote for one who is not there and StreakKeptPrivate for one who hides.
    """
    async with context.db.read() as connection:
        member = await _whose(connection, act, member_id or act.member_id)
        log = await streaks.log_of(connection, member.id, member.since_on)
    is_own = member.id == act.member_id
    if not is_own and not log.days:
        raise NeverWrote(member.id)
    today = member.today(act.at)
    shown = log if is_own else log.for_everybody()
    days = year_shown(log.history, today)
    words = {day: shown.days[day].words for day in days if day in shown.days}
    return StreakOverview(
        standing=standing_on(member, shown, today),
        recent=how_it_went(log.history, today - timedelta(days=RECENT_DAYS - 1), today),
        year_from_on=days[0],
        year=marks(log.history, days[0], days[-1], today),
        shades=shades(words, days),
        words=sum(words.values()),
        is_own=is_own,
    )


async def _whose(connection: Connection, act: Act, member_id: int) -> Member:
    if member_id == act.member_id:
        return await look(connection, act)
    member = await members.find(connection, member_id, act.server_id)
    if member is None or not member.in_server:
        raise NeverWrote(member_id)
    if not member.on_boards:
        raise StreakKeptPrivate
    return member
