"""Count the tables of the comment check from the labelled lines: `python -m benchmarks.comment_train`, `make train`.

It writes `comment_lines.tsv` and `comment_order.tsv` into `rules/data`; the same lines give the same tables.
"""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

from benchmarks.comment_lines import Labelled, shuffled, train, tune
from rules.comments.check import ORDERED
from rules.comments.languages import small_words
from rules.comments.likeness import LINES, units
from rules.comments.order import ORDER, Neighbours, neighbours
from rules.comments.words import tokens, without_links, without_quotations
from rules.kit.letters import folded, unmasked

NOT_COUNTED = ("mash", "copy", "copied", "salad", "shuffled", "fed", "other piece")
"""Kinds that other rules find, and those that words cannot tell: theirs say nothing of hollow comments."""
BEGINNING_SIGNS = 60
FEWEST_LINES = 2
"""From how many lines on two words side by side are counted; a word alone counts from one on."""
FEWEST_NEIGHBOURS = 3
SHUFFLES = 3
SEED = 1


def main() -> None:
    """Write the tables that are kept."""
    write_tables(counted(train() + tune()), LINES, ORDER)


def write_tables(lines: list[Labelled], words: Path, neighbours: Path) -> None:
    """Write the tables that these lines make."""
    words.write_text(line_table(lines), "utf-8")
    neighbours.write_text(order_table(lines), "utf-8")


def counted(lines: Iterable[Labelled]) -> list[Labelled]:
    """Return the labelled lines that are counted; those that begin alike were written once, with other endings."""
    kept = [line for line in lines if line.genuine or not any(kind in line.kind for kind in NOT_COUNTED)]
    return list({line.comment[:BEGINNING_SIGNS]: line for line in kept}.values())


def line_table(lines: Iterable[Labelled]) -> str:
    """Return in how many genuine and hollow lines each unit stands."""
    counts = {True: Counter[str](), False: Counter[str]()}
    totals = Counter[bool]()
    for line in lines:
        totals[line.genuine] += 1
        counts[line.genuine].update(units(tokens(_plain(line.comment))))
    genuine, hollow = counts[True], counts[False]
    rows = [
        f"{unit}\t{genuine[unit]}\t{hollow[unit]}"
        for unit in sorted(genuine.keys() | hollow.keys())
        if genuine[unit] + hollow[unit] >= FEWEST_LINES or " " not in unit
    ]
    return "\n".join([f"lines\t{totals[True]}\t{totals[False]}", *rows, ""])


def order_table(lines: Iterable[Labelled]) -> str:
    """Return how often neighbours stand side by side in the lines, and in the same lines shuffled."""
    chance = random.Random(SEED)
    small = small_words()
    ordered, mixed = Counter[Neighbours](), Counter[Neighbours]()
    for line in lines:
        if line.language not in ORDERED:
            continue
        text = _plain(line.comment)
        ordered.update(neighbours(tokens(text), small))
        for _ in range(SHUFFLES):
            mixed.update(neighbours(tokens(shuffled(text, chance)), small))
    rows = [
        f"{pair[0]}\t{pair[1]}\t{ordered[pair]}\t{mixed[pair]}"
        for pair in sorted(ordered.keys() | mixed.keys())
        if ordered[pair] + mixed[pair] >= FEWEST_NEIGHBOURS
    ]
    return "\n".join([f"neighbours\t{ordered.total()}\t{mixed.total()}", *rows, ""])


def _plain(comment: str) -> str:
    return unmasked(folded(without_quotations(without_links(comment))))


if __name__ == "__main__":
    main()
