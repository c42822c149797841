"""What was typed as tokens: words in lower case, numbers in digits, marks; each knows where it stood.

In capitals: THING is a mention or a link, which keeps its neighbours apart and says nothing; CLOCK a time of day; STAMP
a moment Discord shows; UNCLEAR figures without a plain meaning, such as 10^5.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator

from rules.english.lines import Line, Token
from rules.english.spelling import SPLIT_WORDS, mended
from rules.english.words import MONTHS, WEEKDAYS
from rules.kit.forms import in_form

SCALES = {
    "": 1, "k": 10**3, "grand": 10**3, "m": 10**6, "mm": 10**6, "mil": 10**6, "mln": 10**6, "mio": 10**6,
    "bn": 10**9,
}  # fmt: skip
POSSESSED = (
    {"today", "tonight", "tomorrow", "week", "weekend", "month", "quarter", "year"}
    | set(MONTHS)
    | {"spring", "summer", "autumn", "winter"}
)
DAYS = {*MONTHS, *WEEKDAYS}
FRACTIONS = {"½": 0.5, "¼": 0.25, "¾": 0.75}
TOO_LARGE = 1e21  # further than anything is counted; keeps figures of any length a number

# The first alternative that fits at a place is the token there.
_SCANNER = re.compile(
    r"""
    (?P<bullet> (?: \A | (?<=\n) ) [ \t]* (?: [-•·*]\s+ | \d{1,2}[.)]\s+(?=\D*\d) ) )
  | (?P<thing> ~~.*?~~ | <(?P<tag>script|style)\b.*?</(?P=tag)> | </?[a-z]+[^<>\d]*> | \w+://\S+ | www\.\S+
             | \b(?:ao3|web3|mp3|b2b)\b | <(?:@[!&]?|\#|a?:\w+:|/[^<>:]*:)\d+> | @[a-z]\w* )
  | (?P<stamp> <t:-?\d+(?::\w)?> )
  | (?P<unclear> \d+(?:\.\d+)?\s*(?:\*\*?|\^)\s*\d+ | \d+[x×]\d+ | \d*[⁰¹²³⁴-⁹]+ | ∞ )
  | (?P<format> \*+ | `+ | \|\| | ~~ | _{2,} | (?<!\w)_+ | _+(?!\w) | (?<!\S)[>\#]+(?=\s) | ["“”«»„] )
  | (?P<date> (?<![\w.,/-]) (?!24/7\b)
        (?: \d{4}(?P<mark>[-/.])\d{1,2}(?P=mark)\d{1,2}
          | \d{1,2}(?P<between>[-/.])\d{1,2}(?P=between)(?:\d{4}|\d\d)
          | \d{1,2}/\d{1,2} | \d{1,2}[-/](?:19|20|21)\d\d | (?:19|20|21)\d\d[-/]\d{1,2} | \d{1,2}\.\d{1,2}\. )
        (?! [\w%] | [-/.,]\d ) )
  | (?P<clock> (?<![\w.,/])
        (?: \d{1,2}:\d\d(?::\d\d)?(?:\s?[ap]\.?m\b\.?)? | \d{1,2}\s?(?:[ap]\.m\.|[ap]m\b) | \d{1,2}\s?o.?clock\b )
        (?: \s?(?:utc|gmt|est|cet|cest|pst|edt|pdt|bst|ist)\b )? )
  | (?P<ordinal> \d+(?:st|nd|rd|th)\b )
  | (?P<day> (?: (?<=ary[ ]) | (?<=rch[ ]) | (?<=ril[ ]) | (?<=may[ ]) | (?<=une[ ]) | (?<=uly[ ]) | (?<=gust[ ])
               | (?<=ber[ ]) | (?<=jan[ ]) | (?<=feb[ ]) | (?<=apr[ ]) | (?<=jun[ ]) | (?<=jul[ ]) | (?<=aug[ ])
               | (?<=sep[ ]) | (?<=oct[ ]) | (?<=nov[ ]) | (?<=dec[ ]) )
             \d{1,2}(?=[ ](?!000)\d{3}(?!\d)) )
  | (?P<number>
        (?P<figures>
            \d+(?:\.\d+)?e\+?\d{1,4}\b
          | \d{1,3}(?:,\d{2,3})*,\d{3}(?!\d)(?:\.\d+)? | [1-9]\d{0,2}(?:\.\d{3})+(?!\d) | \d{1,3}(?:'\d{3})+(?!\d)
          | (?<!\d[ ])(?<![\d.,/-])\d{1,3}(?:[ _]\d{3})+(?![\d])(?:\.\d+)?(?![ -](?:word|page|minute|line)[ ][a-z]+s\b)
          | \d+\s?[½¼¾] | [½¼¾] | \d+(?:\.\d+|,\d{1,2}(?![\d,]))? )
        (?: [ ]?-?(?P<scale>k|grand|mil|mln|mio|mm|bn)(?![a-z]) | (?P<thousands>k)(?=[a-z]{3})
          | (?P<millions>m)(?=[ ](?:[a-z]+[ ])?[a-z]+s\b) )?
        (?: \+(?!\d) | [ ]?ish\b )? )
  | (?P<minus> (?<![\w)])-(?=\d) )
  | (?P<joint> (?<=\w)-(?=[^\W\d_]) | (?<=[^\W\d_])-(?=\d) )
  | (?P<short_year> (?<=[\w,.][ ])'\d\d\b(?![ ]\w+s\b) )
  | (?P<abbreviation> \b(?:jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec|mon|tues?|wed|thurs?|thu|fri|sat|sun)\. )
  | (?P<word> \b(?:[qh][1-4]|b4|2moro|2nite|2mrw)\b | [^\W\d_]+ (?: '?[^\W\d_]+ | -(?=[^\W\d_]) )* )
  | (?P<quote> ' )
  | (?P<punctuation> -> | [^\w\s] )
    """,
    re.VERBOSE | re.DOTALL,
)


# Some signs are a whole phrase, of eighteen letters.
MOST_LETTERS_OF_A_SIGN = 4


def read_line(typed: str) -> Line:
    """Return what was typed as a line of tokens, slips of the commonest words mended."""
    plain, places = _plain(typed)
    tokens = [
        Token(text, places[first], places[last - 1] + 1)
        for match in _SCANNER.finditer(plain)
        for text, first, last in _SPLIT.get(match.lastgroup or "", _as_typed)(match)
    ]
    return Line(typed, tokens)


def _plain(typed: str) -> tuple[str, list[int]]:
    """Return the text without invisible characters and odd forms of letters, and where each letter stood."""
    letters: list[str] = []
    places: list[int] = []
    for place, char in enumerate(typed):
        plain = _FORMS[char] if char in _FORMS else _plain_letter(char)
        letters.append(plain)
        places += [place] * len(plain)
    return "".join(letters), places


_FORMS = {
    **dict.fromkeys("‘’ʼ´′", "'"), **dict.fromkeys("→⇒➜➡", "->"), **dict.fromkeys("−‐‑‒–—―", "-"),
    **{char: char for char in "\n½¼¾⁰¹²³⁴⁵⁶⁷⁸⁹"}, **dict.fromkeys("\t\r", " "),
}  # fmt: skip


def _plain_letter(char: str) -> str:
    if char.isascii() and char >= " ":
        return char.lower()
    category = unicodedata.category(char)
    if category == "Nd":
        return str(unicodedata.decimal(char))
    if category[0] in "CM":
        return ""
    return " " if category == "So" else in_form("NFKC", char, 1).casefold()[:MOST_LETTERS_OF_A_SIGN]


# How each kind of token is written on the line: text, first and last letter

Piece = tuple[str, int, int]


def _as_typed(match: re.Match[str]) -> Iterator[Piece]:
    yield match[0], match.start(), match.end()


def _nothing(_: re.Match[str]) -> Iterator[Piece]:
    yield from ()


def _written_as(text: str) -> Callable[[re.Match[str]], Iterator[Piece]]:
    def piece(match: re.Match[str]) -> Iterator[Piece]:
        yield text, match.start(), match.end()

    return piece


def _number(match: re.Match[str]) -> Iterator[Piece]:
    figures = match["figures"]
    scale = SCALES[match["scale"] or match["thousands"] or match["millions"] or ""]
    if scale == 1 and re.fullmatch(r"[1-9]\d{0,2}\.\d{3}", figures):
        yield figures, match.start(), match.end()  # 1.500 is 1,500 or one and a half: what it counts decides
        return
    yield digits(_value(figures) * scale), match.start(), match.end()


def _value(figures: str) -> float:
    if figures[-1] in FRACTIONS:
        return float(figures[:-1] or 0) + FRACTIONS[figures[-1]]
    if re.fullmatch(r"\d+,\d{1,2}", figures):
        return float(figures.replace(",", "."))
    if re.fullmatch(r"\d{1,3}(?:\.\d{3})+", figures):
        return float(figures.replace(".", ""))
    return min(float(re.sub(r"[, _']", "", figures)), TOO_LARGE)


def digits(value: float) -> str:
    """Write a number without exponent or trailing zeros."""
    return f"{value:.6f}".rstrip("0").rstrip(".")


def _short_year(match: re.Match[str]) -> Iterator[Piece]:
    yield f"20{match[0][1:]}", match.start(), match.end()


def _abbreviation(match: re.Match[str]) -> Iterator[Piece]:
    yield match[0][:-1], match.start(), match.end()


def _word(match: re.Match[str]) -> Iterator[Piece]:
    if match[0].removesuffix("'s") in POSSESSED and not match.string.endswith("new ", 0, match.start()):
        yield match[0].removesuffix("'s"), match.start(), match.end()  # "this week's goal", but New Year's
        return
    parts = match[0].split("-")
    if len(parts) == 1 or not SPLIT_WORDS.isdisjoint(parts):
        place = match.start()
        for number, part in enumerate(parts):
            if number and part in DAYS and parts[number - 1] in DAYS:
                yield "-", place - 1, place  # Mon-Fri
            for word in mended(part.replace("'", "")).split():
                yield word, place, place + len(part)
            place += len(part) + 1
    else:
        yield match[0].replace("'", ""), match.start(), match.end()


_SPLIT: dict[str, Callable[[re.Match[str]], Iterator[Piece]]] = {
    "bullet": _nothing, "format": _nothing, "joint": _nothing, "quote": _nothing,
    "thing": _written_as("THING"), "stamp": _written_as("STAMP"), "clock": _written_as("CLOCK"),
    "unclear": _written_as("UNCLEAR"), "minus": _written_as("minus"),
    "number": _number, "short_year": _short_year, "abbreviation": _abbreviation, "word": _word,
}  # fmt: skip
