"""What a round of up to 5,000 members takes, and how many read somebody again within three rounds.

`python -m benchmarks.matching` plays consecutive rounds in servers of several sizes, with languages, tags and blocks
as a large server would have them, and holds the repeats against the fewest possible: none from ten members on (see
`rules/swaps/matching.py` for why), and in groups too small for that what trying every way gives. It ends with
status 1 when a limit is missed.
"""

from __future__ import annotations

import argparse
import random
import statistics
import sys
import time
from dataclasses import dataclass, field
from itertools import permutations

from benchmarks.report import Figure, report, say
from rules.swaps.matching import Joined, Pair, Round, match_round

ROUND_SECONDS = 2.0
NO_MORE_THAN_NEEDED = 0.0

SMALL = range(3, 9)
LARGE = (10, 100, 1_000, 5_000)
ROUNDS = 12
REMEMBERED = 3
LANGUAGES = ("en", "de", "es", "fr", "pt", "ja", "fi")
SHARES = (60, 12, 10, 8, 5, 4, 1)
TAGS = ("poem", "memoir", "crime", "fantasy", "essay", "romance", "history", "travel", "craft", "horror")
MEMBERS_PER_BLOCK = 10
"""One pair in which one has blocked the other for so many members; small groups have none."""


@dataclass(slots=True)
class Played:
    """The rounds of one server, what each took in seconds, and the repeats in them."""

    joined: list[Joined]
    blocked: list[Pair]
    rounds: list[Round] = field(default_factory=list)
    seconds: list[float] = field(default_factory=list)
    fewest_repeats: int = 0

    @property
    def recent(self) -> list[Pair]:
        """The pairs that the next round should not repeat."""
        return [pair for each in self.rounds[-REMEMBERED:] for pair in each.pairs]

    @property
    def repeats(self) -> int:
        """How often somebody read whom they had read within three rounds."""
        return sum(each.repeats for each in self.rounds)

    def play(self, seed: int) -> None:
        """Match the next round."""
        recent = self.recent
        began = time.perf_counter()
        found = match_round(self.joined, recent=recent, blocked=self.blocked, seed=seed)
        self.seconds.append(time.perf_counter() - began)
        self.rounds.append(found)


def server(size: int, blocks: int) -> Played:
    """Make a server in which everybody has joined, the same at every run."""
    chance = random.Random(size)
    joined = [
        Joined(number, chance.choices(LANGUAGES, SHARES)[0], tags=frozenset(chance.sample(TAGS, chance.randint(1, 3))))
        for number in range(size)
    ]
    return Played(joined, [Pair(*chance.sample(range(size), 2)) for _ in range(blocks)])


def fewest_repeats(size: int, recent: set[Pair]) -> int:
    """Try every way in which all of a small group could read, without mutual pairs; return the fewest repeats."""
    return min(
        sum(Pair(reader, author) in recent for reader, author in enumerate(author_of))
        for author_of in permutations(range(size))
        if all(reader not in (author, author_of[author]) for reader, author in enumerate(author_of))
    )


def measure_small() -> list[Figure]:
    """Play groups in which repeats can be forced; return how many there were, and how many more than had to be."""
    rows = []
    for size in SMALL:
        played = server(size, blocks=0)
        for number in range(ROUNDS):
            played.fewest_repeats += fewest_repeats(size, set(played.recent))
            played.play(number)
        share = played.repeats / (size * ROUNDS)
        more = (played.repeats - played.fewest_repeats) / (size * ROUNDS)
        rows += [
            Figure(f"{size} members: repeats", share * 100, "%"),
            Figure(f"{size} members: repeats above the fewest", more * 100, "%", NO_MORE_THAN_NEEDED, at_least=False),
        ]
    return rows


def measure_large() -> list[Figure]:
    """Play servers in which nobody need be repeated or left over; return what a round took and how it went."""
    rows = []
    for size in LARGE:
        say(f"{ROUNDS} rounds of {size:,} members")
        played = server(size, blocks=size // MEMBERS_PER_BLOCK)
        for number in range(ROUNDS):
            played.play(number)
        of_reads = 100 / (size * ROUNDS)
        by_id = {each.member_id: each for each in played.joined}
        reads = [(by_id[pair.reader_id], by_id[pair.author_id]) for each in played.rounds for pair in each.pairs]
        own_language = sum(reader.language == author.language for reader, author in reads)
        shared_tag = sum(not reader.tags.isdisjoint(author.tags) for reader, author in reads)
        left_over = sum(len(each.left_over) for each in played.rounds)
        rows += [
            Figure(f"{size:,} members: a round", statistics.median(played.seconds), "s"),
            Figure(f"{size:,} members: the slowest", max(played.seconds), "s", ROUND_SECONDS, at_least=False),
            Figure(f"{size:,} members: repeats", played.repeats * of_reads, "%", NO_MORE_THAN_NEEDED, at_least=False),
            Figure(f"{size:,} members: left over", left_over * of_reads, "%", NO_MORE_THAN_NEEDED, at_least=False),
            Figure(f"{size:,} members: own language read", own_language * of_reads, "%"),
            Figure(f"{size:,} members: a tag shared", shared_tag * of_reads, "%"),
        ]
    return rows


def main(arguments: list[str] | None = None) -> int:
    """Play every server and print the figures; return 1 when a limit is missed."""
    argparse.ArgumentParser(prog="python -m benchmarks.matching", description=__doc__).parse_args(arguments)
    say(f"{ROUNDS} rounds of {SMALL[0]} to {SMALL[-1]} members, each beside every other way")
    return report(f"{ROUNDS} consecutive rounds, {REMEMBERED} remembered", measure_small() + measure_large())


if __name__ == "__main__":
    sys.exit(main())
