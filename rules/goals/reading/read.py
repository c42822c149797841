"""Read a goal typed in plain words, or say what has to be asked. Never guesses.

`hear` finds what is said; here it becomes one goal, step by step, and every step may stop with a question. What still
smells of a date or a number in the end was not understood and is asked about.
"""

from __future__ import annotations

import re
from contextlib import suppress
from dataclasses import replace
from datetime import date

from rules.english.words import LENGTHS, MONTHS, WEEKDAYS
from rules.goals.reading.amounts import AUDIENCE
from rules.goals.reading.answers import Ask, GoalQuestion, GoalReading, Period, Unclear
from rules.goals.reading.counting import MAX_AMOUNT, check_amount, one_rate, what_is_counted, with_rate
from rules.goals.reading.foreign import in_english
from rules.goals.reading.heard import Heard, Time, at, hear, time_of, usual_times
from rules.goals.reading.offers import plain

MAX_OFFERED = 4
_SEVERAL = {Ask.SEVERAL_GOALS, Ask.SEVERAL_NUMBERS, Ask.UNCLEAR_RATE}
_PARTS = re.compile(r"[;+&]|[,.](?!\d)|\b(?:and|plus|also|then)\b", re.IGNORECASE)
_MINUS = re.compile(r"(?<![\w)])[-−](?=\d)")
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
        if unclear.code in _SEVERAL and (again := _said_again(text, today)):
            return again
        readings = _otherwise(text, today, unclear) or unclear.readings
        sound = tuple(each for each in dict.fromkeys(readings) if _is_sound(each, today))
        return GoalQuestion(unclear.code, sound[:MAX_OFFERED], unclear.typed)


def _said(text: str, today: date) -> GoalReading:
    heard = hear(text, today)
    return _read(heard, time_of(heard))


def _otherwise(text: str, today: date, unclear: Unclear) -> list[GoalReading]:
    """Read what may be meant: each of several goals alone, another language in English, -500 without its sign."""
    if unclear.code is Ask.NOT_ENGLISH:
        return [reading for said in in_english(text) for reading in _readings(said, today)]
    if unclear.code is Ask.NOT_POSITIVE:
        return _readings(_MINUS.sub("", text), today) if _MINUS.search(text) else []
    return _apart(text, today, unclear)


def _readings(text: str, today: date) -> list[GoalReading]:
    try:
        return [_said(text, today)]
    except Unclear as unclear:
        return list(unclear.readings)


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


# "90 days, 90k words. so 90k words in 90 days", "1 month, 10 stories so like 10 stories in one month"
_LAST_CLAUSE = re.compile(
    r"(?<!\w)(?:so(?: like)?|i\.?e\.?|(?P<renamed>i mean|ok(?:ay)?,? just))[,:]?\s", re.IGNORECASE
)


def _said_again(text: str, today: date) -> GoalReading | None:
    """Return the goal that a last clause says as a whole, where what comes before says nothing else."""
    cues = list(_LAST_CLAUSE.finditer(text))
    if not cues:
        return None
    cue = cues[-1]
    try:
        goal = _said(text[cue.end() :], today)
        heard = hear(text[: cue.start()], today)
        _check_rest(heard, goal, is_timed=True)
        is_same = _says_part_of(goal, heard, is_renamed=cue["renamed"] is not None)
    except Unclear:
        return None
    return goal if is_same else None


def _says_part_of(goal: GoalReading, heard: Heard, *, is_renamed: bool) -> bool:
    """Say whether every number, day and rhythm heard is that of the goal; what is renamed may be called otherwise."""
    time = time_of(heard)
    if time.problem or time.stretch.ends not in (None, goal.deadline) or time.stretch.begins not in (None, goal.begins):
        return False
    parts = [plain(heard, amount, one_rate(heard, time)) for amount in heard.amounts]
    return bool(parts) and all(
        part.amount == goal.amount
        and part.is_gain == goal.is_gain
        and part.start in (None, goal.start)
        and part.per in (None, goal.per)
        and (is_renamed or not part.unit or part.unit.split()[-1] == goal.unit.split()[-1])
        for part in parts
    )


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
    _check_rest(heard, goal, is_timed=bool(heard.whens))
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
        smell = _smell(heard, is_timed=False)
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


# What is left when everything understood is taken away: does it smell of a date or a number?

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


def _check_rest(heard: Heard, goal: GoalReading, *, is_timed: bool) -> None:
    """Raise Unclear where something was said that was not understood."""
    faint = _FAINT if goal.per is None else _FAINT_BESIDE_A_RHYTHM
    if found := _smell(heard, is_timed=is_timed, faint=None if goal.per is None and goal.deadline else faint):
        raise Unclear(Ask.VAGUE_DEADLINE, found, [goal])
    text = _blotted(heard.line.text)
    if stray := re.search(r"(?:^|(?<= ))(?:x|×) ", text):
        raise Unclear(Ask.UNCLEAR_NUMBER, stray[0].strip())
    negated = next((each for each in _NEGATED.finditer(text) if _is_about_the_goal(text, each)), None)
    if negated:
        raise Unclear(Ask.UNCLEAR_NUMBER, _quoted(heard, negated.start()), [goal])


def _smell(heard: Heard, *, is_timed: bool, faint: re.Pattern[str] | None = _FAINT) -> str:
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
