"""Every phrase of the reader reads its own example, and nothing longer claims those words."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

import pytest

from rules.english.day_phrases import NAMES, PARTS, day_names
from rules.english.lines import Line, Phrase, Said, compiled, find
from rules.english.numbers import NUMBERS, in_digits
from rules.english.tokens import read_line
from rules.goals.reading.heard import PHRASES
from rules.goals.reading.rates import RATES

TODAY = date(2026, 11, 21)
DAYS = (*RATES, *NAMES)

# What was read before each storey, from the lowest.
STOREYS: Sequence[tuple[Sequence[Phrase], Callable[[str], Line]]] = (
    (NUMBERS, read_line),
    (DAYS, lambda typed: in_digits(read_line(typed))),
    (PARTS, lambda typed: named(in_digits(read_line(typed)))),
    (PHRASES, lambda typed: day_names(in_digits(read_line(typed)), TODAY, RATES)),
)


def named(line: Line) -> Line:
    return line.with_read(find(line, DAYS, TODAY))


@pytest.mark.parametrize(
    ("phrase", "storey", "lower"),
    [(phrase, storey, lower) for storey, lower in STOREYS for phrase in storey],
    ids=lambda value: value.example if isinstance(value, Phrase) else "",
)
def test_a_phrase_reads_its_example(phrase: Phrase, storey: Sequence[Phrase], lower: Callable[[str], Line]) -> None:
    typed = phrase.example.replace("[", "").replace("]", "")
    own_words = phrase.example.partition("[")[2].partition("]")[0] or typed
    line = lower(typed)
    match = next(
        (
            said
            for each in compiled(phrase.pattern).finditer(line.text)
            if (said := Said(line, each, TODAY)).quote == own_words
        ),
        None,
    )
    assert match is not None, f"{phrase.pattern} does not match {own_words!r} in {line.text!r}"
    read = phrase.read(match)
    assert read is not None
    winners = [each for each in find(line, storey, TODAY) if line.quote(each.first, each.last) == own_words]
    assert [(each.text, each.meaning) for each in winners] == [(read.text, read.meaning)]
