"""Comments said before: copies of the piece, and of earlier comments by the reader or others, whole or in pieces."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from functools import lru_cache
from heapq import nlargest
from itertools import pairwise

from rules.comments.likeness import heard
from rules.comments.words import line_tokens, rows_of, tokens
from rules.kit.letters import folded, unmasked

SIMILAR = 0.9
"""From which on a comment is another one again, 0 to 1."""
SIMILAR_TEMPLATE = 0.85
"""The same, for the words that stay when the particulars are taken out."""
FEWEST_TEMPLATE_WORDS = 25
COPIED_WINDOW = 0.7
"""From which likeness to a stretch of the piece on, words counted in order, a comment is a copy with words changed."""
_FEWEST_COPIED = 12
_COPIED_PAIRS = 0.3

SAID_AGAIN = 0.62
"""Share of a comment's words, three in a row, that another has too, from which on it is that one in another order.

Among the comments set apart for tuning another has 6 in 100 of a genuine one's at most.
"""

SAID_IN_PIECES = 0.5
"""Share of a reader's own words, three in a row, that other comments have between them, from which on nothing is new.

Of the genuine comments over 25 words none has more than 0.38 in common with hundreds of others.
"""
MOST_HEARD = 30_000
"""Characters of one's own and of other readers' that are looked through for it: sixty comments of the usual length."""
_FEWEST_SAID = 12
_PROBES, _FEWEST_FOUND = 10, 0.25

# Of each comment some scraps are looked for in the others as they stand: only those that have a few are compared.
_SCRAPS, _SCRAP_SIGNS, _FEWEST_SCRAPS = 6, 12, 2
_MOST_TIMES_AS_LONG = 1.5
_MOST_COMPARED = 3


def likeness_to_any(comment: str, others: Sequence[str]) -> float:
    """Return how like the likest of the other comments this one is, 0 to 1; a template counts by what stayed."""
    shortest, longest = len(comment) / _MOST_TIMES_AS_LONG, len(comment) * _MOST_TIMES_AS_LONG
    near = [other for other in others if shortest <= len(other) <= longest]
    if not near:
        return 0.0
    scraps = _scraps(comment, _SCRAPS) | _scraps(unmasked(folded(comment)), _SCRAPS)
    hits = [(sum(scrap in other for scrap in scraps), other) for other in near]
    fewest = min(_FEWEST_SCRAPS, len(scraps))
    likeliest = nlargest(_MOST_COMPARED, (each for each in hits if each[0] >= fewest), key=lambda each: each[0])
    return max((_likeness(comment, other) for _, other in likeliest), default=0.0)


def share_said_before(own: str, *before: Sequence[str]) -> float:
    """Return which share of a reader's own words earlier comments have between them, 0 to 1.

    `own` has one sentence a line; what order they stand in, and whose each was, says nothing.
    """
    heard, probes = [each for said in before for each in _heard_lately(said)], _scraps(own, _PROBES)
    found = sum(any(probe in other for other in heard) for probe in probes)
    if found < _FEWEST_FOUND * len(probes):
        return 0.0
    rows = {row for words in line_tokens(own) for row in rows_of(words)}
    if len(rows) < _FEWEST_SAID:
        return 0.0
    said = set().union(*(rows.intersection(rows_of(tokens(unmasked(other)))) for other in heard))
    return len(said) / len(rows)


def _heard_lately(others: Sequence[str]) -> Iterable[str]:
    """Yield the first of the others as they are read, up to as much as is looked through."""
    left = MOST_HEARD
    for other in others:
        if left <= 0:
            return
        text = other[:left]
        left -= len(text)
        yield text.lower() if text.isascii() else folded(text)


def _scraps(text: str, many: int) -> set[str]:
    """Return scraps from all over a text, beginning with a word: what was typed again is likely to have some."""
    last = max(len(text) - _SCRAP_SIGNS, 0)
    starts = range(0, last + 1, max(last // many, 1))
    return {
        text[start : start + _SCRAP_SIGNS]
        for start in (max(text.find(" ", start, last) + 1, start) for start in starts)
    }


def _share_of_rows(words: Sequence[str], others: Sequence[str]) -> float:
    rows, theirs = list(rows_of(words)), set(rows_of(others))
    return sum(row in theirs for row in rows) / max(len(rows), 1)


def _likeness(comment: str, other: str) -> float:
    words, frame = _prepared(comment)
    other_words, other_frame = _prepared(other)
    if min(len(words), len(other_words)) < 3:
        return 0.0
    if _share_of_rows(words, other_words) >= SAID_AGAIN:
        return 1.0
    alike = _in_order(words, other_words)
    if alike > 0.6:
        alike = max(alike, _in_common(words, other_words))
    if min(len(frame), len(other_frame)) >= FEWEST_TEMPLATE_WORDS:
        template = _in_order(frame, other_frame)
        if template >= SIMILAR_TEMPLATE:
            alike = max(alike, template, SIMILAR)
    return alike


def _in_order(words: Sequence[str], others: Sequence[str]) -> float:
    """Return the share of words in both, in the order they stand in."""
    from rapidfuzz.distance import Indel  # 4 MB, for the few comments that are held against others

    return Indel.normalized_similarity(words, others)


def _in_common(words: Sequence[str], others: Sequence[str]) -> float:
    """Return the share of words in both, whatever their order."""
    common = (Counter(words) & Counter(others)).total()
    return 2 * common / (len(words) + len(others))


@lru_cache(maxsize=64)
def _prepared(comment: str) -> tuple[Sequence[str], Sequence[str]]:
    """Return a comment's words, and those of them that could stand in any comment."""
    words = tokens(unmasked(folded(comment)))
    in_any = heard(words)
    return words, [word for word in words if word in in_any]


def is_copy(comment_words: Sequence[str], text_words: Sequence[str]) -> bool:
    """Whether a comment follows a stretch of the text word by word, single words changed."""
    if len(comment_words) < _FEWEST_COPIED or len(text_words) < _FEWEST_COPIED:
        return False
    pairs = list(pairwise(comment_words))
    both = set(pairs).intersection(pairwise(text_words))
    if len(both) < _COPIED_PAIRS * len(set(pairs)):
        return False
    places: dict[tuple[str, str], list[int]] = {}
    for place, pair in enumerate(pairwise(text_words)):
        if pair in both:
            places.setdefault(pair, []).append(place)
    # Each pair of words votes for where in the text the comment would begin, to the nearest ten words.
    votes = Counter((found - place) // 10 for place, pair in enumerate(pairs) for found in places.get(pair, ())[:50])
    start = max(votes.most_common(1)[0][0] * 10 - 5, 0)
    stretch = text_words[start : start + len(comment_words) + 15]
    return _in_order(comment_words, stretch) >= COPIED_WINDOW
