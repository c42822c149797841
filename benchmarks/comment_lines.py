"""The labelled comments, by what they are for.

- `train`: `comment_set.jsonl` and `comment_train.jsonl`, written by those who knew the check.
- `tune`: `comment_tune_1.jsonl` to `comment_tune_4.jsonl`, written by four who did not. The thresholds in
  `rules/comments/check.py` are read off these, each judged by tables counted without it: `comment_held_out.py`.
- `final`: `comment_final.jsonl`. Never looked at: scored once, after everything else was done.
- `made`: salads, shuffled pieces and the piece's sentences cut and pasted, made from `train` and `tune` by chance with
  a seed.

The tables of `make train` are counted from `train` and `tune`.

`tests/rules/comment_sets.md` says who wrote which, when, and knowing what.
"""

from __future__ import annotations

import json
import random
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import Any

from benchmarks.interactions import ROOT
from rules.comments.words import sentences, word_count

FOLDER = ROOT / "tests" / "rules"
FEWEST_SHUFFLED = 40
"""Words from which on a salad is made of a comment."""

Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Labelled:
    """A comment with its label, and what `check_comment` takes beside it."""

    genuine: bool
    kind: str
    language: str
    comment: str
    quote: str = ""
    piece_title: str = ""
    piece_text: str = ""
    """Empty where only a link is known."""
    earlier: tuple[str, ...] = ()

    @property
    def words(self) -> int:
        """How many words it has."""
        return word_count(self.comment)


def train() -> list[Labelled]:
    """Return the comments that the tables are counted from."""
    pieces = json.loads((FOLDER / "comment_pieces.json").read_text("utf-8"))
    return [_of_the_first_set(row, pieces) for row in _rows("comment_set")] + [
        Labelled(row["label"] == "genuine", row["kind"], row["language"], row["comment"])
        for row in _rows("comment_train")
    ]


def tune() -> list[Labelled]:
    """Return the comments that the thresholds are read off."""
    return [line for lines in tune_sets().values() for line in lines]


@cache
def tune_sets() -> dict[str, list[Labelled]]:
    """Return them by who wrote them."""
    return {name: _with_pieces(_rows(name)) for name in [f"comment_tune_{number}" for number in range(1, 5)]}


def final() -> list[Labelled]:
    """Return the comments nobody looked at, none before they are here."""
    return _with_pieces(_rows("comment_final")) if (FOLDER / "comment_final.jsonl").exists() else []


def made(seed: int = 1) -> list[Labelled]:
    """Return hollow comments that need no writer, made of the genuine comments and pieces of the other sets."""
    chance = random.Random(seed)
    genuine = [line for line in train() + tune() if line.genuine and line.words >= FEWEST_SHUFFLED]
    salads = [
        Labelled(False, "shuffled comment", line.language, shuffled(line.comment, chance), line.quote, line.piece_title)
        for line in genuine
    ]
    return salads + [line for known in genuine if known.piece_text for line in _of_the_piece(known, chance)]


def shuffled(text: str, chance: random.Random) -> str:
    """Return the words of a text in any order."""
    words = text.split()
    chance.shuffle(words)
    return " ".join(words)


def _of_the_piece(line: Labelled, chance: random.Random) -> Iterable[Labelled]:
    said = sentences(line.piece_text)
    cut = " ".join(chance.sample(said, min(len(said), 8)))
    words = line.piece_text.split()
    salad = " ".join(chance.sample(words, min(len(words), 90)))
    for kind, comment in (("cut and pasted", cut), ("shuffled piece", salad)):
        yield Labelled(False, kind, line.language, comment, line.quote, line.piece_title, line.piece_text)


def _rows(name: str) -> list[Row]:
    return [json.loads(row) for row in (FOLDER / f"{name}.jsonl").read_text("utf-8").splitlines()]


def _of_the_first_set(row: Row, pieces: dict[str, Row]) -> Labelled:
    piece = pieces.get(row.get("piece", ""), {})
    return Labelled(
        row["accept"],
        row["kind"],
        row["language"],
        row["comment"],
        row["quote"],
        piece.get("title") or row["piece_title"],
        piece.get("text", ""),
        tuple(row.get("earlier", ())),
    )


def _with_pieces(rows: list[Row]) -> list[Labelled]:
    pieces = {row["piece"]: row for row in rows if row["kind_of_line"] == "piece"}
    return [
        Labelled(
            row["label"] == "genuine",
            row["kind"],
            row["language"],
            "\n".join(part for part in (row["comment"], row["question"]) if part),
            row["quote"],
            pieces[row["piece"]]["title"],
            pieces[row["piece"]]["text"] if row["text_known"] else "",
        )
        for row in rows
        if row["kind_of_line"] == "comment"
    ]
