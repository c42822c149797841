"""Who reads whom in a round: directed rings in which everyone reads one member and is read by one other.

Promised, in this order: nobody blocked and no mutual pair (two alone read each other), as few left over as can be, as
few repeats as can be. Languages, earlier meetings and tags come after that, as well as they can be had.
- Up to LARGEST_TABLE members this is exact, within the limit that `rules.rings` states.
- More sit at tables, each a round of its own; one with a repeat or somebody left over takes in another. Where everybody
  can freshly read, and be read by, at least half of a table, a ring goes through all (Ghouila-Houri 1960); three rounds
  take three from either side. So while nobody is blocked with more than LARGEST_TABLE / 2 - 4 others, there is a way
  without either, within the same limit. Beyond that, members may be left over who need not be.
"""

from __future__ import annotations

import random
from collections import Counter, defaultdict, deque
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from rules.swaps.rings import CLOSED, cheapest_rings

TABLE = 16
LARGEST_TABLE = 96

# What is avoided, in points. At a whole table one repeat outweighs all that is above it, one left over all repeats.
MISSING_TAG = 1
MET_BEFORE = 10
OTHER_LANGUAGE = 100
REPEAT = 10**6
LEFT_OVER = 10**9
MOST_TAGS = 3
MOST_MEETINGS = 9


@dataclass(frozen=True, slots=True)
class Joined:
    """A member of a round; `language` is that of the piece offered ("" when unknown), `reads` those they read.

    Without `reads` they read the language of their own piece.
    """

    member_id: int
    language: str = ""
    reads: frozenset[str] = frozenset()
    tags: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Pair:
    """Who reads whom."""

    reader_id: int
    author_id: int


@dataclass(frozen=True, slots=True)
class Round:
    """The pairs of a round, whom nobody could be found for, and how many of the pairs are recent ones again."""

    pairs: tuple[Pair, ...]
    left_over: tuple[int, ...]
    repeats: int


@dataclass(frozen=True, slots=True)
class TakingPart:
    """A member of a round, the languages they read, and the piece of theirs that will be read."""

    member_id: int
    reads: tuple[str, ...]
    piece_id: int
    language: str
    tags: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class MyRound:
    """What a round brought one member: the read it gave them, and who reads them."""

    read_id: int | None
    reader_id: int | None


def match_round(
    joined: Sequence[Joined], *, recent: Collection[Pair] = (), blocked: Collection[Pair] = (), seed: int = 0
) -> Round:
    """Return who reads whom; the same for the same members and seed, in whatever order they come.

    `recent` holds the pairs of the rounds not to be repeated; a pair in `blocked` is kept apart in both directions.
    """
    chance = random.Random(seed)
    relations = _Relations(recent, blocked)
    members = relations.placeable(sorted(joined, key=lambda each: each.member_id))
    chance.shuffle(members)
    # Members who share a language sit together, and among them those who share a tag.
    members.sort(key=lambda each: (each.language, chance.choice(sorted(each.tags)) if each.tags else ""))
    pairs = sorted(_pairs(members, relations), key=lambda pair: pair.reader_id)
    left_over = {each.member_id for each in joined} - {pair.reader_id for pair in pairs}
    return Round(tuple(pairs), tuple(sorted(left_over)), sum(map(relations.is_repeat, pairs)))


def _pairs(members: list[Joined], relations: _Relations) -> list[Pair]:
    """Match table by table; one with a repeat or somebody left over takes in the next, and the last the one before."""
    waiting = deque(_tables(members))
    done: list[tuple[list[Joined], list[Pair]]] = []
    while waiting:
        table = waiting.popleft()
        pairs = _match_table(table, relations)
        settled = len(pairs) == len(table) and not any(map(relations.is_repeat, pairs))
        if settled or len(table) >= LARGEST_TABLE or not (waiting or done):
            done.append((table, pairs))
        else:
            waiting.appendleft(table + (waiting.popleft() if waiting else done.pop()[0]))
    return [pair for _, pairs in done for pair in pairs]


def _match_table(table: list[Joined], relations: _Relations) -> list[Pair]:
    author_of = cheapest_rings([[relations.cost(reader, author) for author in table] for reader in table], REPEAT)
    members = enumerate(author_of)
    return [Pair(table[reader].member_id, table[author].member_id) for reader, author in members if reader != author]


def _tables(members: list[Joined]) -> Iterator[list[Joined]]:
    """Yield tables of TABLE to twice as many, cut between two languages where that can be."""
    if len(members) < 2 * TABLE:
        yield members
        return
    cut = min(
        range(TABLE, len(members) - TABLE + 1),
        key=lambda at: (members[at - 1].language == members[at].language, abs(at - len(members) // 2)),
    )
    yield from _tables(members[:cut])
    yield from _tables(members[cut:])


class _Relations:
    """What members are to each other: who read whom lately, who is blocked."""

    def __init__(self, recent: Collection[Pair], blocked: Collection[Pair]) -> None:
        self._times_read = Counter((pair.reader_id, pair.author_id) for pair in recent)
        self._blocks: defaultdict[int, set[int]] = defaultdict(set)
        for pair in blocked:
            self._blocks[pair.reader_id].add(pair.author_id)
            self._blocks[pair.author_id].add(pair.reader_id)

    def is_repeat(self, pair: Pair) -> bool:
        return (pair.reader_id, pair.author_id) in self._times_read

    def placeable(self, members: list[Joined]) -> list[Joined]:
        """Return those who have two others left to be read by and to read; for one of two alone, the other is both.

        The rest can be in no ring, and a search that need not try them stays short.
        """
        least = 2 if len(members) > 2 else 1
        remaining = {each.member_id for each in members}
        while lonely := {
            each for each in remaining if len(remaining) - 1 - len(remaining & self._blocks[each]) < least
        }:
            remaining -= lonely
        return [each for each in members if each.member_id in remaining]

    def cost(self, reader: Joined, author: Joined) -> int:
        """Return what it costs that one reads the other, in points; by themselves they are left over."""
        there, back = (reader.member_id, author.member_id), (author.member_id, reader.member_id)
        if reader is author:
            return LEFT_OVER
        if author.member_id in self._blocks[reader.member_id]:
            return CLOSED
        points = MISSING_TAG * max(MOST_TAGS - len(reader.tags & author.tags), 0)
        # A language that is not known is no obstacle.
        if author.language and (reader.reads or {reader.language}).isdisjoint({author.language, ""}):
            points += OTHER_LANGUAGE
        # To read the same member again weighs twice what being read back does, so the longest ago comes first.
        points += MET_BEFORE * min(2 * self._times_read[there] + self._times_read[back], MOST_MEETINGS)
        return points + REPEAT if there in self._times_read else points
