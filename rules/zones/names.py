"""Fold place names, so that accents, case, punctuation and "St." never decide whether a place is found."""

import re
import unicodedata
from typing import Final

from rules.kit.forms import in_form

_LETTERS: Final = str.maketrans(
    {"ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i", "ħ": "h", "ə": "e"}
)
LONGEST_NAME: Final = 4_000
"""Characters of a name: what twenty times as many as are read as a place may stand for."""
_SAINT: Final = re.compile(r"\b(?:st|ste|saint|sainte)\b")


def fold(name: str) -> str:
    """Return `name` in lower case without accents and punctuation, words separated by single spaces."""
    if name.isascii() and name.isalpha():
        return _SAINT.sub("saint", name.lower())
    text = in_form("NFKD", name, LONGEST_NAME).casefold().translate(_LETTERS)
    # Only Latin, Greek and Cyrillic accents can go: in Thai or Hindi the same marks are vowels.
    text = "".join(c for c in text if not "\u0300" <= c <= "\u036f")
    text = text.replace("'", "").replace("\u2019", "").replace("\u02bb", "").replace("&", " and ")
    text = "".join(c if c.isalnum() or unicodedata.category(c)[0] == "M" else " " for c in text)
    return " ".join(_SAINT.sub("saint", text).split())
