"""What a command of the terminal ends with."""

from __future__ import annotations

from dataclasses import dataclass

from process import CLEAN


@dataclass(frozen=True, slots=True)
class Answer:
    """The words for the person at the terminal, and the status the process ends with."""

    text: str
    status: int = CLEAN
