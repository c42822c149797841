"""Numbers in words, read into digits: "two dozen", "half a million", "twenty-five", "one and a half"."""

# ruff: noqa: SIM905 - word lists read better as text

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date

from rules.english.lines import PIECES, Line, Phrase, Read, Said, any_of, find
from rules.english.tokens import digits, read_line
from rules.english.words import MONTHS

UNITS = {
    word: value
    for value, word in enumerate(
        "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
        "seventeen eighteen nineteen".split()
    )
}
TENS = {word: 10 * n for n, word in enumerate("twenty thirty forty fifty sixty seventy eighty ninety".split(), 2)}
SCALES = {
    "hundred": 100,
    "thousand": 1000,
    "million": 10**6,
    "billion": 10**9,
    "trillion": 10**12,
    "lakh": 10**5,
    "crore": 10**7,
}
ORDINALS = {
    word: n
    for n, word in enumerate(
        "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth "
        "fifteenth sixteenth seventeenth eighteenth nineteenth twentieth".split(),
        start=1,
    )
} | {"thirtieth": 30}

PIECES.update(
    numeral=any_of((*UNITS, *TENS, *SCALES)),
    small=any_of((*UNITS, *TENS)),
    tens=any_of(("twenty", "thirty")),
    scale=any_of(SCALES),
    hundreds=any_of(f"{word}{s}" for word in (*SCALES, "dozen") for s in ("", "s")),
    ordinal=any_of(ORDINALS),
    month_name=any_of(MONTHS),
)


_ANY_DAY = date.min  # a number is the same on every day


def in_digits(line: Line) -> Line:
    """Return the line with its numbers in digits."""
    return line.with_read(find(line, NUMBERS, _ANY_DAY))


def first_number(typed: str) -> float | None:
    """Return the first number typed, in words or figures; None where there is none."""
    numbers = (token.text for token in in_digits(read_line(typed)).tokens)
    return next((float(text) for text in numbers if re.fullmatch(r"\d+(?:\.\d+)?", text)), None)


def _read(value: float) -> Read:
    return Read(digits(value))


def _spelt(said: Said) -> Read | None:
    """Add up "two hundred and five"; None for "five ten", which is two numbers."""
    total = current = 0.0
    kinds = ""
    for word in re.findall(r"[\d.]+|[a-z]+", str(said)):
        if word in ("a", "and"):
            continue
        if word in SCALES and word != "hundred":
            kinds += "s"
            total, current = total + max(current, 1) * SCALES[word], 0
        elif word == "hundred":
            kinds += "h"
            current = max(current, 1) * 100
        else:
            kinds += "t" if word in TENS else "u"
            current += TENS.get(word, 0) or (UNITS[word] if word in UNITS else float(word))
    return _read(total + current) if _ONE_NUMBER.fullmatch(kinds) else None


_GROUP = r"(?:(?:tu|t|u)?h(?:tu|t|u)?|tu|t|u)"
_ONE_NUMBER = re.compile(rf"(?:{_GROUP}?s){{0,3}}{_GROUP}?")


def _count_of(said: Said) -> float:
    """Return what stands before "dozen" or "thousand": "five", "twenty", "2.5" or "a"."""
    count, in_words = said["count"], {"a": 1, "an": 1, **UNITS, **TENS}
    return in_words[count] if count in in_words else float(count)


def _thousands(said: Said) -> Read:
    return _read(1000 * _count_of(said))


def _scaled(said: Said) -> Read:
    return _read(_count_of(said) * SCALES[said["times"].removesuffix("s")])


def _one(said: Said) -> Read | None:
    return None if said.before.endswith((" no ", "any ", "each ")) else _read(1)


def _half_more(said: Said) -> Read:
    return _read((_count_of(said) + 0.5) * SCALES.get(said["times"], 1))


def _someday(said: Said) -> Read | None:
    counted = re.search(r"\b(?:in|within|for|only|just|per|every|over|least) $", said.before)
    return None if counted else Read("someday")


def _nth(said: Said) -> Read:
    return Read(f"{ORDINALS[said['ordinal']] + TENS.get(said['tens'], 0)}th")


def _nth_if_dated(said: Said) -> Read | None:
    """Read "third" as a day after a month, and at the end of "by the third"."""
    after_month = re.search(rf"\b{PIECES['month_name']}(?:the )?$", said.before)
    alone = re.search(r"\b(?:by|on|until|before|till) the $", said.before) and not said.after[:1].isalpha()
    return _nth(said) if after_month or alone else None


def _as(text: str) -> Callable[[Said], Read]:
    return lambda _: Read(text)


def _months(said: Said) -> Read | None:
    """Mend "in 3 moths"."""
    return Read("months") if re.search(r"\b(?:in|within|for|over|next) (?:the )?(?:next )?\S+ $", said.before) else None


_PARTS = re.compile(r"\b(?:chapters|scenes|parts|episodes|lessons|sections|pages|books|acts) $")


def _count_of_parts(said: Said) -> Read | None:
    """Read "chapters 1-3" as 3 of them."""
    count = int(said["last"]) - int(said["first"]) + 1
    return Read(str(count)) if _PARTS.search(said.before) and count > 1 else None


def _number_of_parts(said: Said) -> Read | None:
    """Read "chapters 10, 11 and 12" as 3 of them."""
    return Read(str(len(re.findall(r"\d+", str(said))))) if _PARTS.search(said.before) else None


def _dozens(said: Said) -> Read:
    return _read(12 * _count_of(said))


NUMBERS = (
    Phrase("a? ({number}|{small})? {scale} (and? {numeral})*", _spelt, "two hundred and fifty"),
    Phrase("count=({number}|{small}) times=(hundreds|thousands|millions) of?", _scaled, "five thousands"),
    Phrase("count=({small}) (k|grand)", _thousands, "ten k"),
    Phrase("{numeral} (and? {numeral})*", _spelt, "twenty five"),
    Phrase("{small}", _spelt, "ten"),
    Phrase("one (?!(of|another|who|that|thing|way))", _one, "[one] poem"),
    Phrase("count=({number}|{small}) and a? half times={scale}?", _half_more, "one and a half thousand"),
    Phrase(
        "count=({number}|{small}|a|an) (?=(hour|hours|day|days|week|weeks|month|months|year|years) and a? half)",
        _half_more,
        "[a] year and a half",
    ),
    Phrase("half a? {scale}", lambda said: _read(0.5 * SCALES[str(said).split()[-1]]), "half a million"),
    Phrase("a? quarter of? a? million", _as("250000"), "a quarter of a million"),
    Phrase("(half a|a|the)? dozen", lambda said: _read(6 if "half" in str(said) else 12), "half a dozen"),
    Phrase("count=({number}|{small}) (dozen|dozens)", _dozens, "two dozen"),
    Phrase("half (a|an) (?!(dozen|million|thousand|hundred|billion))", _as("0.5"), "[half an] hour"),
    Phrase("half (?=(year|hour))", _as("0.5"), "the next [half] year"),
    Phrase("1/2 of? (a|an)? (?={word})", _as("0.5"), "[1/2 a] page"),
    Phrase("({number}|{small}) (star|stars) (?={word})", _as("star"), "10 [5-star] reviews"),
    Phrase("count={whole} x (?={whole} {word})", lambda said: Read(said["count"]), "[4 x] 25 minute sprints"),
    Phrase("a? couple of? (?={word})", _as("2"), "[a couple of] posts"),
    Phrase("a? (few|several|many|some|couple) {hundreds}", _as("several"), "a few hundred"),
    Phrase("(someday|some day|one day|one of these days) (?!(a|per|each|every|at))", _someday, "one day"),
    Phrase("ordinal={ordinal} (?=of? ({month_name}|the month|this month|next month))", _nth, "[third] of may"),
    Phrase("(mouth|mouths|moth|moths)", _months, "in 3 [moths]"),
    Phrase("first={whole} (-|to|through|thru) last={whole}", _count_of_parts, "write chapters [1-3]"),
    Phrase("{whole} (, {whole})* ,? (and|&) {whole}", _number_of_parts, "write chapters [10, 11 and 12]"),
    Phrase("tens={tens} ordinal={ordinal}", _nth, "twenty first"),
    Phrase("ordinal={ordinal}", _nth_if_dated, "by the [third]"),
)
