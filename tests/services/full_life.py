"""Members who have used everything, so that every table has a row of theirs.

What there is to use stands with its feature, in `tests/features`.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import count
from typing import Any

from services import members
from services.acts import DEFAULT_ZONE, Act
from services.context import Context
from tests.engines import tables
from tests.features import collected, every
from tests.kinds import HOUSE

# Long as Discord's are: an id that is searched for is found nowhere by chance.
MARA, TOMAS, CLEO, DAN, ELSEWHERE = (555_000_000_000_000_000 + number for number in range(1, 6))
HOME, AWAY = 777_000_000_000_000_001, 777_000_000_000_000_002


@dataclass
class FullLife:
    """What members do in one server, an hour after the other, each in the services' own words."""

    context: Context
    server_id: int
    at: datetime
    ids: Any = field(default_factory=lambda: count(9_000_000))
    stories: Any = field(default_factory=lambda: count(1))

    def act(self, member_id: int, *, in_dm: bool = False) -> Act:
        self.at += timedelta(hours=1)
        server_id, channel_id = (None, 8) if in_dm else (self.server_id, 7)
        return Act(next(self.ids), member_id, server_id, channel_id, self.at)

    async def lead(self, member_id: int, name: str) -> None:
        """Let a member use everything they need nobody else for; `name` is in all they say.

        Each feature begins on the same morning, so that nothing hangs on how long another takes.
        """
        await members.choose_zone(self.context, self.act(member_id), DEFAULT_ZONE)  # by which the bot meets them
        morning = (self.at + timedelta(days=1)).replace(hour=5)
        ends = []
        for live in collected("live"):
            self.at = morning
            await live(self, member_id, f"said by {name}")
            ends.append(self.at)
        self.at = max(ends)

    async def meet(self, one: int, other: int, third: int) -> dict[str, Any]:
        """Let two members do to each other what can be done, in every state that lasts; return what came of it."""
        made: dict[str, Any] = {}
        for live_together in collected("live_together"):
            made |= await live_together(self, one, other, third)
        return made


def rows_with(url: str, wanted: int | str) -> dict[str, int]:
    """Return how many rows of each column of each table contain an id, or a text."""
    found = Counter(
        f"{name}.{column}"
        for name, rows in tables(url).items()
        for row in rows
        for column, value in row.items()
        if str(wanted) in str(value)
    )
    return dict(found)


def everything(url: str) -> dict[str, list[tuple[Any, ...]]]:
    """Return every row of every table, in order."""
    return {name: sorted((tuple(row.values()) for row in rows), key=repr) for name, rows in tables(url).items()}


def unfilled(url: str, member_id: int) -> list[str]:
    """Return the columns that name a member and do not name this one, and those of their rows that are empty."""
    named = rows_with(url, member_id)
    others = set(every("OTHER_IDS"))
    filled = {name for name, rows in everything(url).items() if rows}
    return [
        f"{kept.table}.{kept.column}"
        for kept in HOUSE.kept.columns
        if kept.table not in filled or (kept.column not in others and f"{kept.table}.{kept.column}" not in named)
    ]
