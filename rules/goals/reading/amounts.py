"""What is counted: finds the numbers of a goal with their units, and where the writer stands now."""

# ruff: noqa: SIM905 - word lists read better as text

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from itertools import pairwise

from rules.goals.reading.answers import Ask, Unclear
from rules.goals.reading.date_patterns import MONTH
from rules.goals.reading.words import COUNTED, FILLERS, GONE, LENGTHS, PLURALS, SINGULARS, STOPS, TIMES, WORKS, plural

MORE = {"more", "additional", "extra", "further"}
MEASURES = {"word", "page", "minute", "hour", "chapter", "line", "character"}
CURRENCIES = {"$": "dollars", "€": "euros", "£": "pounds"}

N = r"(\d+(?:\.\d+)?)"
_U = r"((?: (?!to\b|and\b|now\b|so\b|already\b|by\b|in\b|but\b|i\b|left\b|from\b)[a-z]+){0,3})"
_NOW = r"(?:right now|now|so far|already|currently|at the moment|today|as of (?:today|now)|at present|these days)"
_NOT_DATE = rf"(?!\d)(?!\.\d)(?! ?(?:{MONTH}|st\b|nd\b|rd\b|th\b|[/:%]|am\b|pm\b|(?:days?|weeks?|months?|years?)\b))"
_FROM_TO = re.compile(
    rf"\b(?:from (?=\d)|(?=0 to)){N}{_NOT_DATE}{_U} ?,? ?(?:to|->|up to|towards?|all the way to|until"
    rf"|till|into) ?(?:at least |over |about |around )?(?={N}{_NOT_DATE})"
)
_ARROW = re.compile(rf"(?<![\w.]){N}{_NOT_DATE}{_U} ?-+> ?(?={N}{_NOT_DATE})")
_GROW = re.compile(
    r"\b(?:grow|growing|go|going|increase|bring|take|raise|move|jump"
    rf"|climb)\b[a-z ]*? {N}{_NOT_DATE}{_U} to (?={N}{_NOT_DATE})"
)
_STANDING = re.compile(
    r"\b(?:i (?:already |currently |now )?have(?: (?:already|currently|about|around|only|just|written"
    r"|published|done|finished|reached|gained))*|ive got"
    r"|ive (?:written|published|done)?|i got|currently(?: i)?(?: have| at| on| stand(?:ing)? at)?"
    r"|(?:im|i am|am|were|we are)(?: (?:currently|now|already|sitting|standing|stuck))* (?:at|on)"
    r"|already (?:at|have|on|got|written|wrote|done|published)"
    r"|now (?:at|have)|(?<=\()now|start(?:ing|ed)? (?:from|at|with|point)|starting point|current(?: count)?(?: is)?"
    r"|(?:(?:up|coming) )?from|(?:is|its|it is) (?:currently |now )?at|(?<!to )(?<!will )have(?= \d+[.! )]*$)"
    r"|^have(?= \d+[^,.;\d]*[,.;])|standing at|sitting at|stuck at|i wrote)"
    rf":? (?:about |around |only |just |roughly )?{N}{_NOT_DATE}{_U}(?! left\b| to (?:go|write|finish"
    rf"|edit|do|read|revise)\b)(?: ?\(?\b{_NOW}\b)?"
)
_NOW_AT = re.compile(
    rf"(?<![\w.]){N}{_NOT_DATE}{_U} (?:right now|now|so far|already|currently|at the moment|at present"
    r"|done|written)\b(?=.*\d)"
)

_ASIDES = re.compile(
    r"\b(?:im |i am |at )?\d+ ?-?years?(?: |-)old\b|\b(?:im|i am) \d\d(?= and\b|,)|\b(?:it|that|this"
    rf"|which) (?:has )?took (?:me |us )?(?:over |about )?(?:{N}|an?) \w+(?: to \w+)?"
    rf"|\b(?:after|despite|with|having) {N} (?:failed |straight )?(?!(?:more |new )?(?:days?|weeks?"
    rf"|months?|years?)\b)[a-z]+(?: and {N} [a-z]+)*(?=[:,]| i )"
    r"|\b(?:round|attempt|take|try|goal|resolution|priority|number|no|nr|top|year|day|level) #?\d+(?: of "
    r"(?:trying|\d+))?(?= ?[:;,.)¦-]| goal| is| of| resolution| priority|$)"
    r"|\bin (?:my|the) \d+ ?s\b"
    r"|#\d+(?= ?[:;,.)])|\(?\b24/7\b|\b(?:with|have|got|and|my|for) \d+ (?:kids?|children|jobs?|cats?"
    r"|dogs?|sons?|daughters?|babies)\b"
)
_LABELLED = re.compile(
    r"\b(book|chapter|part|volume|vol|draft|episode|issue|season|act|scene|section|phase|version|edition"
    r"|novel|story|essay)"
    r" (?:#|no |number )?\d+\b(?= ?(?:$|[.,;:!?)¦(]|of\b|in\b|by\b|before\b|for\b|and (?!\d)|until\b|on\b"
    r"|done\b|with\b|is\b|finished\b))"
)


_ORDERED = (
    r"(?:\w+ )?(?:book|draft|novel|novella|edition|version|time|attempt|try|manuscript|story|collection"
    r"|poem|chapter|revision"
    r"|year|season|edit|round|career|language|job|kid|child|person|memoir|script|series|newsletter|volume"
    r"|part|act)"
)


@dataclass(frozen=True, slots=True)
class Amount:
    """A number with what it counts (None when nothing is named) and where it stands."""

    value: float
    unit: str | None
    begin: int
    end: int
    more: bool = False
    describes: str = ""  # the noun of "80k-word novel"


def without_asides(text: str) -> str:
    """Blot out numbers that count nothing of the goal: ages, "goal #2", "after 10 rejections:", "book 2"."""
    text = _ASIDES.sub(_blot, text)
    text = re.sub(r"\b5[ -]star\b", "five-star", text)
    text = re.sub(r"(\d) (word|page)s? ?count\b", r"\1 \2s", text)
    text = re.sub(r"(?<![\w.])(\d+) \d+(?:\.\d+)?[ -](?:word|page|minute|line|chapter)s?(?= [a-z]+s\b)", r"\1", text)
    return _LABELLED.sub(lambda m: m[1] + " " * (len(m[0]) - len(m[1])), text)


def standing(text: str) -> tuple[float | None, str | None, str]:
    """Return where the writer stands now, in which unit, and the text without it."""
    found: list[tuple[float, str | None]] = []
    for pattern in (_FROM_TO, _ARROW, _GROW, _STANDING, _NOW_AT):
        match = pattern.search(text)
        if match is None or not re.search(r"\d", text[: match.start()] + text[match.end() :]):
            continue
        unit, _ = _unit_of(match[2])
        if unit in TIMES:
            continue
        found.append((float(match[1]), unit))
        text = text[: match.start()] + GONE + " " * (len(match[0]) - 1) + text[match.end() :]
        break
    return (*found[0], text) if found else (None, None, text)


def amounts(text: str) -> tuple[list[Amount], str]:
    """Return every number with its unit, and the text without them."""
    found: list[Amount] = []
    for match in re.finditer(r"\d[\d.,]*\d|\d", text):
        if found and match.start() < found[-1].end:
            continue
        before, after = text[: match.start()], text[match.end() :]
        if re.match(rf"(?:st|nd|rd|th) (?:{_ORDERED})\b", after):
            continue
        if (
            not re.fullmatch(r"\d+(?:\.\d+)?", match[0])
            or re.search(r"[\w#^*]$|\.$|(?<!\d)[/-]$", before)
            or re.match(r"\?\w|[\w%^*:]| ?%| percent|\?  ?(?=[a-z])(?=h)", after)
        ):
            raise Unclear(Ask.UNCLEAR_NUMBER, _around(text, match))
        found.append(_amount(match, before, after))
    for index, (one, other) in enumerate(pairwise(found)):
        if one.unit is None and re.fullmatch(r" ?(?:to|or|and|maybe|or maybe|-|/)? ?", text[one.end : other.begin]):
            found[index] = replace(one, unit=other.unit)
    for amount in found:
        text = text[: amount.begin] + GONE + " " * (amount.end - amount.begin - 1) + text[amount.end :]
    return [_with_unit_before(amount, text) if amount.unit is None else amount for amount in found], text


def only_goals(found: list[Amount], text: str) -> list[Amount]:
    """Leave out numbers that describe another: "3 chapters of 2000 words", "2 posts with 500 words each"."""
    kept: list[Amount] = []
    for amount in found:
        between = text[kept[-1].end : amount.begin] if kept else ""
        each = re.match(r" ?(?:each|apiece|a piece|per (?:piece|post|chapter|article|story))\b", text[amount.end :])
        inner = re.fullmatch(
            r"[ ¦,(]*(?:of|with|at|around|about|having)?(?: (?:at least|about|around|roughly|up to))? *\(?",
            between,
        )
        said_of = re.search(r"\b(?:of|with|at|around|about|having)\b", between) or each or between.endswith("(")
        lengthy = amount.unit in ("words", "pages", "minutes", "lines", "characters", "chapters", "hours")
        if kept and inner and said_of and lengthy and kept[-1].unit not in (amount.unit, *TIMES):
            continue
        kept.append(amount)
    return kept


def is_about(text: str, amount: Amount) -> bool:
    """Say whether a number tells of a work ("a book about 3 sisters") rather than counting the goal."""
    told = re.search(rf"\b{_WORK}[a-z ]* (?:about|with|featuring|containing) $", text[: amount.begin])
    return told is not None and amount.unit not in LENGTHS


def implied(text: str, *, rate: bool) -> str | None:
    """Return what one of is meant by "a poem", "my novel", "finish first draft"; None if nothing is."""
    if re.search(
        r"\b(?:grow|increase|boost|improve|expand|double|triple|promote|market|build|gain|more|better"
        r"|less|some|many|few|lots?|tons?|several|half|third|most|rest)\b",
        text,
    ):
        return None
    if _TWO_WORKS.search(text):
        raise Unclear(Ask.SEVERAL_NUMBERS)
    for match in re.finditer(r"\b[a-z][\w-]*\b", text):
        if match[0] not in WORKS and not (match[0] in ("hour", "minute", "word") and rate):
            continue
        if match[0] in PLURALS and match[0] not in WORKS:
            continue
        following = re.match(r" ([a-z][\w-]*)", text[match.end() :])
        if following and match[0] in VERBS and following[1] in ("a", "an", "my", "the", "one", "this", "our", "every"):
            continue
        if following and following[1] not in STOPS and following[1] not in FILLERS and following[1] != "it":
            if following[1] not in WORKS:
                return None
            continue
        lead = re.search(r"(?:^|[¦.,;:!?(]|\b)((?:[a-z][\w-]*|¦)? ?(?:[a-z][\w-]* |¦ *)*)$", text[: match.start()])
        return _implied_phrase(lead[1] if lead else "", match[0], rate=rate)
    return None


def _implied_phrase(lead: str, noun: str, *, rate: bool) -> str | None:
    words = lead.replace(GONE, " ").split()
    adjectives: list[str] = []
    determiner = verb = ""
    for word in reversed(words):
        if word in ("a", "an", "my", "the", "our", "this", "that", "another", "one", "single"):
            determiner = determiner or word
        elif determiner or (word in STOPS and word not in FILLERS):
            verb = word
            break
        elif word not in FILLERS:
            if word in VERBS:
                verb = word
                break
            adjectives.insert(0, word)
    if noun in ("hour", "minute"):
        return plural(noun)
    if verb in PREPOSITIONS:
        return None
    if noun == "blog" and rate and not determiner and not adjectives:
        noun = "post"  # "blog weekly"
    # With a rate, "my novel every day" is work on one novel; a post or an issue of a newsletter is one each time.
    if rate and determiner not in ("a", "an", "another", "one", "single") and (determiner or words):
        issued = verb in ("publish", "post", "send", "release") and noun in ("issue", "column")
        if not issued and noun not in ("post", "newsletter"):
            return None
    if len(adjectives) > 3:
        return None
    return " ".join([*adjectives, plural(noun)])


_WORK = rf"(?:an?|one|my|the) (?:[a-z-]+ ){{0,3}}?(?:{'|'.join(WORKS)})\b"
_TWO_WORKS = re.compile(rf"\b{_WORK}.*\b(?:and|plus|then|or) (?:[a-z]+ ){{0,2}}?{_WORK}")
PREPOSITIONS = set("on for about with from of in into at through via around per towards".split())
VERBS = set(
    "write finish complete publish draft edit revise launch submit send release start outline read post finally "
    "have get done finishing writing completing publishing drafting editing revising sell query create produce "
    "deliver share upload record film design translate polish wrap rewrite proofread print make do put out up "
    "pitch comment review blog perform play script text report love like hope plan wish promise please must need "
    "want going gonna wanna try trying actually really".split()
)


def _amount(match: re.Match[str], before: str, after: str) -> Amount:
    value = float(match[0])
    begin, end = match.start(), match.end()
    if by := re.search(r"\bby (?:at least |about |over |around )?$", before):
        begin = by.start()
    sign = re.search(r"[$€£] ?$", before)
    if sign:
        return Amount(value, CURRENCIES[sign[0][0]], sign.start(), end)
    if after[:1] in CURRENCIES or after[:2].strip() in CURRENCIES:
        return Amount(value, CURRENCIES[after.strip()[0]], begin, end + 1 + (after[0] == " "))
    measured = re.match(rf"[ -]({'|'.join(MEASURES)})(?:-|(?= )) ?((?:[a-z]+ )?[a-z]+)", after)
    if measured and _is_work(measured[2].split()[0]):
        return Amount(value, plural(measured[1]), begin, end + 1 + len(measured[1]), describes=measured[2])
    unit, length = _unit_of(after)
    if unit is None and (apart := re.match(rf" *{GONE} *(?=[a-z])", after)):
        unit, length = _unit_apart(after, apart.end())
    more = bool(re.match(r"(?: [a-z]+)? (?:more|additional|extra|further)\b", after))
    more = more or bool(re.search(r"\b(?:another|additional|extra) $", before))
    return Amount(value, unit, begin, end + (length if unit else 0), more)


def _is_work(noun: str) -> bool:
    """Say whether "500 word …" measures a work; "500 page views" counts views."""
    return (
        noun in WORKS
        or noun in WORKS.values()
        or not (noun in STOPS or noun in VERBS or noun in COUNTED or noun in PLURALS)
    )


def _unit_of(after: str) -> tuple[str | None, int]:
    """Return the unit that follows a number, and how far it reaches."""
    words: list[str] = []
    end = 0
    for token in re.finditer(r"( ?of(?: my| the)?(?= [a-z]))? *-?([a-z][\w-]*)|(.)", after):
        word = token[2]
        if word is None or (token[1] and words) or token.start() != (end if words or end else token.start()):
            break
        if word in FILLERS and not words:
            end = token.end()
            continue
        if word in STOPS and not (word in SINGULARS and not words):
            break
        words.append(word)
        end = token.end()
        following = re.match(r" ([a-z][\w-]*)", after[end:])
        goes_on = following is not None and following[1] not in STOPS and following[1] in {*SINGULARS, *PLURALS}
        if (word in PLURALS and word != "people") or (word in SINGULARS and not goes_on):
            break
        if len(words) == 4:
            break
    if not words or (len(words[-1]) == 1 and words[-1] not in SINGULARS):
        return None, 0
    known = words[-1] in SINGULARS or words[-1] in PLURALS
    if not known and not words[-1].endswith("s") and len(words) > 1:
        words = words[:1]
    if not words[-1].isascii():
        raise Unclear(Ask.NOT_ENGLISH, " ".join(words))
    return " ".join([*words[:-1], plural(words[-1])]), end


def _unit_apart(after: str, begin: int) -> tuple[str | None, int]:
    """Return the unit of "500 daily words"; "500 daily readers" may be an audience of 500, and has none."""
    unit, length = _unit_of(" " + after[begin:])
    noun = unit.split()[-1] if unit else ""
    if noun in LENGTHS or noun in {plural(work) for work in WORKS}:
        return unit, begin + length - 1
    return None, 0


def _with_unit_before(amount: Amount, text: str) -> Amount:
    """Give "followers: 250" and "get my followers to 500" the unit named before the number."""
    named = re.search(
        r"\b([a-z]+(?: [a-z]+)?)(?: ?count)?(?:[ ¦:=,-]|\b(?:to|of|at|is|by|total|goal|target|count|up"
        r"|from|reach|over|about|are|should|be)\b)*$",
        text[: amount.begin],
    )
    if named:
        for noun in reversed(named[1].split()):
            if noun in COUNTED or noun in PLURALS:
                return Amount(amount.value, plural(noun), amount.begin, amount.end, amount.more)
    return amount


def _around(text: str, match: re.Match[str]) -> str:
    return text[max(0, match.start() - 10) : match.end() + 10].replace(GONE, "").strip()


def _blot(match: re.Match[str]) -> str:
    return GONE + " " * (len(match[0]) - 1)
