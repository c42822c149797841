"""Goals to offer under a question, made from what was typed."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date

from rules.english.numbers import first_number
from rules.goals.reading.amounts import AUDIENCE, LEAST_WORDS, LONG_WORKS, Amount, is_either
from rules.goals.reading.answers import Ask, GoalReading, Period, Unclear
from rules.goals.reading.heard import Heard, SaidRate, Time, at, time_of
from rules.kit.calendar import add_months

DAYS_A_WEEK = 7
DAYS_A_MONTH = 30
MONTHS_A_YEAR = 12
LEAST_LIKELY = 100  # of fewer nobody can tell what they are

_LESS = (
    "cut|cutting|trim|trimming|reduce|reducing|shrink|shrinking|shorten|shortening|pare|slim|decrease|lose|losing|delete"
    "|remove|lower|lowering|condense|tighten|shave|chop|get rid of"
)
CUT = re.compile(rf"\b(?:{_LESS})(?: [a-z]+){{0,4}}?(?: down)?(?: to| by)? \d|\bdown to (?:about |under |around )?\d")
# "500 words a day, no Sundays"
LEAVING_OUT = re.compile(r"\b(?:except|no|not|never|but|skip|skipping|without)(?: on)? $")
_GAINING = re.compile(r"\b(?:gain|gaining|add|adding|attract|win)(?: [a-z]+)? $")
_OF_A_WORK = re.compile(
    rf"\b(?:my|a|an|the|first|second|this) (?:{'|'.join(LONG_WORKS)}) (?!(?:sales|followers|launch) )"
)
_LIKELY_UNITS = (
    (re.compile(r"\b(?:mailing|email) list\b"), ("subscribers",)),
    (re.compile(r"\b(?:write|writing|written|wrote|draft|nano)\b"), ("words",)),
    (re.compile(r"\b(?:publish|post|blog)\b"), ("posts", "articles")),
    (
        re.compile(r"\b(?:grow|reach|hit|get|gain|have|newsletter|substack|medium)\b"),
        ("followers", "subscribers", "readers"),
    ),
)
_EVERY_NTH = {"other": 2, "second": 2, "2nd": 2, "alternate": 2, "third": 3, "3rd": 3, "fortnight": 2, "fortnightly": 2}
_EVERY_FEW = {"most": (5, 4), "almost": (6, 5), "nearly": (6, 5), "mostly": (6, 5), "some": (2, 3)}


def plain(heard: Heard, amount: Amount, rate: SaidRate | None) -> GoalReading:
    """Return what a number alone comes to, with where the writer stands and a rhythm."""
    start = heard.start
    unit = amount.unit or (start.unit if start else None) or ""
    if not unit and amount.value >= LEAST_WORDS and _OF_A_WORK.search(heard.words):
        unit = "words"
    around = heard.line.text_between(amount.first, amount.last), heard.line.text_between(0, amount.first)
    is_new = bool(AUDIENCE.search(unit)) and (" new " in around[0] or bool(_GAINING.search(around[1])))
    is_gain = rate is None and (amount.is_gain or is_new)
    is_other = bool(start and start.unit and start.unit.split()[-1] != unit.rpartition(" ")[2])
    now = start.amount if start and not start.is_whole and not is_other else None
    return GoalReading(
        amount.value + now if now and is_gain else amount.value,
        unit,
        now,
        rate.rate.per if rate else None,
        None,
        is_gain=is_gain and now is None,
    )


def likely_units(heard: Heard, goal: GoalReading) -> Sequence[str]:
    """Return what such sentences mostly count."""
    if goal.amount < LEAST_LIKELY:
        return ()
    named = next((units for verb, units in _LIKELY_UNITS if verb.search(heard.words)), ())
    return named or (("words",) if goal.per else ("words", "followers"))


def several(heard: Heard, time: Time, found: Sequence[Amount]) -> Unclear:
    """Ask which of several numbers is meant."""
    one, other = found[0], found[1]
    last = max([found[-1].last, *(rate.place + 1 for rate in heard.rates)])
    typed = heard.line.quote(one.first, last)
    is_between = heard.line.text_between(0, one.first).endswith("between ")
    if len(found) == 2 and one.unit == other.unit and (is_between or is_either(heard.line, one, other)):
        down = replace(plain(heard, other, None), start=one.value)
        is_down = one.value > other.value and not AUDIENCE.search(down.unit)
        is_part = heard.line.text_between(one.last, other.first) == "/ "  # "22k/60k words"
        way = [down] if is_down or (is_part and one.value < other.value) else []
        alone = [] if is_down else list(each_alone(heard, time))
        return Unclear(Ask.RANGE, typed, [*time.offers(*way), *alone])
    if one.unit == other.unit and CUT.search(heard.words):
        smaller, larger = sorted((one.value, other.value))
        down = replace(plain(heard, one, None), start=larger, amount=larger - smaller)
        return Unclear(Ask.NO_START, typed, time.offers(down))
    is_clear = one.unit and other.unit and one.unit != other.unit
    return Unclear(Ask.SEVERAL_GOALS if is_clear else Ask.SEVERAL_NUMBERS, typed, list(each_alone(heard, time)))


_INSTEAD = re.compile(r"\b(?:or|maybe|even|to|wait|no) |[(/-] ")


def each_alone(heard: Heard, time: Time) -> Iterable[GoalReading]:
    """Yield each number as a goal of its own, with the rhythm and the time said beside it or for all of them.

    A number alone counts what the one before it does: "12 poems this year, one a month".
    """
    unit: str | None = None
    firsts = [0, *(amount.first for amount in heard.amounts[1:]), len(heard.line.tokens)]
    for amount, first, last in zip(heard.amounts, firsts, firsts[1:], strict=False):
        rates = [each for each in heard.rates if first <= each.place < last]
        whens = [each for each in heard.whens if first <= each.place < last]
        lead = heard.line.text_between(max(0, amount.first - 2), amount.first)
        unit = amount.unit or (unit if rates or _INSTEAD.search(lead) else None)
        if unit:
            rate = rates[0] if rates else None if whens else _shared_rate(heard, unit)
            goal = plain(heard, replace(amount, unit=unit), rate)
            own_time = time_of(replace(heard, whens=whens)) if whens else time
            several_ends = own_time.options if len(own_time.options) > 1 else ()
            yield from [at(goal, each) for each in several_ends] or own_time.offers(goal)


def _shared_rate(heard: Heard, unit: str) -> SaidRate | None:
    """Return the rhythm behind the last number where it is one for all: "200 words and 2 pages a day".

    How many others there are who read goes with no rhythm of what one makes: "500 followers, 3 posts a week".
    """
    rate, last = heard.rates[0] if len(heard.rates) == 1 else None, heard.amounts[-1]
    is_shared = rate is not None and rate.place > last.first and last.unit
    is_of_others = AUDIENCE.search(unit) and not AUDIENCE.search(last.unit or "")
    return rate if is_shared and not is_of_others else None


def of_two_rhythms(goal: GoalReading, first: SaidRate, last: SaidRate, between: str) -> Iterable[GoalReading]:
    """Yield what "1k words a day, 5 days a week" may come to."""
    if last.rate.per is Period.DAY:
        first, last = last, first
    if first.rate.per is Period.DAY and last.rate.times:
        times = DAYS_A_WEEK - last.rate.times if LEAVING_OUT.search(between) else last.rate.times
        yield replace(goal, amount=goal.amount * times, per=last.rate.per)
    for each in (first, last):
        if each.rate.per is not None and not each.rate.times:
            yield replace(goal, per=each.rate.per)


def in_a_year(goal: GoalReading, today: date) -> Iterable[GoalReading]:
    """Yield what "12 articles a year" may come to: by the year's end, within a year, 1 a month."""
    yield replace(goal, deadline=date(today.year, 12, 31))
    yield replace(goal, deadline=add_months(today, MONTHS_A_YEAR))
    if goal.amount % MONTHS_A_YEAR == 0:
        yield replace(goal, amount=goal.amount / MONTHS_A_YEAR, per=Period.MONTH)


def nearest(goal: GoalReading, said: SaidRate) -> list[GoalReading]:
    """Return the rhythms in days, weeks and months that are nearest to "every other day" or "every 10 days"."""
    typed = said.typed.casefold()
    words = re.findall(r"[a-z0-9]+", typed)
    if re.match(r"bi[ -]?weekly", typed):
        return [replace(goal, amount=goal.amount * 2, per=each) for each in (Period.WEEK, Period.MONTH)]
    if few := next((_EVERY_FEW[word] for word in words if word in _EVERY_FEW), ()):
        return [replace(goal, amount=goal.amount * count, per=Period.WEEK) for count in few]
    nth = next((_EVERY_NTH[word] for word in words if word in _EVERY_NTH), int(first_number(typed) or 0))
    if not 2 <= nth <= DAYS_A_MONTH or "year" in typed or "month" in typed:
        return []
    if "day" in typed and nth < DAYS_A_WEEK:
        counts = (3, 4) if nth == 2 else (round(DAYS_A_WEEK / nth),)
        return [replace(goal, amount=goal.amount * count, per=Period.WEEK) for count in counts]
    days = nth if "day" in typed else nth * DAYS_A_WEEK
    return [replace(goal, amount=goal.amount * max(1, round(DAYS_A_MONTH / days)), per=Period.MONTH)]
