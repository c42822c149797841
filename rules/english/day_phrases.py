"""How people name days and lengths of time: every phrase with an example, in [brackets] where words stand around it.

The names come first; parts of them ("end of March", "a week from Friday") are read over the line with the names in it,
where DAY and TODAY stand for a day, SPAN for a stretch of days, LENGTH for "3 months", A_LENGTH for "a month",
NEXT_LENGTH for "the next 3 months" and VAGUE for what has to be asked about.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from rules.english import day_parts, days
from rules.english.holidays import HOLIDAYS, MOVING
from rules.english.lines import PIECES, Line, Phrase, Read, Said, any_of, find
from rules.english.spans import Span, exactly
from rules.english.words import MONTHS, PLURALS, SINGULARS, WEEKDAYS

_COUNTED = any_of({*SINGULARS, *PLURALS} - {"second", "day", "time"})
_NOT_COUNTED = rf"(?!(?:(?:new|more|blog|short|true|good|newsletter|paid|email) )?{_COUNTED}|[%$€£] |percent )"
_EDGES = (
    *("end", "close", "beginning", "start", "middle", "mid", "rest", "remainder", "first day", "last day", "early"),
    *("late", "very end", "last of"),
)
_UNITS = [f"{unit}{s}" for unit in (*days.PER_MONTH, *days.PER_DAY) for s in ("", "s")]
PIECES.update(
    month=any_of(MONTHS),
    weekday=any_of(WEEKDAYS),
    year=rf"(?:19|20|21)\d\d {_NOT_COUNTED}",
    day_number=r"\d{1,2}(?:st|nd|rd|th)? ",
    nth_day=r"\d{1,2}(?:st|nd|rd|th) ",
    two_digits=r"\d\d ",
    iso=r"\d{4}[-/.]\d{1,2}[-/.]\d{1,2} ",
    figures=r"\d{1,2}(?:-\d{1,2}-|/\d{1,2}/|\.\d{1,2}\.)(?:\d{4}|\d\d) ",
    day_and_month=rf"\d{{1,2}}(?:/\d{{1,2}}|\.\d{{1,2}}\.) {_NOT_COUNTED}",
    month_and_year=r"(?:\d{1,2}[-/]\d{4}|\d{4}[-/]\d{1,2}) ",
    nth=any_of(days.NTHS),
    holiday=any_of(HOLIDAYS),
    moving=any_of(MOVING),
    season=any_of(days.SEASONS),
    unit=any_of(_UNITS),
    period=any_of(("year", "quarter", "month", "week", "weekend")),
    edge=any_of(f"{the}{edge}" for edge in _EDGES for the in ("", "the ")),
    not_counted=_NOT_COUNTED,
)

_WEEKDAY_FIRST = "(weekday={weekday} ,? the?)?"
_YEAR = "(,? (of|in)? year=({year}|this year|next year))"
_ANY_YEAR = "(" + _YEAR + "|,? short={two_digits} {end})"
_NO_DAY = (
    "(?!{word}? (birthday|anniversary|follower|subscriber|reader|person|week|month|day|hour|half|quarter|time|year"
    "|draft|chapter|book|novel|poem|story|article|post|essay|attempt|edition|version|season))"
)
_NOT_THE_HOLIDAY = (
    "(?!(resolution|resolutions|goal|goals|themed|special|market|romance|season|break|holiday|holidays|eve|day))"
)


def day_names(line: Line, today: date, beside: Sequence[Phrase] = ()) -> Line:
    """Return the line with its names of days and lengths of time read, and what else is read in the same storey."""
    named = line.with_read(find(line, (*beside, *NAMES), today))
    return named.with_read(find(named, PARTS, today))


def _today(said: Said) -> Read:
    is_end = "of" in str(said) or str(said) == "eod"
    return Read("TODAY", exactly(Span.end(said.today) if is_end else Span.of(said.today)))


NAMES = (
    # days with a date
    Phrase(
        _WEEKDAY_FIRST + "day={day_number} day? .? of? month={month} " + _ANY_YEAR + "?",
        days.read_in_month,
        "Friday 30th of November 2026",
    ),
    Phrase(
        _WEEKDAY_FIRST + "month={month} the? day={day_number} {not_counted} " + _ANY_YEAR + "?",
        days.read_in_month,
        "Nov 30, 2026",
    ),
    Phrase("month={month} the? day={day_number}", days.read_in_month_after_number, "50k by [nov 30] words"),
    Phrase(
        "lead=(from|between)? month={month} the? first={day_number} (-|to|through|thru|until|till|and) "
        "the? last={day_number} {not_counted} " + _YEAR + "?",
        days.read_days_of_month,
        "Oct 1-20",
    ),
    Phrase(
        "lead=(from|between)? the? first={day_number} (-|to|through|thru|until|till|and) the? last={day_number} "
        "of? month={month} " + _YEAR + "?",
        days.read_days_of_month,
        "1 to 20 October",
    ),
    Phrase("leap day " + _YEAR + "?", days.read_leap_day, "by [leap day]"),
    Phrase("iso={iso}", days.read_iso, "2026-11-30"),
    Phrase(_WEEKDAY_FIRST + "figures={figures}", days.read_figures, "30.11.2026"),
    Phrase(_WEEKDAY_FIRST + "figures={day_and_month}", days.read_day_and_month, "30/11"),
    Phrase("figures={month_and_year}", days.read_month_and_year, "11/2026"),
    Phrase(
        _WEEKDAY_FIRST + "the? day={nth_day} of? "
        "whose=(the month|this month|next month|the next month|the current month)",
        days.read_of_month,
        "the 15th of next month",
    ),
    Phrase("the? " + _WEEKDAY_FIRST + "day={nth_day} " + _NO_DAY, days.read_of_month, "the 15th"),
    # weekdays and the days around today
    Phrase(
        "which=(this|next|last|this coming|coming)? name={weekday} ,? of? "
        "week=(this week|next week|the following week)? "
        "((in the)? (morning|evening|night|afternoon))? (?!(week|after))",
        days.read_weekday,
        "Friday next week",
    ),
    Phrase("week=(this week|next week|the following week) on? name={weekday}", days.read_weekday, "next week Friday"),
    Phrase(
        "the? nth={nth} name={weekday} (of|in) (whose=(the month|this month|next month)|month={month}) " + _YEAR + "?",
        days.read_nth_weekday,
        "the last Friday of November",
    ),
    Phrase(
        "the? (day after tomorrow|day before yesterday|tomorrow|yesterday) (night|evening|morning|afternoon)? (?!week)",
        days.read_relative,
        "the day after tomorrow",
    ),
    Phrase("(today|tonight|eod|this (evening|morning|afternoon))", _today, "today"),
    Phrase("(end of (the|my)? (day|today|tonight)|rest of (the|my)? day)", _today, "end of the day"),
    Phrase("last (night|evening)", days.read_relative, "last night"),
    Phrase("count=({number}|a|an) unit={unit} (ago|back)", day_parts.read_ago, "3 days ago"),
    Phrase("this (time|day|date) next unit=(year|month|week|quarter)", day_parts.read_same_time, "this time next year"),
    # holidays
    Phrase(
        "which=(this|next)? name={holiday} " + _NOT_THE_HOLIDAY + " {not_counted} " + _YEAR + "?",
        days.read_holiday,
        "Christmas 2027",
    ),
    Phrase("the? (start of|end of|beginning of)? name={moving} " + _YEAR + "?", days.read_moving, "Mother's Day"),
    Phrase(
        "(the|my|our|these)? (next|coming|following|upcoming) count={number} (full|whole)? unit={unit}",
        day_parts.read_next_length,
        "the next 3 months",
    ),
    Phrase(
        "(the|my|our)? (next|coming|following|upcoming) unit=(day|week|month|year|fortnight|quarter) "
        "half=(and a? half)?",
        day_parts.read_next_length,
        "in [the next month]",
    ),
    # stretches of days
    Phrase("new year ,? (new|same) me", lambda _: Read("ASIDE"), "new year new me"),
    Phrase("in the? new year", days.read_new_year, "in the new year"),
    Phrase(
        "which=(this|next|last)? (the? whole? month of)? month={month} " + _YEAR + "?",
        days.read_month,
        "June of next year",
    ),
    Phrase("camp (nano|nanowrimo)", days.read_camp, "camp nano"),
    Phrase("the? (q1|q2|q3|q4|h1|h2) " + _YEAR + "?", days.read_part_of_year, "Q3 2027"),
    Phrase("the? nth={nth} quarter (of the year)? " + _YEAR + "?", days.read_part_of_year, "the first quarter"),
    Phrase(
        "which=(this|next|the next|the following|following|the current|current|last) (whole|entire|coming)? "
        "period={period} (?!(of {year}|(of|in) {month}|off|job))",
        days.read_calendar,
        "next quarter",
    ),
    Phrase("which=(the) period=(weekend)", days.read_calendar, "the weekend"),
    Phrase("the period=(year|quarter|month|week)", days.read_the_period, "within [the quarter]"),
    Phrase(
        "edge={edge} (of|in)? (the|this)? period=(year|years|quarter|month|week|weekend) (?!(of|in) {month}) "
        + _YEAR
        + "?",
        day_parts.read_edge_of_this,
        "the end of the month",
    ),
    Phrase(
        "(the|this)? period=(year|years|quarter|month|months|week|weeks) edge=(end)",
        day_parts.read_edge_of_this,
        "year-end",
    ),
    Phrase("(eoy|eom|eow|eoq) " + _YEAR + "?", day_parts.read_edge_of_this, "EOY"),
    Phrase(
        "(the|this)? period={period} (ends|is over|is out|finishes|closes)",
        day_parts.read_edge_of_this,
        "the year is over",
    ),
    Phrase(
        "(the|this) period=(year|years|quarter|quarters|month|months|week|weeks) is? (up|out|done|over)",
        day_parts.read_edge_of_this,
        "before [the year's up]",
    ),
    Phrase("the=(the|the year|year)? year={year}", days.read_only_year, "by [2027]"),
    Phrase(
        "(this|next)? season={season} (?!(break|holiday|holidays|themed)) " + _YEAR + "?",
        days.read_season,
        "by [summer]",
    ),
    # lengths of time
    Phrase(
        "count={number} (full|whole|solid|short|calendar|consecutive|straight|more|next|coming)? unit={unit} "
        "(?!(old|olds|count)) (and a? half)? (and? more=({number}|a) more_unit={unit})? time?",
        day_parts.read_length,
        "1 year and 3 months",
    ),
    Phrase(
        "count=(a|an) unit={unit} and? more=({number}|a) more_unit={unit}", day_parts.read_length, "a year and 3 months"
    ),
    Phrase(
        "count=(a|an|the) (full|whole|solid|single|short)? unit=(day|week|month|year|fortnight|quarter|decade) "
        "(?!(job|early|late|after|off|count)) time?",
        day_parts.read_a_length,
        "a week",
    ),
    Phrase(
        "(the|next|a)* few=(few|several|some|many|couple) of? (more|coming|next)? unit={unit}",
        day_parts.read_about_a_length,
        "a few weeks",
    ),
    Phrase("least={number} (-|to|or) most={number} more? unit={unit}", day_parts.read_about_a_length, "6-8 weeks"),
)
PARTS = (
    Phrase("edge={edge} (of|in)? the? span=(SPAN)", day_parts.read_edge, "the end of March"),
    Phrase(
        "span=(SPAN) edge=(end|ends|is over|is out|is up|is done|finishes|closes)",
        day_parts.read_edge,
        "November is over",
    ),
    Phrase("(the|all)? (whole|entire|entirety|course)? of? span=(SPAN)", day_parts.read_whole, "the whole of December"),
    Phrase("the? nth={nth} half (of|in)? (the|this)? span=(SPAN)", day_parts.read_half, "the first half of 2027"),
    Phrase("the? first length=(LENGTH) (of|in) span=(SPAN)", day_parts.read_first_length, "the first 3 months of 2028"),
    Phrase("(A_LENGTH|SPAN) of day=(DAY)", day_parts.read_around_day, "the week of Feb 8"),
    Phrase("the? nth={nth} week (of|in) span=(SPAN)", day_parts.read_week_of, "the first week of May"),
    Phrase(
        "length=(LENGTH|A_LENGTH) side=(before|from|after) day=(DAY)",
        day_parts.read_from_day,
        "by [a week from Friday]",
    ),
)
