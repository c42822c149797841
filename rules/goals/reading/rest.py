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
    r"\b(?:by (?!(?:[a-z]+ing|hand|myself|email|mail|heart|far|me|the way|ear|doing|just|others|¦+) )"
    r"|(?<=¦ )(?:after|once|since) |before (?![.,;:!?)])|until|till|til|(?:or|since) (?=¦)"
    r"|or (?=when|later|once|the )|within"
    rf"|eo[ymwq]|around (?=¦)|{_NAMES})(?:\b|(?<= ))"
)
# These name an end only where no other does: "when I grow up", but "I'll know when it's good, 10 poems by May 1".
_FAINT_NAMES = (
    "days?|weeks?|months?|years?|fortnights?|weekends?|quarters?|decades?|season|spring|summer|autumn|winter|birthday"
    "|anniversary|holidays?|vacation"
)
_FAINT = re.compile(rf"\b(?:deadline|due|when|once|after|since|ago|whenever|eventually|later|{_FAINT_NAMES}) ")
# A rhythm needs no end, so that "my days are full" says none, but "for days" may.
_FAINT_BESIDE_A_RHYTHM = re.compile(
    r"\b(?:deadline|due|when|once|after|whenever|eventually|later"
    r"|(?:by|in|on|for|from|over|during|through|to|next|this|all|last|most|some|every|each|per|until) (?:[a-z]+ ){0,2}?"
    rf"(?:{_FAINT_NAMES})) "
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
_CLAUSE_END = re.compile(r"(?<!\S)(?:[.,;:!?()-]|->|but|so|because|cuz|and) ")
_LIMITS = re.compile(r"\b(?:more|less|fewer|over|under|max|maximum|most|except|unless) ")


def check(heard: Heard, goal: GoalReading, *, is_timed: bool) -> None:
    """Raise Unclear where something was said that was not understood."""
    faint = _FAINT if goal.per is None else _FAINT_BESIDE_A_RHYTHM
    if found := smell(heard, is_timed=is_timed, faint=None if goal.per is None and goal.deadline else faint):
        raise Unclear(Ask.VAGUE_DEADLINE, found, [goal])
    text = _blotted(heard.line.text)
    if stray := re.search(r"(?:^|(?<= ))(?:x|×) ", text):
        raise Unclear(Ask.UNCLEAR_NUMBER, stray[0].strip())
    negated = next((each for each in _NEGATED.finditer(text) if _is_about_the_goal(text, each)), None)
    if negated:
        raise Unclear(Ask.UNCLEAR_NUMBER, _quoted(heard, negated.start()), [goal])


def smell(heard: Heard, *, is_timed: bool, faint: re.Pattern[str] | None = _FAINT) -> str:
    """Return the words that smell of a date, with those behind them; nothing if none do."""
    text = _HARMLESS.sub(lambda match: "¦" * (len(match[0]) - 1) + " ", _blotted(heard.line.text))
    if is_timed:
        text = re.sub(r"\b(?:deadline|due) ", lambda match: "¦" * (len(match[0]) - 1) + " ", text)
    found = _SMELLS.search(text) or _MAYBE_MONTH.search(text) or (faint and faint.search(text))
    return _quoted(heard, found.start()) if found else ""


def _is_about_the_goal(text: str, negated: re.Match[str]) -> bool:
    """Say whether a "not" stands in one clause with something read; "I can't believe it: 10 poems" negates no poem."""
    clause = _CLAUSE_END.split(text[: negated.start()])[-1] + _CLAUSE_END.split(text[negated.start() :])[0]
    return "¦" in clause or _LIMITS.search(clause) is not None


def _blotted(text: str) -> str:
    """Write ¦ for what was read, letter by letter, so that places stay the same."""
    return re.sub(r"\b[A-Z_]+ |(?<!\S)\d[\d.]* ", lambda match: "¦" * (len(match[0]) - 1) + " ", text)


def _quoted(heard: Heard, offset: int) -> str:
    first = heard.line.index(offset)
    return heard.line.quote(first, min(first + _WORDS_QUOTED, len(heard.line.tokens)))
