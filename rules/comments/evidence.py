"""What shows that a piece was read: how much of a comment could not be said of any other piece."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from rules.comments.languages import Against, Language, language_of, languages, stem
from rules.comments.letters import folded, unmasked
from rules.comments.words import SPACELESS, tokens, without_punctuation

COMMON_WEIGHT = 0.5
"""What an everyday word weighs beside a rare one."""
SIGNS_WEIGHT = 0.5
"""What two characters weigh in a language without spaces."""
AGAINST_WEIGHT = {Against.PRAISE: 0.75, Against.TRADE: 1.0, Against.ADVERT: 1.0}
"""Praise is the cheapest: a reader who found much to praise also has something to say."""


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
    net: float
    """What is left of them when the words against the comment have taken theirs away."""
    shared: float
    """Of the particular ones, those the piece has too."""
    share: float
    """Of all different words, 0 to 1."""
    net_share: float
    comparable: bool
    """Whether the text is known, and in the same language."""
    summary: int
    """How many phrases of retelling it has."""
    titled: int
    """How many words of the title it has."""
    language: str | None
    against: Counter[Against]
    """How many words speak against it, neither in the piece nor in its title."""


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
    against: Counter[Against] = Counter()
    for unit, weight, kind in weighed_units(text, language):
        if unit in every:
            continue
        every.add(unit)
        if unit in title_units:
            titled.add(unit)
        elif kind:
            against[kind] += unit not in piece_units
        elif weight:
            specific += weight
            shared += weight if unit in piece_units else 0.0
    summary = language.summary.count(text, tokens(text)) if language else 0
    signs = len(SPACELESS.findall(text)) * SIGNS_WEIGHT
    different = max(signs or len(every), 1)
    net = specific - sum(AGAINST_WEIGHT[kind] * count for kind, count in against.items())
    return Evidence(
        specific, net, shared, specific / different, net / different, comparable, summary, len(titled), code, against
    )


class Unit(NamedTuple):
    """The stem of a word, or a pair of characters."""

    text: str
    weight: float
    """0 for what says nothing."""
    against: Against | None = None


def weighed_units(text: str, language: Language | None) -> Iterable[Unit]:
    """Yield the units of a folded text."""
    code = language.code if language else None
    if language and language.against_signs:
        for found in language.against_signs.finditer(text):
            yield Unit(found[0], 0.0, Against(str(found.lastgroup)))
        text = language.against_signs.sub(" ", text)
    signs = SPACELESS.search(text) is not None
    for word in tokens(text):
        if not (signs and SPACELESS.match(word)):
            yield _unit(word, code)
    if signs:
        for pair in _pairs(text, language):
            yield Unit(pair, SIGNS_WEIGHT)


def _units(text: str, code: str | None) -> Iterable[str]:
    if SPACELESS.search(text):
        yield from _pairs(text, None)
    for word in set(tokens(text)):
        yield stem(word, code)


@lru_cache(maxsize=20_000)
def _unit(word: str, code: str | None) -> Unit:
    language = languages().get(code or "")
    kind = language.speaks_against(word) if language and word not in language.function else None
    return Unit(stem(word, code), 0.0 if kind else _weight(word, code), kind)


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
