"""Where the writer stands now ("from 120", "I have 12k words"), and words and numbers that say nothing of the goal.

Every phrase has an example, in [brackets] where words stand around it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from rules.english.lines import PIECES, Line, Phrase, Read, Said, any_of
from rules.english.words import PLURALS, plural
from rules.goals.reading.amounts import AUDIENCE, Amount, unit_of_words


@dataclass(frozen=True, slots=True)
class Start:
    """How many there are now, and of what where it is said."""

    amount: float
    unit: str | None


_NOT_COUNTED = (
    *(
        "to",
        "and",
        "now",
        "so",
        "already",
        "by",
        "in",
        "but",
        "i",
        "left",
        "from",
        "right",
        "want",
        "today",
        "at",
        "done",
    ),
    *(
        "written",
        "currently",
        "with",
        "of",
        "for",
        "a",
        "need",
        "goal",
        "aim",
        "per",
        "every",
        "each",
        "x",
        "is",
        "more",
    ),
)
_NOW = (
    *("right now", "rn", "now", "so far", "already", "currently", "at the moment", "TODAY", "as of TODAY", "as of now"),
    *("at present", "these days", "atm", "to date"),
)
_KIN = ("kid", "child", "job", "cat", "dog", "son", "daughter", "toddler")
_HAVE = (
    *(
        "i have",
        "ive got",
        "i got",
        "ive",
        "im",
        "i am",
        "we have",
        "were at",
        "at",
        "have got",
        "currently",
        "i currently",
    ),
    *("already", "now", "start", "starting", "started", "current", "current count", "starting point", "standing at"),
    *("sitting at", "stuck at", "its", "it is", "is at", "i wrote", "my current"),
)
_SO_FAR = (
    *("have", "has", "got", "at", "on", "is", "stand", "standing", "sitting", "stuck", "already", "currently", "now"),
    *(
        "just",
        "only",
        "written",
        "wrote",
        "published",
        "done",
        "finished",
        "reached",
        "gained",
        "with",
        "from",
        "point",
    ),
    *("about", "around", "roughly", "right", "a total of", ":"),
)
_MOVING = (
    *(
        "grow",
        "growing",
        "go",
        "going",
        "increase",
        "bring",
        "take",
        "raise",
        "move",
        "jump",
        "climb",
        "get",
        "current",
    ),
    *("cut", "trim", "reduce", "shrink", "lower", "edit", "slim", "pare", "decrease", "condense"),
)
PIECES.update(
    counted=rf"(?:(?!{any_of(_NOT_COUNTED)})[a-z][\w-]* ){{0,3}}",  # words behind a number that may name what it counts
    now=any_of(_NOW),
    to=any_of(("to", "->", "up to", "towards", "toward", "all the way to", "until", "till", "into", ", to", "down to")),
    roughly=rf"(?:{any_of(('about', 'around', 'only', 'just', 'roughly', 'at least', 'over', 'down', 'up'))})*",
    kin=any_of((*_KIN, *(f"{each}s" for each in _KIN), "children", "baby", "babies")),
    have=any_of(_HAVE),
    so_far=any_of(_SO_FAR),
    moving_verb=any_of(_MOVING),
)


_WISHED = re.compile(r"\b(?:want|need|like|love|get|have) (?:it|them|that|this|to be|it to be) $")


_SOMEWHERE = re.compile(r"\b(?:somewhere|anywhere|something|anything|between) $")


_ANOTHER = re.compile(r"(?<!# )(?<!\bbook )(?<!\bpart )(?<!\bdraft )(?<!\bchapter )(?<![\d.])\d")
# "I have 120 followers and want more by June" says how many there are, not how many there shall be.
_I_HAVE = re.compile(r"(?:i have|ive got|i got|we have|i am at|im at|i currently have|currently|right now i have)\b")
_MORE = re.compile(
    r"\b(?:want|need|wanna|wish|hope|aim|like) (?:[a-z]+ ){0,3}?(?:more|grow|better|higher)\b|\bmore by\b"
)


def read_start(said: Said) -> Read | None:
    """Read where the writer stands; where nothing else is counted, it is the goal itself."""
    if _WISHED.search(said.before) or _SOMEWHERE.search(said.before):
        return None
    is_alone = not any(_ANOTHER.search(part) for part in (said.before, said.after))
    if is_alone and not (_I_HAVE.match(str(said)) and _MORE.search(said.after)):
        return None
    if said.after.startswith(("RATE ", "A_LENGTH ", "each ", "apiece ")):
        return None  # "12 chapters at 2 a week", "5 stories at 2k words each"
    unit = unit_of_words(said["unit"])
    unit = unit or next((plural(word) for word in str(said).split() if word in PLURALS or word == "subs"), None)
    return Read("START", Start(said.number("amount"), unit))


def read_start_now(said: Said) -> Read | None:
    """Read "88 followers now"; "20 pages today" may be the goal itself, where nothing more is wanted."""
    is_audience = any(AUDIENCE.search(plural(word)) for word in str(said).split())
    is_today = str(said).endswith("TODAY") and not _WANTED.search(said.after)
    return None if is_today and not is_audience else read_start(said)


_WANTED = re.compile(r"\b(?:want|wants|wanna|need|needs|aim|aiming|goal|target|reach|hit|make it|shoot|shooting) |-> ")


def read_nothing_yet(said: Said) -> Read | None:
    """Read "0 to 100 followers"; from any other number it may be a range."""
    return read_start(said) if said.number("amount") == 0 else None


_HERE = re.compile(
    r"\b(?:have|has|had|got|was|were|at|on|currently|now|rn|atm|already|done|finished|written|wrote|published|sitting"
    r"|standing|started|made|sold|gained|exist|exists|so far|(?:novel|draft|manuscript|memoir|thesis|script) is) "
)
_THERE = re.compile(
    r"\b(?:want|wants|wanna|need|needs|aim|aiming|goal|target|by|reach|hit|till|until|should|must|gotta|more|hoping|hope"
    r"|left|WHEN|RATE) "
)
_LONG_AGO = re.compile(r"\b(?:last|ago|yesterday|year|used|rejected|deleted|lost|failed|old) ")
_CLAUSE_ENDS = re.compile(r"(?:[.,;:!?()-]|->|but|and|so|then|book|goal|target|want|wanna|need|needs|aim) ")


def standing_among(found: Sequence[Amount], line: Line) -> tuple[Start | None, Sequence[Amount]]:
    """Tell of two numbers of one thing which is there: "we were 9 members, we want to be 21 members"."""
    if len(found) != _TWO or found[0].unit != (found[1].unit or found[0].unit) or found[0].describes:
        return None, found
    here, there = found
    between = line.text_between(here.last, there.first)
    before = _CLAUSE_ENDS.split(line.text_between(0, here.first))[-1] + _CLAUSE_ENDS.split(between)[0]
    behind = between + line.text_between(there.last, len(line.tokens))
    is_here = _HERE.search(before) and not _THERE.search(before) and not _LONG_AGO.search(before)
    if not (is_here and _THERE.search(behind) and _CLAUSE_ENDS.search(between)) or here.is_gain:
        return None, found
    return Start(here.value, here.unit), [replace(there, unit=there.unit or here.unit)]


_TWO = 2


def read_aside(_: Said) -> Read:
    """Leave out what says nothing of the goal."""
    return Read("ASIDE")


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


STARTS = (
    Phrase(
        "from amount={number} unit={counted} ,? {to} {roughly} (?={number})", read_start, "[from 120 to] 500 followers"
    ),
    Phrase("amount={number} unit={counted} -> (?={number})", read_start, "[120 ->] 500 followers"),
    Phrase("amount={number} unit={counted} to (?={number})", read_nothing_yet, "[0 to] 100 followers"),
    Phrase(
        "{moving_verb} {word}? {word}? {word}? amount={number} unit={counted} {to} {roughly} (?={number})",
        read_start,
        "[grow my list from 90 to] 300",
    ),
    Phrase(
        "{have} {so_far}* amount={number} unit={counted} (?!(left|to (go|write|finish|edit|do|read|revise))) "
        "({now}|{open} {now} {close})?",
        read_start,
        "[I have written 12k words], need 50k",
    ),
    Phrase("(up|coming|down|starting)? from amount={number} unit={counted} {now}?", read_start, "1000 subs [from 850]"),
    Phrase(
        "amount={number} unit={counted} in? ({now}|written|done|published)",
        read_start_now,
        "[88 followers now], 200 soon",
    ),
    Phrase(
        "amount={number} unit={counted} (written|done|published) {now}",
        read_start,
        "[20k words written so far], 80k soon",
    ),
    Phrase(
        "amount={number} (of|out of) (?={number} {word} {word}? (done|finished|written|complete|published|so far))",
        read_start,
        "[3 of] 12 essays done",
    ),
    Phrase("(have|got) amount={number} (of|out of) (?={number})", read_start, "[have 4 of] 20 poems, need all"),
    Phrase("have amount={number} unit={counted} {end}", read_start, "[have 40 subscribers], aim for 100"),
    Phrase(
        "(have|got) amount={number} unit={counted} (?=,? (i|we)? (want|need|wanna|aim|aiming))",
        read_start,
        "[have 5 reviews] want 25 reviews",
    ),
    Phrase(
        "(is|at|has) amount={number} unit={counted} (,|;)? (and|but)? (i|we)? (want|need|aim|goal|target) "
        "(it|them|is|for)? (at|to be|to|down to)? (?={number})",
        read_start,
        "my blog [has 210 readers and i want] 300",
    ),
    Phrase(
        "amount={number} unit={counted} (down|up) to {roughly} (?={number})",
        read_start,
        "[98k words down to] 80k words",
    ),
    Phrase("now? (i am|im) in amount={number} unit={counted} now?", read_start, "[now i am in 6 chapter], want 20"),
)

ASIDES = (
    # times of day
    Phrase(
        "(at|by|before|around|from|until|till|after|between)? ({number} (-|to|and|until|till))? CLOCK "
        "((-|to|and|until|till) CLOCK)?",
        read_aside,
        "from 6 to 7 am",
    ),
    Phrase("(at|by|before|around|until|till|after)? (midnight|noon)", read_aside, "by noon"),
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
    # numbers that count nothing of the goal
    Phrase("(im|i am|at|aged)? {number} (year|years) old", read_aside, "I'm 34 years old"),
    Phrase("(im|i am) {number} (?=(and|,))", read_aside, "[I am 34] and"),
    Phrase(
        "(it|that|this|which) has? took (me|us)? (over|about)? (LENGTH|A_LENGTH|{number} {word}) (to {word})?",
        read_aside,
        "it took me 5 years to start",
    ),
    Phrase(
        "(after|despite|with|having) {number} (failed|straight)? {word} (and {number} {word})* (?=(:|,|i))",
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
        "i? (turn|be|hit|am turning|im turning) {number} (?=(on|in|this|next|DAY|SPAN))",
        read_aside,
        "[I turn 30] on May 9",
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
