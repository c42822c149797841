"""How much a comment is like the hollow ones among the labelled lines: a naive Bayes count, word by word.

`data/comment_lines.tsv` says of each word, each beginning of one (`prais*`), each two words side by side and, where
words have no spaces, each one to three signs, in how many genuine and how many hollow lines it stood. `make train`
writes it. It knows nothing of the piece, so it errs where `evidence` does not.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from math import log
from pathlib import Path

from rules.comments.words import SPACELESS

LINES = Path(__file__).parent.parent / "data" / "comment_lines.tsv"
"""First line: how many genuine and hollow lines there are; then unit, genuine, hollow."""
BEGINNING = 5
"""Letters of a word that stand for it and its other forms."""
LONGEST_RUN = 3
"""Signs side by side that are looked at where words have no spaces."""

_SMOOTHING = 0.3
_FEWEST_LINES = 2
"""From how many lines on a word weighs."""
_DOUBT = 10
"""So many words that say nothing are added to each comment: a few words are no proof."""
_WEIGHED_MOST = 3


@dataclass(frozen=True, slots=True)
class Likeness:
    """What the labelled lines say of a comment."""

    hollow: float
    """The mean weight of what is known in it: above 0 it is more like the hollow lines than like the genuine ones."""
    unheard: float
    """Share of its different longer words that no hollow line has, 0 to 1."""
    particulars: int
    """How many words that is."""
    words: tuple[str, ...]
    """Those of its words that weighed most for hollow, the heaviest first."""


@dataclass(frozen=True, slots=True)
class Weights:
    """The table, read."""

    weight: dict[str, float]
    """The logarithm of how much likelier a unit is in a hollow line than in a genuine one."""
    heard: frozenset[str]
    """Words and beginnings that hollow lines have."""


def units(words: Sequence[str]) -> set[str]:
    """Return what is counted of a text's words: each, its beginning, each two; runs of signs."""
    if _in_signs(words):
        return set(words).union(*(_runs(words, length) for length in range(2, LONGEST_RUN + 1)))
    found = set(words)
    found.update(f"{first} {second}" for first, second in pairwise(words))
    found.update(f"{word[:BEGINNING]}*" for word in words if len(word) > BEGINNING)
    return found


def _runs(words: Sequence[str], length: int) -> set[str]:
    return {"".join(words[start : start + length]) for start in range(len(words) - length + 1)}


def _in_signs(words: Sequence[str]) -> bool:
    return 2 * sum(SPACELESS.match(word) is not None for word in words) > len(words)


def likeness_to_hollow(words: Sequence[str], without: Iterable[str] = ()) -> Likeness:
    """Weigh the words of an undisguised text; `without` are those that say nothing, as "the"."""
    table = weights()
    weighed = [(table.weight[unit], unit) for unit in units(words) if unit in table.weight]
    particular = _runs(words, 2) if _in_signs(words) else {word for word in words if len(word) > 1}.difference(without)
    unheard = sum(not is_heard(word) for word in particular)
    most = sorted(((weight, unit) for weight, unit in weighed if weight > 0 and unit in particular), reverse=True)
    return Likeness(
        sum(weight for weight, _ in weighed) / (len(weighed) + _DOUBT),
        unheard / max(len(particular), 1),
        unheard,
        tuple(unit for _, unit in most[:_WEIGHED_MOST]),
    )


def is_heard(word: str) -> bool:
    """Whether a hollow line has this word, or another form of it."""
    heard = weights().heard
    return word in heard or (len(word) > BEGINNING and f"{word[:BEGINNING]}*" in heard)


def is_known(word: str) -> bool:
    """Whether at least two labelled lines have this word."""
    return word in weights().weight


@cache
def weights() -> Weights:
    """Return the table, read at the first call."""
    with LINES.open(encoding="utf-8") as lines:
        return _read_weights(lines)


def _read_weights(lines: Iterator[str]) -> Weights:
    genuine_lines, hollow_lines = map(int, next(lines).split("\t")[1:])
    genuine_log, hollow_log = (log(lines + 2 * _SMOOTHING) for lines in (genuine_lines, hollow_lines))
    logs = [log(count + _SMOOTHING) for count in range(max(genuine_lines, hollow_lines) + 1)]
    weight, heard = {}, []
    for line in lines:
        unit, genuine, hollow = line.split("\t")
        seen_genuine, seen_hollow = int(genuine), int(hollow)
        if seen_genuine + seen_hollow >= _FEWEST_LINES:
            weight[unit] = logs[seen_hollow] - hollow_log - logs[seen_genuine] + genuine_log
        if seen_hollow and " " not in unit:
            heard.append(unit)
    return Weights(weight, frozenset(heard))
