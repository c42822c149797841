"""The languages we know: their small words, and which of them a text is written in.

`data/comment_words/<language>.txt` holds sections, one entry a line. `[small]` are the words every text is full of.
`[trade]` and `[advert]` are phrases, see `phrases`, and so is `[both]`, the same act from me to you and from you to me.
`[about]` are the words by which somebody speaks about such a trade and offers none.
"""

from __future__ import annotations

import re
from collections import Counter
from functools import cache, lru_cache
from itertools import chain
from pathlib import Path

from rules.comments.words import HAN, KANA, is_spaceless, tokens
from rules.kit.letters import folded

FEWEST_SMALL_WORDS = 0.12
"""Share of small words from which on a text is in a language."""

FEWEST_WORDS_OF_IT = 0.02
"""The same, below which a text has only a language's letters; genuine ones have three in a hundred at least."""

_FOLDER = Path(__file__).parent.parent / "data" / "comment_words"
_LOOKED_AT = 1200
"""Characters that tell a language."""
_SCRIPTS = {
    "th": re.compile("[\u0e00-\u0e7f]"),
    "ko": re.compile("[\uac00-\ud7a3]"),
    "hi": re.compile("[\u0900-\u097f]"),
    "ar": re.compile("[\u0600-\u06ff]"),
}


def language_codes() -> list[str]:
    """Return the codes of the languages we have words of."""
    return sorted(path.stem for path in _FOLDER.glob("*.txt"))


@cache
def entries(code: str, section: str) -> tuple[str, ...]:
    """Return the folded entries of one section of a language's file, none where it has no such section."""
    return _sections(code).get(section, ())


@cache
def _sections(code: str) -> dict[str, tuple[str, ...]]:
    sections: dict[str, list[str]] = {}
    current: list[str] = []
    for line in (_FOLDER / f"{code}.txt").read_text("utf-8").splitlines():
        if line.startswith("["):
            current = sections.setdefault(line.strip("[]"), [])
        elif line and not line.startswith("#"):
            # Word by word: single letters side by side would be read as one spaced-out word.
            current.append(" ".join(map(folded, line.split())))
    return {section: tuple(lines) for section, lines in sections.items()}


@cache
def small_words(code: str | None = None) -> frozenset[str]:
    """Return a language's small words, those of all languages without a code."""
    codes = language_codes() if code is None else [code]
    return frozenset(word for each in codes for word in entries(each, "small"))


def has_words_of(code: str, text: str) -> bool:
    """Whether a folded text has words of a language, and not its letters alone."""
    small, words = small_words(code), tokens(text)
    said = sum(map(text.count, small)) if is_spaceless(text) else sum(map(small.__contains__, words))
    return said >= FEWEST_WORDS_OF_IT * len(words)


def language_of(text: str) -> str | None:
    """Return the code of the language a folded text is written in, None where it is none of ours."""
    return _language_of(text[:_LOOKED_AT])


@lru_cache(maxsize=64)
def _language_of(text: str) -> str | None:
    if not text.isascii():
        letters = sum(map(str.isalpha, text))
        if len(KANA.findall(text)) > letters * 0.1:
            return "ja"
        if len(HAN.findall(text)) > letters * 0.3:
            return "zh"
        for code, script in _SCRIPTS.items():
            if len(script.findall(text)) > letters * 0.3:
                return code
    return _by_small_words(text)


def _by_small_words(text: str) -> str | None:
    words = tokens(text)
    small = _languages_by_small_word()
    shares = Counter(chain.from_iterable(small[word] for word in words if word in small))
    # Of two languages with as many the one that comes first, as everywhere.
    best = max(languages_with_small_words(), key=shares.__getitem__)
    return best if shares[best] >= FEWEST_SMALL_WORDS * max(len(words), 1) else None


@cache
def _languages_by_small_word() -> dict[str, tuple[str, ...]]:
    """Return in which languages each small word is one."""
    found: dict[str, tuple[str, ...]] = {}
    for code in languages_with_small_words():
        for word in small_words(code):
            found[word] = (*found.get(word, ()), code)
    return found


@cache
def languages_with_small_words() -> tuple[str, ...]:
    """Return the languages that their small words tell apart."""
    return tuple(code for code in language_codes() if code not in _SCRIPTS and code not in ("ja", "zh"))
