"""What the service tests share."""

from __future__ import annotations

from itertools import count

import pytest

from db.database import Database
from services.context import Context
from tests.services.desk import (
    BERLIN,
    Desk,
    HandClock,
    Post,
)
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
