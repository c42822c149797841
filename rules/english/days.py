"""What names of days and lengths of time mean: "Nov 30", "next quarter", "the last Friday of May", "3 months"."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from datetime import date, timedelta

from rules.english.holidays import HOLIDAYS, MOVING
from rules.english.lines import PIECES, Read, Said
from rules.english.spans import DayName, Span, Trouble, exactly, existing, month_span, nth_weekday, yearly
from rules.english.words import MONTHS, WEEKDAYS
from rules.kit.calendar import DAY, add_months, month_end, month_start, season_end, season_start, week_end, week_start

NTHS = {"1st": 1, "first": 1, "2nd": 2, "second": 2, "3rd": 3, "third": 3, "4th": 4, "fourth": 4, "last": -1}
PER_MONTH = {"month": 1, "quarter": 3, "year": 12, "decade": 120}
PER_DAY = {"day": 1, "week": 7, "fortnight": 14}
SEASONS = {"spring": 3, "summer": 6, "autumn": 9, "fall": 9, "winter": 12}
SATURDAY = 5
HALF_YEAR = timedelta(days=182)
# These words are more often something else; a name of days only behind one of LEADS.
SHY = {"march", "mar", "may", "sun", "sat", "fall", "nano", "nanowrimo"}
LEADS = re.compile(
    r"\b(?:by|in|on|until|till?|through|thru|throughout|before|after|during|for|from|starting|beginning|between|and|to"
    r"|of|since|this|next|last|end|mid|early|late|every|each|all|come|due|deadline|around|or|within|over|per|with)"
    r" (?:the )?$"
)


def day_of(*spans: Span) -> Read:
    return Read("DAY", exactly(*spans))


def vague(*spans: Span) -> Read:
    return Read("VAGUE", DayName(tuple((span,) for span in spans), Trouble.VAGUE))


def _near(today: date) -> range:
    """Return the years a name without a year is looked for in; 29 February may be 8 years apart."""
    return range(today.year - 1, today.year + 10)


def year_of(said: Said) -> int | None:
    typed = said["year"]
    if typed in ("this year", "next year"):
        return said.today.year + (typed == "next year")
    if said["short"]:
        return 2000 + int(said["short"])
    return int(typed) if typed else None


def _years(said: Said) -> Iterable[int]:
    year = year_of(said)
    return _near(said.today) if year is None else (year,)


# Days with a date


def read_in_month(said: Said) -> Read:
    """Read "30 November", "Nov 30th, 2026", "Friday 4 Dec"."""
    day, month = int(re.sub(r"\D", "", said["day"])), MONTHS[said["month"]]
    return _dated(said, ((day, month),), _years(said))


def read_days_of_month(said: Said) -> Read | None:
    """Read "Oct 1-20" as those days."""
    if " and " in str(said) and said["lead"] != "between":
        return None
    month = MONTHS[said["month"]]
    first, last = (int(re.sub(r"\D", "", said[name])) for name in ("first", "last"))
    spans = yearly(_between(month, first, last), _years(said)) if 1 <= first < last <= 31 else ()
    return Read("SPAN", DayName((spans,))) if spans else None


def _between(month: int, first: int, last: int) -> Callable[[int], Span | None]:
    def span(year: int) -> Span | None:
        begins, ends = existing(year, month, first), existing(year, month, last)
        return Span.of(begins, ends) if begins and ends else None

    return span


def _dated(said: Said, orders: Iterable[tuple[int, int]], years: Iterable[int]) -> Read:
    """Name a day of a month in each order in which it is one, or offer the month's last day."""
    years = tuple(years)
    orders = [(day, month) for day, month in orders if 1 <= month <= 12 and 1 <= day <= 31]
    readings = [spans for day, month in orders if (spans := yearly(_on(month, day), years))]
    if not readings:
        ends = tuple(yearly(_end_of_month(month), years) for _, month in orders)
        return Read("DAY", DayName(ends, Trouble.IMPOSSIBLE))
    weekday = WEEKDAYS.get(said["weekday"])
    if weekday is not None:
        return _on_weekday(readings, weekday, said.today)
    return Read("DAY", DayName(tuple(readings)))


def _end_of_month(month: int) -> Callable[[int], Span | None]:
    return lambda year: Span.of(month_end(date(year, month, 1)))


def _on(month: int, day: int) -> Callable[[int], Span | None]:
    return lambda year: Span.of(found) if (found := existing(year, month, day)) else None


def _on_weekday(readings: Sequence[tuple[Span, ...]], weekday: int, today: date) -> Read:
    """Keep the days that fall on the weekday named beside them; where none does, one of the two is wrong."""
    near = (span for spans in readings for span in spans if len(spans) == 1 or _is_near(span.last - today))
    fitting = [span for span in near if span.first.weekday() == weekday]
    if fitting:
        return day_of(*fitting)
    coming = [next((span for span in spans if span.last >= today), spans[-1]) for spans in readings]
    after = [Span.of(span.first + timedelta(days=(weekday - span.first.weekday()) % 7)) for span in coming]
    return Read("DAY", DayName(tuple((span,) for span in (*coming, *after)), Trouble.AMBIGUOUS))


def _is_near(ahead: timedelta) -> bool:
    return -HALF_YEAR < ahead < 2 * HALF_YEAR


def read_iso(said: Said) -> Read:
    """Read 2026-11-30."""
    year, month, day = map(int, re.split(r"\D", said["iso"]))
    return _dated(said, ((day, month),), (year,))


def read_figures(said: Said) -> Read:
    """Read 30/11/2026 and 11/30/26, in both orders where both are dates."""
    first, second, year = map(int, re.split(r"\D", said["figures"]))
    return _dated(said, dict.fromkeys(((first, second), (second, first))), (year if year > 99 else 2000 + year,))


def read_day_and_month(said: Said) -> Read:
    """Read 30/11 and 11/30."""
    first, second = map(int, re.findall(r"\d+", said["figures"]))
    return _dated(said, dict.fromkeys(((first, second), (second, first))), _near(said.today))


def read_month_and_year(said: Said) -> Read:
    """Read 11/2026."""
    first, second = map(int, re.split(r"\D", said["figures"]))
    year, month = max(first, second), min(first, second)
    if not 1 <= month <= 12:
        return Read("SPAN", DayName((), Trouble.IMPOSSIBLE))
    return Read("SPAN", exactly(month_span(year, month)))


def read_in_month_after_number(said: Said) -> Read | None:
    """Read "50k by nov 30 words" as 50k words: the 30 is the day, since a number without a unit stands before it."""
    return read_in_month(said) if re.search(r"\d (?:[a-z]+ )?(?:by|before|until|till|on|in) $", said.before) else None


def read_leap_day(said: Said) -> Read | None:
    """Read "by leap day"; "leap day" alone may be anything."""
    return _dated(said, ((29, 2),), _years(said)) if LEADS.search(said.before) else None


def read_of_month(said: Said) -> Read | None:
    """Read "the 15th", "the 15th of next month" and "Friday the 13th"."""
    day, this_month = int(re.sub(r"\D", "", said["day"])), month_start(said.today)
    if said["whose"]:
        months: tuple[int, ...] = (1,) if "next" in said["whose"] else (0,)
    else:
        months = tuple(range(-1, 4))
    if not 1 <= day <= 31:
        return Read("DAY", DayName((), Trouble.IMPOSSIBLE))
    firsts = [add_months(this_month, ahead) for ahead in months]
    spans = tuple(Span.of(found) for first in firsts if (found := existing(first.year, first.month, day)))
    if not spans:
        return Read("DAY", DayName(((Span.of(month_end(firsts[0])),),), Trouble.IMPOSSIBLE))
    weekday = WEEKDAYS.get(said["weekday"])
    if weekday is not None:
        return _on_weekday([spans], weekday, said.today)
    last = month_end(this_month if day >= said.today.day else add_months(this_month, 1))
    if not said["whose"] and day > last.day != said.today.day:
        return Read("DAY", DayName(((Span.of(last),), spans)))  # the 31st of a month that ends on the 30th
    return Read("DAY", DayName((spans,)))


def read_weekday(said: Said) -> Read | None:
    """Read "Friday", "this Friday", "next Friday", "last Friday" and "Friday next week"."""
    if said["name"] in SHY and not said["which"] and not LEADS.search(said.before):
        return None
    weekday, today = WEEKDAYS[said["name"]], said.today
    if said["week"]:
        weeks = 0 if said["week"].startswith("this") else 1
        return day_of(Span.of(week_start(today) + timedelta(days=weekday, weeks=weeks)))
    day = today + timedelta(days=(weekday - today.weekday()) % 7)
    if said["which"] == "last":
        return day_of(Span.of(day - timedelta(weeks=1)))
    if said["which"] == "next" and day == today:
        return day_of(Span.of(day + timedelta(weeks=1)))
    if said["which"] == "next":
        is_near = day <= week_end(today)
        return day_of(Span.of(day), Span.of(day + timedelta(weeks=1))) if is_near else day_of(Span.of(day))
    return Read("DAY", DayName((tuple(Span.of(day + timedelta(weeks=each)) for each in (-1, 0, 1, 2)),)))


def read_nth_weekday(said: Said) -> Read:
    """Read "the last Friday of November"."""
    nth, weekday = NTHS[said["nth"]], WEEKDAYS[said["name"]]
    if said["whose"]:
        month = add_months(month_start(said.today), "next" in said["whose"])
        return day_of(Span.of(nth_weekday(month.year, month.month, weekday, nth)))
    number = MONTHS[said["month"]]
    return Read("DAY", DayName((yearly(lambda y: Span.of(nth_weekday(y, number, weekday, nth)), _years(said)),)))


def read_relative(said: Said) -> Read:
    """Read tomorrow, yesterday and the days beside them."""
    words = str(said)
    far = 2 if words.startswith(("day after", "the day after", "day before", "the day before")) else 1
    return day_of(Span.of(said.today + timedelta(days=far if "tomorrow" in words else -far)))


# Holidays


def read_holiday(said: Said) -> Read:
    """Read "Christmas", "next Easter", "Halloween 2027"."""
    make = HOLIDAYS[said["name"]]
    spans = yearly(lambda year: Span.of(make(year)), _years(said))
    if said["which"] != "next":
        return Read("DAY", DayName((spans,)))
    this, following = (next(s for s in spans if s.first.year == said.today.year + ahead) for ahead in (0, 1))
    return day_of(this, following) if this.first >= said.today else day_of(following)


def read_moving(said: Said) -> Read:
    """Read Ramadan or Mother's Day as a day to be asked about."""
    readings = tuple(
        yearly(lambda year, make=make: Span.of(make(year)), _years(said))  # type: ignore[misc]
        for make in MOVING[said["name"]]
    )
    return Read("DAY", DayName(readings, Trouble.MOVES))


# Stretches of days


def _is_title(said: Said) -> bool:
    """Say whether a month begins what was typed as "May: 500 words" does; "may 500 words" is no month for certain."""
    leads = rf"(?::|->) |(?:to|through|thru|till|until|and|-) {PIECES['month']}"
    return not said.before and re.match(leads, said.after) is not None


def read_camp(said: Said) -> Read:
    """Read Camp NaNoWriMo, which is kept in April and in July, as a question where neither is named."""
    if re.search(r"\b(?:april|apr|july|jul) ", said.before + said.after):
        return Read("ASIDE")
    return vague(month_span(said.today.year, 4), month_span(said.today.year, 7))


def read_new_year(said: Said) -> Read:
    """Read "in the new year", which may be soon in it or any time."""
    year = said.today.year + 1
    return vague(month_span(year, 1), month_span(year, 1, 12))


def read_month(said: Said) -> Read | None:
    """Read "November", "June 2027", "next May"."""
    name, which = said["month"], said["which"]
    if name in SHY and not which and not said["year"] and not LEADS.search(said.before) and not _is_title(said):
        return None
    number, today = MONTHS[name], said.today
    spans = yearly(lambda year: month_span(year, number), _years(said))
    if said["year"] or not which:
        return Read("SPAN", DayName((spans,)))
    this, following, past = (month_span(today.year + ahead, number) for ahead in (0, 1, -1))
    if which == "this":
        return Read("SPAN", exactly(this))
    if which == "last":
        return Read("SPAN", exactly(this if this.last < today else past))
    if number == today.month or this.last < today:
        return Read("SPAN", exactly(following))
    return Read("SPAN", exactly(this, following))


def read_part_of_year(said: Said) -> Read:
    """Read "Q3", "the second quarter of 2027", "H1"."""
    figures = re.search(r"\b[qh](\d)", str(said))
    number = int(figures[1]) if figures else NTHS[said["nth"]] % 5
    months = 6 if figures and "h" in figures[0] else 3
    return Read(
        "SPAN", DayName((yearly(lambda year: month_span(year, (number - 1) * months + 1, months), _years(said)),))
    )


def period_of(day: date, period: str) -> Span:
    """Return the year, quarter, month, week or weekend around a day."""
    if period == "year":
        return Span.of(date(day.year, 1, 1), date(day.year, 12, 31))
    if period == "quarter":
        return Span.of(season_start(day), season_end(day))
    if period == "month":
        return Span.of(month_start(day), month_end(day))
    return Span.of(week_end(day) - DAY if period == "weekend" else week_start(day), week_end(day))


def read_calendar(said: Said) -> Read:
    """Read "this week", "next quarter", "last month", "the weekend"."""
    which, period, today = said["which"], said["period"], said.today
    ahead = 1 if "next" in which or "following" in which else -1 if which == "last" else 0
    span = period_of(_moved(today, period, ahead), period)
    if period == "weekend" and ahead == 1 and today.weekday() < SATURDAY:
        return Read("SPAN", exactly(period_of(today, period), span))
    return Read("SPAN", exactly(span))


def read_the_period(said: Said) -> Read | None:
    """Read "the quarter" behind "within"; elsewhere it may be a rhythm."""
    if not re.search(r"\b(?:within|during|throughout|inside|over|half of|half) $", said.before):
        return None
    return Read("SPAN", exactly(period_of(said.today, said["period"])))


def _moved(today: date, period: str, ahead: int) -> date:
    if period in ("week", "weekend"):
        return today + timedelta(weeks=ahead)
    return add_months(month_start(today), ahead * PER_MONTH[period])


def read_only_year(said: Said) -> Read | None:
    """Read "2027" where it is a year: behind a word that leads to one, or alone and not over."""
    year = int(said["year"])
    if not LEADS.search(said.before) and not said["the"] and not said.today.year <= year <= said.today.year + 10:
        return None
    if re.search(r"\b(?:to|over|at|from|reach|hit|with) $", said.before) and not said["the"]:
        return None
    return Read("SPAN", exactly(Span.of(date(year, 1, 1), date(year, 12, 31))))


def read_season(said: Said) -> Read | None:
    """Read "summer" as something to be asked about: where it begins and ends depends on whom one asks."""
    if said["season"] in SHY and not LEADS.search(said.before):
        return None
    month = SEASONS[said["season"]]
    spans = yearly(lambda year: month_span(year, month, 3), _years(said))
    return Read("SPAN", DayName((spans,), Trouble.VAGUE))
