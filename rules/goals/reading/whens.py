"""From when and until when: the phrases around names of days, such as "by DAY", "before SPAN", "in LENGTH"."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from typing import NamedTuple

from rules.english.lines import Read, Said
from rules.english.spans import DayName, Length, Span, Trouble
from rules.english.words import WEEKDAYS
from rules.goals.reading.answers import Ask
from rules.kit.calendar import DAY, add_months

MONTHS_TO_LEAP_DAY = 24  # a 29 February further off than this was hardly meant


class Stretch(NamedTuple):
    """The first day that counts, where it is not today, and the last."""

    begins: date | None
    ends: date | None


@dataclass(frozen=True, slots=True)
class When:
    """What a phrase says about time: a stretch, or several and what is unclear about them.

    `first` is the first day of a period that was named, `length` one that is counted from where the goal begins.
    """

    options: tuple[Stretch, ...]
    problem: Ask | None = None
    first: date = date.max
    length: Length | None = None
    counts_first: bool = False  # "for 30 days" counts its first day, "in 30 days" does not
    says_begin: bool = False
    on: date | None = None  # the day itself, of "on Saturday" and "tomorrow"


_PROBLEMS = {
    Trouble.IMPOSSIBLE: Ask.IMPOSSIBLE_DATE,
    Trouble.AMBIGUOUS: Ask.AMBIGUOUS_DATE,
    Trouble.VAGUE: Ask.VAGUE_DEADLINE,
    Trouble.MOVES: Ask.MOVING_DAY,
    Trouble.FAR: Ask.FAR_DEADLINE,
}


def _when(*options: Stretch, problem: Ask | None = None, first: date = date.max) -> Read:
    return Read("WHEN", When(options, problem, first))


def name_of(said: Said, piece: str = "name") -> DayName:
    """Return the days that a piece names."""
    name = said.meaning(piece)
    assert isinstance(name, DayName)
    return name


def coming(name: DayName, today: date, *, before: bool = False) -> list[Span]:
    """Return what a name means from today on; more than one where it is today's own."""
    found: list[Span] = []
    for reading in name.readings:
        ahead = [span for span in reading if (span.before if before else span.last) >= today]
        is_today = bool(ahead) and ahead[0].first == ahead[0].last == today and not before
        found += ahead[: 2 if is_today else 1]
    return list(dict.fromkeys(found))


def _resolved(said: Said, name: DayName, *, before: bool = False, whole: bool = False) -> Read:
    """Say until when (or, for the `whole`, from when until when) a name lets one work, or what is wrong with it."""
    today = said.today
    whole = whole and said["name"] == "SPAN"
    spans = coming(name, today, before=before)
    if not spans:
        over = _PROBLEMS[name.trouble or Trouble.VAGUE] if name.trouble or not name.readings else Ask.PAST_DEADLINE
        return _when(*_anew(said, name), problem=over)
    options = [_stretch(span, today, before=before, whole=whole) for span in spans]
    if name.trouble is Trouble.VAGUE and len(options) == 1 and today < spans[0].first < spans[0].last:
        options.append(Stretch(None, spans[0].first))
    problem: Ask | None = _PROBLEMS[name.trouble] if name.trouble else None
    if problem is None and (len(options) > 1 or len(name.readings) > len(spans) or (before and _is_named(today, name))):
        problem = Ask.AMBIGUOUS_DATE
    elif problem is None and _is_far_leap_day(spans[0], name, today):
        options, problem = [*_usual_last_of_february(today), *options], Ask.LEAP_DAY
    return _when(*options, problem=problem, first=spans[0].first if not before else date.max)


def _is_named(today: date, name: DayName) -> bool:
    """Say whether a name without a year is today's own: before which 1 December, on 1 December?"""
    return any(len(each) > 1 and any(span.first == span.last == today for span in each) for each in name.readings)


def _stretch(span: Span, today: date, *, before: bool, whole: bool) -> Stretch:
    return Stretch(span.first if whole and span.first > today else None, span.before if before else span.last)


def _is_far_leap_day(span: Span, name: DayName, today: date) -> bool:
    is_leap_day = span.first == span.last and (span.last.month, span.last.day) == (2, 29)
    return is_leap_day and len(name.readings[0]) > 1 and span.last > add_months(today, MONTHS_TO_LEAP_DAY)


def _usual_last_of_february(today: date) -> Iterable[Stretch]:
    day = date(today.year, 2, 28)
    yield Stretch(None, day if day >= today else add_months(day, 12))


def _anew(said: Said, name: DayName) -> tuple[Stretch, ...]:
    """Return the next time a date comes round that was over; nothing for "yesterday"."""
    if not any(char.isdigit() for char in said.quote) or re.search(r"\b(?:ago|back)$", said.quote.casefold()):
        return ()
    years = {
        span.last: add_months(span.last, 12 * _years_over(span.last, said.today)) for r in name.readings for span in r
    }
    return tuple(Stretch(None, day) for day in dict.fromkeys(years.values()))


def _years_over(day: date, today: date) -> int:
    years = max(0, today.year - day.year)
    return years if add_months(day, 12 * years) >= today else years + 1


# What each phrase says


def read_by(said: Said) -> Read:
    """Read "by March" and "until Friday", the day included."""
    return _resolved(said, name_of(said))


def read_before(said: Said) -> Read:
    """Read "before March", which ends the day before."""
    return _resolved(said, name_of(said), before=True)


def read_in(said: Said) -> Read:
    """Read "in March", which begins with March."""
    return read_from(said) if _STARTING.search(said.before) else _resolved(said, name_of(said), whole=True)


def read_on(said: Said) -> Read:
    """Read "on Saturday", which is that day alone; a date further off is a last day."""
    if _STARTING.search(said.before):
        return read_from(said)
    read = _resolved(said, name_of(said))
    when = read.meaning
    assert isinstance(when, When)
    if when.problem or not _NEAR_DAY.search(said.quote.casefold()):
        return read
    return Read("WHEN", replace(when, on=when.options[0].ends))


_NEAR_DAY = re.compile(rf"\b(?:tomorrow|{'|'.join(WEEKDAYS)})\b")
_TOMORROW = re.compile(r"tomorrow\b")


# "Start 500 words a day in 2 weeks": what comes behind the rhythm says when to begin.
_STARTING = re.compile(
    r"(?:^|[.,;:!?] |\b(?:to|ill|i|will|wanna|gonna|should|must|please|pls) )(?:start|begin|starting|beginning) "
    r"(?:(?!WHEN|DAY|SPAN|LENGTH|NEXT_LENGTH|[.,;:!?])\S+ )*(?:RATE|A_LENGTH) (?:(?:[a-z]+ing|words|pages) )?,? ?$"
)
_AT_THE_START = re.compile(r"(?:at )?(?:the )?(?:beginning|start) of ")
_RHYTHM = re.compile(r"\b(?:RATE|A_LENGTH) ")


def read_bare(said: Said) -> Read:
    """Read "tomorrow" as that day, "next month" as all of it, and a bare date as a last day.

    Beside a rhythm "the beginning of February" says from when.
    """
    if _AT_THE_START.match(said.quote.casefold()) and _RHYTHM.search(said.before + said.after):
        return read_from(said)
    return read_on(said) if _TOMORROW.match(said.quote.casefold()) else read_in(said)


NAMED = re.compile(r"\b(?:DAY|SPAN|TODAY|RATE|[A-Z_]*LENGTH) ")


def read_midnight(said: Said) -> Read | None:
    """Read "before midnight" as today, where no day and no rhythm is said."""
    return None if NAMED.search(said.before + said.after) else _when(Stretch(None, said.today))


def read_around(said: Said) -> Read:
    """Read "around Christmas" as a question about Christmas."""
    read = _resolved(said, name_of(said))
    assert isinstance(read.meaning, When)
    return _when(*read.meaning.options, problem=read.meaning.problem or Ask.VAGUE_DEADLINE)


def read_either(said: Said) -> Read:
    """Read "June or July" as a question between the two."""
    spans = [*coming(name_of(said), said.today)[:1], *coming(name_of(said, "other"), said.today)[:1]]
    return _when(*(Stretch(None, span.last) for span in spans), problem=Ask.AMBIGUOUS_DATE)


def read_both(said: Said) -> Read:
    """Read "in Feb and March" as both months; two that are apart are a question."""
    first, other = (coming(name_of(said, piece), said.today)[:1] for piece in ("name", "other"))
    if not first or not other or other[0].first - first[0].last != DAY:
        return read_either(said)
    return _when(Stretch(first[0].first if first[0].first > said.today else None, other[0].last), first=first[0].first)


def read_from(said: Said) -> Read:
    """Read "starting Feb 1"."""
    name = name_of(said)
    options = tuple(Stretch(span.first if span.first > said.today else None, None) for span in coming(name, said.today))
    problem = _PROBLEMS[name.trouble or Trouble.AMBIGUOUS] if len(options) != 1 or name.trouble else None
    return Read("WHEN", When(options, problem if options else Ask.PAST_DEADLINE, says_begin=True))


def read_once_over(said: Said) -> Read | None:
    """Read "once January is over" as the day after."""
    return read_after(said) if re.search(r"\b(?:over|ends?|out|up|done)$", said.quote.casefold()) else None


def read_from_length(said: Said) -> Read:
    """Read "starting in 2 weeks"."""
    length = said.meaning("after" if said["after"] else "length")
    assert isinstance(length, Length)
    return _from_length(length, said.today)


def _from_length(length: Length, today: date) -> Read:
    when = within(length, today)
    return Read(
        "WHEN", replace(when, options=tuple(Stretch(each.ends, None) for each in when.options), says_begin=True)
    )


def read_after(said: Said) -> Read:
    """Read "after Christmas", which begins the day after."""
    spans = coming(name_of(said), said.today)
    options = tuple(Stretch(span.last + DAY, None) for span in spans)
    return Read("WHEN", When(options, None if len(options) == 1 else Ask.AMBIGUOUS_DATE, says_begin=True))


def read_between(said: Said) -> Read:
    """Read "between Oct 1 and Oct 20": the last day is the first of its name after the first one."""
    starts = coming(name_of(said, "start"), said.today)
    name = name_of(said, "end")
    if not starts or name.trouble or name_of(said, "start").trouble:
        return _resolved(said, name)
    options = []
    for start in starts:
        ends = [span for span in coming(name, start.first) if span.last >= start.first]
        options += [Stretch(start.first if start.first > said.today else None, end.last) for end in ends[:1]]
    if not options:
        return _resolved(said, name)
    return _when(*options, problem=None if len(options) == 1 else Ask.AMBIGUOUS_DATE, first=starts[0].first)


def within(length: Length, today: date) -> When:
    """Return the time that "in 3 months" gives: until the same day 3 months on."""
    if not length.months and not length.days:
        return When((), Ask.VAGUE_DEADLINE)
    try:
        end = length.after(today)
    except OverflowError:
        return When((), Ask.FAR_DEADLINE)
    return When((Stretch(None, end),), None if length.is_exact else Ask.VAGUE_DEADLINE, length=length)


def lasting(length: Length, today: date) -> When:
    """Return the time of "for 30 days", which counts its first day; where it begins may be said elsewhere."""
    when = within(length, today)
    options = tuple(Stretch(None, each.ends - DAY) for each in when.options if each.ends)
    return replace(when, options=options, counts_first=True)


def read_within(said: Said) -> Read:
    """Read "in 3 months", which behind "start" says from when."""
    if said.quote.casefold().startswith("in ") and _STARTING.search(said.before):
        return _from_length(_length(said), said.today)
    return Read("WHEN", within(_length(said), said.today))


def read_lasting(said: Said) -> Read:
    """Read "for 30 days"."""
    return Read("WHEN", lasting(_length(said), said.today))


def _length(said: Said) -> Length:
    length = said.meaning("length")
    assert isinstance(length, Length)
    return length


def read_short_length(said: Said) -> Read:
    """Read "in 3w"; "in 3m" may be months or minutes."""
    count, unit = said.number("count"), said["unit"]
    if unit == "m" or count % 1:
        return _when(problem=Ask.VAGUE_DEADLINE)
    per_day = {"d": 1, "w": 7, "h": 1 / 24, "hr": 1 / 24, "hrs": 1 / 24, "hour": 1 / 24, "hours": 1 / 24}.get(unit, 0)
    length = Length(12 * int(count) if unit == "y" else 0, int(count * per_day + 0.999) if per_day else 0)
    try:
        return _when(Stretch(None, length.after(said.today)))
    except OverflowError:
        return _when(problem=Ask.FAR_DEADLINE)


def read_in_a(said: Said) -> Read:
    """Read "in a month"; "in a day" may be by tomorrow or every day."""
    if "day" in said.quote:
        return _when(Stretch(None, said.today + DAY), problem=Ask.VAGUE_DEADLINE)
    return read_within(said)


def read_vague(said: Said) -> Read:
    """Read "soon" and "in a few weeks" as a question."""
    options = tuple(Stretch(None, span.last) for span in coming(name_of(said), said.today)) if said["name"] else ()
    return _when(*options, problem=Ask.VAGUE_DEADLINE)


def read_event(said: Said) -> Read:
    """Read "before my birthday on May 4" as that day, "by my birthday in May" as a question about May."""
    is_before = said["side"].startswith("before")
    if not said["name"]:
        return _when(problem=Ask.VAGUE_DEADLINE)
    if said["name"] != "SPAN":
        return _resolved(said, name_of(said), before=is_before)
    spans = coming(name_of(said), said.today)[:1]
    options = [Stretch(None, day) for span in spans for day in (span.last, span.before) if day >= said.today]
    return _when(*options, problem=Ask.VAGUE_DEADLINE)
