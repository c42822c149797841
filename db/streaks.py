"""Writing: entries, plans, pauses and rests; a streak is never stored, only what it is derived from."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from db import goals, rows
from db.connection import Connection, Row, Tx
from db.queries import load_queries
from rules.acts import ASKED_WITHIN
from rules.streaks.entries import Entry
from rules.streaks.log import DayTotal, KeptPause, Log
from rules.streaks.plans import Pause, Plan, PlanChange
from rules.streaks.streak import History, promises_begin_on

_sql = load_queries("streaks")


async def add_entry(tx: Tx, entry: Entry) -> bool:
    """Keep an entry; False when that very interaction has logged it before."""
    return bool(await _sql.add_entry(tx, **rows.params(entry)))


async def find_entry(connection: Connection, id: int) -> Entry | None:
    """Return one entry, undone or not."""
    row = await _sql.find_entry(connection, id=id)
    return None if row is None else rows.read(Entry, row)


async def latest_entries(connection: Connection, member_id: int, first: Entry | None, limit: int) -> list[Entry]:
    """Return a member's latest entries by day, undone ones too; with `first` it and those before it."""
    day_on, first_id = (date.max, 0) if first is None else (first.day_on, first.id)
    found = _sql.latest_entries(connection, member_id=member_id, day_on=day_on, first_id=first_id, limit=limit)
    return [rows.read(Entry, row) async for row in found]


async def change_entry(tx: Tx, entry: Entry) -> None:
    """Replace what an entry says; its day stays."""
    await _sql.change_entry(tx, id=entry.id, words=entry.words, minutes=entry.minutes, note=entry.note, link=entry.link)


async def set_undone(tx: Tx, id: int, at: datetime | None) -> None:
    """Take an entry out of the log, or with None put it back."""
    await _sql.set_undone(tx, id=id, undone_at=at)


async def unconfirmed(connection: Connection, entry: Entry) -> Entry | None:
    """Return an entry like this one, logged shortly before, whose answer may not have arrived."""
    row = await _sql.unconfirmed(
        connection,
        member_id=entry.member_id,
        day_on=entry.day_on,
        words=entry.words,
        minutes=entry.minutes,
        since=entry.logged_at - ASKED_WITHIN,
        id=entry.id,
    )
    return None if row is None else rows.read(Entry, row)


async def log_of(connection: Connection, member_id: int, joined_on: date) -> Log:
    """Return everything a member's streak is derived from."""
    days: dict[date, DayTotal] = {}
    quiet: dict[date, DayTotal] = {}
    async for row in _sql.days_of(connection, member_id=member_id):
        day = date.fromisoformat(row["day_on"])
        days[day] = rows.read(DayTotal, row)
        if row["quiet_entries"]:
            quiet[day] = rows.read(DayTotal, row, prefix="quiet_")
    plans = [rows.read(Plan, row) async for row in _sql.plans_of(connection, member_id=member_id)]
    pauses = [_pause(row) async for row in _sql.pauses_of(connection, member_id=member_id)]
    rests = [rows.value(date, row) async for row in _sql.rests_of(connection, member_id=member_id)]
    feeds_goals = await goals.has_counted(connection, member_id)
    history = History(
        entry_days=frozenset(days),
        since_on=promises_begin_on(joined_on, days.keys(), plans),
        plans=tuple(plans),
        pauses=tuple(kept.pause for kept in pauses),
        rests=frozenset(rests),
    )
    return Log(history, days, quiet, tuple(pauses), joined_on, feeds_goals)


async def last_note(connection: Connection, member_id: int, since_on: date) -> str:
    """Return the note of a member's newest entry that has one and is for `since_on` or later; empty for none."""
    note: str | None = await _sql.last_note(connection, member_id=member_id, since_on=since_on)
    return note or ""


async def replace_plans(tx: Tx, member_id: int, plans: Sequence[Plan]) -> None:
    """Write a member's whole plan history anew."""
    await _sql.drop_plans(tx, member_id=member_id)
    for plan in plans:
        await _sql.add_plan(tx, member_id=member_id, **rows.params(plan))


async def keep_plan_change(tx: Tx, change: PlanChange) -> None:
    """Keep a member's latest change of plan, in place of the one before."""
    replaced = change.replaced
    await _sql.keep_plan_change(
        tx,
        member_id=change.member_id,
        id=change.id,
        changed_at=change.changed_at,
        chosen_on=change.chosen_on,
        from_on=replaced and replaced.from_on,
        asked_from_on=replaced and replaced.asked_from_on,
        kind=replaced and replaced.kind,
        days=replaced and replaced.days,
    )


async def find_plan_change(connection: Connection, id: int) -> PlanChange | None:
    """Return a change of plan; none that was followed by another, or taken back."""
    row = await _sql.find_plan_change(connection, id=id)
    if row is None:
        return None
    return rows.read(PlanChange, row, replaced=None if row["kind"] is None else rows.read(Plan, row))


async def drop_plan_change(tx: Tx, id: int) -> None:
    """Forget a change of plan that was taken back."""
    await _sql.drop_plan_change(tx, id=id)


async def add_pause(tx: Tx, kept: KeptPause) -> None:
    """Keep a pause; a second time changes nothing."""
    await _sql.add_pause(tx, id=kept.id, member_id=kept.member_id, reason=kept.reason, **rows.params(kept.pause))


async def find_pause(connection: Connection, id: int) -> KeptPause | None:
    """Return one pause."""
    row = await _sql.find_pause(connection, id=id)
    return None if row is None else _pause(row)


def _pause(row: Row) -> KeptPause:
    return rows.read(KeptPause, row, pause=rows.read(Pause, row))


async def end_pause(tx: Tx, id: int, to_on: date | None) -> None:
    """Cut a pause short so that `to_on` is its last day; None takes it away altogether."""
    if to_on is None:
        await _sql.drop_pause(tx, id=id)
    else:
        await _sql.end_pause(tx, id=id, to_on=to_on)


async def add_rest(tx: Tx, member_id: int, day_on: date) -> None:
    """Note that the member rests on a day; a second time changes nothing."""
    await _sql.add_rest(tx, member_id=member_id, day_on=day_on)
