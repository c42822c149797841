"""Writing: entries, plans, pauses and rests; a streak is never stored, only what it is derived from."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

import aiosqlite

from db import codec, members
from db.database import Connection, Row, load_queries
from db.members import Member
from rules.goals.goal import WRITTEN_UNITS
from rules.streaks.plans import Pause, Plan, PlanKind
from rules.streaks.streak import History, promises_begin_on

_sql = load_queries("streaks")


class UnknownMember(Exception):
    """A member nobody has met, or who was erased a moment ago."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One "I wrote"."""

    id: int
    member_id: int
    server_id: int | None
    day_on: date
    words: int
    minutes: int
    note: str
    link: str
    late: bool
    quiet: bool
    logged_at: datetime
    undone: bool = False

    @property
    def is_between_us(self) -> bool:
        """Whether only its writer hears of it."""
        return self.quiet or self.server_id is None


@dataclass(frozen=True, slots=True)
class KeptPause:
    """A pause with the id its buttons carry."""

    id: int
    member_id: int
    pause: Pause
    reason: str


@dataclass(frozen=True, slots=True)
class DayTotal:
    """What one local day adds up to over its entries."""

    words: int
    minutes: int
    entries: int

    def plus(self, words: int, minutes: int, entries: int = 1) -> DayTotal:
        """Return the total with that much more, or with negative numbers that much less."""
        return DayTotal(self.words + words, self.minutes + minutes, self.entries + entries)


NOTHING = DayTotal(0, 0, 0)


@dataclass(frozen=True, slots=True)
class Log:
    """A member's whole log: what the streak rules need, each written day's total, and what of it was quiet."""

    history: History
    days: dict[date, DayTotal]
    quiet: dict[date, DayTotal]
    pauses: tuple[KeptPause, ...]
    joined_on: date
    feeds_goals: bool  # whether a shared goal counts what is written

    @property
    def words(self) -> int:
        """All words ever logged."""
        return sum(day.words for day in self.days.values())

    def with_entry(self, entry: Entry) -> Log:
        """Return the log as it is once an entry has been added."""
        day = entry.day_on
        days = {**self.days, day: self.days.get(day, NOTHING).plus(entry.words, entry.minutes)}
        quiet = self.quiet
        if entry.quiet:
            quiet = {**quiet, day: quiet.get(day, NOTHING).plus(entry.words, entry.minutes)}
        history = replace(
            self.history,
            entry_days=frozenset(days),
            since_on=promises_begin_on(self.joined_on, days.keys(), self.history.plans),
        )
        return replace(self, days=days, quiet=quiet, history=history)

    def for_everybody(self) -> Log:
        """Return the log as others may see it: a quiet entry keeps its day and shows no amount."""
        days = {
            day: total.plus(-quiet.words, -quiet.minutes, -quiet.entries)
            for day, total in self.days.items()
            for quiet in [self.quiet.get(day, NOTHING)]
        }
        return replace(self, days=days, quiet={})


async def add_entry(connection: Connection, entry: Entry) -> bool:
    """Keep an entry; False when that very interaction has logged it before. Raise UnknownMember."""
    try:
        added = await _sql.add_entry(
            connection,
            id=entry.id,
            member_id=entry.member_id,
            server_id=entry.server_id,
            day_on=entry.day_on.isoformat(),
            words=entry.words,
            minutes=entry.minutes,
            note=entry.note,
            link=entry.link,
            late=int(entry.late),
            quiet=int(entry.quiet),
            logged_at=codec.instant_to_text(entry.logged_at),
        )
    except aiosqlite.IntegrityError as error:
        raise UnknownMember(entry.member_id) from error
    return bool(added)


async def find_entry(connection: Connection, id: int) -> Entry | None:
    """Return one entry, undone or not."""
    row = await _sql.find_entry(connection, id=id)
    if row is None:
        return None
    return Entry(
        id=row[0],
        member_id=row[1],
        server_id=row[2],
        day_on=date.fromisoformat(row[3]),
        words=row[4],
        minutes=row[5],
        note=row[6],
        link=row[7],
        late=bool(row[8]),
        quiet=bool(row[9]),
        logged_at=datetime.fromisoformat(row[10]),
        undone=row[11] is not None,
    )


async def change_entry(connection: Connection, id: int, *, words: int, minutes: int, note: str, link: str) -> None:
    """Replace what an entry says; its day stays."""
    await _sql.change_entry(connection, id=id, words=words, minutes=minutes, note=note, link=link)


async def set_undone(connection: Connection, id: int, at: datetime | None) -> None:
    """Take an entry out of the log, or with None put it back."""
    await _sql.set_undone(connection, id=id, undone_at=codec.instant_to_text(at))


async def log_of(connection: Connection, member_id: int, since_on: date) -> Log:
    """Return everything a member's streak is derived from, in one query."""
    rows = [row async for row in _sql.history(connection, member_id=member_id)]
    return _log(rows, member_id, since_on)


async def writer(connection: Connection, member_id: int, server_id: int | None) -> tuple[Member, Log] | None:
    """Return a member with their log, in one query; None for a stranger."""
    rows = [row async for row in _sql.writer(connection, id=member_id, server_id=server_id)]
    if not rows:
        return None
    member = members.from_row(rows[0])
    history = [row[members.COLUMNS :] for row in rows if row[members.COLUMNS] is not None]
    return member, _log(history, member_id, member.since_on)


def _log(rows: Iterable[Row], member_id: int, joined_on: date) -> Log:
    days: dict[date, DayTotal] = {}
    quiet: dict[date, DayTotal] = {}
    plans: list[Plan] = []
    pauses: list[KeptPause] = []
    rests: set[date] = set()
    counted_goals = False
    for kind, first_on, last_on, word, a, b, c in rows:
        first = date.fromisoformat(first_on)
        if kind == "entry":
            days[first] = DayTotal(a, b, c)
        elif kind == "quiet":
            quiet[first] = quiet.get(first, NOTHING).plus(a, b)
        elif kind == "plan":
            plans.append(Plan(PlanKind(word), first, date.fromisoformat(last_on), a))
        elif kind == "pause":
            pauses.append(KeptPause(a, member_id, Pause(first, date.fromisoformat(last_on)), word))
        elif kind == "goal":
            counted_goals = counted_goals or word in WRITTEN_UNITS
        else:
            rests.add(first)
    history = History(
        entry_days=frozenset(days),
        since_on=promises_begin_on(joined_on, days.keys(), plans),
        plans=tuple(sorted(plans, key=lambda plan: plan.from_on)),
        pauses=tuple(kept.pause for kept in pauses),
        rests=frozenset(rests),
    )
    return Log(history, days, quiet, tuple(pauses), joined_on, counted_goals)


async def replace_plans(connection: Connection, member_id: int, plans: Sequence[Plan]) -> None:
    """Write a member's whole plan history anew."""
    await _sql.drop_plans(connection, member_id=member_id)
    for plan in plans:
        await _sql.add_plan(
            connection,
            member_id=member_id,
            from_on=plan.from_on.isoformat(),
            asked_from_on=plan.asked_from_on.isoformat(),
            kind=plan.kind.value,
            times=plan.days,
        )


async def add_pause(connection: Connection, pause: KeptPause) -> None:
    """Keep a pause; a second time changes nothing."""
    await _sql.add_pause(
        connection,
        id=pause.id,
        member_id=pause.member_id,
        from_on=pause.pause.from_on.isoformat(),
        to_on=pause.pause.to_on.isoformat(),
        reason=pause.reason,
    )


async def find_pause(connection: Connection, id: int) -> KeptPause | None:
    """Return one pause."""
    row = await _sql.find_pause(connection, id=id)
    if row is None:
        return None
    return KeptPause(row[0], row[1], Pause(date.fromisoformat(row[2]), date.fromisoformat(row[3])), row[4])


async def end_pause(connection: Connection, id: int, to_on: date | None) -> None:
    """Cut a pause short so that `to_on` is its last day; None takes it away altogether."""
    if to_on is None:
        await _sql.drop_pause(connection, id=id)
    else:
        await _sql.end_pause(connection, id=id, to_on=to_on.isoformat())


async def add_rest(connection: Connection, member_id: int, day_on: date) -> None:
    """Note that the member rests on a day; a second time changes nothing."""
    await _sql.add_rest(connection, member_id=member_id, day_on=day_on.isoformat())
