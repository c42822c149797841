"""A short year of swaps: no honest server stands still, and nobody is read more often for cheating."""

from __future__ import annotations

import pytest

from benchmarks.economy import BY_CHANCE, play
from benchmarks.economy_cheats import STRATEGIES, Strategy

WEEKS = 16


@pytest.mark.parametrize("members", [3, 4, 6, 12])
def test_no_honest_server_stands_without_an_offer_that_can_be_paid(members: int) -> None:
    year = play(members)

    assert year.days_stood == 0
    assert year.fewest_honest_reads >= 50  # of 52 weeks


@pytest.mark.parametrize("strategy", STRATEGIES, ids=lambda strategy: strategy.__name__)
@pytest.mark.parametrize("members", [3, 12])
def test_nobody_gets_more_out_of_honest_members_by_cheating(members: int, strategy: Strategy) -> None:
    year = play(members, strategy, days=7 * WEEKS)

    assert year.days_stood == 0
    assert year.cheats_reads <= WEEKS * BY_CHANCE
    assert year.gain <= BY_CHANCE
