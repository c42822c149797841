"""Read a goal typed in plain words, or say what has to be asked. Never guesses.

The text is cleaned and its numbers written in digits; then each reader takes out the phrases it understands:
rates, deadlines, where the writer stands, what is counted. What still smells of a date or a number after that
was not understood and is asked about.
"""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

from rules.goals.reading.amounts import Amount, amounts, implied, is_about, only_goals, standing, without_asides
from rules.goals.reading.answers import Ask, GoalQuestion, GoalReading, Period, Unclear
from rules.goals.reading.calendar import add_months, lasting_from
from rules.goals.reading.date_patterns import BARE_DURATION, MONTH
from rules.goals.reading.dates import DateReader, When
from rules.goals.reading.numbers import in_digits
from rules.goals.reading.rates import Rate, RateReader
from rules.goals.reading.words import GONE, LENGTHS, MONTHS, PLURALS, TIMES, WEEKDAYS, clean, spelled

__all__ = ["Ask", "GoalQuestion", "GoalReading", "Period", "read_goal"]

MAX_CHARACTERS = 1000
MAX_AMOUNT = 10**9
MAX_OFFERED = 4

_CLOCK = re.compile(
    r"\b(?:(?:from|between) )?\d{1,2}(?::\d\d)? ?(?:-|to|and|until|till) ?\d{1,2}(?::\d\d)? ?[ap]m\b|"
    r"(?:\b(?:at|by|before|around|from|until|till|after) )?(?:(?<![\d/.-])\d{1,2}:\d\d(?::\d\d)?"
    r"(?: ?[ap]\.?m\b\.?)?|\b\d{1,2} ?(?:[ap]\.m\.|[ap]m\b)|\bmidnight\b|\bnoon\b|\b\d{1,2} ?o ?clock\b)"
    r"(?: ?(?:utc|gmt|est|cet|cest|pst|edt|pdt|bst|ist)\b)?"
    r"|\b(?:in the (?:mornings?|evenings?|afternoons?)|at (?:night|lunch|lunchtime|dawn|breakfast|dinner"
    r"|bedtime)"
    r"|(?:before|after|during|over) (?:bed|work|school|breakfast|lunch|dinner|coffee|my (?:coffee|shift"
    r"|commute|lunch break|day job)|the kids (?:wake up|get up|are up|sleep))(?: time)?|first thing|"
    r"(?:by )?(?:cob|eob|(?:end|close) of business(?: on)?))\b(?! (?:starts?|begins?|ends?|is|year|opens?"
    r"|holidays?|closes?))"
)
_ENDLESS = re.compile(
    r"\b(?:from now on|forever|indefinitely|(?:starting|beginning|start|starts|(?<!day )(?<!days )"
    r"(?<!week )(?<!weeks )(?<!month )(?<!months )(?<!year )(?<!years )(?<!fortnight )(?<!quarter )from"
    r"|as of) (?:now|today|right now|immediately)(?: on| onwards?)?"
    r"|no (?:end date|deadline|end)|without (?:a |an )?(?:deadline|end date|end)|always|for good|for life"
    r"|starting (?=until|till))\b"
)
_FROM_TODAY = re.compile(r"\b(?:from (?:now|today)|between (?:now|today)) (until|till|til|to|through|and|by)\b")
_NEGATED = re.compile(
    r"\b(?:dont|do not|not(?! later| only)|never|cant|cannot|wont|without missing|less than|fewer than"
    r"|no more than|at most|under|below|instead of|rather than|nor|neither|stop|quit"
    r"|(?<!wish )i had|except|unless|maximum|max|up to and)\b(?! \d+ (?:days|weeks|months))(?! later)"
)
_LOSING = re.compile(r"(?:^|[\s(:,])-\d|\b(?:minus|negative|lose|losing|lost) (?:at least |about )?\d")
_RANGE = re.compile(r"(?<![\w.])\d+(?:\.\d+)?(?: [a-z]+)? ?(?:-|to|or|/|and|maybe|or maybe) ?\d+(?:\.\d+)?\b")
_SMELLS = re.compile(
    r"\b(?:by(?! (?:\w+ing|hand|myself|email|mail|heart|far|me|the way|ear|doing|just|¦)\b)|before|until"
    r"|till|til|deadline|due|or(?= +¦)|when|once|after|within|since|ago|whenever|eventually"
    r"|days?|weeks?|months?|years?|fortnights?|weekends?|quarters?|decades?|season|spring|summer|autumn"
    r"|winter|birthday|anniversary|holidays?|vacation|eo[ymwq]"
    r"|around(?= ¦)|later"
    rf"|{'|'.join(sorted({*MONTHS, *WEEKDAYS} - {'may', 'march', 'mar', 'sat', 'sun', 'mon', 'wed'}))})\b"
)
_FROM_DAY_TO_DAY = re.compile(
    rf"\bbetween ((?:the )?(?:\d{{1,2}}(?:st|nd|rd|th)? (?:of )?)?(?:{MONTH})(?: \d{{1,2}}(?:st|nd|rd"
    r"|th)?)?) and "
)
_EVENT_ON = re.compile(
    r"\b(before|by|until|till) (?:my|our|the) (?:[a-z0-9]+ ){0,3}?(?:birthday|anniversary|wedding|graduation|launch"
    rf"|party|conference|retreat|workshop|trip|holiday|vacation|exam) (?:on|in|of) (?=(?:the )?(?:\d|{MONTH}))"
)
_BEFORE_ENDS = re.compile(rf"\bbefore ({MONTH}|20\d\d) (?:ends|is over|is out|is up|is done|finishes|closes)\b")
_MAYBE_MONTH = re.compile(
    r"(?<!\bi )(?<!\bwe )\b(?:may|march|mar|sat|sun)\b(?! (?:be|not|help|take|still|even|need|well|seem"
    r"|sound|i|you)\b)"
)
_HARMLESS = re.compile(
    r"\b(?:leap|bad|good|great|rainy|big|busy|new) (?:day|week|month|year)s?\b|\bday (?:job|off)s?\b"
    r"|\bby the way\b|\bonce and for all\b|\bat once\b|\bonce again\b|\bfor once\b"
)
_RISING = re.compile(r"\b(?:go|going|grow|growing|get|getting|increase|raise|move|work|up|bring|improve|build)\b")
_AUDIENCE = re.compile(r"(?:followers|subscribers|subs|readers|fans|patrons|members|supporters|customers|clients)$")
_ACTIVITY = re.compile(
    r"\b(?:post|posting|write|writing|publish|publishing|blog|blogging|read|reading|comment|commenting"
    r"|tweet|tweeting|share|sharing|edit|editing|show up|showing up)\b"
)
_TIMES_OF = {
    "post": "posts",
    "blog": "posts",
    "tweet": "tweets",
    "comment": "comments",
    "pitch": "pitches",
    "submit": "submissions",
}

_LOOSE = re.compile(
    r"(?:(?:by|before|in|this|next|the|end of|early|late) )*(?:spring|summer|autumn|winter|fall)"
    r"|soon|asap|as soon as possible|eventually|someday|sooner or later"
)
_LIKELY_UNITS = (
    ("(?:write|writing|draft|nano)", ("words",)),
    ("(?:publish|post|blog)", ("posts", "articles")),
    ("(?:grow|reach|hit|get|gain|have|newsletter|substack|medium)", ("followers", "subscribers", "readers")),
)


def read_goal(text: str, today: date) -> GoalReading | GoalQuestion:
    """Return what a goal typed on `today` says, or the question to put when that is not certain.

    Deadlines are the last day that counts and never before `today`; amounts are above 0 and at most 10**9.
    Never raises, for any text and any `today` in the years 1900 to 9000.
    """
    try:
        return _Goal(text, today).read()
    except Unclear as unclear:
        return GoalQuestion(unclear.code, typed=unclear.typed)


def _without_explained(whens: list[When]) -> list[When]:
    """Leave out "soon" and "before summer" where one day says what is meant: "before summer, say by May 31"."""
    sound = [when for when in whens if not _LOOSE.fullmatch(when.typed)]
    clear = len(sound) == 1 and sound[0].problem is None and not sound[0].begins and not sound[0].lasts
    return sound if clear else whens


class _Goal:
    """One goal while it is read."""

    def __init__(self, text: str, today: date) -> None:
        if len(text) > MAX_CHARACTERS:
            raise Unclear(Ask.TOO_LONG)
        self.today = today
        words = in_digits(re.sub(r"\b(?:no|not) (?:less|fewer) than\b", "at least", spelled(clean(text))))
        if not re.search(r"[a-z0-9]", words):
            raise Unclear(Ask.EMPTY)
        if _LOSING.search(words):
            raise Unclear(Ask.NOT_POSITIVE)
        words = without_asides(_CLOCK.sub(GONE, words))
        self.start, self.start_unit, words = standing(words)
        words = _FROM_TODAY.sub("until", words)
        words = _FROM_DAY_TO_DAY.sub(r"from \1 until ", words)
        words = _BEFORE_ENDS.sub(r"before the end of \1", words)
        words = _EVENT_ON.sub(r"\1 ", words)
        words = _ENDLESS.sub(GONE, words)
        rates = RateReader()
        words = rates.clear(words)
        self.heard = words
        self.whens, words = DateReader(today).read(words)
        words = rates.rest(words)
        self.rates = rates.found
        self.words = words
        found, self.rest = amounts(words)
        self.found = self._without_durations(only_goals(found, words))

    def _without_durations(self, found: list[Amount]) -> list[Amount]:
        """Take "500 followers, 3 months" as a deadline: a length of time beside something counted."""
        times = [amount for amount in found if amount.unit in TIMES]
        if re.search(r"\b(?:days|weeks) of ¦? *\d", self.words):
            raise Unclear(Ask.UNCLEAR_RATE)
        if not times or (len(times) == len(found) and not self.rates) or self.whens:
            return found
        for amount in times:
            match = BARE_DURATION.match(self.words, amount.begin)
            if match is None:
                return found
            whens, _ = DateReader(self.today).read(("for " if self.rates else "in ") + match[0])
            self.whens += whens
        return [amount for amount in found if amount.unit not in TIMES]

    def read(self) -> GoalReading | GoalQuestion:
        """Return the reading, or the question that settles it."""
        rate = self._rate()
        if not self.found:
            goal = self._implied(rate)
        elif len(self.found) > 1:
            return self._ask(Ask.SEVERAL_NUMBERS, self._each_alone(rate))
        else:
            if self.found[0].describes.split(" ")[0] in PLURALS:
                raise Unclear(Ask.UNCLEAR_NUMBER, self.found[0].describes)
            if is_about(self.words, self.found[0]):
                return self._ask(Ask.SEVERAL_NUMBERS, self._each_alone(rate))
            goal = self._plain(self.found[0], rate)
        repeated = bool(rate and rate.times and rate.times > 1 and self.found)
        if rate and rate.times and repeated and goal.amount == 1 and goal.unit not in LENGTHS:
            goal, repeated = replace(goal, amount=float(rate.times)), False
        self._check_amount(goal)
        if not goal.unit:
            return self._unit_question(goal)
        if goal.start is not None and self.found and self.found[0].more:
            return self._ask(
                Ask.SEVERAL_NUMBERS,
                [replace(g, deadline=self._deadline()) for g in (replace(goal, amount=goal.amount + goal.start), goal)],
            )
        if rate and goal.start is not None and not _RISING.search(self.heard):
            return self._ask(Ask.SEVERAL_NUMBERS, [goal])
        if rate and repeated:
            return self._times_question(goal, rate)
        if question := self._rate_question(goal, rate):
            return question
        if question := self._deadline_question(goal, rate):
            return question
        self._check_rest()
        return replace(goal, deadline=self._deadline())

    # What is counted

    def _plain(self, amount: Amount, rate: Rate | None) -> GoalReading:
        if amount.unit is None and self.start_unit:
            amount = replace(amount, unit=self.start_unit)
        return GoalReading(amount.value, amount.unit or "", self.start, rate.per if rate else None, None)

    def _each_alone(self, rate: Rate | None) -> list[GoalReading]:
        clear = len(self.whens) == 1 and len(self.whens[0].days) == 1
        day = self.whens[0].days[0] if clear else None
        return [replace(self._plain(amount, rate), deadline=day) for amount in self.found if amount.unit]

    def _implied(self, rate: Rate | None) -> GoalReading:
        if self.start is not None:
            raise Unclear(Ask.NO_AMOUNT)
        unit = implied(self.rest, rate=rate is not None)
        times = rate.times if rate else None
        if unit is None and rate and rate.times:
            verb = next((verb for verb in _TIMES_OF if re.search(rf"\b{verb}\b", self.rest)), None)
            unit = _TIMES_OF[verb] if verb else None
            if unit is None and re.search(r"\d days\b", rate.typed):
                unit = "days"
            if (
                unit is None
                and re.search(r"\b(?:once|twice|thrice|times|\dx|\d x)\b", rate.typed)
                and _ACTIVITY.search(self.rest)
            ):
                unit = "times"
        if unit is None:
            raise Unclear(Ask.NO_AMOUNT)
        return GoalReading(float(times or 1), unit, None, rate.per if rate else None, None)

    def _unit_question(self, goal: GoalReading) -> GoalQuestion:
        """Ask what is counted, offering what such sentences mostly count."""
        likely = next((units for verb, units in _LIKELY_UNITS if re.search(rf"\b{verb}\b", self.rest)), ())
        readings = [replace(goal, unit=unit, deadline=self._deadline()) for unit in likely]
        return self._ask(Ask.NO_UNIT, readings, f"{goal.amount:g}")

    def _check_amount(self, goal: GoalReading) -> None:
        if goal.amount <= 0:
            raise Unclear(Ask.NOT_POSITIVE)
        if goal.amount > MAX_AMOUNT:
            raise Unclear(Ask.TOO_LARGE)
        if goal.amount % 1 and _AUDIENCE.search(goal.unit):
            raise Unclear(Ask.UNCLEAR_NUMBER, f"{goal.amount:g}")
        if goal.start is not None and goal.start >= goal.amount:
            raise Unclear(Ask.ALREADY_REACHED)
        if self.start_unit and goal.unit and self.start_unit != goal.unit and not goal.unit.endswith(self.start_unit):
            raise Unclear(Ask.SEVERAL_NUMBERS)

    # How often

    def _rate(self) -> Rate | None:
        if len({(rate.per, rate.times) for rate in self.rates}) > 1:
            raise Unclear(Ask.UNCLEAR_RATE, self.rates[1].typed)
        return self.rates[0] if self.rates else None

    def _rate_question(self, goal: GoalReading, rate: Rate | None) -> GoalQuestion | None:
        if rate is None:
            return None
        if rate.yearly and not self.whens:
            return self._ask(Ask.NO_DEADLINE, self._with_usual_deadlines(goal), rate.typed)
        if rate.per is None:
            return self._ask(Ask.UNCLEAR_RATE, self._nearest_rates(goal, rate), rate.typed)
        if self._may_be_date(goal, rate):
            return self._ask(Ask.VAGUE_DEADLINE, [], rate.typed)
        if self.found and self._is_other_clause(rate, self.found[0]):
            return self._ask(Ask.SEVERAL_NUMBERS, [], rate.typed)
        if self.found and self.found[0].describes:
            one = replace(goal, amount=1.0)
            return self._ask(Ask.SEVERAL_NUMBERS, [goal, one], rate.typed)
        return None

    def _may_be_date(self, goal: GoalReading, rate: Rate) -> bool:
        """Say whether "a week before Easter" and "a month from Friday" may be days, not rhythms."""
        counted_often = self.found and not _AUDIENCE.search(goal.unit)
        leads_on = re.match(r" +(before|from|after)\b", self.heard[rate.end :])
        if not leads_on or not self.words[rate.end :].lstrip().startswith(GONE):
            return False
        return leads_on[1] == "after" or not counted_often

    def _times_question(self, goal: GoalReading, rate: Rate) -> GoalQuestion:
        """Ask about "500 words 3 times a week"; "1 post 3 times a week" is 3 posts."""
        times = rate.times or 1
        often = [replace(goal, amount=goal.amount * times)]
        return self._ask(Ask.UNCLEAR_RATE, [*often, replace(goal, per=Period.DAY)], rate.typed)

    def _is_other_clause(self, rate: Rate, amount: Amount) -> bool:
        """Say whether "post daily to reach 500 followers" keeps its rate apart from its number."""
        if rate.end <= amount.begin:
            between, lead = self.words[rate.end : amount.begin], self.words[: rate.begin]
            own = _ACTIVITY.search(lead) and re.search(r"\b(?:to|and|until|so|then|till)\b", between)
            return bool(own)
        between = self.words[amount.end : rate.begin]
        return bool(
            re.search(
                r"\b(?:by \w+ing|and (?!a half)\w+|if|when|because|but|while|then|so|to (?:post|write"
                r"|publish)|with \w+ing)\b",
                between,
            )
        ) or bool(re.search(r"[.;,:]", between) and _ACTIVITY.search(between))

    def _nearest_rates(self, goal: GoalReading, rate: Rate) -> list[GoalReading]:
        if "fortnight" in rate.typed:
            return [replace(goal, amount=goal.amount * 2, per=Period.MONTH)]
        if "day" in rate.typed:
            return [replace(goal, amount=goal.amount * n, per=Period.WEEK) for n in (3, 4)]
        return [replace(goal, amount=goal.amount * 2, per=Period.MONTH)] if "week" in rate.typed else []

    # By when

    def _deadline(self) -> date | None:
        return self.whens[0].days[0] if self.whens and self.whens[0].days else None

    def _deadline_question(self, goal: GoalReading, rate: Rate | None) -> GoalQuestion | None:
        begins = next((when.begins for when in self.whens if when.begins), None)
        self.whens = _without_explained(self.whens)
        problem = next((when for when in self.whens if when.problem), None)
        if problem and problem.problem:
            readings = [replace(goal, deadline=day) for day in problem.days if day >= self.today]
            return self._ask(problem.problem, readings or self._with_usual_deadlines(goal), problem.typed)
        self.whens = [self._counted_from(when, begins) for when in self.whens if not when.begins]
        days = {when.days[0]: when for when in self.whens}
        if len(days) > 1:
            narrowest = [
                w for w in self.whens if all(other.first <= w.days[0] <= other.days[0] for other in self.whens)
            ]
            if len({w.days[0] for w in narrowest}) != 1:
                return self._ask(Ask.AMBIGUOUS_DATE, [replace(goal, deadline=day) for day in days])
            self.whens = narrowest[:1]
        if rate is None and self.whens and self.whens[0].lasts:
            each = replace(goal, deadline=self._deadline(), per=Period.DAY)
            return self._ask(Ask.UNCLEAR_RATE, [each, replace(each, per=None)], self.whens[0].typed)
        if self.whens or rate:
            return None
        if self._smell():
            return self._ask(Ask.VAGUE_DEADLINE, self._with_usual_deadlines(goal), self._smell())
        return self._ask(Ask.NO_DEADLINE, self._with_usual_deadlines(goal))

    def _counted_from(self, when: When, begins: date | None) -> When:
        if not begins or not when.lasts:
            return when
        months, days = map(int, when.lasts.split())
        return replace(when, days=(lasting_from(begins, months, days),))

    def _with_usual_deadlines(self, goal: GoalReading) -> list[GoalReading]:
        days = [add_months(self.today, 1), add_months(self.today, 3), date(self.today.year, 12, 31)]
        return [replace(goal, deadline=day, per=goal.per) for day in sorted(set(days))]

    # What was not understood

    def _smell(self) -> str:
        rest = self.rest
        if self.whens:
            rest = re.sub(r"\b(?:deadline|due)\b", GONE, rest)
        rest = _HARMLESS.sub(GONE, rest)
        found = _SMELLS.search(rest) or _MAYBE_MONTH.search(rest)
        if found is None:
            return ""
        return " ".join(rest[found.start() :].replace(GONE, " ").split()[:4])

    def _check_rest(self) -> None:
        if smell := self._smell():
            raise Unclear(Ask.VAGUE_DEADLINE, smell)
        if stray := re.search(r"\bx\b|×", self.rest):
            raise Unclear(Ask.UNCLEAR_NUMBER, stray[0])
        if negated := _NEGATED.search(self.rest):
            raise Unclear(Ask.UNCLEAR_NUMBER, negated[0])

    def _ask(self, code: Ask, readings: list[GoalReading], typed: str = "") -> GoalQuestion:
        sound = [
            r
            for r in dict.fromkeys(readings)
            if 0 < r.amount <= MAX_AMOUNT and (r.per or r.deadline) and (r.start is None or r.start < r.amount)
        ]
        return GoalQuestion(code, tuple(sound[:MAX_OFFERED]), typed)
