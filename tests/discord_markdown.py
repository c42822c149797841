"""A small model of what Discord makes of a text: which parts of it would be a link, a mention, bold and so on.

It reads as Discord's clients do: from the left, the first rule that fits, a backslash taking the meaning of any sign
that is no letter, digit or space. Where the clients differ it holds for alive what any of them brings to life.
"""

from __future__ import annotations

import re
from typing import NamedTuple


class Live(NamedTuple):
    """A part of a text that is more than text: what it is, and what stands in it."""

    kind: str
    inner: str


_ESCAPED = re.compile(r"\\[^0-9A-Za-z\s]")
# What stands in these is looked at no further.
_CLOSED = {
    "code block": re.compile(r"```([\s\S]+?)```"),
    "code": re.compile(r"(?<!`)(`+)(?!`)([\s\S]*?[^`])\1(?!`)"),
    "mention": re.compile(r"<(@[!&]?\d+|#\d+)>"),
    "emoji": re.compile(r"<(a?:\w+:\d+)>|:([\w+-]+):"),
    "timestamp": re.compile(r"<(t:-?\d+(?::[A-Za-z])?)>"),
    "command": re.compile(r"<(/[^<>:\n]+:\d+)>"),
    "place": re.compile(r"<(id:\w+)>"),
    "everybody": re.compile(r"(@everyone|@here)"),
    "bare link": re.compile(
        r"<([^: >\n]+:/[^ >\n]+)>|<([^\s<>@]+@[^\s<>@]+)>|<(\+\d+)>|(?:https?|steam|discord)://([^\s<]+)"
    ),
    "invitation": re.compile(r"(discord\.gg/\w+)"),
}
# What stands in these is looked at as well.
_OPEN = {
    "link": re.compile(
        r"\[(?!\])((?:\\[\s\S]|[^\\\[\]]|\[[^\]]*\])*?(?:\[(?:\\[\s\S]|[^\\\]])*?)?)\]\(\s*((?:\\.|[^\s\\)])+)[^)]*\)"
    ),
    "bold": re.compile(r"\*\*((?:\\[\s\S]|[^\\])+?)\*\*(?!\*)"),
    "underlined": re.compile(r"__((?:\\[\s\S]|[^\\])+?)__(?!_)"),
    "struck": re.compile(r"~~((?:\\[\s\S]|[^\\])+?)~~"),
    "spoiler": re.compile(r"\|\|((?:\\[\s\S]|[^\\])+?)\|\|"),
    "italic": re.compile(r"\*(?=\S)((?:\\[\s\S]|[^\\*])+?)\*(?!\*)|\b_((?:\\[\s\S]|[^\\_])+?)_\b"),
}
_AT_LINE_START = {
    "small print": re.compile(r" *-# +(.+)"),
    "heading": re.compile(r" *#{1,3} +(.+)"),
    "quotation": re.compile(r" *>(?:>>)? +(.*)"),
    "list": re.compile(r" *(?:[*+-]|\d+\.) +(.+)"),
}


def live_parts(text: str) -> set[Live]:
    """Return every part of a text that would be more than text."""
    found: set[Live] = set()
    at, line_start = 0, True
    while at < len(text):
        if line_start:
            begun = _matched(_AT_LINE_START, text, at)
            found |= begun.keys()
        if escaped := _ESCAPED.match(text, at):
            at, line_start = escaped.end(), False
            continue
        if closed := _matched(_CLOSED, text, at):
            first, end = next(iter(closed.items()))
            found.add(first)
            at, line_start = end, False
            continue
        found |= _matched(_OPEN, text, at).keys()
        quoted = line_start and re.match(r" *>(?:>>)? ", text[at : at + 20])
        line_start = text[at] == "\n" or (line_start and text[at] == " ")
        if quoted:  # what is quoted begins a line of its own
            at, line_start = at + quoted.end(), True
            continue
        at += 1
    return found


def _matched(rules: dict[str, re.Pattern[str]], text: str, at: int) -> dict[Live, int]:
    found = {kind: rule.match(text, at) for kind, rule in rules.items()}
    return {
        Live(kind, next((each for each in reversed(match.groups()) if each is not None), "")): match.end()
        for kind, match in found.items()
        if match is not None
    }


def as_shown(text: str) -> str:
    """Return a text in which nothing is alive as it is read on the screen."""
    return re.sub(r"\\([^0-9A-Za-z\s])", r"\1", text)
