"""Whether words stand in an order that sentences have, or were thrown together: word salad.

`data/comment_order.tsv` says of each two neighbours, one of them a small word ("of the", "the *"), how often they stood
so in the labelled lines and how often in the same lines shuffled. `make train` writes it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Container, Sequence
from functools import cache, lru_cache
from itertools import pairwise
from math import log
from pathlib import Path

from rules.comments.counts import Counts, read_counts
from rules.comments.languages import small_words

ORDER = Path(__file__).parent.parent / "data" / "comment_order.tsv"
"""First line: how many neighbours were counted in order and shuffled; then first, second, in order, shuffled."""
ANY_OTHER = "*"
"""Stands for every word that is no small one."""

Neighbours = tuple[str, str]

_NONE_SMALL = (ANY_OTHER, ANY_OTHER)

FEWEST_NEIGHBOURS = 30
"""Fewer of them say nothing."""

_SMOOTHING = 0.5


def neighbours(words: Sequence[str], small: Container[str]) -> Counter[Neighbours]:
    """Count each two words side by side, one of them small."""
    found = Counter(pairwise([word if word in small else ANY_OTHER for word in words]))
    found.pop(_NONE_SMALL, None)
    return found


def orderliness(words: Sequence[str]) -> float | None:
    """Return how much likelier the order of these words is in a sentence than by chance; about 0 for a salad.

    None where too few of them are small to tell.
    """
    seen = neighbours(words, small_words())
    if seen.total() < FEWEST_NEIGHBOURS:
        return None
    return sum(times * weight_of("\t".join(pair)) for pair, times in seen.items()) / seen.total()


@lru_cache(maxsize=4_096)
def weight_of(pair: str) -> float:
    """Return the logarithm of how much likelier neighbours are in a sentence than by chance; 0 if unknown."""
    table = counted_neighbours()
    if (counts := table.of((pair,)).get(pair)) is None:
        return 0.0
    (ordered, shuffled), (ordered_sum, shuffled_sum) = counts, table.totals
    return log((ordered + _SMOOTHING) / (shuffled * ordered_sum / shuffled_sum + _SMOOTHING))


@cache
def counted_neighbours() -> Counts:
    """Return the table, read at the first call."""
    return read_counts(ORDER)
