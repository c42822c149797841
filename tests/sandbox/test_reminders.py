"""The sixty days of `python -m sandbox reminders`, here the first of them."""

from __future__ import annotations

import io

import pytest

from sandbox import reminders


async def test_each_of_the_four_gets_what_they_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reminders, "DAYS", 9)
    out = io.StringIO()

    assert await reminders.tell(out) == 0
    silent, every_other_day, weekly, looker = out.getvalue().split("\n== ")[1:]
    assert silent.count("Your day ends at") == 5
    assert silent.count("[Wake me again]") == 1
    assert every_other_day.count("Your day ends at") == 4
    assert weekly.count("Your day ends at") == 0
    assert "Nothing came." in looker
