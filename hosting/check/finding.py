"""What was found in one place, how grave it is, and the way out."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum

from process import CLEAN, MEND, TRY_LATER


class Grade(Enum):
    """How grave something is: the word before it, and the status it ends with."""

    FINE = ("ok", CLEAN)
    NOTE = ("note", CLEAN)
    LATER = ("later", TRY_LATER)
    MEND = ("MEND", MEND)


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was looked at."""

    grade: Grade
    what: str
    way_out: str = ""

    @property
    def lines(self) -> str:
        """Say it, and the way out under it."""
        word, _ = self.grade.value
        lines = [*self.what.splitlines(), *self.way_out.splitlines()]
        return "\n".join([f"{word:<6}{lines[0]}", *(f"      {line}" for line in lines[1:])])


def fine(what: str) -> Finding:
    """Say that something is as it should be."""
    return Finding(Grade.FINE, what)


def note(what: str, way_out: str) -> Finding:
    """Say something that is good to know; the bot runs all the same."""
    return Finding(Grade.NOTE, what, way_out)


def later(what: str, way_out: str) -> Finding:
    """Say what is in the way and passes by itself."""
    return Finding(Grade.LATER, what, way_out)


def mend(what: str, way_out: str) -> Finding:
    """Say what the bot cannot run with."""
    return Finding(Grade.MEND, what, way_out)


def status_of(findings: Iterable[Finding]) -> int:
    """Return the status for all: what must be mended counts before what passes."""
    found = {each.grade for each in findings}
    worst = next((grade for grade in (Grade.MEND, Grade.LATER) if grade in found), Grade.FINE)
    return worst.value[1]
