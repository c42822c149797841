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
from typing import NamedTuple

from rules.comments.counts import Counts, read_counts
from rules.comments.words import spaceless_letters

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
    return 2 * spaceless_letters("".join(words)) > len(words)


def likeness_to_hollow(words: Sequence[str], without: Iterable[str] = ()) -> Likeness:
    """Weigh the words of an undisguised text; `without` are those that say nothing, as "the"."""
    looked_at = units(words)
    labelled = {unit: found for unit in looked_at if (found := labelled_unit(unit))}
    # Two words that no line has side by side say nothing.
    unknown = sum(" " not in unit for unit in looked_at.difference(labelled))
    particular = _runs(words, 2) if _in_signs(words) else {word for word in words if len(word) > 1}.difference(without)
    heard = {unit for unit, found in labelled.items() if found.hollow}
    unheard = sum(word not in heard and _beginning(word) not in heard for word in particular)
    most = sorted(((labelled[unit].weight, unit) for unit in particular & heard), reverse=True)
    return Likeness(
        (sum(found.weight for found in labelled.values()) + UNHEARD_OF * unknown) / (len(labelled) + unknown + _DOUBT),
        unheard / max(len(particular), 1),
        tuple(unit for weight, unit in most[:_WEIGHED_MOST] if weight > 0),
    )


class _Labelled(NamedTuple):
    """A unit that labelled lines have."""

    weight: float
    """The logarithm of how much likelier it is in a hollow line than in a genuine one."""
    genuine: int
    hollow: int


@lru_cache(maxsize=4_096)
def labelled_unit(unit: str) -> _Labelled | None:
    """Return what the lines say of a unit; remembered, as half of a comment's are in the comments before it."""
    table = labelled_lines()
    if (counts := table.get(unit)) is None:
        return None
    (genuine, hollow), (genuine_lines, hollow_lines) = counts, table.totals
    of_hollow = (hollow + _SMOOTHING) / (hollow_lines + 2 * _SMOOTHING)
    return _Labelled(log(of_hollow / (genuine + _SMOOTHING) * (genuine_lines + 2 * _SMOOTHING)), genuine, hollow)


def is_heard(word: str) -> bool:
    """Whether a hollow line has this word, or another form of it."""
    return any(found.hollow for unit in (word, _beginning(word)) if (found := labelled_unit(unit)))


def _beginning(word: str) -> str:
    """Return what stands for a word and its other forms; a short one stands for itself."""
    return f"{word[:BEGINNING]}*" if len(word) > BEGINNING else word


def known(words: Iterable[str]) -> set[str]:
    """Return those of the words that at least two labelled lines have."""
    return {word for word in words if (found := labelled_unit(word)) and found.genuine + found.hollow > 1}


@cache
def labelled_lines() -> Counts:
    """Return the table, read at the first call."""
    return read_counts(LINES)
