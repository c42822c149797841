"""A line of tokens over what was typed, and phrases found in it.

Reading goes in storeys: numbers, then names of days, then whatever a feature reads. In each storey every phrase looks
at the same line; of those that overlap, the longest wins, and of two equally long the one listed first. What was read
then stands as one token with a meaning, and the next storey looks at that line. What was typed is never changed, so
that any part of it can be quoted.

A phrase is a regular expression over tokens instead of letters: a word matches that word, `( | ) ? * +` and `(?! )`
mean what they always mean, spaces only separate, `{piece}` stands for one of `PIECES`, and
`name=(a|b)` or `name={piece}` names what stood there.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from itertools import accumulate

# Each matches whole tokens, every one with the space behind it. Capitals are tokens that were read in a lower storey.
PIECES: dict[str, str] = {
    "number": r"\d+(?:\.\d+)? ",
    "whole": r"\d+ ",
    "word": r"[a-z][\w-]* ",
    "any": r"\S+ ",
    "end": r"(?=$|[.,;:!?()-] )",
    "open": r"\( ",
    "close": r"\) ",
}
_PARTS = re.compile(
    r"""
    (?: (?P<name>\w+) = )? \{ (?P<piece>\w+) \}   # {number} or count={number}
  | (?P<group>\w+) = \(                          # which=(this|next)
  | (?P<operator> \(\?[!=] | [()|?*+] )
  | (?P<token> -> | \w[\w'/-]* | [^\w\s] )
    """,
    re.VERBOSE,
)


@dataclass(frozen=True, slots=True)
class Token:
    """A word, a number in digits or a mark, and where it stands in what was typed."""

    text: str
    begin: int
    end: int
    meaning: object = None


class Line:
    """The tokens of what was typed."""

    def __init__(self, typed: str, tokens: Sequence[Token]) -> None:
        self.typed = typed
        self.tokens = tokens
        self.text = "".join(f"{token.text} " for token in tokens)
        self._starts = list(accumulate((len(token.text) + 1 for token in tokens), initial=0))

    def index(self, offset: int) -> int:
        """Return the number of the token that begins at or before an offset of `text`."""
        return bisect_right(self._starts, offset) - 1

    def text_between(self, first: int, last: int) -> str:
        """Return the tokens from `first` up to `last`, each with a space behind it."""
        return self.text[self._starts[first] : self._starts[last]]

    def quote(self, first: int, last: int) -> str:
        """Return the member's own words from token `first` up to `last`."""
        if first >= last:
            return ""
        last = min(last, len(self.tokens))
        return " ".join(self.typed[self.tokens[first].begin : self.tokens[last - 1].end].split())

    def with_read(self, found: Iterable[Found]) -> Line:
        """Return the line with each thing found as one token."""
        tokens: list[Token] = []
        done = 0
        for each in sorted(found, key=lambda one: one.first):
            tokens += self.tokens[done : each.first]
            span = self.tokens[each.first : each.last]
            tokens.append(Token(each.text, span[0].begin, span[-1].end, each.meaning))
            done = each.last
        return Line(self.typed, [*tokens, *self.tokens[done:]])


class Said:
    """The words a phrase matched, by the names of its pieces."""

    def __init__(self, line: Line, match: re.Match[str], today: date) -> None:
        self.line = line
        self.today = today
        self.match = match

    def __getitem__(self, name: str) -> str:
        """Return the words of a piece, or nothing where it was left out."""
        return (self.match.groupdict().get(name) or "").strip()

    def __str__(self) -> str:
        return self.match[0].strip()

    def number(self, name: str) -> float:
        """Return the number a piece stands for."""
        return float(self[name])

    def meaning(self, name: str) -> object:
        """Return what the token of a piece means."""
        return self.line.tokens[self.line.index(self.match.start(name))].meaning

    @property
    def before(self) -> str:
        """The tokens before."""
        return self.line.text[: self.match.start()]

    @property
    def after(self) -> str:
        """The tokens behind."""
        return self.line.text[self.match.end() :]

    @property
    def quote(self) -> str:
        """The member's own words."""
        return self.line.quote(self.line.index(self.match.start()), self.line.index(self.match.end() - 1) + 1)


@dataclass(frozen=True, slots=True)
class Read:
    """What a phrase came to: the token it becomes, and its meaning."""

    text: str
    meaning: object = None


@dataclass(frozen=True, slots=True)
class Phrase:
    """A way to say something, what it means (None: not here after all), and an example that a test reads."""

    pattern: str
    read: Callable[[Said], Read | None]
    example: str


@dataclass(frozen=True, slots=True)
class Found:
    """A phrase found from token `first` up to `last`."""

    first: int
    last: int
    text: str
    meaning: object


@cache
def compiled(pattern: str) -> re.Pattern[str]:
    """Return the regular expression of a phrase."""
    return re.compile(rf"(?<!\S){_expression(pattern)}")


def _expression(pattern: str) -> str:
    parts: list[str] = []
    for part in _PARTS.finditer(pattern):
        if part["piece"]:
            piece = PIECES[part["piece"]]
            parts.append(f"(?P<{part['name']}>{piece})" if part["name"] else f"(?:{piece})")
        elif part["group"]:
            parts.append(f"(?P<{part['group']}>")
        elif part["token"]:
            parts.append(f"(?:{re.escape(part['token'])} )")
        else:
            parts.append("(?:" if part["operator"] == "(" else part["operator"])
    return "".join(parts)


def any_of(words: Iterable[str]) -> str:
    """Return a piece that is one of some words or runs of words."""
    return "(?:" + "|".join(re.escape(each) for each in sorted(words, key=len, reverse=True)) + ") "


def _read(phrase: Phrase, said: Said) -> Read | None:
    try:
        return phrase.read(said)
    except OverflowError:  # beyond the years that a calendar has
        return None


def find(line: Line, phrases: Iterable[Phrase], today: date) -> list[Found]:
    """Return what the phrases found, the longest where they overlap, in the order of the line."""
    candidates = [
        (first - last, number, Found(first, last, read.text, read.meaning))
        for number, phrase in enumerate(phrases)
        for match in compiled(phrase.pattern).finditer(line.text)
        if (first := line.index(match.start())) < (last := line.index(match.end() - 1) + 1)
        and (read := _read(phrase, Said(line, match, today))) is not None
    ]
    taken: set[int] = set()
    found: list[Found] = []
    for _, _, each in sorted(candidates, key=lambda one: one[:2]):
        span = range(each.first, each.last)
        if taken.isdisjoint(span):
            taken.update(span)
            found.append(each)
    return sorted(found, key=lambda one: one.first)
