"""What is told of a streak that a late entry mends: the entry itself, or a freeze that it set free."""

import pytest

from rules.streaks.changes import FreezeUsed, RunHeld, RunRepaired, changes
from rules.streaks.plans import Unit
from rules.streaks.streak import Frozen, streak
from tests.rules.test_streaks import SEVEN, day, drawn, written


@pytest.mark.parametrize(
    ("picture", "late"),
    [(SEVEN + ".#.#", 8), (".######.#", 1)],
    ids=["given back for the day that ended it", "earned in time for it"],
)
def test_where_a_freeze_holds_the_streak_again_the_entry_is_not_said_to_join_it(picture: str, late: int) -> None:
    history, today = drawn(picture)
    before, after = streak(history, today), streak(written(history, day(late)), today)
    assert before.broken_on is not None
    assert after.broken_on is None
    held = FreezeUsed(Frozen(before.broken_on, before.broken_on, 1))
    told = changes(before, after)
    assert held in told
    assert told[-1] == RunHeld(after.current, Unit.DAY)
    assert not any(isinstance(each, RunRepaired) for each in told)


def test_a_day_filled_beside_one_that_a_freeze_covers_joins_the_streak() -> None:
    history, today = drawn(SEVEN + "..#")
    told = changes(streak(history, today), streak(written(history, day(9)), today))
    assert told == (RunRepaired(9, Unit.DAY),)
