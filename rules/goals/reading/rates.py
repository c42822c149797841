"""How often: the phrases that make a goal a rhythm, such as "a day", "every Monday", "twice a week"."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from rules.english.lines import PIECES, Phrase, Read, Said, any_of
from rules.english.spans import Length
from rules.english.words import WEEKDAYS
from rules.goals.reading.answers import Period

PERIODS = {
    "day": Period.DAY, "days": Period.DAY, "daily": Period.DAY, "d": Period.DAY, "nightly": Period.DAY,
    "everyday": Period.DAY, "week": Period.WEEK, "weekly": Period.WEEK, "w": Period.WEEK, "wk": Period.WEEK,
    "month": Period.MONTH, "monthly": Period.MONTH, "m": Period.MONTH, "mo": Period.MONTH,
}  # fmt: skip
_OFTEN = {"once": 1, "twice": 2, "thrice": 3}
_DAY_PARTS = ("night", "morning", "evening", "afternoon", "lunch", "lunchtime", "lunch break")
_PLURAL_DAYS = ("mondays", "tuesdays", "wednesdays", "thursdays", "fridays", "saturdays", "sundays")


@dataclass(frozen=True, slots=True)
class Rate:
    """A rate phrase: `times` a period ("twice a week") or, with None, once a period or spread over it.

    `per` is None where the rhythm does not fit days, weeks or months exactly ("every other day"); `counts` is what
    the times are, days or times; `is_named` tells "on Mondays", which says when rather than how much.
    """

    per: Period | None
    times: int | None = None
    counts: str = "times"
    is_yearly: bool = False
    is_named: bool = False
    length: Length | None = None  # of "a week", which may be one
    either: tuple[int, ...] = ()  # of "3-4 times a week"


_WEEK = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
PIECES.update(
    weekday_names=any_of({*WEEKDAYS, *_PLURAL_DAYS}),
    plural_days=any_of(_PLURAL_DAYS),
    day_part=any_of((*_DAY_PARTS, *(f"{part}s" for part in _DAY_PARTS))),
    many=r"\d+ ",
    join=r"(?:,|and|or|&|/|\+) ",
)


def _rate(
    per: Period | None, times: int | None = None, *, is_yearly: bool = False, is_named: bool = False
) -> Callable[[Said], Read]:
    counts = "days" if times else "times"
    return lambda _: Read("RATE", Rate(per, times, counts, is_yearly, is_named))


def _named_days(said: Said) -> Read:
    days = {name[:3] for name in re.findall(r"(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*", str(said))}
    return Read("RATE", Rate(Period.WEEK, len(days), "days", is_named=True))


def _days_between(said: Said) -> Read | None:
    """Read "mon to sat" behind a rhythm; alone, as in "Monday to Thursday 3 chapters", it may be these very days."""
    if not re.search(r"(?:RATE|a day|/ day|per day|daily|every day|each day) ,? ?$", said.before):
        return None
    first, last = (_WEEK.index(said[end][:3]) for end in ("first", "last"))
    return Read("RATE", Rate(Period.WEEK, (last - first) % 7 + 1, "days", is_named=True))


def _counted(said: Said) -> Read:
    often = said["often"].split()[0]
    times = _OFTEN[often] if often in _OFTEN else int(often)
    counts = "days" if said["days"] else "times"
    return Read("RATE", Rate(PERIODS[said["period"]], times, counts))


def _either(said: Said) -> Read:
    """Read "3-4 times a week" as a question between the two."""
    counts = "days" if said["days"] else "times"
    return Read("RATE", Rate(PERIODS[said["period"]], None, counts, either=(int(said["least"]), int(said["most"]))))


def _plain(said: Said) -> Read:
    return Read("RATE", Rate(PERIODS[said["period"]]))


def _an_hour(said: Said) -> Read | None:
    return Read("RATE", Rate(None)) if re.search(r"\d [a-z]+ $", said.before) else None


_INEXACT = _rate(None)
_ANY_UNIT = "(day|days|week|weeks|month|months|year|years|hour|hours|night|nights|morning|mornings|evening|evenings"
_ANY_UNIT += "|weekend|weekends|weekday|weekdays|minute|minutes|quarter|quarters|fortnight|fortnights|{weekday_names})"

RATES = (
    # days of the week
    Phrase(
        "(every|each|on|from)? (monday|mondays|mon) (to|through|thru|till|until|-) (friday|fridays|fri)",
        _rate(Period.WEEK, 5, is_named=True),
        "Monday to Friday",
    ),
    Phrase(
        "(every|each|on)? first={weekday} (to|through|thru|till|until|-) last={weekday}",
        _days_between,
        "500 words a day [mon to sat]",
    ),
    Phrase(
        "(on|every|each|during)? the? (working|work)? (weekdays|week days|workdays)",
        _rate(Period.WEEK, 5, is_named=True),
        "on weekdays",
    ),
    Phrase(
        "(every|each|on|per) single? (weekday|workday|working day|work day)",
        _rate(Period.WEEK, 5, is_named=True),
        "every weekday",
    ),
    Phrase("weekends off", _rate(Period.WEEK, 5, is_named=True), "500 words a day, [weekends off]"),
    Phrase("(on|at|every|each)? the? weekends", _rate(Period.WEEK, 1, is_named=True), "on weekends"),
    Phrase("(every|each|per) single? weekend", _rate(Period.WEEK, 1, is_named=True), "each weekend"),
    Phrase(
        "(every|each|per) single? {weekday_names} ({join}* {weekday_names})* {day_part}?",
        _named_days,
        "every Monday and Thursday",
    ),
    Phrase("on? {plural_days} ({join}* {plural_days})*", _named_days, "on Mondays, Wednesdays and Fridays"),
    Phrase(
        "(even|also|and)? (on|at)? (weekends|sundays|holidays) (too|as well|included|also)",
        lambda _: Read("ASIDE"),
        "500 words a day, [weekends too]",
    ),
    Phrase("on? (m / w / f|mwf|mon wed fri)", _rate(Period.WEEK, 3, is_named=True), "m/w/f"),
    Phrase("on? (t / th|tu / th|tue / thu|tth)", _rate(Period.WEEK, 2, is_named=True), "t/th"),
    Phrase(
        "on? {weekday_names} {join}* {weekday_names} {join}* {weekday_names} ({join}* {weekday_names})*",
        _named_days,
        "mon, wed and fri",
    ),
    # so many times
    Phrase(
        "often=(once|twice|thrice|{many} (times|time|x)) ,? (a|per|each|every|in a|in the|in 1|in|/|every single)? "
        "period=(day|week|month|daily|weekly|monthly)",
        _counted,
        "3 times a week",
    ),
    Phrase(
        "often={many} days=(days|day|nights|mornings|evenings|weekdays) (a|per|each|every|in a|/|out of the) "
        "period=(week|month)",
        _counted,
        "5 days a week",
    ),
    Phrase(
        "least={many} (-|to|or) most={many} (times|time|x|days=(days|nights|mornings|evenings)) "
        "(a|per|each|every|/) period=(day|week|month)",
        _either,
        "3-4 times a week",
    ),
    # each time
    Phrase(
        "(on|in)? (each and every|every single|every|each|per|/) single? period=(day|week|month|d|w|wk|m|mo)",
        _plain,
        "every single day",
    ),
    Phrase("(once|1)? period=(daily|nightly|weekly|monthly|everyday)", _plain, "daily"),
    Phrase("day in (,|and)* day out", _rate(Period.DAY), "day in, day out"),
    Phrase("week in (,|and)* week out", _rate(Period.WEEK), "week in, week out"),
    Phrase("(p|p / |p .) period=(d|w|m|day|week|month)", _plain, "p/day"),
    Phrase("(pd|p d)", _rate(Period.DAY), "pd"),
    Phrase("(pw|p w)", _rate(Period.WEEK), "pw"),
    Phrase("(every|each|per) single? {day_part}", _rate(Period.DAY), "every morning"),
    Phrase("(a|an) {day_part} {end}", _rate(Period.DAY), "2 pages [a night]"),
    Phrase("every (1 day|24 hours)", _rate(Period.DAY), "every 24 hours"),
    Phrase("every (7 days|1 week)", _rate(Period.WEEK), "every 7 days"),
    Phrase(
        "(on|by)? the? ({nth}|last) (day|{weekday_names})? (of|in) (every|each) month",
        _rate(Period.MONTH),
        "on the 1st of every month",
    ),
    Phrase("(on|by)? the? (every|each) {nth_day} (of the month)?", _rate(Period.MONTH), "every 15th"),
    Phrase("every 1 month", _rate(Period.MONTH), "every 1 month"),
    # rhythms that fit no period
    Phrase(
        "(once|1)? every (other|second|2th|2nd|third|3th|3rd|few|couple|half|2|{many}) of? " + _ANY_UNIT,
        _INEXACT,
        "every other day",
    ),
    Phrase("(per|each|/) {many} " + _ANY_UNIT, _INEXACT, "10 poems [per 6 weeks]"),
    Phrase("(alternate|alternating) {word}", _INEXACT, "alternate days"),
    Phrase("(every|per|each) (fortnight|quarter|hour|season|so often)", _INEXACT, "every fortnight"),
    Phrase(
        "(hourly|fortnightly|biweekly|bi weekly|bi-weekly|bimonthly|bi monthly|bi-monthly|semiweekly|semi-weekly"
        "|semimonthly|semi-monthly|quarterly|regularly|often|every now and then|almost daily)",
        _INEXACT,
        "fortnightly",
    ),
    Phrase("(almost|nearly|basically|mostly) (every|each) (day|week)", _INEXACT, "almost every day"),
    Phrase("most (days|weeks|nights|mornings)", _INEXACT, "most days"),
    Phrase("every (time|chance)", _INEXACT, "every chance"),
    Phrase(
        "a? (few|several) (times|time|days|nights) (a|per|each|every) (day|week|month)", _INEXACT, "a few times a week"
    ),
    Phrase("some (days|weeks|nights|mornings)", _INEXACT, "some days"),
    Phrase("(day on ,? day off|days off)", _INEXACT, "day on, day off"),
    Phrase("(every day|daily) (except|but|or 2|or)", _INEXACT, "every day except"),
    Phrase("(per hour|/ h|/ hr|/ hour)", _INEXACT, "per hour"),
    Phrase("an hour {end}", _an_hour, "500 words [an hour]"),
    Phrase("per (?!year){word}", _INEXACT, "per chapter"),
    # by the year
    Phrase("(per|every|each|/) year", _rate(None, is_yearly=True), "every year"),
    Phrase("(yearly|annually|per annum)", _rate(None, is_yearly=True), "yearly"),
    Phrase("every {month}", _rate(None, is_yearly=True), "every November"),
)


def rate_of(length: Length) -> Rate:
    """Return the rhythm that "a week", "the month" or "a year" is where no deadline claims it."""
    return Rate(_PERIODS_OF.get((length.months, length.days)), is_yearly=length.months == 12, length=length)


_PERIODS_OF = {(0, 1): Period.DAY, (0, 7): Period.WEEK, (1, 0): Period.MONTH}
