"""Typed text in one of Unicode's forms, at a cost that grows with its length and no faster."""

from __future__ import annotations

import re
import unicodedata
from typing import Literal

MOST_MARKS = 64
"""What is kept of marks in a row: putting them in order takes the square of their number. Words have a few."""


def in_form(form: Literal["NFC", "NFKC", "NFKD"], typed: str, longest: int) -> str:
    """Return what was typed in a form of Unicode, cut before it is looked at: one sign may stand for eighteen."""
    typed = typed[:longest]
    if typed.isascii():
        return typed
    marks = "".join(
        sorted(sign for sign in set(typed) if unicodedata.combining(unicodedata.normalize("NFKD", sign)[0]))
    )
    if marks:
        typed = re.sub(f"([{marks}]{{{MOST_MARKS}}})[{marks}]+", r"\1", typed)
    return unicodedata.normalize(form, typed)
