"""How people write a deadline, as patterns; `goal_dates` says what each means."""

from __future__ import annotations

import re

from rules.goals.reading.calendar import HOLIDAYS
from rules.goals.reading.words import MONTHS, SINGULARS, WEEKDAYS


def _any(words: object) -> str:
    return "|".join(sorted(words, key=len, reverse=True))  # type: ignore[call-overload]


MONTH = rf"(?:{_any(MONTHS)})\b\.?"
WEEKDAY = rf"(?:{_any(WEEKDAYS)})\b\.?"
COUNTED = _any({*SINGULARS, *SINGULARS.values()} - {"second"})
# Four digits are a year only where nothing is counted by them ("in 2030 words").
YEAR = (
    r"(?:19|20|21)\d\d\b(?![.,:/-]\d)(?! ?[%$€£])(?!-[a-z])"
    rf"(?! (?:(?:new|more|blog|short|true|good|newsletter|paid) )?(?:{COUNTED})\b)"
)
PREPOSITION = (
    r"(?:(?:"
    r"(?P<before>(?:any ?time |some ?time |well |right |just |latest )?(?:before|prior to|ahead of"
    r"|in advance of|earlier than))"
    r"|(?P<begins>(?:starting|beginning)(?: on| from| in| with)?|from|as of)"
    r"|(?P<inclusive>(?:at some point |some ?time |at the latest |latest |up |all the way )?"
    r"(?:(?:by|on) or before|(?:by )?(?:no|not) later than|by|until|till|til|through|thru|throughout"
    r"|during|within"
    r"|latest|on|in|at|for|over|come|to|end(?:s|ing)?|due(?: date)?|deadline(?: date)?|inside|finishing)"
    r"(?: (?:is|of|the latest|around|about|on|in|by|at|=))?)"
    r") ?[:=]? ?)"
)
ARTICLE = r"(?:the |this coming |coming |upcoming )?(?:the )?"
BEFORE_IT = rf"(?:\b{PREPOSITION}{ARTICLE})?"
AFTER_NAME = r"(?<![\w@#$€£-])"
YEAR_PART = rf"(?:,? ?(?:of |in )?(?P<year>{YEAR}|(?:this|next) year\b))"
SHORT_YEAR = r"(?:,? (?P<short>\d\d)(?= ?(?:$|[.,;:!?)¦](?!\d))))"
WEEKDAY_FIRST = rf"(?:(?P<weekday>{WEEKDAY}),? (?:the )?)?"
DAY_NUMBER = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?\b(?![,.]\d{3})(?!:\d)"
ORDINAL_DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th)\b"
COUNT = r"(?P<count>\d+(?:\.\d+)?|an?|one)"
LENGTH = r"(?P<length>days?|weeks?|months?|years?|fortnights?|quarters?|decades?|hours?|hrs?|[dwyhm])\b"
DURATION = (
    rf"{COUNT}[ -]?(?:full |whole |solid |short |calendar |consecutive |straight |more |next |coming )?"
    rf"{LENGTH}(?: time\b)?"
)
LONG_LENGTH = r"(?P<length>days?|weeks?|months?|years?|fortnights?|quarters?)\b"
ABOUT = r"(?:just |only |about |around |roughly |under |less than |exactly |maybe |the |a period of )*"
NEXT = r"(?:the |my |our |these )?(?:next|coming|following|upcoming) "
OF_MONTH = r"(?: of)? (?P<whose>the month|this month|next month|the next month|the current month)\b"
EDGE = (
    r"(?:(?P<edge>(?:(?:the |very )*(?:end|close|ends|finish|last day|rest|remainder|beginning|start"
    r"|first day|middle|mid)"
    r"(?:[ -]of)?|early|late)(?: in)?)[ -](?:the )?)"
)

ISO = re.compile(
    rf"{BEFORE_IT}(?<![\d/.-])(?P<year>\d{{4}})(?P<mark>[-/.])(?P<month>\d{{1,2}})(?P=mark)"
    rf"(?P<day>\d{{1,2}})(?![\d/-])"
)
_NUMBERS = rf"{WEEKDAY_FIRST}(?<![\d/.$€£-])(?P<first>\d{{1,2}})(?P<mark>[-/.])(?P<second>\d{{1,2}})"
_NO_COUNT = rf"(?![\d/%-])(?!\.\d)(?! ?(?:more |new )?(?:{COUNTED})\b)"
NUMERIC = (
    re.compile(rf"{BEFORE_IT}{_NUMBERS}(?P=mark)(?P<year>\d{{4}}|\d\d)(?![\d/-])"),
    re.compile(rf"{BEFORE_IT}{_NUMBERS.replace('[-/.]', '/')}(?P<year>){_NO_COUNT}(?! ?[a-z]+s\b)"),
    re.compile(rf"\b{PREPOSITION}{ARTICLE}{_NUMBERS}(?P<year>){_NO_COUNT}(?! ?[a-z]+s\b)"),
)
MONTH_IN_FIGURES = re.compile(
    rf"{BEFORE_IT}(?<![\d/.-])(?:(?P<month>\d{{1,2}})[-/](?P<year>20\d\d)|(?P<year2>20\d\d)[-/]"
    rf"(?P<month2>\d{{1,2}}))(?![\d/.-]\d)"
)
NAMED_DAYS = (
    re.compile(
        rf"{BEFORE_IT}{WEEKDAY_FIRST}{AFTER_NAME}{DAY_NUMBER}[ .-]*(?:of )?(?P<month>{MONTH})"
        rf"(?P<year>){SHORT_YEAR}"
    ),
    re.compile(
        rf"{BEFORE_IT}{WEEKDAY_FIRST}{AFTER_NAME}(?P<month>{MONTH})[ -]?(?:the )?{DAY_NUMBER}(?! ?"
        rf"(?:{COUNTED}|more)\b)"
        rf"(?:{YEAR_PART}|{SHORT_YEAR})?"
    ),
    re.compile(
        rf"{BEFORE_IT}{WEEKDAY_FIRST}{AFTER_NAME}{DAY_NUMBER}(?: day)?[ .-]*(?:of )?(?P<month>{MONTH})"
        rf"(?:{YEAR_PART}|{SHORT_YEAR}|-(?P<year2>{YEAR}))?"
    ),
)
DAY_OF_MONTH = (
    re.compile(rf"{BEFORE_IT}{WEEKDAY_FIRST}{AFTER_NAME}{ORDINAL_DAY}{OF_MONTH}"),
    re.compile(
        rf"\b{PREPOSITION}{ARTICLE}{WEEKDAY_FIRST}{ORDINAL_DAY}"
        r"(?! (?:\w+ )?(?:birthday|anniversary|follower|week|month|day|draft|chapter|hour|half"
        r"|quarter)\b)(?! [a-z]+day\b)"
    ),
)
NTH_WEEKDAY = re.compile(
    rf"{BEFORE_IT}(?P<nth>1st|2nd|3rd|4th|first|second|third|fourth|last) (?P<name>{WEEKDAY}) (?:of|in) "
    rf"(?:(?P<whose>the month|this month|next month)|(?P<month>{MONTH}){YEAR_PART}?)"
)
WEEKDAY_NAMED = (
    re.compile(rf"{BEFORE_IT}(?P<week>this|next|the following) weeks? (?:on )?(?P<name>{WEEKDAY})(?!s)"),
    re.compile(
        rf"{BEFORE_IT}(?:(?P<which>this|next) )?{AFTER_NAME}(?P<name>{WEEKDAY})(?!s)"
        r"(?:,? (?:of )?(?P<week>this|next|the following) week\b)?(?! week\b| after)"
    ),
)
HOLIDAY_NAMED = re.compile(
    rf"{BEFORE_IT}(?:(?P<which>this|next) )?{AFTER_NAME}(?P<holiday>{_any(HOLIDAYS)})\b"
    r"(?! (?:eve|day)\b)"
    rf"(?! (?:resolutions?|goals?|themed|special|market|romance|season|break|holidays?|{COUNTED})\b)"
    rf"{YEAR_PART}?"
)
RELATIVE_DAY = re.compile(
    rf"{BEFORE_IT}(?P<relative>day after tomorrow|tomorrow(?: (?:night|evening|morning))?|today|tonight"
    r"|(?:end of|rest of) (?:the |my )?day|eod|this (?:evening|afternoon|morning))\b"
)
LASTING = (
    re.compile(
        rf"\bfor (?:{NEXT}|another )?{ABOUT}{COUNT}[ -](?:full |whole |solid |consecutive |straight "
        rf"|more )?{LONG_LENGTH}"
        r"(?! of (?!writing))(?: (?:straight|in a row|running|solid|consecutively|nonstop|non-stop))?"
    ),
    re.compile(rf"\bfor the (?:next|coming|following) (?P<count>){LONG_LENGTH}"),
    re.compile(rf"(?<![\w.]){COUNT} {LONG_LENGTH} (?:straight|in a row|running|consecutively)\b"),
    re.compile(rf"(?<![\w.]){COUNT} (?:straight|consecutive) {LONG_LENGTH}"),
)
WITHIN = (
    re.compile(
        rf"\b(?:in|within|over|during|inside of|inside|under|next)\b (?:{NEXT})?{ABOUT}{DURATION}"
        r"(?: (?:tops|max|at most|or less|from (?:now|today)))?(?! (?:before|after|from)\b)"
    ),
    re.compile(rf"\b(?:(?:by|until|due) )?{DURATION} (?:from (?:now|today)|ahead)\b"),
    re.compile(rf"\b(?:i have|ive got|ive|i got|with) {ABOUT}{DURATION} (?:to|left)\b"),
    re.compile(rf"\b(?:in|within|over|during) {NEXT}(?P<count>)(?P<length>week|month|year|fortnight|day)\b"),
)
BARE_DURATION = re.compile(rf"(?<![\w.]){COUNT}[ -]{LONG_LENGTH}(?: (?:challenge|plan|deadline|goal|time))?")
_WHICH = r"(?:(?P<which>this|next|the next|the following|the current|current|the) )?(?:whole |entire )?"
NAMED_MONTH = re.compile(
    rf"{BEFORE_IT}{EDGE}?(?:(?P<which>this|next) )?(?:month of )?{AFTER_NAME}(?P<month>{MONTH})"
    rf"(?!-\d){YEAR_PART}?"
)
PART_OF_YEAR = re.compile(
    rf"{BEFORE_IT}{EDGE}?{AFTER_NAME}(?:q(?P<quarter>[1-4])|(?P<quarter_word>1st|2nd|3rd|4th|first|second"
    r"|third|fourth|last) quarter"
    r"|h(?P<half>[12])|(?P<half_word>1st|2nd|first|second) half(?= of (?:the |this |next |20)))\b"
    rf"(?: of the year\b)?{YEAR_PART}?"
)
CALENDAR = (
    re.compile(
        rf"{BEFORE_IT}{EDGE}{_WHICH}(?P<calendar>years?|months?|weeks?|weekend|quarter)\b(?! "
        rf"(?:of )?{YEAR})(?! of)"
    ),
    re.compile(
        rf"{BEFORE_IT}(?P<which>this|next|the following|the current) (?:whole |entire )?(?:coming )?"
        r"(?P<calendar>year|month|week|weekend|quarter)\b"
    ),
    re.compile(
        rf"{BEFORE_IT}(?:(?P<which>this|next) )?(?P<calendar>year|month|week|quarter)s?[ -]"
        rf"(?P<edge>end)\b(?! (?:of )?{YEAR})"
    ),
    re.compile(rf"{BEFORE_IT}(?P<edge>end) (?P<calendar>year|month|week|quarter)\b(?! {YEAR})"),
    re.compile(
        r"\bbefore (?:the |this )?(?P<calendar>year|month|week|quarter) (?:is )?(?P<edge>ends|over|out"
        r"|finishes|closes)\b"
    ),
    re.compile(r"\bwithin (?:the |this )(?P<calendar>year|month|week|quarter)\b"),
    re.compile(rf"\b{PREPOSITION}(?:the |this )(?P<calendar>weekend)\b"),
)
SHORT_END = re.compile(rf"{BEFORE_IT}\beo(?P<calendar>[ymwq])\b{YEAR_PART}?")
ONLY_YEAR = (
    re.compile(rf"{BEFORE_IT}{EDGE}(?:year )?{AFTER_NAME}(?P<year>{YEAR})"),
    re.compile(rf"{BEFORE_IT}(?:end year |year end |years end )?(?:the year )?{AFTER_NAME}(?P<year>{YEAR})"),
)

_SEASON = r"(?:spring|summer|autumn|winter|fall|season|semester|term|school year|holidays?|vacations?)"
_LENGTHS = r"(?:days|weeks|months|years|weekends|fortnights)"
VAGUE = re.compile(
    r"\b(?:someday|some day|soon|sooner or later|eventually|asap|as soon as (?:possible|i can|\w+)"
    r"|one of these days|whenever"
    r"|in (?:the |a )?(?:near |long |distant |not too distant )?future|in the long run|in due course"
    r"|or so|(?<!no )(?<!not )later(?: on)?"
    r"|at some point(?! (?:in|this|before|next))|some ?time(?= ?(?:$|[,.;!?¦]|soon|later|maybe))|when i "
    r"(?:have|get|find|can)\b"
    rf"|(?:(?:in|within|over|for|during|after) )?(?:{NEXT})?(?<!\d )(?:a |the )?(?:few|several|some|many"
    rf"|couple|coming|following|next) (?:more )?{_LENGTHS}"
    rf"|(?:in |within |over |for )?(?:{NEXT})?\d+(?:\.\d+)? ?(?:-|to|or) ?\d+(?:\.\d+)? {_LENGTHS}"
    r"|\d+ (?:business|working|work) days|in (?:a|1|one) day"
    r"|(?:by |before |until |till |in |over |during |through |this |next |the |all |end of |early |late "
    rf"|mid |mid-)+{_SEASON}\b(?! eve| day)(?: of)?(?: 20\d\d)?"
    r"|(?:by |before |at |until |around )?(?:the )?age (?:of )?\d+|(?:by |before |when |until )?"
    r"(?:the time )?(?:i |im |i am |turn |turning |reach )+\d\d(?= ?(?:$|[¦.,;!?]|years))"
    r"|(?:\d+(?:st|nd|rd|th) )?(?:birthday|anniversary|wedding|graduation)|in the new year|in a moment"
    r"|in no time|before (?:i die|too long|long)"
    r"|end of (?:the )?(?:summer|spring|winter|autumn|decade|century|term|semester)|summer|autumn|winter"
    r"|mid-?year|midyear|middle of (?:the |this |next )?year"
    r"|(?:one|\d+) (?:days?|weeks?|months?) (?:before|after|from) (?!now|today|bed|work|school|breakfast"
    r"|lunch|dinner|\d)(?=\w)"
    r"|the (?:day|week|month) (?:before|after)(?! tomorrow)|first week|last week of|first half of (?=[a-z])"
    r")\b"
)
PAST = re.compile(
    r"\b(?:yesterday|last (?:night|week|month|year|quarter|weekend|summer|winter|spring|autumn)"
    rf"|(?:by |before |until )?last (?:{MONTH}|{WEEKDAY})(?! of)|{COUNT} {LENGTH} ago|ago"
    rf"|\d+ {_LENGTHS} back)"
)
