"""A member's days in the services' own words: a hand-held clock, and a deliver function in Discord's place."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from db import schedule as schedule_db
from db.database import Database
from rules.schedule.due import Due
from services import members, streaks
from services.acts import Act
from services.context import Context
from services.reminder_times import REMINDER
from services.reminders import consent
from services.schedule import run as schedule
from services.streaks import EntryInput
from tests.kinds import KINDS

BERLIN, HELSINKI, TOKYO, NEW_YORK = (
    ZoneInfo(name) for name in ("Europe/Berlin", "Europe/Helsinki", "Asia/Tokyo", "America/New_York")
)
SERVER, MARA, TOMAS = 100, 1, 2
MONDAY = date(2026, 1, 5)
START = datetime(2026, 1, 5, 9, 0, tzinfo=UTC)
TICK = timedelta(minutes=5)


class HandClock:
    """A clock that stands until it is moved."""

    def __init__(self) -> None:
        self.at = START

    def now(self) -> datetime:
        return self.at


@dataclass
class Post:
    """Takes messages as Discord would, by nonce; `trouble` runs first and may raise."""

    clock: HandClock
    sent: list[tuple[datetime, Due, Any]] = field(default_factory=list)
    tried: list[Due] = field(default_factory=list)
    trouble: Callable[[Due], Awaitable[None]] | None = None

    async def __call__(self, due: Due, message: Any) -> None:
        self.tried.append(due)
        if self.trouble is not None:
            await self.trouble(due)
        self.sent.append((self.clock.now(), due, message))

    @property
    def kinds(self) -> list[tuple[str, str]]:
        """What was sent: kind and local date."""
        return [(due.kind, due.period[:10]) for _, due, _ in self.sent]


@dataclass
class Desk:
    """A member's day in the services' own words."""

    context: Context
    clock: HandClock
    post: Post
    ids: Iterator[int]

    def act(self, member_id: int = MARA) -> Act:
        return Act(next(self.ids), member_id, SERVER, 7, self.clock.at)

    async def tick(self) -> None:
        await schedule.run_due(self.context, KINDS, self.post)

    async def at(self, when: datetime) -> None:
        """Let the clock tick every five minutes until an instant; ticks that would find nothing are passed over."""
        while self.clock.at < when:
            due = await schedule.next_due_at(self.context) or when
            ticks = max(1, -(-(due - self.clock.at) // TICK))  # rounded up
            self.clock.at = min(when, self.clock.at + ticks * TICK)
            await self.tick()

    def jump(self, when: datetime) -> None:
        """Move the clock while the bot is off."""
        self.clock.at = when

    async def seen(self, member_id: int = MARA) -> None:
        """Let a member give a sign of life, as any command of theirs does."""
        member = await members.known(self.context, member_id)
        if member is not None:
            await consent.seen(self.context, member, self.clock.at)

    async def wrote(self, member_id: int = MARA, **said: Any) -> Any:
        await self.seen(member_id)
        return await streaks.record_entry(self.context, self.act(member_id), EntryInput(**said))

    async def zone(self, zone: ZoneInfo, member_id: int = MARA) -> None:
        await members.choose_zone(self.context, self.act(member_id), zone)

    async def reminder(
        self, member_id: int = MARA, *, on: bool | None = None, at: str | None = None, last_call: str | None = None
    ) -> consent.ReminderChosen:
        change = consent.read_change(at, on, last_call)
        return await consent.choose_reminder(self.context, self.act(member_id), change)

    async def outcomes(self) -> dict[tuple[str, str, str], int]:
        return await outcomes_in(self.context.db)

    async def waiting(self, kind: str = REMINDER, subject_id: int = MARA) -> Due | None:
        async with self.context.db.read() as connection:
            return await schedule_db.waiting(connection, kind, subject_id)


async def outcomes_in(db: Database) -> dict[tuple[str, str, str], int]:
    """Return how many things of a kind ended in a state for a reason."""
    async with db.read() as connection:
        found = await connection.fetch(
            "SELECT kind, state, reason, COUNT(*) AS count FROM due WHERE state <> 'waiting' GROUP BY 1, 2, 3"
        )
    return {(row["kind"], row["state"], row["reason"]): row["count"] for row in found}


def utc(day: int, hour: int, minute: int = 0, month: int = 1) -> datetime:
    return datetime(2026, month, day, hour, minute, tzinfo=UTC)


async def due_of(desk: Desk) -> Due:
    due = await desk.waiting()
    assert due is not None
    return due
