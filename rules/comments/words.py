"""The words of a comment: splitting it, counting it, and leaving out what is not the reader's own."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain, filterfalse, islice
from typing import NamedTuple

from rules.kit.letters import MARKS, folded

NAMED_WORDS = 3
"""Up to so many words in quotation marks are a name or a term, still the reader's own."""

_HAN = "\u3005\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003134f"
_KANA = "\u3041-\u30ff\u31f0-\u31ff\uff66-\uff9f"
_SYLLABIC = "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff"  # Thai, Lao, Burmese, Khmer
_SPACELESS = _HAN + _KANA + _SYLLABIC
# What is no part of a word, rather than what is: the vowel signs of Indic scripts are no letters to Python.
_LETTER = (
    r"[^\s\x00-/:-@\[-`{-\u00bf\u02b0-\u036f\u055a-\u055f\u0589\u060c\u061b\u061f\u066a-\u066d\u06d4\u0964\u0965"
    r"\u115f\u1160\u3164\uffa0"  # letters that show as nothing
    rf"\u2000-\u2bff\u3000-\u303f\ud800-\uf8ff\ufe00-\ufe6f\uff00-\uff20\uff3b-\uff40\uff5b-\uff65\U0001f000-\U0001faff{_SPACELESS}]"
)
_WORD = re.compile(rf"{_LETTER}+")
_COUNTED = re.compile(rf"{_LETTER}+(?:['’]{_LETTER}+)*")
_COUNTED_ASCII = re.compile("[0-9A-Za-z]+(?:'[0-9A-Za-z]+)*")  # finds the same in a third of the time
HAN, KANA = re.compile(f"[{_HAN}]"), re.compile(f"[{_KANA}]")
_SYLLABIC_LETTER = re.compile(f"[{_SYLLABIC}]")
_SPACELESS_LETTER = re.compile(f"[{_SPACELESS}]")
_HANGUL = re.compile("[\uac00-\ud7a3]")
_BETWEEN = re.compile(r"[\W_]+")
_SENTENCE_END = re.compile(r"[.!?…。！？؟।](?:(?<=[。！？؟।])|\s)")
_DOMAIN = r"(?:com|net|org|io|co|me|ly|app|dev|blog|page|link)\b"
_LINK = re.compile(rf"(?:https?://|www\.)\S+|\b[\w-]{{1,63}}\.{_DOMAIN}(?:/\S*)?", re.IGNORECASE)
# The signs that such links have, looked for in a tenth of the time.
_MAY_BE_LINK = re.compile(rf"[.:](?:{_DOMAIN}|//|(?<=www\.))", re.IGNORECASE)
# A mark comes first in each, so that a search steps over all else.
_QUOTED = re.compile(
    "[“„\"«»「『‘'](?:"
    '(?<=“)([^“”]{1,1500})”|(?<=„)([^„“”]{1,1500})[“”]|(?<=")([^"\n]{1,1500})"'
    "|(?<=«)([^«»]{1,1500})»|(?<=»)([^«»]{1,1500})«|(?<=「)([^「」]{1,1500})」|(?<=『)([^『』]{1,1500})』"
    "|(?<=‘)(?<!\\w‘)([^‘\n]{1,1500}?)’(?!\\w)|(?<=')(?<!\\w')([^'\n]{12,1500}?)'(?!\\w))"
)
_QUOTED_WITH_LINES = re.compile(f"^[ \t]*>[ \t]*(.+)$|{_QUOTED.pattern}", re.MULTILINE)

# Characters a word, where words have no spaces between them. Chinese and Japanese: the reading speeds of the same texts
# in characters and in words (Trauzettel-Klosinski and Dietz, IOVS 2012, 53:5452, table of 17 languages: 255 and 158,
# 357 and 193 a minute). For Thai and its neighbours, and for Korean, whose spaces stand between phrases, we
# know no such figure; these lean towards the reader.
_CHINESE, _JAPANESE, _THAI, _KOREAN = 1.6, 1.85, 4.0, 2.5


def word_count(text: str) -> int:
    """Count the words of a text; what has no letter is none. Languages without spaces: characters over a ratio."""
    counted = _COUNTED_ASCII if text.isascii() else _COUNTED
    words = list(filterfalse(str.isdigit, counted.findall(text)))
    if text.isascii():
        return len(words)
    hangul = [word for word in words if _HANGUL.search(word)]
    korean = max(len(hangul), sum(map(len, hangul)) / _KOREAN)
    kana = len(KANA.findall(text))
    east_asian = (len(HAN.findall(text)) + kana) / (_JAPANESE if kana else _CHINESE)
    return round(len(words) - len(hangul) + korean + east_asian + len(_SYLLABIC_LETTER.findall(text)) / _THAI)


LONGEST_WORD, LETTERS_A_WORD = 24, 6


def length_in_words(text: str) -> int:
    """Return how long a text is to read: its words, and what is longer than nearly any by its letters."""
    longer = [len(run) for run in _COUNTED.findall(text) if len(run) > LONGEST_WORD]
    return word_count(text) + sum(length // LETTERS_A_WORD - 1 for length in longer)


@lru_cache(maxsize=256)
def tokens(text: str) -> Sequence[str]:
    """Return the words of a folded text; each character of a language without spaces is one."""
    plain, split = _to_be_split(text)
    return tuple(split(plain))


def line_tokens(text: str) -> list[Sequence[str]]:
    """Return the words of each line of a folded text."""
    plain, split = _to_be_split(text)
    return [tuple(split(line)) for line in plain.split("\n")]


def _to_be_split(text: str) -> tuple[str, Callable[[str], list[str]]]:
    """Return a folded text, and what splits it or any line of it into words."""
    for mark in MARKS if not text.isascii() else ():
        text = text.replace(mark, " ")
    if text.isascii():
        return text.translate(_ASCII_BREAKS), str.split
    return text, (_WORD_OR_SIGN if is_spaceless(text) else _WORD).findall


def is_spaceless(text: str) -> bool:
    """Whether a text has letters of a language that writes its words without spaces."""
    return not text.isascii() and _SPACELESS_LETTER.search(text) is not None


def spaceless_letters(text: str) -> int:
    """Count the letters of such languages."""
    return 0 if text.isascii() else len(_SPACELESS_LETTER.findall(text))


# The same words as the expression finds, in a tenth of its time.
_ASCII_BREAKS = {code: " " for code in range(128) if not chr(code).isalnum() and chr(code) != "\n"}
_WORD_OR_SIGN = re.compile(rf"{_LETTER}+|[{_SPACELESS}]")


def sentences(text: str) -> list[str]:
    """Return the sentences of a text, its lines apart."""
    lines = _SENTENCE_END.sub("\\g<0>\n", text).split("\n")
    return [sentence for line in lines if (sentence := line.strip())]


def stretches(text: str, least: int) -> Iterable[Sequence[str]]:
    """Yield the words of each sentence with those after it until they are enough; `text` has one sentence a line."""
    said = list(filter(None, line_tokens(text)))
    left = sum(map(len, said))
    for start, first in enumerate(said):
        if left < least:
            return
        left -= len(first)
        found: list[str] = []
        for sentence in islice(said, start, start + least):
            found.extend(sentence)
            if len(found) >= least:
                break
        yield found


def without_links(text: str) -> str:
    """Return the text without web addresses."""
    return _LINK.sub(" ", text) if _MAY_BE_LINK.search(text) else text


def without_punctuation(text: str) -> str:
    """Return the text with one space for everything between letters."""
    return _BETWEEN.sub(" ", text).strip()


def _quoted(text: str) -> re.Pattern[str]:
    """Return what finds a quotation in a text, marked as one of any kind or a line behind ">"."""
    return _QUOTED_WITH_LINES if ">" in text else _QUOTED


def quoted_spans(text: str) -> list[str]:
    """Return what is quoted in a text, longest first."""
    spans = ["".join(found) for found in _quoted(text).findall(text)]
    return sorted(spans, key=len, reverse=True)


@dataclass(frozen=True, slots=True)
class OwnWords:
    """A comment as its reader's own words, and what share of it was somebody else's."""

    text: str
    """Folded, one sentence a line."""
    count: int
    copied: float
    """Share of the words outside quotation marks that stand in the piece in the same order, 0 to 1."""
    copied_phrases: tuple[str, ...]
    """The longest of these runs of words, as it was typed, in the parts that stand in the piece as they are."""
    repeated: float
    """Share of the words in sentences said before, 0 to 1."""


def without_quotations(text: str, longest_name: int = NAMED_WORDS) -> str:
    """Return the text without what stands in quotation marks; a name or a term of so many words in them stays."""
    return _quoted(text).sub(lambda found: f" {found[0]} " if word_count(found[0]) <= longest_name else " ", text)


def own_words(comment: str, sources: Sequence[Sequence[str]]) -> OwnWords:
    """Leave out quotations, links, sentences said twice, and runs of words copied from the sources, given as tokens."""
    typed = sentences(without_quotations(without_links(comment)))
    said = folded("\n".join(typed))
    words_said = line_tokens(said)
    grams_said = [list(rows_of(words)) for words in words_said]
    copied_grams = _shared_grams(set(chain.from_iterable(grams_said)), sources)
    kept: list[str] = []
    phrases: list[_Copied] = []
    seen: set[Sequence[str]] = set()
    total = copied = repeated = 0
    # Not strict: of a text full of signs that fold into phrases the end is cut off.
    for as_typed, sentence, words, grams in zip(typed, said.split("\n"), words_said, grams_said, strict=False):
        total += len(words)
        if words in seen and len(words) > 1:
            repeated += len(words)
            continue
        seen.add(words)
        runs = [] if copied_grams.isdisjoint(grams) else _copied_runs(words, grams, copied_grams)
        copied += sum(map(len, runs))
        phrases.extend(_Copied(as_typed, words, run) for run in runs)
        kept.append(_without(words, runs) if runs else sentence)
    text, longest = "\n".join(kept), max(phrases, key=lambda phrase: len(phrase.run), default=None)
    shown = tuple(_as_typed(*part) for part in _as_in(sources, longest)) if longest else ()
    return OwnWords(text, word_count(text), copied / max(total, 1), shown, repeated / max(total, 1))


class _Copied(NamedTuple):
    """Words of a sentence that stand in a source too."""

    sentence: str
    words: Sequence[str]
    run: range


# Three words in a row are compared. From how many on they are copied rather than alike; then how many characters are
# compared in a language without spaces, and from how many on they are copied.
_COPIED_RUN = 6
_GRAM, _GRAM_OF_SIGNS, _COPIED_RUN_OF_SIGNS = 3, 6, 14

Gram = tuple[str, ...]
"""What is compared, side by side."""


def _in_signs(words: Sequence[str]) -> bool:
    return bool(words) and is_spaceless(words[len(words) // 2][:1])


def rows_of(words: Sequence[str]) -> Iterable[Gram]:
    """Return what is compared of words that follow each other: three in a row, or six signs."""
    if _in_signs(words):
        return zip(*(words[start:] for start in range(_GRAM_OF_SIGNS)), strict=False)
    return zip(words, words[1:], words[2:], strict=False)


def _shared_grams(mine: set[Gram], sources: Sequence[Sequence[str]]) -> set[Gram]:
    return set().union(*(mine.intersection(rows_of(source)) for source in sources))


def _copied_runs(words: Sequence[str], grams: Sequence[Gram], copied_grams: set[Gram]) -> Sequence[range]:
    """Return where copied runs of words stand; a run may have single words changed."""
    shortest = _COPIED_RUN_OF_SIGNS if _in_signs(words) else _COPIED_RUN
    covered = bytearray(len(words))
    for start, gram in enumerate(grams):
        if gram in copied_grams:
            covered[start : start + len(gram)] = b"\1" * len(gram)
    runs = re.finditer(rb"\x01+(?:\x00{1,2}\x01+)*", bytes(covered))
    return [range(*run.span()) for run in runs if len(run[0]) >= shortest]


def _without(words: Sequence[str], runs: Sequence[range]) -> str:
    copied = set(chain.from_iterable(runs))
    return " ".join([word for place, word in enumerate(words) if place not in copied])


def _as_in(sources: Sequence[Sequence[str]], copied: _Copied) -> Iterator[_Copied]:
    """Yield the parts of a run that stand in a source in one row; between them there is a word of the reader's own."""
    rows = [f" {' '.join(source)} " for source in sources]
    least = _GRAM_OF_SIGNS if _in_signs(copied.words) else _GRAM
    start = end = copied.run.start
    while start < copied.run.stop:
        while end < copied.run.stop and any(f" {' '.join(copied.words[start : end + 1])} " in row for row in rows):
            end += 1
        if end - start >= least:
            yield copied._replace(run=range(start, end))
        start = end = max(end, start + 1)


def _as_typed(sentence: str, words: Sequence[str], run: range) -> str:
    """Return some of a sentence's words as they were typed; folded where a disguise made others of them."""
    places = [found.span() for found in _WORD_OR_SIGN.finditer(sentence)]
    if len(places) != len(words):
        return " ".join(words[run.start : run.stop])
    return sentence[places[run[0]][0] : places[run[-1]][1]]
