"""How often: finds the phrases that make a goal a rate ("a day", "every Monday", "twice a week")."""

from __future__ import annotations

import re
from dataclasses import dataclass

from rules.goals.reading.answers import Period
from rules.goals.reading.date_patterns import WEEKDAY
from rules.goals.reading.words import GONE

PERIODS = {
    "day": Period.DAY, "daily": Period.DAY, "d": Period.DAY, "nightly": Period.DAY, "week": Period.WEEK,
    "weekly": Period.WEEK, "w": Period.WEEK, "month": Period.MONTH, "monthly": Period.MONTH,
    "m": Period.MONTH,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Rate:
    """A rate phrase: `times` per period ("twice a week") or, with None, once per period or spread over it.

    `per` is None where the rhythm does not fit days, weeks or months exactly ("every other day").
    """

    per: Period | None
    times: int | None
    typed: str
    begin: int
    end: int
    yearly: bool = False


_DAY_NAME = r"(?:mon|tues?|wednes|wed|thurs?|thu|fri|satur|sat|sun)(?:day)?s?\b"
_JOIN = r"(?: ?,| ?&| ?/| ?\+)?(?: and| or)? ?"
_NAMES = rf"{_DAY_NAME}(?:{_JOIN}{_DAY_NAME})*"
_PLURAL_DAY = r"(?:mon|tues|wednes|thurs|fri|satur|sun)days\b"
_PLURALS = rf"{_PLURAL_DAY}(?:{_JOIN}{_PLURAL_DAY})*"
_EVERY = r"(?:(?:on |in )?(?:each and every|every single|every|each|per|/))"
_OFTEN = r"(?P<times>once|twice|thrice|\d+(?= ?times\b| ?x\b| (?:day|night|morning|evening|weekday)s?\b))"
_TIMES = r"(?: ?times| ?x(?:\b|(?= ))| (?:day|night|morning|evening|weekday)s?)?"

_WEEKDAY_RANGE = re.compile(
    r"\b(?:(?:every|each|on|from) )?(?:mon|monday)s? ?(?:to|through|thru|till|until|-) ?(?:fri|friday)s?\b"
)
_WEEKDAYS = re.compile(
    r"\b(?:(?:on|every|each|during) )?(?:the )?(?:working |work )?week ?days\b|\b(?:every|each|on|per) "
    r"(?:single )?(?:weekday|workday|working day|work day)s?\b|\bworkdays\b"
)
_WEEKENDS = re.compile(r"\b(?:on |at |every |each )?(?:the )?weekends\b|\b(?:every|each) (?:single )?weekend\b")
_NAMED = re.compile(
    rf"\b(?:every|each) (?:single )?(?P<names>{_NAMES})(?: (?:nights?|mornings?|evenings?"
    rf"|afternoons?)\b)?|\b(?:on )?(?P<plurals>{_PLURALS})"
)
_INEXACT = re.compile(
    r"\b(?:(?:once |1 )?every (?:other|second|2nd|third|3rd|few|couple|\d+(?!,)|half) ?(?:of )?-?(?:days?"
    r"|weeks?|months?|years?|hours?|evenings?|nights?|weekends?|weekdays?|minutes?|mornings?|quarters?"
    r"|fortnights?"
    rf"|{WEEKDAY}s?)|(?:alternate|alternating) \w+|(?:every|per|each) (?:fortnight|quarter|hour|season"
    r"|so often)|hourly|fortnightly|bi ?-?weekly|bi ?-?monthly"
    r"|semi ?-?weekly|semi ?-?monthly|quarterly|every now and then|(?:almost|nearly|basically|mostly) "
    r"(?:every|each) ?(?:day|week)|almost daily|most (?:days|weeks|nights|mornings)"
    r"|regularly|often|every (?:time|chance)|a few times (?:a|per|each|every) (?:day|week|month)"
    r"|some days|days on(?= ?(?:$|[,.;/&]|and\b|\d))|days off|day on,? day off"
    r"|every day (?:except|but|or two)|daily except|daily or"
    r"|per hour|/ ?h(?:ou)?r)\b"
)
_INEXACT_LATE = re.compile(r"\b(?:a (?:fortnight|quarter)|an hour)\b(?= ?(?:$|[¦.,;!?]|until|by))")
_LENGTH_OF_TIME = re.compile(r"^[^\d]*\ban hour\b")
_YEARLY = re.compile(
    r"\b(?:per year|a year|/ ?year|every year|each year|yearly|annually|per annum|every (?:january"
    r"|february|april|june|july|august|september|october|november|december))\b"
)
_COUNTED = re.compile(
    rf"\b{_OFTEN}{_TIMES},? ?(?:(?:in )?(?:a|per|each|every|in the|every single)|/|in one|in)? ?"
    r"(?P<period>day|week|month|daily|weekly|monthly)\b"
)
_STRONG = re.compile(
    rf"(?:\b|(?=/)){_EVERY} ?(?:single )?(?P<period>day|week|month|d|w|wk|m|mo)\b|\b(?P<adverb>daily"
    r"|nightly|weekly|monthly|everyday)\b"
    r"|\b(?:every|each|per|(?<!\bin )(?<!\bfor )an?(?= (?:night|morning|evening"
    r"|afternoon)(?: ?$| ?[.,;!?]| (?:until|till?|through|for|in|by|before|on|this)\b))) (?:single )?"
    r"(?P<part>night|morning|evening|afternoon|lunch ?break|lunch|lunchtime)s?\b"
    r"|\b(?P<seven>every (?:7 days|1 week|24 hours|1 day|1 month))\b"
    r"|\bp[/.]?(?P<short>[dw])\b"
)
_WEAK = re.compile(
    r"\b(?:an?|the|1(?= (?:day|week|month)\b)) (?P<period>day|week|month)\b(?! (?:job|ahead|early|late"
    r"|after|off)\b)(?! from (?:now|today|the|my|next|\d))"
)
_SIDE = re.compile(r"\bper (?!¦)(?P<other>[a-z]+)\b")


class RateReader:
    """Reads rate phrases: the clear ones before deadlines are read, "a week" after them."""

    def __init__(self) -> None:
        self.found: list[Rate] = []

    def clear(self, text: str) -> str:
        """Collect "every day", "weekly", "3 times a week", "on Mondays"; return the text without them."""
        for pattern, read in (
            (_WEEKDAY_RANGE, lambda _: (Period.WEEK, 5)),
            (_INEXACT, lambda _: (None, None)),
            (_WEEKDAYS, lambda _: (Period.WEEK, 5)),
            (_WEEKENDS, lambda _: (Period.WEEK, 1)),
            (_NAMED, _named_days),
            (_COUNTED, _counted),
            (_STRONG, _plain),
        ):
            text = self._collect(pattern, read, text)
        return self._collect(_YEARLY_EXPLICIT, lambda _: (None, None), text, yearly=True)

    def rest(self, text: str) -> str:
        """Collect "a day", "a week", "a year" and "per chapter" once no deadline can claim them."""
        text = self._collect(_YEARLY, lambda _: (None, None), text, yearly=True)
        # "An hour every day" counts hours; "500 words an hour" is a speed.
        if not (self.found and _LENGTH_OF_TIME.match(text)):
            text = self._collect(_INEXACT_LATE, lambda _: (None, None), text)
        text = self._collect(_WEAK, lambda m: (PERIODS[m["period"]], None), text)
        return self._collect(_SIDE, lambda _: (None, None), text)

    def _collect(self, pattern: re.Pattern[str], read: object, text: str, *, yearly: bool = False) -> str:
        def blot(match: re.Match[str]) -> str:
            per, times = read(match)  # type: ignore[operator]
            self.found.append(Rate(per, times, match[0].strip(), match.start(), match.end(), yearly))
            return GONE + " " * (len(match[0]) - 1)

        return pattern.sub(blot, text)


_YEARLY_EXPLICIT = re.compile(_YEARLY.pattern.replace("|a year", ""))


def _named_days(match: re.Match[str]) -> tuple[Period | None, int | None]:
    names = {
        name[:3] for name in re.findall(r"(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*", match["names"] or match["plurals"])
    }
    return Period.WEEK, len(names)


def _counted(match: re.Match[str]) -> tuple[Period | None, int | None]:
    words = {"once": 1, "twice": 2, "thrice": 3}
    times = words[match["times"]] if match["times"] in words else int(match["times"])
    return PERIODS[match["period"]], times


def _plain(match: re.Match[str]) -> tuple[Period | None, int | None]:
    if match["part"]:
        return Period.DAY, None
    word = match["period"] or match["adverb"] or match["short"]
    if word:
        return PERIODS[{"everyday": "day", "wk": "week", "mo": "month"}.get(word, word)], None
    return (
        Period.DAY
        if re.search("day$|hour", match["seven"]) and "7" not in match["seven"]
        else Period.MONTH
        if "month" in match["seven"]
        else Period.WEEK
    ), None
