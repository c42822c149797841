"""Who is on a server's boards, and the sums they show."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from zoneinfo import ZoneInfo

from db.connection import Connection
from db.queries import load_queries
from rules.calendar import local_day, month_start, week_start
from rules.leaderboards import BoardLog
from rules.streaks.day_bits import month_shift
from rules.streaks.plans import Pause, Plan, PlanKind
from rules.streaks.streak import promises_begin_on

_sql = load_queries("leaderboards")


@lru_cache(maxsize=1024)
def _shift(month_on: str) -> int:
    return month_shift(date.fromisoformat(month_on))


@dataclass(frozen=True, slots=True)
class Writer:
    """A member on a board: their local day at the instant asked about, and what they wrote and promised."""

    id: int
    today: date
    log: BoardLog


async def writers(connection: Connection, server_id: int, at: datetime, first: date) -> list[Writer]:
    """Return a server's present members who did not opt out, with the days they wrote on from `first` on.

    The days reach back to the start of the week or month that `first` lies in, where a promise may depend on them.
    It takes four queries, however many members there are.
    """
    plans: defaultdict[int, list[Plan]] = defaultdict(list)
    async for member_id, kind, from_on, asked_from_on, times in _sql.shown_plans(connection, server_id=server_id):
        plan = Plan(PlanKind(kind), date.fromisoformat(from_on), date.fromisoformat(asked_from_on), times)
        plans[member_id].append(plan)
    pauses: defaultdict[int, list[Pause]] = defaultdict(list)
    async for member_id, from_on, to_on in _sql.shown_pauses(connection, server_id=server_id):
        pauses[member_id].append(Pause(date.fromisoformat(from_on), date.fromisoformat(to_on)))
    written: defaultdict[int, int] = defaultdict(int)
    first_month = month_start(week_start(first)).isoformat()
    months = _sql.shown_months.sql, {"server_id": server_id, "first_on": first_month}
    # Fetched at once: twelve rows a member are too many to take one by one while somebody waits.
    for member_id, month_on, days in await connection.fetch(*months):
        written[member_id] |= days << _shift(month_on)
    shown: list[Writer] = []
    today_of: dict[tuple[str, int], date] = {}
    members = _sql.shown_members(connection, server_id=server_id)
    async for member_id, zone, day_end_hour, joined_on, first_entry_on in members:
        clock = (zone, day_end_hour)
        if clock not in today_of:
            today_of[clock] = local_day(at, ZoneInfo(zone), day_end_hour)
        first_entry = set() if first_entry_on is None else {date.fromisoformat(first_entry_on)}
        log = BoardLog(
            written=written[member_id],
            since_on=promises_begin_on(date.fromisoformat(joined_on), first_entry, plans[member_id]),
            plans=tuple(plans[member_id]),
            pauses=tuple(pauses[member_id]),
        )
        shown.append(Writer(member_id, today_of[clock], log))
    return shown


async def words_of_days(connection: Connection, server_id: int, first: date, last: date) -> dict[int, int]:
    """Return the words that a server's shown members logged openly for days from `first` to `last`."""
    rows = _sql.words_of_days(connection, server_id=server_id, first_on=first.isoformat(), last_on=last.isoformat())
    return {row[0]: int(row[1]) async for row in rows}


async def words_of_months(connection: Connection, server_id: int, first: date, last: date) -> dict[int, int]:
    """Return the same for whole months, from the one `first` lies in to the one `last` lies in."""
    first_on, last_on = month_start(first).isoformat(), month_start(last).isoformat()
    rows = _sql.words_of_months(connection, server_id=server_id, first_on=first_on, last_on=last_on)
    return {row[0]: int(row[1]) async for row in rows}


async def written_between(connection: Connection, server_id: int, first: date, last: date) -> tuple[int, int]:
    """Return a server's words and how many members wrote, for days from `first` to `last`."""
    row = await _sql.written_between(
        connection, server_id=server_id, first_on=first.isoformat(), last_on=last.isoformat()
    )
    return int(row[0]), int(row[1])
