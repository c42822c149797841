"""Read a goal typed in plain words, or say what has to be asked. Never guesses.

`hear` finds what is said; here it becomes one goal, step by step, and every step may stop with a question. What still
smells of a date or a number in the end was not understood and is asked about.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date

from rules.calendar import DAY
from rules.english.words import LENGTHS, PLURALS
from rules.goals.reading import rest
from rules.goals.reading.amounts import AUDIENCE, LEAST_WORDS, LONG_WORKS, Amount, implied, is_about, is_either
from rules.goals.reading.answers import Ask, GoalQuestion, GoalReading, Period, Unclear
from rules.goals.reading.heard import Heard, SaidRate, SaidWhen, hear
from rules.goals.reading.times import Time, time_of, usual_times
from rules.goals.reading.whens import Stretch

MAX_AMOUNT = 10**9
MAX_OFFERED = 4
DAYS_A_WEEK = 7
# More than this a day is a slip or a joke, and asked about.
MOST_A_DAY = {"words": 50_000, "minutes": 1440, "hours": 24}
MOST_AUDIENCE_A_DAY = 100_000
# What there can be half of.
DIVISIBLE = {*LENGTHS, "dollars", "euros", "pounds", "km", "days", "weeks", "months", "years", "points"} - {
    "chapters",
    "scenes",
}

_RISING = re.compile(r"\b(?:go|going|grow|growing|get|getting|increase|raise|move|work|up|bring|improve|build)\b")
_LOWERING = re.compile(
    r"\b(?:cut|cutting|trim|trimming|reduce|reducing|shrink|shrinking|lower|lowering|decrease|pare|slim|condense|tighten"
    r"|edit|down)\b"
)
_CUT = re.compile(r"\b(?:cut|trim|reduce|shrink|pare|slim|decrease|lose)(?: [a-z]+){0,4}?(?: down)?(?: to| by)? \d")
_GAINING = re.compile(r"\b(?:gain|gaining|add|adding|attract|win)(?: [a-z]+)? $")
_ACTIVITY = re.compile(
    r"\b(?:post|posting|write|writing|publish|publishing|blog|blogging|read|reading|comment|commenting|tweet|tweeting"
    r"|share|sharing|edit|editing|revise|revising|draft|drafting|journal|journaling|journalling|show up|showing up"
    r"|work on|working on|practice|practise)\b"
)
_TOO_LOOSE = re.compile(r"\b(?:more|less|some|many|few|lots?|tons?|several|better|often|regularly|as much)\b")
_TIMES_OF = {
    "post": "posts",
    "blog": "posts",
    "tweet": "tweets",
    "comment": "comments",
    "pitch": "pitches",
    "submit": "submissions",
}
_LIKELY_UNITS = (
    (re.compile(r"\b(?:write|writing|draft|nano)\b"), ("words",)),
    (re.compile(r"\b(?:publish|post|blog)\b"), ("posts", "articles")),
    (
        re.compile(r"\b(?:grow|reach|hit|get|gain|have|newsletter|substack|medium)\b"),
        ("followers", "subscribers", "readers"),
    ),
)
_OF_A_WORK = re.compile(
    rf"\b(?:my|a|an|the|first|second|this) (?:{'|'.join(LONG_WORKS)}) (?!(?:sales|followers|launch) )"
)
_OTHERS_DECIDE = re.compile(r"\b(?:get|getting|be|become|being) (?:published|accepted|featured|printed)\b")


def read_goal(text: str, today: date) -> GoalReading | GoalQuestion:
    """Return what a goal typed on `today` says, or the question to put when that is not certain.

    Deadlines are the last day that counts and never before `today`; amounts are above 0 and at most 10**9.
    Never raises, for any text and any `today` in the years 1900 to 9000.
    """
    try:
        heard = hear(text, today)
        return _read(heard, time_of(heard))
    except Unclear as unclear:
        sound = tuple(each for each in dict.fromkeys(unclear.readings) if _is_sound(each, today))
        return GoalQuestion(unclear.code, sound[:MAX_OFFERED], unclear.typed)


def _is_sound(goal: GoalReading, today: date) -> bool:
    is_way = goal.start is None or goal.start != goal.amount
    has_end = goal.per is not None or goal.deadline is not None
    in_time = goal.deadline is None or goal.deadline >= (goal.begins or today)
    return 0 < goal.amount <= MAX_AMOUNT and bool(goal.unit) and is_way and has_end and in_time


def _read(heard: Heard, time: Time) -> GoalReading:
    rate = _one_rate(heard, time)
    goal = _what_is_counted(heard, time, rate)
    _check_amount(heard, time, goal)
    if rate is not None:
        goal = _with_rate(heard, time, goal, rate)
    goal = _with_time(heard, time, goal)
    rest.check(heard, goal, is_timed=bool(heard.whens))
    _check_likely(heard, goal)
    return goal


def _at(goal: GoalReading, stretch: Stretch) -> GoalReading:
    return replace(goal, begins=stretch.begins, deadline=stretch.ends)


def _timed(goal: GoalReading, time: Time) -> GoalReading:
    """Return a goal to offer, with its time where that is clear."""
    if time.problem and len(time.options) == 1:
        return _at(goal, time.options[0])
    return goal if time.problem else _at(goal, time.stretch)


# What is counted


def _what_is_counted(heard: Heard, time: Time, rate: SaidRate | None) -> GoalReading:
    found = heard.amounts
    if not found:
        return _without_number(heard, time, rate)
    if len(found) > 1:
        raise _several(heard, time, found)
    amount = found[0]
    if amount.describes in PLURALS:
        raise Unclear(Ask.UNCLEAR_NUMBER, heard.line.quote(amount.first, amount.last + 1))
    goal = _plain(heard, amount, rate)
    if is_about(heard.line, amount):
        raise Unclear(Ask.SEVERAL_NUMBERS, readings=[_timed(goal, time)])
    if not goal.unit:
        typed = heard.line.quote(amount.first, amount.last)
        raise Unclear(Ask.NO_UNIT, typed, [_timed(replace(goal, unit=u), time) for u in _likely(heard, goal)])
    return goal


def _plain(heard: Heard, amount: Amount, rate: SaidRate | None) -> GoalReading:
    start = heard.start
    unit = amount.unit or (start.unit if start else None) or ""
    if not unit and amount.value >= LEAST_WORDS and _OF_A_WORK.search(heard.words):
        unit = "words"
    around = heard.line.text_between(amount.first, amount.last), heard.line.text_between(0, amount.first)
    is_new = bool(AUDIENCE.search(unit)) and (" new " in around[0] or bool(_GAINING.search(around[1])))
    return GoalReading(
        amount.value,
        unit,
        start.amount if start else None,
        rate.rate.per if rate else None,
        None,
        is_gain=rate is None and (amount.is_gain or is_new),
    )


def _likely(heard: Heard, goal: GoalReading) -> Sequence[str]:
    """Return what such sentences mostly count."""
    named = next((units for verb, units in _LIKELY_UNITS if verb.search(heard.line.text)), ())
    return named or (("words",) if goal.per else ("words", "followers"))


def _several(heard: Heard, time: Time, found: Sequence[Amount]) -> Unclear:
    """Ask which of several numbers is meant."""
    one, other = found[0], found[1]
    last = max([found[-1].last, *(rate.place + 1 for rate in heard.rates)])
    typed = heard.line.quote(one.first, last)
    is_between = heard.line.text_between(0, one.first).endswith("between ")
    if len(found) == 2 and one.unit == other.unit and (is_between or is_either(heard.line, one, other)):
        return Unclear(Ask.RANGE, typed, list(_each_alone(heard, time)))
    if one.unit == other.unit and _CUT.search(heard.words):
        smaller, larger = sorted((one.value, other.value))
        down = replace(_plain(heard, one, None), start=larger, amount=larger - smaller)
        return Unclear(Ask.NO_START, typed, [_timed(down, time)])
    is_clear = one.unit and other.unit and one.unit != other.unit
    return Unclear(Ask.SEVERAL_GOALS if is_clear else Ask.SEVERAL_NUMBERS, typed, list(_each_alone(heard, time)))


def _each_alone(heard: Heard, time: Time) -> Iterable[GoalReading]:
    """Yield each number as a goal of its own, with the rhythm and the time said beside it or for all of them."""
    firsts = [0, *(amount.first for amount in heard.amounts[1:]), len(heard.line.tokens)]
    for amount, first, last in zip(heard.amounts, firsts, firsts[1:], strict=False):
        rates = [each for each in heard.rates if first <= each.place < last]
        whens = [each for each in heard.whens if first <= each.place < last]
        rate = rates[0] if rates else heard.rates[0] if len(heard.rates) == 1 else None
        if amount.unit:
            yield _timed(_plain(heard, amount, rate), time_of(replace(heard, whens=whens)) if whens else time)


def _without_number(heard: Heard, time: Time, rate: SaidRate | None) -> GoalReading:
    """Read "a poem a day", "finish my novel" and the promise of "write every day"."""
    if heard.start is not None:
        raise Unclear(Ask.NO_AMOUNT)
    if decided := _OTHERS_DECIDE.search(heard.words):
        own = GoalReading(1, "submissions", None, Period.MONTH, None)
        raise Unclear(Ask.UP_TO_OTHERS, decided[0], [_timed(each, time) for each in (own, replace(own, amount=2))])
    unit = implied(heard.line, is_rate=rate is not None)
    if rate is None:
        if unit is None and time.is_length and _ACTIVITY.search(heard.line.text):
            daily = GoalReading(1, "days", None, Period.DAY, None, is_promise=True)
            raise Unclear(Ask.UNCLEAR_RATE, time.typed, [_timed(daily, time)])
        if unit is None:
            raise Unclear(Ask.NO_AMOUNT)
        return GoalReading(1, unit, None, None, None)
    times = rate.rate.times
    if unit is None and times and rate.rate.counts == "times":
        unit = next((_TIMES_OF[verb] for verb in _TIMES_OF if re.search(rf"\b{verb}\b", heard.line.text)), None)
    if unit is not None:
        return GoalReading(float(times or 1), unit, None, rate.rate.per, None)
    return _promise(heard, time, rate)


def _promise(heard: Heard, time: Time, rate: SaidRate) -> GoalReading:
    """Read a rhythm without an amount, which is a promise."""
    text = heard.line.text
    said = _ACTIVITY.search(text) or rate.rate.counts == "days"
    if not said or _TOO_LOOSE.search(text):
        raise Unclear(Ask.NO_AMOUNT)
    unit = "days" if rate.rate.counts == "days" or rate.rate.per is Period.DAY else "times"
    promise = GoalReading(float(rate.rate.times or 1), unit, None, rate.rate.per, None, is_promise=True)
    if rate.rate.per is None:
        raise Unclear(
            Ask.UNCLEAR_RATE, rate.typed, [_timed(each, time) for each in _nearest(replace(promise, unit="days"), rate)]
        )
    return promise


def _check_amount(heard: Heard, time: Time, goal: GoalReading) -> None:
    if goal.amount <= 0:
        raise Unclear(Ask.NOT_POSITIVE)
    if goal.amount > MAX_AMOUNT:
        raise Unclear(Ask.TOO_LARGE)
    amount = heard.amounts[0] if heard.amounts else None
    typed = heard.line.quote(amount.first, amount.last) if amount else ""
    if amount and amount.other is not None:
        raise Unclear(
            Ask.UNCLEAR_NUMBER, typed, [_timed(replace(goal, amount=n), time) for n in (amount.value, amount.other)]
        )
    if goal.amount % 1 and goal.unit.split()[-1] not in DIVISIBLE:
        whole = replace(goal, amount=float(int(goal.amount + 1)))
        raise Unclear(Ask.UNCLEAR_NUMBER, typed, [] if AUDIENCE.search(goal.unit) else [_timed(whole, time)])
    if goal.start is None:
        if amount and _CUT.search(heard.words) and goal.per is None:
            raise Unclear(Ask.NO_START, typed)
        return
    _check_start(heard, time, goal)


def _check_start(heard: Heard, time: Time, goal: GoalReading) -> None:
    """Ask where the way from here to there is none."""
    start, unit = goal.start or 0, heard.start.unit if heard.start else None
    if heard.amounts[0].is_gain:
        total = replace(goal, amount=goal.amount + start, is_gain=False)
        raise Unclear(
            Ask.SEVERAL_NUMBERS, readings=[_timed(each, time) for each in (total, replace(goal, is_gain=False))]
        )
    if start > goal.amount and goal.unit in LENGTHS and not _LOWERING.search(heard.words):
        raise Unclear(Ask.GOES_DOWN, readings=[_timed(goal, time)])
    if start == goal.amount or (start > goal.amount and not _LOWERING.search(heard.words)):
        raise Unclear(Ask.ALREADY_REACHED)
    if unit and unit != goal.unit and not goal.unit.endswith(unit):
        raise Unclear(Ask.SEVERAL_NUMBERS)


# How often


def _one_rate(heard: Heard, time: Time) -> SaidRate | None:
    rates = {(each.rate.per, each.rate.times): each for each in heard.rates}
    if len(rates) <= 1:
        return heard.rates[0] if heard.rates else None
    first, last = heard.rates[0], heard.rates[-1]
    if len(heard.amounts) > 1:
        raise _several(heard, time, heard.amounts)
    readings = []
    if heard.amounts:
        goal = _plain(heard, heard.amounts[0], first)
        readings = [_timed(each, time) for each in _of_two_rhythms(goal, first, last)]
    raise Unclear(Ask.UNCLEAR_RATE, heard.line.quote(_amount_or(heard, first), last.place + 1), readings)


def _amount_or(heard: Heard, rate: SaidRate) -> int:
    return min(rate.place, heard.amounts[0].first) if heard.amounts else rate.place


def _of_two_rhythms(goal: GoalReading, first: SaidRate, last: SaidRate) -> Iterable[GoalReading]:
    """Yield what "1k words a day, 5 days a week" may come to."""
    if first.rate.per is Period.DAY and last.rate.times:
        yield replace(goal, amount=goal.amount * last.rate.times, per=last.rate.per)
    for each in (first, last):
        if each.rate.per is not None and not each.rate.times:
            yield replace(goal, per=each.rate.per)


def _with_rate(heard: Heard, time: Time, goal: GoalReading, said: SaidRate) -> GoalReading:
    """Return the goal with its rhythm, or ask how often is meant."""
    rate, amount = said.rate, heard.amounts[0] if heard.amounts else None
    is_repeated = bool(amount and rate.times and rate.times > 1)
    if is_repeated and goal.amount == 1 and goal.unit not in LENGTHS:
        goal, is_repeated = replace(goal, amount=float(rate.times or 1)), False
    if goal.start is not None and not _RISING.search(heard.words):
        raise Unclear(Ask.SEVERAL_NUMBERS, readings=[_timed(goal, time)])
    if is_repeated:
        often = replace(goal, amount=goal.amount * (rate.times or 1))
        raise Unclear(
            Ask.UNCLEAR_RATE, said.typed, [_timed(each, time) for each in (often, replace(goal, per=Period.DAY))]
        )
    if rate.is_yearly and not heard.whens:
        readings = [_at(goal, each) for each in usual_times(heard.today, time.stretch.begins)]
        raise Unclear(Ask.NO_DEADLINE, said.typed, readings)
    if rate.per is None:
        raise Unclear(Ask.UNCLEAR_RATE, said.typed, [_timed(each, time) for each in _nearest(goal, said)])
    if amount is not None:
        _check_clauses(heard, time, goal, said, amount)
    return goal


def _nearest(goal: GoalReading, said: SaidRate) -> list[GoalReading]:
    """Return the rhythms in days, weeks and months that are nearest to what was said."""
    if "fortnight" in said.typed.casefold() or "week" in said.typed.casefold():
        return [replace(goal, amount=goal.amount * 2, per=Period.MONTH)]
    if "day" in said.typed.casefold():
        return [replace(goal, amount=goal.amount * n, per=Period.WEEK) for n in (3, 4)]
    return []


_OWN_CLAUSE = re.compile(r"\b(?:to|and|until|so|then|till) ")
_OTHER_CLAUSE = re.compile(
    r"\b(?:by [a-z]+ing|and (?!a half)[a-z]+|if|when|because|but|while|then|so|to (?:post|write|publish)"
    r"|with [a-z]+ing) "
)


def _check_clauses(heard: Heard, time: Time, goal: GoalReading, said: SaidRate, amount: Amount) -> None:
    """Ask where "post daily to reach 500 followers" keeps its rhythm apart from its number."""
    line = heard.line
    if said.place < amount.first:
        between, lead = line.text_between(said.place + 1, amount.first), line.text_between(0, said.place)
        is_apart = bool(_ACTIVITY.search(lead) and _OWN_CLAUSE.search(between))
    else:
        between = line.text_between(amount.last, said.place)
        is_apart = bool(_OTHER_CLAUSE.search(between) or (re.search(r"[.;,:] ", between) and _ACTIVITY.search(between)))
    if is_apart:
        alone = replace(goal, per=None)
        raise Unclear(Ask.SEVERAL_NUMBERS, said.typed, [_timed(alone, time), _timed(goal, time)])
    if amount.describes:
        readings = [_timed(each, time) for each in (goal, replace(goal, amount=1.0))]
        raise Unclear(Ask.SEVERAL_NUMBERS, said.typed, readings)
    if said.rate.length and (when := next((each for each in heard.whens if each.place == said.place + 1), None)):
        _check_day_counted_from(heard, time, goal, said, when)


def _check_day_counted_from(heard: Heard, time: Time, goal: GoalReading, said: SaidRate, when: SaidWhen) -> None:
    """Ask whether "500 followers a week before Christmas" names a rhythm or a day."""
    side = next((word for word in ("before", "after", "from") if when.typed.casefold().startswith(word)), "")
    if not side or not when.when.options or not (side == "after" or AUDIENCE.search(goal.unit)) or not said.rate.length:
        return
    stretch, length = when.when.options[0], said.rate.length
    day = length.before(stretch.ends + DAY) if stretch.ends else length.after(stretch.begins or heard.today)
    readings = [replace(goal, per=None, deadline=day), _timed(goal, time)]
    raise Unclear(Ask.VAGUE_DEADLINE, heard.line.quote(said.place, when.place + 1), readings)


# By when


def _with_time(heard: Heard, time: Time, goal: GoalReading) -> GoalReading:
    """Return the goal with its first and last day, or ask for them."""
    if time.problem:
        raise Unclear(time.problem, time.typed, [_at(goal, each) for each in time.options])
    timed = _at(goal, time.stretch)
    if time.on and not AUDIENCE.search(goal.unit) and (goal.amount > 1 or goal.unit in LENGTHS):
        timed = replace(timed, begins=time.on)  # "2000 words on Saturday" are written on Saturday
    if goal.per is not None:
        return timed
    if time.is_length:
        raise Unclear(Ask.UNCLEAR_RATE, time.typed, [replace(timed, per=Period.DAY), timed])
    if timed.deadline is None:
        smell = rest.smell(heard, is_timed=False)
        usual = [_at(goal, each) for each in usual_times(heard.today, time.stretch.begins)]
        raise Unclear(Ask.VAGUE_DEADLINE, smell) if smell else Unclear(Ask.NO_DEADLINE, "", usual)
    return timed


def _check_likely(heard: Heard, goal: GoalReading) -> None:
    """Ask about more than anybody does in a day: "10,000,000 followers tomorrow"."""
    first = goal.begins or heard.today
    days = 1 if goal.per is Period.DAY else DAYS_A_WEEK if goal.per is Period.WEEK else 28 if goal.per else 0
    days = days or ((goal.deadline or first) - first).days + 1
    most = MOST_AUDIENCE_A_DAY if AUDIENCE.search(goal.unit) else MOST_A_DAY.get(goal.unit, MAX_AMOUNT)
    if abs(goal.amount - (goal.start or 0)) > most * days:
        amount = heard.amounts[0]
        raise Unclear(Ask.UNLIKELY, heard.line.quote(amount.first, amount.last), [goal])
