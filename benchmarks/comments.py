"""What the comment check costs: a 500-word comment on a 3,000-word piece, also with 200 earlier comments.

`python -m benchmarks.comments` prints each figure, in processor time, with its limit, and ends with status 1 when a
limit is missed. A piece and earlier comments are prepared once and remembered, so the first check is timed apart.
"""

from __future__ import annotations

import random
import statistics
import sys
import time

from benchmarks.comment_set import labelled_comments
from benchmarks.interactions import Figure
from benchmarks.report import report
from rules.comments.check import check_comment
from rules.swaps.limits import MIN_OWN_WORDS

CHECK_MS = 5.0

PIECE_WORDS = 3_000
COMMENT_WORDS = 500
EARLIER = 200
EARLIER_WORDS = 80
ROUNDS = 40


def main() -> int:
    """Time the check and print it; return 1 when the limit is missed."""
    chance = random.Random(1)
    rows = labelled_comments()
    piece = {row["piece"]: row["piece_text"] for row in rows if row.get("piece") in ("garage", "lamp", "bread", "code")}
    sentences = " ".join(piece.values()).replace("\n", " ").split(". ")
    said = " ".join(row["comment"] for row in rows if row["accept"] and row.get("piece") in piece).split()
    # Each round another piece and another comment: none of it is remembered from the round before.
    first, again, with_earlier = [], [], []
    for turn in range(ROUNDS):
        text = " ".join(". ".join(chance.choices(sentences, k=400)).split()[:PIECE_WORDS])
        start = chance.randrange(len(said) - COMMENT_WORDS)
        comment = " ".join(said[start : start + COMMENT_WORDS])
        earlier = [" ".join(chance.sample(said, EARLIER_WORDS)) for _ in range(EARLIER)]
        first.append(_milliseconds(comment + " 1", text))
        again.append(_milliseconds(comment + " 2", text))
        _milliseconds(comment, text, earlier)
        with_earlier.append(_milliseconds(f"{comment} {turn}", text, earlier))
    return report(
        f"a comment of {COMMENT_WORDS} words on a piece of {PIECE_WORDS:,}, median of {ROUNDS}",
        [
            Figure("the check", statistics.median(again[1:]), "ms", CHECK_MS, at_least=False),
            Figure("the first check of a piece", statistics.median(first[1:]), "ms"),
            Figure(f"the check with {EARLIER} earlier comments", statistics.median(with_earlier[1:]), "ms"),
        ],
    )


def _milliseconds(comment: str, text: str, earlier: list[str] | None = None) -> float:
    began = time.process_time()
    check_comment(
        comment,
        quote="He recited it and then cried",
        piece_title="Estate Sale",
        piece_text=text,
        earlier=earlier or (),
        min_words=MIN_OWN_WORDS,
    )
    return (time.process_time() - began) * 1000


if __name__ == "__main__":
    sys.exit(main())
