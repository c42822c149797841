"""Lengths of time, and parts of days that were named: "3 months", "the end of March", "a week from Friday"."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, timedelta

from rules.english.days import NTHS, PER_DAY, PER_MONTH, day_of, period_of, vague, year_of
from rules.english.lines import Read, Said
from rules.english.spans import DayName, Length, Span, Trouble, exactly
from rules.kit.calendar import DAY, add_months, month_end

FEW = {"couple": (2,), "few": (3, 4), "some": (), "many": (), "several": (4, 6)}

LENGTHS = {
    **{unit: Length(months, 0) for unit, months in PER_MONTH.items()},
    **{unit: Length(0, days) for unit, days in PER_DAY.items()},
}


def length_of(said: Said) -> Length | None:
    months = days = 0.0
    for count, unit in ((said["count"], said["unit"]), (said["more"], said["more_unit"])):
        if unit:
            amount = 1.0 if count in ("", "a", "an", "the") else float(count)
            amount += 0.5 if said["half"] else 0
            months += amount * PER_MONTH.get(unit.rstrip("s"), 0)
            days += amount * PER_DAY.get(unit.rstrip("s"), 0)
    months, days = round(months, 6), round(days, 6)
    if not months % 1 and not days % 1:
        return Length(int(months), int(days))
    return Length(int(months), int(days + months % 1 * 30 + 0.999), is_exact=False)


def read_length(said: Said) -> Read:
    return Read("LENGTH", length_of(said))


def read_a_length(said: Said) -> Read:
    return Read("A_LENGTH", length_of(said))


def read_next_length(said: Said) -> Read | None:
    """Read "the next 3 months" and, behind "in" or "for", "the next month"; "for next month" is that month."""
    is_month = str(said).startswith("next ") and said.before.endswith("for ")
    if not said["count"] and (is_month or not re.search(r"\b(?:in|within|over|during|for) $", said.before)):
        return None
    return Read("NEXT_LENGTH", length_of(said))


def read_about_a_length(said: Said) -> Read:
    """Read "a few weeks" and "6-8 weeks" as something to be asked about."""
    counts = FEW[said["few"]] if said["few"] else (said["least"], said["most"])
    unit = LENGTHS[said["unit"].rstrip("s")]
    lengths = [Length(unit.months * int(float(n)), unit.days * int(float(n))) for n in counts]
    return vague(*(Span.of(day) for each in lengths if (day := _end_of(each, said.today))))


def _end_of(length: Length, today: date) -> date | None:
    try:
        return length.after(today)
    except OverflowError:
        return None


def read_ago(said: Said) -> Read | None:
    """Read "3 days ago"."""
    length = length_of(said)
    try:
        return None if length is None else day_of(Span.of(length.before(said.today)))
    except (OverflowError, ValueError):
        return None


def read_same_time(said: Said) -> Read:
    """Read "this time next year"."""
    length = LENGTHS[said["unit"].rstrip("s")]
    return day_of(Span.of(length.after(said.today)))


# Parts of what was named


_LEADS_TO_EDGE = re.compile(r"\b(?:by|until|till?|from|before|at|on|since) $")


def read_edge(said: Said) -> Read | None:
    """Read "end of March", "the last day of next year", "mid-June"; "beginning next month" says from when."""
    name = said.meaning("span")
    assert isinstance(name, DayName)
    if re.match(r"(?:beginning|start) (?!of )", str(said)) and not _LEADS_TO_EDGE.search(said.before):
        return None
    return _edge_of(name, said["edge"])


def read_edge_of_this(said: Said) -> Read:
    """Read "the end of the month", "year-end", "EOQ"."""
    period = said["period"].removesuffix("s") if said["period"] else EO[str(said).split()[0][2]]
    day = said.today if not (year := year_of(said)) else date(year, 12, 31)
    return _edge_of(exactly(period_of(day, period)), said["edge"] or "end")


EO = {"y": "year", "m": "month", "w": "week", "q": "quarter"}
_EDGES: dict[str, Callable[[Span], Span]] = {
    "end": lambda span: Span.end(span.last),
    "last": lambda span: Span.of(span.last),
    "start": lambda span: Span.of(span.first),
    "middle": lambda span: Span.of(span.first + timedelta(days=14)),
}
_EDGE_WORDS = {
    **dict.fromkeys(
        ("end", "close", "rest", "remainder", "ends", "over", "out", "up", "done", "finishes", "closes"), "end"
    ),
    **dict.fromkeys(("beginning", "start", "first"), "start"),
    **dict.fromkeys(("middle", "mid"), "middle"),
    "last": "last",
}


def _edge_of(name: DayName, words: str) -> Read:
    edge = next((_EDGE_WORDS[word] for word in words.split() if word in _EDGE_WORDS), "")
    if edge and (edge != "middle" or _is_a_month(name)):
        return Read("DAY", name.changed(_EDGES[edge]))
    parts = {"early": 0.33, "late": 1.0}
    part = parts.get(words.split()[-1], 0.5)
    return Read("DAY", DayName(name.changed(lambda span: Span.of(_part_of(span, part))).readings, Trouble.VAGUE))


def _is_a_month(name: DayName) -> bool:
    """Say whether a stretch is a month, whose middle is the 15th; of anything else it is no certain day."""
    return all(timedelta(days=27) <= span.last - span.first <= timedelta(days=30) for r in name.readings for span in r)


def _is_long(name: DayName) -> bool:
    """Say whether a stretch is longer than a month."""
    return any(span.last - span.first > timedelta(days=31) for reading in name.readings for span in reading)


def _part_of(span: Span, part: float) -> date:
    """Return the day a part of a stretch is over; of a year or quarter, the end of that month."""
    months = (span.last.year - span.first.year) * 12 + span.last.month - span.first.month + 1
    if months > 1:
        return month_end(add_months(span.first, max(1, round(months * part)) - 1))
    return span.first + timedelta(days=round(((span.last - span.first).days + 1) * part) - 1)


def read_whole(said: Said) -> Read | None:
    """Read "the whole of December"; "as of next week" is another thing."""
    if str(said).startswith("of ") and said.before.endswith("as "):
        return None
    return Read("SPAN", said.meaning("span"))


def read_half(said: Said) -> Read | None:
    """Read "the first half of 2027"; of a month it is asked about."""
    name, is_first = said.meaning("span"), said["nth"] in ("first", "1st")
    assert isinstance(name, DayName)
    if not _is_long(name):
        return Read(
            "SPAN",
            DayName(name.changed(lambda s: Span.of(_part_of(s, 0.5 if is_first else 1))).readings, Trouble.VAGUE),
        )
    return Read("SPAN", name.changed(lambda span: _half_of(span, is_first)))


def _half_of(span: Span, is_first: bool) -> Span:
    middle = _part_of(span, 0.5)
    return Span.of(span.first, middle) if is_first else Span.of(middle + DAY, span.last)


def read_first_length(said: Said) -> Read:
    """Read "the first 3 months of 2028"."""
    name, length = said.meaning("span"), said.meaning("length")
    assert isinstance(name, DayName)
    assert isinstance(length, Length)
    return Read("SPAN", name.changed(lambda span: Span.of(span.first, min(span.last, length.after(span.first) - DAY))))


def read_week_of(said: Said) -> Read:
    """Read "the first week of May" as something to be asked about."""
    name, nth = said.meaning("span"), NTHS[said["nth"]]
    assert isinstance(name, DayName)
    offered = name.changed(lambda span: Span.of(span.last if nth < 0 else span.first + timedelta(days=7 * nth - 1)))
    return Read("DAY", DayName(offered.readings, Trouble.VAGUE))


def read_around_day(said: Said) -> Read | None:
    """Read "the week of Feb 8" as the week around that day."""
    name, period = said.meaning("day"), re.match(r"(?:the )?(weekend|week) of", said.quote.casefold())
    assert isinstance(name, DayName)
    return Read("SPAN", name.changed(lambda span: period_of(span.first, period[1]))) if period else None


_COUNTED_FROM = re.compile(r"\b(?:in|within|over|for|during) $")


def read_from_day(said: Said) -> Read | None:
    """Read "2 weeks after Easter" and "a week from Friday"."""
    if said["length"] == "A_LENGTH" and not re.search(r"\b(?:by|until|till|due) $", said.before):
        return None  # "2 posts a week from Friday" may be a rhythm
    if said["side"] == "from" and said["length"] == "LENGTH" and _COUNTED_FROM.search(said.before):
        return None  # "in 30 days from Feb 1" says when to begin, too
    length, name, is_before = said.meaning("length"), said.meaning("day"), said["side"] == "before"
    assert isinstance(length, Length)
    assert isinstance(name, DayName)
    coming = (next((span for span in spans if span.last >= said.today), spans[-1]) for spans in name.readings if spans)
    name = DayName(tuple((span,) for span in coming), name.trouble)
    try:
        moved = name.changed(lambda span: Span.of(length.before(span.last) if is_before else length.after(span.last)))
    except (OverflowError, ValueError):
        return None
    return Read("DAY", moved)
