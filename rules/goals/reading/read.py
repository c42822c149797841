"""Read a goal typed in plain words, or say what has to be asked. Never guesses.

`hear` finds what is said; here it becomes one goal, step by step, and every step may stop with a question. What still
smells of a date or a number in the end was not understood and is asked about.
"""

from __future__ import annotations

import re
from contextlib import suppress
from dataclasses import replace
from datetime import date

from rules.english.words import LENGTHS
from rules.goals.reading import rest
from rules.goals.reading.amounts import AUDIENCE
from rules.goals.reading.answers import Ask, GoalQuestion, GoalReading, Period, Unclear
from rules.goals.reading.counting import MAX_AMOUNT, check_amount, what_is_counted
from rules.goals.reading.heard import Heard, hear
from rules.goals.reading.rhythms import one_rate, with_rate
from rules.goals.reading.times import Time, at, time_of, usual_times

MAX_OFFERED = 4
_SEVERAL = {Ask.SEVERAL_GOALS, Ask.SEVERAL_NUMBERS, Ask.UNCLEAR_RATE}
_PARTS = re.compile(r"[;+&]|[,.](?!\d)|\b(?:and|plus|also|then)\b", re.IGNORECASE)
# More than this a day is a slip or a joke, and asked about.
MOST_A_DAY = {"words": 50_000, "minutes": 1440, "hours": 24}
MOST_AUDIENCE_A_DAY = 100_000
DAYS_A_PERIOD = {Period.DAY: 1, Period.WEEK: 7, Period.MONTH: 28}


def read_goal(text: str, today: date) -> GoalReading | GoalQuestion:
    """Return what a goal typed on `today` says, or the question to put when that is not certain.

    Deadlines are the last day that counts and never before `today`; amounts are above 0 and at most 10**9.
    Never raises, for any text and any `today` in the years 1900 to 9000.
    """
    try:
        return _said(text, today)
    except Unclear as unclear:
        readings = _apart(text, today, unclear) or unclear.readings
        sound = tuple(each for each in dict.fromkeys(readings) if _is_sound(each, today))
        return GoalQuestion(unclear.code, sound[:MAX_OFFERED], unclear.typed)


def _said(text: str, today: date) -> GoalReading:
    heard = hear(text, today)
    return _read(heard, time_of(heard))


def _apart(text: str, today: date, unclear: Unclear) -> list[GoalReading]:
    """Read each of several goals alone: "2 articles a week plus 100 subs by June"; none where one needs another."""
    parts = [part for part in _PARTS.split(text) if part.strip()]
    if unclear.code not in _SEVERAL or len(parts) > MAX_OFFERED:
        return []
    goals: list[GoalReading] = []
    for part in parts:
        with suppress(Unclear):
            goals.append(_said(part, today))
    lean = any(goal.is_promise and goal.unit == "days" for goal in goals)  # "1k words a day, 5 days a week"
    return goals if len(goals) > 1 and not lean else []


def _is_sound(goal: GoalReading, today: date) -> bool:
    is_way = goal.start is None or goal.start != goal.amount
    has_end = goal.per is not None or goal.deadline is not None
    in_time = goal.deadline is None or goal.deadline >= (goal.begins or today)
    return 0 < goal.amount <= MAX_AMOUNT and bool(goal.unit) and is_way and has_end and in_time


def _read(heard: Heard, time: Time) -> GoalReading:
    rate = one_rate(heard, time)
    goal = what_is_counted(heard, time, rate)
    check_amount(heard, time, goal)
    if rate is not None:
        goal = with_rate(heard, time, goal, rate)
    goal = _with_time(heard, time, goal)
    rest.check(heard, goal, is_timed=bool(heard.whens))
    _check_likely(heard, goal)
    return goal


def _with_time(heard: Heard, time: Time, goal: GoalReading) -> GoalReading:
    """Return the goal with its first and last day, or ask for them."""
    if time.problem:
        raise Unclear(time.problem, time.typed, [at(goal, each) for each in time.options] or [goal])
    timed = at(goal, time.stretch)
    if time.on and not AUDIENCE.search(goal.unit) and (goal.amount > 1 or goal.unit in LENGTHS):
        timed = replace(timed, begins=time.on)  # "2000 words on Saturday" are written on Saturday
    if goal.per is not None:
        return timed
    if time.is_length:
        raise Unclear(Ask.UNCLEAR_RATE, time.typed, [replace(timed, per=Period.DAY), timed])
    if timed.deadline is None:
        smell = rest.smell(heard, is_timed=False)
        usual = [at(goal, each) for each in usual_times(heard.today, time.stretch.begins)]
        raise Unclear(Ask.VAGUE_DEADLINE, smell) if smell else Unclear(Ask.NO_DEADLINE, "", usual)
    return timed


def _check_likely(heard: Heard, goal: GoalReading) -> None:
    """Ask about more than anybody does in a day: "10,000,000 followers tomorrow"."""
    first = goal.begins or heard.today
    days = DAYS_A_PERIOD[goal.per] if goal.per else ((goal.deadline or first) - first).days + 1
    most = MOST_AUDIENCE_A_DAY if AUDIENCE.search(goal.unit) else MOST_A_DAY.get(goal.unit, MAX_AMOUNT)
    if abs(goal.amount - (goal.start or 0)) > most * days:
        amount = heard.amounts[0]
        raise Unclear(Ask.UNLIKELY, heard.line.quote(amount.first, amount.last), [goal])
