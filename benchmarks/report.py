"""What a benchmark measured: figures with their limits, printed with the machine they were measured on."""

from __future__ import annotations

import json
import os
import platform
import sqlite3
import sys
from dataclasses import asdict, dataclass
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

# A file to which the figures go as well, where the environment names one.
FIGURES_TO = "FIGURES_TO"
CPUINFO = Path("/proc/cpuinfo")


@dataclass(frozen=True, slots=True)
class Figure:
    """One measured figure; `limit` None makes it a fact rather than a promise."""

    name: str
    value: float
    unit: str
    limit: float | None = None
    at_least: bool = True

    @property
    def passes(self) -> bool:
        """Whether the figure keeps its limit."""
        if self.limit is None:
            return True
        return self.value >= self.limit if self.at_least else self.value <= self.limit

    @property
    def bound(self) -> str:
        """Say the limit, empty where there is none."""
        if self.limit is None:
            return ""
        return f"{'at least' if self.at_least else 'at most'} {self.limit:g}{self.unit and f' {self.unit}'}"

    def row(self) -> str:
        """Render the figure as a line of the table."""
        value = f"{self.value:,.2f} {self.unit}".rstrip()
        if self.limit is None:
            return f"{self.name:<44}{value:>16}"
        return f"{self.name:<44}{value:>16}   {self.bound}   {'pass' if self.passes else 'MISS'}"


def machine() -> dict[str, str]:
    """State what the figures depend on."""
    return {
        "cpu": f"{os.cpu_count()} × {_processor()}",
        "system": f"{platform.system()} {platform.release()}",
        "python": platform.python_version(),
        "sqlite": sqlite3.sqlite_version,
        **{name: version(name) for name in ("discord.py", "aiosqlite", "aiohttp")},
    }


def _processor() -> str:
    models = [line.partition(": ")[2] for line in _lines(CPUINFO) if line.startswith("model name")]
    return models[0] if models else platform.machine()


def _lines(path: Path) -> list[str]:
    return path.read_text("utf-8").splitlines() if path.exists() else []


def report(title: str, measured: Sequence[Figure]) -> int:
    """Print the machine and every figure with its limit; return 1 when a limit is missed."""
    print(", ".join(f"{name} {value}" for name, value in machine().items()))
    print(f"{title}\n")
    for figure in measured:
        print(figure.row())
    if FIGURES_TO in os.environ:
        with Path(os.environ[FIGURES_TO]).open("a", encoding="utf-8") as file:
            print(json.dumps({"title": title, "figures": [asdict(figure) for figure in measured]}), file=file)
    return 0 if all(figure.passes for figure in measured) else 1


def say(text: str) -> None:
    """Tell whoever waits how far it is, apart from the figures."""
    print(text, file=sys.stderr, flush=True)
