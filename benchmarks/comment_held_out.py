"""The labelled comments judged by tables that were counted without them: what can be said of comments not seen yet.

`by_set` leaves out what the same writer wrote, `by_language` all that is written in a language.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TypeVar
from unittest.mock import patch

from benchmarks.comment_lines import Labelled, train, tune, tune_sets
from benchmarks.comment_train import counted, write_tables
from rules.comments import check, likeness, order

Judged = TypeVar("Judged")
Judge = Callable[[Labelled], Judged]


def by_set(judge: Judge[Judged]) -> Iterable[tuple[Labelled, Judged]]:
    """Judge each set that strangers wrote by what the others wrote."""
    for name in tune_sets():
        yield from of_set(name, judge)


def of_set(name: str, judge: Judge[Judged]) -> list[tuple[Labelled, Judged]]:
    """Judge one of these sets."""
    others = [line for other, lines in tune_sets().items() if other != name for line in lines]
    with tables_from(train() + others):
        return [(line, judge(line)) for line in tune_sets()[name]]


def by_language(judge: Judge[Judged]) -> Iterable[tuple[Labelled, Judged]]:
    """Judge the comments in each language by those in the others: what a language is given that nobody labelled."""
    for language in sorted({line.language for line in tune()}):
        rest = [line for line in train() + tune() if line.language != language]
        ordered = tuple(code for code in check.ORDERED if code != language)
        with tables_from(rest), patch.object(check, "ORDERED", ordered):
            yield from [(line, judge(line)) for line in tune() if line.language == language]


@contextmanager
def tables_from(lines: Iterable[Labelled]) -> Iterator[None]:
    """Let the check judge by tables counted from these lines alone."""
    with TemporaryDirectory() as folder:
        words, neighbours = Path(folder, "lines.tsv"), Path(folder, "order.tsv")
        write_tables(counted(lines), words, neighbours)
        with patch.object(likeness, "LINES", words), patch.object(order, "ORDER", neighbours):
            _forget()
            yield
    _forget()


def _forget() -> None:
    for known in (likeness.labelled_lines, likeness.lines_with, order.counted_neighbours, order.weight_of):
        known.cache_clear()
