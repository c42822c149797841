"""What is counted: the numbers of a goal with their units, and what "my novel" or "a poem" counts without one."""

# ruff: noqa: SIM905 - word lists read better as text

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from rules.english.lines import Line
from rules.english.words import COUNTED, FILLERS, LENGTHS, PLURALS, SINGULARS, STOPS, WORKS, plural
from rules.goals.reading.answers import Ask, Unclear

MEASURES = {"word", "page", "minute", "hour", "chapter", "line", "character"}
PARTS = {*WORKS, *MEASURES, "part"}
CURRENCIES = {"$": "dollars", "€": "euros", "£": "pounds"}
MORE = {"more", "additional", "extra", "further"}
MOST_WORDS_OF_A_UNIT = 4
# A number from here on before one of these is its length: "an 80k novel".
LEAST_WORDS = 1000
LONG_WORKS = set(
    "novel novella novelette book ebook draft manuscript memoir screenplay script thesis dissertation fanfic fic wip "
    "biography autobiography sequel prequel saga series trilogy story".split()
)
AUDIENCE = re.compile(r"(?:followers|subscribers|subs|readers|fans|patrons|members|supporters|customers|clients)$")

_NUMBER = re.compile(r"\d+(?:\.\d+)?")
_DOTTED = re.compile(r"([1-9]\d{0,2})\.(\d{3})")
_THOUSAND = re.compile(r"[1-9]\.000")  # 2.000 followers are 2,000 or, less likely, 2
_NTH = re.compile(r"\d+(?:st|nd|rd|th)")
_WORD = re.compile(r"[^\W\d_][\w-]*")


@dataclass(frozen=True, slots=True)
class Amount:
    """A number with what it counts (None when nothing is named) and the tokens it takes."""

    value: float
    unit: str | None
    first: int
    last: int
    is_gain: bool = False
    describes: str = ""  # the noun of "80k-word novel"
    other: float | None = None  # what 2.000 may be instead
    is_apart: bool = False  # a rhythm stands between number and unit: "5000 monthly readers"


def amounts(line: Line) -> list[Amount]:
    """Return every number with its unit. Raise Unclear for figures that are no plain number."""
    found: list[Amount] = []
    texts = [token.text for token in line.tokens]
    for place, text in enumerate(texts):
        if found and place < found[-1].last:
            continue
        if _is_odd(texts, place):
            raise Unclear(Ask.UNCLEAR_NUMBER, line.quote(place, min(len(texts), place + 2)))
        if _NUMBER.fullmatch(text) and not _is_measure_of_each(texts, place):
            found.append(_amount(texts, place))
    found = [_with_unit_before(_with_unit_afterwards(each, texts), texts, found) for each in found]
    return _sharing_units(found, line)


def _is_odd(texts: Sequence[str], place: int) -> bool:
    text = texts[place]
    following = texts[place + 1] if place + 1 < len(texts) else ""
    if _NUMBER.fullmatch(text):
        return following in ("%", "percent", "^", "*", "°", "thirds", "quarters", "fourths", "fifths")
    return text == "UNCLEAR" or bool(re.fullmatch(r"\d+[/.-][\d/.-]*", text))


def _is_measure_of_each(texts: Sequence[str], place: int) -> bool:
    """Say whether a number tells how long each is: "3 2000-word articles"."""
    if place >= len(texts) or not _NUMBER.fullmatch(texts[place]):
        return False
    before, *after = texts[max(0, place - 1) : place + 3] if place else ["", *texts[:3]]
    is_noun = len(after) == 3 and (after[2].endswith("s") or (before == "1" and after[2] in WORKS))
    measured = is_noun and (plural(after[1]) in LENGTHS or after[1] in PLURALS)
    return bool(_NUMBER.fullmatch(before)) and measured


def _amount(texts: Sequence[str], place: int) -> Amount:
    value, other = _value(texts[place])
    first, before = place, texts[place - 1] if place else ""
    after = texts[place + 1 :]
    if before in CURRENCIES:
        return Amount(value, CURRENCIES[before], place - 1, place + 1, _is_gain(texts, place))
    if after[:1] and after[0] in CURRENCIES:
        return Amount(value, CURRENCIES[after[0]], place, place + 2)
    if len(after) > 1 and after[0] in MEASURES and _is_work(after[1]):
        noun = "blog post" if after[1:3] == ["blog", "post"] else after[1]
        return Amount(value, plural(after[0]), first, place + 1 + len(noun.split()), describes=noun)
    if before in ("a", "an", "my") and len(after) > 1 and after[0] in PARTS and after[1] in WORKS:
        return Amount(value, plural(after[0]), first, place + 2, describes=after[1])  # "an 8-episode podcast"
    each = 2 if len(after) > 2 and _is_measure_of_each(texts, place + 1) else 0  # "3 2000-word articles"
    unit, length = unit_after(after[each:])
    length += each
    is_apart = False
    if unit == "subscribers" and _SENT_TO.match(" ".join(after[length:])):
        unit = "submissions"  # "5 subs to lit mags"
    if unit is None and after[:1] and after[0] in ("RATE", "WHEN"):
        unit, length = unit_after(after[1:])
        if after[0] == "WHEN" and unit not in PLURALS:  # "50k by June words", but not "50k by June lol"
            unit, length = None, 0
        length += bool(unit)
        is_apart = after[0] == "RATE" and unit is not None and unit.split()[-1] not in MADE
    if value >= LEAST_WORDS and length and after[length - 1] in LONG_WORKS:
        unit = "words"
    if (
        other is not None
        and unit
        and unit.split()[-1] not in ("hours", "years", "months")
        and not _THOUSAND.fullmatch(texts[place])
    ):
        other = None
    return Amount(value, unit, first, place + 1 + length, _is_gain(texts, place), "", other, is_apart)


_SENT_TO = re.compile(
    r"to (?:[a-z]+ ){0,3}?(?:mags?|magazines?|journals?|zines?|agents?|contests?|anthology|anthologies|editors?"
    r"|publishers?|press|presses|markets?)\b"
)


def _value(text: str) -> tuple[float, float | None]:
    """Return what a number is, and what it may be instead: 1.500 is 1,500, or one and a half."""
    if dotted := _DOTTED.fullmatch(text):
        return float(dotted[1] + dotted[2]), float(text)
    return float(text), None


def _is_gain(texts: Sequence[str], place: int) -> bool:
    before = texts[max(0, place - 3) : place]
    if before[-1:] == ["than"]:
        return False  # "more than 10k words" in all
    around = {*before[-2:], *texts[place + 1 : place + 3]}
    by = "by" in before[-1:] or ("by" in before and before[-1] in ("least", "about", "over", "around"))
    return bool(around & MORE) or "another" in before[-2:] or "+" in before[-1:] or "plus" in before[-1:] or by


def _is_work(noun: str) -> bool:
    """Say whether "500 word …" measures a work; "500 page views" counts views."""
    if noun in WORKS or noun in WORKS.values():
        return True
    return (
        bool(_WORD.fullmatch(noun))
        and noun.islower()
        and not (noun in STOPS or noun in VERBS or noun in COUNTED or noun in PLURALS)
    )


def unit_of_words(words: str) -> str | None:
    """Return the unit that some words name, None if they name none."""
    return unit_after(words.split())[0]


# "4 writing sessions" are sessions.
_SPENT_ON = {"writing", "editing", "drafting", "revising"}
# "5 finished stories" are stories.
_DONE = {"finished", "published", "written", "completed", "edited", "revised", "polished", "unread"}
_SPENT = {"session", "sessions", "sprint", "sprints", "minutes", "hours"}


def unit_after(after: Sequence[str]) -> tuple[str | None, int]:
    """Return the unit that follows a number, and how many tokens it takes."""
    words: list[str] = []
    end = 0
    if after[:1] == ["of"] or (after and after[0] == "of"):
        end = 2 if len(after) > 1 and after[1] in ("my", "the") else 1
    for word in after[end:]:
        if not _WORD.fullmatch(word) or not word.islower():
            break
        end += 1
        is_spent = word in _SPENT_ON and end < len(after) and after[end] in _SPENT
        is_done = word in _DONE and end < len(after) and after[end] not in STOPS
        is_done = is_done and (after[end].endswith("s") or after[end] in WORKS)
        if not words and (word in FILLERS or is_spent or is_done):
            continue
        if word in STOPS and not (word in SINGULARS and not words):
            end -= 1
            break
        words.append(word)
        following = after[end] if end < len(after) else ""
        goes_on = following not in STOPS and following != "read" and (following in SINGULARS or following in PLURALS)
        if (word in PLURALS and word != "people") or (word in SINGULARS and not goes_on):
            break
        if len(words) == MOST_WORDS_OF_A_UNIT:
            break
    if not words or (len(words[-1]) == 1 and words[-1] not in SINGULARS):
        return None, 0
    known = words[-1] in SINGULARS or words[-1] in PLURALS
    if not known and not words[-1].endswith("s") and len(words) > 1:
        end -= len(words) - 1
        words = words[:1]
    return " ".join([*words[:-1], plural(words[-1])]), end


# What one makes, so that "500 daily words" can only be a rhythm.
MADE = LENGTHS | set(WORKS.values())
_LEADS_TO_NUMBER = set(
    ": = , - -> to of at is by total goal target count up down from reach over about are should be".split()
)


# "Read 10 by March" does not say ten of what.
_ALSO_VERBS = {"read", "like", "share", "view", "visit", "order", "clip", "note", "swap", "quote", "email", "step"}
# "Finish page 3" is about one page, "get to page 240" about all before it.
_REACHED = [[verb, "page"] for verb in ("to", "reach", "hit", "at", "on", "be", ";", ",", ":")]


def _with_unit_before(amount: Amount, texts: Sequence[str], found: Sequence[Amount]) -> Amount:
    """Give "followers: 250" and "get my followers to 500" the unit named before the number."""
    if amount.unit is not None:
        return amount
    if texts[max(0, amount.first - 2) : amount.first] in _REACHED:
        return replace(amount, unit="pages")
    taken = {place for each in found for place in range(each.first, each.last)}
    place = amount.first - 1
    while place >= 0 and (texts[place] in _LEADS_TO_NUMBER or texts[place].isupper()):
        place -= 1
    for noun in (texts[each] for each in (place, place - 1) if each >= 0 and each not in taken):
        if (noun in COUNTED and noun not in _ALSO_VERBS) or noun in PLURALS:
            return replace(amount, unit=plural(noun))
    return amount


# "14k this month. words i mean", "20 by Friday (I mean chapters)"; but not "words I mean to publish"
_AFTERWARDS = re.compile(
    r"[.,;:!?(-] (?:(?:so|yes|yeah|well|like|um|uh|oh|the) )*"
    r"(?:(?P<first>(?:[a-z][\w-]* ){1,2})i mean |i mean (?P<last>(?:[a-z][\w-]* ){1,2}))(?=$|[.,;:!?()-] )"
)


def _with_unit_afterwards(amount: Amount, texts: Sequence[str]) -> Amount:
    """Give "14k this month. words i mean" the unit that is said in a clause of its own."""
    said = _AFTERWARDS.search("".join(f"{text} " for text in texts[amount.last :])) if amount.unit is None else None
    words = (said["first"] or said["last"]).split() if said else []
    unit, length = unit_after(words)
    return replace(amount, unit=unit) if unit and length == len(words) and unit.split()[-1] in PLURALS else amount


def _sharing_units(found: list[Amount], line: Line) -> list[Amount]:
    """Give the first of "500 or 600 followers" the unit of the second."""
    shared = list(found)
    for place in range(len(found) - 1):
        one, other = found[place], found[place + 1]
        if one.unit is None and is_either(line, one, other):
            shared[place] = replace(one, unit=other.unit)
    return shared


_EITHER = re.compile(r"(?:(?:-|to|or|/|~|maybe|and|,) )*")


def is_either(line: Line, one: Amount, other: Amount) -> bool:
    """Say whether two numbers stand beside each other as in "500-700" or "500 or maybe 700"."""
    return bool(_EITHER.fullmatch(line.text_between(one.last, other.first)))


_AGAIN = re.compile(
    r"(?:so|yes|yep|yeah|ok|okay|mean|meaning|aka|is|thats|=|->|total|all|again|basically|repeat|\() "
    r"(?:\S+ ){0,2}$"
)
_BESIDE = re.compile(r"\b(?:and|plus|another|more|then|or|&|\+) ")


def _is_said_again(line: Line, one: Amount, other: Amount) -> bool:
    """Say whether a number repeats the one before: "9000 words, nov 6. ok so 9000 words"; an "and" makes it two."""
    between = line.text_between(one.last, other.first)
    same_unit = one.unit == other.unit or None in (one.unit, other.unit)
    if one.value != other.value or not same_unit or _BESIDE.search(between):
        return False
    both = between.startswith("RATE ") and line.text_between(other.last, len(line.tokens)).startswith("RATE ")
    return both or bool(_AGAIN.search(between))


def _said_once(found: Sequence[Amount], line: Line) -> list[Amount]:
    """Leave out what is said twice, and "zero effort" beside a number that counts."""
    kept: list[Amount] = []
    for amount in found:
        if kept and _is_said_again(line, kept[-1], amount):
            kept[-1] = replace(amount, unit=amount.unit or kept[-1].unit)
        else:
            kept.append(amount)
    return [each for each in kept if each.value or len(kept) == 1]


def only_goals(found: Sequence[Amount], line: Line) -> list[Amount]:
    """Leave out numbers that describe another: "3 chapters of 2000 words", "2 posts with 500 words each"."""
    kept: list[Amount] = []
    for amount in _said_once(found, line):
        between = line.text_between(kept[-1].last, amount.first) if kept else ""
        after = line.text_between(amount.last, len(line.tokens))
        each = re.match(r"(?:each|apiece|a piece|RATE|per (?:piece|post|chapter|article|story)) ", after)
        each = each if each and not each[0].startswith("RATE") else None
        inner = re.fullmatch(
            r"(?:[A-Z_]+ |, |\( )*(?:(?:of|with|at|around|about|having) )?"
            r"(?:(?:at least|about|around|roughly|up to) )?(?:\( )?",
            between,
        )
        said_of = re.search(r"\b(?:of|with|at|around|about|having) ", between) or each or between.endswith("( ")
        lengthy = amount.unit in ("words", "pages", "minutes", "lines", "characters", "chapters", "hours")
        if kept and inner and said_of and lengthy and kept[-1].unit not in (amount.unit, None):
            continue
        kept.append(amount)
    return kept


# One of a thing, without a number

_WORK = rf"(?:an?|one|1|my|the) (?:[a-z-]+ ){{0,3}}?(?:{'|'.join(WORKS)}) "
ONE_WORK = re.compile(rf"\b{_WORK}")
_TWO_WORKS = re.compile(rf"\b{_WORK}.*\b(?:and|plus|then|or) (?:[a-z]+ ){{0,2}}?{_WORK}")
_NOT_ONE = re.compile(
    r"\b(?:grow|increase|boost|improve|expand|double|triple|promote|market|build|gain|halve|more|better|less|some|many|few|lots?"
    r"|tons?|several|half|third|most|rest)\b"
)
PREPOSITIONS = set("on for about with from of in into at through via around per towards".split())
VERBS = set(
    "write finish complete publish draft edit revise launch submit send release start outline read post finally have "
    "get done finishing writing completing publishing drafting editing revising sell query create produce deliver "
    "share upload record film design translate polish wrap rewrite proofread print make do put out up pitch comment "
    "review blog perform play script text report love like hope plan wish promise please must need want going gonna "
    "wanna try trying actually really".split()
)
_RATHER_VERBS = {"edit", "draft", "play", "script", "report", "text", "review", "outline", "query", "love", "like"}
_DETERMINERS = set("a an my the our this that another one 1 single".split())


def is_about(line: Line, amount: Amount) -> bool:
    """Say whether a number tells of a work ("a book about 3 sisters") rather than counting the goal."""
    lead = line.text_between(0, amount.first)
    told = re.search(rf"\b{_WORK}[a-z ]*(?:about|with|featuring|containing) $", lead)
    return told is not None and amount.unit not in LENGTHS


def implied(line: Line, *, is_rate: bool) -> str | None:
    """Return what one of is meant by "a poem", "my novel", "finish first draft"; None if nothing is."""
    text = re.sub(r"\b[A-Z_]+ ", "¦ ", line.text)
    if _NOT_ONE.search(text):
        return None
    if _TWO_WORKS.search(text):
        raise Unclear(Ask.SEVERAL_NUMBERS)
    words = text.split()
    for place, word in enumerate(words):
        if word not in WORKS and not (word in ("hour", "minute", "word") and is_rate):
            continue
        following = words[place + 1] if place + 1 < len(words) else ""
        if word in VERBS and following in (*_DETERMINERS, "every"):
            continue
        if _WORD.fullmatch(following) and following not in STOPS | FILLERS and following != "it":
            if following not in WORKS:
                return None
            continue
        return _implied_phrase(_clause_before(words, place), word, is_rate=is_rate)
    return None


def _clause_before(words: Sequence[str], place: int) -> list[str]:
    first = next((each for each in range(place - 1, -1, -1) if words[each] in ".,:;!?("), -1)
    return [word for word in words[first + 1 : place] if word != "¦"]


def _implied_phrase(lead: Iterable[str], noun: str, *, is_rate: bool) -> str | None:
    words = list(lead)
    adjectives: list[str] = []
    determiner = verb = ""
    for word in reversed(words):
        if word in _DETERMINERS:
            determiner = determiner or word
        elif determiner or (word in STOPS and word not in FILLERS) or word in VERBS:
            verb = word
            break
        elif word not in FILLERS and not _NTH.fullmatch(word):
            adjectives.insert(0, word)
    if noun in ("hour", "minute"):
        return plural(noun)
    if verb in PREPOSITIONS or (is_rate and not determiner and noun in _RATHER_VERBS):
        return None
    if noun in ("post", "blog") and is_rate and not determiner and not adjectives:
        return None  # "post weekly" is a rhythm without an amount
    # With a rate, "my novel every day" is work on one novel; a post or an issue of a newsletter is one each time.
    if is_rate and determiner not in ("a", "an", "another", "one", "1", "single") and (determiner or words):
        issued = verb in ("publish", "post", "send", "release") and noun in ("issue", "column")
        if not issued and noun not in ("post", "newsletter"):
            return None
    return " ".join([*adjectives, plural(noun)]) if len(adjectives) <= 3 else None
