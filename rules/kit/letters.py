"""Text with its letters undisguised: look-alikes, styled and spaced letters, digits for letters, invisible signs."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from rules.kit.forms import in_form
from rules.kit.text import INVISIBLE

# Letters of other alphabets that look like Latin ones. Only used in words that mix alphabets, or that consist of
# look-alikes alone in a text that is otherwise Latin: Russian and Greek keep their letters.
_LOOK_ALIKES = str.maketrans(
    dict(
        zip(
            "абвгдеёзикмнорстухчьіїјѕԁԛԝһӏʟ" + "αβγδεηικνορτυχωϲ",
            "a6braee3nkmhopctyx4biijsdqwhll" + "abydenikvoptuxwc",
            strict=True,
        )
    )
)
# Styled letters that Unicode does not decompose: small capitals, and the squared and circled alphabets.
_STYLED = {
    ord(styled): plain for styled, plain in zip("ᴀʙᴄᴅᴇꜰғɢʜɪᴊᴋʟᴍɴᴏᴘǫʀꜱᴛᴜᴠᴡʏᴢ", "abcdeffghijklmnopqrstuvwyz", strict=True)
}
_STYLED |= {
    first + place: chr(ord("a") + place)
    for first in (0x1F130, 0x1F150, 0x1F170, 0x1F1E6)  # squared, negative circled, negative squared, flags
    for place in range(26)
}
# Letters with a stroke or joined ones, which decomposing leaves as they are, and the shapes of Arabic ones.
_SAME = dict(
    zip("øłđıæœðþёأإآٱىةیک", ("o", "l", "d", "i", "ae", "oe", "d", "th", "е", *"ااااي", "ه", "ي", "ك"), strict=True)
)
_PLAIN: dict[int, str | None] = {ord(sign): plain for sign, plain in _SAME.items()} | {ord("ـ"): None}
_LEET = str.maketrans("01345789@$", "oieastbgas")

MARKS = "‘’‚“”„«»–—…¡¿°€\u00a0"
"""Signs beside ASCII's that are what they look like; a text of nothing else need not be looked at closer."""
_PLAIN_SIGNS = frozenset(map(chr, range(128))) | frozenset(MARKS)
_ACCENTS = re.compile("[\u0300-\u036f\u064b-\u065f\u0670\ufe00-\ufe0f\u20e3]")
_LATIN = re.compile("[a-z]")
_OTHER = re.compile("[\u0370-\u03ff\u0400-\u052f]")
_MIXED = re.compile(r"[a-z][^\W\d_a-z]|[^\W\d_a-z][a-z]")
_WORD = re.compile(r"[^\W\d_]+")
_ALPHABET = "[a-z0-9\u0370-\u052f]"
_SPACED = re.compile(
    rf"(?<![^\W_])(?:{_ALPHABET}(?P<gap>[ ._*~/+-]{{1,2}}))(?:{_ALPHABET}(?P=gap)){{2,}}{_ALPHABET}(?![^\W_])"
)
# Two single letters between gaps, which such words have: rare, and looked for in half the time where each gap is a
# space, whatever may be a letter ("?" for those that are not ASCII's) an "x", and the rest a line break.
_SHAPES = bytes(
    ord(" " if chr(code) in " ._*~/+-" else "x" if chr(code).isalnum() or chr(code) == "?" else "\n")
    for code in range(256)
)
_LEET_WORD = re.compile(r"[\w@$]+")
# What is rare comes first: a search then steps over all that cannot begin it, or need not begin.
_LEET_SIGNS = "013457@$"
_LEET_INSIDE = re.compile(f"[{_LEET_SIGNS}](?:(?<=[a-z].)|(?=[a-z]))")
_INNER = re.compile(r"[-._*~|/+^=](?<=[^\W\d_].)[-._*~|/+^=]{0,2}(?=[^\W\d_])")


MOST_LETTERS_OF_A_SIGN = 4
"""What is kept of a sign that decomposes into a whole phrase: some into eighteen letters."""
MOST_TIMES_AS_LONG = 2
"""What is kept of a folded text."""
FEW_SIGNS = 100
"""Up to so many different ones are replaced one by one, as a language's are: a fifth of the time of looking at all."""


@lru_cache(maxsize=64)
def folded(text: str) -> str:
    """Return the text in small letters without accents, invisible signs, styles, look-alikes and spaced letters."""
    plain = text.casefold()
    if not plain.isascii():
        plain = _with_latin_letters(_with_plain_signs(plain)[: MOST_TIMES_AS_LONG * len(text)])
    shape = plain.encode("ascii", "replace").translate(_SHAPES)
    if b" x x " not in shape and b" x  x " not in shape:
        return plain
    return _SPACED.sub(lambda found: found[0].replace(found["gap"], ""), plain)


# Letters that look the same in many a typeface.
_ALIKE = str.maketrans("l1|0", "iiio")
# Marks that stand on letters of any script, and those of scripts that are as often written without them. The others
# are vowels and tones: in Hindi or Thai a word with another one is another word.
_LOOSE_MARKS = re.compile(
    "[\u0300-\u036f\u0483-\u0489\u0591-\u05c7\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]"
)
# A vowel of Hindi on a Latin letter is no word of any script.
_ON_LATIN = re.compile(r"(?<=[a-z0-9])\W+")


def look_of(text: str) -> str:
    """Return the text as it looks, without signs and space: two that look alike are one to whoever reads them.

    Accents on Latin letters count for nothing, also where they are tones: phones are slow at them.
    """
    plain = folded(text).translate(_ALIKE)
    bare = _ON_LATIN.sub("", _LOOSE_MARKS.sub("", plain))
    return "".join(sign for sign in bare if sign.isalnum() or unicodedata.category(sign) in ("Mn", "Mc")) or plain


def _with_plain_signs(text: str) -> str:
    """Return the text with each sign as it is read."""
    signs = set(text)
    if _PLAIN_SIGNS.issuperset(signs):
        return text
    read_as = {sign: plain for sign in signs if (plain := _read_as(sign)) != sign}
    if len(read_as) > FEW_SIGNS:
        text = text.translate({ord(sign): plain for sign, plain in read_as.items()})
    else:
        for sign, plain in read_as.items():
            text = text.replace(sign, plain)
    return in_form("NFC", text, len(text))  # as long as a piece may be: each sign is cut by now


@lru_cache(maxsize=2_048)
def _read_as(sign: str) -> str:
    """Return what a sign is read as: small letters without accents, nothing where it is an accent or invisible."""
    plain = in_form("NFKD", sign.translate(_STYLED), MOST_LETTERS_OF_A_SIGN)[:MOST_LETTERS_OF_A_SIGN].translate(_STYLED)
    plain = in_form("NFC", INVISIBLE.sub("", _ACCENTS.sub("", plain)), MOST_LETTERS_OF_A_SIGN)
    return "".join(each for each in plain if unicodedata.category(each) != "Cf").casefold().translate(_PLAIN)


@lru_cache(maxsize=64)
def unmasked(text: str) -> str:
    """Return a folded text with digits and signs inside words read as the letters they stand for: f0ll0w, fol.low."""
    if any(sign in text for sign in _LEET_SIGNS) and _LEET_INSIDE.search(text):
        text = _LEET_WORD.sub(_read_leet, text)
    return _INNER.sub("", text)


def _read_leet(found: re.Match[str]) -> str:
    return found[0].translate(_LEET) if _LEET_INSIDE.search(found[0]) else found[0]


def _with_latin_letters(text: str) -> str:
    if not _OTHER.search(text) or not _LATIN.search(text):
        return text
    mostly_latin = len(_LATIN.findall(text)) > len(_OTHER.findall(text))
    if not mostly_latin and not _MIXED.search(text):
        return text

    def latin(found: re.Match[str]) -> str:
        word = found[0]
        if not _OTHER.search(word):
            return word
        plain = word.translate(_LOOK_ALIKES)
        mixed = bool(_LATIN.search(word))
        return plain if mixed or (mostly_latin and not _OTHER.search(plain)) else word

    return _WORD.sub(latin, text)
