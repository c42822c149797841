"""Everything a sentence says, in its order: amounts, rhythms, times, where the writer stands; and when a goal runs."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import pairwise

from rules.english.day_phrases import day_names
from rules.english.lines import Found, Line, find
from rules.english.numbers import in_digits
from rules.english.spans import Length
from rules.english.tokens import read_line
from rules.goals.reading.amounts import Amount, amounts, only_goals
from rules.goals.reading.answers import Ask, GoalReading, Period, Unclear
from rules.goals.reading.asides import ASIDES
from rules.goals.reading.foreign import is_english
from rules.goals.reading.rates import RATES, Rate, rate_of
from rules.goals.reading.standing import STARTS, Start, standing_among
from rules.goals.reading.when_phrases import WHENS
from rules.goals.reading.whens import Stretch, When, lasting, within
from rules.kit.calendar import DAY, add_months

MAX_CHARACTERS = 1000
# A sentence of 300 characters has about 60 tokens and few numbers; more would only make the reading slow.
MAX_TOKENS = 100
MAX_NUMBERS = 12
PHRASES = (*ASIDES, *WHENS, *STARTS)
_LOSING = re.compile(
    r"\b(?:lose|losing|lost|negative) (?:at least |about )?\d[\d.]* (?!words |pages |chapters |scenes )"
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
    words = line.text
    if re.search(r"\bminus \d", words):
        raise Unclear(Ask.NOT_POSITIVE)
    line = day_names(line, today, RATES)
    line = line.with_read(_with_rates(line, _one_start(find(line, PHRASES, today))))
    if _LOSING.search(line.text):
        raise Unclear(Ask.NOT_POSITIVE)
    return _heard(words, line, today)


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
        if (
            re.match(r"(?:of|(?:[a-z]+ )?(?:streak|challenge)) ", line.text_between(place + 1, len(line.tokens)))
            and not has_amounts
        ):
            end = lasting(length, today).options
            daily = GoalReading(1, "days", None, Period.DAY, end[0].ends if end else None, is_promise=True)
            raise Unclear(Ask.UNCLEAR_RATE, line.quote(place, place + 3), [daily])
        if has_whens or not (has_amounts or is_rate):
            raise Unclear(Ask.SEVERAL_NUMBERS, typed)
        yield SaidWhen(place, typed, lasting(length, today) if is_rate else within(length, today))


# When a goal runs

NOT_SAID = Stretch(None, None)
NO_DAYS = timedelta(0)
# "Soon" and "before summer" say nothing beside a day that does: "before summer, say by May 31".
_LOOSE = re.compile(
    r"(?:(?:by|before|in|this|next|the|end of|early|late) )*(?:spring|summer|autumn|winter|fall)"
    r"|soon|asap|as soon as possible|eventually|someday|sooner or later",
    re.IGNORECASE,
)


_TAKEN_BACK = re.compile(
    r"\b(?:wait|jk|kidding|scratch (?:that|it)|i mean|make (?:that|it)|nvm|nevermind|oops|correction) "
)


@dataclass(frozen=True, slots=True)
class Time:
    """When a goal runs, or what is unclear about it and what it may be; `is_length` for "for 30 days"."""

    stretch: Stretch
    problem: Ask | None = None
    options: tuple[Stretch, ...] = ()
    typed: str = ""
    is_length: bool = False
    on: date | None = None

    def offers(self, *goals: GoalReading) -> list[GoalReading]:
        """Return goals to offer, in this time as far as it is clear."""
        if self.problem is None:
            return [at(goal, self.stretch) for goal in goals]
        return [at(goal, self.options[0]) for goal in goals] if len(self.options) == 1 else list(goals)


def at(goal: GoalReading, stretch: Stretch) -> GoalReading:
    """Return the goal in a stretch of time."""
    return replace(goal, begins=stretch.begins, deadline=stretch.ends)


def time_of(heard: Heard) -> Time:
    """Return when a goal runs, as far as it is said."""
    whens = _without_loose(_corrected(heard))
    begin = next((each for each in whens if each.when.says_begin), None)
    wrong = next((each for each in whens if each.when.problem), None)
    if wrong is not None:
        sound = tuple(each.when.options[0] for each in whens if not each.when.problem and not each.when.says_begin)
        return Time(NOT_SAID, wrong.when.problem, wrong.when.options or sound, wrong.typed)
    first = begin.when.options[0].begins if begin else None
    ends = [_counted_from(each, first) for each in whens if not each.when.says_begin]
    one = _narrowest(ends) or _narrowest(_beside_the_amount(heard, ends))
    if one is None:
        options = tuple(dict.fromkeys(each.when.options[0] for each in ends))
        return Time(Stretch(first, None), Ask.AMBIGUOUS_DATE if options else None, options, _all_typed(heard, ends))
    stretch = one.when.options[0]
    return Time(
        Stretch(first or stretch.begins, stretch.ends), None, (stretch,), one.typed, one.when.counts_first, one.when.on
    )


def _corrected(heard: Heard) -> Sequence[SaidWhen]:
    """Take the last of "by June, no wait, by July": the one before was taken back."""
    whens = list(heard.whens)
    for one, other in pairwise(heard.whens):
        if _TAKEN_BACK.search(heard.line.text_between(one.place, other.place)):
            whens.remove(one)
    return whens


def _without_loose(whens: Sequence[SaidWhen]) -> Sequence[SaidWhen]:
    sound = [each for each in whens if not _LOOSE.fullmatch(each.typed)]
    is_clear = len(sound) == 1 and sound[0].when.problem is None and not sound[0].when.says_begin
    return sound if is_clear and not sound[0].when.counts_first else whens


def _counted_from(said: SaidWhen, first: date | None) -> SaidWhen:
    """Let "for 4 weeks" and "in 90 days" count from the day that "starting Monday" names."""
    if first is None or said.when.length is None:
        return said
    end = said.when.length.after(first) - (DAY if said.when.counts_first else NO_DAYS)
    return replace(said, when=replace(said.when, options=(Stretch(first, end),)))


def _narrowest(ends: Sequence[SaidWhen]) -> SaidWhen | None:
    """Return the one time there is, or the one that lies within all others: "this month, by Friday"."""
    stretches = {each.when.options[0].ends: each for each in ends}
    if len(stretches) == 1:
        return max(ends, key=lambda each: each.when.options[0].begins or date.min)
    inside = [each for end, each in stretches.items() if end is not None and all(_holds(other, end) for other in ends)]
    return inside[0] if len(inside) == 1 else None


def _beside_the_amount(heard: Heard, ends: Sequence[SaidWhen]) -> Sequence[SaidWhen]:
    """Return the times said from the clause of the number on: "kids are at camp for 2 weeks so 20k words by July 9"."""
    if len(heard.amounts) != 1:
        return ()
    lead = heard.line.text_between(0, heard.amounts[0].first)
    clause = heard.line.index(max([0, *(each.end() for each in _NEW_CLAUSE.finditer(lead))]))
    return [each for each in ends if each.place >= clause]


_NEW_CLAUSE = re.compile(r"(?:[.;!?]|\b(?:so|but|and|lol|now)) ")


def _holds(said: SaidWhen, day: date) -> bool:
    end = said.when.options[0].ends
    return end is not None and said.when.first <= day <= end


def _all_typed(heard: Heard, ends: Sequence[SaidWhen]) -> str:
    places = [each.place for each in ends]
    return heard.line.quote(min(places), max(places) + 1) if places else ""


def usual_times(today: date, begins: date | None) -> Iterable[Stretch]:
    """Yield the ends that goals without one mostly have: a month, three months, the year's end."""
    first = begins or today
    days = {add_months(first, 1), add_months(first, 3), date(first.year, 12, 31)}
    return (Stretch(begins, day) for day in sorted(days))
