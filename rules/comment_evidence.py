"""What shows that a piece was read: how much of a comment could not be said of any other piece."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from rules.comment_languages import Language, language_of, languages, stem
from rules.comment_letters import folded, unmasked
from rules.comment_words import SPACELESS, tokens, without_punctuation

COMMON_WEIGHT = 0.5
"""What an everyday word weighs beside a rare one."""
SIGNS_WEIGHT = 0.5
"""What two characters weigh in a language without spaces."""

_MIXED_FROM = 4


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece as the check compares with it."""

    title: str
    text: str
    words: Sequence[str]
    plain: str
    """Its text without punctuation."""
    language: str | None
    units: frozenset[str]
    """The stems, or pairs of characters, of its text."""
    title_units: frozenset[str]


@dataclass(frozen=True, slots=True)
class Evidence:
    """The weights of the particular words of a comment, each counted once."""

    specific: float
    shared: float
    """Of those, the ones the piece has too."""
    share: float
    """Of all different words, 0 to 1."""
    comparable: bool
    """Whether the text is known, and in the same language."""
    summary: int
    """How many phrases of retelling it has."""
    titled: int
    """How many words of the title it has."""
    language: str | None


@lru_cache(maxsize=16)
def piece_of(title: str, text: str) -> Piece:
    """Prepare a piece; folded once, however many comments it gets."""
    body, head = folded(text), folded(title)
    words = tokens(body)
    language = language_of(body)
    title_language = language or language_of(head)
    return Piece(
        title=head,
        text=body,
        words=words,
        plain=without_punctuation(body) if SPACELESS.search(body) else " ".join(words),
        language=language,
        units=frozenset(_units(body, language)),
        title_units=frozenset(_units(head, title_language)),
    )


def evidence(own_text: str, piece: Piece) -> Evidence:
    """Weigh a folded comment, quotations and copied words already left out."""
    text = unmasked(own_text)
    code = language_of(text)
    language = languages().get(code or "")
    comparable = bool(piece.text) and code == piece.language
    title_units = piece.title_units | set(_units(piece.title, code))
    piece_units = piece.units
    specific = shared = 0.0
    every: set[str] = set()
    titled = set()
    for unit, weight in weighed_units(text, language):
        if unit in every:
            continue
        every.add(unit)
        if unit in title_units:
            titled.add(unit)
        elif weight:
            specific += weight
            shared += weight if unit in piece_units else 0.0
    summary = language.summary.count(text, tokens(text)) if language else 0
    signs = len(SPACELESS.findall(text)) * SIGNS_WEIGHT
    share = specific / max(signs or len(every), 1)
    return Evidence(specific, shared, share, comparable, summary, len(titled), code)


def weighed_units(text: str, language: Language | None) -> Iterable[tuple[str, float]]:
    """Yield the stems, or pairs of characters, of a folded text with their weights; 0 for what says nothing."""
    code = language.code if language else None
    signs = SPACELESS.search(text) is not None
    for word in tokens(text):
        if not (signs and SPACELESS.match(word)):
            yield stem(word, code), _weight(word, code)
    if signs:
        for pair in _pairs(text, language):
            yield pair, SIGNS_WEIGHT


def _units(text: str, code: str | None) -> Iterable[str]:
    if SPACELESS.search(text):
        yield from _pairs(text, None)
    for word in set(tokens(text)):
        yield stem(word, code)


@lru_cache(maxsize=20_000)
def _weight(word: str, code: str | None) -> float:
    if len(word) < 2 or word.isdigit():
        return COMMON_WEIGHT if word.isdigit() else 0.0
    return min(_weight_in(word, known) for known in {code or "en", "en"})


def _weight_in(word: str, code: str) -> float:
    language = languages()[code]
    if word in language.function or (code == "ko" and len(word) <= 3 and word[:1] in language.function):
        return 0.0
    if code == "ko":
        return 0.0 if any(word.startswith(beginning) for beginning in _korean(word)) else 1.0
    base = stem(word, code)
    if base in language.hollow:
        return 0.0
    return COMMON_WEIGHT if base in language.common else 1.0


def _korean(word: str) -> Iterable[str]:
    known = languages()["ko"]
    return (word[:length] for length in range(1, len(word) + 1) if word[:length] in known.hollow)


def _pairs(text: str, language: Language | None) -> Iterable[str]:
    """Yield each two neighbouring characters, where neither belongs to a phrase that says nothing."""
    if language and language.hollow_signs:
        text = language.hollow_signs.sub(" ", text)
    japanese = language is not None and language.code == "ja"
    for first, second in pairwise(text):
        if SPACELESS.match(first) and SPACELESS.match(second) and not (japanese and _is_hiragana(first + second)):
            yield first + second


def _is_hiragana(pair: str) -> bool:
    return all("\u3041" <= sign <= "\u309f" for sign in pair)
