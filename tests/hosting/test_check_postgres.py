"""`python bot.py check` on a PostgreSQL: looked at, and left as it was."""

from __future__ import annotations

import pytest

from clock import SystemClock
from db.database import is_shared
from hosting.check import database
from hosting.check.finding import Finding, Grade
from settings import Settings


def at_postgresql(url: str) -> Finding:
    (found,) = database.findings(Settings(database_url=url), SystemClock().now())
    return found


def test_a_postgresql_that_is_away_is_for_later() -> None:
    assert at_postgresql("postgresql://bot@127.0.0.1:1/bot").grade is Grade.LATER


def test_a_postgresql_is_looked_at_and_one_that_does_not_exist_named(database_url: str) -> None:
    if not is_shared(database_url):
        pytest.skip("needs a PostgreSQL: --engine postgresql")

    assert "is sound, at version" in at_postgresql(database_url).what
    assert at_postgresql(f"{database_url}_of_nobody").grade is Grade.MEND
