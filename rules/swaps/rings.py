"""The cheapest directed rings through a group: who gets whom, with no two getting each other.

Without that last condition it is the assignment problem, solved exactly by shortest augmenting paths. Where the
solution has a mutual pair, one of its two directions is closed, either in turn, and the search goes on with the most
promising rest. To avoid mutual pairs is NP-hard in general, so the search is limited.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from heapq import heappop, heappush
from itertools import count

MOST_TRIES = 400
CLOSED = 10**15
"""The cost of what may not be; all other costs of a group together stay below it."""


def cheapest_rings(costs: Sequence[Sequence[int]], unit: int) -> list[int]:
    """Return the author of each reader: everyone once, no two each other's unless there are only two.

    `costs[reader][author]` is what a pair costs; `costs[i][i]`, never CLOSED, is the cost of leaving `i` in no ring.
    In whole multiples of `unit` the sum is the least there is, unless that takes more than MOST_TRIES; what
    remains below a unit is small, not always the least.
    """
    number = count()
    found = _Assignment.cheapest(costs)
    waiting: list[tuple[int, int, int, int, _Assignment]] = []
    while len(costs) > 2 and (mutual := found.mutual_pair()):
        for reader, author in (mutual, mutual[::-1]):
            tried = next(number)
            rest = found.without(reader, author)
            # Closing more never makes it cheaper, so the first to come up without a mutual pair is the best.
            bound = rest.total // unit if tried < MOST_TRIES else 0
            heappush(waiting, (bound, rest.mutual_members, rest.total, tried, rest))
        *_, found = heappop(waiting)
    return found.author_of


@dataclass(slots=True)
class _Assignment:
    """The cheapest assignment at some costs; -1 stands for nobody yet.

    No pair costs less than the prices of its two together, and those assigned cost no more: that is the proof.
    """

    costs: list[Sequence[int]]
    author_of: list[int]
    reader_of: list[int]
    reader_prices: list[float]
    author_prices: list[float]

    @classmethod
    def cheapest(cls, costs: Sequence[Sequence[int]]) -> _Assignment:
        size = len(costs)
        found = cls(list(costs), [-1] * size, [-1] * size, [0] * size, [0] * size)
        for reader in range(size):
            found._place(reader)
        return found

    @property
    def total(self) -> int:
        return sum(costs[author] for costs, author in zip(self.costs, self.author_of, strict=True))

    @property
    def mutual_members(self) -> int:
        return sum(self._is_mutual(reader) for reader in range(len(self.costs)))

    def mutual_pair(self) -> tuple[int, int] | None:
        """Return a reader and an author who have each other, if there are any."""
        return next(
            ((reader, self.author_of[reader]) for reader in range(len(self.costs)) if self._is_mutual(reader)), None
        )

    def _is_mutual(self, reader: int) -> bool:
        return self.author_of[reader] != reader == self.author_of[self.author_of[reader]]

    def without(self, reader: int, author: int) -> _Assignment:
        """Return the cheapest assignment once a pair of this one is closed."""
        costs = self.costs.copy()
        costs[reader] = [*costs[reader][:author], CLOSED, *costs[reader][author + 1 :]]
        rest = _Assignment(
            costs, self.author_of.copy(), self.reader_of.copy(), self.reader_prices.copy(), self.author_prices.copy()
        )
        rest.reader_of[author] = -1
        rest._place(reader)
        return rest

    def _place(self, reader: int) -> None:
        """Give a reader an author by the cheapest chain of exchanges: Dijkstra's shortest path to one who is free."""
        distance = [math.inf] * len(self.costs)
        came_from = [-1] * len(self.costs)
        unreached = list(range(len(self.costs)))
        reached: list[int] = []
        asking, so_far = reader, 0.0
        while asking >= 0:
            costs, start = self.costs[asking], so_far - self.reader_prices[asking]
            for author in unreached:
                there = start + costs[author] - self.author_prices[author]
                if there < distance[author]:
                    distance[author], came_from[author] = there, asking
            nearest = min(unreached, key=distance.__getitem__)
            unreached.remove(nearest)
            reached.append(nearest)
            asking, so_far = self.reader_of[nearest], distance[nearest]
        self.reader_prices[reader] += so_far
        for author in reached[:-1]:
            self.reader_prices[self.reader_of[author]] += so_far - distance[author]
            self.author_prices[author] -= so_far - distance[author]
        author = reached[-1]
        while asking != reader:
            asking = came_from[author]
            self.reader_of[author] = asking
            self.author_of[asking], author = author, self.author_of[asking]
