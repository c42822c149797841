"""Where the writer stands now: "from 120", "I have 12k words".

Every phrase has an example, in [brackets] where words stand around it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from rules.english.lines import PIECES, Line, Phrase, Read, Said, any_of
from rules.english.words import LENGTHS, PLURALS, plural
from rules.goals.reading.amounts import AUDIENCE, LONG_WORKS, Amount, unit_of_words


@dataclass(frozen=True, slots=True)
class Start:
    """How many there are now, and of what where it is said."""

    amount: float
    unit: str | None
    is_whole: bool = False  # all there is, of which some are the goal


_NOT_COUNTED = (
    *(
        "atm",
        "rn",
        "behind",
        "ahead",
        "short",
        "late",
        "away",
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
        "double",
        "triple",
        "bump",
        "push",
        "boost",
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
    have=any_of(_HAVE),
    sign=r"(?:[$€£] )?",
    so_far=any_of(_SO_FAR),
    moving_verb=any_of(_MOVING),
)


_WISHED = re.compile(r"\b(?:want|need|like|love|get|have) (?:it|them|that|this|to be|it to be) $")


_WISHED_AT = re.compile(r"\b(?:want|wants|need|needs|wanna|like|gotta|must|should|has to|have to) (?:[a-z]+ ){0,4}$")
_NOT_THERE = re.compile(r"(?:behind|ahead|short|late|away|too) ")
_SOMEWHERE = re.compile(r"\b(?:somewhere|anywhere|something|anything|between) $")


_ANOTHER = re.compile(r"(?<!# )(?<!\bbook )(?<!\bpart )(?<!\bdraft )(?<!\bchapter )(?<![\d.])\d")
# "I have 120 followers and want more by June" says how many there are, not how many there shall be.
_I_HAVE = re.compile(r"(?:i have|ive got|i got|we have|i am at|im at|i currently have|currently|right now i have)\b")
_MORE = re.compile(
    r"\b(?:want|need|wanna|wish|hope|aim|like) (?:[a-z]+ ){0,3}?(?:more|grow|better|higher)\b|\bmore by\b"
)


def read_start(said: Said) -> Read | None:
    """Read where the writer stands; where nothing else is counted, it is the goal itself."""
    if _OF_THEM.search(said.after):
        return read_whole(said)
    if _NOT_THERE.match(said.after):
        return Read("ASIDE")  # "I'm 3 chapters behind"
    if str(said).startswith("at ") and _WISHED_AT.search(said.before):
        return None
    if _WISHED.search(said.before) or _SOMEWHERE.search(said.before):
        return None
    is_alone = not any(_ANOTHER.search(part) for part in (said.before, said.after))
    if is_alone and not (_I_HAVE.match(str(said)) and _MORE.search(said.after)):
        return None
    if said.after.startswith(("RATE ", "A_LENGTH ", "each ", "apiece ")):
        return None  # "12 chapters at 2 a week", "5 stories at 2k words each"
    unit = unit_of_words(said["unit"])
    unit = unit or next(
        (plural(word) for word in str(said).split() if plural(word) in LENGTHS or word in (*PLURALS, "subs")), None
    )
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
    r"|standing|started|made|sold|gained|exist|exists|so far"
    rf"|(?:{'|'.join(LONG_WORKS)}|ms|piece|chapter|word count) (?:is|are|sits|stands|runs|weighs)) "
)
_THERE = re.compile(
    r"\b(?:want|wants|wanna|need|needs|aim|aiming|goal|target|by|reach|hit|till|until|should|must|gotta|hoping|hope"
    r"|has to|have to|got to|ought|more|left|WHEN|RATE) "
)
_LONG_AGO = re.compile(r"\b(?:last|ago|yesterday|year|used|rejected|deleted|lost|failed|old) ")
_CLAUSE_ENDS = re.compile(r"(?:[.,;:!?()-]|->|but|and|so|then|book|goal|target|want|wanna|need|needs|aim) ")


def standing_among(found: Sequence[Amount], line: Line) -> tuple[Start | None, Sequence[Amount]]:
    """Tell of two numbers of one thing which is there: "we were 9 members, we want to be 21 members"."""
    if len(found) != _TWO or len({each.unit for each in found} - {None}) > 1 or found[0].describes:
        return None, found
    here, there = found
    between = line.text_between(here.last, there.first)
    if _TARGET.match(between) and not here.is_gain:
        return Start(here.value, here.unit), [replace(there, unit=there.unit or here.unit)]
    before = _CLAUSE_ENDS.split(line.text_between(0, here.first))[-1] + _CLAUSE_ENDS.split(between)[0]
    behind = between + line.text_between(there.last, len(line.tokens))
    is_here = _HERE.search(before) and not _THERE.search(before) and not _LONG_AGO.search(before)
    if not (is_here and _THERE.search(behind) and _CLAUSE_ENDS.search(between)) or here.is_gain:
        return None, found
    return Start(here.value, here.unit), [replace(there, unit=there.unit or here.unit)]


_TWO = 2
_TARGET = re.compile(r"[.,;] (?:my |the )?(?:goal|target) (?:is |: |= )?$")  # "word count 22000, target 60000"


def read_whole(said: Said) -> Read | None:
    """Read "my book has 20 chapters" before "10 of them" as what there is in all."""
    if not _OF_THEM.search(said.after):
        return None
    return Read("START", Start(said.number("amount"), unit_of_words(said["unit"]), is_whole=True))


_OF_THEM = re.compile(r"\d of (?:them|those|these|it) ")


STARTS = (
    Phrase(
        "(has|have|got|there are|of) amount={number} unit={counted} (total|in total|in all)?",
        read_whole,
        "my book [has 20 chapters], edit 10 of them",
    ),
    Phrase(
        "from {sign} amount={number} unit={counted} ,? {to} {roughly} (?={sign} {number})",
        read_start,
        "[from 120 to] 500 followers",
    ),
    Phrase("{sign} amount={number} unit={counted} -> (?={sign} {number})", read_start, "[120 ->] 500 followers"),
    Phrase("amount={number} unit={counted} to (?={number})", read_nothing_yet, "[0 to] 100 followers"),
    Phrase(
        "{moving_verb} {word}? {word}? {word}? {sign} amount={number} unit={counted} {to} {roughly} "
        "(?={sign} {number})",
        read_start,
        "[grow my list from 90 to] 300",
    ),
    Phrase(
        "{have} {so_far}* {sign} amount={number} unit={counted} (?!(left|to (go|write|finish|edit|do|read|revise))) "
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
    Phrase(
        "(on top of|in addition to) (my|the)? amount={number} unit={counted}", read_start, "76 more [on top of my 74]"
    ),
    Phrase("now? (i am|im) in amount={number} unit={counted} now?", read_start, "[now i am in 6 chapter], want 20"),
)
