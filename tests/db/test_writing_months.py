"""The months that boards read say what the entries say, after anything that can happen to an entry."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from dataclasses import replace
from datetime import UTC, date, datetime
from itertools import count
from pathlib import Path
from random import Random

import aiosqlite

from db import migrations, streaks
from db.connection import Connection, Tx
from db.database import Database
from db.sqlite.connection import InThreadTx
from rules.streaks.entries import Entry

NOW = datetime(2026, 5, 20, 12, tzinfo=UTC)
MEMBERS = (1, 2)
DAYS = [date(2026, month, day) for month in (1, 2, 4) for day in (1, 2, 28)] + [date(2026, 1, 31)]


async def add_members(tx: Tx) -> None:
    for member_id in MEMBERS:
        insert = "INSERT INTO members (id, zone, since_on) VALUES (?, 'UTC', '2026-01-01')"
        await tx.execute(insert, (member_id,))


async def kept(connection: Connection) -> dict[tuple[int, str], tuple[int, int]]:
    """Return each member's months as they are kept, those without anything left out."""
    rows = await connection.fetch("SELECT member_id, month_on, days, open_words FROM writing_months")
    return {(row[0], row[1]): (row[2], row[3]) for row in rows if row[2]}


async def counted(connection: Connection) -> dict[tuple[int, str], tuple[int, int]]:
    """Return the same, counted entry by entry."""
    rows = await connection.fetch("SELECT member_id, day_on, words, quiet FROM entries WHERE undone_at IS NULL")
    found: dict[tuple[int, str], tuple[int, int]] = {}
    for member_id, day_on, words, quiet in rows:
        day = date.fromisoformat(day_on)
        month = member_id, day.replace(day=1).isoformat()
        days, open_words = found.get(month, (0, 0))
        found[month] = days | 1 << day.day, open_words + (0 if quiet else words)
    return found


def entry(random: Random, id: int) -> Entry:
    return Entry(
        id=id,
        member_id=random.choice(MEMBERS),
        server_id=None,
        day_on=random.choice(DAYS),
        words=random.randrange(900),
        minutes=0,
        note="",
        link="",
        late=False,
        quiet=random.random() < 0.3,
        logged_at=NOW,
    )


async def test_months_follow_every_entry(db: Database) -> None:
    random, ids = Random(7), count(1)

    async def step(tx: Tx) -> bool:
        new = entry(random, next(ids))
        await streaks.add_entry(tx, new)
        await streaks.add_entry(tx, new)  # a repeat logs nothing, and counts nothing
        some = random.randint(1, new.id)
        what = random.randrange(4)
        if what == 0:
            await streaks.change_entry(tx, replace(new, id=some, words=random.randrange(900)))
        elif what < 3:
            await streaks.set_undone(tx, some, NOW if what == 1 else None)
        return await kept(tx) == await counted(tx)

    await db.write(add_members)
    assert all([await db.write(step) for _ in range(300)])


async def test_a_database_from_before_the_months_gets_them(tmp_path: Path) -> None:
    path, random = tmp_path / "old.db", Random(3)
    old = await aiosqlite.connect(path, isolation_level=None)
    await migrations.upgrade(old, up_to=1)
    await old.close()
    with closing(sqlite3.connect(path)) as file, file:
        file.row_factory = sqlite3.Row
        tx = InThreadTx(file)
        await add_members(tx)
        for number in range(1, 60):
            await streaks.add_entry(tx, entry(random, number))
        await streaks.set_undone(tx, 5, NOW)

    db = await Database.open(f"sqlite:///{path}")
    async with db.read() as connection:
        assert await kept(connection) == await counted(connection) != {}
    await db.close()
