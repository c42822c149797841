"""Keyboard mash and the same words over and over."""

from __future__ import annotations

import re
from collections import Counter
from functools import lru_cache
from itertools import filterfalse

from rules.comments.words import is_spaceless, tokens
from rules.kit.letters import folded

MASHED = 0.3
"""Share of words no language has, from which on a text is mash."""
MASHED_UNKNOWN = 0.12
"""The same, where the language is none of ours."""
FEWEST_DIFFERENT = 0.3
"""Share of different words below which a text goes round in circles."""
MOST_OF_ONE_WORD = 0.1
"""Share of one and the same longer word above which a text only fills the form."""
_LONG = 60
_CONTENT_LETTERS, _FEWEST_SAID = 5, 7

_ROWS = (
    *("qwertyuiop", "asdfghjkl", "zxcvbnm", "qwertz", "azerty"),
    *("йцукенгшщзхъ", "фывапролджэ", "ячсмитьбю"),
    *("ضصثقفغعهخحجد", "شسيبلاتنمكط", "ئءؤرلاىةوزظ"),
)
_WALKS = {row[start : start + 4] for line in _ROWS for row in (line, line[::-1]) for start in range(len(line) - 3)}
_WALKS -= {"erty"}  # as in "property"
_NO_WORD = re.compile(
    r"^[bcdfghjklmnpqrstvwxzбвгджзйклмнпрстфхцчшщ]{4,}$|[bcdfghjklmnpqrstvwxz]{6}|[бвгджзклмнпрстфхцчшщ]{6}|"
    + "|".join(sorted(_WALKS))
)
_HARD = re.compile(r"[bcdfghjklmnpqrstvwxz]{5}|[jqxz][bcdfghjklmnpqrstvwxz]{2}|[fghjk]{3}|q[^u]|(..)\1\1|(.)\2\2")
_LOREM = {"lorem", "ipsum", "dolor", "consectetur", "adipiscing", "sed", "eiusmod", "tempor", "incididunt", "elit"}


def goes_round(comment: str) -> bool:
    """Whether a text says few words over and over, or none at all."""
    text = folded(comment)
    words = list(filterfalse(str.isdigit, tokens(text)))
    return _is_round(words, text) if words else bool(text.strip())


def is_typed_at_random(comment: str, language: str | None) -> bool:
    """Whether a text is no language: keys in a row, or filler Latin. `language` may be known."""
    words = list(filterfalse(str.isdigit, tokens(folded(comment))))
    return bool(words) and _is_typed_at_random(words, language)


def _is_round(words: list[str], text: str) -> bool:
    if len(words) < 12:
        return len(words) >= 4 and len(set(words)) == 1
    if is_spaceless(text):
        pairs = list(zip(words, words[1:], words[2:], strict=False))
        return len(set(pairs)) < 0.45 * len(pairs)
    # Long texts repeat their small words; what counts is how soon.
    shown = words[:_LONG]
    triples = Counter(zip(words, words[1:], words[2:], strict=False))
    again = triples.total() - list(triples.values()).count(1)
    most = max(Counter([word for word in words if len(word) >= _CONTENT_LETTERS]).values(), default=0)
    if most >= _FEWEST_SAID and most > MOST_OF_ONE_WORD * len(words):
        return True
    return len(set(shown)) < FEWEST_DIFFERENT * len(shown) or again > 0.5 * triples.total()


def _is_typed_at_random(words: list[str], language: str | None) -> bool:
    if len(_LOREM & set(words)) >= 4:
        return True
    counted = Counter(words)
    mashed = sum(count for word, count in counted.items() if _is_no_word(word))
    if language is not None:
        return mashed > MASHED * len(words)
    hard = sum(count for word, count in counted.items() if _HARD.search(word))
    return mashed + hard > MASHED_UNKNOWN * len(words)


@lru_cache(maxsize=20_000)
def _is_no_word(word: str) -> bool:
    if len(word) > 30 and not is_spaceless(word):
        return True
    return _NO_WORD.search(word) is not None
