"""A year of swaps in servers of every size: does an honest one ever stand still, and do friends who cheat gain by it?

`python -m benchmarks.economy` plays the real rules (`credits`, `limits` and `offers` of `rules/swaps/`) day by day.
Every honest member reads one piece and offers one a week, when they can. Beside them a tenth more, at least two, try
one of the strategies of `benchmarks/economy_cheats.py`, as often as the rules let them. It ends with status 1 where a
server stands (somebody wants to offer, nobody can pay, and nothing is there to be read), or where somebody who cheats
is read by honest members more often than an honest member is by anybody.
"""

from __future__ import annotations

import argparse
import statistics
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta

from benchmarks.economy_cheats import STRATEGIES, Strategy
from benchmarks.economy_server import LONG, SHORT, START, Account, Server
from benchmarks.report import Figure, report, say

SIZES = (3, 4, 6, 12, 50, 200)
DAYS = 364
CHEATS_PER_MEMBER = 0.1
FEWEST_CHEATS = 2
# Honest members differ by as much among themselves.
BY_CHANCE = 1.05

LONG_COMMENTS = 0.1
GIVEN_BACK = 0.03
VERDICT_AFTER_DAYS = (0, 1, 3)


@dataclass(frozen=True, slots=True)
class Year:
    """What became of a server: the days on which it stood, and how often an account of either kind was read."""

    days_stood: int
    honest_reads: float
    fewest_honest_reads: int
    cheats_reads: int

    @property
    def gain(self) -> float:
        """Return what the best who cheats got out of honest members, beside what an honest member gets."""
        return self.cheats_reads / self.honest_reads


def play(honest: int, strategy: Strategy | None = None, days: int = DAYS) -> Year:
    """Play a year in one server, the same at every run."""
    cheats = max(FEWEST_CHEATS, round(honest * CHEATS_PER_MEMBER)) if strategy else 0
    server = Server(honest, cheats, seed=honest)
    weekdays = {member: (server.chance.randrange(7), server.chance.randrange(7)) for member in server.honest}
    to_read: set[Account] = set()
    to_offer: set[Account] = set()
    stood = 0
    for day in range(days):
        server.now = START + timedelta(days=day, hours=8)
        server.settle()
        to_read |= {member for member, (reads_on, _) in weekdays.items() if reads_on == day % 7}
        to_offer |= {member for member, (_, offers_on) in weekdays.items() if offers_on == day % 7}
        for members in halves(server):
            if strategy is not None:
                strategy(server)
            server.now += timedelta(hours=6)
            for member in members:
                live(server, member, to_read, to_offer)
        stood += bool(to_offer) and not server.open and not any(server.can_pay(member) for member in to_offer)
    reads = [member.reads_received for member in server.honest]
    return Year(
        stood, statistics.mean(reads), min(reads), max((each.read_by_honest for each in server.cheats), default=0)
    )


def halves(server: Server) -> Iterator[list[Account]]:
    """Return the honest members in the order of the day, some before noon and some after."""
    members = server.honest.copy()
    server.chance.shuffle(members)
    half = (len(members) + 1) // 2
    yield members[:half]
    yield members[half:]


def live(server: Server, member: Account, to_read: set[Account], to_offer: set[Account]) -> None:
    """Let an honest member do what they meant to do this week, as far as it goes today."""
    piece = server.next_piece(member) if member in to_read else None
    if piece is not None and server.begin(member, piece):
        if server.chance.random() < GIVEN_BACK:
            server.give_back(piece)
        else:
            own_words = LONG if server.chance.random() < LONG_COMMENTS else SHORT
            server.finish(piece, own_words, server.chance.choice(VERDICT_AFTER_DAYS))
            to_read.discard(member)
    has_one_out = any(piece.author is member for piece in server.open)
    if member in to_offer and not has_one_out and server.offer(member, is_text_known=True):
        to_offer.discard(member)


def measure(sizes: tuple[int, ...]) -> list[Figure]:
    """Play every size, honest and with every strategy; return how it went."""
    figures = []
    for size in sizes:
        say(f"a year of {size} members, honest and by {len(STRATEGIES)} strategies")
        year = play(size)
        figures.append(Figure(f"{size} honest: days stood still", year.days_stood, "", 0, at_least=False))
        figures.append(Figure(f"{size} honest: reads a member gets", year.honest_reads, ""))
        figures.append(Figure(f"{size} honest: the fewest", year.fewest_honest_reads, ""))
        for strategy in STRATEGIES:
            year = play(size, strategy)
            name = strategy.__name__.replace("_", " ")
            figures.append(Figure(f"{size} and {name}: the best ÷ honest", year.gain, "", BY_CHANCE, at_least=False))
            figures.append(Figure(f"{size} and {name}: days stood still", year.days_stood, "", 0, at_least=False))
    return figures


def main(arguments: list[str] | None = None) -> int:
    """Play every server and print the figures; return 1 when a limit is missed."""
    argparse.ArgumentParser(prog="python -m benchmarks.economy", description=__doc__).parse_args(arguments)
    return report(f"{DAYS} days of swaps", measure(SIZES))


if __name__ == "__main__":
    sys.exit(main())
