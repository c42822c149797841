"""Rounds: rings, nobody left over or repeated without need, languages and tags together."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Collection
from dataclasses import replace
from itertools import combinations, permutations

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from rules.swaps.matching import Joined, Pair, Round, match_round
from tests.examples import examples

ROUNDS_REMEMBERED = 3

chances = st.integers(0, 2**32).map(random.Random)


def members(count: int) -> list[Joined]:
    return [Joined(number) for number in range(count)]


def pairs_of(*arcs: tuple[int, int]) -> set[Pair]:
    return {Pair(*arc) for arc in arcs}


def ring(*ids: int) -> set[Pair]:
    return pairs_of(*zip(ids, (*ids[1:], ids[0]), strict=True))


def back(pair: Pair) -> Pair:
    return Pair(pair.author_id, pair.reader_id)


def assert_rings(found: Round, joined: Collection[Joined], blocked: Collection[Pair] = ()) -> None:
    """Everyone is in one ring or left over; nobody has themselves, somebody blocked, or the one who has them."""
    readers = [pair.reader_id for pair in found.pairs]
    assert sorted([*readers, *found.left_over]) == sorted(each.member_id for each in joined)
    assert sorted(readers) == sorted(pair.author_id for pair in found.pairs)
    assert all(pair.reader_id != pair.author_id for pair in found.pairs)
    assert not {*found.pairs} & ({*blocked} | {back(pair) for pair in blocked})
    if len(joined) > 2:
        assert not {*found.pairs} & {back(pair) for pair in found.pairs}


def least(count: int, recent: Collection[Pair], blocked: Collection[Pair]) -> tuple[int, int]:
    """Try every way to read; return the fewest left over, and the fewest repeats with those."""
    best = (count, 0)
    author_of: dict[int, int] = {}

    def go_on(reader: int, left_over: int, repeats: int) -> None:
        nonlocal best
        if (left_over, repeats) >= best:
            return
        if reader == count:
            best = (left_over, repeats)
            return
        for author in set(range(count)) - set(author_of.values()):
            pair = Pair(reader, author)
            mutual = count > 2 and author != reader and author_of.get(author) == reader
            if mutual or pair in blocked or back(pair) in blocked:
                continue
            author_of[reader] = author
            go_on(reader + 1, left_over + (author == reader), repeats + (pair in recent))
            del author_of[reader]

    go_on(0, 0, 0)
    return best


@st.composite
def small_rounds(draw: st.DrawFn) -> tuple[int, set[Pair], set[Pair]]:
    """Up to eight members with any history and any blocks, from none to nearly all."""
    count = draw(st.integers(0, 8))
    chance = draw(chances)
    often, seldom = draw(st.sampled_from((0, 0.2, 0.5, 0.8, 0.95))), draw(st.sampled_from((0, 0.1, 0.3, 0.6)))
    arcs = [*permutations(range(count), 2)]
    recent = pairs_of(*(arc for arc in arcs if chance.random() < often))
    return count, recent, pairs_of(*(arc for arc in arcs if chance.random() < seldom))


@settings(max_examples=examples(400))
@given(small_rounds(), st.integers(0, 3))
def test_no_other_way_leaves_fewer_over_or_repeats_less(case: tuple[int, set[Pair], set[Pair]], seed: int) -> None:
    count, recent, blocked = case

    found = match_round(members(count), recent=recent, blocked=blocked, seed=seed)

    assert_rings(found, members(count), blocked)
    assert (len(found.left_over), found.repeats) == least(count, recent, blocked)
    assert found.repeats == len({*found.pairs} & recent)


@pytest.mark.parametrize(("count", "way"), [(0, set()), (1, set()), (2, ring(0, 1))])
def test_one_alone_is_left_over_and_two_read_each_other(count: int, way: set[Pair]) -> None:
    found = match_round(members(count))

    assert set(found.pairs) == way
    assert found.left_over == tuple(range(count if not way else 0))


@pytest.mark.parametrize("arc", [(0, 1), (1, 0)])
@pytest.mark.parametrize("count", [2, 3])
def test_a_block_holds_in_both_directions(count: int, arc: tuple[int, int]) -> None:
    """Of three with a block between two no ring is left, and from three on nobody is paired off."""
    found = match_round(members(count), blocked=[Pair(*arc)])

    assert found.left_over == tuple(range(count))


def test_four_with_a_block_go_around_it() -> None:
    found = match_round(members(4), blocked=[Pair(0, 1)])

    assert set(found.pairs) in (ring(0, 2, 1, 3), ring(0, 3, 1, 2))


def test_whoever_everyone_has_blocked_is_left_over_alone() -> None:
    found = match_round(members(300), blocked=[Pair(number, 7) for number in range(300) if number != 7])

    assert found.left_over == (7,)
    assert found.repeats == 0


def test_one_who_can_read_only_at_the_far_end_is_not_left_over() -> None:
    """Nobody at the own table will do: the tables come together."""
    joined = [Joined(number, "fr" if number < 30 else "en") for number in range(60)]
    blocked = [Pair(0, number) for number in range(1, 58)]

    found = match_round(joined, blocked=blocked)

    assert not found.left_over
    assert {pair.author_id for pair in found.pairs if pair.reader_id == 0} < {58, 59}


@st.composite
def planted_rounds(draw: st.DrawFn) -> tuple[list[Joined], list[Pair], list[Pair]]:
    """A ring that would do, among pairs mostly blocked or recent."""
    count = draw(st.integers(3, 16))
    chance = draw(chances)
    around = draw(st.permutations(range(count)))
    planted = ring(*around)
    kept = {frozenset((pair.reader_id, pair.author_id)) for pair in planted}
    blocked = [
        Pair(*two) for two in combinations(range(count), 2) if frozenset(two) not in kept and chance.random() < 0.9
    ]
    others = [Pair(*arc) for arc in permutations(range(count), 2) if Pair(*arc) not in planted]
    return members(count), [pair for pair in others if chance.random() < 0.5], blocked


@settings(max_examples=40)
@given(planted_rounds())
def test_the_only_ring_there_is_gets_found(case: tuple[list[Joined], list[Pair], list[Pair]]) -> None:
    joined, recent, blocked = case

    found = match_round(joined, recent=recent, blocked=blocked)

    assert_rings(found, joined, blocked)
    assert (found.left_over, found.repeats) == ((), 0)


@st.composite
def communities(draw: st.DrawFn) -> tuple[list[Joined], list[Pair]]:
    """From 1 to 200 members of any tongue; from twelve on, some have a block with up to two others."""
    count = draw(st.integers(1, 200))
    chance = draw(chances)
    tongues = draw(st.sampled_from((["en"], ["en", "de", "fr"], ["", "en", "ja"], [str(each) for each in range(100)])))
    joined = [
        Joined(
            chance.getrandbits(60),
            chance.choice(tongues),
            frozenset(chance.sample(tongues, chance.randint(0, min(2, len(tongues))))),
            frozenset(chance.sample(["poem", "memoir", "crime", "essay"], chance.randint(0, 3))),
        )
        for _ in range(count)
    ]
    blocks: Counter[int] = Counter()
    blocked = []
    for _ in range(count if count >= 12 else 0):
        one, other = chance.sample(joined, 2)
        if max(blocks[one.member_id], blocks[other.member_id]) < 2:
            blocks.update((one.member_id, other.member_id))
            blocked.append(Pair(one.member_id, other.member_id))
    return joined, blocked


@pytest.mark.slow
@pytest.mark.slow
@settings(max_examples=60)
@given(communities(), st.integers(0, 99))
@example((members(8), []), 0)
@example((members(200), []), 0)
def test_from_eight_on_round_after_round_brings_somebody_new(case: tuple[list[Joined], list[Pair]], seed: int) -> None:
    """With b blocks at most each, there is a ring without a repeat through any 8 + 2b or more."""
    joined, blocked = case
    rounds: list[tuple[Pair, ...]] = []
    for number in range(5):
        recent = [pair for pairs in rounds[-ROUNDS_REMEMBERED:] for pair in pairs]
        found = match_round(joined, recent=recent, blocked=blocked, seed=seed + number)
        assert_rings(found, joined, blocked)
        assert len(found.left_over) == (len(joined) == 1)
        assert found.repeats == len({*found.pairs} & {*recent})
        assert found.repeats == 0 or len(joined) < 8
        rounds.append(found.pairs)


@given(communities(), chances, st.integers())
@settings(max_examples=30)
def test_the_order_of_joining_and_of_tags_changes_nothing(
    case: tuple[list[Joined], list[Pair]], chance: random.Random, seed: int
) -> None:
    joined, blocked = case
    shuffled = chance.sample([replace(each, tags=frozenset(reversed([*each.tags]))) for each in joined], len(joined))

    assert match_round(shuffled, blocked=set(blocked), seed=seed) == match_round(joined, blocked=blocked, seed=seed)


def test_another_seed_is_another_round() -> None:
    assert len({match_round(members(20), seed=seed).pairs for seed in range(5)}) > 1


@pytest.mark.parametrize("sizes", [(3, 3), (3, 4, 5), (31, 33), (40, 3, 50), (100, 60)])
def test_languages_stay_together_where_there_are_three_or_more(sizes: tuple[int, ...]) -> None:
    joined = [
        Joined(1000 * size + number, f"tongue {size}{at}") for at, size in enumerate(sizes) for number in range(size)
    ]
    language = {each.member_id: each.language for each in joined}

    for seed in range(3):
        found = match_round(joined, seed=seed)
        assert all(language[pair.reader_id] == language[pair.author_id] for pair in found.pairs)


def test_who_reads_another_language_gets_it_rather_than_one_they_do_not_read() -> None:
    english = [Joined(number, "en") for number in range(6)]
    finn = Joined(6, "fi", frozenset({"fi", "en"}))
    bridge = Joined(7, "en", frozenset({"fi"}))

    for seed in range(5):
        assert Pair(7, 6) in match_round([*english, finn, bridge], seed=seed).pairs


def test_a_strange_language_is_better_than_a_repeat_or_nobody() -> None:
    joined = [Joined(0, "en"), Joined(1, "de"), Joined(2, "fr"), Joined(3, "it"), Joined(4, "fi")]

    found = match_round(joined, recent=ring(0, 1, 2, 3, 4))

    assert (found.left_over, found.repeats) == ((), 0)


def test_a_language_nobody_knows_is_no_obstacle() -> None:
    """Of three French and three unknown, those with the same tags come together, whatever the language."""
    poems, crimes = frozenset({"poem", "essay"}), frozenset({"crime", "horror"})
    joined = [
        *(Joined(number, language, tags=poems) for number, language in enumerate(("fr", "fr", ""))),
        *(Joined(number, language, tags=crimes) for number, language in enumerate(("fr", "", ""), start=3)),
    ]

    found = match_round(joined)

    assert all((pair.reader_id < 3) == (pair.author_id < 3) for pair in found.pairs)


def test_shared_tags_find_each_other() -> None:
    joined = [Joined(number, tags=frozenset({"poem" if number % 2 else "crime"})) for number in range(8)]

    found = match_round(joined)

    assert all(pair.reader_id % 2 == pair.author_id % 2 for pair in found.pairs)


def test_whoever_just_read_you_is_not_yours_to_read_where_another_way_is_left() -> None:
    before = ring(0, 1, 2, 3, 4)

    found = match_round(members(5), recent=before)

    assert not {*found.pairs} & (before | {back(pair) for pair in before})


def test_what_must_be_repeated_is_what_was_read_less() -> None:
    recent = [*ring(0, 1, 2), *ring(0, 2, 1), *ring(0, 2, 1)]

    for seed in range(4):
        assert set(match_round(members(3), recent=recent, seed=seed).pairs) == ring(0, 1, 2)


def test_those_who_left_do_not_matter() -> None:
    gone = [Pair(0, 77), Pair(77, 0), Pair(88, 99)]

    found = match_round(members(3), recent=gone, blocked=gone)

    assert len(found.pairs) == 3
