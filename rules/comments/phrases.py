"""Phrases looked for in a text: `a|b` is either word, `...` up to five words between; none ends with it.

In languages without spaces, and in Korean, a phrase counts wherever it stands, and `...` is up to a few characters.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import chain, compress, count, pairwise, product

from rules.comments.languages import entries, language_codes

Phrase = tuple[frozenset[str] | None, ...]
"""What each word may be; None is a gap."""

GAP = "..."
LONGEST_GAP = 5

_ANYWHERE = ("zh", "ja", "th", "ko")


@dataclass(frozen=True, slots=True)
class Phrases:
    """Phrases by how they may begin, and patterns for those found anywhere, each with its language."""

    by_pair: dict[tuple[str, str], list[tuple[Phrase, str]]]
    """By their first two words."""
    by_word: dict[str, list[tuple[Phrase, str]]]
    """By their first word, where any may follow."""
    anywhere: tuple[tuple[re.Pattern[str], str], ...]

    def found_in(self, text: str, words: Sequence[str]) -> str | None:
        """Return the language of a phrase that a folded text, also given as words, has; None for none."""
        found = next(self._gone_on(words), None)
        if found is None and not text.isascii():
            found = next((code for pattern, code in self.anywhere if pattern.search(text)), None)
        return found

    def _gone_on(self, words: Sequence[str]) -> Iterator[str]:
        pairs = compress(count(), map(self.by_pair.__contains__, pairwise(words)))
        singles = compress(count(), map(self.by_word.__contains__, words))
        begun = chain(
            ((place, each) for place in pairs for each in self.by_pair[words[place], words[place + 1]]),
            ((place, each) for place in singles for each in self.by_word[words[place]]),
        )
        return (code for place, (phrase, code) in begun if _goes_on(phrase, 1, words, place + 1))


@cache
def phrases(section: str) -> Phrases:
    """Return the phrases of one section in every language at once: who is in disguise may change language too."""
    known = Phrases({}, {}, tuple(_anywhere(section)))
    for code in language_codes():
        for line in () if code in _ANYWHERE else entries(code, section):
            phrase = tuple(None if slot == GAP else frozenset(slot.split("|")) for slot in line.split())
            firsts, seconds = phrase[0] or (), (phrase[1] if len(phrase) > 1 else None)
            for word in () if seconds else firsts:
                known.by_word.setdefault(word, []).append((phrase, code))
            for pair in product(firsts, seconds or ()):
                known.by_pair.setdefault(pair, []).append((phrase, code))
    return known


def _anywhere(section: str) -> Iterator[tuple[re.Pattern[str], str]]:
    for code in _ANYWHERE:
        if lines := entries(code, section):
            yield re.compile("|".join(map(_pattern, lines))), code


def _pattern(line: str) -> str:
    return r"\s*".join(".{0,12}" if slot == GAP else f"(?:{slot})" for slot in line.split())


def _goes_on(phrase: Phrase, slot: int, words: Sequence[str], place: int) -> bool:
    if slot == len(phrase):
        return True
    wanted = phrase[slot]
    if wanted is not None:
        return place < len(words) and words[place] in wanted and _goes_on(phrase, slot + 1, words, place + 1)
    after = phrase[slot + 1]
    if after is not None and after.isdisjoint(words[place : place + LONGEST_GAP + 1]):
        return False
    return any(_goes_on(phrase, slot + 1, words, place + skipped) for skipped in range(LONGEST_GAP + 1))
