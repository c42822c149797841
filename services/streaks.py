"""Writing: record, mend and take back entries; plans, pauses, rests; and what a streak looks like now."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta

from db import members, streaks
from db.database import Connection
from db.members import Member
from db.streaks import NOTHING, DayTotal, Entry, KeptPause, Log
from rules.calendar import entry_day
from rules.errors import Refusal
from rules.streaks.entries import check_entry
from rules.streaks.plans import Plan, PlanKind, check_pause, plan_on
from rules.streaks.plans import choose_plan as choose_plan_rule
from rules.streaks.streak import (
    Change,
    Frozen,
    Kept,
    Mark,
    StreakState,
    changes,
    is_comeback,
    kept_promises,
    streak,
    week_dots,
    year_marks,
)
from services.acts import Act, GoneForGood, NotYours, meet
from services.context import Context
from services.goals import milestones
from services.members import claim_telling

RECENT_DAYS = 90


class NeverWrote(Refusal):
    """Somebody's streak was asked for who has not logged anything here."""

    def __init__(self, member_id: int) -> None:
        super().__init__(member_id)
        self.member_id = member_id


class StreakKeptPrivate(Refusal):
    """Somebody's streak was asked for who hides it from others."""


@dataclass(frozen=True, slots=True)
class Said:
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
    is_first: bool
    is_to_hear: bool = False  # that reminders do not reach them

    @property
    def changes(self) -> tuple[Change, ...]:
        """What the entry changed in the streak, in the order to tell it."""
        return changes(self.before, self.standing.state)


async def record_entry(context: Context, act: Act, said: Said) -> EntryOutcome:
    """Log writing for the day it belongs to. Raise a Refusal for what cannot be logged.

    The day comes from when the member pressed Enter, in their zone, with their day-end hour.
    """
    check_entry(said.words, said.minutes, said.link)
    member, log, is_first = await _writer(context, act)
    today = member.today(act.at)
    entry = _entry(act, member, said, today)
    # The streak shown comes from what was read above and this entry: two trips to the database in all. An entry
    # logged in between by the same member is in the database but not in this one answer.
    try:
        is_new = await context.db.write_soon(lambda connection: streaks.add_entry(connection, entry))
    except streaks.UnknownMember:
        return await record_entry(context, act, said)  # they erased themselves in between: a newcomer writes
    outcome = _outcome(member, log.with_entry(entry) if is_new else log, entry, today, is_first=is_first)
    if log.feeds_goals:
        async with context.db.write() as tx:
            await milestones.claim_written(tx, act)
    if member.is_to_hear:
        outcome = replace(outcome, is_to_hear=await claim_telling(context, member.id) is not None)
    return outcome


async def _writer(context: Context, act: Act) -> tuple[Member, Log, bool]:
    """Return the member, their log, and whether this is their first act ever."""
    async with context.db.read() as connection:
        known = await streaks.writer(connection, act.member_id, act.server_id)
    if known is not None and (known[0].in_server or act.server_id is None):
        return *known, False
    async with context.db.write() as tx:
        met = await meet(tx, act)
        return met.member, await streaks.log_of(tx, met.member.id, met.member.since_on), met.is_new


def _entry(act: Act, member: Member, said: Said, today: date) -> Entry:
    day = entry_day(said.day, today)
    return Entry(
        id=act.id,
        member_id=member.id,
        server_id=act.server_id,
        day_on=day,
        words=said.words,
        minutes=said.minutes,
        note=said.note,
        link=said.link,
        late=day < today,
        quiet=said.quiet,
        logged_at=act.at,
    )


async def my_entry(context: Context, act: Act, entry_id: int) -> Entry:
    """Return the asker's own entry. Raise NotYours or GoneForGood."""
    async with context.db.read() as connection:
        return await _own_entry(connection, act, entry_id)


async def change_entry(context: Context, act: Act, entry_id: int, said: Said) -> EntryOutcome:
    """Replace what an entry says; its day stays. Raise a Refusal where that cannot be."""
    check_entry(said.words, said.minutes, said.link)
    async with context.db.write() as tx:
        entry = replace(
            await _own_entry(tx, act, entry_id),
            words=said.words,
            minutes=said.minutes,
            note=said.note,
            link=said.link,
        )
        await streaks.change_entry(
            tx, entry.id, words=entry.words, minutes=entry.minutes, note=entry.note, link=entry.link
        )
        return await _own_outcome(tx, act, entry)


async def set_undone(context: Context, act: Act, entry_id: int, *, undone: bool) -> EntryOutcome:
    """Take an entry out of the log or put it back; doing either twice changes nothing more."""
    async with context.db.write() as tx:
        entry = replace(await _own_entry(tx, act, entry_id), undone=undone)
        await streaks.set_undone(tx, entry.id, act.at if undone else None)
        return await _own_outcome(tx, act, entry)


async def _own_entry(connection: Connection, act: Act, entry_id: int) -> Entry:
    entry = await streaks.find_entry(connection, entry_id)
    if entry is None:
        raise GoneForGood
    if entry.member_id != act.member_id:
        raise NotYours
    return entry


async def _own_outcome(tx: Connection, act: Act, entry: Entry) -> EntryOutcome:
    member = (await meet(tx, act)).member
    log = await streaks.log_of(tx, member.id, member.since_on)
    await milestones.claim_written(tx, act)
    return _outcome(member, log, entry, member.today(act.at), is_first=False)


def _outcome(member: Member, log: Log, entry: Entry, today: date, *, is_first: bool) -> EntryOutcome:
    shown = log if entry.is_between_us else log.for_everybody()
    standing = _standing(member, shown, today)
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
        is_first=is_first,
    )


def _standing(member: Member, log: Log, today: date) -> Standing:
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
class Shown:
    """A streak as somebody asked to see it; `year` marks the last 365 days, today last."""

    standing: Standing
    recent: Kept
    year: tuple[Mark, ...]
    is_own: bool


async def show_streak(context: Context, act: Act, member_id: int | None = None) -> Shown:
    """Return the asker's or another member's streak; another's only in a server that both are in.

    Raise NeverWrote for one who is not there and StreakKeptPrivate for one who hides.
    """
    async with context.db.write() as tx:
        asker = (await meet(tx, act)).member
        member = asker if member_id is None else await members.find(tx, member_id, act.server_id)
        is_own = member is not None and member.id == asker.id
        if member is None or not (is_own or member.in_server):
            raise NeverWrote(member_id or asker.id)
        if not (is_own or member.on_boards):
            raise StreakKeptPrivate
        log = await streaks.log_of(tx, member.id, member.since_on)
        today = member.today(act.at)
        recent = kept_promises(log.history, today - timedelta(days=RECENT_DAYS - 1), today, today)
        return Shown(
            standing=_standing(member, log if is_own else log.for_everybody(), today),
            recent=recent,
            year=year_marks(log.history, today),
            is_own=is_own,
        )


async def standing_of(context: Context, act: Act) -> Standing:
    """Return the asker's own writing as of now."""
    return (await show_streak(context, act)).standing


async def choose_plan(context: Context, act: Act, kind: PlanKind, days: int | None) -> Standing:
    """Promise a rhythm; the first begins at once, a later one at the next boundary. Raise a Refusal."""
    async with context.db.write() as tx:
        member = (await meet(tx, act)).member
        log = await streaks.log_of(tx, member.id, member.since_on)
        today = member.today(act.at)
        plans = choose_plan_rule(log.history.plans, kind, today, days)
        await streaks.replace_plans(tx, member.id, plans)
        return _standing(member, replace(log, history=replace(log.history, plans=plans)), today)


async def pause(context: Context, act: Act, first: date, last: date, reason: str) -> Standing:
    """Ask for nothing from `first` to `last`, both included. Raise a Refusal."""
    async with context.db.write() as tx:
        member = (await meet(tx, act)).member
        log = await streaks.log_of(tx, member.id, member.since_on)
        today = member.today(act.at)
        others = tuple(kept.pause for kept in log.pauses if kept.id != act.id)
        await streaks.add_pause(tx, KeptPause(act.id, member.id, check_pause(first, last, today, others), reason))
        return _standing(member, await streaks.log_of(tx, member.id, member.since_on), today)


async def end_pause(context: Context, act: Act, pause_id: int) -> Standing:
    """End a pause so that today is asked for again; one not begun is taken away. Raise a Refusal."""
    async with context.db.write() as tx:
        member = (await meet(tx, act)).member
        kept = await streaks.find_pause(tx, pause_id)
        today = member.today(act.at)
        if kept is None:
            raise GoneForGood
        if kept.member_id != member.id:
            raise NotYours
        if kept.pause.to_on >= today:
            yesterday = today - timedelta(days=1)
            await streaks.end_pause(tx, kept.id, yesterday if kept.pause.from_on <= yesterday else None)
        return _standing(member, await streaks.log_of(tx, member.id, member.since_on), today)


@dataclass(frozen=True, slots=True)
class Rested:
    """A rest day: covered when a freeze was there for it."""

    standing: Standing
    day_on: date
    covered: bool
    kept_already: bool


async def rest(context: Context, act: Act, day: date) -> Rested:
    """Rest on the day a reminder was about; pressed on a later day it still means that day."""
    async with context.db.write() as tx:
        member = (await meet(tx, act)).member
        today = member.today(act.at)
        if day == today:
            await streaks.add_rest(tx, member.id, day)
        log = await streaks.log_of(tx, member.id, member.since_on)
        standing = _standing(member, log, today)
        return Rested(
            standing=standing,
            day_on=day,
            covered=any(frozen.first_on <= day <= frozen.last_on for frozen in standing.state.frozen),
            kept_already=day in log.history.entry_days,
        )
