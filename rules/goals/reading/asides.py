"""Words and numbers that say nothing of the goal: what was, why, what it is about, when in the day.

Every phrase has an example, in [brackets] where words stand around it.
"""

from __future__ import annotations

import re

from rules.english.lines import PIECES, Phrase, Read, Said, any_of
from rules.goals.reading.amounts import LONG_WORKS
from rules.goals.reading.whens import NAMED, coming, name_of

_KIN = ("kid", "child", "job", "cat", "dog", "son", "daughter", "toddler")
_DID = (
    *("wrote", "did", "had", "got", "published", "finished", "made", "sold", "earned", "gained", "read", "posted"),
    *("managed", "submitted", "reached", "drafted", "edited", "sent", "lost", "hit"),
)
PIECES.update(
    kin=any_of((*_KIN, *(f"{each}s" for each in _KIN), "children", "baby", "babies")),
    did=any_of(_DID),
    stop=r"[.,;:!?()] ",
)


def read_aside(_: Said) -> Read:
    """Leave out what says nothing of the goal."""
    return Read("ASIDE")


def read_age(said: Said) -> Read | None:
    """Leave out "I hit 40 in May", but not "I hit 4000 in May"."""
    return Read("ASIDE") if float(re.findall(r"\d[\d.]*", str(said))[0]) < _OLDEST else None


_OLDEST = 120


def read_speed(said: Said) -> Read | None:
    """Leave out how many words somebody writes in an hour, beside another number."""
    return read_beside_a_number(said) if _HOURLY.search(said.quote.casefold()) else None


_HOURLY = re.compile(r"\b(?:hour|hr|h|wpm)$")


def read_size(said: Said) -> Read | None:
    """Leave out how long a work is, beside a number of its parts a day or a week."""
    is_work = said.before.split()[-1:] and said.before.split()[-1] in (*LONG_WORKS, "ms")
    return Read("ASIDE") if is_work and _PARTS_A_DAY.search(said.after) else None


_PARTS_A_DAY = re.compile(r"\d (?:[a-z]+ ){1,2}(?:RATE|A_LENGTH) ")


def read_hour(said: Said) -> Read | None:
    """Leave out "by noon", and "by midnight" beside a day; alone that is today."""
    is_alone = not NAMED.search(said.before + said.after)
    return None if is_alone and "midnight" in str(said) else Read("ASIDE")


def read_no_days(said: Said) -> Read | None:
    """Leave out the motto "no zero days"."""
    return Read("ASIDE") if re.search(r"\b(?:0|zero) ", said.quote.casefold()) else None


def read_beside_a_number(said: Said) -> Read | None:
    """Leave out "two kids and a job" beside another number."""
    return Read("ASIDE") if re.search(r"\d", said.after) else None


_A_DATE = re.compile(r"\b(?:DAY|SPAN|TODAY) ")


def read_then(said: Said) -> Read | None:
    """Leave out "by then" beside the day it means."""
    return Read("ASIDE") if _A_DATE.search(said.before + said.after) else None


_LABELLED = re.compile(
    r"\b(?:book|chapter|part|volume|vol|draft|episode|issue|season|act|scene|section|phase|version|edition|novel|story"
    r"|essay) $"
)


def read_label(said: Said) -> Read | None:
    """Leave out the number of "book 2", so that it is one book."""
    return Read("ASIDE") if _LABELLED.search(said.before) else None


def read_past_number(said: Said) -> Read | None:
    """Leave out "last year I wrote 3 stories" beside a number that is wanted."""
    name = name_of(said)
    if name.trouble or coming(name, said.today) or not re.search(r"\d", said.before + said.after):
        return None
    return Read("ASIDE")


def read_reason(said: Said) -> Read | None:
    """Leave out "because my agent wants it by June" beside a number and a day; a number in it may be the goal."""
    around = said.before + said.after
    is_beside = _DATED.search(around) and re.search(r"\d", around)
    return Read("ASIDE") if is_beside and not re.search(r"\d", str(said)) else None


_DATED = re.compile(r"\b(?:DAY|SPAN|TODAY|LENGTH|NEXT_LENGTH) ")


def read_past_aside(said: Said) -> Read | None:
    """Leave out "like last year": a day that is over, named to compare with."""
    name = name_of(said)
    is_counted = any(char.isdigit() for char in said.quote + _CLAUSE.findall(said.before)[0])
    if name.trouble or coming(name, said.today) or is_counted:
        return None
    return Read("ASIDE") if NAMED.search(said.before + said.after) else None


_CLAUSE = re.compile(r"(?:(?!(?:[.,;:!?()-]|and|but|so) )\S+ )*$")


ASIDES = (
    # times of day
    Phrase(
        "(at|by|before|around|from|until|till|after|between)? ({number} (-|to|and|until|till))? CLOCK "
        "((-|to|and|until|till) CLOCK)?",
        read_aside,
        "from 6 to 7 am",
    ),
    Phrase("(at|by|before|around|until|till|after)? (midnight|noon)", read_hour, "by noon"),
    Phrase("in the (morning|mornings|evening|evenings|afternoon|afternoons)", read_aside, "in the morning"),
    Phrase("at (night|lunch|lunchtime|dawn|breakfast|dinner|bedtime)", read_aside, "at night"),
    Phrase(
        "(before|after|during|over) (bed|work|school|breakfast|lunch|dinner|coffee|my (coffee|shift|commute|lunch break"
        "|day job)|the kids (wake up|get up|are up|sleep)) time? "
        "(?!(starts|start|begins|ends|is|year|opens|holidays|closes))",
        read_aside,
        "before work",
    ),
    Phrase("(first thing|by? (cob|eob)|by? (end|close) of business on?)", read_aside, "first thing"),
    # without an end
    Phrase("(from now on|forever|indefinitely|always|for good|for life)", read_aside, "from now on"),
    Phrase("(no|without a|without an|without) (end date|deadline|end)", read_aside, "no deadline"),
    Phrase(
        "(starting|beginning|start|starts|from|as of) (now|right now|immediately) (on|onward|onwards)?",
        read_aside,
        "starting now",
    ),
    # what was, and why
    Phrase(
        "(like|than|as|unlike|did|of|that)* name={named}",
        read_past_aside,
        "Feb 1, [like last year]",
    ),
    Phrase(
        "name={named} ,? (i|we) (only|just|barely|already|have|had)* {did} {roughly} {number} {counted}",
        read_past_number,
        "[last year I wrote 3 stories], now 10",
    ),
    Phrase(
        "(i|we)? (only|just|barely|already|have|had)* {did} {roughly} {number} {counted} (total|in total)? "
        "(in|on|during|since|back in)? name={named}",
        read_past_number,
        "[I only wrote 2k words last month] so 10k",
    ),
    Phrase(
        "(because|cuz|cos|coz|bc|becuz|as my|since my) ((?!({stop}|so)){any})+",
        read_reason,
        "80k words by May 31 [because my agent wants it in June]",
    ),
    Phrase(
        "(ive been|i have been|been|was|spent) {word}? {word}? {word}? {word}? (for|over|about|almost|nearly|like)+ "
        "(LENGTH|A_LENGTH) now?",
        read_beside_a_number,
        "[ive been writing for 6 years], 300 readers",
    ),
    Phrase(
        "(havent|have not|hadnt|didnt|did not) {word} {word}? {word}? (in|for) (LENGTH|A_LENGTH|ages)",
        read_beside_a_number,
        "[havent written in 3 months], 10 pages",
    ),
    Phrase("(wake up|waking up|wake|waking|get up|getting up|rise|up) at {number}", read_aside, "I [wake up at 5]"),
    Phrase(
        "(my|the) (last|previous|first|old|other) {word} {did} {roughly} {number} {counted}",
        read_beside_a_number,
        "[my last book sold 40 copies], this one 200",
    ),
    Phrase(
        "(got|been|was|were)* (rejected|turned down|failed|tried) {number} times",
        read_beside_a_number,
        "[got rejected 14 times], want 5",
    ),
    # how fast, and how long the work is
    Phrase(
        "(at|like|about|only|maybe)* {number} (words|wpm) (RATE|an hour)?", read_speed, "[200 words an hour] so 1000"
    ),
    Phrase(
        "(is|has) (about|around|only|over)* {number} {word}", read_size, "my book [is 300 pages], edit 10 pages a day"
    ),
    # numbers that count nothing of the goal
    Phrase(
        "(this|that) 1 (?=(needs|need|is|should|has|must|will|gets|wants))", read_aside, "[this one] needs 200 copies"
    ),
    Phrase("(for|about)? {number} (year|years) olds", read_aside, "a book [for 8 year olds]"),
    Phrase("(im|i am|at|aged)? {number} (year|years) old", read_aside, "I'm 34 years old"),
    Phrase("(im|i am) {number} (?=(and|,))", read_aside, "[I am 34] and"),
    Phrase(
        "(it|that|this|which) has? took (me|us)? (over|about)? (LENGTH|A_LENGTH|{number} {word}) (to {word})?",
        read_aside,
        "it took me 5 years to start",
    ),
    Phrase(
        "(after|despite|with|having) {number} (failed|straight)? {word} (and {number} {word})* (?=(:|,|i|im|ill|we))",
        read_aside,
        "[after 10 rejections]:",
    ),
    Phrase(
        "(my|our)? (round|attempt|take|try|goal|resolution|priority|number|no|nr|top|year|day|level|step) #? {number} "
        "(of (trying|{number}))? ({end}|(?=(goal|is|of|resolution|priority)))",
        read_aside,
        "[goal #2]: 10 posts",
    ),
    Phrase(
        "(turn|i be|i hit|ill be|i am turning|im turning) {number} (?=(on|in)? the? (this|next)? {named})",
        read_age,
        "I [turn 30] on May 9",
    ),
    Phrase("{number} {kin} (?=(and|but|,|so))", read_beside_a_number, "[two kids] and a job but 15 minutes"),
    Phrase("in (my|the) {number} s", read_aside, "in my 40s"),
    Phrase("# {number} {end}", read_aside, "[#2]. 10 posts"),
    Phrase("(with|have|got|and|my|for|i have) {number} {kin}", read_aside, "with 2 kids"),
    Phrase(
        "(#|no|number)? {number} ({end}|(?=(of|in|by|before|for|until|on|done|with|is|finished|DAY|SPAN)))",
        read_label,
        "finish book [2] by June",
    ),
    Phrase("(no|not) (less|fewer) than", read_aside, "no less than"),
    Phrase("24 / 7", read_aside, "24/7"),
    Phrase("no length=(LENGTH)", read_no_days, "[no zero days]: write"),
    Phrase("(by|until|till|for|on) (then|that (day|date|time))", read_then, "closes on Mar 1, 5 poems [by then]"),
    Phrase(
        "(no more than|at most|less than|under|only|just|about|i have|ive got|theres|there (is|are)|have|got|barely)* "
        "(LENGTH|A_LENGTH) (left|to go|remaining)",
        read_then,
        "May 1, [only a week left]",
    ),
    # phrases that only look like a date
    Phrase("(leap day|day (job|jobs|off))", read_aside, "day job"),
    Phrase("(by the way|once and for all|at once|once again|for once|by far)", read_aside, "by the way"),
    Phrase("by (heart|hand|myself|ear|email|mail|others|other {word}|my own|me)", read_aside, "by others"),
)
