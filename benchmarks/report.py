"""How a benchmark prints what it measured."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from benchmarks.interactions import Figure, machine

if TYPE_CHECKING:
    from collections.abc import Sequence


def report(title: str, measured: Sequence[Figure]) -> int:
    """Print the machine and every figure with its limit; return 1 when a limit is missed."""
    print(", ".join(f"{name} {value}" for name, value in machine().items()))
    print(f"{title}\n")
    for figure in measured:
        print(figure.row())
    return 0 if all(figure.passes for figure in measured) else 1


def say(text: str) -> None:
    """Tell whoever waits how far it is, apart from the figures."""
    print(text, file=sys.stderr, flush=True)
