"""Who is on a server's boards, and the sums they show."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from db.database import Connection, load_queries
from rules.calendar import local_day
from rules.plans import Pause, Plan, PlanKind, Unit, unit_start
from rules.streaks import History, promises_begin_on

_sql = load_queries("leaderboards")


@dataclass(frozen=True, slots=True)
class Writer:
    """A member on a board: their local day at the instant asked about, and what they wrote and promised."""

    id: int
    today: date
    history: History


async def writers(connection: Connection, server_id: int, at: datetime, first: date, last: date) -> list[Writer]:
    """Return a server's present members who did not opt out, with their days from `first` to `last`.

    The days reach back to the start of the week or month that `first` lies in, where a promise may depend on them.
    Rests are left out: they change no number on a board. It takes four queries, however many members there are.
    """
    plans: defaultdict[int, list[Plan]] = defaultdict(list)
    async for member_id, kind, from_on, asked_from_on, times in _sql.shown_plans(connection, server_id=server_id):
        plan = Plan(PlanKind(kind), date.fromisoformat(from_on), date.fromisoformat(asked_from_on), times)
        plans[member_id].append(plan)
    pauses: defaultdict[int, list[Pause]] = defaultdict(list)
    async for member_id, from_on, to_on in _sql.shown_pauses(connection, server_id=server_id):
        pauses[member_id].append(Pause(date.fromisoformat(from_on), date.fromisoformat(to_on)))
    days: defaultdict[int, list[date]] = defaultdict(list)
    week_on = unit_start(Unit.WEEK, first)
    found = _sql.shown_days(
        connection,
        server_id=server_id,
        week_on=week_on.isoformat(),
        month_on=unit_start(Unit.MONTH, week_on).isoformat(),
        last_on=last.isoformat(),
    )
    async for member_id, day_on in found:
        days[member_id].append(date.fromisoformat(day_on))
    shown: list[Writer] = []
    today_of: dict[tuple[str, int], date] = {}
    async for member_id, zone, day_end_hour, joined_on, first_entry_on in _sql.shown_members(
        connection, server_id=server_id
    ):
        clock = (zone, day_end_hour)
        if clock not in today_of:
            today_of[clock] = local_day(at, ZoneInfo(zone), day_end_hour)
        first_entry = set() if first_entry_on is None else {date.fromisoformat(first_entry_on)}
        history = History(
            entry_days=frozenset(days[member_id]),
            since_on=promises_begin_on(date.fromisoformat(joined_on), first_entry, plans[member_id]),
            plans=tuple(plans[member_id]),
            pauses=tuple(pauses[member_id]),
        )
        shown.append(Writer(member_id, today_of[clock], history))
    return shown


async def words_between(connection: Connection, server_id: int, first: date, last: date) -> dict[int, int]:
    """Return the words that a server's shown members logged openly for days from `first` to `last`."""
    rows = _sql.words_between(connection, server_id=server_id, first_on=first.isoformat(), last_on=last.isoformat())
    return {row[0]: int(row[1]) async for row in rows}


async def written_between(connection: Connection, server_id: int, first: date, last: date) -> tuple[int, int]:
    """Return a server's words and how many members wrote, for days from `first` to `last`."""
    row = await _sql.written_between(
        connection, server_id=server_id, first_on=first.isoformat(), last_on=last.isoformat()
    )
    return int(row[0]), int(row[1])
