"""Putting the next of a series on the schedule."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from db import schedule
from db.database import Connection
from db.schedule import Due


async def plan_first(tx: Connection, dues: Iterable[Due], later_than: datetime) -> Due:
    """Plan the first of an endless series, in order of time, that comes later than an instant and is not settled.

    It becomes the subject's only one of its kind.
    """
    for due in dues:
        if due.due_at > later_than and not await schedule.is_settled(tx, due):
            await schedule.plan_only(tx, due)
            return due
    raise ValueError("the series has an end")
