"""Locating the line or moment that stayed with the reader in the piece's text."""

from __future__ import annotations

from bisect import bisect

from rapidfuzz import fuzz

from rules.comments.evidence import PieceRead
from rules.comments.letters import folded, unmasked
from rules.comments.words import SPACELESS, tokens, without_punctuation

SIMILAR_LINE = 76.0
"""Out of 100, from which on a line is a misquotation of another."""
SIMILAR_SHORT_LINE = 90.0
SHORT_LINE = 16
LONGEST_COMPARED = 300


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
    exact = text.find(wanted) if SPACELESS.search(wanted) else f" {text} ".find(f" {wanted} ")
    if exact >= 0:
        return exact
    least = SIMILAR_LINE if len(wanted) >= SHORT_LINE else SIMILAR_SHORT_LINE
    found = fuzz.partial_ratio_alignment(wanted, text, score_cutoff=least)
    if found is None or found.src_end - found.src_start < 0.8 * len(wanted):
        return None
    # Letters alone are alike by chance: most of the words must be there too.
    near = tokens(text[max(found.dest_start - 12, 0) : found.dest_end + 12])
    words = [word for word in tokens(wanted) if len(word) > 3] or tokens(wanted)
    kept = sum(any(fuzz.ratio(word, other) >= 70 for other in near) for word in words)
    return found.dest_start if kept >= 0.6 * len(words) else None
