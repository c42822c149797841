"""The word tables of the languages we know, and which of them a text is written in.

`data/comment_words/<language>.txt` holds sections of words or phrases. `[function]` are the words every text is full
of, `[hollow]` those that can be said of any piece, `[common]` everyday words, which say less than rare ones.
`[praise]` (with the vocabulary of criticism), `[trade]` and `[advert]` hold the beginnings of words that speak against
a comment; one of up to three letters, four where words hardly change, is a whole word. In `[exchange]`, `[promotion]`
and `[summary]` a line is a phrase: `a|b` is either word, `...` up to five words or a few characters between. In
languages without spaces words and phrases count wherever they stand; there `|` parts those that speak against.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache, lru_cache
from pathlib import Path

from rules.comments.letters import folded
from rules.comments.words import HAN, KANA, tokens

FEWEST_FUNCTION_WORDS = 0.15
"""Share of function words from which on a text is in a language."""
FEWEST_KNOWN_WORDS = 0.3
"""The same, together with the words that speak against a comment."""

Phrase = tuple[frozenset[str] | None, ...]
"""What each word may be; None is a gap."""

GAP = "..."
LONGEST_GAP = 5

_LOOKED_AT = 2500
"""Characters that tell a language."""
_FIRST_WORDS = 120
_FOLDER = Path(__file__).parent.parent / "data" / "comment_words"
_SPACELESS = ("zh", "ja", "th")
# Vietnamese puts a space after each syllable: a beginning of one says nothing, whole expressions are looked for.
_IN_EXPRESSIONS = (*_SPACELESS, "vi")
_ANYWHERE = (*_SPACELESS, "ko")
_SCRIPTS = {
    "th": re.compile("[\u0e00-\u0e7f]"),
    "ko": re.compile("[\uac00-\ud7a3]"),
    "hi": re.compile("[\u0900-\u097f]"),
    "ar": re.compile("[\u0600-\u06ff]"),
}
# How many letters of a word are kept, so that its endings do not matter. English has a rule of its own.
_KEPT_LETTERS = {"de": 6, "nl": 6, "id": 7, "vi": 7, "hinglish": 6, "hi": 4, "ko": 2, "tr": 5}
_OTHER_KEPT = 5
_ENGLISH_ENDING = re.compile(r"(?<=..)(?:ingly|edly|fully|ing|ied|ies|ed|es|ers?|ly|e|y|s)$")
_ARABIC_BEGINNING = re.compile(r"^(?:وال|بال|كال|فال|لل|ال|و)(?=...)")
_LONGEST_WHOLE = dict.fromkeys(("en", "fr", "es", "pt", "it", "de", "nl", "sv"), 4) | {"ko": 0, "hi": 0}
_OTHER_LONGEST_WHOLE = 3
_TWICE = re.compile(r"(.)\1+")


@dataclass(frozen=True, slots=True)
class Phrases:
    """Phrases of words, by their possible first words, and phrases found anywhere in a text."""

    by_first: dict[str, list[Phrase]]
    anywhere: re.Pattern[str] | None

    def is_in(self, text: str, words: Sequence[str]) -> bool:
        """Whether a folded text, also given as words, has any of the phrases."""
        return any(self._begins(words)) or (self.anywhere is not None and self.anywhere.search(text) is not None)

    def count(self, text: str, words: Sequence[str]) -> int:
        """Return at how many places of a folded text a phrase begins."""
        return sum(self._begins(words)) + (len(self.anywhere.findall(text)) if self.anywhere else 0)

    def _begins(self, words: Sequence[str]) -> Iterator[bool]:
        for place, (word, after) in enumerate(zip(words, (*words[1:], ""), strict=False)):
            if word in self.by_first:
                # A look at the second word first: most phrases end there, and this is asked of every word.
                begun = (each for each in self.by_first[word] if len(each) < 2 or each[1] is None or after in each[1])
                yield any(_goes_on(phrase, 1, words, place + 1) for phrase in begun)


class Against(StrEnum):
    """In which way a word speaks against a comment."""

    PRAISE = "praise"
    TRADE = "trade"
    ADVERT = "advert"


@dataclass(frozen=True, slots=True)
class Language:
    """The tables of one language, folded and stemmed."""

    code: str
    function: frozenset[str]
    hollow: frozenset[str]
    common: frozenset[str]
    hollow_signs: re.Pattern[str] | None
    against: dict[str, Against]
    """Beginnings of words that speak against a comment."""
    against_signs: re.Pattern[str] | None
    """The same as expressions; the name of the group that matches is one of `Against`."""
    summary: Phrases

    def speaks_against(self, word: str) -> Against | None:
        """Return in which way a folded word speaks against a comment, if it does."""
        if self.code == "ar":
            word = _ARABIC_BEGINNING.sub("", word)
        if word in self.against:
            return self.against[word]
        shortest = _LONGEST_WHOLE.get(self.code, _OTHER_LONGEST_WHOLE) + 1
        for length in range(shortest, len(word)):
            if word[:length] in self.against:
                return self.against[word[:length]]
        return None


@cache
def languages() -> dict[str, Language]:
    """Return every language we know by its code."""
    return {path.stem: _read(path) for path in _files()}


@cache
def phrases(section: str) -> Phrases:
    """Return the phrases of one section in every language at once: who is in disguise may change language too."""
    return _phrases((line, path.stem in _ANYWHERE) for path in _files() for line in _sections(path).get(section, ()))


def language_of(text: str) -> str | None:
    """Return the code of the language a folded text is written in, None where it is none of ours."""
    return _language_of(text[:_LOOKED_AT])


@lru_cache(maxsize=64)
def _language_of(text: str) -> str | None:
    if text.isascii():
        return _by_function_words(text)
    letters = sum(map(str.isalpha, text))
    if len(KANA.findall(text)) > letters * 0.1:
        return "ja"
    if len(HAN.findall(text)) > letters * 0.3:
        return "zh"
    for code, script in _SCRIPTS.items():
        if len(script.findall(text)) > letters * 0.3 and (code in ("ko", "th") or _share(text, code) > 0.1):
            return code
    return _by_function_words(text)


def _by_function_words(text: str) -> str | None:
    words = tokens(text)
    counted = Counter(words)
    shares = {
        code: sum(map(counted.__getitem__, counted.keys() & known.function)) for code, known in languages().items()
    }
    best = max(shares, key=lambda code: shares[code])
    if shares[best] >= FEWEST_FUNCTION_WORDS * max(len(words), 1):
        return best
    # Some languages say with endings what others say with small words.
    first = words[:_FIRST_WORDS]
    for code, known in languages().items():
        shares[code] += sum(known.speaks_against(word) is not None for word in first)
    best = max(shares, key=lambda code: shares[code])
    return best if shares[best] >= FEWEST_KNOWN_WORDS * max(len(first), 1) else None


def _share(text: str, code: str) -> float:
    words = tokens(text)
    return sum(word in languages()[code].function for word in words) / max(len(words), 1)


@lru_cache(maxsize=20_000)
def stem(word: str, code: str | None) -> str:
    """Return a folded word without what its grammar adds; repeated letters once, so that "sooo" is "so"."""
    word = _TWICE.sub(r"\1", word)
    if code == "en":
        return _ENGLISH_ENDING.sub("", word)[:8]
    if code == "ar":
        word = _ARABIC_BEGINNING.sub("", word)
    return word[: _KEPT_LETTERS.get(code or "", _OTHER_KEPT)]


def _files() -> list[Path]:
    return sorted(_FOLDER.glob("*.txt"))


@cache
def _sections(path: Path) -> dict[str, list[str]]:
    sections: dict[str, list[str]] = {}
    current: list[str] = []
    for line in path.read_text("utf-8").splitlines():
        if line.startswith("["):
            current = sections.setdefault(line.strip("[]"), [])
        elif line and not line.startswith("#"):
            # Word by word: single letters side by side would be read as one spaced-out word.
            current.append(" ".join(map(folded, line.split())))
    return sections


def _read(path: Path) -> Language:
    code, sections = path.stem, _sections(path)
    words = {name: " ".join(lines).split() for name, lines in sections.items()}
    signs = code in _SPACELESS
    every = sorted({*words["function"], *words["hollow"]}, key=len, reverse=True)
    return Language(
        code,
        frozenset(words["function"]),
        frozenset(words["hollow"] if code == "ko" else {stem(word, code) for word in words["hollow"]}),
        frozenset(stem(word, code) for word in words.get("common", ())),
        re.compile("|".join(map(re.escape, every))) if signs else None,
        {} if code in _IN_EXPRESSIONS else {word: kind for kind in Against for word in words.get(kind, ())},
        _expressions(code, sections) if code in _IN_EXPRESSIONS else None,
        _phrases([(line, code in _ANYWHERE) for line in sections.get("summary", [])]),
    )


def _expressions(code: str, sections: dict[str, list[str]]) -> re.Pattern[str]:
    edge = r"\b" if code == "vi" else ""
    groups = []
    for kind in Against:
        said = {each.strip() for line in sections.get(kind, ()) for each in line.split("|")} - {""}
        groups.append(f"(?P<{kind}>{'|'.join(map(re.escape, sorted(said, key=len, reverse=True)))})")
    return re.compile(f"{edge}(?:{'|'.join(groups)}){edge}")


def _phrases(lines: Iterable[tuple[str, bool]]) -> Phrases:
    """Read phrases, each with whether it counts anywhere, also inside words."""
    by_first: dict[str, list[Phrase]] = {}
    patterns = []
    for line, anywhere in lines:
        slots = line.split()
        if anywhere:
            parts = (".{0,12}" if slot == GAP else f"(?:{slot})" for slot in slots)
            patterns.append(r"\s*".join(parts))
            continue
        phrase = tuple(None if slot == GAP else frozenset(slot.split("|")) for slot in slots)
        for word in phrase[0] or ():
            by_first.setdefault(word, []).append(phrase)
    return Phrases(by_first, re.compile("|".join(patterns)) if patterns else None)


def _goes_on(phrase: Phrase, slot: int, words: Sequence[str], place: int) -> bool:
    if slot == len(phrase):
        return True
    wanted = phrase[slot]
    if wanted is not None:
        return place < len(words) and words[place] in wanted and _goes_on(phrase, slot + 1, words, place + 1)
    return any(_goes_on(phrase, slot + 1, words, place + skipped) for skipped in range(LONGEST_GAP + 1))
