"""How much a comment is like the hollow ones among the labelled lines: a naive Bayes count, word by word.

`data/comment_lines.tsv` says of each word, each beginning of one (`prais*`), each two words side by side and, where
words have no spaces, each one to three signs, in how many genuine and how many hollow lines it stood. `make train`
writes it. It knows nothing of the piece, so it errs where `evidence` does not.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import pairwise
from math import log
from pathlib import Path

from rules.comments.counts import Counts, read_counts
from rules.comments.words import SPACELESS

LINES = Path(__file__).parent.parent / "data" / "comment_lines.tsv"
"""First line: how many genuine and hollow lines there are; then unit, genuine, hollow."""
BEGINNING = 5
"""Letters of a word that stand for it and its other forms."""
LONGEST_RUN = 3
"""Signs side by side that are looked at where words have no spaces."""

UNHEARD_OF = -0.2
"""What a word weighs that no labelled line has: praise has few of them, a life has many."""
_SMOOTHING = 0.3
_DOUBT = 10
"""So many words that say nothing are added to each comment: a few words are no proof."""
_WEIGHED_MOST = 3


@dataclass(frozen=True, slots=True)
class Likeness:
    """What the labelled lines say of a comment."""

    hollow: float
    """The mean weight of what is in it: above 0 it is more like the hollow lines than like the genuine ones."""
    unheard: float
    """Share of its different longer words that no hollow line has, 0 to 1."""
    words: tuple[str, ...]
    """Those of its words that weighed most for hollow, the heaviest first."""


def units(words: Sequence[str]) -> set[str]:
    """Return what is counted of a text's words: each, its beginning, each two; runs of signs."""
    if _in_signs(words):
        return set(words).union(*(_runs(words, length) for length in range(2, LONGEST_RUN + 1)))
    found = set(words)
    found.update([_beginning(word) for word in found])
    found.update(map(" ".join, pairwise(words)))
    return found


def _runs(words: Sequence[str], length: int) -> set[str]:
    return {"".join(words[start : start + length]) for start in range(len(words) - length + 1)}


def _in_signs(words: Sequence[str]) -> bool:
    return 2 * len(SPACELESS.findall("".join(words))) > len(words)


def likeness_to_hollow(words: Sequence[str], without: Iterable[str] = ()) -> Likeness:
    """Weigh the words of an undisguised text; `without` are those that say nothing, as "the"."""
    table = labelled_lines()
    looked_at = units(words)
    counted = table.found(looked_at)
    weights = {unit: _weight(*counts, *table.totals) for unit, counts in counted.items()}
    # Two words that no line has side by side say nothing.
    unknown = sum(" " not in unit for unit in looked_at.difference(counted))
    particular = _runs(words, 2) if _in_signs(words) else {word for word in words if len(word) > 1}.difference(without)
    heard = {unit for unit, (_, hollow) in counted.items() if hollow}
    unheard = sum(word not in heard and _beginning(word) not in heard for word in particular)
    most = sorted(((weights[unit], unit) for unit in particular if weights.get(unit, 0.0) > 0), reverse=True)
    return Likeness(
        (sum(weights.values()) + UNHEARD_OF * unknown) / (len(weights) + unknown + _DOUBT),
        unheard / max(len(particular), 1),
        tuple(unit for _, unit in most[:_WEIGHED_MOST]),
    )


@lru_cache(maxsize=4_096)
def _weight(genuine: int, hollow: int, genuine_lines: int, hollow_lines: int) -> float:
    """Return the logarithm of how much likelier a unit is in a hollow line than in a genuine one."""
    of_hollow = (hollow + _SMOOTHING) / (hollow_lines + 2 * _SMOOTHING)
    return log(of_hollow / (genuine + _SMOOTHING) * (genuine_lines + 2 * _SMOOTHING))


def is_heard(word: str) -> bool:
    """Whether a hollow line has this word, or another form of it."""
    return any(hollow for _, hollow in labelled_lines().found((word, _beginning(word))).values())


def _beginning(word: str) -> str:
    """Return what stands for a word and its other forms; a short one stands for itself."""
    return f"{word[:BEGINNING]}*" if len(word) > BEGINNING else word


def known(words: Iterable[str]) -> set[str]:
    """Return those of the words that at least two labelled lines have."""
    return {word for word, counts in labelled_lines().found(words).items() if sum(counts) > 1}


@cache
def labelled_lines() -> Counts:
    """Return the table, read at the first call."""
    return read_counts(LINES)
