"""What is counted: one number with its unit, one of a thing, or a promise; or a question about it."""

from __future__ import annotations

import re
from dataclasses import replace

from rules.english.words import LENGTHS, PLURALS, WORKS
from rules.goals.reading.amounts import AUDIENCE, implied, is_about
from rules.goals.reading.answers import Ask, GoalReading, Period, Unclear
from rules.goals.reading.heard import Heard, SaidRate
from rules.goals.reading.offers import CUT, likely_units, plain, several
from rules.goals.reading.rhythms import ACTIVITY, promise_of
from rules.goals.reading.times import Time

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
    if amount.describes in PLURALS:
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


def _check_start(heard: Heard, time: Time, goal: GoalReading) -> None:
    """Ask where the way from here to there is none."""
    start, unit = goal.start or 0, heard.start.unit if heard.start else None
    if start > goal.amount and _OFF.search(heard.words):
        raise Unclear(Ask.GOES_DOWN, readings=time.offers(replace(goal, amount=start - goal.amount), goal))
    if start > goal.amount and not AUDIENCE.search(goal.unit) and not _LOWERING.search(heard.words):
        raise Unclear(Ask.GOES_DOWN, readings=time.offers(goal))
    if start == goal.amount or (start > goal.amount and not _LOWERING.search(heard.words)):
        raise Unclear(Ask.ALREADY_REACHED)
    if unit and unit != goal.unit and not goal.unit.endswith(unit):
        raise Unclear(Ask.SEVERAL_NUMBERS)
