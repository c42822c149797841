"""How well comments are judged: the check over every labelled set, `make eval`.

For each split it prints what became of the genuine and of the hollow comments, with 95 % Wilson intervals: altogether,
then by kind, language, length and whether the text is known. Genuine comments refused for nothing but their length are
counted apart, and so are the kinds of hollow ones that no check of words can know. `python -m benchmarks.comment_set
tune` prints one split. `tune` and `languages` are judged by tables counted without them; `train` and `made` are not,
so their figures say little. It ends with status 1 when a promise is missed on the `final` split.
"""

from __future__ import annotations

import sys
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from enum import StrEnum
from math import sqrt

from benchmarks.comment_held_out import by_language, by_set
from benchmarks.comment_lines import Labelled, final, made, train
from rules.comments.check import CommentVerdict, Problem, Verdict, check_comment
from rules.swaps.limits import MIN_OWN_WORDS
from rules.swaps.standing import PAID_BY_SILENCE

GENUINE_REFUSED = 2 / 250
GENUINE_ASKED = 0.10
HOLLOW_STOPPED = {True: 0.92, False: 0.88}
"""Refused or asked, with the text and without."""

PAID_UNTAPPED = 0.10
"""Share of hollow comments paid though no author ever tapped and each that was asked about was sent as it is."""
SENT = (12, 24, 36)
"""How many somebody may send in 90 days, in which silence pays for `PAID_BY_SILENCE` of those asked about; the last
counts, one every two or three days, since who sends fewer earns next to nothing."""
OF_THE_PIECE = ("copied", "copy of the piece", "shuffled", "salad")
"""What kinds of hollow comments made of the piece are called, whoever wrote the set."""
LENGTHS = (60, 90, 120)
Z = 1.96


class Outcome(StrEnum):
    """What becomes of a comment; `SHORT` is a genuine one refused for its length alone."""

    REFUSED = "refused"
    ASKED = "asked"
    ACCEPTED = "accepted"
    SHORT = "short"


Judged = tuple[Labelled, Outcome]


def judged(line: Labelled) -> CommentVerdict:
    """Check one comment."""
    return check_comment(
        line.comment,
        quote=line.quote,
        piece_title=line.piece_title,
        piece_text=line.piece_text,
        earlier=line.earlier,
        min_words=MIN_OWN_WORDS,
    )


def outcome(line: Labelled) -> Outcome:
    """Return what becomes of one comment."""
    verdict = judged(line)
    if line.genuine and [reason.problem for reason in verdict.reasons] == [Problem.TOO_SHORT]:
        return Outcome.SHORT
    return {Verdict.REFUSED: Outcome.REFUSED, Verdict.ASKED: Outcome.ASKED}.get(verdict.verdict, Outcome.ACCEPTED)


def is_knowable(line: Labelled) -> bool:
    """Whether words alone can tell: not what a machine wrote of this piece, nor what was written of another one.

    Where only a link is known that is also true of copies of the piece and of salads made of it.
    """
    of_the_piece = any(name in line.kind for name in OF_THE_PIECE)
    is_told = not line.kind.startswith("fed") and line.kind != "other piece"
    return is_told and (bool(line.piece_text) or not of_the_piece)


def wilson(count: int, total: int) -> tuple[float, float]:
    """Return the 95 % interval of a share."""
    share, spread = count / total, Z * Z / total
    middle = share + spread / 2
    half = Z * sqrt(share * (1 - share) / total + spread / (4 * total))
    return max(0.0, (middle - half) / (1 + spread)), min(1.0, (middle + half) / (1 + spread))


SPLITS: dict[str, Callable[[], Iterable[Judged]]] = {
    "train": lambda: ((line, outcome(line)) for line in train()),
    "tune": lambda: by_set(outcome),
    "languages": lambda: by_language(outcome),
    "made": lambda: ((line, outcome(line)) for line in made()),
    "final": lambda: ((line, outcome(line)) for line in final()),
}


def main(names: Sequence[str]) -> int:
    """Judge the splits and print how well; return 1 when a promise is missed."""
    kept = True
    for name in names or SPLITS:
        lines = list(SPLITS[name]())
        if lines:
            print(f"\n== {name}: {len(lines)} comments\n")
            _print_all(lines)
        if lines and name == "final":
            kept = _promises(lines)
    return 0 if kept else 1


def _print_all(lines: list[Judged]) -> None:
    genuine = [each for each in lines if each[0].genuine]
    hollow = _hollow(lines)
    unknowable = [each for each in lines if not each[0].genuine and not is_knowable(each[0])]
    for name, group in (("genuine", genuine), ("hollow", hollow), ("hollow, words cannot know", unknowable)):
        _print_groups(name, group, lambda _: "all")
        _print_groups(name, group, lambda line: "text known" if line.piece_text else "link only")
        _print_groups(name, group, lambda line: line.language)
        _print_groups(name, group, _length)
        _print_groups(name, group, lambda line: line.kind)
        print()
    for sent in SENT:
        print(f"paid without a tap, of {sent} hollow ones in 90 days: {paid_untapped(hollow, sent):.1%}")


def _length(line: Labelled) -> str:
    least = [words for words in LENGTHS if line.words >= words]
    return f"{max(least)} words or more" if least else f"under {LENGTHS[0]} words"


def _print_groups(name: str, lines: Iterable[Judged], group_of: Callable[[Labelled], str]) -> None:
    groups: dict[str, Counter[Outcome]] = defaultdict(Counter)
    for line, became in lines:
        groups[group_of(line)][became] += 1
    for group, counts in sorted(groups.items()):
        short = f", {counts[Outcome.SHORT]} too short" if counts[Outcome.SHORT] else ""
        total = counts.total() - counts[Outcome.SHORT]
        if not total:
            print(f"{name}, {group:<40}{short.removeprefix(', ')}")
            continue
        shares = "  ".join(f"{each} {_share(counts[each], total)}" for each in (Outcome.REFUSED, Outcome.ASKED))
        print(f"{name + ', ' + group:<48} {shares}  untouched {counts[Outcome.ACCEPTED]}{short}")


def _share(count: int, total: int) -> str:
    low, high = wilson(count, total)
    return f"{count:>3} of {total:<3} {count / total:>6.1%} ({low:.1%} to {high:.1%})"


def _promises(lines: list[Judged]) -> bool:
    genuine = Counter(became for line, became in lines if line.genuine and became is not Outcome.SHORT)
    kept = genuine[Outcome.REFUSED] <= GENUINE_REFUSED * genuine.total()
    kept &= genuine[Outcome.ASKED] <= GENUINE_ASKED * genuine.total()
    for known, least in HOLLOW_STOPPED.items():
        hollow = [became for line, became in _hollow(lines) if bool(line.piece_text) is known]
        kept &= sum(became is not Outcome.ACCEPTED for became in hollow) >= least * len(hollow)
    return kept and paid_untapped(_hollow(lines), max(SENT)) <= PAID_UNTAPPED


def _hollow(lines: Iterable[Judged]) -> list[Judged]:
    return [each for each in lines if not each[0].genuine and is_knowable(each[0])]


def paid_untapped(hollow: Iterable[Judged], sent: int) -> float:
    """Return the share of so many hollow comments that is paid though no author ever taps."""
    became = Counter(each for _, each in hollow)
    untouched, asked = became[Outcome.ACCEPTED] / became.total(), became[Outcome.ASKED] / became.total()
    return untouched + min(asked * sent, PAID_BY_SILENCE) / sent


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
