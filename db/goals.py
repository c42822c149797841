"""Goals: drafts, the goals themselves, their progress, milestones and waiting changes."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from db import codec, members, rows
from db.connection import Connection, Row, Tx
from db.queries import load_queries
from rules.goals.draft import DRAFTS_KEPT, Draft, GoalForm
from rules.goals.goal import Ending, Goal, PastRhythm, Target
from rules.goals.history import Step, Update, total_of
from rules.goals.reading.answers import GoalReading, Period
from rules.goals.sources import Count, Link, Source, count_links, in_unit

_sql = load_queries("goals")


def _write_reading(reading: GoalReading | None) -> str:
    if reading is None:
        return ""
    return json.dumps(rows.encode(rows.params(reading)))


def _read_reading(text: str) -> GoalReading | None:
    if not text:
        return None
    found: dict[str, Any] = json.loads(text)
    return GoalReading(
        amount=found["amount"],
        unit=found["unit"],
        start=found["start"],
        per=Period(found["per"]) if found["per"] else None,
        deadline=codec.text_to_day(found["deadline"]),
        begins=codec.text_to_day(found.get("begins")),  # drafts from before know neither this nor what follows
        is_gain=bool(found.get("is_gain")),
        is_promise=bool(found.get("is_promise")),
    )


def _write_form(form: GoalForm | None) -> str:
    return "" if form is None else json.dumps(rows.params(form))


async def add_draft(tx: Tx, draft: Draft) -> None:
    """Keep what was typed, and let go of the oldest that became nothing; a second time changes nothing."""
    reading, form = _write_reading(draft.reading), _write_form(draft.form)
    await _sql.add_draft(tx, **rows.params(draft), reading_json=reading, form_json=form)
    await _sql.drop_drafts(tx, member_id=draft.member_id, kept=DRAFTS_KEPT)


async def find_draft(connection: Connection, id: int) -> Draft | None:
    """Return a draft, closed or not."""
    row = await _sql.find_draft(connection, id=id)
    if row is None:
        return None
    form = GoalForm(**json.loads(row["form"])) if row["form"] else None
    return rows.read(Draft, row, reading=_read_reading(row["reading"]), form=form)


async def change_draft(tx: Tx, draft: Draft) -> None:
    """Keep a draft's new text and reading."""
    reading, form = _write_reading(draft.reading), _write_form(draft.form)
    await _sql.change_draft(tx, **rows.params(draft), reading_json=reading, form_json=form)


async def close_draft(tx: Tx, id: int, at: datetime) -> None:
    """Note that a draft became a goal or was let go."""
    await _sql.close_draft(tx, id=id, closed_at=at)


async def reopen_draft(tx: Tx, id: int) -> None:
    """Let a draft that was let go be confirmed after all."""
    await _sql.reopen_draft(tx, id=id)


async def add(tx: Tx, goal: Goal) -> bool:
    """Keep a new goal; False when that very draft has become a goal before."""
    return bool(await _sql.add(tx, **rows.params(goal), **rows.params(goal.target)))


async def find(connection: Connection, id: int, *, with_quiet: bool = True) -> Goal | None:
    """Return one goal, ended or not; as others see it, without what its owner wrote quietly."""
    found = [row async for row in _sql.find(connection, id=id, member_id=0, with_quiet=with_quiet)]
    return await _goal(connection, found[0], with_quiet=with_quiet) if found else None


async def running_of(connection: Connection, member_id: int, *, with_quiet: bool = True) -> list[Goal]:
    """Return the goals a member still pursues, oldest first; as others see them, without what they wrote quietly."""
    found = [row async for row in _sql.find(connection, id=0, member_id=member_id, with_quiet=with_quiet)]
    return [await _goal(connection, row, with_quiet=with_quiet) for row in found]


async def _goal(connection: Connection, row: Row, *, with_quiet: bool) -> Goal:
    """Return a goal; what the bot counted is in an outcome's total, while a rhythm's is looked up by the day."""
    goal = rows.read(Goal, row, target=rows.read(Target, row))
    if goal.source is None or goal.target.is_practice:
        return goal
    counts = await counts_of(connection, goal, with_quiet=with_quiet)
    days = [each.day_on for each in counts] + ([goal.updated_on] if goal.updated_on else [])
    told_at = codec.text_to_instant(row["told_at"])
    return replace(goal, total=total_of(goal.total, told_at, counts), updated_on=max(days, default=None))


async def counts_of(connection: Connection, goal: Goal, *, with_quiet: bool = True) -> list[Count]:
    """Return what the bot counted towards a goal, from its first day to its end.

    A start of its own is a total told as the goal was set: what was logged before is in it already.
    """
    if goal.source is None or goal.counted_from_on is None:
        return []
    from_on = max(goal.starts_on, goal.counted_from_on)
    everything = await counted(connection, goal.source, goal.member_id, from_on, with_quiet=with_quiet)
    found = in_unit(everything, goal.target.unit)
    return [
        each
        for each in found
        if each.day_on >= from_on
        and (goal.ended_at is None or each.counted_at <= goal.ended_at)
        and (not goal.target.start or each.counted_at > goal.set_at)
    ]


async def counted(
    connection: Connection, source: Source, member_id: int, from_on: date, *, with_quiet: bool = True
) -> list[Count]:
    """Return what the bot counted of a member; what they wrote for days before `from_on` may be left out."""
    entries = {"member_id": member_id, "with_quiet": with_quiet}
    match source:
        case Source.LINKS:
            return await _links(connection, member_id, with_quiet=with_quiet)
        case Source.READERS:
            return await _accepted(connection, member_id, _sql.accepted_of_author(connection, member_id=member_id))
        case Source.READS | Source.COMMENTS:
            return await _accepted(connection, member_id, _sql.accepted_of_reader(connection, member_id=member_id))
        case Source.WORDS:
            found = _sql.words(connection, from_on=from_on, **entries)
        case Source.MINUTES:
            found = _sql.minutes(connection, from_on=from_on, **entries)
        case Source.SESSIONS:
            found = _sql.sessions(connection, from_on=from_on, **entries)
        case Source.SUBMISSIONS:
            found = _sql.submissions(connection, member_id=member_id, from_on=from_on)
    return [rows.read(Count, row) async for row in found]


async def _accepted(connection: Connection, member_id: int, found: AsyncIterator[Row]) -> list[Count]:
    instants = [rows.value(datetime, row) async for row in found]
    owner = await members.find(connection, member_id)
    assert owner is not None
    return [Count(owner.today(at), at, 1) for at in instants]


async def _links(connection: Connection, member_id: int, *, with_quiet: bool) -> list[Count]:
    found = _sql.links_of_entries(connection, member_id=member_id, with_quiet=with_quiet)
    links = [rows.read(Link, row) async for row in found]
    owner = await members.find(connection, member_id)
    assert owner is not None
    async for row in _sql.links_of_pieces(connection, member_id=member_id):
        added_at = datetime.fromisoformat(row["added_at"])
        links.append(Link(row["link"], owner.today(added_at), added_at))
    return count_links(links)


async def has_counted(connection: Connection, member_id: int) -> bool:
    """Return whether a member pursues a goal that the bot counts by itself, alone or together."""
    return bool(await _sql.has_counted(connection, member_id=member_id))


async def count_from(tx: Tx, id: int, day: date) -> None:
    """Let the bot count a goal that was moved by hand, from a day on."""
    await _sql.count_from(tx, id=id, counted_from_on=day)


async def change(tx: Tx, old: Goal, text: str, target: Target, on: date) -> None:
    """Replace what a goal asks for from a day on; its progress stays, and a waiting change is dropped.

    Its time begins anew only when an outcome becomes a rhythm or the other way round.
    """
    if old.target.is_practice != target.is_practice:
        target = replace(target, starts_on=max(on, target.starts_on))
    await _sql.change(tx, id=old.id, text=text, **rows.params(target))
    await _sql.drop_easing(tx, goal_id=old.id)
    if old.target.per is not None:
        await _sql.add_past_rhythm(tx, goal_id=old.id, until_on=on, amount=old.target.amount, per=old.target.per)


async def ease(tx: Tx, id: int, text: str, target: Target, takes_effect_on: date) -> None:
    """Keep an easier version of a goal until its day comes; a later one replaces it."""
    await _sql.ease(tx, goal_id=id, text=text, takes_effect_on=takes_effect_on, **rows.params(target))


async def has_easings_due(connection: Connection, member_id: int, today: date) -> bool:
    """Return whether the day of an easier version has come that was not put into effect yet."""
    return bool([row async for row in _sql.easings_due(connection, member_id=member_id, today=today)])


async def apply_easings(tx: Tx, member_id: int, today: date) -> None:
    """Let the easier versions whose day has come take effect."""
    for row in [row async for row in _sql.easings_due(tx, member_id=member_id, today=today)]:
        old = await find(tx, row["goal_id"])
        assert old is not None
        target = rows.read(Target, row)
        await change(tx, old, row["text"], target, date.fromisoformat(row["takes_effect_on"]))


async def past_rhythms(connection: Connection, goal_id: int) -> list[PastRhythm]:
    """Return what a practice goal asked for before its changes, oldest first."""
    return [rows.read(PastRhythm, row) async for row in _sql.past_rhythms(connection, goal_id=goal_id)]


async def end(tx: Tx, id: int, ending: Ending, why: str, at: datetime) -> None:
    """End a goal; one already ended keeps its first ending."""
    await _sql.end(tx, id=id, ending=ending, why=why, ended_at=at)


async def reopen(tx: Tx, id: int) -> None:
    """Let a goal that was ended go on."""
    await _sql.reopen(tx, id=id)


async def set_asked(tx: Tx, id: int, day: date) -> None:
    """Note that the member was asked how the goal goes."""
    await _sql.set_asked(tx, id=id, asked_on=day)


async def add_update(tx: Tx, update: Update) -> bool:
    """Keep one step of progress; False when that very interaction has kept it before."""
    return bool(await _sql.add_update(tx, **rows.params(update)))


async def steps_by_day(connection: Connection, goal_id: int, *, with_quiet: bool = True) -> dict[date, float]:
    """Return what was added to a goal by hand on each day; as others see it, where that is asked for."""
    found = _sql.steps_by_day(connection, goal_id=goal_id, with_quiet=with_quiet)
    return {date.fromisoformat(row["day_on"]): row["added"] async for row in found}


async def history(connection: Connection, goal: Goal) -> list[Step]:
    """Return all that moved an outcome goal, in the order it was told."""
    told = [
        (datetime.fromisoformat(row["made_at"]), rows.read(Step, row))
        async for row in _sql.totals_told(connection, goal_id=goal.id)
    ]
    counted = await counts_of(connection, goal)
    told += [(each.counted_at, Step(each.day_on, each.amount, is_total=False)) for each in counted]
    return [step for _, step in sorted(told, key=lambda each: each[0])]


async def reach_milestone(tx: Tx, goal_id: int, percent: int, at: datetime) -> bool:
    """Claim a milestone's one celebration; False when it was reached before."""
    return bool(await _sql.add_milestone(tx, goal_id=goal_id, percent=percent, reached_at=at))


async def release_milestones(tx: Tx, goal_id: int, highest: int, since: datetime) -> None:
    """Let what lies above `highest`, and was reached `since`, be celebrated anew once it stands reached again."""
    await _sql.release_milestones(tx, goal_id=goal_id, highest=highest, since_at=since)
