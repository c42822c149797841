"""What shows that a piece was read: the words a comment shares with it, and the line that stayed with the reader."""

from __future__ import annotations

from bisect import bisect
from collections.abc import Sequence, Set
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate, chain, pairwise

from rules.comments.languages import language_of, small_words
from rules.comments.likeness import known, rarity
from rules.comments.words import is_spaceless, line_tokens, tokens, without_punctuation
from rules.kit.letters import folded, unmasked

FEWEST_RARE = 8
"""Rare words from which on their share says that a comment is made of the piece's words."""
SIGNS_LOOKED_AT = 50
KEPT_LETTERS = 5
"""Letters of a word that are compared, so that its endings do not matter."""

SIMILAR_LINE = 76.0
"""Out of 100, from which on a line is a misquotation of another."""
SIMILAR_SHORT_LINE = 90.0
SHORT_LINE = 16
LONGEST_COMPARED = 300


@dataclass(frozen=True, slots=True)
class PieceRead:
    """A piece as the check compares with it."""

    words: Sequence[str]
    """Of its text, folded."""
    plain: str
    """Its text without punctuation, the paragraphs one after the other."""
    paragraph_starts: tuple[int, ...]
    """Where in `plain` each paragraph begins."""
    language: str | None
    title_stems: Set[str]
    own_stems: Set[str]
    """Those of its words that its title has not."""

    @property
    def is_known(self) -> bool:
        """Whether its text is here to compare with."""
        return bool(self.words)


@dataclass(frozen=True, slots=True)
class Evidence:
    """What a comment's different particular words say; all 0 where the piece's text is unknown."""

    comparable: bool
    """Whether the text is known, and in the comment's language."""
    share: float
    """Share of them that stand in the piece, its title apart, 0 to 1."""
    rare: int
    """How many rare ones stand in the piece, its title apart."""
    of_the_piece: float
    """Share of its rare words that stand in the piece or its title, 0 to 1; 0 where it has too few of them."""
    retold: float
    """Share of its words that stand in the piece, each counted by its rarity: long pieces have the common ones."""


@lru_cache(maxsize=16)
def piece_of(title: str, text: str) -> PieceRead:
    """Prepare a piece; once, however many comments it gets."""
    body = folded(text)
    between = "" if is_spaceless(body) else " "
    paragraphs = list(filter(None, line_tokens(body)))
    plain = [between.join(words) for words in paragraphs]
    words = tuple(chain.from_iterable(paragraphs))
    stems, title_stems = _stems(words), _stems(tokens(folded(title)))
    stems -= title_stems
    return PieceRead(
        words=words,
        plain=" ".join(plain),
        paragraph_starts=tuple(accumulate((len(paragraph) + 1 for paragraph in plain), initial=0)),
        language=language_of(body),
        title_stems=title_stems,
        own_stems=stems,
    )


def evidence(own_text: str, piece: PieceRead) -> Evidence:
    """Compare a folded comment, quotations and copied words already left out."""
    text = unmasked(own_text)
    language = language_of(text)
    if not piece.is_known or language != piece.language:
        return Evidence(comparable=False, share=0.0, rare=0, of_the_piece=0.0, retold=0.0)
    small = small_words(language)
    words = [word for word in tokens(text) if word not in small]
    particular = _stems(words)
    # Any longer piece has the words that many comments have; only the others tell where words were taken from.
    common = known(tokens(text))
    rare = _stems([word for word in words if word not in common])
    named, in_title = len(rare & piece.own_stems), len(rare & piece.title_stems)
    taken = named + in_title if len(rare) >= FEWEST_RARE else 0
    counts = rarity(particular, tokens(text))
    shared = particular & piece.own_stems
    return Evidence(
        comparable=True,
        share=len(shared) / max(len(particular), 1),
        rare=named,
        of_the_piece=taken / max(len(rare), 1),
        retold=sum(counts[stem] for stem in shared) / max(sum(counts.values()), 1e-9),
    )


def named_of_it(words: Sequence[str], piece: PieceRead) -> str:
    """Return the first rare one of some folded words that stands in a piece, its title apart; "" where none does."""
    common = known(words)
    rare = (word for word in words if word not in common)
    return next((word for word in rare if not _stems([word]).isdisjoint(piece.own_stems)), "")


def _stems(words: Sequence[str]) -> set[str]:
    """Return beginnings of words; pairs of signs where words have no spaces."""
    stems = {word[:KEPT_LETTERS] for word in set(words) if len(word) > 1}
    if is_spaceless("".join(words[:SIGNS_LOOKED_AT])):
        stems.update(first + second for first, second in pairwise(words) if len(first) == len(second) == 1)
    return stems


def quoted_paragraph(passage: str, piece: PieceRead) -> int | None:
    """Return which paragraph of the piece's text has a passage, 1 for the first; None where none has.

    Small misquotes, punctuation and line breaks do not matter.
    """
    wanted = without_punctuation(unmasked(folded(passage)))[:LONGEST_COMPARED].strip()
    if len(wanted) < 2:
        return None
    place = _place(wanted, piece.plain)
    return None if place is None else bisect(piece.paragraph_starts, place)


def _place(wanted: str, text: str) -> int | None:
    exact = text.find(wanted) if is_spaceless(wanted) else f" {text} ".find(f" {wanted} ")
    if exact >= 0:
        return exact
    from rapidfuzz import fuzz  # 4 MB, for the few lines that are not quoted as they stand

    least = SIMILAR_LINE if len(wanted) >= SHORT_LINE else SIMILAR_SHORT_LINE
    found = fuzz.partial_ratio_alignment(wanted, text, score_cutoff=least)
    if found is None or found.src_end - found.src_start < 0.8 * len(wanted):
        return None
    # Letters alone are alike by chance: most of the words must be there too.
    near = tokens(text[max(found.dest_start - 12, 0) : found.dest_end + 12])
    words = [word for word in tokens(wanted) if len(word) > 3] or tokens(wanted)
    kept = sum(any(fuzz.ratio(word, other) >= 70 for other in near) for word in words)
    return found.dest_start if kept >= 0.6 * len(words) else None
