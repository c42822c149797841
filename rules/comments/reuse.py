"""Comments said before: copies of the piece, of the reader's earlier comments, and templates with the names changed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise

from rapidfuzz import fuzz
from rapidfuzz.distance import Indel

from rules.comments.evidence import weighed_units
from rules.comments.languages import language_of, languages
from rules.comments.letters import folded, unmasked
from rules.comments.words import tokens

SIMILAR = 0.9
"""From which on a comment is an earlier one again, 0 to 1."""
SIMILAR_TEMPLATE = 0.85
"""The same, for the words that stay when the particulars are taken out."""
FEWEST_TEMPLATE_WORDS = 25
COPIED_WINDOW = 0.7
"""From which likeness to a stretch of the piece on, words counted in order, a comment is a copy with words changed."""
_FEWEST_COPIED = 12
_COPIED_PAIRS = 0.3


def likeness_to_earlier(comment: str, earlier: Sequence[str]) -> float:
    """Return how like the likest earlier comment this one is, 0 to 1; a template counts by what stayed."""
    if not earlier:
        return 0.0
    words, letters, frame = _prepared(comment)
    if len(words) < 3:
        return 0.0
    best = 0.0
    for other in earlier:
        other_words, other_letters, other_frame = _prepared(other)
        if not other_words:
            continue
        alike = Indel.normalized_similarity(words, other_words)
        if alike > 0.6:
            alike = max(alike, fuzz.ratio(letters, other_letters) / 100, _shared(words, other_words))
        if min(len(frame), len(other_frame)) >= FEWEST_TEMPLATE_WORDS:
            template = Indel.normalized_similarity(frame, other_frame)
            if template >= SIMILAR_TEMPLATE:
                alike = max(alike, template, SIMILAR)
        best = max(best, alike)
    return best


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
    return Indel.normalized_similarity(comment_words, stretch) >= COPIED_WINDOW


def _shared(words: Sequence[str], others: Sequence[str]) -> float:
    """Return the share of words in both, whatever their order."""
    common = (Counter(words) & Counter(others)).total()
    return 2 * common / (len(words) + len(others))


@lru_cache(maxsize=512)
def _prepared(comment: str) -> tuple[Sequence[str], str, list[str]]:
    """Return a comment's words, the same as one string, and its words without the particular ones."""
    text = unmasked(folded(comment))
    words = tokens(text)
    language = languages().get(language_of(text) or "")
    frame = [unit for unit, weight, _ in weighed_units(text, language) if not weight]
    return words, " ".join(words), frame
