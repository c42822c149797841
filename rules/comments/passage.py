"""Locating the line or moment that stayed with the reader in the piece's text."""

from __future__ import annotations

from itertools import pairwise

from rapidfuzz import fuzz

from rules.comments.evidence import Piece, weighed_units
from rules.comments.languages import language_of, languages, stem
from rules.comments.letters import folded, unmasked
from rules.comments.words import SPACELESS, tokens, without_punctuation, word_count

SIMILAR_LINE = 76.0
"""Out of 100, from which on a line is a misquotation of another."""
SIMILAR_SHORT_LINE = 90.0
SHORT_LINE = 16
LONGEST_COMPARED = 300
LONGEST_SCRAP = 3
"""Up to so many words a passage that names nothing may be praise; a longer one may well be a line."""


def is_located(passage: str, piece: Piece) -> bool:
    """Whether a passage stands in the piece's text: small misquotes, punctuation and line breaks do not matter."""
    wanted = _letters(passage)[:LONGEST_COMPARED].strip()
    if len(wanted) < 2:
        return False
    text = piece.plain
    if f" {wanted} " in f" {text} " or (SPACELESS.search(wanted) and wanted in text):
        return True
    least = SIMILAR_LINE if len(wanted) >= SHORT_LINE else SIMILAR_SHORT_LINE
    found = fuzz.partial_ratio_alignment(wanted, text, score_cutoff=least)
    if found is None or found.src_end - found.src_start < 0.8 * len(wanted):
        return False
    # Letters alone are alike by chance: most of the words must be there too.
    near = text[max(found.dest_start - 12, 0) : found.dest_end + 12]
    words = [word for word in tokens(wanted) if len(word) > 3] or tokens(wanted)
    near_words = tokens(near)
    kept = sum(any(fuzz.ratio(word, other) >= 70 for other in near_words) for word in words)
    return kept >= 0.6 * len(words)


def is_vague(passage: str, piece: Piece, *, located: bool) -> bool:
    """Whether a passage holds nothing but stop words and words of the title, or a scrap of praise ("the ending")."""
    text = _letters(passage)
    code = language_of(text) or piece.language or "en"
    function = languages()[code].function if code in languages() else frozenset()
    said = [unit for unit in tokens(text) if unit not in function and stem(unit, code) not in piece.title_units]
    if SPACELESS.search(text):
        said = [pair for pair in _pairs_of(text) if pair not in piece.title_units]
    if not said:
        return True
    return not located and word_count(text) <= LONGEST_SCRAP and not _particulars(passage, piece)


def speaks_of(passage: str, piece: Piece) -> bool:
    """Whether a moment in the reader's own words shares its particular words with the piece's text."""
    particulars = _particulars(passage, piece)
    if not particulars:
        return False
    shared = particulars & piece.units
    return len(shared) >= min(2, len(particulars)) and len(shared) >= 0.25 * len(particulars)


def _particulars(passage: str, piece: Piece) -> set[str]:
    text = _letters(passage)
    code = language_of(text) or piece.language
    language = languages().get(code or "")
    return {unit for unit, weight, _ in weighed_units(text, language) if weight and unit not in piece.title_units}


def _pairs_of(text: str) -> list[str]:
    return [first + second for first, second in pairwise(text) if SPACELESS.match(first) and SPACELESS.match(second)]


def _letters(text: str) -> str:
    return without_punctuation(unmasked(folded(text)))
