"""The laws of credits: what is passed on, the few that are new, and who can spend theirs."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules.swaps.credits import (
    LONGEST_RING,
    NotEnoughCredits,
    Purse,
    StartNotOpen,
    are_strangers,
    check_payment,
    credits_earned,
    offer_cost,
)
from rules.swaps.limits import TooManyOffers, TooManyReads, check_held, check_offers

MONDAY = datetime(2026, 1, 5, tzinfo=UTC)
BEFORE, AFTER = MONDAY - timedelta(days=2), MONDAY + timedelta(days=2)

members = st.integers(1, 6)
read_by = st.sets(st.tuples(members, members).filter(lambda pair: pair[0] != pair[1]))


@pytest.mark.parametrize(
    ("open_pieces", "is_line_empty", "cost"),
    [(0, True, 0), (0, False, 1), (1, True, 2), (1, False, 2), (3, False, 2)],
)
def test_what_an_offer_costs(open_pieces: int, is_line_empty: bool, cost: int) -> None:
    assert offer_cost(open_pieces, is_line_empty=is_line_empty) == cost


@given(st.integers(0, 3_000), st.booleans(), st.booleans())
def test_an_accepted_read_pays_one_and_a_second_only_for_a_long_one_on_a_known_text_between_strangers(
    own_words: int, is_text_known: bool, are_strangers: bool
) -> None:
    earned = credits_earned(own_words, is_text_known=is_text_known, are_strangers=are_strangers)

    assert earned == 1 + (own_words >= 300 and is_text_known and are_strangers)


@pytest.mark.parametrize(
    ("lately", "strangers"),
    [
        ([], True),
        ([(2, 3), (3, 4), (1, 5)], True),  # what others read of others is not between the two
        ([(1, 2)], False),
        ([(2, 1)], False),
        ([(2, 3), (3, 1)], False),
        ([(2, 3), (3, 4), (4, 1)], False),
        ([(2, 3), (3, 4), (4, 5), (5, 1)], True),  # five are a server, not a ring
    ],
)
def test_strangers_have_not_read_each_other_nor_in_a_ring(lately: list[tuple[int, int]], strangers: bool) -> None:
    assert are_strangers(1, 2, lately) is strangers


@given(members, members, read_by)
def test_more_reading_makes_nobody_strangers_again(reader: int, author: int, lately: set[tuple[int, int]]) -> None:
    if are_strangers(reader, author, lately):
        assert all(are_strangers(reader, author, lately - {each}) for each in lately)
        assert (author, reader) not in lately


@given(st.permutations(range(1, LONGEST_RING + 1)))
def test_in_a_ring_nobody_earns_a_second_credit_once_it_is_closed(ring: list[int]) -> None:
    closed = {(reader, ring[number - 1]) for number, reader in enumerate(ring)}

    assert not any(are_strangers(reader, author, closed) for reader in ring for author in ring if reader != author)


@given(st.builds(Purse, balance=st.integers(0, 9), reads_given=st.integers(0, 2), days_shown=st.integers(0, 3)))
def test_nobody_spends_what_they_do_not_have_and_a_newcomer_only_what_they_earned(purse: Purse) -> None:
    assert 0 <= purse.spendable <= purse.balance
    assert purse.spendable == (purse.balance if purse.is_open else max(0, purse.balance - 2))
    for cost in range(3):
        if cost <= purse.spendable:
            check_payment(purse, cost)
        else:
            with pytest.raises(NotEnoughCredits if purse.balance < cost else StartNotOpen):
                check_payment(purse, cost)


@pytest.mark.parametrize(
    ("reads_given", "days_shown", "is_open"), [(0, 0, False), (0, 2, False), (0, 3, True), (1, 0, True)]
)
def test_three_days_of_showing_up_or_a_first_read_open_the_credits_to_start_with(
    reads_given: int, days_shown: int, is_open: bool
) -> None:
    assert Purse(2, reads_given=reads_given, days_shown=days_shown).is_open is is_open


@pytest.mark.parametrize(
    ("purse", "gets_one"),
    [
        (Purse(0, booked_at=BEFORE, read_at=BEFORE), True),
        (Purse(1, booked_at=BEFORE, read_at=BEFORE), False),  # has one
        (Purse(0, booked_at=AFTER, read_at=BEFORE), False),  # spent the last only this week
        (Purse(0, booked_at=BEFORE, read_at=BEFORE, on_the_way=1), False),
        (Purse(0, booked_at=BEFORE), False),  # has read nobody
        (Purse(0, booked_at=BEFORE, mondays_at=BEFORE, read_at=BEFORE - timedelta(days=1)), False),  # not since
        (Purse(0, booked_at=BEFORE, mondays_at=BEFORE - timedelta(days=3), read_at=BEFORE), True),
    ],
)
def test_who_gets_mondays_credit(purse: Purse, gets_one: bool) -> None:
    assert purse.gets_mondays(MONDAY) is gets_one


def _next_on(offered_on: list[date], today: date) -> date:
    try:
        check_offers(offered_on, today)
    except TooManyOffers as full:
        return full.next_on
    return today


@given(st.lists(st.integers(0, 400), max_size=60))
def test_four_offers_fit_into_any_four_weeks_and_one_a_week_for_ever(tries: list[int]) -> None:
    first = date(2026, 1, 5)
    taken: list[date] = []
    for today in (first + timedelta(days=day) for day in sorted(tries)):
        next_on = _next_on(taken, today)
        assert _next_on(taken, next_on) == next_on >= today
        taken += [today] if next_on == today else []
    for each in taken:
        assert sum(timedelta() <= day - each < timedelta(days=28) for day in taken) <= 4
    check_offers([first + timedelta(weeks=week) for week in range(52)], first + timedelta(weeks=52))


@pytest.mark.parametrize(
    ("held", "waiting", "may"),
    [(0, 1, True), (0, 3, True), (1, 2, False), (1, 3, True), (2, 4, True), (2, 3, False), (3, 90, False)],
)
def test_half_of_what_there_is_to_read_is_for_the_others(held: int, waiting: int, may: bool) -> None:
    if may:
        check_held(held, waiting)
    else:
        with pytest.raises(TooManyReads):
            check_held(held, waiting)
