"""`docs/performance.md` from every benchmark in one sitting, and the line in README.md that tells of it.

`python -m benchmarks.page` (`make bench`) runs one after the other, in about half an hour on two processors that have
nothing else to do; `--short` tries in a few minutes whether each still runs, and writes nothing. A missed limit is
shown as missed. What stands under `APART` was measured by other means and stays. It ends with status 1 where a limit is
missed, and with 2, writing nothing, where something could not be measured.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from benchmarks.interactions import ROOT
from benchmarks.report import FIGURES_TO, Figure, machine, say

PAGE, README = ROOT / "docs" / "performance.md", ROOT / "README.md"
APART = "## Measured apart"
NUMBERS = "- [Numbers](docs/performance.md)"
NOT_MEASURED = 2
# Where Linux counts what its processors did, and the column of what a virtual machine's host kept from it (proc(5)).
PROCESSOR_TIMES, STEAL = Path("/proc/stat"), 7
WHOLE_FROM = 10  # what is smaller is told to the hundredth

INTRODUCTION = """# Performance

Made by `make bench`, every table in one sitting; nothing here is written by hand down to “Measured apart”.
{machine}.

Where the time of `/wrote` goes, and where the memory does, and why a limit is missed, say
`docs/decisions/0005-the-write-path.md` and `docs/decisions/0021-what-memory-goes-where.md`.
"""


@dataclass(frozen=True, slots=True)
class Run:
    """A benchmark with what it is told, at length and in short."""

    name: str
    told: str = ""
    in_short: str = ""


RUNS = (
    Run("light", in_short="--turns 1 --idle 2"),
    Run("servers", in_short="--servers 200"),
    Run("capacity", in_short="--members 20000"),
    Run("interactions", in_short="--rounds 1 --seconds 0.5 --pace-seconds 1"),
    Run("rush", "near --idle 10", "near --reminders 250 --idle 1"),
    Run("rush", "far --reminders 3000 --idle 10", "far --reminders 250 --idle 1"),
    Run("sprints", in_short="--reminders 2300"),
    Run("tick"),
    Run("leaderboard", in_short="--members 2000"),
    Run("matching"),
    Run("economy"),
    Run("comments"),
)


class NotMeasuredError(Exception):
    """A benchmark ended without figures; the text says which."""


@dataclass(frozen=True, slots=True)
class Measured:
    """What one run of a benchmark reported."""

    name: str
    title: str
    figures: Sequence[Figure]
    seconds: float

    def section(self) -> str:
        """Render it as a part of the page."""
        rows = "\n".join(f"| {each.name} | {_value(each)} | {_limit(each)} |" for each in self.figures)
        head = f"## `{self.name}`: {self.title}\n\n`python -m benchmarks.{self.name}`, {self.seconds:.0f} seconds."
        return f"{head}\n\n| | measured | limit |\n| --- | --- | --- |\n{rows}\n"


def _value(figure: Figure) -> str:
    digits = 0 if abs(figure.value) >= WHOLE_FROM or figure.value == int(figure.value) else 2
    return f"{figure.value:,.{digits}f} {figure.unit}".rstrip()


def _limit(figure: Figure) -> str:
    return figure.bound if figure.passes else f"{figure.bound}: **missed**"


def measure(run: Run, *, in_short: bool) -> list[Measured]:
    """Run one benchmark in a process of its own and return what it reported. Raise NotMeasuredError."""
    with tempfile.TemporaryDirectory() as folder:
        figures = Path(folder) / "figures"
        told = (run.in_short if in_short else run.told).split()
        began = time.monotonic()
        ended = subprocess.run(
            [sys.executable, "-m", f"benchmarks.{run.name}", *told],
            cwd=ROOT,
            env={**os.environ, FIGURES_TO: str(figures)},
            check=False,
        )
        seconds = time.monotonic() - began
        if ended.returncode >= NOT_MEASURED or not figures.exists():
            raise NotMeasuredError(f"{run.name} ended with status {ended.returncode}.")
        reports = [json.loads(line) for line in figures.read_text("utf-8").splitlines()]
    return [Measured(run.name, each["title"], [Figure(**row) for row in each["figures"]], seconds) for each in reports]


def stolen() -> tuple[int, int]:
    """Return the ticks of its processors that this machine did not get, since others on its host had them, and all."""
    if not PROCESSOR_TIMES.exists():
        return 0, 0
    ticks = [int(each) for each in PROCESSOR_TIMES.read_text("utf-8").splitlines()[0].split()[1:9]]
    return ticks[STEAL], sum(ticks)


def sitting(before: tuple[int, int] = (0, 0)) -> str:
    """Name the machine, the day and the commit; and what share of its processors it did not get since `before`."""
    commit = subprocess.run(
        ("git", "describe", "--always", "--dirty"), cwd=ROOT, capture_output=True, text=True, check=False
    )
    named = ", ".join(f"{name} {value}" for name, value in machine().items())
    kept, passed = (now - then for now, then in zip(stolen(), before, strict=True))
    share = f". {kept / passed:.0%} of its processors' time went to other machines on the same host" if passed else ""
    return f"{datetime.now(UTC):%d %B %Y}, commit {commit.stdout.strip() or 'unknown'}: {named}{share}"


def page(measured: Iterable[Measured], machine_line: str, apart: str) -> str:
    """Return the whole page; `apart` is what other means measured."""
    sections = "\n".join(each.section() for each in measured)
    return f"{INTRODUCTION.format(machine=machine_line)}\n{sections}\n{apart}"


def readme_line(measured: Sequence[Measured]) -> str:
    """Return the line of the README: what a host asks first, and how many limits are met."""
    figures = [figure for each in measured for figure in each.figures]
    promised = [figure for figure in figures if figure.limit is not None]
    met = sum(figure.passes for figure in promised)
    named = {(each.name, figure.name): _value(figure) for each in measured for figure in each.figures}
    memory, server = named["light", "OneReader, resident after use"], named["servers", "of it a server"]
    return (
        f"{NUMBERS}, measured by scripts in this repository: {memory} of memory once everything was used and "
        f"{server} for each server. Of the {len(promised)} limits it holds itself to {met} are met; "
        "by how much the others are missed stands there."
    )


def write(
    measured: Sequence[Measured],
    page_path: Path = PAGE,
    readme_path: Path = README,
    before: tuple[int, int] = (0, 0),
) -> None:
    """Write the page, keeping what was measured apart, and the README's line."""
    apart = APART + page_path.read_text("utf-8").partition(APART)[2]
    page_path.write_text(page(measured, sitting(before), apart), "utf-8")
    line = readme_line(measured)
    lines = readme_path.read_text("utf-8").splitlines()
    told = [line if each.startswith(NUMBERS) else each for each in lines]
    readme_path.write_text("\n".join(told) + "\n", "utf-8")


def main(arguments: list[str] | None = None) -> int:
    """Measure everything and write the page; return 1 where a limit is missed, 2 where something was not measured."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.page", description=__doc__)
    parser.add_argument("--short", action="store_true", help="only try whether each runs, and write nothing")
    options = parser.parse_args(arguments)
    measured: list[Measured] = []
    before = stolen()
    for run in RUNS:
        say(f"\n{run.name} {run.in_short if options.short else run.told}")
        try:
            measured += measure(run, in_short=options.short)
        except NotMeasuredError as problem:
            print(problem, file=sys.stderr)
            return NOT_MEASURED
    if not options.short:
        write(measured, before=before)
    return 0 if all(figure.passes for each in measured for figure in each.figures) else 1


if __name__ == "__main__":
    sys.exit(main())
