"""Numbers as people type them, turned into plain digits."""

# ruff: noqa: SIM905 - word lists read better as text

from __future__ import annotations

import re

from rules.goals.reading.words import PLURALS, SINGULARS, WORKS

UNITS = {
    word: value
    for value, word in enumerate(
        "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen "
        "sixteen "
        "seventeen eighteen nineteen".split()
    )
}
TENS = {word: 10 * n for n, word in enumerate("twenty thirty forty fifty sixty seventy eighty ninety".split(), 2)}
SCALES = {"hundred": 100, "thousand": 1000, "million": 10**6, "billion": 10**9, "trillion": 10**12}
SUFFIXES = {
    "k": 1000,
    "grand": 1000,
    "mil": 10**6,
    "mln": 10**6,
    "mio": 10**6,
    "mm": 10**6,
    "bn": 10**9,
    **SCALES,
}
ORDINALS = {
    word: n
    for n, word in enumerate(
        "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth "
        "fourteenth "
        "fifteenth sixteenth seventeenth eighteenth nineteenth twentieth".split(),
        start=1,
    )
} | {"thirtieth": 30}

_WORD = "|".join((*UNITS, *TENS, *SCALES))
_SPELT = re.compile(
    rf"\b(?:(?:an?|half a) (?=hundred|thousand|million|billion|trillion))?(?:{_WORD})(?:(?:[ -]| and |, )"
    rf"(?:{_WORD})\b)*\b"
)
_NAMES = {value: word for word, value in UNITS.items()}
_DIGIT_BEFORE_WORDS = re.compile(
    r"(?<![\d.,:/-])\b([1-9]|1\d) "
    rf"(?=(?:hundred|thousand|million)(?:[ -]| and )(?:{_WORD})\b)"
)
_SUFFIX = "|".join(SUFFIXES)
_NOT_IN_DATE = r"(?<![\d./-])(?<!\d,)"
_WORKS = "|".join(WORKS.values())
_MONTH = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*"
_ORDINAL = "|".join(ORDINALS)


def in_digits(text: str) -> str:
    """Return the text with "two dozen", "1.5k", "1 500" and "twenty-five" as 24, 1500, 1500 and 25."""
    text = _ordinals(text)
    text = re.sub(r"\b(someday|some day|one day|one of these days)\b(?! (?:a|per|each|every|at))", _someday, text)
    text = re.sub(r"\b(?:an?|one) (hour|day|week|month|year|minute)s? and (?:a )?half\b", r"1.5 \1s", text)
    text = re.sub(rf"\b({'|'.join(UNITS)}|\d+) and a half\b", lambda m: f"{UNITS.get(m[1], m[1])}.5", text)
    text = re.sub(r"(?<![\d/.-])1/2 (?:of )?(?:an? )?(?=[a-z])", "0.5 ", text)
    text = re.sub(r"\bhalf an? (?!dozen|million|thousand|hundred|billion)", "0.5 ", text)
    text = re.sub(r"\b(?:a )?quarter (?:of )?a (million|year)\b", r"0.25 \1", text)
    text = re.sub(r"\b(?:a )?couple(?: of)?(?= )", "two", text)
    text = re.sub(r"\b(few|several|many|some|couple) (?:hundreds?|thousands?|millions?|dozens?)\b", r"\1", text)
    text = re.sub(r"\bhalf (?:a )?(million|thousand|hundred|dozen|billion)\b", r"0.5 \1", text)
    text = re.sub(r"\bone(?= (?:of|another|who|that|thing|way|more time)\b)|(?<=no )one\b", "someone", text)
    text = _DIGIT_BEFORE_WORDS.sub(lambda m: _NAMES[int(m[1])] + " ", text)
    text = _SPELT.sub(_spelt, text)
    text = _written(text)
    text = re.sub(r"\b(\d+(?:\.\d+)?) dozens?\b", lambda m: digits(float(m[1]) * 12), text)
    text = re.sub(r"\b(?:a )?dozen\b", "12", text)
    return re.sub(r"\b(\d+) and (?:a half|0\.5)\b", r"\1.5", text)


def digits(value: float) -> str:
    """Write a number without exponent or trailing zeros."""
    return f"{value:.6f}".rstrip("0").rstrip(".")


def _someday(match: re.Match[str]) -> str:
    before = match.string[: match.start()].rstrip()
    counted = re.search(r"\b(?:in|within|for|only|just|per|every|over|least)$", before)
    return match[0] if counted else "someday"


def _ordinals(text: str) -> str:
    text = re.sub(rf"\b(twenty|thirty)[ -]({_ORDINAL})\b", lambda m: f"{TENS[m[1]] + ORDINALS[m[2]]}th", text)
    spot = rf"(?= (?:of )?(?:{_MONTH}|the month|(?:this|next) month)\b)"
    text = re.sub(rf"\b({_ORDINAL}){spot}", lambda m: f"{ORDINALS[m[1]]}th", text)
    text = re.sub(rf"\b({_MONTH}) (?:the )?({_ORDINAL})\b", lambda m: f"{m[1]} {ORDINALS[m[2]]}th", text)
    return re.sub(
        rf"\b(by|on|until|before|till) the ({_ORDINAL})\b(?! \w)",
        lambda m: f"{m[1]} the {ORDINALS[m[2]]}th",
        text,
    )


def _spelt(match: re.Match[str]) -> str:
    words = [word for word in re.split(r"[ ,-]+", match[0]) if word not in ("a", "an", "and")]
    if not _is_one_number(words):
        return " ".join(str(UNITS.get(word, TENS.get(word, SCALES.get(word)))) for word in words)
    # Leave "hundred" after a digit ("5 hundred") to the suffixes.
    if match[0].startswith(words[0]) and words[0] in SCALES and re.search(r"\d\s?$", match.string[: match.start()]):
        return match[0]
    total = current = 0
    for word in words:
        if word in SCALES:
            if word == "hundred":
                current = max(current, 1) * 100
            else:
                total, current = total + max(current, 1) * SCALES[word], 0
        else:
            current += UNITS.get(word, TENS.get(word, 0))
    return str(total + current)


def _is_one_number(words: list[str]) -> bool:
    kinds = "".join("u" if w in UNITS else "t" if w in TENS else "h" if w == "hundred" else "s" for w in words)
    below_hundred = r"(?:tu|t|u)"
    group = rf"(?:{below_hundred}?h{below_hundred}?|{below_hundred})"
    return re.fullmatch(rf"(?:{group}?s){{0,3}}{group}?", kinds) is not None


def _written(text: str) -> str:
    text = re.sub(r"(?<=\d)k(?=([a-z]{3,})\b)", _k_apart, text)
    text = re.sub(r"(?<=\d)\+(?!\d)|(?<=\dk)\+(?!\w)|(?<![\w~])[~≈±](?=\s?\d)|(?<=\d) ?ish\b", "", text)
    text = re.sub(rf"{_NOT_IN_DATE}\d+(?:\.\d+)?e\+?\d{{1,4}}\b", _exponent, text)
    grouped = (
        r"\d{1,3}(?:,\d{2,3})*,\d{3}(?:\.\d+)?|[1-9]\d{0,2}(?:\.\d{3})+"
        # but "3 500 word stories" are 3
        r"|(?<!\d )\d{1,3}(?:[ _]\d{3})+(?:\.\d+)?"
        rf"(?![ -](?:word|page|minute|line)s?\b(?: (?:[a-z]+ )?(?:{_WORKS})\b|-))(?!-)"
    )
    end = r"(?![\d]|[./,-]\d)"
    text = re.sub(rf"{_NOT_IN_DATE}(?:{grouped}){end}", _grouped, text)
    text = re.sub(rf"{_NOT_IN_DATE}(\d+),(\d|\d[1-9]){end}", r"\1.\2", text)
    text = re.sub(rf"(?<![\d/-])(?<!\d,)(\d+(?:\.\d+)?)[ -]?({_SUFFIX})\b", _suffixed, text)
    text = re.sub(r"(?<![\d./-])(\d+(?:\.\d+)?)m(?= [a-z]+s\b)", lambda m: digits(float(m[1]) * 10**6), text)
    return re.sub(r"(\d)([a-z]+)\b", _apart, text)


def _k_apart(match: re.Match[str]) -> str:
    return "k " if match[1] in PLURALS or match[1] in SINGULARS else "k"


def _exponent(match: re.Match[str]) -> str:
    value = float(match[0])
    return digits(value) if value < 10**15 else "9" * 20


def _grouped(match: re.Match[str]) -> str:
    typed = match[0]
    following = match.string[match.end() :]
    # "1.500 hours" may be one and a half: leave a digit group that asks.
    if re.fullmatch(r"\d{1,3}\.\d{3}", typed) and re.match(r"-? ?(?:hours?|hrs?|h|years?|months?|k)\b", following):
        return f"{typed}?"
    if re.fullmatch(r"\d{1,3}(?:\.\d{3})+", typed):
        return typed.replace(".", "")
    return re.sub(r"[, _]", "", typed)


def _suffixed(match: re.Match[str]) -> str:
    return digits(float(match[1]) * SUFFIXES[match[2]])


def _apart(match: re.Match[str]) -> str:
    if match[2] in ("st", "nd", "rd", "th", "x", "m", "e") or not match[2].isascii():
        return match[0]
    return f"{match[1]} {match[2]}"
