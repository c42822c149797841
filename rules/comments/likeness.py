"""How much a comment is like the hollow ones among the labelled lines: a naive Bayes count, word by word.

`data/comment_lines.tsv` says of each word, each beginning of one (`prais*`), each two words side by side and, where
words have no spaces, each one to three signs, in how many genuine and how many hollow lines it stood. `make train`
writes it. It knows nothing of the piece, so it errs where `evidence` does not.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import pairwise
from math import log
from pathlib import Path
from typing import NamedTuple

from rules.comments.counts import Counts, Pair, read_counts
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
_NONE = (0, 0)
_LINES_OF_A_RARE_WORD = 3


@dataclass(frozen=True, slots=True)
class Likeness:
    """What the labelled lines say of a comment."""

    hollow: float
    """The mean weight of what is in it: above 0 it is more like the hollow lines than like the genuine ones."""
    unheard: float
    """Share of its different longer words that no hollow line has, 0 to 1."""


def units(words: Sequence[str]) -> set[str]:
    """Return what is counted of a text's words: each, its beginning, each two; runs of signs."""
    return _parts(words).union(map(" ".join, _neighbours(words)))


def _parts(words: Sequence[str]) -> set[str]:
    """Return each word and its beginning; runs of signs."""
    found = set(words)
    if _in_signs(words):
        return found.union(*(_runs(words, length) for length in range(2, LONGEST_RUN + 1)))
    return found.union([f"{word[:BEGINNING]}*" for word in found if len(word) > BEGINNING])


def _neighbours(words: Sequence[str]) -> Iterable[tuple[str, str]]:
    return () if _in_signs(words) else pairwise(words)


def _runs(words: Sequence[str], length: int) -> set[str]:
    return {"".join(words[start : start + length]) for start in range(len(words) - length + 1)}


def _in_signs(words: Sequence[str]) -> bool:
    return 2 * spaceless_letters("".join(words)) > len(words)


def likeness_to_hollow(words: Sequence[str], without: Iterable[str] = ()) -> Likeness:
    """Weigh the words of an undisguised text; `without` are those that say nothing, as "the"."""
    seen = lines_with(tuple(words))
    of_all = labelled_lines().totals
    weight = sum(times * _weight(lines, of_all) for lines, times in Counter(seen.labelled.values()).items())
    particular = _particular(words, without)
    return Likeness(
        (weight + UNHEARD_OF * seen.unknown) / (len(seen.labelled) + seen.unknown + _DOUBT),
        len(particular - _heard(particular, seen.labelled)) / max(len(particular), 1),
    )


def heaviest(words: Sequence[str], without: Iterable[str] = ()) -> tuple[str, ...]:
    """Return those of an undisguised text's words that weigh most for hollow, the heaviest first."""
    labelled, of_all = lines_with(tuple(words)).labelled, labelled_lines().totals
    weights = {word: _weight(labelled[word], of_all) for word in _particular(words, without).intersection(labelled)}
    most = sorted(((weight, word) for word, weight in weights.items() if weight > 0), reverse=True)
    return tuple(word for _, word in most[:_WEIGHED_MOST])


def _particular(words: Sequence[str], without: Iterable[str]) -> set[str]:
    return _runs(words, 2) if _in_signs(words) else {word for word in words if len(word) > 1}.difference(without)


class LinesWith(NamedTuple):
    """What labelled lines have of a text."""

    labelled: Mapping[str, Pair]
    """Its units that they have: in how many genuine and in how many hollow ones."""
    known: Set[str]
    """Its words, their beginnings and its runs of signs that at least two of them have."""
    unknown: int
    """How many of its units they have not; two words that none has side by side say nothing."""


@lru_cache(maxsize=4)
def lines_with(words: Sequence[str]) -> LinesWith:
    """Look a text up in the labelled lines; remembered, as a comment is looked at twice."""
    parts, table = _parts(words), labelled_lines()
    labelled = table.of(parts)
    unknown = len(parts) - len(labelled)
    known = {part for part, (genuine, hollow) in labelled.items() if genuine + hollow > 1}
    # Two words side by side are counted where two lines have them: no others need be looked up.
    labelled |= table.of({f"{word} {after}" for word, after in _neighbours(words) if word in known and after in known})
    return LinesWith(labelled, known, unknown)


@lru_cache(maxsize=1_024)
def _weight(lines: Pair, of_all: Pair) -> float:
    """Return the logarithm of how much likelier a unit that so many lines have is in a hollow one than in a genuine."""
    (genuine, hollow), (genuine_lines, hollow_lines) = lines, of_all
    of_hollow = (hollow + _SMOOTHING) / (hollow_lines + 2 * _SMOOTHING)
    return log(of_hollow / (genuine + _SMOOTHING) * (genuine_lines + 2 * _SMOOTHING))


def heard(words: Sequence[str]) -> set[str]:
    """Return those of the words that a hollow line has, in this form or another."""
    return _heard(set(words), lines_with(words).labelled)


def _heard(words: set[str], counts: Mapping[str, Pair]) -> set[str]:
    """Return those that a hollow line has; a longer one is there too where another form of it is."""
    return {
        word
        for word in words
        if counts.get(word, _NONE)[1] or (len(word) > BEGINNING and counts.get(f"{word[:BEGINNING]}*", _NONE)[1])
    }


def rarity(beginnings: Iterable[str], words: Sequence[str]) -> dict[str, float]:
    """Return what each beginning of these words counts: the less, the more labelled lines have it."""
    lines = lines_with(words).labelled
    having = [(each, lines.get(f"{each}*") or lines.get(each, _NONE)) for each in beginnings]
    return {each: 1 / (_LINES_OF_A_RARE_WORD + genuine + hollow) for each, (genuine, hollow) in having}


def known(words: Sequence[str]) -> Set[str]:
    """Return what of a text at least two labelled lines have, its words among it."""
    return lines_with(words).known


@cache
def labelled_lines() -> Counts:
    """Return the table, read at the first call."""
    return read_counts(LINES)
