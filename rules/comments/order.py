"""Whether words stand in an order that sentences have, or were thrown together: word salad.

`data/comment_order.tsv` says of each two neighbours, one of them a small word ("of the", "the *"), how often they stood
so in the labelled lines and how often in the same lines shuffled. `make train` writes it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Container, Iterable, Sequence
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

FEWEST_NEIGHBOURS = 30
"""Fewer of them say nothing."""

_SMOOTHING = 0.5


def neighbours(words: Sequence[str], small: Container[str]) -> Iterable[tuple[str, str]]:
    """Yield each two words side by side, one of them small."""
    kept = [word if word in small else ANY_OTHER for word in words]
    return ((first, second) for first, second in pairwise(kept) if (first, second) != (ANY_OTHER, ANY_OTHER))


def orderliness(words: Sequence[str]) -> float | None:
    """Return how much likelier the order of these words is in a sentence than by chance; about 0 for a salad.

    None where too few of them are small to tell.
    """
    seen = Counter(map("\t".join, neighbours(words, small_words())))
    if seen.total() < FEWEST_NEIGHBOURS:
        return None
    table = counted_neighbours()
    weighed = (seen[pair] * _weight(*counts, *table.totals) for pair, counts in table.found(seen).items())
    return sum(weighed) / seen.total()


@lru_cache(maxsize=4_096)
def _weight(ordered: int, shuffled: int, ordered_sum: int, shuffled_sum: int) -> float:
    return log((ordered + _SMOOTHING) / (shuffled * ordered_sum / shuffled_sum + _SMOOTHING))


@cache
def counted_neighbours() -> Counts:
    """Return the table, read at the first call."""
    return read_counts(ORDER)
