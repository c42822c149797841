"""What is left of a sentence when everything understood is taken away: does it smell of a date or a number?"""

from __future__ import annotations

import re

from rules.english.words import MONTHS, WEEKDAYS
from rules.goals.reading.answers import Ask, GoalReading, Unclear
from rules.goals.reading.heard import Heard

_WORDS_QUOTED = 4
_NAMES = "|".join(
    sorted({*MONTHS, *WEEKDAYS} - {"may", "march", "mar", "sat", "sun", "mon", "wed", "nano", "nanowrimo"})
)
_SMELLS = re.compile(
    r"\b(?:by (?!(?:[a-z]+ing|hand|myself|email|mail|heart|far|me|the way|ear|doing|just|others|¦+) )|before|until|till"
    r"|til|deadline|due|or (?=¦)|when|once|after|within|since|ago|whenever|eventually|days?|weeks?|months?|years?"
    r"|fortnights?|weekends?|quarters?|decades?|season|spring|summer|autumn|winter|birthday|anniversary|holidays?"
    rf"|vacation|eo[ymwq]|around (?=¦)|later|{_NAMES})(?:\b|(?<= ))"
)
_MAYBE_MONTH = re.compile(
    r"(?<!\bi )(?<!\bwe )\b(?:may|march|mar|sat|sun) (?!(?:be|not|help|take|still|even|need|well|seem|sound|i|you) )"
)
_HARMLESS = re.compile(r"\b(?:(?:leap|bad|good|great|rainy|big|busy|new) (?:day|week|month|year)s?|day (?:job|off)s?) ")
_NEGATED = re.compile(
    r"\b(?:dont|do not|not(?! later| only)|never|cant|cannot|wont|without missing|less than|fewer than|no more than"
    r"|at most|under|below|instead of|rather than|nor|neither|stop|quit|(?<!wish )i had|except|unless|maximum|max"
    r"|up to and) (?!\d+ (?:days|weeks|months) )(?!later )"
)


def check(heard: Heard, goal: GoalReading, *, is_timed: bool) -> None:
    """Raise Unclear where something was said that was not understood."""
    if found := smell(heard, is_timed=is_timed):
        raise Unclear(Ask.VAGUE_DEADLINE, found)
    text = _blotted(heard.line.text)
    if stray := re.search(r"(?:^|(?<= ))(?:x|×) ", text):
        raise Unclear(Ask.UNCLEAR_NUMBER, stray[0].strip())
    if negated := _NEGATED.search(text):
        raise Unclear(Ask.UNCLEAR_NUMBER, _quoted(heard, negated.start()), [goal])


def smell(heard: Heard, *, is_timed: bool) -> str:
    """Return the words that smell of a date, with those behind them; nothing if none do."""
    text = _HARMLESS.sub(lambda match: "¦" * (len(match[0]) - 1) + " ", _blotted(heard.line.text))
    if is_timed:
        text = re.sub(r"\b(?:deadline|due) ", lambda match: "¦" * (len(match[0]) - 1) + " ", text)
    found = _SMELLS.search(text) or _MAYBE_MONTH.search(text)
    return _quoted(heard, found.start()) if found else ""


def _blotted(text: str) -> str:
    """Write ¦ for what was read, letter by letter, so that places stay the same."""
    return re.sub(r"\b[A-Z_]+ |(?<!\S)\d[\d.]* ", lambda match: "¦" * (len(match[0]) - 1) + " ", text)


def _quoted(heard: Heard, offset: int) -> str:
    first = heard.line.index(offset)
    return heard.line.quote(first, min(first + _WORDS_QUOTED, len(heard.line.tokens)))
