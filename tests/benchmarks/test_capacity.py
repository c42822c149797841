"""The arithmetic of docs/capacity.md."""

from __future__ import annotations

import random
from collections import Counter

import pytest

from benchmarks.capacity import FAVOURITES, due_minutes, lateness, minutes_ahead, where_people_live


def test_each_waits_for_those_before_it_and_for_no_others() -> None:
    assert lateness(Counter({10: 3, 20: 1}), 30.0) == [30.0, 60.0, 90.0, 30.0]
    assert lateness(Counter({10: 3, 11: 1}), 30.0) == [30.0, 60.0, 90.0, 60.0]


def test_reminders_fall_due_in_the_evening_of_each_zone() -> None:
    due = due_minutes({"Asia/Tokyo": 1.0}, 5_000, 0.0, random.Random(1), FAVOURITES)
    assert due.total() == 5_000
    assert (min(due), max(due)) == (19 * 60 + 30 - minutes_ahead("Asia/Tokyo"), 20 * 60 + 30 - 9 * 60)


def test_the_zones_are_the_worlds() -> None:
    shares = where_people_live()
    assert sum(shares.values()) == pytest.approx(1.0)
    assert len(shares) > 200
