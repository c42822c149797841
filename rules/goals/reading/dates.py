"""Deadlines inside a goal: finds the phrases that name a last day and works out which day that is."""

# ruff: noqa: ARG002 - every reader takes the same arguments

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from rules.goals.reading.answers import Ask, Unclear
from rules.goals.reading.calendar import (
    DAY,
    HOLIDAYS,
    Span,
    add_days,
    add_months,
    coming_weekday,
    edge_of,
    existing_date,
    lasting_from,
    month_days,
    month_span,
    named_edge,
    next_to_come,
    nth_weekday,
    quarter_of,
    week_of,
)
from rules.goals.reading.date_patterns import (
    CALENDAR,
    DAY_OF_MONTH,
    HOLIDAY_NAMED,
    ISO,
    LASTING,
    MONTH_IN_FIGURES,
    NAMED_DAYS,
    NAMED_MONTH,
    NTH_WEEKDAY,
    NUMERIC,
    ONLY_YEAR,
    PART_OF_YEAR,
    PAST,
    RELATIVE_DAY,
    SHORT_END,
    VAGUE,
    WEEKDAY_NAMED,
    WITHIN,
)
from rules.goals.reading.words import GONE, MONTHS, WEEKDAYS

if TYPE_CHECKING:
    from collections.abc import Callable

    Reader = Callable[["DateReader", re.Match[str], bool], "list[Span] | When | None"]


SATURDAY = 5
NTH = {"1st": 1, "first": 1, "2nd": 2, "second": 2, "3rd": 3, "third": 3, "4th": 4, "fourth": 4, "last": -1}


@dataclass(frozen=True, slots=True)
class When:
    """A phrase that names a deadline: the possible last days (none where it is vague) and what is wrong."""

    days: tuple[date, ...]
    problem: Ask | None
    typed: str
    begins: date | None = None
    first: date = date.max  # of the period, where one is named
    lasts: str = ""  # a length counted from the first day on ("30 day"), where the phrase is "for 30 days"


class DateReader:
    """Reads deadline phrases out of one text, counted from `today`."""

    def __init__(self, today: date) -> None:
        self.today = today

    def read(self, text: str) -> tuple[list[When], str]:
        """Return the phrases found, and the text with them blotted out."""
        found: list[When] = []
        for pattern, reader in _PHRASES:
            position = 0
            while match := pattern.search(text, position):
                when = self._when(match, reader)
                if when is None:
                    position = match.end()
                    continue
                found.append(when)
                text = text[: match.start()] + GONE + " " * (len(match[0]) - 1) + text[match.end() :]
                position = match.end()
        return found, text

    def _when(self, match: re.Match[str], reader: Reader) -> When | None:
        typed = match[0].strip(" .,:;")
        groups = match.groupdict()
        before = bool(groups.get("before"))
        try:
            result = reader(self, match, before)
        except Unclear as unclear:
            return When((), unclear.code, typed)
        if result is None or isinstance(result, When):
            return result
        days = tuple(dict.fromkeys(span.deadline(before) for span in result))
        if not days:
            return When((), Ask.VAGUE_DEADLINE, typed)
        if groups.get("begins"):
            first = result[0].before + DAY
            return When((), None if len(days) == 1 else Ask.AMBIGUOUS_DATE, typed, begins=first)
        if all(day < self.today for day in days):
            return When((), Ask.PAST_DEADLINE, typed)
        return When(days, Ask.AMBIGUOUS_DATE if len(days) > 1 else None, typed, first=result[0].before + DAY)

    # Lengths of time

    def within(self, match: re.Match[str], before: bool) -> list[Span] | None:
        """Read "in 3 months": the same day 3 months on."""
        months, days = _length(match)
        return [Span.day(add_days(add_months(self.today, months), days))]

    def lasting(self, match: re.Match[str], before: bool) -> When | None:
        """Read "for 30 days", which counts its first day; where it begins may be said elsewhere."""
        months, days = _length(match)
        return When((lasting_from(self.today, months, days),), None, match[0], lasts=f"{months} {days}")

    def vague(self, match: re.Match[str], before: bool) -> list[Span]:
        """Read what names no day."""
        return []

    def past(self, match: re.Match[str], before: bool) -> list[Span]:
        """Read "yesterday", "last month", "two weeks ago"."""
        raise Unclear(Ask.PAST_DEADLINE)

    # Days

    def relative_day(self, match: re.Match[str], before: bool) -> list[Span]:
        """Read today, tonight, tomorrow and the day after."""
        word = match["relative"]
        ahead = 2 if "after" in word else 1 if word.startswith("tomorrow") else 0
        if word == "eod" or " of " in word:
            return [Span.end(self.today)]
        return [Span.day(self.today + timedelta(days=ahead))]

    def iso(self, match: re.Match[str], before: bool) -> list[Span]:
        """Read 2026-11-30."""
        return [Span.day(existing_date(int(match["year"]), int(match["month"]), int(match["day"])))]

    def numeric(self, match: re.Match[str], before: bool) -> list[Span]:
        """Read 30/11, 11/30/2026 and 30.11.26, in both orders where both are dates."""
        first, second, year = int(match["first"]), int(match["second"]), match["year"]
        spans = []
        for day, month in dict.fromkeys(((first, second), (second, first))):
            try:
                spans.append(self._day_of_month(day, month, _full_year(year), before))
            except Unclear:
                continue
        if not spans:
            raise Unclear(Ask.IMPOSSIBLE_DATE)
        return [span for group in spans for span in group]

    def named_day(self, match: re.Match[str], before: bool) -> list[Span]:
        """Read "30 November", "Nov 30th, 2026" and "Friday, 4 Dec"."""
        month = MONTHS[match["month"].rstrip(".")]
        groups = match.groupdict()
        year = self._year(groups["year"] or groups.get("year2")) or _full_year(groups.get("short"))
        spans = self._day_of_month(int(match["day"]), month, year, before)
        self._check_weekday(groups, spans)
        return spans

    def day_of_month(self, match: re.Match[str], before: bool) -> list[Span]:
        """Read "the 15th", "the 15th of next month" and "Friday the 13th"."""
        day, groups = int(match["day"]), match.groupdict()
        if not 1 <= day <= 31:
            raise Unclear(Ask.IMPOSSIBLE_DATE)
        if groups.get("whose"):
            month = add_months(self.today.replace(day=1), 1 if "next" in groups["whose"] else 0)
            return [Span.day(existing_date(month.year, month.month, day))]
        if day == self.today.day:
            later = add_months(self.today, 1)
            return [Span.day(self.today), Span.day(later)]
        month = self.today.replace(day=1)
        if day < self.today.day:
            month = add_months(month, 1)
        if day > month_days(month.year, month.month) and month_days(month.year, month.month) == self.today.day:
            month = add_months(month, 1)  # today is no "31st" to come
        elif day > month_days(month.year, month.month):
            last = month.replace(day=month_days(month.year, month.month))
            return [
                Span.day(last),
                Span.day(existing_date(month.year + month.month // 12, month.month % 12 + 1, day)),
            ]
        spans = [Span.day(month.replace(day=day))]
        self._check_weekday(groups, spans)
        return spans

    def weekday(self, match: re.Match[str], before: bool) -> list[Span]:
        """Read "Friday", "this Friday", "next Friday" and "Friday next week"."""
        groups = match.groupdict()
        day = coming_weekday(self.today, WEEKDAYS[match["name"].rstrip(".")])
        week = groups.get("week") or groups.get("week_first")
        if week:
            monday = week_of(self.today)[0] + timedelta(weeks=1 if "next" in week or "following" in week else 0)
            return [Span.day(monday + timedelta(days=WEEKDAYS[match["name"].rstrip(".")]))]
        which = groups.get("which") or ""
        if day == self.today:
            return (
                [Span.day(day + timedelta(weeks=1))]
                if which == "next"
                else [Span.day(day), Span.day(day + timedelta(weeks=1))]
            )
        if which == "next" and day <= week_of(self.today)[1]:
            return [Span.day(day), Span.day(day + timedelta(weeks=1))]
        return [Span.day(day)]

    def nth_weekday(self, match: re.Match[str], before: bool) -> list[Span]:
        """Read "the last Friday of November"."""
        nth = NTH[match["nth"]]
        weekday = WEEKDAYS[match["name"].rstrip(".")]
        if match["whose"]:
            month = add_months(self.today.replace(day=1), 1 if "next" in match["whose"] else 0)
            return [Span.day(nth_weekday(month.year, month.month, weekday, nth))]
        month_number = MONTHS[match["month"].rstrip(".")]
        return self._yearly(
            lambda year: Span.day(nth_weekday(year, month_number, weekday, nth)),
            self._year(match["year"]),
            before,
        )

    def holiday(self, match: re.Match[str], before: bool) -> list[Span]:
        """Read "Christmas", "next Easter", "Halloween 2027"."""
        make = HOLIDAYS[match["holiday"]]
        year = self._year(match["year"])
        spans = self._yearly(lambda y: Span.day(make(y)), year, before)
        if match["which"] == "next" and year is None and spans[0].by.year == self.today.year:
            return [*spans, Span.day(make(self.today.year + 1))]
        return spans

    # Periods

    def month(self, match: re.Match[str], before: bool) -> list[Span] | None:
        """Read "November", "end of June 2027", "mid-March", "next May"."""
        groups = match.groupdict()
        name = groups["month"].rstrip(".")
        bare = match[0].strip(" .") == name
        if bare and name in ("march", "may", "mar"):
            return None  # more likely a verb; left for the check of what was not understood
        number, edge, year = MONTHS[name], named_edge(groups), self._year(groups.get("year"))
        spans = self._yearly(lambda y: edge_of(*month_span(y, number), edge), year, before)
        if year is None and groups["which"] == "this":
            return [edge_of(*month_span(self.today.year, number), edge)]
        if year is None and groups["which"] == "next" and spans[0].by.year == self.today.year:
            later = edge_of(*month_span(self.today.year + 1, number), edge)
            return [later] if number == self.today.month else [*spans, later]
        return spans

    def month_in_figures(self, match: re.Match[str], before: bool) -> list[Span]:
        """Read 11/2026 and 2026-11."""
        month, year = int(match["month"] or match["month2"]), int(match["year"] or match["year2"])
        if not 1 <= month <= 12:
            raise Unclear(Ask.IMPOSSIBLE_DATE)
        return [Span.period(*month_span(year, month))]

    def part_of_year(self, match: re.Match[str], before: bool) -> list[Span]:
        """Read "Q3", "the second quarter of 2027", "H1"."""
        groups = match.groupdict()
        if groups["quarter"] or groups["quarter_word"]:
            number, months = int(groups["quarter"] or NTH[groups["quarter_word"]] % 5), 3
        else:
            number, months = int(groups["half"] or NTH[groups["half_word"]]), 6
        edge, first_month = named_edge(groups), (number - 1) * months + 1
        return self._yearly(
            lambda y: edge_of(*month_span(y, first_month, months), edge), self._year(groups["year"]), before
        )

    def calendar(self, match: re.Match[str], before: bool) -> list[Span]:
        """Read "this week", "end of next month", "year-end", "within the quarter"."""
        groups = match.groupdict()
        kind, edge, today = groups["calendar"].rstrip("s"), named_edge(groups), self.today
        ahead = 1 if (groups.get("which") or "").removeprefix("the ") in ("next", "following") else 0
        if kind == "year":
            first, last = date(today.year + ahead, 1, 1), date(today.year + ahead, 12, 31)
        elif kind == "quarter":
            first, last = quarter_of(add_months(today.replace(day=1), 3 * ahead))
        elif kind == "month":
            month = add_months(today.replace(day=1), ahead)
            first, last = month_span(month.year, month.month)
        else:
            first, last = week_of(today + timedelta(weeks=ahead))
        if kind == "weekend":
            first = last - DAY
            if ahead and today.weekday() < SATURDAY:
                return [Span.period(day, day + DAY) for day in (first - timedelta(weeks=1), first)]
        if edge == "middle" and kind != "month":
            return []
        return [edge_of(first, last, edge)]

    def short_end(self, match: re.Match[str], before: bool) -> list[Span]:
        """Read EOY, EOM, EOW and EOQ."""
        today, kind = self.today, match["calendar"]
        if kind == "y":
            return [Span.end(date(self._year(match["year"]) or today.year, 12, 31))]
        if kind == "m":
            return [Span.end(month_span(today.year, today.month)[1])]
        return [Span.end((week_of(today) if kind == "w" else quarter_of(today))[1])]

    def only_year(self, match: re.Match[str], before: bool) -> list[Span] | None:
        """Read "2027" and "the end of 2027"."""
        year = int(match["year"])
        if re.match(r"(?:to|over|at|come|up to|inside|on|from|starting|beginning)\b", match[0]) or (
            match[0] == match["year"] and year < self.today.year
        ):
            return None
        return [edge_of(date(year, 1, 1), date(year, 12, 31), named_edge(match.groupdict()))]

    # Years

    def _day_of_month(self, day: int, month: int, year: int | None, before: bool) -> list[Span]:
        if not 1 <= month <= 12 or not 1 <= day <= month_days(2000, month):
            raise Unclear(Ask.IMPOSSIBLE_DATE)
        if year is not None:
            return [Span.day(existing_date(year, month, day))]
        if (month, day) == (self.today.month, self.today.day):
            return [Span.day(self.today), Span.day(add_months(self.today, 12))]
        return [
            next_to_come(
                lambda y: Span.day(date(y, month, day)) if day <= month_days(y, month) else None,
                self.today,
                before,
            )
        ]

    def _yearly(self, make: Callable[[int], Span], year: int | None, before: bool) -> list[Span]:
        if year is not None:
            return [make(year)]
        span = next_to_come(make, self.today, before)
        if not before and span.by == self.today and span.before == self.today - DAY and make(self.today.year) == span:
            return [span, make(self.today.year + 1)]
        return [span]

    def _year(self, typed: str | None) -> int | None:
        if not typed:
            return None
        if typed in ("this year", "next year"):
            return self.today.year + (typed == "next year")
        return int(typed)

    def _check_weekday(self, groups: dict[str, str | None], spans: list[Span]) -> None:
        weekday = groups.get("weekday")
        if weekday and WEEKDAYS[weekday.rstrip(".")] not in {span.by.weekday() for span in spans}:
            raise Unclear(Ask.AMBIGUOUS_DATE)


def _length(match: re.Match[str]) -> tuple[int, int]:
    count = match["count"]
    amount = 1.0 if count in ("", "a", "an", "one") else float(count)
    unit = match["length"].rstrip("s")
    if unit == "m":  # months, minutes or a million
        raise Unclear(Ask.VAGUE_DEADLINE)
    per_month = {"month": 1, "quarter": 3, "year": 12, "y": 12, "decade": 120}.get(unit, 0)
    per_day = {"day": 1.0, "d": 1.0, "week": 7.0, "w": 7.0, "fortnight": 14.0}.get(unit, 0)
    if unit in ("hour", "hr", "h"):
        per_day = 1 / 24
    months, days = amount * per_month, round(amount * per_day, 6)
    if amount <= 0 or months != int(months) or days != int(days):
        raise Unclear(Ask.VAGUE_DEADLINE)
    if months > 12 * 50 or days > 366 * 50:
        raise Unclear(Ask.FAR_DEADLINE)
    return int(months), int(days)


def _full_year(typed: str | None) -> int | None:
    if not typed:
        return None
    return int(typed) if len(typed) == 4 else 2000 + int(typed)


_PHRASES: tuple[tuple[re.Pattern[str], Reader], ...] = (
    (PAST, DateReader.past),
    (VAGUE, DateReader.vague),
    (ISO, DateReader.iso),
    *((pattern, DateReader.numeric) for pattern in NUMERIC),
    (MONTH_IN_FIGURES, DateReader.month_in_figures),
    (NTH_WEEKDAY, DateReader.nth_weekday),
    *((pattern, DateReader.named_day) for pattern in NAMED_DAYS),
    *((pattern, DateReader.day_of_month) for pattern in DAY_OF_MONTH),
    (HOLIDAY_NAMED, DateReader.holiday),
    *((pattern, DateReader.lasting) for pattern in LASTING),
    *((pattern, DateReader.within) for pattern in WITHIN),
    *((pattern, DateReader.weekday) for pattern in WEEKDAY_NAMED),
    (RELATIVE_DAY, DateReader.relative_day),
    (NAMED_MONTH, DateReader.month),
    (PART_OF_YEAR, DateReader.part_of_year),
    (SHORT_END, DateReader.short_end),
    *((pattern, DateReader.only_year) for pattern in ONLY_YEAR[:1]),
    *((pattern, DateReader.calendar) for pattern in CALENDAR),
    *((pattern, DateReader.only_year) for pattern in ONLY_YEAR[1:]),
)
