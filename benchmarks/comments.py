"""What the comment check costs: a 500-word comment on a 3,000-word piece, also beside 200 earlier comments.

`python -m benchmarks.comments` prints each figure, in processor time, with its limit, and ends with status 1 when a
limit is missed. A piece is prepared once and remembered, so the first check of one is timed apart; of other comments
nothing is remembered. The worst of what a member can send is timed too: it must not hold others up.
"""

from __future__ import annotations

import gc
import random
import statistics
import sys
import time

from benchmarks.comment_lines import train
from benchmarks.report import Figure, report
from rules.comments.check import check_comment
from rules.comments.words import sentences
from rules.swaps.limits import MIN_OWN_WORDS

CHECK_MS = 5.0
WORST_MS = 20.0

PIECE_WORDS = 3_000
COMMENT_WORDS = 500
EARLIER = 200
EARLIER_SIGNS = 4_500
FORM_SIGNS = 4_500
ROUNDS = 40
WORST = (
    "ﷺ",
    "a",
    "word ",
    "“",
    "f-o-l-",
    "مرحبا ",
    "漢字",
    "ก",
    "a ",
    ". ",
    "\n",
    "🎉",
    "follow me ",
    "f0ll0w ",
    '"a" ',
    "ﬁ",
    "각",
)


def main() -> int:
    """Time the check and print it; return 1 when a limit is missed."""
    chance = random.Random(1)
    english = [line for line in train() if line.language == "en" and line.genuine]
    told = [sentence for line in english for sentence in sentences(line.piece_text)]
    said = " ".join(line.comment for line in english).split()
    _milliseconds(" ".join(said[:COMMENT_WORDS]), "\n".join(told))  # reads the tables
    gc.freeze()  # as the bot does once it is ready
    # Each round another piece and another comment: none of it is remembered from the round before.
    first, again, with_earlier = [], [], []
    for _ in range(ROUNDS):
        paragraphs = (" ".join(chance.choices(told, k=8)) for _ in range(50))
        text = " ".join("\n".join(paragraphs).split(" ")[:PIECE_WORDS])
        starts = chance.sample(range(len(said) - COMMENT_WORDS), k=3)
        comments = [" ".join(said[start : start + COMMENT_WORDS]) for start in starts]
        earlier = [" ".join(chance.choices(said, k=1000))[:EARLIER_SIGNS] for _ in range(EARLIER)]
        first.append(_milliseconds(comments[0], text))
        again.append(_milliseconds(comments[1], text))
        with_earlier.append(_milliseconds(comments[2], text, earlier))
    worst = max(_typical_milliseconds((sign * FORM_SIGNS)[:FORM_SIGNS], text) for sign in WORST)
    return report(
        f"a comment of {COMMENT_WORDS} words on a piece of {PIECE_WORDS:,}, median of {ROUNDS}",
        [
            Figure("the check", statistics.median(again), "ms", CHECK_MS, at_least=False),
            Figure("the first check of a piece", statistics.median(first), "ms", CHECK_MS, at_least=False),
            Figure(
                f"the check beside {EARLIER} earlier comments of {EARLIER_SIGNS:,} characters",
                statistics.median(with_earlier),
                "ms",
                CHECK_MS,
                at_least=False,
            ),
            Figure(f"the worst of {len(WORST)} odd comments", worst, "ms", WORST_MS, at_least=False),
        ],
    )


def _typical_milliseconds(comment: str, text: str) -> float:
    return statistics.median(_milliseconds(f"{comment}{turn}", text) for turn in range(5))


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
