"""How people say from when and until when: every phrase with an example, in [brackets] where words stand around it.

They are read over the line on which days already stand as DAY, TODAY, SPAN, LENGTH, A_LENGTH, NEXT_LENGTH and VAGUE
(see `rules/english/day_phrases.py`).
"""

from __future__ import annotations

from rules.english.lines import PIECES, Phrase, any_of
from rules.goals.reading import whens

_INCLUSIVE = (
    *(
        "by",
        "on or before",
        "by or before",
        "no later than",
        "not later than",
        "by no later than",
        "until",
        "till",
        "til",
    ),
    *("through", "thru", "up to", "up until", "up till", "to", "come", "latest", "all the way to", "due", "due by"),
    *("due on", "due in", "due date", "due date is", "deadline", "deadline is", "deadline of", "deadline on"),
    *("deadline =", "deadline :", "by :", "by =", "ends", "ending", "finishing", "by around", "by about"),
    *("by the time", "closing", "closes", "closes on", "closing on", "shuts on", "ends on", "ending on", "due by the"),
    *("by at the latest", "by the latest", "until the latest"),
)
_DURING = (
    *("in", "during", "throughout", "over", "within", "all", "for", "for all", "all of", "on", "inside", "at"),
    *("over the course of", "in the course of", "all through", "all throughout", "in all of", "at some point in"),
    *("some time in", "sometime in", "some time", "sometime", "any time in"),
)
_EVENTS = (
    *("birthday", "anniversary", "wedding", "graduation", "launch", "party", "conference", "retreat", "workshop"),
    *("trip", "holiday", "holidays", "vacation", "exam", "exams", "surgery", "due date", "baby", "appointment", "move"),
    *("deadline", "launch day", "launch date", "release", "release date", "release day", "publication day", "pub date"),
    *("festival", "book fair", "contest", "competition", "break", "reunion", "semester", "course", "class"),
)
_LAST_DAYS = (
    *("deadline", "due date", "cutoff", "cut off", "cut-off", "limit", "last day", "finish line", "end date"),
    *("closing date", "target date", "date", "end", "when i stop", "when i quit", "when i finish", "when its due"),
    *("when i end", "when it ends", "when its over", "when it closes", "when i want it done", "when i need it"),
)
_NOT_AN_EVENT = (
    *("by", "before", "until", "till", "on", "in", "from", "for", "to", "and", "with", "at", "of", "end", "next"),
    *(
        "last",
        "week",
        "month",
        "year",
        "day",
        "weekend",
        "quarter",
        "words",
        "word",
        "same",
        "time",
        "beginning",
        "start",
    ),
)
_WHOSE = ("my", "our", "the", "her", "his", "their", "a", "an", "this")
PIECES.update(
    last_day=any_of(_LAST_DAYS),
    whose=any_of(_WHOSE),
    thing=rf"(?:(?!{any_of(_NOT_AN_EVENT)})[a-z][\w-]* ){{1,4}}",
    day=r"(?:DAY|TODAY) ",
    named=r"(?:DAY|TODAY|SPAN) ",
    the=r"(?:(?:the|this|coming|upcoming|whole|like|say|um|uh) )*",
    by=any_of(
        f"{lead}{by}"
        for lead in ("", "at some point ", "some time ", "sometime ", "at the latest ", "latest ")
        for by in _INCLUSIVE
    ),
    during=any_of(_DURING),
    ahead=any_of(
        f"{lead}{before}"
        for lead in ("", "any time ", "anytime ", "some time ", "sometime ", "well ", "right ", "just ", "latest ")
        for before in ("before", "prior to", "ahead of", "in advance of", "earlier than")
    ),
    starting=any_of(
        f"{start}{on}"
        for start in (
            "starting",
            "beginning",
            "start",
            "begin",
            "starts",
            "begins",
            "as of",
            "from",
            "kicking off",
            "kick off",
            "effective",
            "start date",
            "start date is",
            "start day",
            "first day",
            "first day is",
        )
        for on in ("", " on", " from", " in", " with", " at", " :", " =")
    ),
    about=any_of(
        ("just", "only", "about", "around", "roughly", "under", "less than", "exactly", "maybe", "the", "say", "like")
    ),
    event=any_of(_EVENTS),
)

WHENS = (
    # by, before, in, on
    Phrase("{by} {the} name={named} (at the latest|latest|at most|or sooner|or earlier)?", whens.read_by, "by June 30"),
    Phrase(
        "(up to|up until|up till|until|till|til|to|through|thru|by) and including {the} name={named}",
        whens.read_by,
        "up to and including June 30",
    ),
    Phrase("{by} (my|our|the) name={day} {last_day}", whens.read_by, "by my April 20 deadline"),
    Phrase("name={named} (at the latest|latest|or sooner|or earlier)", whens.read_by, "Jan 5 at the latest"),
    Phrase("name={named}", whens.read_bare, "500 words [tomorrow]"),
    Phrase("for {the} name={day}", whens.read_by, "for Christmas"),
    Phrase("at {the} name={day}", whens.read_bare, "at Christmas"),
    Phrase("on {the} name={day}", whens.read_on, "on Saturday"),
    Phrase("{ahead} {the} name={named}", whens.read_before, "before March"),
    Phrase("{during} {the} name=(SPAN)", whens.read_in, "in November"),
    Phrase(
        "(maybe|perhaps|possibly) ({by}|{during}|on)? {the} name={named}", whens.read_around, "20 poems [maybe by June]"
    ),
    Phrase("(around|about|circa|near|approximately|roughly) name={named}", whens.read_around, "around Christmas"),
    Phrase("{during} {the} name=(SPAN) and other=(SPAN)", whens.read_both, "in Feb and March"),
    Phrase(
        "({by}|{during})? name={named} (or|and|/) (maybe|perhaps|by|in|even)* other={named}",
        whens.read_either,
        "by June or July",
    ),
    Phrase(
        "side=(by|before|until|till|for|in time for) ((?!(DAY|SPAN|TODAY)){any})? ({word}|VAGUE)? {word}? {event} "
        "((,|{open})? (on|in|of|is|is on|is in)? the? name={named} {close}?)?",
        whens.read_event,
        "by my birthday in May",
    ),
    Phrase(
        "side=(by|before|until|till) (the time)? (school|schools|term|college|university|classes) "
        "(start|starts|begin|begins) again? (,? (on|in)? the? name={named})?",
        whens.read_event,
        "by the time school starts in September",
    ),
    Phrase(
        "side=(by|before|until|till) {whose} {thing} (,|-|{open})? (on|is on|is|in|which is|thats)? the? name={named} "
        "{close}?",
        whens.read_event,
        "until my exhibition on 3 October",
    ),
    Phrase(
        "side=(by|before|until|till) (the time)? i (turn|hit|become|am|reach) {number} ,? (on|in)? the? name={named}",
        whens.read_event,
        "before I turn 30 on May 9",
    ),
    Phrase(
        "side=(by) the time name=(SPAN) (comes|hits|starts|begins|arrives|rolls|is here)",
        whens.read_event,
        "by the time June comes",
    ),
    Phrase(
        "(by|on)? the? name={named} (is|thats|will be|as|being|=) (the|my|our|their)? {last_day}",
        whens.read_by,
        "Feb 28 is when I stop",
    ),
    Phrase("(i|we|ill)? (stop|quit|end|stopping|quitting) (on|by) the? name={day}", whens.read_by, "I quit on May 1"),
    Phrase(
        "the? (last|final) (1|{word})? (on|by|is|is on|falls on) the? name={day}",
        whens.read_by,
        "the last one on 22 May",
    ),
    Phrase("(by|before|until|till) midnight", whens.read_midnight, "1800 words [before midnight]"),
    # from, between
    Phrase("{starting} the? name={named} (on|onwards|onward)?", whens.read_from, "starting Feb 1"),
    Phrase("name={named} (on|onwards|onward|forward)", whens.read_from, "tomorrow onwards"),
    Phrase(
        "(not before|no earlier than|not earlier than|not until) the? name={named}", whens.read_from, "not before Feb 1"
    ),
    Phrase("(when|once|as soon as) name=(SPAN) (starts|begins|comes|arrives)", whens.read_from, "when February starts"),
    Phrase("(when|once|as soon as) name={day}", whens.read_once_over, "once January is over"),
    Phrase(
        "(starting|beginning|start|begin) (in length=(LENGTH|A_LENGTH)|after=(LENGTH|A_LENGTH) from (now|TODAY))",
        whens.read_from_length,
        "starting in 2 weeks",
    ),
    Phrase(
        "(in length=(LENGTH|A_LENGTH)|after=(LENGTH|A_LENGTH) from (now|TODAY)) (i|we|ill|i will)? (start|begin) with?",
        whens.read_from_length,
        "in 2 weeks I start",
    ),
    Phrase(
        "(on|from|in)? the? name={named} ,? (i|we|ill|i will|lets)? (start|begin) with?",
        whens.read_from,
        "on March 1 I start",
    ),
    Phrase("after the? name={named}", whens.read_after, "after Christmas"),
    Phrase(
        "after {whose} {thing} (on|is on|end on|ends on)? the? name={day}",
        whens.read_after,
        "after my exams end on Feb 3",
    ),
    Phrase(
        "(once|when|as soon as) {whose} {thing} (start|starts|begin|begins|open|opens) (on)? the? name={day}",
        whens.read_from,
        "when my course starts on Feb 3",
    ),
    Phrase(
        "(from|between|starting|beginning|during|in)? the? start={named} "
        "(to|until|till|til|through|thru|and|-|up to|->) the? end={named}",
        whens.read_between,
        "between Oct 1 and Oct 20",
    ),
    Phrase(
        "(from|between) (now|TODAY|right now) (on|and|until|till|til|to|through|thru|by|up to)+ the? name={named}",
        whens.read_by,
        "between now and Christmas",
    ),
    # lengths of time
    Phrase("in length=(A_LENGTH)", whens.read_in_a, "in a month"),
    Phrase(
        "(in|within|over|during|inside of|inside|under|next|give me|i have|ive got|have|with) {about}* "
        "length=(LENGTH|NEXT_LENGTH|A_LENGTH) (tops|max|at most|or less|to|left|from now|from TODAY|left to)?",
        whens.read_within,
        "in 3 months",
    ),
    Phrase("length=(NEXT_LENGTH)", whens.read_within, "10 posts [the next 3 months]"),
    Phrase("length=(LENGTH) to (?={word})", whens.read_within, "[3 months to] reach"),
    Phrase(
        "(by|until|due)? length=(LENGTH|A_LENGTH) (from now|from TODAY|ahead)", whens.read_within, "6 months from now"
    ),
    Phrase("(by|until|till) length=(LENGTH|NEXT_LENGTH)", whens.read_within, "by 6 weeks"),
    Phrase(
        "for another? {about}* (a period of)? length=(LENGTH|NEXT_LENGTH|A_LENGTH) "
        "(straight|in a row|running|solid|consecutively|nonstop|non-stop|on end)?",
        whens.read_lasting,
        "for 30 days",
    ),
    Phrase("length=(LENGTH) (?=of {number})", whens.read_lasting, "[30 days] of 500 words"),
    Phrase("length=(LENGTH) (straight|in a row|running|consecutively|on end)", whens.read_lasting, "30 days in a row"),
    Phrase("(x|×) length=(LENGTH)", whens.read_lasting, "500 words [x 30 days]"),
    Phrase("length=(LENGTH) (x|×) (?={number})", whens.read_lasting, "[30 days x] 500 words"),
    Phrase("all length=(A_LENGTH) long?", whens.read_lasting, "all the month long"),
    Phrase(
        "(in|within|over|during|inside|(for|over|in|within)? the? next) the? count={number} "
        "unit=(d|w|m|y|h|hr|hrs|hour|hours) (?!(of|more|a|per|every|each))",
        whens.read_short_length,
        "within 24 hours",
    ),
    Phrase(
        "count={number} unit=(h|hr|hrs|hour|hours) to (?={word})",
        whens.read_short_length,
        "[48 hours to] do 4000 words",
    ),
    # what names no day
    Phrase("({by}|{during}|{ahead}|after|at|{starting})? (the|my)? name=(VAGUE)", whens.read_vague, "in a few weeks"),
    Phrase(
        "(someday|some day|soon|sooner or later|eventually|asap|as soon as (possible|i can|{word})|whenever|1 day|STAMP"
        "|one of these days|in the long run|in due course|in a moment|in no time|or so|later on?"
        "|in (the|a)? (near|long|distant|not too distant)? future|at some point|sometime|some time|before i die"
        "|before (too long|long)|when i (have|get|find|can)|in a while|in x {word}|in time|down the (road|line))",
        whens.read_vague,
        "sooner or later",
    ),
    Phrase("(in|within)? {number} (business|working|work) days", whens.read_vague, "in 10 working days"),
    Phrase("(by|before|at|until|around)? the? age of? {number}", whens.read_vague, "by the age of 30"),
    Phrase(
        "(by|before|when|until) (the time)? (i|im|i am|turn|turning|reach)+ {number} {end}",
        whens.read_vague,
        "before I turn 30",
    ),
)
