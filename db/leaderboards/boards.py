"""Who is on a server's boards, and the sums they show."""

from __future__ import annotations

from collections import defaultdict
from datetime import date, datetime
from functools import lru_cache
from zoneinfo import ZoneInfo

from db import rows
from db.connection import Connection, Row
from db.queries import load_queries
from rules.kit.calendar import local_day, month_start, week_start
from rules.leaderboards import COUNTED, BoardLog, Writer
from rules.streaks.day_bits import month_shift
from rules.streaks.plans import Pause, Plan
from rules.streaks.streak import promises_begin_on

_sql = load_queries("leaderboards/boards")


@lru_cache(maxsize=1024)
def _shifts(months: str) -> tuple[int, ...]:
    return tuple(month_shift(date.fromisoformat(month_on)) for month_on in months.split(","))


# A member's months are the same text until they write again.
@lru_cache(maxsize=COUNTED)
def _written(months: str, days: str) -> int:
    return sum(int(each) << shift for each, shift in zip(days.split(","), _shifts(months), strict=True))


async def writers(connection: Connection, server_id: int, at: datetime, first: date) -> list[Writer]:
    """Return a server's present members who did not opt out, with the days they wrote on from `first` on.

    The days reach back to the start of the week or month that `first` lies in, where a promise may depend on them.
    It takes three queries, however many members there are.
    """
    plans: defaultdict[int, list[Plan]] = defaultdict(list)
    async for row in _sql.shown_plans(connection, server_id=server_id):
        plans[row["member_id"]].append(rows.read(Plan, row))
    pauses: defaultdict[int, list[Pause]] = defaultdict(list)
    async for row in _sql.shown_pauses(connection, server_id=server_id):
        pauses[row["member_id"]].append(rows.read(Pause, row))
    shown: list[Writer] = []
    today_of: dict[tuple[str, int], date] = {}
    first_month = month_start(week_start(first))
    async for row in _sql.shown_members(connection, server_id=server_id, first_on=first_month):
        member_id = row["id"]
        clock = (row["zone"], row["day_end_hour"])
        if clock not in today_of:
            today_of[clock] = local_day(at, ZoneInfo(row["zone"]), row["day_end_hour"])
        log = BoardLog(
            written=_written(row["months"], row["days"]) if row["months"] else 0,
            since_on=_since(row, plans[member_id]),
            plans=tuple(plans[member_id]),
            pauses=tuple(pauses[member_id]),
        )
        shown.append(Writer(member_id, today_of[clock], log))
    return shown


def _since(row: Row, plans: list[Plan]) -> date:
    first = row["first_entry_on"]
    written = set() if first is None else {date.fromisoformat(first)}
    return promises_begin_on(date.fromisoformat(row["since_on"]), written, plans)


async def words_of_days(connection: Connection, server_id: int, first: date, last: date) -> dict[int, int]:
    """Return the words that a server's shown members logged openly for days from `first` to `last`."""
    found = _sql.words_of_days(connection, server_id=server_id, first_on=first, last_on=last)
    return {row["member_id"]: row["words"] async for row in found}


async def words_of_months(connection: Connection, server_id: int, first: date, last: date) -> dict[int, int]:
    """Return the same for whole months, from the one `first` lies in to the one `last` lies in."""
    first_on, last_on = month_start(first), month_start(last)
    found = _sql.words_of_months(connection, server_id=server_id, first_on=first_on, last_on=last_on)
    return {row["member_id"]: row["words"] async for row in found}


async def writers_between(connection: Connection, server_id: int, first: date, last: date) -> int:
    """Return how many of a server's shown members wrote from `first` to `last`, also quietly."""
    found: int = await _sql.writers_between(connection, server_id=server_id, first_on=first, last_on=last)
    return found
