"""What the service tests share."""

from __future__ import annotations

from itertools import count
from pathlib import Path

import pytest

from db.database import Database, is_shared, sqlite_path
from services.context import Context
from tests.services.desk import BERLIN, START, Desk, HandClock, Post
from tests.services.full_life import HOME, MARA, TOMAS, FullLife
from tests.services.swap_room import Room


@pytest.fixture
async def desk(db: Database) -> Desk:
    """Mara in Berlin, who asked to be reminded, with a minute of her own: 20:00 (19:00 UTC). Her day ends at 03:00."""
    clock = HandClock()
    desk = Desk(Context(db, clock), clock, Post(clock), count(1000))
    await desk.zone(BERLIN)
    await desk.reminder(on=True)
    return desk


@pytest.fixture
def room(desk: Desk) -> Room:
    """Writers who swap, at Mara's desk."""
    return Room(desk)


@pytest.fixture
async def life(db: Database) -> FullLife:
    """Mara and Tomas, who have used everything, and Cleo, in one server."""
    life = FullLife(Context(db, HandClock()), HOME, START)
    await life.lead(MARA, "Mara")
    await life.lead(TOMAS, "Tomas")
    return life


@pytest.fixture
def url(database_url: str) -> str:
    """Where the tables are, for those who look at them from outside."""
    return database_url


@pytest.fixture
def path(url: str) -> Path:
    """The file itself."""
    if is_shared(url):
        pytest.skip("about SQLite's file, and the log beside it")
    return sqlite_path(url)
