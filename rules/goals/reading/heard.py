"""Everything a sentence says, in its order: amounts, rhythms, times, where the writer stands."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from rules.english.day_phrases import day_names
from rules.english.lines import Found, Line, find
from rules.english.numbers import in_digits
from rules.english.spans import Length
from rules.english.tokens import read_line
from rules.goals.reading.amounts import Amount, amounts, only_goals
from rules.goals.reading.answers import Ask, GoalReading, Period, Unclear
from rules.goals.reading.foreign import is_english
from rules.goals.reading.rates import RATES, Rate, rate_of
from rules.goals.reading.standing import ASIDES, STARTS, Start, standing_among
from rules.goals.reading.when_phrases import WHENS
from rules.goals.reading.whens import When, lasting, within

MAX_CHARACTERS = 1000
# A sentence of 300 characters has about 60 tokens and few numbers; more would only make the reading slow.
MAX_TOKENS = 100
MAX_NUMBERS = 12
PHRASES = (*WHENS, *ASIDES, *STARTS)
_LOSING = re.compile(
    r"\bminus \d|\b(?:lose|losing|lost|negative) (?:at least |about )?\d[\d.]* (?!words |pages |chapters |scenes )"
)


@dataclass(frozen=True, slots=True)
class SaidRate:
    """A rhythm, the token it is on the line, and the member's own words."""

    place: int
    typed: str
    rate: Rate


@dataclass(frozen=True, slots=True)
class SaidWhen:
    """A time, the token it is on the line, and the member's own words."""

    place: int
    typed: str
    when: When


@dataclass(frozen=True, slots=True)
class Heard:
    """What was found in a sentence; `line` has one token for each thing, `words` has none of them read."""

    words: str
    line: Line
    today: date
    amounts: Sequence[Amount]
    rates: Sequence[SaidRate]
    whens: Sequence[SaidWhen]
    start: Start | None


def hear(typed: str, today: date) -> Heard:
    """Return what a sentence says. Raise Unclear for one that cannot be read at all."""
    if len(typed) > MAX_CHARACTERS:
        raise Unclear(Ask.TOO_LONG)
    line = read_line(typed)
    if len(line.tokens) > MAX_TOKENS:
        raise Unclear(Ask.TOO_LONG)
    _check_numbers(line)
    line = in_digits(line)
    _check_numbers(line)
    if not any(token.text[0].isalnum() and token.text != "THING" for token in line.tokens):
        raise Unclear(Ask.EMPTY)
    if not is_english(line):
        raise Unclear(Ask.NOT_ENGLISH)
    if _LOSING.search(line.text):
        raise Unclear(Ask.NOT_POSITIVE)
    words = line.text
    line = day_names(line, today, RATES)
    return _heard(words, line.with_read(_with_rates(line, _one_start(find(line, PHRASES, today)))), today)


def _check_numbers(line: Line) -> None:
    if sum(token.text[0].isdigit() for token in line.tokens) > MAX_NUMBERS:
        raise Unclear(Ask.SEVERAL_NUMBERS)


def _one_start(found: Sequence[Found]) -> list[Found]:
    """Keep the first place where the writer is said to stand; a second number is another goal."""
    starts = [each for each in found if each.text == "START"]
    return [each for each in found if each not in starts[1:]]


def _with_rates(line: Line, found: Sequence[Found]) -> Iterable[Found]:
    """Take "a week" for a rhythm where no deadline has claimed it."""
    taken = {place for each in found for place in range(each.first, each.last)}
    yield from found
    for place, token in enumerate(line.tokens):
        if token.text == "A_LENGTH" and isinstance(token.meaning, Length) and place not in taken:
            yield Found(place, place + 1, "RATE", rate_of(token.meaning))


def _heard(words: str, line: Line, today: date) -> Heard:
    rates: list[SaidRate] = []
    whens: list[SaidWhen] = []
    start: Start | None = None
    for place, token in enumerate(line.tokens):
        typed = line.quote(place, place + 1)
        if isinstance(token.meaning, Rate):
            rates.append(SaidRate(place, typed, token.meaning))
        elif isinstance(token.meaning, When):
            whens.append(SaidWhen(place, typed, token.meaning))
        elif isinstance(token.meaning, Start):
            start = token.meaning
    found: Sequence[Amount] = only_goals(amounts(line), line)
    if start is None:
        start, found = standing_among(found, line)
    whens += _bare_lengths(line, today, is_rate=bool(rates), has_amounts=bool(found), has_whens=bool(whens))
    return Heard(words, line, today, found, rates, whens, start)


def _bare_lengths(line: Line, today: date, *, is_rate: bool, has_amounts: bool, has_whens: bool) -> Iterable[SaidWhen]:
    """Take "500 followers, 3 months" as a deadline: a length of time beside something counted."""
    for place, token in enumerate(line.tokens):
        length = token.meaning
        if token.text != "LENGTH" or not isinstance(length, Length):
            continue
        typed = line.quote(place, place + 1)
        if re.match(r"(?:of|streak|challenge) ", line.text_between(place + 1, len(line.tokens))) and not has_amounts:
            end = lasting(length, today).options
            daily = GoalReading(1, "days", None, Period.DAY, end[0].ends if end else None, is_promise=True)
            raise Unclear(Ask.UNCLEAR_RATE, line.quote(place, place + 3), [daily])
        if has_whens or not (has_amounts or is_rate):
            raise Unclear(Ask.SEVERAL_NUMBERS, typed)
        yield SaidWhen(place, typed, lasting(length, today) if is_rate else within(length, today))
