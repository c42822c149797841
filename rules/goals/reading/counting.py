"""What is counted and how often: one number with its unit, one of a thing, or a promise; or a question about it."""

from __future__ import annotations

import re
from dataclasses import replace

from rules.english.words import LENGTHS, PLURALS, WORKS, plural
from rules.goals.reading.amounts import AUDIENCE, MADE, ONE_WORK, Amount, implied, is_about
from rules.goals.reading.answers import Ask, GoalReading, Period, Unclear
from rules.goals.reading.heard import Heard, SaidRate, SaidWhen, Time
from rules.goals.reading.offers import (
    CUT,
    LEAVING_OUT,
    in_a_year,
    likely_units,
    nearest,
    of_two_rhythms,
    plain,
    several,
)
from rules.kit.calendar import DAY

MAX_AMOUNT = 10**9
# What there can be half of.
DIVISIBLE = {*LENGTHS, "dollars", "euros", "pounds", "km", "days", "weeks", "months", "years", "points"} - {
    "chapters",
    "scenes",
}
_LOWERING = re.compile(
    r"\b(?:cut|cutting|trim|trimming|reduce|reducing|shrink|shrinking|lower|lowering|shorten|decrease|pare|slim|condense|tighten"
    r"|edit|down|combine|combining|merge|merging|pile|backlog|tbr|unread|unfinished)\b"
)
# "trim 10k words off my draft" says how many are to go, not how many are to stay.
_OFF = re.compile(
    r"\b(?:cut|trim|lose|delete|remove|shave|take) (?:about |around )?\d\S* (?:[a-z]+ )?(?:off|from|out of)\b"
)
_TIMES_OF = {
    "tweet": "tweets",
    "comment": "comments",
    "pitch": "pitches",
    "submit": "submissions",
}
# "finish my novel and get 100 readers" is two goals.
_OTHER_GOAL = re.compile(
    rf"\b(?:finish|complete|publish|launch|revise) (?:(?:my|the|a|an|first|second) ){{0,2}}(?:{'|'.join(WORKS)}) "
    r"(?:and|&|plus|\+) "
)
_OTHERS_DECIDE = re.compile(r"\b(?:get|getting|be|become|being) (?:published|accepted|featured|printed)\b")


def what_is_counted(heard: Heard, time: Time, rate: SaidRate | None) -> GoalReading:
    """Return the goal that the numbers, or the things without a number, come to."""
    found = heard.amounts
    if not found:
        return _without_number(heard, time, rate)
    if len(found) > 1:
        raise several(heard, time, found)
    amount = found[0]
    if amount.describes in PLURALS and amount.describes not in WORKS:
        raise Unclear(Ask.UNCLEAR_NUMBER, heard.line.quote(amount.first, amount.last + 1))
    goal = plain(heard, amount, rate)
    if _OTHER_GOAL.search(heard.line.text_between(0, amount.first)):
        raise Unclear(Ask.SEVERAL_GOALS, heard.line.quote(0, amount.last), time.offers(goal))
    if amount.is_apart and rate:  # "5000 monthly readers" are an audience, or a rhythm
        both = (replace(goal, per=None), goal)
        raise Unclear(Ask.UNCLEAR_RATE, heard.line.quote(amount.first, amount.last), time.offers(*both))
    if is_about(heard.line, amount):
        raise Unclear(Ask.SEVERAL_NUMBERS, readings=time.offers(goal))
    if not goal.unit:
        typed = heard.line.quote(amount.first, amount.last)
        raise Unclear(Ask.NO_UNIT, typed, time.offers(*(replace(goal, unit=u) for u in likely_units(heard, goal))))
    return goal


def _without_number(heard: Heard, time: Time, rate: SaidRate | None) -> GoalReading:
    """Read "a poem a day", "finish my novel" and the promise of "write every day"."""
    if heard.start is not None:
        raise Unclear(Ask.NO_AMOUNT)
    if decided := _OTHERS_DECIDE.search(heard.words):
        own = GoalReading(1, "submissions", None, Period.MONTH, None)
        raise Unclear(Ask.UP_TO_OTHERS, decided[0], time.offers(own, replace(own, amount=2)))
    unit = implied(heard.line, is_rate=rate is not None)
    if rate is None:
        if unit is None and time.is_length and ACTIVITY.search(heard.line.text):
            daily = GoalReading(1, "days", None, Period.DAY, None, is_promise=True)
            raise Unclear(Ask.UNCLEAR_RATE, time.typed, time.offers(daily))
        if unit is None:
            raise Unclear(Ask.NO_AMOUNT)
        return GoalReading(1, unit, None, None, None)
    times = rate.rate.times
    if unit is None and times and rate.rate.counts == "times":
        unit = next((_TIMES_OF[verb] for verb in _TIMES_OF if re.search(rf"\b{verb}\b", heard.line.text)), None)
    if unit is not None:
        return GoalReading(float(times or 1), unit, None, rate.rate.per, None)
    return promise_of(heard, time, rate)


def check_amount(heard: Heard, time: Time, goal: GoalReading) -> None:
    """Ask about an amount that cannot be, or be meant."""
    if goal.amount <= 0:
        raise Unclear(Ask.NOT_POSITIVE)
    if goal.amount > MAX_AMOUNT:
        raise Unclear(Ask.TOO_LARGE)
    amount = heard.amounts[0] if heard.amounts else None
    typed = heard.line.quote(amount.first, amount.last) if amount else ""
    if amount and amount.other is not None:
        raise Unclear(
            Ask.UNCLEAR_NUMBER, typed, time.offers(*(replace(goal, amount=n) for n in (amount.value, amount.other)))
        )
    if goal.amount % 1 and goal.unit.split()[-1] not in DIVISIBLE:
        whole = replace(goal, amount=float(int(goal.amount + 1)))
        raise Unclear(Ask.UNCLEAR_NUMBER, typed, [] if AUDIENCE.search(goal.unit) else time.offers(whole))
    if goal.start is None:
        if amount and CUT.search(heard.words) and goal.per is None:
            raise Unclear(Ask.NO_START, typed)
        return
    _check_start(heard, time, goal)


def _is_state(heard: Heard) -> bool:
    """Say whether a number is what shall be in the end: "from 118k to 92k", "has to be 115 pages"."""
    return _STATE.search(heard.line.text_between(0, heard.amounts[0].first)) is not None


_STATE = re.compile(r"\b(?:START|(?:to|be|at|under|below)(?: (?:down|about|around|only|just|to|under|below))*) $")


def _check_start(heard: Heard, time: Time, goal: GoalReading) -> None:
    """Ask where the way from here to there is none."""
    start = goal.start or 0
    if start > goal.amount and _OFF.search(heard.words):
        raise Unclear(Ask.GOES_DOWN, readings=time.offers(replace(goal, amount=start - goal.amount), goal))
    is_down = _LOWERING.search(heard.words) or (goal.unit in LENGTHS and _is_state(heard))
    if start > goal.amount and not AUDIENCE.search(goal.unit) and not is_down:
        raise Unclear(Ask.GOES_DOWN, readings=time.offers(goal))
    if start == goal.amount or (start > goal.amount and not is_down):
        raise Unclear(Ask.ALREADY_REACHED)


# How often

ACTIVITY = re.compile(
    r"\b(?:post|posting|write|writing|publish|publishing|blog|blogging|read|reading|comment|commenting|tweet|tweeting"
    r"|share|sharing|edit|editing|revise|revising|draft|drafting|journal|journaling|journalling|show up|showing up"
    r"|work on|working on|practice|practise)\b"
)
_PUBLISHING = re.compile(r"\b(?:publish|post|blog)(?:g?ing)?\b")
_RISING = re.compile(r"\b(?:go|going|grow|growing|get|getting|increase|raise|move|work|up|bring|improve|build)\b")
_OWN_CLAUSE = re.compile(r"\b(?:to|and|until|so|then|till) ")
_OTHER_CLAUSE = re.compile(
    r"\b(?:by [a-z]+ing|and (?!a half)[a-z]+|if|when|because|but|while|then|so|to (?:post|write|publish)"
    r"|with [a-z]+ing) "
)
_ONE_OF = re.compile(r"\b(?:an?|1) $")
_ADJECTIVE = re.compile(r"daily|weekly|monthly")
_AND = re.compile(r"\b(?:and|plus|also) |[&+] ")
_TOO_LOOSE = re.compile(r"\b(?:more|less|some|many|few|lots?|tons?|several|better|often|regularly|as much)\b")


def one_rate(heard: Heard, time: Time) -> SaidRate | None:
    """Return the rhythm of a goal, None where there is none; two are a question."""
    rates = {(each.rate.per, each.rate.times): each for each in heard.rates}
    if len(rates) <= 1:
        return heard.rates[0] if heard.rates else None
    first, last = heard.rates[0], heard.rates[-1]
    if len(heard.amounts) > 1:
        raise several(heard, time, heard.amounts)
    readings = []
    if heard.amounts:
        goal = plain(heard, heard.amounts[0], first)
        between = heard.line.text_between(first.place, last.place)
        readings = time.offers(*of_two_rhythms(goal, first, last, between))
    raise Unclear(Ask.UNCLEAR_RATE, heard.line.quote(_amount_or(heard, first), last.place + 1), readings)


def _amount_or(heard: Heard, rate: SaidRate) -> int:
    return min(rate.place, heard.amounts[0].first) if heard.amounts else rate.place


def promise_of(heard: Heard, time: Time, rate: SaidRate) -> GoalReading:
    """Read a rhythm without an amount, which is a promise."""
    text = heard.line.text
    unit = "days" if rate.rate.counts == "days" or rate.rate.per is Period.DAY else "times"
    if _PUBLISHING.search(text):
        unit = "posts"
    if rate.rate.either:
        each = (GoalReading(n, unit, None, rate.rate.per, None, is_promise=True) for n in rate.rate.either)
        raise Unclear(Ask.RANGE, rate.typed, time.offers(*each))
    promise = GoalReading(float(rate.rate.times or 1), unit, None, rate.rate.per, None, is_promise=True)
    is_said = ACTIVITY.search(text) or rate.rate.counts == "days"
    if not is_said or _TOO_LOOSE.search(text):
        raise Unclear(Ask.NO_AMOUNT, "", time.offers(promise) if rate.rate.per else [])
    if rate.rate.per is None:
        raise Unclear(Ask.UNCLEAR_RATE, rate.typed, time.offers(*nearest(replace(promise, unit="days"), rate)))
    return promise


def with_rate(heard: Heard, time: Time, goal: GoalReading, said: SaidRate) -> GoalReading:
    """Return the goal with its rhythm, or ask how often is meant."""
    rate, amount = said.rate, heard.amounts[0] if heard.amounts else None
    is_repeated = bool(amount and rate.times and rate.times > 1)
    if is_repeated and goal.amount == 1 and goal.unit not in LENGTHS:
        goal, is_repeated = replace(goal, amount=float(rate.times or 1)), False
    if goal.start is not None and goal.unit.split()[-1] not in MADE and _ADJECTIVE.fullmatch(said.typed.casefold()):
        return replace(goal, per=None)  # "raise monthly views from 1k to 5k"
    if rate.is_named and LEAVING_OUT.search(heard.line.text_between(0, said.place)):
        return replace(goal, per=None)  # "50k words in November, no Sundays"
    if amount and _is_after_an_end(heard, said, amount):
        alone = replace(goal, per=None)
        raise Unclear(Ask.SEVERAL_NUMBERS, said.typed, time.offers(alone, goal))
    if goal.start is not None and not _RISING.search(heard.words):
        raise Unclear(Ask.SEVERAL_NUMBERS, readings=time.offers(goal))
    if is_repeated:
        often = replace(goal, amount=goal.amount * (rate.times or 1))
        raise Unclear(Ask.UNCLEAR_RATE, said.typed, time.offers(often, replace(goal, per=Period.DAY)))
    if rate.is_yearly and not heard.whens:
        raise Unclear(Ask.NO_DEADLINE, said.typed, list(in_a_year(goal, heard.today)))
    if rate.per is None:
        raise Unclear(Ask.UNCLEAR_RATE, said.typed, time.offers(*nearest(goal, said)))
    is_work = bool(amount and amount.describes.rpartition(" ")[2] in WORKS)
    if amount and is_work and _ONE_OF.search(heard.line.text_between(0, amount.first)):
        return replace(goal, amount=1.0, unit=plural(amount.describes))  # "a 500-word story every week"
    if amount is not None:
        _check_clauses(heard, time, goal, said, amount)
    return goal


def _is_after_an_end(heard: Heard, said: SaidRate, amount: Amount) -> bool:
    """Say whether a number has its end before a rhythm comes: "20k words by June, every morning" are 20k in all."""
    between = heard.line.text_between(amount.last, said.place)
    has_end = any(amount.last <= each.place < said.place and not each.when.says_begin for each in heard.whens)
    return has_end and (said.rate.is_named or re.search(r"[.;,:(] (?:[a-z]+ing |an? [a-z]+ )?$", between) is not None)


def _check_clauses(heard: Heard, time: Time, goal: GoalReading, said: SaidRate, amount: Amount) -> None:
    """Ask where "post daily to reach 500 followers" keeps its rhythm apart from its number."""
    line = heard.line
    if said.place < amount.first:
        between, lead = line.text_between(said.place + 1, amount.first), line.text_between(0, said.place)
        is_apart = bool(ACTIVITY.search(lead) and _OWN_CLAUSE.search(between))
        if ONE_WORK.search(lead) and _AND.search(between):  # "a page a day and 3 poems"
            raise Unclear(Ask.SEVERAL_GOALS, line.quote(0, amount.last), time.offers(replace(goal, per=None)))
    else:
        between = line.text_between(amount.last, said.place)
        is_apart = bool(_OTHER_CLAUSE.search(between) or (re.search(r"[.;,:] ", between) and ACTIVITY.search(between)))
    if is_apart:
        alone = replace(goal, per=None)
        raise Unclear(Ask.SEVERAL_NUMBERS, said.typed, time.offers(alone, goal))
    if amount.describes:
        readings = time.offers(replace(goal, amount=1.0, unit=plural(amount.describes)), goal)
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
    readings = [replace(goal, per=None, deadline=day), *time.offers(goal)]
    raise Unclear(Ask.VAGUE_DEADLINE, heard.line.quote(said.place, when.place + 1), readings)
