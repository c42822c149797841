"""How well comments are judged: the check over the labelled set in `tests/rules`, by kind and by reason.

`python -m benchmarks.comment_set` prints, for each kind of comment, how many were judged as labelled, and for each
reason how many of those it refused were hollow. It ends with status 1 when a promise is missed.
"""

from __future__ import annotations

import json
import sys
from collections import Counter, defaultdict
from typing import Any

from benchmarks.interactions import ROOT
from rules.comments.check import CommentVerdict, check_comment
from rules.swaps.limits import MIN_OWN_WORDS

HOLLOW_REFUSED = 0.95
GENUINE_REFUSED = 0.01

Labelled = dict[str, Any]


def labelled_comments() -> list[Labelled]:
    """Return the set: what `check_comment` takes, with `accept` (the label) and `kind`."""
    folder = ROOT / "tests" / "rules"
    pieces = json.loads((folder / "comment_pieces.json").read_text("utf-8"))
    rows = [json.loads(line) for line in (folder / "comment_set.jsonl").read_text("utf-8").splitlines()]
    for row in rows:
        if "piece" in row:
            row |= {f"piece_{part}": words for part, words in pieces[row["piece"]].items()}
    return rows


def judged(row: Labelled) -> CommentVerdict:
    """Check one comment of the set."""
    return check_comment(
        row["comment"],
        quote=row["quote"],
        piece_title=row["piece_title"],
        piece_text=row.get("piece_text", ""),
        earlier=row.get("earlier", ()),
        min_words=MIN_OWN_WORDS,
    )


def main() -> int:
    """Judge the set and print how well; return 1 when a promise is missed."""
    rows = labelled_comments()
    kinds: dict[tuple[bool, str], list[bool]] = defaultdict(list)
    blamed: dict[str, Counter[bool]] = defaultdict(Counter)
    for row in rows:
        verdict = judged(row)
        kinds[row["accept"], row["kind"]].append(verdict.is_accepted == row["accept"])
        for reason in verdict.reasons:
            blamed[reason.problem.value][row["accept"]] += 1
    hollow = [right for (accept, _), all_right in kinds.items() if not accept for right in all_right]
    genuine = [right for (accept, _), all_right in kinds.items() if accept for right in all_right]
    refused, wrongly = sum(hollow), len(genuine) - sum(genuine)

    print(f"{len(rows)} comments: {len(hollow)} hollow, {len(genuine)} genuine\n")
    for label, of_accepted in (("hollow, refused", False), ("genuine, accepted", True)):
        print(f"{label:<48}{'recall':>8}")
        for (accept, kind), all_right in sorted(kinds.items()):
            if accept is of_accepted:
                print(f"  {kind:<46}{sum(all_right) / len(all_right):>8.2f}  {sum(all_right)} of {len(all_right)}")
    print(f"\n{'reason':<48}{'precision':>9}")
    for code, labels in sorted(blamed.items()):
        print(f"  {code:<46}{labels[False] / labels.total():>8.2f}  {labels[False]} of {labels.total()}")
    print(f"\nprecision of a refusal {refused / max(refused + wrongly, 1):.3f}")
    print(f"hollow refused         {refused / len(hollow):.3f}   at least {HOLLOW_REFUSED}")
    print(f"genuine refused        {wrongly / len(genuine):.3f}   at most {GENUINE_REFUSED}")
    return 0 if refused >= HOLLOW_REFUSED * len(hollow) and wrongly <= GENUINE_REFUSED * len(genuine) else 1


if __name__ == "__main__":
    sys.exit(main())
